//! What a host documents about itself, as a table's row: which files it reads, what it can't do and
//! where its limits are. It holds facts and decides nothing.

use super::Rules;

/// What a host documents about itself.
#[derive(Debug)]
pub struct Host {
    /// The name in `site.yaml`.
    pub name: &'static str,
    /// The name that people know.
    pub label: &'static str,
    /// How the addresses end that it gives out, such as `.github.io`; empty if it gives none.
    pub domain: &'static str,
    /// What it does with headers.
    pub headers: Headers,
    /// What it does with old addresses.
    pub redirects: Redirects,
    /// Where its limits are.
    pub limits: Limits,
    /// How `bindery publish` sends a hub there.
    pub send: Send,
    /// The files that it reads in the output.
    pub outputs: &'static [OutputFile],
    /// The files that it reads beside `content`.
    pub setup: &'static [SetupFile],
    /// What it can't do, in words.
    pub cannot: &'static [&'static str],
    /// What to click and type, step by step.
    pub steps: &'static [&'static str],
    /// Its documentation.
    pub docs: &'static str,
    /// Which of these facts were not read in its own documentation.
    pub unsure: &'static [&'static str],
    /// The day these facts were last checked.
    pub checked: &'static str,
}

impl Host {
    /// What to do there, as a numbered list.
    pub fn list_of_steps(&self) -> String {
        self.steps.iter().enumerate().map(|(n, step)| format!("{}. {step}\n", n + 1)).collect()
    }

    /// Whether an address of this domain is one that it gave out.
    pub fn owns(&self, domain: &str) -> bool {
        !self.domain.is_empty() && domain.ends_with(self.domain)
    }
}

impl PartialEq for Host {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// What a host does with headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headers {
    /// It sends those that a file names.
    File(&'static str),
    /// It sends its own and no others.
    Fixed,
}

/// What a host does with old addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Redirects {
    /// It follows those that a file names, also where there is a page.
    File(&'static str),
    /// It follows those that a file names, but where there is a page it sends that.
    FileUnlessPage(&'static str),
    /// It knows none, so a small page stands at each and leads on.
    Pages,
}

impl Redirects {
    /// The file that names them.
    pub fn file(self) -> Option<&'static str> {
        match self {
            Self::File(file) | Self::FileUnlessPage(file) => Some(file),
            Self::Pages => None,
        }
    }
}

/// Where a host's limits are; `None` where it states none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many files.
    pub files: Option<usize>,
    /// The largest file, in bytes.
    pub file: Option<u64>,
    /// All files together, in bytes.
    pub total: Option<u64>,
    /// How many rules for headers.
    pub header_rules: Option<usize>,
    /// The longest line of the file for headers, in characters.
    pub header_line: Option<usize>,
    /// How many lines for old addresses.
    pub redirects: Option<usize>,
    /// The longest line for an old address, in characters.
    pub redirect_line: Option<usize>,
    /// The only endings that it takes; empty if it takes all.
    pub endings: &'static [&'static str],
}

impl Limits {
    /// None stated.
    pub const NONE: Self = Self {
        files: None,
        file: None,
        total: None,
        header_rules: None,
        header_line: None,
        redirects: None,
        redirect_line: None,
        endings: &[],
    };
}

/// 1 MiB, in which hosts count.
pub(super) const MIB: u64 = 1024 * 1024;

/// 1 GiB.
pub(super) const GIB: u64 = 1024 * MIB;

/// How `bindery publish` sends a hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Send {
    /// As a commit to a branch of the repository.
    Branch {
        /// The branch.
        name: &'static str,
        /// The folder of the branch that holds the website, ending in a slash; or nothing.
        folder: &'static str,
        /// Other files of the branch.
        extra: &'static [(&'static str, &'static str)],
    },
    /// By Netlify's own service.
    Netlify,
    /// By Neocities' own service.
    Neocities,
    /// By copying files to a server.
    Copy,
    /// By the host's own means, which this says.
    Own(&'static str),
}

/// A file in the output that the host reads.
#[derive(Clone, Copy, Debug)]
pub struct OutputFile {
    /// Its path.
    pub path: &'static str,
    /// Its text, or `None` where the hub needs none; without a function it is the page for
    /// addresses that do not exist.
    pub write: Option<fn(&Rules<'_>) -> Option<String>>,
}

/// A file beside `content` that the host reads.
#[derive(Clone, Copy, Debug)]
pub struct SetupFile {
    /// Its path.
    pub path: &'static str,
    /// Its text.
    pub write: fn(&Rules<'_>) -> String,
}

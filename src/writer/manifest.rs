//! The list of files that a build made, with a hash of each. It lies in the output folder, so
//! that the next build knows what is Bindery's own.

use crate::path::OutputPath;
use std::fmt::{self, Write};
use std::io;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The manifest's name in the output folder.
pub(super) const NAME: &str = ".bindery-manifest";

/// What a manifest is called until it is whole. In a staging folder, an empty one says whose the folder is.
pub(super) const NEW: &str = ".bindery-manifest.new";

/// The folder in the output folder where files wait, where they can't wait beside it.
pub(super) const STAGING: &str = ".bindery-staging";

const HEAD: &str = "# The files that Bindery made. Do not edit. Format 1.";

/// A hash of a file's bytes (XXH3, 128 bits): enough to see a change, not to withstand an attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hash(u128);

impl Hash {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(xxhash_rust::xxh3::xxh3_128(bytes))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// What a build was made from and what it told, so that the next one can tell that there is nothing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// A hash of all that the build depended on, and of what it told.
    pub inputs: u128,
    /// What was made, in one line of words.
    pub made: String,
}

/// What begins the receipt's line.
pub(super) const RECEIPT: &str = "# Made from ";

/// The files of one output, sorted by path.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    files: Vec<(OutputPath, Hash)>,
    pub(super) receipt: Option<Receipt>,
}

impl Manifest {
    /// Takes the files in the order of their paths.
    pub(super) fn new(files: Vec<(OutputPath, Hash)>, receipt: Option<Receipt>) -> Self {
        Self { files, receipt }
    }

    /// Reads a manifest; `None` if the text is not one.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines().peekable();
        lines.next().filter(|line| *line == HEAD)?;
        let receipt = lines.next_if(|line| line.starts_with(RECEIPT)).and_then(Receipt::read);
        let line = |line: &str| {
            let (hash, path) = line.split_once("  ")?;
            Some((OutputPath::new(path), Hash(u128::from_str_radix(hash, 16).ok()?)))
        };
        // A line that leads out of the folder was written by somebody else, and counts for nothing.
        let is_below = |line: &&str| line.split_once("  ").is_none_or(|(_, path)| OutputPath::is_plain(path));
        let mut files = lines.filter(is_below).map(line).collect::<Option<Vec<_>>>()?;
        files.sort_by(|a, b| a.0.cmp(&b.0));
        Some(Self { files, receipt })
    }

    /// Reads the manifest of a folder; `None` if it has none.
    #[expect(clippy::disallowed_methods, reason = "the writer is an edge")]
    pub(super) fn of(folder: &Path) -> Option<Self> {
        let path = folder.join(NAME);
        // Anything but a file, such as a pipe, could keep us waiting for ever.
        std::fs::symlink_metadata(&path).ok().filter(std::fs::Metadata::is_file)?;
        Self::read(&std::fs::read_to_string(path).ok()?)
    }

    pub(super) fn text(&self) -> String {
        let receipt = self.receipt.as_ref().map_or_else(String::new, Receipt::line);
        let paths: usize = self.files.iter().map(|(path, _)| path.as_str().len()).sum();
        // 32 digits, two spaces and a line feed.
        let mut text = String::with_capacity(HEAD.len() + 1 + receipt.len() + paths + self.files.len() * 35);
        let _ = write!(text, "{HEAD}\n{receipt}");
        for (path, hash) in &self.files {
            // Writing to a string can't fail.
            let _ = writeln!(text, "{hash}  {path}");
        }
        text
    }

    pub(super) fn get(&self, path: &str) -> Option<Hash> {
        let found = self.files.binary_search_by(|(known, _)| known.as_str().cmp(path));
        found.ok().map(|n| self.files[n].1)
    }

    /// Whether a file is as a build made it. A build that was interrupted lists some files twice, as they were
    /// and as they were to become.
    pub(super) fn is_own(&self, path: &str, hash: Hash) -> bool {
        let from = self.files.partition_point(|(known, _)| known.as_str() < path);
        self.files[from..].iter().take_while(|(known, _)| known.as_str() == path).any(|(_, known)| *known == hash)
    }

    /// The files in an output folder that no build made, as paths below it. A link is never a build's.
    pub(super) fn foreign_in(&self, out: &Path) -> impl Iterator<Item = io::Result<PathBuf>> {
        let entries = WalkDir::new(out).follow_root_links(true).sort_by_file_name().into_iter();
        entries.filter_map(move |entry| {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => return Some(Err(error.into())),
            };
            let relative = entry.path().strip_prefix(out).unwrap_or(entry.path());
            let name = relative.to_string_lossy();
            let name = if cfg!(windows) { name.replace('\\', "/").into() } else { name };
            let is_listed = || [NAME, NEW].contains(&&*name) || self.get(&name).is_some();
            let is_own = entry.file_type().is_dir() || entry.file_type().is_file() && is_listed();
            (!is_own).then(|| Ok(relative.to_path_buf()))
        })
    }

    pub(super) fn files(&self) -> &[(OutputPath, Hash)] {
        &self.files
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|(path, _)| path.as_str())
    }

    pub(super) fn len(&self) -> usize {
        self.files.len()
    }
}

impl Receipt {
    fn line(&self) -> String {
        format!("{RECEIPT}{:032x}: {}\n", self.inputs, self.made)
    }

    fn read(line: &str) -> Option<Self> {
        let (inputs, made) = line.strip_prefix(RECEIPT)?.split_once(": ")?;
        Some(Self { inputs: u128::from_str_radix(inputs, 16).ok()?, made: made.to_owned() })
    }
}

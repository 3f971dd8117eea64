//! Everything that a build depends on, read and not yet understood: the files of the hub, the
//! files of its themes, and today's date. Plain data: [`crate::project`] fills it from disk and
//! tests fill it from memory; nothing after this stage reads a file or a clock.

use crate::checks::Depth;
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::path::RelPath;
use crate::picture::Facts;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;
use xxhash_rust::xxh3::Xxh3Default;

/// The ground on which a build stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inputs {
    /// The content folder, by path.
    pub files: BTreeMap<RelPath, File>,
    /// The themes that there are, by name; the built-in one is always among them.
    pub themes: BTreeMap<String, Arc<ThemeFiles>>,
    /// The day for which the hub is built.
    pub today: Date,
    /// Whether drafts, scheduled and expired pages are built as well.
    pub drafts: bool,
    /// How much is looked for in pages.
    pub checks: Depth,
    /// What went wrong while reading.
    pub problems: Vec<Diagnostic>,
}

/// One theme's files by their path inside it, such as `templates/page.html`.
pub type ThemeFiles = BTreeMap<RelPath, Arc<[u8]>>;

/// One file of the content folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum File {
    /// A page or a settings file, which the build reads as text.
    Text(RawText),
    /// Any other file, which is published as it is.
    Asset(Asset),
    /// A page too large to read, with its length in bytes.
    TooBig(u64),
}

impl Inputs {
    /// The pages whose text is not what it was before. `None` if anything else differs as well:
    /// another file, the settings, a theme, the day, or which files there are.
    pub fn pages_changed_since(&self, before: &Self) -> Option<Vec<(&RelPath, &RawText)>> {
        let ground = |inputs: &Self| (inputs.today, inputs.drafts, inputs.checks, inputs.files.len());
        if ground(self) != ground(before) || self.themes != before.themes || self.problems != before.problems {
            return None;
        }
        let mut changed = Vec::new();
        for ((path, file), (former_path, former)) in self.files.iter().zip(&before.files) {
            match (file, former) {
                _ if path != former_path => return None,
                _ if file == former => {}
                (File::Text(raw), File::Text(_)) if path.is_markdown() => changed.push((path, raw)),
                _ => return None,
            }
        }
        Some(changed)
    }
}

impl Inputs {
    /// A hash of all that a build depends on, to tell that nothing changed between two builds. A
    /// file that is published as it is counts with its length and the time of its last change.
    /// XXH3 sees a change; it does not withstand an attack.
    pub fn digest(&self) -> u128 {
        let files: Vec<u128> = self.files.par_iter().map(|(path, file)| file.digest(path)).collect();
        let mut hash = Xxh3Default::new();
        hash.update(format!("{} {}", self.today.iso(), self.drafts).as_bytes());
        files.iter().for_each(|file| hash.update(&file.to_le_bytes()));
        for (theme, files) in &self.themes {
            for (path, bytes) in &**files {
                hash.update(format!("{theme}/{path} {}", bytes.len()).as_bytes());
                hash.update(bytes);
            }
        }
        hash.digest128()
    }
}

impl File {
    fn digest(&self, path: &RelPath) -> u128 {
        let mut hash = Xxh3Default::new();
        let mut mark = |kind: &str, len: u64| hash.update(format!("{kind} {path} {len} ").as_bytes());
        match self {
            Self::Text(raw) => {
                mark("text", raw.as_bytes().len() as u64);
                hash.update(raw.as_bytes());
            }
            Self::TooBig(len) => mark("big", *len),
            Self::Asset(asset) => {
                mark("file", asset.len);
                hash.update(
                    format!("{:?} {:?} {:?} {:?}", asset.pdf, asset.picture, asset.modified, asset.bytes).as_bytes(),
                );
            }
        }
        hash.digest128()
    }
}

/// The bytes of a text file, not yet decoded.
#[derive(Clone, Debug)]
pub enum RawText {
    /// Valid UTF-8, which most files are; the text can be shared as it is.
    Utf8(Arc<str>),
    /// Any other bytes.
    Other(Arc<[u8]>),
}

impl RawText {
    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Utf8(text) => text.as_bytes(),
            Self::Other(bytes) => bytes,
        }
    }
}

impl PartialEq for RawText {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            // A file that was not read again is the same text in the same place.
            (Self::Utf8(text), Self::Utf8(other)) if Arc::ptr_eq(text, other) => true,
            _ => self.as_bytes() == other.as_bytes(),
        }
    }
}

impl Eq for RawText {}

impl From<&[u8]> for RawText {
    fn from(bytes: &[u8]) -> Self {
        match std::str::from_utf8(bytes) {
            Ok(text) => Self::Utf8(text.into()),
            Err(_) => Self::Other(bytes.into()),
        }
    }
}

/// A file that is published as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its length in bytes.
    pub len: u64,
    /// What is known of it, if it is a PDF that can be understood.
    pub pdf: Option<crate::pdf::Facts>,
    /// What is known of it, if it is a picture.
    pub picture: Option<Facts>,
    /// When it last changed, so that a preview sees a picture that was replaced. No output
    /// depends on it.
    pub modified: Option<SystemTime>,
    /// Where its bytes are.
    pub bytes: AssetBytes,
}

/// Where an asset's bytes are: on disk for a real hub, in memory for a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssetBytes {
    /// On disk, by absolute path.
    Disk(PathBuf),
    /// In memory.
    Memory(Arc<[u8]>),
}

/// The longest page that is read, in bytes. The whole works of Shakespeare are 5 MB; a page
/// beyond this is a mistake.
pub const LONGEST_PAGE: u64 = 2 * 1024 * 1024;

/// The name of the settings file.
pub const SETTINGS: &str = "site.yaml";

//! The list of files that a build made, with a hash of each. It lies in the output folder, so
//! that the next build knows what is Bindery's own.

use crate::path::OutputPath;
use std::fmt::{self, Write};

/// The manifest's name in the output folder.
pub(super) const NAME: &str = ".bindery-manifest";

/// What a manifest is called until it is whole.
pub(super) const NEW: &str = ".bindery-manifest.new";

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

/// What a build without anything to report was made from, so that the next one can tell that
/// there is nothing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// A hash of all that the build depended on.
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
        let mut files = lines.map(line).collect::<Option<Vec<_>>>()?;
        files.sort_by(|a, b| a.0.cmp(&b.0));
        Some(Self { files, receipt })
    }

    pub(super) fn text(&self) -> String {
        let receipt = self.receipt.as_ref().map_or_else(String::new, Receipt::line);
        let mut text = format!("{HEAD}\n{receipt}");
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

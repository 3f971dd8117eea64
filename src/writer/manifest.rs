//! The list of files that a build made, with a hash of each. It lies in the output folder, so
//! that the next build knows what is Bindery's own.

use std::collections::BTreeMap;
use std::fmt;

/// The manifest's name in the output folder.
pub(super) const NAME: &str = ".bindery-manifest";

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
    files: BTreeMap<String, Hash>,
    pub(super) receipt: Option<Receipt>,
}

impl Manifest {
    pub(super) fn new(files: BTreeMap<String, Hash>, receipt: Option<Receipt>) -> Self {
        Self { files, receipt }
    }

    /// Reads a manifest; `None` if the text is not one.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines().peekable();
        lines.next().filter(|line| *line == HEAD)?;
        let receipt = lines.next_if(|line| line.starts_with(RECEIPT)).and_then(Receipt::read);
        let line = |line: &str| {
            let (hash, path) = line.split_once("  ")?;
            Some((path.to_owned(), Hash(u128::from_str_radix(hash, 16).ok()?)))
        };
        let files = lines.map(line).collect::<Option<_>>()?;
        Some(Self { files, receipt })
    }

    pub(super) fn text(&self) -> String {
        let receipt = self.receipt.as_ref().map_or_else(String::new, Receipt::line);
        let lines: String = self.files.iter().map(|(path, hash)| format!("{hash}  {path}\n")).collect();
        format!("{HEAD}\n{receipt}{lines}")
    }

    pub(super) fn get(&self, path: &str) -> Option<Hash> {
        self.files.get(path).copied()
    }

    pub(super) fn files(&self) -> &BTreeMap<String, Hash> {
        &self.files
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
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

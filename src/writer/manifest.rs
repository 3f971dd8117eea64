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

/// The files of one output, sorted by path.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest(BTreeMap<String, Hash>);

impl Manifest {
    pub(super) fn new(files: BTreeMap<String, Hash>) -> Self {
        Self(files)
    }

    /// Reads a manifest; `None` if the text is not one.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        lines.next().filter(|line| *line == HEAD)?;
        let line = |line: &str| {
            let (hash, path) = line.split_once("  ")?;
            Some((path.to_owned(), Hash(u128::from_str_radix(hash, 16).ok()?)))
        };
        lines.map(line).collect::<Option<_>>().map(Self)
    }

    pub(super) fn text(&self) -> String {
        let lines: String = self.0.iter().map(|(path, hash)| format!("{hash}  {path}\n")).collect();
        format!("{HEAD}\n{lines}")
    }

    pub(super) fn get(&self, path: &str) -> Option<Hash> {
        self.0.get(path).copied()
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

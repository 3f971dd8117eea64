//! What was sent to a host from this computer, kept in `.bindery`: with it, pages that went away can
//! be called by their titles, and what others put beside the hub is told from what Bindery sent. It
//! is no more than that: without it, everything still works.

#![expect(clippy::disallowed_methods, reason = "this is the edge where the record is kept")]

use super::{Failure, Shipment};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What was sent, by path, with the titles of pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    titles: BTreeMap<String, String>,
}

impl Record {
    /// Reads the record of a host; empty if there is none.
    pub fn read(root: &Path, host: &str) -> Self {
        let text = std::fs::read_to_string(place(root, host)).unwrap_or_default();
        let line = |line: &str| {
            let (path, title) = line.split_once('\t')?;
            Some((path.to_owned(), title.to_owned()))
        };
        Self { titles: text.lines().filter_map(line).collect() }
    }

    /// The title of a file that was sent; empty if it was no page.
    pub fn title(&self, path: &str) -> Option<&str> {
        self.titles.get(path).map(String::as_str)
    }

    /// Keeps what was sent or, if sending may have stopped half-way, what may have been sent besides.
    pub fn keep(mut self, root: &Path, host: &str, shipment: &Shipment, is_whole: bool) -> Result<(), Failure> {
        if is_whole {
            self.titles.clear();
        }
        for file in &shipment.files {
            let title = file.title.as_deref().unwrap_or("").replace(['\t', '\n', '\r'], " ");
            self.titles.insert(file.path.clone(), title);
        }
        let text: String = self.titles.iter().map(|(path, title)| format!("{path}\t{title}\n")).collect();
        let place = place(root, host);
        let folder = place.parent().unwrap_or(root);
        let kept = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&place, text));
        kept.map_err(|error| Failure::machine(format!("{} could not be written: {error}", place.display())))
    }
}

fn place(root: &Path, host: &str) -> PathBuf {
    root.join(".bindery").join(format!("published-{host}.txt"))
}

/// The hash of the manifest that lies in the output folder.
pub(super) fn hash(bytes: &[u8]) -> String {
    format!("{:032x}", xxhash_rust::xxh3::xxh3_128(bytes))
}

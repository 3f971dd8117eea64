//! What the last build told, kept in `.bindery`, so that a build with nothing to do can say it again without looking
//! for it again. A file that is gone or is another build's costs time and nothing else.

#![expect(clippy::disallowed_methods, reason = "commands are an edge: this one keeps a file")]

use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The words of one build.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Told {
    /// Whether they are in colour.
    pub(super) colour: bool,
    /// The problems, one by one.
    pub(super) report: String,
    /// How many of them there are.
    pub(super) count: String,
    /// The pages that are not published today.
    pub(super) held: String,
}

impl Told {
    /// What was kept; nothing told if nothing was.
    pub(super) fn read(root: &Path) -> Self {
        let text = std::fs::read_to_string(file(root)).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Keeps it, or forgets what was kept if there is nothing to tell.
    pub(super) fn keep(&self, root: &Path) {
        let file = file(root);
        if self.is_silent() {
            let _ = std::fs::remove_file(file);
            return;
        }
        let _ = std::fs::create_dir_all(root.join(".bindery"));
        let _ = std::fs::write(file, serde_json::to_string(self).unwrap_or_default());
    }

    pub(super) fn is_silent(&self) -> bool {
        self.report.is_empty() && self.held.is_empty()
    }

    /// Tells one build's words from another's: goes into the receipt of what was built.
    pub(super) fn digest(&self) -> u128 {
        let text = if self.is_silent() { String::new() } else { serde_json::to_string(self).unwrap_or_default() };
        xxhash_rust::xxh3::xxh3_128(text.as_bytes())
    }
}

fn file(root: &Path) -> PathBuf {
    root.join(".bindery").join("told.json")
}

//! What sending a website would change: a comparison of what is live with what was built, and that in
//! words.

use super::{Record, Shipment};
use crate::diagnostic::printable;
use std::collections::{BTreeMap, BTreeSet};

/// What is live.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Live {
    /// The files, and how each is known there; what it is known by depends on the way.
    pub files: BTreeMap<String, String>,
    /// Which state that is, for ways that can tell when somebody changed it since.
    pub version: Option<String>,
    /// Names in the topmost folder of what somebody else put there, for ways that have never sent anything there.
    pub others: BTreeSet<String>,
    /// What the person who is asked should know of what is live.
    pub note: Option<String>,
}

/// What would change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that are new, by their places in the shipment.
    pub added: Vec<usize>,
    /// Files that differ, by their places in the shipment.
    pub changed: Vec<usize>,
    /// Files that are no longer made, by path.
    pub removed: Vec<String>,
    /// Files that are there, are not made and are left alone, since Bindery did not send them.
    pub spared: Vec<String>,
    /// What is there, was not sent by Bindery and would be replaced or joined, by name.
    pub replaced: Vec<String>,
    /// What the person who is asked should know of what is live.
    pub note: Option<String>,
    /// How the files of the shipment are known, in their order.
    pub digests: Vec<String>,
    /// Which state was compared with.
    pub version: Option<String>,
}

/// The most lines that are told of one kind of change.
const MOST_TOLD: usize = 20;

impl Changes {
    /// Compares. With `only_recorded`, files that no record names are left alone.
    pub fn between(
        shipment: &Shipment,
        digests: Vec<String>,
        live: &Live,
        record: &Record,
        only_recorded: bool,
    ) -> Self {
        let mut changes = Self { version: live.version.clone(), note: live.note.clone(), ..Self::default() };
        for (n, (file, digest)) in shipment.files.iter().zip(&digests).enumerate() {
            match live.files.get(&file.path) {
                None => changes.added.push(n),
                Some(there) if there != digest => changes.changed.push(n),
                Some(_) => {}
            }
        }
        let is_made = |path: &str| shipment.files.binary_search_by(|file| file.path.as_str().cmp(path)).is_ok();
        let gone = live.files.keys().filter(|path| !is_made(path)).cloned();
        (changes.removed, changes.spared) = gone.partition(|path| !only_recorded || record.title(path).is_some());
        let tops: BTreeSet<&str> = shipment.files.iter().filter_map(|file| file.path.split('/').next()).collect();
        changes.replaced = live.others.iter().filter(|name| tops.contains(name.as_str())).cloned().collect();
        changes.digests = digests;
        changes
    }

    /// Whether everything is as it should be.
    pub fn is_nothing(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }

    /// The files to send, by their places in the shipment.
    pub fn to_send(&self) -> impl Iterator<Item = usize> + '_ {
        self.added.iter().chain(&self.changed).copied()
    }

    /// How many files that is.
    pub fn count(&self) -> usize {
        self.added.len() + self.changed.len()
    }

    /// What would change, for the person who is asked.
    pub fn words(&self, shipment: &Shipment, record: &Record) -> String {
        let of = |places: &[usize]| {
            let titles = places.iter().filter_map(|n| shipment.files[*n].title.as_deref().map(str::to_owned));
            told(titles.collect(), places.len())
        };
        // Of a page that was sent from another computer only its address is known.
        let pages = self.removed.iter().filter(|path| path.ends_with(".html"));
        let titles = pages.map(|path| record.title(path).unwrap_or(path).to_owned()).filter(|title| !title.is_empty());
        let parts = [
            ("New", of(&self.added)),
            ("Changed", of(&self.changed)),
            ("Removed", told(titles.collect(), self.removed.len())),
        ];
        let parts = parts.into_iter().filter(|(_, told)| !told.is_empty());
        let mut out: String = parts.map(|(what, told)| format!("{what}:\n{told}")).collect();
        if !self.replaced.is_empty() {
            out += &format!(
                "There already, not from Bindery, and replaced where a file has the same name:\n{}",
                self.replaced.iter().map(|name| format!("  {}\n", printable(name))).collect::<String>()
            );
        }
        if let Some(note) = &self.note {
            out += &format!("{note}\n");
        }
        if !self.spared.is_empty() {
            out += &format!(
                "Left alone, since Bindery did not send {} from this computer:\n{}",
                if self.spared.len() == 1 { "it" } else { "them" },
                told(self.spared.clone(), self.spared.len())
            );
        }
        out
    }
}

/// Titles, one a line, and how many other files there are.
fn told(titles: Vec<String>, files: usize) -> String {
    let others = files - titles.len();
    let mut out: String =
        titles.iter().take(MOST_TOLD).map(|title| format!("  {}\n", printable(title).replace('\n', " "))).collect();
    if titles.len() > MOST_TOLD {
        out += &format!("  … and {} more\n", counted(titles.len() - MOST_TOLD, "page"));
    }
    if others > 0 {
        let other = if titles.is_empty() { "" } else { "other " };
        out += &format!("  {}\n", counted(others, &format!("{other}file")));
    }
    out
}

/// A number and its noun.
fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

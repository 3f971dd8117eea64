//! Chooses the newest pages for the feed of each language and of each section.

use super::{Entry, PageId, Position, index};
use crate::content_type::Types;
use crate::date::Date;
use rayon::prelude::*;
use std::cmp::Reverse;

/// How many pages a feed holds.
const LONGEST: usize = 20;

/// The newest pages below each page: of a home page those of its language, of a section those
/// in it and its subsections. Empty for all other pages.
pub(super) fn newest(entries: &[Entry], positions: &[Position], types: &Types) -> Vec<Vec<PageId>> {
    let mut feeds: Vec<Vec<PageId>> = vec![Vec::new(); entries.len()];
    let mut pages: Vec<(Reverse<Date>, PageId)> = entries
        .par_iter()
        .enumerate()
        .filter(|(_, entry)| entry.is_listed() && !entry.section)
        .filter(|(_, entry)| entry.document.content_type(types).is_some_and(|t| t.feed))
        .filter_map(|(n, entry)| Some((Reverse(changed(entry)?), PageId(index(n)))))
        .collect();
    pages.sort_unstable();
    for (_, page) in pages {
        let lang = entries[page.0 as usize].lang;
        let mut above = positions[page.0 as usize].section;
        // The bound guards against nothing that can happen: sections are a tree.
        for _ in 0..64 {
            let Some(section) = above else { break };
            let feed = &mut feeds[section.0 as usize];
            if entries[section.0 as usize].lang == lang && feed.len() < LONGEST {
                feed.push(page);
            }
            above = positions[section.0 as usize].section;
        }
    }
    feeds
}

/// The day on which a page last changed.
pub(super) fn changed(entry: &Entry) -> Option<Date> {
    entry.document.front_matter.date("updated").max(entry.date)
}

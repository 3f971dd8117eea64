//! The tree of sections: each page's section, a section's own pages and subsections in their
//! order, and the neighbours of a page in its section.

use super::order::by_title;
use super::{Entry, PageId, index};
use crate::content_type::Sort;
use crate::theme::Theme;
use foldhash::HashMap;
use rayon::prelude::*;
use std::cmp::Reverse;

/// Where a page stands in the tree.
#[derive(Clone, Debug, Default)]
pub struct Position {
    /// Its section; `None` for the hub's home page.
    pub section: Option<PageId>,
    /// The page before it in its section.
    pub previous: Option<PageId>,
    /// The page after it in its section.
    pub next: Option<PageId>,
    /// A section's own pages.
    pub pages: Vec<PageId>,
    /// A section's subsections.
    pub sections: Vec<PageId>,
}

/// One position for each entry.
pub(super) fn positions(entries: &[Entry], theme: &Theme) -> Vec<Position> {
    let sections: HashMap<&str, PageId> = entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.document.is_index())
        .map(|(n, entry)| (entry.document.source.path.parent(), PageId(index(n))))
        .collect();
    let mut positions = vec![Position::default(); entries.len()];
    for (n, entry) in entries.iter().enumerate() {
        let folder = entry.document.source.path.parent();
        let of = match (entry.document.is_index(), folder) {
            (true, "") => continue,
            (true, folder) => folder.rsplit_once('/').map_or("", |(parent, _)| parent),
            (false, folder) => folder,
        };
        let section = sections.get(of).copied();
        positions[n].section = section;
        if let Some(section) = section.filter(|_| entry.is_listed()) {
            let section = &mut positions[section.0 as usize];
            let list = if entry.section { &mut section.sections } else { &mut section.pages };
            list.push(PageId(index(n)));
        }
    }
    positions.par_iter_mut().for_each(|position| {
        sort(&mut position.sections, |id| &entries[id.0 as usize], theme);
        sort(&mut position.pages, |id| &entries[id.0 as usize], theme);
    });
    for n in 0..positions.len() {
        let pages = std::mem::take(&mut positions[n].pages);
        for pair in pages.windows(2) {
            if let [before, after] = pair {
                positions[before.0 as usize].next = Some(*after);
                positions[after.0 as usize].previous = Some(*before);
            }
        }
        positions[n].pages = pages;
    }
    positions
}

/// Numbered pages first, then the newest or by title as the type says.
pub(super) fn sort<'e>(pages: &mut [PageId], entry: impl Fn(PageId) -> &'e Entry, theme: &Theme) {
    let key = |id: &PageId| {
        let entry = entry(*id);
        let by_date = entry.document.content_type(&theme.types).is_some_and(|t| t.sort == Sort::Date);
        let number = entry.document.front_matter.number("order").unwrap_or(i64::MAX);
        (number, Reverse(entry.date.filter(|_| by_date && !entry.section)), *id)
    };
    let mut keyed: Vec<_> = pages.iter().map(key).collect();
    let by_title = |a: PageId, b: PageId| by_title(entry(a), entry(b), &theme.strings);
    keyed.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| by_title(a.2, b.2)));
    for (place, (.., id)) in pages.iter_mut().zip(keyed) {
        *place = id;
    }
}

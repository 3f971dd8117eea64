//! Finds pages on the same matter: those that a page names, else those that share most of its
//! topics. Only near neighbours in each topic's list are compared, so that the work grows with
//! the number of pages and not with its square.

use super::topics::Topics;
use super::{Entry, PageId, References, index};
use rayon::prelude::*;
use std::cmp::Reverse;

/// How many related pages a page shows.
const SHOWN: usize = 4;

/// How far to each side of a page its neighbours in a topic's list are compared.
const NEAR: usize = 16;

/// The related pages of each page.
pub(super) fn related(entries: &[Entry], references: &[References], topics: &Topics) -> Vec<Vec<PageId>> {
    let of = |counts: &mut Vec<u8>, n: usize| {
        if !references[n].related.is_empty() {
            return references[n].related.clone();
        }
        let mut near: Vec<PageId> = Vec::new();
        for (topic, place) in topics.of_page[n].iter().zip(&topics.places[n]) {
            let (list, place) = (&topics.all[topic.0 as usize].pages, *place as usize);
            for page in &list[place.saturating_sub(NEAR)..(place + NEAR + 1).min(list.len())] {
                let count = &mut counts[page.0 as usize];
                if *count == 0 {
                    near.push(*page);
                }
                *count = count.saturating_add(1);
            }
        }
        let order = |id: &PageId| (Reverse(counts[id.0 as usize]), Reverse(entries[id.0 as usize].date), *id);
        let is_shown = |id: &&PageId| **id != PageId(index(n)) && !references[n].featured.contains(id);
        let mut scored: Vec<_> = near.iter().filter(is_shown).map(order).collect();
        if scored.len() > SHOWN {
            scored.select_nth_unstable(SHOWN);
            scored.truncate(SHOWN);
        }
        scored.sort_unstable();
        for page in near {
            counts[page.0 as usize] = 0;
        }
        // In a list of its own, as `scored` has room for all neighbours.
        scored.iter().map(|(.., id)| *id).collect()
    };
    // How many topics each page shares with the one that is looked at; all 0 in between.
    let counts = || vec![0; entries.len()];
    (0..entries.len()).into_par_iter().map_init(counts, of).collect()
}

//! Finds pages on the same matter: those that a page names, else those that share most of its
//! topics. Only near neighbours in each topic's list are compared, so that the work grows with
//! the number of pages and not with its square.

use super::topics::{Topic, Topics};
use super::{Entry, PageId, References, TopicId, index};
use crate::date::Date;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::ops::Range;

/// How many related pages a page shows.
const SHOWN: usize = 4;

/// How far to each side of a page its neighbours in a topic's list are compared.
const NEAR: usize = 16;

/// The related pages of each page.
pub(super) fn related(entries: &[Entry], references: &[References], topics: &Topics) -> Vec<Vec<PageId>> {
    let date = |id: PageId| entries[id.0 as usize].date;
    let of = |counts: &mut Vec<u8>, n: usize| {
        let places = topics.of_page[n].iter().copied().zip(topics.places[n].iter().map(|place| *place as usize));
        of_page(PageId(index(n)), &references[n], places, &topics.all, date, counts)
    };
    (0..entries.len()).into_par_iter().map_init(|| vec![0; entries.len()], of).collect()
}

/// The related pages of one page, which stands at these `places` in the lists of its topics.
/// `counts` has a zero for each page of the hub, before and after.
pub(super) fn of_page(
    page: PageId,
    references: &References,
    places: impl Iterator<Item = (TopicId, usize)>,
    topics: &[Topic],
    date: impl Fn(PageId) -> Option<Date>,
    counts: &mut [u8],
) -> Vec<PageId> {
    if !references.related.is_empty() {
        return references.related.clone();
    }
    // How many topics each of the neighbours shares with the page.
    let mut neighbours: Vec<PageId> = Vec::new();
    for (topic, place) in places {
        let list = &topics[topic.0 as usize].pages;
        for other in &list[near(place, list.len())] {
            let count = &mut counts[other.0 as usize];
            if *count == 0 {
                neighbours.push(*other);
            }
            *count = count.saturating_add(1);
        }
    }
    let order = |id: &PageId| (Reverse(counts[id.0 as usize]), Reverse(date(*id)), *id);
    let is_shown = |id: &&PageId| **id != page && !references.featured.contains(id);
    let mut scored: Vec<_> = neighbours.iter().filter(is_shown).map(order).collect();
    if scored.len() > SHOWN {
        scored.select_nth_unstable(SHOWN);
        scored.truncate(SHOWN);
    }
    scored.sort_unstable();
    for other in neighbours {
        counts[other.0 as usize] = 0;
    }
    // In a list of its own, as `scored` has room for all neighbours.
    scored.iter().map(|(.., id)| *id).collect()
}

/// The places that are near a place in a list.
pub(super) fn near(place: usize, len: usize) -> Range<usize> {
    place.saturating_sub(NEAR)..(place + NEAR + 1).min(len)
}

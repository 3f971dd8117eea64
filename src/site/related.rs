//! Finds pages on the same matter: those that a page names, else those that share most of its
//! topics. Only near neighbours in each topic's list are compared, so that the work grows with
//! the number of pages and not with its square.

use super::{Entry, PageId, References, Topic, TopicId, index};
use foldhash::HashMap;
use rayon::prelude::*;
use std::cmp::Reverse;

/// How many related pages a page shows.
const SHOWN: usize = 4;

/// How far to each side of a page its neighbours in a topic's list are compared.
const NEAR: usize = 16;

/// The related pages of each page.
pub(super) fn related(
    entries: &[Entry],
    references: &[References],
    topics: &[Topic],
    page_topics: &[Vec<TopicId>],
) -> Vec<Vec<PageId>> {
    let places: Vec<HashMap<PageId, usize>> =
        topics.par_iter().map(|topic| topic.pages.iter().enumerate().map(|(n, id)| (*id, n)).collect()).collect();
    let of = |n: usize| {
        if !references[n].related.is_empty() {
            return references[n].related.clone();
        }
        let page = PageId(index(n));
        let mut near: Vec<PageId> = Vec::new();
        for topic in &page_topics[n] {
            let topic = topic.0 as usize;
            let Some(place) = places[topic].get(&page) else { continue };
            let list = &topics[topic].pages;
            near.extend(&list[place.saturating_sub(NEAR)..(place + NEAR + 1).min(list.len())]);
        }
        near.retain(|id| *id != page && !references[n].featured.contains(id));
        near.sort_unstable();
        let mut scored: Vec<_> = near
            .chunk_by(|a, b| a == b)
            .filter_map(|same| {
                Some((Reverse(same.len()), Reverse(entries[same.first()?.0 as usize].date), *same.first()?))
            })
            .collect();
        scored.sort_unstable();
        scored.into_iter().take(SHOWN).map(|(.., id)| id).collect()
    };
    (0..entries.len()).into_par_iter().map(of).collect()
}

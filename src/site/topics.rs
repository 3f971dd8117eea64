//! Gathers the topics that pages name, one list for each language. Spellings that come to the
//! same address are one topic, named as the first page by path spells it.

use super::order::by_title;
use super::{Entry, Language, PageId, TopicId, index};
use crate::date::Date;
use crate::path::{UrlPath, slug};
use crate::strings::Strings;
use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::sync::Arc;

/// One topic in one language.
#[derive(Clone, Debug)]
pub struct Topic {
    /// Its name.
    pub name: String,
    /// Its language's place in the settings.
    pub lang: usize,
    /// Its page's address, not encoded.
    pub path: String,
    /// Its page's address.
    pub url: UrlPath,
    /// Its pages, the newest first.
    pub pages: Vec<PageId>,
}

/// All topics, and which each page has.
pub(super) struct Topics {
    /// Sorted by language and address.
    pub(super) all: Vec<Topic>,
    /// The topics of each page.
    pub(super) of_page: Vec<Vec<TopicId>>,
    /// Where a page stands in the list of each of its topics.
    pub(super) places: Vec<Vec<u32>>,
}

/// Gathers the topics.
pub(super) fn collect(entries: &[Entry], languages: &[Language], words: &[Arc<Strings>]) -> Topics {
    let mut topics = gathered(entries, languages);
    let place = |topic: &Topic| (topic.lang, topic.path.trim_end_matches('/').to_owned());
    topics.sort_by_cached_key(place);
    topics.par_iter_mut().for_each(|topic| sort(&mut topic.pages, |id| &entries[id.0 as usize], words));
    let mut of_page = vec![Vec::new(); entries.len()];
    let mut places = vec![Vec::new(); entries.len()];
    for (n, topic) in topics.iter().enumerate() {
        for (place, page) in topic.pages.iter().enumerate() {
            of_page[page.0 as usize].push(TopicId(index(n)));
            places[page.0 as usize].push(index(place));
        }
    }
    Topics { all: topics, of_page, places }
}

/// The newest first; those of one day by title.
pub(super) fn sort<'e>(pages: &mut [PageId], entry: impl Fn(PageId) -> &'e Entry, words: &[Arc<Strings>]) {
    let mut keyed: Vec<(Reverse<Option<Date>>, PageId)> =
        pages.iter().map(|id| (Reverse(entry(*id).date), *id)).collect();
    keyed.sort_unstable();
    for day in keyed.chunk_by_mut(|a, b| a.0 == b.0).filter(|day| day.len() > 1) {
        day.sort_unstable_by(|(_, a), (_, b)| by_title(entry(*a), entry(*b), words));
    }
    for (place, (_, id)) in pages.iter_mut().zip(keyed) {
        *place = id;
    }
}

/// The topics in the order in which they are met, each with its pages by path.
fn gathered(entries: &[Entry], languages: &[Language]) -> Vec<Topic> {
    let mut topics: Vec<Topic> = Vec::new();
    let mut by_path: HashMap<String, usize> = HashMap::new();
    // A name is on many pages and turned into an address once.
    let mut by_name: HashMap<(usize, &str), usize> = HashMap::new();
    for (n, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.is_listed()) {
        for (name, _) in entry.document.front_matter.list("topics") {
            let topic = *by_name.entry((entry.lang, name)).or_insert_with(|| {
                let path = format!("{}{}/", languages[entry.lang].topics, slug(name));
                *by_path.entry(path).or_insert_with_key(|path| {
                    let (name, lang) = (name.clone(), entry.lang);
                    topics.push(Topic { name, lang, url: UrlPath::new(path), path: path.clone(), pages: Vec::new() });
                    topics.len() - 1
                })
            });
            let pages = &mut topics[topic].pages;
            if pages.last() != Some(&PageId(index(n))) {
                pages.push(PageId(index(n)));
            }
        }
    }
    topics
}

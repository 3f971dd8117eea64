//! Gathers the topics that pages name, one list for each language. Spellings that come to the
//! same address are one topic, named as the first page by path spells it.

use super::{Entry, Language, PageId, TopicId, index};
use crate::path::{UrlPath, slug};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

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

/// All topics, and those of each page.
pub(super) fn collect(entries: &[Entry], languages: &[Language]) -> (Vec<Topic>, Vec<Vec<TopicId>>) {
    let mut found: BTreeMap<(usize, &str), (String, Vec<PageId>)> = BTreeMap::new();
    let slugs = slugs(entries);
    for (n, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.is_listed()) {
        for (name, _) in entry.document.front_matter.list("topics") {
            let Some(slug) = slugs.get(name.as_str()) else { continue };
            let (_, pages) = found.entry((entry.lang, slug)).or_insert_with(|| (name.clone(), Vec::new()));
            if pages.last() != Some(&PageId(index(n))) {
                pages.push(PageId(index(n)));
            }
        }
    }
    let mut topics = Vec::with_capacity(found.len());
    let mut of_page = vec![Vec::new(); entries.len()];
    for ((lang, slug), (name, mut pages)) in found {
        for page in &pages {
            of_page[page.0 as usize].push(TopicId(index(topics.len())));
        }
        pages.sort_by_cached_key(|id| {
            let entry = &entries[id.0 as usize];
            (Reverse(entry.date()), entry.document.title.to_lowercase(), *id)
        });
        let path = format!("{}{slug}/", languages[lang].topics);
        topics.push(Topic { name, lang, url: UrlPath::new(&path), path, pages });
    }
    (topics, of_page)
}

/// The address of each name as it is spelt: a name is on many pages and turned into one once.
fn slugs(entries: &[Entry]) -> HashMap<&str, String> {
    let mut slugs = HashMap::new();
    for (name, _) in entries.iter().flat_map(|entry| entry.document.front_matter.list("topics")) {
        slugs.entry(name.as_str()).or_insert_with(|| slug(name));
    }
    slugs
}

//! Puts every page under the letter that its title begins with, in the alphabet of its language:
//! in Welsh “Chwarae” is under Ch. The alphabet is in the language's strings file and the order
//! is the language's own, so nothing here knows any language.

use super::order::by_title;
use super::{Entry, PageId, index};
use crate::path::slug;
use crate::strings::Strings;
use std::sync::Arc;

/// A letter and its pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// As a heading shows it: “Ch”.
    pub title: String,
    /// As an address has it: `ch`.
    pub slug: String,
    /// The pages under it, in their order.
    pub pages: Vec<PageId>,
}

/// The most pages that one page of an A to Z lists. A longer one has a page for each letter.
pub(super) const ON_ONE_PAGE: usize = 500;

/// The letters of one language that have pages. `entries` are all pages of the hub.
pub(super) fn letters<'e, I: Iterator<Item = &'e Entry>>(
    entries: impl Fn() -> I,
    lang: usize,
    languages: &[Arc<Strings>],
) -> Vec<Letter> {
    let Some(words) = languages.get(lang) else { return Vec::new() };
    let Some(locale) = words.locale() else { return Vec::new() };
    let of_lang = entries().enumerate().filter(|(_, entry)| entry.lang == lang && entry.is_listed());
    let mut pages: Vec<(&Entry, PageId)> = of_lang.map(|(n, entry)| (entry, PageId(index(n)))).collect();
    pages.sort_by(|a, b| by_title(a.0, b.0, languages));
    // What comes before the first letter is a number or a sign.
    let mut found = vec![(String::new(), words.text("a_to_z_numbers"))];
    found.extend(words.text("alphabet").split_whitespace().map(|letter| (letter.to_lowercase(), letter)));
    let mut letters: Vec<Letter> = Vec::new();
    let mut rest = pages.as_slice();
    for (n, (_, letter)) in found.iter().enumerate() {
        let is_before = |next: &String, entry: &Entry| locale.compare(&entry.document.title, next).is_lt();
        let next = found.get(n + 1).map(|(next, _)| next);
        let end = next.map_or(rest.len(), |next| rest.partition_point(|(entry, _)| is_before(next, entry)));
        let (here, after) = rest.split_at(end);
        rest = after;
        if !here.is_empty() {
            let pages = here.iter().map(|(_, id)| *id).collect();
            // Two letters may differ in a sign only, and one may be nothing but a sign.
            let own =
                Some(slug(letter)).filter(|own| !own.is_empty() && letters.iter().all(|letter| letter.slug != *own));
            let slug = own.unwrap_or_else(|| format!("letter-{n}"));
            letters.push(Letter { title: (*letter).to_owned(), slug, pages });
        }
    }
    letters
}

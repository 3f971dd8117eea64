//! Puts every page under the letter that its title begins with, in the alphabet of its language:
//! in Welsh “Chwarae” is under Ch. The alphabet is in the language's strings file and the order
//! is the language's own, so nothing here knows any language.

use super::{Entry, PageId, index};
use crate::path::slug;
use crate::strings::Strings;

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

/// The letters of one language that have pages.
pub(super) fn letters<'e>(entries: impl Iterator<Item = &'e Entry>, lang: usize, words: &Strings) -> Vec<Letter> {
    let mut pages: Vec<(&[u8], PageId)> = entries
        .enumerate()
        .filter(|(_, entry)| entry.lang == lang && entry.is_listed())
        .map(|(n, entry)| (&*entry.order, PageId(index(n))))
        .collect();
    pages.sort_unstable();
    let Some(locale) = words.locale() else { return Vec::new() };
    // What comes before the first letter is a number or a sign.
    let mut found = vec![(Vec::new(), words.text("a_to_z_numbers"))];
    let alphabet = words.text("alphabet").split_whitespace();
    found.extend(alphabet.map(|letter| (locale.sort_key(&letter.to_lowercase()), letter)));
    let mut letters = Vec::new();
    let mut rest = pages.as_slice();
    for (n, (_, letter)) in found.iter().enumerate() {
        let next = found.get(n + 1).map(|(key, _)| key.as_slice());
        let end = next.map_or(rest.len(), |next| rest.partition_point(|(key, _)| *key < next));
        let (here, after) = rest.split_at(end);
        rest = after;
        if !here.is_empty() {
            let pages = here.iter().map(|(_, id)| *id).collect();
            letters.push(Letter { title: (*letter).to_owned(), slug: slug(letter), pages });
        }
    }
    letters
}

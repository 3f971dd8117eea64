//! Pairs pages that say the same in different languages: by `translation_of`, and for section
//! and other pages by the same path in each language's folder.

use super::{Entry, PageId, References, index};
use crate::codes;
use crate::diagnostic::Diagnostic;
use foldhash::HashMap;
use std::collections::BTreeMap;

/// The other-language versions of each page, in the order of the languages.
pub(super) fn pairs(entries: &[Entry], references: &[References], problems: &mut Vec<Diagnostic>) -> Vec<Vec<PageId>> {
    let mut translations = vec![Vec::new(); entries.len()];
    // A hub in one language has no twins.
    let is_named = references.iter().any(|references| references.translation_of.is_some());
    if !is_named && entries.iter().all(|entry| entry.lang == 0) {
        return translations;
    }
    // Every page belongs to the group named by the page that nobody translated from.
    let mut groups: BTreeMap<PageId, Vec<PageId>> = BTreeMap::new();
    let by_address: HashMap<&str, PageId> =
        entries.iter().enumerate().map(|(n, entry)| (entry.url.as_str(), PageId(index(n)))).collect();
    for (n, entry) in entries.iter().enumerate() {
        let page = PageId(index(n));
        let Some(original) = references[n].translation_of.or_else(|| twin(entry, &by_address, entries)) else {
            continue;
        };
        let members = groups.entry(original).or_insert_with(|| vec![original]);
        let clash = members.iter().find(|other| entries[other.0 as usize].lang == entry.lang);
        match clash {
            None => members.push(page),
            Some(other) => problems.push(clashing(entry, &entries[other.0 as usize], *other == original)),
        }
    }
    for members in groups.values() {
        for page in members {
            let mut others: Vec<PageId> = members.iter().copied().filter(|other| other != page).collect();
            others.sort_by_key(|other| entries[other.0 as usize].lang);
            translations[page.0 as usize] = others;
        }
    }
    translations
}

/// The page at the same path in the main language. Home pages are always a pair.
fn twin(entry: &Entry, by_address: &HashMap<&str, PageId>, entries: &[Entry]) -> Option<PageId> {
    let (folder, rest) = entry.document.source.path.as_str().split_once('/')?;
    let in_own_folder = entry.lang > 0 && entry.url.as_str().starts_with(&format!("{folder}/"));
    let address = entry.url.as_str().strip_prefix(folder)?.strip_prefix('/')?;
    let twin = by_address.get(address).copied().filter(|_| in_own_folder && !rest.is_empty())?;
    Some(twin).filter(|twin| entries[twin.0 as usize].lang == 0)
}

fn clashing(entry: &Entry, other: &Entry, is_original: bool) -> Diagnostic {
    let document = &entry.document;
    let span = document.front_matter.span("translation_of");
    let other = &other.document.source.path;
    let (message, help) = match is_original {
        true => (
            format!("This page and the one it translates ({other}) are in the same language."),
            "Check the path, or say this page's language with a line such as “lang: cy”.".to_owned(),
        ),
        false => (
            format!("{other} says already that it is this translation."),
            "Delete “translation_of” in one of the two pages.".to_owned(),
        ),
    };
    document.problem(&codes::TRANSLATION_PAIR, span, message).help(help)
}

//! The views of the two pages that lead to every page of a language: the A to Z, and the list of
//! all sections with their pages. In a large hub they lead there by way of a page for each letter,
//! and of the sections' own pages.

use super::made::{others, own_head};
use super::page_value::{PageValue, home_crumb};
use super::{Parts, Scene, View, link, view};
use crate::path::UrlPath;
use crate::site::{Letter, PageId};
use serde::Serialize;
use tera::Value;

/// A letter of the A to Z.
#[derive(Serialize)]
struct Entry<'a> {
    title: &'a str,
    id: &'a str,
    count: usize,
    /// The address of its page, if it has one of its own.
    path: Option<String>,
    current: bool,
    pages: Value,
}

/// The A to Z of a language, or of one letter by its place.
pub fn a_to_z(scene: &Scene<'_>, lang: usize, only: Option<usize>) -> View {
    let site = scene.site;
    let (language, letters) = (&site.languages[lang], &site.letters[lang]);
    let words = scene.words(lang);
    let is_split = site.has_letter_pages(lang);
    let entry = |(n, letter): (usize, &Letter)| {
        let is_shown = if is_split { only == Some(n) } else { true };
        Value::from_serializable(&Entry {
            title: &letter.title,
            id: &letter.slug,
            count: letter.pages.len(),
            path: is_split.then(|| site.letter_path(lang, letter)),
            current: only == Some(n),
            pages: if is_shown { scene.cards(&letter.pages) } else { Value::from(Vec::<Value>::new()) },
        })
    };
    let entries: Vec<Value> = letters.iter().enumerate().map(entry).collect();
    let letter = only.map(|n| &letters[n]);
    let path = letter.map_or_else(|| language.a_to_z.clone(), |letter| site.letter_path(lang, letter));
    let title = match letter {
        Some(letter) => words.fill("a_to_z_letter", &[("letter", &letter.title)]),
        None => words.text("a_to_z_title").to_owned(),
    };
    let mut page = PageValue::made(scene, "a-z", lang, &title, &path);
    if letter.is_some() {
        let whole = link(words.text("a_to_z_title"), &language.a_to_z);
        page.breadcrumbs = Value::from(vec![home_crumb(scene, lang), whole]);
    } else {
        page.translations = others(scene, lang, "a_to_z_title", |language| &language.a_to_z);
    }
    page.summary = Some(words.text("a_to_z_text"));
    let head = own_head(scene, &page, lang);
    let parts = Parts { root: UrlPath::new(&path).root(), head, page: page.value(), form: Value::none() };
    view(scene, "a-z.html", lang, parts, &[("letters", Value::from(entries))])
}

/// A section in the list of all.
#[derive(Serialize)]
struct Branch {
    /// Its card.
    section: Value,
    /// The level of its heading: 2 for the top sections.
    level: usize,
    count: usize,
    pages: Value,
}

/// All sections of a language with their pages, the way they lie in each other.
pub fn site_map(scene: &Scene<'_>, lang: usize) -> View {
    let site = scene.site;
    let language = &site.languages[lang];
    let shows_pages = !site.has_letter_pages(lang);
    let mut branches = Vec::new();
    // The last is the next to be shown, so what it holds comes right below it.
    let mut open: Vec<(PageId, usize)> = vec![(language.home, 1)];
    while let Some((id, level)) = open.pop() {
        let position = &site.page(id).position;
        let pages = if shows_pages { &position.pages[..] } else { &[] };
        let count = position.pages.len();
        branches.push(Branch { section: scene.card(id), level: level.min(6), count, pages: scene.cards(pages) });
        let below = position.sections.iter().rev().filter(|id| site.page(**id).entry.lang == lang);
        open.extend(below.map(|id| (*id, level + 1)));
    }
    let title = scene.words(lang).text("site_map_title");
    let mut page = PageValue::made(scene, "site-map", lang, title, &language.site_map);
    page.translations = others(scene, lang, "site_map_title", |language| &language.site_map);
    page.summary = Some(scene.words(lang).text("site_map_text"));
    let head = own_head(scene, &page, lang);
    let root = UrlPath::new(&language.site_map).root();
    let parts = Parts { root, head, page: page.value(), form: Value::none() };
    view(scene, "site-map.html", lang, parts, &[("tree", Value::from_serializable(&branches))])
}

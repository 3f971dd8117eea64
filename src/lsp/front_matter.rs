//! Turns the table of content types, and what other pages of the hub say, into what can be typed in a page's
//! settings.

use super::completion::{Offer, words};
use super::protocol::kind;
use super::spot::front_matter;
use super::{Known, body};
use crate::content_type::{ContentType, Field, FieldKind};
use crate::document::FieldValue;
use crate::path::RelPath;
use std::collections::BTreeMap;

/// Texts that are a page's own, so that other pages' are no help.
const OWN: &[&str] = &["title", "summary", "image_alt", "image_caption"];

/// The content type of a page whose text is `text`.
pub(super) fn content_type<'k>(known: &'k Known, path: &RelPath, text: &str) -> Option<&'k ContentType> {
    let types = &known.plan.theme.types;
    let typed = settings(text).find(|(key, _)| *key == "type").and_then(|(_, value)| types.named(value));
    let languages = known.plan.site.settings.languages.iter().skip(1);
    let path = path.as_str();
    let below = languages.filter_map(|lang| path.strip_prefix(lang.as_str())?.strip_prefix('/')).next();
    typed.or_else(|| types.of_folder(below.unwrap_or(path))).or_else(|| types.named("page"))
}

/// The settings that stand at the left edge of a page's block, as typed.
fn settings(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let block = front_matter(text).map_or("", |block| &text[block]);
    block.lines().filter(|line| !line.starts_with([' ', '#', '-'])).filter_map(|line| {
        let (key, value) = line.split_once(':')?;
        Some((key.trim(), value.trim().trim_matches(['"', '\''])))
    })
}

/// The names that can still be typed.
pub(super) fn keys(known: &Known, path: &RelPath, text: &str) -> Vec<Offer> {
    let Some(content_type) = content_type(known, path, text) else { return Vec::new() };
    let there: Vec<&str> = settings(text).map(|(key, _)| key).collect();
    let missing = content_type.fields.iter().filter(|field| !there.contains(&&*field.name));
    missing.map(|field| Offer { rank: if field.required { 0 } else { 5 }, ..key(field) }).collect()
}

fn key(field: &Field) -> Offer {
    let needed = if field.required { ", needed" } else { "" };
    Offer {
        detail: format!("{}{needed}", field.kind.wanted()),
        documentation: field.help.clone(),
        ..Offer::new(kind::KEY, &*field.name)
    }
}

/// What a field's name means, in markdown.
pub(super) fn explained(field: &Field) -> String {
    let needed = if field.required { " Needed." } else { "" };
    format!("**{}**: {}.{needed}\n\n{}", field.name, field.kind.wanted(), field.help)
}

/// The values that a setting can have.
pub(super) fn values(known: &Known, path: &RelPath, text: &str, keys: &[&str]) -> Vec<Offer> {
    let [name] = keys else { return Vec::new() };
    let field = content_type(known, path, text).and_then(|content_type| content_type.field(name));
    let Some(field) = field else { return Vec::new() };
    match (&field.kind, *name) {
        (_, "type") => words(known.plan.theme.types.iter().map(|other| other.name.as_str())),
        (_, "lang") => words(known.plan.site.settings.languages.iter().map(String::as_str)),
        (FieldKind::Choice(options), _) => words(options.iter().map(String::as_str)),
        (FieldKind::YesNo, _) => words(["yes", "no"]),
        (FieldKind::Date, _) => vec![Offer { detail: "today".into(), ..Offer::new(kind::VALUE, known.today.iso()) }],
        (FieldKind::Page | FieldKind::Pages, _) => body::pages(known, path),
        (FieldKind::File, "image") => body::files(known, path, true, true),
        (FieldKind::File, _) => body::files(known, path, false, true),
        (FieldKind::Text | FieldKind::Email, name) if OWN.contains(&name) => Vec::new(),
        (FieldKind::Text | FieldKind::Email | FieldKind::List, name) => used(known, path, name),
        (FieldKind::Number, _) => Vec::new(),
    }
}

/// What other pages of the same language say, the most frequent first.
fn used(known: &Known, path: &RelPath, name: &str) -> Vec<Offer> {
    let lang = known.document(path).map_or(0, |document| document.address.lang);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let others = known.documents().map(|(document, _)| document);
    for document in others.filter(|other| other.source.path != *path && other.address.lang == lang) {
        match document.front_matter.get(name) {
            Some(FieldValue::Text(text)) => *counts.entry(text).or_default() += 1,
            Some(FieldValue::List(list)) => list.iter().for_each(|(text, _)| *counts.entry(text).or_default() += 1),
            _ => {}
        }
    }
    let offer = |(text, count): (&str, usize)| Offer {
        detail: format!("on {count} {}", if count == 1 { "page" } else { "pages" }),
        rank: 9 - u8::try_from(count.ilog2()).unwrap_or(9).min(9),
        ..Offer::new(kind::VALUE, text)
    };
    counts.into_iter().map(offer).collect()
}

/// A text as it is written in a setting: in quotation marks where a sign in it would mean something else.
pub(super) fn written(text: &str, in_brackets: bool) -> String {
    let has_meaning = text.contains(": ")
        || text.contains(" #")
        || text.ends_with(':')
        || text.starts_with(|c: char| "\"'[]{}>|*&!%#`@,?-".contains(c))
        || in_brackets && text.contains([',', '[', ']', '{', '}']);
    if has_meaning { crate::yaml::quoted(text) } else { text.to_owned() }
}

//! Turns the word at a place into what is known of it: a setting, a page or file that a link leads to, or a kind of
//! problem that a comment names.

use super::lead::{Lead, lead, part};
use super::lines::Lines;
use super::protocol::{Hover, Markup, Position};
use super::spot::{Spot, in_page, in_yaml};
use super::{Known, body, front_matter, settings_keys};
use crate::checks;
use crate::inputs::SETTINGS;
use crate::path::RelPath;
use std::ops::Range;

/// What is known of the word at a place.
pub fn hover(known: &Known, path: &RelPath, text: &str, position: Position) -> Option<Hover> {
    let lines = Lines::new(text);
    let at = lines.at(position);
    let (words, whole) = of_code(path, text, at).or_else(|| of_spot(known, path, text, at))?;
    Some(Hover { contents: Markup::new(words), range: lines.range(whole.start, whole.end) })
}

/// Where the link at a place leads: a file of the hub, and where to begin in it.
pub fn definition(known: &Known, path: &RelPath, text: &str, position: Position) -> Option<(RelPath, Position)> {
    let target = target(path, text, Lines::new(text).at(position))?;
    match lead(known, path, &text[target])? {
        Lead::Page(document, fragment) => {
            let place = Lines::new(&document.source.text).position(part(document, fragment.as_deref()));
            Some((document.source.path.clone(), place))
        }
        Lead::File(file) => Some((file.source.clone(), Position::default())),
        Lead::Form(_) => Some((RelPath::new(SETTINGS), Position::default())),
    }
}

fn spot<'t>(path: &RelPath, text: &'t str, at: usize) -> Spot<'t> {
    if path.as_str() == SETTINGS { in_yaml(text, 0..text.len(), at) } else { in_page(text, at) }
}

/// The words at a place that may lead somewhere.
fn target(path: &RelPath, text: &str, at: usize) -> Option<Range<usize>> {
    match spot(path, text, at) {
        Spot::Target { whole, .. } | Spot::Value { whole, .. } => Some(whole).filter(|whole| !whole.is_empty()),
        _ => None,
    }
}

fn of_spot(known: &Known, path: &RelPath, text: &str, at: usize) -> Option<(String, Range<usize>)> {
    if let Spot::Key { below, whole, .. } = spot(path, text, at) {
        let name = &text[whole.clone()];
        let words = match path.as_str() {
            SETTINGS => settings_keys::explained(&below, name)?,
            _ => front_matter::explained(front_matter::content_type(known, path, text)?.field(name)?),
        };
        return Some((words, whole));
    }
    let whole = target(path, text, at)?;
    let words = match lead(known, path, &text[whole.clone()])? {
        Lead::Page(document, fragment) => {
            let title = document.headings.iter().find(|heading| Some(&heading.id) == fragment.as_ref());
            let part = title.map_or_else(String::new, |heading| format!(" › {}", heading.text));
            format!("**{}**{part}\n\n{}", document.title, document.summary().unwrap_or(""))
        }
        Lead::File(file) => format!("**{}**\n\n{}", file.source.file_name(), body::described(file)),
        Lead::Form(form) => format!("A form, made in site.yaml below “forms”: **{}**", form.name),
    };
    Some((words.trim_end().to_owned(), whole))
}

/// A kind of problem that is named in a comment of a page, or anywhere in the settings.
fn of_code(path: &RelPath, text: &str, at: usize) -> Option<(String, Range<usize>)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let start = text[..at].rfind(|c| !is_part(c)).map_or(0, |n| n + text[n..].chars().next().map_or(1, char::len_utf8));
    let end = text[at..].find(|c| !is_part(c)).map_or(text.len(), |n| at + n);
    let code = checks::code(text[start..end].trim_matches('-'))?;
    let opened = text[..start].rfind("<!--");
    let is_open = opened.is_some_and(|n| !text[n..start].contains("-->"));
    let is_setting = path.as_str() == SETTINGS;
    (is_open || is_setting).then(|| (code.doc.to_owned(), start..end))
}

//! Turns a place in a text into everything that can be typed there.

use super::protocol::{CompletionItem, CompletionList, Markup, TextEdit, kind};
use super::protocol::{Position, Range as Stretch};
use super::spot::{Spot, in_page, in_yaml};
use super::{Known, body, front_matter, lines::Lines, settings_keys};
use crate::inputs::SETTINGS;
use crate::path::RelPath;
use std::ops::Range;

/// The characters after which an editor asks by itself.
pub const TRIGGERS: &[&str] = &["(", "/", "#", ":", " ", "[", "."];

/// The most things that are offered at once. Nobody reads more; more typing brings the others.
const MOST: usize = 300;

/// Something that can be typed, before it has a place.
pub(super) struct Offer {
    pub(super) label: String,
    pub(super) kind: u8,
    pub(super) detail: String,
    pub(super) documentation: String,
    /// What is typed.
    pub(super) text: String,
    /// By what else it is found.
    pub(super) also: String,
    /// Which offers come first: the smallest.
    pub(super) rank: u8,
}

impl Offer {
    pub(super) fn new(kind: u8, label: impl Into<String>) -> Self {
        let label = label.into();
        let text = label.clone();
        Self { text, label, kind, detail: String::new(), documentation: String::new(), also: String::new(), rank: 5 }
    }
}

/// Everything that can be typed at a place of a file whose text is `text`.
pub fn complete(known: &Known, path: &RelPath, text: &str, position: Position) -> CompletionList {
    let lines = Lines::new(text);
    let at = lines.at(position);
    let is_settings = path.as_str() == SETTINGS;
    let spot = if is_settings { in_yaml(text, 0..text.len(), at) } else { in_page(text, at) };
    let (whole, offers) = match spot {
        Spot::Key { below, whole, has_colon } => {
            let mut offers = match is_settings {
                true => settings_keys::keys(text, &below),
                false if below.is_empty() => front_matter::keys(known, path, text),
                false => Vec::new(),
            };
            // The name that stands there already is the one that is being typed.
            if !has_colon {
                offers.iter_mut().for_each(|offer| offer.text.push_str(": "));
            }
            (whole, offers)
        }
        Spot::Value { keys, whole, quoted, in_brackets } => {
            let mut offers = match is_settings {
                true => settings_keys::values(known, &keys),
                false => front_matter::values(known, path, text, &keys),
            };
            if !quoted {
                offers.iter_mut().for_each(|offer| offer.text = front_matter::written(&offer.text, in_brackets));
            }
            let after_colon = whole.is_empty() && text[..whole.start].ends_with(':');
            if after_colon {
                offers.iter_mut().for_each(|offer| offer.text.insert(0, ' '));
            }
            (whole, offers)
        }
        Spot::Target { image, whole } => {
            let offers = body::targets(known, path, &text[whole.start..at], image);
            (whole, offers)
        }
        Spot::Text => return CompletionList::default(),
    };
    list(offers, &text[whole.start..at.max(whole.start)], &whole, &lines)
}

/// Offers as the protocol wants them; of very many those that hold what was typed.
fn list(mut offers: Vec<Offer>, typed: &str, whole: &Range<usize>, lines: &Lines<'_>) -> CompletionList {
    let is_incomplete = offers.len() > MOST;
    if is_incomplete {
        let typed = typed.trim_start_matches(['.', '/']).to_lowercase();
        let has = |text: &str| text.to_lowercase().contains(&typed);
        offers.retain(|offer| has(&offer.label) || has(&offer.text) || has(&offer.also));
        offers.sort_by_key(|offer| offer.rank);
        offers.truncate(MOST);
    }
    let range: Stretch = lines.range(whole.start, whole.end);
    let item = |offer: Offer| CompletionItem {
        sort_text: format!("{}{}", offer.rank, offer.label.to_lowercase()),
        filter_text: [offer.text.as_str(), &offer.label, &offer.also].join(" ").trim().to_owned(),
        label: offer.label,
        kind: offer.kind,
        detail: offer.detail,
        documentation: Some(offer.documentation).filter(|text| !text.is_empty()).map(Markup::new),
        text_edit: TextEdit { range, new_text: offer.text },
    };
    CompletionList { is_incomplete, items: offers.into_iter().map(item).collect() }
}

/// An offer for each of some words.
pub(super) fn words<'w>(words: impl IntoIterator<Item = &'w str>) -> Vec<Offer> {
    words.into_iter().map(|word| Offer::new(kind::VALUE, word)).collect()
}

//! `link-same-text-other-target`: two links of one page with the same words that lead to different places.

use crate::checks::{Check, Found, Link, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::diagnostic::Place;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "link-same-text-other-target",
        severity: Severity::Warning,
        criterion: "2.4.4",
        why: "Readers who go through a page by its links would think that the two lead to the same place.",
        why_cy: "Byddai darllenwyr sy'n mynd drwy dudalen fesul dolen yn meddwl bod y ddwy'n arwain i'r un lle.",
        doc: include_str!("../../codes/link-same-text-other-target.md"),
    },
    says: &[
        Saying {
            en: (
                "The link “{0}” in line {1} leads somewhere else.",
                "Say in each link's words where it leads, for example:\n[{0} for volunteers]({2})",
            ),
            cy: (
                "Mae'r ddolen “{0}” yn llinell {1} yn arwain i rywle arall.",
                "Dywedwch yng ngeiriau pob dolen i ble mae'n arwain, er enghraifft:\n[{0} i wirfoddolwyr]({2})",
            ),
        },
    ],
    scope: Scope::Page(look),
};

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    if page.links.len() < 2 {
        return;
    }
    let mut first: BTreeMap<String, &Link> = BTreeMap::new();
    for link in &page.links {
        let words = page.words(&link.range).trim();
        // Pictures tell links apart.
        if link.bare || link.images > 0 || !words.chars().any(char::is_alphabetic) {
            continue;
        }
        let mut plain = String::with_capacity(words.len() + 1);
        for word in words.split_whitespace() {
            plain.push_str(word);
            plain.push(' ');
        }
        let plain = plain.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let other = match first.entry(plain) {
            Entry::Vacant(place) => {
                place.insert(link);
                continue;
            }
            Entry::Occupied(other) => *other.get(),
        };
        // Words that lead anywhere are another mistake.
        if place(&other.target) != place(&link.target) && !super::link_text_vague::is_vague(words) {
            let line = Place::find(page.source, other.span).line.to_string();
            found.add(0, page.span(&link.range), &[words, &line, &link.target]);
        }
    }
}

/// Where a target leads, however it was typed.
fn place(target: &str) -> &str {
    let target = target.strip_prefix("./").unwrap_or(target);
    let target = target.strip_prefix("https://").or_else(|| target.strip_prefix("http://")).unwrap_or(target);
    let (path, at) = target.split_once('#').unwrap_or((target, ""));
    // Two places on this page are two places; two on another page are near each other.
    if path.is_empty() { at } else { path.trim_end_matches('/') }
}

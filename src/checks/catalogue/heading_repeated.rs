//! `heading-repeated`: two headings of one level with the same words, under the same heading.

use crate::checks::{Block, Check, Found, Kind, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::diagnostic::Place;
use foldhash::fast::FixedState;
use std::collections::HashMap;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "heading-repeated",
        severity: Severity::Warning,
        criterion: "2.4.6",
        why: "Readers who go through a page by its headings could not tell the two parts apart.",
        why_cy: "Ni allai darllenwyr sy'n mynd drwy dudalen fesul pennawd wahaniaethu rhwng y ddwy ran.",
        doc: include_str!("../../codes/heading-repeated.md"),
    },
    says: &[
        Saying {
            en: (
                "The heading “{0}” is there twice; the other is in line {1}.",
                "Say in each what sets it apart, for example:\n{2} {0}: what to bring\nOr put the two parts together.",
            ),
            cy: (
                "Mae'r pennawd “{0}” yno ddwywaith; mae'r llall yn llinell {1}.",
                "Dywedwch ym mhob un beth sy'n ei wneud yn wahanol, er enghraifft:\n{2} {0}: beth i ddod gyda chi\nNeu rhowch y ddwy ran at ei gilydd.",
            ),
        },
    ],
    scope: Scope::Page(look),
};

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    // The levels that are open, each with the number of its section; and the headings so far, by section and words.
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut sections = 0;
    let mut known: HashMap<(usize, String), &Block, FixedState> = HashMap::default();
    for block in page.blocks.iter().filter(|block| block.inside.quotes == 0 && !block.inside.note) {
        let Kind::Heading(level) = block.kind else { continue };
        // A second main heading is shown at the second level.
        let level = level.max(2);
        open.retain(|(other, _)| *other <= level);
        if open.last().is_none_or(|(other, _)| *other < level) {
            open.push((level, sections));
            sections += 1;
        }
        let words = page.words(&block.range).trim();
        let Some((_, section)) = open.last().filter(|_| words.chars().any(char::is_alphanumeric)) else { continue };
        if found.is_full() {
            return;
        }
        if let Some(other) = known.insert((*section, words.to_lowercase()), block) {
            let line = Place::find(page.source, other.span).line.to_string();
            found.add(0, page.span(&block.range), &[words, &line, &"#".repeat(usize::from(level))]);
        }
    }
}

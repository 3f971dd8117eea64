//! `paragraph-repeated`: the same paragraph, or the same long item, twice on a page.

use crate::checks::found::replace;
use crate::checks::{Check, Found, Inside, Kind, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::diagnostic::{Edit, Span, excerpt};
use std::collections::HashMap;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "paragraph-repeated",
        severity: Severity::Hint,
        criterion: "",
        why: "Readers who meet the same words again wonder whether they lost their place.",
        why_cy: "Mae darllenwyr sy'n cwrdd â'r un geiriau eto yn meddwl eu bod wedi colli eu lle.",
        doc: include_str!("../../codes/paragraph-repeated.md"),
    },
    says: &[Saying {
        en: ("These words stand on line {0} already.", "Delete them here: {1}"),
        cy: ("Mae'r geiriau hyn ar linell {0} yn barod.", "Dilëwch nhw yma: {1}"),
    }],
    scope: Scope::Page(look),
};

/// The fewest words that nobody types twice on purpose.
const FEWEST: usize = 8;
/// The fewest that nobody types twice under two headings: steps and rules may come again in each part.
const FEWEST_APART: usize = 25;

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    let mut seen: HashMap<&str, Span, foldhash::fast::FixedState> = HashMap::default();
    let mut part = 0;
    for block in page.blocks.iter().filter(|block| !block.inside.note) {
        if matches!(block.kind, Kind::Heading(_)) {
            part = block.span.start;
        }
        if !matches!(block.kind, Kind::Paragraph | Kind::Item | Kind::Definition) {
            continue;
        }
        let words = page.words(&block.range).trim();
        if words.len() < 3 * FEWEST || words.split_ascii_whitespace().count() < FEWEST {
            continue;
        }
        let Some(first) = seen.get(words) else {
            seen.insert(words, block.span);
            continue;
        };
        if first.start < part && words.split_ascii_whitespace().count() < FEWEST_APART {
            continue;
        }
        let line = 1 + page.source[..first.start as usize].bytes().filter(|byte| *byte == b'\n').count();
        let start = excerpt(words, 60);
        // Only there does nothing else hang on the lines.
        let is_plain = block.kind == Kind::Paragraph && block.inside == Inside::default();
        let fix = if is_plain { vec![without(page, block.span)] } else { Vec::new() };
        found.add_fix(0, page.span(&block.range), &[&line.to_string(), &start], fix);
    }
}

/// The edit that takes a paragraph out, with the empty line before it.
fn without(page: &Page<'_>, span: Span) -> Edit {
    let before = page.source[..span.start as usize].trim_end().len();
    let end = span.start as usize + span.of(page.source).trim_end().len();
    replace(Span::new(before.max(page.start), end), "")
}

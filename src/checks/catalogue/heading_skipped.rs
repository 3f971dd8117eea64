//! `heading-skipped`: a heading that lies more than one level below the one before it. The page's title is
//! the first level.

use super::heading_second_h1::shown_level;
use crate::checks::found::replace;
use crate::checks::{Check, Found, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::diagnostic::Span;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "heading-skipped",
        severity: Severity::Error,
        criterion: "1.3.1",
        why: "Readers who go through a page by its headings would think that a part of it is missing.",
        why_cy: "Byddai darllenwyr sy'n mynd drwy dudalen fesul pennawd yn meddwl bod rhan ohoni ar goll.",
        doc: include_str!("../../codes/heading-skipped.md"),
    },
    says: &[Saying {
        en: (
            "The heading “{0}” is of level {1}, and what stands above it is of level {2}.",
            "Type it with so many # signs that no level is left out:\n{3}",
        ),
        cy: (
            "Mae'r pennawd “{0}” ar lefel {1}, a'r hyn sydd uwch ei ben ar lefel {2}.",
            "Teipiwch ef gydag un # yn llai neu'n fwy, fel na chaiff unrhyw lefel ei hepgor:\n{3}",
        ),
    }],
    scope: Scope::Page(look),
};

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    let mut above = 1;
    // Below a heading that is too deep, its sisters and all that they have below them move up with it.
    let mut moved: Vec<(u8, u8)> = Vec::new();
    for block in page.blocks.iter().filter(|block| block.inside.quotes == 0 && !block.inside.note) {
        let Some(level) = shown_level(page, block) else { continue };
        while moved.pop_if(|(from, _)| level < *from).is_some() {}
        let up = moved.last().map_or(0, |(_, up)| *up);
        let right = (level - up).min(above + 1);
        if right < level {
            if level - right > up {
                moved.push((level, level - right));
            }
            let source = block.span.of(page.source);
            let marks = source.len() - source.trim_start_matches('#').len();
            let line = format!("{}{}", "#".repeat(usize::from(right)), source[marks..].trim_end());
            let start = block.span.start as usize;
            let edit = replace(Span::new(start, start + marks), "#".repeat(usize::from(right)));
            let words = [page.words(&block.range), &level.to_string(), &(right - 1).to_string(), &line];
            found.add_fix(0, page.span(&block.range), &words, vec![edit]);
        }
        // What follows is measured by this heading as it should be.
        above = right;
    }
}

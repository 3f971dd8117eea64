//! `heading-no-content`: a heading with nothing below it before the next one.

use crate::checks::{Check, Found, Kind, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::diagnostic::Span;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "heading-no-content",
        severity: Severity::Hint,
        criterion: "2.4.6",
        why: "Readers who jump to the heading would find nothing there.",
        why_cy: "Byddai darllenwyr sy'n neidio i'r pennawd heb ddod o hyd i ddim yno.",
        doc: include_str!("../../codes/heading-no-content.md"),
    },
    says: &[
        Saying {
            en: (
                "Nothing stands below the heading “{0}”.",
                "Type a sentence or two below it, or delete the heading.",
            ),
            cy: (
                "Nid oes dim o dan y pennawd “{0}”.",
                "Teipiwch frawddeg neu ddwy oddi tano, neu dilëwch y pennawd.",
            ),
        },
        Saying {
            en: (
                "The heading “{0}” is followed by another one, with no words between them.",
                "Say in a sentence between the two what the parts below it are about, for example:\nThere are two ways to do this.",
            ),
            cy: (
                "Mae pennawd arall yn dilyn y pennawd “{0}”, heb eiriau rhyngddynt.",
                "Dywedwch mewn brawddeg rhwng y ddau am beth mae'r rhannau oddi tano'n sôn, er enghraifft:\nMae dwy ffordd o wneud hyn.",
            ),
        },
    ],
    scope: Scope::Page(look),
};

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    for (n, block) in page.blocks.iter().enumerate() {
        let Kind::Heading(level) = block.kind else { continue };
        let words = page.words(&block.range).trim();
        // The page's own heading, which only a page without a title has in its text.
        if words.is_empty() || level == 1 && n == 0 || block.inside.note {
            continue;
        }
        // A note stands at the page's end, wherever it was typed.
        let next = page.blocks[n + 1..].iter().find(|next| !next.inside.note);
        let end = next.map_or(page.source.len(), |next| next.span.start as usize);
        // A line or a comment is no content; a tag may be.
        let between = Span::new(block.span.end as usize, end);
        let tag = page.tags.partition_point(|tag| tag.span.start < between.start);
        if page.tags.get(tag).is_some_and(|tag| tag.span.start < between.end) {
            continue;
        }
        match next.map(|next| next.kind) {
            None => found.add(0, page.span(&block.range), &[words]),
            Some(Kind::Heading(next)) if next <= level => found.add(0, page.span(&block.range), &[words]),
            Some(Kind::Heading(_)) => found.add(1, page.span(&block.range), &[words]),
            Some(_) => {}
        }
    }
}

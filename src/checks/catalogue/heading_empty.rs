//! `heading-empty`: a heading without words.

use crate::checks::{Block, Check, Found, Kind, MarkKind, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::checks::found::replace;
use crate::diagnostic::Span;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "heading-empty",
        severity: Severity::Error,
        criterion: "2.4.6",
        why: "Readers who go through a page by its headings would stop at one that says nothing.",
        why_cy: "Byddai darllenwyr sy'n mynd drwy dudalen fesul pennawd yn aros wrth un nad yw'n dweud dim.",
        doc: include_str!("../../codes/heading-empty.md"),
    },
    says: &[
        Saying {
            en: (
                "This heading has no words.",
                "Type what the part below it is about, for example:\n## Opening hours\nIf there is nothing to say, delete the line.",
            ),
            cy: (
                "Nid oes geiriau yn y pennawd hwn.",
                "Teipiwch am beth mae'r rhan oddi tano'n sôn, er enghraifft:\n## Oriau agor\nOs nad oes dim i'w ddweud, dilëwch y llinell.",
            ),
        },
    ],
    scope: Scope::Page(look),
};

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    for block in page.blocks.iter().filter(|block| matches!(block.kind, Kind::Heading(_))) {
        if has_words(page, block) {
            continue;
        }
        let typed = block.span.of(page.source).trim_end();
        let (start, end) = (block.span.start as usize, block.span.start as usize + typed.len());
        let line = page.source[..start].rfind('\n').map_or(0, |n| n + 1);
        let next = page.source[end..].split('\n').nth(1).unwrap_or("");
        // Words right below may be the heading's own: whose they are is for the writer to say.
        let is_alone = next.trim().is_empty() && page.source[line..start].trim().is_empty();
        let is_plain = typed.chars().all(|c| c == '#' || c.is_whitespace());
        let whole = Span::new(line, (end + 1).min(page.source.len()));
        let fix = if is_alone && is_plain { vec![replace(whole, "")] } else { Vec::new() };
        found.add_fix(0, Span::new(start, end), &[], fix);
    }
    for pair in page.tags.windows(2) {
        let [open, close] = pair else { continue };
        let is_heading = matches!(open.name.as_bytes(), [b'h', b'1'..=b'6']) && open.name == close.name;
        let inner = Span::new(open.span.end as usize, close.span.start as usize).of(page.source);
        if is_heading && !open.closes && close.closes && inner.replace("&nbsp;", "").trim().is_empty() {
            found.add(0, Span::new(open.span.start as usize, close.span.end as usize), &[]);
        }
    }
}

fn has_words(page: &Page<'_>, heading: &Block) -> bool {
    page.words(&heading.range).chars().any(char::is_alphanumeric)
        || page.images_in(heading.span).any(|image| !image.alt.trim().is_empty())
        || page.marks_in(heading.span).any(|mark| mark.kind == MarkKind::Code)
}

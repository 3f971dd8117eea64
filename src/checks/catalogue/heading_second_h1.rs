//! `heading-second-h1`: a main heading in the text. The page's title is its only one.

use crate::checks::{Block, Check, Found, Kind, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::checks::found::replace;
use crate::diagnostic::Span;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "heading-second-h1",
        severity: Severity::Error,
        criterion: "1.3.1",
        why: "Screen readers announce one main heading a page: the title.",
        why_cy: "Mae darllenwyr sgrin yn cyhoeddi un prif bennawd i bob tudalen: y teitl.",
        doc: include_str!("../../codes/heading-second-h1.md"),
    },
    says: &[
        Saying {
            en: (
                "“{0}” is a second main heading; it is shown one level lower.",
                "Type ## in front of it: ## {0}",
            ),
            cy: (
                "Ail brif bennawd yw “{0}”; fe'i dangosir un lefel yn is.",
                "Teipiwch ## o'i flaen: ## {0}",
            ),
        },
        Saying {
            en: (
                "“{0}” is a second main heading; it is shown one level lower.",
                "Type hyphens in place of the = signs below it:\n{0}\n---",
            ),
            cy: (
                "Ail brif bennawd yw “{0}”; fe'i dangosir un lefel yn is.",
                "Teipiwch gysylltnodau yn lle'r arwyddion = oddi tano:\n{0}\n---",
            ),
        },
    ],
    scope: Scope::Page(look),
};

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    for block in page.blocks.iter().filter(|block| block.kind == Kind::Heading(1)) {
        let words = page.words(&block.range).trim();
        if words.is_empty() || is_title(page, block, words) {
            continue;
        }
        let typed = block.span.of(page.source).trim_end();
        let start = block.span.start as usize;
        let (saying, edit) = match typed.rfind('\n').filter(|_| !typed.starts_with('#')) {
            // Words with a line of equals signs below them.
            Some(line) => {
                let signs = typed[line + 1..].find('=').map_or(typed.len(), |n| line + 1 + n);
                (1, replace(Span::new(start + signs, start + typed.len()), "-".repeat((typed.len() - signs).max(3))))
            }
            None => (0, replace(Span::new(start, start), "#")),
        };
        found.add_fix(saying, Span::new(start, start + typed.len()), &[words], vec![edit]);
    }
}

/// The level at which a heading is shown, of which a page's title has the first; `None` for other blocks. A second main
/// heading is shown at the second level.
pub(super) fn shown_level(page: &Page<'_>, block: &Block) -> Option<u8> {
    match block.kind {
        Kind::Heading(1) if is_title(page, block, page.words(&block.range).trim()) => Some(1),
        Kind::Heading(level) => Some(level.max(2)),
        _ => None,
    }
}

/// Whether it opens the page and is its title, or says it again, which is another mistake.
fn is_title(page: &Page<'_>, heading: &Block, words: &str) -> bool {
    let before = page.source.get(page.start..heading.span.start as usize).unwrap_or("");
    let opens = before.chars().all(|c| c.is_whitespace() || matches!(c, '*' | '-' | '_')) && heading.inside.lists == 0;
    let title = page.document.front_matter.text("title");
    opens && title.is_none_or(|title| title.trim().eq_ignore_ascii_case(words))
}

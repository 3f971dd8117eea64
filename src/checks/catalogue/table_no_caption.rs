//! `table-no-caption`: a table without a caption.

use crate::checks::{Block, Check, Found, Kind, Page, Scope, Table};
use crate::codes::{Code, Saying, Severity};
use crate::checks::found::replace;
use crate::diagnostic::{Edit, MOST_PER_FILE, Span};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "table-no-caption",
        severity: Severity::Warning,
        criterion: "1.3.1",
        why: "Readers who go through a page by its tables would not know what this one is about.",
        why_cy: "Ni fyddai darllenwyr sy'n mynd drwy dudalen fesul tabl yn gwybod am beth mae hwn yn sôn.",
        doc: include_str!("../../codes/table-no-caption.md"),
    },
    says: &[
        Saying {
            en: (
                "The table has no caption.",
                "Say what it is about in a line of its own above it, with an empty line between:\nTable: {0}",
            ),
            cy: (
                "Nid oes pennawd i'r tabl.",
                "Dywedwch am beth mae'n sôn mewn llinell ar ei phen ei hun uwch ei ben, gyda llinell wag rhyngddynt:\nTabl: {0}",
            ),
        },
        Saying {
            en: (
                "“{0}” is no caption of the table.",
                "A caption begins in this way:\n{1}",
            ),
            cy: (
                "Nid yw “{0}” yn bennawd i'r tabl.",
                "Mae pennawd yn dechrau fel hyn:\n{1}",
            ),
        },
    ],
    scope: Scope::Page(look),
};

/// What a caption begins with, in the words that the page's writer uses, and what people type instead.
const PREFIXES: [(&str, &str); 2] = [("Table", "Table: "), ("Tabl", "Tabl: ")];

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    // What is looked for above a table may be far away, so that a page of nothing else would take long.
    for (n, table) in page.tables.iter().enumerate().take(MOST_PER_FILE) {
        let before = page.blocks.partition_point(|block| block.span.start < table.span.start);
        let Some(head) = table.rows.first() else { continue };
        let above = before.checked_sub(1).map(|n| &page.blocks[n]).filter(|above| is_right_above(page, above, table));
        let words = above.map_or("", |above| page.words(&above.range));
        let typed = above.map_or("", |above| above.span.of(page.source));
        if PREFIXES.iter().any(|(_, prefix)| typed.starts_with(prefix)) {
            continue;
        }
        if let Some(above) = above
            && let Some((right, fix)) = mended(page, above, words)
        {
            // The text may name the table by its number.
            let is_named = words.split([':', '.', '–', '—', '-']).next().is_some_and(|name| page.text.matches(name.trim()).count() > 1);
            let fix = if is_named { Vec::new() } else { fix };
            found.add_fix(1, page.span(&above.range), &[words, &right], fix);
            continue;
        }
        let heading = page.blocks[..before].iter().rfind(|block| matches!(block.kind, Kind::Heading(_)));
        let heading = heading.map(|block| page.words(&block.range).trim()).filter(|words| !words.is_empty());
        // Two tables below one heading can't have one caption.
        let is_first = n == 0 || heading.is_none();
        let title = heading.filter(|_| is_first || !words.is_empty()).unwrap_or(&page.document.title);
        found.add(0, Span::new(head.start as usize, head.start as usize + head.of(page.source).trim_end().len()), &[title]);
    }
}

fn is_right_above(page: &Page<'_>, above: &Block, table: &Table) -> bool {
    let at = (above.span.end as usize).min(table.span.start as usize);
    let between = page.source.get(at..table.span.start as usize).unwrap_or("");
    above.kind == Kind::Paragraph && between.chars().all(|c| c.is_whitespace() || c == '>')
}

/// “Table 1: Hours”, “**Table: Hours**” and “table: Hours” as a caption.
fn mended(page: &Page<'_>, above: &Block, words: &str) -> Option<(String, Vec<Edit>)> {
    let (_, prefix) = PREFIXES.iter().find(|(name, _)| {
        words.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name))
            && !words[name.len()..].starts_with(char::is_alphabetic)
    })?;
    let rest = &words[prefix.len() - 2..];
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}'));
    let rest = rest.strip_prefix([':', '.', '–', '—', '-'])?.trim();
    // A sentence about a table is no caption: “Table 1. It shows …”.
    if rest.is_empty() || rest.len() > 100 || words.contains('\n') {
        return None;
    }
    let typed = above.span.of(page.source).trim_end();
    let right = format!("{prefix}{rest}");
    let is_plain = typed.trim_matches(['*', '_']) == words.trim();
    let start = above.span.start as usize;
    let fix = if is_plain { vec![replace(Span::new(start, start + typed.len()), right.clone())] } else { Vec::new() };
    Some((right, fix))
}

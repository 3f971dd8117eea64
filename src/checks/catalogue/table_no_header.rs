//! `table-no-header`: a table, or what was meant as one, without headings of its columns.

use crate::checks::{Block, Check, Found, Kind, Page, Scope, Tag};
use crate::codes::{Code, Saying, Severity};
use crate::checks::found::replace;
use crate::diagnostic::Span;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "table-no-header",
        severity: Severity::Error,
        criterion: "1.3.1",
        why: "Readers who hear a table cell by cell would not know what each cell says.",
        why_cy: "Ni fyddai darllenwyr sy'n clywed tabl fesul cell yn gwybod beth mae pob cell yn ei ddweud.",
        doc: include_str!("../../codes/table-no-header.md"),
    },
    says: &[
        Saying {
            en: (
                "The table has no headings.",
                "Say in its first row what stands in each column, for example:\n{0}",
            ),
            cy: (
                "Nid oes penawdau i'r tabl.",
                "Dywedwch yn ei res gyntaf beth sydd ym mhob colofn, er enghraifft:\n{0}",
            ),
        },
        Saying {
            en: (
                "A column of the table has no heading.",
                "Say in the table's first row what stands in this column.",
            ),
            cy: (
                "Nid oes pennawd i un o golofnau'r tabl.",
                "Dywedwch yn rhes gyntaf y tabl beth sydd yn y golofn hon.",
            ),
        },
        Saying {
            en: (
                "These lines are meant as a table, and are shown as they were typed.",
                "Put a line of dashes below the first one, which says what stands in each column:\n{0}",
            ),
            cy: (
                "Bwriadwyd y llinellau hyn yn dabl, ac fe'u dangosir fel y'u teipiwyd.",
                "Rhowch linell o gysylltnodau o dan yr un gyntaf, sy'n dweud beth sydd ym mhob colofn:\n{0}",
            ),
        },
    ],
    scope: Scope::Page(look),
};

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    for n in 0..page.tables.len() {
        table(page, n, found);
    }
    if page.has_sign(b'|') {
        for block in page.blocks.iter().filter(|block| block.kind == Kind::Paragraph) {
            no_table(page, block, found);
        }
    }
    html(page, found);
}

fn table(page: &Page<'_>, n: usize, found: &mut Found<'_>) {
    let cells: Vec<&Block> = page.cells(n).collect();
    // The headings are the first row.
    let (heads, body) = cells.split_at(cells.partition_point(|cell| matches!(cell.kind, Kind::Cell { head: true })));
    let [head, rest @ ..] = &*page.tables[n].rows else { return };
    let is_empty = |cell: &&Block| cell.span.of(page.source).trim_matches(['|', ' ', '*', '_', '\t']).is_empty();
    if heads.iter().all(is_empty) {
        let first = rest.first().map(|row| row.of(page.source).trim()).unwrap_or_default();
        let is_bold = !body.is_empty() && body.iter().take(heads.len()).all(|cell| {
            let typed = cell.span.of(page.source).trim_matches(['|', ' ', '\t']);
            typed.len() > 4 && typed.starts_with("**") && typed.ends_with("**")
        });
        // Headings that were made bold in the first row below an empty one belong in its place.
        let fix = match rest.first().filter(|_| is_bold && !first.contains('\n')) {
            Some(row) => {
                let head_len = head.of(page.source).trim_end().len();
                let start = head.start as usize;
                let line = page.source[..row.start as usize].rfind('\n').unwrap_or(row.start as usize);
                let row_end = row.start as usize + row.of(page.source).trim_end().len();
                vec![
                    replace(Span::new(start, start + head_len), first.replace("**", "")),
                    replace(Span::new(line, row_end), ""),
                ]
            }
            None => Vec::new(),
        };
        let example = if is_bold { first.replace("**", "") } else { "| Day | Hours |\n| --- | --- |".to_owned() };
        found.add_fix(0, *head, &[&example], fix);
        return;
    }
    // An empty corner is none, as the first column's cells are headings of their rows.
    for (column, cell) in heads.iter().enumerate().skip(1).filter(|(_, cell)| is_empty(cell)) {
        if body.iter().skip(column).step_by(heads.len()).any(|cell| !is_empty(cell)) {
            let end = cell.span.end.max(cell.span.start + 1);
            found.add(1, Span { start: cell.span.start, end }, &[]);
        }
    }
}

/// Rows without the line of dashes that makes a table of them.
fn no_table(page: &Page<'_>, block: &Block, found: &mut Found<'_>) {
    let typed = block.span.of(page.source).trim_end();
    if !typed.contains('|') {
        return;
    }
    let mut lines = typed.split('\n').map(|line| line.trim_start_matches([' ', '>']).trim_end());
    let is_row = |line: &str| line.len() > 2 && line.starts_with('|') && line.ends_with('|') && !line.ends_with("||");
    let Some(first) = lines.next() else { return };
    if !is_row(first) {
        return unframed(block, first, lines, found);
    }
    let columns = first.matches('|').count() - 1;
    let mut rows = lines.clone();
    if columns < 2 || rows.next().is_none() || !lines.clone().all(is_row) {
        return;
    }
    let dashes = format!("|{}", " --- |".repeat(columns));
    if first.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ')) {
        // The line of dashes is there, and nothing stands above it.
        let end = block.span.start as usize + first.len();
        return found.add(0, Span::new(block.span.start as usize, end), &["| Day | Hours |\n| --- | --- |"]);
    }
    let is_plain = !typed.contains("--") && !typed.contains("\\|");
    let end = block.span.start as usize + typed.find('\n').unwrap_or(typed.len());
    // Each line of a quotation begins like the one before.
    let second = typed.split('\n').nth(1).unwrap_or("");
    let before = &second[..second.find('|').unwrap_or(0)];
    let fix = if is_plain { vec![replace(Span::new(end, end), format!("\n{before}{dashes}"))] } else { Vec::new() };
    found.add_fix(2, Span::new(block.span.start as usize, end), &[&format!("{first}\n{dashes}")], fix);
}

/// Rows whose cells stand between lines that begin and end with none: `Monday | 10 to 1`.
fn unframed<'p>(
    block: &Block,
    first: &str,
    mut rest: impl Iterator<Item = &'p str>,
    found: &mut Found<'_>,
) {
    let bars = first.matches(" | ").count();
    let second = rest.next().unwrap_or("");
    let is_like_first = |line: &str| line.matches(" | ").count() == bars;
    let is_plain = bars > 0 && !first.contains("--") && !second.contains("--");
    if is_plain && is_like_first(second) && rest.all(is_like_first) {
        let start = block.span.start as usize;
        let dashes = format!("---{}", " | ---".repeat(bars));
        found.add(2, Span::new(start, start + first.len()), &[&format!("{first}\n{dashes}")]);
    }
}

fn html(page: &Page<'_>, found: &mut Found<'_>) {
    let mut open: Option<(&Tag, bool)> = None;
    for tag in &page.tags {
        match (&*tag.name, tag.closes, open) {
            ("table", false, None) if !matches!(tag.value("role"), Some("presentation" | "none")) => {
                open = Some((tag, false));
            }
            ("th", false, Some((table, _))) => open = Some((table, true)),
            ("table", true, Some((table, has_head))) => {
                if !has_head {
                    found.add(0, table.span, &["<tr><th>Day</th><th>Hours</th></tr>"]);
                }
                open = None;
            }
            _ => {}
        }
    }
}

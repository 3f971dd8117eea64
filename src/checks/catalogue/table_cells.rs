//! `table-cells`: a row of a table with more cells than the table has columns.

use crate::checks::{Check, Found, Kind, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::diagnostic::Span;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "table-cells",
        severity: Severity::Warning,
        criterion: "1.3.1",
        why: "Readers would not see what stands in the last cell, as it is left out.",
        why_cy: "Ni fyddai darllenwyr yn gweld beth sydd yn y gell olaf, gan ei bod yn cael ei gadael allan.",
        doc: include_str!("../../codes/table-cells.md"),
    },
    says: &[
        Saying {
            en: (
                "This row has {0} cells and the table has {1} columns, so “{2}” is not shown.",
                "Delete a | or give the table one more heading. A line that belongs into the words is typed as \\|.",
            ),
            cy: (
                "Mae gan y rhes hon {0} cell a {1} colofn sydd gan y tabl, felly nid yw “{2}” yn cael ei ddangos.",
                "Dilëwch | neu rhowch un pennawd arall i'r tabl. Teipir llinell sy'n perthyn i'r geiriau fel \\|.",
            ),
        },
    ],
    scope: Scope::Page(look),
};

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    for (n, table) in page.tables.iter().enumerate() {
        let columns = page.cells(n).filter(|cell| cell.kind == Kind::Cell { head: true }).count();
        for row in table.rows.iter().skip(1) {
            let typed = row.of(page.source).trim_end();
            // Most rows have no more signs than they need; those at their ends make no cell.
            let ends = usize::from(typed.trim_start().starts_with('|')) + usize::from(typed.ends_with('|'));
            if columns == 0 || memchr::memchr_iter(b'|', typed.as_bytes()).count() < columns + ends {
                continue;
            }
            let cells = cells(typed);
            let lost = cells.iter().skip(columns).find(|(_, cell)| !cell.trim().is_empty());
            let Some((place, cell)) = lost else { continue };
            let at = row.start as usize + place + cell.len() - cell.trim_start().len();
            let first = cell.trim();
            let words = [&*cells.len().to_string(), &columns.to_string(), first];
            found.add(0, Span::new(at, at + first.len()), &words);
        }
    }
}

/// The cells of a row and where each begins: what stands between signs that are not escaped.
fn cells(row: &str) -> Vec<(usize, &str)> {
    let mut cells = Vec::new();
    let mut start = row.len() - row.trim_start().strip_prefix('|').unwrap_or(row.trim_start()).len();
    for (at, _) in row.match_indices('|') {
        if at >= start && !row[..at].ends_with('\\') {
            cells.push((start, &row[start..at]));
            start = at + 1;
        }
    }
    if !row[start..].trim().is_empty() {
        cells.push((start, &row[start..]));
    }
    cells
}

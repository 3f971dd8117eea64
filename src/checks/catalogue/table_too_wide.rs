//! `table-too-wide`: a table with more columns than a narrow screen can show side by side.

use crate::checks::{Check, Found, Kind, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::diagnostic::Span;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "table-too-wide",
        severity: Severity::Hint,
        criterion: "1.4.10",
        why: "On a phone, or in large letters, readers would lose track of what belongs to what.",
        why_cy: "Ar ffôn, neu mewn llythrennau mawr, byddai darllenwyr yn colli golwg ar beth sy'n perthyn i beth.",
        doc: include_str!("../../codes/table-too-wide.md"),
    },
    says: &[
        Saying {
            en: (
                "The table has {0} columns.",
                "Make two tables of it, or put what belongs together into one column. Five columns are the most that is easy to follow.",
            ),
            cy: (
                "Mae gan y tabl {0} colofn.",
                "Gwnewch ddau dabl ohono, neu rhowch yr hyn sy'n perthyn i'w gilydd mewn un golofn. Pum colofn yw'r mwyaf sy'n hawdd eu dilyn.",
            ),
        },
    ],
    scope: Scope::Page(look),
};

/// The most columns.
const MOST: usize = 5;

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    for (n, table) in page.tables.iter().enumerate() {
        let columns = page.cells(n).filter(|cell| cell.kind == Kind::Cell { head: true }).count();
        if let Some(head) = table.rows.first().filter(|_| columns > MOST) {
            let typed = head.of(page.source).trim_end().len();
            let span = Span::new(head.start as usize, head.start as usize + typed);
            found.add(0, span, &[&columns.to_string()]);
        }
    }
}

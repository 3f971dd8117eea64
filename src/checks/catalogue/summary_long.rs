//! `summary-long`: a summary that search results would cut off.

use crate::checks::{Check, Found, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::yaml::typed;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "summary-long",
        severity: Severity::Warning,
        criterion: "",
        why: "Search results cut a long summary off in the middle of a sentence.",
        why_cy: "Mae canlyniadau chwilio yn torri crynodeb hir yn ei hanner.",
        doc: include_str!("../../codes/summary-long.md"),
    },
    says: &[
        Saying {
            en: (
                "The summary has {0} characters, and 160 fit.",
                "Shorten it to one or two sentences. The rest belongs in the page's text.",
            ),
            cy: (
                "Mae'r crynodeb yn {0} nod o hyd, ac mae lle i 160.",
                "Cwtogwch ef i un neu ddwy frawddeg. Mae lle i'r gweddill yn nhestun y dudalen.",
            ),
        },
        Saying {
            en: (
                "The summary has {0} characters, and 160 fit.",
                "Shorten it, for example to what fits:\nsummary: {1}",
            ),
            cy: (
                "Mae'r crynodeb yn {0} nod o hyd, ac mae lle i 160.",
                "Cwtogwch ef, er enghraifft i'r hyn sy'n ffitio:\nsummary: {1}",
            ),
        },
    ],
    scope: Scope::Page(look),
};

/// The longest summary, in characters.
const LONGEST: usize = 160;

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    let front_matter = &page.document.front_matter;
    let Some(summary) = front_matter.text("summary").filter(|summary| summary.len() > LONGEST) else { return };
    let count = summary.chars().count();
    if count <= LONGEST {
        return;
    }
    let fits = summary.char_indices().nth(LONGEST).map_or(summary.len(), |(at, _)| at);
    // The sentences that fit, if any does.
    let end = summary[..fits].rfind(". ").map(|at| &summary[..=at]);
    let saying = usize::from(end.is_some());
    let line = end.map(typed).unwrap_or_default();
    found.add(saying, front_matter.span("summary"), &[&count.to_string(), &line]);
}

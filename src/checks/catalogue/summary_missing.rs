//! `summary-missing`: a page without a summary. Where its content type needs one, `field-missing` says so.

use crate::checks::{Check, Found, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::yaml::typed;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "summary-missing",
        severity: Severity::Warning,
        criterion: "",
        why: "In lists and searches readers would see only the title, or the first words of the text.",
        why_cy: "Mewn rhestrau a chwiliadau dim ond y teitl, neu eiriau cyntaf y testun, y byddai darllenwyr yn eu gweld.",
        doc: include_str!("../../codes/summary-missing.md"),
    },
    says: &[Saying {
        en: (
            "The page has no summary.",
            "Say in one sentence what readers will find here, at most 160 characters, between the --- lines at the top:\nsummary: {0}",
        ),
        cy: (
            "Nid oes crynodeb ar y dudalen.",
            "Dywedwch mewn un frawddeg beth fydd darllenwyr yn ei weld yma, mewn 160 nod neu lai, rhwng y llinellau --- ar y brig:\nsummary: {0}",
        ),
    }],
    scope: Scope::Page(look),
};

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    let (document, front_matter) = (page.document, &page.document.front_matter);
    let is_needed = || {
        let field = document.content_type(&page.context.types).and_then(|t| t.field("summary"));
        field.is_some_and(|field| field.required) && !document.is_index()
    };
    // A page without any settings, or with a summary that says nothing, is another mistake.
    let top = page.source.get(..page.start).unwrap_or("");
    let is_told = front_matter.get("title").is_none() || top.contains("\nsummary:");
    if front_matter.get("summary").is_some() || is_told || is_needed() {
        return;
    }
    let example = match (document.lead.as_str(), page.lang) {
        ("", "cy") => "Pryd mae'r llyfrgell ar agor, a phwy i'w holi.",
        ("", _) => "When the library is open, and whom to ask.",
        (lead, _) => lead,
    };
    found.add(0, front_matter.span("title"), &[&typed(example)]);
}

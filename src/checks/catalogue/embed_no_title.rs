//! `embed-no-title`: something from elsewhere in a frame without a title.

use crate::checks::{Check, Found, Page, Scope};
use crate::codes::{Code, Saying, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "embed-no-title",
        severity: Severity::Error,
        criterion: "4.1.2",
        why: "Screen readers would say only “frame”, so readers could not tell whether to go in.",
        why_cy: "Dim ond “ffrâm” y byddai darllenwyr sgrin yn ei ddweud, felly ni fyddai darllenwyr yn gwybod a ddylent fynd i mewn.",
        doc: include_str!("../../codes/embed-no-title.md"),
    },
    says: &[
        Saying {
            en: (
                "The frame “{0}” has no title.",
                "Say in the tag what is in it, for example:\n<{1} title=\"Film: how to open the library\" …>",
            ),
            cy: (
                "Nid oes teitl i'r ffrâm “{0}”.",
                "Dywedwch yn y tag beth sydd ynddi, er enghraifft:\n<{1} title=\"Ffilm: sut i agor y llyfrgell\" …>",
            ),
        },
    ],
    scope: Scope::Page(look),
};

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    // Elsewhere frames are left out of the page, which another message says.
    if !page.keeps_html() {
        return;
    }
    for tag in page.tags.iter().filter(|tag| matches!(&*tag.name, "iframe" | "object" | "embed") && !tag.closes) {
        let has = |name: &str| tag.value(name).is_some_and(|value| value.chars().any(char::is_alphanumeric));
        let is_hidden = tag.value("aria-hidden") == Some("true") || tag.value("hidden").is_some();
        if !(has("title") || has("aria-label") || has("aria-labelledby") || is_hidden) {
            let from = tag.value("src").or_else(|| tag.value("data")).unwrap_or(&tag.name);
            found.add(0, tag.span, &[from, &tag.name]);
        }
    }
}

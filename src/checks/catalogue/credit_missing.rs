//! `credit-missing`: a picture or a story that does not say whose it is.

use crate::checks::{Check, Found, Page, Scope};
use crate::codes::{Code, Saying, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "credit-missing",
        severity: Severity::Warning,
        criterion: "",
        why: "Whoever took the picture or told the story has a right to be named, and readers can judge better.",
        why_cy: "Mae gan y sawl a dynnodd y llun neu a adroddodd y stori hawl i gael ei enwi, a gall darllenwyr farnu'n well.",
        doc: include_str!("../../codes/credit-missing.md"),
    },
    says: &[
        Saying {
            en: (
                "The page does not say who made the picture “{0}”.",
                "Add below it, with the maker's name and the licence, for example:\nimage_credit: \"Photo: Friends of the library, CC BY 4.0\"",
            ),
            cy: (
                "Nid yw'r dudalen yn dweud pwy a wnaeth y llun “{0}”.",
                "Ychwanegwch oddi tano, gydag enw'r gwneuthurwr a'r drwydded, er enghraifft:\nimage_credit: \"Llun: Cyfeillion y llyfrgell, CC BY 4.0\"",
            ),
        },
        Saying {
            en: (
                "The story does not say who told it.",
                "Name the people or groups who did, if they agreed, for example:\ncontributors:\n  - Friends of the library",
            ),
            cy: (
                "Nid yw'r stori yn dweud pwy a'i hadroddodd.",
                "Enwch y bobl neu'r grwpiau a wnaeth hynny, os ydynt yn cytuno, er enghraifft:\ncontributors:\n  - Cyfeillion y llyfrgell",
            ),
        },
    ],
    scope: Scope::Page(look),
};

/// How a story's text thanks those who told it.
const THANKS: &[&str] = &["Thanks to", "thanks to", "Thank you", "Told by", "told by", "Diolch", "diolch", "Adroddwyd gan"];

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    let (document, front_matter) = (page.document, &page.document.front_matter);
    if front_matter.text("status") == Some("draft") {
        return;
    }
    if let Some(image) = front_matter.text("image")
        && front_matter.get("image_credit").is_none()
    {
        found.add(0, front_matter.span("image"), &[image]);
    }
    let is_story = document.content_type(&page.context.types).is_some_and(|t| t.field("contributors").is_some());
    let is_told = ["contributors", "authors"].iter().any(|field| front_matter.get(field).is_some());
    // The list of stories has none of its own, nor has that of a year: only a story in a folder of its own has a day.
    let (_, below) = page.context.language(document.source.path.as_str());
    let is_dated = front_matter.get("date").is_some();
    let is_list = document.is_index() && (below.matches('/').count() < 2 || !is_dated);
    let is_page = front_matter.get("title").is_some() && !is_list;
    if is_story && is_page && !is_told && !THANKS.iter().any(|words| page.text.contains(words)) {
        found.add(1, front_matter.span("title"), &[]);
    }
}

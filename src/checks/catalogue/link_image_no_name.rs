//! `link-image-no-name`: a link that holds nothing but pictures without words.

use crate::checks::{Check, Found, MarkKind, Page, Scope};
use crate::codes::{Code, Saying, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "link-image-no-name",
        severity: Severity::Error,
        criterion: "2.4.4",
        why: "Readers who can't see the picture would hear only “link”, and not where it leads.",
        why_cy: "Byddai darllenwyr na allant weld y llun yn clywed “dolen” yn unig, ac nid i ble mae'n arwain.",
        doc: include_str!("../../codes/link-image-no-name.md"),
    },
    says: &[
        Saying {
            en: (
                "The link is a picture without words.",
                "Say in the picture's words where the link leads, for example:\n[![Opening hours of the library]({0})]({1})",
            ),
            cy: (
                "Llun heb eiriau yw'r ddolen.",
                "Dywedwch yng ngeiriau'r llun i ble mae'r ddolen yn arwain, er enghraifft:\n[![Oriau agor y llyfrgell]({0})]({1})",
            ),
        },
        Saying {
            en: (
                "The link has no words.",
                "Type between the brackets what is behind it, for example:\n[Opening hours of the library]({0})",
            ),
            cy: (
                "Nid oes geiriau yn y ddolen.",
                "Teipiwch rhwng y cromfachau beth sydd y tu ôl iddi, er enghraifft:\n[Oriau agor y llyfrgell]({0})",
            ),
        },
    ],
    scope: Scope::Page(look),
};

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    for link in &page.links {
        if !page.words(&link.range).trim().is_empty() {
            continue;
        }
        // Words that are code are in no text.
        if page.marks_in(link.span).any(|mark| mark.kind == MarkKind::Code) {
            continue;
        }
        let mut images = page.images_in(link.span);
        match images.next() {
            None if link.target.is_empty() => {}
            None => found.add(1, link.span, &[&link.target]),
            Some(image) if image.alt.trim().is_empty() && images.all(|other| other.alt.trim().is_empty()) => {
                found.add(0, link.span, &[&image.target, &link.target]);
            }
            Some(_) => {}
        }
    }
}

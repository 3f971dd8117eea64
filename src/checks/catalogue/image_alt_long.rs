//! `image-alt-long`: a picture whose words are longer than a screen reader speaks in one go.

use crate::checks::{Check, Found, Page, Scope};
use crate::codes::{Code, Saying, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "image-alt-long",
        severity: Severity::Hint,
        criterion: "1.1.1",
        why: "Screen readers speak a description in one go: readers can't stop in it or go back a word.",
        why_cy: "Mae darllenwyr sgrin yn llefaru disgrifiad ar un gwynt: ni all darllenwyr oedi ynddo na mynd yn ôl air.",
        doc: include_str!("../../codes/image-alt-long.md"),
    },
    says: &[
        Saying {
            en: (
                "The picture's description is {0} characters long.",
                "Say in the description what kind of picture it is, and the rest in a paragraph below it, for example:\n![Plan of the ground floor, described below]({1})",
            ),
            cy: (
                "Mae disgrifiad y llun yn {0} nod o hyd.",
                "Dywedwch yn y disgrifiad pa fath o lun ydyw, a'r gweddill mewn paragraff oddi tano, er enghraifft:\n![Cynllun o'r llawr gwaelod, wedi'i ddisgrifio isod]({1})",
            ),
        },
        Saying {
            en: (
                "The picture's description is {0} characters long.",
                "Say the most important in the description, and the rest in the page's text, for example:\nimage_alt: Plan of the ground floor, described below",
            ),
            cy: (
                "Mae disgrifiad y llun yn {0} nod o hyd.",
                "Dywedwch y peth pwysicaf yn y disgrifiad, a'r gweddill yn nhestun y dudalen, er enghraifft:\nimage_alt: Cynllun o'r llawr gwaelod, wedi'i ddisgrifio isod",
            ),
        },
    ],
    scope: Scope::Page(look),
};

/// The longest description, in characters: what most guides on descriptions name.
const LONGEST: usize = 150;

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    // A character has at least one byte, so most descriptions need no counting.
    let length = |alt: &str| Some(alt).filter(|alt| alt.len() > LONGEST).map(|alt| alt.trim().chars().count());
    for image in &page.images {
        if let Some(length) = length(&image.alt).filter(|length| *length > LONGEST) {
            found.add(0, image.span, &[&length.to_string(), &image.target]);
        }
    }
    let front = &page.document.front_matter;
    if let Some(length) = front.text("image_alt").and_then(length).filter(|length| *length > LONGEST) {
        found.add(1, front.span("image_alt"), &[&length.to_string()]);
    }
}

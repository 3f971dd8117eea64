//! `image-alt-missing`: a picture without words for those who can't see it.

use crate::checks::{Check, Found, Page, Scope};
use crate::codes::{Code, Saying, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "image-alt-missing",
        severity: Severity::Error,
        criterion: "1.1.1",
        why: "Readers who can't see the picture would hear only its file's name, or nothing.",
        why_cy: "Byddai darllenwyr na allant weld y llun yn clywed enw'r ffeil yn unig, neu ddim byd.",
        doc: include_str!("../../codes/image-alt-missing.md"),
    },
    says: &[
        Saying {
        en: (
            "The picture “{0}” has no description.",
            "Say in a few words what it shows, for example:\n![Two volunteers at the issue desk]({0})\nIf it shows nothing that the words beside it don't say, leave it out.",
        ),
        cy: (
            "Nid oes disgrifiad i'r llun “{0}”.",
            "Dywedwch mewn ychydig eiriau beth mae'n ei ddangos, er enghraifft:\n![Dau wirfoddolwr wrth y ddesg fenthyg]({0})\nOs nad yw'n dangos dim nad yw'r geiriau wrth ei ymyl yn ei ddweud, gadewch ef allan.",
        ),
        },
        Saying {
            en: (
                "The picture “{0}” has no description.",
                "Say in a few words what it shows, inside the tag, for example:\nalt=\"Two volunteers at the issue desk\"\nIf it shows nothing that the words beside it don't say, type: alt=\"\"",
            ),
            cy: (
                "Nid oes disgrifiad i'r llun “{0}”.",
                "Dywedwch mewn ychydig eiriau beth mae'n ei ddangos, y tu mewn i'r tag, er enghraifft:\nalt=\"Dau wirfoddolwr wrth y ddesg fenthyg\"\nOs nad yw'n dangos dim nad yw'r geiriau wrth ei ymyl yn ei ddweud, teipiwch: alt=\"\"",
            ),
        },
        Saying {
            en: (
                "The page's picture “{0}” has no description.",
                "Say in a few words what it shows, in a line of its own, for example:\nimage_alt: Two volunteers at the issue desk",
            ),
            cy: (
                "Nid oes disgrifiad i lun y dudalen, “{0}”.",
                "Dywedwch mewn ychydig eiriau beth mae'n ei ddangos, ar linell ei hun, er enghraifft:\nimage_alt: Dau wirfoddolwr wrth y ddesg fenthyg",
            ),
        },
    ],
    scope: Scope::Page(look),
};

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    // In a link the picture's words are the link's, which link-image-no-name looks at.
    for image in page.images.iter().filter(|image| image.link.is_none() && !says_something(&image.alt)) {
        found.add(0, image.span, &[&image.target]);
    }
    above(page, found);
    // Pasted from another program; to say that it shows nothing, its writer has to type so.
    for tag in page.tags.iter().filter(|tag| tag.name == "img" && !tag.closes && tag.value("alt").is_none()) {
        found.add(1, tag.span, &[tag.value("src").unwrap_or("")]);
    }
}

/// The page's own picture. In lists it stands beside the title and shows no more than that says, so it is less serious.
fn above(page: &Page<'_>, found: &mut Found<'_>) {
    let front_matter = &page.document.front_matter;
    let Some(picture) = front_matter.text("image") else { return };
    if !says_something(front_matter.text("image_alt").unwrap_or("")) {
        let finding = found.add_in(&page.document.source, 2, front_matter.span("image"), &[picture]);
        if let Some(finding) = finding {
            finding.severity = Severity::Warning;
        }
    }
}

fn says_something(alt: &str) -> bool {
    alt.contains(char::is_alphanumeric)
}

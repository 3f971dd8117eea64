//! `image-of-text`: a picture that seems to be words: a poster, a flyer, a screenshot.

use crate::checks::{Check, Found, Image, Kind, Page, Scope};
use crate::codes::{Code, Saying, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "image-of-text",
        severity: Severity::Hint,
        criterion: "1.4.5",
        why: "Words in a picture can't be made larger, spoken, translated or searched.",
        why_cy: "Ni ellir chwyddo, llefaru, cyfieithu na chwilio geiriau sydd mewn llun.",
        doc: include_str!("../../codes/image-of-text.md"),
    },
    says: &[
        Saying {
            en: (
                "The picture “{0}” seems to be a picture of words.",
                "Type its words on the page as well, as text below the picture.\nIf it has no words, give its file a name that says what it shows.",
            ),
            cy: (
                "Mae'n ymddangos mai llun o eiriau yw “{0}”.",
                "Teipiwch ei eiriau ar y dudalen hefyd, fel testun o dan y llun.\nOs nad oes geiriau ynddo, rhowch enw i'w ffeil sy'n dweud beth mae'n ei ddangos.",
            ),
        },
    ],
    scope: Scope::Page(look),
};

/// Words in a file's name or a description that name something to read, in the order of the alphabet.
const NAMES: &[&str] = &[
    "advert", "agenda", "announcement", "banner", "bwydlen", "certificate", "ciplun", "flier", "flyer", "hysbyseb",
    "hysbysiad", "infographic", "infograffig", "invitation", "invite", "leaflet", "letter", "llythyr", "menu",
    "newsletter", "notice", "poster", "posteri", "posters", "pricelist", "screenshot", "sgrinlun", "signage",
    "taflen", "tystysgrif",
];

/// As many words after a picture, in its section, are taken for its text.
const TWIN: usize = 25;

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    for image in &page.images {
        let file = image.target.rsplit('/').next().unwrap_or(&image.target);
        let names = |text: &str| {
            text.split(|c: char| !c.is_alphabetic()).any(|word| NAMES.contains(&word.to_lowercase().as_str()))
        };
        // “A poster on the door” is a picture of a door; what begins with the word is one of a poster.
        let begin: String = image.alt.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
        if (names(file) || names(&begin)) && !has_twin(page, image) {
            found.add(0, image.span, &[file]);
        }
    }
}

/// Whether the section that the picture stands in has enough words of its own to be the picture's.
fn has_twin(page: &Page<'_>, image: &Image) -> bool {
    let after = page.blocks.partition_point(|block| block.span.start <= image.span.start);
    let section = page.blocks[after..].iter().take_while(|block| !matches!(block.kind, Kind::Heading(_)));
    section.map(|block| page.words(&block.range).split_whitespace().count()).sum::<usize>() >= TWIN
}

//! `image-alt-filename`: a picture whose words are a file's name, or say no more than that it is a picture.

use crate::checks::{Check, Found, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::file_kind;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "image-alt-filename",
        severity: Severity::Warning,
        criterion: "1.1.1",
        why: "Readers who can't see the picture would hear a file's name, and not what it shows.",
        why_cy: "Byddai darllenwyr na allant weld y llun yn clywed enw ffeil, ac nid beth mae'n ei ddangos.",
        doc: include_str!("../../codes/image-alt-filename.md"),
    },
    says: &[
        Saying {
            en: (
                "The picture is described as “{0}”, which does not say what it shows.",
                "Say in a few words what it shows, for example:\n![Two volunteers at the issue desk]({1})",
            ),
            cy: (
                "Disgrifiad y llun yw “{0}”, ac nid yw hynny'n dweud beth mae'n ei ddangos.",
                "Dywedwch mewn ychydig eiriau beth mae'n ei ddangos, er enghraifft:\n![Dau wirfoddolwr wrth y ddesg fenthyg]({1})",
            ),
        },
        Saying {
            en: (
                "The picture is described as “{0}”, which does not say what it shows.",
                "Say in a few words what it shows, for example:\nimage_alt: Two volunteers at the issue desk",
            ),
            cy: (
                "Disgrifiad y llun yw “{0}”, ac nid yw hynny'n dweud beth mae'n ei ddangos.",
                "Dywedwch mewn ychydig eiriau beth mae'n ei ddangos, er enghraifft:\nimage_alt: Dau wirfoddolwr wrth y ddesg fenthyg",
            ),
        },
    ],
    scope: Scope::Page(look),
};

/// Words that stand in the place of a description, in the order of the alphabet.
const EMPTY: &[&str] = &[
    "alt", "alt text", "ciplun", "delwedd", "description", "disgrifiad", "ffoto", "ffotograff", "figure", "graphic",
    "graffeg", "icon", "image", "image description", "img", "jpeg", "jpg", "llun", "logo", "photo", "photograph",
    "pic", "picture", "png", "screen shot", "screenshot", "sgrinlun", "testun amgen", "untitled", "y llun",
];

/// What cameras, telephones and programs begin a file's name with; a number follows.
const CAMERAS: &[&str] = &[
    "clip_image", "cimg", "dcim", "dsc", "dscf", "dscn", "gopr", "image", "img", "mvimg", "p", "photo", "pict",
    "picture", "pxl", "screenshot", "whatsapp image",
];

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    for image in &page.images {
        if says_nothing(image.alt.trim(), &image.target) {
            found.add(0, image.span, &[image.alt.trim(), &image.target]);
        }
    }
    let document = page.document;
    let (alt, file) = (document.front_matter.text("image_alt"), document.front_matter.text("image"));
    if let (Some(alt), Some(file)) = (alt, file)
        && says_nothing(alt.trim(), file)
    {
        found.add(1, document.front_matter.span("image_alt"), &[alt.trim()]);
    }
}

/// Whether it is one word that ends as pictures' files do.
fn is_picture_file(words: &str) -> bool {
    let ending = words.rsplit_once('.').map_or("", |(_, ending)| ending);
    file_kind::of_extension(ending).is_some_and(|kind| kind.label == "kind_image")
}

fn says_nothing(alt: &str, target: &str) -> bool {
    // What is long was written by a person.
    if alt.is_empty() || alt.len() > 80 {
        return false;
    }
    let plain = alt.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    if EMPTY.contains(&plain.as_str()) || is_picture_file(&plain) {
        return true;
    }
    let name = target.rsplit(['/', '\\']).next().unwrap_or(target);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    // A name of words, such as “Reading room”, may well be what it shows.
    let is_name = alt.contains(['_', '-']) || alt.chars().any(|c| c.is_ascii_digit());
    if is_name && !alt.contains(' ') && alt.eq_ignore_ascii_case(stem) {
        return true;
    }
    CAMERAS.iter().any(|camera| {
        plain.strip_prefix(camera).is_some_and(|rest| {
            let is_number = |c: char| c.is_ascii_digit() || matches!(c, '_' | '-' | '(' | ')' | '.' | ':');
            let mut words = rest.split_whitespace().filter(|word| !matches!(*word, "at" | "am" | "pm"));
            // The letter p begins many words, and a camera's number has seven digits.
            let digits = rest.chars().filter(char::is_ascii_digit).count();
            digits > if *camera == "p" { 5 } else { 0 } && words.all(|word| word.chars().all(is_number))
        })
    })
}

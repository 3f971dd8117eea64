//! `link-text-vague`: a link whose words say nothing by themselves. Screen readers list a page's links
//! without what stands around them.

use crate::checks::{Check, Found, Page, Scope};
use crate::codes::{Code, Saying, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "link-text-vague",
        severity: Severity::Error,
        criterion: "2.4.4",
        why: "Readers who go through a page by its links alone could not tell where this one leads.",
        why_cy: "Ni fyddai darllenwyr sy'n mynd drwy dudalen fesul dolen yn gwybod i ble mae hon yn arwain.",
        doc: include_str!("../../codes/link-text-vague.md"),
    },
    says: &[Saying {
        en: (
            "The link says only “{0}”.",
            "Let the link's words name what is behind it, for example:\n[{2}]({1})",
        ),
        cy: (
            "Dim ond “{0}” mae'r ddolen yn ei ddweud.",
            "Gadewch i eiriau'r ddolen enwi'r hyn sydd y tu ôl iddi, er enghraifft:\n[{2}]({1})",
        ),
    }],
    scope: Scope::Page(look),
};

/// Words that lead anywhere: those of axe-core and of markdownlint's MD059, what the NHS asks writers not to
/// use, and the same in Welsh.
const VAGUE: &[&str] = &[
    "click",
    "click here",
    "click the link",
    "click this",
    "click for more",
    "click on this link",
    "click this link",
    "continue",
    "continue reading",
    "details",
    "download",
    "download here",
    "find out more",
    "find out more here",
    "follow this link",
    "full details",
    "full story",
    "go",
    "go here",
    "here",
    "info",
    "learn more",
    "link",
    "more",
    "more details",
    "more here",
    "more info",
    "more information",
    "more information here",
    "page",
    "please click here",
    "please click this link",
    "read",
    "read here",
    "read more",
    "read more here",
    "read on",
    "read this",
    "see",
    "see here",
    "see more",
    "see this",
    "site",
    "start",
    "this",
    "this article",
    "this document",
    "this file",
    "this link",
    "this one",
    "this page",
    "this site",
    "this website",
    "view",
    "view more",
    "visit",
    "web page",
    "website",
    "agor",
    "cliciwch",
    "cliciwch ar y ddolen",
    "cliciwch ar y ddolen hon",
    "cliciwch fan hyn",
    "cliciwch yma",
    "cliciwch yma am fwy",
    "cliciwch yma i ddarllen mwy",
    "darllen mwy",
    "darllenwch fwy",
    "darllenwch ragor",
    "dolen",
    "dyma",
    "ewch",
    "ewch yma",
    "fan hyn",
    "gweld",
    "gweld mwy",
    "gweler",
    "gweler yma",
    "gwybodaeth bellach",
    "hwn",
    "hon",
    "lawrlwytho",
    "lawrlwythwch",
    "lawrlwythwch yma",
    "manylion",
    "mwy",
    "mwy o fanylion",
    "mwy o wybodaeth",
    "mwy yma",
    "parhau",
    "rhagor",
    "rhagor o fanylion",
    "rhagor o wybodaeth",
    "tudalen",
    "y ddogfen hon",
    "y ddolen",
    "y ddolen hon",
    "y dudalen hon",
    "y wefan",
    "yma",
    "yn y fan hon",
];

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    for link in &page.links {
        let words = page.words(&link.range).trim();
        if is_vague(words) {
            let example = if page.lang == "cy" { "Oriau agor y llyfrgell" } else { "Opening hours of the library" };
            let named = words_of(&link.target).unwrap_or_else(|| example.to_owned());
            found.add(0, page.span(&link.range), &[words, &link.target, &named]);
        }
    }
}

/// Words for what an address names, from the name of its file or folder: “Opening hours” for `../opening-hours.md`.
fn words_of(target: &str) -> Option<String> {
    let path = target.split(['#', '?']).next()?;
    let is_elsewhere = path.contains(':');
    let mut parts = path.rsplit('/').map(|part| part.strip_suffix(".md").unwrap_or(part));
    let name = parts.find(|part| !matches!(*part, "" | "index" | "." | ".."))?;
    let is_plain = name.contains(char::is_alphabetic) && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    let first = letters.next()?;
    (is_plain && !is_elsewhere && !is_vague(&words)).then(|| first.to_uppercase().chain(letters).collect())
}

/// Whether words say nothing of what is behind a link.
pub(super) fn is_vague(words: &str) -> bool {
    let plain = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    !plain.is_empty() && VAGUE.contains(&plain.as_str())
}

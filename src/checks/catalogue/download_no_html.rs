//! `download-no-html`: a guide whose document is nowhere on the hub as a page.

use crate::checks::{Check, Found, Hub, Scope};
use crate::codes::{Code, Saying, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "download-no-html",
        severity: Severity::Warning,
        criterion: "",
        why: "Many readers can't read a document on a phone or with a screen reader, and a page they can.",
        why_cy: "Ni all llawer o ddarllenwyr ddarllen dogfen ar ffôn neu gyda darllenydd sgrin, ond gallant ddarllen tudalen.",
        doc: include_str!("../../codes/download-no-html.md"),
    },
    says: &[
        Saying {
            en: (
                "What is in “{0}” is not on the hub as a page.",
                "Type its text on this page or on another one, and name that one:\nhtml_version: ../guidance/the-page.md",
            ),
            cy: (
                "Nid yw cynnwys “{0}” ar yr hyb fel tudalen.",
                "Teipiwch ei destun ar y dudalen hon neu ar un arall, ac enwch honno:\nhtml_version: ../canllawiau/y-dudalen.md",
            ),
        },
    ],
    scope: Scope::Hub(look),
};

/// Documents that are read. A spreadsheet or a picture is used in another way.
const READ: &[&str] = &["doc", "docx", "odp", "odt", "pdf", "ppt", "pptx", "rtf", "txt"];

/// About as many words stand at least on one page of a document; with so many for each, the text below
/// the front matter may well be the document's own.
const WORDS_A_PAGE: u32 = 60;

/// As many pages as a document has that doesn't say how many.
const PAGES: u32 = 2;

fn look(hub: &Hub<'_>, found: &mut Found<'_>) {
    for page in &hub.site.pages {
        let document = &page.entry.document;
        let Some(file) = page.references.file.map(|id| hub.site.asset(id)) else { continue };
        let pages = file.asset.pdf.map_or(PAGES, |pdf| pdf.pages);
        let is_read = file.source.extension().is_some_and(|ending| READ.contains(&ending.as_str()));
        // A version that can't be found is another mistake.
        let has_version = document.front_matter.get("html_version").is_some();
        if is_read && !has_version && document.words < pages.saturating_mul(WORDS_A_PAGE) {
            let span = document.front_matter.span("file");
            found.add_in(&document.source, 0, span, &[file.source.file_name()]);
        }
    }
}

//! `footnote-missing`: a mark of a footnote that nobody wrote, so that readers see its signs.

use crate::checks::{Check, Found, Page, Scope};
use crate::codes::{Code, Saying, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "footnote-missing",
        severity: Severity::Warning,
        criterion: "",
        why: "Readers would see signs in square brackets, and find no note.",
        why_cy: "Byddai darllenwyr yn gweld arwyddion mewn bachau petryal, heb ddod o hyd i nodyn.",
        doc: include_str!("../../codes/footnote-missing.md"),
    },
    says: &[Saying {
        en: (
            "There is no footnote for “{0}”.",
            "Write it at the end of the page, on a line of its own:\n{0}: The words of the note.",
        ),
        cy: (
            "Nid oes troednodyn ar gyfer “{0}”.",
            "Ysgrifennwch ef ar ddiwedd y dudalen, ar linell ar ei phen ei hun:\n{0}: Geiriau'r nodyn.",
        ),
    }],
    scope: Scope::Page(look),
};

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    // Where there is a note, the parser takes its mark out of the words.
    for at in page.places(b'[').filter(|at| page.text[at + 1..].starts_with('^')) {
        let label = page.text[at + 2..].split([']', ' ', '\n', '[']).next().unwrap_or("");
        let end = at + 2 + label.len();
        if !label.is_empty() && page.text[end..].starts_with(']') {
            let range = at..end + 1;
            found.add(0, page.span(&range), &[page.words(&range)]);
        }
    }
}

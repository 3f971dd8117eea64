//! `html-as-text`: a remark or a mark of a word processor that was typed or pasted so that readers see it.

use crate::checks::found::replace;
use crate::checks::{Check, Found, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::diagnostic::excerpt;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "html-as-text",
        severity: Severity::Warning,
        criterion: "",
        why: "Readers would see what was meant for writers or for programs.",
        why_cy: "Byddai darllenwyr yn gweld yr hyn a fwriadwyd ar gyfer ysgrifenwyr neu raglenni.",
        doc: include_str!("../../codes/html-as-text.md"),
    },
    says: &[
        Saying {
            en: ("“{0}” is shown to readers, as no remark begins like this.", "A remark that nobody sees begins with two hyphens and ends with two:\n<!-- {1} -->"),
            cy: ("Mae “{0}” yn cael ei ddangos i ddarllenwyr, gan nad yw sylw'n dechrau fel hyn.", "Mae sylw nad oes neb yn ei weld yn dechrau â dau gysylltnod ac yn gorffen â dau:\n<!-- {1} -->"),
        },
        Saying {
            en: ("“{0}” was left by a word processor, and is shown to readers.", "Delete it."),
            cy: ("Gadawyd “{0}” gan brosesydd geiriau, ac mae'n cael ei ddangos i ddarllenwyr.", "Dilëwch ef."),
        },
    ],
    scope: Scope::Page(look),
};

/// How far its end is looked for, in bytes.
const MOST: usize = 2000;

/// The longest words that are repeated to their writer, in characters.
const LONGEST: usize = 60;

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    for start in page.places(b'<').filter(|start| page.text[*start..].starts_with("<!")) {
        if found.is_full() {
            return;
        }
        // Who types signs as entities wants readers to see them.
        let place = page.span(&(start..start + 2));
        if page.source.get(place.start as usize..).is_none_or(|source| !source.starts_with("<!")) {
            continue;
        }
        // A page may be one long line of these.
        let rest = &page.text[start..];
        let rest = &rest[..rest.floor_char_boundary(MOST)];
        let line = rest.split('\n').next().unwrap_or(rest);
        if line.starts_with("<![") {
            let Some(end) = line.find("]>").map(|end| end + 2) else { continue };
            let range = start..start + end;
            let (span, typed) = (page.span(&range), page.words(&range));
            let fix = if span.of(page.source) == typed { vec![replace(span, "")] } else { Vec::new() };
            found.add_fix(1, span, &[typed], fix);
            continue;
        }
        let inner = line[2..].trim_start();
        if !inner.starts_with(['-', '–', '—', '‑', '−']) {
            continue;
        }
        let end = line.find('>').map_or(line.len(), |end| end + 1);
        let range = start..start + end;
        let is_dash = |c: char| c.is_whitespace() || matches!(c, '<' | '!' | '>' | '-' | '–' | '—' | '‑' | '−');
        let remark = excerpt(line[..end].trim_matches(is_dash), LONGEST);
        found.add(0, page.span(&range), &[&excerpt(page.words(&range), LONGEST), &remark]);
    }
}

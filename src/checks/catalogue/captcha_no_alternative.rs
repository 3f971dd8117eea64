//! `captcha-no-alternative`: a test that tells people from programs, on a page that offers no other way to reach
//! anybody. Bindery's own forms have none; this looks at HTML and pictures that were typed.

use crate::checks::{Check, Found, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::diagnostic::Span;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "captcha-no-alternative",
        severity: Severity::Warning,
        criterion: "1.1.1",
        why: "Readers who can't see or solve the test could not send the form, and would have no other way to reach you.",
        why_cy: "Ni allai darllenwyr nad ydynt yn gallu gweld neu ddatrys y prawf anfon y ffurflen na'ch cyrraedd mewn ffordd arall.",
        doc: include_str!("../../codes/captcha-no-alternative.md"),
    },
    says: &[Saying {
        en: (
            "“{0}” is a test that not everyone can pass, and the page names no other way to reach you.",
            "Leave the test out: Bindery's own forms keep programs away without one. Or name another way on the page, for example:\nYou can also write to <library@example.org>.",
        ),
        cy: (
            "Mae “{0}” yn brawf na all pawb ei basio, ac nid yw'r dudalen yn enwi ffordd arall i'ch cyrraedd.",
            "Gadewch y prawf allan: mae ffurflenni Bindery ei hun yn cadw rhaglenni draw heb brawf. Neu enwch ffordd arall ar y dudalen, er enghraifft:\nGallwch hefyd ysgrifennu at <library@example.org>.",
        ),
    }],
    scope: Scope::Page(look),
};

/// What such tests are called in HTML.
const NAMES: &[&str] = &["captcha", "turnstile"];

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    if page.html.is_empty() && page.images.is_empty() {
        return;
    }
    let is_other_way = |to: &str| to.starts_with("mailto:") || to.starts_with("tel:") || to.contains('@');
    let html = || page.html.iter().map(|span| (*span, span.of(page.source)));
    let images = page.images.iter().map(|image| (image.span, image.span.of(page.source)));
    let first = html().chain(images).find_map(|(span, typed)| {
        let lower = typed.to_ascii_lowercase();
        let at = NAMES.iter().find_map(|name| lower.find(name))?;
        // The whole word, such as “g-recaptcha”.
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let start = typed[..at].rfind(|c| !is_part(c)).map_or(0, |before| before + 1);
        let end = typed[at..].find(|c| !is_part(c)).map_or(typed.len(), |len| at + len);
        Some(Span::new(span.start as usize + start, span.start as usize + end))
    });
    let has_other = page.links.iter().any(|link| is_other_way(&link.target))
        || html().any(|(_, typed)| typed.contains("mailto:") || typed.contains("tel:"));
    if let Some(span) = first.filter(|_| !has_other) {
        found.add(0, span, &[span.of(page.source)]);
    }
}

//! `consistent-help`: the way to reach somebody, at different places on different pages. A theme must keep its place.

use crate::checks::{Check, Element, Found, Rendered, Scope};
use crate::codes::{Code, Saying, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "consistent-help",
        severity: Severity::Error,
        criterion: "3.2.6",
        why: "Readers who need help look for it where they saw it before.",
        why_cy: "Mae darllenwyr sydd angen help yn chwilio amdano lle gwelsant ef o'r blaen.",
        doc: include_str!("../../codes/consistent-help.md"),
    },
    says: &[Saying {
        en: (
            "On pages of this template “{0}” stands in <{1}>, and on others in <{2}>.",
            "Show it at the same place in every template, best by including the same file:\n{% include \"partials/footer.html\" %}",
        ),
        cy: (
            "Ar dudalennau'r templed hwn mae “{0}” yn <{1}>, ac ar rai eraill yn <{2}>.",
            "Dangoswch ef yn yr un lle ym mhob templed, yn ddelfrydol drwy gynnwys yr un ffeil:\n{% include \"partials/footer.html\" %}",
        ),
    }],
    scope: Scope::Rendered(look),
};

/// The parts of a page in which help may stand. What is told in the text of a page has no place of its own.
const PARTS: &[&str] = &["header", "nav", "aside", "footer"];

fn look(rendered: &Rendered<'_>, found: &mut Found<'_>) {
    let site = rendered.hub.site;
    let Some(contact) = &site.settings.contact else { return };
    for (lang, language) in site.languages.iter().enumerate() {
        let words = contact.text.get(&language.code);
        let mail = contact.email.as_deref().map(|email| format!("mailto:{email}"));
        let is_help = |element: &Element| {
            let leads = |to: Option<&str>| to.is_some() && element.get("href") == to;
            leads(contact.url.as_deref()) || leads(mail.as_deref()) || element.text.contains(words)
        };
        let mut usual: Option<&str> = None;
        for sample in rendered.of(lang) {
            let place = sample.elements.iter().enumerate().find_map(|(n, element)| {
                let is_in_text = || sample.around(n).any(|around| matches!(&*around.name, "main" | "head"));
                let part = || sample.around(n).find(|around| PARTS.contains(&&*around.name));
                if is_help(element) && !is_in_text() { part().map(|part| part.name.as_str()) } else { None }
            });
            match (place, usual) {
                (Some(place), Some(known)) if place != known => {
                    let (source, span) = rendered.place(sample, &[&format!("<{place}"), "<body"]);
                    found.add_in(&source, 0, span, &[words, place, known]);
                }
                (Some(place), None) => usual = Some(place),
                _ => {}
            }
        }
    }
}

//! `page-language`: a page that does not say in which language it is, or says it in a way that no program knows. A
//! theme must say it; the settings must name languages by their codes.

use crate::checks::{Check, Found, Rendered, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::diagnostic::Span;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "page-language",
        severity: Severity::Error,
        criterion: "3.1.1",
        why: "Screen readers would read the page in the wrong voice, and hyphens and quotation marks would be wrong.",
        why_cy: "Byddai darllenwyr sgrin yn darllen y dudalen yn y llais anghywir, a byddai cysylltnodau a dyfynodau'n anghywir.",
        doc: include_str!("../../codes/page-language.md"),
    },
    says: &[
        Saying {
            en: (
                "The page does not say in which language it is.",
                "Begin the template with:\n<html lang=\"{{ lang }}\">",
            ),
            cy: (
                "Nid yw'r dudalen yn dweud ym mha iaith y mae.",
                "Dechreuwch y templed â:\n<html lang=\"{{ lang }}\">",
            ),
        },
        Saying {
            en: (
                "The page says that it is in “{0}”, and it is in “{1}”.",
                "Begin the template with:\n<html lang=\"{{ lang }}\">",
            ),
            cy: (
                "Mae'r dudalen yn dweud ei bod yn “{0}”, ond yn “{1}” y mae.",
                "Dechreuwch y templed â:\n<html lang=\"{{ lang }}\">",
            ),
        },
        Saying {
            en: (
                "“{0}” is not the code of a language that programs know.",
                "Type “{1}” in its place, and call the language's folder the same.",
            ),
            cy: (
                "Nid yw “{0}” yn god iaith y mae rhaglenni'n ei adnabod.",
                "Teipiwch “{1}” yn ei le, a rhowch yr un enw i ffolder yr iaith.",
            ),
        },
    ],
    scope: Scope::Rendered(look),
};

/// What people type for a language, and its code (IANA's registry of language subtags).
const SLIPS: &[(&str, &str)] = &[
    ("cym", "cy"), ("cy-uk", "cy"), ("cy-wales", "cy"), ("eng", "en"), ("en-uk", "en-GB"), ("gb", "en"),
    ("pol", "pl"), ("we", "cy"), ("wel", "cy"), ("wls", "cy"), ("wa", "cy"),
];

fn look(rendered: &Rendered<'_>, found: &mut Found<'_>) {
    let settings = &rendered.hub.site.settings;
    for code in &settings.languages {
        let lower = code.to_lowercase();
        if let Some((_, right)) = SLIPS.iter().find(|(slip, _)| *slip == lower) {
            let line = settings.source.text.find("languages:").unwrap_or(0);
            let at = settings.source.text[line..].find(code.as_str()).map_or(line, |at| line + at);
            found.add(2, Span::new(at, at + code.len()), &[code, right]);
        }
    }
    for sample in rendered.samples {
        let code = rendered.hub.site.languages[sample.lang].code.as_str();
        let typed = sample.elements.iter().find(|element| element.name == "html").and_then(|html| html.get("lang"));
        // An old address leads on in the language of its new one.
        let is_known = |typed: &str| sample.aside && settings.languages.iter().any(|known| known == typed);
        let saying = match typed.map(str::trim) {
            None | Some("") => 0,
            Some(typed) if is_known(typed) => continue,
            Some(typed) if !typed.eq_ignore_ascii_case(code) => 1,
            Some(_) => continue,
        };
        let (source, span) = rendered.place(sample, &["<html", "<HTML"]);
        let quoted = [typed.unwrap_or(""), code];
        // One template lacks it once, whatever the language.
        found.add_in(&source, saying, span, if saying == 0 { &[] } else { &quoted });
    }
}

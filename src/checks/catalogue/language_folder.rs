//! `language-folder`: a folder that is called like a language which the settings do not name, so that its pages are
//! taken for pages of the main language.

use crate::checks::{Check, Found, Hub, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::diagnostic::Span;
use std::collections::BTreeSet;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "language-folder",
        severity: Severity::Warning,
        criterion: "3.1.1",
        why: "Screen readers would read these pages in the voice of another language, and readers would find no switch.",
        why_cy: "Byddai darllenwyr sgrin yn darllen y tudalennau hyn yn llais iaith arall, ac ni fyddai switsh iaith i'w gael.",
        doc: include_str!("../../codes/language-folder.md"),
    },
    says: &[Saying {
        en: (
            "The folder content/{0} is called like a language, and the settings don't name that language.",
            "If its pages are in that language, type in content/site.yaml:\nlanguages: [{1}, {2}]\nand call the folder content/{2}.",
        ),
        cy: (
            "Mae enw iaith ar y ffolder content/{0}, ac nid yw'r gosodiadau yn enwi'r iaith honno.",
            "Os yw ei thudalennau yn yr iaith honno, teipiwch yn content/site.yaml:\nlanguages: [{1}, {2}]\na galwch y ffolder yn content/{2}.",
        ),
    }],
    scope: Scope::Hub(look),
};

/// What folders of languages are called, and the code. Codes that are words as well, such as “it”, are left out.
const FOLDERS: &[(&str, &str)] = &[
    ("bn", "bn"), ("cy", "cy"), ("cy-gb", "cy"), ("cymraeg", "cy"), ("cym", "cy"), ("de", "de"), ("en", "en"),
    ("en-gb", "en"), ("english", "en"), ("es", "es"), ("fr", "fr"), ("ga", "ga"), ("gd", "gd"), ("gaeilge", "ga"),
    ("gaelic", "gd"), ("gàidhlig", "gd"), ("gu", "gu"), ("polish", "pl"), ("pl", "pl"), ("polski", "pl"),
    ("ro", "ro"), ("saesneg", "en"), ("ur", "ur"), ("urdu", "ur"), ("wel", "cy"), ("welsh", "cy"),
];

fn look(hub: &Hub<'_>, found: &mut Found<'_>) {
    let settings = &hub.site.settings;
    let mut told = BTreeSet::new();
    for page in &hub.site.pages {
        let Some((folder, _)) = page.entry.document.source.path.as_str().split_once('/') else { continue };
        let lower = folder.to_lowercase();
        let Some((_, code)) = FOLDERS.iter().find(|(name, _)| *name == lower) else { continue };
        if settings.languages.iter().any(|known| known == folder) || !told.insert(folder) {
            continue;
        }
        let known: Vec<&str> = settings.languages.iter().map(String::as_str).filter(|known| known != code).collect();
        let main = if known.is_empty() { "en".to_owned() } else { known.join(", ") };
        let line = |start: &str| settings.source.text.lines().find(|line| line.starts_with(start));
        let line = line("languages:").or_else(|| line("title:")).unwrap_or("");
        let start = line.as_ptr() as usize - settings.source.text.as_ptr() as usize;
        let start = if line.is_empty() { 0 } else { start };
        found.add(0, Span::new(start, start + line.len()), &[folder, &main, code]);
    }
}

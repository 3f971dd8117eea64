//! `translation-missing`: a page that has no translation, in a hub of more than one language. For the home page and what
//! every page leads to at its foot it is a warning, since those promise something to every reader; for others a hint.

use crate::checks::{Check, Found, Hub, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::site::{Page, PageId, Site, Status, index};
use std::collections::BTreeSet;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "translation-missing",
        severity: Severity::Warning,
        criterion: "",
        why: "Readers of the other language would not find this page, or meet it in a language that they did not choose.",
        why_cy: "Ni fyddai darllenwyr yr iaith arall yn dod o hyd i'r dudalen, neu byddent yn ei chael mewn iaith na ddewiswyd.",
        doc: include_str!("../../codes/translation-missing.md"),
    },
    says: &[Saying {
        en: (
            "The page has no translation for “{0}”.",
            "Write it as content/{1}, and type between its --- lines:\ntranslation_of: {2}",
        ),
        cy: (
            "Nid oes cyfieithiad o'r dudalen ar gyfer “{0}”.",
            "Ysgrifennwch ef fel content/{1}, a theipiwch rhwng ei linellau ---:\ntranslation_of: {2}",
        ),
    }],
    scope: Scope::Hub(look),
};

fn look(hub: &Hub<'_>, found: &mut Found<'_>) {
    let site = hub.site;
    let [main, others @ ..] = &*site.languages else { return };
    if others.is_empty() {
        return;
    }
    let promised: BTreeSet<PageId> =
        main.navigation.footer.iter().chain(&main.navigation.privacy).chain([&main.home]).copied().collect();
    for (n, page) in site.pages.iter().enumerate() {
        let (entry, id) = (&page.entry, PageId(index(n)));
        let is_promised = promised.contains(&id);
        if entry.lang > 0 || entry.synthetic || entry.status != Status::Live || !is_promised && !hub.hints {
            continue;
        }
        let has = |lang: usize| page.translations.iter().any(|other| site.page(*other).entry.lang == lang);
        for (n, language) in others.iter().enumerate().filter(|(n, _)| !has(n + 1)) {
            let document = &entry.document;
            let (file, back) = place(site, page, n + 1);
            let span = document.front_matter.span("title");
            let finding = found.add_in(&document.source, 0, span, &[&language.code, &file, &back]);
            if let Some(finding) = finding.filter(|_| !is_promised) {
                finding.severity = Severity::Hint;
            }
        }
    }
}

/// Where the translation belongs: in the folder that stands for the original's, else in one of the same name. And
/// the way back from there.
fn place(site: &Site, page: &Page, lang: usize) -> (String, String) {
    let path = &page.entry.document.source.path;
    let section = page.position.section.map(|section| site.page(section));
    let twin = section.and_then(|section| {
        section.translations.iter().map(|other| site.page(*other)).find(|other| other.entry.lang == lang)
    });
    let folder = match twin {
        Some(twin) => twin.entry.document.source.path.parent().to_owned(),
        None => [&site.languages[lang].code, path.parent()].join("/").trim_end_matches('/').to_owned(),
    };
    let name = match page.entry.document.is_index() {
        true => format!("{}/index.md", path.parent().rsplit('/').next().unwrap_or("")),
        false => path.file_name().to_owned(),
    };
    let file = format!("{folder}/{name}").replace("//", "/");
    let up = "../".repeat(file.matches('/').count());
    (file, format!("{up}{path}"))
}

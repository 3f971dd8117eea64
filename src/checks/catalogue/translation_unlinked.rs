//! `translation-unlinked`: a page in another language that is nobody's translation, where a page of the main language
//! looks like its original.

use crate::checks::{Check, Found, Hub, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::path::relative;
use crate::site::Page;
use std::sync::Arc;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "translation-unlinked",
        severity: Severity::Hint,
        criterion: "",
        why: "Readers could not go from one language to the other on this page.",
        why_cy: "Ni allai darllenwyr fynd o un iaith i'r llall ar y dudalen hon.",
        doc: include_str!("../../codes/translation-unlinked.md"),
    },
    says: &[Saying {
        en: (
            "The page does not say which page it translates.",
            "If it is the one below, add between the --- lines at the top:\ntranslation_of: {0}",
        ),
        cy: (
            "Nid yw'r dudalen yn dweud pa dudalen y mae'n ei chyfieithu.",
            "Os yr un isod ydyw, ychwanegwch rhwng y llinellau --- ar y brig:\ntranslation_of: {0}",
        ),
    }],
    scope: Scope::Hub(look),
};

fn look(hub: &Hub<'_>, found: &mut Found<'_>) {
    let site = hub.site;
    let is_alone = |page: &&Arc<Page>| page.translations.is_empty() && !page.entry.synthetic && page.entry.is_listed();
    let originals: Vec<_> = site.pages.iter().filter(|page| page.entry.lang == 0).filter(is_alone).collect();
    for page in site.pages.iter().filter(|page| page.entry.lang > 0).filter(is_alone) {
        let document = &page.entry.document;
        let section = page.position.section.map(|section| site.page(section));
        let twin = section.and_then(|section| section.translations.iter().find(|id| site.page(**id).entry.lang == 0));
        let is_alike = |other: &&&Arc<Page>| {
            let source = &other.entry.document.source.path;
            source.stem() != "index" && source.stem() == document.source.path.stem()
        };
        let in_twin = || {
            let mut inside = originals.iter().filter(|other| {
                other.position.section.as_ref() == twin && other.entry.document.type_name == document.type_name
            });
            inside.next().filter(|_| twin.is_some() && inside.next().is_none())
        };
        // Of the same name, else the only one that is left in the section that stands for this one.
        if let Some(original) = originals.iter().find(is_alike).or_else(in_twin) {
            let path = relative(document.source.path.parent(), original.entry.document.source.path.as_str());
            found.add_in(&document.source, 0, document.front_matter.span("title"), &[&path]);
        }
    }
}

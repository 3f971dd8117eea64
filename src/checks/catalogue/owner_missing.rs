//! `owner-missing`: a page without an owner, in a hub where most pages have one, or on a page that is reviewed. A
//! hub that uses no owners is left alone.

use crate::checks::{Check, Found, Hub, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::site::Status;
use std::collections::BTreeMap;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "owner-missing",
        severity: Severity::Warning,
        criterion: "",
        why: "Nobody is named who would keep the page right, so it will grow old unseen.",
        why_cy: "Nid oes neb wedi'i enwi a fyddai'n cadw'r dudalen yn gywir, felly bydd yn heneiddio heb i neb sylwi.",
        doc: include_str!("../../codes/owner-missing.md"),
    },
    says: &[Saying {
        en: (
            "The page has no owner.",
            "Name the role that looks after it, for example:\nowner: {0}",
        ),
        cy: (
            "Nid oes perchennog i'r dudalen.",
            "Enwch y rôl sy'n gofalu amdani, er enghraifft:\nowner: {0}",
        ),
    }],
    scope: Scope::Hub(look),
};

fn look(hub: &Hub<'_>, found: &mut Found<'_>) {
    let live = || hub.site.pages.iter().filter(|page| page.entry.status == Status::Live && !page.entry.synthetic);
    for (lang, language) in hub.site.languages.iter().enumerate() {
        // Each language has owners of its own name.
        let pages = || live().filter(|page| page.entry.lang == lang).map(|page| &page.entry.document);
        let mut owners: BTreeMap<&str, usize> = BTreeMap::new();
        for owner in pages().filter_map(|document| document.front_matter.text("owner")) {
            *owners.entry(owner).or_default() += 1;
        }
        let with: usize = owners.values().sum();
        let is_usual = with > 2 && with * 2 > pages().count();
        let common = owners.iter().max_by_key(|(_, count)| **count).map(|(owner, _)| *owner);
        let example = common.unwrap_or(if language.code == "cy" { "Cydlynydd gwirfoddolwyr" } else { "Volunteer coordinator" });
        for document in pages() {
            let front_matter = &document.front_matter;
            // A page without any settings is another mistake.
            let is_page = front_matter.get("title").is_some();
            if front_matter.get("owner").is_none() && is_page && (is_usual || front_matter.get("review_due").is_some()) {
                found.add_in(&document.source, 0, front_matter.span("title"), &[example]);
            }
        }
    }
}

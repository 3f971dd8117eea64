//! `title-duplicate`: two pages of one language with the same title.

use crate::checks::{Check, Found, Hub, Scope};
use crate::codes::{Code, Saying, Severity};
use std::collections::BTreeMap;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "title-duplicate",
        severity: Severity::Error,
        criterion: "2.4.2",
        why: "In lists, searches and a browser's tabs readers could not tell the two pages apart.",
        why_cy: "Mewn rhestrau, chwiliadau a thabiau porwr ni allai darllenwyr wahaniaethu rhwng y ddwy dudalen.",
        doc: include_str!("../../codes/title-duplicate.md"),
    },
    says: &[Saying {
        en: (
            "The title “{0}” is that of content/{1} as well.",
            "Say in each title what sets the page apart, for example:\ntitle: {0} for new volunteers",
        ),
        cy: (
            "Mae gan content/{1} y teitl “{0}” hefyd.",
            "Dywedwch ym mhob teitl beth sy'n gwneud y dudalen yn wahanol, er enghraifft:\ntitle: {0} i wirfoddolwyr newydd",
        ),
    }],
    scope: Scope::Hub(look),
};

fn look(hub: &Hub<'_>, found: &mut Found<'_>) {
    let mut first = BTreeMap::new();
    for page in hub.site.pages.iter().filter(|page| !page.entry.synthetic) {
        let document = &page.entry.document;
        let title = document.title.trim().to_lowercase();
        match first.entry((page.entry.lang, title)) {
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(document);
            }
            std::collections::btree_map::Entry::Occupied(other) => {
                let path = other.get().source.path.as_str();
                found.add_in(
                    &document.source,
                    0,
                    document.front_matter.span("title"),
                    &[&document.title, path]);
            }
        }
    }
}

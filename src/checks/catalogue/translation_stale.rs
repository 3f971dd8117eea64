//! `translation-stale`: a translation that is older than the last change of its original.

use crate::checks::{Check, Found, Hub, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::site::Status;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "translation-stale",
        severity: Severity::Warning,
        criterion: "",
        why: "Readers of this language would get advice that is no longer right, while others get the new one.",
        why_cy: "Byddai darllenwyr yr iaith hon yn cael cyngor nad yw'n gywir mwyach, tra bo eraill yn cael yr un newydd.",
        doc: include_str!("../../codes/translation-stale.md"),
    },
    says: &[Saying {
        en: (
            "The original changed on {0} (content/{1}), after this translation was last looked at.",
            "Bring the translation up to date, and then type:\nupdated: {2}",
        ),
        cy: (
            "Newidiodd y gwreiddiol ar {0} (content/{1}), ar ôl i rywun edrych ddiwethaf ar y cyfieithiad hwn.",
            "Diweddarwch y cyfieithiad, ac yna teipiwch:\nupdated: {2}",
        ),
    }],
    scope: Scope::Hub(look),
};

fn look(hub: &Hub<'_>, found: &mut Found<'_>) {
    let site = hub.site;
    for page in site.pages.iter().filter(|page| page.entry.status == Status::Live && !page.translations.is_empty()) {
        let named = page.references.translation_of;
        let first = || page.translations.iter().copied().min_by_key(|other| site.page(*other).entry.lang);
        let Some(original) = named.or_else(first).map(|id| &site.page(id).entry) else { continue };
        if named.is_none() && page.entry.lang <= original.lang {
            continue;
        }
        let document = &page.entry.document;
        let days = ["updated", "reviewed", "date"];
        let day = |field| Some((document.front_matter.date(field)?, document.front_matter.span(field)));
        let Some((last, span)) = days.into_iter().filter_map(day).max_by_key(|(day, _)| *day) else { continue };
        let changed = original.document.front_matter.date("updated").max(original.date);
        if let Some(changed) = changed.filter(|changed| *changed > last) {
            let words = [&*changed.iso(), original.document.source.path.as_str(), &hub.today.iso()];
            found.add_in(&document.source, 0, span, &words);
        }
    }
}

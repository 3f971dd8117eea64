//! `download-no-format-contact`: a hub that offers documents and names nobody who sends them in another format.

use crate::checks::{Check, Found, Hub, Scope};
use crate::codes::{Code, Saying, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "download-no-format-contact",
        severity: Severity::Warning,
        criterion: "",
        why: "Readers who can't use the document would not know whom to ask for large print or another format.",
        why_cy: "Ni fyddai darllenwyr na allant ddefnyddio'r ddogfen yn gwybod pwy i'w holi am brint bras neu fformat arall.",
        doc: include_str!("../../codes/download-no-format-contact.md"),
    },
    says: &[
        Saying {
            en: (
                "The hub offers “{0}”, and doesn't say whom to ask for it in another format.",
                "Say in content/site.yaml how to reach you:\ncontact:\n  email: the address at which readers reach you\nOr on this page:\naccessible_contact: Ask at the desk for large print.",
            ),
            cy: (
                "Mae'r hyb yn cynnig “{0}”, heb ddweud pwy i'w holi amdano mewn fformat arall.",
                "Dywedwch yn content/site.yaml sut i gysylltu â chi:\ncontact:\n  email: y cyfeiriad y mae darllenwyr yn ei ddefnyddio i gysylltu â chi\nNeu ar y dudalen hon:\naccessible_contact: Holwch wrth y ddesg am brint bras.",
            ),
        },
    ],
    scope: Scope::Hub(look),
};

fn look(hub: &Hub<'_>, found: &mut Found<'_>) {
    if hub.site.settings.contact.is_some() {
        return;
    }
    // One message for each language: one line in the settings mends them all.
    let mut told = vec![false; hub.site.languages.len()];
    for page in &hub.site.pages {
        let document = &page.entry.document;
        let Some(file) = page.references.file.map(|id| hub.site.asset(id)) else { continue };
        let has_own = document.front_matter.text("accessible_contact").is_some();
        if !has_own && !std::mem::replace(&mut told[page.entry.lang], true) {
            let span = document.front_matter.span("file");
            found.add_in(&document.source, 0, span, &[file.source.file_name()]);
        }
    }
}

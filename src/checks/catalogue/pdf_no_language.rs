//! `pdf-no-language`: a PDF that doesn't say which language it is in.

use crate::checks::{Check, Found, Hub, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::checks::offers::offers;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "pdf-no-language",
        severity: Severity::Warning,
        criterion: "3.1.1",
        why: "A screen reader would speak it in the wrong language's voice, above all if it is in Welsh.",
        why_cy: "Byddai darllenydd sgrin yn ei lefaru â llais yr iaith anghywir, yn enwedig os yw yn Gymraeg.",
        doc: include_str!("../../codes/pdf-no-language.md"),
    },
    says: &[
        Saying {
            en: (
                "The PDF “{0}” does not say which language it is in.",
                "Set the document's language, and export it again. In Word: Review, Language, Set proofing language. In LibreOffice: Tools, Language, For all text.",
            ),
            cy: (
                "Nid yw'r PDF “{0}” yn dweud ym mha iaith y mae.",
                "Gosodwch iaith y ddogfen, ac allforiwch hi eto. Yn Word: Review, Language, Set proofing language. Yn LibreOffice: Tools, Language, For all text.",
            ),
        },
    ],
    scope: Scope::Hub(look),
};

fn look(hub: &Hub<'_>, found: &mut Found<'_>) {
    for offer in offers(hub.site) {
        if offer.file.asset.pdf.is_some_and(|pdf| pdf.unspoken) {
            let source = &offer.page.entry.document.source;
            found.add_in(source, 0, offer.span, &[offer.file.source.file_name()]);
        }
    }
}

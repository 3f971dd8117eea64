//! `pdf-no-title`: a PDF without a title of its own.

use crate::checks::{Check, Found, Hub, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::checks::offers::offers;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "pdf-no-title",
        severity: Severity::Warning,
        criterion: "2.4.2",
        why: "Screen readers and a browser's tabs would say the file's name, or “Microsoft Word”.",
        why_cy: "Byddai darllenwyr sgrin a thabiau porwr yn dweud enw'r ffeil, neu “Microsoft Word”.",
        doc: include_str!("../../codes/pdf-no-title.md"),
    },
    says: &[
        Saying {
            en: (
                "The PDF “{0}” has no title.",
                "Give the document a title, and export it again. In Word: File, Info, Title. In LibreOffice: File, Properties, Description, Title.",
            ),
            cy: (
                "Nid oes teitl i'r PDF “{0}”.",
                "Rhowch deitl i'r ddogfen, ac allforiwch hi eto. Yn Word: File, Info, Title. Yn LibreOffice: File, Properties, Description, Title.",
            ),
        },
    ],
    scope: Scope::Hub(look),
};

fn look(hub: &Hub<'_>, found: &mut Found<'_>) {
    for offer in offers(hub.site) {
        if offer.file.asset.pdf.is_some_and(|pdf| pdf.untitled) {
            let source = &offer.page.entry.document.source;
            found.add_in(source, 0, offer.span, &[offer.file.source.file_name()]);
        }
    }
}

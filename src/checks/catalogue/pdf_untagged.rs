//! `pdf-untagged`: a PDF without tags.

use crate::checks::{Check, Found, Hub, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::checks::offers::offers;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "pdf-untagged",
        severity: Severity::Warning,
        criterion: "1.3.1",
        why: "Screen readers would not know what in it is a heading, a list or a table, or what comes next.",
        why_cy: "Ni fyddai darllenwyr sgrin yn gwybod beth ynddo sy'n bennawd, yn rhestr neu'n dabl, na beth sy'n dod nesaf.",
        doc: include_str!("../../codes/pdf-untagged.md"),
    },
    says: &[
        Saying {
            en: (
                "The PDF “{0}” has no tags.",
                "Export it again. In Word: Save as, PDF, Options, tick “Document structure tags for accessibility”. In LibreOffice: Export as PDF, tick “Tagged PDF”. Don't use “Print to PDF”.",
            ),
            cy: (
                "Nid oes tagiau yn y PDF “{0}”.",
                "Allforiwch ef eto. Yn Word: Save as, PDF, Options, ticiwch “Document structure tags for accessibility”. Yn LibreOffice: Export as PDF, ticiwch “Tagged PDF”. Peidiwch â defnyddio “Print to PDF”.",
            ),
        },
    ],
    scope: Scope::Hub(look),
};

fn look(hub: &Hub<'_>, found: &mut Found<'_>) {
    for offer in offers(hub.site) {
        if offer.file.asset.pdf.is_some_and(|pdf| pdf.untagged) {
            let source = &offer.page.entry.document.source;
            found.add_in(source, 0, offer.span, &[offer.file.source.file_name()]);
        }
    }
}

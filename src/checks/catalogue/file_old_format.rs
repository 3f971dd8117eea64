//! `file-old-format`: a file in a format that few programs still write, or a very large one.

use crate::checks::{Check, Found, Hub, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::checks::offers::offers;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "file-old-format",
        severity: Severity::Hint,
        criterion: "",
        why: "Some readers could not open the file, and on a phone it may cost them money.",
        why_cy: "Ni allai rhai darllenwyr agor y ffeil, ac ar ffôn gallai gostio arian iddynt.",
        doc: include_str!("../../codes/file-old-format.md"),
    },
    says: &[
        Saying {
            en: (
                "The file “{0}” is in an old format.",
                "Save it again as {1}, or offer the content as a page.",
            ),
            cy: (
                "Mae'r ffeil “{0}” mewn hen fformat.",
                "Cadwch hi eto fel {1}, neu cynigiwch y cynnwys fel tudalen.",
            ),
        },
        Saying {
            en: (
                "The file “{0}” is {1} MB large.",
                "Make its pictures smaller and save it again, or split it. 5 MB are much for a phone.",
            ),
            cy: (
                "Mae'r ffeil “{0}” yn {1} MB o faint.",
                "Gwnewch ei lluniau'n llai a'i chadw eto, neu rhannwch hi. Mae 5 MB yn llawer i ffôn.",
            ),
        },
    ],
    scope: Scope::Hub(look),
};

/// The largest file that is no trouble on a phone, in bytes.
const LARGEST: u64 = 5_000_000;

/// Old formats, and what to save such a file as.
const OLD: &[(&str, &str)] = &[
    ("doc", ".docx"), ("dot", ".docx"), ("pps", ".pptx"), ("ppt", ".pptx"), ("pub", ".pdf"), ("wpd", ".docx"),
    ("wps", ".docx"), ("xls", ".xlsx"),
];

fn look(hub: &Hub<'_>, found: &mut Found<'_>) {
    for offer in offers(hub.site) {
        let name = offer.file.source.file_name();
        let source = &offer.page.entry.document.source;
        let ending = offer.file.source.extension().unwrap_or_default();
        if let Some((_, newer)) = OLD.iter().find(|(old, _)| *old == ending) {
            found.add_in(source, 0, offer.span, &[name, newer]);
        } else if offer.file.asset.len > LARGEST {
            let size = offer.file.asset.len.div_ceil(1_000_000).to_string();
            found.add_in(source, 1, offer.span, &[name, &size]);
        }
    }
}

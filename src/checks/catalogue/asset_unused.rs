//! `asset-unused`: a file beside the pages that nothing leads to. It is published, and nobody will find it.

use crate::file_kind::media_type;
use crate::checks::{Check, Found, Hub, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::site::{AssetId, Destination, Page, Reference, Resolved};
use std::sync::Arc;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "asset-unused",
        severity: Severity::Hint,
        criterion: "",
        why: "It makes the hub larger for nobody, and an old file can still be found by its address.",
        why_cy: "Mae'n gwneud yr hyb yn fwy heb fod o fudd i neb, a gellir dod o hyd i hen ffeil drwy ei chyfeiriad.",
        doc: include_str!("../../codes/asset-unused.md"),
    },
    says: &[
        Saying {
            en: (
                "Nothing leads to this file ({0}).",
                "Link to it, for example:\n[What is in the file](/{1})\nOr delete it, if it is no longer needed.",
            ),
            cy: (
                "Nid oes dim yn arwain at y ffeil hon ({0}).",
                "Rhowch ddolen iddi, er enghraifft:\n[Beth sydd yn y ffeil](/{1})\nNeu dilëwch hi, os nad oes ei hangen mwyach.",
            ),
        },
        Saying {
            en: (
                "No page shows this picture ({0}).",
                "Show it where it belongs, with words for those who can't see it, for example:\n![What the picture shows](/{1})\nOr delete it, if it is no longer needed.",
            ),
            cy: (
                "Nid oes yr un dudalen yn dangos y llun hwn ({0}).",
                "Dangoswch ef lle mae'n perthyn, gyda geiriau i'r rhai na allant ei weld, er enghraifft:\n![Beth mae'r llun yn ei ddangos](/{1})\nNeu dilëwch ef, os nad oes ei angen mwyach.",
            ),
        },
    ],
    scope: Scope::Hub(look),
};

/// Endings of files that pages show or offer. Others are read by programs.
const KINDS: &[&str] = &[
    "avif", "csv", "doc", "docx", "epub", "gif", "heic", "jpeg", "jpg", "m4a", "mov", "mp3", "mp4", "odp", "ods", "odt",
    "pdf", "png", "ppt", "pptx", "svg", "tif", "tiff", "wav", "webm", "webp", "xls", "xlsx", "zip",
];

fn look(hub: &Hub<'_>, found: &mut Found<'_>) {
    let site = hub.site;
    let mut used = vec![false; site.assets.len()];
    let mut mark = |id: AssetId| used[id.0 as usize] = true;
    site.logo.into_iter().for_each(&mut mark);
    for page in &site.pages {
        for link in &page.links {
            if let Resolved::Asset(id) = link {
                mark(*id);
            }
        }
        for named in page.references.fields.iter().flat_map(|(_, all)| all) {
            if let Reference::Asset(id) = named {
                mark(*id);
            }
        }
        page.references.file.into_iter().chain(page.references.image).for_each(&mut mark);
    }
    for redirect in &*site.redirects {
        if let Destination::Asset(id) = &redirect.to {
            mark(*id);
        }
    }
    // Pages that are held back, pages with their own HTML and the settings may name it in other ways.
    let is_open = |page: &&Arc<Page>| site.settings.allows_any_html(&page.entry.document.source.path);
    let open = site.pages.iter().filter(is_open).map(|page| &page.entry.document.source);
    let texts: Vec<&str> = site
        .held
        .iter()
        .map(|held| &held.document.source)
        .chain(open)
        .chain([&site.settings.source])
        .map(|source| &*source.text)
        .collect();
    for (asset, _) in site.assets.iter().zip(used).filter(|(_, used)| !used) {
        let (path, name) = (asset.source.as_str(), asset.source.file_name());
        let ending = asset.source.extension().unwrap_or_default().to_lowercase();
        let is_known = KINDS.contains(&&*ending);
        let saying = usize::from(media_type(&ending).starts_with("image/"));
        if is_known && !texts.iter().any(|text| text.contains(name)) {
            found.add_to_file(&asset.source, saying, &[&size(asset.asset.len), path]);
        }
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

//! Turns the pages, headings, files and forms of a hub into what a link can lead to, written as from one page.

use super::Known;
use super::completion::Offer;
use super::lead::{Lead, lead};
use super::protocol::kind;
use crate::document::{Document, FORM};
use crate::path::{RelPath, encode, relative};
use crate::site::Published;

/// What can be typed between a link's round brackets, where `typed` stands there already.
pub(super) fn targets(known: &Known, path: &RelPath, typed: &str, image: bool) -> Vec<Offer> {
    if image {
        return files(known, path, true, false);
    }
    if let Some((page, _)) = typed.split_once('#') {
        return match lead(known, path, page) {
            Some(Lead::Page(document, _)) => anchors(document, page),
            _ => Vec::new(),
        };
    }
    let own = known.document(path).map(|document| anchors(document, "")).unwrap_or_default();
    let own = own.into_iter().map(|offer| Offer { rank: 6, ..offer });
    let forms = known
        .plan
        .site
        .settings
        .forms
        .iter()
        .map(|form| Offer { detail: "a form".into(), ..Offer::new(kind::VALUE, format!("{FORM}{}", form.name)) });
    pages(known, path).into_iter().chain(files(known, path, false, false)).chain(forms).chain(own).collect()
}

/// The headings of a page, behind what leads to the page.
fn anchors(document: &Document, page: &str) -> Vec<Offer> {
    let offer = |(n, heading): (usize, &crate::document::Heading)| Offer {
        text: format!("{page}#{}", heading.id),
        detail: heading.text.clone(),
        also: heading.text.clone(),
        rank: u8::try_from(n / 4).unwrap_or(9).min(9),
        ..Offer::new(kind::PAGE, format!("#{}", heading.id))
    };
    document.headings.iter().enumerate().map(offer).collect()
}

/// Every page, by its title.
pub(super) fn pages(known: &Known, path: &RelPath) -> Vec<Offer> {
    let lang = known.document(path).map_or(0, |document| document.address.lang);
    let others = known.documents().filter(|(document, _)| document.source.path != *path);
    others
        .map(|(document, is_published)| {
            let is_near = document.source.path.parent() == path.parent();
            let target = relative(path.parent(), document.source.path.as_str());
            Offer {
                text: encode(&target),
                detail: if is_published { target } else { format!("{target}, a page that is not published yet") },
                documentation: document.summary().unwrap_or("").to_owned(),
                rank: match (document.address.lang == lang, is_near) {
                    (true, true) => 1,
                    (true, false) => 2,
                    (false, _) => 4,
                },
                ..Offer::new(kind::PAGE, document.title.clone())
            }
        })
        .collect()
}

/// The files beside a page and below its folder, or pictures only. Front matter takes names as they are, links with
/// their odd characters written as addresses have them.
pub(super) fn files(known: &Known, path: &RelPath, pictures: bool, as_named: bool) -> Vec<Offer> {
    let folder = if path.parent().is_empty() { String::new() } else { format!("{}/", path.parent()) };
    let is_wanted =
        |file: &&Published| file.source.as_str().starts_with(&folder) && (!pictures || file.asset.picture.is_some());
    let found = known.plan.site.assets.iter().filter(is_wanted);
    found
        .map(|file| {
            let name = relative(path.parent(), file.source.as_str());
            let rank = if name.contains('/') { 3 } else { 1 };
            let text = if as_named { name.clone() } else { encode(&name) };
            Offer { text, detail: described(file), rank, ..Offer::new(kind::FILE, name) }
        })
        .collect()
}

/// A file in a few words.
pub(super) fn described(file: &Published) -> String {
    let kilobytes = file.asset.len.div_ceil(1000);
    match (file.shown(), file.asset.pdf.map(|pdf| pdf.pages)) {
        (Some(size), _) => format!("{} × {}, {kilobytes} kB", size.width, size.height),
        (None, Some(pages)) => format!("{pages} pages, {kilobytes} kB"),
        (None, None) => format!("{kilobytes} kB"),
    }
}

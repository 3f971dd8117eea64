//! Turns a hub into the files that its pages offer to readers, each with the first place that offers it.

use crate::diagnostic::Span;
use crate::site::{AssetId, Page, Published, Resolved, Site};

/// A file that a page offers.
pub(super) struct Offer<'s> {
    /// The page.
    pub(super) page: &'s Page,
    /// Where it names the file: in its front matter or in a link.
    pub(super) span: Span,
    /// The file.
    pub(super) file: &'s Published,
}

/// Every file that a page offers, in the order of the pages; each file once.
pub(super) fn offers(site: &Site) -> Vec<Offer<'_>> {
    let mut known = vec![false; site.assets.len()];
    let mut offers = Vec::new();
    for page in &site.pages {
        for (id, span) in of_page(page) {
            if !std::mem::replace(&mut known[id.0 as usize], true) {
                offers.push(Offer { page, span, file: site.asset(id) });
            }
        }
    }
    offers
}

fn of_page(page: &Page) -> impl Iterator<Item = (AssetId, Span)> {
    let document = &page.entry.document;
    let front = page.references.file.map(|id| (id, document.front_matter.span("file")));
    let links = document.links.iter().zip(&page.links).filter_map(|(link, resolved)| match resolved {
        Resolved::Asset(id) if !link.image => Some((*id, link.span)),
        _ => None,
    });
    front.into_iter().chain(links)
}

//! Writes `sitemap.xml` (sitemaps.org) and `robots.txt`.

use crate::feed::Escaped;
use crate::route::{SITEMAP_LIMIT, SitemapPart};
use crate::site::{Page, Site, Status};
use std::fmt::Write;

/// The site map, one part of it, or the list of its parts.
pub fn sitemap(site: &Site, part: SitemapPart) -> String {
    const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
    const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
    let pages = match part {
        SitemapPart::Index => {
            let parts = 1..=site.pages.len().div_ceil(SITEMAP_LIMIT);
            let entries: String = parts
                .filter_map(|n| site.absolute(&format!("sitemap-{n}.xml")))
                .map(|url| format!("<sitemap><loc>{}</loc></sitemap>\n", Escaped(&url)))
                .collect();
            return format!("{HEAD}<sitemapindex xmlns=\"{NAMESPACE}\">\n{entries}</sitemapindex>\n");
        }
        SitemapPart::Whole => &site.pages[..],
        SitemapPart::Part(n) => site.pages.chunks(SITEMAP_LIMIT).nth(n).unwrap_or_default(),
    };
    let mut out = format!("{HEAD}<urlset xmlns=\"{NAMESPACE}\">\n");
    for page in pages.iter().filter(|page| is_public(page)) {
        let Some(url) = site.absolute(page.entry.url.as_str()) else { continue };
        let lastmod = page.changed().map_or_else(String::new, |day| format!("<lastmod>{}</lastmod>", day.iso()));
        // Writing to a string can't fail.
        let _ = writeln!(out, "<url><loc>{}</loc>{lastmod}</url>", Escaped(&url));
    }
    out.push_str("</urlset>\n");
    out
}

/// What programs may read: everything.
pub fn robots(site: &Site) -> String {
    let mut out = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(url) = site.absolute("sitemap.xml") {
        out.push_str(&format!("\nSitemap: {url}\n"));
    }
    out
}

fn is_public(page: &Page) -> bool {
    page.entry.held.is_none() && page.entry.status == Status::Live
}

//! Lists every address that a build will make, before any of them is made, so that two sources
//! of one address are found once and in one place. A route says what to make; it holds nothing
//! of the result.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::hosts;
use crate::path::{OutputPath, RelPath, UrlPath};
use crate::settings::Feedback;
use crate::site::{AssetId, PageId, Site, TopicId};
use crate::theme::Theme;
use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;
use std::borrow::Cow;

/// One address and what to make for it.
#[derive(Clone, Debug)]
pub struct Route {
    /// Where it goes in the output.
    pub output: OutputPath,
    /// What is made.
    pub make: Make,
}

/// What is made for an address.
#[derive(Clone, Debug)]
pub enum Make {
    /// A page that has a file, or a folder's page.
    Page(PageId),
    /// The list of a language's topics.
    Topics(usize),
    /// One topic's pages.
    Topic(TopicId),
    /// The A to Z of a language.
    AToZ(usize),
    /// One letter's pages, by its place among the letters of a language.
    Letter(usize, usize),
    /// The list of all sections and their pages, for readers.
    SiteMap(usize),
    /// The feedback page of a language.
    Feedback(usize),
    /// The thank-you page of a language.
    Thanks(usize),
    /// The page of a form, by its place in the settings and its language.
    Form(usize, usize),
    /// The page that thanks for it.
    FormThanks(usize, usize),
    /// The page for addresses that do not exist.
    NotFound,
    /// An old address, by its place among them.
    Redirect(usize),
    /// The newest pages of a section or a language.
    Feed(PageId),
    /// A part of the site map, or its list of parts.
    Sitemap(SitemapPart),
    /// What programs may read.
    Robots,
    /// A file of the content folder.
    Asset(AssetId),
    /// A picture's version, by its place among them.
    Picture(AssetId, usize),
    /// A static file of the theme, by its place.
    Static(usize),
    /// A file that the host reads, by its place among them.
    ForHost(usize),
}

/// A site map may hold 50,000 addresses (sitemaps.org); a larger hub has several and a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SitemapPart {
    /// All pages.
    Whole,
    /// The list of parts.
    Index,
    /// One part, counted from 0.
    Part(usize),
}

/// The most addresses in one site map.
pub const SITEMAP_LIMIT: usize = 50_000;

/// The routes of a site, sorted by output path.
pub fn routes(site: &Site, theme: &Theme, problems: &mut Vec<Diagnostic>) -> Vec<Route> {
    let mut routes = Vec::with_capacity(site.pages.len() * 2 + site.assets.len());
    let mut add = |output: OutputPath, make: Make| routes.push(Route { output, make });
    for (n, page) in site.pages.iter().enumerate() {
        let id = PageId(crate::site::index(n));
        add(page.entry.output.clone(), Make::Page(id));
        if !page.feed.is_empty() && site.settings.url.is_some() {
            let folder = page.entry.output.as_str().strip_suffix("index.html").unwrap_or("");
            add(OutputPath::new(format!("{folder}feed.xml")), Make::Feed(id));
        }
    }
    for (n, language) in site.languages.iter().enumerate() {
        if site.topics.iter().any(|topic| topic.lang == n) {
            add(UrlPath::output(&language.topics), Make::Topics(n));
        }
        add(UrlPath::output(&language.a_to_z), Make::AToZ(n));
        add(UrlPath::output(&language.site_map), Make::SiteMap(n));
        if site.has_letter_pages(n) {
            for (m, letter) in site.letters[n].iter().enumerate() {
                add(UrlPath::output(&site.letter_path(n, letter)), Make::Letter(n, m));
            }
        }
        if site.settings.feedback != (Feedback::Off { chosen: true }) {
            add(UrlPath::output(&language.feedback), Make::Feedback(n));
            add(UrlPath::output(&language.thanks), Make::Thanks(n));
        }
    }
    for (lang, language) in site.languages.iter().enumerate() {
        for (n, form) in language.forms.iter().enumerate() {
            add(UrlPath::output(&form.page), Make::Form(n, lang));
            add(UrlPath::output(&form.thanks), Make::FormThanks(n, lang));
        }
    }
    for (n, topic) in site.topics.iter().enumerate() {
        add(UrlPath::output(&topic.path), Make::Topic(TopicId(crate::site::index(n))));
    }
    add(OutputPath::new("404.html"), Make::NotFound);
    add(OutputPath::new("robots.txt"), Make::Robots);
    if site.settings.url.is_some() {
        add(OutputPath::new("sitemap.xml"), Make::Sitemap(first_sitemap(site)));
        if first_sitemap(site) == SitemapPart::Index {
            for part in 0..site.pages.len().div_ceil(SITEMAP_LIMIT) {
                add(OutputPath::new(format!("sitemap-{}.xml", part + 1)), Make::Sitemap(SitemapPart::Part(part)));
            }
        }
    }
    for (n, asset) in site.assets.iter().enumerate() {
        add(asset.output.clone(), Make::Asset(AssetId(crate::site::index(n))));
    }
    for (n, asset) in site.assets.iter().enumerate() {
        for (place, version) in asset.versions.iter().enumerate() {
            add(version.output.clone(), Make::Picture(AssetId(crate::site::index(n)), place));
        }
    }
    for (n, (output, _)) in theme.static_files.iter().enumerate() {
        add(output.clone(), Make::Static(n));
    }
    for (n, redirect) in site.redirects.iter().enumerate().filter(|(_, redirect)| redirect.can_be_a_page()) {
        routes.push(Route { output: UrlPath::output(&redirect.from), make: Make::Redirect(n) });
    }
    for (n, file) in hosts::files(site).iter().enumerate() {
        let make = if file.write.is_some() { Make::ForHost(n) } else { Make::NotFound };
        routes.push(Route { output: OutputPath::new(file.path), make });
    }
    let routes = without_collisions(routes, site, problems);
    // A host that is told of them would send readers on from files that are there.
    let at_file = site.redirects.iter().enumerate().filter(|(_, redirect)| !redirect.can_be_a_page());
    let redirect = |(n, redirect): (usize, &crate::site::Redirect)| {
        let route = Route { output: UrlPath::output(&redirect.from), make: Make::Redirect(n) };
        let other = routes.binary_search_by(|other| other.output.cmp(&route.output)).ok()?;
        Some(collision(&route, &routes[other], site))
    };
    problems.extend(at_file.filter_map(redirect));
    routes
}

fn first_sitemap(site: &Site) -> SitemapPart {
    if site.pages.len() > SITEMAP_LIMIT { SitemapPart::Index } else { SitemapPart::Whole }
}

/// Reports addresses that have two sources, also where only letter case differs or where one is
/// a folder of the other. The first by kind and path stays.
fn without_collisions(mut routes: Vec<Route>, site: &Site, problems: &mut Vec<Diagnostic>) -> Vec<Route> {
    let folded: Vec<Cow<'_, str>> = routes.iter().map(|route| route.output.folded()).collect();
    let mut taken: HashMap<&str, usize> = HashMap::with_capacity(routes.len());
    let mut folders: HashMap<&str, usize> = HashMap::new();
    let mut lost = vec![false; routes.len()];
    let mut kept = "";
    for (n, folded) in folded.iter().enumerate() {
        let folded = &**folded;
        // The folders that it shares with the one before are known already.
        let known = shared_folders(kept, folded);
        let above = || folded[known..].match_indices('/').map(|(at, _)| &folded[..known + at]);
        let other = taken.get(folded).or_else(|| folders.get(folded)).or_else(|| above().find_map(|f| taken.get(f)));
        if let Some(other) = other {
            problems.push(collision(&routes[n], &routes[*other], site));
            lost[n] = true;
            continue;
        }
        for folder in above() {
            folders.entry(folder).or_insert(n);
        }
        taken.insert(folded, n);
        kept = folded;
    }
    let mut lost = lost.into_iter();
    routes.retain(|_| lost.next() == Some(false));
    routes.par_sort_by(|a, b| a.output.cmp(&b.output));
    routes
}

/// How many bytes two paths share at their beginning, up to and with the last slash.
fn shared_folders(a: &str, b: &str) -> usize {
    let shared = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    b.as_bytes()[..shared].iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1)
}

fn collision(route: &Route, other: &Route, site: &Site) -> Diagnostic {
    // Of a page that Bindery makes and a file of the hub, the file is what can be renamed.
    let is_made = matches!(
        route.make,
        Make::Topics(_) | Make::AToZ(_) | Make::Letter(..) | Make::SiteMap(_) | Make::ForHost(_) | Make::Robots
    );
    let (route, other) = if is_made { (other, route) } else { (route, other) };
    let file = source(route, site);
    let message = format!(
        "{} would have the same address as {}: /{}",
        described(route, site),
        described(other, site),
        other.output
    );
    let help = match &route.make {
        Make::Redirect(n) => match site.redirects[*n].alias_of {
            Some(_) => "Delete this alias, or type another one.",
            None => "Delete this line, or type another old address.",
        },
        Make::Asset(_) if matches!(other.make, Make::ForHost(_) | Make::Robots) => {
            "Delete this file: Bindery writes one of that name itself."
        }
        Make::Asset(_) => "Rename this file.",
        Make::Picture(..) => "Rename one of the two files.",
        Make::Page(id) if site.page(*id).entry.synthetic => {
            "Two folders have names that come to the same. Rename one, or move its files into the other."
        }
        Make::Form(..) | Make::FormThanks(..) => "Give the form another title.",
        Make::Page(_) if file.stem() == "index" => "Rename this file's folder; its name becomes the address.",
        _ => "Rename this file; its name becomes its address.",
    };
    let problem = Diagnostic::new(&codes::URL_COLLISION, &file, message).help(help);
    match &route.make {
        Make::Redirect(n) => {
            let redirect = &site.redirects[*n];
            let text = match redirect.alias_of {
                Some(id) => &site.page(id).entry.document.source.text,
                None => &site.settings.source.text,
            };
            problem.at(text, redirect.span)
        }
        _ => problem,
    }
}

/// The file behind a route.
pub fn source(route: &Route, site: &Site) -> RelPath {
    match &route.make {
        Make::Page(id) | Make::Feed(id) => site.page(*id).entry.document.source.path.clone(),
        Make::Redirect(n) => match site.redirects[*n].alias_of {
            Some(id) => site.page(id).entry.document.source.path.clone(),
            None => site.settings.source.path.clone(),
        },
        Make::Topic(id) => {
            let first = site.topics[id.0 as usize].pages.first();
            first.map_or_else(
                || site.settings.source.path.clone(),
                |id| site.page(*id).entry.document.source.path.clone(),
            )
        }
        Make::Asset(id) | Make::Picture(id, _) => site.asset(*id).source.clone(),
        Make::Static(_) => RelPath::new(format!("themes/{}", site.settings.theme)),
        _ => site.settings.source.path.clone(),
    }
}

/// The place among the hub's languages of the one that readers of a page read; `None` if what is made is no page
/// to read.
pub fn language(make: &Make, site: &Site) -> Option<usize> {
    match make {
        Make::Page(id) => Some(site.page(*id).entry.lang),
        Make::Topic(id) => Some(site.topics[id.0 as usize].lang),
        Make::Topics(lang) | Make::AToZ(lang) | Make::Letter(lang, _) | Make::SiteMap(lang) => Some(*lang),
        Make::Feedback(lang) | Make::Thanks(lang) | Make::Form(_, lang) | Make::FormThanks(_, lang) => Some(*lang),
        Make::NotFound => Some(0),
        Make::Redirect(_) | Make::Feed(_) | Make::Sitemap(_) | Make::Robots | Make::ForHost(_) => None,
        Make::Asset(_) | Make::Picture(..) | Make::Static(_) => None,
    }
}

fn described(route: &Route, site: &Site) -> String {
    let source = source(route, site);
    match &route.make {
        Make::Page(id) if site.page(*id).entry.synthetic => format!("the folder {}", source.parent()),
        Make::Page(_) | Make::Asset(_) => source.to_string(),
        Make::Redirect(n) if site.redirects[*n].alias_of.is_none() => format!("an old address in {source}"),
        Make::Redirect(_) => format!("an alias in {source}"),
        Make::Picture(..) => format!("a smaller version of {source}"),
        Make::Topics(_) => "the list of topics".to_owned(),
        Make::Topic(id) => format!("the topic “{}”", site.topics[id.0 as usize].name),
        Make::AToZ(_) | Make::Letter(..) => "the A to Z".to_owned(),
        Make::SiteMap(_) => "the page with all sections".to_owned(),
        Make::Feedback(_) | Make::Thanks(_) => "the feedback page".to_owned(),
        Make::Form(n, _) | Make::FormThanks(n, _) => format!("the form “{}”", site.settings.forms[*n].name),
        Make::Feed(_) => format!("the feed of {source}"),
        Make::NotFound => "the page for missing addresses".to_owned(),
        Make::Sitemap(_) => "the site map".to_owned(),
        Make::Robots => "robots.txt".to_owned(),
        Make::Static(_) => "a file of the theme".to_owned(),
        Make::ForHost(_) => "a file for the host".to_owned(),
    }
}

//! What waits for somebody: pages that are overdue for review, translations that are missing or behind, drafts
//! and pages that are kept back. It reads the hub and judges nothing as a fault.

use super::words::Words;
use crate::date::Date;
use crate::diagnostic::{Place, Span};
use crate::document::Document;
use crate::feed::Escaped;
use crate::pipeline::Plan;
use crate::site::{Page, Site, WhyHeld};
use std::fmt::Write;

/// How many pages a list shows.
const MOST: usize = 100;

/// One line of a list.
struct Item<'s> {
    document: &'s Document,
    lang: &'s str,
    /// Its address, if it is shown.
    link: Option<String>,
    /// The key that says it.
    key: &'static str,
    what: String,
}

/// The lists, below each other.
pub(super) fn lists(out: &mut String, plan: &Plan, base: &str, words: &Words) {
    list(out, words.overdue, words.none_overdue, overdue(plan, base, words), words);
    if plan.site.languages.len() > 1 {
        list(out, words.translations, words.none_behind, translations(plan, base, words), words);
    }
    list(out, words.held, words.none_held, held(&plan.site, base, words), words);
}

fn list(out: &mut String, title: &str, none: &str, items: Vec<Item<'_>>, words: &Words) {
    // Writing to a string can't fail.
    let _ = writeln!(out, "<h2>{title}</h2>");
    if items.is_empty() {
        let _ = writeln!(out, "<p>{none}</p>");
        return;
    }
    out.push_str("<ul>\n");
    for item in items.iter().take(MOST) {
        let Document { source, title, front_matter, .. } = item.document;
        let span = front_matter.get(item.key).map_or(Span::default(), |_| front_matter.span(item.key));
        let line = Place::find(&source.text, span).line;
        let mark = words.mark(item.lang);
        let title = match &item.link {
            Some(link) => format!("<a href=\"{}\"{mark}>{}</a>", Escaped(link), Escaped(title)),
            None => format!("<bdi{mark}>{}</bdi>", Escaped(title)),
        };
        let _ = writeln!(
            out,
            "<li>{title}: {}<br><span class=\"place\"><bdi>content/{}</bdi>, {} {line}</span></li>",
            Escaped(&item.what),
            Escaped(source.path.as_str()),
            words.line,
        );
    }
    out.push_str("</ul>\n");
    if let Some(n) = items.len().checked_sub(MOST).filter(|n| *n > 0) {
        let _ = writeln!(out, "<p>{}</p>", words.more.replace("{n}", &n.to_string()));
    }
}

/// The pages that somebody wrote and that lists show.
fn written(site: &Site) -> impl Iterator<Item = &Page> {
    site.pages.iter().map(|page| &**page).filter(|page| !page.entry.synthetic && page.entry.is_listed())
}

fn item<'s>(site: &'s Site, page: &'s Page, base: &str, key: &'static str, what: String) -> Item<'s> {
    let link = Some(format!("{base}{}", page.entry.url.as_str()));
    Item { document: &page.entry.document, lang: &site.language(page).code, link, key, what }
}

/// The longest overdue first.
fn overdue<'p>(plan: &'p Plan, base: &str, words: &Words) -> Vec<Item<'p>> {
    let due = |page: &'p Page| Some((page.entry.document.front_matter.date("review_due")?, page));
    let mut overdue: Vec<(Date, &Page)> =
        written(&plan.site).filter_map(due).filter(|(date, _)| *date < plan.today()).collect();
    overdue.sort_by_key(|(date, _)| *date);
    let line = |(date, page): (Date, &'p Page)| {
        item(&plan.site, page, base, "review_due", words.due.replace("{date}", &words.date(date)))
    };
    overdue.into_iter().map(line).collect()
}

fn translations<'p>(plan: &'p Plan, base: &str, words: &Words) -> Vec<Item<'p>> {
    let site = &plan.site;
    let mut items = Vec::new();
    for page in written(site) {
        for (n, language) in site.languages.iter().enumerate().filter(|(n, _)| *n != page.entry.lang) {
            let other = page.translations.iter().map(|id| site.page(*id)).find(|other| other.entry.lang == n);
            let name = plan.theme.words(&language.code).text("language_name");
            let (key, what) = match other {
                None => ("title", words.missing.replace("{language}", name)),
                // The main language leads, and the others follow.
                Some(other) => match (page.changed(), other.changed()) {
                    (Some(here), Some(there)) if page.entry.lang == 0 && here > there => {
                        let stale = words.stale.replace("{language}", name);
                        ("updated", stale.replace("{date}", &words.date(here)))
                    }
                    _ => continue,
                },
            };
            items.push(item(site, page, base, key, what));
        }
    }
    items
}

fn held<'s>(site: &'s Site, base: &str, words: &Words) -> Vec<Item<'s>> {
    let line = |held: &'s crate::site::Held| {
        let on = |pattern: &str, date: Date| pattern.replace("{date}", &words.date(date));
        let (key, what) = match held.why {
            WhyHeld::Draft => ("status", words.draft.to_owned()),
            WhyHeld::Scheduled(date) => ("date", on(words.scheduled, date)),
            WhyHeld::Expired(date) => ("expires", on(words.expired, date)),
        };
        // With drafts asked for it is shown all the same.
        match site.page_of(&held.document.source.path) {
            Some(id) => item(site, site.page(id), base, key, what),
            None => Item {
                document: &held.document,
                lang: &site.languages[held.document.address.lang].code,
                link: None,
                key,
                what,
            },
        }
    };
    site.held.iter().map(line).collect()
}

//! `multiple-ways`: pages from which fewer than two ways lead to every page of the hub: the navigation, the site
//! map, the A to Z, the topics, a search. A theme must guarantee two.

use crate::checks::{Check, Found, Rendered, Sample, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::path::{UrlPath, encode};
use crate::site::PageId;
use std::collections::BTreeSet;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "multiple-ways",
        severity: Severity::Error,
        criterion: "2.4.5",
        why: "Readers find their way differently: some go by the menu, some by a list, some search.",
        why_cy: "Mae darllenwyr yn canfod eu ffordd yn wahanol: rhai drwy'r ddewislen, rhai drwy restr, rhai drwy chwilio.",
        doc: include_str!("../../codes/multiple-ways.md"),
    },
    says: &[Saying {
        en: (
            "From pages of this template {0} of the ways to all other pages can be reached, and two are needed.",
            "Link to the navigation, the site map and the A to Z on every page, for example:\n<a href=\"{{ site.site_map_path | url }}\">{{ t.site_map_title }}</a>",
        ),
        cy: (
            "O dudalennau'r templed hwn gellir cyrraedd {0} o'r ffyrdd i'r holl dudalennau eraill, ac mae angen dwy.",
            "Rhowch ddolenni i'r llywio, y map safle a'r A i Y ar bob tudalen, er enghraifft:\n<a href=\"{{ site.site_map_path | url }}\">{{ t.site_map_title }}</a>",
        ),
    }],
    scope: Scope::Rendered(look),
};

fn look(rendered: &Rendered<'_>, found: &mut Found<'_>) {
    let site = rendered.hub.site;
    for (lang, language) in site.languages.iter().enumerate() {
        let made = |path: &str| {
            let output = UrlPath::output(path);
            rendered.of(lang).find(|sample| sample.output == output.as_str())
        };
        let links = |sample: &Sample| sample.links().map(|(_, path)| path).collect::<BTreeSet<String>>();
        let home = site.page(language.home);
        let written = site.pages.iter().filter(|page| page.entry.lang == lang && !page.entry.synthetic);
        // A hub that has just begun leads nowhere yet.
        if written.take(2).count() < 2 {
            continue;
        }
        let url = |id: &PageId| site.page(*id).entry.url.as_str().to_owned();
        let top: Vec<String> = home.position.sections.iter().chain(&home.position.pages).map(url).collect();
        // A way counts if its own page leads on.
        let leads_on = |path: &str, to: &[String]| {
            made(path).is_some_and(|sample| {
                let links = links(sample);
                to.iter().all(|path| links.contains(path))
            })
        };
        let first_letter = site.letters[lang].first();
        let listed: Vec<String> = first_letter.into_iter().flat_map(|letter| letter.pages.iter().map(url)).collect();
        let mut lists: Vec<&str> = Vec::new();
        if leads_on(&language.site_map, &top) {
            lists.push(&language.site_map);
        }
        // A large hub has a page for each letter.
        if site.has_letter_pages(lang) && made(&language.a_to_z).is_some() || leads_on(&language.a_to_z, &listed) {
            lists.push(&language.a_to_z);
        }
        if made(&language.topics).is_some() {
            lists.push(&language.topics);
        }
        let sections = language.navigation.main.iter().map(url);
        let sections: Vec<String> = if language.navigation.main.is_empty() { top } else { sections.collect() };
        for sample in rendered.of(lang) {
            let links = links(sample);
            let searches = sample.elements.iter().any(|e| e.name == "search" || e.get("role") == Some("search"));
            let navigation = !sections.is_empty() && sections.iter().all(|path| links.contains(path));
            // Whoever is on a list has gone that way already.
            let is_at = |path: &str| sample.output == UrlPath::output(path).as_str();
            let is_there = |path: &&&str| links.contains(&encode(path)) || is_at(path);
            let ways = usize::from(searches) + usize::from(navigation) + lists.iter().filter(is_there).count();
            if ways < 2 && sample.own_html.is_none() {
                let (source, span) = rendered.place(sample, &["<footer", "</main>", "<body"]);
                found.add_in(&source, 0, span, &[&ways.to_string()]);
            }
        }
    }
}

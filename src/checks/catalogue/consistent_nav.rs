//! `consistent-nav`: links that stand on every page, in another order on some. A theme must keep their order.

use crate::checks::{Check, Found, Rendered, Scope};
use crate::codes::{Code, Saying, Severity};
use std::collections::BTreeSet;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "consistent-nav",
        severity: Severity::Error,
        criterion: "3.2.3",
        why: "Readers learn where things are, and would have to search again on every page.",
        why_cy: "Mae darllenwyr yn dysgu ble mae pethau, a byddai'n rhaid iddynt chwilio eto ar bob tudalen.",
        doc: include_str!("../../codes/consistent-nav.md"),
    },
    says: &[Saying {
        en: (
            "On pages of this template the link to /{0} comes before the one to /{1}, and on others after it.",
            "Show the navigation in the same order in every template, best by including the same file:\n{% include \"partials/header.html\" %}",
        ),
        cy: (
            "Ar dudalennau'r templed hwn daw'r ddolen i /{0} cyn yr un i /{1}, ac ar rai eraill ar ei hôl.",
            "Dangoswch y llywio yn yr un drefn ym mhob templed, yn ddelfrydol drwy gynnwys yr un ffeil:\n{% include \"partials/header.html\" %}",
        ),
    }],
    scope: Scope::Rendered(look),
};

fn look(rendered: &Rendered<'_>, found: &mut Found<'_>) {
    let site = rendered.hub.site;
    for (lang, language) in site.languages.iter().enumerate() {
        let is_shared: BTreeSet<String> = language
            .navigation
            .main
            .iter()
            .chain(&language.navigation.footer)
            .map(|id| site.page(*id).entry.url.as_str().to_owned())
            .collect();
        let mut order: Option<Vec<String>> = None;
        for sample in rendered.of(lang) {
            let mut links: Vec<String> = Vec::new();
            // The way down to a page names sections as well, in an order of its own.
            let is_path = |n| sample.around(n).any(|element| element.name == "ol" || element.name == "main");
            for (_, path) in sample.links().filter(|(n, path)| is_shared.contains(path) && !is_path(*n)) {
                if !links.contains(&path) {
                    links.push(path);
                }
            }
            let Some(known) = &order else {
                order = Some(links);
                continue;
            };
            let place = |path: &String| known.iter().position(|other| other == path);
            let both: Vec<&String> = links.iter().filter(|path| place(path).is_some()).collect();
            if let Some(pair) = both.windows(2).find(|pair| place(pair[0]) > place(pair[1])) {
                let (source, at) = rendered.place(sample, &["<nav", "<header", "<body"]);
                found.add_in(&source, 0, at, &[pair[0], pair[1]]);
            }
        }
    }
}

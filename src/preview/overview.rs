//! The preview's own first page: every problem of the hub, by page, as far as the address asks for, and below
//! them what waits for somebody. It finds nothing itself, and works without a script.

use super::entry::entry;
use super::filter::{Filter, Place};
use super::state::State;
use super::{LAST_GOOD, OWN, own_page, waiting};
use crate::diagnostic::Diagnostic;
use crate::feed::Escaped;
use crate::pipeline::Plan;
use crate::server::Response;
use std::fmt::Write;

/// How many problems are shown at once. Nobody mends more before the list is asked for anew.
const MOST: usize = 300;

/// The page, as far as a query asks.
pub(super) fn answer(state: &State, query: &str) -> Response {
    let filter = Filter::read(query, state.main_language());
    let words = filter.words;
    let mut out = String::new();
    // Writing to a string can't fail.
    let _ = writeln!(out, "<p>{}</p>", words.looks_again);
    if !state.blocking.is_empty() && state.shown().is_some() {
        let [before, link, after] = words.blocked;
        let _ = writeln!(out, "<p>{before}<a href=\"{LAST_GOOD}\">{link}</a>{after}</p>");
    }
    problems(&mut out, state, &filter);
    if let Some(plan) = state.newest() {
        waiting::lists(&mut out, plan, state.base(), words);
    }
    let other = words.other();
    let switch = format!(
        "<p><a href=\"{}\" lang=\"{}\" hreflang=\"{}\">{}</a></p>\n",
        Escaped(&format!("{OWN}?{}", filter.query(other))),
        other.lang,
        other.lang,
        other.name
    );
    own_page::answer(200, words, words.list_title, &(switch + &out))
}

fn problems(out: &mut String, state: &State, filter: &Filter) {
    let words = filter.words;
    let plan = state.newest();
    let all: Vec<(&Diagnostic, Place)> =
        state.problems.iter().map(|problem| (problem, Place::of(&problem.file, plan))).collect();
    if all.is_empty() {
        let _ = writeln!(out, "<p>{}</p>", words.all_good);
        return;
    }
    out.push_str(&filter.form(&all, plan));
    let wanted: Vec<&(&Diagnostic, Place)> =
        all.iter().filter(|(problem, place)| filter.wants(problem, place)).collect();
    let count = words.count(&wanted.iter().map(|(problem, _)| *problem).collect::<Vec<_>>());
    let shown = wanted.len().min(MOST).to_string();
    let shown = words.shown.replace("{n}", &shown).replace("{all}", &all.len().to_string());
    match wanted.is_empty() {
        true => {
            let _ = writeln!(out, "<p>{}</p>", words.none_such);
        }
        false => {
            let _ = writeln!(out, "<p>{count}. {shown}.</p>");
        }
    }
    let wanted = &wanted[..wanted.len().min(MOST)];
    for of_file in wanted.chunk_by(|(a, _), (b, _)| a.file == b.file) {
        let Some((first, place)) = of_file.first() else { continue };
        let page = plan.and_then(|plan| page(plan, first, state.base()));
        let heading = match &page {
            Some((link, title)) => {
                format!("<a href=\"{}\"{}>{}</a>", Escaped(link), words.mark(&place.lang), Escaped(title))
            }
            None => format!("<bdi>{}</bdi>", Escaped(&first.shown_path())),
        };
        let link = page.as_ref().map(|(link, _)| link.as_str());
        let list: String = of_file.iter().map(|(problem, _)| entry(problem, words, link, &place.lang)).collect();
        let _ = writeln!(out, "<h2>{heading}</h2>\n<ol class=\"problems\">\n{list}</ol>");
    }
}

/// The page of a problem's file in the preview, and its title.
fn page(plan: &Plan, problem: &Diagnostic, base: &str) -> Option<(String, String)> {
    let page = plan.site.page(plan.site.page_of(&problem.file)?);
    Some((format!("{base}{}", page.entry.url.as_str()), page.entry.document.title.clone()))
}

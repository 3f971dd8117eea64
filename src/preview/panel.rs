//! The panel that each page of the hub has in the preview, and nowhere else: a small button that says how many
//! problems the page has, and opens them. It is put before the end of the page and changes nothing in it; in a
//! shadow tree, so that neither the theme's style nor the panel's reaches the other. Without a script it stands at
//! the end of the page.

use super::entry::{STYLE, colours, entry};
use super::state::State;
use super::words::Words;
use super::{LAST_GOOD, OWN};
use crate::diagnostic::Diagnostic;
use crate::feed::Escaped;
use crate::path::{RelPath, UrlPath};
use crate::route::{self, Make};
use crate::server::{Request, Response};
use std::sync::Arc;

/// What the panel of a page begins and ends with.
pub const PANEL: (&str, &str) = ("<bindery-panel ", "</bindery-panel>");

/// Where its script is.
const ADDRESS: &str = "/__preview/panel.js";

const SCRIPT: &str = include_str!("panel.js");

const LOOK: &str = include_str!("panel.css");

/// How many problems it shows; the list has the others.
const MOST: usize = 50;

/// The script, if it is asked for.
pub(super) fn answer(request: &Request<'_>) -> Option<Response> {
    let script = || Response::new(200, "text/javascript; charset=utf-8", Arc::from(SCRIPT.as_bytes()));
    (request.path == ADDRESS && request.method != "POST").then(script)
}

/// A page with its panel; anything else as it is.
pub(super) fn added(response: Response, request: &Request<'_>, state: &State) -> Response {
    let Some(panel) = Some(&response).filter(|page| page.status == 200).and_then(|_| panel(request.path, state)) else {
        return response;
    };
    let Ok(html) = std::str::from_utf8(&response.body) else { return response };
    let at = html.rfind("</body>").unwrap_or(html.len());
    let body = [&html[..at], &panel, &html[at..]].concat();
    Response { body: Arc::from(body.into_bytes()), ..response }
}

/// The panel of the page at an address; `None` if no page of the hub is there, or nobody has looked at it yet.
fn panel(path: &str, state: &State) -> Option<String> {
    let plan = state.shown().filter(|_| state.has_looked)?;
    let path = path.strip_prefix(LAST_GOOD).or(path.strip_prefix(state.base()))?;
    let route = plan.route(&UrlPath::output(path))?;
    let language = &plan.site.languages[route::language(&route.make, &plan.site)?];
    let settings = &plan.site.settings.source.path;
    let file: &RelPath = match &route.make {
        Make::Page(id) => &plan.site.page(*id).entry.document.source.path,
        // Nobody wrote these pages; what the settings say is on them.
        _ => settings,
    };
    let problems: Vec<&Diagnostic> = state.problems.iter().filter(|problem| problem.file == *file).collect();
    Some(html(&problems, Words::of(&language.code), &language.code))
}

fn html(problems: &[&Diagnostic], words: &Words, page_lang: &str) -> String {
    let gravest = problems.iter().map(|problem| problem.severity()).max();
    let class = gravest.map_or("", |gravest| gravest.as_str());
    let count = words.count(problems);
    let count = if count.is_empty() { words.this_page_is_good.to_owned() } else { format!("{count}.") };
    let list: String = problems.iter().take(MOST).map(|problem| entry(problem, words, None, page_lang)).collect();
    let list = if list.is_empty() { list } else { format!("<ol class=\"problems\">\n{list}</ol>\n") };
    let more = match problems.len().saturating_sub(MOST) {
        0 => String::new(),
        n => format!("<p>{}</p>\n", words.more.replace("{n}", &n.to_string())),
    };
    let (start, end) = PANEL;
    let some = if problems.is_empty() { "" } else { " data-some" };
    format!(
        "{start}lang=\"{lang}\" dir=\"ltr\"{some}><template shadowrootmode=\"open\"><style>{colours}:host{{--good:#2e6b3a}}{STYLE}\n{LOOK}</style>\n\
         <aside aria-label=\"{preview}\">\n<details>\n<summary class=\"{class}\">{button}</summary>\n<div class=\"panel\">\n<h2>{title}</h2>\n<p>{count}</p>\n\
         {list}{more}<p><a href=\"{OWN}?in={lang}\">{all}</a></p>\n</div>\n</details>\n<p class=\"unseen\" role=\"status\"></p>\n</aside></template>\
         <script src=\"{ADDRESS}\" defer></script>{end}",
        lang = words.lang,
        colours = colours(":host"),
        preview = words.preview,
        button = Escaped(&words.button(problems)),
        title = words.on_this_page,
        all = words.all,
    )
}

//! One problem as HTML, wherever the preview shows it: what, where, why and what to type. It knows no list
//! that it stands in, and shows what a file says only as text.

use super::words::Words;
use crate::diagnostic::{Diagnostic, Place, Said};
use crate::feed::Escaped;

/// The item of a list. `link` is the address of the page that it is about, and `lang` that page's language.
pub(super) fn entry(problem: &Diagnostic, words: &Words, link: Option<&str>, lang: &str) -> String {
    let Said { lang: said, message, help } = problem.words(words.lang);
    let said = words.mark(said);
    let place = Escaped(&words.place(problem)).to_string();
    let place = match link {
        Some(link) => format!("<a href=\"{}\">{place}</a>", Escaped(link)),
        None => format!("<bdi>{place}</bdi>"),
    };
    let source = problem.place.as_ref().map_or_else(String::new, |place| source(place, &words.mark(lang)));
    let why_cy = Some(problem.code.why_cy).filter(|why| words.lang == "cy" && !why.is_empty());
    let (why, why_lang) = why_cy.map_or_else(|| (problem.code.why, words.mark("en")), |why| (why, String::new()));
    let (first, rest) = help.split_once('\n').unwrap_or((&help, ""));
    let first = if first.is_empty() { String::new() } else { format!("<p{said}>{}</p>\n", Escaped(first)) };
    let rest =
        if rest.is_empty() { String::new() } else { format!("<pre class=\"help\"{said}>{}</pre>\n", Escaped(rest)) };
    let criterion = match problem.code.criterion {
        "" => String::new(),
        criterion => format!("{} {criterion} · ", words.criterion),
    };
    format!(
        "<li class=\"{}\">\n<p class=\"what\"><strong>{}:</strong> <span{said}>{}</span></p>\n<p class=\"place\">{place}</p>\n{source}\
         <p{why_lang}>{}</p>\n{first}{rest}<p class=\"place\">{criterion}<code>{}</code></p>\n</li>\n",
        problem.severity().as_str(),
        words.severity(problem.severity()),
        Escaped(&message),
        Escaped(why),
        problem.code.name,
    )
}

/// The line of the file, with the words concerned marked.
fn source(place: &Place, lang: &str) -> String {
    let line: Vec<char> = place.text.chars().collect();
    let start = (place.column as usize).saturating_sub(1).min(line.len());
    let end = (start + place.width as usize).min(line.len());
    let part = |from: usize, to: usize| {
        Escaped(&line.get(from..to).unwrap_or_default().iter().collect::<String>()).to_string()
    };
    format!("<pre{lang}>{}<mark>{}</mark>{}</pre>\n", part(0, start), part(start, end), part(end, line.len()))
}

/// How entries look, on their own pages and in the panel. The colours are the variables of whoever shows them.
pub(super) const STYLE: &str = ".problems{list-style:none;padding:0;margin:0}\
.problems li{background:var(--card);border:1px solid var(--edge);border-left:.5rem solid var(--error);padding:.75rem 1rem;margin:1rem 0}\
.problems li.warning{border-left-color:var(--warning)}.problems li.hint{border-left-color:var(--hint)}\
.problems p{margin:.35rem 0}.place{color:var(--soft);overflow-wrap:anywhere}\
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--wash);padding:.5rem;margin:.5rem 0;font:.9em/1.5 ui-monospace,monospace}\
.problems .help{background:var(--help)}mark{background:var(--mark);color:inherit;font-weight:bold}@media (forced-colors:active){mark{background:Mark;color:MarkText}}a{color:var(--link)}code{overflow-wrap:anywhere}\
:focus-visible{outline:.2rem solid var(--link);outline-offset:.15rem}";

/// Their colours, by day and by night; the selector is whatever holds them.
pub(super) fn colours(holder: &str) -> String {
    format!(
        "{holder}{{color-scheme:light dark;--paper:#fbf9f4;--ink:#1d1b16;--soft:#4a463c;--card:#fff;--edge:#8a8473;--wash:#f1ede2;--help:#e6f0e4;\
         --mark:#ffd9d4;--link:#0b4f7a;--error:#b3261e;--warning:#8a5300;--hint:#0b5c8a}}\
         @media (prefers-color-scheme:dark){{{holder}{{--paper:#1b1a17;--ink:#f1ede2;--soft:#c9c3b3;--card:#26241f;--edge:#8f897a;--wash:#34312a;\
         --help:#25382a;--mark:#6b2620;--link:#9ccdf0;--error:#ff8a80;--warning:#f2b45c;--hint:#8cc8f0}}}}"
    )
}

//! The page in the place of those that can't be shown: what keeps them from being shown, and where to look
//! meanwhile. It finds no problem itself.

use super::entry::entry;
use super::words::Words;
use super::{LAST_GOOD, OWN, own_page};
use crate::diagnostic::Diagnostic;
use crate::server::Response;

/// The page. `main` is the hub's main language, and `has_good` says whether there is a good version to look at.
pub(super) fn answer(status: u16, problems: &[Diagnostic], main: &str, has_good: bool) -> Response {
    let words = Words::of(main);
    let list: String = problems.iter().map(|problem| entry(problem, words, None, main)).collect();
    let meanwhile = match has_good && !problems.is_empty() {
        true => {
            let [before, link, after] = words.blocked;
            format!("<p>{before}<a href=\"{LAST_GOOD}\">{link}</a>{after}</p>\n")
        }
        false => String::new(),
    };
    let text = format!(
        "<p>{}</p>\n{meanwhile}<ol class=\"problems\">\n{list}</ol>\n<p><a href=\"{OWN}\">{}</a></p>\n",
        words.looks_again, words.all
    );
    let title = if problems.is_empty() { words.nothing_here } else { words.not_shown };
    own_page::answer(status, words, title, &text)
}

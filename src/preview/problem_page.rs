//! The page that lists problems in the browser, as they stand in the report; it finds none itself.

use super::own_page;
use crate::diagnostic::Diagnostic;
use crate::feed::Escaped;
use crate::server::Response;

/// The page. `has_good` says whether there is a good version to look at.
pub(super) fn answer(status: u16, problems: &[Diagnostic], has_good: bool) -> Response {
    let mut list = String::new();
    for problem in problems {
        let place = problem.place.as_ref();
        let at = place.map_or_else(String::new, |place| format!(", line {}, column {}", place.line, place.column));
        let source = place.map_or_else(String::new, |place| {
            let before = (place.column as usize).saturating_sub(1);
            let line: Vec<char> = place.text.chars().collect();
            let end = (before + place.width as usize).min(line.len());
            let part = |from: usize, to: usize| {
                Escaped(&line.get(from..to).unwrap_or_default().iter().collect::<String>()).to_string()
            };
            let before = before.min(end);
            format!("<pre>{}<mark>{}</mark>{}</pre>", part(0, before), part(before, end), part(end, line.len()))
        });
        list.push_str(&format!(
            "<li class=\"{}\"><h2>{}</h2><p class=\"place\">{}{at}</p>{source}<p>{}</p><pre class=\"help\">{}</pre></li>\n",
            problem.severity().as_str(),
            Escaped(&problem.message),
            Escaped(&problem.shown_path()),
            Escaped(problem.code.why),
            Escaped(&problem.help),
        ));
    }
    let (title, text) = match (problems.is_empty(), has_good) {
        (true, _) => ("Nothing to mend", "Every page is as it should be."),
        (false, false) => ("There is something to mend", "As soon as a file is saved, this page looks again."),
        (false, true) => (
            "There is something to mend",
            "As soon as a file is saved, this page looks again. Until then you can \
             <a href=\"/__preview/last-good/\">look at the last good version</a>.",
        ),
    };
    own_page::answer(status, title, &format!("<p>{text}</p>\n<ol class=\"problems\">\n{list}</ol>\n"))
}

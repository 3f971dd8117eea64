//! The page that lists problems in the browser. It depends on no theme, since a theme may be what
//! is broken.

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
    Response::html(
        status,
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
             <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{text}</p>\n<ol>\n{list}</ol>\n</main>\n</body>\n</html>\n"
        ),
    )
}

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;margin:0;background:#fbf9f4;color:#1d1b16}\
main{max-width:50rem;margin:auto;padding:1.5rem}ol{list-style:none;padding:0}\
li{background:#fff;border:1px solid #8a8473;border-left:.5rem solid #b3261e;padding:1rem;margin:1rem 0}\
li.warning{border-left-color:#8a5300}li.hint{border-left-color:#0b5c8a}h2{font-size:1.1rem;margin:0}\
.place{margin:.25rem 0;color:#4a463c}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f1ede2;padding:.5rem;margin:.5rem 0}\
.help{background:#e6f0e4}mark{background:#ffd9d4;color:#1d1b16}a{color:#0b4f7a}";

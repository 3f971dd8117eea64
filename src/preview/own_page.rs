//! What the preview's own pages have in common: a title, words in plain English, and a look that depends on no
//! theme, since a theme may be what is broken. They ask nothing of any other computer.

use crate::server::Response;

/// A page; `main` is HTML.
pub(super) fn answer(status: u16, title: &str, main: &str) -> Response {
    Response::html(
        status,
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
             <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{main}</main>\n</body>\n</html>\n"
        ),
    )
}

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;margin:0;background:#fbf9f4;color:#1d1b16}\
main{max-width:50rem;margin:auto;padding:1.5rem}.problems{list-style:none;padding:0}\
.problems li{background:#fff;border:1px solid #8a8473;border-left:.5rem solid #b3261e;padding:1rem;margin:1rem 0}\
.problems li.warning{border-left-color:#8a5300}.problems li.hint{border-left-color:#0b5c8a}.problems h2{font-size:1.1rem;margin:0}\
.place{margin:.25rem 0;color:#4a463c}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f1ede2;padding:.5rem;margin:.5rem 0}\
.help{background:#e6f0e4}mark{background:#ffd9d4;color:#1d1b16}a{color:#0b4f7a}\
table{border-collapse:collapse;width:100%;table-layout:fixed}th,td{border:1px solid #8a8473;padding:.25rem .5rem;text-align:left;vertical-align:top;\
background:#fff;overflow-wrap:anywhere}td pre{background:none;padding:0;margin:0;font:inherit}caption{text-align:left}\
small{font-weight:normal}code{overflow-wrap:anywhere}summary{padding:.5rem 0;cursor:pointer}button{font:inherit;padding:.5rem 1rem;margin:0 .5rem .5rem 0}\
button[aria-pressed=true]{font-weight:bold;outline:.2rem solid #0b4f7a}";

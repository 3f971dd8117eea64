//! What the preview's own pages have in common: a title, plain words, and a look that depends on no
//! theme, since a theme may be what is broken. They ask nothing of any other computer.

use super::entry::{STYLE as ENTRIES, colours};
use super::words::Words;
use crate::server::Response;

/// A page; `main` is HTML in the language of the words.
pub(super) fn answer(status: u16, words: &Words, title: &str, main: &str) -> Response {
    let colours = colours(":root");
    let lang = words.lang;
    Response::html(
        status,
        format!(
            "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<link rel=\"icon\" href=\"data:,\">\n<title>{title}</title>\n\
             <style>{colours}{ENTRIES}{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{main}</main>\n</body>\n</html>\n"
        ),
    )
}

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;margin:0;background:var(--paper);color:var(--ink)}\
main{max-width:50rem;margin:auto;padding:1.5rem}h2{font-size:1.2rem;margin:1.5rem 0 .5rem;overflow-wrap:anywhere}li{overflow-wrap:anywhere}\
table{border-collapse:collapse;width:100%;table-layout:fixed}th,td{border:1px solid var(--edge);padding:.25rem .5rem;text-align:left;vertical-align:top;\
background:var(--card);overflow-wrap:anywhere}td pre{background:none;padding:0;margin:0;font:inherit}caption{text-align:left}\
small{font-weight:normal}summary{padding:.5rem 0;cursor:pointer}button,select{font:inherit;padding:.5rem 1rem;margin:0 .5rem .5rem 0}\
fieldset{border:1px solid var(--edge);padding:.5rem 1rem;min-width:0}fieldset p{display:inline-block;margin:.25rem 1rem .25rem 0;max-width:100%}\
label{display:block}select{max-width:100%;padding:.5rem}\
button[aria-pressed=true]{font-weight:bold;outline:.2rem solid var(--link)}";

//! Turns what a report says into one HTML page that needs nothing else: no script, no other file, no request. It knows
//! nothing of what is reported.

use pulldown_cmark_escape::escape_html;

const STYLE: &str = include_str!("report_page.css");

/// The page: its language, its title, which is its main heading as well, and the HTML below that.
pub fn report_page(lang: &str, title: &str, report: &str) -> String {
    let (lang, title) = (escaped(lang), escaped(title));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n\
         {report}</main>\n</body>\n</html>\n"
    )
}

/// A text that is safe between tags and in quoted attributes.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Writing to a string can't fail.
    let _ = escape_html(&mut out, text);
    out
}

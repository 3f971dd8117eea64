//! Turns a page as it is published into one whose forms come to the preview: before each address to which
//! a form would leave this computer it puts [`CAUGHT`], before the end of a page with forms it puts [`NOTE`],
//! and it changes nothing else. So the page without these words is the published page. It reads HTML as browsers do (HTML Standard, section 13.2.5), as far as is
//! needed to know where a tag's attributes are, and never looks at what a form asks.

use super::note::NOTE;
use std::ops::Range;

/// Below this address the preview takes what forms would send elsewhere; that address follows.
pub const CAUGHT: &str = "/__preview/form/";

/// The page with its forms turned to the preview.
pub(in crate::preview) fn divert(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 4 * CAUGHT.len());
    let mut done = 0;
    let Forms { leaving, is_any } = forms(html);
    let end = is_any.then(|| html.rfind("</body>").unwrap_or(html.len()));
    let mut added: Vec<_> = leaving.into_iter().map(|at| (at, CAUGHT)).chain(end.map(|at| (at, NOTE))).collect();
    // A form may stand behind the end of a page, if whoever made the theme left it there.
    added.sort();
    for (at, words) in added {
        out.push_str(&html[done..at]);
        out.push_str(words);
        done = at;
    }
    out.push_str(&html[done..]);
    out
}

/// The elements whose content is text up to their end tag, whatever stands in it.
const TEXT_ONLY: &[&str] = &["iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"];

/// The forms of a page.
#[derive(Default)]
struct Forms {
    /// Where the addresses begin that lead one off this computer.
    leaving: Vec<usize>,
    /// Whether there is one.
    is_any: bool,
}

fn forms(html: &str) -> Forms {
    let mut found = Forms::default();
    let mut pos = 0;
    while let Some(n) = html[pos..].find('<') {
        let start = pos + n + 1;
        let rest = &html[start..];
        let (is_end, name_at) = if rest.starts_with('/') { (true, start + 1) } else { (false, start) };
        if rest.starts_with("!--") {
            pos = start + comment(rest);
        } else if html[name_at..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let len = html[name_at..].find(|c| is_blank(c) || matches!(c, '/' | '>')).unwrap_or(html.len() - name_at);
            let name = html[name_at..name_at + len].to_ascii_lowercase();
            let Tag { attributes, end, is_closed } = tag(html, name_at + len);
            let leaving = attributes.into_iter().filter(|(attribute, value)| {
                !is_end && leaves(&name, &html[attribute.clone()].to_ascii_lowercase(), &html[value.clone()])
            });
            found.leaving.extend(leaving.map(|(_, value)| value.start));
            found.is_any |= !is_end && name == "form";
            let has_text = !is_end && !is_closed && TEXT_ONLY.contains(&name.as_str());
            pos = if has_text { end + text(&html[end..], &name) } else { end };
        } else if rest.starts_with(['!', '?', '/']) {
            pos = start + rest.find('>').map_or(rest.len(), |n| n + 1);
        } else {
            pos = start;
        }
    }
    found
}

/// How long a comment is, from its exclamation mark on.
fn comment(rest: &str) -> usize {
    let inner = &rest[3..];
    if let Some(n) = [">", "->"].iter().find(|end| inner.starts_with(**end)) {
        return 3 + n.len();
    }
    let ends = ["-->", "--!>"].iter().filter_map(|end| inner.find(end).map(|n| n + end.len()));
    3 + ends.min().unwrap_or(inner.len())
}

/// How far it is to the tag that ends an element of text.
fn text(rest: &str, name: &str) -> usize {
    let is_end = |at: usize| {
        let tag = rest.as_bytes().get(at + 2..at + 2 + name.len());
        let after = rest.as_bytes().get(at + 2 + name.len()).copied().map_or(' ', char::from);
        tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
            && (is_blank(after) || matches!(after, '/' | '>'))
    };
    rest.match_indices("</").map(|(at, _)| at).find(|at| is_end(*at)).unwrap_or(rest.len())
}

/// A tag behind its name.
struct Tag {
    /// Where the names and values of its attributes are.
    attributes: Vec<(Range<usize>, Range<usize>)>,
    /// The place behind it.
    end: usize,
    /// Whether a slash closes it.
    is_closed: bool,
}

/// Reads a tag from behind its name on.
fn tag(html: &str, from: usize) -> Tag {
    let bytes = html.as_bytes();
    let upto = |at: usize, is_end: &dyn Fn(char) -> bool| {
        html[at.min(html.len())..].find(is_end).map_or(html.len(), |n| at + n)
    };
    let blanks = |at: usize| upto(at, &|c| !is_blank(c));
    let mut found = Vec::new();
    let mut at = from;
    loop {
        let value_end = at;
        at = upto(at, &|c| !is_blank(c) && c != '/');
        match bytes.get(at) {
            None => return Tag { attributes: found, end: html.len(), is_closed: false },
            Some(b'>') => {
                return Tag { attributes: found, end: at + 1, is_closed: at > value_end && bytes[at - 1] == b'/' };
            }
            Some(_) => {}
        }
        // An equals sign that stands first belongs to the name.
        let first = usize::from(bytes[at] == b'=');
        let name = at..upto(at + first, &|c| is_blank(c) || matches!(c, '/' | '>' | '='));
        at = blanks(name.end);
        if bytes.get(at) != Some(&b'=') {
            continue;
        }
        at = blanks(at + 1);
        let value = match bytes.get(at) {
            Some(quote @ (b'"' | b'\'')) => at + 1..upto(at + 1, &|c| c == char::from(*quote)),
            _ => at..upto(at, &|c| is_blank(c) || c == '>'),
        };
        let is_quoted = value.start > at;
        at = (value.end + usize::from(is_quoted)).min(html.len());
        found.push((name, value));
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}')
}

/// Whether an attribute leads what a form sends off this computer. An address among the `data-` of a form is
/// one that a script may send it to.
fn leaves(tag: &str, attribute: &str, value: &str) -> bool {
    match attribute {
        "action" => tag == "form" && is_absolute(&plain(value)),
        "formaction" => is_absolute(&plain(value)),
        _ if tag == "form" && attribute.starts_with("data-") => {
            let value = plain(value).to_ascii_lowercase();
            value.starts_with("https://") || value.starts_with("http://")
        }
        _ => false,
    }
}

/// Whether an address names a scheme or a host of its own, as browsers read it (URL Standard, section 4.4).
fn is_absolute(address: &str) -> bool {
    let mut starts = address.chars();
    let slashes = matches!((starts.next(), starts.next()), (Some('/' | '\\'), Some('/' | '\\')));
    let scheme = address.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '-' | '.')).next();
    let scheme = scheme.filter(|scheme| scheme.starts_with(|c: char| c.is_ascii_alphabetic())).unwrap_or("");
    slashes || (!scheme.is_empty() && address[scheme.len()..].starts_with(':'))
}

/// The named characters with which an address could be disguised.
const NAMED: &[(&str, &str)] = &[
    ("amp;", "&"),
    ("colon;", ":"),
    ("sol;", "/"),
    ("bsol;", "\\"),
    ("period;", "."),
    ("plus;", "+"),
    ("hyphen;", "-"),
    ("Tab;", ""),
    ("NewLine;", ""),
];

/// An attribute's value without references to characters, and without what browsers leave out of an address.
fn plain(value: &str) -> String {
    let mut out = String::new();
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(number) = rest.strip_prefix('#') {
            let (digits, radix) = number.strip_prefix(['x', 'X']).map_or((number, 10), |hex| (hex, 16));
            let len = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
            out.extend(u32::from_str_radix(&digits[..len], radix).ok().and_then(char::from_u32));
            rest = digits[len..].strip_prefix(';').unwrap_or(&digits[len..]);
        } else if let Some((name, character)) = NAMED.iter().find(|(name, _)| rest.starts_with(name)) {
            out.push_str(character);
            rest = &rest[name.len()..];
        } else {
            out.push('&');
        }
    }
    out.push_str(rest);
    out.retain(|c| !matches!(c, '\n' | '\r' | '\t'));
    out.trim_start_matches(|c: char| c <= ' ').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_that_would_leave_come_to_the_preview() {
        for (published, served) in [
            (r#"<form action="https://a.example/in">"#, r#"<form action="/__preview/form/https://a.example/in">"#),
            ("<FORM Method=post ACTION = 'HTTP://A/'>", "<FORM Method=post ACTION = '/__preview/form/HTTP://A/'>"),
            ("<form action=//a/b>", "<form action=/__preview/form///a/b>"),
            (r"<form action='\/a'>", r"<form action='/__preview/form/\/a'>"),
            ("<form action=' \n https://a'>", "<form action='/__preview/form/ \n https://a'>"),
            ("<form action='h&#116;tps&colon;//a'>", "<form action='/__preview/form/h&#116;tps&colon;//a'>"),
            ("<form action='ht\ntps://a'>", "<form action='/__preview/form/ht\ntps://a'>"),
            ("<form action='mailto:a@b.example'>", "<form action='/__preview/form/mailto:a@b.example'>"),
            ("<form/action=https://a/>", "<form/action=/__preview/form/https://a/>"),
            ("<form title='>' action=https://a>", "<form title='>' action=/__preview/form/https://a>"),
            ("<button formaction=https://a>", "<button formaction=/__preview/form/https://a>"),
            ("<form data-ask='https://a/ajax/b'>", "<form data-ask='/__preview/form/https://a/ajax/b'>"),
            ("<!-- > --><form action=https://a>", "<!-- > --><form action=/__preview/form/https://a>"),
            ("<!--><form action=https://a>-->", "<!--><form action=/__preview/form/https://a>-->"),
            ("1 < 2 <form action=https://a>", "1 < 2 <form action=/__preview/form/https://a>"),
            ("<p title=a'b><form action=https://a>", "<p title=a'b><form action=/__preview/form/https://a>"),
            ("<title>x</title><form action=https://a>", "<title>x</title><form action=/__preview/form/https://a>"),
            (
                "<svg><style/></svg><form action=https://a>",
                "<svg><style/></svg><form action=/__preview/form/https://a>",
            ),
        ] {
            assert_eq!(divert(published).replace(NOTE, ""), served);
            assert_eq!(divert(published).replace(CAUGHT, "").replace(NOTE, ""), published);
        }
    }

    #[test]
    fn whatever_a_page_holds_only_words_are_added() {
        const PIECES: &[&str] = &[
            "<form",
            " action=",
            "https://a",
            "'",
            "\"",
            ">",
            "/>",
            "<!--",
            "-->",
            "</script",
            "<script>",
            "ŵ",
            "=",
            " ",
            "<",
            "&#",
            "</",
            "<textarea",
            "formaction",
            "</body>",
            "&colon;",
            "!",
            "?",
            "/",
            "\0",
            "data-x",
        ];
        let mut random: u64 = 0x5eed_0003;
        for _ in 0..20_000 {
            let mut html = String::new();
            for _ in 0..12 {
                // xorshift, as in the other tests
                random ^= random << 13;
                random ^= random >> 7;
                random ^= random << 17;
                html.push_str(PIECES[(random % PIECES.len() as u64) as usize]);
            }
            assert_eq!(divert(&html).replace(CAUGHT, "").replace(NOTE, ""), html);
        }
    }

    #[test]
    fn a_page_with_a_form_says_that_it_is_caught() {
        let page = |inner: &str| format!("<body>{inner}</body></html>");
        assert_eq!(divert(&page("<FORM></FORM>")), page(&format!("<FORM></FORM>{NOTE}")));
        assert_eq!(divert("<form action=https://a>"), format!("<form action={CAUGHT}https://a>{NOTE}"));
        for html in ["<p>A form.</p>", "</form>", "<!-- <form> -->", "<formula>"] {
            assert_eq!(divert(&page(html)), page(html));
        }
        let late = "</body><form action=https://a>";
        assert_eq!(divert(late).replace(NOTE, ""), format!("</body><form action={CAUGHT}https://a>"));
    }

    #[test]
    fn everything_else_stays_as_it_is() {
        for html in [
            "<form action='../thanks/' method=post>",
            "<form action=''><form action><form>",
            "<form action='a/b:c'>",
            "<a href='https://a'>a</a><img action=https://a><form data-empty='Write to https://a'>",
            "<!-- <form action=https://a> -->",
            "<!-- --!><p><!-- <form action=https://a>",
            "<textarea><form action=https://a></textarea >",
            "<script>'<form action=https://a>' </scriptx> '<form action=https://a>'</SCRIPT>",
            "<title><form action=https://a>",
            "<script src=/a/>'<form action=https://a>'</script>",
            "</form action=https://a>",
            "<form title='action=https://a'>",
            "<form title=\"<form action=https://a>\">",
            "&lt;form action=https://a&gt;",
            "<form action='https",
            "<",
            "<!",
            "<!--",
            "</",
            "<form",
            "<form action",
            "<form action=",
            "<form action='",
        ] {
            assert_eq!(divert(html).replace(NOTE, ""), html.to_owned());
        }
    }
}

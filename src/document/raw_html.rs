//! HTML that an editor typed among the markdown: what could harm readers or break the page is
//! left out, by an HTML5 parser and a list of what is allowed, and every omission is reported.
//! Addresses in it become holes like those of any other link, so that they are checked too.

use super::body::{Body, HoleKind, Image};
use super::{Link, is_safe_scheme};
use crate::codes;
use crate::diagnostic::{Diagnostic, MOST_PER_FILE, Span};
use crate::source::{HOLE, Source};
use std::collections::HashSet;
use std::sync::LazyLock;

const TAGS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

const ATTRIBUTES: &[&str] = &[
    "alt",
    "aria-label",
    "aria-describedby",
    "aria-hidden",
    "aria-labelledby",
    "checked",
    "class",
    "colspan",
    "data-label",
    "datetime",
    "dir",
    "disabled",
    "headers",
    "height",
    "href",
    "hreflang",
    "id",
    "lang",
    "loading",
    "open",
    "reversed",
    "role",
    "rowspan",
    "scope",
    "src",
    "start",
    "tabindex",
    "title",
    "type",
    "value",
    "width",
];

static POLICY: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut policy = ammonia::Builder::empty();
    policy
        .tags(TAGS.iter().copied().collect())
        .clean_content_tags(HashSet::from(["script", "style", "template", "noscript"]))
        .generic_attributes(ATTRIBUTES.iter().copied().collect())
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "sms", "geo"]))
        .link_rel(None);
    policy
});

/// Reports what will be left out of one piece of raw HTML that begins at byte `start`.
pub(super) fn review(html: &str, start: usize, source: &Source, problems: &mut Vec<Diagnostic>) {
    for (name, at) in tags(html) {
        if problems.len() >= MOST_PER_FILE {
            return;
        }
        if !TAGS.contains(&name.to_ascii_lowercase().as_str()) {
            let span = Span::new(start + at, start + at + name.len());
            let help = "Delete it. If you need what it does, ask the hub's maintainer for another way.";
            let message = format!("The HTML tag “{name}” is left out of the page.");
            problems.push(source.problem(&codes::HTML_NOT_ALLOWED, span, message).help(help));
        }
    }
    let mut told: Vec<&str> = Vec::new();
    for Attribute { name, value, at, .. } in attributes(html) {
        if problems.len() >= MOST_PER_FILE {
            return;
        }
        // One message for an attribute that stands on several tags.
        if told.contains(&name) {
            continue;
        }
        let lower = name.to_ascii_lowercase();
        let unsafe_address = matches!(lower.as_str(), "href" | "src")
            && value
                .split_once(':')
                .is_some_and(|(scheme, _)| !scheme.contains(['/', '#', '?']) && !is_safe_scheme(scheme.trim()));
        // A check says of `target` what is wrong with it, and mends it.
        if lower != "target" && !ATTRIBUTES.contains(&lower.as_str()) || unsafe_address {
            told.push(name);
            let span = Span::new(start + at, start + at + name.len());
            let message = format!("“{name}” is left out of the HTML on this page.");
            let help = "Delete it. How things look is for the hub's theme to say, and pages may not run programs.";
            problems.push(source.problem(&codes::HTML_NOT_ALLOWED, span, message).help(help));
        }
    }
}

/// Makes a body with raw HTML safe and well-formed.
pub(super) fn sanitise(
    mut body: Body,
    source: &Source,
    start: usize,
    links: &mut Vec<Link>,
    anchors: &mut Vec<String>,
) -> Body {
    body.without_false_holes();
    let mut kinds = Vec::new();
    let mut marked = String::new();
    body.fill(&mut marked, |kind, out| {
        out.push_str(&format!("{HOLE}{}{HOLE}", kinds.len()));
        kinds.push(kind);
    });
    let clean = POLICY.clean(&marked).to_string();
    let mut out = Body::default();
    let mut done = 0;
    let found = attributes(&clean);
    for Attribute { name, value, at, tag, .. } in &found {
        if *name == "id" {
            anchors.push(unescape(value));
        }
        // The place of the value: after the name, the equals sign and the quote.
        let from = at + name.len() + 2;
        if !matches!(*name, "href" | "src") || value.contains(HOLE) || value.is_empty() || from < done {
            continue;
        }
        let link = u32::try_from(links.len()).unwrap_or(u32::MAX);
        let span = source
            .text
            .get(start..)
            .and_then(|text| text.find(value))
            .map_or(Span::new(start, start), |n| Span::new(start + n, start + n + value.len()));
        let is_image = *name == "src" && clean[*tag..].starts_with("img");
        links.push(Link { target: unescape(value), span, image: *name == "src" });
        if is_image {
            // Before the sign that opens the tag.
            unmark(&clean[done..tag - 1], &kinds, &mut out);
            out.hole(HoleKind::PictureStart(link));
            done = tag - 1;
        }
        unmark(&clean[done..from], &kinds, &mut out);
        done = from + value.len();
        if is_image {
            let has = |names: &[&str]| found.iter().any(|other| other.tag == *tag && names.contains(&other.name));
            let (has_size, has_loading) = (has(&["width", "height"]), has(&["loading"]));
            out.hole(HoleKind::Image(Image { link, has_size, has_loading }));
            let last = found.iter().rfind(|other| other.tag == *tag).map_or(done, |last| last.end);
            let end = clean[last..].find('>').map_or(clean.len(), |n| last + n + 1);
            unmark(&clean[done..end], &kinds, &mut out);
            out.hole(HoleKind::PictureEnd(link));
            done = end;
        } else {
            out.hole(HoleKind::Address(link));
        }
    }
    unmark(&clean[done..], &kinds, &mut out);
    out
}

/// Turns marks back into holes.
fn unmark(html: &str, kinds: &[HoleKind], out: &mut Body) {
    for (n, part) in html.split(HOLE).enumerate() {
        match part.parse::<usize>().ok().filter(|_| n % 2 == 1).and_then(|n| kinds.get(n)) {
            Some(kind) => out.hole(*kind),
            None => out.push(part),
        }
    }
}

fn unescape(value: &str) -> String {
    value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// The names of the opening tags and where they stand.
pub(crate) fn tags(html: &str) -> impl Iterator<Item = (&str, usize)> {
    html.match_indices('<').filter_map(|(at, _)| {
        let rest = &html[at + 1..];
        let len = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
        (rest.starts_with(|c: char| c.is_ascii_alphabetic()) && len > 0).then(|| (&rest[..len], at + 1))
    })
}

/// An attribute of a tag.
pub(crate) struct Attribute<'h> {
    /// Its name as it was typed.
    pub(crate) name: &'h str,
    /// Its value as it was typed.
    pub(crate) value: &'h str,
    /// Where its name stands.
    pub(crate) at: usize,
    /// Where it ends.
    pub(crate) end: usize,
    /// Where the name of its tag stands.
    pub(crate) tag: usize,
}

/// The attributes of all tags. Text between tags is passed over, so a quoted example in a page's
/// text is never taken for a tag.
pub(crate) fn attributes(html: &str) -> Vec<Attribute<'_>> {
    let mut found = Vec::new();
    for (name, tag) in tags(html) {
        let mut pos = tag + name.len();
        loop {
            let rest = &html[pos..];
            let skip = rest.len() - rest.trim_start_matches([' ', '\n', '\t', '/']).len();
            pos += skip;
            let rest = &html[pos..];
            let len = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len());
            if len == 0 {
                break;
            }
            let (attribute, place) = (&rest[..len], pos);
            pos += len;
            let value_at = html[pos..].strip_prefix('=').map(|_| pos + 1);
            let Some(value_at) = value_at else {
                found.push(Attribute { name: attribute, value: "", at: place, end: pos, tag });
                continue;
            };
            let rest = &html[value_at..];
            let (value, next) = match rest.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let end = rest[1..].find(quote).map_or(rest.len(), |n| n + 1);
                    (&rest[1.min(end)..end], value_at + (end + 1).min(rest.len()))
                }
                _ => {
                    let end = rest.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(rest.len());
                    (&rest[..end], value_at + end)
                }
            };
            found.push(Attribute { name: attribute, value, at: place, end: next, tag });
            pos = next;
        }
    }
    found
}

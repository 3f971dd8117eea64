//! Turns stretches of raw HTML into its tags and their attributes, each with its place in the source.
//! Comments are passed over, and what stands in quotes is never taken for a tag.

use crate::diagnostic::Span;

/// A tag as its writer typed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its name, in small letters.
    pub name: String,
    /// Whether it closes an element.
    pub closes: bool,
    /// All of it, in bytes of the source.
    pub span: Span,
    /// Its attributes, in order.
    pub attributes: Vec<Attribute>,
}

/// An attribute of a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name, in small letters.
    pub name: String,
    /// Its value as it was typed, without quotes.
    pub value: String,
    /// All of it, in bytes of the source.
    pub span: Span,
}

impl Tag {
    /// The value of an attribute.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|attribute| attribute.name == name).map(|attribute| attribute.value.trim())
    }
}

/// The tags in stretches of a source.
pub(super) fn tags(source: &str, stretches: &[Span]) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut n = 0;
    while let Some(first) = stretches.get(n) {
        // A block of HTML comes line by line, and a tag may go over several.
        let mut end = first.end;
        n += 1;
        while let Some(next) = stretches.get(n).filter(|next| next.start == end) {
            end = next.end;
            n += 1;
        }
        let (start, end) = (first.start as usize, end as usize);
        if let Some(html) = source.get(start..end) {
            tags_of(html, start, &mut found);
        }
    }
    found
}

fn tags_of(html: &str, start: usize, found: &mut Vec<Tag>) {
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|n| at + n) {
        let rest = &html[open + 1..];
        if rest.starts_with("!--") {
            at = rest.find("-->").map_or(html.len(), |n| open + 1 + n + 3);
            continue;
        }
        let closes = rest.starts_with('/');
        let name_at = open + 1 + usize::from(closes);
        let name = run(&html[name_at..], |c| c.is_ascii_alphanumeric() || c == '-');
        at = name_at + name.len();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let mut attributes = Vec::new();
        loop {
            at += run(&html[at..], |c| c.is_whitespace() || c == '/').len();
            let name = run(&html[at..], |c| !c.is_whitespace() && !matches!(c, '=' | '>' | '/'));
            if name.is_empty() {
                break;
            }
            let (value, end) = value(html, at + name.len());
            let span = Span::new(start + at, start + end);
            attributes.push(Attribute { name: name.to_ascii_lowercase(), value: value.to_owned(), span });
            at = end;
        }
        at += usize::from(html[at..].starts_with('>'));
        let span = Span::new(start + open, start + at);
        found.push(Tag { name: name.to_ascii_lowercase(), closes, span, attributes });
    }
}

/// The value after an attribute's name, and where it ends.
fn value(html: &str, name_end: usize) -> (&str, usize) {
    let blank = run(&html[name_end..], char::is_whitespace).len();
    let Some(rest) = html[name_end + blank..].strip_prefix('=') else { return ("", name_end) };
    let rest = rest.trim_start();
    let at = html.len() - rest.len();
    match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let len = rest[1..].find(quote).unwrap_or(rest.len() - 1);
            (&rest[1..1 + len], (at + len + 2).min(html.len()))
        }
        _ => {
            let value = run(rest, |c| !c.is_whitespace() && c != '>');
            (value, at + value.len())
        }
    }
}

fn run(text: &str, wanted: impl Fn(char) -> bool) -> &str {
    &text[..text.find(|c| !wanted(c)).unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_attributes_are_found_where_they_stand() {
        let text = "x <!-- <b> --><A href=\"a>b\" Target = _blank data-x>y</a><br/>=<\n<";
        let found = tags(text, &[Span::new(0, 30), Span::new(30, text.len())]);
        let names: Vec<_> = found.iter().map(|tag| (&*tag.name, tag.closes)).collect();
        assert_eq!(names, [("a", false), ("a", true), ("br", false)]);
        assert_eq!((found[0].value("href"), found[0].value("data-x")), (Some("a>b"), Some("")));
        assert_eq!(found[0].attributes[1].span.of(text), "Target = _blank");
        assert_eq!(found[0].span.of(text), "<A href=\"a>b\" Target = _blank data-x>");
    }
}

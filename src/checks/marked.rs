//! Turns the raw HTML of a page into an answer: whether words stand between tags that name a language. It knows tags by their
//! names only, and mends nothing.

use super::Page;
use crate::diagnostic::Span;

impl Page<'_> {
    /// Whether a tag that names a language is open at a place.
    pub fn has_language(&self, span: Span) -> bool {
        let mut open: Vec<(&str, bool)> = Vec::new();
        for html in self.html.iter().take_while(|html| html.start <= span.start) {
            for tag in html.of(self.source).split('<').skip(1) {
                let name =
                    |tag: &'_ str| tag.len().min(tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len()));
                if let Some(tag) = tag.strip_prefix('/') {
                    let name = &tag[..name(tag)];
                    if let Some(n) = open.iter().rposition(|(other, _)| other.eq_ignore_ascii_case(name)) {
                        open.truncate(n);
                    }
                } else if !tag.starts_with('!') && !matches!(&tag[..name(tag)], "br" | "hr" | "img" | "input" | "wbr") {
                    open.push((&tag[..name(tag)], tag.contains(" lang=")));
                }
            }
        }
        open.iter().any(|(_, marked)| *marked)
            || span.of(self.source).trim_start().starts_with('<') && span.of(self.source).contains(" lang=")
    }
}

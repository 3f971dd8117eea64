//! Turns what stands around words into an answer: whether a tag names their language, and whether somebody else said them.
//! It knows tags by their names only, and mends nothing.

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

    /// Whether a block is in a quotation and not in a box, whose first line names its kind.
    pub fn is_quotation(&self, block: usize) -> bool {
        let block = &self.blocks[block];
        if block.inside.quotes == 0 {
            return false;
        }
        let above = self.source.get(..block.span.start as usize).unwrap_or("");
        let lines = above.lines().rev().skip(1).take_while(|line| line.trim_start().starts_with('>'));
        let names_a_box = |line: &str| line.trim_start().trim_start_matches(['>', ' ']).starts_with("[!");
        !lines.chain(above.lines().rev().take(1)).any(names_a_box)
    }

    /// Whether quotation marks are open in a block at a byte of the text.
    pub fn is_in_quotation_marks(&self, block: usize, at: usize) -> bool {
        let before = self.words(&(self.blocks[block].range.start..at));
        let open = before.rfind('“');
        open.is_some() && open > before.rfind('”') || before.matches('"').count() % 2 == 1
    }
}

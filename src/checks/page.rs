//! Puts the parts of one page's text beside what is known of the page, for checks to look at. It judges nothing and
//! writes no HTML.

mod walk;

pub use walk::Walk;

use super::parts::Parts;
use crate::diagnostic::Span;
use crate::document::{Context, Document};
use std::ops::Deref;

/// One page as its writer typed it: its [`Parts`], and whose they are.
pub struct Page<'d> {
    /// The page, understood.
    pub document: &'d Document,
    /// What the hub says to all of its pages.
    pub context: &'d Context,
    /// The code of its language.
    pub lang: &'d str,
    /// The whole file.
    pub source: &'d str,
    /// Where its text begins, below the front matter, in bytes of the source.
    pub start: usize,
    parts: Parts,
}

/// Checks look at the parts by their names, and need not know that they were made first.
impl Deref for Page<'_> {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.parts
    }
}

/// What stands in the front matter for readers to read, in the order in which they meet it.
const READ: &[&str] = &["title", "summary", "image_alt", "image_caption"];

impl<'d> Page<'d> {
    /// A page of these parts.
    pub fn new(document: &'d Document, context: &'d Context, parts: Parts) -> Self {
        let source: &str = &document.source.text;
        let start = (document.text_start as usize).min(source.len());
        let lang = context.languages.get(document.address.lang).map_or("en", String::as_str);
        Self { document, context, lang, source, start, parts }
    }

    /// Leaves the room of its parts for another page.
    pub fn leave(self) {
        self.parts.leave();
    }

    /// The same page with the words of its front matter in the place of its text: each is a paragraph.
    pub(super) fn above(&self) -> Self {
        let front_matter = &self.document.front_matter;
        let stretch = |name: &&str| {
            let (words, span) = (front_matter.text(name)?, front_matter.span(name));
            // Nearly always at once or behind a quotation mark. What was typed in other signs than it is read has no place for each word.
            let typed = span.of(self.source);
            let at = [0, 1].into_iter().find(|at| typed.get(*at..).is_some_and(|typed| typed.starts_with(words)));
            let start = span.start as usize + at.or_else(|| typed.find(words))?;
            Some(Span::new(start, start + words.len()))
        };
        let parts = Parts::paragraphs(self.source, READ.iter().filter_map(stretch));
        Self { parts, ..*self }
    }

    /// Whether its HTML is published as it was typed.
    pub fn keeps_html(&self) -> bool {
        self.context.any_html.iter().any(|path| path == self.document.source.path.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::{Depth, Kind, MarkKind};
    use crate::content_type::Types;
    use crate::document;
    use crate::path::RelPath;
    use crate::source::Source;

    fn with_page<T>(text: &str, look: impl FnOnce(&Page<'_>) -> T) -> T {
        let context = Context {
            types: Types::default(),
            languages: vec!["en".to_owned()],
            any_html: Vec::new(),
            depth: Depth::Nothing,
            checks: Vec::new(),
            words: Default::default(),
        };
        let source = Source::new(RelPath::new("a.md"), text);
        let mut walk = Walk::new(source.text.clone());
        let (document, _) = document::parse(source, &context, &mut |event, range| walk.event(event, range));
        look(&Page::new(&document, &context, walk.finish()))
    }

    #[test]
    fn words_are_found_where_they_stand() {
        let text = "---\ntitle: A\n---\n\nSome *quite &amp; very* odd\nwords with [a **link**](b.md).\n";
        with_page(text, |page| {
            assert_eq!(page.text, "Some quite & very odd words with a link.\n");
            for words in ["quite", "very", "odd", "words", "link"] {
                let at = page.text.find(words).unwrap();
                assert_eq!(page.span(&(at..at + words.len())).of(text), words);
            }
            assert_eq!(page.words(&page.links[0].range), "a link");
            assert_eq!(page.links[0].span.of(text), "[a **link**](b.md)");
            let marks: Vec<_> = page.marks.iter().map(|mark| (mark.kind, page.words(&mark.range))).collect();
            assert_eq!(marks, [(MarkKind::Emphasis, "quite & very"), (MarkKind::Strong, "link")]);
        });
    }

    #[test]
    fn quotation_marks_and_dashes_are_as_they_were_typed() {
        let words = "\"It's so,\" -- he said --- 'well'... 4 -- 5.";
        with_page(&format!("---\ntitle: A\n---\n{words}\n\n- a \\\"b\\\" &quot;c\n"), |page| {
            assert_eq!(page.text, format!("{words}\na \"b\" \"c\n"));
        });
    }

    #[test]
    fn blocks_say_what_they_are_and_lie_in() {
        let text = "---\ntitle: A\n---\n# One\n\n- two\n- three\n  - four\n\n> five\n\n| six | seven |\n| --- | --- |\n| eight | nine |\n\n```\ncode\n```\n\nten[^1]\n\n[^1]: eleven\n";
        with_page(text, |page| {
            let blocks: Vec<_> = page.blocks.iter().map(|block| (block.kind, page.words(&block.range))).collect();
            let (head, cell) = (Kind::Cell { head: true }, Kind::Cell { head: false });
            let expected = [
                (Kind::Heading(1), "One"),
                (Kind::Item, "two"),
                (Kind::Item, "three"),
                (Kind::Item, "four"),
                (Kind::Paragraph, "five"),
                (head, "six"),
                (head, "seven"),
                (cell, "eight"),
                (cell, "nine"),
                (Kind::Code, ""),
                (Kind::Paragraph, "ten"),
                (Kind::Paragraph, "eleven"),
            ];
            assert_eq!(blocks, expected);
            let inside: Vec<_> = page.blocks.iter().map(|block| block.inside).collect();
            assert_eq!((inside[3].lists, inside[4].quotes, inside[5].table), (2, 1, 1));
            assert!(inside[11].note && !inside[10].note);
        });
    }

    #[test]
    fn tables_have_rows_and_html_has_tags() {
        let text = "---\ntitle: A\n---\n| a | b |\n| - | - |\n| c | d | e |\n\n> | f |\n> | - |\n> | g |\n\n<p\nclass=\"x\">h</p>\n";
        with_page(text, |page| {
            let rows = |n: usize| page.tables[n].rows.iter().map(|row| row.of(text).trim()).collect::<Vec<_>>();
            assert_eq!((rows(0), rows(1)), (vec!["| a | b |", "| c | d | e |"], vec!["| f |", "| g |"]));
            let cells: Vec<_> = page.cells(1).map(|cell| page.words(&cell.range)).collect();
            assert_eq!(cells, ["f", "g"]);
            assert_eq!((page.tags[0].value("class"), page.tags[1].closes), (Some("x"), true));
        });
    }

    #[test]
    fn pictures_have_words_and_the_link_that_they_are_in() {
        with_page("---\ntitle: A\n---\n[![A `red` door](door.jpg \"The door\")](b.md)\n", |page| {
            let image = &page.images[0];
            assert_eq!((&*image.alt, &*image.title, image.link), ("A red door", "The door", Some(0)));
            assert_eq!((page.links[0].images, page.words(&page.links[0].range)), (1, ""));
        });
    }
}

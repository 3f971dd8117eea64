//! Turns one page's markdown into what checks look at: its blocks, links, pictures and marks, and the
//! words that readers read, each with its place in the source. It judges nothing and writes no HTML.

use super::html::{self, Tag as HtmlTag};
use super::parts::{Block, Image, Inside, Kind, Link, Mark, MarkKind, Table};
use super::words::Words;
use crate::diagnostic::Span;
use crate::document::{Context, Document, markdown_options};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::cell::OnceCell;
use std::ops::Range;

/// One page as its writer typed it.
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
    /// The words that readers read, without marks: one block a line, code left out.
    pub text: String,
    /// Its blocks of text, in order.
    pub blocks: Vec<Block>,
    /// Its links, in order.
    pub links: Vec<Link>,
    /// Its pictures, in order.
    pub images: Vec<Image>,
    /// Words that are set apart in their line, in the order in which they end.
    pub marks: Vec<Mark>,
    /// Stretches of raw HTML, tags and comments, in bytes of the source.
    pub html: Vec<Span>,
    /// The tags in that HTML, in order.
    pub tags: Vec<HtmlTag>,
    /// Its tables, in order.
    pub tables: Vec<Table>,
    /// Which byte of the text is which byte of the source: where each unbroken piece begins in both.
    pieces: Vec<(usize, usize)>,
    /// Its words and sentences, once a check has asked for them.
    split: OnceCell<Words>,
}

impl<'d> Page<'d> {
    /// Takes a page apart.
    pub fn new(document: &'d Document, context: &'d Context) -> Self {
        let source: &str = &document.source.text;
        let start = (document.text_start as usize).min(source.len());
        let lang = context.languages.get(document.address.lang).map_or("en", String::as_str);
        let page = Self {
            document,
            context,
            lang,
            source,
            start,
            text: String::with_capacity(source.len() - start),
            blocks: Vec::new(),
            links: Vec::new(),
            images: Vec::new(),
            marks: Vec::new(),
            html: Vec::new(),
            tags: Vec::new(),
            tables: Vec::new(),
            pieces: Vec::new(),
            split: OnceCell::new(),
        };
        let mut walk = Walk {
            page,
            inside: Inside::default(),
            open: None,
            tables: 0,
            head: false,
            links: Vec::new(),
            marks: Vec::new(),
            images: Vec::new(),
            code: false,
        };
        // Quotation marks and dashes stay as they were typed, so that words keep their places.
        let options = markdown_options() - Options::ENABLE_SMART_PUNCTUATION;
        for (event, range) in Parser::new_ext(&source[start..], options).into_offset_iter() {
            walk.event(event, range.start + start..range.end + start);
        }
        walk.end_block();
        walk.page.tags = html::tags(source, &walk.page.html);
        walk.page
    }

    /// Whether its HTML is published as it was typed.
    pub fn keeps_html(&self) -> bool {
        self.context.any_html.iter().any(|path| path == self.document.source.path.as_str())
    }

    /// The cells of a table, by its number among [`Page::tables`], in order.
    pub fn cells(&self, table: usize) -> impl Iterator<Item = &Block> {
        let span = self.tables.get(table).map_or(Span::default(), |table| table.span);
        let first = self.blocks.partition_point(|block| block.span.start < span.start);
        self.blocks[first..].iter().take_while(move |block| block.span.start < span.end)
    }

    /// The pictures in a stretch of the source.
    pub fn images_in(&self, span: Span) -> impl Iterator<Item = &Image> {
        let first = self.images.partition_point(|image| image.span.start < span.start);
        self.images[first..].iter().take_while(move |image| image.span.end <= span.end)
    }

    /// The marks that end in a stretch of the source.
    pub fn marks_in(&self, span: Span) -> impl Iterator<Item = &Mark> {
        let first = self.marks.partition_point(|mark| mark.span.end <= span.start);
        self.marks[first..].iter().take_while(move |mark| mark.span.end <= span.end)
    }

    /// The words of a stretch of the text.
    pub fn words(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or("")
    }

    /// Its words and sentences.
    pub fn split(&self) -> &Words {
        self.split.get_or_init(|| Words::new(&self.text, &self.blocks))
    }

    /// Where a stretch of the text stands in the source.
    pub fn span(&self, range: &Range<usize>) -> Span {
        Span::new(
            self.place(range.start),
            self.place(range.end.saturating_sub(1).max(range.start)) + usize::from(!range.is_empty()),
        )
    }

    /// Where a byte of the text stands in the source.
    fn place(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|(text, _)| *text <= at);
        next.checked_sub(1).map_or(self.start, |n| self.pieces[n].1 + at - self.pieces[n].0)
    }

    /// The blocks that readers read in sentences: paragraphs, items and definitions, not code, tables or headings.
    pub fn prose(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|block| matches!(block.kind, Kind::Paragraph | Kind::Item | Kind::Definition))
    }
}

/// What is open while the parser's events go by.
struct Walk<'d> {
    page: Page<'d>,
    inside: Inside,
    open: Option<Block>,
    tables: u16,
    head: bool,
    links: Vec<usize>,
    marks: Vec<Mark>,
    images: Vec<Image>,
    code: bool,
}

impl Walk<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, &range),
            Event::Code(text) => {
                if let Some(image) = self.images.last_mut() {
                    image.alt.push_str(&text);
                    return;
                }
                self.begin_words(&range);
                let at = self.page.text.len();
                self.page.marks.push(Mark {
                    kind: MarkKind::Code,
                    range: at..at,
                    span: Span::new(range.start, range.end),
                });
                // Something stands between the words around it.
                self.piece(" ", &range);
            }
            Event::SoftBreak | Event::HardBreak => match self.images.last_mut() {
                Some(image) => image.alt.push(' '),
                None => self.piece(" ", &range),
            },
            Event::Html(_) | Event::InlineHtml(_) => self.page.html.push(Span::new(range.start, range.end)),
            Event::Rule | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, &range),
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        if self.code {
            return;
        }
        match self.images.last_mut() {
            Some(image) => image.alt.push_str(text),
            None => {
                self.begin_words(range);
                self.piece(text, range);
            }
        }
    }

    fn piece(&mut self, text: &str, range: &Range<usize>) {
        // An entity or an escaped letter is shorter than what was typed: it stands where that begins.
        self.page.pieces.push((self.page.text.len(), range.start));
        self.page.text.push_str(text);
    }

    /// Words that stand in an item or a definition by themselves are a block too.
    fn begin_words(&mut self, range: &Range<usize>) {
        if self.open.is_none() {
            let kind = if self.inside.lists > 0 { Kind::Item } else { Kind::Definition };
            self.begin_block(kind, range);
        }
    }

    fn begin_block(&mut self, kind: Kind, range: &Range<usize>) {
        self.end_block();
        let at = self.page.text.len();
        self.open = Some(Block { kind, range: at..at, span: Span::new(range.start, range.end), inside: self.inside });
    }

    fn end_block(&mut self) {
        let Some(mut block) = self.open.take() else { return };
        block.range.end = self.page.text.len();
        if let (Kind::Item | Kind::Definition, Some((_, last))) = (block.kind, self.page.pieces.last()) {
            block.span = Span::new(block.span.start as usize, (*last + 1).max(block.span.end as usize));
        }
        self.page.pieces.push((self.page.text.len(), block.span.end as usize));
        self.page.text.push('\n');
        self.page.blocks.push(block);
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let span = Span::new(range.start, range.end);
        let at = self.page.text.len();
        match tag {
            Tag::Paragraph => self.begin_block(Kind::Paragraph, &range),
            Tag::Heading { level, .. } => self.begin_block(Kind::Heading(level as u8), &range),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.begin_block(Kind::Code, &range);
                self.code = true;
            }
            Tag::BlockQuote(_) => {
                self.end_block();
                self.inside.quotes = self.inside.quotes.saturating_add(1);
            }
            Tag::List(_) => {
                self.end_block();
                self.inside.lists = self.inside.lists.saturating_add(1);
            }
            Tag::FootnoteDefinition(_) => {
                self.end_block();
                self.inside.note = true;
            }
            Tag::Table(_) => {
                self.end_block();
                self.tables = self.tables.saturating_add(1);
                self.inside.table = self.tables;
                self.page.tables.push(Table { span, rows: Vec::new() });
            }
            Tag::TableHead => {
                self.head = true;
                self.begin_row(span);
            }
            Tag::TableRow => self.begin_row(span),
            Tag::TableCell => self.begin_block(Kind::Cell { head: self.head }, &range),
            Tag::Emphasis => self.marks.push(Mark { kind: MarkKind::Emphasis, range: at..at, span }),
            Tag::Strong => self.marks.push(Mark { kind: MarkKind::Strong, range: at..at, span }),
            Tag::Strikethrough => self.marks.push(Mark { kind: MarkKind::Struck, range: at..at, span }),
            Tag::Link { link_type, dest_url, .. } => {
                self.begin_words(&range);
                let at = self.page.text.len();
                self.links.push(self.page.links.len());
                let bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
                self.page.links.push(Link { target: dest_url.to_string(), range: at..at, span, bare, images: 0 });
            }
            Tag::Image { dest_url, title, .. } => {
                let link = self.links.last().copied();
                let (target, title) = (dest_url.to_string(), title.to_string());
                self.images.push(Image { target, alt: String::new(), title, span, link });
            }
            Tag::Item | Tag::HtmlBlock | Tag::MetadataBlock(_) => {}
            Tag::DefinitionList | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {}
            Tag::Superscript | Tag::Subscript => {}
        }
    }

    fn begin_row(&mut self, span: Span) {
        if let Some(table) = self.page.tables.last_mut() {
            table.rows.push(span);
        }
    }

    fn end(&mut self, tag: TagEnd) {
        let at = self.page.text.len();
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell => self.end_block(),
            TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition => self.end_block(),
            TagEnd::CodeBlock => {
                self.code = false;
                self.end_block();
            }
            TagEnd::BlockQuote(_) => self.inside.quotes = self.inside.quotes.saturating_sub(1),
            TagEnd::List(_) => self.inside.lists = self.inside.lists.saturating_sub(1),
            TagEnd::FootnoteDefinition => self.inside.note = false,
            TagEnd::Table => self.inside.table = 0,
            TagEnd::TableHead => self.head = false,
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                if let Some(mut mark) = self.marks.pop() {
                    mark.range.end = at;
                    self.page.marks.push(mark);
                }
            }
            TagEnd::Link => {
                if let Some(n) = self.links.pop() {
                    self.page.links[n].range.end = at;
                }
            }
            TagEnd::Image => self.end_image(),
            TagEnd::TableRow | TagEnd::DefinitionList | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => {}
            TagEnd::Superscript | TagEnd::Subscript => {}
        }
    }

    /// A picture in the words of another is a part of those words.
    fn end_image(&mut self) {
        let Some(image) = self.images.pop() else { return };
        match self.images.last_mut() {
            Some(outer) => outer.alt.push_str(&image.alt),
            None => {
                if let Some(link) = image.link {
                    self.page.links[link].images += 1;
                }
                self.page.images.push(image);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::Depth;
    use crate::content_type::Types;
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
        let (document, _) = crate::document::parse(Source::new(RelPath::new("a.md"), text), &context);
        look(&Page::new(&document, &context))
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

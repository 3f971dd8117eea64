//! What a page's text is made of, as checks see it: blocks, links, pictures, marks and tables, each with its
//! place. Plain values, which [`super::Page`] holds.

use super::html::Tag as HtmlTag;
use super::words::Words;
use crate::diagnostic::Span;
use std::cell::{Cell, OnceCell, RefCell};
use std::ops::Range;

/// What a page's text is made of.
#[derive(Default)]
pub struct Parts {
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
    pub(super) pieces: Vec<(usize, usize)>,
    /// Its words and sentences, once a check has asked for them.
    split: OnceCell<Words>,
    /// Room for them.
    room: Cell<Words>,
}

thread_local! {
    /// Room for the parts of a page, made once and used for page after page.
    static ROOM: RefCell<Parts> = RefCell::default();
}

impl Parts {
    /// No parts, and room for those of a source.
    pub fn with_room(source: &str) -> Self {
        let mut parts = ROOM.take();
        parts.text.reserve(source.len());
        parts
    }

    /// Leaves its room for the parts of another page. Each field is named, so that none can be left as it is.
    pub fn leave(self) {
        let mut text = self.text;
        text.clear();
        ROOM.set(Self {
            text,
            blocks: emptied(self.blocks),
            links: emptied(self.links),
            images: emptied(self.images),
            marks: emptied(self.marks),
            html: emptied(self.html),
            tags: emptied(self.tags),
            tables: emptied(self.tables),
            pieces: emptied(self.pieces),
            room: self.split.into_inner().map_or(self.room, Cell::new),
            split: OnceCell::new(),
        });
    }

    /// Stretches of a source, each of which is a paragraph of plain words.
    pub fn paragraphs(source: &str, stretches: impl Iterator<Item = Span>) -> Self {
        let mut parts = Self::default();
        for span in stretches {
            let start = parts.text.len();
            parts.add(span.of(source), span.start as usize);
            let range = start..parts.text.len();
            parts.text.push('\n');
            parts.blocks.push(Block { kind: Kind::Paragraph, range, span, inside: Inside::default() });
        }
        parts
    }

    /// Adds words that begin at that byte of the source. An entity or an escaped letter is shorter than what was typed: it
    /// stands where that begins.
    pub(super) fn add(&mut self, words: &str, start: usize) {
        self.pieces.push((self.text.len(), start));
        self.text.push_str(words);
    }

    /// The cells of a table, by its number among [`Parts::tables`], in order.
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

    /// Where a sign of ASCII stands in the text.
    pub fn places(&self, sign: u8) -> impl Iterator<Item = usize> {
        memchr::memchr_iter(sign, self.text.as_bytes())
    }

    /// Whether a sign of ASCII stands in the text at all.
    pub fn has_sign(&self, sign: u8) -> bool {
        memchr::memchr(sign, self.text.as_bytes()).is_some()
    }

    /// Its words and sentences.
    pub fn split(&self) -> &Words {
        self.split.get_or_init(|| self.room.take().again(&self.text, &self.blocks))
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
        next.checked_sub(1).map_or(0, |n| self.pieces[n].1 + at - self.pieces[n].0)
    }
}

/// A heading, a paragraph, an item or a cell: a stretch of words that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Its words, in bytes of [`Parts::text`].
    pub range: Range<usize>,
    /// All of it, in bytes of the source.
    pub span: Span,
    /// What it lies in.
    pub inside: Inside,
}

impl Block {
    /// Whether it is read in sentences: a paragraph, an item or a definition, not code, a table or a heading.
    pub fn is_prose(&self) -> bool {
        matches!(self.kind, Kind::Paragraph | Kind::Item | Kind::Definition)
    }
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A heading of that level as it was typed, 1 to 6.
    Heading(u8),
    /// A paragraph, also one in a list or a quotation.
    Paragraph,
    /// The words of a list's item that is no paragraph.
    Item,
    /// A term, or what is said of it.
    Definition,
    /// A cell of a table.
    Cell {
        /// Whether it is in the row of headings.
        head: bool,
    },
    /// Lines of code, which have no words.
    Code,
}

/// What a block lies in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inside {
    /// How many lists.
    pub lists: u8,
    /// How many quotations, or boxes that begin like one.
    pub quotes: u8,
    /// The table's number on the page, counted from 1.
    pub table: u16,
    /// Whether it is a footnote's.
    pub note: bool,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it leads to, as typed.
    pub target: String,
    /// The words in it, in bytes of [`Parts::text`].
    pub range: Range<usize>,
    /// All of it, in bytes of the source.
    pub span: Span,
    /// Whether it is an address that stands for itself, such as `<https://example.org>`.
    pub bare: bool,
    /// How many pictures are in it.
    pub images: usize,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// All of it, in bytes of the source.
    pub span: Span,
    /// Its rows in bytes of the source; the first is that of the headings.
    pub rows: Vec<Span>,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// What it shows, as typed.
    pub target: String,
    /// The words that stand for it. They are no part of [`Parts::text`].
    pub alt: String,
    /// Its caption.
    pub title: String,
    /// All of it, in bytes of the source.
    pub span: Span,
    /// The link that it is in, by its number among [`Parts::links`].
    pub link: Option<usize>,
}

/// Words that are set apart in their line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// How.
    pub kind: MarkKind,
    /// The words, in bytes of [`Parts::text`].
    pub range: Range<usize>,
    /// All of it with its marks, in bytes of the source.
    pub span: Span,
}

/// How words are set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// In italics.
    Emphasis,
    /// In bold.
    Strong,
    /// Struck out.
    Struck,
    /// As code. The words are no part of [`Parts::text`].
    Code,
}

fn emptied<T>(mut list: Vec<T>) -> Vec<T> {
    list.clear();
    list
}

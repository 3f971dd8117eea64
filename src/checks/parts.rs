//! What a page is made of, as checks see it: blocks, links, pictures, marks and tables, each with its
//! place. Plain values, which [`super::Page`] holds.

#[cfg(doc)]
use super::Page;
use crate::diagnostic::Span;
use std::ops::Range;

/// A heading, a paragraph, an item or a cell: a stretch of words that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Its words, in bytes of [`Page::text`].
    pub range: Range<usize>,
    /// All of it, in bytes of the source.
    pub span: Span,
    /// What it lies in.
    pub inside: Inside,
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
    /// The words in it, in bytes of [`Page::text`].
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
    /// The words that stand for it. They are no part of [`Page::text`].
    pub alt: String,
    /// Its caption.
    pub title: String,
    /// All of it, in bytes of the source.
    pub span: Span,
    /// The link that it is in, by its number among [`Page::links`].
    pub link: Option<usize>,
}

/// Words that are set apart in their line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// How.
    pub kind: MarkKind,
    /// The words, in bytes of [`Page::text`].
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
    /// As code. The words are no part of [`Page::text`].
    Code,
}

//! Turns the events of a markdown parser into [`Parts`] as they go by: blocks, links, pictures and marks, and the
//! words that readers read, each with its place in the source.

use super::super::html;
use super::super::parts::{Block, Image, Inside, Kind, Link, Mark, MarkKind, Parts, Table};
use crate::diagnostic::Span;
use crate::document::{Document, markdown_options};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Parser, Tag, TagEnd};
use std::ops::Range;
use std::sync::Arc;

/// What is open while the parser's events go by.
#[derive(Default)]
pub struct Walk {
    source: Arc<str>,
    parts: Parts,
    inside: Inside,
    open: Option<Block>,
    tables: u16,
    head: bool,
    links: Vec<usize>,
    marks: Vec<Mark>,
    images: Vec<Image>,
    code: bool,
}

impl Walk {
    /// Begins with no parts yet.
    pub fn new(source: Arc<str>) -> Self {
        let parts = Parts::with_room(&source);
        Self { source, parts, ..Self::default() }
    }

    /// The parts of a document that was parsed before.
    pub fn again(document: &Document) -> Parts {
        let text = &document.source.text;
        let start = (document.text_start as usize).min(text.len());
        let mut walk = Self::new(text.clone());
        for (event, range) in Parser::new_ext(&text[start..], markdown_options()).into_offset_iter() {
            walk.event(&event, range.start + start..range.end + start);
        }
        walk.finish()
    }

    /// All of the parts.
    pub fn finish(mut self) -> Parts {
        self.end_block();
        self.parts.tags = html::tags(&self.source, &self.parts.html);
        self.parts
    }

    /// Takes the next event, with its place in the source.
    pub fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.text(text, &range),
            Event::Code(text) => {
                if let Some(image) = self.images.last_mut() {
                    image.alt.push_str(text);
                    return;
                }
                self.begin_words(&range);
                let at = self.parts.text.len();
                self.parts.marks.push(Mark {
                    kind: MarkKind::Code,
                    range: at..at,
                    span: Span::new(range.start, range.end),
                });
                // Something stands between the words around it.
                self.parts.add(" ", range.start);
            }
            Event::SoftBreak | Event::HardBreak => match self.images.last_mut() {
                Some(image) => image.alt.push(' '),
                None => self.parts.add(" ", range.start),
            },
            Event::Html(_) | Event::InlineHtml(_) => self.parts.html.push(Span::new(range.start, range.end)),
            Event::Rule | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(text, &range),
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        if self.code {
            return;
        }
        if self.images.is_empty() {
            self.begin_words(range);
        }
        // Quotation marks and dashes are as they were typed, not as they are printed, so that words keep their places.
        let is_printed = |typed: &&str| matches!(typed.as_bytes(), [b'"' | b'\'' | b'-' | b'.', ..]);
        let text = self.source.get(range.clone()).filter(is_printed).unwrap_or(text);
        match self.images.last_mut() {
            Some(image) => image.alt.push_str(text),
            None => self.parts.add(text, range.start),
        }
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
        let at = self.parts.text.len();
        self.open = Some(Block { kind, range: at..at, span: Span::new(range.start, range.end), inside: self.inside });
    }

    fn end_block(&mut self) {
        let Some(mut block) = self.open.take() else { return };
        block.range.end = self.parts.text.len();
        if let (Kind::Item | Kind::Definition, Some((_, last))) = (block.kind, self.parts.pieces.last()) {
            block.span = Span::new(block.span.start as usize, (*last + 1).max(block.span.end as usize));
        }
        self.parts.pieces.push((self.parts.text.len(), block.span.end as usize));
        self.parts.text.push('\n');
        self.parts.blocks.push(block);
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        let span = Span::new(range.start, range.end);
        let at = self.parts.text.len();
        match tag {
            Tag::Paragraph => self.begin_block(Kind::Paragraph, &range),
            Tag::Heading { level, .. } => self.begin_block(Kind::Heading(*level as u8), &range),
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
                self.parts.tables.push(Table { span, rows: Vec::new() });
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
                let at = self.parts.text.len();
                self.links.push(self.parts.links.len());
                let bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
                self.parts.links.push(Link { target: dest_url.to_string(), range: at..at, span, bare, images: 0 });
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
        if let Some(table) = self.parts.tables.last_mut() {
            table.rows.push(span);
        }
    }

    fn end(&mut self, tag: TagEnd) {
        let at = self.parts.text.len();
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
                    self.parts.marks.push(mark);
                }
            }
            TagEnd::Link => {
                if let Some(n) = self.links.pop() {
                    self.parts.links[n].range.end = at;
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
                    self.parts.links[link].images += 1;
                }
                self.parts.images.push(image);
            }
        }
    }
}

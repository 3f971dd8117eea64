//! Where the HTML of a page is put together: the bodies that are open, and what is known of the
//! place that is written. It knows no markdown; the events do.

use super::boxes::Quote;
use super::tables::Table;
use super::words::words;
use super::{Html, Markdown};
use crate::codes;
use crate::diagnostic::{Diagnostic, MOST_PER_FILE, Span};
use crate::document::body::Body;
use crate::document::raw_html;
use crate::source::Source;
use pulldown_cmark_escape::escape_html;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

thread_local! {
    /// Room to write in, made once and used for page after page.
    static ROOM: Cell<Room> = Cell::default();
}

#[derive(Default)]
struct Room {
    body: Body,
    spare: Body,
    plain: String,
    shown: String,
}

/// The markdown writer. Blocks whose tag depends on what is inside them are written to a body
/// of their own and added when they end; `bodies` holds those that are open.
pub(super) struct Writer<'a> {
    pub(super) source: &'a Source,
    pub(super) problems: &'a mut Vec<Diagnostic>,
    pub(super) start: usize,
    pub(super) title: Option<&'a str>,
    pub(super) html: Html,
    pub(super) bodies: Vec<Body>,
    /// An empty body whose room is used again.
    pub(super) spare: Body,
    /// Plain text of what is open: a heading, an image's description, the first paragraph.
    pub(super) plain: String,
    /// How many images are open; their text is a description and not shown.
    pub(super) images: u32,
    /// The outermost open image's address and caption.
    pub(super) image: (String, String),
    pub(super) in_heading: bool,
    /// The open heading's own id.
    pub(super) heading_id: Option<String>,
    /// The labels of the open footnotes.
    pub(super) open_notes: Vec<String>,
    /// Whether the open paragraph holds anything but one image.
    pub(super) paragraph: Option<Paragraph>,
    /// The quotations and boxes that are open.
    pub(super) quotes: Vec<Quote>,
    /// Up to here the text names the kind of a box.
    pub(super) hidden_until: usize,
    /// Whether a line has just ended inside a paragraph.
    pub(super) after_break: bool,
    pub(super) table: Table,
    /// How many tables had no caption.
    pub(super) unnamed_tables: usize,
    /// The caption of the table that should come next.
    pub(super) caption: Option<Body>,
    pub(super) caption_prefix: &'static str,
    pub(super) footnotes: BTreeMap<String, Footnote>,
    /// How many footnotes have a number.
    pub(super) numbered: usize,
    pub(super) open_links: Vec<usize>,
    pub(super) ids: BTreeSet<String>,
    /// The last number given to an id that was taken.
    pub(super) id_numbers: BTreeMap<String, usize>,
    pub(super) raw: bool,
    /// All text that is shown so far, without marks; its words are counted at the end.
    pub(super) shown: String,
    /// Whether the last text was a closing square bracket.
    pub(super) after_bracket: bool,
    /// How many blocks and marks are open.
    pub(super) depth: usize,
    /// How many raw HTML tags there have been.
    pub(super) tags: usize,
    pub(super) too_many_tags: bool,
    pub(super) first_block: bool,
    pub(super) out: Markdown,
}

#[derive(Default)]
pub(super) struct Paragraph {
    /// How many blocks and marks are open at its beginning, itself included.
    pub(super) depth: usize,
    pub(super) images: u32,
    pub(super) other: bool,
    pub(super) captions: Vec<String>,
}

#[derive(Default)]
pub(super) struct Footnote {
    pub(super) number: usize,
    pub(super) uses: u32,
    pub(super) body: Option<Body>,
}

/// The body that is written just now.
pub(super) fn open(bodies: &mut Vec<Body>) -> &mut Body {
    if bodies.is_empty() {
        bodies.push(Body::default());
    }
    let last = bodies.len() - 1;
    &mut bodies[last]
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        source: &'a Source,
        start: usize,
        title: Option<&'a str>,
        html: Html,
        problems: &'a mut Vec<Diagnostic>,
    ) -> Self {
        let Room { body, spare, plain, shown } = ROOM.take();
        Self {
            source,
            problems,
            start,
            title,
            html,
            bodies: vec![body],
            spare,
            plain,
            images: 0,
            image: Default::default(),
            in_heading: false,
            heading_id: None,
            open_notes: Vec::new(),
            paragraph: None,
            quotes: Vec::new(),
            hidden_until: 0,
            after_break: false,
            table: Table::default(),
            unnamed_tables: 0,
            caption: None,
            caption_prefix: "",
            footnotes: BTreeMap::new(),
            numbered: 0,
            shown,
            after_bracket: false,
            depth: 0,
            tags: 0,
            too_many_tags: false,
            open_links: Vec::new(),
            ids: BTreeSet::new(),
            id_numbers: BTreeMap::new(),
            raw: false,
            first_block: true,
            out: Markdown {
                body: Body::default(),
                headings: Vec::new(),
                links: Vec::new(),
                anchors: Vec::new(),
                words: 0,
                lead: String::new(),
                title: None,
            },
        }
    }

    pub(super) fn body(&mut self) -> &mut Body {
        open(&mut self.bodies)
    }

    pub(super) fn push(&mut self, html: &str) {
        self.body().push(html);
    }

    pub(super) fn escaped(&mut self, text: &str) {
        // Writing to a string can't fail.
        let _ = escape_html(self.body().html_mut(), text);
    }

    pub(super) fn open_body(&mut self) {
        self.bodies.push(std::mem::take(&mut self.spare));
    }

    pub(super) fn close_body(&mut self) -> Body {
        self.bodies.pop().unwrap_or_default()
    }

    pub(super) fn append(&mut self, mut inner: Body) {
        self.body().append(&mut inner);
        self.spare = inner;
    }

    pub(super) fn problem(&mut self, code: &'static codes::Code, range: Range<usize>, message: String, help: String) {
        if self.problems.len() < MOST_PER_FILE {
            self.problems.push(self.source.problem(code, Span::new(range.start, range.end), message).help(help));
        }
    }

    /// Whether anybody will ask for the plain text of what is open.
    pub(super) fn wants_plain(&self) -> bool {
        self.images > 0 || self.in_heading || self.table.in_head || self.out.lead.is_empty()
    }

    pub(super) fn mark_paragraph(&mut self) {
        if let Some(paragraph) = self.paragraph.as_mut().filter(|_| self.images == 0) {
            paragraph.other = true;
        }
    }

    /// What the page's text comes to.
    pub(super) fn finish(mut self) -> Markdown {
        self.caption_of_nothing();
        while self.bodies.len() > 1 {
            let inner = self.close_body();
            self.append(inner);
        }
        self.write_footnotes();
        let mut body = self.close_body();
        if self.raw {
            body = raw_html::sanitise(body, self.source, self.start, &mut self.out.links, &mut self.out.anchors);
        }
        self.out.body = body.clone();
        body.clear();
        self.spare.clear();
        self.plain.clear();
        self.out.words = words(&self.shown);
        self.shown.clear();
        ROOM.set(Room { body, spare: self.spare, plain: self.plain, shown: self.shown });
        self.out
    }
}

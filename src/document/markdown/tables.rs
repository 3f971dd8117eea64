//! Tables. On a narrow screen the theme shows each row as a block of its own, so every cell knows
//! its column's heading. What the tags mean stays with browsers, whatever a style sheet makes of them:
//! HTML forbids to repeat it as roles (ARIA in HTML, 4), and `tests/browser` asks the browser.

use super::Writer;
use super::writer::open;
use crate::document::body::{Body, HoleKind, Word};
use pulldown_cmark::Alignment;
use pulldown_cmark_escape::escape_html;

/// What a paragraph begins with that is the caption of the table below it, in English and Welsh.
const CAPTION: [&str; 2] = ["Table: ", "Tabl: "];

/// The open table.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    /// The headings of its columns, each as the attribute that the cells below it have.
    labels: Vec<String>,
    cell: usize,
    /// How the open heading stands.
    class: &'static str,
    pub(super) in_head: bool,
}

impl Writer<'_> {
    /// Keeps a paragraph that is a caption for the table that should follow.
    pub(super) fn caption(&mut self, mut paragraph: Body) -> Option<Body> {
        let prefix = CAPTION.iter().find(|prefix| paragraph.html().starts_with(**prefix));
        let Some(prefix) = prefix else { return Some(paragraph) };
        self.caption_prefix = prefix;
        paragraph.cut_front(prefix.len());
        self.caption = Some(paragraph);
        None
    }

    /// Shows a caption without a table as the paragraph that it is.
    pub(super) fn caption_of_nothing(&mut self) {
        if let Some(caption) = self.caption.take() {
            self.push("<p>");
            self.push(self.caption_prefix);
            self.append(caption);
            self.push("</p>\n");
        }
    }

    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.table = Table { alignments, ..Table::default() };
        self.push("<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label");
        match self.caption.take() {
            Some(caption) => {
                let id = self.new_id("table-caption");
                self.push(&format!("ledby=\"{id}\">\n<table>\n<caption id=\"{id}\">"));
                self.append(caption);
                self.push("</caption>\n");
            }
            None => {
                self.push("=\"");
                self.body().hole(HoleKind::Word(Word::Table));
                // Regions with the same name could not be told apart.
                self.unnamed_tables += 1;
                if self.unnamed_tables > 1 {
                    self.push(&format!(" {}", self.unnamed_tables));
                }
                self.push("\">\n<table>\n");
            }
        }
    }

    pub(super) fn start_head(&mut self) {
        self.table.in_head = true;
        self.push("<thead>\n<tr>");
    }

    pub(super) fn end_head(&mut self) {
        self.table.in_head = false;
        self.push("</tr>\n</thead>\n<tbody>\n");
    }

    pub(super) fn start_row(&mut self) {
        self.table.cell = 0;
        self.push("<tr>");
    }

    pub(super) fn start_cell(&mut self) {
        let Table { alignments, labels, cell, in_head, .. } = &self.table;
        let class = match alignments.get(*cell) {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Center) => " class=\"centre\"",
            _ => "",
        };
        if *in_head {
            self.table.class = class;
            self.plain.clear();
            self.open_body();
        } else {
            let body = open(&mut self.bodies);
            body.push("<td");
            body.push(labels.get(*cell).map_or("", String::as_str));
            body.push(class);
            body.push(">");
        }
        self.table.cell += 1;
    }

    pub(super) fn end_cell(&mut self) {
        if self.table.in_head {
            let inner = self.close_body();
            // A heading without words would be announced as one; the corner of a table is none.
            let (open, close) = match inner.is_empty() {
                true => ("<td", "</td>"),
                false => ("<th scope=\"col\"", "</th>"),
            };
            self.push(open);
            self.push(self.table.class);
            self.push(">");
            self.append(inner);
            self.push(close);
            self.table.labels.push(label(self.plain.trim()));
        } else {
            self.push("</td>");
        }
        self.plain.push(' ');
    }
}

/// What a cell says of its column, for narrow screens.
fn label(heading: &str) -> String {
    let mut label = String::new();
    if !heading.is_empty() {
        label.push_str(" data-label=\"");
        // Writing to a string can't fail.
        let _ = escape_html(&mut label, heading);
        label.push('"');
    }
    label
}

//! Quotations and boxes: both are written with `>`, and a box names its kind in its first line.
//! The five kinds that GitHub knows are the parser's; the others are found here.

use super::Writer;
use crate::codes;
use crate::diagnostic::did_you_mean;
use crate::document::body::{Body, HoleKind, Word};
use pulldown_cmark::BlockQuoteKind;
use std::ops::Range;

/// A kind of box.
struct Kind {
    /// What stands in the brackets: `[!DO]`.
    marker: &'static str,
    class: &'static str,
    /// Its heading, in the page's language.
    word: Word,
    /// Whether each entry of a list in it begins with the heading, for those who hear one entry
    /// without the others.
    repeats: bool,
}

const fn kind(marker: &'static str, class: &'static str, word: Word) -> Kind {
    Kind { marker, class, word, repeats: false }
}

/// Every kind of box.
const KINDS: [Kind; 7] = [
    kind("NOTE", "note", Word::Note),
    kind("TIP", "tip", Word::Tip),
    kind("IMPORTANT", "important", Word::Important),
    kind("WARNING", "warning", Word::Warning),
    kind("CAUTION", "caution", Word::Caution),
    kind("DO", "do", Word::Do),
    Kind { repeats: true, ..kind("DONT", "dont", Word::Dont) },
];

/// What a `>` has opened.
pub(super) enum Quote {
    Box {
        repeats: Option<Word>,
    },
    /// A quotation is written to a body of its own, as whom it is by decides its tags.
    Quotation {
        by: Option<Body>,
        /// How many blocks are open right in it.
        depth: usize,
    },
}

impl Writer<'_> {
    pub(super) fn start_quote(&mut self, known: Option<BlockQuoteKind>, range: &Range<usize>) {
        let found = match known {
            Some(BlockQuoteKind::Note) => named("NOTE"),
            Some(BlockQuoteKind::Tip) => named("TIP"),
            Some(BlockQuoteKind::Important) => named("IMPORTANT"),
            Some(BlockQuoteKind::Warning) => named("WARNING"),
            Some(BlockQuoteKind::Caution) => named("CAUTION"),
            None => self.marked(range),
        };
        let Some(kind) = found else {
            self.quotes.push(Quote::Quotation { by: None, depth: self.depth });
            return self.open_body();
        };
        self.quotes.push(Quote::Box { repeats: kind.repeats.then_some(kind.word) });
        self.push(&format!(
            "<div class=\"callout callout-{}\" role=\"note\">\n<p class=\"callout-title\">",
            kind.class
        ));
        self.body().hole(HoleKind::Word(kind.word));
        self.push("</p>\n");
    }

    /// The box that a quotation's first line names, which is then not shown.
    fn marked(&mut self, range: &Range<usize>) -> Option<&'static Kind> {
        let text = self.source.text.get(range.clone())?;
        // Of quotations in each other only the inmost is named; five blanks or more make it code.
        let at = text.find("[!").filter(|at| matches!(&text[..*at], ">" | "> " | ">  " | ">   " | ">    " | ">\t"))?;
        let (marker, rest) = text[at + 2..].lines().next()?.split_once(']')?;
        // That is a link.
        if rest.starts_with(['(', '[', ':']) {
            return None;
        }
        let end = range.start + at + 2 + marker.len() + 1;
        let found = named(marker);
        if found.is_none() && rest.trim().is_empty() {
            let markers = KINDS.iter().map(|kind| kind.marker);
            let typed = marker.to_uppercase();
            let near = markers.clone().find(|marker| !typed.is_empty() && marker.starts_with(&typed));
            let help = match near.or_else(|| did_you_mean(&typed, markers.clone())) {
                Some(near) => format!("Did you mean [!{near}]?"),
                None => {
                    format!("These boxes exist: {}.", markers.map(|m| format!("[!{m}]")).collect::<Vec<_>>().join(", "))
                }
            };
            let message = format!("“[!{marker}]” is no kind of box, so readers see it as it stands.");
            self.problem(&codes::CALLOUT_UNKNOWN, range.start + at..end, message, help);
        }
        if found.is_some() {
            self.hidden_until = end;
        }
        found
    }

    /// Tells a paragraph that begins like a box and is none.
    pub(super) fn check_marker(&mut self, text: &str, at: usize) {
        let Some((marker, _)) = text.strip_prefix("[!").and_then(|text| text.split_once(']')) else { return };
        if named(marker).is_some() {
            let message = format!("“[!{marker}]” opens a box only where > stands before it.");
            let help = format!("Type > and a blank before this line and before each line of the box:\n> [!{marker}]");
            self.problem(&codes::CALLOUT_UNKNOWN, at..at + marker.len() + 3, message, help);
        }
    }

    pub(super) fn end_quote(&mut self) {
        match self.quotes.pop() {
            Some(Quote::Box { .. }) => self.push("</div>\n"),
            Some(Quote::Quotation { by, .. }) => {
                let mut inner = self.close_body();
                // A dash before the only line there is says nothing about who said it.
                let by = match by {
                    Some(mut only) if inner.is_empty() => {
                        inner.push("<p>");
                        inner.append(&mut only);
                        inner.push("</p>\n");
                        None
                    }
                    by => by,
                };
                self.push(if by.is_some() { "<figure class=\"quote\">\n<blockquote>\n" } else { "<blockquote>\n" });
                self.append(inner);
                self.push("</blockquote>\n");
                if let Some(by) = by {
                    self.push("<figcaption>");
                    self.append(by);
                    self.push("</figcaption>\n</figure>\n");
                }
            }
            None => {}
        }
    }

    pub(super) fn start_item(&mut self) {
        self.push("<li>");
        if let Some(Quote::Box { repeats: Some(word) }) = self.quotes.last() {
            let word = *word;
            self.push("<span class=\"unseen\">");
            self.body().hole(HoleKind::Word(word));
            self.push(": </span>");
        }
    }

    /// Whether a text says whom the open quotation is by: a dash, and then a name, right in the
    /// quotation and not in a list, a note or a mark in it. `depth` is where the text stands.
    pub(super) fn says_by_whom(&self, text: &str, depth: usize) -> bool {
        self.is_right_in_quotation(depth) && text.starts_with(['—', '–'])
    }

    fn is_right_in_quotation(&self, depth: usize) -> bool {
        matches!(self.quotes.last(), Some(Quote::Quotation { depth: quote, .. }) if depth == quote + 1)
    }

    /// Takes the line that says whom the open quotation is by. An earlier one was a part of what is
    /// quoted.
    pub(super) fn by_whom(&mut self, line: Body, depth: usize) {
        self.not_by_whom(depth);
        if let Some(Quote::Quotation { by, .. }) = self.quotes.last_mut() {
            *by = Some(line);
        }
    }

    /// Puts a line back that looked as if it said whom the quotation is by, as more text follows.
    pub(super) fn not_by_whom(&mut self, depth: usize) {
        if self.is_right_in_quotation(depth)
            && let Some(Quote::Quotation { by, .. }) = self.quotes.last_mut()
            && let Some(line) = by.take()
        {
            self.push("<p>");
            self.append(line);
            self.push("</p>\n");
        }
    }
}

fn named(marker: &str) -> Option<&'static Kind> {
    let marker = marker.trim().replace(['’', '\''], "");
    KINDS.iter().find(|kind| kind.marker.eq_ignore_ascii_case(&marker))
}

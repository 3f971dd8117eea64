//! Turns a page's markdown into a [`Body`], and notes its headings, links and words on the way.
//! One pass over the parser's events writes the HTML; what other files decide is left as a hole.

mod blocks;
mod boxes;
mod inline;
mod syntax;
mod tables;
mod words;
mod writer;

use super::body::{Body, HoleKind, Word};
use super::{Heading, Link};
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};
use pulldown_cmark_escape::escape_html_body_text;
use std::ops::Range;
use syntax::{is_inline, is_nesting};
pub use syntax::{is_safe_scheme, options};
use writer::Writer;

/// What a page's text comes to.
pub(in crate::document) struct Markdown {
    pub(in crate::document) body: Body,
    pub(in crate::document) headings: Vec<Heading>,
    pub(in crate::document) links: Vec<Link>,
    pub(in crate::document) anchors: Vec<String>,
    pub(in crate::document) words: u32,
    pub(in crate::document) lead: String,
    /// The text of an opening main heading, for a page without a title.
    pub(in crate::document) title: Option<String>,
}

/// What becomes of HTML that stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::document) enum Html {
    /// What could harm readers or break the page is left out.
    Safe,
    /// It is published as it is: whoever set up the hub answers for this file.
    AsTyped,
}

/// Renders the text from byte `start` on.
pub(in crate::document) fn render(
    source: &Source,
    start: usize,
    title: Option<&str>,
    html: Html,
    listener: super::Listener<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Markdown {
    let text = source.text.get(start..).unwrap_or("");
    let mut writer = Writer::new(source, start, title, html, problems);
    writer.explicit_ids(text);
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        let range = range.start + start..range.end + start;
        listener(&event, range.clone());
        writer.event(event, range);
    }
    writer.finish()
}

/// How deep blocks and marks may lie in each other. What lies deeper is shown without them:
/// no reader could tell, and browsers and the HTML parser slow down without end.
const DEEPEST: usize = 60;

/// The most raw HTML tags on a page. What comes after is shown as it was typed.
const MOST_TAGS: usize = 1_000;

/// The most bytes of raw HTML on a page: a parser compares each attribute of a tag with all the others.
const MOST_RAW: usize = 100_000;

impl Writer<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.caption.is_some() && !matches!(event, Event::Start(Tag::Table(_))) {
            self.caption_of_nothing();
        }
        // The line that names the kind of a box is not shown, nor is the end of that line.
        let is_break = matches!(event, Event::SoftBreak | Event::HardBreak);
        let is_hidden = range.end <= self.hidden_until || range.start == self.hidden_until && is_break;
        if is_hidden && (is_break || matches!(event, Event::Text(_))) {
            return;
        }
        let begins_line = std::mem::replace(&mut self.after_break, matches!(event, Event::SoftBreak));
        match event {
            Event::Start(tag) => self.start_tag(tag, range),
            Event::End(tag) => self.end_tag(tag, range),
            Event::Text(text) => {
                if begins_line && self.paragraph.is_some() && self.says_by_whom(&text, self.depth) {
                    self.end_paragraph(&range);
                    self.start_paragraph();
                }
                self.half_a_link(&text, range);
                self.text(&text);
            }
            Event::Code(code) => {
                self.plain.push_str(&code);
                self.mark_paragraph();
                if self.images == 0 {
                    self.shown.push_str(&code);
                    self.push("<code>");
                    let _ = escape_html_body_text(self.body().html_mut(), &code);
                    self.push("</code>");
                }
            }
            Event::SoftBreak => {
                self.shown.push(' ');
                self.plain.push(' ');
                if self.images == 0 {
                    self.push("\n");
                }
            }
            Event::HardBreak => {
                self.shown.push(' ');
                self.plain.push(' ');
                if self.images == 0 {
                    self.push("<br>\n");
                }
            }
            Event::Rule => self.push("<hr>\n"),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html, range),
            Event::FootnoteReference(label) => self.footnote_reference(&label),
            Event::TaskListMarker(done) => {
                self.push("<input type=\"checkbox\" disabled");
                self.push(if done { " checked aria-label=\"" } else { " aria-label=\"" });
                self.body().hole(HoleKind::Word(if done { Word::TaskDone } else { Word::TaskToDo }));
                self.push("\"> ");
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
        }
    }

    fn text(&mut self, text: &str) {
        if self.wants_plain() {
            self.plain.push_str(text);
        }
        if self.images == 0 {
            self.mark_paragraph();
            self.shown.push_str(text);
            let _ = escape_html_body_text(self.body().html_mut(), text);
        }
    }

    fn start_tag(&mut self, tag: Tag<'_>, range: Range<usize>) {
        self.depth += 1;
        if !is_inline(&tag) {
            self.shown.push(' ');
        }
        if self.depth > DEEPEST && is_nesting(tag.to_end()) {
            return;
        }
        let first = std::mem::replace(&mut self.first_block, false);
        match tag {
            Tag::Paragraph => self.start_paragraph(),
            Tag::Heading { id, .. } => {
                self.plain.clear();
                self.in_heading = true;
                self.heading_id = id.map(String::from);
                self.first_block = first;
                self.open_body();
            }
            Tag::BlockQuote(kind) => self.start_quote(kind, &range),
            Tag::CodeBlock(kind) => self.start_code(&kind),
            Tag::List(None) => self.push("<ul>\n"),
            Tag::List(Some(1)) => self.push("<ol>\n"),
            Tag::List(Some(start)) => self.push(&format!("<ol start=\"{start}\">\n")),
            Tag::Item => self.start_item(),
            Tag::FootnoteDefinition(label) => {
                self.open_notes.push(label.to_string());
                self.open_body();
            }
            Tag::DefinitionList => self.push("<dl>\n"),
            Tag::DefinitionListTitle => self.push("<dt>"),
            Tag::DefinitionListDefinition => self.push("<dd>"),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_head(),
            Tag::TableRow => self.start_row(),
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.inline("<em>"),
            Tag::Strong => self.inline("<strong>"),
            Tag::Strikethrough => self.inline("<del>"),
            Tag::Link { link_type: LinkType::Email, dest_url, title, .. } => {
                self.start_link(&format!("mailto:{dest_url}"), &title, false, range);
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                self.start_link(&dest_url, &title, link_type == LinkType::Autolink, range);
            }
            Tag::Image { dest_url, title, .. } => {
                if self.images == 0 {
                    self.plain.clear();
                    self.image = (dest_url.to_string(), title.to_string());
                }
                self.images += 1;
            }
            Tag::HtmlBlock | Tag::MetadataBlock(_) | Tag::Superscript | Tag::Subscript => {}
        }
    }

    fn inline(&mut self, tag: &str) {
        if self.images == 0 {
            self.mark_paragraph();
            self.push(tag);
        }
    }

    fn end_tag(&mut self, tag: TagEnd, range: Range<usize>) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth >= DEEPEST && is_nesting(tag) {
            return;
        }
        match tag {
            TagEnd::Paragraph => self.end_paragraph(&range),
            TagEnd::Heading(level) => self.end_heading(level, range),
            TagEnd::BlockQuote(_) => self.end_quote(),
            TagEnd::CodeBlock => self.push("</code></pre>\n"),
            TagEnd::List(false) => self.push("</ul>\n"),
            TagEnd::List(true) => self.push("</ol>\n"),
            TagEnd::Item => self.push("</li>\n"),
            TagEnd::FootnoteDefinition => {
                let body = self.close_body();
                let label = self.open_notes.pop().unwrap_or_default();
                self.footnotes.entry(label).or_default().body = Some(body);
            }
            TagEnd::DefinitionList => self.push("</dl>\n"),
            TagEnd::DefinitionListTitle => self.push("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.push("</dd>\n"),
            TagEnd::Table => self.push("</tbody>\n</table>\n</div>\n"),
            TagEnd::TableHead => self.end_head(),
            TagEnd::TableRow => self.push("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.inline("</em>"),
            TagEnd::Strong => self.inline("</strong>"),
            TagEnd::Strikethrough => self.inline("</del>"),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => {
                self.images = self.images.saturating_sub(1);
                if self.images == 0 {
                    self.end_image(range);
                }
            }
            TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) | TagEnd::Superscript | TagEnd::Subscript => {}
        }
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

//! Turns a page's markdown into a [`Body`], and notes its headings, links and words on the way.
//! One pass over the parser's events writes the HTML; what other files decide is left as a hole.

use super::body::{Body, HoleKind, Word};
use super::{Heading, Link, raw_html};
use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::path::slug;
use crate::source::Source;
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use pulldown_cmark_escape::{escape_html, escape_html_body_text};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What a page's text comes to.
pub(super) struct Markdown {
    pub(super) body: Body,
    pub(super) headings: Vec<Heading>,
    pub(super) links: Vec<Link>,
    pub(super) anchors: Vec<String>,
    pub(super) words: u32,
    pub(super) lead: String,
    /// The text of an opening main heading, for a page without a title.
    pub(super) title: Option<String>,
}

/// Renders the text from byte `start` on.
pub(super) fn render(source: &Source, start: usize, title: Option<&str>, problems: &mut Vec<Diagnostic>) -> Markdown {
    let text = source.text.get(start..).unwrap_or("");
    let mut writer = Writer { start, title, ..Writer::new(source, problems) };
    writer.explicit_ids(text);
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        writer.event(event, range.start + start..range.end + start);
    }
    writer.finish()
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_GFM
}

/// The markdown writer. Blocks whose tag depends on what is inside them are written to a body
/// of their own and added when they end; `bodies` holds those that are open.
struct Writer<'a> {
    source: &'a Source,
    problems: &'a mut Vec<Diagnostic>,
    start: usize,
    title: Option<&'a str>,
    bodies: Vec<Body>,
    /// Plain text of what is open: a heading, an image's description, the first paragraph.
    plain: String,
    /// How many images are open; their text is a description and not shown.
    images: u32,
    /// The outermost open image's address and caption.
    image: (String, String),
    /// The open heading's own id.
    heading_id: Option<String>,
    /// The labels of the open footnotes.
    open_notes: Vec<String>,
    /// Whether the open paragraph holds anything but one image.
    paragraph: Option<Paragraph>,
    alignments: Vec<Alignment>,
    cell: usize,
    in_head: bool,
    footnotes: BTreeMap<String, Footnote>,
    open_links: Vec<usize>,
    ids: BTreeSet<String>,
    raw: bool,
    first_block: bool,
    out: Markdown,
}

#[derive(Default)]
struct Paragraph {
    images: u32,
    other: bool,
    caption: String,
}

#[derive(Default)]
struct Footnote {
    number: usize,
    uses: u32,
    body: Option<Body>,
}

impl<'a> Writer<'a> {
    fn new(source: &'a Source, problems: &'a mut Vec<Diagnostic>) -> Self {
        Self {
            source,
            problems,
            start: 0,
            title: None,
            bodies: vec![Body::default()],
            plain: String::new(),
            images: 0,
            image: Default::default(),
            heading_id: None,
            open_notes: Vec::new(),
            paragraph: None,
            alignments: Vec::new(),
            cell: 0,
            in_head: false,
            footnotes: BTreeMap::new(),
            open_links: Vec::new(),
            ids: BTreeSet::new(),
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

    fn body(&mut self) -> &mut Body {
        if self.bodies.is_empty() {
            self.bodies.push(Body::default());
        }
        let last = self.bodies.len() - 1;
        &mut self.bodies[last]
    }

    fn push(&mut self, html: &str) {
        self.body().push(html);
    }

    fn escaped(&mut self, text: &str) {
        // Writing to a string can't fail.
        let _ = escape_html(self.body().html_mut(), text);
    }

    fn open_body(&mut self) {
        self.bodies.push(Body::default());
    }

    fn close_body(&mut self) -> Body {
        self.bodies.pop().unwrap_or_default()
    }

    fn problem(&mut self, code: &'static codes::Code, range: Range<usize>, message: String, help: String) {
        self.problems.push(self.source.problem(code, Span::new(range.start, range.end), message).help(help));
    }

    /// Ids that the writer chose are taken before any is made up.
    fn explicit_ids(&mut self, text: &str) {
        if !text.contains("{#") {
            return;
        }
        for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
            let Event::Start(Tag::Heading { id: Some(id), .. }) = event else { continue };
            if !self.ids.insert(id.to_string()) {
                let at = text[range.clone()].rfind("{#").map_or(range.start, |n| range.start + n);
                let at = at + self.start..at + self.start + id.len() + 3;
                let help = format!("Give this one another name, for example {{#{id}-2}}.");
                self.problem(&codes::HEADING_ID_DUPLICATE, at, format!("Two headings are called “#{id}”."), help);
            }
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start_tag(tag, range),
            Event::End(tag) => self.end_tag(tag, range),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => {
                self.plain.push_str(&code);
                self.mark_paragraph();
                if self.images == 0 {
                    self.out.words += words(&code);
                    self.push("<code>");
                    let _ = escape_html_body_text(self.body().html_mut(), &code);
                    self.push("</code>");
                }
            }
            Event::SoftBreak => {
                self.plain.push(' ');
                if self.images == 0 {
                    self.push("\n");
                }
            }
            Event::HardBreak => {
                self.plain.push(' ');
                if self.images == 0 {
                    self.push("<br>\n");
                }
            }
            Event::Rule => self.push("<hr>\n"),
            Event::Html(html) | Event::InlineHtml(html) => {
                self.raw = true;
                self.mark_paragraph();
                raw_html::review(&html, range.start, self.source, self.problems);
                self.push(&html);
            }
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

    fn mark_paragraph(&mut self) {
        if let Some(paragraph) = self.paragraph.as_mut().filter(|_| self.images == 0) {
            paragraph.other = true;
        }
    }

    fn text(&mut self, text: &str) {
        self.plain.push_str(text);
        if self.images == 0 {
            self.mark_paragraph();
            self.out.words += words(text);
            let _ = escape_html_body_text(self.body().html_mut(), text);
        }
    }

    fn start_tag(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let first = std::mem::replace(&mut self.first_block, false);
        match tag {
            Tag::Paragraph => {
                self.plain.clear();
                self.paragraph = Some(Paragraph::default());
                self.open_body();
            }
            Tag::Heading { id, .. } => {
                self.plain.clear();
                self.heading_id = id.map(String::from);
                self.first_block = first;
                self.open_body();
            }
            Tag::BlockQuote(kind) => self.start_quote(kind),
            Tag::CodeBlock(kind) => self.start_code(&kind),
            Tag::List(None) => self.push("<ul>\n"),
            Tag::List(Some(1)) => self.push("<ol>\n"),
            Tag::List(Some(start)) => self.push(&format!("<ol start=\"{start}\">\n")),
            Tag::Item => self.push("<li>"),
            Tag::FootnoteDefinition(label) => {
                self.open_notes.push(label.to_string());
                self.open_body();
            }
            Tag::DefinitionList => self.push("<dl>\n"),
            Tag::DefinitionListTitle => self.push("<dt>"),
            Tag::DefinitionListDefinition => self.push("<dd>"),
            Tag::Table(alignments) => {
                self.alignments = alignments;
                self.push("<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"");
                self.body().hole(HoleKind::Word(Word::Table));
                self.push("\">\n<table>\n");
            }
            Tag::TableHead => {
                (self.in_head, self.cell) = (true, 0);
                self.push("<thead>\n<tr>");
            }
            Tag::TableRow => {
                self.cell = 0;
                self.push("<tr>");
            }
            Tag::TableCell => {
                self.push(if self.in_head { "<th scope=\"col\"" } else { "<td" });
                self.push(match self.alignments.get(self.cell) {
                    Some(Alignment::Right) => " class=\"right\">",
                    Some(Alignment::Center) => " class=\"centre\">",
                    _ => ">",
                });
                self.cell += 1;
            }
            Tag::Emphasis => self.inline("<em>"),
            Tag::Strong => self.inline("<strong>"),
            Tag::Strikethrough => self.inline("<del>"),
            Tag::Link { dest_url, title, .. } => self.start_link(&dest_url, &title, range),
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

    fn start_quote(&mut self, kind: Option<BlockQuoteKind>) {
        let (class, word) = match kind {
            None => return self.push("<blockquote>\n"),
            Some(BlockQuoteKind::Note) => ("note", Word::Note),
            Some(BlockQuoteKind::Tip) => ("tip", Word::Tip),
            Some(BlockQuoteKind::Important) => ("important", Word::Important),
            Some(BlockQuoteKind::Warning) => ("warning", Word::Warning),
            Some(BlockQuoteKind::Caution) => ("caution", Word::Caution),
        };
        self.push(&format!("<div class=\"callout callout-{class}\" role=\"note\">\n<p class=\"callout-title\">"));
        self.body().hole(HoleKind::Word(word));
        self.push("</p>\n");
    }

    fn start_code(&mut self, kind: &CodeBlockKind<'_>) {
        self.push("<pre tabindex=\"0\"><code");
        if let CodeBlockKind::Fenced(info) = kind
            && let Some(language) = info.split([' ', ',']).next().filter(|language| !language.is_empty())
        {
            self.push(" class=\"language-");
            self.escaped(language);
            self.push("\"");
        }
        self.push(">");
    }

    fn end_tag(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(level) => self.end_heading(level, range),
            TagEnd::BlockQuote(None) => self.push("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.push("</div>\n"),
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
            TagEnd::TableHead => {
                self.in_head = false;
                self.push("</tr>\n</thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.push("</tr>\n"),
            TagEnd::TableCell => {
                self.plain.push(' ');
                self.push(if self.in_head { "</th>" } else { "</td>" });
            }
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

    /// A picture alone in its paragraph is a figure; what stands in quotes after its address is
    /// the caption.
    fn end_paragraph(&mut self) {
        let inner = self.close_body();
        let paragraph = self.paragraph.take().unwrap_or_default();
        if paragraph.images == 1 && !paragraph.other {
            self.push("<figure class=\"figure\">");
            self.body().append(inner);
            if !paragraph.caption.is_empty() {
                self.push("<figcaption>");
                self.escaped(&paragraph.caption);
                self.push("</figcaption>");
            }
            self.push("</figure>\n");
            return;
        }
        self.push("<p>");
        self.body().append(inner);
        self.push("</p>\n");
        if self.out.lead.is_empty() && self.bodies.len() == 1 {
            self.out.lead = self.plain.trim().to_owned();
        }
    }

    fn end_heading(&mut self, level: HeadingLevel, range: Range<usize>) {
        let inner = self.close_body();
        let text = self.plain.trim().to_owned();
        let opening = std::mem::replace(&mut self.first_block, false);
        if level == HeadingLevel::H1 && self.main_heading(&text, opening, range) {
            return;
        }
        let id = self.heading_id.take().unwrap_or_else(|| self.new_id(&text));
        let level = (level as u8).max(2);
        self.push(&format!("<h{level} id=\""));
        self.escaped(&id);
        self.push("\">");
        self.body().append(inner);
        self.push(&format!("</h{level}>\n"));
        self.out.headings.push(Heading { level, id, text });
    }

    /// Whether a main heading in the text is left out of it.
    fn main_heading(&mut self, text: &str, opening: bool, range: Range<usize>) -> bool {
        let words = self.source.text.get(range.clone()).unwrap_or("").trim_end().len();
        let range = range.start..range.start + words;
        match self.title {
            None if opening => {
                self.out.title = Some(text.to_owned());
                true
            }
            Some(title) if opening && title.trim().eq_ignore_ascii_case(text) => {
                let help = "Delete this line: the title is already shown above the text.".to_owned();
                self.problem(&codes::TITLE_REPEATED, range, "The text begins with the title again.".into(), help);
                true
            }
            _ => {
                let help = format!("Type ## in front of it: ## {text}");
                let message = format!("“{text}” is a second main heading; it is shown one level lower.");
                self.problem(&codes::HEADING_SECOND_H1, range, message, help);
                false
            }
        }
    }

    fn new_id(&mut self, text: &str) -> String {
        let base = slug(text);
        let mut id = base.clone();
        let mut number = 2;
        while !self.ids.insert(id.clone()) {
            id = format!("{base}-{number}");
            number += 1;
        }
        id
    }

    fn start_link(&mut self, target: &str, title: &str, range: Range<usize>) {
        self.mark_paragraph();
        if self.images > 0 {
            return;
        }
        self.push("<a href=\"");
        self.address(target, range.clone(), false);
        self.push("\"");
        if !title.is_empty() {
            self.push(" title=\"");
            self.escaped(title);
            self.push("\"");
        }
        self.push(">");
        self.open_links.push(self.out.links.len().saturating_sub(1));
    }

    fn end_link(&mut self) {
        if self.images > 0 {
            return;
        }
        if let Some(link) = self.open_links.pop() {
            self.body().hole(HoleKind::FileFacts(number(link)));
        }
        self.push("</a>");
    }

    /// Notes a link or an image and leaves a hole for its address.
    fn address(&mut self, target: &str, range: Range<usize>, image: bool) {
        let link = number(self.out.links.len());
        let span = target_span(&self.source.text, range, target);
        self.out.links.push(Link { target: target.to_owned(), span, image });
        self.body().hole(HoleKind::Address(link));
    }

    fn end_image(&mut self, range: Range<usize>) {
        let alt = std::mem::take(&mut self.plain);
        let (target, caption) = std::mem::take(&mut self.image);
        self.push("<img src=\"");
        self.address(&target, range, true);
        self.push("\" alt=\"");
        self.escaped(alt.trim());
        self.push("\" loading=\"lazy\">");
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.images += 1;
            paragraph.caption = caption;
        }
    }

    fn footnote_reference(&mut self, label: &str) {
        self.mark_paragraph();
        let next = self.footnotes.values().filter(|note| note.number > 0).count() + 1;
        let note = self.footnotes.entry(label.to_owned()).or_default();
        if note.number == 0 {
            note.number = next;
        }
        note.uses += 1;
        let (number, uses) = (note.number, note.uses);
        let again = if uses > 1 { format!("-{uses}") } else { String::new() };
        self.push(&format!(
            "<sup class=\"footnote-reference\"><a href=\"#fn-{number}\" id=\"fnref-{number}{again}\">{number}</a></sup>"
        ));
    }

    fn finish(mut self) -> Markdown {
        while self.bodies.len() > 1 {
            let inner = self.close_body();
            self.body().append(inner);
        }
        self.write_footnotes();
        let mut body = self.close_body();
        if self.raw {
            body = raw_html::sanitise(body, self.source, self.start, &mut self.out.links, &mut self.out.anchors);
        }
        self.out.body = body;
        self.out
    }

    fn write_footnotes(&mut self) {
        let mut notes: Vec<_> = std::mem::take(&mut self.footnotes).into_values().collect();
        notes.retain(|note| note.number > 0);
        notes.sort_by_key(|note| note.number);
        if notes.is_empty() {
            return;
        }
        self.push("<section class=\"footnotes\" aria-label=\"");
        self.body().hole(HoleKind::Word(Word::Footnotes));
        self.push("\">\n<ol>\n");
        for note in notes {
            self.push(&format!("<li id=\"fn-{}\">\n", note.number));
            self.body().append(note.body.unwrap_or_default());
            self.push(&format!("<p class=\"footnote-back\"><a href=\"#fnref-{}\">", note.number));
            self.body().hole(HoleKind::Word(Word::BackToText));
            self.push("</a></p>\n</li>\n");
        }
        self.push("</ol>\n</section>\n");
    }
}

/// Whether an address with a scheme may stand in a page. Others can run programs in the
/// reader's browser or open files of theirs.
pub fn is_safe_scheme(scheme: &str) -> bool {
    matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https" | "mailto" | "tel" | "sms" | "geo")
}

/// Where the target stands inside the link's source. Reference links have theirs elsewhere;
/// then the whole link is meant.
fn target_span(text: &str, range: Range<usize>, target: &str) -> Span {
    let words = text.get(range.clone()).unwrap_or("");
    match words.rfind(target).filter(|_| !target.is_empty()) {
        Some(at) => Span::new(range.start + at, range.start + at + target.len()),
        None => Span::new(range.start, range.end),
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn words(text: &str) -> u32 {
    number(text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count())
}

//! The blocks whose tag depends on what they are or what is inside them: headings, paragraphs,
//! boxes and code.

use super::Writer;
use super::syntax::options;
use super::writer::Paragraph;
use crate::codes;
use crate::document::body::HoleKind;
use crate::document::{FORM, Heading};
use crate::path::slug;
use crate::source::any;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag};
use std::ops::Range;

impl Writer<'_> {
    /// Ids that the writer chose are taken before any is made up.
    pub(super) fn explicit_ids(&mut self, text: &str) {
        // Hardly any page has a brace, which is sooner seen than two signs in a row.
        if !any(text, |byte| byte == b'{') || !text.contains("{#") {
            return;
        }
        for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
            let Event::Start(Tag::Heading { id: Some(id), .. }) = event else { continue };
            let is_of_theme = is_of_theme(&id);
            if is_of_theme || !self.ids.insert(id.to_string()) {
                let at = text[range.clone()].rfind("{#").map_or(range.start, |n| range.start + n);
                let at = at + self.start..at + self.start + id.len() + 3;
                let (message, other) = match is_of_theme {
                    true => (format!("The theme itself calls something “#{id}”."), apart(&id)),
                    false => (format!("Two headings are called “#{id}”."), format!("{id}-2")),
                };
                let help = format!("Give this one another name, for example {{#{other}}}.");
                self.problem(&codes::HEADING_ID_DUPLICATE, at, message, help);
            }
        }
    }

    pub(super) fn start_code(&mut self, kind: &CodeBlockKind<'_>) {
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

    pub(super) fn start_paragraph(&mut self) {
        self.plain.clear();
        self.paragraph = Some(Paragraph { depth: self.depth, ..Paragraph::default() });
        self.open_body();
    }

    /// A picture alone in its paragraph is a figure; what stands in quotes after its address is
    /// the caption.
    pub(super) fn end_paragraph(&mut self, range: &Range<usize>) {
        let inner = self.close_body();
        let paragraph = self.paragraph.take().unwrap_or_default();
        // The line that names the kind of a box.
        if inner.is_empty() {
            self.spare = inner;
            return;
        }
        self.check_marker(inner.html(), range.start);
        if self.says_by_whom(inner.html(), paragraph.depth) {
            return self.by_whom(inner, paragraph.depth);
        }
        self.not_by_whom(paragraph.depth);
        let Some(inner) = self.caption(inner) else { return };
        if paragraph.images == 1 && !paragraph.other {
            self.push("<figure class=\"figure\">");
            self.append(inner);
            if let Some(caption) = paragraph.captions.first() {
                self.push("<figcaption>");
                self.picture_caption(caption);
                self.push("</figcaption>");
            }
            self.push("</figure>\n");
            return;
        }
        let form = inner.only_link().filter(|link| self.is_form(*link));
        if let Some(link) = form {
            self.body().hole(HoleKind::FormStart(link));
        }
        self.push("<p>");
        self.append(inner);
        for caption in &paragraph.captions {
            self.small_caption(caption);
        }
        self.push("</p>\n");
        if form.is_some() {
            self.body().hole(HoleKind::FormEnd);
        }
        if self.out.lead.is_empty() && self.bodies.len() == 1 {
            self.out.lead = self.plain.trim().to_owned();
        }
    }

    fn is_form(&self, link: u32) -> bool {
        self.out.links.get(link as usize).is_some_and(|link| link.target.starts_with(FORM))
    }

    /// The caption of a picture among other words.
    pub(super) fn small_caption(&mut self, caption: &str) {
        if !caption.is_empty() {
            self.push(" <span class=\"caption\">");
            self.picture_caption(caption);
            self.push("</span>");
        }
    }

    /// A caption, with who made the picture set apart from what it says.
    fn picture_caption(&mut self, caption: &str) {
        const CREDITS: [&str; 4] = ["Photo:", "Picture:", "Ffoto:", "Llun:"];
        let credit = CREDITS.iter().find_map(|credit| caption.rfind(credit)).unwrap_or(caption.len());
        let (says, by) = caption.split_at(credit);
        self.escaped(says);
        if !by.is_empty() {
            self.push("<span class=\"credit\">");
            self.escaped(by);
            self.push("</span>");
        }
    }

    pub(super) fn end_heading(&mut self, level: HeadingLevel, range: Range<usize>) {
        let inner = self.close_body();
        let text = self.plain.trim().to_owned();
        self.in_heading = false;
        let opening = std::mem::replace(&mut self.first_block, false);
        if level == HeadingLevel::H1 && self.main_heading(&text, opening, range) {
            return;
        }
        let id = self.heading_id.take().unwrap_or_else(|| self.new_id(&text));
        // A page's only main heading is its title.
        let (level, open, close) = match level {
            HeadingLevel::H1 | HeadingLevel::H2 => (2, "<h2 id=\"", "</h2>\n"),
            HeadingLevel::H3 => (3, "<h3 id=\"", "</h3>\n"),
            HeadingLevel::H4 => (4, "<h4 id=\"", "</h4>\n"),
            HeadingLevel::H5 => (5, "<h5 id=\"", "</h5>\n"),
            HeadingLevel::H6 => (6, "<h6 id=\"", "</h6>\n"),
        };
        self.push(open);
        self.escaped(&id);
        self.push("\">");
        self.append(inner);
        self.push(close);
        self.out.headings.push(Heading { level, id, text });
    }

    /// Whether a main heading in the text is left out of it.
    pub(super) fn main_heading(&mut self, text: &str, opening: bool, range: Range<usize>) -> bool {
        let words = self.source.text.get(range.clone()).unwrap_or("").trim_end().len();
        let range = range.start..range.start + words;
        match self.title {
            None if opening => {
                self.out.title = Some(text.to_owned());
                true
            }
            Some(title) if opening && title.trim().eq_ignore_ascii_case(text) => {
                self.repeated_title(range);
                true
            }
            // Another one is shown one level lower.
            _ => false,
        }
    }

    pub(super) fn new_id(&mut self, text: &str) -> String {
        let base = slug(text);
        let base = if is_of_theme(&base) { apart(&base) } else { base };
        if self.ids.insert(base.clone()) {
            return base;
        }
        // Counted for each text, so that a page of equal headings takes no longer than any.
        let number = self.id_numbers.entry(base.clone()).or_insert(1);
        loop {
            *number += 1;
            let id = format!("{base}-{number}");
            if self.ids.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// Whether an id is one that the theme's templates or a page's notes use.
fn is_of_theme(id: &str) -> bool {
    const WHOLE: [&str; 5] = ["main-content", "feedback-comment", "feedback-hint", "feedback-no", "feedback-yes"];
    WHOLE.contains(&id) || id.ends_with("-heading") || id.starts_with("fn-") || id.starts_with("fnref-")
}

/// An id near another that is not one of the theme's, as none of those ends so.
fn apart(id: &str) -> String {
    format!("{id}-section")
}

//! What stands inside a line and points elsewhere: links, images and footnotes.

use super::{Html, MOST_RAW, MOST_TAGS, Writer, number};
use crate::codes;
use crate::diagnostic::Span;
use crate::document::body::{HoleKind, Image, Word};
use crate::document::{Link, raw_html};
use std::ops::Range;

/// The most bytes of a link that is looked for where there is none.
const LONGEST_LINK: usize = 300;

impl Writer<'_> {
    /// HTML that an editor typed: made safe at the end, with the whole page.
    pub(super) fn html(&mut self, html: &str, range: Range<usize>) {
        if self.html == Html::AsTyped {
            self.mark_paragraph();
            // A picture's words are no place for tags.
            return if self.images == 0 {
                self.push(html)
            };
        }
        self.tags += html.matches('<').count();
        self.raw_bytes += html.len();
        if self.tags > MOST_TAGS || self.raw_bytes > MOST_RAW {
            if !self.too_many_tags {
                self.too_many_tags = true;
                let help = "Write the page with the signs of Markdown, or offer it as a file to download.".to_owned();
                let message =
                    "There is more HTML on this page than can be made safe; from here on it is shown as text.";
                self.problem(&codes::HTML_NOT_ALLOWED, range, message.to_owned(), help);
            }
            return self.text(html);
        }
        self.raw = true;
        self.mark_paragraph();
        raw_html::review(html, range.start, self.source, self.problems);
        self.push(html);
    }

    /// A `bare` link is an address that is its own text, which paper need not show twice.
    pub(super) fn start_link(&mut self, target: &str, title: &str, bare: bool, range: Range<usize>) {
        self.mark_paragraph();
        if self.images > 0 {
            return;
        }
        self.push("<a href=\"");
        let link = self.note(target, range, false);
        self.body().hole(HoleKind::Address(link));
        self.push(if bare { "\" class=\"bare\"" } else { "\"" });
        if !title.is_empty() {
            self.push(" title=\"");
            self.escaped(title);
            self.push("\"");
        }
        self.push(">");
        self.open_links.push(self.out.links.len().saturating_sub(1));
    }

    /// Reports what was meant as a link or a picture and is none: square brackets, and then round
    /// ones that look like an address.
    pub(super) fn half_a_link(&mut self, text: &str, range: Range<usize>) {
        if text == "[" {
            self.other_brackets(&range);
        }
        let follows = std::mem::replace(&mut self.after_bracket, text == "]");
        if !follows {
            return;
        }
        let Some(inner) = text.trim_start().strip_prefix('(') else { return };
        let address = inner.split(')').next().unwrap_or(inner);
        let looks_like_address = address.contains('.') || address.contains('/');
        let is_apart = text.starts_with(' ');
        if !looks_like_address || is_apart && address.contains(' ') {
            return;
        }
        let file = address.split([' ', '"', '“']).next().unwrap_or(address);
        let rest = self.source.text.get(range.end..).unwrap_or("").lines().next().unwrap_or("");
        let caption = rest.split_once(')').map(|(caption, _)| caption).filter(|caption| caption.starts_with('"'));
        let help = if address.starts_with("mailto:") && address.contains(' ') {
            format!("Delete the blank in the address: ]({})", address.replace(' ', ""))
        } else if let Some(caption) = caption.filter(|_| !address.contains(' ')) {
            format!("Type a space before the caption: ({address} {caption})")
        } else if is_apart {
            format!("Delete the space between the brackets: ]({address})")
        } else if address.contains('“') {
            "Type the caption in straight quotes, with a space before it: (desk.jpg \"Photo: Jo\")".to_owned()
        } else if address.contains(' ') {
            format!(
                "A name with spaces stands in angle brackets: ](<{address}>). Better still, give the file a name without spaces."
            )
        } else {
            format!("Type both brackets: [words]({file})")
        };
        let message = "This looks like a link or a picture, and is shown to readers as it stands.".to_owned();
        let end = range.start + (text.len() - inner.len()) + address.len();
        self.problem(&codes::LINK_SYNTAX, range.start..end, message, help);
    }

    /// The same where the two kinds of brackets changed places, or where both are square, as wikis have them.
    fn other_brackets(&mut self, range: &Range<usize>) {
        let (before, rest) = self.source.text.split_at(range.start);
        // A page may be one long line of brackets.
        let before = &before[before.ceil_char_boundary(before.len().saturating_sub(LONGEST_LINK))..];
        let rest = &rest[..rest.floor_char_boundary(LONGEST_LINK)];
        let line = rest.lines().next().unwrap_or("");
        let plain = |words: &str| !words.trim().is_empty() && !words.contains(['[', ']', '(', ')']);
        if let Some((inner, _)) = line.strip_prefix("[[").and_then(|inner| inner.split_once("]]"))
            && plain(inner)
        {
            let (target, words) = inner.split_once('|').unwrap_or((inner, inner));
            let file = target.trim().to_lowercase().replace(' ', "-");
            let file = file.strip_suffix(".md").unwrap_or(&file);
            let help = format!("A link names its file after the words: [{}]({file}.md)", words.trim());
            let message = format!("“[[{inner}]]” is shown to readers as it stands.");
            return self.problem(&codes::LINK_SYNTAX, range.start..range.start + inner.len() + 4, message, help);
        }
        let Some((address, _)) = line.strip_prefix('[').and_then(|inner| inner.split_once(']')) else { return };
        let looks_like_address =
            address.contains(['.', '/']) && !address.contains(char::is_whitespace) && plain(address);
        let words = before.strip_suffix(')').and_then(|before| Some(&before[before.rfind('(')? + 1..]));
        let Some(words) = words.filter(|words| looks_like_address && plain(words) && !words.contains('\n')) else {
            return;
        };
        let place = range.start - words.len() - 2..range.start + address.len() + 2;
        let message = "This looks like a link, and is shown to readers as it stands.".to_owned();
        self.problem(
            &codes::LINK_SYNTAX,
            place,
            message,
            format!("Words stand in square brackets: [{words}]({address})"),
        );
    }

    pub(super) fn end_link(&mut self) {
        if self.images > 0 {
            return;
        }
        if let Some(link) = self.open_links.pop() {
            self.body().hole(HoleKind::FileFacts(number(link)));
        }
        self.push("</a>");
    }

    /// Notes a link or an image, and gives its number.
    fn note(&mut self, target: &str, range: Range<usize>, image: bool) -> u32 {
        let link = number(self.out.links.len());
        let span = target_span(&self.source.text, range, target);
        self.out.links.push(Link { target: target.to_owned(), span, image });
        link
    }

    pub(super) fn end_image(&mut self, range: Range<usize>) {
        let alt = std::mem::take(&mut self.plain);
        let (target, caption) = std::mem::take(&mut self.image);
        let link = self.note(&target, range, true);
        self.body().hole(HoleKind::PictureStart(link));
        self.push("<img src=\"");
        self.body().hole(HoleKind::Image(Image { link, has_size: false, has_loading: false }));
        self.push("\" alt=\"");
        self.escaped(alt.trim());
        self.push("\">");
        self.body().hole(HoleKind::PictureEnd(link));
        match &mut self.paragraph {
            Some(paragraph) => {
                paragraph.images += 1;
                paragraph.captions.extend(Some(caption).filter(|caption| !caption.is_empty()));
            }
            // In a list or a table no paragraph follows in which the caption could stand.
            None => self.small_caption(&caption),
        }
    }

    pub(super) fn footnote_reference(&mut self, label: &str) {
        self.mark_paragraph();
        let note = self.footnotes.entry(label.to_owned()).or_default();
        if note.number == 0 {
            self.numbered += 1;
            note.number = self.numbered;
        }
        note.uses += 1;
        let (number, uses) = (note.number, note.uses);
        let again = if uses > 1 { format!("-{uses}") } else { String::new() };
        self.push(&format!(
            "<sup class=\"footnote-reference\"><a href=\"#fn-{number}\" id=\"fnref-{number}{again}\">{number}</a></sup>"
        ));
    }

    pub(super) fn write_footnotes(&mut self) {
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
            self.append(note.body.unwrap_or_default());
            self.push(&format!("<p class=\"footnote-back\"><a href=\"#fnref-{}\">", note.number));
            self.body().hole(HoleKind::Word(Word::BackToText));
            self.push("</a></p>\n</li>\n");
        }
        self.push("</ol>\n</section>\n");
    }
}

/// Where the target stands inside the link's source. Reference links have theirs elsewhere;
/// then the whole link is meant.
fn target_span(text: &str, range: Range<usize>, target: &str) -> Span {
    let words = text.get(range.clone()).unwrap_or("");
    // Nearly always the target is what stands before the last bracket.
    let at_end = words.strip_suffix(')').and_then(|words| words.strip_suffix(target)).map(str::len);
    match at_end.or_else(|| words.rfind(target)).filter(|_| !target.is_empty()) {
        Some(at) => Span::new(range.start + at, range.start + at + target.len()),
        None => Span::new(range.start, range.end),
    }
}

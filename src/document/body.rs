//! A page's text as HTML with holes: places whose bytes depend on other files, on the page's
//! own address or on its language. [`Body::fill`] closes them; it never looks at the HTML.

use crate::source::HOLE;

/// HTML with holes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    html: String,
    holes: Vec<Hole>,
}

/// A place to be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hole {
    /// Where it is, in bytes of the HTML around it.
    pub at: u32,
    /// What belongs there.
    pub kind: HoleKind,
}

/// What belongs in a hole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoleKind {
    /// The address of a link, by its number in the document.
    Address(u32),
    /// What opens the picture around an image's tag, by the image's number among the links.
    PictureStart(u32),
    /// The address of an image, and the attributes that follow it.
    Image(Image),
    /// What closes the picture around an image's tag.
    PictureEnd(u32),
    /// The type and size of the file that a link offers, if it is one.
    FileFacts(u32),
    /// A word of the interface, in the page's language.
    Word(Word),
    /// What begins a paragraph that a form stands for, by the number of the link in it.
    FormStart(u32),
    /// What ends it.
    FormEnd,
}

/// An image whose tag is left open. Its attributes stand in the hole of its address, since raw HTML
/// is made safe while the holes are marks, and a mark may stand in a value but not between
/// attributes: what fills the hole ends the address' value and begins others, and the last one
/// is ended by the quote that follows the hole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Image {
    /// Its number among the document's links.
    pub link: u32,
    /// Whether its writer typed a width or a height.
    pub has_size: bool,
    /// Whether its writer typed when it is loaded.
    pub has_loading: bool,
}

/// The interface words that a body can hold, by their keys in the strings files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named after what it says")]
pub enum Word {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
    Do,
    Dont,
    Footnotes,
    BackToText,
    Table,
    TaskDone,
    TaskToDo,
}

impl Word {
    /// Every word, so that a test can ask each strings file for it.
    pub const ALL: [Self; 12] = [
        Self::Note,
        Self::Tip,
        Self::Important,
        Self::Warning,
        Self::Caution,
        Self::Do,
        Self::Dont,
        Self::Footnotes,
        Self::BackToText,
        Self::Table,
        Self::TaskDone,
        Self::TaskToDo,
    ];

    /// Its key in the strings files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Caution => "caution",
            Self::Do => "do",
            Self::Dont => "dont",
            Self::Footnotes => "footnotes",
            Self::BackToText => "back_to_text",
            Self::Table => "table",
            Self::TaskDone => "task_done",
            Self::TaskToDo => "task_to_do",
        }
    }
}

impl Body {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.html.is_empty()
    }

    /// Adds finished HTML at the end.
    pub fn push(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Adds a hole at the end.
    pub fn hole(&mut self, kind: HoleKind) {
        self.holes.push(Hole { at: offset(self.html.len()), kind });
    }

    /// The number of the link that is all there is in it.
    pub fn only_link(&self) -> Option<u32> {
        let html = &self.html;
        let is_one = html.starts_with("<a ") && html.ends_with("</a>") && html.matches("<a ").nth(1).is_none();
        match self.holes.first()?.kind {
            HoleKind::Address(link) if is_one => Some(link),
            _ => None,
        }
    }

    /// Adds another body at the end, and leaves that one empty with its room.
    pub fn append(&mut self, other: &mut Self) {
        let by = self.html.len();
        self.html.push_str(&other.html);
        self.holes.extend(other.holes.iter().map(|hole| Hole { at: offset(hole.at as usize + by), ..*hole }));
        other.clear();
    }

    /// Leaves nothing in it but its room.
    pub fn clear(&mut self) {
        self.html.clear();
        self.holes.clear();
    }

    /// The HTML so far.
    pub fn html(&self) -> &str {
        &self.html
    }

    /// Takes away the first bytes of the HTML, which hold no hole.
    pub fn cut_front(&mut self, len: usize) {
        self.html.drain(..len);
        for hole in &mut self.holes {
            hole.at = hole.at.saturating_sub(offset(len));
        }
    }

    /// The HTML so far, for a writer that escapes straight into it.
    pub fn html_mut(&mut self) -> &mut String {
        &mut self.html
    }

    /// What belongs in each hole, in order.
    pub fn holes(&self) -> impl Iterator<Item = HoleKind> {
        self.holes.iter().map(|hole| hole.kind)
    }

    /// Replaces what a parser would read as a [`HOLE`], as a sign or by its number, so that no text can be taken for a hole.
    /// What stands there instead is as long, so the holes stay where they are.
    pub fn without_false_holes(&mut self) {
        if self.html.contains(HOLE) {
            self.html = self.html.replace(HOLE, "\u{fffd}");
        }
        let mut at = 0;
        while let Some(found) = self.html[at..].find("&#") {
            at += found + 2;
            let number = &self.html[at..];
            let (base, first) = if number.starts_with(['x', 'X']) { (16, 1) } else { (10, 0) };
            let end = number[first..].find(|c: char| !c.is_digit(base)).map_or(number.len(), |end| first + end);
            let (digits, instead) = (&number[first..end], if base == 16 { "fffd" } else { "65533" });
            if u32::from_str_radix(digits.trim_start_matches('0'), base) == Ok(u32::from(HOLE)) {
                self.html.replace_range(at + end - instead.len()..at + end, instead);
            }
        }
    }

    /// Adds the finished HTML to `out`: `fill` writes what belongs in each hole.
    pub fn fill(&self, out: &mut String, mut fill: impl FnMut(HoleKind, &mut String)) {
        out.reserve(self.html.len() + self.holes.len() * 32);
        let mut done = 0;
        for hole in &self.holes {
            let at = hole.at as usize;
            out.push_str(&self.html[done..at]);
            fill(hole.kind, out);
            done = at;
        }
        out.push_str(&self.html[done..]);
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

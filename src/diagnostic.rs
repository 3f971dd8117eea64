//! What Bindery says about a mistake. Every stage adds [`Diagnostic`]s to one list and goes on;
//! none of them prints, stops early or decides how serious the whole is. Formatting for people
//! and machines is the report's business, not this module's.

pub use crate::codes::Severity;

use crate::codes::{Code, Saying, in_welsh};
use crate::path::RelPath;
use std::borrow::Cow;
use std::sync::Arc;

/// A stretch of a source file, in bytes from its start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// A span from one byte offset to another. Files over 4 GiB are refused long before this.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// This span moved `by` bytes further into the file.
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start as usize + by, self.end as usize + by)
    }

    /// The words concerned, empty if the span does not lie in `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// Where something is for a reader: lines and columns count from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line.
    pub line: u32,
    /// The first column.
    pub column: u32,
    /// How many characters are concerned on this line, at least 1.
    pub width: u32,
    /// The line's text, without its line end; cut if it is very long.
    pub text: Arc<str>,
}

impl Place {
    /// Finds a span in the file's text. An offset past the end means the end.
    pub fn find(text: &str, span: Span) -> Self {
        let mut start = (span.start as usize).min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let before = &text[..start];
        let line = memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1;
        let line_start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |n| n + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |n| start + n);
        let source = text[line_start..line_end].trim_end_matches('\r');
        let source = source.strip_prefix('\u{feff}').unwrap_or(source);
        let column = before[line_start..].trim_start_matches('\u{feff}').chars().count() + 1;
        let mut end = (span.end as usize).clamp(start, line_end);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let width = text[start..end].trim_end().chars().count().max(1);
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            line: clamp(line),
            column: clamp(column),
            width: clamp(width),
            text: excerpt(source, LONGEST_EXCERPT).into(),
        }
    }
}

/// The longest source line that a report repeats, in characters.
const LONGEST_EXCERPT: usize = 400;

/// A text as far as its first `most` characters, with a sign that there is more of it.
pub fn excerpt(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((cut, _)) => Cow::Owned(format!("{}…", &text[..cut])),
        None => Cow::Borrowed(text),
    }
}

/// One problem, ready to be shown anywhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Diagnostic {
    /// The file, relative to the hub's content folder, or `themes/…` for a theme's file.
    pub file: RelPath,
    /// Where in the file; `None` if the whole file is meant.
    pub place: Option<Place>,
    /// Which kind of problem this is.
    pub code: &'static Code,
    /// What is wrong, quoting the words concerned. Shared, since a problem is put into several lists on its way.
    pub message: Arc<str>,
    /// What to type or do instead.
    pub help: Arc<str>,
    /// How serious it is: as its code says, unless the settings say otherwise.
    pub severity: Severity,
    /// How to say it in other languages, and the words of the page that belong in there.
    pub saying: Option<(&'static Saying, Arc<[String]>)>,
    /// What would mend it without changing anything else.
    pub fix: Vec<Edit>,
}

/// Another text for a stretch of a source file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    /// What is replaced, in the text as [`crate::source`] reads it.
    pub span: Span,
    /// What stands there instead.
    pub text: String,
}

impl Diagnostic {
    /// A problem with a file as a whole.
    pub fn new(code: &'static Code, file: &RelPath, message: impl Into<Arc<str>>) -> Self {
        Self {
            file: file.clone(),
            place: None,
            code,
            message: message.into(),
            help: Arc::default(),
            severity: code.severity,
            saying: None,
            fix: Vec::new(),
        }
    }

    /// Adds what to type or do instead.
    pub fn help(mut self, help: impl Into<Arc<str>>) -> Self {
        self.help = help.into();
        self
    }

    /// Adds what would mend it.
    pub fn fix(mut self, edits: impl IntoIterator<Item = Edit>) -> Self {
        self.fix.extend(edits);
        self
    }

    /// Adds the place, found in the file's text.
    pub fn at(mut self, text: &str, span: Span) -> Self {
        self.place = Some(Place::find(text, span));
        self
    }

    /// The file as people see it: from the hub's top folder, whether it is a page or a theme's.
    pub fn shown_path(&self) -> String {
        let file = self.file.as_str();
        if file.starts_with("themes/") { file.to_owned() } else { format!("content/{file}") }
    }

    /// How serious the problem is.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// What is wrong and what to type instead, in a language if there are words in it, else in English.
    pub fn words(&self, lang: &str) -> Said {
        let (lang, (message, help)) = match (&self.saying, lang) {
            (Some((saying, quoted)), "cy") => ("cy", saying.words(lang, quoted)),
            (None, "cy") if let Some(words) = in_welsh(&self.message).zip(in_welsh(&self.help)) => ("cy", words),
            _ => ("en", (self.message.to_string(), self.help.to_string())),
        };
        Said { lang, message, help }
    }
}

/// A problem in the words of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The code of the language.
    pub lang: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to type or do instead.
    pub help: String,
}

/// The most problems that are looked for in one part of one file. Nobody mends more at a time,
/// and a file of nothing but mistakes must not keep everybody waiting.
pub const MOST_PER_FILE: usize = 100;

/// A text without signs that a terminal obeys instead of showing: control characters, and those that turn the direction of
/// writing (Unicode Standard Annex 9). A line feed stays.
pub fn printable(text: &str) -> Cow<'_, str> {
    let obeyed = |c: char| {
        c.is_control() && c != '\n' && c != '\t' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if text.contains(obeyed) { Cow::Owned(text.replace(obeyed, "\u{fffd}")) } else { Cow::Borrowed(text) }
}

/// Puts problems in the order in which a reader meets them, by file and place, and drops
/// repetitions. The result does not depend on the order in which they were found.
pub fn sorted(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort();
    diagnostics.dedup();
    diagnostics
}

/// The only known name that a misspelt one can be: a slip of one or two fingers away, and no other as near.
pub fn only_meaning<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let most = if typed.chars().count() < 6 { 1 } else { 2 };
    let typed = typed.to_lowercase();
    let mut near = known.into_iter().filter(|name| strsim::damerau_levenshtein(&typed, name) <= most);
    let first = near.next().filter(|_| typed.len() > 3);
    first.filter(|_| near.next().is_none())
}

/// The name nearest to a misspelt one, if any is near enough to be worth suggesting.
pub fn did_you_mean<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&typed, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= (name.chars().count().max(typed.chars().count()) / 3).max(1))
        .min()
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_characters_not_bytes() {
        let place = Place::find("tŷ\nŵŵ broken\n", Span::new(9, 15));
        assert_eq!((place.line, place.column, place.width, &*place.text), (2, 4, 6, "ŵŵ broken"));
    }

    #[test]
    fn a_byte_order_mark_is_not_a_column() {
        let place = Place::find("\u{feff}title: x\r\n", Span::new(3, 8));
        assert_eq!((place.line, place.column, &*place.text), (1, 1, "title: x"));
    }

    #[test]
    fn an_offset_past_the_end_is_the_end() {
        assert_eq!(Place::find("ab\n", Span::new(90, 95)).line, 2);
    }

    #[test]
    fn suggestions_are_near() {
        assert_eq!(did_you_mean("auhtors", ["title", "authors"]), Some("authors"));
        assert_eq!(did_you_mean("zzz", ["title", "authors"]), None);
    }
}

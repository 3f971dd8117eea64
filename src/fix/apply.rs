//! Turns edits of a text as [`crate::source`] reads it into another text of the file as it lies on the disk:
//! line ends, a byte-order mark and control characters stay as they are wherever no edit names them.

use crate::diagnostic::Edit;
use crate::source::HOLE;
use std::ops::Range;

/// The file's text with the fixes, and how many of them it was. The edits of one fix are made together or not
/// at all. A fix that meets an earlier one is left out.
pub fn apply(raw: &str, fixes: &[&[Edit]]) -> (String, usize) {
    let mut taken: Vec<&Edit> = Vec::new();
    let mut count = 0;
    for fix in fixes {
        let meets = |edit: &Edit| {
            taken.iter().any(|other| edit.span.start <= other.span.end && other.span.start <= edit.span.end)
        };
        if !fix.is_empty() && !fix.iter().any(meets) {
            taken.extend(*fix);
            count += 1;
        }
    }
    taken.sort();
    let mut walk = Walk::new(raw);
    let mut out = String::with_capacity(raw.len() + 64);
    let mut done = 0;
    for edit in taken {
        let Some(range) = walk.range(edit).filter(|range| range.start >= done) else {
            // A place in the middle of a letter, or two edits of one fix that meet: nothing is safe then.
            return (raw.to_owned(), 0);
        };
        out.push_str(&raw[done..range.start]);
        out.push_str(&edit.text.replace('\n', line_end(raw, range.start)));
        done = range.end;
    }
    out.push_str(&raw[done..]);
    (out, count)
}

/// A walk along a file's text that knows where it is in the text that was read from it.
struct Walk<'r> {
    raw: &'r str,
    raw_at: usize,
    at: usize,
}

impl<'r> Walk<'r> {
    fn new(raw: &'r str) -> Self {
        Self { raw, raw_at: if raw.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }, at: 0 }
    }

    /// Where an edit's stretch is in the file.
    fn range(&mut self, edit: &Edit) -> Option<Range<usize>> {
        Some(self.to(edit.span.start as usize)?..self.to(edit.span.end as usize)?)
    }

    /// Walks to a place in the text that was read.
    fn to(&mut self, place: usize) -> Option<usize> {
        while self.at < place {
            let rest = &self.raw[self.raw_at..];
            let letter = rest.chars().next()?;
            let (raw_len, len) = match letter {
                '\r' if rest.starts_with("\r\n") => (2, 1),
                '\r' | '\n' | '\t' => (1, 1),
                // Shown as a sign that stands for any.
                letter if letter.is_control() || letter == HOLE => (letter.len_utf8(), '\u{fffd}'.len_utf8()),
                letter => (letter.len_utf8(), letter.len_utf8()),
            };
            self.raw_at += raw_len;
            self.at += len;
        }
        (self.at == place).then_some(self.raw_at)
    }
}

/// How the line at a place ends, or the line before it if it is the last.
fn line_end(raw: &str, at: usize) -> &'static str {
    let is_end = |c: char| matches!(c, '\r' | '\n');
    let end = raw[at..].find(is_end).map(|n| n + at).or_else(|| {
        let before = raw[..at].rfind(is_end)?;
        Some(if raw[..=before].ends_with("\r\n") { before - 1 } else { before })
    });
    match end.map(|end| &raw[end..]) {
        Some(end) if end.starts_with("\r\n") => "\r\n",
        Some(end) if end.starts_with('\r') => "\r",
        _ => "\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;
    use crate::path::RelPath;
    use crate::source::Source;

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit { span: Span::new(start, end), text: text.to_owned() }
    }

    #[test]
    fn everything_else_stays_byte_for_byte() {
        for (raw, start, end, text, wanted) in [
            ("one\ntwo\n", 4, 7, "2", "one\n2\n"),
            ("one\r\ntwo\r\n", 4, 7, "2\n3", "one\r\n2\r\n3\r\n"),
            ("one\r\ntwo\nthree\r", 8, 13, "3\n4", "one\r\ntwo\n3\r4\r"),
            ("\u{feff}one\r\ntwo", 4, 7, "2\n", "\u{feff}one\r\n2\r\n"),
            ("a\u{1}b\u{85}c\n", 8, 9, "d", "a\u{1}b\u{85}d\n"),
            ("ŵ  ŷ\r\n", 2, 4, " ", "ŵ ŷ\r\n"),
            ("one\r\n\r\ntwo\r\n", 3, 4, "", "one\r\ntwo\r\n"),
        ] {
            assert_eq!(apply(raw, &[&[edit(start, end, text)]]), (wanted.to_owned(), 1), "{raw:?}");
            // The text that is read of it is the text that was read before, with the edit.
            let read = |text: &str| Source::decode(&RelPath::new("a.md"), &text.as_bytes().into()).0.text.to_string();
            let mut edited = read(raw);
            edited.replace_range(start..end, text);
            assert_eq!(read(wanted), edited, "{raw:?}");
        }
    }

    #[test]
    fn a_fix_is_made_whole_or_not_at_all_and_those_that_meet_wait() {
        let (a, b) = ([edit(0, 1, "A"), edit(4, 5, "E")], [edit(1, 2, "B"), edit(8, 9, "I")]);
        assert_eq!(apply("abcdefghi", &[&a, &b]), ("AbcdEfghi".to_owned(), 1));
        assert_eq!(apply("abcdefghi", &[&b, &a[1..], &[]]), ("aBcdEfghI".to_owned(), 2));
        assert_eq!(apply("aŵc", &[&[edit(2, 3, "")]]), ("aŵc".to_owned(), 0), "in the middle of a letter");
        assert_eq!(apply("abc", &[&[edit(2, 90, "")]]), ("abc".to_owned(), 0), "past the end");
        assert_eq!(apply("abc", &[&[edit(0, 2, "x"), edit(1, 3, "y")]]), ("abc".to_owned(), 0));
    }
}

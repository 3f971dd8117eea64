//! Turns places in a text into positions of the protocol and back. A line ends in a line feed, a carriage return
//! or both, so that a text and what [`crate::source`] makes of it have the same positions.

use super::protocol::{Change, Position, Range};
use crate::diagnostic::{Place, Span};

/// A text whose lines are known.
pub struct Lines<'t> {
    /// The text.
    pub text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Looks for the lines of a text.
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes
            .iter()
            .enumerate()
            .filter(|(n, byte)| **byte == b'\n' || **byte == b'\r' && bytes.get(n + 1) != Some(&b'\n'));
        let starts = std::iter::once(0).chain(ends.map(|(n, _)| n + 1)).collect();
        Self { text, starts }
    }

    /// A line without its end; empty past the last one.
    pub fn line(&self, n: usize) -> &'t str {
        let Some(start) = self.starts.get(n) else { return "" };
        let end = self.starts.get(n + 1).copied().unwrap_or(self.text.len());
        self.text[*start..end].trim_end_matches(['\n', '\r'])
    }

    /// The number of the line in which a byte stands, and where that line begins.
    pub fn line_of(&self, at: usize) -> (usize, usize) {
        let n = self.starts.partition_point(|start| *start <= at) - 1;
        (n, self.starts[n])
    }

    /// Where a byte of the text stands. A byte past the end means the end.
    pub fn position(&self, at: usize) -> Position {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let (line, start) = self.line_of(at);
        let before = &self.text[start..at];
        Position { line: number(line), character: units(before.trim_end_matches(['\n', '\r'])) }
    }

    /// Where a stretch of the text stands.
    pub fn range(&self, start: usize, end: usize) -> Range {
        Range { start: self.position(start), end: self.position(end) }
    }

    /// Where a span stands.
    pub fn of_span(&self, span: Span) -> Range {
        self.range(span.start as usize, span.end as usize)
    }

    /// The byte at a position. Past the end of a line means its end, as the protocol wants it.
    pub fn at(&self, position: Position) -> usize {
        let n = position.line as usize;
        let Some(start) = self.starts.get(n) else { return self.text.len() };
        let mut left = position.character as usize;
        let line = self.line(n);
        for (at, c) in line.char_indices() {
            if left < c.len_utf16() {
                return start + at;
            }
            left -= c.len_utf16();
        }
        start + line.len()
    }

    /// Where the words of a report stand.
    pub fn of_place(&self, place: &Place) -> Range {
        of_place(place, self.line((place.line as usize).saturating_sub(1)))
    }
}

/// Where the words of a report stand, on the line of that text.
pub fn of_place(place: &Place, line: &str) -> Range {
    let first = (place.column as usize).saturating_sub(1);
    let units = |chars: usize| number(line.chars().take(chars).map(char::len_utf16).sum());
    let at = |chars| Position { line: place.line.saturating_sub(1), character: units(chars) };
    Range { start: at(first), end: at(first + place.width as usize) }
}

/// A text after a change.
pub fn changed(text: &str, change: &Change) -> String {
    let Some(range) = change.range else { return change.text.clone() };
    let lines = Lines::new(text);
    let start = lines.at(range.start);
    let end = lines.at(range.end).max(start);
    [&text[..start], &change.text, &text[end..]].concat()
}

fn units(text: &str) -> u32 {
    number(text.chars().map(char::len_utf16).sum())
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn positions_count_units_of_utf_16_and_know_every_line_end() {
        let lines = Lines::new("tŷ 📚!\r\nŵ\rend\n");
        assert_eq!(lines.position("tŷ 📚".len()), at(0, 5));
        assert_eq!(lines.at(at(0, 5)), "tŷ 📚".len());
        assert_eq!(lines.at(at(0, 4)), "tŷ ".len(), "not into the middle of a character");
        assert_eq!(lines.at(at(0, 99)), "tŷ 📚!".len(), "the end of the line");
        assert_eq!((lines.line(1), lines.line(2), lines.line(3), lines.line(4)), ("ŵ", "end", "", ""));
        assert_eq!(lines.at(at(9, 0)), lines.text.len());
        for (n, _) in lines.text.char_indices().filter(|(_, c)| !matches!(c, '\r' | '\n')) {
            assert_eq!(lines.at(lines.position(n)), n);
        }
    }

    #[test]
    fn a_change_is_made_where_it_belongs() {
        let edit = |start, end, text: &str| Change { range: Some(Range { start, end }), text: text.to_owned() };
        assert_eq!(changed("a 📚 b\r\nc", &edit(at(0, 2), at(0, 4), "ŵ")), "a ŵ b\r\nc");
        assert_eq!(changed("a\r\nb", &edit(at(0, 1), at(1, 0), "-")), "a-b");
        assert_eq!(changed("a", &edit(at(7, 0), at(3, 0), "b")), "ab");
        assert_eq!(changed("a", &Change { range: None, text: "new".to_owned() }), "new");
    }
}

//! Turns the words of a page into a list of words and sentences, each with its place, in one walk over
//! the bytes, and notes of each word whether it is one that a check looks for. It judges nothing, and
//! asks no dictionary.

mod known;

pub use known::Traits;

use super::Block;
use std::ops::Range;
use wide::u8x16;

/// The words and sentences of a page's blocks.
#[derive(Debug, Default)]
pub struct Words {
    /// Every word, in order.
    pub list: Vec<Word>,
    /// Every sentence, in order; a heading, an item and a cell are at least one each.
    pub sentences: Vec<Sentence>,
}

/// A word: letters and digits, with the apostrophes and hyphens between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its first byte in the page's text.
    pub start: u32,
    /// The byte after its last one.
    pub end: u32,
    /// What is known of it.
    pub traits: Traits,
    /// How it is written.
    pub case: Case,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// In small letters.
    Small,
    /// With a capital first.
    Title,
    /// In two or more capitals.
    Capitals,
    /// In any other way, also with digits.
    Mixed,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The block that it is in, by its number among the page's blocks.
    pub block: usize,
    /// Its words, by their numbers in the list. A sentence has at least one.
    pub words: Range<usize>,
    /// All of it with its last full stop, in bytes of the page's text.
    pub range: Range<usize>,
    /// What is known of any of its words.
    pub traits: Traits,
}

impl Word {
    /// Where it stands in the page's text, in bytes.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The word itself.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.range()).unwrap_or("")
    }

    /// Whether it is a piece of an address, a file's name or a code, and no word by itself.
    pub fn is_fragment(&self, text: &str) -> bool {
        let (before, after) = (&text[..self.range().start], &text[self.range().end..]);
        let is_joint = |c: char| matches!(c, '/' | '@' | '_' | '=' | '#' | '\\' | '~' | '%' | '&');
        let mut next = after.chars();
        if after.starts_with("://") || after.starts_with(|c: char| !c.is_ascii() && c.is_numeric()) {
            return true;
        }
        let follows = next.next().is_some_and(|c| is_joint(c) || matches!(c, '.' | ':' | '-'));
        before.ends_with(|c: char| is_joint(c) || c == '.' && !before.ends_with(".."))
            || before.ends_with("[!")
            || follows && next.next().is_some_and(char::is_alphanumeric)
    }
}

impl Words {
    /// Finds the words and sentences of all blocks, in the room of those of another page.
    pub fn again(mut self, text: &str, blocks: &[Block]) -> Self {
        self.list.clear();
        self.sentences.clear();
        self.list.reserve(text.len() / 5);
        self.sentences.reserve(text.len() / 80);
        for (n, block) in blocks.iter().enumerate() {
            self.block(text, n, block.range.clone());
        }
        self
    }

    /// Finds those of one text.
    pub fn of_text(text: &str) -> Self {
        let mut words = Self { list: Vec::with_capacity(text.len() / 5), sentences: Vec::new() };
        words.block(text, 0, 0..text.len());
        words
    }

    /// The words of a sentence.
    pub fn of(&self, sentence: &Sentence) -> &[Word] {
        &self.list[sentence.words.clone()]
    }

    /// The sentences with a word of which any of these is known.
    pub fn sentences_with(&self, any: Traits) -> impl Iterator<Item = &Sentence> {
        self.sentences.iter().filter(move |sentence| sentence.traits.has(any))
    }

    /// The words of which any of these is known.
    pub fn with(&self, any: Traits) -> impl Iterator<Item = &Word> {
        let words = self.sentences_with(any).flat_map(|sentence| self.of(sentence));
        words.filter(move |word| word.traits.has(any))
    }

    /// The words that lie in a stretch of the page's text.
    pub fn within(&self, range: &Range<usize>) -> &[Word] {
        let first = self.list.partition_point(|word| (word.start as usize) < range.start);
        let count = self.list[first..].partition_point(|word| word.end as usize <= range.end);
        &self.list[first..first + count]
    }

    fn block(&mut self, text: &str, block: usize, range: Range<usize>) {
        let (mut start, mut first) = (range.start, self.list.len());
        let mut at = range.start;
        let bytes = text.as_bytes();
        while at < range.end {
            let byte = bytes[at];
            // Nearly every word is followed by a blank, and no word begins with one.
            if byte == b' ' {
                at += 1;
                continue;
            }
            if let Some(word) = word(text, at, range.end) {
                at = word.end as usize;
                self.list.push(word);
                continue;
            }
            at += if byte < 0x80 { 1 } else { text[at..].chars().next().map_or(1, char::len_utf8) };
            if (matches!(byte, b'.' | b'!' | b'?') || byte >= 0x80 && text[..at].ends_with('…'))
                && self.list.len() > first
                && let Some(end) = self.sentence_end(text, byte, at, range.end)
            {
                self.push(block, first, start..end);
                (start, first, at) = (end, self.list.len(), end);
            }
        }
        if self.list.len() > first {
            self.push(block, first, start..range.end);
        }
    }

    fn push(&mut self, block: usize, first: usize, range: Range<usize>) {
        // The space before it is none of its own.
        let start = (self.list[first].start as usize).max(range.start);
        let traits = self.list[first..].iter().fold(Traits::default(), |all, word| all.or(word.traits));
        self.sentences.push(Sentence { block, words: first..self.list.len(), range: start..range.end, traits });
    }

    /// Where the sentence ends whose mark stands just before `at`, if it ends there at all.
    fn sentence_end(&self, text: &str, mark: u8, at: usize, end: usize) -> Option<usize> {
        let rest = &text[at..end];
        let (here, next) = match rest.as_bytes() {
            // Nearly every sentence ends with its mark and a blank, and the next one begins with a plain letter.
            [b' ', next, ..] if next.is_ascii_alphabetic() => (at, char::from(*next)),
            _ => {
                let after = rest.trim_start_matches(['.', '!', '?', '…', '"', '\'', '”', '’', ')', ']']);
                let (here, next) = (end - after.len(), after.trim_start());
                if next.is_empty() {
                    return Some(here);
                }
                if next.len() == after.len() {
                    return None;
                }
                (here, next.trim_start_matches(['"', '\'', '“', '‘', '(', '[', '*']).chars().next()?)
            }
        };
        let begins = next.is_uppercase() || next.is_numeric();
        let is_short = mark == b'.'
            && self
                .list
                .last()
                .is_some_and(|word| word.end as usize + 1 == at && is_abbreviation(word.of(text), text, word, next));
        (begins && !is_short).then_some(here)
    }
}

fn is_abbreviation(word: &str, text: &str, place: &Word, next: char) -> bool {
    if matches!(word, "no" | "No" | "nos" | "Nos" | "p" | "rhif" | "Rhif") {
        return next.is_numeric();
    }
    if word.len() == 1 {
        // “J. K. Rowling” and “e.g.”, but neither “So do I.” nor “at 5 p.m.”
        let follows_stop = place.start > 0 && text.as_bytes()[place.start as usize - 1] == b'.';
        return if word.as_bytes()[0].is_ascii_uppercase() { word != "I" } else { follows_stop && word != "m" };
    }
    place.traits.has(Traits::SHORTENED)
}

/// The word that begins at a byte, if one does.
fn word(text: &str, start: usize, end: usize) -> Option<Word> {
    let bytes = text.as_bytes();
    // Most words are this plain, and need no look at each letter.
    if let Some(word) = plain(bytes, start, end) {
        return Some(word);
    }
    let (mut at, mut capitals, mut others, mut digits) = (start, 0_u32, 0_u32, 0_u32);
    let first_is_capital = bytes[start].is_ascii_uppercase();
    let (mut odd_capital, mut is_joined) = (false, false);
    let mut key = known::Key::default();
    while at < end {
        let byte = bytes[at];
        match byte {
            b'a'..=b'z' => others += 1,
            b'A'..=b'Z' => capitals += 1,
            b'0'..=b'9' => digits += 1,
            b'\'' | b'-' if at > start && at + 1 < end && is_letter_at(text, at + 1) => is_joined = true,
            0xE2 if at > start && text[at..end].starts_with(['’', '‑']) => {
                if at + 3 >= end || !is_letter_at(text, at + 3) {
                    break;
                }
                key.push(if bytes[at + 2] == 0x99 { b'\'' } else { b'-' });
                is_joined = true;
                at += 3;
                continue;
            }
            0x80.. => {
                let Some(letter) = text[at..].chars().next() else { break };
                // A mark that stands above the letter before it, as some programs write “â”.
                let is_mark = at > start && matches!(letter, '\u{300}'..='\u{36f}');
                if !is_mark && !letter.is_alphanumeric() {
                    break;
                }
                odd_capital |= at == start && letter.is_uppercase();
                if letter.is_uppercase() {
                    capitals += 1
                } else {
                    others += 1
                }
                let mut buffer = [0; 4];
                let small = letter.to_lowercase().next().unwrap_or(letter);
                small.encode_utf8(&mut buffer).bytes().for_each(|byte| key.push(byte));
                at += letter.len_utf8();
                continue;
            }
            _ => break,
        }
        key.push(byte.to_ascii_lowercase());
        at += 1;
    }
    if at == start || capitals + others + digits == 0 {
        return None;
    }
    let case = match (capitals, others, digits) {
        (0, _, 0) => Case::Small,
        (1, _, 0) if first_is_capital || odd_capital => Case::Title,
        (2.., 0, 0) => Case::Capitals,
        _ => Case::Mixed,
    };
    let joined = if is_joined { Traits::JOINED } else { Traits::default() };
    let numbered = if digits > 0 { Traits::NUMBER } else { Traits::default() };
    Some(Word { start: number(start), end: number(at), traits: key.traits().or(joined).or(numbered), case })
}

/// A word of sixteen plain letters at most, if nothing but a blank or a mark follows. All are looked at at once.
fn plain(bytes: &[u8], start: usize, end: usize) -> Option<Word> {
    let rest = &bytes[start..];
    let typed = u8x16::new(rest.first_chunk().copied().unwrap_or_else(|| padded(rest)));
    let small = typed | u8x16::splat(0x20);
    let letters = small.simd_gt(u8x16::splat(b'a' - 1)) & small.simd_lt(u8x16::splat(b'z' + 1));
    // What lies beyond the end is none of it.
    let run = (letters.to_bitmask().trailing_ones() as usize).min(end - start);
    let goes_on = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'\'' | b'-' | 0x80..);
    let is_cut = || start + run < end && goes_on(rest[run]);
    if run == 0 || rest.get(run) != Some(&b' ') && is_cut() {
        return None;
    }
    let all = (1 << run) - 1;
    let case = match !typed.simd_eq(small).to_bitmask() & all {
        0 => Case::Small,
        1 => Case::Title,
        capitals if capitals == all => Case::Capitals,
        _ => Case::Mixed,
    };
    let traits = known::traits(u128::from_le_bytes(small.to_array()) & (u128::MAX >> (128 - 8 * run)));
    Some(Word { start: number(start), end: number(start + run), traits, case })
}

/// Fewer than sixteen bytes, with zeros after them.
fn padded(rest: &[u8]) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes[..rest.len()].copy_from_slice(rest);
    bytes
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn is_letter_at(text: &str, at: usize) -> bool {
    match text.as_bytes()[at] {
        byte @ 0..0x80 => byte.is_ascii_alphanumeric(),
        _ => text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(char::is_alphanumeric),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::{Inside, Kind};
    use crate::diagnostic::Span;

    fn sentences(text: &str) -> Vec<&str> {
        let block =
            Block { kind: Kind::Paragraph, range: 0..text.len(), span: Span::default(), inside: Inside::default() };
        Words::default().again(text, &[block]).sentences.iter().map(|sentence| &text[sentence.range.clone()]).collect()
    }

    #[test]
    fn sentences_end_where_readers_think_so() {
        for (text, count) in [
            ("We open at 10. Come in!", 2),
            ("Mrs. Owen and Dr. Rees of St. Asaph, e.g. on Mondays, i.e. Not often.", 1),
            ("See p. 4 and No. 5. No. It is closed.", 3),
            ("By J. K. Rowling. So do I. We close at 5 p.m. Then we go.", 4),
            ("“Oh!” said she. “Really?” He left… Then nothing.", 4),
            ("Go to example.org/a.b for version 3.5 today.", 1),
            ("Mae llyfrau, e.e. Rhai newydd, ar gael. Dewch! Ŵyn sydd yma.", 3),
        ] {
            assert_eq!(sentences(text).len(), count, "{:?}", sentences(text));
        }
    }

    #[test]
    fn words_keep_their_apostrophes_and_hyphens() {
        let text = "It’s a well-known ‘fact’: I'r Tŷ, NHS 3G.";
        let block =
            Block { kind: Kind::Paragraph, range: 0..text.len(), span: Span::default(), inside: Inside::default() };
        let words = Words::default().again(text, &[block]);
        let found: Vec<_> = words.list.iter().map(|word| (word.of(text), word.case)).collect();
        let expected = [
            ("It’s", Case::Title),
            ("a", Case::Small),
            ("well-known", Case::Small),
            ("fact", Case::Small),
            ("I'r", Case::Title),
            ("Tŷ", Case::Title),
            ("NHS", Case::Capitals),
            ("3G", Case::Mixed),
        ];
        assert_eq!(found, expected);
        assert!(words.list[4].traits.has(Traits::WELSH_JOIN));
    }
}

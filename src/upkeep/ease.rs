//! Turns a page's words into how hard they are to read. It counts and judges nothing. It is used in one
//! place, [`super`], and another count with the same form can stand in for it.

use crate::checks::{Kind, Page};

/// How hard a page is to read.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reading {
    /// Its words in sentences; headings, tables and short items are left out.
    pub words: usize,
    /// Its sentences.
    pub sentences: usize,
    /// The age at which people can read it with ease, in years: the grade of Flesch and Kincaid and five more
    /// (Kincaid and others, “Derivation of new readability formulas”, 1975). English only; there is no such
    /// formula for Welsh.
    pub age: Option<f32>,
}

/// The fewest words of a list's item that count as a sentence.
const ITEM: usize = 6;

/// How hard a page is to read.
pub fn reading(page: &Page<'_>) -> Reading {
    let (mut words, mut sentences, mut syllables) = (0, 0, 0);
    for block in page.prose() {
        for sentence in split(page.words(&block.range)) {
            let list: Vec<&str> = sentence.split_whitespace().filter(|word| is_word(word)).collect();
            if list.is_empty() || block.kind == Kind::Item && list.len() < ITEM {
                continue;
            }
            words += list.len();
            sentences += 1;
            syllables += list.iter().map(|word| syllables_in(word)).sum::<usize>();
        }
    }
    let age = Some(()).filter(|()| words > 0 && page.lang.starts_with("en")).map(|()| {
        let grade = 0.39 * ratio(words, sentences) + 11.8 * ratio(syllables, words) - 15.59;
        (grade + 5.0).max(5.0)
    });
    Reading { words, sentences, age }
}

#[expect(clippy::cast_precision_loss, reason = "a page has far fewer words than a float has digits")]
fn ratio(a: usize, b: usize) -> f32 {
    a as f32 / b as f32
}

/// The sentences of a block: each ends in a full stop, a question mark or an exclamation mark with a space and
/// a capital or a digit behind it.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.trim();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let ends = rest.match_indices(['.', '!', '?']).map(|(at, _)| at + 1);
        let begins = |after: &str| {
            let next = after.trim_start_matches(['”', '’', '"', '\'', ')']);
            next.starts_with(' ') && next.trim_start().starts_with(|c: char| !c.is_lowercase())
        };
        let end = ends.into_iter().find(|end| begins(&rest[*end..])).unwrap_or(rest.len());
        let (sentence, after) = rest.split_at(end);
        rest = after.trim_start();
        Some(sentence)
    })
}

fn is_word(word: &str) -> bool {
    word.contains(char::is_alphanumeric)
}

/// The syllables of an English word, near enough for an average: groups of vowels, without a silent e.
fn syllables_in(word: &str) -> usize {
    let letters: String = word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let groups = letters.split(|c| !is_vowel(c)).filter(|group| !group.is_empty()).count();
    let is_silent = letters.ends_with('e') && !letters.ends_with("le") && groups > 1;
    (groups - usize::from(is_silent)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_and_syllables_are_near_enough() {
        let all: Vec<_> = split("We open at 9.30 a.m. on Mondays. “Do come!” she said. Is it far?").collect();
        assert_eq!(all, ["We open at 9.30 a.m. on Mondays.", "“Do come!” she said.", "Is it far?"]);
        for (word, wanted) in [("library", 3), ("the", 1), ("made", 1), ("table", 2), ("volunteers,", 3), ("2026", 1)] {
            assert_eq!(syllables_in(word), wanted, "{word}");
        }
    }
}

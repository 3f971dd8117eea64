//! Turns sentences into how hard they are to read: the numbers behind `reading-level`, for reports as well. It
//! counts and judges nothing.

use super::{Kind, Parts, Sentence};

/// How hard a page is to read.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reading {
    /// Its words in sentences; headings, tables and short items are left out.
    pub words: usize,
    /// Its sentences.
    pub sentences: usize,
    /// Words in a sentence, on average.
    pub sentence: f32,
    /// The age at which people can read it with ease, in years: the grade of Flesch and Kincaid and five more
    /// (Kincaid and others, “Derivation of new readability formulas”, 1975). English only; there is no such formula for
    /// Welsh.
    pub age: Option<f32>,
}

/// The fewest words of a list's item that count as a sentence.
const ITEM: usize = 6;

/// How hard a page is to read.
pub fn reading(page: &Parts, lang: &str) -> Reading {
    let (mut words, mut sentences, mut syllables) = (0, 0, 0);
    for sentence in prose(page) {
        let list = page.split().of(sentence);
        words += list.len();
        sentences += 1;
        if lang == "en" {
            syllables += list.iter().map(|word| syllables_in(word.of(&page.text))).sum::<usize>();
        }
    }
    measure(words, sentences, (lang == "en").then_some(syllables))
}

/// The sentences of a page that are read as such.
pub fn prose(page: &Parts) -> impl Iterator<Item = &Sentence> {
    page.split().sentences.iter().filter(|sentence| match page.blocks[sentence.block].kind {
        Kind::Paragraph | Kind::Definition => true,
        Kind::Item => sentence.words.len() >= ITEM,
        Kind::Heading(_) | Kind::Cell { .. } | Kind::Code => false,
    })
}

/// The numbers from what was counted; without syllables there is no age.
pub fn measure(words: usize, sentences: usize, syllables: Option<usize>) -> Reading {
    if words == 0 || sentences == 0 {
        return Reading::default();
    }
    #[expect(clippy::cast_precision_loss, reason = "a page has far fewer words than a float has digits")]
    let ratio = |a: usize, b: usize| a as f32 / b as f32;
    let sentence = ratio(words, sentences);
    let grade = |syllables: usize| 0.39 * sentence + 11.8 * ratio(syllables, words) - 15.59;
    Reading { words, sentences, sentence, age: syllables.map(|count| (grade(count) + 5.0).max(5.0)) }
}

/// The syllables of an English word, near enough for an average: groups of vowels, without a silent e.
pub fn syllables_in(word: &str) -> usize {
    let is_vowel = |byte: u8| matches!(byte | 0x20, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    let bytes = word.as_bytes();
    let mut count = 0;
    let mut before = false;
    for byte in bytes {
        let vowel = is_vowel(*byte);
        count += usize::from(vowel && !before);
        before = vowel;
    }
    let silent = |end: &[u8], but: &[u8]| {
        bytes.len() > 3 && bytes.ends_with(end) && !but.contains(&bytes[bytes.len() - end.len() - 1])
    };
    if silent(b"e", b"l") || silent(b"es", b"lscgxz") || silent(b"ed", b"td") {
        count = count.max(2) - 1;
    }
    count.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_near_enough() {
        let words = [
            ("library", 3),
            ("the", 1),
            ("made", 1),
            ("table", 2),
            ("opened", 2),
            ("wanted", 2),
            ("volunteer", 3),
            ("hmm", 1),
        ];
        for (word, count) in words {
            assert_eq!(syllables_in(word), count, "{word}");
        }
    }

    #[test]
    fn short_words_in_short_sentences_are_for_children() {
        let easy = measure(40, 8, Some(48)).age.unwrap();
        let hard = measure(60, 2, Some(110)).age.unwrap();
        assert!(easy < 8.0 && hard > 20.0, "{easy} {hard}");
        assert_eq!(measure(40, 8, None).age, None);
        assert_eq!(measure(0, 0, None), Reading::default());
    }
}

//! Turns dictionaries and a hub's own list of words into answers: is this a word, and which one is near. The
//! dictionaries are Hunspell's, by way of the crate `spellbook`. What was looked up is remembered, because the pages
//! of a hub share nearly all of their words.

use crate::inputs::WordFiles;
use foldhash::fast::FixedState;
use spellbook::Dictionary;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::RwLock;

type Known<T> = RwLock<HashMap<Box<str>, T, FixedState>>;

/// The words that a hub may use.
#[derive(Default)]
pub struct Lexicon {
    files: WordFiles,
    own: HashSet<Box<str>, FixedState>,
    tongues: Vec<Tongue>,
}

/// One language's dictionary.
struct Tongue {
    lang: String,
    dictionary: Dictionary,
    known: Known<bool>,
    nearest: Known<Option<String>>,
}

impl Lexicon {
    /// Understands the files. A dictionary that can't be read is none.
    pub fn new(files: &WordFiles) -> Self {
        let own = files.own.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let tongue = |file: &crate::inputs::DictionaryFile| {
            let dictionary = Dictionary::new(&file.affixes, &file.words).ok()?;
            Some(Tongue { lang: file.lang.clone(), dictionary, known: Known::default(), nearest: Known::default() })
        };
        Self {
            files: files.clone(),
            own: own.map(Into::into).collect(),
            tongues: files.dictionaries.iter().filter_map(tongue).collect(),
        }
    }

    /// Whether it is made of these files.
    pub fn is_of(&self, files: &WordFiles) -> bool {
        self.files == *files
    }

    /// Whether a word is in the hub's own list, in that form or in small letters.
    pub fn has(&self, word: &str) -> bool {
        !self.own.is_empty() && (self.own.contains(word) || self.own.contains(word.to_lowercase().as_str()))
    }

    /// Whether there is a dictionary of a language.
    pub fn speaks(&self, lang: &str) -> bool {
        self.tongues.iter().any(|tongue| tongue.lang == lang)
    }

    /// Which of the words are none, by their numbers. A word of another language of the hub is one.
    pub fn unknown<'w>(&self, lang: &str, words: impl Iterator<Item = &'w str>) -> Vec<usize> {
        let Some(tongue) = self.tongues.iter().find(|tongue| tongue.lang == lang) else { return Vec::new() };
        let mut unknown = Vec::new();
        let mut new: Vec<(usize, &str)> = Vec::new();
        if let Ok(known) = tongue.known.read() {
            for (n, word) in words.enumerate() {
                match known.get(word) {
                    Some(true) => {}
                    Some(false) => unknown.push(n),
                    None => new.push((n, word)),
                }
            }
        }
        let asked: Vec<_> = new.into_iter().map(|(n, word)| (n, word, self.is_word(tongue, word))).collect();
        if let (false, Ok(mut known)) = (asked.is_empty(), tongue.known.write()) {
            known.extend(asked.iter().map(|(_, word, is_word)| (Box::from(*word), *is_word)));
        }
        unknown.extend(asked.iter().filter(|(.., is_word)| !is_word).map(|(n, ..)| n));
        unknown.sort_unstable();
        unknown
    }

    fn is_word(&self, first: &Tongue, word: &str) -> bool {
        let plain = word.replace('’', "'");
        let others = || self.tongues.iter().filter(|other| other.lang != first.lang);
        let is_one = |word: &str| {
            self.has(word) || first.dictionary.check(word) || others().any(|other| other.dictionary.check(word))
        };
        let small = plain.to_lowercase();
        if is_one(&plain) || small != plain && is_one(&small) {
            return true;
        }
        // “The library's”, “i'r”, “well-known”: what is joined to a word is no part of it.
        let base = plain
            .rsplit_once('\'')
            .filter(|(_, end)| matches!(*end, "s" | "r" | "n" | "u" | "i" | "m" | "w" | "ch" | "th" | ""));
        if base.is_some_and(|(base, _)| is_one(base)) {
            return true;
        }
        plain.contains('-') && plain.split('-').all(|part| part.len() < 3 || is_one(part))
    }

    /// The word that is nearest to one that is none, if one is near enough to be meant.
    pub fn nearest(&self, lang: &str, word: &str) -> Option<String> {
        let tongue = self.tongues.iter().find(|tongue| tongue.lang == lang)?;
        if let Some(known) = tongue.nearest.read().ok()?.get(word) {
            return known.clone();
        }
        let mut near = Vec::new();
        tongue.dictionary.suggest(word, &mut near);
        let is_near = |other: &String| {
            let distance = strsim::damerau_levenshtein(&word.to_lowercase(), &other.to_lowercase());
            distance <= if word.chars().count() < 6 { 1 } else { 2 }
                && !other.contains(' ')
                && (word.contains('-') || !other.contains('-'))
        };
        let nearest = near.into_iter().find(is_near);
        tongue.nearest.write().ok()?.insert(word.into(), nearest.clone());
        nearest
    }
}

impl PartialEq for Lexicon {
    fn eq(&self, other: &Self) -> bool {
        self.files == other.files
    }
}

impl Eq for Lexicon {}

impl fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lexicon").field("files", &self.files).finish_non_exhaustive()
    }
}

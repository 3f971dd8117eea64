//! `emphasis-overuse`: words in capitals one after another, long stretches in italics, and words that are
//! underlined like links (British Dyslexia Association, “Dyslexia friendly style guide”).

use crate::checks::found::replace;
use crate::checks::{Case, Check, Found, MarkKind, Page, Scope, Traits, Word};
use crate::codes::{Code, Saying, Severity};
use crate::diagnostic::Span;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "emphasis-overuse",
        severity: Severity::Hint,
        criterion: "",
        why: "Capitals, italics and underlining change the shapes of words, which makes them slow to read.",
        why_cy: "Mae priflythrennau, llythrennau italig a thanlinellu yn newid siâp geiriau, ac yn arafu'r darllen.",
        doc: include_str!("../../codes/emphasis-overuse.md"),
    },
    says: &[
        Saying {
            en: ("“{0}” is in capitals.", "Type it in small letters: {1}\nIf it must stand out, put two asterisks around it: **{1}**"),
            cy: ("Mae “{0}” mewn priflythrennau.", "Teipiwch ef mewn llythrennau bach: {1}\nOs oes rhaid iddo sefyll allan, rhowch ddwy seren o'i gwmpas: **{1}**"),
        },
        Saying {
            en: ("{0} words in a row are in italics.", "Leave the asterisks or underscores out. If it is a quotation, type > in front of it."),
            cy: ("Mae {0} o eiriau yn olynol mewn llythrennau italig.", "Gadewch y sêr neu'r tanlinellau allan. Os dyfyniad ydyw, teipiwch > o'i flaen."),
        },
        Saying {
            en: ("“{0}” is underlined, and looks like a link.", "Leave the underlining out, or put two asterisks around it: **{0}**"),
            cy: ("Mae “{0}” wedi'i danlinellu, ac yn edrych fel dolen.", "Gadewch y tanlinellu allan, neu rhowch ddwy seren o'i gwmpas: **{0}**"),
        },
    ],
    scope: Scope::Page(look),
};

/// The most words in italics that are read with ease: a book's title may have as many.
const ITALICS: usize = 15;
/// The fewest words in capitals one after another that are loud, where one of them is no abbreviation.
const CAPITALS: usize = 3;

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    let words = page.split();
    for sentence in &words.sentences {
        let list = words.of(sentence);
        let mut first = 0;
        while first < list.len() {
            let run = list[first..].iter().take_while(|word| is_loud(page, word)).count();
            let run_words = &list[first..first + run];
            let loud = run_words.iter().filter(|word| word.case == Case::Capitals).count();
            if loud >= CAPITALS && run_words.iter().any(|word| word.traits.has(Traits::COMMON) || word.range().len() > 6) {
                capitals(page, found, run_words, first == 0);
            }
            first += run + 1;
        }
    }
    for mark in page.marks.iter().filter(|mark| mark.kind == MarkKind::Emphasis) {
        let count = words.within(&mark.range).len();
        if count > ITALICS {
            found.add(1, page.span(&mark.range), &[&count.to_string()]);
        }
    }
    underlined(page, found);
}

/// A word in capitals, or a single letter between such.
fn is_loud(page: &Page<'_>, word: &Word) -> bool {
    word.case == Case::Capitals || word.range().len() == 1 && !word.of(&page.text).starts_with(char::is_lowercase)
}

fn capitals(page: &Page<'_>, found: &mut Found<'_>, words: &[Word], begins: bool) {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
    let range = first.range().start..last.range().end;
    let typed = page.words(&range);
    let small = typed.to_lowercase();
    let mut letters = small.chars();
    let calm = match letters.next() {
        Some(letter) if begins => letter.to_uppercase().chain(letters).collect(),
        _ => small.clone(),
    };
    found.add(0, page.span(&range), &[typed, &calm]);
}

fn underlined(page: &Page<'_>, found: &mut Found<'_>) {
    for tag in &page.html {
        let text = tag.of(page.source);
        let Some(at) = text.find("<u>").or_else(|| text.find("<U>")) else { continue };
        let start = tag.start as usize + at;
        let after = &page.source[start + 3..];
        let Some(len) = after.find("</u>").or_else(|| after.find("</U>")) else { continue };
        let words = &after[..len];
        let edits = vec![
            replace(Span::new(start, start + 3), ""),
            replace(Span::new(start + 3 + len, start + 7 + len), ""),
        ];
        let is_plain = !words.contains("\n\n") && !words.trim().is_empty();
        found.add_fix(2, Span::new(start + 3, start + 3 + len), &[words], if is_plain { edits } else { Vec::new() });
    }
}

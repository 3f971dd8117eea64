//! `placeholder-text`: words that hold a place for others, such as “TBC” or “[name of organisation]”. What may
//! be an ordinary sentence as well, such as “to be confirmed”, counts only where it ends one or is all of it.

mod phrases;

use crate::checks::{Check, Found, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::diagnostic::Span;
use crate::source::Source;
use phrases::When::{Alone, Anywhere, Exactly, Last};
use phrases::{IN_BRACKETS, PHRASES, VERBS};
use std::ops::Range;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "placeholder-text",
        severity: Severity::Error,
        criterion: "",
        why: "Readers would see words that only hold a place for others.",
        why_cy: "Byddai darllenwyr yn gweld geiriau sydd ond yn cadw lle i eiriau eraill.",
        doc: include_str!("../../codes/placeholder-text.md"),
    },
    says: &[Saying {
        en: (
            "“{0}” stands here for words that are still to come.",
            "Write the words, or delete what stands here. If the page is not ready, add between the --- lines at its top:\nstatus: draft",
        ),
        cy: (
            "Mae “{0}” yma yn lle geiriau sydd eto i ddod.",
            "Ysgrifennwch y geiriau, neu dilëwch yr hyn sydd yma. Os nad yw'r dudalen yn barod, ychwanegwch rhwng y llinellau --- ar ei brig:\nstatus: draft",
        ),
    }],
    scope: Scope::Page(look),
};

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    if page.document.front_matter.text("status") == Some("draft") {
        return;
    }
    in_settings(page.source.get(..page.start).unwrap_or(""), found);
    for range in stand_ins(&page.text) {
        found.add(0, page.span(&range), &[page.words(&range)]);
    }
    for image in &page.images {
        if let Some(range) = stand_ins(&image.alt).into_iter().next() {
            found.add(0, image.span, &[image.alt.get(range).unwrap_or("")]);
        }
    }
}

/// The same in the hub's settings.
pub(super) fn look_at_settings(source: &Source, found: &mut Found<'_>) {
    in_settings(&source.text, found);
}

/// The same in lines of settings, where remarks are for their writer alone.
fn in_settings(text: &str, found: &mut Found<'_>) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim_start().starts_with('#') {
            // The value is what readers see. A list in square brackets is no bracket of its words.
            let remark = line.find(" #").unwrap_or(line.len());
            let key = line.find(": ").map_or(0, |at| at + 2).min(remark);
            let value = line[key..remark].trim_start().trim_start_matches('[').trim_start_matches(['"', '\'']);
            let from = remark - value.len();
            let value = value.trim_end().trim_end_matches(['"', '\'']);
            for range in stand_ins(value) {
                let span = Span::new(start + from + range.start, start + from + range.end);
                found.add(0, span, &[&value[range]]);
            }
        }
        start += line.len();
    }
}

/// Where words hold a place for others.
fn stand_ins(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found: Vec<Range<usize>> = Vec::new();
    let (mut at, mut in_word) = (0, false);
    while let Some(byte) = bytes.get(at) {
        // Most of a text is words with which nothing begins: they are passed over letter by letter, and nothing more.
        if byte.is_ascii_alphanumeric() && (in_word || !may_begin(bytes, at)) {
            at += 1;
            while bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
                at += 1;
            }
            in_word = true;
            continue;
        }
        let hit = match byte {
            b'[' => in_brackets(text, at),
            b'?' if !in_word => question_marks(bytes, at),
            _ if !in_word && byte.is_ascii_alphabetic() => phrase(text, at),
            _ => None,
        };
        let is_sign = |at| text[at..].starts_with(['“', '‘', '–', '—', '…', '’']);
        in_word = match byte {
            0x80.. if text.is_char_boundary(at) => !is_sign(at),
            0x80.. => in_word,
            _ => byte.is_ascii_alphanumeric() || *byte == b'_',
        };
        if let Some(end) = hit {
            found.push(at..end);
            in_word = false;
        }
        at = hit.unwrap_or(at + 1);
    }
    found
}

/// For each letter, the letters with which a phrase that begins with it goes on; the last bit stands for any other sign.
const SECOND: [u32; 26] = {
    let mut second = [0; 26];
    let mut n = 0;
    while n < PHRASES.len() {
        let (first, phrases) = PHRASES[n];
        let mut m = 0;
        while m < phrases.len() {
            second[(first - b'a') as usize] |= bit(phrases[m].0.as_bytes()[1]);
            m += 1;
        }
        n += 1;
    }
    second
};

const fn bit(byte: u8) -> u32 {
    let small = byte.to_ascii_lowercase();
    if small.is_ascii_lowercase() { 1 << (small - b'a') } else { 1 << 26 }
}

/// Whether a phrase may begin at a letter, by the letter behind it.
fn may_begin(bytes: &[u8], at: usize) -> bool {
    let first = bytes[at].to_ascii_lowercase();
    let next = bytes.get(at + 1).copied().unwrap_or(b' ');
    first.is_ascii_lowercase() && SECOND[usize::from(first - b'a')] & bit(next) != 0
}

/// Where three question marks or more end that stand for a word.
fn question_marks(bytes: &[u8], at: usize) -> Option<usize> {
    let count = bytes[at..].iter().take_while(|byte| **byte == b'?').count();
    (count > 2).then_some(at + count)
}

/// The longest words in square brackets that are looked at, in bytes; those without a closing one may be shorter only.
const LONGEST: usize = 1_000;
const LONGEST_OPEN: usize = 200;

/// Where a pair of square brackets ends that asks for other words.
fn in_brackets(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at + 1..];
    let begins = rest.trim_start_matches(' ');
    let asks = |start: &&str| {
        let same = same(begins, 0, start)?;
        let next = begins[same..].chars().next();
        (start.ends_with(' ') || next.is_none_or(|c| !c.is_alphanumeric())).then_some(())
    };
    // Nearly always the first letters say no, and the end need not be looked for.
    IN_BRACKETS.iter().find_map(asks)?;
    let near = rest.as_bytes().iter().take(LONGEST);
    let len = near.clone().position(|byte| matches!(byte, b'\n' | b']')).unwrap_or(near.len());
    let inside = rest.get(..len)?;
    let is_open = !rest[len..].starts_with(']');
    if is_open && inside.trim_start().len() > LONGEST_OPEN {
        return None;
    }
    let is_kept_back = ["withheld", "removed", "changed", "redacted"].iter().any(|word| inside.contains(word));
    let end = at + 1 + len;
    (!is_kept_back).then(|| if is_open { end } else { end + 1 })
}

/// Where a phrase of the table ends that begins here and holds a place.
fn phrase(text: &str, at: usize) -> Option<usize> {
    let first = text.as_bytes()[at].to_ascii_lowercase();
    let (_, phrases) = PHRASES.get(PHRASES.binary_search_by_key(&first, |(letter, _)| *letter).ok()?)?;
    phrases.iter().find_map(|(phrase, when)| {
        let mut end = same(text, at, phrase)?;
        if *when == Exactly {
            if text.get(at..end) != Some(phrase) {
                return None;
            }
            // “XXXX” is as good as “XXX”.
            end += text[end..].bytes().take_while(|byte| *byte == b'X' && first == b'x').count();
        }
        let after = text[end..].chars().next();
        if after.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            return None;
        }
        let before = text[..at].trim_end_matches([' ', '"', '“', '‘', '*']);
        let rest = text[end..].trim_start_matches(['"', '”', '’', '*']);
        let is_last = rest.trim().is_empty() || rest.starts_with(['.', '!', '…', '\n', ')', ']', ';']);
        let verb = before.rsplit([' ', '\n']).next().unwrap_or("").to_lowercase();
        let is_first = before.is_empty() || before.ends_with(['.', '\n', ':', '(', '[', '!', '?', '–', '-']);
        // Words in quotation marks are spoken of.
        let is_quoted =
            text[..at].ends_with(['“', '‘', '"', '\'']) && text[end..].starts_with(['”', '’', '"', '\'']);
        let stands = match when {
            _ if is_quoted => false,
            Exactly | Anywhere => true,
            Last => is_last && !VERBS.contains(&verb.as_str()),
            Alone => is_last && is_first,
        };
        stands.then_some(end)
    })
}

/// Where a phrase ends if it stands here, whatever its capitals and its apostrophe.
fn same(text: &str, at: usize, phrase: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut end = at;
    for wanted in phrase.bytes() {
        match bytes.get(end)? {
            byte if byte.eq_ignore_ascii_case(&wanted) => end += 1,
            0xe2 if wanted == b'\'' && text[end..].starts_with('’') => end += '’'.len_utf8(),
            _ => return None,
        }
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        stand_ins(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn every_one_in_a_paragraph_is_found() {
        let text = "Ask [name of organisation] or [Note: who?]. The date is TBC, the place XXXX, the cost (???). Lorem ipsum dolor sit amet.";
        let all = ["[name of organisation]", "[Note: who?]", "TBC", "XXXX", "???", "Lorem ipsum", "dolor sit amet"];
        assert_eq!(found(text), all);
        assert_eq!(found("Dyddiad: I’w gadarnhau. Testun i ddod."), ["I’w gadarnhau", "Testun i ddod"]);
        assert_eq!(found("Ar y gweill"), ["Ar y gweill"]);
        assert_eq!(found("Speaker to be confirmed\n(to be announced)"), ["to be confirmed", "to be announced"]);
    }

    #[test]
    fn sentences_that_mean_what_they_say_are_none() {
        let texts = [
            "Each booking needs to be confirmed by e-mail.",
            "Every booking has to be confirmed.",
            "Write a to-do list. Things TO DO today.",
            "He said: [the library] is ours [sic] […].",
            "Mae tri phrosiect ar y gweill.",
            "Really??? Yes!",
            "He told [name withheld] so.",
            "The XXXVIII Olympiad, the TBCs.",
            "Mae pethau da i ddod.",
            "Words such as “TBC” and 'to be confirmed' only hold a place.",
        ];
        for text in texts {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}

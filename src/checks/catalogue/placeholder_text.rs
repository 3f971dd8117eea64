//! `placeholder-text`: words that hold a place for others, such as “TBC” or “[name of organisation]”. What may
//! be an ordinary sentence as well, such as “to be confirmed”, counts only where it ends one or is all of it.

mod phrases;

use crate::checks::{Check, Found, Page, Scope, Traits, Words};
use crate::codes::{Code, Saying, Severity};
use crate::diagnostic::Span;
use crate::source::{Source, lines};
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
    for range in stand_ins(&page.text, page.split()) {
        found.add(0, page.span(&range), &[page.words(&range)]);
    }
    for image in &page.images {
        if let Some(range) = stand_ins(&image.alt, &Words::of_text(&image.alt)).into_iter().next() {
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
    let words = Words::of_text(text);
    let mut start = 0;
    for line in lines(text) {
        if !line.trim_start().starts_with('#') {
            // The value is what readers see. A list in square brackets is no bracket of its words.
            let bytes = line.as_bytes();
            let remark = memchr::memchr_iter(b'#', bytes).find_map(|at| at.checked_sub(1).filter(|at| bytes[*at] == b' '));
            let remark = remark.unwrap_or(line.len());
            let key = memchr::memchr_iter(b':', bytes).find(|at| bytes.get(at + 1) == Some(&b' '));
            let key = key.map_or(0, |at| at + 2).min(remark);
            let value = line[key..remark].trim_start().trim_start_matches('[').trim_start_matches(['"', '\'']);
            let from = remark - value.len();
            let value = value.trim_end().trim_end_matches(['"', '\'']);
            // Most lines have nothing that could hold a place.
            let within = start + from..start + from + value.len();
            let is_likely = words.within(&within).iter().any(|word| word.traits.has(HOLDS)) || value.contains(['[', '?']);
            let found_in = if is_likely { stand_ins(value, &Words::of_text(value)) } else { Vec::new() };
            for range in found_in {
                let span = Span::new(start + from + range.start, start + from + range.end);
                found.add(0, span, &[&value[range]]);
            }
        }
        start += line.len();
    }
}

/// What is known of a word with which a phrase that holds a place may begin.
const HOLDS: Traits = Traits::HOLDS.or(Traits::JOINED);

/// Where words hold a place for others.
fn stand_ins(text: &str, words: &Words) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let is_first = |at: usize| at == 0 || !matches!(bytes[at - 1], b'?' | b'_') && !bytes[at - 1].is_ascii_alphanumeric();
    let signs = memchr::memchr2_iter(b'[', b'?', bytes);
    let mut starts: Vec<usize> = signs.filter(|at| bytes[*at] == b'[' || is_first(*at)).collect();
    for word in words.with(HOLDS) {
        starts.push(word.range().start);
        if word.traits.has(Traits::JOINED) {
            let joints = word.of(text).match_indices(['-', '\'', '’', '‑']);
            starts.extend(joints.map(|(at, joint)| word.range().start + at + joint.len()));
        }
    }
    starts.sort_unstable();
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in starts {
        if found.last().is_some_and(|last| at < last.end) {
            continue;
        }
        let end = match bytes[at] {
            b'[' => in_brackets(text, at),
            b'?' => question_marks(bytes, at),
            _ if is_first(at) => phrase(text, at),
            _ => None,
        };
        found.extend(end.map(|end| at..end));
    }
    found
}

/// The words with which phrases begin that hold a place, for the table of known words.
pub(in crate::checks) fn first_words() -> impl Iterator<Item = String> {
    let first = |(phrase, _): &(&str, phrases::When)| phrase.split([' ', ':']).next().unwrap_or("").to_lowercase();
    // “XXXX” is as good as “XXX”.
    let crosses = (4..=16).map(|count| "x".repeat(count));
    PHRASES.iter().flat_map(|(_, phrases)| phrases.iter()).map(first).chain(crosses)
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
    // A link that was not typed quite right.
    if rest[len..].starts_with("](") {
        return None;
    }
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
        stand_ins(text, &Words::of_text(text)).into_iter().map(|range| &text[range]).collect()
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

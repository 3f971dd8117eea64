//! `sentence-long`: a sentence of more than 25 words, GOV.UK's limit. Good prose has longer ones, so that is a
//! hint; it is a warning where readers go on for more than 70 words without a rest.

use crate::checks::{Check, Found, Page, Scope, Word, reading};
use crate::codes::{Code, Saying, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "sentence-long",
        severity: Severity::Warning,
        criterion: "3.1.5",
        why: "By the end of a long sentence many readers have lost its beginning.",
        why_cy: "Erbyn diwedd brawddeg hir mae llawer o ddarllenwyr wedi colli ei dechrau.",
        doc: include_str!("../../codes/sentence-long.md"),
    },
    says: &[
        Saying {
            en: ("This sentence has {0} words.", "Make two of it, or a list. Put a full stop where you would take a breath, for example after “{1}”."),
            cy: ("Mae {0} o eiriau yn y frawddeg hon.", "Gwnewch ddwy frawddeg ohoni, neu restr. Rhowch atalnod llawn lle byddech yn cymryd anadl, er enghraifft ar ôl “{1}”."),
        },
        Saying {
            en: ("This sentence has {0} words, and readers would find no place to rest in it.", "Make several of it, or a list. Put a full stop where you would take a breath, for example after “{1}”."),
            cy: ("Mae {0} o eiriau yn y frawddeg hon, ac ni fyddai darllenwyr yn cael lle i oedi ynddi.", "Gwnewch sawl brawddeg ohoni, neu restr. Rhowch atalnod llawn lle byddech yn cymryd anadl, er enghraifft ar ôl “{1}”."),
        },
    ],
    scope: Scope::Page(look),
};

/// The longest sentence that is none to speak of, in words (GOV.UK, “Writing for GOV.UK”).
const LONG: usize = 25;
/// The longest way without a semicolon, colon or dash that is no more than a hint, in words.
const WITHOUT_REST: usize = 70;

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    let shortest = if page.context.wants_hints() { LONG } else { WITHOUT_REST };
    for sentence in reading::prose(page).filter(|sentence| sentence.words.len() > shortest) {
        // An address or a poem, whose lines end where its writer wants them to, is no sentence.
        let source = page.span(&sentence.range).of(page.source);
        if source.contains("  \n") || source.contains("\\\n") || source.contains("  \r\n") || source.contains("<br") {
            continue;
        }
        let words = page.split().of(sentence);
        let (count, breath) = (words.len().to_string(), breath(page, words));
        let span = page.span(&sentence.range);
        if without_rest(page, words) > WITHOUT_REST {
            found.add(1, span, &[&count, breath]);
        } else {
            found.add_hint(0, span, &[&count, breath]);
        }
    }
}

/// The most words in a row with nothing between them but spaces and commas.
fn without_rest(page: &Page<'_>, words: &[Word]) -> usize {
    let (mut most, mut run) = (1, 1);
    for pair in words.windows(2) {
        let between = page.text.get(pair[0].end as usize..pair[1].start as usize).unwrap_or("");
        run = if between.contains([';', ':', '–', '—', '(', ')', '!', '?']) || between.contains("--") { 1 } else { run + 1 };
        most = most.max(run);
    }
    most
}

/// The word near the middle after which a full stop would do: one before a comma, a semicolon, “and” or “but”.
fn breath<'p>(page: &'p Page<'_>, words: &[Word]) -> &'p str {
    let joins: &[&str] = if page.lang == "cy" { &["a", "ac", "ond"] } else { &["and", "but", "so", "which"] };
    let is_place = |n: &usize| {
        let (word, next) = (&words[*n], &words[*n + 1]);
        let between = page.text.get(word.end as usize..next.start as usize).unwrap_or("");
        between.contains([',', ';', ':', '–', '—']) || joins.contains(&next.of(&page.text))
    };
    let middle = words.len() / 2;
    let place = (0..words.len() - 1).filter(is_place).min_by_key(|n| n.abs_diff(middle)).unwrap_or(middle);
    let first = place.saturating_sub(1);
    page.words(&(words[first].range().start..words[place].range().end))
}

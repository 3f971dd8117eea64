//! `word-repeated`: the same word twice in a row, as fingers type it when a sentence is changed.

use crate::checks::found::replace;
use crate::checks::{Case, Check, Found, Page, Scope, Traits};
use crate::codes::{Code, Saying, Severity};
use crate::diagnostic::Span;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "word-repeated",
        severity: Severity::Hint,
        criterion: "",
        why: "A word twice in a row makes readers stop and read the sentence again.",
        why_cy: "Mae'r un gair ddwywaith yn olynol yn gwneud i ddarllenwyr oedi a darllen y frawddeg eto.",
        doc: include_str!("../../codes/word-repeated.md"),
    },
    says: &[Saying {
        en: ("“{0}” stands there twice in a row.", "Type it once: {1}"),
        cy: ("Mae “{0}” yno ddwywaith yn olynol.", "Teipiwch ef unwaith: {1}"),
    }],
    scope: Scope::Words(look),
};

/// Words that no good sentence has twice in a row: only those are mended by themselves. “What it is is good” is right.
const CERTAIN: &[&str] =
    &["a", "ac", "an", "and", "but", "eich", "ein", "neu", "of", "or", "our", "the", "their", "y", "your", "yr"];

/// Words that good sentences have twice in a row, in English and Welsh.
const TWICE: &[&str] = &[
    "bach", "bye", "da", "deg", "ever", "far", "fyny", "ha", "had", "hir", "ho", "hear", "hurrah", "iawn", "knock", "less", "long", "many", "mawr",
    "more", "never", "no", "now", "oh", "pwysig", "really", "so", "that", "there", "tut", "very", "well", "yes",
];

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    let words = page.split();
    for sentence in &words.sentences {
        for pair in words.of(sentence).windows(2) {
            let [first, second] = pair else { continue };
            if first.traits != second.traits || first.range().len() != second.range().len() || second.case != Case::Small {
                continue;
            }
            let (typed, again) = (first.of(&page.text), second.of(&page.text));
            if !typed.eq_ignore_ascii_case(again) || TWICE.contains(&again) || first.case == Case::Title && !second.traits.has(Traits::COMMON) {
                continue;
            }
            // Anything but space between the two, such as a comma, is there on purpose.
            let between = page.span(&first.range()).end as usize..page.span(&second.range()).start as usize;
            let is_space = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_whitespace() || c == '>');
            if is_space(&page.text[first.range().end..second.range().start]) && page.source.get(between.clone()).is_some_and(is_space) {
                let span = Span::new(between.start, page.span(&second.range()).end as usize);
                // What others said stays as they said it, until somebody decides.
                let is_quoted = page.blocks[sentence.block].inside.quotes > 0;
                let is_certain = CERTAIN.contains(&again) && !is_quoted;
                let fix = if is_certain { vec![replace(span, "")] } else { Vec::new() };
                found.add_fix(0, page.span(&(first.range().start..second.range().end)), &[again, typed], fix);
            }
        }
    }
}

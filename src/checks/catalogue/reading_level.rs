//! `reading-level`: a page that takes a good reader. The National Health Service's and GOV.UK's writers aim at the age of
//! 9 to 11; this speaks up at 16, because a formula sees no more than long words and long sentences.

use crate::checks::{Check, Found, Page, Scope, reading};
use crate::codes::{Code, Saying, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "reading-level",
        severity: Severity::Hint,
        criterion: "3.1.5",
        why: "Many adults read as a child of eleven does, and everybody does so when tired or worried.",
        why_cy: "Mae llawer o oedolion yn darllen fel plentyn un ar ddeg oed, a phawb pan fyddant wedi blino neu'n poeni.",
        doc: include_str!("../../codes/reading-level.md"),
    },
    says: &[
        Saying {
            en: ("The page is easy for readers of about {0} years and more; this is its longest sentence, of {1} words.", "Use shorter sentences and everyday words, and begin with this one. Aim at an age of 11 to 14."),
            cy: ("Mae'r dudalen yn hawdd i ddarllenwyr tua {0} oed a throsodd; dyma ei brawddeg hiraf, sef {1} o eiriau.", "Defnyddiwch frawddegau byrrach a geiriau bob dydd, gan ddechrau gyda hon. Anelwch at oedran o 11 i 14."),
        },
        Saying {
            en: ("The page's sentences have {0} words on average; this is the longest, of {1} words.", "Use shorter sentences, and begin with this one. Aim at 15 words."),
            cy: ("Mae gan frawddegau'r dudalen {0} o eiriau ar gyfartaledd; dyma'r hiraf, sef {1} o eiriau.", "Defnyddiwch frawddegau byrrach, gan ddechrau gyda hon. Anelwch at 15 gair."),
        },
    ],
    scope: Scope::Page(look),
};

/// The fewest words that say something about a page.
const FEWEST: usize = 100;
/// The age from which the check speaks, in years.
const AGE: f32 = 16.0;
/// Words in a sentence, on average, from which it speaks where there is no formula.
const SENTENCE: f32 = 22.0;

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    let numbers = reading::reading(page, page.lang);
    let Some(longest) = reading::prose(page).max_by_key(|sentence| sentence.words.len()) else { return };
    if numbers.words < FEWEST {
        return;
    }
    let (span, count) = (page.span(&longest.range), longest.words.len().to_string());
    match numbers.age {
        Some(age) if age >= AGE => found.add(0, span, &[&format!("{age:.0}"), &count]),
        None if numbers.sentence >= SENTENCE => found.add(1, span, &[&format!("{:.0}", numbers.sentence), &count]),
        _ => {}
    }
}

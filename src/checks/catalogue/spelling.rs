//! `spelling`: words that are in no dictionary of the page's language, nor of the hub's other languages, nor in the
//! hub's own list. Names, abbreviations and words with digits are left alone.

use crate::checks::{Case, Check, Found, Kind, Page, Scope, Traits, Word};
use crate::codes::{Code, Saying, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "spelling",
        severity: Severity::Hint,
        criterion: "",
        why: "A wrong letter stops a reader, and makes screen readers say something else.",
        why_cy: "Mae llythyren anghywir yn atal darllenydd, ac yn gwneud i ddarllenwyr sgrin ddweud rhywbeth arall.",
        doc: include_str!("../../codes/spelling.md"),
    },
    says: &[
        Saying {
            en: ("“{0}” is in no dictionary.", "Did you mean “{1}”? If it is right, write it on a line of its own in content/_words.txt."),
            cy: ("Nid yw “{0}” mewn unrhyw eiriadur.", "Ai “{1}” oedd gennych mewn golwg? Os yw'n gywir, rhowch ef ar linell ar ei ben ei hun yn content/_words.txt."),
        },
        Saying {
            en: ("“{0}” is in no dictionary.", "If it is right, write it on a line of its own in content/_words.txt:\n{0}"),
            cy: ("Nid yw “{0}” mewn unrhyw eiriadur.", "Os yw'n gywir, rhowch ef ar linell ar ei ben ei hun yn content/_words.txt:\n{0}"),
        },
    ],
    scope: Scope::Words(look),
};

/// Words that are looked for by name are words.
const KNOWN: Traits = Traits::ENGLISH.or(Traits::ENGLISH_JOIN).or(Traits::WELSH).or(Traits::WELSH_JOIN);

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    let lexicon = &page.context.words;
    if !lexicon.speaks(page.lang) {
        return;
    }
    let words = page.split();
    let asked: Vec<(&Word, &str, bool)> = words
        .sentences
        .iter()
        .filter(|sentence| page.blocks[sentence.block].kind != Kind::Code)
        .flat_map(|sentence| words.of(sentence).iter().enumerate())
        .filter(|(n, word)| word.case == Case::Small || *n == 0 && word.case == Case::Title)
        .filter(|(_, word)| !word.traits.has(KNOWN) && word.range().len() > 2 && !word.is_fragment(&page.text))
        .map(|(n, word)| (word, word.of(&page.text), n == 0 && word.case == Case::Title))
        .collect();
    let unknown = lexicon.unknown(page.lang, asked.iter().map(|(_, typed, _)| *typed));
    let mut told: Vec<&str> = Vec::new();
    for n in unknown {
        let (word, typed, begins) = asked[n];
        let span = page.span(&word.range());
        if told.contains(&typed) || page.has_language(span) {
            continue;
        }
        told.push(typed);
        match lexicon.nearest(page.lang, typed) {
            Some(right) => found.add(0, span, &[typed, &right]),
            // With a capital it is a name, unless it is nearly another word.
            None if begins => {}
            None => found.add(1, span, &[typed]),
        }
    }
}

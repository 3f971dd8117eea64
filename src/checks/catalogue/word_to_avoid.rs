//! `word-to-avoid`: words of offices, where everyday ones say the same. The English list follows GOV.UK's (“A to Z
//! style guide: words to avoid”), the Welsh one the advice of “Cymraeg Clir” (Bangor University).

use crate::checks::found::replace;
use crate::checks::{Case, Check, Found, Page, Scope, Traits, Word};
use crate::codes::{Code, Saying, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "word-to-avoid",
        severity: Severity::Hint,
        criterion: "3.1.5",
        why: "Everyday words are read faster by everybody, and are the only ones that some readers know.",
        why_cy: "Mae pawb yn darllen geiriau bob dydd yn gynt, a dyna'r unig eiriau y mae rhai yn eu gwybod.",
        doc: include_str!("../../codes/word-to-avoid.md"),
    },
    says: &[
        Saying {
            en: ("“{0}” has a plainer word.", "Type “{1}”."),
            cy: ("Mae gair symlach na “{0}”.", "Teipiwch “{1}”."),
        },
        Saying {
            en: ("“{0}” says little to many readers.", "Say it in everyday words: {1}."),
            cy: ("Nid yw “{0}” yn dweud llawer wrth sawl darllenydd.", "Dywedwch hyn mewn geiriau bob dydd: {1}."),
        },
    ],
    scope: Scope::Words(look),
};

/// What to do about a word.
enum Plain {
    /// This word fits wherever the other one stands.
    Is(&'static str),
    /// One of these, or another sentence.
    Try(&'static str),
}
use Plain::{Is, Try};

const ENGLISH: &[(&str, Plain)] = &[
    ("a number of", Try("several, or how many")),
    ("additionally", Is("also")),
    ("advance notice", Is("notice")),
    ("aforementioned", Try("name what you mean")),
    ("ascertain", Is("find out")),
    ("at this moment in time", Is("now")),
    ("at this point in time", Is("now")),
    ("best practice", Try("what works well")),
    ("collaborate", Is("work together")),
    ("collaborates", Is("works together")),
    ("collaborating", Is("working together")),
    ("combating", Try("say what is done")),
    ("commence", Try("begin")),
    ("commenced", Try("began or begun")),
    ("commences", Is("begins")),
    ("customer journey", Try("say what the person does")),
    ("deliverables", Try("what you will make or do")),
    ("despite the fact that", Is("although")),
    ("disincentivise", Try("put off")),
    ("due to the fact that", Is("because")),
    ("empower", Try("let, help or allow, and who does what")),
    ("empowering", Try("letting, helping or allowing, and who does what")),
    ("empowers", Try("lets, helps or allows, and who does what")),
    ("endeavour to", Is("try to")),
    ("facilitate", Try("help, run or make possible")),
    ("facilitates", Try("helps, runs or makes possible")),
    ("facilitating", Try("helping, running or making possible")),
    ("for the purpose of", Is("for")),
    ("foster", Try("encourage or help")),
    ("going forward", Try("from now on, or leave it out")),
    ("going forwards", Try("from now on, or leave it out")),
    ("henceforth", Is("from now on")),
    ("hereby", Try("leave it out")),
    ("holistic", Try("whole, or say what is included")),
    ("impact on", Try("affect or change")),
    ("in accordance with", Try("as … says, or by")),
    ("in addition to", Try("as well as")),
    ("in conjunction with", Is("with")),
    ("in excess of", Is("more than")),
    ("in lieu of", Is("instead of")),
    ("in order to", Is("to")),
    ("in receipt of", Try("get or have")),
    ("in respect of", Try("for or about")),
    ("in terms of", Try("about, or say it straight")),
    ("in the event of", Try("if there is")),
    ("in the event that", Is("if")),
    ("incentivise", Try("encourage")),
    ("initiate", Try("start")),
    ("initiated", Try("started")),
    ("key stakeholders", Try("say who they are")),
    ("leverage", Try("use")),
    ("leveraging", Try("using")),
    ("liaise with", Is("talk to")),
    ("liaising with", Is("talking to")),
    ("moving forward", Try("from now on, or leave it out")),
    ("on a daily basis", Is("every day")),
    ("on a monthly basis", Is("every month")),
    ("on a regular basis", Is("regularly")),
    ("on a weekly basis", Is("every week")),
    ("overarching", Try("whole or main")),
    ("prior to", Is("before")),
    ("purchase", Try("buy")),
    ("purchased", Try("bought")),
    ("pursuant to", Is("under")),
    ("ring-fencing", Try("money set aside for one thing")),
    ("robust", Try("strong, or say what makes it so")),
    ("slimming down", Try("making smaller")),
    ("streamline", Try("make simpler")),
    ("streamlining", Try("making simpler")),
    ("subsequent to", Is("after")),
    ("subsequently", Is("later")),
    ("synergies", Try("say what is gained")),
    ("synergy", Try("say what is gained")),
    ("tackling", Try("say what is done")),
    ("terminate", Try("end")),
    ("terminated", Try("ended")),
    ("thereafter", Is("after that")),
    ("thought leader", Try("say what the person knows")),
    ("transforming", Try("say what changes")),
    ("utilisation", Is("use")),
    ("utilise", Is("use")),
    ("utilised", Is("used")),
    ("utilises", Is("uses")),
    ("utilising", Is("using")),
    ("utilize", Is("use")),
    ("utilized", Is("used")),
    ("utilizing", Is("using")),
    ("whilst", Is("while")),
    ("with regard to", Is("about")),
    ("with regards to", Is("about")),
    ("with respect to", Is("about")),
];

const WELSH: &[(&str, Plain)] = &[
    ("ac eithrio", Is("heblaw")),
    ("ar hyn o bryd", Try("nawr, neu gadewch ef allan")),
    ("arfaethedig", Try("wedi'i gynllunio")),
    ("cynorthwyo", Is("helpu")),
    ("er mwyn sicrhau", Try("fel bod")),
    ("gerbron", Is("o flaen")),
    ("gogyfer â", Try("ar gyfer")),
    ("gynorthwyo", Is("helpu")),
    ("hwyluso", Try("helpu, neu ei gwneud yn haws")),
    ("mewn perthynas ag", Try("am, neu ynghylch")),
    ("mewn perthynas â", Try("am, neu ynghylch")),
    ("mynychu", Try("mynd i, neu dod i")),
    ("o ganlyniad i", Try("oherwydd")),
    ("oddeutu", Try("tua")),
    ("parthed", Is("am")),
    ("preswylio", Is("byw")),
    ("terfynu", Try("dod i ben, neu rhoi'r gorau i")),
    ("trosoli", Try("defnyddio")),
    ("y cyfryw", Try("enwch yr hyn rydych yn ei feddwl")),
    ("ymgymryd â", Try("gwneud")),
    ("ymofyn", Try("gofyn")),
    ("yn fisol", Is("bob mis")),
    ("yn flaenorol i", Try("cyn")),
    ("yn flynyddol", Is("bob blwyddyn")),
    ("yn wythnosol", Is("bob wythnos")),
    ("ynghyd â", Is("gyda")),
    ("ysgogi", Try("annog")),
];

/// What the check looks for, in both languages.
pub(in crate::checks) fn avoided() -> impl Iterator<Item = &'static str> {
    ENGLISH.iter().chain(WELSH).map(|(phrase, _)| *phrase)
}

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    let list = match page.lang {
        "en" => ENGLISH,
        "cy" => WELSH,
        _ => return,
    };
    let words = page.split();
    for sentence in words.sentences_with(Traits::AVOID) {
        // What somebody else said stays as it was said.
        if page.is_quotation(sentence.block) {
            continue;
        }
        let mut n = sentence.words.start;
        while n < sentence.words.end {
            let first = words.list[n];
            n += 1;
            if !first.traits.has(Traits::AVOID) || matches!(first.case, Case::Capitals | Case::Mixed) {
                continue;
            }
            let rest = &page.text[first.start as usize..sentence.range.end];
            let Some((phrase, plain)) = list.iter().rfind(|(phrase, _)| begins_with(rest, phrase)) else { continue };
            let range = first.range().start..first.range().start + phrase.len();
            n = sentence.words.start + words.of(sentence).partition_point(|word| (word.start as usize) < range.end);
            let (span, typed) = (page.span(&range), page.words(&range));
            if page.is_in_quotation_marks(sentence.block, range.start) {
                continue;
            }
            match plain {
                // A name, such as that of a project, has capitals in the middle of a sentence.
                _ if first.case == Case::Title && n > sentence.words.start + phrase.split(' ').count() => {}
                // So has the first word of one: “Utilise Ltd”.
                _ if first.case == Case::Title && is_name(words.of(sentence).get(n - sentence.words.start)) => {}
                Try(other) => found.add(1, span, &[typed, other]),
                Is(word) => {
                    let word = like(first.case, word);
                    let is_plain = span.of(page.source) == typed;
                    let fix = if is_plain { vec![replace(span, word.clone())] } else { Vec::new() };
                    found.add_fix(0, span, &[typed, &word], fix);
                }
            }
        }
    }
}

/// Whether a word goes on with a name.
fn is_name(next: Option<&Word>) -> bool {
    next.is_some_and(|next| next.case == Case::Title)
}

fn begins_with(text: &str, phrase: &str) -> bool {
    let is_alike = text.get(..phrase.len()).is_some_and(|start| start.eq_ignore_ascii_case(phrase));
    is_alike && !text[phrase.len()..].starts_with(|next: char| next.is_alphanumeric() || matches!(next, '-' | '\'' | '’' | '\u{300}'..='\u{36f}'))
}

fn like(case: Case, word: &str) -> String {
    let mut letters = word.chars();
    match (case, letters.next()) {
        (Case::Title, Some(first)) => first.to_uppercase().chain(letters).collect(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_so_that_the_longest_phrase_is_found() {
        for list in [ENGLISH, WELSH] {
            assert!(list.is_sorted_by_key(|(phrase, _)| *phrase));
        }
    }
}

//! `date-weekday`: a day of which the page says that it is another day of the week than it is.

use super::date_unclear::{day, month, weekday};
use crate::checks::{Case, Check, Found, Page, Scope, Traits, Word};
use crate::codes::{Code, Saying, Severity};
use crate::date::Date;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "date-weekday",
        severity: Severity::Warning,
        criterion: "",
        why: "Readers would come on the wrong day.",
        why_cy: "Byddai darllenwyr yn dod ar y diwrnod anghywir.",
        doc: include_str!("../../codes/date-weekday.md"),
    },
    says: &[Saying {
        en: ("“{0}” is a {1}.", "Check the day, and type what is right, for example:\n{1} {2}"),
        cy: ("Nid dyna ddiwrnod “{0}”: {1} ydyw.", "Gwiriwch y diwrnod, a theipiwch yr hyn sy'n gywir, er enghraifft:\n{1} {2}"),
    }],
    scope: Scope::Words(look),
};

/// The days of the week, from Monday, in English and Welsh.
const NAMES: [[&str; 7]; 2] = [
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    ["dydd Llun", "dydd Mawrth", "dydd Mercher", "dydd Iau", "dydd Gwener", "dydd Sadwrn", "dydd Sul"],
];

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    let words = page.split();
    // What somebody else said stays as it was said.
    for sentence in words.sentences_with(Traits::NUMBER).filter(|sentence| !page.is_quotation(sentence.block)) {
        for four in words.of(sentence).windows(4) {
            let [first, number, named, year] = four else { continue };
            if first.case != Case::Title || named.case != Case::Title {
                continue;
            }
            let text = |word: &Word| word.of(&page.text);
            let said = weekday(text(first));
            let date = day(text(number)).zip(month(text(named), page.lang)).and_then(|((day, _), month)| {
                // Before, Britain counted days by another calendar (Calendar (New Style) Act 1750).
                let year = text(year).parse().ok().filter(|year| (1753..=9999).contains(year))?;
                Date::new(year, i8::try_from(month + 1).ok()?, day)
            });
            let (Some(said), Some(date)) = (said, date) else { continue };
            let is_near = |word: &Word, next: &Word| {
                page.text[word.range().end..next.range().start].chars().all(|c| matches!(c, ' ' | ','))
            };
            let is_one = is_near(first, number) && is_near(number, named) && is_near(named, year);
            if is_one && date.weekday() != said {
                let right = NAMES[usize::from(page.lang == "cy")][date.weekday()];
                let range = number.range().start..year.range().end;
                let all = first.range().start..year.range().end;
                found.add(0, page.span(&all), &[page.words(&range), right, page.words(&range)]);
            }
        }
    }
}

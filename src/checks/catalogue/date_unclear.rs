//! `date-unclear` in a page's text: days in numbers alone, which can be read in two ways, shortened months and
//! “28th”. What stands in the front matter is for `document`, which reports the same code.

use crate::checks::found::replace;
use crate::checks::{Case, Check, Found, Kind, Page, Scope, Word};
use crate::codes::{Code, Saying, Severity};
use crate::date::Date;
use std::ops::Range;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "date-unclear",
        severity: Severity::Hint,
        criterion: "",
        why: "A day in numbers alone can be read as two days, and shortened months trip up screen readers and programs.",
        why_cy: "Gellir darllen dyddiad mewn rhifau fel dau ddiwrnod, ac mae misoedd wedi'u byrhau yn drysu darllenwyr sgrin.",
        doc: include_str!("../../codes/date-unclear.md"),
    },
    says: &[
        Saying {
            en: ("“{0}” can be written so that everybody reads the same day.", "Type “{1}”."),
            cy: ("Gellir ysgrifennu “{0}” fel bod pawb yn darllen yr un diwrnod.", "Teipiwch “{1}”."),
        },
        Saying {
            en: ("“{0}” can be read as two days.", "If the day comes first, type “{1}”; if the month does, type “{2}”."),
            cy: ("Gellir darllen “{0}” fel dau ddiwrnod.", "Os y diwrnod sy'n dod gyntaf, teipiwch “{1}”; os y mis, teipiwch “{2}”."),
        },
        Saying {
            en: ("There is no day “{0}”.", "Check the day and the month."),
            cy: ("Nid oes diwrnod “{0}”.", "Gwiriwch y diwrnod a'r mis."),
        },
    ],
    scope: Scope::Words(look),
};

/// The months as pages have them, in English and Welsh.
const MONTHS: [[&str; 12]; 2] = [
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    ["Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"],
];

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    // What somebody else said stays as it was said.
    for (n, block) in page.blocks.iter().enumerate().filter(|(_, block)| block.kind != Kind::Code) {
        if !page.is_quotation(n) {
            in_numbers(page, found, &block.range);
        }
    }
    let words = page.split();
    for sentence in words.sentences.iter().filter(|sentence| !page.is_quotation(sentence.block)) {
        let list = words.of(sentence);
        in_words(page, found, sentence.block, list);
        after_weekdays(page, found, list);
    }
}

/// The days of the week from Monday, in English and then in Welsh.
const WEEKDAYS: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "llun", "mawrth", "mercher", "iau", "gwener",
    "sadwrn", "sul",
];

/// A day of the week, from 0 for Monday, by its name or by three letters and more of it. “Sunderland” is none.
pub(super) fn weekday(word: &str) -> Option<usize> {
    let small = word.to_ascii_lowercase();
    let is_begun = |name: &&str| small.len() >= 3 && name.starts_with(&small);
    WEEKDAYS.iter().position(is_begun).or_else(|| (small == "weds").then_some(2)).map(|n| n % 7)
}

fn names(page: &Page<'_>) -> &'static [&'static str; 12] {
    &MONTHS[usize::from(page.lang == "cy")]
}

fn written(page: &Page<'_>, date: Date) -> String {
    let month = usize::try_from(date.month()).map_or("", |month| names(page)[month - 1]);
    format!("{} {month} {}", date.day(), date.year())
}

/// 14/02/2026, 1.2.26, 2026/02/14
fn in_numbers(page: &Page<'_>, found: &mut Found<'_>, range: &Range<usize>) {
    let text = &page.text[range.clone()];
    for (at, sign) in text.char_indices().filter(|(_, c)| matches!(c, '/' | '.' | '-')) {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let first = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        let second = digits(&text[at + 1..]);
        let next = at + 1 + second;
        let is_year_first = first == 4 && sign != '.';
        if !((1..=2).contains(&first) || is_year_first) || !(1..=2).contains(&second) || !text[next..].starts_with(sign) {
            continue;
        }
        let third = digits(&text[next + 1..]);
        let end = next + 1 + third;
        let is_more = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '=');
        let before = text[..at - first].chars().next_back();
        let is_apart = !before.is_some_and(|c| is_more(c) || c == '.' || c == '£')
            && !text[end..].starts_with(is_more)
            && !text[end..].trim_start_matches('.').starts_with(|c: char| c.is_ascii_digit())
            // The name of a file.
            && !text[end..].strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        // A version or a section is numbered with full stops as well; a day has two digits, or a year of four.
        let is_told = || is_after_day_word(&text[..at - first]);
        let is_day = third == 4 && !is_year_first
            || third == 2 && (sign == '/' || sign == '.' && (first == 2 && second == 2 || is_told()))
            || is_year_first && (1..=2).contains(&third);
        // 2026-02-14 is as clear as it can be.
        let is_iso = is_year_first && sign == '-' && second == 2 && third == 2;
        let number = |range: Range<usize>| text[range].parse::<i16>().unwrap_or(0);
        let (day, month, year) = (number(at - first..at), number(at + 1..next), number(next + 1..end));
        if !is_apart || !is_day || is_iso {
            continue;
        }
        let place = range.start + at - first..range.start + end;
        let (span, typed) = (page.span(&place), page.words(&place));
        if is_year_first {
            // Nobody writes the day in the middle after the year.
            let date = Date::new(day, i8::try_from(month).unwrap_or(0), i8::try_from(year).unwrap_or(0));
            if let Some(right) = date.filter(|_| day > 1000).map(|date| written(page, date)) {
                found.add_fix(0, span, &[typed, &right], vec![replace(span, right.clone())]);
            }
            continue;
        }
        let year = if third == 2 { year + if year < 70 { 2000 } else { 1900 } } else { year };
        let date = |day: i16, month: i16| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        match (date(day, month), date(month, day)) {
            (Some(one), Some(other)) if one != other => {
                found.add(1, span, &[typed, &written(page, one), &written(page, other)]);
            }
            (Some(date), _) | (_, Some(date)) => {
                let right = written(page, date);
                // With full stops it may be the number of a version.
                let fix = if sign == '/' { vec![replace(span, right.clone())] } else { Vec::new() };
                found.add_fix(0, span, &[typed, &right], fix);
            }
            // A version, or a number of a file, has other numbers than a day can have.
            (None, None) if third == 4 && sign == '/' && month <= 12 && day <= 31 => found.add(2, span, &[typed]),
            (None, None) => {}
        }
    }
}

/// Whether the last word says that a day follows, as “by” and “Friday” do.
fn is_after_day_word(before: &str) -> bool {
    const WORDS: &[&str] = &["by", "dated", "from", "on", "since", "until", "ar", "erbyn", "ers", "tan"];
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(20))..];
    let word = near.trim_end().trim_end_matches(',').rsplit(' ').next().unwrap_or("");
    WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)) || weekday(word).is_some()
}

/// Friday 3/4: without its year it is a fraction anywhere else.
fn after_weekdays(page: &Page<'_>, found: &mut Found<'_>, list: &[Word]) {
    for three in list.windows(3) {
        let [named, first, second] = three else { continue };
        let text = |word: &Word| word.of(&page.text);
        let is_weekday = named.case == Case::Title && weekday(text(named)).is_some();
        let numbers = (text(first).parse::<i8>(), text(second).parse::<i8>());
        let (true, (Ok(day), Ok(month))) = (is_weekday, numbers) else { continue };
        let rest = &page.text[second.range().end..];
        let is_apart = page.text[named.range().end..first.range().start].trim().trim_matches(',').is_empty()
            && &page.text[first.range().end..second.range().start] == "/"
            && !rest.starts_with(['/', '%', '-'])
            && ![" of ", " o "].iter().any(|of| rest.starts_with(of))
            && (day, month) != (24, 7)
            && !rest.strip_prefix(['.', ':']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        // A leap year has every day that any year has.
        let is_day = |day: i8, month: i8| is_apart && Date::new(2028, month, day).is_some();
        let name = |month: i8| usize::try_from(month - 1).ok().and_then(|n| names(page).get(n)).copied().unwrap_or("");
        let range = first.range().start..second.range().end;
        let (span, typed) = (page.span(&range), page.words(&range));
        let [one, other] = [format!("{day} {}", name(month)), format!("{month} {}", name(day))];
        match (is_day(day, month), is_day(month, day)) {
            (true, true) if one != other => found.add(1, span, &[typed, &one, &other]),
            (true, _) => found.add(0, span, &[typed, &one]),
            (false, true) => found.add(0, span, &[typed, &other]),
            (false, false) => {}
        }
    }
}

/// 28th Oct, Oct 28th 2026, 28 Hyd
fn in_words(page: &Page<'_>, found: &mut Found<'_>, block: usize, list: &[Word]) {
    let text = |n: usize| list.get(n).map_or("", |word| word.of(&page.text));
    for n in 0..list.len() {
        let Some(month) = month(text(n), page.lang) else { continue };
        let of = n.checked_sub(1).filter(|of| matches!(text(*of), "of" | "o"));
        let before = of.unwrap_or(n).checked_sub(1).and_then(|m| Some((m, day(text(m))?)));
        let after = day(text(n + 1)).map(|day| (n + 1, day));
        let year = |n: usize| text(n).parse::<i16>().ok().filter(|_| text(n).len() == 4);
        let near = |from: usize| list.get(from + 1).is_some_and(|next| {
            page.text[list[from].range().end..next.range().start].chars().all(|c| matches!(c, ' ' | ',' | '.'))
        });
        let touch = |from: usize| page.text[list[from].range().end..list[from + 1].range().start].trim().is_empty();
        // Where the day is, whether it has “th”, and where all of it begins and ends.
        let (day, ordinal, first, last) = match (before, after) {
            (Some((m, (day, ordinal))), _) if touch(m) => (day, ordinal, m, n),
            (_, Some((m, (day, ordinal)))) if touch(n) && page.lang == "en" => (day, ordinal, n, m),
            _ => continue,
        };
        let is_short = !names(page).iter().any(|name| name.eq_ignore_ascii_case(text(n)));
        // “28ain o Hydref” is good Welsh; “May 1” said in the other order is good English.
        let is_odd = ordinal && of.is_none() || first == n && year(last + 1).is_some() && near(last);
        if !is_short && !is_odd {
            continue;
        }
        // “1st and 2nd May” is two days, “1st May Day fair” a name, and so is “2 Dec House”.
        let is_one_of_several = first.checked_sub(1).is_some_and(|before| {
            let before = if matches!(text(before), "and" | "to" | "or" | "a" | "ac") { before.checked_sub(1) } else { Some(before) };
            before.and_then(|before| self::day(text(before))).is_some_and(|(_, ordinal)| ordinal)
        });
        let is_named = list.get(last + 1).is_some_and(|next| next.case == Case::Title && near(last)) && last == n;
        if is_one_of_several || is_named {
            continue;
        }
        let (year, last) = match year(last + 1).filter(|_| near(last)) {
            Some(year) => (Some(year), last + 1),
            None => (None, last),
        };
        let mut start = list[first].range().start;
        let the = first.checked_sub(1).filter(|the| of.is_some() && text(*the) == "the" && near(*the));
        if let Some(the) = the {
            start = list[the].range().start;
        }
        // The full stop of a shortened month goes with it, unless it ends the sentence.
        let mut end = list[last].range().end;
        let rest = &page.text[end..];
        // A price, a verse or a time.
        let is_number = rest.starts_with(['%', ':', '/']) || rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if is_number {
            continue;
        }
        if last == n && is_short && rest.starts_with(". ") && rest[2..].starts_with(char::is_lowercase) {
            end += 1;
        }
        let number = i8::try_from(month + 1).unwrap_or(0);
        if Date::new(year.unwrap_or(2028), number, day).is_none() {
            found.add(2, page.span(&(start..end)), &[page.words(&(start..end))]);
            continue;
        }
        let right = match year {
            Some(year) => format!("{day} {} {year}", names(page)[month]),
            None => format!("{day} {}", names(page)[month]),
        };
        let (span, typed) = (page.span(&(start..end)), page.words(&(start..end)));
        // “Ask Jan 2 days before” and “May 3rd parties apply?” are no days.
        let is_certain = (year.is_some() || ordinal && first < n) && !page.is_in_quotation_marks(block, start);
        let fix = if is_certain && span.of(page.source) == typed { vec![replace(span, right.clone())] } else { Vec::new() };
        found.add_fix(0, span, &[typed, &right], fix);
    }
}

/// A month by its name or by three letters and more of it, as it is typed with a capital.
pub(super) fn month(word: &str, lang: &str) -> Option<usize> {
    if word.len() < 3 || !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let names = &MONTHS[usize::from(lang == "cy")];
    let is_month = |name: &&str| name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let n = names.iter().position(is_month)?;
    // “Mawr” is a word; a month in capitals may be anything.
    let is_short = word.len() == 3 || lang == "en" && matches!(word.len(), 4 | 5);
    let is_loud = word.bytes().all(|byte| byte.is_ascii_uppercase());
    ((is_short || names[n].len() == word.len()) && !is_loud).then_some(n)
}

/// A day of a month, and whether it is written as “28th” or “28ain”.
pub(super) fn day(word: &str) -> Option<(i8, bool)> {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    let is_right = matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th" | "af" | "ail" | "ydd" | "ed" | "fed" | "eg" | "ain");
    let day = digits.parse::<i8>().ok().filter(|day| is_right && (1..=31).contains(day) && digits.len() <= 2)?;
    Some((day, digits.len() < word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::{self, Reading};

    #[test]
    fn months_are_those_that_front_matter_knows() {
        for (lang, names) in ["en", "cy"].into_iter().zip(MONTHS) {
            for (n, name) in names.iter().enumerate() {
                let month_number = i8::try_from(n).unwrap() + 1;
                assert_eq!(date::read(&format!("3 {name} 2026")), Reading::Informal(Date::new(2026, month_number, 3).unwrap()));
                assert_eq!(month(name, lang), Some(n));
            }
        }
        assert_eq!((month("Oct", "en"), month("may", "en"), month("Mark", "en"), month("Mayor", "en")), (Some(9), None, None, None));
    }
}

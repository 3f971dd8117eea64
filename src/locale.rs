//! What a language's own rules come to: how it counts, writes days and numbers, and puts words in
//! order. The rules are Unicode's (CLDR), by way of ICU4X; no language has code here. It holds no
//! words of the interface; those are in [`crate::strings`].

use crate::date::Date;
use icu_calendar::Gregorian;
use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_datetime::fieldsets::YMD;
use icu_datetime::{FixedCalendarDateTimeFormatter, input};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::{Locale as Code, locale};
use icu_plurals::{PluralCategory, PluralRules};
use std::cmp::Ordering;
use std::fmt;

/// The rules of one language.
pub struct Locale {
    plurals: PluralRules,
    numbers: DecimalFormatter,
    order: CollatorBorrowed<'static>,
    /// The rank of each ASCII character, where those sort one by one; in Welsh “ch” is a letter.
    ranks: Option<[u8; 128]>,
    /// How a day of each month is written. Pages show many days, and to ask the formatter each time
    /// takes twenty times as long.
    months: [Vec<Piece>; 12],
}

/// A part of a written day.
#[derive(Debug)]
enum Piece {
    Text(String),
    Day,
    Year,
}

impl Locale {
    /// The rules for a code such as `cy` or `en-GB`; `None` if Unicode knows no such language.
    pub fn new(code: &str) -> Option<Self> {
        // Latin digits everywhere, as pages have them in addresses and file names too.
        let code: Code = format!("{code}-u-nu-latn").parse().ok()?;
        let dates = FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new((&code).into(), YMD::long()).ok()?;
        let month = |month: u8| Some(dates.format(&input::Date::try_new_gregorian(2011, month, 28).ok()?).to_string());
        let months: Vec<String> = (1..=12).map(month).collect::<Option<_>>()?;
        // Unicode's root has no names of months, so a language without data shows here.
        let is_known = !months.iter().any(|text| text.contains("M10"));
        let months: Vec<Vec<Piece>> = months.iter().map(|day| pieces(day)).collect();
        let mut options = CollatorOptions::default();
        options.strength = Some(Strength::Tertiary);
        let order = Collator::try_new((&code).into(), options).ok()?;
        Some(Self {
            ranks: ranks(&order),
            plurals: PluralRules::try_new_cardinal((&code).into()).ok()?,
            numbers: DecimalFormatter::try_new((&code).into(), Default::default()).ok()?,
            order,
            months: months.try_into().ok().filter(|_| is_known)?,
        })
    }

    /// The rules of British English, for languages that Unicode does not know.
    pub fn english() -> Option<Self> {
        Self::new(&locale!("en-GB").to_string())
    }

    /// The names of the forms that a number can take in this language, such as `one` and `other`.
    pub fn plural_forms(&self) -> impl Iterator<Item = &'static str> {
        self.plurals.categories().map(form_name)
    }

    /// Which form goes with a number.
    pub fn plural_form(&self, n: u64) -> &'static str {
        form_name(self.plurals.category_for(n))
    }

    /// A whole number as readers write it.
    pub fn number(&self, n: u64) -> String {
        if n < 1000 { n.to_string() } else { self.numbers.format(&Decimal::from(n)).to_string() }
    }

    /// A number of tenths as readers write it: 12 is “1.2”, 20 is “2”.
    pub fn tenths(&self, n: u64) -> String {
        let mut number = Decimal::from(n);
        number.multiply_pow10(-1);
        number.absolute.trim_end();
        self.numbers.format(&number).to_string()
    }

    /// A day as readers write it: “28 October 2011”, “28 Hydref 2011”.
    pub fn date(&self, date: Date) -> String {
        let month = usize::try_from(date.month()).unwrap_or(1).saturating_sub(1);
        let mut text = String::new();
        for piece in self.months.get(month).into_iter().flatten() {
            match piece {
                Piece::Text(words) => text.push_str(words),
                Piece::Day => text.push_str(&date.day().to_string()),
                Piece::Year => text.push_str(&date.year().to_string()),
            }
        }
        text
    }

    /// Which of two texts comes first: in Welsh “cyngor” before “chwarae”.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        match &self.ranks {
            // Nearly all titles in English; the collator takes ten times as long.
            Some(ranks) if is_plain(a) && is_plain(b) => compare_plain(ranks, a.as_bytes(), b.as_bytes()),
            _ => self.order.compare(a, b),
        }
    }
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Locale").field("months", &self.months).finish_non_exhaustive()
    }
}

/// The ranks of the ASCII characters, if they sort one by one. A capital has the rank of its small
/// letter.
fn ranks(order: &CollatorBorrowed<'_>) -> Option<[u8; 128]> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut shown: Vec<u8> = (b' '..=b'~').filter(|byte| !byte.is_ascii_uppercase()).collect();
    shown.sort_by(|a, b| order.compare(&text(&[*a]), &text(&[*b])));
    let mut ranks = [0; 128];
    for (rank, byte) in (1..).zip(&shown) {
        ranks[usize::from(*byte)] = rank;
        ranks[usize::from(byte.to_ascii_uppercase())] = rank;
    }
    let letters: Vec<u8> = shown.into_iter().filter(u8::is_ascii_lowercase).collect();
    // Two letters that are one in this language stand out of line between their neighbours.
    let is_plain = letters.iter().all(|first| {
        letters.windows(2).all(|pair| order.compare(&text(&[*first, pair[0]]), &text(&[*first, pair[1]])).is_lt())
    });
    is_plain.then_some(ranks)
}

/// Whether a text holds nothing but ASCII characters that can be seen.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

/// As the collator does: all ranks first, and capitals after small letters only where those are equal.
fn compare_plain(ranks: &[u8; 128], a: &[u8], b: &[u8]) -> Ordering {
    let rank = |byte: &u8| ranks[usize::from(*byte & 0x7f)];
    let by_rank = a.iter().map(rank).cmp(b.iter().map(rank));
    let is_capital = |byte: &u8| byte.is_ascii_uppercase();
    by_rank.then_with(|| a.iter().map(is_capital).cmp(b.iter().map(is_capital)))
}

/// The 28th of a month in 2011, taken apart.
fn pieces(day: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut rest = day;
    while let Some(letter) = rest.chars().next() {
        let number =
            [("28", Piece::Day), ("2011", Piece::Year)].into_iter().find(|(number, _)| rest.starts_with(number));
        let len = match number {
            Some((number, piece)) => {
                pieces.push(Piece::Text(std::mem::take(&mut text)));
                pieces.push(piece);
                number.len()
            }
            None => {
                text.push(letter);
                letter.len_utf8()
            }
        };
        rest = &rest[len..];
    }
    pieces.push(Piece::Text(text));
    pieces
}

/// As CLDR names the forms, which is how the strings files name them.
fn form_name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::Locale;
    use crate::date::Date;

    #[test]
    fn each_language_has_its_own_rules() {
        let (welsh, english) = (Locale::new("cy").unwrap(), Locale::new("en-GB").unwrap());
        let day = Date::new(2011, 10, 28).unwrap();
        assert_eq!((welsh.date(day), english.date(day)), ("28 Hydref 2011".into(), "28 October 2011".into()));
        let second = Date::new(2028, 2, 2).unwrap();
        assert_eq!((welsh.date(second), english.date(second)), ("2 Chwefror 2028".into(), "2 February 2028".into()));
        let forms = |locale: &Locale| [0, 1, 2, 3, 4, 6, 100].map(|n| locale.plural_form(n));
        assert_eq!(forms(&welsh), ["zero", "one", "two", "few", "other", "many", "other"]);
        assert_eq!(forms(&english), ["other", "one", "other", "other", "other", "other", "other"]);
        assert_eq!(
            (english.number(12_345), english.tenths(12), english.tenths(20)),
            ("12,345".into(), "1.2".into(), "2".into())
        );
        assert_eq!(Locale::new("de").unwrap().tenths(12), "1,2");
    }

    #[test]
    fn words_are_in_the_order_of_their_language() {
        let sorted = |code: &str, mut words: Vec<&'static str>| {
            let locale = Locale::new(code).unwrap();
            words.sort_by(|a, b| locale.compare(a, b));
            words
        };
        let welsh =
            ["Llyfrau", "chwarae", "Cyngor", "ddoe", "Dydd", "ŵyl", "Wyth", "Lwc", "rhent", "rota", "Ysgol", "Zoo"];
        let order =
            ["Cyngor", "chwarae", "Dydd", "ddoe", "Lwc", "Llyfrau", "rota", "rhent", "ŵyl", "Wyth", "Ysgol", "Zoo"];
        assert_eq!(sorted("cy", welsh.to_vec()), order);
        assert_eq!(sorted("en-GB", vec!["zoo", "Éclair", "eel", "Apple"]), ["Apple", "Éclair", "eel", "zoo"]);
    }

    #[test]
    fn the_short_way_to_compare_agrees_with_the_long_one() {
        let english = Locale::new("en-GB").unwrap();
        assert!(english.ranks.is_some() && Locale::new("cy").unwrap().ranks.is_none());
        assert!(Locale::new("da").unwrap().ranks.is_none() && Locale::new("fr").unwrap().ranks.is_some());
        let words = [
            "", " ", "a", "A", "aB", "Ab", "ab", "a b", "a-b", "a_b", "10", "9", "Zoo", "zoo", "It's", "Its", "a\tb",
            "re-use", "reuse", "#1", "(x)",
        ];
        for a in words {
            for b in words {
                assert_eq!(english.compare(a, b), english.order.compare(a, b), "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn an_unknown_language_is_said_to_be_one() {
        assert!(Locale::new("xx").is_none() && Locale::new("not a code").is_none() && Locale::english().is_some());
    }
}

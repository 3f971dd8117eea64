//! Turns what people type for a date into a day, and says how sure that is. Days have no time
//! and no time zone: a page is published on a day. How a date is shown is the theme's business.

use jiff::civil;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

/// How a text reads as a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Written as 2011-10-28.
    Exact(Date),
    /// Clear, but written in another way.
    Informal(Date),
    /// Could be two days; read with the day first.
    Ambiguous(Date),
    /// Not a day. Says why, if there is more to say.
    Invalid(String),
}

impl Date {
    /// A day by its numbers; `None` if there is no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        civil::Date::new(year, month, day).ok().map(Self)
    }

    /// Today, by this computer's clock and time zone.
    pub fn today() -> Self {
        Self(jiff::ZonedDateTime::now().date())
    }

    /// As ISO 8601 writes it: `2011-10-28`.
    pub fn iso(self) -> String {
        // Every page shows several days, and the machinery of `format!` takes ten times as long.
        let mut iso = *b"0000-00-00";
        for (number, places) in [(self.year(), 0..4), (self.month().into(), 5..7), (self.day().into(), 8..10)] {
            let mut rest = number.unsigned_abs();
            for place in iso[places].iter_mut().rev() {
                *place = b'0' + u8::try_from(rest % 10).unwrap_or(0);
                rest /= 10;
            }
        }
        String::from_utf8_lossy(&iso).into_owned()
    }

    /// The day of the month, from 1.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The month, from 1.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the week, from 0 for Monday.
    pub fn weekday(self) -> usize {
        usize::try_from(self.0.weekday().to_monday_zero_offset()).unwrap_or(0)
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }
}

/// Reads a date in any of the ways in which people in Britain write one.
pub fn read(text: &str) -> Reading {
    let text = text.trim();
    // Word processors put curly quotes and long dashes where straight ones and hyphens were typed.
    let plain = text.trim_matches(['“', '”', '‘', '’']).replace(['–', '—', '‑'], "-");
    match exact(&plain) {
        Some(Reading::Exact(date)) if plain != text => Reading::Informal(date),
        Some(reading) => reading,
        None => informal(text),
    }
}

/// A day that is written as 2011-10-28, whether it exists or not.
fn exact(text: &str) -> Option<Reading> {
    let day_part = text
        .split_once(['T', ' '])
        .filter(|(day, time)| day.len() == 10 && time.contains(':'))
        .map_or(text, |(day, _)| day);
    if let [year, month, day] = day_part.split('-').collect::<Vec<_>>()[..]
        && (year.len(), month.len(), day.len()) == (4, 2, 2)
        && let (Ok(year), Ok(month), Ok(day)) = (year.parse(), month.parse(), day.parse())
    {
        let reading = Date::new(year, month, day).map(Reading::Exact);
        return Some(reading.unwrap_or_else(|| Reading::Invalid(why_not(year, month, day))));
    }
    None
}

/// The names of the months in English and Welsh. Three letters are enough where they are clear.
const MONTHS: [&[&str]; 12] = [
    &["january", "ionawr"],
    &["february", "chwefror"],
    &["march", "mawrth"],
    &["april", "ebrill"],
    &["may", "mai"],
    &["june", "mehefin"],
    &["july", "gorffennaf"],
    &["august", "awst"],
    &["september", "sept", "medi"],
    &["october", "hydref"],
    &["november", "tachwedd"],
    &["december", "rhagfyr"],
];

fn month_named(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let is_name = |name: &&str| **name == word || (word.len() >= 3 && name.starts_with(&word));
    let mut found = (1_i8..).zip(MONTHS).filter(|(_, names)| names.iter().any(&is_name)).map(|(n, _)| n);
    // “Maw” and “Mai” are clear; what fits two months is not.
    found.next().filter(|_| found.next().is_none())
}

fn informal(text: &str) -> Reading {
    let words: Vec<&str> = text.split([' ', ',', '/', '.', '-']).filter(|word| !word.is_empty()).collect();
    let words: Vec<&str> = match words[..] {
        // “Friday 28 October 2011”
        [weekday, ref rest @ ..] if rest.len() == 3 && weekday.chars().all(char::is_alphabetic) => rest.to_vec(),
        _ => words,
    };
    let [first, second, third] = words[..] else {
        return Reading::Invalid(String::new());
    };
    let number = |word: &str| word.parse::<i16>().ok();
    let day = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        let ending = &word[digits.len()..];
        let is_ordinal =
            matches!(ending, "" | "st" | "nd" | "rd" | "th" | "af" | "ail" | "ydd" | "ed" | "fed" | "eg" | "ain");
        digits.parse::<i8>().ok().filter(|_| is_ordinal)
    };
    let clear = |year: i16, month: i8, day: i8| match Date::new(year, month, day) {
        Some(date) => Reading::Informal(date),
        None => Reading::Invalid(why_not(year, month, day)),
    };
    let four = |word: &str| number(word).filter(|_| word.len() == 4);
    // 28 October 2011
    if let (Some(day), Some(month), Some(year)) = (day(first), month_named(second), four(third)) {
        return clear(year, month, day);
    }
    // October 28, 2011
    if let (Some(month), Some(day), Some(year)) = (month_named(first), day(second), four(third)) {
        return clear(year, month, day);
    }
    let small = |word: &str| word.parse::<i8>().ok().filter(|_| word.len() <= 2);
    // 2011/10/28
    if let (Some(year), Some(month), Some(day)) = (four(first), small(second), small(third)) {
        return clear(year, month, day);
    }
    // 28/10/2011, and with the month first only where no month has that number
    if let (Some(day), Some(month), Some(year)) = (small(first), small(second), four(third)) {
        return match (Date::new(year, month, day), Date::new(year, day, month)) {
            (Some(date), Some(other)) if date != other => Reading::Ambiguous(date),
            (Some(date), _) | (None, Some(date)) => Reading::Informal(date),
            (None, None) => Reading::Invalid(why_not(year, month, day)),
        };
    }
    let short_year =
        number(third).is_some_and(|_| third.len() == 2) && (small(first).is_some() || month_named(second).is_some());
    if short_year {
        return Reading::Invalid("A year of two digits could be in either century.".to_owned());
    }
    Reading::Invalid(String::new())
}

fn why_not(year: i16, month: i8, day: i8) -> String {
    let Some(names) = usize::try_from(month - 1).ok().and_then(|n| MONTHS.get(n)) else {
        return format!("There is no month {month}.");
    };
    let name = names.first().copied().unwrap_or_default();
    let name: String = name.chars().enumerate().map(|(n, c)| if n == 0 { c.to_ascii_uppercase() } else { c }).collect();
    match Date::new(year, month, 1) {
        Some(first) if day > 0 => format!("{name} {year} has {} days.", first.0.days_in_month()),
        Some(_) => "Days count from 1.".to_owned(),
        None => format!("There is no year {year} here."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        let day = Date::new(2011, 10, 28).unwrap();
        for text in ["2011-10-28", "2011-10-28T09:00:00Z", "2011-10-28 09:00"] {
            assert_eq!(read(text), Reading::Exact(day), "{text}");
        }
        for text in [
            "28th Oct 2011",
            "28 October 2011",
            "October 28, 2011",
            "Friday 28 October 2011",
            "28/10/2011",
            "28.10.2011",
            "10/28/2011",
            "2011/10/28",
            "28 Hydref 2011",
            "28ain Hydref 2011",
        ] {
            assert_eq!(read(text), Reading::Informal(day), "{text}");
        }
        assert_eq!(read("01/02/2011"), Reading::Ambiguous(Date::new(2011, 2, 1).unwrap()));
        assert_eq!(read("02/02/2011"), Reading::Informal(Date::new(2011, 2, 2).unwrap()));
        assert_eq!(read("29 Feb 2024"), Reading::Informal(Date::new(2024, 2, 29).unwrap()));
    }

    #[test]
    fn what_is_no_date_says_why() {
        let why = |text: &str| match read(text) {
            Reading::Invalid(why) => why,
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(why("2011-11-31"), "November 2011 has 30 days.");
        assert_eq!(why("2023-02-29"), "February 2023 has 28 days.");
        assert_eq!(why("2011-13-01"), "There is no month 13.");
        assert_eq!(why("28/10/11"), "A year of two digits could be in either century.");
        assert_eq!(why("28 Oct 11"), "A year of two digits could be in either century.");
        for text in ["soon", "", "next Tuesday", "2011", "28 Ma 2011", "99999999999999999999-01-01", "٢٠١١-١٠-٢٨"]
        {
            assert_eq!(why(text), "", "{text}");
        }
    }

    #[test]
    fn months_are_told_apart() {
        assert_eq!(month_named("Mai"), Some(5));
        assert_eq!(month_named("Maw"), Some(3));
        assert_eq!(month_named("Me"), None);
        assert_eq!(month_named("Meh"), Some(6));
    }
}

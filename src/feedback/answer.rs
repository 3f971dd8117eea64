//! Turns one row into one answer: a page's address without what differs from visit to visit, yes or
//! no, a day. It never takes a cell for a formula or for markup; every cell is text.

use super::Options;
use super::columns::{Columns, Meaning};
use super::mask::{clean, mails, mask};
use crate::date::{Date, Reading, read};

/// The most characters of a comment; the form takes 5,000.
const COMMENT_MAX: usize = 6000;
const TITLE_MAX: usize = 200;
const ADDRESS_MAX: usize = 300;

/// What one reader said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) page: String,
    pub(super) title: String,
    pub(super) useful: Option<bool>,
    pub(super) comment: String,
    pub(super) date: Option<Date>,
    /// Whether day and month could be the other way round.
    pub(super) is_ambiguous: bool,
    pub(super) is_spam: bool,
    /// Who wrote, if that is asked for.
    pub(super) personal: Vec<(String, String)>,
    /// How many addresses and numbers were hidden.
    pub(super) masked: u64,
    /// What tells it from every other answer.
    pub(super) key: u64,
    /// Whether the service numbered it.
    pub(super) has_id: bool,
}

/// Reads a row; `None` if there is nothing in it.
pub(super) fn answer(fields: &[String], columns: &Columns, options: &Options) -> Option<Answer> {
    let field = |meaning| columns.at(meaning).and_then(|place| fields.get(place)).map_or("", |text| text.trim());
    let (page, comment, verdict) = (field(Meaning::Page), field(Meaning::Comment), field(Meaning::Useful));
    if comment.is_empty() && verdict.is_empty() {
        return None;
    }
    let (id, when) = (field(Meaning::Id), field(Meaning::Date));
    let (date, is_ambiguous) = day(when);
    let useful = yes_or_no(verdict);
    let mut found = Answer { useful, date, is_ambiguous, has_id: !id.is_empty(), ..Answer::default() };
    found.is_spam = yes_or_no(field(Meaning::Spam)) == Some(true);
    // Services count from 1 each, so the number alone is not enough.
    let what = [page, verdict, comment, if id.is_empty() { when } else { id }];
    found.key = xxhash_rust::xxh3::xxh3_64(what.join("\u{1f}").as_bytes());
    found.page = address(page);
    found.title = clean(field(Meaning::Title), TITLE_MAX).replace('\n', " ");
    found.comment = clean(comment, COMMENT_MAX);
    if options.with_personal {
        let said = columns.personal.iter().filter_map(|(place, name)| Some((name.clone(), fields.get(*place)?)));
        let said = said.map(|(name, text)| (name, clean(text, TITLE_MAX).replace('\n', " ")));
        found.personal = said.filter(|(_, text)| !text.is_empty()).take(10).collect();
    } else {
        let (title, in_title) = mask(&found.title, &options.masks);
        let (comment, in_comment) = mask(&found.comment, &options.masks);
        let (page, in_page) = mails(&found.page, &options.masks[0]);
        (found.title, found.comment, found.page) = (title, comment, page);
        found.masked = in_title + in_comment + in_page;
    }
    Some(found)
}

/// The path of an address. The host differs between a preview and the hub, and what follows `?` or
/// `#` may say who was there.
fn address(text: &str) -> String {
    let text = clean(text, ADDRESS_MAX).replace('\n', " ");
    let text = text.split(['?', '#']).next().unwrap_or_default();
    let path = match text.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]),
        None => text,
    };
    let path = path.strip_suffix("index.html").filter(|path| path.is_empty() || path.ends_with('/')).unwrap_or(path);
    if text.is_empty() {
        return String::new();
    }
    let first = if path.starts_with('/') { "" } else { "/" };
    let is_file = path.rsplit('/').next().is_some_and(|name| name.is_empty() || name.contains('.'));
    format!("{first}{path}{}", if is_file { "" } else { "/" })
}

fn yes_or_no(text: &str) -> Option<bool> {
    let word: String = text.chars().filter(|c| !c.is_ascii_punctuation()).take(20).collect();
    match word.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "useful" | "helpful" | "oedd" | "ydy" | "ydi" | "ie" | "👍" => Some(true),
        "no" | "n" | "false" | "0" | "not useful" | "not helpful" | "nac oedd" | "nac ydy" | "nac ydi" | "na"
        | "👎" => Some(false),
        _ => None,
    }
}

/// The day in whatever an export has for a time, and whether it could be another one.
fn day(text: &str) -> (Option<Date>, bool) {
    let text = text.trim_start_matches('\'').trim();
    if text.is_empty() || text.len() > 80 {
        return (None, false);
    }
    if let Ok(seconds) = text.parse::<i64>() {
        // Seconds since 1970, or thousandths of them; nobody asked anything before 2001.
        let seconds = if seconds > 100_000_000_000 { seconds / 1000 } else { seconds };
        let moment = jiff::Timestamp::from_second(seconds).ok().filter(|_| seconds > 978_000_000);
        let date = moment.map(|moment| moment.to_zoned_datetime(jiff::tz::TimeZone::UTC).date());
        return (date.and_then(|date| Date::new(date.year(), date.month(), date.day())), false);
    }
    let reading = match read(text) {
        // A time of day and its zone stand behind the day: “24 Nov 2026 at 9:05 am”.
        Reading::Invalid(_) => {
            let words = text.split([' ', ',']).filter(|word| !word.is_empty());
            let words: Vec<&str> = words.take_while(|word| !word.contains(':') && *word != "at").collect();
            match (read(&words.join(" ")), words[..].split_first()) {
                // “Tue 24/11/2026”, “Tue Nov 24 2026”
                (Reading::Invalid(_), Some((_, rest))) => read(&rest.join(" ")),
                (reading, _) => reading,
            }
        }
        reading => reading,
    };
    let (date, is_ambiguous) = match reading {
        Reading::Exact(date) | Reading::Informal(date) => (date, false),
        Reading::Ambiguous(date) => (date, true),
        Reading::Invalid(_) => return (None, false),
    };
    // A year far off is a slip, and months are counted one by one.
    if (2000..=2100).contains(&date.year()) { (Some(date), is_ambiguous) } else { (None, false) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_services_write_them() {
        let wanted = Date::new(2026, 11, 24);
        for text in [
            "2026-11-24",
            "2026-11-24T09:05:00.123Z",
            "2026-11-24T09:05:00.123456+00:00",
            "2026-11-24 09:05:00 UTC",
            "2026/11/24 09:05",
            "24/11/2026 09:05",
            "11/24/2026, 9:05:00 AM",
            "Nov 24, 2026, 9:05 AM",
            "November 24, 2026 at 9:05 am",
            "24 Nov 2026 09:05",
            "Tue, 24 Nov 2026 09:05:00 GMT",
            "Tue Nov 24 2026 09:05:00 GMT+0000 (Greenwich Mean Time)",
            "24 Tachwedd 2026",
            "1795511100",
            "1795511100000",
            "'2026-11-24",
        ] {
            assert_eq!(day(text), (wanted, false), "{text}");
        }
        assert_eq!(day("03/04/2026 10:00"), (Date::new(2026, 4, 3), true));
        for text in ["", "soon", "=NOW()", "0001-01-01", "9999-01-01", "99999999999999999999"] {
            assert_eq!(day(text), (None, false), "{text}");
        }
    }

    #[test]
    fn one_page_has_one_address() {
        for text in
            ["https://hub.example.org/a/b/", "http://old.example.org/a/b?x=1#y", "/a/b/index.html", "a/b", "/a/b/"]
        {
            assert_eq!(address(text), "/a/b/", "{text}");
        }
        assert_eq!(address("https://hub.example.org"), "/");
        assert_eq!(address("/a/b.html"), "/a/b.html");
        assert_eq!(address(""), "");
        assert_eq!(address("javascript:alert(1)"), "/javascript:alert(1)/");
    }
}

//! Turns the report into one HTML page that needs nothing else: no script, no other file, no request.

use super::{Counts, Upkeep};
use crate::report_page::{escaped, report_page};
use crate::strings::Strings;
use std::fmt::Write;

/// The page, in the language of the words.
pub fn html(report: &Upkeep, words: &Strings) -> String {
    let mut out = String::with_capacity(16 * 1024);
    // Writing to a string can't fail, here and below.
    let _ = writeln!(
        out,
        "<p class=\"span\"><bdi>{}</bdi>, {}</p>",
        escaped(&report.hub),
        escaped(&words.date(report.today)),
    );
    sections(&mut out, report, words);
    let overdue = report.overdue.iter().map(|(due, file)| [words.date(*due), format!("content/{file}")]);
    table(&mut out, words, "overdue", ["due", "file"], overdue.collect());
    let unowned = report.unowned.iter().map(|file| [format!("content/{file}")]);
    table(&mut out, words, "unowned", ["file"], unowned.collect());
    let older = report.behind.iter().filter_map(|behind| {
        let (file, then, now) = behind.older.as_ref()?;
        Some([format!("content/{file}"), words.date(*then), words.date(*now)])
    });
    table(&mut out, words, "behind", ["file", "translated", "changed"], older.collect());
    let missing = report.behind.iter().filter(|behind| behind.older.is_none());
    let missing = missing.map(|behind| [behind.lang.clone(), format!("content/{}", behind.page)]);
    table(&mut out, words, "missing", ["language", "file"], missing.collect());
    report_page(&words.lang, words.text("title"), &out)
}

fn sections(out: &mut String, report: &Upkeep, words: &Strings) {
    let heads = ["section", "pages", "words", "sentence", "age", "overdue_head", "unowned_head", "translations_head"];
    open(out, words, "sections", &heads);
    let all = (words.text("all").to_owned(), report.total);
    for (name, counts) in report.sections.iter().chain([&all]) {
        let _ = write!(out, "<tr><th scope=\"row\">{}</th>", escaped(name));
        for cell in cells(counts, words) {
            let _ = write!(out, "<td class=\"number\">{}</td>", escaped(&cell));
        }
        out.push_str("</tr>\n");
    }
    close(out);
    let _ = writeln!(out, "<p>{}</p>\n</section>", escaped(words.text("explained")));
}

fn cells(counts: &Counts, words: &Strings) -> [String; 7] {
    let number = |n: usize| {
        let n = u64::try_from(n).unwrap_or(u64::MAX);
        words.locale().map_or_else(|| n.to_string(), |locale| locale.number(n))
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "averages are small and positive")]
    let tenths = |average: Option<f64>| {
        average.map_or_else(|| "–".to_owned(), |average| words.tenths((average * 10.0).round() as u64))
    };
    let age = counts.age().map_or_else(|| "–".to_owned(), |age| format!("{age:.0}"));
    let sentence = tenths(counts.sentence());
    let [pages, all, overdue, unowned, behind] =
        [counts.pages, counts.words, counts.overdue, counts.unowned, counts.behind].map(number);
    [pages, all, sentence, age, overdue, unowned, behind]
}

/// A list of what is due; nothing if nothing is.
fn table<const N: usize>(out: &mut String, words: &Strings, key: &str, heads: [&str; N], rows: Vec<[String; N]>) {
    if rows.is_empty() {
        return;
    }
    open(out, words, key, &heads);
    for row in rows {
        out.push_str("<tr>");
        for cell in row {
            let _ = write!(out, "<td>{}</td>", escaped(&cell));
        }
        out.push_str("</tr>\n");
    }
    close(out);
    out.push_str("</section>\n");
}

/// A heading and a table as far as its body. It may be wider than a phone, so it scrolls by itself, also by key.
fn open(out: &mut String, words: &Strings, key: &str, heads: &[&str]) {
    let _ = write!(
        out,
        "<section>\n<h2 id=\"{key}\">{}</h2>\n\
         <div class=\"scroll\" role=\"region\" aria-labelledby=\"{key}\" tabindex=\"0\">\n\
         <table aria-labelledby=\"{key}\">\n<thead><tr>",
        escaped(words.text(key))
    );
    for (nth, head) in heads.iter().enumerate() {
        let class = if key == "sections" && nth > 0 { " class=\"number\"" } else { "" };
        let _ = write!(out, "<th scope=\"col\"{class}>{}</th>", escaped(words.text(head)));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
}

fn close(out: &mut String) {
    out.push_str("</tbody>\n</table>\n</div>\n");
}

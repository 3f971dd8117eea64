//! Turns the report into text for a terminal of 80 columns, in English as all that the program says.

use super::{Counts, Upkeep};
use crate::locale::Locale;
use std::fmt::Write;

const NAME: usize = 26;
/// How many lines of one list are shown; the page has all.
const LINES: usize = 20;

/// The text.
pub fn text(report: &Upkeep) -> String {
    let locale = Locale::english();
    let day = |date| locale.as_ref().map_or_else(String::new, |locale| locale.date(date));
    let mut out = String::new();
    // Writing to a string can't fail.
    let _ = writeln!(out, "Readability and upkeep of {} on {}\n", cut(&report.hub, 40), day(report.today));
    let _ = writeln!(
        out,
        "{:NAME$} {:>6} {:>8} {:>9} {:>5} {:>5} {:>6} {:>8}",
        "Section", "Pages", "Words", "Sentence", "Age", "Due", "Owner", "Transl."
    );
    for (name, counts) in &report.sections {
        row(&mut out, name, counts);
    }
    row(&mut out, "All", &report.total);
    out.push_str(
        "\nSentence: words in a sentence, on average. Age: the age at which people read it\n\
         with ease (English only). Due: reviews that are overdue. Owner: pages without\n\
         one. Transl.: translations that are older than their page, or missing.\n",
    );
    let overdue = report.overdue.iter().map(|(due, file)| format!("{}  content/{file}", due.iso()));
    list(&mut out, "Reviews that are overdue", overdue.collect());
    list(&mut out, "Pages without an owner", report.unowned.iter().map(|file| format!("content/{file}")).collect());
    let older = report.behind.iter().filter_map(|behind| {
        let (file, then, now) = behind.older.as_ref()?;
        Some(format!("content/{file}\n    is of {}; its page changed on {}", day(*then), day(*now)))
    });
    list(&mut out, "Translations that are behind", older.collect());
    let missing = report.behind.iter().filter(|behind| behind.older.is_none());
    let missing = missing.map(|behind| format!("{}  content/{}", behind.lang, behind.page));
    list(&mut out, "Translations that are missing", missing.collect());
    out
}

fn row(out: &mut String, name: &str, counts: &Counts) {
    let tenths = |number: Option<f64>| number.map_or_else(|| "–".to_owned(), |number| format!("{number:.1}"));
    let whole = |number: Option<f64>| number.map_or_else(|| "–".to_owned(), |number| format!("{number:.0}"));
    let _ = writeln!(
        out,
        "{:NAME$} {:>6} {:>8} {:>9} {:>5} {:>5} {:>6} {:>8}",
        cut(name, NAME),
        counts.pages,
        counts.words,
        tenths(counts.sentence()),
        whole(counts.age()),
        counts.overdue,
        counts.unowned,
        counts.behind,
    );
}

fn list(out: &mut String, heading: &str, lines: Vec<String>) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{heading}");
    for line in lines.iter().take(LINES) {
        let _ = writeln!(out, "  {line}");
    }
    if lines.len() > LINES {
        let _ = writeln!(out, "  … and {} more: see --html FILE.", lines.len() - LINES);
    }
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

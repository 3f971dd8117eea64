//! Turns the report into text for a terminal of 80 columns, in English as all that the program says.
//! It shows the pages most in need and their newest comments, and says what the other forms have on
//! top. Colour never carries a meaning alone.

use super::report::{Page, Report};
use super::tally::Count;
use crate::locale::Locale;
use std::fmt::Write;

const WIDTH: usize = 80;
const PAGES: usize = 20;
const COMMENTED_PAGES: usize = 10;
const COMMENTS: usize = 3;
const MONTHS: usize = 12;
const BAR: u64 = 20;

/// The text.
pub fn text(report: &Report, colour: bool) -> String {
    let locale = Locale::english();
    let day = |date| locale.as_ref().map_or_else(String::new, |locale| locale.date(date));
    let bold = |text: &str| if colour { format!("\x1b[1m{text}\x1b[0m") } else { text.to_owned() };
    let mut out = String::new();
    // Writing to a string can't fail.
    let _ = writeln!(
        out,
        "{}",
        bold(&format!("{} about {}", n(report.total.all(), "answer"), n(report.pages.len() as u64, "page")))
    );
    if let Some((first, last)) = report.span {
        let _ = writeln!(out, "From {} to {}. {} useful.", day(first), day(last), percent(report.total));
    }
    if !report.pages.is_empty() {
        let _ = writeln!(out, "\n{}\n", bold("Pages, most in need first"));
        let _ = writeln!(out, "{}", bold(" Answers  Useful  Comments  Page"));
    }
    for page in report.pages.iter().take(PAGES) {
        let tone = match page.count.percent() {
            Some(share) if colour && share < 50 => "\x1b[31m",
            _ => "",
        };
        let plain = if tone.is_empty() { "" } else { "\x1b[0m" };
        let share = percent(page.count);
        let name = cut(name(page), WIDTH - 28);
        let _ = writeln!(out, "{:8}  {tone}{share:>6}{plain}  {:8}  {name}", page.count.all(), page.commented);
        if !page.title.is_empty() {
            let _ = writeln!(out, "{:28}{}", "", cut(&page.address, WIDTH - 28));
        }
    }
    if report.pages.len() > PAGES {
        let _ = writeln!(
            out,
            "… and {} more: see --format json or --html FILE.",
            n((report.pages.len() - PAGES) as u64, "page")
        );
    }
    months(&mut out, report, &bold);
    comments(&mut out, report, &bold, &day);
    notes(&mut out, report);
    out
}

fn months(out: &mut String, report: &Report, bold: &impl Fn(&str) -> String) {
    let shown = &report.months[report.months.len().saturating_sub(MONTHS)..];
    let Some(most) = shown.iter().map(|(_, count)| count.all()).max().filter(|most| *most > 0) else { return };
    let _ = writeln!(out, "\n{}\n", bold("By month"));
    let _ = writeln!(out, "{}", bold("   Month  Answers  Useful"));
    for ((year, month), count) in shown {
        let length = (count.all() * BAR).div_ceil(most);
        let bar = "█".repeat(usize::try_from(length).unwrap_or_default());
        let line = format!(" {year:04}-{month:02} {:8}  {:>6}  {bar}", count.all(), percent(*count));
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

fn comments(
    out: &mut String,
    report: &Report,
    bold: &impl Fn(&str) -> String,
    day: &impl Fn(crate::date::Date) -> String,
) {
    let mut shown = 0;
    let pages = report.pages.iter().filter(|page| !page.comments.is_empty()).take(COMMENTED_PAGES);
    for (nth, page) in pages.enumerate() {
        if nth == 0 {
            let _ = writeln!(out, "\n{}", bold("Newest comments on the pages most in need"));
        }
        let _ = writeln!(out, "\n{}", bold(&cut(name(page), WIDTH)));
        for comment in page.comments.iter().take(COMMENTS) {
            shown += 1;
            let answer = match comment.useful {
                Some(true) => "Useful",
                Some(false) => "Not useful",
                None => "No answer",
            };
            let date = comment.date.map(|date| format!(", {}", day(date))).unwrap_or_default();
            let who = comment.personal.iter().map(|(name, text)| format!("; {name}: {text}")).collect::<String>();
            wrap(out, &format!("{answer}{date}{who}:"), "  ");
            wrap(out, &comment.text, "    ");
        }
    }
    let rest = report.comments.0 - shown;
    if rest > 0 {
        let verb = if rest == 1 { "is" } else { "are" };
        let _ = writeln!(out, "\n{} {verb} not shown here; --html FILE has up to 20 a page.", n(rest, "more comment"));
    }
}

fn notes(out: &mut String, report: &Report) {
    let _ = writeln!(out);
    let columns = if report.personal.is_empty() { "none here".to_owned() } else { report.personal.join(", ") };
    if report.with_personal {
        wrap(out, &format!("Personal data is shown ({columns}). Do not publish this or keep it for long."), "");
    } else {
        let hidden = match report.masked {
            1 => "1 e-mail address or telephone number in the text was hidden".to_owned(),
            many => format!("{} e-mail addresses and telephone numbers in the text were hidden", number(many)),
        };
        let left_out = format!(
            "Personal data: columns that tell who wrote are left out ({columns}), and {hidden}. Names in the text are \
             not recognised. --with-personal shows all."
        );
        wrap(out, &left_out, "");
    }
    let told = [
        (
            report.duplicates,
            "row",
            "was in the exports before and was not counted again",
            "were in the exports before and were not counted again",
        ),
        (report.spam, "row", "is marked as spam and was not counted", "are marked as spam and were not counted"),
        (report.unread, "row", "could not be read and was not counted", "could not be read and were not counted"),
        (report.undated, "answer", "has no date that could be read", "have no date that could be read"),
        (
            report.ambiguous,
            "date",
            "could be two days and was read with the day first",
            "could be two days and were read with the day first",
        ),
        (
            report.elsewhere.all(),
            "answer",
            "is about a page beyond the first 5,000",
            "are about pages beyond the first 5,000",
        ),
    ];
    for (count, word, one, many) in told.into_iter().filter(|(count, ..)| *count > 0) {
        wrap(out, &format!("{} {}.", n(count, word), if count == 1 { one } else { many }), "");
    }
    if report.is_crowded {
        wrap(out, "There are too many answers to look for repeated ones among all of them.", "");
    }
}

fn name(page: &Page) -> &str {
    match (page.title.as_str(), page.address.as_str()) {
        ("", "") => "(no page named)",
        ("", address) => address,
        (title, _) => title,
    }
}

fn number(n: u64) -> String {
    Locale::english().map_or_else(|| n.to_string(), |locale| locale.number(n))
}

fn n(count: u64, word: &str) -> String {
    format!("{} {word}{}", number(count), if count == 1 { "" } else { "s" })
}

fn percent(count: Count) -> String {
    count.percent().map_or_else(|| "–".to_owned(), |share| format!("{share}%"))
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

/// Writes text in lines that fit, cutting what has no blank.
fn wrap(out: &mut String, text: &str, indent: &str) {
    const LINES: usize = 12;
    let room = WIDTH - indent.len();
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let mut word: Vec<char> = word.chars().collect();
        while !word.is_empty() && lines.len() <= LINES {
            let used = lines.last().map_or(0, |line| line.chars().count());
            let gap = usize::from(used > 0);
            if used > 0 && used + gap + word.len() > room {
                lines.push(String::new());
                continue;
            }
            let part: String = word.drain(..word.len().min(room)).collect();
            if let Some(line) = lines.last_mut() {
                line.push_str(&" "[..gap]);
                line.push_str(&part);
            }
        }
    }
    let is_long = lines.len() > LINES;
    for line in lines.iter().take(LINES) {
        let _ = writeln!(out, "{indent}{line}");
    }
    if is_long {
        let _ = writeln!(out, "{indent}…");
    }
}

//! Turns the report into one HTML page that needs nothing else: no script, no other file, no request.
//! Every number in a chart stands in the same row as text. It never writes a word of a reader without
//! escaping it, and makes no link from an address, since anybody can send one.

use super::report::{Page, Report};
use super::tally::{COMMENTS_MAX, Comment, Count, Month};
use crate::date::Date;
use crate::report_page::{escaped, report_page};
use crate::strings::Strings;
use std::fmt::Write;

/// The newest months; the JSON has all.
const MONTHS: usize = 24;

/// The page, in the language of the words.
pub fn html(report: &Report, words: &Strings) -> String {
    let t = |key| escaped(words.text(key));
    let mut out = String::with_capacity(64 * 1024);
    // Writing to a string can't fail, here and below.
    if let Some((first, last)) = report.span {
        let span = words.fill("span", &[("first", &words.date(first)), ("last", &words.date(last))]);
        let _ = writeln!(out, "<p class=\"span\">{}</p>", escaped(&span));
    }
    if report.total.all() == 0 {
        let _ = writeln!(out, "<p>{}</p>", t("none"));
    } else {
        let places = [
            ("answers", &*count(words, "answers", report.total.all())),
            ("pages", &*count(words, "page_count", report.pages.len() as u64)),
            ("share", &*percent(report.total)),
        ];
        let _ = writeln!(out, "<p class=\"summary\">{}</p>", escaped(&words.fill("summary", &places)));
        let has_comments = report.comments.1 > 0;
        let _ = write!(out, "<nav aria-label=\"{}\"><ul>", t("contents"));
        for id in ["pages", "months", "comments", "notes"] {
            if (id != "months" || !report.months.is_empty()) && (id != "comments" || has_comments) {
                let _ = write!(out, "<li><a href=\"#{id}\">{}</a></li>", t(id));
            }
        }
        let _ = writeln!(out, "</ul></nav>");
        pages(&mut out, report, words);
        months(&mut out, report, words);
        comments(&mut out, report, words);
    }
    notes(&mut out, report, words);
    report_page(&words.lang, words.text("title"), &out)
}

fn pages(out: &mut String, report: &Report, words: &Strings) {
    let t = |key| escaped(words.text(key));
    let _ =
        writeln!(out, "<section>\n<h2 id=\"pages\">{}</h2>\n<p>{}</p>\n{}", t("pages"), t("pages_text"), legend(words));
    table(
        out,
        words,
        "pages_caption",
        "page",
        &["answers_head", "useful_head", "not_useful_head", "share_head", "comments_head"],
    );
    for (nth, page) in report.pages.iter().enumerate() {
        let name = name(page, words);
        let name = if page.comments.is_empty() { name } else { format!("<a href=\"#page-{}\">{name}</a>", nth + 1) };
        let address = if page.title.is_empty() {
            String::new()
        } else {
            format!("<br><span class=\"address\">{}</span>", escaped(&page.address))
        };
        row(out, &format!("{name}{address}"), words, page.count, Some(page.commented), page.count.all());
    }
    out.push_str("</tbody>\n</table>\n</div>\n</section>\n");
}

fn months(out: &mut String, report: &Report, words: &Strings) {
    if report.months.is_empty() {
        return;
    }
    let t = |key| escaped(words.text(key));
    let shown = &report.months[report.months.len().saturating_sub(MONTHS)..];
    let most = shown.iter().map(|(_, count)| count.all()).max().unwrap_or_default();
    let _ = writeln!(out, "<section>\n<h2 id=\"months\">{}</h2>\n{}", t("months"), legend(words));
    table(out, words, "months_caption", "month", &["answers_head", "useful_head", "not_useful_head", "share_head"]);
    for (month, count) in shown {
        row(out, &escaped(&month_name(words, *month)), words, *count, None, most);
    }
    out.push_str("</tbody>\n</table>\n</div>\n</section>\n");
}

/// A table as far as its body. It may be wider than a phone, so it scrolls by itself, also by key.
fn table(out: &mut String, words: &Strings, caption: &str, first: &str, heads: &[&str]) {
    let t = |key| escaped(words.text(key));
    let id = format!("{caption}-id");
    let _ = write!(
        out,
        "<div class=\"scroll\" role=\"region\" aria-labelledby=\"{id}\" tabindex=\"0\">\n<table>\n\
         <caption id=\"{id}\">{}</caption>\n<thead><tr><th scope=\"col\">{}</th>",
        t(caption),
        t(first)
    );
    for head in heads {
        let _ = write!(out, "<th scope=\"col\" class=\"number\">{}</th>", t(head));
    }
    let _ = writeln!(out, "<th scope=\"col\" class=\"chart\">{}</th></tr></thead>\n<tbody>", t("chart_head"));
}

fn row(out: &mut String, name: &str, words: &Strings, count: Count, commented: Option<u64>, most: u64) {
    let number = |n: u64| words.locale().map_or_else(|| n.to_string(), |locale| locale.number(n));
    let _ = write!(out, "<tr><th scope=\"row\">{name}</th>");
    for cell in [number(count.all()), number(count.yes), number(count.no), percent(count)] {
        let _ = write!(out, "<td class=\"number\">{cell}</td>");
    }
    if let Some(commented) = commented {
        let _ = write!(out, "<td class=\"number\">{}</td>", number(commented));
    }
    let _ = writeln!(out, "<td class=\"chart\">{}</td></tr>", bar(count, most));
}

/// A bar of three parts. What it shows stands beside it, so it is hidden from screen readers.
fn bar(count: Count, most: u64) -> String {
    const LENGTH: u64 = 1000;
    let mut out = format!(
        "<svg viewBox=\"0 0 {LENGTH} 100\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">"
    );
    let mut done = 0;
    let mut from = 0;
    for (class, part) in [("no", count.no), ("yes", count.yes), ("unclear", count.unclear)] {
        done += part;
        let to = (done * LENGTH).checked_div(most).unwrap_or_default();
        if to > from {
            // Bars of three heights, so that they differ without colour.
            let (top, height) = match class {
                "no" => (0, 100),
                "yes" => (25, 50),
                _ => (40, 20),
            };
            let _ = write!(
                out,
                "<rect class=\"{class}\" x=\"{from}\" y=\"{top}\" width=\"{}\" height=\"{height}\"/>",
                to - from
            );
        }
        from = to;
    }
    out + "</svg>"
}

fn legend(words: &Strings) -> String {
    let part = |class, key| {
        let count = match class {
            "no" => Count { no: 1, ..Count::default() },
            "yes" => Count { yes: 1, ..Count::default() },
            _ => Count { unclear: 1, ..Count::default() },
        };
        format!("<li>{} {}</li>", bar(count, 1), escaped(words.text(key)))
    };
    let parts = [("no", "legend_not"), ("yes", "legend_useful"), ("unclear", "legend_unclear")];
    format!("<ul class=\"legend\">{}</ul>", parts.map(|(class, key)| part(class, key)).concat())
}

fn comments(out: &mut String, report: &Report, words: &Strings) {
    if report.comments.1 == 0 {
        return;
    }
    let kept = words.fill("comments_kept", &[("n", &COMMENTS_MAX.to_string())]);
    let _ = writeln!(
        out,
        "<section>\n<h2 id=\"comments\">{}</h2>\n<p>{}</p>",
        escaped(words.text("comments")),
        escaped(&kept)
    );
    for (nth, page) in report.pages.iter().enumerate().filter(|(_, page)| !page.comments.is_empty()) {
        let _ = writeln!(out, "<h3 id=\"page-{}\">{}</h3>\n<ul class=\"comments\">", nth + 1, name(page, words));
        for comment in &page.comments {
            one(out, comment, words);
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</section>\n");
}

fn one(out: &mut String, comment: &Comment, words: &Strings) {
    let answer = match comment.useful {
        Some(true) => "useful",
        Some(false) => "not_useful",
        None => "no_answer",
    };
    let _ = write!(out, "<li><p class=\"answer\">{}", escaped(words.text(answer)));
    if let Some(date) = comment.date {
        let _ = write!(out, ", <time datetime=\"{}\">{}</time>", date.iso(), escaped(&words.date(date)));
    }
    for (name, text) in &comment.personal {
        let _ = write!(out, "; {}: {}", escaped(name), escaped(text));
    }
    // Readers write in any language and direction.
    let _ = writeln!(out, "</p><p class=\"said\" dir=\"auto\">{}</p></li>", escaped(&comment.text));
}

fn notes(out: &mut String, report: &Report, words: &Strings) {
    let t = |key| escaped(words.text(key));
    let _ = writeln!(out, "<section>\n<h2 id=\"notes\">{}</h2>\n<ul>", t("notes"));
    let columns =
        if report.personal.is_empty() { words.text("personal_none").to_owned() } else { report.personal.join(", ") };
    let columns = [("columns", &*columns)];
    if report.with_personal {
        let _ = writeln!(out, "<li><strong>{}</strong></li>", escaped(&words.fill("personal_shown", &columns)));
    } else {
        let hidden = count(words, "hidden", report.masked);
        let _ = writeln!(
            out,
            "<li>{}</li>\n<li>{} {}</li>",
            escaped(&words.fill("personal_left_out", &columns)),
            t("personal_hidden"),
            if report.masked > 0 { escaped(&hidden) } else { String::new() }
        );
    }
    for (key, n) in [
        ("duplicates", report.duplicates),
        ("spam", report.spam),
        ("unread", report.unread),
        ("undated", report.undated),
        ("ambiguous", report.ambiguous),
        ("elsewhere", report.elsewhere.all()),
        ("unkept", report.comments.0 - report.comments.1),
    ] {
        if n > 0 {
            let _ = writeln!(out, "<li>{}</li>", escaped(&count(words, key, n)));
        }
    }
    out.push_str("</ul>\n</section>\n");
}

fn name(page: &Page, words: &Strings) -> String {
    match (page.title.as_str(), page.address.as_str()) {
        ("", "") => escaped(words.text("no_page")),
        ("", address) => format!("<span class=\"address\">{}</span>", escaped(address)),
        (title, _) => escaped(title),
    }
}

fn count(words: &Strings, key: &str, n: u64) -> String {
    words.count(key, n).unwrap_or_else(|| n.to_string())
}

fn percent(count: Count) -> String {
    count.percent().map_or_else(|| "–".to_owned(), |share| format!("{share}%"))
}

/// The month in words: the first day's, without its number, which both languages write in front.
fn month_name(words: &Strings, (year, month): Month) -> String {
    let first = Date::new(year, month, 1).map(|date| words.date(date)).unwrap_or_default();
    first.strip_prefix("1 ").map_or_else(|| format!("{year:04}-{month:02}"), str::to_owned)
}

//! Turns the report into one JSON document for other programs. Its keys stay as they are as long as
//! `version` does. It never holds what the report does not.

use super::report::Report;
use super::tally::{Count, Month};
use crate::date::Date;
use serde_json::{Map, Value, json};

/// The document.
pub fn json(report: &Report) -> String {
    let files = report
        .files
        .iter()
        .map(|file| json!({"file": file.name, "style": file.style, "rows": file.rows, "rows_unread": file.unread}));
    let pages = report.pages.iter().map(|page| {
        let comments = page.comments.iter().map(|comment| {
            let mut value = json!({
                "date": comment.date.map(Date::iso),
                "useful": comment.useful,
                "text": comment.text,
            });
            if let (true, Some(map)) = (report.with_personal, value.as_object_mut()) {
                let said = comment.personal.iter().map(|(name, text)| (name.clone(), Value::from(text.clone())));
                map.insert("personal".to_owned(), Value::Object(said.collect::<Map<_, _>>()));
            }
            value
        });
        json!({
            "page": page.address,
            "title": page.title,
            "answers": count(page.count),
            "need": (page.need * 1000.0).round() / 1000.0,
            "comment_count": page.commented,
            "comments": comments.collect::<Vec<_>>(),
            "months": months(&page.months),
        })
    });
    let whole = json!({
        "version": 1,
        "files": files.collect::<Vec<_>>(),
        "answers": count(report.total),
        "first_day": report.span.map(|(first, _)| first.iso()),
        "last_day": report.span.map(|(_, last)| last.iso()),
        "pages": pages.collect::<Vec<_>>(),
        "months": months(&report.months),
        "answers_about_further_pages": count(report.elsewhere),
        "answers_without_day": report.undated,
        "answers_with_unclear_day": report.ambiguous,
        "comments_not_kept": report.comments.0 - report.comments.1,
        "duplicates_left_out": report.duplicates,
        "duplicates_sought_in_all": !report.is_crowded,
        "spam_left_out": report.spam,
        "rows_unread": report.unread,
        "personal_data": {
            "shown": report.with_personal,
            "columns": report.personal,
            "hidden_in_text": report.masked,
        },
    });
    format!("{whole:#}\n")
}

fn count(count: Count) -> Value {
    json!({
        "all": count.all(),
        "useful": count.yes,
        "not_useful": count.no,
        "unclear": count.unclear,
        "percent_useful": count.percent(),
    })
}

fn months(months: &[(Month, Count)]) -> Value {
    months
        .iter()
        .map(|((year, month), n)| json!({"month": format!("{year:04}-{month:02}"), "answers": count(*n)}))
        .collect()
}

//! `review-overdue`: a page whose day of review is over.

use crate::checks::{Check, Found, Hub, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::date::Date;
use crate::site::Status;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "review-overdue",
        severity: Severity::Warning,
        criterion: "",
        why: "Readers take advice for current, and this page should have been checked again.",
        why_cy: "Mae darllenwyr yn cymryd bod cyngor yn gyfredol, a dylai'r dudalen hon fod wedi cael ei gwirio eto.",
        doc: include_str!("../../codes/review-overdue.md"),
    },
    says: &[Saying {
        en: (
            "The page was to be checked again by {0}.",
            "Read the whole page, mend what has changed, and then type:\nreviewed: {1}\nreview_due: {2}",
        ),
        cy: (
            "Roedd y dudalen i'w gwirio eto erbyn {0}.",
            "Darllenwch y dudalen gyfan, cywirwch yr hyn sydd wedi newid, ac yna teipiwch:\nreviewed: {1}\nreview_due: {2}",
        ),
    }],
    scope: Scope::Hub(look),
};

fn look(hub: &Hub<'_>, found: &mut Found<'_>) {
    let today = hub.today.iso();
    let next = in_a_year(hub.today).iso();
    for page in hub.site.pages.iter().filter(|page| page.entry.status == Status::Live) {
        let document = &page.entry.document;
        if let Some(due) = document.front_matter.date("review_due").filter(|due| *due < hub.today) {
            let span = document.front_matter.span("review_due");
            found.add_in(&document.source, 0, span, &[&due.iso(), &today, &next]);
        }
    }
}

/// The same day a year later; the 28th of February for the 29th.
fn in_a_year(day: Date) -> Date {
    let next = |of: i8| Date::new(day.year() + 1, day.month(), of);
    next(day.day()).or_else(|| next(28)).unwrap_or(day)
}

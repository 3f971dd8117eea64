//! `statement-stale`: an accessibility statement that was last looked at more than a year ago.

use crate::checks::{Check, Found, Hub, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::date::Date;
use crate::diagnostic::Span;
use crate::document::Document;
use crate::site::Status;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "statement-stale",
        severity: Severity::Warning,
        criterion: "",
        why: "An old statement promises readers things that nobody has checked, and public bodies must review it regularly.",
        why_cy: "Mae hen ddatganiad yn addo pethau heb eu gwirio, a rhaid i gyrff cyhoeddus ei adolygu'n rheolaidd.",
        doc: include_str!("../../codes/statement-stale.md"),
    },
    says: &[Saying {
        en: (
            "The accessibility statement was last looked at on {0}, more than a year ago.",
            "Check each of its sentences, mend what has changed, and then type:\nreviewed: {1}",
        ),
        cy: (
            "Edrychwyd ar y datganiad hygyrchedd ddiwethaf ar {0}, fwy na blwyddyn yn ôl.",
            "Gwiriwch bob brawddeg ynddo, cywirwch yr hyn sydd wedi newid, ac yna teipiwch:\nreviewed: {1}",
        ),
    }],
    scope: Scope::Hub(look),
};

/// What such pages are called, by their files and in their titles.
const FILES: &[&str] =
    &["accessibility", "accessibility-statement", "datganiad-hygyrchedd", "hygyrchedd"];
const TITLES: &[&str] = &["accessibility statement", "statement on accessibility", "datganiad hygyrchedd"];

fn look(hub: &Hub<'_>, found: &mut Found<'_>) {
    for page in hub.site.pages.iter().filter(|page| page.entry.status == Status::Live) {
        let document = &page.entry.document;
        let Some(span_and_day) = last_look(document) else { continue };
        let (span, day) = span_and_day;
        let age = i32::from(hub.today.year()) * 372 + i32::from(hub.today.month()) * 31 + i32::from(hub.today.day())
            - (i32::from(day.year()) * 372 + i32::from(day.month()) * 31 + i32::from(day.day()));
        // Twelve months of 31 days each: a day in the calendar of this reckoning.
        if age > 372 && is_statement(document) {
            found.add_in(&document.source, 0, span, &[&day.iso(), &hub.today.iso()]);
        }
    }
}

/// The newest of the days on which somebody looked at a page, and where it stands.
fn last_look(document: &Document) -> Option<(Span, Date)> {
    let front_matter = &document.front_matter;
    let days = ["reviewed", "updated", "date"].map(|field| Some((front_matter.date(field)?, front_matter.span(field))));
    days.into_iter().flatten().max_by_key(|(day, _)| *day).map(|(day, span)| (span, day))
}

fn is_statement(document: &Document) -> bool {
    let title = document.title.to_lowercase();
    let path = &document.source.path;
    let name = if document.is_index() { path.parent().rsplit('/').next().unwrap_or("") } else { path.stem() };
    let text = &document.source.text;
    // A page on steps and doors is called so as well; a statement names the rules.
    TITLES.iter().any(|words| title.contains(words))
        || FILES.contains(&name) && ["WCAG", "statement", "atganiad"].iter().any(|word| text.contains(word))
}

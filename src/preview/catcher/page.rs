//! Puts what was caught into words: the page that comes in place of the service's, and the page with all messages
//! and the choice of answers. What was sent is only ever shown as text.

use super::contract::{Finding, Mark, Sent};
use super::message::{Entry, Value};
use super::reply::{BEHAVIOURS, Behaviour, Outcome};
use super::words::{meaning, number, size};
use super::{FORMS, Record};
use crate::feed::Escaped;
use crate::preview::own_page;
use crate::preview::words::Words;
use crate::server::Response;
use std::fmt::Write;

/// How many characters of a value are shown at first.
const SHOWN: usize = 300;

/// What is shown of a message, wherever it is shown.
pub(super) fn message(sent: &Sent<'_>, findings: &[Finding]) -> String {
    let (message, service) = (sent.message, sent.service);
    let mut rows = String::new();
    for entry in &message.entries {
        let meaning = service.provider.and_then(|provider| meaning(provider, &entry.name));
        let meaning = meaning.map_or_else(String::new, |meaning| format!("<br><small>({meaning})</small>"));
        // Writing to a string can't fail.
        let _ = writeln!(
            rows,
            "<tr><th scope=\"row\"><bdi>{}</bdi>{meaning}</th><td>{}</td></tr>",
            Escaped(&entry.name),
            value(entry)
        );
    }
    if rows.is_empty() {
        rows.push_str("<tr><td colspan=\"2\">Nothing at all.</td></tr>\n");
    }
    let list: String = findings
        .iter()
        .map(|found| format!("<li><strong>{}:</strong> <bdi>{}</bdi></li>\n", word(found.mark), Escaped(&found.text)))
        .collect();
    format!(
        "<p>{} would have received this at <code>{}</code>.</p>\n<table>\n<caption>{} in all</caption>\n\
         <thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Value</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n\
         <p>Compared with what {0} documents about itself:</p>\n<ul>\n{list}</ul>\n",
        Escaped(&service.name),
        Escaped(&service.address),
        size(message.bytes),
    )
}

fn word(mark: Mark) -> &'static str {
    match mark {
        Mark::Right => "✓ Right",
        Mark::Refused => "✗ It would be refused",
        Mark::Dropped => "✗ It would be thrown away",
        Mark::Wrong => "✗ Not right",
        Mark::Note => "Good to know",
    }
}

fn value(entry: &Entry) -> String {
    match &entry.value {
        Value::File { name, bytes: 0, .. } if name.is_empty() => "(no file)".to_owned(),
        Value::File { name, kind, bytes } => {
            let kind = if kind.is_empty() { "of no stated kind" } else { kind };
            format!("A file: <bdi>{}</bdi>, {}, {}", Escaped(name), Escaped(kind), size(*bytes))
        }
        Value::Text { start, .. } if start.is_empty() => "(empty)".to_owned(),
        Value::Text { start, characters, bytes } if *characters > SHOWN => {
            let shown: String = start.chars().take(SHOWN).collect();
            let whole = format!("{} characters in all, {}", number(*characters), size(*bytes));
            format!("<pre><bdi>{}</bdi>…</pre>\n({whole})", Escaped(&shown))
        }
        Value::Text { start, .. } => format!("<pre><bdi>{}</bdi></pre>", Escaped(start)),
    }
}

/// The page that comes when a form was sent. `next` is the address of the page that the service would send the
/// reader to, and `back` the one that the form is on, if they are on the hub.
pub(super) fn caught(
    record: &Record,
    name: &str,
    outcome: &Outcome,
    behaviour: &Behaviour,
    next: Option<&str>,
    back: Option<&str>,
) -> Response {
    let name = Escaped(name);
    let next = match (outcome.is_good(), record.is_dropped, next) {
        (false, ..) => format!(
            "<p>Your readers would see a page of {name} that says so (status {}): <q>{}</q></p>",
            outcome.status,
            Escaped(&outcome.words)
        ),
        (true, true, _) => "<p>Your readers would see the same as after any other message.</p>".to_owned(),
        (true, false, Some(page)) => {
            format!("<p>Your readers would come to <a href=\"{}\">the page that thanks them</a>.</p>", Escaped(page))
        }
        (true, false, None) => {
            format!("<p>Your readers would come to a page of {name}, or to the one that you chose in its settings.</p>")
        }
    };
    let back = back.map_or_else(String::new, |page| format!("<a href=\"{}\">Back to the form</a>, or ", Escaped(page)));
    let main = format!(
        "<p>Bindery caught this message. It has not left this computer.</p>\n{}<h2>What happens next</h2>\n{next}\n\
         <p>{back}<a href=\"{FORMS}\">see all messages that were caught</a>.</p>\n<h2>Try another answer</h2>\n{}",
        record.html,
        choice(behaviour)
    );
    own_page::answer(outcome.status, Words::of("en"), "Nothing was sent", &main)
}

/// The page with the last messages and the choice of answers.
pub(super) fn list<'r>(behaviour: &Behaviour, records: impl Iterator<Item = &'r Record>) -> Response {
    let list: String = records
        .map(|record| {
            let title = Escaped(&record.title);
            format!(
                "<details>\n<summary>Message {}: <bdi>{title}</bdi></summary>\n{}</details>\n",
                record.number, record.html
            )
        })
        .collect();
    let messages = match list.is_empty() {
        true => "<p>None yet. Open a page with a form, fill it in and send it.</p>\n".to_owned(),
        false => format!(
            "<p>The newest is first. They are kept until the preview stops, the last {} of them.</p>\n{list}\
             <form method=\"post\" action=\"{FORMS}\"><p><button name=\"forget\" value=\"yes\">Forget these messages</button></p></form>\n",
            super::MOST_RECORDS
        ),
    };
    let main = format!(
        "<p>In the preview no form leaves this computer. This page shows what would have been sent, and lets you choose \
         what the readers’ browsers get in answer.</p>\n<h2>How the preview answers</h2>\n{}\
         <p>Then go back to the form and send it again.</p>\n<h2>Messages</h2>\n{messages}",
        choice(behaviour)
    );
    own_page::answer(200, Words::of("en"), "What forms send", &main)
}

/// A page that says that there is nothing to send to.
pub(super) fn not_taken() -> Response {
    let main = "<p>There is no page at this address that a form could be sent to. Nothing was sent to anybody.</p>\n";
    own_page::answer(405, Words::of("en"), "Nothing was sent", main)
}

/// The buttons that choose an answer.
fn choice(now: &Behaviour) -> String {
    let buttons: String = BEHAVIOURS
        .iter()
        .map(|behaviour| {
            let is_now = behaviour.name == now.name;
            format!(
                "<button name=\"answer\" value=\"{}\" aria-pressed=\"{is_now}\">{}</button>\n",
                behaviour.name, behaviour.label
            )
        })
        .collect();
    format!(
        "<p><strong>Now:</strong> {}</p>\n<form method=\"post\" action=\"{FORMS}\">\n<p>{buttons}</p>\n</form>\n",
        now.says
    )
}

//! How the preview answers in a service's place: a table of the ways that can be tried, and the JSON that a script
//! would get, made from what the table of services says of it. It sends nothing.

use super::contract::{Finding, Mark};
use super::service::Service;
use crate::forms::{Ask, Script};
use crate::server::{Request, When};
use serde_json::{Map, Value as Json};
use std::time::Duration;

/// A way to answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Behaviour {
    /// Its name in the form that chooses it.
    pub(super) name: &'static str,
    /// What its button says.
    pub(super) label: &'static str,
    /// What it means, as a sentence.
    pub(super) says: &'static str,
    /// The status of the answer.
    pub(super) status: u16,
    /// What the answer says, unless all goes well.
    pub(super) words: &'static str,
    /// When the answer is sent.
    pub(super) when: When,
}

/// Every way that can be tried; the first is the one that a preview begins with.
pub(super) static BEHAVIOURS: &[Behaviour] = &[
    Behaviour {
        name: "success",
        label: "Take the message",
        says: "Messages are taken, unless the service would refuse them.",
        status: 200,
        words: "",
        when: When::Now,
    },
    Behaviour {
        name: "failure",
        label: "Refuse the message",
        says: "Every message is refused, as if something in it were wrong.",
        status: 400,
        words: "This message was refused, because the preview was told to refuse it.",
        when: When::Now,
    },
    Behaviour {
        name: "quota",
        label: "Say that there were too many messages",
        says: "Every message is one too many for this month.",
        status: 429,
        words: "There were too many messages this month.",
        when: When::Now,
    },
    Behaviour {
        name: "slow",
        label: "Answer after 20 seconds",
        says: "Messages are taken, but the answer takes 20 seconds.",
        status: 200,
        words: "",
        when: When::After(Duration::from_secs(20)),
    },
    Behaviour {
        name: "dropped",
        label: "Break the connection",
        says: "No message is answered, as when a network fails.",
        status: 503,
        words: "",
        when: When::Never,
    },
];

/// How a message fares.
pub(super) struct Outcome {
    pub(super) status: u16,
    /// What went wrong, for whoever sent it; empty if nothing did.
    pub(super) words: String,
}

impl Outcome {
    /// What the service would refuse is refused, also where the preview was told to take messages.
    pub(super) fn new(behaviour: &Behaviour, findings: &[Finding]) -> Self {
        let refused = findings.iter().find(|finding| finding.mark == Mark::Refused).filter(|_| behaviour.status == 200);
        match refused {
            Some(finding) => Self { status: 400, words: finding.text.clone() },
            None => Self { status: behaviour.status, words: behaviour.words.to_owned() },
        }
    }

    pub(super) fn is_good(&self) -> bool {
        self.status == 200
    }
}

/// Whether a script asked for an answer of its own in the way that the service wants.
pub(super) fn is_asked(service: &Service<'_>, request: &Request<'_>) -> bool {
    service.provider.and_then(|provider| provider.script).is_some_and(|script| match script.ask {
        Ask::Accept => request.accept.to_ascii_lowercase().contains("application/json"),
        Ask::Suffix(_) | Ask::Address(_) => service.is_for_scripts,
        Ask::Status => false,
    })
}

/// How the service would answer the script that sent a message; `None` if none asked, or if the service has
/// nothing but its status to say.
pub(super) fn json(service: &Service<'_>, request: &Request<'_>, outcome: &Outcome) -> Option<Json> {
    let provider = service.provider.filter(|_| is_asked(service, request))?;
    Some(answer(provider.script?, outcome, TEXT_FOR_TRUE.contains(&provider.name)))
}

/// Services that are known to write “true” as a text, which scripts must understand too.
const TEXT_FOR_TRUE: &[&str] = &["formsubmit"];

fn answer(script: Script, outcome: &Outcome, is_text: bool) -> Json {
    let mut answer = Json::Object(Map::new());
    let truth = |truth: bool| if is_text { Json::from(truth.to_string()) } else { Json::from(truth) };
    if let Some(field) = script.success {
        put(&mut answer, field, truth(outcome.is_good()));
    }
    if let Some(path) = script.errors.first().filter(|_| !outcome.is_good()) {
        put(&mut answer, path, Json::from(outcome.words.as_str()));
    }
    answer
}

/// Puts a value at a path such as `errors[].message`.
fn put(at: &mut Json, path: &str, value: Json) {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let mut inner = Json::Object(Map::new());
    match rest {
        Some(rest) => put(&mut inner, rest, value),
        None => inner = value,
    }
    let (name, inner) = match first.strip_suffix("[]") {
        Some(name) => (name, Json::Array(vec![inner])),
        None => (first, inner),
    };
    if let Json::Object(fields) = at {
        fields.insert(name.to_owned(), inner);
    }
}

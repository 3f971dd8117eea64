//! The table of form services in words: in full for `bindery explain feedback`, and as the rows of
//! the handbook's table. It says no more than the table holds.

use super::provider::{Ask, Provider, Script, Uploads};
use super::providers::PROVIDERS;
use std::fmt::Write;

/// Every service with all that is known of it, for people at a terminal.
pub fn explained() -> String {
    let mut out = "# Form services that Bindery knows\n".to_owned();
    for provider in PROVIDERS {
        let title = if provider.label.is_empty() { "any other service" } else { provider.label };
        // Writing to a string can't fail.
        let _ = writeln!(out, "\n## {}: {title}\n", provider.name);
        for (what, says) in facts(provider) {
            let _ = writeln!(out, "- {what}: {says}");
        }
    }
    out
}

/// The heading of the handbook's table, and a row for each service.
pub fn rows() -> Vec<String> {
    let mut rows = vec![
        "| Name | Service | Needs | Files | Messages | Where data is processed | Not read in its documentation |"
            .into(),
        "| --- | --- | --- | --- | --- | --- | --- |".into(),
    ];
    rows.extend(PROVIDERS.iter().map(|provider| {
        let service = match (provider.label, provider.docs) {
            ("", _) => "Any other".to_owned(),
            (label, docs) => format!("[{label}]({docs})"),
        };
        format!(
            "| `{}` | {service} | {} | {} | {} | {} | {} |",
            provider.name,
            needs(provider),
            files(provider.uploads),
            provider.limits,
            country(provider),
            unsure(provider),
        )
    }));
    rows
}

fn facts(provider: &Provider) -> Vec<(&'static str, String)> {
    let field = |name: Option<&str>| name.map_or_else(|| "none known".to_owned(), str::to_owned);
    let address = match (provider.action, provider.needs()) {
        ("", Some(_)) => "yours",
        ("", None) => "the hub's own thank-you page; the host takes the message on the way",
        (action, _) => action,
    };
    let mut facts = vec![
        ("needs", needs(provider)),
        ("sent to", format!("{address}, by {}", provider.method.to_uppercase())),
        ("packed as", provider.encoding.as_str().to_owned()),
        ("field for the subject", field(provider.subject_field)),
        ("field for the address to reply to", field(provider.reply_field)),
        ("field for the page to come back to", field(provider.redirect.map(|(name, _)| name))),
        ("hidden trap for programs", provider.honeypot.0.to_owned()),
        ("from a script", provider.script.map_or_else(|| "not known".to_owned(), script)),
        ("files", files(provider.uploads)),
        ("messages", provider.limits.to_owned()),
        ("data is processed in", country(provider)),
        ("checked", provider.checked.to_owned()),
        ("not read in its documentation", unsure(provider)),
    ];
    if let Some(host) = provider.only_on {
        facts.insert(0, ("works only", format!("for hubs on {host}")));
    }
    if let Some(former) = provider.former {
        facts.insert(0, ("formerly", former.to_owned()));
    }
    if !provider.docs.is_empty() {
        facts.push(("documentation", provider.docs.to_owned()));
    }
    facts
}

fn needs(provider: &Provider) -> String {
    match (provider.needs(), provider.only_on) {
        (Some(key), _) => format!("`{key}`"),
        (None, Some(host)) => format!("a hub on {host}"),
        (None, None) => "nothing more".to_owned(),
    }
}

fn files(uploads: Option<Uploads>) -> String {
    let Some(uploads) = uploads else { return "none".to_owned() };
    let most = uploads.most.map_or_else(|| "size not stated".to_owned(), |most| format!("up to {most}"));
    if uploads.paid { format!("{most}; paid accounts") } else { most }
}

fn country(provider: &Provider) -> String {
    provider.country.map_or_else(|| "not stated".to_owned(), |country| country.name.to_owned())
}

fn unsure(provider: &Provider) -> String {
    match (provider.unsure, provider.docs) {
        ([], "") => "–".to_owned(),
        ([], _) => "nothing".to_owned(),
        (facts, _) => format!("unsure: {}", facts.join("; ")),
    }
}

fn script(script: Script) -> String {
    let ask = match script.ask {
        Ask::Accept => "the same address with the header “Accept: application/json”".to_owned(),
        Ask::Suffix(end) => format!("the address with “{end}” at its end"),
        Ask::Address(address) => address.to_owned(),
        Ask::Status => "the same address; only the status says how it went".to_owned(),
    };
    let success = script.success.map_or_else(String::new, |field| format!("; sent if “{field}” is true"));
    let errors = match script.errors {
        [] => String::new(),
        fields => format!("; what went wrong is in “{}”", fields.join("” or “")),
    };
    ask + &success + &errors
}

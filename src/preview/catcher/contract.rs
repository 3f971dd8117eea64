//! Compares a message with what its service documents, rule by rule, and says in words what is right, what is
//! not, and what could not be known. Each rule is a function of its own; none of them changes the message.

use super::message::{Message, Packing, Value};
use super::service::Service;
use super::words::{number, size};
use crate::forms::{Field, Provider};
use crate::settings::Settings;

/// A message and everything that is known of its service.
pub(super) struct Sent<'s> {
    pub(super) message: &'s Message,
    pub(super) service: &'s Service<'s>,
    pub(super) settings: Option<&'s Settings>,
    /// Whether a script sent it, which stays on its page.
    pub(super) is_from_script: bool,
}

/// What a rule found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) mark: Mark,
    pub(super) text: String,
}

/// How a finding is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// As the service wants it.
    Right,
    /// The service would refuse the message.
    Refused,
    /// The service would throw the message away and say that all went well.
    Dropped,
    /// Wrong, and the message may arrive all the same.
    Wrong,
    /// Worth knowing.
    Note,
}

/// What all rules found, in the order of the rules.
pub(super) fn check(sent: &Sent<'_>) -> Vec<Finding> {
    let of_all = RULES.iter().flat_map(|rule| rule(sent));
    let of_known =
        sent.service.provider.map(|provider| SERVICE_RULES.iter().flat_map(move |rule| rule(sent, provider)));
    let unknown = || finding(Mark::Note, format!("Bindery does not know what {} expects.", sent.service.name));
    let is_unknown = sent.service.provider.is_none_or(|provider| provider.label.is_empty());
    of_all.chain(is_unknown.then(unknown)).chain(of_known.into_iter().flatten()).collect()
}

const RULES: &[fn(&Sent<'_>) -> Vec<Finding>] = &[readable, complete, required, packed_for_files, length];

const SERVICE_RULES: &[fn(&Sent<'_>, &'static Provider) -> Vec<Finding>] =
    &[method, key, redirect, honeypot, files, whole_size, special, host, unsure];

fn finding(mark: Mark, text: impl Into<String>) -> Finding {
    Finding { mark, text: text.into() }
}

fn readable(sent: &Sent<'_>) -> Vec<Finding> {
    let message = sent.message;
    let said = match (message.broken, message.packing) {
        (Some(mistake), _) => finding(Mark::Refused, format!("The message could not be read to its end. {mistake}")),
        (None, Packing::Other) => finding(
            Mark::Refused,
            "The form is packed in a way that form services do not read. Its “enctype” should be \
             application/x-www-form-urlencoded, or multipart/form-data if it holds a file.",
        ),
        (None, Packing::Json) => finding(Mark::Right, "A script packed it as JSON."),
        (None, Packing::Address) => return Vec::new(),
        (None, Packing::Url | Packing::Multipart) => finding(Mark::Right, "It is packed in a way that can be read."),
    };
    vec![said]
}

fn complete(sent: &Sent<'_>) -> Vec<Finding> {
    let more = sent.message.more;
    let text = format!("There are {} more fields than are shown here. No form needs so many.", number(more));
    if more > 0 { vec![finding(Mark::Wrong, text)] } else { Vec::new() }
}

/// What the hub's own form says must be filled in. A browser makes sure of it, unless a script stands in for it.
fn required(sent: &Sent<'_>) -> Vec<Finding> {
    let Some(settings) = sent.settings else { return Vec::new() };
    let message = sent.message;
    // An e-mail address is sent under the name by which the service looks for it.
    let reply = sent.service.provider.and_then(|provider| provider.reply_field).unwrap_or("");
    let is_there = |field: &Field| {
        let names = [field.name.as_str(), if field.name == "email" { reply } else { "" }];
        let has_file = || message.files().any(|(name, _)| name == field.name);
        names.iter().any(|name| message.text(name).is_some()) || has_file()
    };
    let form = settings.forms.iter().find(|form| message.text("form") == Some(&form.name));
    let missing: Vec<&str> = match form {
        Some(form) => {
            form.fields.iter().filter(|field| field.required && !is_there(field)).map(|field| &*field.name).collect()
        }
        None if message.text("page_title").is_some() && message.text("useful").is_none() => vec!["useful"],
        None if message.text("page_title").is_some() => Vec::new(),
        None => return Vec::new(),
    };
    match missing.as_slice() {
        [] => vec![finding(Mark::Right, "Everything that must be filled in is filled in.")],
        names => vec![finding(Mark::Wrong, format!("Not filled in, although it must be: “{}”.", names.join("”, “")))],
    }
}

fn packed_for_files(sent: &Sent<'_>) -> Vec<Finding> {
    let form = |settings: &'_ Settings| {
        let named = settings.forms.iter().find(|form| sent.message.text("form") == Some(&form.name));
        named.is_some_and(|form| form.has_file())
    };
    let is_wrong = sent.message.packing == Packing::Url && sent.settings.is_some_and(form);
    let text = "The form has a field for a file, but it is packed so that only the file’s name is sent. \
                Its “enctype” should be multipart/form-data.";
    if is_wrong { vec![finding(Mark::Wrong, text)] } else { Vec::new() }
}

/// The most characters that the theme's forms let people type into one field.
const LONGEST: usize = 10_000;

fn length(sent: &Sent<'_>) -> Vec<Finding> {
    let too_long = sent.message.entries.iter().filter_map(|entry| match entry.value {
        Value::Text { characters, bytes, .. } if characters > LONGEST => Some(finding(
            Mark::Wrong,
            format!(
                "“{}” has {} characters ({}). Bindery’s forms let people type {}, and services cut off or refuse what \
                 is much longer.",
                entry.name,
                number(characters),
                size(bytes),
                number(LONGEST)
            ),
        )),
        _ => None,
    });
    too_long.take(5).collect()
}

fn method(sent: &Sent<'_>, provider: &'static Provider) -> Vec<Finding> {
    let is_wrong = sent.message.packing == Packing::Address;
    let text = format!("The form’s method is GET. {} takes POST.", sent.service.name);
    if is_wrong && provider.method == "post" { vec![finding(Mark::Refused, text)] } else { Vec::new() }
}

fn key(sent: &Sent<'_>, provider: &'static Provider) -> Vec<Finding> {
    let Some(field) = provider.key_field else { return Vec::new() };
    let own = sent.service.endpoint.and_then(|endpoint| endpoint.key.as_deref());
    let said = match (sent.message.text(field), own) {
        (None, _) => {
            let text = format!("The form’s code is missing: {} wants it in the field “{field}”.", sent.service.name);
            finding(Mark::Refused, text)
        }
        (Some(key), Some(own)) if key != own => {
            finding(Mark::Wrong, format!("The form’s code in “{field}” is not the one in the hub’s settings."))
        }
        (Some(_), _) => finding(
            Mark::Right,
            format!(
                "A code is in the field “{field}”. Whether it is your form’s shows only when you send the published form \
                 once."
            ),
        ),
    };
    vec![said]
}

fn redirect(sent: &Sent<'_>, provider: &'static Provider) -> Vec<Finding> {
    let Some((field, _)) = provider.redirect else { return Vec::new() };
    let said = match sent.message.text(field) {
        None if sent.is_from_script => return Vec::new(),
        None => finding(
            Mark::Note,
            format!(
                "The field “{field}” names no page to come back to, so readers see a page of {}. \
                 Bindery fills it in when the settings have a “url”.",
                sent.service.name
            ),
        ),
        Some(page) if page.starts_with("https://") || page.starts_with("http://") => {
            finding(Mark::Right, format!("The page to come back to is in “{field}”, with its full address."))
        }
        Some(_) => finding(
            Mark::Wrong,
            format!("The page to come back to, in “{field}”, is no full address, as {} wants it.", sent.service.name),
        ),
    };
    vec![said]
}

fn honeypot(sent: &Sent<'_>, provider: &'static Provider) -> Vec<Finding> {
    let (field, _) = provider.honeypot;
    let said = match sent.message.text(field) {
        None => finding(Mark::Right, "The hidden trap for programs is empty."),
        Some(_) => finding(
            Mark::Dropped,
            format!(
                "The hidden trap for programs, “{field}”, is filled in. The message would be thrown away, and the \
                 sender would not be told."
            ),
        ),
    };
    vec![said]
}

fn files(sent: &Sent<'_>, provider: &'static Provider) -> Vec<Finding> {
    let name = &sent.service.name;
    let files: Vec<(&str, usize)> = sent.message.files().collect();
    let Some((first, _)) = files.first() else { return Vec::new() };
    let Some(uploads) = provider.uploads else {
        return vec![finding(Mark::Wrong, format!("{name} takes no files, so the file in “{first}” would be lost."))];
    };
    let paid = if uploads.paid { ", from paid accounts only" } else { "" };
    let most =
        uploads.most.map_or_else(|| "how large they may be is not stated".to_owned(), |most| format!("up to {most}"));
    vec![finding(Mark::Note, format!("{name} takes files: {most}{paid}."))]
}

fn whole_size(sent: &Sent<'_>, provider: &'static Provider) -> Vec<Finding> {
    let most = provider.uploads.and_then(|uploads| uploads.most);
    let Some((most, limit)) = most.and_then(|most| Some((most, megabytes(most)?))) else { return Vec::new() };
    if sent.message.bytes <= limit {
        return Vec::new();
    }
    let name = &sent.service.name;
    vec![finding(Mark::Refused, format!("The message has {}. {name} takes up to {most}.", size(sent.message.bytes)))]
}

/// The bytes that a limit in words allows, such as “8 MB a message”.
fn megabytes(words: &str) -> Option<usize> {
    let (number, rest) = words.split_once(' ')?;
    rest.starts_with("MB").then(|| number.parse::<usize>().ok()?.checked_mul(1024 * 1024)).flatten()
}

/// Fields that mean something to the service, although nobody may have meant them so.
fn special(sent: &Sent<'_>, provider: &'static Provider) -> Vec<Finding> {
    let own = ["form", "page", "page_title"];
    let names = sent.message.entries.iter().map(|entry| entry.name.as_str());
    let special = names.filter(|name| super::words::meaning(provider, name).is_none() && provider.reserves(name));
    let special = special.filter(|name| !own.contains(name));
    let text = |name: &str| format!("“{name}” means something to {}. Give the field another name.", sent.service.name);
    special.take(5).map(|name| finding(Mark::Note, text(name))).collect()
}

fn host(sent: &Sent<'_>, provider: &'static Provider) -> Vec<Finding> {
    let Some(host) = provider.only_on else { return Vec::new() };
    let said = match sent.service.endpoint {
        Some(_) => format!(
            "{host} takes messages only where the hub is published. It adds the field “form-name” then, and finds the form \
             only once form detection is switched on there."
        ),
        None => format!(
            "This form is sent to the hub itself. A website of plain files can’t receive anything, unless it is on {host} \
             and the form is marked for it."
        ),
    };
    vec![finding(if sent.service.endpoint.is_some() { Mark::Note } else { Mark::Wrong }, said)]
}

fn unsure(sent: &Sent<'_>, provider: &'static Provider) -> Vec<Finding> {
    let limits = format!("How many messages {} takes: {}.", sent.service.name, provider.limits);
    let mut notes = vec![finding(Mark::Note, limits)];
    if !provider.unsure.is_empty() {
        let text = format!("Not read in its own documentation, and so not certain: {}.", provider.unsure.join("; "));
        notes.push(finding(Mark::Note, text));
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::PROVIDERS;

    #[test]
    fn every_stated_size_is_understood() {
        let stated: Vec<_> = PROVIDERS.iter().filter_map(|provider| provider.uploads?.most).collect();
        assert!(stated.len() >= 3 && stated.iter().all(|most| megabytes(most).is_some()), "{stated:?}");
        assert_eq!(megabytes("8 MB a message"), Some(8 * 1024 * 1024));
        assert_eq!(megabytes("as much as you like"), None);
    }
}

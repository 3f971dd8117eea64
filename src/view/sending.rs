//! How any form is sent, as templates see it: its address, and every attribute and hidden field that
//! the chosen service needs.

use super::Scene;
use crate::forms::{Absolute, Ask, Control, Encoding, Endpoint};
use crate::theme::push_from_root;
use serde::Serialize;

/// A field or an attribute.
#[derive(Serialize)]
pub(super) struct Pair<'a> {
    name: &'a str,
    value: String,
}

/// How a form is sent.
#[derive(Serialize)]
pub(super) struct Sending<'a> {
    pub(super) action: String,
    pub(super) method: &'static str,
    pub(super) enctype: &'static str,
    pub(super) attributes: Vec<Pair<'a>>,
    pub(super) hidden: Vec<Pair<'a>>,
    pub(super) honeypot: &'a str,
    pub(super) honeypot_kind: &'static str,
    pub(super) provider: &'a str,
}

/// The form that is sent, and the page that it is on.
pub(super) struct Sent<'a> {
    pub(super) lang: usize,
    pub(super) root: &'a str,
    /// The page's address.
    pub(super) path: &'a str,
    /// What the message is about.
    pub(super) title: &'a str,
    /// The address of the page that thanks for it.
    pub(super) thanks: &'a str,
    /// The form's name; `None` for the feedback form.
    pub(super) name: Option<&'a str>,
    pub(super) has_file: bool,
}

impl<'a> Sending<'a> {
    /// What a service needs to take a form.
    pub(super) fn new(scene: &Scene<'a>, endpoint: &'a Endpoint, sent: &Sent<'a>) -> Self {
        let site = scene.site;
        let provider = endpoint.provider;
        let code = site.languages[sent.lang].code.as_str();
        let mut hidden: Vec<(&str, String)> = Vec::new();
        if let (Some(field), Some(key)) = (provider.key_field, &endpoint.key) {
            hidden.push((field, key.clone()));
        }
        if let Some(field) = provider.subject_field {
            hidden.push((field, format!("{}: {}", site.settings.title.get(code), sent.title)));
        }
        if let Some((field, Absolute::Yes)) = provider.redirect
            && let Some(thanks) = site.absolute(sent.thanks)
        {
            hidden.push((field, thanks));
        }
        hidden.push(("page", site.absolute(sent.path).unwrap_or_else(|| format!("/{}", sent.path))));
        match sent.name {
            Some(name) => hidden.push(("form", name.to_owned())),
            None => hidden.push(("page_title", sent.title.to_owned())),
        }
        let mut action = endpoint.action.clone();
        if action.is_empty() {
            push_from_root(&mut action, sent.root, sent.thanks);
        }
        let rules = script_rules(endpoint).into_iter().map(|(name, value)| Pair { name, value });
        // A service that tells forms apart by their name gets the form's own.
        let attribute = |(name, value): &(&'static str, &'static str)| Pair {
            name,
            value: sent.name.filter(|_| *name == "name").unwrap_or(value).to_owned(),
        };
        let encoding = if sent.has_file { Encoding::Multipart } else { provider.encoding };
        Self {
            action,
            method: provider.method,
            enctype: encoding.as_str(),
            attributes: provider.attributes.iter().map(attribute).chain(rules).collect(),
            hidden: hidden.into_iter().map(|(name, value)| Pair { name, value }).collect(),
            honeypot: provider.honeypot.0,
            honeypot_kind: if provider.honeypot.1 == Control::Checkbox { "checkbox" } else { "text" },
            provider: service(scene, endpoint, sent.lang),
        }
    }
}

/// How a script sends the form, for `static/form.js`: nothing if the service is not known to answer one.
fn script_rules(endpoint: &Endpoint) -> Vec<(&'static str, String)> {
    let provider = endpoint.provider;
    let (Some(script), Some(action)) = (provider.script, &endpoint.script_action) else { return Vec::new() };
    let answer = if script.ask == Ask::Status { "status" } else { "json" };
    let mut rules = vec![("data-answer", answer.to_owned())];
    if *action != endpoint.action {
        rules.push(("data-action", action.clone()));
    }
    if let Some(field) = script.success {
        rules.push(("data-success", field.to_owned()));
    }
    if !script.errors.is_empty() {
        rules.push(("data-errors", script.errors.join(" ")));
    }
    // A script stays where it is. A service that led it to another page would give no answer to read.
    if let Some((field, Absolute::Yes)) = provider.redirect {
        rules.push(("data-redirect", field.to_owned()));
    }
    rules
}

/// What readers are told a service is called: as the hub says, or by its own name.
pub(super) fn service<'a>(scene: &Scene<'a>, endpoint: &'a Endpoint, lang: usize) -> &'a str {
    match (&endpoint.name, endpoint.provider.label) {
        (Some(name), _) => name.get(&scene.site.languages[lang].code),
        (None, "") => scene.words(lang).text("feedback_own_service"),
        (None, label) => label,
    }
}

//! How any form is sent, as templates see it: its address, and every attribute and hidden field that
//! the chosen service needs.

use super::Scene;
use crate::forms::{Absolute, Control, Encoding, Endpoint};
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
            attributes: provider.attributes.iter().map(attribute).collect(),
            hidden: hidden.into_iter().map(|(name, value)| Pair { name, value }).collect(),
            honeypot: provider.honeypot.0,
            honeypot_kind: if provider.honeypot.1 == Control::Checkbox { "checkbox" } else { "text" },
            provider: match (&endpoint.name, provider.label) {
                (Some(name), _) => name.get(code),
                (None, "") => scene.words(sent.lang).text("feedback_own_service"),
                (None, label) => label,
            },
        }
    }
}

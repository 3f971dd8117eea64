//! The feedback form as templates see it: where it is sent, and every field that the chosen
//! service needs.

use super::Scene;
use crate::forms::{Absolute, Control};
use crate::settings::Feedback;
use crate::theme::push_from_root;
use serde::Serialize;
use tera::Value;

/// A field or an attribute.
#[derive(Serialize)]
struct Pair<'a> {
    name: &'a str,
    value: String,
}

/// The form as templates see it.
#[derive(Serialize)]
struct Form<'a> {
    action: String,
    method: &'static str,
    enctype: &'static str,
    attributes: Vec<Pair<'a>>,
    hidden: Vec<Pair<'a>>,
    honeypot: &'a str,
    honeypot_kind: &'static str,
    useful: &'static str,
    comment: &'static str,
    provider: &'a str,
    contact: Option<&'a str>,
    privacy_path: Option<&'a str>,
}

/// The form of one page; null if the hub has none.
pub(super) fn form(scene: &Scene<'_>, lang: usize, root: &str, path: &str, title: &str) -> Value {
    let site = scene.site;
    let Feedback::On(endpoint) = &site.settings.feedback else { return Value::none() };
    let provider = endpoint.provider;
    let language = &site.languages[lang];
    let code = language.code.as_str();
    let hub = site.settings.title.get(code);
    let mut hidden: Vec<(&str, String)> = Vec::new();
    if let (Some(field), Some(key)) = (provider.key_field, &endpoint.key) {
        hidden.push((field, key.clone()));
    }
    if let Some(field) = provider.subject_field {
        hidden.push((field, format!("{hub}: {title}")));
    }
    if let Some((field, Absolute::Yes)) = provider.redirect
        && let Some(thanks) = site.absolute(&language.thanks)
    {
        hidden.push((field, thanks));
    }
    hidden.push(("page", site.absolute(path).unwrap_or_else(|| format!("/{path}"))));
    hidden.push(("page_title", title.to_owned()));
    let mut action = endpoint.action.clone();
    if action.is_empty() {
        push_from_root(&mut action, root, &language.thanks);
    }
    let pair = |(name, value)| Pair { name, value };
    let attributes = provider.attributes.iter().map(|(name, value)| pair((*name, (*value).to_owned())));
    let service = match (&endpoint.name, provider.label) {
        (Some(name), _) => name.get(code),
        (None, "") => scene.words(lang).text("feedback_own_service"),
        (None, label) => label,
    };
    let privacy = language.navigation.privacy.map(|id| site.page(id).entry.url.as_str());
    Value::from_serializable(&Form {
        action,
        method: provider.method,
        enctype: provider.encoding.as_str(),
        attributes: attributes.collect(),
        hidden: hidden.into_iter().map(pair).collect(),
        honeypot: provider.honeypot.0,
        honeypot_kind: if provider.honeypot.1 == Control::Checkbox { "checkbox" } else { "text" },
        useful: "useful",
        comment: "comment",
        provider: service,
        contact: site.settings.contact.as_ref().map(|contact| contact.text.get(code)),
        privacy_path: privacy,
    })
}

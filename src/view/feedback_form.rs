//! The feedback form as templates see it: what it asks, and where it is sent.

use super::Scene;
use super::sending::{Pair, Sending, Sent};
use crate::forms::Endpoint;
use crate::settings::Feedback;
use serde::Serialize;
use tera::Value;

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
    provider: &'a str,
    useful: &'static str,
    comment: &'static str,
    contact: Option<&'a str>,
    privacy_path: Option<&'a str>,
}

/// Where the form is sent, if the hub has one.
pub(super) fn endpoint<'s>(scene: &Scene<'s>) -> Option<&'s Endpoint> {
    match &scene.site.settings.feedback {
        Feedback::On(endpoint) => Some(endpoint),
        Feedback::Off { .. } => None,
    }
}

/// The form of one page; null if the hub has none.
pub(super) fn form(scene: &Scene<'_>, lang: usize, root: &str, path: &str, title: &str) -> Value {
    let site = scene.site;
    let Some(endpoint) = endpoint(scene) else { return Value::none() };
    let language = &site.languages[lang];
    let sent = Sent { lang, root, path, title, thanks: &language.thanks, name: None, has_file: false };
    let sending = Sending::new(scene, endpoint, &sent);
    // Every name is listed, since serde would take a struct within a struct for a map, which is slower.
    Value::from_serializable(&Form {
        action: sending.action,
        method: sending.method,
        enctype: sending.enctype,
        attributes: sending.attributes,
        hidden: sending.hidden,
        honeypot: sending.honeypot,
        honeypot_kind: sending.honeypot_kind,
        provider: sending.provider,
        useful: "useful",
        comment: "comment",
        contact: site.settings.contact.as_ref().map(|contact| contact.text.get(&language.code)),
        privacy_path: super::privacy::path(scene, lang),
    })
}

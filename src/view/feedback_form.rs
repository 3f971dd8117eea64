//! The feedback form as templates see it: what it asks, and where it is sent.

use super::Scene;
use super::sending::{Sending, Sent};
use crate::settings::Feedback;
use serde::Serialize;
use tera::Value;

/// The form as templates see it.
#[derive(Serialize)]
struct Form<'a> {
    #[serde(flatten)]
    sending: Sending<'a>,
    useful: &'static str,
    comment: &'static str,
    contact: Option<&'a str>,
    privacy_path: Option<&'a str>,
}

/// The form of one page; null if the hub has none.
pub(super) fn form(scene: &Scene<'_>, lang: usize, root: &str, path: &str, title: &str) -> Value {
    let site = scene.site;
    let Feedback::On(endpoint) = &site.settings.feedback else { return Value::none() };
    let language = &site.languages[lang];
    let sent = Sent { lang, root, path, title, thanks: &language.thanks, name: None, has_file: false };
    Value::from_serializable(&Form {
        sending: Sending::new(scene, endpoint, &sent),
        useful: "useful",
        comment: "comment",
        contact: site.settings.contact.as_ref().map(|contact| contact.text.get(&language.code)),
        privacy_path: language.navigation.privacy.map(|id| site.page(id).entry.url.as_str()),
    })
}

//! What the privacy page says of each form: what it asks, who receives it, and what becomes of it. All
//! of it is from the settings and the table of services, so it can't say another thing than the forms do.

use super::feedback_form::endpoint;
use super::own_form::note;
use super::sending::service;
use super::{Scene, link};
use crate::site::PageId;
use serde::Serialize;
use tera::Value;

/// What is said of one form.
#[derive(Serialize)]
struct About {
    /// Its title, and its page.
    form: Value,
    /// What it asks, in a sentence; null where the note says it.
    asks: Option<String>,
    /// Each fact in a sentence.
    note: Vec<String>,
}

/// The address of the privacy page; where there is none in a language, of the one in the main language.
pub(super) fn path<'s>(scene: &Scene<'s>, lang: usize) -> Option<&'s str> {
    let of = |lang: usize| scene.site.languages.get(lang)?.navigation.privacy;
    of(lang).or_else(|| of(0)).map(|id| scene.site.page(id).entry.url.as_str())
}

/// What is said of each form, on the privacy page and on its translations; nothing on other pages.
pub(super) fn forms(scene: &Scene<'_>, id: PageId) -> Value {
    let site = scene.site;
    let lang = site.page(id).entry.lang;
    let language = &site.languages[lang];
    if language.navigation.privacy != Some(id) {
        return Value::from(Vec::<Value>::new());
    }
    let words = scene.words(lang);
    let code = language.code.as_str();
    let feedback = endpoint(scene).map(|endpoint| {
        let provider = service(scene, endpoint, lang);
        let form = link(words.text("feedback_title"), &language.feedback);
        let mut sentences = vec![words.fill("feedback_privacy", &[("provider", provider)])];
        sentences.extend(note(words, code, &endpoint.privacy.clone().of(Some(endpoint))));
        About { form, asks: None, note: sentences }
    });
    let own = site.settings.forms.iter().enumerate().map(|(n, form)| {
        let labels: Vec<&str> = form.fields.iter().map(|field| field.label.get(words, code)).collect();
        About {
            form: link(form.title.get(words, code), &language.forms[n].page),
            asks: Some(words.fill("privacy_form_asks", &[("fields", &labels.join("; "))])),
            note: note(words, code, &form.privacy),
        }
    });
    let all: Vec<About> = feedback.into_iter().chain(own).collect();
    Value::from_serializable(&all)
}

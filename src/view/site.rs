//! The hub as every page of one language sees it.

use super::{Scene, link};
use crate::settings::Feedback;
use crate::site::{Language, PageId};
use crate::theme::object;
use tera::Value;

pub(super) fn site(scene: &Scene<'_>, lang: usize) -> Value {
    let site = scene.site;
    let settings = &site.settings;
    let language = &site.languages[lang];
    let code = language.code.as_str();
    let local = |text: &Option<crate::reader::LocalText>| -> Value { text.as_ref().map(|text| text.get(code)).into() };
    let contact = settings.contact.as_ref().map(|contact| {
        object([
            ("text", contact.text.get(code).into()),
            ("email", contact.email.as_deref().into()),
            ("url", contact.url.as_deref().into()),
        ])
    });
    let has_topics = site.topics.iter().any(|topic| topic.lang == lang);
    let has_form = settings.feedback != (Feedback::Off { chosen: true });
    object([
        ("title", settings.title.get(code).into()),
        ("tagline", local(&settings.tagline)),
        ("organisation", local(&settings.organisation)),
        ("licence", local(&settings.licence)),
        ("url", settings.url.as_deref().into()),
        ("logo", site.logo.map(|id| site.asset(id).url.as_str()).into()),
        ("home", site.page(language.home).entry.url.as_str().into()),
        ("nav", links(scene, &language.navigation.main)),
        ("footer", links(scene, &language.navigation.footer)),
        ("contact", contact.into()),
        ("languages", Value::from(site.languages.iter().map(|l| language_value(scene, l)).collect::<Vec<Value>>())),
        ("feed", feed(scene, language).into()),
        ("topics_path", has_topics.then_some(language.topics.as_str()).into()),
        ("a_to_z_path", language.a_to_z.as_str().into()),
        ("site_map_path", language.site_map.as_str().into()),
        ("feedback_path", has_form.then_some(language.feedback.as_str()).into()),
    ])
}

/// The address of a language's feed, if it has one.
pub(super) fn feed(scene: &Scene<'_>, language: &Language) -> Option<String> {
    let has_feed = scene.site.settings.url.is_some() && !scene.site.page(language.home).feed.is_empty();
    has_feed.then(|| format!("{}feed.xml", language.root))
}

fn links(scene: &Scene<'_>, pages: &[PageId]) -> Value {
    let entry = |id: &PageId| {
        let entry = &scene.site.page(*id).entry;
        link(&entry.document.title, entry.url.as_str())
    };
    Value::from(pages.iter().map(entry).collect::<Vec<Value>>())
}

fn language_value(scene: &Scene<'_>, language: &Language) -> Value {
    object([
        ("code", language.code.as_str().into()),
        ("name", scene.theme.words(&language.code).text("language_name").into()),
        ("home", scene.theme.words(&language.code).text("home").into()),
        ("path", scene.site.page(language.home).entry.url.as_str().into()),
    ])
}

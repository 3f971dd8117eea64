//! The hub as every page of one language sees it.

use super::card::plain_image;
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
    let feed = feed(scene, language);
    let words = scene.words(lang);
    // What the settings name, and then the pages that Bindery makes: as one list, for it is on every page.
    let made = [
        ("feedback_title", Some(language.feedback.as_str()).filter(|_| has_form)),
        ("a_to_z_title", Some(&language.a_to_z)),
        ("site_map_title", Some(&language.site_map)),
        ("all_topics", Some(language.topics.as_str()).filter(|_| has_topics)),
        ("feed", feed.as_deref()),
    ];
    let mut footer = links(scene, &language.navigation.footer);
    let titles = settings.forms.iter().map(|form| form.title.get(words, code));
    footer.extend(titles.zip(&language.forms).map(|(title, address)| link(title, &address.page)));
    footer.extend(made.into_iter().filter_map(|(key, path)| Some(link(words.text(key), path?))));
    object([
        ("title", settings.title.get(code).into()),
        ("tagline", local(&settings.tagline)),
        ("organisation", local(&settings.organisation)),
        ("licence", local(&settings.licence)),
        ("url", settings.url.as_deref().into()),
        ("logo", Value::from_serializable(&site.logo.map(|id| plain_image(scene, id)))),
        ("home", site.page(language.home).entry.url.as_str().into()),
        ("nav", Value::from(links(scene, &language.navigation.main))),
        ("footer", Value::from(footer)),
        ("contact", contact.into()),
        ("languages", Value::from(site.languages.iter().map(|l| language_value(scene, l)).collect::<Vec<Value>>())),
        ("feed", feed.into()),
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

fn links(scene: &Scene<'_>, pages: &[PageId]) -> Vec<Value> {
    let entry = |id: &PageId| {
        let entry = &scene.site.page(*id).entry;
        link(&entry.document.title, entry.url.as_str())
    };
    pages.iter().map(entry).collect()
}

fn language_value(scene: &Scene<'_>, language: &Language) -> Value {
    object([
        ("code", language.code.as_str().into()),
        ("name", scene.theme.words(&language.code).text("language_name").into()),
        ("home", scene.theme.words(&language.code).text("home").into()),
        ("path", scene.site.page(language.home).entry.url.as_str().into()),
    ])
}

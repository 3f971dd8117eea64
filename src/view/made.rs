//! Pages that Bindery makes without a file: what they have in common, and the feedback pages.

use super::head::{Head, head};
use super::page_value::{PageValue, Translation};
use super::{Parts, Scene, View, form, view};
use crate::site::Language;
use tera::Value;

/// The page that asks for feedback on the whole hub.
pub fn feedback(scene: &Scene<'_>, lang: usize) -> View {
    let language = &scene.site.languages[lang];
    let title = scene.words(lang).text("feedback_title");
    let root = crate::path::UrlPath::new(&language.feedback).root();
    let form = form::form(scene, lang, &root, &language.feedback, title);
    let mut page = PageValue::made(scene, "feedback", lang, title, &language.feedback);
    page.translations = others(scene, lang, "feedback_title", |language| &language.feedback);
    page.summary = Some(scene.words(lang).text("feedback_intro"));
    let head = own_head(scene, &page, lang);
    view(scene, "feedback.html", lang, Parts { root, head, page: page.value(), form }, &[])
}

/// The page that thanks for feedback.
pub fn thanks(scene: &Scene<'_>, lang: usize) -> View {
    let language = &scene.site.languages[lang];
    let title = scene.words(lang).text("feedback_thanks_title");
    let root = crate::path::UrlPath::new(&language.thanks).root();
    let mut page = PageValue::made(scene, "thanks", lang, title, &language.thanks);
    page.translations = others(scene, lang, "feedback_thanks_title", |language| &language.thanks);
    let head = hidden_head(scene, lang, title);
    view(scene, "thanks.html", lang, Parts { root, head, page: page.value(), form: Value::none() }, &[])
}

/// The head of a page without a file that search engines may list.
pub(super) fn own_head(scene: &Scene<'_>, page: &PageValue<'_>, lang: usize) -> Value {
    let (title, description, path) = (page.title, page.summary, Some(page.path));
    head(scene, &Head { title, description, path, lang, page: None, feeds: Vec::new() })
}

/// The head of a page without a file that they should pass over.
pub(super) fn hidden_head(scene: &Scene<'_>, lang: usize, title: &str) -> Value {
    head(scene, &Head { title, description: None, path: None, lang, page: None, feeds: Vec::new() })
}

/// The same page that Bindery makes in each of the other languages.
pub(super) fn others<'s>(
    scene: &Scene<'s>,
    lang: usize,
    title: &'s str,
    path: impl Fn(&'s Language) -> &'s str,
) -> Vec<Translation<'s>> {
    let languages = scene.site.languages.iter().enumerate().filter(|(n, _)| *n != lang);
    languages
        .map(|(n, language)| {
            let words = scene.words(n);
            let (language_name, title) = (words.text("language_name"), words.text(title));
            Translation { lang: &language.code, language: language_name, title, path: path(language) }
        })
        .collect()
}

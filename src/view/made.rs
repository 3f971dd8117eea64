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
    let head = own_head(scene, lang, title, Some(&language.feedback));
    view(scene, "feedback.html", lang, Parts { root, head, page: page.value(), form }, &[])
}

/// The page that thanks for feedback.
pub fn thanks(scene: &Scene<'_>, lang: usize) -> View {
    let language = &scene.site.languages[lang];
    let title = scene.words(lang).text("feedback_thanks_title");
    let root = crate::path::UrlPath::new(&language.thanks).root();
    let mut page = PageValue::made(scene, "thanks", lang, title, &language.thanks);
    page.translations = others(scene, lang, "feedback_thanks_title", |language| &language.thanks);
    let head = own_head(scene, lang, title, None);
    view(scene, "thanks.html", lang, Parts { root, head, page: page.value(), form: Value::none() }, &[])
}

/// The head of a page without a file; `public` is its address if search engines may list it.
pub(super) fn own_head(scene: &Scene<'_>, lang: usize, title: &str, public: Option<&str>) -> Value {
    let facts = Head { title, description: None, path: public, lang, page: None, feeds: Vec::new() };
    head(scene, &facts)
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

//! Pages that Bindery makes without a file: what they have in common, and those of forms.

use super::head::{Head, head};
use super::own_form::{self, Place};
use super::page_value::{PageValue, Part, Translation};
use super::{Parts, Scene, View, feedback_form, view};
use crate::forms::Endpoint;
use crate::site::{FormAddress, Language};
use tera::Value;

/// The page that asks for feedback on the whole hub.
pub fn feedback(scene: &Scene<'_>, lang: usize) -> View {
    let language = &scene.site.languages[lang];
    let title = scene.words(lang).text("feedback_title");
    let root = crate::path::UrlPath::new(&language.feedback).root();
    let form = feedback_form::form(scene, lang, &root, &language.feedback, title);
    let mut page = PageValue::made(scene, "feedback", lang, title, &language.feedback);
    page.translations = others(scene, lang, "feedback_title", |language| &language.feedback);
    page.summary = Some(scene.words(lang).text("feedback_intro"));
    let head = form_head(scene, &page, lang, feedback_form::endpoint(scene));
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

/// The page of a form, by its place in the settings.
pub fn form(scene: &Scene<'_>, n: usize, lang: usize) -> View {
    let form = &scene.site.settings.forms[n];
    let language = &scene.site.languages[lang];
    let (code, path) = (language.code.as_str(), &language.forms[n].page);
    let root = crate::path::UrlPath::new(path).root();
    let mut page = PageValue::made(scene, "form", lang, form.title.get(scene.words(lang), code), path);
    page.translations = form_in_others(scene, n, lang, |address| &address.page);
    page.summary = form.intro.as_ref().map(|intro| intro.get(scene.words(lang), code));
    page.parts = vec![Part::form(own_form::form(scene, n, &Place { lang, root: &root, path, before: None }))];
    let head = form_head(scene, &page, lang, form.endpoint.as_ref());
    view(scene, "form.html", lang, Parts { root, head, page: page.value(), form: Value::none() }, &[])
}

/// The page that thanks for a form.
pub fn form_thanks(scene: &Scene<'_>, n: usize, lang: usize) -> View {
    let path = &scene.site.languages[lang].forms[n].thanks;
    let title = scene.words(lang).text("form_thanks_title");
    let root = crate::path::UrlPath::new(path).root();
    let mut page = PageValue::made(scene, "thanks", lang, title, path);
    page.translations = form_in_others(scene, n, lang, |address| &address.thanks);
    let head = hidden_head(scene, lang, title);
    view(scene, "form-thanks.html", lang, Parts { root, head, page: page.value(), form: Value::none() }, &[])
}

/// A page of a form in each of the other languages.
fn form_in_others<'s>(
    scene: &Scene<'s>,
    n: usize,
    lang: usize,
    path: impl Fn(&'s FormAddress) -> &'s str,
) -> Vec<Translation<'s>> {
    let mut found = others(scene, lang, "form_thanks_title", |language| path(&language.forms[n]));
    for other in &mut found {
        other.title = scene.site.settings.forms[n].title.get(scene.theme.words(other.lang), other.lang);
    }
    found
}

/// The head of a page without a file that search engines may list.
pub(super) fn own_head(scene: &Scene<'_>, page: &PageValue<'_>, lang: usize) -> Value {
    form_head(scene, page, lang, None)
}

/// The same with a form on it, if that can be sent.
fn form_head(scene: &Scene<'_>, page: &PageValue<'_>, lang: usize, endpoint: Option<&Endpoint>) -> Value {
    let (title, description, path) = (page.title, page.summary, Some(page.path));
    let forms = endpoint.into_iter().collect();
    head(scene, &Head { title, description, path, lang, page: None, feeds: Vec::new(), forms })
}

/// The head of a page without a file that they should pass over.
pub(super) fn hidden_head(scene: &Scene<'_>, lang: usize, title: &str) -> Value {
    head(scene, &Head { title, description: None, path: None, lang, page: None, feeds: Vec::new(), forms: Vec::new() })
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

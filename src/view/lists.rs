//! The views of addresses that Bindery makes without a file: topics, old addresses, and the
//! page for addresses that do not exist.

use super::head::{Head, head};
use super::made::{hidden_head, others, own_head};
use super::page_value::{PageValue, home_crumb};
use super::{Parts, Scene, View, link, view};
use crate::path::UrlPath;
use crate::site::{Destination, Language, TopicId};
use crate::theme::object;
use tera::Value;

/// The list of a language's topics.
pub fn topics(scene: &Scene<'_>, lang: usize) -> View {
    let path = scene.site.languages[lang].topics.as_str();
    let of_lang = scene.site.topics.iter().filter(|topic| topic.lang == lang);
    let list: Vec<Value> = of_lang
        .map(|topic| {
            object([
                ("title", topic.name.as_str().into()),
                ("path", topic.url.as_str().into()),
                ("count", topic.pages.len().into()),
            ])
        })
        .collect();
    let title = scene.words(lang).text("all_topics");
    let mut page = PageValue::made(scene, "topics", lang, title, path);
    page.translations = others(scene, lang, "all_topics", |language| &language.topics);
    page.summary = Some(scene.words(lang).text("all_topics_text"));
    let head = own_head(scene, &page, lang);
    let parts = Parts { root: UrlPath::new(path).root(), head, page: page.value(), form: Value::none() };
    view(scene, "topics.html", lang, parts, &[("topics", Value::from(list))])
}

/// One topic's pages.
pub fn topic(scene: &Scene<'_>, id: TopicId) -> View {
    let topic = &scene.site.topics[id.0 as usize];
    let words = scene.words(topic.lang);
    let path = topic.url.as_str();
    let description = words.fill("pages_about", &[("topic", &topic.name)]);
    let facts = Head {
        title: &topic.name,
        description: Some(&description),
        path: Some(path),
        lang: topic.lang,
        page: None,
        feeds: Vec::new(),
        forms: Vec::new(),
    };
    let mut page = PageValue::made(scene, "topic", topic.lang, &topic.name, path);
    let topics = link(words.text("all_topics"), &scene.site.languages[topic.lang].topics);
    page.breadcrumbs = Value::from(vec![home_crumb(scene, topic.lang), topics]);
    let head = head(scene, &facts);
    let parts = Parts { root: topic.url.root(), head, page: page.value(), form: Value::none() };
    view(scene, "topic.html", topic.lang, parts, &[("pages", scene.cards(&topic.pages))])
}

/// The page for addresses that do not exist. A server shows it at any depth, so its addresses
/// begin at the top of the server.
pub fn not_found(scene: &Scene<'_>) -> View {
    let title = scene.words(0).text("not_found_title");
    let mut page = PageValue::made(scene, "not-found", 0, title, "404.html");
    page.breadcrumbs = Value::from(Vec::<Value>::new());
    let home = |language: &'_ Language| scene.site.page(language.home).entry.url.as_str();
    page.translations = others(scene, 0, "not_found_title", home);
    let head = hidden_head(scene, 0, title);
    let root = scene.site.settings.base_path().to_owned();
    view(scene, "404.html", 0, Parts { root, head, page: page.value(), form: Value::none() }, &[])
}

/// The page at an old address, by its place among them, which leads to the new one.
pub fn redirect(scene: &Scene<'_>, n: usize) -> View {
    let site = scene.site;
    let redirect = &site.redirects[n];
    let path = site.destination(&redirect.to);
    let (lang, title) = match &redirect.to {
        Destination::Page(id) => (site.page(*id).entry.lang, site.page(*id).entry.document.title.as_str()),
        Destination::Asset(id) => (0, site.asset(*id).source.file_name()),
        Destination::Made(_) | Destination::Elsewhere(_) => (0, &*path),
    };
    let url = match &redirect.to {
        Destination::Elsewhere(url) => Some(url.clone()),
        _ => site.absolute(&path),
    };
    let from = UrlPath::new(&redirect.from);
    let page = PageValue::made(scene, "redirect", lang, scene.words(lang).text("redirect_title"), from.as_str());
    let head = hidden_head(scene, lang, page.title);
    let target = object([("title", title.into()), ("path", (&*path).into()), ("url", url.into())]);
    let parts = Parts { root: from.root(), head, page: page.value(), form: Value::none() };
    view(scene, "redirect.html", lang, parts, &[("target", target)])
}

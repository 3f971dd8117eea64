//! Pages that Bindery makes without a file: what they have in common, and the feedback pages.

use super::head::{Head, head};
use super::{Parts, Scene, View, form, link, view};
use crate::site::Language;
use crate::theme::object;
use tera::Value;

/// The page that asks for feedback on the whole hub.
pub fn feedback(scene: &Scene<'_>, lang: usize) -> View {
    let language = &scene.site.languages[lang];
    let title = scene.words(lang).text("feedback_title");
    let root = crate::path::UrlPath::new(&language.feedback).root();
    let form = form::form(scene, lang, &root, &language.feedback, title);
    let mut page = Bare::new(scene, "feedback", lang, title, &language.feedback);
    page.others = others(scene, lang, "feedback_title", |language| &language.feedback);
    let head = own_head(scene, &page, Some(&language.feedback));
    view(scene, "feedback.html", lang, Parts { root, head, page: page.value(scene), form }, &[])
}

/// The page that thanks for feedback.
pub fn thanks(scene: &Scene<'_>, lang: usize) -> View {
    let language = &scene.site.languages[lang];
    let title = scene.words(lang).text("feedback_thanks_title");
    let root = crate::path::UrlPath::new(&language.thanks).root();
    let mut page = Bare::new(scene, "thanks", lang, title, &language.thanks);
    page.others = others(scene, lang, "feedback_thanks_title", |language| &language.thanks);
    let head = own_head(scene, &page, None);
    view(scene, "thanks.html", lang, Parts { root, head, page: page.value(scene), form: Value::none() }, &[])
}

/// The head of a page without a file; `public` is its address if search engines may list it.
pub(super) fn own_head(scene: &Scene<'_>, page: &Bare<'_>, public: Option<&str>) -> Value {
    let facts =
        Head { title: page.title, description: None, path: public, lang: page.lang, page: None, feeds: Vec::new() };
    head(scene, &facts)
}

/// The home page alone, where a path of sections would begin.
pub(super) fn home_crumb(scene: &Scene<'_>, lang: usize) -> Vec<Value> {
    let home = scene.site.page(scene.site.languages[lang].home);
    vec![link(scene.words(lang).text("home"), home.entry.url.as_str())]
}

/// An address that has no file: every name that templates may use is there, most of them empty.
pub(super) struct Bare<'a> {
    kind: &'static str,
    pub(super) lang: usize,
    pub(super) title: &'a str,
    path: &'a str,
    pub(super) breadcrumbs: Vec<Value>,
    /// The same page in the other languages.
    pub(super) others: Vec<Value>,
}

impl<'a> Bare<'a> {
    /// A page right below its language's home page.
    pub(super) fn new(scene: &Scene<'_>, kind: &'static str, lang: usize, title: &'a str, path: &'a str) -> Self {
        Self { kind, lang, title, path, breadcrumbs: home_crumb(scene, lang), others: Vec::new() }
    }

    pub(super) fn value(self, scene: &Scene<'_>) -> Value {
        let none = Value::none;
        let empty = || Value::from(Vec::<Value>::new());
        object([
            ("title", self.title.into()),
            ("summary", none()),
            ("path", self.path.into()),
            ("url", scene.site.absolute(self.path).into()),
            ("lang", scene.site.languages[self.lang].code.as_str().into()),
            ("type", self.kind.into()),
            ("type_label", none()),
            ("status", "live".into()),
            ("scheduled", false.into()),
            ("date", none()),
            ("updated", none()),
            ("reviewed", none()),
            ("review_due", none()),
            ("expires", none()),
            ("authors", empty()),
            ("audience", empty()),
            ("owner", none()),
            ("topics", empty()),
            ("body", Value::safe_string("")),
            ("toc", empty()),
            ("minutes", 0_u64.into()),
            ("words", 0_u64.into()),
            ("breadcrumbs", Value::from(self.breadcrumbs)),
            ("section", none()),
            ("top", self.path.into()),
            ("previous", none()),
            ("next", none()),
            ("related", empty()),
            ("featured", empty()),
            ("backlinks", empty()),
            ("translations", Value::from(self.others)),
            ("image", none()),
            ("document", none()),
            ("html_version", none()),
            ("feed", none()),
            ("licence", none()),
            ("feedback", false.into()),
            ("fields", Value::from(tera::Map::default())),
        ])
    }
}

/// The same page that Bindery makes in each of the other languages.
pub(super) fn others<'s>(
    scene: &Scene<'s>,
    lang: usize,
    title: &str,
    path: impl Fn(&'s Language) -> &'s str,
) -> Vec<Value> {
    let languages = scene.site.languages.iter().enumerate().filter(|(n, _)| *n != lang);
    languages
        .map(|(n, language)| {
            let words = scene.words(n);
            object([
                ("lang", language.code.as_str().into()),
                ("language", words.text("language_name").into()),
                ("title", words.text(title).into()),
                ("path", path(language).into()),
            ])
        })
        .collect()
}

//! What templates call `page`. Every name is in every view, also of an address that has no file,
//! so that a template may always ask. It becomes a value by way of serde, which hashes each name
//! once and copies no text twice.

use super::fields::{self, Fields, Object};
use super::{Day, Link, Scene, link};
use crate::document::Heading;
use crate::theme::{Place, Wanted};
use serde::Serialize;
use tera::Value;

/// A page as its own template sees it.
pub(super) struct PageValue<'a> {
    pub(super) title: &'a str,
    pub(super) summary: Option<&'a str>,
    pub(super) path: &'a str,
    pub(super) url: Option<String>,
    pub(super) lang: &'a str,
    pub(super) kind: &'a str,
    pub(super) type_label: Option<&'a str>,
    pub(super) status: &'static str,
    pub(super) scheduled: bool,
    pub(super) date: Option<Day>,
    pub(super) updated: Option<Day>,
    pub(super) reviewed: Option<Day>,
    pub(super) review_due: Option<Day>,
    pub(super) expires: Option<Day>,
    pub(super) authors: Vec<&'a str>,
    pub(super) audience: Vec<&'a str>,
    pub(super) owner: Option<&'a str>,
    pub(super) topics: Vec<Link<'a>>,
    /// The finished HTML, marked as safe.
    pub(super) body: Value,
    /// The same in parts, if forms stand in it.
    pub(super) parts: Vec<Part>,
    pub(super) toc: Vec<Item<'a>>,
    pub(super) minutes: u64,
    pub(super) words: u32,
    pub(super) breadcrumbs: Value,
    pub(super) section: Option<Link<'a>>,
    /// The address of the top section that the page is in, to mark it in the navigation.
    pub(super) top: &'a str,
    pub(super) previous: Option<Value>,
    pub(super) next: Option<Value>,
    /// The pages that lead through it step by step.
    pub(super) steps: Vec<Value>,
    /// The page whose steps this one is among.
    pub(super) step_of: Option<StepOf<'a>>,
    pub(super) related: Vec<Value>,
    pub(super) featured: Vec<Value>,
    pub(super) backlinks: Vec<Value>,
    pub(super) translations: Vec<Translation<'a>>,
    pub(super) image: Option<super::card::Image<'a>>,
    pub(super) document: Option<super::card::Download<'a>>,
    pub(super) html_version: Option<Value>,
    pub(super) feed: Option<String>,
    pub(super) licence: Option<&'a str>,
    pub(super) feedback: bool,
    /// The content type's own fields.
    pub(super) fields: Value,
}

impl Fields for PageValue<'_> {
    const PLACE: Place = Place::Page;

    fn give<O: Object>(&self, object: &mut O) -> Result<(), O::Error> {
        object.field("title", &self.title)?;
        object.field("summary", &self.summary)?;
        object.field("path", &self.path)?;
        object.field("url", &self.url)?;
        object.field("lang", &self.lang)?;
        object.field("type", &self.kind)?;
        object.field("type_label", &self.type_label)?;
        object.field("status", &self.status)?;
        object.field("scheduled", &self.scheduled)?;
        object.field("date", &self.date)?;
        object.field("updated", &self.updated)?;
        object.field("reviewed", &self.reviewed)?;
        object.field("review_due", &self.review_due)?;
        object.field("expires", &self.expires)?;
        object.field("authors", &self.authors)?;
        object.field("audience", &self.audience)?;
        object.field("owner", &self.owner)?;
        object.field("topics", &self.topics)?;
        object.field("body", &self.body)?;
        object.field("parts", &self.parts)?;
        object.field("toc", &self.toc)?;
        object.field("minutes", &self.minutes)?;
        object.field("words", &self.words)?;
        object.field("breadcrumbs", &self.breadcrumbs)?;
        object.field("section", &self.section)?;
        object.field("top", &self.top)?;
        object.field("previous", &self.previous)?;
        object.field("next", &self.next)?;
        object.field("steps", &self.steps)?;
        object.field("step_of", &self.step_of)?;
        object.field("related", &self.related)?;
        object.field("featured", &self.featured)?;
        object.field("backlinks", &self.backlinks)?;
        object.field("translations", &self.translations)?;
        object.field("image", &self.image)?;
        object.field("document", &self.document)?;
        object.field("html_version", &self.html_version)?;
        object.field("feed", &self.feed)?;
        object.field("licence", &self.licence)?;
        object.field("feedback", &self.feedback)?;
        object.field("fields", &self.fields)
    }
}

/// A part of a page's text: HTML, and the form that follows it.
#[derive(Serialize)]
pub(super) struct Part {
    pub(super) html: Value,
    pub(super) form: Value,
}

impl Part {
    /// A form with nothing before it.
    pub(super) fn form(form: Value) -> Self {
        Self { html: Value::safe_string(""), form }
    }
}

/// The same page in another language.
#[derive(Serialize)]
pub(super) struct Translation<'a> {
    pub(super) lang: &'a str,
    pub(super) language: &'a str,
    pub(super) title: &'a str,
    pub(super) path: &'a str,
}

/// A page that leads through others step by step, as one of those sees it.
#[derive(Serialize)]
pub(super) struct StepOf<'a> {
    pub(super) title: &'a str,
    pub(super) path: &'a str,
    /// Which step the page is, from 1.
    pub(super) number: usize,
    pub(super) steps: Vec<Value>,
}

/// A heading in the table of contents, with those below it.
#[derive(Serialize)]
pub(super) struct Item<'a> {
    id: &'a str,
    title: &'a str,
    children: Vec<Self>,
}

impl<'a> PageValue<'a> {
    /// A page without a file, right below its language's home page.
    pub(super) fn made(scene: &Scene<'a>, kind: &'static str, lang: usize, title: &'a str, path: &'a str) -> Self {
        Self {
            title,
            summary: None,
            path,
            url: scene.site.absolute(path),
            lang: &scene.site.languages[lang].code,
            kind,
            type_label: None,
            status: "live",
            scheduled: false,
            date: None,
            updated: None,
            reviewed: None,
            review_due: None,
            expires: None,
            authors: Vec::new(),
            audience: Vec::new(),
            owner: None,
            topics: Vec::new(),
            body: Value::safe_string(""),
            parts: Vec::new(),
            toc: Vec::new(),
            minutes: 0,
            words: 0,
            breadcrumbs: Value::from(vec![home_crumb(scene, lang)]),
            section: None,
            top: path,
            previous: None,
            next: None,
            steps: Vec::new(),
            step_of: None,
            related: Vec::new(),
            featured: Vec::new(),
            backlinks: Vec::new(),
            translations: Vec::new(),
            image: None,
            document: None,
            html_version: None,
            feed: None,
            licence: None,
            feedback: false,
            fields: Value::from(tera::Map::default()),
        }
    }

    /// The object with all that the handbook promises.
    pub(super) fn value(&self) -> Value {
        self.as_wanted(Wanted::anything())
    }

    /// The object with what a template asks for.
    pub(super) fn as_wanted(&self, wanted: &Wanted) -> Value {
        fields::value(self, wanted)
    }
}

/// The headings of two levels, the lower ones inside the upper ones.
pub(super) fn contents(headings: &[Heading]) -> Vec<Item<'_>> {
    let mut top: Vec<Item<'_>> = Vec::new();
    for heading in headings {
        let item = Item { id: &heading.id, title: &heading.text, children: Vec::new() };
        match (heading.level, top.last_mut()) {
            (2, _) => top.push(item),
            (3, Some(above)) => above.children.push(item),
            _ => {}
        }
    }
    top
}

/// The home page, where a path of sections begins.
pub(super) fn home_crumb(scene: &Scene<'_>, lang: usize) -> Value {
    let home = scene.site.page(scene.site.languages[lang].home);
    link(scene.words(lang).text("home"), home.entry.url.as_str())
}

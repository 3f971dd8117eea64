//! What a template sees. For each address [`View`] holds one set of values, made from the site
//! and of nothing else; values that many pages show, such as a card or the navigation, are made
//! once and shared. The names here are the contract with theme makers: the handbook lists them
//! and a test compares.

mod body;
mod card;
mod feedback_form;
mod fields;
mod head;
mod lists;
mod made;
mod overview;
mod own_form;
mod page;
mod page_value;
mod policy;
mod privacy;
mod sending;
mod site;

pub use lists::{not_found, redirect, topic, topics};
pub use made::{feedback, form, form_thanks, thanks};
pub use overview::{a_to_z, site_map};
pub use page::page;

use crate::date::Date;
use crate::site::{PageId, Site};
use crate::strings::Strings;
use crate::theme::{Place, Theme, Wanted};
use serde::Serialize;
use std::sync::OnceLock;
use tera::{Context, Value};
use xxhash_rust::xxh3::Xxh3Default;

/// A template and what it sees.
pub struct View {
    /// The template's name.
    pub template: String,
    /// What it sees, by name.
    pub values: Vec<(&'static str, Value)>,
}

impl View {
    /// The template's name, and the values as the template engine takes them.
    pub fn into_context(self) -> (String, Context) {
        let mut context = Context::new();
        for (name, value) in self.values {
            context.insert_value(name, value);
        }
        (self.template, context)
    }

    /// A hash of all that the template sees: two views with the same one give the same page, if
    /// the theme is the same. XXH3 sees a change; it does not withstand an attack.
    pub fn digest(&self) -> u128 {
        let mut hash = Xxh3Default::new();
        hash.update(self.template.as_bytes());
        // The words of a language belong to the theme.
        for (name, value) in self.values.iter().filter(|(name, _)| *name != "t") {
            hash.update(name.as_bytes());
            digest(value, &mut hash);
        }
        hash.digest128()
    }
}

/// Lengths and marks keep apart what would look the same in a row.
fn digest(value: &Value, hash: &mut Xxh3Default) {
    if let Some(text) = value.as_str() {
        hash.update(&[b's', u8::from(value.is_safe())]);
        hash.update(&text.len().to_le_bytes());
        hash.update(text.as_bytes());
    } else if let Some(list) = value.as_array() {
        hash.update(b"a");
        hash.update(&list.len().to_le_bytes());
        list.iter().for_each(|value| digest(value, hash));
    } else if let Some(map) = value.as_map() {
        hash.update(b"m");
        hash.update(&map.len().to_le_bytes());
        for (key, value) in map {
            hash.update(key.as_str().unwrap_or_default().as_bytes());
            digest(value, hash);
        }
    } else {
        hash.update(value.name().as_bytes());
        hash.update(value.to_string().as_bytes());
    }
}

/// The values that many views share, each made when first asked for.
pub struct Shared {
    cards: Vec<OnceLock<Value>>,
    /// Of each section, the path of sections that leads to its pages.
    trails: Vec<OnceLock<Value>>,
    sites: Vec<OnceLock<Value>>,
}

impl Shared {
    /// Room for the values of a site.
    pub fn new(site: &Site) -> Self {
        let room = |n| std::iter::repeat_with(OnceLock::new).take(n).collect();
        Self { cards: room(site.pages.len()), trails: room(site.pages.len()), sites: room(site.languages.len()) }
    }
}

/// Everything that views are made from.
#[derive(Clone, Copy)]
pub struct Scene<'s> {
    /// The site.
    pub site: &'s Site,
    /// The theme, for its words and content types.
    pub theme: &'s Theme,
    /// What views share.
    pub shared: &'s Shared,
    /// Whether views hold all that the handbook promises, and not only what their template asks for.
    pub whole: bool,
}

impl<'s> Scene<'s> {
    /// The words of a language.
    pub fn words(&self, lang: usize) -> &'s Strings {
        self.theme.words(&self.site.languages[lang].code)
    }

    fn wanted(&self, template: &str) -> &'s Wanted {
        if self.whole { Wanted::anything() } else { self.theme.wanted(template) }
    }

    fn card(&self, id: PageId) -> Value {
        self.shared.cards[id.0 as usize].get_or_init(|| card::card(self, id)).clone()
    }

    fn cards(&self, ids: &[PageId]) -> Value {
        Value::from(ids.iter().map(|id| self.card(*id)).collect::<Vec<Value>>())
    }

    fn trail(&self, section: PageId, make: impl Fn(PageId) -> Value) -> Value {
        self.shared.trails[section.0 as usize].get_or_init(|| make(section)).clone()
    }

    fn link(&self, id: PageId) -> Link<'s> {
        let entry = &self.site.page(id).entry;
        Link { title: &entry.document.title, path: entry.url.as_str() }
    }

    fn site_value(&self, lang: usize) -> Value {
        self.shared.sites[lang].get_or_init(|| site::site(self, lang)).clone()
    }
}

/// The parts that differ between the views of one language.
struct Parts {
    root: String,
    head: Value,
    page: Value,
    form: Value,
}

/// A view with every name that its template may use; lists that do not apply are empty.
fn view(scene: &Scene<'_>, template: &str, lang: usize, parts: Parts, lists: &[(&'static str, Value)]) -> View {
    let mut values = vec![
        ("lang", Value::from(scene.site.languages[lang].code.as_str())),
        ("t", scene.words(lang).value()),
        ("root", Value::from(parts.root)),
        ("site", scene.site_value(lang)),
        ("head", parts.head),
        ("page", parts.page),
        ("form", parts.form),
    ];
    let value = |name: &str| lists.iter().find(|(given, _)| *given == name).map(|(_, value)| value.clone());
    let empty = || Value::from(Vec::<Value>::new());
    values.extend(
        ["pages", "sections", "topics", "letters", "tree", "forms"]
            .map(|name| (name, value(name).unwrap_or_else(empty))),
    );
    values.extend(["home", "target"].map(|name| (name, value(name).unwrap_or_else(Value::none))));
    let names = || values.iter().map(|(name, _)| *name).collect();
    let mut wanted = scene.wanted(template).each(Place::View, names).iter();
    // The helpers look at these two themselves.
    values.retain(|(name, _)| wanted.next() == Some(&true) || ["lang", "root"].contains(name));
    View { template: template.to_owned(), values }
}

/// A link. Like everything here that shares nothing with other pages, it becomes a value by way
/// of serde, which is cheaper than [`crate::theme::object`].
#[derive(Serialize)]
struct Link<'a> {
    title: &'a str,
    path: &'a str,
}

fn link(title: &str, path: &str) -> Value {
    Value::from_serializable(&Link { title, path })
}

/// A date for machines and for readers.
#[derive(Serialize)]
struct Day {
    iso: String,
    text: String,
}

impl Day {
    fn new(words: &Strings, date: Date) -> Self {
        Self { iso: date.iso(), text: words.date(date) }
    }
}

fn date(words: &Strings, date: Option<Date>) -> Value {
    Value::from_serializable(&date.map(|date| Day::new(words, date)))
}

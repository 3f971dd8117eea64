//! What a template sees. For each address [`View`] holds one set of values, made from the site
//! and of nothing else; values that many pages show, such as a card or the navigation, are made
//! once and shared. The names here are the contract with theme makers: the handbook lists them
//! and a test compares.

mod body;
mod card;
mod form;
mod head;
mod lists;
mod made;
mod page;
mod site;

pub use lists::{not_found, redirect, topic, topics};
pub use made::{feedback, thanks};
pub use page::page;

use crate::date::Date;
use crate::site::{PageId, Site};
use crate::strings::Strings;
use crate::theme::{Theme, object};
use std::sync::OnceLock;
use tera::{Context, Value};

/// A template and what it sees.
pub struct View {
    /// The template's name.
    pub template: String,
    /// What it sees.
    pub context: Context,
}

/// The values that many views share, each made when first asked for.
pub struct Shared {
    cards: Vec<OnceLock<Value>>,
    sites: Vec<OnceLock<Value>>,
}

impl Shared {
    /// Room for the values of a site.
    pub fn new(site: &Site) -> Self {
        let room = |n| std::iter::repeat_with(OnceLock::new).take(n).collect();
        Self { cards: room(site.pages.len()), sites: room(site.languages.len()) }
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
}

impl<'s> Scene<'s> {
    /// The words of a language.
    pub fn words(&self, lang: usize) -> &'s Strings {
        self.theme.words(&self.site.languages[lang].code)
    }

    fn card(&self, id: PageId) -> Value {
        self.shared.cards[id.0 as usize].get_or_init(|| card::card(self, id)).clone()
    }

    fn cards(&self, ids: &[PageId]) -> Value {
        Value::from(ids.iter().map(|id| self.card(*id)).collect::<Vec<Value>>())
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

/// A view with every name that templates may use; lists that do not apply are empty.
fn view(scene: &Scene<'_>, template: &str, lang: usize, parts: Parts, lists: &[(&'static str, Value)]) -> View {
    let mut context = Context::new();
    context.insert_value("lang", Value::from(scene.site.languages[lang].code.as_str()));
    context.insert_value("t", scene.words(lang).value());
    context.insert_value("root", Value::from(parts.root));
    context.insert_value("site", scene.site_value(lang));
    context.insert_value("head", parts.head);
    context.insert_value("page", parts.page);
    context.insert_value("form", parts.form);
    for name in ["pages", "sections", "topics"] {
        context.insert_value(name, Value::from(Vec::<Value>::new()));
    }
    for name in ["home", "target"] {
        context.insert_value(name, Value::none());
    }
    for (name, value) in lists {
        context.insert_value(*name, value.clone());
    }
    View { template: template.to_owned(), context }
}

/// A link: title and address.
fn link(title: &str, path: &str) -> Value {
    object([("title", title.into()), ("path", path.into())])
}

/// A date for machines and for readers.
fn date(words: &Strings, date: Option<Date>) -> Value {
    let Some(date) = date else { return Value::none() };
    object([("iso", date.iso().into()), ("text", words.date(date).into())])
}

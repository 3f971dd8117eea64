//! The view of a page that has a file, or of a folder.

use super::body::body;
use super::card::{file, image, minutes, texts};
use super::head::{Head, head};
use super::made::home_crumb;
use super::{Parts, Scene, View, date, form, link, view};
use crate::content_type::{Field, FieldKind};
use crate::date::Date;
use crate::document::FieldValue;
use crate::settings::Feedback;
use crate::site::{Page, PageId, Reference, WhyHeld};
use crate::strings::Strings;
use crate::theme::object;
use serde::Serialize;
use std::cmp::Reverse;
use tera::Value;

/// The view of a page that has a file, or of a folder.
pub fn page(scene: &Scene<'_>, id: PageId) -> View {
    let page = scene.site.page(id);
    let lang = page.entry.lang;
    let path = page.entry.url.as_str();
    let root = page.entry.url.root();
    let language = scene.site.language(page);
    let is_home = language.home == id;
    let content_type = page.entry.document.content_type(&scene.theme.types);
    let template = match (is_home, page.entry.section) {
        (true, _) => "home.html",
        (_, true) => "section.html",
        _ => content_type.map_or("page.html", |t| t.template.as_str()),
    };
    let form = match wants_feedback(scene, page) {
        true => form::form(scene, lang, &root, path, &page.entry.document.title),
        false => Value::none(),
    };
    let is_public = page.entry.held.is_none();
    let head = head(
        scene,
        &Head {
            title: if is_home { scene.site.settings.title.get(&language.code) } else { &page.entry.document.title },
            description: page.entry.document.summary(),
            path: is_public.then_some(path),
            lang,
            page: Some(page),
            feeds: feeds(scene, id),
        },
    );
    let lists = [
        ("pages", scene.cards(&page.position.pages)),
        ("sections", scene.cards(&page.position.sections)),
        ("home", if is_home { home(scene, page) } else { Value::none() }),
    ];
    let parts = Parts { head, page: page_value(scene, id, &root), form, root };
    view(scene, template, lang, parts, &lists)
}

/// Whether the feedback form, or the line in its place, belongs on a page.
fn wants_feedback(scene: &Scene<'_>, page: &Page) -> bool {
    let chosen = match &scene.site.settings.feedback {
        Feedback::Off { chosen: true } => return false,
        Feedback::Off { chosen: false } => None,
        Feedback::On(endpoint) => endpoint.types.as_deref(),
    };
    page.entry.wants_feedback(&scene.theme.types, chosen)
}

/// The feeds that a page announces: its section's and the hub's.
fn feeds(scene: &Scene<'_>, id: PageId) -> Vec<(String, String)> {
    let page = scene.site.page(id);
    let language = scene.site.language(page);
    let words = scene.words(page.entry.lang);
    let mut feeds = Vec::new();
    if let Some(path) = super::site::feed(scene, language) {
        let title = scene.site.settings.title.get(&language.code);
        feeds.push((words.fill("feed_of", &[("title", title)]), path));
    }
    if let Some(path) = section_feed(scene, id).filter(|_| language.home != id) {
        feeds.push((words.fill("feed_of", &[("title", &page.entry.document.title)]), path));
    }
    feeds
}

/// The address of a section's own feed.
fn section_feed(scene: &Scene<'_>, id: PageId) -> Option<String> {
    let page = scene.site.page(id);
    let has_feed = scene.site.settings.url.is_some() && !page.feed.is_empty();
    has_feed.then(|| format!("{}feed.xml", page.entry.url))
}

/// What the home page shows besides its text.
fn home(scene: &Scene<'_>, page: &Page) -> Value {
    const SHOWN: usize = 3;
    let newest = |type_name: &str| {
        let entries = scene.site.pages.iter().map(|page| &page.entry).enumerate();
        let mut pages: Vec<(Reverse<Option<Date>>, PageId)> = entries
            .filter(|(_, entry)| entry.lang == page.entry.lang && entry.is_listed() && !entry.section)
            .filter(|(_, entry)| entry.document.type_name == type_name)
            .map(|(n, entry)| (Reverse(entry.date), PageId(crate::site::index(n))))
            .collect();
        pages.sort_unstable();
        let pages: Vec<PageId> = pages.into_iter().take(SHOWN).map(|(_, id)| id).collect();
        scene.cards(&pages)
    };
    object([
        ("featured", scene.cards(&page.references.featured)),
        ("stories", newest("story")),
        ("guidance", newest("guidance")),
    ])
}

fn breadcrumbs(scene: &Scene<'_>, page: &Page) -> Vec<Value> {
    let mut above = page.position.section;
    let mut crumbs = Vec::new();
    let home = scene.site.language(page).home;
    for _ in 0..64 {
        let Some(id) = above.filter(|id| *id != home) else { break };
        let section = scene.site.page(id);
        crumbs.push(link(&section.entry.document.title, section.entry.url.as_str()));
        above = section.position.section;
    }
    if scene.site.language(page).home.0 as usize != usize::MAX && above.is_some() {
        crumbs.extend(home_crumb(scene, page.entry.lang));
    }
    crumbs.reverse();
    crumbs
}

/// The top section that a page is in, to mark it in the navigation.
fn top(scene: &Scene<'_>, id: PageId) -> String {
    let home = scene.site.language(scene.site.page(id)).home;
    let mut at = id;
    for _ in 0..64 {
        match scene.site.page(at).position.section {
            Some(above) if above != home => at = above,
            _ => break,
        }
    }
    scene.site.page(at).entry.url.to_string()
}

/// A heading in the table of contents, with those below it.
#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    title: &'a str,
    children: Vec<Item<'a>>,
}

fn contents(page: &Page) -> Value {
    let mut top: Vec<Item<'_>> = Vec::new();
    for heading in &page.entry.document.headings {
        let item = Item { id: &heading.id, title: &heading.text, children: Vec::new() };
        match (heading.level, top.last_mut()) {
            (2, _) => top.push(item),
            (3, Some(above)) => above.children.push(item),
            _ => {}
        }
    }
    Value::from_serializable(&top)
}

fn page_value(scene: &Scene<'_>, id: PageId, root: &str) -> Value {
    let site = scene.site;
    let page = site.page(id);
    let document = &page.entry.document;
    let front_matter = &document.front_matter;
    let words = scene.words(page.entry.lang);
    let code = site.language(page).code.as_str();
    let day = |name: &str| date(words, front_matter.date(name));
    let text = |name: &str| -> Value { front_matter.text(name).into() };
    let content_type = document.content_type(&scene.theme.types);
    let topics = page.topics.iter().map(|id| &site.topics[id.0 as usize]);
    let topics: Vec<Value> = topics.map(|topic| link(&topic.name, topic.url.as_str())).collect();
    let translations: Vec<Value> = page.translations.iter().map(|id| translation(scene, *id)).collect();
    let section = page.position.section.map(|id| {
        let section = &site.page(id).entry;
        link(&section.document.title, section.url.as_str())
    });
    let fields = content_type.map_or(&[][..], |t| t.fields.as_slice());
    let own: tera::Map = fields
        .iter()
        .filter(|f| !f.shared)
        .map(|f| (tera::value::Key::String(f.name.clone()), field(scene, page, words, f)))
        .collect();
    let kind = if page.entry.section { "section" } else { document.type_name.as_str() };
    object([
        ("title", document.title.as_str().into()),
        ("summary", document.summary().into()),
        ("path", page.entry.url.as_str().into()),
        ("url", site.absolute(page.entry.url.as_str()).into()),
        ("lang", code.into()),
        ("type", kind.into()),
        ("type_label", content_type.map(|t| t.label.get(code)).into()),
        ("status", page.entry.status.as_str().into()),
        ("scheduled", matches!(page.entry.held, Some(WhyHeld::Scheduled(_))).into()),
        ("date", day("date")),
        ("updated", day("updated")),
        ("reviewed", day("reviewed")),
        ("review_due", day("review_due")),
        ("expires", day("expires")),
        ("authors", texts(front_matter.list("authors"))),
        ("audience", texts(front_matter.list("audience"))),
        ("owner", text("owner")),
        ("topics", Value::from(topics)),
        ("body", Value::safe_string(&body(scene, page, words, root))),
        ("toc", contents(page)),
        ("minutes", minutes(document.words).into()),
        ("words", u64::from(document.words).into()),
        ("breadcrumbs", Value::from(breadcrumbs(scene, page))),
        ("section", section.into()),
        ("top", top(scene, id).into()),
        ("previous", page.position.previous.map(|id| scene.card(id)).into()),
        ("next", page.position.next.map(|id| scene.card(id)).into()),
        ("related", scene.cards(&page.related)),
        ("featured", scene.cards(&page.references.featured)),
        ("backlinks", scene.cards(&page.backlinks)),
        ("translations", Value::from(translations)),
        ("image", image(scene, id)),
        ("document", page.references.file.map(|id| file(scene, words, id)).into()),
        ("html_version", page.references.html_version.map(|id| scene.card(id)).into()),
        ("feed", section_feed(scene, id).into()),
        ("licence", text("licence")),
        ("feedback", wants_feedback(scene, page).into()),
        ("fields", Value::from(own)),
    ])
}

fn translation(scene: &Scene<'_>, id: PageId) -> Value {
    let page = scene.site.page(id);
    let code = scene.site.language(page).code.as_str();
    object([
        ("lang", code.into()),
        ("language", scene.words(page.entry.lang).text("language_name").into()),
        ("title", page.entry.document.title.as_str().into()),
        ("path", page.entry.url.as_str().into()),
    ])
}

/// One of the content type's own fields; absent ones are null or an empty list.
fn field(scene: &Scene<'_>, page: &Page, words: &Strings, field: &Field) -> Value {
    let named = page.references.fields.iter().find(|(name, _)| *name == field.name).map_or(&[][..], |(_, found)| found);
    let shown = |reference: &Reference| match reference {
        Reference::Page(id) => scene.card(*id),
        Reference::Asset(id) => file(scene, words, *id),
    };
    match (&field.kind, page.entry.document.front_matter.get(&field.name)) {
        (FieldKind::Page | FieldKind::File, _) => named.first().map(shown).into(),
        (FieldKind::Pages, _) => Value::from(named.iter().map(shown).collect::<Vec<Value>>()),
        (FieldKind::List, Some(FieldValue::List(list))) => texts(list),
        (FieldKind::List, _) => Value::from(Vec::<Value>::new()),
        (_, Some(FieldValue::Text(text))) => text.as_str().into(),
        (_, Some(FieldValue::Date(day))) => date(words, Some(*day)),
        (_, Some(FieldValue::Number(number))) => (*number).into(),
        (_, Some(FieldValue::YesNo(answer))) => (*answer).into(),
        _ => Value::none(),
    }
}

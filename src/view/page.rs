//! The view of a page that has a file, or of a folder.

use super::body::{body, parts, standing};
use super::card::{download, image, minutes, texts};
use super::head::{Head, head_as_wanted};
use super::page_value::{PageValue, StepOf, Translation, contents, home_crumb};
use super::{Day, Link, Parts, Scene, View, date, feedback_form, link, view};
use crate::content_type::{Field, FieldKind};
use crate::date::Date;
use crate::document::FieldValue;
use crate::settings::Feedback;
use crate::site::{Page, PageId, Reference, WhyHeld};
use crate::strings::Strings;
use crate::theme::{Wanted, object};
use std::cmp::Reverse;
use tera::Value;

/// How many sections may lie in each other. It guards against nothing that can happen: sections
/// are a tree.
const DEEPEST: usize = 64;

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
    let wanted = scene.wanted(template);
    let mut forms = standing(scene, page);
    let has_feedback = wants_feedback(scene, page);
    forms.extend(has_feedback.then(|| feedback_form::endpoint(scene)).flatten());
    let form = match has_feedback && wanted.has("form") {
        true => feedback_form::form(scene, lang, &root, path, &page.entry.document.title),
        false => Value::none(),
    };
    let is_public = page.entry.held.is_none();
    let head = head_as_wanted(
        scene,
        &Head {
            title: if is_home { scene.site.settings.title.get(&language.code) } else { &page.entry.document.title },
            description: page.entry.document.summary(),
            path: is_public.then_some(path),
            lang,
            page: Some(page),
            feeds: if wanted.has("feeds") { feeds(scene, id) } else { Vec::new() },
            forms,
        },
        wanted,
    );
    let lists = [
        ("pages", scene.cards(&page.position.pages)),
        ("sections", scene.cards(&page.position.sections)),
        ("forms", super::privacy::forms(scene, id)),
        ("home", if is_home { home(scene, page) } else { Value::none() }),
    ];
    let parts = Parts { head, page: page_value(scene, id, &root, wanted).as_wanted(wanted), form, root };
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

/// The path of sections that leads to a page.
fn breadcrumbs(scene: &Scene<'_>, page: &Page) -> Value {
    let lang = page.entry.lang;
    match page.position.section {
        None => Value::from(Vec::<Value>::new()),
        // Pages side by side share it.
        Some(section) if scene.site.page(section).entry.lang == lang => {
            scene.trail(section, |id| trail(scene, id, lang))
        }
        Some(section) => trail(scene, section, lang),
    }
}

/// The sections above the pages of a section, from the home page of a language on.
fn trail(scene: &Scene<'_>, section: PageId, lang: usize) -> Value {
    let home = scene.site.languages[lang].home;
    let mut crumbs = Vec::new();
    let mut above = Some(section);
    for _ in 0..DEEPEST {
        let Some(id) = above.filter(|id| *id != home) else { break };
        let section = scene.site.page(id);
        crumbs.push(link(&section.entry.document.title, section.entry.url.as_str()));
        above = section.position.section;
    }
    if above.is_some() {
        crumbs.push(home_crumb(scene, lang));
    }
    crumbs.reverse();
    Value::from(crumbs)
}

/// The top section that a page is in, to mark it in the navigation.
fn top<'s>(scene: &Scene<'s>, id: PageId) -> &'s str {
    let home = scene.site.language(scene.site.page(id)).home;
    let mut at = id;
    for _ in 0..DEEPEST {
        match scene.site.page(at).position.section {
            Some(above) if above != home => at = above,
            _ => break,
        }
    }
    scene.site.page(at).entry.url.as_str()
}

fn page_value<'s>(scene: &Scene<'s>, id: PageId, root: &str, wanted: &Wanted) -> PageValue<'s> {
    let site = scene.site;
    let page = site.page(id);
    let document = &*page.entry.document;
    let front_matter = &document.front_matter;
    let words = scene.words(page.entry.lang);
    let code = site.language(page).code.as_str();
    let day = |name: &str| front_matter.date(name).filter(|_| wanted.has(name)).map(|date| Day::new(words, date));
    let cards = |name: &str, ids: &[PageId]| match !ids.is_empty() && wanted.has(name) {
        true => ids.iter().map(|id| scene.card(*id)).collect(),
        false => Vec::new(),
    };
    let content_type = document.content_type(&scene.theme.types);
    let topics = page.topics.iter().map(|id| &site.topics[id.0 as usize]);
    let has_fields = wanted.has("fields");
    let own: tera::Map = content_type
        .map_or(&[][..], |t| t.fields.as_slice())
        .iter()
        .filter(|f| has_fields && !f.shared)
        .map(|f| (tera::value::Key::String(f.name.clone()), field(scene, page, words, f)))
        .collect();
    PageValue {
        title: &document.title,
        summary: document.summary(),
        path: page.entry.url.as_str(),
        url: if wanted.has("url") { site.absolute(page.entry.url.as_str()) } else { None },
        lang: code,
        kind: if page.entry.section { "section" } else { &document.type_name },
        type_label: content_type.map(|t| t.label_in(words)),
        status: page.entry.status.as_str(),
        scheduled: matches!(page.entry.held, Some(WhyHeld::Scheduled(_))),
        date: day("date"),
        updated: day("updated"),
        reviewed: day("reviewed"),
        review_due: day("review_due"),
        expires: day("expires"),
        authors: texts(front_matter.list("authors")),
        audience: texts(front_matter.list("audience")),
        owner: front_matter.text("owner"),
        topics: topics.map(|topic| Link { title: &topic.name, path: topic.url.as_str() }).collect(),
        body: body(scene, page, words, root),
        parts: parts(scene, page, words, root),
        toc: contents(&document.headings),
        minutes: minutes(document.words),
        words: document.words,
        breadcrumbs: breadcrumbs(scene, page),
        section: page.position.section.map(|id| scene.link(id)),
        top: top(scene, id),
        previous: page.position.previous.map(|id| scene.card(id)),
        next: page.position.next.map(|id| scene.card(id)),
        steps: cards("steps", &page.references.steps),
        step_of: page.step_of.map(|whole| step_of(scene, whole, id)),
        related: cards("related", &page.related),
        featured: cards("featured", &page.references.featured),
        backlinks: cards("backlinks", &page.backlinks),
        translations: page.translations.iter().map(|id| translation(scene, *id)).collect(),
        image: image(scene, page),
        document: page.references.file.map(|id| download(scene, words, id)),
        html_version: page.references.html_version.map(|id| scene.card(id)),
        feed: section_feed(scene, id),
        licence: front_matter.text("licence"),
        feedback: wants_feedback(scene, page),
        fields: Value::from(own),
    }
}

fn step_of<'s>(scene: &Scene<'s>, whole: PageId, step: PageId) -> StepOf<'s> {
    let whole = scene.site.page(whole);
    let steps = &whole.references.steps;
    StepOf {
        title: &whole.entry.document.title,
        path: whole.entry.url.as_str(),
        number: steps.iter().position(|id| *id == step).unwrap_or(0) + 1,
        steps: steps.iter().map(|id| scene.card(*id)).collect(),
    }
}

fn translation<'s>(scene: &Scene<'s>, id: PageId) -> Translation<'s> {
    let page = scene.site.page(id);
    Translation {
        lang: &scene.site.language(page).code,
        language: scene.words(page.entry.lang).text("language_name"),
        title: &page.entry.document.title,
        path: page.entry.url.as_str(),
    }
}

/// One of the content type's own fields; absent ones are null or an empty list.
fn field(scene: &Scene<'_>, page: &Page, words: &Strings, field: &Field) -> Value {
    let named = page.references.fields.iter().find(|(name, _)| *name == field.name).map_or(&[][..], |(_, found)| found);
    let shown = |reference: &Reference| match reference {
        Reference::Page(id) => scene.card(*id),
        Reference::Asset(id) => Value::from_serializable(&download(scene, words, *id)),
    };
    match (&field.kind, page.entry.document.front_matter.get(&field.name)) {
        (FieldKind::Page | FieldKind::File, _) => named.first().map(shown).into(),
        (FieldKind::Pages, _) => Value::from(named.iter().map(shown).collect::<Vec<Value>>()),
        (FieldKind::List, Some(FieldValue::List(list))) => Value::from(texts(list)),
        (FieldKind::List, _) => Value::from(Vec::<Value>::new()),
        (_, Some(FieldValue::Text(text))) => text.as_str().into(),
        (_, Some(FieldValue::Date(day))) => date(words, Some(*day)),
        (_, Some(FieldValue::Number(number))) => (*number).into(),
        (_, Some(FieldValue::YesNo(answer))) => (*answer).into(),
        _ => Value::none(),
    }
}

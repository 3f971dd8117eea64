//! Chooses the pages that are published today and gives each its address. A folder that holds
//! pages but no `index.md` gets an empty page of its own, so that every page has a section.

use crate::content_type::Types;
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Span};
use crate::document::{Context, Document};
use crate::inputs::Inputs;
use crate::path::{OutputPath, RelPath, UrlPath};
use crate::settings::Settings;
use crate::source::Source;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A page that is published.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its file, understood.
    pub document: Arc<Document>,
    /// Its language's place in the settings.
    pub lang: usize,
    /// Its address.
    pub url: UrlPath,
    /// Its place in the output.
    pub output: OutputPath,
    /// The day it was first published.
    pub date: Option<Date>,
    /// What its writer says of it.
    pub status: Status,
    /// Whether it is only built because drafts were asked for.
    pub held: Option<WhyHeld>,
    /// Whether it stands for a folder with pages in it.
    pub section: bool,
    /// Whether nobody wrote a file for it.
    pub synthetic: bool,
}

/// What a page's writer says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Not to be published.
    Draft,
    /// Current.
    Live,
    /// Kept for the record.
    Archived,
    /// No longer to be relied on.
    Withdrawn,
}

impl Status {
    /// The word in the front matter.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Live => "live",
            Self::Archived => "archived",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A page that is not published today.
#[derive(Clone, Debug)]
pub struct Held {
    /// Its file, understood.
    pub document: Arc<Document>,
    /// The reason.
    pub why: WhyHeld,
}

/// Why a page is not published today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyHeld {
    /// It is a draft.
    Draft,
    /// Its day has not come.
    Scheduled(Date),
    /// Its last day is over.
    Expired(Date),
}

impl Entry {
    /// Whether lists, feeds and the like show the page.
    pub fn is_listed(&self) -> bool {
        matches!(self.status, Status::Live | Status::Draft)
    }

    /// Whether it carries the feedback form.
    pub fn wants_feedback(&self, types: &Types, chosen: Option<&[(String, Span)]>) -> bool {
        let by_type = match chosen {
            Some(names) => names.iter().any(|(name, _)| *name == self.document.type_name),
            None => self.document.content_type(types).is_some_and(|t| t.feedback),
        };
        self.document.front_matter.yes_no("feedback").unwrap_or(by_type && !self.section)
    }
}

/// The published pages, sorted by path, and those that are held back.
pub(super) fn choose(
    inputs: &Inputs,
    context: &Context,
    settings: &Settings,
    documents: Vec<Arc<Document>>,
    problems: &mut Vec<Diagnostic>,
) -> (Vec<Entry>, Vec<Held>) {
    let sections = sections(&documents, context);
    let is_section = |document: &Document| document.is_index() && sections.contains(document.source.path.parent());
    let lacking = documents.iter().filter(|document| !document.lacking_as_page.is_empty() && !is_section(document));
    problems.extend(lacking.flat_map(|document| &document.lacking_as_page).cloned());
    let (found, held): (Vec<Option<Entry>>, Vec<Option<Held>>) = documents
        .into_par_iter()
        .map(|document| {
            let why = why_held(&document, inputs.today);
            let held = why.map(|why| Held { document: document.clone(), why });
            let kind = Kind { section: is_section(&document), synthetic: false };
            ((why.is_none() || inputs.drafts).then(|| entry(document, why, kind)), held)
        })
        .unzip();
    let held = held.into_iter().flatten().collect();
    // Room for all at once: a list of thousands that grows is copied again and again, each time into new memory.
    let mut entries = Vec::with_capacity(found.len());
    entries.extend(found.into_iter().flatten());
    for path in missing_sections(&entries, context) {
        let mut document = Document::empty(Source::new(path, ""), context);
        // A folder's name says what is in it; a home page is called like the hub.
        let code = context.languages.get(document.address.lang).filter(|_| is_home(&document, context));
        if let Some(code) = code {
            document.title = settings.title.get(code).to_owned();
        }
        entries.push(entry(Arc::new(document), None, Kind { section: true, synthetic: true }));
    }
    entries.sort_by(|a, b| a.document.source.path.cmp(&b.document.source.path));
    (entries, held)
}

/// Whether a folder's page is the home page of a language.
fn is_home(document: &Document, context: &Context) -> bool {
    let folder = document.source.path.parent();
    folder.is_empty() || context.languages.iter().skip(1).any(|code| code == folder)
}

fn why_held(document: &Document, today: Date) -> Option<WhyHeld> {
    let front_matter = &document.front_matter;
    if front_matter.text("status") == Some("draft") {
        return Some(WhyHeld::Draft);
    }
    if let Some(expires) = front_matter.date("expires").filter(|day| *day <= today) {
        return Some(WhyHeld::Expired(expires));
    }
    front_matter.date("date").filter(|day| *day > today).map(WhyHeld::Scheduled)
}

struct Kind {
    section: bool,
    synthetic: bool,
}

/// The folders that are sections: those with other pages in or below them, and the top folders
/// of the content types even while they are empty. An `index.md` with nothing but files beside
/// it is a page.
fn sections(documents: &[Arc<Document>], context: &Context) -> BTreeSet<String> {
    let mut sections = BTreeSet::from([String::new()]);
    sections.extend(context.languages.iter().skip(1).cloned());
    let mut last = "";
    for document in documents {
        let path = &document.source.path;
        let mut folder = path.parent();
        // Most files are in the same folder as the one before.
        if !document.is_index() && std::mem::replace(&mut last, folder) == folder {
            continue;
        }
        if document.is_index() {
            let (_, below) = context.language(path.as_str());
            if below.matches('/').count() == 1 && context.types.of_folder(below).is_some() {
                sections.insert(folder.to_owned());
            }
            folder = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
        }
        while sections.insert(folder.to_owned()) {
            folder = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
        }
    }
    sections
}

fn entry(document: Arc<Document>, held: Option<WhyHeld>, kind: Kind) -> Entry {
    let status = match document.front_matter.text("status") {
        Some("draft") => Status::Draft,
        Some("archived") => Status::Archived,
        Some("withdrawn") => Status::Withdrawn,
        _ => Status::Live,
    };
    let address = document.address.clone();
    Entry {
        url: address.url,
        output: address.output,
        lang: address.lang,
        date: document.front_matter.date("date"),
        document,
        status,
        held,
        section: kind.section,
        synthetic: kind.synthetic,
    }
}

/// The `index.md` files that nobody wrote, of all folders with pages and of every language.
fn missing_sections(entries: &[Entry], context: &Context) -> BTreeSet<RelPath> {
    let mut folders: BTreeSet<&str> = BTreeSet::from([""]);
    let mut last = "";
    for entry in entries {
        let mut folder = entry.document.source.path.parent();
        if std::mem::replace(&mut last, folder) == folder {
            continue;
        }
        while folders.insert(folder) {
            folder = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
        }
    }
    folders.extend(context.languages.iter().skip(1).map(String::as_str));
    let written: BTreeSet<&str> = entries
        .iter()
        .filter(|entry| entry.document.is_index())
        .map(|entry| entry.document.source.path.parent())
        .collect();
    folders
        .into_iter()
        .filter(|folder| !written.contains(folder))
        .map(
            |folder| {
                if folder.is_empty() { RelPath::new("index.md") } else { RelPath::new(format!("{folder}/index.md")) }
            },
        )
        .collect()
}

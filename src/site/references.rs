//! Follows the pages and files that front matter names, with the same rules as links in text.

use super::links::{Found, Miss, find, held, scheme};
use super::targets::{Target, Targets};
use super::{AssetId, Entry, PageId, Published, index};
use crate::codes;
use crate::content_type::{FieldKind, Types};
use crate::diagnostic::{Diagnostic, Span};
use crate::document::FieldValue;
use crate::picture::promised;
use crate::settings::Settings;
use rayon::prelude::*;
use std::sync::Arc;

/// The pages and files that a page's front matter names.
#[derive(Clone, Debug, Default)]
pub struct References {
    /// Pages on the same matter.
    pub related: Vec<PageId>,
    /// Guides to show beside the page.
    pub featured: Vec<PageId>,
    /// The pages that lead through it step by step.
    pub steps: Vec<PageId>,
    /// The page that this one translates.
    pub translation_of: Option<PageId>,
    /// The same content as a page.
    pub html_version: Option<PageId>,
    /// The document that a guide offers.
    pub file: Option<AssetId>,
    /// The page's picture.
    pub image: Option<AssetId>,
    /// Every field that names pages or files, for templates, by name.
    pub fields: Vec<(Arc<str>, Vec<Reference>)>,
}

/// What one entry of such a field leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    /// A page.
    Page(PageId),
    /// A file.
    Asset(AssetId),
}

/// The references of each page.
pub(super) fn resolve(
    entries: &[Entry],
    targets: &Targets<'_>,
    types: &Types,
    problems: &mut Vec<Diagnostic>,
) -> Vec<References> {
    let all: Vec<_> = entries.par_iter().map(|entry| of_entry(entry, targets, types)).collect();
    let add = |(n, (mut references, found)): (usize, (References, Vec<Diagnostic>))| {
        problems.extend(found);
        check_steps(n, entries, &mut references, problems);
        references
    };
    all.into_iter().enumerate().map(add).collect()
}

/// Takes those steps away that lead nowhere: the page itself, and pages in another language.
fn check_steps(n: usize, entries: &[Entry], references: &mut References, problems: &mut Vec<Diagnostic>) {
    let (entry, document) = (&entries[n], &entries[n].document);
    let typed = document.front_matter.list("steps");
    references.steps.retain(|step| {
        let other = &entries[step.0 as usize];
        let (message, help) = match () {
            () if step.0 as usize == n => ("A page can't be a step of itself.".to_owned(), "Delete this step."),
            () if other.lang != entry.lang => (
                format!("The step “{}” is in another language than this page.", other.document.title),
                "Name the page in this page's language, or translate it first.",
            ),
            () => return true,
        };
        let name = other.document.source.path.file_name();
        let span = typed.iter().find(|(text, _)| text.contains(name)).map_or(Span::default(), |(_, span)| *span);
        problems.push(document.problem(&codes::FIELD_KIND, span, message).help(help));
        false
    });
}

/// The picture that the settings name.
pub(super) fn logo(
    settings: &Settings,
    targets: &Targets<'_>,
    assets: &[Published],
    problems: &mut Vec<Diagnostic>,
) -> Option<AssetId> {
    let is_picture = |id: &AssetId| promised(&assets[id.0 as usize].source).is_some();
    let (typed, span) = settings.look.as_ref()?.logo.as_ref()?;
    let miss = match find("", typed, targets, true) {
        Ok(Found::Target(Target::Asset(asset))) if is_picture(&asset) => return Some(asset),
        Ok(_) => Miss {
            code: &codes::IMAGE_MISSING,
            message: format!("“{typed}” is not a picture."),
            help: "Type the name of a picture in the folder “content”, for example:\nlogo: logo.svg".into(),
        },
        Err(miss) => miss,
    };
    problems.push(settings.source.problem(miss.code, *span, miss.message).help(miss.help));
    None
}

/// The page whose steps each page is among, if there is one; the first by path.
pub(super) fn step_of(references: &[References]) -> Vec<Option<PageId>> {
    let mut step_of = vec![None; references.len()];
    for (n, references) in references.iter().enumerate() {
        for step in &references.steps {
            step_of[step.0 as usize].get_or_insert(PageId(index(n)));
        }
    }
    step_of
}

fn of_entry(entry: &Entry, targets: &Targets<'_>, types: &Types) -> (References, Vec<Diagnostic>) {
    let mut references = References::default();
    let mut problems = Vec::new();
    let document = &entry.document;
    let Some(content_type) = document.content_type(types) else {
        return (references, problems);
    };
    for field in &content_type.fields {
        let wants_page = match field.kind {
            FieldKind::Page | FieldKind::Pages => true,
            FieldKind::File => false,
            _ => continue,
        };
        let typed: Vec<(&str, Span)> = match document.front_matter.get(&field.name) {
            Some(FieldValue::Text(text)) => vec![(text, document.front_matter.span(&field.name))],
            Some(FieldValue::List(list)) => list.iter().map(|(text, span)| (text.as_str(), *span)).collect(),
            _ => continue,
        };
        let mut found = Vec::new();
        for (text, span) in typed {
            match follow(entry, text, targets, wants_page, *field.name == *"image") {
                Ok(reference) if found.contains(&reference) => {
                    let message = format!("“{text}” is named twice in “{}”.", field.name);
                    problems.push(document.problem(&codes::FIELD_KIND, span, message).help("Delete one of the two."));
                }
                Ok(reference) => found.push(reference),
                Err(miss) => problems.push(document.problem(miss.code, span, miss.message).help(miss.help)),
            }
        }
        references.fields.push((field.name.clone(), found));
    }
    let pages = |name: &str| -> Vec<PageId> {
        let of = references.fields.iter().filter(|(field, _)| **field == *name).flat_map(|(_, found)| found);
        of.filter_map(|r| if let Reference::Page(page) = r { Some(*page) } else { None }).collect()
    };
    let asset = |name: &str| -> Option<AssetId> {
        let mut of = references.fields.iter().filter(|(field, _)| **field == *name).flat_map(|(_, found)| found);
        of.find_map(|r| if let Reference::Asset(asset) = r { Some(*asset) } else { None })
    };
    (references.related, references.featured) = (pages("related"), pages("featured"));
    references.steps = pages("steps");
    references.translation_of = pages("translation_of").first().copied();
    references.html_version = pages("html_version").first().copied();
    (references.file, references.image) = (asset("file"), asset("image"));
    (references, problems)
}

fn follow(entry: &Entry, text: &str, targets: &Targets<'_>, wants_page: bool, image: bool) -> Result<Reference, Miss> {
    if wants_page && scheme(text).is_some() {
        return Err(Miss {
            code: &codes::FIELD_KIND,
            message: format!("“{text}” is not a page of this hub."),
            help: "Type the name of a page's file, which ends in .md. A link to elsewhere belongs into the text."
                .into(),
        });
    }
    let folder = entry.document.source.path.parent();
    // A link copied from a page's text may carry a heading; the page is what counts here.
    let path = text.split_once('#').map_or(text, |(path, _)| path);
    match (find(folder, path, targets, image)?, wants_page) {
        (Found::Target(Target::Page(page)), true) => Ok(Reference::Page(page)),
        (Found::Target(Target::Asset(asset)), false) => Ok(Reference::Asset(asset)),
        (Found::Target(Target::Held(why)), true) => Err(held(text, why)),
        (_, true) => Err(Miss {
            code: &codes::FIELD_KIND,
            message: format!("“{text}” is not a page."),
            help: "Type the name of a page's file, which ends in .md.".into(),
        }),
        (_, false) => Err(Miss {
            code: &codes::FIELD_KIND,
            message: format!("“{text}” is not a file to show or download."),
            help: "Type the name of a file beside this page, such as leaflet.pdf.".into(),
        }),
    }
}

//! Turns what a link says into what it leads to, by the rules of the build, without reporting anything.

use super::Known;
use crate::document::{Document, FORM};
use crate::path::{RelPath, decode, join, slug};
use crate::site::Published;

/// What a link leads to.
pub(super) enum Lead<'k> {
    /// A page, and a place on it.
    Page(&'k Document, Option<String>),
    /// A file.
    File(&'k Published),
    /// A form of the settings.
    Form(&'k crate::forms::OwnForm),
}

/// What a target in a file leads to; `None` if it is nothing of the hub.
pub(super) fn lead<'k>(known: &'k Known, from: &RelPath, target: &str) -> Option<Lead<'k>> {
    if let Some(name) = target.strip_prefix(FORM) {
        let forms = &known.plan.site.settings.forms;
        return forms.iter().find(|form| form.name == name).map(Lead::Form);
    }
    let (path, fragment) = target.split_once('#').map_or((target, None), |(path, part)| (path, Some(part)));
    let fragment = fragment.and_then(decode).map(|part| part.into_owned()).filter(|part| !part.is_empty());
    if path.is_empty() {
        return Some(Lead::Page(known.document(from)?, fragment));
    }
    let path = join(from.parent(), &decode(path)?.replace('\\', "/"))?;
    if let Some(file) = known.asset(&path) {
        return Some(Lead::File(file));
    }
    let index = RelPath::new(if path.is_empty() { "index.md".to_owned() } else { format!("{path}/index.md") });
    let page = known.document(&RelPath::new(&path)).or_else(|| known.document(&index))?;
    Some(Lead::Page(page, fragment))
}

/// The line on which a part of a page begins, in bytes of its source; the page's top if it has no such part.
pub(super) fn part(document: &Document, fragment: Option<&str>) -> usize {
    let Some(heading) = fragment.and_then(|id| document.headings.iter().find(|heading| heading.id == id)) else {
        return 0;
    };
    let wanted = slug(&heading.text);
    let mut at = document.text_start as usize;
    for line in document.source.text.get(at..).unwrap_or("").split_inclusive('\n') {
        let words = line.trim_start_matches('#');
        let words = words.split(" {#").next().unwrap_or(words);
        if words.len() < line.len() && slug(words) == wanted {
            return at;
        }
        at += line.len();
    }
    0
}

//! The order of pages by title, as their language has it.

use super::Entry;
use crate::strings::Strings;
use std::cmp::Ordering;
use std::sync::Arc;

/// Which of two pages comes first by title. Pages with the same title are in the order of their files.
pub(super) fn by_title(a: &Entry, b: &Entry, languages: &[Arc<Strings>]) -> Ordering {
    let (title, other) = (&a.document.title, &b.document.title);
    let locale = languages.get(a.lang).and_then(|words| words.locale());
    let by_title = locale.map_or_else(|| title.cmp(other), |locale| locale.compare(title, other));
    by_title.then_with(|| a.document.source.path.cmp(&b.document.source.path))
}

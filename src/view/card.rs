//! A page as other pages show it, and a file as it is offered.

use super::{Scene, date};
use crate::document::WORDS_A_MINUTE;
use crate::file_kind;
use crate::site::{AssetId, PageId};
use crate::strings::Strings;
use crate::theme::object;
use tera::Value;

/// A page in a list.
pub(super) fn card(scene: &Scene<'_>, id: PageId) -> Value {
    let page = scene.site.page(id);
    let document = &page.entry.document;
    let words = scene.words(page.entry.lang);
    let content_type = document.content_type(&scene.theme.types);
    let lang = &scene.site.languages[page.entry.lang].code;
    object([
        ("title", document.title.as_str().into()),
        ("path", page.entry.url.as_str().into()),
        ("summary", document.summary().into()),
        ("date", date(words, page.entry.date)),
        ("type", document.type_name.as_str().into()),
        ("type_label", content_type.map(|t| t.label.get(lang)).into()),
        ("lang", lang.as_str().into()),
        ("authors", texts(document.front_matter.list("authors"))),
        ("image", image(scene, id)),
        ("document", page.references.file.map(|file| self::file(scene, words, file)).into()),
        ("minutes", minutes(document.words).into()),
        ("place", document.front_matter.text("place").into()),
    ])
}

/// A page's own picture.
pub(super) fn image(scene: &Scene<'_>, id: PageId) -> Value {
    let page = scene.site.page(id);
    let Some(asset) = page.references.image else { return Value::none() };
    let front_matter = &page.entry.document.front_matter;
    object([
        ("path", scene.site.asset(asset).url.as_str().into()),
        ("alt", front_matter.text("image_alt").unwrap_or("").into()),
        ("credit", front_matter.text("image_credit").into()),
    ])
}

/// A file that is offered for download.
pub(super) fn file(scene: &Scene<'_>, words: &Strings, id: AssetId) -> Value {
    let published = scene.site.asset(id);
    object([
        ("path", published.url.as_str().into()),
        ("name", published.source.file_name().into()),
        ("type", kind(words, &published.source).into()),
        ("size", published.asset.len.into()),
        ("size_text", size(words, published.asset.len).into()),
        ("pages", published.asset.pages.map(u64::from).into()),
    ])
}

/// What a file's ending says, in words: `PDF`.
pub(super) fn kind(words: &Strings, path: &crate::path::RelPath) -> String {
    let extension = path.extension();
    match extension.as_deref().and_then(file_kind::of_extension) {
        Some(kind) => words.text(kind.label).to_owned(),
        None => extension.map_or_else(|| words.text("kind_file").to_owned(), |e| e.to_uppercase()),
    }
}

/// A length in words. Readers compare sizes; they don't need bytes.
pub(super) fn size(words: &Strings, bytes: u64) -> String {
    const KB: u64 = 1000;
    if bytes < KB * KB {
        return words.fill("size_kb", &[("n", &bytes.div_ceil(KB).max(1).to_string())]);
    }
    let tenths = (bytes * 10).div_ceil(KB * KB);
    let text =
        if tenths.is_multiple_of(10) { format!("{}", tenths / 10) } else { format!("{}.{}", tenths / 10, tenths % 10) };
    words.fill("size_mb", &[("n", &text)])
}

/// Whole minutes to read so many words.
pub(super) fn minutes(words: u32) -> u64 {
    u64::from(words.div_ceil(WORDS_A_MINUTE).max(1))
}

/// A list of texts.
pub(super) fn texts(list: &[(String, crate::diagnostic::Span)]) -> Value {
    Value::from(list.iter().map(|(text, _)| Value::from(text.as_str())).collect::<Vec<Value>>())
}

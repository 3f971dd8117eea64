//! A page as other pages show it, and a file as it is offered.

use super::{Day, Scene};
use crate::document::WORDS_A_MINUTE;
use crate::file_kind;
use crate::site::{AssetId, Page, PageId};
use crate::strings::Strings;
use serde::Serialize;
use tera::Value;

/// A page in a list.
#[derive(Serialize)]
struct Card<'a> {
    title: &'a str,
    path: &'a str,
    summary: Option<&'a str>,
    date: Option<Day>,
    #[serde(rename = "type")]
    type_name: &'a str,
    type_label: Option<&'a str>,
    lang: &'a str,
    authors: Vec<&'a str>,
    image: Option<Image<'a>>,
    document: Option<Download<'a>>,
    minutes: u64,
    place: Option<&'a str>,
}

/// A page's own picture.
#[derive(Serialize)]
pub(super) struct Image<'a> {
    path: &'a str,
    alt: &'a str,
    caption: Option<&'a str>,
    credit: Option<&'a str>,
    width: Option<u32>,
    height: Option<u32>,
    versions: Vec<Version<'a>>,
}

/// A picture as WebP, at one width.
#[derive(Serialize)]
struct Version<'a> {
    path: &'a str,
    width: u32,
}

/// A file that is offered for download.
#[derive(Serialize)]
pub(super) struct Download<'a> {
    path: &'a str,
    name: &'a str,
    #[serde(rename = "type")]
    kind: String,
    size: u64,
    size_text: String,
    pages: Option<u32>,
}

/// The card of a page.
pub(super) fn card(scene: &Scene<'_>, id: PageId) -> Value {
    let page = scene.site.page(id);
    let document = &page.entry.document;
    let words = scene.words(page.entry.lang);
    let content_type = document.content_type(&scene.theme.types);
    let lang = scene.site.languages[page.entry.lang].code.as_str();
    Value::from_serializable(&Card {
        title: &document.title,
        path: page.entry.url.as_str(),
        summary: document.summary(),
        date: page.entry.date.map(|date| Day::new(words, date)),
        type_name: if page.entry.section { "section" } else { &document.type_name },
        type_label: content_type.map(|t| t.label_in(words)),
        lang,
        authors: texts(document.front_matter.list("authors")),
        image: image(scene, page),
        document: page.references.file.map(|file| download(scene, words, file)),
        minutes: minutes(document.words),
        place: document.front_matter.text("place"),
    })
}

/// A page's own picture.
pub(super) fn image<'s>(scene: &Scene<'s>, page: &'s Page) -> Option<Image<'s>> {
    let front_matter = &page.entry.document.front_matter;
    Some(Image {
        alt: front_matter.text("image_alt").unwrap_or(""),
        caption: front_matter.text("image_caption"),
        credit: front_matter.text("image_credit"),
        ..plain_image(scene, page.references.image?)
    })
}

/// A picture that stands beside words which say the same.
pub(super) fn plain_image<'s>(scene: &Scene<'s>, id: AssetId) -> Image<'s> {
    let file = scene.site.asset(id);
    let size = file.shown();
    Image {
        path: file.url.as_str(),
        width: size.map(|size| size.width),
        height: size.map(|size| size.height),
        versions: file.versions.iter().map(|v| Version { path: v.url.as_str(), width: v.width }).collect(),
        alt: "",
        caption: None,
        credit: None,
    }
}

/// A file that is offered for download.
pub(super) fn download<'s>(scene: &Scene<'s>, words: &Strings, id: AssetId) -> Download<'s> {
    let published = scene.site.asset(id);
    Download {
        path: published.url.as_str(),
        name: published.source.file_name(),
        kind: kind(words, &published.source),
        size: published.asset.len,
        size_text: size(words, published.asset.len),
        pages: published.asset.pdf.map(|pdf| pdf.pages),
    }
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
    let text = words.tenths((bytes * 10).div_ceil(KB * KB));
    words.fill("size_mb", &[("n", &text)])
}

/// Whole minutes to read so many words.
pub(super) fn minutes(words: u32) -> u64 {
    u64::from(words.div_ceil(WORDS_A_MINUTE).max(1))
}

/// A list of texts.
pub(super) fn texts(list: &[(String, crate::diagnostic::Span)]) -> Vec<&str> {
    list.iter().map(|(text, _)| text.as_str()).collect()
}

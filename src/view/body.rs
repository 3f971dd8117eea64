//! Fills the holes of a page's text: addresses as seen from the page, facts of files, and words
//! in the page's language.

use super::Scene;
use super::card::{kind, size};
use super::own_form::{self, Place};
use super::page_value::Part;
use crate::document::{HoleKind, Image};
use crate::forms::Endpoint;
use crate::picture::Size;
use crate::site::{Page, Published, Resolved};
use crate::strings::Strings;
use crate::theme::push_from_root;
use std::cell::RefCell;
use std::fmt::Write;
use tera::Value;

thread_local! {
    /// Room to write in, made once and used for page after page.
    static ROOM: RefCell<String> = const { RefCell::new(String::new()) };
}

/// How wide a picture in a page's text is shown: as wide as the text, which is 40 letters wide where
/// there is room.
const SIZES: &str = "(min-width: 44rem) 40rem, calc(100vw - 2rem)";

/// The finished HTML of a page's text, marked as safe.
pub(super) fn body(scene: &Scene<'_>, page: &Page, words: &Strings, root: &str) -> Value {
    ROOM.with_borrow_mut(|html| {
        html.clear();
        // The link to a form is what a template shows that knows no forms.
        fill(scene, page, words, root, html, |_, _| {});
        Value::safe_string(html)
    })
}

/// The text in parts, with each form in the place of the paragraph that stands for it; nothing if it
/// has none.
pub(super) fn parts(scene: &Scene<'_>, page: &Page, words: &Strings, root: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    if !page.links.iter().any(|link| matches!(link, Resolved::Form(_))) {
        return parts;
    }
    let (lang, path) = (page.entry.lang, page.entry.url.as_str());
    let mut shown: Vec<usize> = Vec::new();
    // Where the paragraph began that a form stands for, and the form.
    let mut open: Option<(usize, usize)> = None;
    let mut html = String::new();
    fill(scene, page, words, root, &mut html, |hole, out| match (hole, open) {
        (HoleKind::FormStart(link), _) => {
            if let Some(Resolved::Form(n)) = page.links.get(link as usize) {
                open = Some((out.len(), *n));
            }
        }
        (HoleKind::FormEnd, Some((start, n))) => {
            out.truncate(start);
            let before = Some(shown.iter().filter(|other| **other == n).count());
            let form = own_form::form(scene, n, &Place { lang, root, path, before });
            parts.push(Part { html: Value::safe_string(out), form });
            out.clear();
            shown.push(n);
            open = None;
        }
        _ => {}
    });
    if !parts.is_empty() {
        parts.push(Part { html: Value::safe_string(&html), form: Value::none() });
    }
    parts
}

/// Where the forms that stand in the text are sent.
pub(super) fn standing<'s>(scene: &Scene<'s>, page: &Page) -> Vec<&'s Endpoint> {
    let form = |kind| match kind {
        HoleKind::FormStart(link) => match page.links.get(link as usize) {
            Some(Resolved::Form(n)) => scene.site.settings.forms[*n].endpoint.as_ref(),
            _ => None,
        },
        _ => None,
    };
    page.entry.document.body.holes().filter_map(form).collect()
}

/// `form` is told of the holes around the paragraphs that forms stand for.
fn fill(
    scene: &Scene<'_>,
    page: &Page,
    words: &Strings,
    root: &str,
    html: &mut String,
    mut form: impl FnMut(HoleKind, &mut String),
) {
    let mut is_first = true;
    page.entry.document.body.fill(html, |hole, out| match hole {
        HoleKind::FormStart(_) | HoleKind::FormEnd => form(hole, out),
        HoleKind::Word(word) => {
            let _ = pulldown_cmark_escape::escape_html(out, words.text(word.key()));
        }
        HoleKind::Address(n) => address(scene, page, n as usize, root, out),
        HoleKind::PictureStart(n) => {
            if let Some(file) = picture(scene, page, n) {
                out.push_str("<picture><source type=\"image/webp\" srcset=\"");
                for (n, version) in file.versions.iter().enumerate() {
                    out.push_str(if n == 0 { "" } else { ", " });
                    push_from_root(out, root, version.url.as_str());
                    // Writing to a string can't fail.
                    let _ = write!(out, " {}w", version.width);
                }
                let _ = write!(out, "\" sizes=\"{SIZES}\">");
            }
        }
        HoleKind::Image(image) => {
            address(scene, page, image.link as usize, root, out);
            // The first picture is in sight at once; a browser fetches the others when they are near.
            let is_lazy = !std::mem::take(&mut is_first);
            attributes(scene, page, image, is_lazy, out);
        }
        HoleKind::PictureEnd(n) => {
            if picture(scene, page, n).is_some() {
                out.push_str("</picture>");
            }
        }
        HoleKind::FileFacts(n) => {
            if let Some(Resolved::Asset(id)) = page.links.get(n as usize) {
                let published = scene.site.asset(*id);
                let kind = kind(words, &published.source);
                let size = size(words, published.asset.len);
                out.push_str(" <span class=\"file-facts\">(");
                let _ = pulldown_cmark_escape::escape_html(&mut *out, &format!("{kind}, {size}"));
                out.push_str(")</span>");
            }
        }
    });
}

/// The picture that an image shows, if there are versions of it.
fn picture<'s>(scene: &Scene<'s>, page: &Page, n: u32) -> Option<&'s Published> {
    let Some(Resolved::Asset(id)) = page.links.get(n as usize) else { return None };
    Some(scene.site.asset(*id)).filter(|file| !file.versions.is_empty())
}

/// What follows the address in the tag of an image, up to the last value's closing quote.
fn attributes(scene: &Scene<'_>, page: &Page, image: Image, is_lazy: bool, out: &mut String) {
    let size = match page.links.get(image.link as usize) {
        Some(Resolved::Asset(id)) => scene.site.asset(*id).shown(),
        _ => None,
    };
    if let Some(Size { width, height }) = size.filter(|_| !image.has_size) {
        // Writing to a string can't fail.
        let _ = write!(out, "\" width=\"{width}\" height=\"{height}");
    }
    if is_lazy && !image.has_loading {
        out.push_str("\" loading=\"lazy");
    }
    out.push_str("\" decoding=\"async");
}

fn address(scene: &Scene<'_>, page: &Page, n: usize, root: &str, out: &mut String) {
    let (Some(resolved), Some(link)) = (page.links.get(n), page.entry.document.links.get(n)) else { return };
    match resolved {
        Resolved::Page(id, fragment) => {
            push_from_root(out, root, scene.site.page(*id).entry.url.as_str());
            if let Some(fragment) = fragment {
                out.push('#');
                out.push_str(&crate::path::encode(fragment));
            }
        }
        Resolved::Asset(id) => push_from_root(out, root, scene.site.asset(*id).url.as_str()),
        Resolved::Form(n) => push_from_root(out, root, &scene.site.language(page).forms[*n].page),
        Resolved::Made(path) => push_from_root(out, root, path),
        Resolved::Here(fragment) => {
            out.push('#');
            out.push_str(&crate::path::encode(fragment));
        }
        Resolved::External => {
            let _ = pulldown_cmark_escape::escape_href(out, link.target.trim());
        }
        Resolved::Broken => out.push('#'),
    }
}

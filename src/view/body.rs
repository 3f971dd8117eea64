//! Fills the holes of a page's text: addresses as seen from the page, facts of files, and words
//! in the page's language.

use super::Scene;
use super::card::{kind, size};
use crate::document::HoleKind;
use crate::site::{Page, Resolved};
use crate::strings::Strings;
use crate::theme::push_from_root;
use std::cell::RefCell;
use tera::Value;

thread_local! {
    /// Room to write in, made once and used for page after page.
    static ROOM: RefCell<String> = const { RefCell::new(String::new()) };
}

/// The finished HTML of a page's text, marked as safe.
pub(super) fn body(scene: &Scene<'_>, page: &Page, words: &Strings, root: &str) -> Value {
    ROOM.with_borrow_mut(|html| {
        html.clear();
        fill(scene, page, words, root, html);
        Value::safe_string(html)
    })
}

fn fill(scene: &Scene<'_>, page: &Page, words: &Strings, root: &str, html: &mut String) {
    page.entry.document.body.fill(html, |hole, out| match hole {
        HoleKind::Word(word) => {
            let _ = pulldown_cmark_escape::escape_html(out, words.text(word.key()));
        }
        HoleKind::Address(n) => address(scene, page, n as usize, root, out),
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

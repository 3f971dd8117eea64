//! Where a page is published. Its file's path says so, and the languages of the hub; so it is
//! known before any other page is.

use super::Context;
use crate::path::{OutputPath, RelPath, UrlPath, slug};

/// Where a page is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Its address.
    pub url: UrlPath,
    /// Its place in the output.
    pub output: OutputPath,
    /// Its language's place in the settings.
    pub lang: usize,
}

impl Address {
    /// The address of a page; `lang` is the language that it names itself.
    pub(super) fn new(path: &RelPath, lang: Option<&str>, context: &Context) -> Self {
        let (folder_lang, _) = context.language(path.as_str());
        let code = lang.unwrap_or(folder_lang);
        let lang = context.languages.iter().position(|lang| lang == code).unwrap_or(0);
        let address = address(path);
        Self { url: UrlPath::new(&address), output: UrlPath::output(&address), lang }
    }
}

/// `guidance/Opening hours.md` is published at `guidance/opening-hours/`.
fn address(path: &RelPath) -> String {
    let mut address = slugged(path.parent());
    if !address.is_empty() {
        address.push('/');
    }
    if !is_index(path) {
        address.push_str(&slug(path.stem()));
        address.push('/');
    }
    address
}

/// Whether a file is its folder's own page.
pub(super) fn is_index(path: &RelPath) -> bool {
    path.file_name().eq_ignore_ascii_case("index.md")
}

/// A folder's path with each part as it stands in addresses.
pub fn slugged(folder: &str) -> String {
    let mut path = String::with_capacity(folder.len() + 64);
    for part in folder.split('/').filter(|part| !part.is_empty()) {
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str(&slug(part));
    }
    path
}

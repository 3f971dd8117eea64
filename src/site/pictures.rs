//! Says what becomes of the hub's pictures: which versions each gets, at which addresses. It knows
//! them by their facts; no picture is opened.

use super::{AssetId, Entry, Published, References, Resolved};
use crate::diagnostic::Diagnostic;
use crate::path::{OutputPath, UrlPath};
use crate::picture::{self, Original, Recipe};
use crate::site::Reference;
use std::collections::{BTreeMap, BTreeSet};

/// A picture as WebP, at one width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureVersion {
    /// Its width in pixels.
    pub width: u32,
    /// Its address.
    pub url: UrlPath,
    /// Its place in the output.
    pub output: OutputPath,
}

/// What is wrong with the pictures, as far as their facts tell.
pub(super) fn problems(assets: &[Published]) -> Vec<Diagnostic> {
    let pictures = assets.iter().filter_map(|file| Some((file, file.asset.picture?)));
    pictures.flat_map(|(file, facts)| picture::problems(&file.source, &facts)).collect()
}

/// Leaves those pictures in full size that pages offer as files, to print or to keep.
pub(super) fn keep_offered(
    assets: &mut [Published],
    entries: &[Entry],
    links: &[Vec<Resolved>],
    references: &[References],
) {
    let is_made = |file: &Published| matches!(file.recipe, Some(Recipe { original: Original::Made(_), .. }));
    // Most hubs have few pictures, and many links.
    if !assets.iter().any(is_made) {
        return;
    }
    let in_text = entries.iter().zip(links).flat_map(|(entry, resolved)| {
        let links = entry.document.links.iter().zip(resolved);
        links.filter_map(|(link, to)| match to {
            Resolved::Asset(id) if !link.image => Some(*id),
            _ => None,
        })
    });
    let fields = references.iter().flat_map(|references| &references.fields);
    let named = fields.filter(|(name, _)| **name != *"image").flat_map(|(_, found)| found);
    let named = named.filter_map(|reference| match reference {
        Reference::Asset(id) => Some(*id),
        Reference::Page(_) => None,
    });
    let offered: BTreeSet<AssetId> = in_text.chain(named).collect();
    for id in offered {
        if let Some(file) = assets.get_mut(id.0 as usize) {
            file.recipe = file.asset.picture.map(|facts| Recipe::new(&facts, true));
        }
    }
}

/// Names the versions: `photo-480w.webp` beside `photo.jpg`. Where two pictures differ in their
/// endings only, the second one's ending is in the names as well.
pub(super) fn name_versions(assets: &mut [Published]) {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (n, file) in assets.iter().enumerate() {
        if file.recipe.as_ref().is_some_and(|recipe| !recipe.webp.is_empty()) {
            first.entry(stem(&file.output).to_lowercase()).or_insert(n);
        }
    }
    for (n, file) in assets.iter_mut().enumerate() {
        let Some(recipe) = &file.recipe else { continue };
        let stem = stem(&file.output);
        let is_first = first.get(&stem.to_lowercase()).is_none_or(|first| *first == n);
        let ending =
            file.source.extension().filter(|_| !is_first).map_or_else(String::new, |ending| format!("-{ending}"));
        let version = |width: &u32| {
            // A comma parts addresses where a page lists them.
            let path = format!("{stem}{ending}-{width}w.webp").replace(',', "-");
            PictureVersion { width: *width, url: UrlPath::new(&path), output: OutputPath::new(path) }
        };
        file.versions = recipe.webp.iter().map(version).collect();
    }
}

/// A path without the name's ending. The name of a picture has one.
fn stem(output: &OutputPath) -> &str {
    output.as_str().rsplit_once('.').map_or(output.as_str(), |(stem, _)| stem)
}

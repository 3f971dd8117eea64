//! One finished file of the hub, wherever it goes next: to disk, to a browser or to a test. It
//! borrows everything: nobody needs it for longer than it takes to pass it on.

use crate::inputs::AssetBytes;
use crate::path::{OutputPath, RelPath};
use crate::picture::{Facts, Recipe, Version};
use std::path::Path;
use std::sync::Arc;

/// A finished file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output<'a> {
    /// Its place below the output folder.
    pub path: &'a OutputPath,
    /// What is in it.
    pub content: Content<'a>,
}

/// What is in a finished file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content<'a> {
    /// Bytes made by this build.
    Bytes(&'a [u8]),
    /// Bytes that many builds share, such as a theme's style sheet.
    Static(&'a Arc<[u8]>),
    /// A file on disk that is published as it is, by absolute path.
    File(&'a Path),
    /// A picture that is made from a file; [`crate::picture_cache`] makes it.
    Picture(Picture<'a>),
}

/// A version of a picture, before it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture<'a> {
    /// The picture's file in the content folder.
    pub source: &'a RelPath,
    /// Where its bytes are.
    pub bytes: &'a AssetBytes,
    /// What is known of it.
    pub facts: &'a Facts,
    /// All that becomes of it.
    pub recipe: &'a Recipe,
    /// Which version this is.
    pub version: Version,
}

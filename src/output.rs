//! One finished file of the hub, wherever it goes next: to disk, to a browser or to a test. It
//! borrows everything: nobody needs it for longer than it takes to pass it on.

use crate::path::OutputPath;
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
}

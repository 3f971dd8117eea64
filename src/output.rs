//! One finished file of the hub, wherever it goes next: to disk, to a browser or to a test.

use crate::path::OutputPath;
use std::path::PathBuf;
use std::sync::Arc;

/// A finished file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Its place below the output folder.
    pub path: OutputPath,
    /// What is in it.
    pub content: Content,
}

/// What is in a finished file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Bytes made by this build.
    Bytes(Vec<u8>),
    /// Bytes that many builds share, such as a theme's style sheet.
    Static(Arc<[u8]>),
    /// A file on disk that is published as it is, by absolute path.
    File(PathBuf),
}

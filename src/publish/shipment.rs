//! The finished website as it is sent: the files of the output folder, with the titles by which people
//! know their pages.

#![expect(clippy::disallowed_methods, reason = "this is the edge where the finished website is read again")]

use super::Failure;
use crate::pipeline::Plan;
use crate::route::Make;
use rayon::prelude::*;
use std::path::PathBuf;

/// A finished website.
pub struct Shipment {
    /// The folder that holds it.
    pub folder: PathBuf,
    /// Its files, sorted by path.
    pub files: Vec<Shipped>,
}

/// One of its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// Its path below the folder.
    pub path: String,
    /// The title of its page, if it is one that readers look for.
    pub title: Option<String>,
}

impl Shipment {
    /// What a plan has made in a folder.
    pub fn of(plan: &Plan, folder: PathBuf) -> Self {
        let title = |make: &Make| match make {
            Make::Page(id) => Some(plan.site.page(*id).entry.document.title.clone()),
            _ => None,
        };
        let shipped =
            |route: &crate::route::Route| Shipped { path: route.output.as_str().to_owned(), title: title(&route.make) };
        Self { folder, files: plan.routes.iter().map(shipped).collect() }
    }

    /// The bytes of a file.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, Failure> {
        let file = self.folder.join(path);
        std::fs::read(&file).map_err(|error| Failure::machine(format!("{} could not be read: {error}", file.display())))
    }

    /// A digest of each file, in their order.
    pub fn digests(&self, digest: impl Fn(&[u8]) -> String + Sync) -> Result<Vec<String>, Failure> {
        self.files.par_iter().map(|file| Ok(digest(&self.read(&file.path)?))).collect()
    }
}

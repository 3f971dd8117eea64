//! Turns the files that somebody named on the command line into what a list is cut down to. It reads no file.

use super::Ending;
use crate::diagnostic::did_you_mean;
use crate::path::RelPath;
use crate::project::{Project, absolute, relative};
use std::path::{Path, PathBuf};

/// The files and folders of a hub that are meant, relative to its content folder; an empty path means all of them.
pub(super) struct Only(Vec<String>);

impl Only {
    /// Finds each as it was typed: from the folder in which the command was typed, from the hub's top folder or from
    /// its content folder.
    pub(super) fn find(typed: &[PathBuf], project: &Project) -> Result<Self, Ending> {
        let find = |typed: &PathBuf| Self::find_one(typed, project).ok_or_else(|| missing(typed, project));
        typed.iter().map(find).collect::<Result<_, _>>().map(Self)
    }

    fn find_one(typed: &Path, project: &Project) -> Option<String> {
        let (root, content) = (project.root.canonicalize().ok()?, project.content.canonicalize().ok()?);
        let places = [absolute(typed), root.join(typed), content.join(typed)];
        let mut there = places.iter().filter_map(|place| place.canonicalize().ok());
        let place = there.find(|place| *place == root || place.starts_with(&content))?;
        Some(if place == root { String::new() } else { relative(&content, &place).as_str().to_owned() })
    }

    /// Whether a file is one of them or in one of them. Everything is, if none was named.
    pub(super) fn wants(&self, file: &RelPath) -> bool {
        let is_in = |named: &String| {
            let rest = file.as_str().strip_prefix(named.as_str());
            rest.is_some_and(|rest| named.is_empty() || rest.is_empty() || rest.starts_with('/'))
        };
        self.0.is_empty() || self.0.iter().any(is_in)
    }

    /// How they are spoken of; empty if everything is meant.
    pub(super) fn words(&self) -> String {
        if self.0.iter().any(String::is_empty) {
            return String::new();
        }
        let named: Vec<String> = self.0.iter().map(|path| format!("content/{path}")).collect();
        named.join(", ")
    }
}

fn missing(typed: &Path, project: &Project) -> Ending {
    let shown = typed.display();
    if absolute(typed).exists() {
        return Ending::Usage(format!(
            "“{shown}” is not among the pages and files of this hub.\nName what is in its content folder, for example: bindery check content/index.md"
        ));
    }
    let name = typed.file_name().unwrap_or_default().to_string_lossy();
    let folder = typed.parent().unwrap_or(Path::new(""));
    let beside = [absolute(folder), project.content.join(folder)].into_iter().find_map(|folder| folder.read_dir().ok());
    let names: Vec<String> =
        beside.into_iter().flatten().flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let near = did_you_mean(&name, names.iter().map(String::as_str));
    let near = near.map_or_else(String::new, |near| format!("\nDid you mean {}?", folder.join(near).display()));
    Ending::Usage(format!(
        "This hub has no file or folder “{shown}”.{near}\nType it as it stands from here, for example: bindery check content/index.md"
    ))
}

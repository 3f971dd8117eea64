//! What can go wrong with the output folder, in words: what happened, that the former output
//! is whole, and what to do.

use crate::path::RelPath;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A build's output could not be written.
#[derive(Debug)]
pub struct WriteError {
    path: PathBuf,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Refused(String),
    Foreign(Vec<String>),
    Io(&'static str, io::Error),
    /// Files could only be replaced one by one, and not all of them were.
    Half(io::Error),
    Busy,
    HandEdited,
    NotOurs,
}

impl WriteError {
    pub(super) fn refused(path: &Path, why: impl Into<String>) -> Self {
        Self { path: path.to_path_buf(), kind: Kind::Refused(why.into()) }
    }

    pub(super) fn foreign(path: &Path, files: Vec<String>) -> Self {
        Self { path: path.to_path_buf(), kind: Kind::Foreign(files) }
    }

    pub(super) fn io(action: &'static str, path: &Path, error: io::Error) -> Self {
        Self { path: path.to_path_buf(), kind: Kind::Io(action, error) }
    }

    /// A file of the content folder that can't be read any more.
    pub(super) fn unread(source: &RelPath, error: io::Error) -> Self {
        Self::io("read", Path::new(&format!("content/{source}")), error)
    }

    pub(super) fn half(path: &Path, error: io::Error) -> Self {
        Self { path: path.to_path_buf(), kind: Kind::Half(error) }
    }

    pub(super) fn busy(path: &Path) -> Self {
        Self { path: path.to_path_buf(), kind: Kind::Busy }
    }

    pub(super) fn hand_edited(path: &Path) -> Self {
        Self { path: path.to_path_buf(), kind: Kind::HandEdited }
    }

    /// What stands where a build keeps its own things, and is somebody else's.
    pub(super) fn not_ours(path: &Path) -> Self {
        Self { path: path.to_path_buf(), kind: Kind::NotOurs }
    }

    /// Whether the choice of folder is at fault, and not the machine.
    pub fn is_usage(&self) -> bool {
        matches!(self.kind, Kind::Refused(_) | Kind::Foreign(_) | Kind::HandEdited | Kind::NotOurs)
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.kind {
            Kind::Refused(why) => write!(
                f,
                "Bindery will not write to {path}: {why}.\nNothing was changed. Name another folder, for example: --out public"
            ),
            Kind::Foreign(files) => write!(
                f,
                "Bindery will not write to {path}: it holds files that Bindery did not make: {}.\n\
                 Nothing was changed. Move them away, or name another folder with --out.",
                files.join(", ")
            ),
            Kind::Io(action, error) => {
                write!(f, "Bindery could not {action}: {path}: {}.\nThe former output is as it was.", why(error))
            }
            Kind::Half(error) => write!(
                f,
                "Bindery could not write: {path}: {}.\n\
                 The output folder is a disk of its own, where files are replaced one by one: some are new now, the others \
                 are as they were. Put this right, and build again.",
                why(error)
            ),
            Kind::Busy => write!(
                f,
                "Another build is writing to {path} just now.\nWait until it has ended, and try again. Nothing was changed."
            ),
            Kind::NotOurs => write!(
                f,
                "{path} has a name that Bindery needs while it builds, and Bindery did not make it.\n\
                 Nothing was changed. Give it another name, or move it away."
            ),
            Kind::HandEdited => write!(
                f,
                "{path} was changed by hand since Bindery made it, and its page is gone.\n\
                 Nothing was changed. If you need the file, move it out of the output folder; if not, delete it. Then build again."
            ),
        }
    }
}

fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "you are not allowed to".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::NotFound => "it is not there".to_owned(),
        _ => error.to_string(),
    }
}

impl std::error::Error for WriteError {}

//! Which folders Bindery will not write to: whatever may hold somebody's work.

use super::error::WriteError;
use super::manifest::Manifest;
use std::path::{Path, PathBuf};

/// Refuses a folder for what it is. Shortcuts and `..` are followed first.
#[expect(clippy::disallowed_methods, reason = "the writer is an edge; where home is only the environment says")]
pub(super) fn check(out: &Path, guarded: &[PathBuf]) -> Result<(), WriteError> {
    let real = real(out);
    let refuse = |why: &str| Err(WriteError::refused(out, why));
    if real.parent().is_none() {
        return refuse("it is the top of a disk");
    }
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")).filter(|home| !home.is_empty());
    if home.is_some_and(|home| self::real(Path::new(&home)).starts_with(&real)) {
        return refuse("it is your home folder or holds it");
    }
    for folder in guarded {
        let folder = self::real(folder);
        if real == folder {
            return refuse("it holds the hub's own sources");
        }
        if real.starts_with(&folder) {
            return refuse("it lies inside the hub's own sources");
        }
        if folder.starts_with(&real) {
            return refuse("the hub's own sources lie inside it");
        }
    }
    if real.components().any(|part| [".git", ".bindery"].iter().any(|name| part.as_os_str() == *name)) {
        return refuse("it lies in a folder that belongs to a program");
    }
    if real.join(".git").exists() {
        return refuse("it is the top of a Git repository");
    }
    if real.exists() && !real.is_dir() {
        return refuse("it is a file and not a folder");
    }
    Ok(())
}

/// How many files of somebody else's are named.
const MOST_NAMED: usize = 3;

/// Refuses a folder that holds files that are not in its manifest, and reads the manifest.
pub(super) fn check_contents(out: &Path) -> Result<Manifest, WriteError> {
    if !out.exists() {
        return Ok(Manifest::default());
    }
    let manifest = Manifest::of(out).unwrap_or_default();
    let found: Result<Vec<PathBuf>, _> = manifest.foreign_in(out).take(MOST_NAMED + 1).collect();
    let found = found.map_err(|error| WriteError::io("look into the output folder", out, error))?;
    let mut foreign: Vec<String> = found.iter().map(|path| path.display().to_string()).collect();
    if foreign.len() > MOST_NAMED {
        foreign[MOST_NAMED] = "…".to_owned();
    }
    if foreign.is_empty() { Ok(manifest) } else { Err(WriteError::foreign(out, foreign)) }
}

/// A path with all shortcuts followed, as far as it exists.
fn real(path: &Path) -> PathBuf {
    let path = crate::project::absolute(path);
    let mut existing = path.clone();
    let mut rest = Vec::new();
    loop {
        if let Ok(real) = existing.canonicalize() {
            return rest.iter().rev().fold(real, follow);
        }
        match (existing.file_name().map(ToOwned::to_owned), existing.pop()) {
            (Some(name), true) => rest.push(name),
            (None, true) => rest.push("..".into()),
            _ => return path,
        }
    }
}

/// One part further. Where nothing exists yet, `..` can only mean the folder above.
fn follow(mut path: PathBuf, part: &std::ffi::OsString) -> PathBuf {
    if part == ".." {
        path.pop();
    } else {
        path.push(part);
    }
    path
}

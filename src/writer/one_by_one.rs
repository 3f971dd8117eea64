//! Brings a finished output into a folder that can't be swapped, because it is a disk of its own or is
//! lent to a container. All files that changed are first brought onto that disk, so that a full disk or a
//! file that can't be read changes nothing; then each takes its place in one step. Who ends the build in
//! between leaves some pages new and some old, each of them whole, and the next build does the rest.

use super::error::WriteError;
use super::manifest;
use super::swap::{Change, replace_manifest};
use std::fs;
use std::io;
use std::path::Path;

/// Replaces, adds and removes files until the output is what is staged.
#[expect(clippy::disallowed_methods, reason = "the writer is an edge")]
pub(super) fn replace(out: &Path, staging: &Path, change: &Change<'_>) -> Result<(), WriteError> {
    let near = out.join(manifest::STAGING);
    let done = bring(&near, staging, change).and_then(|()| exchange(out, &near, staging, change));
    // What is left there is not needed any more; if this fails the next build cleans up.
    let _ = fs::remove_dir_all(near);
    done
}

/// Copies what changed onto the output's own disk.
#[expect(clippy::disallowed_methods, reason = "the writer is an edge")]
fn bring(near: &Path, staging: &Path, change: &Change<'_>) -> Result<(), WriteError> {
    for path in change.staged {
        let to = near.join(path.as_str());
        let folder = to.parent().unwrap_or(near);
        fs::create_dir_all(folder).map_err(|error| WriteError::io("make the folder", folder, error))?;
        fs::copy(staging.join(path.as_str()), &to).map_err(|error| WriteError::io("write", &to, error))?;
    }
    Ok(())
}

/// Puts each file in its place. The manifest goes first and lists old and new files, so that an
/// interrupted run is still recognised as Bindery's own.
#[expect(clippy::disallowed_methods, reason = "the writer is an edge")]
fn exchange(out: &Path, near: &Path, staging: &Path, change: &Change<'_>) -> Result<(), WriteError> {
    let name = out.join(manifest::NAME);
    let fail = |path: &Path, error: io::Error| WriteError::half(path, error);
    let unchanged = |error: io::Error| WriteError::io("write", &name, error);
    let finished = fs::read_to_string(staging.join(manifest::NAME)).map_err(unchanged)?;
    let former = fs::read_to_string(&name).unwrap_or_default();
    let both: String = finished
        .lines()
        .chain(former.lines().skip(1))
        .filter(|line| !line.starts_with(manifest::RECEIPT))
        .map(|line| format!("{line}\n"))
        .collect();
    replace_manifest(out, &both).map_err(unchanged)?;
    // A page may take the name of a folder that goes, and the other way about.
    for path in change.removed {
        let _ = fs::remove_file(out.join(path));
        let mut folder = out.join(path);
        // Folders that are empty now go too; one that is not stays, since removing it fails.
        while folder.pop() && folder != out && fs::remove_dir(&folder).is_ok() {}
    }
    for path in change.staged {
        let to = out.join(path.as_str());
        fs::create_dir_all(to.parent().unwrap_or(out)).map_err(|error| fail(&to, error))?;
        fs::rename(near.join(path.as_str()), &to).map_err(|error| fail(&to, error))?;
    }
    replace_manifest(out, &finished).map_err(|error| fail(&name, error))
}

//! Puts a finished output in the place of the former one, and heals what an interrupted swap
//! left behind. On Linux the two folders change places in one step that can't be seen half done
//! (renameat2 with RENAME_EXCHANGE); elsewhere the former one is moved aside first.

use super::error::WriteError;
use super::manifest::{self, Manifest};
use super::one_by_one;
use crate::path::OutputPath;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// What a finished build changes in the output folder.
pub(super) struct Change<'a> {
    /// Files that are new or changed; they are staged.
    pub(super) staged: &'a [OutputPath],
    /// Files that stay as they are.
    pub(super) unchanged: &'a [OutputPath],
    /// Files that are no longer made.
    pub(super) removed: &'a [&'a str],
}

/// Completes the staged folder with the files that have not changed, and swaps.
#[expect(clippy::disallowed_methods, reason = "the writer is an edge")]
pub(super) fn swap(out: &Path, staging: &Path, change: &Change<'_>) -> Result<(), WriteError> {
    if !out.exists() {
        return fs::rename(staging, out).map_err(|error| WriteError::io("put in place", out, error));
    }
    if is_on_another_disk(out, staging) {
        return one_by_one::replace(out, staging, change);
    }
    for path in change.unchanged {
        let (from, to) = (out.join(path.as_str()), staging.join(path.as_str()));
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(|error| WriteError::io("make the folder", folder, error))?;
        }
        keep(&from, &to).map_err(|error| WriteError::io("write", &to, error))?;
    }
    match exchange(out, staging) {
        Ok(()) => {
            // The former output is in the staging folder now. If this fails the next build cleans up.
            let _ = discard(staging, out);
            Ok(())
        }
        Err(_) => aside(out, staging, change),
    }
}

/// Puts a manifest in the place of the one that is there, whole or not at all.
#[expect(clippy::disallowed_methods, reason = "the writer is an edge")]
pub(super) fn replace_manifest(out: &Path, text: &str) -> io::Result<()> {
    let new = out.join(manifest::NEW);
    let replaced = fs::write(&new, text).and_then(|()| fs::rename(&new, out.join(manifest::NAME)));
    if replaced.is_err() {
        let _ = fs::remove_file(&new);
    }
    replaced
}

/// Puts right what an interrupted build left: a former output that was moved aside and not
/// replaced, and staged files.
#[expect(clippy::disallowed_methods, reason = "the writer is an edge")]
pub(super) fn heal(out: &Path, staging: &Path) -> Result<(), WriteError> {
    let former = former(out);
    if former.exists() {
        if Manifest::of(&former).is_none() {
            return Err(WriteError::not_ours(&former));
        }
        if out.exists() {
            discard(&former, out).map_err(|error| WriteError::io("clean up", &former, error))?;
        } else {
            fs::rename(&former, out).map_err(|error| WriteError::io("put back", out, error))?;
        }
    }
    if staging.exists() {
        let is_ours = Manifest::of(staging).is_some() || staging.join(manifest::NEW).exists() || is_empty(staging);
        if !is_ours {
            return Err(WriteError::not_ours(staging));
        }
        discard(staging, out).map_err(|error| WriteError::io("clean up", staging, error))?;
    }
    let near = out.join(manifest::STAGING);
    // In a folder that is no output it is somebody's own, and so are the files in it.
    if near.exists() && Manifest::of(out).is_some() {
        fs::remove_dir_all(&near).map_err(|error| WriteError::io("clean up", &near, error))?;
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the writer is an edge")]
fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// Deletes a folder that this or an interrupted build replaced or never finished. If it was the output,
/// somebody may have put a file there while the build ran: that goes where the output is now, and
/// the next build says so.
#[expect(clippy::disallowed_methods, reason = "only what Bindery made is deleted")]
fn discard(folder: &Path, out: &Path) -> io::Result<()> {
    // Without a manifest it was never an output, and nobody but the build has written there.
    let manifest = Manifest::of(folder);
    for path in manifest.iter().flat_map(|manifest| manifest.foreign_in(folder)) {
        let path = path?;
        let to = out.join(&path);
        if to.exists() {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, format!("{} is in both", path.display())));
        }
        fs::create_dir_all(to.parent().unwrap_or(out))?;
        fs::rename(folder.join(&path), to)?;
    }
    take_away(folder)
}

/// Deletes a folder that is a build's own. What says so goes last, so that the next build knows the rest of it, wherever
/// this one ends.
#[expect(clippy::disallowed_methods, reason = "only what Bindery made is deleted")]
pub(super) fn take_away(folder: &Path) -> io::Result<()> {
    let mut marks = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if [manifest::NAME, manifest::NEW].iter().any(|name| entry.file_name() == *name) {
            marks.push(entry.path());
        } else if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    marks.iter().try_for_each(fs::remove_file)?;
    fs::remove_dir(folder)
}

/// The same file in another folder: as a second name where the disk can do that, else as a copy
/// with its time stamp.
fn keep(from: &Path, to: &Path) -> io::Result<()> {
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    fs::copy(from, to)?;
    let modified = fs::symlink_metadata(from)?.modified()?;
    fs::File::options().write(true).open(to)?.set_modified(modified)
}

#[cfg(target_os = "linux")]
fn exchange(out: &Path, staging: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, staging, CWD, out, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn former(out: &Path) -> PathBuf {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    out.with_file_name(format!(".{name}.former"))
}

/// Two renames; if the second fails the first is undone.
fn aside(out: &Path, staging: &Path, change: &Change<'_>) -> Result<(), WriteError> {
    let former = former(out);
    match fs::rename(out, &former) {
        Ok(()) => {}
        // A folder that is lent to a container, say, can't be told by its disk.
        Err(error) if matches!(error.kind(), ErrorKind::CrossesDevices | ErrorKind::ResourceBusy) => {
            return one_by_one::replace(out, staging, change);
        }
        Err(error) => return Err(WriteError::io("move aside (is it open in another program?)", out, error)),
    }
    if let Err(error) = fs::rename(staging, out) {
        // If even this fails, the next build puts it back.
        let _ = fs::rename(&former, out);
        return Err(WriteError::io("put in place", out, error));
    }
    let _ = discard(&former, out);
    Ok(())
}

#[cfg(unix)]
fn is_on_another_disk(out: &Path, staging: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::symlink_metadata(path).map(|meta| meta.dev()).ok();
    device(out) != device(staging)
}

#[cfg(not(unix))]
fn is_on_another_disk(_: &Path, _: &Path) -> bool {
    false
}

//! Puts a finished output in the place of the former one, and heals what an interrupted swap
//! left behind. On Linux the two folders change places in one step that can't be seen half done
//! (renameat2 with RENAME_EXCHANGE); elsewhere the former one is moved aside first.

use super::error::WriteError;
use super::manifest;
use crate::path::OutputPath;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Completes the staged folder with the files that have not changed, and swaps.
#[expect(clippy::disallowed_methods, reason = "the writer is an edge")]
pub(super) fn swap(out: &Path, staging: &Path, unchanged: &[OutputPath], removed: &[&str]) -> Result<(), WriteError> {
    let out = &out.canonicalize().unwrap_or_else(|_| out.to_path_buf());
    if !out.exists() {
        return fs::rename(staging, out).map_err(|error| WriteError::io("put in place", out, error));
    }
    if is_on_another_disk(out, staging) {
        return in_place(out, staging, removed);
    }
    for path in unchanged {
        let (from, to) = (out.join(path.as_str()), staging.join(path.as_str()));
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(|error| WriteError::io("make the folder", folder, error))?;
        }
        keep(&from, &to).map_err(|error| WriteError::io("write", &to, error))?;
    }
    match exchange(out, staging) {
        Ok(()) => {
            // The former output is in the staging folder now. If this fails the next build cleans up.
            let _ = fs::remove_dir_all(staging);
            Ok(())
        }
        Err(_) => aside(out, staging),
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
        if out.exists() {
            let _ = fs::remove_dir_all(&former);
        } else {
            fs::rename(&former, out).map_err(|error| WriteError::io("put back", out, error))?;
        }
    }
    if staging.exists() {
        fs::remove_dir_all(staging).map_err(|error| WriteError::io("clean up", staging, error))?;
    }
    Ok(())
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
#[expect(clippy::disallowed_methods, reason = "the writer is an edge")]
fn aside(out: &Path, staging: &Path) -> Result<(), WriteError> {
    let former = former(out);
    fs::rename(out, &former)
        .map_err(|error| WriteError::io("move aside (is it open in another program?)", out, error))?;
    if let Err(error) = fs::rename(staging, out) {
        // If even this fails, the next build puts it back.
        let _ = fs::rename(&former, out);
        return Err(WriteError::io("put in place", out, error));
    }
    let _ = fs::remove_dir_all(&former);
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

/// An output folder that is a disk of its own can't be swapped: files are replaced one by one.
/// The manifest goes first and lists old and new files, so that an interrupted run is still
/// recognised as Bindery's own.
#[expect(clippy::disallowed_methods, reason = "the writer is an edge")]
fn in_place(out: &Path, staging: &Path, removed: &[&str]) -> Result<(), WriteError> {
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
    for entry in walkdir::WalkDir::new(staging).sort_by_file_name() {
        let entry = entry.map_err(|error| fail(staging, error.into()))?;
        let relative = entry.path().strip_prefix(staging).unwrap_or(entry.path());
        let to = out.join(relative);
        if entry.file_type().is_dir() {
            fs::create_dir_all(&to).map_err(|error| fail(&to, error))?;
        } else if relative != Path::new(manifest::NAME) {
            fs::copy(entry.path(), &to).map_err(|error| fail(&to, error))?;
        }
    }
    for path in removed {
        let _ = fs::remove_file(out.join(path));
        let mut folder = out.join(path);
        // Folders that are empty now go too; one that is not stays, since removing it fails.
        while folder.pop() && folder != out && fs::remove_dir(&folder).is_ok() {}
    }
    replace_manifest(out, &finished).map_err(|error| fail(&name, error))
}

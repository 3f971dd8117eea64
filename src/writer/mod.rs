//! The edge where outputs become the output folder. Files are compared with what is there, and
//! only changed ones are written, to a folder beside it; the two are swapped when everything is
//! finished. So an interrupted or failed build leaves the former output whole, an unchanged
//! file keeps its bytes and time stamp, and nothing is deleted that the manifest does not list.

mod error;
mod lock;
mod manifest;
mod one_by_one;
mod refusal;
mod staging;
mod swap;

pub use error::WriteError;
pub use manifest::Receipt;

use crate::output::{Content, Output};
use crate::path::OutputPath;
use crate::picture_cache::PictureCache;
use crate::project::read_asset;
use lock::Lock;
use manifest::{Hash, Manifest};
use rayon::prelude::*;
use staging::Staging;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use swap::Change;

/// What a finished build did to the output folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that are new or changed.
    pub written: usize,
    /// Files that were there already, byte for byte.
    pub unchanged: usize,
    /// Files of the former output that are no longer made.
    pub removed: usize,
}

/// A build's way to the output folder. Dropped without [`Writer::commit`], it leaves everything
/// as it was.
pub struct Writer {
    out: PathBuf,
    staging: Staging,
    before: Manifest,
    state: Mutex<Vec<Put>>,
    /// Held as long as this build lasts, and let go of after everything else.
    _lock: Lock,
}

/// An output that was taken.
struct Put {
    path: OutputPath,
    hash: Hash,
    /// Whether it lies in the staging folder; else it is as it was.
    is_staged: bool,
}

#[expect(clippy::disallowed_methods, reason = "the writer is an edge")]
impl Writer {
    /// Checks that a folder may be written to. `guarded` are the folders of sources.
    pub fn open(out: &Path, guarded: &[PathBuf]) -> Result<Self, WriteError> {
        let out = crate::project::absolute(out);
        // A shortcut stands for its folder: files wait beside that one, on the same disk.
        let out = if out.is_symlink() { out.canonicalize().unwrap_or(out) } else { out };
        let parent = out.parent().ok_or_else(|| WriteError::refused(&out, "it is the top of a disk"))?.to_path_buf();
        refusal::check(&out, guarded)?;
        fs::create_dir_all(&parent).map_err(|error| WriteError::io("make the folder", &parent, error))?;
        let name = out.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let lock = Lock::take(&parent.join(format!(".{name}.lock")), &out)?;
        let staging = parent.join(format!(".{name}.staging"));
        swap::heal(&out, &staging)?;
        let before = refusal::check_contents(&out)?;
        Ok(Self { out, staging: Staging::new(staging), before, state: Mutex::default(), _lock: lock })
    }

    /// Takes one output. May be called from many threads, in any order.
    pub fn put(&self, output: &Output<'_>, pictures: &PictureCache) -> Result<(), WriteError> {
        let path = output.path.as_str();
        if !OutputPath::is_plain(path) {
            return Err(WriteError::refused(Path::new(path), "it is not a plain path below the output folder"));
        }
        let read;
        let made;
        let bytes: &[u8] = match &output.content {
            Content::Bytes(bytes) => bytes,
            Content::Static(bytes) => bytes,
            Content::File(source) => {
                read = read_asset(source).map_err(|error| WriteError::io("read", source, error))?;
                &read
            }
            Content::Picture(picture) => {
                made = pictures.bytes(picture).map_err(|error| WriteError::unread(picture.source, error))?.0;
                &made
            }
        };
        let hash = Hash::of(bytes);
        let is_same = self.before.get(path) == Some(hash) && is_file_with(&self.out.join(path), bytes);
        if !is_same {
            self.staging.write(path, bytes)?;
        }
        self.state().push(Put { path: output.path.clone(), hash, is_staged: !is_same });
        Ok(())
    }

    /// Whether the output that is there was made from the same inputs, and every file of it is still as it was made. Then it says what was made.
    pub fn up_to_date(&self, inputs: u128) -> Option<(&str, Summary)> {
        let receipt = self.before.receipt.as_ref().filter(|receipt| receipt.inputs == inputs)?;
        let is_as_made = |(path, hash): &(OutputPath, Hash)| {
            let file = self.out.join(path.as_str());
            let is_file = fs::symlink_metadata(&file).is_ok_and(|metadata| metadata.is_file());
            is_file && fs::read(&file).is_ok_and(|bytes| Hash::of(&bytes) == *hash)
        };
        let whole = self.before.files().par_iter().all(is_as_made);
        whole.then(|| (receipt.made.as_str(), Summary { unchanged: self.before.len(), ..Summary::default() }))
    }

    /// Makes the new output the one that is there.
    pub fn commit(self, receipt: Option<Receipt>) -> Result<Summary, WriteError> {
        let mut puts = std::mem::take(&mut *self.state());
        puts.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let paths = |is_staged| puts.iter().filter(move |put| put.is_staged == is_staged).map(|put| put.path.clone());
        let (staged, unchanged): (Vec<_>, Vec<_>) = (paths(true).collect(), paths(false).collect());
        let now = Manifest::new(puts.into_iter().map(|put| (put.path, put.hash)).collect(), receipt);
        let removed: Vec<&str> = self.before.paths().filter(|path| now.get(path).is_none()).collect();
        self.spare_hand_edited(&removed)?;
        let summary = Summary { written: staged.len(), unchanged: unchanged.len(), removed: removed.len() };
        let is_first = !self.out.join(manifest::NAME).is_file();
        if summary.written == 0 && summary.removed == 0 && !is_first {
            // Without its receipt the next build would do all of this again, and nothing worse.
            if now.receipt.is_some() && now.receipt != self.before.receipt {
                let _ = swap::replace_manifest(&self.out, &now.text());
            }
            return Ok(summary);
        }
        self.staging.write(manifest::NAME, now.text().as_bytes())?;
        self.staging.finish(&self.out)?;
        let change = Change { staged: &staged, unchanged: &unchanged, removed: &removed };
        swap::swap(&self.out, self.staging.path(), &change)?;
        Ok(summary)
    }

    /// A listed file that somebody changed since is theirs; it is not taken away.
    fn spare_hand_edited(&self, removed: &[&str]) -> Result<(), WriteError> {
        for path in removed {
            let file = self.out.join(path);
            let edited = fs::read(&file).is_ok_and(|bytes| !self.before.is_own(path, Hash::of(&bytes)));
            if edited {
                return Err(WriteError::hand_edited(&file));
            }
        }
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, Vec<Put>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // Nothing to be done if this fails: the next build cleans up.
        let _ = swap::take_away(self.staging.path());
    }
}

#[expect(clippy::disallowed_methods, reason = "the writer is an edge")]
fn is_file_with(path: &Path, bytes: &[u8]) -> bool {
    let same_length = fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() == bytes.len() as u64);
    same_length && fs::read(path).is_ok_and(|there| there == bytes)
}

#[cfg(test)]
mod tests;

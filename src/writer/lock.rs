//! Lets one build at a time write to an output folder, by a locked file beside it. The system
//! lets go of the lock however a build ends.

use super::error::WriteError;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

/// The lock, held.
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

/// How often a lock that slipped away is tried again; each time another build has come and gone.
const MOST_TRIES: usize = 100;

impl Lock {
    /// Takes the lock; fails if another build has it.
    pub(super) fn take(path: &Path, out: &Path) -> Result<Self, WriteError> {
        for _ in 0..MOST_TRIES {
            // Ours is empty: nobody's file is locked, or taken away afterwards.
            if fs::symlink_metadata(path).is_ok_and(|there| !there.is_file() || there.len() > 0) {
                return Err(WriteError::not_ours(path));
            }
            let file = File::options().create(true).truncate(false).write(true).open(path);
            let file = file.map_err(|error| WriteError::io("write beside the output folder", path, error))?;
            match file.try_lock() {
                // A build that ends takes the file away. Whoever opened it just before has locked
                // a file that nobody else will ever see.
                Ok(()) if !is_at(&file, path) => {}
                Ok(()) => return Ok(Self { path: path.to_path_buf(), _file: file }),
                Err(TryLockError::WouldBlock) => return Err(WriteError::busy(out)),
                // Some network drives can't lock; a lone build there is better than none.
                Err(TryLockError::Error(_)) => return Ok(Self { path: path.to_path_buf(), _file: file }),
            }
        }
        Err(WriteError::busy(out))
    }
}

impl Drop for Lock {
    #[expect(clippy::disallowed_methods, reason = "the lock file is this build's own")]
    fn drop(&mut self) {
        // Where it can't be told whether a file was replaced, it stays for the next build.
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let number = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    let opened = file.metadata().map(number).ok();
    opened.is_some() && opened == fs::symlink_metadata(path).map(number).ok()
}

#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

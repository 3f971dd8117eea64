//! The folder where a build's files wait until all are there. It is held open, so that the system
//! follows a file's path from here and not from the top of the disk each time.

use super::error::WriteError;
use super::manifest;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The staging folder; it is made when the first file comes.
pub(super) struct Staging {
    path: PathBuf,
    handle: OnceLock<Option<Handle>>,
}

impl Staging {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, handle: OnceLock::new() }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Takes away what says whose the folder is, which the manifest says now, and lets it be read by whoever may read
    /// the former output.
    #[expect(clippy::disallowed_methods, reason = "the writer is an edge")]
    pub(super) fn finish(&self, out: &Path) -> Result<(), WriteError> {
        let done = fs::remove_file(self.path.join(manifest::NEW)).and_then(|()| match fs::metadata(out) {
            Ok(former) => fs::set_permissions(&self.path, former.permissions()),
            Err(_) => Ok(()),
        });
        done.map_err(|error| WriteError::io("finish", &self.path, error))
    }

    /// Writes a file, and makes its folder where it is missing.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let made = self.make_folder(folder);
        made.map_err(|error| WriteError::io("make the folder", &self.path.join(folder), error))?;
        let written = self.create(path).and_then(|mut file| file.write_all(bytes));
        written.map_err(|error| WriteError::io("write", &self.path.join(path), error))
    }

    /// Nearly every page has a folder of its own, so its folder is most likely missing.
    #[expect(clippy::disallowed_methods, reason = "the writer is an edge")]
    fn make_folder(&self, folder: &str) -> io::Result<()> {
        let made = match self.handle() {
            Some(_) if folder.is_empty() => Ok(()),
            Some(handle) => handle.make_folder(folder),
            None => fs::create_dir(self.path.join(folder)),
        };
        made.or_else(|error| match error.kind() {
            ErrorKind::AlreadyExists => Ok(()),
            _ => fs::create_dir_all(self.path.join(folder)),
        })
    }

    #[expect(clippy::disallowed_methods, reason = "the writer is an edge")]
    fn create(&self, path: &str) -> io::Result<File> {
        match self.handle() {
            Some(handle) => handle.create(path),
            None => File::create(self.path.join(path)),
        }
    }

    /// The folder, held open and marked as a build's when it is made; `None` where the system can't do that.
    #[expect(clippy::disallowed_methods, reason = "the writer is an edge")]
    fn handle(&self) -> Option<&Handle> {
        let open = || {
            // If this fails, so will what follows, and say why.
            let _ = fs::create_dir_all(&self.path).and_then(|()| fs::write(self.path.join(manifest::NEW), ""));
            Handle::open(&self.path).ok()
        };
        self.handle.get_or_init(open).as_ref()
    }
}

#[cfg(unix)]
struct Handle(rustix::fd::OwnedFd);

#[cfg(unix)]
impl Handle {
    fn open(path: &Path) -> io::Result<Self> {
        use rustix::fs::{Mode, OFlags};
        Ok(Self(rustix::fs::open(path, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?))
    }

    fn make_folder(&self, folder: &str) -> io::Result<()> {
        Ok(rustix::fs::mkdirat(&self.0, folder, 0o777.into())?)
    }

    fn create(&self, path: &str) -> io::Result<File> {
        use rustix::fs::OFlags;
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::TRUNC | OFlags::CLOEXEC;
        Ok(rustix::fs::openat(&self.0, path, flags, 0o666.into())?.into())
    }
}

#[cfg(not(unix))]
enum Handle {}

#[cfg(not(unix))]
impl Handle {
    fn open(_: &Path) -> io::Result<Self> {
        Err(ErrorKind::Unsupported.into())
    }

    fn make_folder(&self, _: &str) -> io::Result<()> {
        match *self {}
    }

    fn create(&self, _: &str) -> io::Result<File> {
        match *self {}
    }
}

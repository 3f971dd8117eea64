//! Reads a file that is published as it is, when its bytes are wanted: long after the folder was looked through.

use std::io::{self, ErrorKind};
use std::path::Path;

/// Reads a file that is published as it is, by its real path. If that, or a folder above it, has become a shortcut since
/// the folder was looked through, it could lead anywhere, and the file is not there.
#[expect(clippy::disallowed_methods, reason = "this is the edge where files are read")]
pub fn read_asset(disk: &Path) -> io::Result<Vec<u8>> {
    if disk.canonicalize()? != disk {
        return Err(ErrorKind::NotFound.into());
    }
    std::fs::read(disk)
}

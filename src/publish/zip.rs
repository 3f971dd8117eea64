//! The website as one ZIP file. The same website gives the same bytes on every computer.

#![expect(clippy::disallowed_methods, reason = "this is the edge where the file is written")]

use super::{Failure, Shipment};
use std::io::Write;
use std::path::Path;
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

/// Writes the file. It is put in its place when it is whole, so a former one is never left cut off.
pub fn write(shipment: &Shipment, to: &Path, step: &(dyn Fn() + Sync)) -> Result<(), Failure> {
    let failed =
        |error: &dyn std::fmt::Display| Failure::machine(format!("{} could not be written: {error}", to.display()));
    // A name of its own, and a file that was not there: nobody's is written over.
    let part = to.with_file_name(format!(
        ".{}.{}.part",
        to.file_name().unwrap_or_default().to_string_lossy(),
        std::process::id()
    ));
    let written = std::fs::File::create_new(&part).map_err(|error| failed(&error)).and_then(|file| {
        let mut zip = ZipWriter::new(std::io::BufWriter::new(file));
        for file in &shipment.files {
            zip.start_file(&*file.path, options()).map_err(|error| failed(&error))?;
            zip.write_all(&shipment.read(&file.path)?).map_err(|error| failed(&error))?;
            step();
        }
        let file = zip.finish().map_err(|error| failed(&error))?;
        file.into_inner().map_err(|error| failed(&error))?.sync_all().map_err(|error| failed(&error))
    });
    let placed = written.and_then(|()| std::fs::rename(&part, to).map_err(|error| failed(&error)));
    if placed.is_err() && part.exists() {
        // If it can't be taken away either, it is in nobody's way.
        let _ = std::fs::remove_file(&part);
    }
    placed
}

/// The same for every file: no time but the earliest that ZIP knows, and what a server may read.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
}

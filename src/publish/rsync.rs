//! Copies a website to a server with the person's own rsync. Files are kept aside there until all have
//! arrived, and then put in place together; what was sent before a cut is not sent again.

use super::programs::{LIST, Scratch, in_words, listed, run};
use super::{Changes, Failure, Live, Shipment};

/// A folder on a server.
pub struct Place {
    /// As rsync takes it, ending in a slash.
    target: String,
}

/// Some files did not go over, perhaps since they are not there (rsync's manual, “Exit values”).
const PARTIAL: i32 = 23;

impl Place {
    pub(super) fn new(to: &str) -> Result<Self, Failure> {
        if to.starts_with('-') || !to.contains([':', '/']) {
            return Err(Failure::usage(format!(
                "“{to}” is no place on a server. Type in content/site.yaml for example:\n\
                 publish_to: name@server.example.org:/path/to/the/website"
            )));
        }
        Ok(Self { target: format!("{}/", to.trim_end_matches('/')) })
    }

    pub(super) fn place(&self) -> &str {
        &self.target
    }

    pub(super) fn look(&self) -> Result<Live, Failure> {
        let scratch = Scratch::new()?;
        let (from, to) = (format!("{}{LIST}", self.target), scratch.0.display().to_string() + "/");
        match run("rsync", &["--quiet", &from, &to], b"", &|_| {})? {
            (0, ..) => Ok(listed(&scratch.read(LIST))),
            // Nothing was published there before.
            (PARTIAL, _, said) if said.contains("No such file") => Ok(Live::default()),
            (_, _, said) => Err(in_words("rsync", &said)),
        }
    }

    pub(super) fn send(&self, shipment: &Shipment, changes: &Changes, step: &(dyn Fn() + Sync)) -> Result<(), Failure> {
        let sent = changes.to_send().map(|n| shipment.files[n].path.as_str());
        self.copy(shipment, sent, step)?;
        // In a run of its own: rsync deletes before it sends, and a cut in between would leave holes.
        self.copy(shipment, changes.removed.iter().map(String::as_str), &|| {})?;
        // Last, so that after a cut the next run knows of everything that is still to be done.
        self.copy(shipment, std::iter::once(LIST), &|| {})
    }

    /// Copies the files of a list; those that are not here are deleted there.
    fn copy<'p>(
        &self,
        shipment: &Shipment,
        paths: impl Iterator<Item = &'p str>,
        step: &dyn Fn(),
    ) -> Result<(), Failure> {
        let list: String = paths.map(|path| format!("{path}\0")).collect();
        if list.is_empty() {
            return Ok(());
        }
        let from = format!("{}/", shipment.folder.display());
        let args = [
            "--out-format=sent",
            "--compress",
            // Folders that are there stay as whoever made them wants them.
            "--no-implied-dirs",
            "--checksum",
            "--chmod=D755,F644",
            "--perms",
            "--delay-updates",
            "--partial-dir=.bindery-partial",
            "--delete-missing-args",
            "--from0",
            "--files-from=-",
            &from,
            &self.target,
        ];
        match run("rsync", &args, list.as_bytes(), &|line| {
            if line == "sent" {
                step()
            }
        })? {
            (0, ..) => Ok(()),
            (_, _, said) => Err(in_words("rsync", &said)),
        }
    }
}

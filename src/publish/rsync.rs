//! Copies a website to a server with the person's own rsync. Files are kept aside there until all have
//! arrived, and then put in place together; what was sent before a cut is not sent again.

#![expect(clippy::disallowed_methods, reason = "this is the edge where folders for rsync are made")]

use super::programs::{LIST, Scratch, in_words, listed, run, wrong_scheme};
use super::{Changes, Failure, Live, Shipment};
use std::collections::BTreeSet;
use std::path::Path;

/// A folder on a server.
pub struct Place {
    /// As rsync takes it, ending in a slash.
    target: String,
}

/// Some files did not go over, perhaps since they are not there (rsync's manual, “Exit values”).
const PARTIAL: i32 = 23;

impl Place {
    pub(super) fn new(to: &str) -> Result<Self, Failure> {
        wrong_scheme(to)?;
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

    /// Whether it is a folder of this computer: before the name of a server's folder stands a colon.
    pub(super) fn is_here(&self) -> bool {
        let before_slash = self.target.split('/').next().unwrap_or("");
        !before_slash.contains(':')
    }

    pub(super) fn look(&self) -> Result<Live, Failure> {
        let scratch = Scratch::new()?;
        let (from, to) = (format!("{}{LIST}", self.target), scratch.0.display().to_string() + "/");
        match run("rsync", &["--quiet", &from, &to], b"", &|_| {})? {
            (0, ..) => Ok(listed(&scratch.read(LIST))),
            // Nothing was published there before.
            (PARTIAL, _, said) if said.contains("No such file") => {
                Ok(Live { others: self.others()?, ..Live::default() })
            }
            (_, _, said) => Err(in_words("rsync", &said)),
        }
    }

    /// What lies in the folder already, by name.
    fn others(&self) -> Result<BTreeSet<String>, Failure> {
        match run("rsync", &["--list-only", &self.target], b"", &|_| {})? {
            // A line holds the rights, the size, the day, the time and the name.
            (0, said, _) => {
                Ok(said.lines().filter_map(|line| line.split_whitespace().nth(4)).map(str::to_owned).collect())
            }
            (PARTIAL, _, said) if said.contains("No such file") => Ok(BTreeSet::new()),
            (_, _, said) => Err(in_words("rsync", &said)),
        }
    }

    pub(super) fn send(&self, shipment: &Shipment, changes: &Changes, step: &(dyn Fn() + Sync)) -> Result<(), Failure> {
        let sent = changes.to_send().map(|n| shipment.files[n].path.as_str());
        self.copy(&shipment.folder, sent, step)?;
        // In a run of its own: rsync deletes before it sends, and a cut in between would leave holes.
        self.remove(&changes.removed)?;
        // Last, so that after a cut the next run knows of everything that is still to be done.
        self.copy(&shipment.folder, std::iter::once(LIST), &|| {})
    }

    /// Takes files away there: they are copied from where only their folders are, since rsync gives up on a
    /// file whose folder is gone as well.
    fn remove(&self, paths: &[String]) -> Result<(), Failure> {
        let scratch = Scratch::new()?;
        for path in paths {
            let folder = scratch.0.join(Path::new(path).parent().unwrap_or(Path::new("")));
            std::fs::create_dir_all(&folder)
                .map_err(|error| Failure::machine(format!("{} could not be made: {error}", folder.display())))?;
        }
        self.copy(&scratch.0, paths.iter().map(String::as_str), &|| {})
    }

    /// Copies the files of a list; those that are not here are deleted there.
    fn copy<'p>(&self, folder: &Path, paths: impl Iterator<Item = &'p str>, step: &dyn Fn()) -> Result<(), Failure> {
        let list: String = paths.map(|path| format!("{path}\0")).collect();
        if list.is_empty() {
            return Ok(());
        }
        let from = format!("{}/", folder.display());
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

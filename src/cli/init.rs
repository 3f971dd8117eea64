//! `init` makes a small hub that builds without a complaint.

#![expect(clippy::disallowed_methods, reason = "commands are an edge: this one writes the first files")]

use super::setup::setup;
use super::{Ending, say};
use crate::date::Date;
use crate::hosts;
use crate::project::Project;
use crate::starter::FILES;
use clap::Args;
use std::path::{Path, PathBuf};

/// Make a small hub.
#[derive(Args)]
pub(super) struct Init {
    /// The folder to make it in
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
    /// Write the files that this host needs as well, such as github
    #[arg(long, value_name = "HOST")]
    host: Option<String>,
}

impl Init {
    pub(super) fn run(self) -> Ending {
        let folder = crate::project::absolute(&self.folder);
        if let Some(name) = self.host.as_deref().filter(|name| hosts::named(name).is_none()) {
            return Ending::Usage(format!("Bindery does not know the host “{name}”. {}", hosts::nearest(name)));
        }
        if folder.join("content").exists() {
            return Ending::Usage(format!(
                "There is a folder “content” in {} already, so nothing was changed.\n\
                 To look at that hub, type there: bindery serve",
                folder.display()
            ));
        }
        // A repository that was made at a host may have a .gitignore already, which stays.
        for file in FILES.iter().filter(|file| !folder.join(file.path).exists()) {
            let path = folder.join(file.path);
            if let Err(error) = write(&path, file.text) {
                return Ending::Failed(format!("{} could not be written: {error}", path.display()));
            }
        }
        let go =
            if self.folder == Path::new(".") { String::new() } else { format!("  cd \"{}\"\n", self.folder.display()) };
        say(&format!(
            "Made a small hub in {}.\nTo see it in your browser, type:\n{go}  bindery serve\n\
             Then open the files in the folder “content” in any editor, change something and save it.",
            folder.display()
        ));
        match (self.host, Project::find(&folder)) {
            (Some(host), Some(mut project)) => setup(&mut project, &host, Date::today(), false),
            _ => Ending::Done,
        }
    }
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, text)
}

//! `init` makes a small hub that builds without a complaint.

#![expect(clippy::disallowed_methods, reason = "commands are an edge: this one writes the first files")]

use super::setup::setup;
use super::{Ending, editor, say};
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
    /// Write the settings of this editor as well, also beside a hub that is there already: vscode
    #[arg(long, value_name = "EDITOR")]
    editor: Option<String>,
}

impl Init {
    pub(super) fn run(self) -> Ending {
        let folder = crate::project::absolute(&self.folder);
        if let Some(name) = self.host.as_deref().filter(|name| hosts::named(name).is_none()) {
            return Ending::Usage(format!("Bindery does not know the host “{name}”. {}", hosts::nearest(name)));
        }
        if let Some(message) = self.editor.as_deref().and_then(editor::unknown) {
            return Ending::Usage(message);
        }
        let is_there = folder.join("content").exists();
        if let (true, None, Some(name)) = (is_there, &self.host, &self.editor) {
            return editor::set_up(&folder, name);
        }
        if is_there {
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
        if let Some(Ending::Failed(message)) = self.editor.map(|name| editor::set_up(&folder, &name)) {
            return Ending::Failed(message);
        }
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

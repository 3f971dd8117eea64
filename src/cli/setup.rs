//! Writes the files that a host reads beside `content`, and names the host in the settings. A file
//! that says something else is left as it is, and the person is told.

#![expect(clippy::disallowed_methods, reason = "commands are an edge: this one writes the files that a host reads")]

use super::{Ending, say};
use crate::hosts::{self, Host, Rules};
use crate::inputs::SETTINGS;
use crate::pipeline::{Memo, Plan};
use crate::project::Project;
use std::io::ErrorKind;
use std::path::Path;

/// Sets a hub up for a host.
pub(super) fn setup(project: &mut Project, name: &str, today: crate::date::Date, replace: bool) -> Ending {
    let Some(host) = hosts::named(name) else {
        return Ending::Usage(format!("Bindery does not know the host “{name}”. {}", hosts::nearest(name)));
    };
    let plan = Plan::new(&project.read(today, false), &mut Memo::default(), &());
    let rules = Rules::of(&plan.site);
    let files: Vec<(&str, String)> = host.setup.iter().map(|file| (file.path, (file.write)(&rules))).collect();
    let differs = |(path, text): &&(&str, String)| is_other(&project.root.join(path), text);
    let others: Vec<&str> = files.iter().filter(differs).map(|(path, _)| *path).collect();
    if !others.is_empty() && !replace {
        return Ending::Usage(format!(
            "Nothing was written: {} says something else than Bindery would write.\n\
             To keep what you have, do nothing. To put Bindery's in its place, type:\n\
             bindery publish --setup {name} --replace",
            others.join(" and ")
        ));
    }
    for (path, text) in &files {
        if let Err(error) = write(&project.root.join(path), text) {
            return Ending::Failed(format!("{path} could not be written: {error}"));
        }
        say(&format!("Wrote {path}."));
    }
    let said = match name_host(&project.content.join(SETTINGS), &plan, host) {
        Ok(said) => said,
        Err(error) => return Ending::Failed(format!("content/{SETTINGS} could not be changed: {error}")),
    };
    say(&format!("{said}\nWhat to do next for {}:\n{}", host.label, host.list_of_steps()));
    Ending::Done
}

/// Adds the host to the settings, unless they name one.
fn name_host(path: &Path, plan: &Plan, host: &Host) -> std::io::Result<String> {
    let line = format!("host: {}", host.name);
    match plan.site.settings.host {
        Some((named, _)) if named == host => Ok(format!("content/{SETTINGS} says “{line}” already.")),
        Some((named, _)) => Ok(format!(
            "content/{SETTINGS} says “host: {}”. To publish on {} in its place, type there:\n{line}",
            named.name, host.label
        )),
        // A second line of that name would be one too many.
        None if plan.site.settings.source.text.lines().any(|line| line.starts_with("host:")) => {
            Ok(format!("Type in content/{SETTINGS}:\n{line}"))
        }
        None => {
            let text = std::fs::read_to_string(path)?;
            let (gap, end) =
                (if text.ends_with('\n') { "" } else { "\n" }, if text.contains("\r\n") { "\r\n" } else { "\n" });
            std::fs::write(path, format!("{text}{gap}{end}# Where the hub is published.{end}{line}{end}"))?;
            Ok(format!("Added “{line}” to content/{SETTINGS}."))
        }
    }
}

/// Whether a file is there that says something else. Line ends do not count: Git may change them.
pub(super) fn is_other(path: &Path, text: &str) -> bool {
    match std::fs::read(path) {
        Ok(there) => String::from_utf8_lossy(&there).replace("\r\n", "\n") != *text,
        Err(error) => error.kind() != ErrorKind::NotFound,
    }
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, text)
}

//! Writes the files with which an editor starts `bindery lsp`. A file that is there already is left as it is, and
//! the person is told what to add to it.

#![expect(clippy::disallowed_methods, reason = "commands are an edge: this one writes an editor's settings")]

use super::setup::is_other;
use super::{Ending, say};
use std::path::Path;

/// One editor.
struct Editor {
    /// What to type.
    name: &'static str,
    /// What it is called.
    label: &'static str,
    /// Its files in the hub's top folder, and what they say.
    files: &'static [(&'static str, &'static str)],
    /// What to do next.
    next: &'static str,
}

/// The editors that take their settings from the hub's folder.
const EDITORS: &[Editor] = &[Editor {
    name: "vscode",
    label: "Visual Studio Code",
    files: &[
        (".vscode/settings.json", include_str!("editor/vscode-settings.json")),
        (".vscode/extensions.json", include_str!("editor/vscode-extensions.json")),
    ],
    next: "Open the hub's folder in Visual Studio Code, and install the extension that it recommends.",
}];

/// What to type in the place of an editor's name that is not known; `None` if it is known.
pub(super) fn unknown(name: &str) -> Option<String> {
    let names: Vec<&str> = EDITORS.iter().map(|editor| editor.name).collect();
    let message = || format!("Bindery has no files for the editor “{name}”. There are: {}.", names.join(", "));
    let more = "The handbook says how to set up others: Handbook, Your editor.";
    (!names.contains(&name)).then(|| format!("{}\n{more}", message()))
}

/// Sets an editor up for the hub in a folder.
pub(super) fn set_up(folder: &Path, name: &str) -> Ending {
    let Some(editor) = EDITORS.iter().find(|editor| editor.name == name) else {
        return Ending::Usage(unknown(name).unwrap_or_default());
    };
    for (path, text) in editor.files {
        let place = folder.join(path);
        if is_other(&place, text) {
            say(&format!("{path} is there already and was left as it is. Put these lines into it:\n{text}"));
            continue;
        }
        if place.exists() {
            say(&format!("{path} is as it should be."));
            continue;
        }
        let written =
            std::fs::create_dir_all(place.parent().unwrap_or(folder)).and_then(|()| std::fs::write(&place, text));
        if let Err(error) = written {
            return Ending::Failed(format!("{path} could not be written: {error}"));
        }
        say(&format!("Wrote {path} for {}.", editor.label));
    }
    say(editor.next);
    Ending::Done
}

//! Judges the names and places of files and folders: which belong to a hub, and which work on every computer. It
//! reads none.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::inputs::SETTINGS;
use crate::path::{RelPath, is_reserved};
use std::ffi::OsStr;
use std::path::Path;

/// Names that begin with `.` or `_` are not published, nor is what programs leave behind.
pub(super) fn is_part(name: &str) -> bool {
    const LEFT_BEHIND: &[&str] = &["thumbs.db", "desktop.ini", "__macosx", "node_modules"];
    let ends = |end: &str| name.len().checked_sub(end.len()).is_some_and(|at| is_alike(&name.as_bytes()[at..], end));
    let is_temporary = name.starts_with("~$") || ends("~") || ends(".tmp") || ends(".swp");
    let is_left_behind = || LEFT_BEHIND.iter().any(|other| is_alike(name.as_bytes(), other));
    !(name.starts_with(['.', '_']) || is_temporary || is_left_behind())
}

fn is_alike(name: &[u8], other: &str) -> bool {
    name.eq_ignore_ascii_case(other.as_bytes())
}

/// Whether a name works on every system. The rules are those of Windows, the strictest
/// (Microsoft, “Naming Files, Paths, and Namespaces”).
pub(super) fn has_good_name(file: &OsStr, name: &str, path: &RelPath, problems: &mut Vec<Diagnostic>) -> bool {
    let bad = |c: char| c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\');
    let why = if file.to_str().is_none() {
        "is not written in Unicode"
    } else if is_reserved(name) {
        "is one that Windows keeps for itself"
    } else if name.ends_with(['.', ' ']) {
        "ends in a full stop or a space"
    } else if name.contains(bad) {
        "has a character that not every computer allows"
    } else {
        return true;
    };
    let message = format!("The name “{}” {why}.", name.escape_debug());
    let help = "Give the file another name: letters, digits and hyphens always work.";
    problems.push(Diagnostic::new(&codes::FILE_NAME, path, message).help(help));
    false
}

/// Whether a file lies in the content folder of a hub or beside it in its themes, where what people write is.
pub fn is_among_sources(file: &Path) -> bool {
    let whole = super::absolute(file);
    let folder = whole.parent().map(|folder| folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf()));
    folder.is_some_and(|folder| {
        folder.ancestors().any(|at| {
            let is_themes = at.file_name().is_some_and(|name| name == "themes");
            at.join(SETTINGS).is_file() || is_themes && at.with_file_name("content").join(SETTINGS).is_file()
        })
    })
}

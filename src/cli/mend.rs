//! `check --fix` puts mended texts in the place of the hub's files, each in one step: whoever ends it at any
//! moment leaves each file as it was or as it should be. It never touches a file that changed since it was
//! read, that may only be read, or that is a shortcut to another.

#![expect(clippy::disallowed_methods, reason = "commands are an edge: this one mends the hub's own files")]

use super::build::counted;
use super::only::Only;
use super::{Ending, HubArgs, say, write_data};
use crate::checks::Depth;
use crate::fix::{self, Change, Mended};
use crate::path::RelPath;
use crate::project::Project;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Shows what would change.
pub(super) fn show(project: &mut Project, hub: &HubArgs, only: &Only) -> Result<Ending, Ending> {
    let mut mended = look(project, hub, only);
    mended.files.retain(|path, change| match may_change(&project.content.join(path.as_str()), change) {
        Ok(()) => true,
        Err(why) => {
            tell(path, &why);
            false
        }
    });
    write_data(&fix::diff(&mended));
    say(&match counted_fixes(mended.files.values()) {
        None => "There is nothing that could be mended without a doubt.".to_owned(),
        Some(words) => format!("{words} would be mended. Nothing was changed."),
    });
    Ok(Ending::Done)
}

/// Mends the files, and says which.
pub(super) fn write(project: &mut Project, hub: &HubArgs, only: &Only) -> Result<(), Ending> {
    let mended = look(project, hub, only);
    let mut done = Vec::new();
    for (path, change) in &mended.files {
        let file = project.content.join(path.as_str());
        match may_change(&file, change).and_then(|()| replace(&file, change)) {
            Ok(()) => {
                say(&format!("Mended content/{path}: {}.", counted(change.count, "problem")));
                done.push(change);
            }
            Err(Why::Failed(error)) => {
                return Err(Ending::Failed(format!("content/{path} could not be written: {error}.\nIt is as it was.")));
            }
            Err(why) => tell(path, &why),
        }
    }
    if let Some(words) = counted_fixes(done.into_iter()) {
        say(&format!("{words} mended.\n"));
    }
    for path in &mended.unfinished {
        say(&format!("There is more to mend in content/{path}. Type the command again."));
    }
    Ok(())
}

fn look(project: &mut Project, hub: &HubArgs, only: &Only) -> Mended {
    let inputs = project.read_for(&|| hub.today(), hub.drafts, Depth::All);
    let mut mended = fix::mended(&inputs);
    mended.files.retain(|path, _| only.wants(path));
    mended.not_utf8.retain(|path| only.wants(path));
    mended.unfinished.retain(|path| only.wants(path));
    for path in &mended.not_utf8 {
        let why = "it is not saved as UTF-8. Save it again with the encoding “UTF-8” first";
        say(&format!("content/{path} was left as it is: {why}."));
    }
    mended
}

/// “3 problems in 2 files”; nothing if there is none.
fn counted_fixes<'c>(changes: impl Iterator<Item = &'c Change> + Clone) -> Option<String> {
    let problems: usize = changes.clone().map(|change| change.count).sum();
    let files = changes.count();
    (files > 0).then(|| format!("{} in {}", counted(problems, "problem"), counted(files, "file")))
}

/// Why a file was left as it is.
enum Why {
    Shortcut,
    OtherName,
    ReadOnly,
    Changed,
    Failed(io::Error),
}

fn tell(path: &RelPath, why: &Why) {
    let why = match why {
        Why::Shortcut => "it is a shortcut (a symbolic link). Mend the file to which it leads".to_owned(),
        Why::OtherName => "it has a second name elsewhere (a hard link), which would be parted from it".to_owned(),
        Why::ReadOnly => "it may only be read. Allow writing to it, and type the command again".to_owned(),
        Why::Changed => "it has changed meanwhile. Type the command again".to_owned(),
        Why::Failed(error) => error.to_string(),
    };
    say(&format!("content/{path} was left as it is: {why}."));
}

/// Whether a file is still what was read, and may be replaced.
fn may_change(file: &Path, change: &Change) -> Result<(), Why> {
    let metadata = fs::symlink_metadata(file).map_err(Why::Failed)?;
    if metadata.is_symlink() {
        return Err(Why::Shortcut);
    }
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::nlink(&metadata) > 1 {
        return Err(Why::OtherName);
    }
    if metadata.permissions().readonly() {
        return Err(Why::ReadOnly);
    }
    if fs::read(file).map_err(Why::Failed)? != change.before.as_bytes() {
        return Err(Why::Changed);
    }
    Ok(())
}

/// Puts the new text in the file's place. The text waits beside it, under a name that is no part of a hub.
fn replace(file: &Path, change: &Change) -> Result<(), Why> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let waiting = file.with_file_name(format!(".{name}.mended"));
    // One that a run left behind that was ended.
    let _ = fs::remove_file(&waiting);
    let written = fill(&waiting, file, &change.after)
        .map_err(Why::Failed)
        .and_then(|()| may_change(file, change))
        .and_then(|()| fs::rename(&waiting, file).map_err(Why::Failed));
    if written.is_err() {
        // Nothing to be done if this fails: its name keeps it out of the hub.
        let _ = fs::remove_file(&waiting);
    }
    written
}

fn fill(waiting: &Path, file: &Path, text: &str) -> io::Result<()> {
    let mut new = File::options().write(true).create_new(true).open(waiting)?;
    new.write_all(text.as_bytes())?;
    new.set_permissions(fs::metadata(file)?.permissions())?;
    new.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changed_since_it_was_read_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("page.md");
        let change = Change { before: "one".into(), after: "two".into(), count: 1 };
        fs::write(&file, "newer").unwrap();
        assert!(matches!(replace(&file, &change), Err(Why::Changed)));
        assert_eq!(fs::read_to_string(&file).unwrap(), "newer");
        fs::write(&file, "one").unwrap();
        assert!(replace(&file, &change).is_ok());
        assert_eq!(fs::read_to_string(&file).unwrap(), "two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing waits beside it");
    }
}

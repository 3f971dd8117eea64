//! Reading a hub from a real disk: what belongs to it, what is refused, and what is read again.

use crate::support::{today, told};
use bindery::inputs::{File, Inputs};
use bindery::path::RelPath;
use bindery::project::Project;
use std::fs;
use std::path::PathBuf;

struct Disk(tempfile::TempDir);

impl Disk {
    fn new() -> Self {
        let disk = Self(tempfile::tempdir().unwrap());
        disk.write("content/site.yaml", "title: Hub\nurl: https://hub.example.org/\nfeedback: no\n");
        disk.write("content/index.md", "---\ntitle: Home\n---\n");
        disk
    }

    fn at(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.at(path).parent().unwrap()).unwrap();
        fs::write(self.at(path), text).unwrap();
    }

    fn read(&self) -> Inputs {
        Project::find(self.0.path()).unwrap().read(today(), false)
    }

    fn files(&self) -> Vec<String> {
        self.read().files.keys().map(ToString::to_string).collect()
    }

    /// The codes of what reading found wrong, with their files.
    fn problems(&self) -> Vec<(String, String)> {
        let problems = self.read().problems;
        problems.iter().map(|p| (p.code.name.to_owned(), p.file.to_string())).collect()
    }
}

#[test]
fn what_programs_leave_behind_is_no_part_of_the_hub() {
    let disk = Disk::new();
    for path in [
        ".git/config",
        "_drafts/a.md",
        "Thumbs.db",
        "~$letter.docx",
        "a.md~",
        ".a.md.swp",
        "x.tmp",
        "deep/.hidden/b.md",
    ] {
        disk.write(&format!("content/{path}"), "x");
    }
    disk.write("content/letter.docx", "x");
    assert_eq!(disk.files(), ["index.md", "letter.docx", "site.yaml"]);
    assert_eq!(disk.problems(), []);
}

#[test]
fn a_content_folder_is_a_whole_hub() {
    let disk = Disk::new();
    assert!(Project::find(&disk.at("content")).is_some());
    assert!(Project::find(&disk.at("elsewhere")).is_none());
}

#[cfg(unix)]
#[test]
fn shortcuts_that_leave_the_hub_are_refused() {
    use std::os::unix::fs::symlink;
    let disk = Disk::new();
    disk.write("secret.txt", "private");
    disk.write("content/real.txt", "public");
    symlink(disk.at("secret.txt"), disk.at("content/out.txt")).unwrap();
    symlink(disk.at("content/real.txt"), disk.at("content/in.txt")).unwrap();
    symlink(disk.at("content"), disk.at("content/loop")).unwrap();
    symlink(disk.at("nowhere"), disk.at("content/dangling")).unwrap();
    symlink("/etc", disk.at("content/etc")).unwrap();
    assert_eq!(disk.files(), ["in.txt", "index.md", "real.txt", "site.yaml"]);
    let refused = ["dangling", "etc", "loop", "out.txt"].map(|file| ("symlink-outside".to_owned(), file.to_owned()));
    assert_eq!(disk.problems(), refused);
}

#[cfg(unix)]
#[test]
fn a_theme_is_made_of_files_of_its_own() {
    use std::os::unix::fs::symlink;
    let disk = Disk::new();
    disk.write("elsewhere/templates/page.html", "{{ page.title }}");
    disk.write("themes/own/static/a.css", "a {}");
    symlink(disk.at("elsewhere"), disk.at("themes/linked")).unwrap();
    symlink(disk.at("elsewhere/templates"), disk.at("themes/own/templates")).unwrap();
    symlink(disk.at("elsewhere/templates/page.html"), disk.at("themes/own/static/b.html")).unwrap();
    let refused = ["themes/linked", "themes/own/static/b.html", "themes/own/templates"];
    assert_eq!(disk.problems(), refused.map(|file| ("symlink-outside".to_owned(), file.to_owned())));
    assert_eq!(disk.read().themes["own"].keys().map(ToString::to_string).collect::<Vec<_>>(), ["static/a.css"]);
}

#[cfg(unix)]
#[test]
fn names_that_do_not_work_everywhere_are_refused() {
    use std::os::unix::ffi::OsStrExt;
    let disk = Disk::new();
    for name in ["CON.md", "nul.txt", "com1.pdf", "what?.md", "a:b.md", "dot.", "space ", "line\nbreak.md"] {
        disk.write(&format!("content/{name}"), "---\ntitle: A\n---\n");
    }
    fs::write(disk.at("content").join(std::ffi::OsStr::from_bytes(b"caf\xe9.md")), "x").unwrap();
    disk.write("content/console.md", "---\ntitle: A\n---\n");
    assert_eq!(disk.files(), ["console.md", "index.md", "site.yaml"]);
    let problems = disk.problems();
    assert_eq!(problems.len(), 9, "{problems:?}");
    assert!(problems.iter().all(|(code, _)| code == "file-name"));
}

#[test]
fn a_page_of_50_megabytes_is_not_even_read() {
    let disk = Disk::new();
    let file = fs::File::create(disk.at("content/big.md")).unwrap();
    file.set_len(50_000_000).unwrap();
    let inputs = disk.read();
    assert_eq!(inputs.files.get(&RelPath::new("big.md")), Some(&File::TooBig(50_000_000)));
    assert!(told(&inputs.problems).contains("50 MB long; the most is 2 MB"), "{}", told(&inputs.problems));
}

/// Two edits within one tick of the disk's clock that leave the length as it was are both seen.
#[test]
fn quick_edits_are_seen() {
    let disk = Disk::new();
    let mut project = Project::find(disk.0.path()).unwrap();
    for n in 0..50 {
        let text = format!("---\ntitle: Page {n:02}\n---\n");
        disk.write("content/a.md", &text);
        let inputs = project.read(today(), false);
        assert_eq!(inputs.files.get(&RelPath::new("a.md")), Some(&File::Text(text.as_bytes().into())));
    }
}

#[test]
fn a_hub_without_its_settings_still_says_what_is_wrong() {
    let disk = Disk::new();
    fs::remove_file(disk.at("content/site.yaml")).unwrap();
    let report = bindery::pipeline::build(&disk.read(), &mut bindery::pipeline::Memo::default(), &(), |_| ());
    let codes: Vec<_> = report.problems.iter().map(|problem| problem.code.name).collect();
    assert_eq!(codes, ["setting-missing"], "{}", told(&report.problems));
}

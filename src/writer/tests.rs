#![expect(clippy::disallowed_methods, reason = "tests look at what was written")]

use super::*;
use crate::path::OutputPath;
use std::time::SystemTime;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn at(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// A build of these files into `public`.
    fn build(&self, files: &[(&str, &str)]) -> Result<Summary, WriteError> {
        let writer = Writer::open(&self.at("public"), &[self.at("content")])?;
        put_all(&writer, files)?;
        writer.commit(None)
    }

    /// Every file below `public` with its text, the manifest left out.
    fn files(&self) -> Vec<(String, String)> {
        self.listed("public").into_iter().filter(|(name, _)| name != manifest::NAME).collect()
    }

    fn listed(&self, folder: &str) -> Vec<(String, String)> {
        let root = self.at(folder);
        let files = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().flatten();
        files
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let name = entry.path().strip_prefix(&root).unwrap().to_string_lossy().into_owned();
                (name, fs::read_to_string(entry.path()).unwrap())
            })
            .collect()
    }

    /// What lies beside the output folder.
    fn beside(&self) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(self.0.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn put_all(writer: &Writer, files: &[(&str, &str)]) -> Result<(), WriteError> {
    files.iter().try_for_each(|(path, text)| {
        writer.put(
            &Output { path: &OutputPath::new(path), content: Content::Bytes(text.as_bytes()) },
            &PictureCache::default(),
        )
    })
}

fn stamp(path: &Path) -> SystemTime {
    fs::metadata(path).unwrap().modified().unwrap()
}

fn refusal(folder: &Path, guarded: &[PathBuf]) -> String {
    Writer::open(folder, guarded).err().expect("this folder must be refused").to_string()
}

#[test]
fn files_come_stay_change_and_go() {
    let folder = Folder::new();
    let summary = folder.build(&[("a.html", "a"), ("deep/er/b.html", "b"), ("c.html", "c")]).unwrap();
    assert_eq!(summary, Summary { written: 3, unchanged: 0, removed: 0 });
    let before = stamp(&folder.at("public/c.html"));
    let summary = folder.build(&[("a.html", "new"), ("c.html", "c")]).unwrap();
    assert_eq!(summary, Summary { written: 1, unchanged: 1, removed: 1 });
    assert_eq!(folder.files(), [("a.html".into(), "new".into()), ("c.html".into(), "c".into())]);
    assert!(!folder.at("public/deep").exists(), "empty folders go too");
    assert_eq!(stamp(&folder.at("public/c.html")), before, "an unchanged file keeps its time stamp");
    assert_eq!(folder.beside(), ["public"], "nothing is left beside the output");
}

#[test]
fn a_build_without_changes_writes_nothing() {
    let folder = Folder::new();
    let files = [("a.html", "a"), ("b/index.html", "b")];
    folder.build(&files).unwrap();
    let stamps = |folder: &Folder| {
        ["public", "public/b", "public/a.html", "public/.bindery-manifest"].map(|path| stamp(&folder.at(path)))
    };
    let before = (stamps(&folder), folder.listed("public"));
    let summary = folder.build(&files).unwrap();
    assert_eq!(summary, Summary { written: 0, unchanged: 2, removed: 0 });
    assert_eq!((stamps(&folder), folder.listed("public")), before);
}

#[test]
fn a_build_that_fails_changes_nothing() {
    let folder = Folder::new();
    folder.build(&[("a.html", "a")]).unwrap();
    let writer = Writer::open(&folder.at("public"), &[]).unwrap();
    put_all(&writer, &[("a.html", "half"), ("b.html", "half")]).unwrap();
    drop(writer);
    assert_eq!(folder.files(), [("a.html".into(), "a".into())]);
    assert_eq!(folder.beside(), ["public"]);
}

#[test]
fn folders_with_somebodys_work_are_refused() {
    let folder = Folder::new();
    for name in ["content/inner", "repository/.git", "full"] {
        fs::create_dir_all(folder.at(name)).unwrap();
    }
    fs::write(folder.at("full/letter.txt"), "Dear").unwrap();
    fs::write(folder.at("file"), "").unwrap();
    let content = [folder.at("content")];
    assert!(refusal(&folder.at("content"), &content).contains("own sources"));
    assert!(refusal(&folder.at("content/inner"), &content).contains("inside the hub's own sources"));
    assert!(refusal(&folder.at(""), &content).contains("lie inside it"));
    assert!(refusal(&folder.at("other/../content"), &content).contains("own sources"));
    assert!(refusal(&folder.at("repository"), &[]).contains("Git repository"));
    assert!(refusal(&folder.at("full"), &[]).contains("letter.txt"));
    assert!(refusal(&folder.at("file"), &[]).contains("not a folder"));
    assert!(refusal(Path::new("/"), &[]).contains("top of a disk"));
    assert_eq!(fs::read_to_string(folder.at("full/letter.txt")).unwrap(), "Dear");
}

#[cfg(unix)]
#[test]
fn shortcuts_do_not_lead_around_a_refusal() {
    let folder = Folder::new();
    fs::create_dir_all(folder.at("content")).unwrap();
    std::os::unix::fs::symlink(folder.at("content"), folder.at("public")).unwrap();
    assert!(refusal(&folder.at("public"), &[folder.at("content")]).contains("own sources"));
    fs::remove_file(folder.at("public")).unwrap();
    folder.build(&[("a.html", "a")]).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", folder.at("public/link")).unwrap();
    assert!(refusal(&folder.at("public"), &[]).contains("link"));
}

#[test]
fn a_file_changed_by_hand_is_not_taken_away() {
    let folder = Folder::new();
    folder.build(&[("a.html", "a"), ("b.html", "b")]).unwrap();
    fs::write(folder.at("public/b.html"), "mine").unwrap();
    let error = folder.build(&[("a.html", "a")]).unwrap_err();
    assert!(error.to_string().contains("changed by hand"), "{error}");
    assert_eq!(fs::read_to_string(folder.at("public/b.html")).unwrap(), "mine");
    let summary = folder.build(&[("a.html", "a"), ("b.html", "b")]).unwrap();
    assert_eq!(summary.written, 1, "a file that is still made is made again");
}

#[test]
fn an_interrupted_build_is_healed() {
    let folder = Folder::new();
    folder.build(&[("a.html", "a")]).unwrap();
    fs::create_dir_all(folder.at(".public.staging/x")).unwrap();
    fs::write(folder.at(".public.staging").join(manifest::NEW), "").unwrap();
    folder.build(&[("a.html", "b")]).unwrap();
    assert_eq!(folder.beside(), ["public"]);
    fs::rename(folder.at("public"), folder.at(".public.former")).unwrap();
    let writer = Writer::open(&folder.at("public"), &[]).unwrap();
    drop(writer);
    assert_eq!(folder.files(), [("a.html".into(), "b".into())], "the former output is back");
}

#[test]
fn what_has_a_name_that_a_build_needs_stays() {
    for name in [".public.staging/thesis.txt", ".public.former/letter.txt", ".public.lock"] {
        let folder = Folder::new();
        folder.build(&[("a.html", "a")]).unwrap();
        fs::create_dir_all(folder.at(name).parent().unwrap()).unwrap();
        fs::write(folder.at(name), "mine").unwrap();
        let error = folder.build(&[("a.html", "b")]).unwrap_err();
        assert!(error.is_usage() && error.to_string().contains("did not make it"), "{name}: {error}");
        assert_eq!(fs::read_to_string(folder.at(name)).unwrap(), "mine");
        assert_eq!(folder.files(), [("a.html".into(), "a".into())]);
    }
    let folder = Folder::new();
    fs::create_dir_all(folder.at("public").join(manifest::STAGING)).unwrap();
    fs::write(folder.at("public").join(manifest::STAGING).join("letter.txt"), "mine").unwrap();
    assert!(refusal(&folder.at("public"), &[]).contains("did not make"));
    assert!(folder.at("public").join(manifest::STAGING).join("letter.txt").exists());
}

#[test]
fn a_manifest_that_leads_out_of_the_folder_takes_nothing_away() {
    let folder = Folder::new();
    folder.build(&[("a.html", "a")]).unwrap();
    fs::write(folder.at("precious.txt"), "mine").unwrap();
    let manifest = folder.at("public").join(manifest::NAME);
    let mut text = fs::read_to_string(&manifest).unwrap();
    let absolute = folder.at("precious.txt").display().to_string();
    for path in ["../precious.txt", "x/../../precious.txt", &absolute] {
        text += &format!("{}  {path}\n", Hash::of(b"mine"));
    }
    fs::write(&manifest, text).unwrap();
    let summary = folder.build(&[("a.html", "b")]).unwrap();
    assert_eq!((summary.removed, fs::read_to_string(folder.at("precious.txt")).unwrap()), (0, "mine".to_owned()));
    assert!(Manifest::of(&folder.at("public")).unwrap().paths().all(OutputPath::is_plain));
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_a_manifest_keeps_nobody_waiting() {
    let folder = Folder::new();
    fs::create_dir_all(folder.at("public")).unwrap();
    let status = std::process::Command::new("mkfifo").arg(folder.at("public").join(manifest::NAME)).status().unwrap();
    assert!(status.success());
    assert!(refusal(&folder.at("public"), &[]).contains(manifest::NAME));
}

#[cfg(unix)]
#[test]
fn a_folder_that_only_its_owner_may_open_stays_so() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    folder.build(&[("a.html", "a")]).unwrap();
    fs::set_permissions(folder.at("public"), fs::Permissions::from_mode(0o700)).unwrap();
    folder.build(&[("a.html", "b")]).unwrap();
    assert_eq!(fs::metadata(folder.at("public")).unwrap().permissions().mode() & 0o777, 0o700);
}

#[test]
fn two_builds_do_not_mix() {
    let folder = Folder::new();
    let first = Writer::open(&folder.at("public"), &[]).unwrap();
    assert!(refusal(&folder.at("public"), &[]).contains("Another build"));
    put_all(&first, &[("a.html", "a")]).unwrap();
    first.commit(None).unwrap();
    folder.build(&[("a.html", "b")]).unwrap();
}

#[test]
fn paths_that_climb_are_refused() {
    let folder = Folder::new();
    let writer = Writer::open(&folder.at("public"), &[]).unwrap();
    for path in ["../x", "/x", "a//b", "a/./b", "", "a\\b"] {
        assert!(put_all(&writer, &[(path, "")]).is_err(), "{path:?}");
    }
}

#[test]
fn many_threads_may_write_at_once() {
    let folder = Folder::new();
    let writer = Writer::open(&folder.at("public"), &[]).unwrap();
    std::thread::scope(|scope| {
        for thread in 0..2 {
            let writer = &writer;
            scope.spawn(move || {
                for n in 0..1000 {
                    let path = OutputPath::new(format!("{}/{thread}-{n}.html", n % 50));
                    writer
                        .put(
                            &Output { path: &path, content: Content::Bytes(n.to_string().as_bytes()) },
                            &PictureCache::default(),
                        )
                        .unwrap();
                }
            });
        }
    });
    assert_eq!(writer.commit(None).unwrap().written, 2000);
    assert_eq!(folder.files().len(), 2000);
}

#[test]
fn of_many_builds_one_writes_at_a_time() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("public");
    let (inside, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let build = || {
        for _ in 0..300 {
            let Ok(writer) = Writer::open(&out, &[]) else { continue };
            assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0, "another build is at work");
            std::thread::yield_now();
            inside.fetch_sub(1, Ordering::SeqCst);
            drop(writer);
            done.fetch_add(1, Ordering::SeqCst);
        }
    };
    std::thread::scope(|scope| (0..4).for_each(|_| drop(scope.spawn(build))));
    assert!(done.into_inner() > 0);
}

#[test]
fn a_manifest_is_replaced_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let (name, new) = (folder.path().join(manifest::NAME), folder.path().join(manifest::NEW));
    fs::write(&name, "former").unwrap();
    fs::create_dir(&new).unwrap();
    assert!(swap::replace_manifest(folder.path(), "new").is_err());
    assert_eq!(fs::read_to_string(&name).unwrap(), "former");
    fs::remove_dir(&new).unwrap();
    swap::replace_manifest(folder.path(), "new").unwrap();
    assert_eq!(fs::read_to_string(&name).unwrap(), "new");
    assert!(!new.exists());
}

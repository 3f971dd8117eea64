//! Builds that are killed, and disks that fail: whatever happens, the output folder is whole, and nobody's files are
//! touched. The time at which a build is killed is random, and so every run of these tests tries others.
#![cfg(target_os = "linux")]

use crate::support::{Built, Random, bytes, read_tree, today};
use bindery::picture_cache::PictureCache;
use bindery::pipeline::{self, Memo};
use bindery::project::Project;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::symlink;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

type Tree = BTreeMap<String, Vec<u8>>;

/// A hub on a disk, beside things that are somebody's.
struct Place {
    folder: tempfile::TempDir,
    /// Where the output is for whoever looks from here.
    seen: PathBuf,
    /// What keeps another disk in the place of the output folder, and its process.
    mount: Option<Child>,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let seen = folder.path().join("public");
        let place = Self { folder, seen, mount: None };
        place.write("content/site.yaml", "title: Hub\nurl: https://hub.example.org/\nfeedback: no\n");
        place.write("content/index.md", "---\ntitle: Home\n---\n");
        place.write("letter.txt", "Dear");
        place.write(".public.keep/mine.txt", "Mine");
        place
    }

    /// A hub whose output folder is a disk of its own, of so many bytes.
    fn with_disk(size: usize) -> Self {
        Self::with_mount(&format!("-t tmpfs -o size={size} none"))
    }

    /// A hub whose output folder is mounted. Only this test's own programs see what is mounted there,
    /// and it is gone when the test ends.
    fn with_mount(what: &str) -> Self {
        let mut place = Self::new();
        fs::create_dir(&place.seen).unwrap();
        let mount = format!("mount {what} \"$0\" && echo ready && exec cat");
        let start = |flags: &[&str]| {
            let mut command = Command::new("unshare");
            command.args(flags).args(["sh", "-c", &mount]).arg(&place.seen);
            let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
            let mut line = String::new();
            BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
            if line == "ready\n" { Ok(child) } else { Err(child.wait()) }
        };
        let child = start(&["--user", "--map-root-user", "--mount"]).or_else(|_| start(&["--mount"]));
        let child = child
            .unwrap_or_else(|_| panic!("this test puts a disk in memory: allow user namespaces, or run it as root"));
        place.seen = PathBuf::from(format!("/proc/{}/root{}", child.id(), place.seen.display()));
        place.mount = Some(child);
        place
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.at(path).parent().unwrap()).unwrap();
        fs::write(self.at(path), text).unwrap();
    }

    /// The command that builds, where the output folder can be seen.
    fn command(&self) -> Command {
        let program = env!("CARGO_BIN_EXE_bindery");
        let mut command = match &self.mount {
            None => Command::new(program),
            Some(child) => {
                let mut command = Command::new("nsenter");
                let own_user = fs::read_link(format!("/proc/{}/ns/user", child.id())).unwrap();
                if own_user != fs::read_link("/proc/self/ns/user").unwrap() {
                    command.args(["--user", "--preserve-credentials"]);
                }
                command.args(["--mount", "--target", &child.id().to_string(), program]);
                command
            }
        };
        command.args(["build", "--today", "2026-11-24", "--site"]).arg(self.folder.path());
        command.arg("--out").arg(self.at("public")).stdout(Stdio::null());
        command
    }

    fn build(&self) -> Output {
        self.command().output().unwrap()
    }

    fn build_well(&self) {
        let output = self.build();
        assert!(output.status.success(), "{}", said(&output));
        assert_eq!(self.output(), self.wanted());
    }

    /// What a build must make of the hub as it is.
    fn wanted(&self) -> Tree {
        let inputs = Project::find(self.folder.path()).unwrap().read(today(), false);
        let (files, pictures) = (Mutex::new(Tree::new()), PictureCache::default());
        let report = pipeline::build(&inputs, &mut Memo::default(), &(), |output| {
            files.lock().unwrap().insert(output.path.as_str().to_owned(), bytes(&output.content, &pictures));
        });
        let (files, _): Built = (files.into_inner().unwrap(), report.problems);
        files
    }

    /// The files in the output folder, without what Bindery keeps there for itself.
    fn output(&self) -> Tree {
        let mut tree = read_tree(&self.seen);
        tree.retain(|path, _| !path.starts_with(".bindery"));
        tree
    }

    /// Everything but the output folder and what a build lays beside it.
    fn somebodys(&self) -> Tree {
        let names = ["content", ".public.keep", "letter.txt"];
        let mut tree = Tree::new();
        for name in names {
            let at = self.at(name);
            if at.is_file() {
                tree.insert(name.to_owned(), fs::read(at).unwrap());
            } else {
                tree.extend(read_tree(&at).into_iter().map(|(path, bytes)| (format!("{name}/{path}"), bytes)));
            }
        }
        tree
    }

    /// The folder in which files wait until all are there.
    fn waiting(&self) -> PathBuf {
        match self.mount {
            None => self.at(".public.staging"),
            Some(_) => self.seen.join(".bindery-staging"),
        }
    }

    fn beside(&self) -> Vec<String> {
        let names = fs::read_dir(self.folder.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.collect();
        names.sort();
        names
    }

    /// Another version of the hub: pages change, come and go, and a file takes a folder's name.
    fn edit(&self, version: usize, random: &mut Random) {
        for n in 0..24 {
            let path = format!("content/part-{}/page-{n}.md", n % 4);
            match random.below(6) {
                0 => drop(fs::remove_file(self.at(&path))),
                1 | 2 => self.write(&path, &format!("---\ntitle: Page {n} {version}\n---\nVersion {version}.\n")),
                _ => {}
            }
        }
        let turning = self.at("content/turning.txt");
        let _ = fs::remove_dir_all(&turning).and(fs::remove_file(&turning)).or_else(|_| fs::remove_file(&turning));
        self.write(["content/turning.txt", "content/turning.txt/inner.txt"][version % 2], &format!("{version}"));
        self.write("content/index.md", &format!("---\ntitle: Home {version}\n---\n"));
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(child) = &mut self.mount {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn seed() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    u64::try_from(now.as_nanos()).unwrap() | 1
}

/// Kills builds of a hub that changes between them. `is_whole` says whether the output is as it may be:
/// it is given what was there before and what was to be made.
fn kill_builds(place: &Place, rounds: usize, is_whole: impl Fn(&Tree, &Tree, &Tree) -> bool) {
    let seed = seed();
    let mut random = Random(seed);
    place.edit(0, &mut random);
    let started = Instant::now();
    place.build_well();
    let whole = usize::try_from(started.elapsed().as_micros()).unwrap();
    let mut ended = [0; 3];
    for round in 1..=rounds {
        place.edit(round, &mut random);
        let (before, wanted, somebodys) = (place.output(), place.wanted(), place.somebodys());
        let mut child = place.command().stderr(Stdio::null()).spawn().unwrap();
        let mut wait = random.below(whole);
        if round % 2 == 0 {
            // Every second one is killed while it writes, which is not long.
            let started = Instant::now();
            while !place.waiting().exists() && started.elapsed() < Duration::from_secs(1) {
                std::hint::spin_loop();
            }
            wait = random.below(whole / if place.mount.is_some() { 200 } else { 3 });
        }
        std::thread::sleep(Duration::from_micros(wait as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        let after = place.output();
        assert!(is_whole(&before, &wanted, &after), "seed {seed}, round {round}: {:?}", differing(&wanted, &after));
        assert!(place.somebodys() == somebodys, "seed {seed}, round {round}: somebody's files changed");
        ended[if after == wanted {
            0
        } else if after == before {
            1
        } else {
            2
        }] += 1;
        if round % 8 == 0 {
            place.build_well();
            assert_eq!(place.beside(), [".bindery", ".public.keep", "content", "letter.txt", "public"], "seed {seed}");
        }
    }
    place.build_well();
    let [new, old, mixed] = ended;
    let _ = writeln!(
        std::io::stderr(),
        "{rounds} builds killed: {new} left the new output, {old} the former one, {mixed} some of both"
    );
    assert!(new > 0 && old > 0, "killed too early or too late to prove anything: {ended:?}");
}

fn differing<'t>(wanted: &'t Tree, actual: &'t Tree) -> Vec<&'t String> {
    wanted.keys().chain(actual.keys()).filter(|path| wanted.get(*path) != actual.get(*path)).collect()
}

#[test]
fn a_build_that_is_killed_leaves_a_whole_output() {
    kill_builds(&Place::new(), 200, |before, wanted, after| after == before || after == wanted);
}

#[test]
fn an_output_folder_may_be_a_shortcut_to_another_disk() {
    let elsewhere = tempfile::tempdir_in("/dev/shm").unwrap();
    let place = Place::new();
    fs::create_dir(elsewhere.path().join("out")).unwrap();
    symlink(elsewhere.path().join("out"), place.at("public")).unwrap();
    kill_builds(&place, 40, |before, wanted, after| after == before || after == wanted);
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
fn an_output_folder_that_is_a_disk_has_whole_files() {
    let is_whole = |before: &Tree, wanted: &Tree, after: &Tree| {
        after.iter().all(|(path, bytes)| before.get(path) == Some(bytes) || wanted.get(path) == Some(bytes))
    };
    kill_builds(&Place::with_disk(20_000_000), 80, is_whole);
}

/// A folder that is lent to a container is on the same disk, and yet can't be moved.
#[test]
fn an_output_folder_may_be_lent() {
    let lent = tempfile::tempdir().unwrap();
    let place = Place::with_mount(&format!("--bind '{}'", lent.path().display()));
    let mut random = Random(seed());
    for version in 0..4 {
        place.edit(version, &mut random);
        place.build_well();
        assert_eq!(read_tree(lent.path()).keys().filter(|path| path.starts_with(".bindery")).count(), 1);
    }
}

#[test]
fn an_unchanged_file_on_a_disk_of_its_own_keeps_its_time_stamp() {
    let place = Place::with_disk(20_000_000);
    place.write("content/file.txt", "same");
    place.build_well();
    let stamp = || fs::metadata(place.seen.join("file.txt")).unwrap().modified().unwrap();
    let before = stamp();
    place.write("content/index.md", "---\ntitle: Another\n---\n");
    place.build_well();
    assert_eq!(stamp(), before);
}

/// Expects a build to fail, to say so in these words, and to leave everything as it was.
fn expect_failure(place: &Place, mut command: Command, words: &[&str]) {
    let (before, somebodys, beside) = (place.output(), place.somebodys(), place.beside());
    let output = command.output().unwrap();
    let said = said(&output);
    assert_eq!(output.status.code(), Some(3), "{said}");
    for words in words {
        assert_eq!(said.matches(words).count(), 1, "it says once {words:?}: {said}");
    }
    assert_eq!(place.output(), before);
    assert_eq!(place.somebodys(), somebodys);
    assert_eq!(place.beside(), beside, "nothing is left behind");
}

#[test]
fn a_full_disk_changes_nothing() {
    let place = Place::with_disk(3_000_000);
    place.write("content/file.txt", &"a".repeat(1_000_000));
    place.build_well();
    place.write("content/file.txt", &"b".repeat(1_000_000));
    place.write("content/index.md", "---\ntitle: Another\n---\n");
    place.write("content/more.txt", &"c".repeat(1_500_000));
    expect_failure(&place, place.command(), &["the disk is full", "The former output is as it was."]);
    fs::remove_file(place.at("content/more.txt")).unwrap();
    place.build_well();
}

#[test]
fn a_file_that_can_not_be_written_to_its_end_changes_nothing() {
    let place = Place::new();
    place.build_well();
    place.write("content/file.txt", &"b".repeat(2_000_000));
    place.write("content/index.md", "---\ntitle: Another\n---\n");
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; ulimit -f 2000; exec \"$@\"", "sh"]);
    let build = place.command();
    command.arg(build.get_program()).args(build.get_args());
    expect_failure(&place, command, &["could not write", "The former output is as it was."]);
    place.build_well();
}

/// What a folder can't be written to for: root may write everywhere, so as root another user builds.
#[test]
fn a_folder_that_can_not_be_written_to_is_named() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let place = Place::new();
    place.build_well();
    place.write("content/index.md", "---\ntitle: Another\n---\n");
    let allow = |mode| fs::set_permissions(place.folder.path(), fs::Permissions::from_mode(mode)).unwrap();
    allow(0o555);
    let mut command = place.command();
    if fs::metadata(place.folder.path()).unwrap().uid() == 0 {
        command.uid(65534);
    }
    expect_failure(&place, command, &["you are not allowed to", "The former output is as it was."]);
    allow(0o755);
    place.build_well();
}

#[test]
fn two_builds_at_once_end_with_one_whole_output() {
    let place = Place::new();
    place.build_well();
    for version in 0..10 {
        place.edit(version, &mut Random(seed()));
        let both = [(); 2].map(|()| place.command().stderr(Stdio::piped()).spawn().unwrap());
        let ended = both.map(|child| child.wait_with_output().unwrap());
        assert!(ended.iter().any(|output| output.status.success()), "{}", said(&ended[0]));
        for output in ended.iter().filter(|output| !output.status.success()) {
            assert!(output.status.code() == Some(3) && said(output).contains("Another build"), "{}", said(output));
        }
        assert_eq!(place.output(), place.wanted());
    }
}

/// On Windows such a file keeps the folder from being moved, and the build says so; here it does not.
#[test]
fn a_file_that_is_open_in_another_program_is_replaced() {
    let place = Place::new();
    place.build_well();
    let mut open = fs::File::open(place.seen.join("index.html")).unwrap();
    let before = fs::read(place.seen.join("index.html")).unwrap();
    place.write("content/index.md", "---\ntitle: Another\n---\n");
    place.build_well();
    let mut read = Vec::new();
    open.read_to_end(&mut read).unwrap();
    assert_eq!(read, before, "who reads it goes on reading what it was");
}

/// A file that somebody puts into the output folder while a build is at work is theirs.
#[test]
fn a_file_that_came_during_a_build_is_kept() {
    let place = Place::new();
    place.build_well();
    let (mut kept, rounds) = (0, 40);
    for version in 0..rounds {
        place.edit(version, &mut Random(seed()));
        let mut child = place.command().stderr(Stdio::null()).spawn().unwrap();
        while !place.at(".public.staging").exists() && child.try_wait().unwrap().is_none() {
            std::hint::spin_loop();
        }
        // The folder may be on its way just now.
        let is_there = fs::write(place.seen.join("mine.txt"), "mine").is_ok();
        child.wait().unwrap();
        if is_there {
            assert_eq!(fs::read_to_string(place.seen.join("mine.txt")).unwrap_or_default(), "mine");
            fs::remove_file(place.seen.join("mine.txt")).unwrap();
            kept += 1;
        }
    }
    assert!(kept > rounds / 2);
}

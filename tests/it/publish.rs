//! `bindery publish` to a branch of a Git repository and into a ZIP file, with real repositories.

use crate::cli::{bindery, expect, transcript};
use crate::support::read_tree;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A hub on disk with its own address and these further settings.
pub(crate) fn hub_in(folder: &Path, url: &str, settings: &str) -> PathBuf {
    let hub = folder.join("hub");
    fs::create_dir_all(&hub).unwrap();
    assert!(bindery(&hub, &["init", "."]).status.success());
    // A fresh hub is told that its sentences are examples; these are the library's own.
    for page in ["index", "guidance/index", "guidance/opening-hours", "stories/index", "about/index"] {
        let page = hub.join(format!("content/{page}.md"));
        let text = fs::read_to_string(&page).unwrap();
        let top: Vec<&str> = text.splitn(3, "---\n").collect();
        fs::write(&page, format!("---\n{}---\n\nWords of our own.\n", top[1])).unwrap();
    }
    let file = hub.join("content/site.yaml");
    let text = fs::read_to_string(&file).unwrap().replace("https://our-library.example.org/", url);
    fs::write(file, format!("{text}\n{settings}")).unwrap();
    hub
}

/// Runs git as somebody with a name, and with nobody's settings.
pub(crate) fn git(at: &Path, args: &[&str]) -> String {
    let mut command = Command::new("git");
    command.arg("-C").arg(at).args(args).env("HOME", "/nonexistent").env("GIT_CONFIG_NOSYSTEM", "1");
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "A person").env(format!("GIT_{who}_EMAIL"), "person@example.org");
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The files of the built website without Bindery's own list.
pub(crate) fn built(hub: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = read_tree(&hub.join("public"));
    files.remove(".bindery-manifest");
    files
}

/// The files of a branch.
fn branch(repository: &Path, name: &str) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["clone", "--quiet", "--branch", name, repository.to_str().unwrap(), "copy"]);
    let mut files = read_tree(&folder.path().join("copy"));
    files.retain(|path, _| !path.starts_with(".git/"));
    files
}

/// A bare repository and a hub in a repository of its own that knows it.
fn with_repository(host: &str, url: &str) -> (tempfile::TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let hub = hub_in(folder.path(), url, &format!("host: {host}\n"));
    let bare = folder.path().join("bare.git");
    git(folder.path(), &["init", "--quiet", "--bare", "bare.git"]);
    git(&hub, &["init", "--quiet"]);
    git(&hub, &["remote", "add", "origin", bare.to_str().unwrap()]);
    (folder, hub, bare)
}

#[test]
fn a_branch_holds_the_website_and_the_person_s_own_work_is_not_touched() {
    let (folder, hub, bare) = with_repository("github", "https://library.github.io/hub/");
    git(&hub, &["add", "content"]);
    git(&hub, &["commit", "--quiet", "-m", "Begin"]);
    fs::write(hub.join("staged.txt"), "staged").unwrap();
    git(&hub, &["add", "staged.txt"]);
    fs::write(
        hub.join("content/index.md"),
        "---\ntitle: \"Our library\"\nsummary: Where we are.\n---\nHalf-written.\n",
    )
    .unwrap();
    let state =
        || (git(&hub, &["status", "--porcelain", "--", "content", "staged.txt"]), git(&hub, &["branch", "--list"]));
    let index = || fs::read(hub.join(".git/index")).unwrap();
    let (before, index_before) = (state(), index());

    let mut all = transcript(&hub, &["publish"]);
    assert_eq!(git(&bare, &["branch", "--list"]), "", "nothing is sent without being asked");
    all += &transcript(&hub, &["publish", "--dry-run"]);
    assert_eq!(git(&bare, &["branch", "--list"]), "");
    all += &transcript(&hub, &["publish", "--yes"]);
    assert!(branch(&bare, "gh-pages") == built(&hub));
    assert!(branch(&bare, "gh-pages").contains_key(".nojekyll"));
    assert_eq!(
        git(&bare, &["log", "--format=%an", "gh-pages"]),
        "Bindery",
        "for people who never told git who they are"
    );
    all += &transcript(&hub, &["publish", "--yes"]);

    fs::write(hub.join("content/about/index.md"), "---\ntitle: Who we are\nsummary: S.\n---\nText.\n").unwrap();
    fs::remove_file(hub.join("content/guidance/opening-hours.md")).unwrap();
    fs::write(hub.join("content/guidance/rooms.md"), "---\ntitle: Rooms\nsummary: S.\n---\nText.\n").unwrap();
    let links = fs::read_to_string(hub.join("content/index.md")).unwrap();
    assert!(!links.contains("opening-hours"));
    all += &transcript(&hub, &["publish", "--yes"]);
    assert!(branch(&bare, "gh-pages") == built(&hub));
    assert_eq!(git(&bare, &["rev-list", "--count", "gh-pages"]), "2", "the second commit stands upon the first");
    expect("publish-branch", &all);
    assert!(index() == index_before, "the person's index is as it was, byte for byte");

    git(&hub, &["checkout", "--quiet", "--", "content/about", "content/guidance/opening-hours.md"]);
    fs::remove_file(hub.join("content/guidance/rooms.md")).unwrap();
    assert_eq!(state(), before, "files are as they were, and no branch was made here");
    let clutter = fs::read_dir(hub.join(".git"))
        .unwrap()
        .filter(|e| e.as_ref().unwrap().file_name().to_string_lossy().contains("bindery-index"));
    assert_eq!(clutter.count(), 0);
    drop(folder);
}

#[test]
fn what_others_put_on_the_branch_stays() {
    let (folder, hub, bare) = with_repository("codeberg", "https://library.codeberg.page/");
    assert!(bindery(&hub, &["publish", "--yes"]).status.success());
    git(folder.path(), &["clone", "--quiet", "--branch", "pages", bare.to_str().unwrap(), "other"]);
    let other = folder.path().join("other");
    fs::write(other.join("index.html"), "by hand").unwrap();
    git(&other, &["commit", "--quiet", "-am", "By hand"]);
    git(&other, &["push", "--quiet"]);
    fs::write(hub.join("content/about/index.md"), "---\ntitle: New\nsummary: S.\n---\nText.\n").unwrap();
    let output = bindery(&hub, &["publish", "--yes"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("“By hand”, by A person"), "{}", said(&output));
    assert_eq!(branch(&bare, "pages")["index.html"], b"by hand");
}

#[test]
fn a_push_that_is_refused_leaves_the_website_as_it_was() {
    let (_folder, hub, bare) = with_repository("github", "https://library.github.io/hub/");
    assert!(bindery(&hub, &["publish", "--yes"]).status.success());
    let before = branch(&bare, "gh-pages");
    let hook = bare.join("hooks/pre-receive");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, "#!/bin/sh\nexit 1\n").unwrap();
    make_runnable(&hook);
    fs::write(hub.join("content/about/index.md"), "---\ntitle: New\nsummary: S.\n---\nText.\n").unwrap();
    let output = bindery(&hub, &["publish", "--yes"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("a rule of its own") && said(&output).contains("The website is as it was."));
    assert!(branch(&bare, "gh-pages") == before);
    fs::remove_file(&hook).unwrap();
    assert!(bindery(&hub, &["publish", "--yes"]).status.success());
    assert!(branch(&bare, "gh-pages") == built(&hub), "the next try sends it");
}

/// Somebody pushes after we looked: a wrapper around git does it right before our own push.
#[test]
fn a_push_at_the_same_moment_loses_nobody_s_work() {
    let (folder, hub, bare) = with_repository("github", "https://library.github.io/hub/");
    assert!(bindery(&hub, &["publish", "--yes"]).status.success());
    git(folder.path(), &["clone", "--quiet", "--branch", "gh-pages", bare.to_str().unwrap(), "other"]);
    let other = folder.path().join("other");
    fs::write(other.join("index.html"), "at the same moment").unwrap();
    git(&other, &["commit", "--quiet", "-am", "At the same moment"]);
    let real = String::from_utf8(Command::new("sh").args(["-c", "command -v git"]).output().unwrap().stdout).unwrap();
    let wrapper = folder.path().join("bin/git");
    fs::create_dir_all(wrapper.parent().unwrap()).unwrap();
    let script = format!(
        "#!/bin/sh\ncase \" $* \" in *\" push \"*) {real} -C {} push --quiet;; esac\nexec {real} \"$@\"\n",
        other.display(),
        real = real.trim()
    );
    fs::write(&wrapper, script).unwrap();
    make_runnable(&wrapper);
    fs::write(hub.join("content/about/index.md"), "---\ntitle: New\nsummary: S.\n---\nText.\n").unwrap();
    let path = format!("{}:{}", wrapper.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let output = Command::new(env!("CARGO_BIN_EXE_bindery"))
        .args(["publish", "--yes"])
        .current_dir(&hub)
        .env("PATH", path)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    assert!(said(&output).contains("Somebody else published at the same moment"), "{}", said(&output));
    assert_eq!(branch(&bare, "gh-pages")["index.html"], b"at the same moment");
}

#[test]
fn gitlab_s_branch_says_how_it_is_deployed() {
    let (_folder, hub, bare) = with_repository("gitlab", "https://library.gitlab.io/hub/");
    assert!(bindery(&hub, &["publish", "--yes"]).status.success());
    let files = branch(&bare, "pages");
    assert!(String::from_utf8_lossy(&files[".gitlab-ci.yml"]).contains("publish: public"));
    let website: BTreeMap<String, Vec<u8>> =
        files.into_iter().filter_map(|(path, bytes)| Some((path.strip_prefix("public/")?.to_owned(), bytes))).collect();
    assert!(website == built(&hub));
    assert!(said(&bindery(&hub, &["publish", "--yes"])).contains("There is nothing to send"));
}

#[test]
fn a_hub_outside_of_git_is_told_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let hub = hub_in(folder.path(), "https://library.github.io/hub/", "host: github\n");
    let output = bindery(&hub, &["publish", "--yes"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("git init"), "{}", said(&output));
    git(&hub, &["init", "--quiet"]);
    let output = bindery(&hub, &["publish", "--yes"]);
    assert!(said(&output).contains("git remote add origin"), "{}", said(&output));
    git(&hub, &["remote", "add", "origin", "/nonexistent/hub.git"]);
    let settings = hub.join("content/site.yaml");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, format!("{text}\npublish_to: --upload-pack=touch ran\n")).unwrap();
    let output = bindery(&hub, &["publish", "--yes"]);
    assert!(output.status.code() == Some(2) && said(&output).contains("is no repository"), "{}", said(&output));
    assert!(!hub.join("ran").exists(), "settings can't run programs");
    fs::write(&settings, text).unwrap();
    let output = bindery(&hub, &["publish", "--yes"]);
    assert!(said(&output).contains("There is no repository at that address"), "{}", said(&output));
}

#[test]
fn a_zip_file_is_the_whole_website_and_the_same_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let hub = hub_in(folder.path(), "https://library.neocities.org/", "");
    assert!(bindery(&hub, &["publish", "--zip", "one.zip", "--dry-run"]).status.success());
    assert!(!hub.join("one.zip").exists());
    for name in ["one.zip", "two.zip"] {
        let output = bindery(&hub, &["publish", "--zip", name]);
        assert!(output.status.success(), "{}", said(&output));
        fs::write(hub.join("public/robots.txt"), "an older time stamp").unwrap();
    }
    assert!(fs::read(hub.join("one.zip")).unwrap() == fs::read(hub.join("two.zip")).unwrap());
    assert!(bindery(&hub, &["build"]).status.success());
    let python = "import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])";
    let unpacked = folder.path().join("unpacked");
    let status = Command::new("python3").args(["-c", python]).arg(hub.join("one.zip")).arg(&unpacked).status().unwrap();
    assert!(status.success());
    assert!(read_tree(&unpacked) == built(&hub));
    let output = bindery(&hub, &["publish", "--zip", "missing/hub.zip"]);
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
}

#[test]
fn a_zip_file_takes_the_place_of_nothing_that_people_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let hub = hub_in(folder.path(), "https://library.neocities.org/", "");
    fs::write(hub.join("notes.txt"), "mine").unwrap();
    let page = fs::read(hub.join("content/index.md")).unwrap();
    for name in ["content/index.md", "content/hub.zip", "notes.txt"] {
        let output = bindery(&hub, &["publish", "--zip", name]);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains("bindery publish --zip hub.zip"), "{}", said(&output));
    }
    assert!(fs::read(hub.join("content/index.md")).unwrap() == page && !hub.join("content/hub.zip").exists());
    assert_eq!(fs::read(hub.join("notes.txt")).unwrap(), b"mine");
}

#[test]
fn a_hub_that_another_computer_published_says_so() {
    let (folder, hub, bare) = with_repository("github", "https://library.github.io/hub/");
    assert!(!said(&bindery(&hub, &["publish", "--yes"])).contains("another computer"));
    fs::create_dir(folder.path().join("second")).unwrap();
    let second = hub_in(&folder.path().join("second"), "https://library.github.io/hub/", "host: github\n");
    git(&second, &["init", "--quiet"]);
    git(&second, &["remote", "add", "origin", bare.to_str().unwrap()]);
    let edit = |hub: &Path, title: &str| {
        fs::write(hub.join("content/about/index.md"), format!("---\ntitle: {title}\nsummary: S.\n---\nText.\n"))
            .unwrap();
    };
    edit(&second, "From the second");
    let output = bindery(&second, &["publish", "--yes"]);
    assert!(output.status.success() && said(&output).contains("from another computer"), "{}", said(&output));
    edit(&hub, "From the first");
    assert!(said(&bindery(&hub, &["publish", "--dry-run"])).contains("from another computer"));
    assert!(said(&bindery(&hub, &["publish", "--yes"])).contains("from another computer"));
    edit(&hub, "From the first again");
    assert!(!said(&bindery(&hub, &["publish", "--yes"])).contains("another computer"), "it was this one");
}

#[test]
fn a_folder_of_this_computer_is_not_where_readers_are() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("website");
    let hub = hub_in(
        folder.path(),
        "https://hub.our-library.org.uk/",
        &format!("host: web-space\npublish_to: {}\n", to.display()),
    );
    fs::create_dir(&to).unwrap();
    let output = bindery(&hub, &["publish", "--yes"]);
    assert!(output.status.success() && said(&output).contains("a folder of this computer"), "{}", said(&output));
    assert!(!said(&output).contains("Published at"), "{}", said(&output));
    let settings = hub.join("content/site.yaml");
    let text = fs::read_to_string(&settings).unwrap();
    for wrong in ["./content/..", "./content/website", "."] {
        fs::write(&settings, text.replace(&to.display().to_string(), &format!("\"{wrong}/\""))).unwrap();
        let output = bindery(&hub, &["publish", "--yes"]);
        assert_eq!(output.status.code(), Some(2), "{wrong}: {}", said(&output));
    }
}

/// Another build makes another website while the question waits: a wrapper around git does it before the commit is made.
#[test]
fn what_was_not_shown_is_not_sent() {
    let (folder, hub, bare) = with_repository("github", "https://library.github.io/hub/");
    assert!(bindery(&hub, &["publish", "--yes"]).status.success());
    let before = branch(&bare, "gh-pages");
    let real = String::from_utf8(Command::new("sh").args(["-c", "command -v git"]).output().unwrap().stdout).unwrap();
    let wrapper = folder.path().join("bin/git");
    fs::create_dir_all(wrapper.parent().unwrap()).unwrap();
    // The first time that files are hashed is for what is shown, the second for what is sent.
    let script = format!(
        "#!/bin/sh\n{real} \"$@\"; code=$?\ncase \" $* \" in *\" hash-object \"*\" --stdin-paths \"*) echo other > {};; esac\nexit $code\n",
        hub.join("public/index.html").display(),
        real = real.trim()
    );
    fs::write(&wrapper, script).unwrap();
    make_runnable(&wrapper);
    fs::write(hub.join("content/about/index.md"), "---\ntitle: New\nsummary: S.\n---\nText.\n").unwrap();
    let path = format!("{}:{}", wrapper.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    let output = command.args(["publish", "--yes"]).current_dir(&hub).env("PATH", path).output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    assert!(said(&output).contains("built anew since you were asked"), "{}", said(&output));
    assert!(branch(&bare, "gh-pages") == before);
}

#[test]
fn no_password_of_a_repository_is_shown_and_no_sign_that_a_terminal_obeys() {
    let (_folder, hub, bare) = with_repository("github", "https://library.github.io/hub/");
    git(&hub, &["config", &format!("url.{}.insteadOf", bare.display()), "https://me:S3CRET@host/hub.git"]);
    let settings = hub.join("content/site.yaml");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, format!("{text}\npublish_to: https://me:S3CRET@host/hub.git\n")).unwrap();
    let page = "---\ntitle: \"Opening \\e[2J\\x9b31m \\u202Egpj \\r\\nevil\"\nsummary: S.\n---\nText.\n";
    fs::write(hub.join("content/about/index.md"), page).unwrap();
    let output = bindery(&hub, &["publish", "--yes"]);
    assert!(output.status.success(), "{}", said(&output));
    let shown = said(&output);
    assert!(!shown.contains("S3CRET") && shown.contains("host/hub.git"), "{shown}");
    let obeyed = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
    assert!(!shown.contains(obeyed) && !shown.contains("\nevil"), "{shown:?}");
}

#[test]
fn a_hub_without_a_host_is_told_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let hub = hub_in(folder.path(), "https://hub.our-library.org.uk/", "");
    let output = bindery(&hub, &["publish", "--yes"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("bindery explain hosting"), "{}", said(&output));
    let surge = hub_in(&folder.path().join("surge"), "https://library.surge.sh/", "host: surge\n");
    let output = bindery(&surge, &["publish"]);
    assert!(output.status.success() && said(&output).contains("npx surge public"), "{}", said(&output));
    assert_eq!(fs::read_to_string(surge.join("public/CNAME")).unwrap(), "library.surge.sh\n");
}

pub(crate) fn make_runnable(file: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
}

/// A person at a terminal is asked, and only “yes” sends anything.
#[test]
fn a_person_is_asked_and_only_yes_sends() {
    let (_folder, hub, bare) = with_repository("github", "https://library.github.io/hub/");
    // Python brings a terminal along: it answers once the question is there.
    let terminal = "import os, pty, sys\n\
        pid, end = pty.fork()\n\
        if pid == 0: os.execv(sys.argv[1], [sys.argv[1], 'publish'])\n\
        said = b''\n\
        while True:\n\
        \x20   try: some = os.read(end, 4096)\n\
        \x20   except OSError: break\n\
        \x20   if not some: break\n\
        \x20   said += some\n\
        \x20   if said.endswith(b'yes or no: '): os.write(end, sys.argv[2].encode() + b'\\n')\n\
        sys.stdout.write(said.decode())\n\
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))\n";
    let answer = |text: &str| {
        let output = Command::new("python3")
            .args(["-c", terminal, env!("CARGO_BIN_EXE_bindery"), text])
            .current_dir(&hub)
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    for refusal in ["no", "", "perhaps"] {
        let (code, told) = answer(refusal);
        assert_eq!(code, Some(0), "{told}");
        assert!(told.contains("Opening hours") && told.contains("Nothing was sent."), "{told}");
        assert_eq!(git(&bare, &["branch", "--list"]), "", "“{refusal}” is no yes");
    }
    let (code, told) = answer("yes");
    assert_eq!(code, Some(0), "{told}");
    assert!(branch(&bare, "gh-pages") == built(&hub), "{told}");
}

//! The program as people run it: what it prints, what it writes and how it ends.

use crate::support::{UPDATE, read_tree, root};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Runs the program in a folder.
pub(crate) fn bindery(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bindery"))
        .args(args)
        .current_dir(folder)
        .env("HOME", "/nonexistent")
        .output()
        .unwrap()
}

/// Everything a run gave, with what differs from run to run taken out.
pub(crate) fn transcript(folder: &Path, args: &[&str]) -> String {
    let output = bindery(folder, args);
    let place = folder.canonicalize().unwrap().display().to_string();
    let text = |bytes: &[u8]| {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let text = text.replace(&place, "FOLDER").replace(&folder.display().to_string(), "FOLDER");
        let lines = text.lines().map(|line| match line.split_once(" in 0.") {
            Some((before, after)) if line.starts_with("Built") => {
                format!("{before} in TIME{}", after.split_once(" s").map_or("", |(_, rest)| rest))
            }
            _ => line.to_owned(),
        });
        lines.map(|line| line + "\n").collect::<String>()
    };
    format!(
        "$ bindery {}\n{}{}(ends with {})\n\n",
        args.join(" "),
        text(&output.stdout),
        text(&output.stderr),
        output.status.code().unwrap(),
    )
}

/// Compares a transcript with its file.
pub(crate) fn expect(name: &str, actual: &str) {
    let path = root().join(format!("tests/cli/{name}.txt"));
    if std::env::var_os("BINDERY_UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, actual).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == actual, "{} differs:\n{actual}\n{UPDATE}", path.display());
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn a_check_of_some_files_says_what_concerns_them() {
    let folder = folder();
    let at = folder.path();
    let page = |title: &str, text: &str| format!("---\ntitle: {title}\nsummary: S.\n---\n\n{text}\n");
    let files = [
        ("site.yaml", "title: Hub\nurl: https://hub.example.org/\n".to_owned()),
        ("index.md", page("Home", "[x](nope.md)")),
        ("guidance/rota.md", page("Rota", "## A\n\n#### B\n\nText.")),
        ("guidance/keys.md", page("Keys", "## A\n\nText.\n\n#### B\n\nText.")),
    ];
    for (name, text) in files {
        let file = at.join("content").join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let mut all = String::new();
    for args in [
        &["check", "content/guidance/keys.md"][..],
        &["check", "guidance/keys.md", "guidance/rota.md", "--format", "github"],
        &["check", "guidance", "--fix", "--dry-run"],
        &["check", "guidance/keys.md", "--fix"],
        &["check", "guidance/keys.md", "--strict"],
        &["check", "guidance/kesy.md"],
        &["check", "..", "--external"],
        &["check", ".."],
    ] {
        all += &transcript(at, args);
    }
    let whole = transcript(at, &["check"]).lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    let named = transcript(at, &["check", "."]).lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(whole[..whole.len() - 3], named[..named.len() - 3], "the hub's own folder is all of it");
    let inside =
        transcript(&at.join("content/guidance"), &["check", "--site", "../..", "../guidance/keys.md", "rota.md"]);
    all += &inside;
    expect("check-files", &all);
}

#[test]
fn a_hub_from_nothing() {
    let folder = folder();
    let at = folder.path();
    let mut all = String::new();
    all += &transcript(at, &["build"]);
    all += &transcript(at, &["init", "hub"]);
    all += &transcript(at, &["init", "hub"]);
    let hub = at.join("hub");
    all += &transcript(&hub, &["check", "--strict"]);
    all += &transcript(&hub, &["new", "story", "Saving Dorset's libraries", "--today", "2026-11-24"]);
    all += &transcript(&hub, &["new", "story", "Saving Dorset's libraries", "--today", "2026-11-24"]);
    all += &transcript(&hub, &["new", "storey", "X"]);
    all += &transcript(&hub, &["build", "--strict", "--today", "2026-11-24"]);
    all += &fs::read_to_string(hub.join("content/stories/saving-dorsets-libraries.md")).unwrap();
    expect("init", &all);
}

#[test]
fn an_editor_is_set_up_and_its_own_settings_stay() {
    let folder = folder();
    let at = folder.path();
    let mut all = transcript(at, &["init", "hub", "--editor", "vim"]);
    all += &transcript(at, &["init", "hub", "--editor", "vscode"]);
    let hub = at.join("hub");
    all += &transcript(&hub, &["init", "--editor", "vscode"]);
    let own = "{ \"editor.fontSize\": 16 }\n";
    fs::write(hub.join(".vscode/settings.json"), own).unwrap();
    fs::remove_file(hub.join(".vscode/extensions.json")).unwrap();
    let before = read_tree(&hub.join("content"));
    all += &transcript(&hub, &["init", "--editor", "vscode"]);
    assert_eq!(fs::read_to_string(hub.join(".vscode/settings.json")).unwrap(), own);
    assert!(read_tree(&hub.join("content")) == before);
    for text in read_tree(&root().join("src/cli/editor")).iter().filter(|(path, _)| path.ends_with(".json")) {
        serde_json::from_slice::<serde_json::Value>(text.1).unwrap();
    }
    expect("editor", &all);
}

/// The handbook shows what `init` writes.
#[test]
fn the_handbook_shows_the_settings_of_editors() {
    let page = fs::read_to_string(root().join("content/handbook/editor.md")).unwrap();
    for file in ["vscode-settings.json", "vscode-extensions.json"] {
        let text = fs::read_to_string(root().join("src/cli/editor").join(file)).unwrap();
        assert!(page.contains(&text), "content/handbook/editor.md has these lines:\n{text}");
    }
}

#[test]
fn a_second_build_writes_nothing() {
    let folder = folder();
    bindery(folder.path(), &["init", "."]);
    bindery(folder.path(), &["build"]);
    let stamps = || {
        let entries = walkdir::WalkDir::new(folder.path().join("public")).sort_by_file_name().into_iter();
        entries
            .map(|e| e.unwrap())
            .map(|e| (e.path().to_owned(), e.metadata().unwrap().modified().unwrap()))
            .collect::<Vec<_>>()
    };
    let before = (stamps(), read_tree(&folder.path().join("public")));
    let output = bindery(folder.path(), &["build"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains(": 0 written,"), "{output:?}");
    assert!((stamps(), read_tree(&folder.path().join("public"))) == before);
}

#[test]
fn a_build_of_what_is_built_tells_again_what_was_told() {
    let folder = folder();
    let at = folder.path();
    bindery(at, &["init", "."]);
    let page =
        "---\ntitle: Prices\nsummary: What things cost.\n---\n\n| Thing | Price |\n| --- | --- |\n| Tea | £1 |\n";
    fs::write(at.join("content/guidance/prices.md"), page).unwrap();
    fs::write(at.join("content/guidance/later.md"), "---\ntitle: Later\nsummary: S.\nstatus: draft\n---\n\nText.\n")
        .unwrap();
    let build = |args: &[&str]| {
        let output = bindery(at, &[&["build", "--timings"], args].concat());
        let told = String::from_utf8(output.stderr).unwrap();
        let (before, after) = told.split_once("Built ").unwrap();
        let (_, count) = after.split_once(" s, with ").unwrap();
        (format!("{before}{}", count.lines().next().unwrap()), told.contains("understand"), output.status.success())
    };
    let (first, is_whole, _) = build(&[]);
    assert!(is_whole && first.contains("table-no-caption") && first.contains("later.md: a draft"), "{first}");
    assert_eq!(build(&[]), (first.clone(), false, true), "nothing was looked for again");
    assert!(build(&["--format", "json"]).1, "another form is made anew");
    assert!(!bindery(at, &["build", "--strict"]).status.success());
    fs::remove_dir_all(at.join(".bindery")).unwrap();
    assert_eq!(build(&[]), (first.clone(), true, true));
    fs::write(at.join("content/guidance/prices.md"), page.replace("£1", "£2")).unwrap();
    assert_eq!(build(&[]), (first.clone(), true, true));
    assert_eq!(build(&[]), (first, false, true));
}

#[test]
fn a_build_of_what_is_built_notices_every_change() {
    let folder = folder();
    let at = folder.path();
    bindery(at, &["init", "."]);
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    let settle = |path: &str, seconds: u64| {
        let file = fs::File::options().write(true).open(at.join(path)).unwrap();
        file.set_modified(long_ago + std::time::Duration::from_secs(seconds)).unwrap();
    };
    let build = || {
        let told = String::from_utf8(bindery(at, &["build"]).stderr).unwrap();
        told.split_once("public: ").unwrap().1.trim().to_owned()
    };
    let manifest = || fs::read_to_string(at.join("public/.bindery-manifest")).unwrap();
    fs::write(at.join("content/leaflet.txt"), "one").unwrap();
    build();
    assert!(!manifest().contains("\n# Made from "), "a file that was just made may change again in the same tick");
    for path in read_tree(&at.join("content")).keys() {
        settle(&format!("content/{path}"), 0);
    }
    assert!(build().starts_with("0 written,"));
    assert!(manifest().contains("\n# Made from "), "a build with nothing to report leaves a receipt");
    let unchanged = build();
    assert!(unchanged.starts_with("0 written,"), "{unchanged}");
    fs::write(at.join("content/leaflet.txt"), "two").unwrap();
    settle("content/leaflet.txt", 1);
    assert!(build().starts_with("1 written,"), "another file of the same length");
    assert_eq!(fs::read_to_string(at.join("public/leaflet.txt")).unwrap(), "two");
    fs::write(at.join("public/leaflet.txt"), "owt").unwrap();
    assert!(build().starts_with("1 written,"), "an output that was changed by hand is made good");
    fs::remove_file(at.join("public/robots.txt")).unwrap();
    assert!(build().starts_with("1 written,"), "and so is one that was deleted");
    let settings = fs::read_to_string(at.join("content/site.yaml")).unwrap();
    fs::write(at.join("content/site.yaml"), settings + "theme: own\n").unwrap();
    fs::create_dir_all(at.join("themes/own/static")).unwrap();
    for colour in ["black", "brown"] {
        fs::write(at.join("themes/own/static/style.css"), format!("body {{ color: {colour} }}")).unwrap();
        assert!(!build().starts_with("0 written,"), "a file of a theme");
    }
    fs::write(at.join("content/draft.md"), "---\ntitle: A\nsummary: S.\nstatus: draft\n---\nText.\n").unwrap();
    build();
    let told = String::from_utf8(bindery(at, &["build"]).stderr).unwrap();
    assert!(told.contains("draft.md: a draft"), "what is not published is told each time: {told}");
}

#[test]
fn mistakes_are_told_and_nothing_is_written() {
    let folder = folder();
    let at = folder.path();
    bindery(at, &["init", "."]);
    bindery(at, &["build"]);
    let before = read_tree(&at.join("public"));
    let page = "---\ntitle: Libraries: a guide\nauhtors: Me\ndate: 28th Oct 2011\nsummary: \"S\n---\n\nSee [x](nope.md) and ![y](z.png).\n";
    fs::write(at.join("content/guidance/bad.md"), page).unwrap();
    let mut all = transcript(at, &["build"]);
    assert!(read_tree(&at.join("public")) == before, "the former output is as it was");
    all += &transcript(at, &["check", "--strict"]);
    all += &transcript(at, &["check", "--format", "json"]);
    all += &transcript(at, &["check", "--format", "github"]);
    all += &transcript(at, &["check", "--format", "sarif"]);
    expect("mistakes", &all);
}

#[test]
fn wrong_usage_and_refusals() {
    let folder = folder();
    let at = folder.path();
    bindery(at, &["init", "."]);
    fs::create_dir(at.join("mine")).unwrap();
    fs::write(at.join("mine/letter.txt"), "Dear").unwrap();
    let mut all = String::new();
    for args in [
        &["build", "--out", "content"][..],
        &["build", "--out", "."],
        &["build", "--out", "mine"],
        &["build", "--site", "nowhere"],
        &["check", "--today", "tomorrow"],
        &["explain", "link-brokn"],
        &["explain", "link-broken"],
        &["explain", "feedback"],
        &["schema", "gide"],
    ] {
        all += &transcript(at, args);
    }
    assert_eq!(bindery(at, &["nonsense"]).status.code(), Some(2));
    assert_eq!(bindery(at, &["--help"]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(at.join("mine/letter.txt")).unwrap(), "Dear");
    expect("refusals", &all);
}

#[test]
fn pages_that_are_kept_back_are_listed() {
    let folder = folder();
    let at = folder.path();
    bindery(at, &["init", "."]);
    for (name, line) in [("draft", "status: draft"), ("later", "date: 2027-01-01"), ("over", "expires: 2026-01-01")] {
        fs::write(
            at.join(format!("content/guidance/{name}.md")),
            format!("---\ntitle: {name}\nsummary: S.\n{line}\n---\n"),
        )
        .unwrap();
    }
    let mut all = transcript(at, &["build", "--today", "2026-11-24"]);
    all += &transcript(at, &["build", "--today", "2026-11-24", "--drafts"]);
    expect("kept-back", &all);
}

#[test]
fn every_content_type_has_a_page_that_builds_clean() {
    let folder = folder();
    let at = folder.path();
    bindery(at, &["init", "."]);
    fs::create_dir_all(at.join("content/guides")).unwrap();
    fs::write(at.join("content/guides/document.pdf"), "%PDF-1.4").unwrap();
    for content_type in ["guidance", "story", "guide", "page"] {
        let output = bindery(at, &["new", content_type, &format!("A {content_type}: with \"signs\" & more")]);
        assert!(output.status.success(), "{output:?}");
    }
    // What their writer is still to write is told, and is no error.
    let output = bindery(at, &["check", "--drafts"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let schema = bindery(at, &["schema"]);
    let schema: serde_json::Value = serde_json::from_slice(&schema.stdout).unwrap();
    for content_type in ["guidance", "story", "guide", "page"] {
        assert!(!schema[content_type]["properties"]["title"]["description"].as_str().unwrap().is_empty());
    }
}

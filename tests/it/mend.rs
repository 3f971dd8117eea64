//! `check --fix` mends what is certain, and leaves every other byte as it is.

use crate::cli::{bindery, expect, transcript};
use crate::support::{Hub, read_tree};
use bindery::checks::Depth;
use bindery::fix;
use bindery::inputs::File;
use bindery::path::RelPath;
use std::fs;
use std::path::Path;

const SITE: &str = "title: Hub\nurl: https://hub.example.org/\nfeedback: no\n";

/// What becomes of one page's text.
fn mended(page: &str) -> String {
    let mut hub =
        Hub::from_text(&format!("-- content/site.yaml --\n{SITE}-- content/index.md --\n---\ntitle: Home\n---\nHi.\n"));
    hub.edit("content/guidance/page.md", page.as_bytes());
    hub.take_built_in_theme();
    hub.inputs.checks = Depth::All;
    let mended = fix::mended(&hub.inputs);
    for change in mended.files.values() {
        assert!(
            matches!(hub.inputs.files.get(&RelPath::new("guidance/page.md")), Some(File::Text(raw)) if raw.as_bytes() == change.before.as_bytes())
        );
    }
    mended.files.values().next().map_or_else(|| page.to_owned(), |change| change.after.to_string())
}

fn check(page: &str, wanted: &str) {
    assert_eq!(mended(page), wanted, "{page:?}");
    let dos = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(mended(&dos(page)), dos(wanted), "with the line ends of Windows: {page:?}");
    assert_eq!(mended(wanted), wanted, "once is enough: {page:?}");
}

fn fields(fields: &str) -> String {
    format!("---\ntitle: Page # kept\nsummary:   S.\n{fields}---\n\nText with <!-- a remark -->, as typed.\n")
}

#[test]
fn what_is_too_much_for_one_run_is_said() {
    let mut hub =
        Hub::from_text(&format!("-- content/site.yaml --\n{SITE}-- content/index.md --\n---\ntitle: Home\n---\nHi.\n"));
    hub.inputs.checks = Depth::All;
    let page = |count: usize| format!("---\ntitle: Page\nsummary: S.\n---\n\n{}", "a  b\n\n".repeat(count));
    for (count, is_unfinished) in [(300, false), (5_200, true)] {
        hub.edit("content/page.md", page(count).as_bytes());
        assert_eq!(fix::mended(&hub.inputs).unfinished.contains(&RelPath::new("page.md")), is_unfinished, "{count}");
    }
}

#[test]
fn slips_whose_meaning_is_certain_are_mended() {
    for (typed, right) in [
        ("date: 28th Oct 2011\n", "date: 2011-10-28\n"),
        ("date: \"28 October 2011\" # about\n", "date: 2011-10-28 # about\n"),
        ("date: “2011-10-28”\n", "date: 2011-10-28\n"),
        ("auhtors: Me\n", "authors: Me\n"),
        ("owner: Desk: the front one\n", "owner: \"Desk: the front one\"\n"),
        ("owner: @desk\n", "owner: \"@desk\"\n"),
        ("owner:Me\n", "owner: Me\n"),
        ("topics:\n  - Money: a guide\n  - Time\n", "topics:\n  - \"Money: a guide\"\n  - Time\n"),
        ("status: arhived\n", "status: archived\n"),
        ("auhtors: Me\ndate: 3rd May 2020\n", "authors: Me\ndate: 2020-05-03\n"),
    ] {
        check(&fields(typed), &fields(right));
    }
    let page = |text: &str| format!("---\ntitle: Page\nsummary: S.\n---\n{text}");
    check(&page("# Page\n\nText.\n"), &page("Text.\n"));
    check(&page("\nPage\n====\n\n\n    Code.\n"), &page("\n    Code.\n"));
    check(&page("# Page"), &page(""));
    check(&page("## Two\n\n#### Four #\n\n###### Six\n"), &page("## Two\n\n### Four #\n\n#### Six\n"));
    let sisters = "## Two\n\n#### One sister\n\n##### Hers\n\n#### Another\n\n## Two again\n\n#### Four\n";
    let right = "## Two\n\n### One sister\n\n#### Hers\n\n### Another\n\n## Two again\n\n### Four\n";
    check(&page(sisters), &page(right));
    let deep = "## Two\n\n#### One sister\n\n###### Hers\n\n#### Another\n";
    check(&page(deep), &page("## Two\n\n### One sister\n\n#### Hers\n\n### Another\n"));
    check(&page("<p class=\"a\"style=\"color:red\">Hello</p>\n"), &page("<p class=\"a\">Hello</p>\n"));
    check(&page("A <font color=\"a>b\">y</font> z\n"), &page("A y z\n"));
    check(
        &page(&format!("{}\n", "word and  word ".repeat(700).trim_end())),
        &page(&format!("{}\n", "word and word ".repeat(700).trim_end())),
    );
}

#[test]
fn what_is_not_certain_stays() {
    for typed in [
        "date: 01/02/2011\n",
        "authros: Me\nauthors: You\n",
        "zzz: Me\n",
        "owner: Desk: the front\n  one\n",
        "owner: Desk: the front one # a remark\n",
        "library: Here\n",
    ] {
        check(&fields(typed), &fields(typed));
    }
    let page = |text: &str| format!("---\ntitle: Page\nsummary: S.\n---\n{text}");
    for text in [
        "What it is is good. What we do do is free. Give her her card. Make a pom pom.",
        "> In the the room, he said.",
        "Sort code 20-12-53, version 13.12.2024, the file 13-05-2026.pdf, APR 12.9%.",
        "Ask Jan 2 days before. May 3rd parties apply? Read Mar 2:14 aloud.",
        "Send proof of purchase. Work has commenced. The Act says: “if a person shall utilise a book”.",
        "A. Davies\nB. Evans\nC. Hughes",
        "Bring:\n\t• Tea\n\t• Milk",
        "□ Yes\n□ No",
        "- Hire of the hall: £5*\n  *per hour",
        "<style>\np { color: red }\n</style>",
        "<strike>£5</strike> £3",
        "Read the guidance from the Welsh Government.",
    ] {
        check(&page(&format!("{text}\n")), &page(&format!("{text}\n")));
    }
    let ignored = page("## Two\n\n#### Four\n\n<!-- bindery: ignore heading-skipped because it is a quotation -->\n");
    check(&ignored, &ignored);
}

fn hub(at: &Path) {
    bindery(at, &["init", "."]);
    let page = |text: &str| format!("---\ntitle: A page of this hub\nsummary: S.\n{text}");
    fs::write(at.join("content/guidance/dates.md"), page("date: 28th Oct 2011\n---\n## Two\n\n#### Four\n")).unwrap();
    fs::write(at.join("content/guidance/dos.md"), page("auhtors: Me\n---\nOne.\n").replace('\n', "\r\n")).unwrap();
    fs::write(
        at.join("content/guidance/latin.md"),
        [page("date: 1st May 2011\n---\n").as_bytes(), b"Caf\xe9.\n"].concat(),
    )
    .unwrap();
    let locked = at.join("content/guidance/locked.md");
    fs::write(&locked, page("date: 2nd May 2011\n---\nOne.\n")).unwrap();
    let mut permissions = fs::metadata(&locked).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&locked, permissions).unwrap();
}

#[cfg(unix)]
#[test]
fn files_are_mended_and_what_is_left_is_told() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    hub(at);
    fs::write(at.join("content/_notes.md"), "---\ntitle: Notes\nsummary: S.\ndate: 3rd May 2011\n---\nOne.\n").unwrap();
    symlink("../_notes.md", at.join("content/guidance/linked.md")).unwrap();
    fs::write(at.join("twin.md"), "---\ntitle: Twin\nsummary: S.\ndate: 4th May 2011\n---\nOne.\n").unwrap();
    fs::hard_link(at.join("twin.md"), at.join("content/guidance/twin.md")).unwrap();
    let dates = at.join("content/guidance/dates.md");
    fs::set_permissions(&dates, fs::Permissions::from_mode(0o600)).unwrap();
    let before = read_tree(&at.join("content"));
    let today = ["--today", "2026-11-24"];
    let with = |args: &[&'static str]| [args, &today].concat();
    let mut all = transcript(at, &with(&["check", "--fix", "--dry-run"]));
    assert!(read_tree(&at.join("content")) == before, "a dry run changes nothing");
    all += &transcript(at, &with(&["check", "--fix", "--dry-run", "--format", "json"]));
    all += &transcript(at, &with(&["check", "--fix", "--format", "github"]));
    all += &transcript(at, &with(&["check", "--fix", "--dry-run"]));
    assert_eq!(bindery(at, &["check", "--dry-run"]).status.code(), Some(2));
    expect("fix", &all);
    let after = read_tree(&at.join("content"));
    let changed: Vec<_> =
        after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).map(|(path, _)| &**path).collect();
    assert_eq!(changed, ["guidance/dates.md", "guidance/dos.md"]);
    assert_eq!(before.len(), after.len(), "nothing is left behind");
    assert!(after["guidance/dos.md"].windows(2).filter(|pair| pair == b"\r\n").count() == 6);
    assert_eq!(fs::metadata(&dates).unwrap().permissions().mode() & 0o777, 0o600, "who may read it stays");
}

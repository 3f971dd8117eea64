//! `check --report` says how easy a hub is to read and what is due.

use crate::cli::{bindery, expect, transcript};
use crate::support::read_tree;
use std::fs;

const TODAY: [&str; 2] = ["--today", "2026-11-24"];

fn hub() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, fields: &str, text: &str| {
        let file = folder.path().join("content").join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        let title = path.trim_end_matches(".md").replace(['/', '-'], " ");
        fs::write(file, format!("---\ntitle: {title} <b>\nsummary: S.\n{fields}---\n{text}\n")).unwrap();
    };
    write("index.md", "", "Welcome to the hub. It is short.");
    fs::write(
        folder.path().join("content/site.yaml"),
        "title: The hub & more\nurl: https://hub.example.org/\nfeedback: no\nlanguages: [en, cy]\n",
    )
    .unwrap();
    write("guidance/index.md", "", "Here is what we know about a library.");
    let due = "owner: Desk\nreviewed: 2025-01-01\nreview_due: 2026-01-01\ndate: 2026-03-01\n";
    write("guidance/money.md", due, "We count the money. Then we put it in a box.\n\n- One\n- Two");
    write(
        "guidance/people/rotas.md",
        "review_due: 2026-11-24\n",
        "Considerable institutional deliberation preceded this.",
    );
    write("guidance/old.md", "review_due: 2020-01-01\nstatus: archived\n", "This was so.");
    write("about.md", "", "Who we are.");
    write("cy/index.md", "", "Croeso i'r hyb.");
    write("cy/guidance/money.md", "owner: Desg\ndate: 2026-02-01\n", "Rydym yn cyfrif yr arian.");
    folder
}

#[test]
fn the_report_counts_sections_and_names_what_is_due() {
    let folder = hub();
    let at = folder.path();
    let before = read_tree(&at.join("content"));
    let mut all =
        transcript(at, &[&["check", "--report", "--html", "report.html", "--lang", "cy"], &TODAY[..]].concat());
    all += &transcript(at, &["check", "--report", "--html", "content/report.html"]);
    all += &transcript(at, &["check", "--report", "--html", "themes/own/report.html"]);
    expect("upkeep", &all);
    assert!(all.lines().all(|line| line.chars().count() <= 120) && all.contains("guidance"));
    let table = all.lines().skip(1).take_while(|line| !line.starts_with("Wrote"));
    assert!(table.clone().count() > 10 && table.clone().all(|line| line.chars().count() <= 80));
    assert_eq!(bindery(at, &["check", "--report", "--fix"]).status.code(), Some(2));
    assert!(read_tree(&at.join("content")) == before && !at.join("themes").exists());
    let page = fs::read_to_string(at.join("report.html")).unwrap();
    assert!(
        page.contains("<html lang=\"cy\">") && page.contains("The hub &amp; more") && page.contains("1 Ionawr 2026")
    );
    assert!(!page.contains("<b>") && !page.contains("<script") && !page.contains("src="), "{page}");
    for line in page.lines().filter(|line| line.contains("aria-labelledby=\"")) {
        let id = line.split("aria-labelledby=\"").nth(1).unwrap().split('"').next().unwrap();
        assert!(page.contains(&format!("id=\"{id}\"")), "{id} names the table");
    }
}

#[test]
fn both_languages_have_the_same_words() {
    let keys = |lang: &str| {
        let path = crate::support::root().join(format!("src/upkeep/words/{lang}.yaml"));
        let (entries, problems) = bindery::yaml::parse(&fs::read_to_string(path).unwrap());
        assert!(problems.is_empty(), "{problems:?}");
        entries.into_iter().map(|entry| entry.key).collect::<Vec<_>>()
    };
    assert_eq!(keys("en"), keys("cy"));
}

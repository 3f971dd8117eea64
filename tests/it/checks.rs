//! The checks, on planted faults: `tests/checks/<code>` is a small hub for each check. Its pages whose names
//! begin with `bad` hold faults, and `found.txt` says where each is and which words are concerned; in its
//! other pages the check must find nothing. Each has English and Welsh pages.

use crate::support::{Hub, UPDATE, read_tree, root};
use bindery::checks::{self, CHECKS, Depth, Levels, Scope};
use bindery::diagnostic::Diagnostic;
use std::fmt::Write;
use std::fs;

/// What a check finds in its own hub: a line for each finding.
fn found(code: &str) -> (Vec<Diagnostic>, String) {
    let mut hub = Hub::from_dir(&root().join("tests/checks").join(code));
    hub.inputs.checks = Depth::All;
    if CHECKS.iter().any(|check| check.code.name == code && matches!(check.scope, Scope::Rendered(_))) {
        hub.take_built_in_theme();
    }
    let (_, problems) = hub.build();
    let findings: Vec<_> = problems.into_iter().filter(|problem| problem.code.name == code).collect();
    let mut lines = String::new();
    for finding in &findings {
        // A file that is no text has no lines.
        let Some(place) = finding.place.clone() else {
            let _ = writeln!(lines, "{}", finding.file);
            continue;
        };
        let words: String = place.text.chars().skip(place.column as usize - 1).take(place.width as usize).collect();
        let _ = writeln!(lines, "{}:{}:{}: {words}", finding.file, place.line, place.column);
    }
    (findings, lines)
}

#[test]
fn every_planted_fault_is_found_where_it_is_and_nothing_else() {
    let mut wrong = String::new();
    for check in CHECKS {
        let code = check.code.name;
        let folder = root().join("tests/checks").join(code);
        let (findings, lines) = found(code);
        let expected = folder.join("found.txt");
        if std::env::var_os("BINDERY_UPDATE").is_some() {
            fs::write(&expected, &lines).unwrap();
        }
        let wanted = fs::read_to_string(&expected).unwrap_or_default();
        if wanted != lines {
            let _ = writeln!(wrong, "{code}: expected\n{wanted}and found\n{lines}");
        }
        for page in read_tree(&folder).keys().filter(|path| path.ends_with(".md")) {
            let is_bad = page.split('/').any(|part| part.starts_with("bad"));
            let path = page.strip_prefix("content/").unwrap();
            let is_found = findings.iter().any(|finding| finding.file.as_str() == path);
            if is_bad != is_found {
                let _ = writeln!(wrong, "{code}: {page} {}", if is_found { "is good" } else { "is bad" });
            }
        }
        let has = |start: &str| findings.iter().any(|finding| finding.file.as_str().starts_with(start));
        let is_of_pages = findings.iter().all(|finding| finding.file.is_markdown());
        // Only what is in the second language can be a translation, and only what is in the first can lack one.
        if !is_of_pages || code.starts_with("translation-") {
            continue;
        }
        if !has("cy/") || !findings.iter().any(|finding| !finding.file.as_str().starts_with("cy/")) {
            let _ = writeln!(wrong, "{code}: faults in English and in Welsh are wanted");
        }
    }
    assert!(wrong.is_empty(), "{wrong}\n{UPDATE}");
}

#[test]
fn every_fix_mends_what_it_was_made_for_and_nothing_else() {
    let mut fixes = 0;
    for check in CHECKS {
        for finding in found(check.code.name).0.iter().filter(|finding| !finding.fix.is_empty()) {
            fixes += 1;
            let mut hub = Hub::from_dir(&root().join("tests/checks").join(check.code.name));
            hub.inputs.checks = Depth::All;
            let path = format!("content/{}", finding.file);
            let mut text =
                String::from_utf8(read_tree(&root().join("tests/checks").join(check.code.name))[&path].clone())
                    .unwrap();
            let mut edits = finding.fix.clone();
            edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
            for edit in edits {
                text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
            }
            let before = hub.build().1;
            hub.edit(&path, text.as_bytes());
            let after = hub.build().1;
            let count =
                |problems: &[Diagnostic]| problems.iter().filter(|problem| problem.code == finding.code).count();
            assert!(
                count(&after) < count(&before),
                "{}: the fix of {:?} does not mend it:\n{text}",
                path,
                finding.message
            );
            assert!(
                after.len() < before.len(),
                "{}: the fix of {:?} brings other problems:\n{text}",
                path,
                finding.message
            );
        }
    }
    assert!(fixes > 0);
}

#[test]
fn a_hub_of_one_page_in_each_language_leads_nowhere_yet() {
    let mut hub = Hub::from_text(
        "-- content/site.yaml --\ntitle: Hub\nurl: https://hub.example.org/\nlanguages: [en, cy]\nfeedback: no\n-- content/index.md --\n---\ntitle: Home\nsummary: S.\n---\n\nWords.\n-- content/cy/index.md --\n---\ntitle: Hafan\nsummary: C.\n---\n\nGeiriau.\n",
    );
    hub.take_built_in_theme();
    hub.inputs.checks = Depth::All;
    let problems = hub.build().1;
    assert!(problems.iter().all(|problem| problem.code.name != "multiple-ways"), "{problems:?}");
}

#[test]
fn a_title_that_is_there_again_is_taken_out() {
    let mut hub = Hub::from_dir(&root().join("tests/checks/heading-skipped"));
    let text = "---\r\ntitle: Hours\r\nsummary: When we are open.\r\n---\r\n\r\n# Hours\r\n\r\nFrom ten to five.\r\n";
    hub.edit("content/good.md", text.as_bytes());
    let problems = hub.build().1;
    let is_told = |problem: &&Diagnostic| problem.code.name == "title-repeated" && problem.file.as_str() == "good.md";
    let finding = problems.iter().find(is_told).unwrap();
    let [edit] = &finding.fix[..] else { panic!("one edit: {:?}", finding.fix) };
    let read = text.replace('\r', "");
    let (start, end) = (edit.span.start as usize, edit.span.end as usize);
    // The fix is for the text as it is read, whatever its line ends are.
    let source = if text.get(start..end).is_some_and(|cut| cut.contains("# Hours")) { text } else { &read };
    let mended = format!("{}{}{}", &source[..start], edit.text, &source[end..]);
    assert_eq!(mended.replace('\r', ""), "---\ntitle: Hours\nsummary: When we are open.\n---\n\nFrom ten to five.\n");
}

#[test]
fn checks_find_nothing_unless_they_are_asked() {
    let hub = Hub::from_dir(&root().join("tests/checks/heading-skipped"));
    assert!(hub.build().1.iter().all(|problem| CHECKS.iter().all(|check| check.code != *problem.code)));
    let all = Levels::default();
    assert!(checks::wanted(Depth::Faults, &all).len() <= checks::wanted(Depth::All, &all).len());
}

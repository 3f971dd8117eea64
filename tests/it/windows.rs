//! What must hold on Windows, as far as it can be tried elsewhere: its line ends, its paths, and the names that it keeps for itself.

use crate::cli::bindery;
use crate::support::{Hub, read_tree, root};
use bindery::path::{is_reserved, slug};
use std::collections::BTreeMap;
use std::fs;

#[test]
fn names_that_windows_keeps_for_itself_are_known() {
    for name in [
        "CON",
        "con",
        "Con.md",
        "nul.txt",
        "NUL.tar.gz",
        "aux",
        "prn.pdf",
        "COM1",
        "com0.md",
        "lpt9",
        "COM¹",
        "lpt³.x",
        "CONIN$",
        "conout$.txt",
        "con .md",
    ] {
        assert!(is_reserved(name), "{name}");
    }
    for name in
        ["console", "CON1", "com10", "nul-and-void.md", "a.con", "comx", "lpt", "common.md", "con-tact.md", "¹", ""]
    {
        assert!(!is_reserved(name), "{name}");
    }
    for title in ["Con", "NUL", "COM1", "com¹", "aux.", "PRN?"] {
        assert!(!is_reserved(&slug(title)), "{title} becomes {}", slug(title));
    }
}

/// Nothing that is made may have a name that Windows can't write, whatever pages are called.
#[test]
fn every_output_can_be_written_on_windows() {
    let hub = Hub::from_text(
        "-- content/site.yaml --\ntitle: Hub\nurl: https://hub.example.org/\nfeedback: no\n\
         -- content/a.md --\n---\ntitle: A\ntopics: [CON, \"nul\", \"aux: what?\", \"COM¹\", \"Ends.\", \"a/b\\\\c\", \"<>|*\"]\n\
         aliases: [con/, old/aux.html, \"what?/\"]\n---\n",
    );
    let (files, problems) = hub.build();
    assert!(files.len() > 8, "{:?}", files.keys());
    for path in files.keys() {
        for part in path.split('/') {
            assert!(!is_reserved(part), "{path}");
            assert!(!part.ends_with(['.', ' ']) && !part.contains(['<', '>', ':', '"', '|', '?', '*', '\\']), "{path}");
        }
    }
    assert!(problems.iter().any(|problem| problem.code.name == "alias-invalid"), "{problems:?}");
}

/// A hub that was written on Windows gives the same pages.
#[test]
fn line_ends_of_windows_change_nothing() {
    for site in [
        "tables",
        "definition-lists",
        "code",
        "callouts",
        "front-matter-slips",
        "quotations",
        "steps",
        "form-own",
        "raw-html",
    ] {
        let hub = Hub::from_dir(&root().join("tests/sites").join(site));
        let mut windows = hub.clone();
        for (path, bytes) in read_tree(&root().join("tests/sites").join(site).join("content")) {
            if path.ends_with(".md") || path.ends_with(".yaml") {
                let text = String::from_utf8(bytes).unwrap().replace("\r\n", "\n").replace('\n', "\r\n");
                windows.edit(&format!("content/{path}"), text.as_bytes());
            }
        }
        let (files, problems) = hub.build();
        let (on_windows, told) = windows.build();
        let without_hint = |all: &[bindery::diagnostic::Diagnostic]| -> Vec<_> {
            let others = all.iter().filter(|problem| problem.code.name != "file-crlf");
            others.map(|problem| (problem.code.name, problem.file.clone(), problem.message.clone())).collect()
        };
        let differing: BTreeMap<_, _> =
            files.iter().filter(|(path, bytes)| on_windows.get(*path) != Some(bytes)).collect();
        assert!(differing.is_empty() && files.len() == on_windows.len(), "{site}: {:?}", differing.keys());
        assert_eq!(without_hint(&problems), without_hint(&told), "{site}");
    }
}

/// Backslashes in a link are told, and lead nowhere they should not.
#[test]
fn paths_of_windows_are_no_links() {
    let hub = Hub::from_text(
        "-- content/site.yaml --\ntitle: Hub\nurl: https://hub.example.org/\nfeedback: no\n\
         -- content/a.md --\n---\ntitle: A\n---\n[x](guidance\\b.md) [y](C:\\letters\\z.md) [z](..\\..\\secret.md)\n\
         -- content/guidance/b.md --\n---\ntitle: B\nsummary: S.\n---\n",
    );
    let (files, problems) = hub.build();
    assert!(problems.iter().filter(|problem| problem.file.as_str() == "a.md").count() >= 2, "{problems:?}");
    let page = String::from_utf8(files["a/index.html"].clone()).unwrap();
    assert!(page.contains("href=\"../guidance/b/\""), "what is meant is clear: {page}");
    assert!(!page.contains("secret") && !page.contains("C:"), "{page}");
}

#[test]
fn a_new_page_never_gets_a_name_that_windows_keeps() {
    let folder = tempfile::tempdir().unwrap();
    bindery(folder.path(), &["init", "."]);
    for title in ["Con", "Aux", "COM1", "What? <Why>: a|b*c\\d/e."] {
        assert!(bindery(folder.path(), &["new", "page", title]).status.success(), "{title}");
    }
    let names: Vec<String> = fs::read_dir(folder.path().join("content"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(names.contains(&"con-page.md".to_owned()), "{names:?}");
    assert!(
        names.iter().all(|name| !is_reserved(name) && !name.contains(['?', '<', ':', '|', '*', '\\'])),
        "{names:?}"
    );
}

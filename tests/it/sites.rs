//! Every folder in `tests/sites` is a tiny hub with the whole output that it must give.

use crate::support::{Hub, UPDATE, compare, root, told};
use std::fs;
use std::path::PathBuf;

/// The golden sites.
pub(crate) fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<_> =
        fs::read_dir(root().join("tests/sites")).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

#[test]
fn golden_sites_give_their_expected_output() {
    let cases = cases();
    assert!(cases.len() >= 40, "there are {} golden sites", cases.len());
    let mut failures = String::new();
    for case in cases {
        let mut hub = Hub::from_dir(&case);
        hub.inputs.drafts = case.join("drafts").exists();
        let (mut outputs, problems) = hub.build();
        // Every hub has these pages, and they only repeat what is there; one golden site is about them.
        if !case.ends_with("overviews") {
            let overviews = ["a-to-z/", "site-map/", "cy/a-i-y/", "cy/map-or-safle/"];
            outputs.retain(|path, _| !overviews.iter().any(|folder| path.starts_with(folder)));
        }
        if !problems.is_empty() {
            outputs.insert("diagnostics.txt".to_owned(), told(&problems).into_bytes());
        }
        failures.push_str(&compare(&case.join("expected"), &outputs));
    }
    assert!(failures.is_empty(), "{failures}\n{UPDATE}");
}

#[test]
fn a_build_gives_the_same_bytes_each_time() {
    for case in cases() {
        let hub = Hub::from_dir(&case);
        assert!(hub.build() == hub.build(), "{}", case.display());
    }
}

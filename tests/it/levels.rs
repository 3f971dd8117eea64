//! What a hub's settings and the comments in its pages make of what was found.

use crate::rebuild::agree;
use crate::support::{Hub, told};
use bindery::checks::Depth;
use bindery::diagnostic::Diagnostic;
use bindery::pipeline::Memo;
use bindery::preview::Preview;

const SITE: &str = "title: Hub\nurl: https://hub.example.org/\nfeedback: no\n";
const VAGUE: &str = "Read more: [click here](https://example.org/).";

fn hub(settings: &str, pages: &[(&str, &str)]) -> Hub {
    let mut hub = Hub::from_text(&format!(
        "-- content/site.yaml --\n{SITE}{settings}-- content/index.md --\n---\ntitle: Home\nsummary: S.\n---\nWelcome.\n"
    ));
    for (path, text) in pages {
        let title = path.replace(['/', '.'], " ");
        hub.edit(&format!("content/{path}"), format!("---\ntitle: {title}\nsummary: S.\n---\n{text}\n").as_bytes());
    }
    // The theme of the tests is too bare for the checks of themes.
    hub.take_built_in_theme();
    hub.inputs.checks = Depth::All;
    hub
}

fn found(problems: &[Diagnostic]) -> Vec<(&str, &str, &str)> {
    problems.iter().map(|p| (p.file.as_str(), p.code.name, p.severity().as_str())).collect()
}

fn check(settings: &str, pages: &[(&str, &str)], wanted: &[(&str, &str, &str)]) -> Vec<Diagnostic> {
    let problems = hub(settings, pages).build().1;
    assert_eq!(found(&problems), wanted, "{settings}{pages:?}\n{}", told(&problems));
    problems
}

#[test]
fn settings_say_how_serious_a_problem_is() {
    let (a, b) = (("a.md", VAGUE), ("guidance/b.md", VAGUE));
    let vague = "link-text-vague";
    check("", &[a, b], &[("a.md", vague, "error"), ("guidance/b.md", vague, "error")]);
    check(
        "checks:\n  link-text-vague: warn\n",
        &[a, b],
        &[("a.md", vague, "warning"), ("guidance/b.md", vague, "warning")],
    );
    check("checks:\n  link-text-vague: ignore\n", &[a, b], &[]);
    let folder = "checks:\n  link-text-vague: ignore\n  guidance/:\n    link-text-vague: hint\n";
    check(folder, &[a, b], &[("guidance/b.md", vague, "hint")]);
    let folder = "checks:\n  content/guidance:\n    link-text-vague: ignore\n";
    check(folder, &[a, b], &[("a.md", vague, "error")]);
    check("checks:\n  file-crlf: warning\n", &[("a.md", "One.\r\n")], &[("a.md", "file-crlf", "warning")]);
}

#[test]
fn a_level_that_means_nothing_is_told() {
    let told = |settings: &str, code: &str, severity: &str, help: &str| {
        let problems = check(&format!("checks:\n{settings}"), &[], &[("site.yaml", code, severity)]);
        assert!(problems[0].help.contains(help), "{:?}", problems[0]);
    };
    told("  link-txt-vague: warn\n", "setting-unknown", "error", "“link-text-vague”");
    told("  nonsense-of-mine: warn\n", "setting-unknown", "error", "end in the code");
    told("  link-text-vague: warm\n", "setting-kind", "error", "link-text-vague: warn");
    told("  link-text-vague: 3\n", "setting-kind", "error", "ignore, hint, warn, error");
    told("  link-text-vague: [warn]\n", "setting-kind", "error", "link-text-vague: …");
    told("  guidance/: ignore\n", "setting-kind", "error", "");
    told("  link-broken: warn\n", "level-fixed", "warning", "mend");
    told("  guidance/:\n    link-text-vague: ignore\n", "ignore-unused", "hint", "Delete");
    told(
        "  ignore-unused: ignore\n  guidance/:\n    heading-skiped: ignore\n",
        "setting-unknown",
        "error",
        "heading-skipped",
    );
    check("checks:\n  ignore-unused: ignore\n  guidance/:\n    link-text-vague: ignore\n", &[], &[]);
}

#[test]
fn an_error_of_a_stage_stays_one() {
    let broken = ("a.md", "[Nowhere](none.md)\n\n<!-- bindery: ignore link-broken because it will be there -->");
    check(
        "checks:\n  link-broken: ignore\n",
        &[broken],
        &[
            ("a.md", "link-broken", "error"),
            ("a.md", "level-fixed", "warning"),
            ("site.yaml", "level-fixed", "warning"),
        ],
    );
}

#[test]
fn a_comment_passes_over_what_it_names_on_its_page() {
    for comment in [
        "<!-- bindery: ignore link-text-vague because it is a quotation -->",
        "<!--bindery: Ignore link-text-vague BECAUSE it is a quotation-->",
        "<!-- bindery ignore link-text-vague because it is a quotation -->",
        "<!-- bindery: anwybyddu link-text-vague oherwydd mai dyfyniad ydyw -->",
        "<!--\nbindery: ignore\nlink-text-vague\nbecause it is a quotation\n-->",
        "Words <!-- bindery: ignore link-text-vague because it is a quotation --> and words.",
        "- An item\n  <!-- bindery: ignore link-text-vague because it is a quotation -->",
        "<!-- A remark. --><!-- bindery: ignore link-text-vague because it is a quotation -->",
    ] {
        let text = format!("{VAGUE}\n\n{comment}");
        check("", &[("a.md", &text), ("b.md", VAGUE)], &[("b.md", "link-text-vague", "error")]);
        let shown = hub("", &[("a.md", &text)]).build().0;
        let page = String::from_utf8(shown["a/index.html"].clone()).unwrap();
        assert!(!page.contains("bindery: "), "nothing of it is published: {page}");
    }
    let both = format!(
        "{VAGUE}\n\n## Two\n\nText.\n\n#### Four\n\nText.\n\n<!-- bindery: ignore link-text-vague, heading-skipped because of the quotation -->"
    );
    check("", &[("a.md", &both)], &[]);
    let in_code = format!("{VAGUE}\n\n```\n<!-- bindery: ignore link-text-vague because it is an example -->\n```");
    check("", &[("a.md", &in_code)], &[("a.md", "link-text-vague", "error")]);
    let both = format!("{VAGUE}\n\n<!-- bindery: ignore link-text-vague because it is a quotation -->");
    check("checks:\n  link-text-vague: ignore\n", &[("a.md", &both)], &[]);
}

#[test]
fn a_comment_that_is_of_no_use_is_told() {
    let vague = ("a.md", "link-text-vague", "error");
    let told = |comment: &str, wanted: &[(&str, &str, &str)], words: &str, help: &str| {
        let problems = check("", &[("a.md", &format!("{VAGUE} {comment}"))], wanted);
        let last = problems.last().unwrap();
        let place = last.place.as_ref().unwrap();
        let marked: String = place.text.chars().skip(place.column as usize - 1).take(place.width as usize).collect();
        assert_eq!(marked, words);
        assert!(last.help.contains(help), "{last:?}");
    };
    let reason = ("a.md", "ignore-reason", "warning");
    let unknown = ("a.md", "ignore-unknown", "warning");
    told("<!-- bindery: ignore link-text-vague -->", &[vague, reason], "ignore", "ignore link-text-vague because …");
    told(
        "<!-- bindery: ignore link-text-vague a quotation -->",
        &[vague, reason],
        "ignore",
        "vague because a quotation -->",
    );
    told("<!-- bindery: anwybyddu link-text-vague -->", &[vague, reason], "anwybyddu", "oherwydd …");
    told(
        "<!-- bindery: ignore link-text-vage because so -->",
        &[vague, unknown],
        "link-text-vage",
        "“link-text-vague”",
    );
    told("<!-- bindery: ignore because so -->", &[vague, unknown], "ignore", "sentence-long because");
    told("<!-- bindery: ignroe link-text-vague because so -->", &[vague, unknown], "ignroe", "ignore sentence-long");
    let unused = [vague, ("a.md", "ignore-unused", "warning")];
    told("<!-- bindery: ignore heading-skipped because so -->", &unused, "heading-skipped", "Delete the comment");
    check("", &[("a.md", "<!-- bindery made this hub. -->\n\n<!-- A remark. -->")], &[]);
}

#[test]
fn only_what_was_looked_for_is_missed() {
    let page = "<!-- bindery: ignore link-text-vague because it is a quotation -->\n\nWords.";
    let mut hub = hub("checks:\n  link-text-vague: hint\n", &[("a.md", page)]);
    assert_eq!(found(&hub.build().1), [("a.md", "ignore-unused", "warning")]);
    hub.inputs.checks = Depth::Faults;
    assert_eq!(found(&hub.build().1), [], "a build does not look for hints");
    hub.edit("content/site.yaml", format!("{SITE}checks:\n  guidance/:\n    link-text-vague: hint\n").as_bytes());
    hub.edit("content/guidance/b.md", format!("---\ntitle: B\nsummary: S.\n---\n{VAGUE}\n").as_bytes());
    assert_eq!(found(&hub.build().1), [("a.md", "ignore-unused", "warning")], "nor does it tell them");
}

#[test]
fn the_preview_passes_over_the_same() {
    let mut hub = hub("", &[("a.md", VAGUE), ("b.md", "Words.")]);
    let (mut memo, preview) = (Memo::default(), Preview::default());
    agree(&hub, &mut memo, &preview, "at first");
    let ignore = "<!-- bindery: ignore link-text-vague because it is a quotation -->";
    let page = |text: &str| format!("---\ntitle: A\nsummary: S.\n---\n{text}\n");
    for text in [
        format!("{VAGUE}\n\n{ignore}"),
        ignore.to_owned(),
        VAGUE.to_owned(),
        format!("{ignore}{VAGUE}"),
        "<!-- bindery: ignore x -->".to_owned(),
    ] {
        hub.edit("content/a.md", page(&text).as_bytes());
        agree(&hub, &mut memo, &preview, &text);
    }
    for level in ["ignore", "hint", "error"] {
        hub.edit("content/site.yaml", format!("{SITE}checks:\n  link-text-vague: {level}\n").as_bytes());
        hub.edit("content/a.md", page(VAGUE).as_bytes());
        agree(&hub, &mut memo, &preview, level);
    }
}

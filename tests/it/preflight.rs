//! `bindery publish --check`: what the host would refuse, and what readers should not see.

use crate::publish::{git, hub_in, said};
use crate::support::{Hub, told};
use bindery::checks::Depth;
use bindery::diagnostic::{Diagnostic, Severity};
use bindery::hosts::{self, Facts, Host, Limits, preflight};
use bindery::path::OutputPath;
use bindery::pipeline::{Memo, Plan};
use std::fs;
use std::process::Command;

const PAGE: &str = "-- content/index.md --\n---\ntitle: Home\n---\n\
    -- content/guidance/a.md --\n---\ntitle: A\nsummary: S.\naliases: [/old/a/]\n---\nTBC\n\n```text\nTODO\n```\n\nThe TODOs of `TODO`.\n\
    -- content/rota.docx --\nx\n";

const GOOD: &str = "title: Hub\nurl: https://hub.our-library.org.uk/\nfeedback: no\n";

/// A hub with these settings, and its own files and sizes.
fn plan(settings: &str) -> (Plan, Vec<(OutputPath, u64)>) {
    let hub = Hub::from_text(&format!("-- content/site.yaml --\n{settings}{PAGE}"));
    let (files, _) = hub.build();
    let sizes = files.iter().map(|(path, bytes)| (OutputPath::new(path), bytes.len() as u64)).collect();
    (Plan::new(&hub.inputs, &mut Memo::default(), &()), sizes)
}

/// What is found, as code, file, line and a part of the help.
fn check(facts: &Facts<'_>, expected: &[(&str, &str, u32, &str)]) {
    let problems = preflight(facts);
    let found: Vec<_> = problems
        .iter()
        .map(|p| (p.code.name, p.file.as_str(), p.place.as_ref().map_or(0, |place| place.line)))
        .filter(|(code, ..)| *code != "placeholder-text")
        .collect();
    let wanted: Vec<_> = expected.iter().map(|(code, file, line, _)| (*code, *file, *line)).collect();
    assert_eq!(found, wanted, "{}", told(&problems));
    for (problem, (.., help)) in problems.iter().zip(expected) {
        assert!(problem.help.contains(help), "{}", told(&problems));
    }
}

fn facts<'a>(plan: &'a Plan, files: &'a [(OutputPath, u64)], host: Option<&'static Host>) -> Facts<'a> {
    Facts { plan, host, files, drafts: false, outdated: &[], repository: None }
}

#[test]
fn a_good_hub_is_good_everywhere_but_for_files_that_a_host_refuses() {
    for host in hosts::HOSTS {
        let (plan, files) = plan(&format!("{GOOD}host: {}\n", host.name));
        let refused = [("host-file", "rota.docx", 0, "PDF")];
        check(&facts(&plan, &files, Some(host)), if host.name == "neocities" { &refused } else { &[] });
    }
}

#[test]
fn places_to_which_nothing_can_be_sent() {
    for (to, help) in [
        ("ftp://web.our-space.org.uk/hub", "publish_to: sftp://web.our-space.org.uk/hub"),
        ("name@server.example.org:/path/to/the/website", "as whoever runs the web space told you"),
        ("sftp://name@server.example.org/path", "as whoever runs the web space told you"),
    ] {
        let (plan, files) = plan(&format!("{GOOD}host: web-space\npublish_to: {to}\n"));
        check(&facts(&plan, &files, hosts::named("web-space")), &[("publish-to", "site.yaml", 5, help)]);
    }
    for to in ["me@web.our-space.org.uk:/hub", "sftp://me@127.0.0.1:22/hub", "/media/stick/hub"] {
        let (plan, files) = plan(&format!("{GOOD}host: web-space\npublish_to: {to}\n"));
        check(&facts(&plan, &files, hosts::named("web-space")), &[]);
    }
}

#[test]
fn a_form_that_is_sent_to_nobody() {
    let settings =
        GOOD.replace("feedback: no", "feedback:\n  provider: custom\n  action: https://forms.example.org/in");
    let (plan, files) = plan(&settings);
    check(&facts(&plan, &files, None), &[("feedback-endpoint", "site.yaml", 4, "action:")]);
}

#[test]
fn addresses_that_no_reader_will_type() {
    for url in [
        "https://hub.example.org/",
        "http://localhost:3000/",
        "https://example.com/hub/",
        "https://my.test/",
        "https://your-hub.netlify.app/",
    ] {
        let (plan, files) = plan(&format!("title: Hub\nurl: {url}\nfeedback: no\n"));
        check(&facts(&plan, &files, None), &[("publish-url", "site.yaml", 2, "readers will type")]);
    }
    let (without, files) = plan("title: Hub\nfeedback: no\n");
    check(&facts(&without, &files, None), &[("publish-url", "site.yaml", 0, "url: https://")]);
    let at = |url: &str| plan(&format!("title: Hub\nfeedback: no\nhost: github\nurl: {url}\n"));
    let (elsewhere, files) = at("https://library.netlify.app/");
    let github = hosts::named("github");
    check(&facts(&elsewhere, &files, github), &[("publish-url", "site.yaml", 4, "host: netlify")]);
    let (below, files) = at("https://library.github.io/");
    let repository = Facts { repository: Some("git@github.com:library/hub.git"), ..facts(&below, &files, github) };
    check(&repository, &[("publish-url", "site.yaml", 4, "url: https://library.github.io/hub/")]);
    let (own, files) = at("https://hub.our-library.org.uk/");
    check(&Facts { repository: Some("git@github.com:library/hub.git"), ..facts(&own, &files, github) }, &[]);
}

#[test]
fn limits_of_a_host() {
    static SMALL: Host = Host {
        limits: Limits {
            files: Some(3),
            file: Some(1024 * 1024),
            total: Some(2 * 1024 * 1024),
            header_rules: None,
            header_line: Some(40),
            redirects: Some(1),
            redirect_line: Some(20),
            endings: &[],
        },
        ..*EMPTY
    };
    static EMPTY: &Host = &Host {
        name: "small",
        label: "Small",
        domain: "",
        headers: hosts::Headers::Fixed,
        redirects: hosts::Redirects::Pages,
        limits: Limits::NONE,
        send: hosts::Send::Netlify,
        outputs: &[],
        setup: &[],
        cannot: &[],
        steps: &[],
        docs: "",
        unsure: &[],
        checked: "",
    };
    let (plan, mut files) = plan(&format!("{GOOD}redirects:\n  /x.pdf: guidance/a.md\n"));
    for (path, len) in &mut files {
        if path.as_str() == "guidance/a/index.html" {
            *len = 3 * 1024 * 1024;
        }
    }
    check(
        &facts(&plan, &files, Some(&SMALL)),
        &[
            ("host-limit", "site.yaml", 0, "another host"),
            ("host-limit", "site.yaml", 0, "large files"),
            ("host-limit", "guidance/a.md", 0, "smaller"),
            ("host-limit", "site.yaml", 0, "services"),
            ("host-limit", "site.yaml", 4, "another host"),
            ("host-limit", "guidance/a.md", 4, "shorter"),
            ("host-limit", "site.yaml", 5, "shorter"),
            ("host-redirect", "site.yaml", 5, "put the file back"),
        ],
    );
    check(&facts(&plan, &files, hosts::named("netlify")), &[]);
}

#[test]
fn drafts_and_a_page_that_is_missing() {
    let (plan, mut files) = plan(GOOD);
    files.retain(|(path, _)| path.as_str() != "404.html");
    let facts = Facts { drafts: true, ..facts(&plan, &files, None) };
    check(
        &facts,
        &[("publish-drafts", "site.yaml", 0, "without --drafts"), ("not-found-missing", "site.yaml", 0, "404.html")],
    );
}

#[test]
fn words_that_hold_a_place_are_found_where_they_stand() {
    // What the build has told is not told again; what pages came with is more than a hint now.
    let pages = "-- content/site.yaml --\ntitle: Hub\ntagline: \"[insert a line]\"\n# TODO: a remark\n\
                 url: https://hub.our-library.org.uk/\nfeedback: no\n-- content/a.md --\n---\ntitle: A\n---\n\n\
                 TBC. Say in the first paragraph what the page is for.\n";
    let (_, files) = plan(GOOD);
    let mut hub = Hub::from_text(pages);
    hub.take_built_in_theme();
    hub.inputs.checks = Depth::Publishing;
    let plan = Plan::new(&hub.inputs, &mut Memo::default(), &());
    let check = |problems: &[Diagnostic], wanted: &[(&str, &str, (u32, u32), Severity)]| {
        let place = |p: &Diagnostic| p.place.as_ref().map_or((0, 0), |place| (place.line, place.width));
        let is_meant = |p: &&Diagnostic| matches!(p.code.name, "placeholder-text" | "example-text");
        let found = problems.iter().filter(is_meant).map(|p| (p.code.name, p.file.as_str(), place(p), p.severity));
        assert_eq!(found.collect::<Vec<_>>(), wanted, "{}", told(problems));
    };
    let in_settings = ("placeholder-text", "site.yaml", (2, 15), Severity::Error);
    check(&preflight(&facts(&plan, &files, None)), &[in_settings]);
    let in_page =
        [("placeholder-text", "a.md", (5, 3), Severity::Error), ("example-text", "a.md", (5, 48), Severity::Warning)];
    check(&plan.settled([]), &in_page);
}

#[test]
fn the_command_looks_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let hub = hub_in(folder.path(), "https://our-library.example.org/", "");
    let run =
        |args: &[&str]| Command::new(env!("CARGO_BIN_EXE_bindery")).args(args).current_dir(&hub).output().unwrap();
    let output = run(&["publish", "--check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("explain publish-url"), "{}", said(&output));
    assert!(!hub.join("public").exists());
    let output = run(&["publish", "--check", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["diagnostics"][0]["code"], "publish-url");
    assert_eq!(run(&["publish", "--zip", "hub.zip"]).status.code(), Some(1), "nothing wrong is published");
    assert!(!hub.join("hub.zip").exists());

    let settings = fs::read_to_string(hub.join("content/site.yaml")).unwrap();
    let settings = settings.replace("https://our-library.example.org/", "https://hub.our-library.org.uk/");
    fs::write(hub.join("content/site.yaml"), settings).unwrap();
    assert!(run(&["publish", "--setup", "netlify"]).status.success());
    let output = run(&["publish", "--check", "--strict"]);
    assert!(output.status.success() && said(&output).contains("ready to publish"), "{}", said(&output));
    fs::write(hub.join("netlify.toml"), "# an older one\n").unwrap();
    let output = run(&["publish", "--check", "--strict"]);
    assert!(
        output.status.success() && said(&output).contains("bindery publish --setup netlify --replace"),
        "{}",
        said(&output)
    );
    git(&hub, &["init", "--quiet"]);
    assert!(run(&["publish", "--check"]).status.success(), "a repository without an address says nothing");
}

//! What a hub's host is told: each host's own files, from the same headers and old addresses.

use crate::cli::{bindery, transcript};
use crate::support::{Hub, UPDATE, compare, root, told};
use bindery::hosts::{HOSTS, Rules};
use bindery::pipeline::{Memo, Plan};
use std::collections::BTreeMap;
use std::fs;

const PAGES: &str = "-- content/index.md --\n---\ntitle: Home\n---\n\
    -- content/guidance/a.md --\n---\ntitle: A\nsummary: S.\naliases: [/old/a/, /old-a.html, \"/with a space/\"]\n---\n\
    -- content/guidance/b.md --\n---\ntitle: B\nsummary: S.\nstatus: draft\n---\n\
    -- content/leaflet.pdf --\n%PDF-\n";

const REDIRECTS: &str =
    "redirects:\n  /leaflets/one.pdf: leaflet.pdf\n  /b/: /guidance/a/\n  /shop: https://shop.example.org/?a=b\n";

fn settings(more: &str) -> Hub {
    Hub::from_text(&format!("-- content/site.yaml --\ntitle: Tŷ Mawr’s hub\n{more}{PAGES}"))
}

/// Each host gets the same hub, so the files show what becomes of the same rules.
#[test]
fn every_host_gets_its_own_files() {
    let mut failures = String::new();
    for host in HOSTS {
        // Below a folder where the host knows such addresses, for its rules begin at the top of the server.
        let url = match host.name {
            "github" | "gitlab" | "web-space" => "https://hub.example.org/library/",
            _ => "https://hub.example.org/",
        };
        let hub = settings(&format!(
            "url: {url}\nhost: {}\nfeedback:\n  provider: custom\n  action: https://forms.example.org/in\n{REDIRECTS}",
            host.name
        ));
        let (files, problems) = hub.build();
        assert!(problems.is_empty(), "{}: {}", host.name, told(&problems));
        let plan = Plan::new(&hub.inputs, &mut Memo::default(), &());
        let is_for_host = |path: &str| host.outputs.iter().any(|file| file.path == path);
        let mut told: BTreeMap<String, Vec<u8>> = files
            .iter()
            .filter(|(path, _)| is_for_host(path))
            .map(|(path, bytes)| (format!("output/{path}"), bytes.clone()))
            .collect();
        for file in host.setup {
            let text = (file.write)(&Rules::of(&plan.site));
            let text = text.replace(env!("CARGO_PKG_VERSION"), "VERSION");
            told.insert(format!("setup/{}", file.path), text.into_bytes());
        }
        failures.push_str(&compare(&root().join("tests/hosts").join(host.name), &told));
        for old in ["old/a/index.html", "old-a.html", "with a space/index.html", "b/index.html", "shop/index.html"] {
            assert!(files.contains_key(old), "{}: a page stands at {old}, so that it works on any host", host.name);
        }
        assert!(!files.keys().any(|path| path.starts_with("leaflets/")), "no page can stand at a file's address");
    }
    assert!(failures.is_empty(), "{failures}\n{UPDATE}");
}

#[test]
fn the_files_are_of_the_kinds_that_hosts_read() {
    let read = |path: &str| fs::read_to_string(root().join("tests/hosts").join(path)).unwrap();
    let json: serde_json::Value = serde_json::from_str(&read("vercel/setup/vercel.json")).unwrap();
    assert_eq!(json["redirects"][0]["statusCode"], 301);
    let without_remarks: String =
        read("cloudflare/setup/wrangler.jsonc").lines().filter(|line| !line.starts_with("//")).collect();
    let json: serde_json::Value = serde_json::from_str(&without_remarks).unwrap();
    assert_eq!(json["assets"]["not_found_handling"], "404-page", "else every wrong address is a right one");
    for path in [
        "render/setup/render.yaml",
        "github/setup/.github/workflows/hub.yml",
        "gitlab/setup/.gitlab-ci.yml",
        "codeberg/setup/.forgejo/workflows/hub.yaml",
    ] {
        let (entries, problems) = bindery::yaml::parse(&read(path));
        assert!(!entries.is_empty() && problems.is_empty(), "{path}: {problems:?}");
    }
    assert!(bindery::hosts::named("github").is_some_and(|host| host.owns("library.github.io")));
}

#[test]
fn a_hub_without_a_host_has_no_files_for_one() {
    let (files, _) = settings("url: https://hub.example.org/\nfeedback: no\n").build();
    for host in HOSTS {
        assert!(!host.outputs.iter().any(|file| files.contains_key(file.path)), "{}", host.name);
    }
}

#[test]
fn the_address_that_a_host_gave_out_is_no_own_domain() {
    let cname = |url: &str| {
        let hub = settings(&format!("url: {url}\nhost: github\nfeedback: no\n"));
        hub.build().0.get("CNAME").map(|bytes| String::from_utf8(bytes.clone()).unwrap())
    };
    assert_eq!(cname("https://library.github.io/hub/"), None);
    assert_eq!(cname("https://hub.example.org/").as_deref(), Some("hub.example.org\n"));
}

/// What is wrong with a hub's settings: codes and parts of the help, in the order of the lines.
fn check(more: &str, expected: &[(&str, u32, &str)]) {
    let problems = settings(&format!("url: https://hub.example.org/\nfeedback: no\n{more}")).build().1;
    let found: Vec<_> =
        problems.iter().map(|p| (p.code.name, p.place.as_ref().map_or(0, |place| place.line))).collect();
    assert_eq!(found, expected.iter().map(|(code, line, _)| (*code, *line)).collect::<Vec<_>>(), "{}", told(&problems));
    for (problem, (.., help)) in problems.iter().zip(expected) {
        assert!(problem.help.contains(help), "{}", told(&problems));
    }
}

#[test]
fn slips_in_the_host_and_old_addresses() {
    check("host: netlfy\n", &[("host-unknown", 4, "Did you mean “netlify”?")]);
    check("host: GitHub Pages\n", &[("host-unknown", 4, "Did you mean “github”?")]);
    check("host: x\n", &[("host-unknown", 4, "web-space")]);
    let redirects = |lines: &str, expected: &[(&str, u32, &str)]| check(&format!("redirects:\n{lines}"), expected);
    redirects("  old/: guidance/a.md\n", &[("redirect-invalid", 5, "/old/page/")]);
    redirects("  /old/*: guidance/a.md\n", &[("redirect-invalid", 5, "/old/page/")]);
    redirects("  /x/: guidance/a.md\n  /X: guidance/a.md\n", &[("redirect-invalid", 6, "Delete one")]);
    redirects("  /old/a: index.md\n", &[("redirect-invalid", 5, "aliases")]);
    redirects("  /leaflet.pdf: index.md\n", &[("redirect-invalid", 5, "take the file away")]);
    redirects("  /guidance/a/: index.md\n", &[("url-collision", 5, "another old address")]);
    redirects("  /x/: /x/\n", &[("redirect-invalid", 5, "the file of the page")]);
    redirects("  /x/: /y/\n  /y/: /x/\n", &[("redirect-invalid", 5, "the file"), ("redirect-invalid", 6, "the file")]);
    redirects("  /x/: /y/\n  /y/: guidance/a.md\n", &[("redirect-chain", 5, "/x/: guidance/a.md")]);
    redirects("  /x/: /old/a/\n", &[("redirect-chain", 5, "/x/: guidance/a.md")]);
    redirects("  /x/: guidance/c.md\n", &[("link-broken", 5, "")]);
    redirects("  /x/: /y/\n  /y/: guidance/c.md\n", &[("redirect-chain", 5, ""), ("link-broken", 6, "")]);
    redirects("  /x/: guidance/b.md\n", &[("link-unpublished", 5, "draft")]);
    redirects("  /x/: \"https://a b\"\n", &[("redirect-invalid", 5, "address bar")]);
    redirects("  /x/: [a]\n", &[("setting-kind", 5, "/x/")]);
}

#[test]
fn a_form_service_of_another_host_is_told_by_the_host_as_well() {
    let hub = settings("url: https://hub.example.org/\nhost: github\nfeedback:\n  provider: netlify\n");
    let problems = hub.build().1;
    assert_eq!(problems.iter().map(|p| p.code.name).collect::<Vec<_>>(), ["form-host"], "{}", told(&problems));
    let hub = settings("url: https://hub.example.org/\nhost: netlify\nfeedback:\n  provider: netlify\n");
    assert!(hub.build().1.is_empty());
}

#[test]
fn a_page_at_an_old_address_leads_to_another_website() {
    let (files, _) = settings(&format!("url: https://hub.example.org/\nfeedback: no\n{REDIRECTS}")).build();
    let page = String::from_utf8(files["shop/index.html"].clone()).unwrap();
    assert!(page.contains("url=https://shop.example.org/?a=b"), "{page}");
    let page = String::from_utf8(files["b/index.html"].clone()).unwrap();
    assert!(page.contains("url=../guidance/a/"), "{page}");
}

#[test]
fn setup_writes_what_the_host_needs_and_nothing_over_other_files() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let mut all = transcript(at, &["init", "hub", "--host", "gitlb"]);
    all += &transcript(at, &["init", "hub", "--host", "netlify"]);
    let hub = at.join("hub");
    all += &transcript(&hub, &["publish", "--setup", "netlify"]);
    fs::write(hub.join("netlify.toml"), "# mine\n").unwrap();
    all += &transcript(&hub, &["publish", "--setup", "netlify"]);
    assert_eq!(fs::read_to_string(hub.join("netlify.toml")).unwrap(), "# mine\n");
    all += &transcript(&hub, &["publish", "--setup", "netlify", "--replace"]);
    assert!(
        fs::read_to_string(hub.join("netlify.toml")).unwrap().contains(concat!("bindery@", env!("CARGO_PKG_VERSION")))
    );
    all += &transcript(&hub, &["publish", "--setup", "github"]);
    let settings = fs::read_to_string(hub.join("content/site.yaml")).unwrap();
    assert_eq!(settings.matches("\nhost: netlify\n").count(), 1, "{settings}");
    crate::cli::expect("setup", &all);
    assert!(fs::read_to_string(hub.join(".gitignore")).unwrap().contains("/public/"), "what is made is not for Git");
    fs::create_dir(at.join("cloned")).unwrap();
    fs::write(at.join("cloned/.gitignore"), "mine").unwrap();
    assert!(bindery(at, &["init", "cloned"]).status.success());
    assert_eq!(fs::read_to_string(at.join("cloned/.gitignore")).unwrap(), "mine");
    let output = bindery(&hub, &["check", "--strict"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}

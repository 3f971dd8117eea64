//! What hostile bytes may meet, one function for each fuzz target in `fuzz`, and what must hold whatever they are. It
//! uses nothing but the library, since the fuzz targets are made from this very file.

use bindery::checks::{self, Depth};
use bindery::content_type::Types;
use bindery::date::Date;
use bindery::document::{self, Context, Document};
use bindery::feedback::Options;
use bindery::feedback::intake;
use bindery::feedback::report::Report;
use bindery::feedback::tally::Tally;
use bindery::inputs::{File, Inputs, ThemeFiles};
use bindery::output::Content;
use bindery::path::RelPath;
use bindery::pipeline::{self, Memo};
use bindery::server::{self, Door, Request, Response};
use bindery::settings::Settings;
use bindery::source::Source;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, LazyLock, Mutex};

/// Takes any bytes, and panics if something does not hold.
pub(crate) type Target = fn(&[u8]);

/// The targets by name.
#[allow(dead_code, reason = "each fuzz target uses one of them")]
pub(crate) const TARGETS: &[(&str, Target)] = &[
    ("front_matter", front_matter),
    ("markdown", markdown),
    ("links", links),
    ("settings", settings),
    ("templates", templates),
    ("csv", csv),
    ("request", request),
];

const SETTINGS: &str = "title: Hub\nurl: https://hub.example.org/\nfeedback: no\nlanguages: [en, cy]\n";

static CONTEXT: LazyLock<Context> = LazyLock::new(|| {
    let built_in = bindery::project::built_in();
    let types = built_in.iter().filter(|(path, _)| path.as_str().starts_with("types/"));
    let sources: Vec<Source> =
        types.map(|(path, bytes)| Source::new(path.clone(), String::from_utf8_lossy(bytes).into_owned())).collect();
    let languages = vec!["en".to_owned(), "cy".to_owned()];
    Context {
        types: Types::read(&sources).0,
        languages,
        any_html: Vec::new(),
        depth: Depth::All,
        checks: checks::wanted(Depth::All, &Default::default()),
        words: Default::default(),
    }
});

fn parse(bytes: &[u8]) -> Document {
    let (source, _) = Source::decode(&RelPath::new("guidance/a.md"), &bytes.into());
    let mut walk = checks::Walk::new(source.text.clone());
    let (document, problems) = document::parse(source, &CONTEXT, &mut |event, range| walk.event(event, range));
    let findings = checks::page(&checks::Page::new(&document, &CONTEXT, walk.finish()));
    problems.iter().chain(&findings).for_each(|problem| assert!(!problem.message.is_empty()));
    document
}

/// The settings of a page.
pub(crate) fn front_matter(bytes: &[u8]) {
    parse(&[b"---\n", bytes, b"\n---\nText.\n"].concat());
}

/// The text of a page: nothing in it runs, whatever was typed.
pub(crate) fn markdown(bytes: &[u8]) {
    let document = parse(&[b"---\ntitle: A\n---\n", bytes].concat());
    let mut html = String::new();
    document.body.fill(&mut html, |_, _| {});
    for tag in tags(&html.to_ascii_lowercase()) {
        let name = tag.split(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).next().unwrap_or(tag);
        let forbidden = ["script", "iframe", "object", "embed", "style", "base", "meta", "form", "link", "svg", "math"];
        assert!(!forbidden.contains(&name), "<{tag}> in {html}");
        for attribute in attributes(tag) {
            let (name, value) = attribute.split_once('=').unwrap_or((attribute, ""));
            assert!(!name.starts_with("on") && name != "style", "{attribute} in {html}");
            let is_words = name.starts_with("data-")
                || name.starts_with("aria-")
                || matches!(name, "alt" | "title" | "id" | "class");
            let scheme = value.trim_matches('"').trim_start();
            assert!(
                is_words || !scheme.starts_with("javascript:") && !scheme.starts_with("data:"),
                "{attribute} in {html}"
            );
        }
    }
}

/// What stands in each opening tag. In what Bindery writes every value is quoted in full.
fn tags(html: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let mut quoted = false;
            let end = rest.find(|c| {
                quoted ^= c == '"';
                c == '>' && !quoted
            });
            let end = end.unwrap_or(rest.len());
            found.push(&rest[..end]);
            rest = &rest[end..];
        }
    }
    found
}

/// The attributes of a tag: what stands between blanks that are not quoted.
fn attributes(tag: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    tag.split(move |c: char| {
        quoted ^= c == '"';
        c.is_ascii_whitespace() && !quoted
    })
    .skip(1)
}

/// A hub whose only pages are these, with the smallest of themes.
fn build(settings: &[u8], pages: &[(&str, &[u8])], template: &[u8]) {
    static REST: LazyLock<ThemeFiles> = LazyLock::new(|| {
        let mut theme = bindery::project::built_in();
        theme.retain(|path, _| path.as_str().starts_with("types/") || path.as_str().starts_with("strings/"));
        for (name, text) in [
            ("home.html", "{{ page.title }}"),
            ("section.html", "{{ page.title }}"),
            ("guidance.html", "{% extends \"base.html\" %}{% block main %}{{ page.body | safe }}{% endblock main %}"),
            ("base.html", "<main>{% block main %}{% endblock main %}</main>{% include \"parts.html\" %}"),
            ("parts.html", "{% for page in pages %}<a href=\"{{ page.url | url }}\">{{ page.title }}</a>{% endfor %}"),
        ] {
            theme.insert(RelPath::new(format!("templates/{name}")), Arc::from(text.as_bytes()));
        }
        theme
    });
    let mut theme = REST.clone();
    theme.insert(RelPath::new("templates/page.html"), Arc::from(template));
    let files = pages.iter().copied().chain([("site.yaml", settings)]);
    let inputs = Inputs {
        files: files.map(|(path, bytes)| (RelPath::new(path), File::Text(bytes.into()))).collect(),
        themes: BTreeMap::from([("default".to_owned(), Arc::new(theme))]),
        today: Date::new(2026, 11, 24).unwrap(),
        drafts: false,
        checks: Depth::Nothing,
        words: Default::default(),
        problems: Vec::new(),
    };
    let seen = Mutex::new(Vec::new());
    let report = pipeline::build(&inputs, &mut Memo::default(), &(), |output| {
        let path = output.path.as_str().to_owned();
        assert!(path.split('/').all(|part| !matches!(part, "" | "." | "..")), "{path}");
        assert!(!path.contains(['\\', '\0']), "{path}");
        assert!(matches!(output.content, Content::Bytes(_) | Content::Static(_)), "{path}");
        seen.lock().unwrap().push(path.to_lowercase());
    });
    let mut seen = seen.into_inner().unwrap();
    let all = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), all, "two outputs share a path");
    report.problems.iter().for_each(|problem| assert!(!problem.message.is_empty()));
}

/// Links of a page, one a line, in its text and in its front matter.
pub(crate) fn links(bytes: &[u8]) {
    let lines = String::from_utf8_lossy(bytes);
    let mut page = "---\ntitle: A\nrelated:\n".to_owned();
    for line in lines.lines() {
        page.push_str(&format!("  - '{}'\n", line.replace('\'', "''")));
    }
    page.push_str("---\n");
    for line in lines.lines() {
        page.push_str(&format!("[one](<{line}>) ![two]({line}) <{line}>\n\n<a href='{line}'>three</a>\n\n"));
    }
    let other = b"---\ntitle: B\naliases: [old/b/]\n---\n## Part\n[a](a.md#x)\n";
    let pages = [("guidance/a.md", page.as_bytes()), ("guidance/b.md", other), ("cy/guidance/b.md", other)];
    build(SETTINGS.as_bytes(), &pages, b"{{ page.body | safe }}");
}

/// The settings of a hub.
pub(crate) fn settings(bytes: &[u8]) {
    let (source, _) = Source::decode(&RelPath::new("site.yaml"), &bytes.into());
    let (settings, problems) = Settings::read(Some(source));
    problems.iter().for_each(|problem| assert!(!problem.message.is_empty()));
    assert!(!settings.languages.is_empty() && settings.base_path().starts_with('/'));
    build(bytes, &[("index.md", b"---\ntitle: Home\n---\n")], b"{{ page.title }}");
}

/// A template. One that is made to take long is given up by the program's own watch, which is not at work here.
pub(crate) fn templates(bytes: &[u8]) {
    if bytes.windows(5).any(|word| word == b"range") {
        return;
    }
    build(SETTINGS.as_bytes(), &[("about.md", b"---\ntitle: A\n---\n## One\nText.\n")], bytes);
}

/// An export of a form service: who wrote is not told.
pub(crate) fn csv(bytes: &[u8]) {
    let mut tally = Tally::default();
    let Ok(file) = intake::read("a.csv", bytes, &Options::default(), &mut tally, 1, true) else { return };
    assert!(file.unread <= file.rows && file.told.len() <= intake::TOLD_MAX);
    let report = Report::new(tally, vec![file], false);
    let _ = bindery::feedback::text::text(&report, false);
    let _ = bindery::feedback::json::json(&report);
    let html = bindery::feedback::html::html(&report, &bindery::feedback::words::words("cy"));
    assert!(!html.to_ascii_lowercase().contains("<script"), "{html}");
}

/// What a browser, or somebody who claims to be one, sends to the preview.
pub(crate) fn request(bytes: &[u8]) {
    let address: SocketAddr = ([127, 0, 0, 1], 3000).into();
    for door in [Door::Home, Door::Network("w0rd".into())] {
        let handler = |request: &Request<'_>| {
            let path = request.path;
            assert!(path.starts_with('/') && !path.starts_with("//"), "{path:?}");
            assert!(
                !path.contains(['\\', '\0']) && !path.split('/').any(|part| part == ".." || part == "."),
                "{path:?}"
            );
            assert!(matches!(request.method, "GET" | "HEAD" | "POST"));
            assert!(door == Door::Home || request.method != "POST");
            Response::new(200, "application/pdf", Arc::from(&b"0123456789"[..]))
        };
        let answer = server::answers(bytes, address, &door, &handler);
        let heads = String::from_utf8_lossy(&answer);
        assert!(answer.is_empty() || heads.starts_with("HTTP/1.1 "), "{heads}");
    }
}

//! Every mistake that a writer can make is reported once, at its place, with what to type.

use crate::support::{Hub, told};
use bindery::cli::report::{github, human};
use bindery::diagnostic::{Diagnostic, Severity};
use bindery::path::RelPath;

const SITE: &str = "-- content/site.yaml --\ntitle: Hub\nurl: https://hub.example.org/\nfeedback: no\n\
    -- content/index.md --\n---\ntitle: Home\n---\n";

/// A hub with one page more, given by its bytes.
fn problems_of(page: &[u8]) -> Vec<Diagnostic> {
    let mut hub = Hub::from_text(SITE);
    hub.edit("content/guidance/page.md", page);
    hub.build().1
}

/// The page has exactly these problems: code, line, column, and a part of the help.
fn check(page: &str, expected: &[(&str, u32, u32, &str)]) {
    let problems = problems_of(page.as_bytes());
    let found: Vec<_> = problems
        .iter()
        .map(|problem| {
            let place = problem.place.as_ref();
            (problem.code.name, place.map_or(0, |place| place.line), place.map_or(0, |place| place.column))
        })
        .collect();
    let wanted: Vec<_> = expected.iter().map(|(code, line, column, _)| (*code, *line, *column)).collect();
    assert_eq!(found, wanted, "{page:?}\n{}", told(&problems));
    for (problem, (.., help)) in problems.iter().zip(expected) {
        assert!(problem.help.contains(help), "{page:?}\n{}", told(&problems));
    }
}

/// A page with these lines of front matter and text.
fn page(fields: &str, text: &str) -> String {
    format!("---\ntitle: Page\nsummary: A page.\n{fields}---\n{text}")
}

#[test]
fn a_terminal_shows_some_of_a_kind_and_counts_the_rest() {
    let missing = problems_of(page("", "A [link](nowhere.md).\n").as_bytes()).remove(0);
    for (severity, word, most) in
        [(Severity::Error, "error", 100), (Severity::Warning, "warning", 20), (Severity::Hint, "hint", 3)]
    {
        let problems = vec![Diagnostic { severity, ..missing.clone() }; most + 2];
        let text = human(&problems, false, false);
        assert_eq!(text.matches(&format!("{word}: ")).count(), most, "{text}");
        assert!(text.contains(&format!("… and 2 more {word}s “link-broken”.")), "{text}");
        let odd = Diagnostic { file: RelPath::new("es\x1b[31mc.md"), ..problems[0].clone() };
        let shown = human(std::slice::from_ref(&odd), false, false) + &github(&[odd], false);
        assert!(shown.contains("c.md") && !shown.contains('\x1b'), "{shown}");
        assert!(!human(&problems[2..], false, false).contains('…'), "all of them are shown");
    }
}

#[test]
fn a_setting_that_cannot_be_read_is_not_missed_as_well() {
    for settings in ["title: \"Hub\nurl: https://hub.example.org/\n", "title: Hub\nurl: \"https://hub.example.org/\n"] {
        let hub = Hub::from_text(&format!(
            "-- content/site.yaml --\n{settings}feedback: no\n-- content/index.md --\n---\ntitle: Home\n---\n"
        ));
        let problems = hub.build().1;
        assert_eq!(problems.iter().map(|problem| problem.code.name).collect::<Vec<_>>(), ["yaml-quote"], "{settings}");
    }
}

#[test]
fn slips_in_front_matter() {
    check("---\ntitle: \"Libraries\nsummary: S.\n---\n", &[("yaml-quote", 2, 8, "title: \"Libraries\"")]);
    check("---\ntitle: 'It's open'\nsummary: S.\n---\n", &[("yaml-quote", 2, 11, "title: \"It's open\"")]);
    check(&page("topics:\n\t- One\n", ""), &[("yaml-tab", 5, 1, "  - One")]);
    check(
        "---\ntitle: Libraries: a guide\nsummary: S.\n---\n",
        &[("yaml-colon", 2, 17, "title: \"Libraries: a guide\"")],
    );
    check(
        "---\ntitle: P\nsummary: S.\ntopics: [Raised £3,200 so far, 4, 5]\n---\n",
        &[("field-kind", 4, 10, "\"Raised £3,200 so far\"")],
    );
    check(&page("steps: page.md\n", ""), &[("field-kind", 4, 8, "Delete")]);
    check(&page("steps: [../index.md, ../index.md]\n", ""), &[("field-kind", 4, 22, "Delete one")]);
    check(
        &page("steps: ../index.md, ../index.md\n", "").replace(".md, ..", ".md, x.md, .."),
        &[
            ("field-kind", 4, 8, "steps: [../index.md, x.md, ../index.md]"),
            ("field-kind", 4, 8, "Delete one"),
            ("link-broken", 4, 8, ""),
        ],
    );
    check(&page("related: [https://example.org/]\n", ""), &[("field-kind", 4, 11, "ends in .md")]);
    check(&page("lang: Welsh\n", ""), &[("field-option", 4, 7, "“lang: cy” here")]);
    check(&page("lang: English\n", ""), &[("field-option", 4, 7, "Type its code: lang: en")]);
    check(&page("lang: Klingon\n", ""), &[("field-option", 4, 7, "by their codes: en")]);
    check(&page("date: soon\n", ""), &[("date-invalid", 4, 7, "date: 2026-10-28")]);
    check(&page("date: 2026-02-30\n", ""), &[("date-invalid", 4, 7, "February 2026 has 28 days")]);
    check(&page("date: 28th Oct 2011\n", ""), &[("date-unclear", 4, 7, "date: 2011-10-28")]);
    check(&page("date: “2011-10-28”\n", ""), &[("date-unclear", 4, 7, "date: 2011-10-28")]);
    check(&page("date: 2011–10–28\n", ""), &[("date-unclear", 4, 7, "date: 2011-10-28")]);
    check(&page("date: 01/02/2011\n", ""), &[("date-unclear", 4, 7, "date: 2011-02-01")]);
    check(&page("auhtors: Me\n", ""), &[("field-unknown", 4, 1, "authors")]);
    check(&page("library: Here\n", ""), &[("field-unknown", 4, 1, "type: story")]);
    check(&page("order: first\n", ""), &[("field-kind", 4, 8, "order: 10")]);
    check(&page("owner: [a, b]\n", ""), &[("field-kind", 4, 8, "owner")]);
    check(&page("status: finished\n", ""), &[("field-option", 4, 9, "draft, live")]);
    check(&page("stage: runing\n", ""), &[("field-option", 4, 8, "stage: running")]);
    check(&page("owner:\n", ""), &[("field-empty", 4, 1, "delete the line")]);
    check("---\ntitle: Page\n---\n", &[("field-missing", 1, 1, "summary: ")]);
    check("---\nsummary: S.\n---\n", &[("field-missing", 1, 1, "title: ")]);
    check(&page("title: Again\n", ""), &[("yaml-duplicate-key", 4, 1, "delete")]);
    check(&page("type: storey\n", ""), &[("type-unknown", 4, 7, "story")]);
    check("---\ntitle: Page\nsummary: S.\n\nText.\n", &[("front-matter-unclosed", 1, 1, "---")]);
    check("Text without a title.\n", &[("front-matter-missing", 1, 1, "title: ")]);
    let misplaced = "front-matter-misplaced";
    check("title: Page\nsummary: S.\n---\nText.\n", &[(misplaced, 1, 1, "above the first setting")]);
    check("—\ntitle: Page\nsummary: S.\n---\nText.\n", &[(misplaced, 1, 1, "Type ---")]);
    check("***\ntitle: Page\nsummary: S.\nstatus: draft\n---\nText.\n", &[(misplaced, 1, 1, "Type ---")]);
    check("Notes\n---\ntitle: Page\nsummary: S.\n---\nText.\n", &[(misplaced, 1, 1, "Move this text")]);
    let early = "---\ntitle: Page\nsummary: S.\n---\nstatus: draft\ntopics: [Money]\n---\nText.\n";
    check(early, &[(misplaced, 4, 1, "Delete this --- line")]);
    check(&page("", "Date: see below. A sentence with a line under it.\nMore\n---\n"), &[]);
    check(&page("aliases: [https://example.org/]\n", ""), &[("alias-invalid", 4, 11, "/old/page/")]);
    check(&page("lang: fr\n", ""), &[("field-option", 4, 7, "en")]);
    check(&page("related: [nowhere.md]\n", ""), &[("link-broken", 4, 11, "")]);
    check(&page("image: nothing.png\n", ""), &[("image-missing", 4, 8, "")]);
}

#[test]
fn names_that_hide_a_page_and_settings_that_name_no_type() {
    let mut hub = Hub::from_text(SITE);
    hub.edit("content/hours.md.txt", b"---\ntitle: Hours\n---\n");
    hub.edit("content/site.yml", b"title: Other\n");
    let site = "title: Hub\nurl: https://hub.example.org/\nfeedback:\n  provider: custom\n  \
                action: https://forms.example.org/in\n  types: [guidances, story]\n";
    hub.edit("content/site.yaml", site.as_bytes());
    let problems = hub.build().1;
    let found: Vec<_> = problems.iter().map(|p| (p.file.as_str(), p.code.name)).collect();
    let wanted = [("hours.md.txt", "file-ending"), ("site.yaml", "setting-kind"), ("site.yml", "file-ending")];
    assert_eq!(found, wanted, "{}", told(&problems));
    assert!(problems[1].help.contains("“guidance”"), "{}", told(&problems));
    let fresh =
        "---\ntitle: Page\nsummary: What the reader will find here, in one sentence.\ntopics: [the first, Money]\n";
    let example = "field-example";
    check(&format!("{fresh}---\n"), &[(example, 3, 10, "own words"), (example, 4, 10, "own words")]);
    check(&format!("{fresh}status: draft\n---\n"), &[]);
    check("---\ntitle: \"\"\nsummary: S.\n---\n", &[("field-missing", 2, 1, "title: ")]);
}

#[test]
fn odd_files() {
    let sound = page("", "Text.\n");
    let codes = |bytes: &[u8]| problems_of(bytes).iter().map(|p| p.code.name).collect::<Vec<_>>();
    assert_eq!(codes(&[b"\xef\xbb\xbf", sound.as_bytes()].concat()), ["file-bom"]);
    assert_eq!(codes(sound.replace('\n', "\r\n").as_bytes()), ["file-crlf"]);
    assert_eq!(codes(&[sound.as_bytes(), b"Caf\xe9.\n"].concat()), ["file-encoding"]);
    assert_eq!(codes(&[sound.as_bytes(), b"a\0b\n"].concat()), ["file-control-character"]);
    assert_eq!(codes(b""), ["file-empty"]);
    assert_eq!(codes(b" \n\n"), ["file-empty"]);
    let mut hub = Hub::from_text(SITE);
    hub.edit("content/big.md", &vec![b'a'; 3_000_000]);
    assert_eq!(hub.build().1.len(), 0, "what is too big is reported by the reader of the disk");
}

#[test]
fn an_alias_bomb_is_one_short_message() {
    let mut bomb = "---\ntitle: Page\nsummary: S.\na: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (name, before) in ('b'..='z').zip('a'..) {
        let list = vec![format!("*{before}"); 9].join(", ");
        bomb.push_str(&format!("{name}: &{name} [{list}]\n"));
    }
    bomb.push_str("---\n");
    let problems = problems_of(bomb.as_bytes());
    let codes: std::collections::BTreeSet<_> = problems.iter().map(|problem| problem.code.name).collect();
    assert!(codes.contains("yaml-alias"), "{}", told(&problems));
    assert!(problems.len() < 60, "{} problems", problems.len());
}

#[test]
fn links_and_pictures() {
    let text = |text: &str| page("", &format!("{text}\n\n## Opening hours\n"));
    check(&text("<jo@library.example>, [x](mailto:jo@library.example)"), &[]);
    check(&text("[the rota](our rota.pdf)"), &[("link-syntax", 5, 11, "(<our rota.pdf>)")]);
    check(&text("![Desk](desk.jpg “Photo: Jo”)"), &[("link-syntax", 5, 8, "straight quotes")]);
    check(&text("[hours] (page.md)"), &[("link-syntax", 5, 8, "](page.md)")]);
    check(&text("The list [see below] (a. first) and [1] (or two). `[a](b c.md)` [ ] (x)"), &[]);
    check(&text("Fill in (our form)[form.md] now"), &[("link-syntax", 5, 9, "[our form](form.md)")]);
    check(&text("See [[Reading groups]]."), &[("link-syntax", 5, 5, "[Reading groups](reading-groups.md)")]);
    check(&text("See [[page.md|our page]]."), &[("link-syntax", 5, 5, "[our page](page.md)")]);
    check(&text("He said (twice)[sic] that [[it] is (a)[b. c] so (all)[1]."), &[]);
    check(&text("[x](jo@library.example)"), &[("link-broken", 5, 5, "mailto:jo@library.example")]);
    check(&text("[x](nowhere.md)"), &[("link-broken", 5, 5, "Check the file's name")]);
    check(&text("[x](pagee.md)"), &[("link-broken", 5, 5, "Did you mean page.md?")]);
    check(&text("[x](../page.md)"), &[("link-broken", 5, 5, "Did you mean page.md?")]);
    check(&text("[x](page.md#open)"), &[("link-anchor", 5, 5, "#opening-hours")]);
    check(&text("[x](#openin-hours)"), &[("link-anchor", 5, 5, "Did you mean #opening-hours?")]);
    check(&text("[x](#opening-hours) [y](page.md#opening-hours) [z](../index.md)"), &[]);
    check(&text("[x](rota.pdf)"), &[("link-broken", 5, 5, "")]);
    check(&text("[x](Page.md)"), &[("link-case", 5, 5, "Type page.md")]);
    check(&text("[x](http://localhost:3000/guidance/page/)"), &[("link-outside", 5, 5, "which ends in .md")]);
    check(&text("[x](mailto: jo@library.example)"), &[("link-syntax", 5, 4, "](mailto:jo@library.example)")]);
    check(&text("[x](../../secret.md)"), &[("link-outside", 5, 5, "Copy the file")]);
    check(&text("[x]()"), &[("link-empty", 5, 1, "round brackets")]);
    check(&text("[x](javascript:alert(1))"), &[("link-unsafe", 5, 5, "https://")]);
    check(&text("[x](../guidance/page/)"), &[("link-broken", 5, 5, "ends in .md")]);
    check(&text("![x](photo.jpg)"), &[("image-missing", 5, 6, "where this line says")]);
    check(&text("## A {#a}\n\n## B {#a}"), &[("heading-id-duplicate", 7, 6, "{#a-2}")]);
    check(&text("![A](photo.jpg\"Photo: Jo\")"), &[("link-syntax", 5, 5, "(photo.jpg \"Photo: Jo\")")]);
    check(&text("## A {#main-content}"), &[("heading-id-duplicate", 5, 6, "{#main-content-section}")]);
    check(&text("# Page"), &[("title-repeated", 5, 1, "Delete")]);
    check(&text("a <script>b</script> c"), &[("html-not-allowed", 5, 4, "Delete")]);
    check(&text("<b onclick=\"x()\">b</b>"), &[("html-not-allowed", 5, 4, "Delete")]);
    check(&text("[x][ref]\n\n[ref]: nowhere.md"), &[("link-broken", 5, 1, "Check")]);
}

#[test]
fn pages_that_are_not_published() {
    let held = |field: &str| {
        let mut hub = Hub::from_text(SITE);
        hub.edit("content/guidance/held.md", page(&format!("{field}\n"), "").as_bytes());
        hub.edit("content/guidance/page.md", page("", "[x](held.md)\n").as_bytes());
        let problems = hub.build().1;
        assert_eq!(
            problems.iter().map(|p| p.code.name).collect::<Vec<_>>(),
            ["link-unpublished"],
            "{}",
            told(&problems)
        );
        problems[0].message.clone()
    };
    assert!(held("status: draft").contains("a draft"));
    assert!(held("date: 2027-01-01").contains("not published before 2027-01-01"));
    assert!(held("expires: 2026-11-24").contains("no longer published since 2026-11-24"));
}

/// A file, and the code of the one problem that it gives.
fn one_problem(files: &str, code: &str, words: &str) {
    let named = if files.contains("A/index.html") { "any_html: [A/index.html]\n" } else { "" };
    let site = SITE.replace("feedback: no\n", &format!("feedback: no\n{named}"));
    let (_, problems) = Hub::from_text(&format!("{site}{files}")).build();
    let codes: Vec<_> = problems.iter().map(|problem| problem.code.name).collect();
    assert!(!codes.is_empty() && codes.iter().all(|found| *found == code), "{files}\n{}", told(&problems));
    assert!(told(&problems).contains(words), "{}", told(&problems));
}

#[test]
fn settings() {
    let site = |line: &str| format!("-- content/site.yaml --\ntitle: Hub\nurl: https://hub.example.org/\n{line}\n");
    one_problem(&site("feedback: no\ntitel: Hub"), "setting-unknown", "Did you mean “title”?");
    one_problem(
        "-- content/site.yaml --\nurl: https://hub.example.org/\nfeedback: no\n",
        "setting-missing",
        "title: The hub's name",
    );
    one_problem("-- content/site.yaml --\ntitle: Hub\nfeedback: no\n", "site-url-missing", "url: https://");
    one_problem("-- content/site.yaml --\ntitle: Hub\nurl: hub\nfeedback: no\n", "setting-kind", "url: https://");
    one_problem(&site(""), "feedback-missing", "provider: formspree");
    one_problem(&site("feedback:\n  provider: formspree"), "feedback-missing", "id: the code that Formspree");
    one_problem(&site("feedback:\n  provider: formspree\n  id: YOUR_FORM_ID"), "feedback-missing", "stands for a code");
    one_problem(&site("feedback:\n  provider: formspre\n  id: abc"), "feedback-provider", "provider: formspree");
    one_problem(&site("feedback:\n  provider: getform\n  id: abc"), "feedback-provider", "provider: forminit");
    one_problem(&site("feedback:\n  provider: formspree\n  id: a/b"), "feedback-endpoint", "Type only the code");
    one_problem(
        &site("feedback:\n  provider: custom\n  action: http://forms.example.org/x"),
        "feedback-endpoint",
        "https://",
    );
    let form = |below: &str| {
        site(&format!(
            "contact:\n  email: l@example.org\nfeedback:\n  provider: formspree\n  id: mbvqkzoe\nforms:\n{below}"
        ))
    };
    one_problem(&form("  contakt: yes"), "form-field", "Did you mean “contact”?");
    one_problem(&form("  Rooms: yes"), "form-field", "small letters");
    one_problem(&form("  rooms:\n    title: Rooms"), "form-field", "kind: long text");
    let field = |below: &str| form(&format!("  rooms:\n    title: Rooms\n    fields:\n      - name: day\n{below}"));
    one_problem(&form("  rooms:\n    fields:\n      - {name: day, label: Day}"), "form-field", "title: What readers");
    one_problem(&field("        label: Day\n        kind: dat"), "form-field", "kind: date");
    one_problem(&field("        lable: Day\n        label: Day"), "setting-unknown", "Did you mean “label”?");
    one_problem(&field("        label: Day\n        kind: choice"), "form-field", "options: [Morning");
    one_problem(&field("        label: Day\n      - name: day\n        label: Day"), "form-field", "name: day-2");
    let personal = |facts: &str| form(&format!("{facts}  contact: yes"));
    one_problem(&personal(""), "form-privacy", "controller: who is");
    let facts = "  privacy:\n    controller: T\n    purpose: P\n    retention_days: 9\n";
    one_problem(&personal(facts), "form-privacy", "Add to “privacy:”");
    let copied = format!("{facts}    basis: consent\n    country: the country where your form service processes it\n");
    one_problem(&personal(&copied), "form-privacy", "country: the country");
    let country = "    country: Ireland\n";
    one_problem(&personal(&format!("{facts}{country}    basis: public tusk\n")), "form-privacy", "basis: public task");
    one_problem(
        &personal(&format!("{country}    basis: consent\n").replacen(
            "    c",
            "  privacy:\n    retention_days: two\n    c",
            1,
        )),
        "form-privacy",
        "retention_days: 90",
    );
    let named = |name: &str, kind: &str, service: &str| {
        let facts = "  privacy: {controller: T, purpose: P, basis: consent, retention_days: 9, country: Wales}\n";
        let own = if kind == "file" { "    privacy: {country: Wales}\n" } else { "" };
        let fields = format!("{own}    fields:\n      - {{name: {name}, kind: {kind}, label: L}}");
        form(&format!("{facts}  rooms:\n    title: Rooms\n    provider: {service}\n{fields}"))
    };
    one_problem(&named("_next", "text", "netlify"), "form-field", "name: next");
    one_problem(&named("bot-field", "text", "netlify"), "form-field", "Netlify Forms uses the name “bot-field” itself");
    one_problem(&named("page", "text", "netlify"), "form-field", "name: your-page");
    one_problem(&named("plan", "file", "formspark\n    id: x7"), "form-file", "takes no files");
    one_problem(&named("phone", "phone", "basin\n    id: x7"), "form-privacy", "Add below “rooms:”");
    one_problem(
        &site("url: https://library.github.io/\nfeedback:\n  provider: netlify").replacen(
            "url: https://hub.example.org/\n",
            "",
            1,
        ),
        "form-host",
        "works only for hubs on Netlify",
    );
    let rooms = "feedback: no\nforms:\n  rooms:\n    title: Rooms\n    fields:\n      - {name: day, label: Day}";
    one_problem(
        &site(&format!("contact:\n  email: l@example.org\n{rooms}")),
        "feedback-missing",
        "provider: formspree",
    );
    one_problem(
        &site(&rooms.replace("feedback: no", "feedback:\n  provider: netlify")),
        "form-contact",
        "email: the address at which",
    );
    one_problem(&site("feedback: no\nlanguages: [en, ../x]"), "setting-kind", "languages: [en, cy]");
    one_problem(&site("feedback: no\ntheme: none"), "theme-missing", "These themes exist: default");
    one_problem(&site("feedback: no\nnav: [nowhere.md]"), "link-broken", "nowhere.md");
}

#[test]
fn two_sources_for_one_address() {
    let page = |path: &str, more: &str| format!("-- content/{path} --\n---\ntitle: P\n{more}---\n");
    one_problem(&(page("a b.md", "") + &page("a-b.md", "")), "url-collision", "content/a-b.md");
    one_problem(&(page("x/index.md", "") + &page("x.md", "")), "url-collision", "x/index.md");
    one_problem(&(page("a.md", "") + &page("b.md", "aliases: [/a/]\n")), "url-collision", "an alias in b.md");
    one_problem(&page("a-to-z/index.md", ""), "url-collision", "in content/a-to-z/index.md");
    one_problem(&page("topics.md", "topics: [X]\n"), "url-collision", "in content/topics.md");
    one_problem(&(page("a.md", "") + "-- content/A/index.html --\n"), "url-collision", "A/index.html");
}

#[test]
fn templates() {
    let theme = |text: &str| {
        format!(
            "-- content/site.yaml --\ntitle: Hub\nurl: https://hub.example.org/\nfeedback: no\ntheme: mine\n-- content/a.md --\n---\ntitle: A\n---\n-- themes/mine/templates/page.html --\n{text}\n"
        )
    };
    one_problem(&theme("<p>{{ page.titel }}</p>"), "theme-template", "title");
    one_problem(&theme("<p>\n{{ pag.title }}</p>"), "theme-template", "templates/page.html:2:4");
    one_problem(&theme("{% if page.title %}"), "theme-template", "page.html");
    one_problem(&theme("{% extends \"bas.html\" %}"), "theme-template", "Did you mean “base.html”?");
    one_problem(&theme("{{ page.path | adress }}"), "theme-template", "adress");
    one_problem(&theme("{{ asset(name=\"styl.css\") }}"), "theme-template", "styl.css");
}

#[test]
fn the_same_list_in_every_form() {
    let problems = problems_of(page("auhtors: Me\n", "[x](nowhere.md)\n").as_bytes());
    let json = bindery::cli::report::json(&problems, false);
    let github = bindery::cli::report::github(&problems, false);
    for problem in &problems {
        let place = problem.place.as_ref().unwrap();
        assert!(json.contains(&format!("\"code\": \"{}\"", problem.code.name)));
        assert!(json.contains(&format!("\"line\": {}", place.line)));
        assert!(
            github.contains(&format!("::error file=content/guidance/page.md,line={},col={}", place.line, place.column)),
            "{github}"
        );
    }
    assert_eq!(github.lines().count(), problems.len());
}

#[test]
fn text_from_writers_never_becomes_markup() {
    let evil = "\"A <script>alert(1)</script> & \\\"b\\\"\"";
    let mut hub = Hub::from_text(&format!(
        "{SITE}-- content/stories/a.md --\n---\ntitle: {evil}\nsummary: {evil}\ndate: 2026-01-01\nauthors: [{evil}]\ntopics: [{evil}]\n---\n"
    ));
    hub.edit("content/site.yaml", format!("title: {evil}\nurl: https://hub.example.org/\nfeedback: no\n").as_bytes());
    let (files, problems) = hub.build();
    assert!(problems.is_empty(), "{}", told(&problems));
    for (path, bytes) in files {
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains("<script>alert"), "{path}: {text}");
    }
}

#[test]
fn a_hub_without_pages_says_what_to_do_next() {
    let (files, problems) =
        Hub::from_text("-- content/site.yaml --\ntitle: Hub\nurl: https://hub.example.org/\nfeedback: no\n").build();
    assert!(files.contains_key("index.html"));
    assert_eq!(problems.iter().map(|p| p.code.name).collect::<Vec<_>>(), ["pages-none"]);
    assert!(problems[0].help.contains("bindery new page"));
}

/// The sign that stands for a hole while HTML is made safe, typed by its number.
#[test]
fn no_number_of_a_sign_makes_a_hole() {
    for number in ["&#xFDD0;", "&#xfdd0", "&#64976;", "&#064976;", "&#X00FDD0;", "\u{fdd0}"] {
        let mut hub = Hub::from_text(SITE);
        let text = format!(
            "<a href=\"java{number}script:x\">x</a> ![B](b.png) <b title=\"{number}0{number}<i>\">y</b>\n\nText {number}0{number}\n"
        );
        hub.edit("content/guidance/page.md", page("", &text).as_bytes());
        let (files, _) = hub.build();
        let html = String::from_utf8_lossy(&files["guidance/page/index.html"]).to_lowercase();
        assert!(!html.contains("javascript:") && !html.contains('\u{fdd0}'), "{number}: {html}");
        assert_eq!(html.matches("<img").count(), 1, "{number}: {html}");
    }
}

#[test]
fn files_that_run_are_published_only_where_the_settings_name_them() {
    let codes = |settings: &str| -> Vec<String> {
        let mut hub = Hub::from_text(&SITE.replace("feedback: no\n", &format!("feedback: no\n{settings}")));
        for name in ["quiz.html", "A.JS", "a.css", "shell.php", "photo.svgz", "list.pdf", "data.csv"] {
            hub.edit(&format!("content/guidance/{name}"), b"x");
        }
        let found = hub.build().1;
        found.into_iter().filter(|p| p.code.name == "file-program").map(|p| p.file.to_string()).collect()
    };
    assert_eq!(codes(""), ["guidance/A.JS", "guidance/a.css", "guidance/quiz.html", "guidance/shell.php"]);
    let named = codes("any_html: [guidance/quiz.html, guidance/A.JS]\n");
    assert_eq!(named, ["guidance/a.css", "guidance/shell.php"]);
}

#[test]
fn an_old_address_takes_the_place_of_no_file_and_of_no_hidden_folder() {
    for (alias, code) in [
        ("/guidance/rota.pdf", "url-collision"),
        ("/robots.txt", "url-collision"),
        ("/sitemap.xml", "url-collision"),
        ("/.git/config/", "alias-invalid"),
        ("/.bindery-manifest/", "alias-invalid"),
        ("/a/.bindery-staging/", "alias-invalid"),
    ] {
        let mut hub = Hub::from_text(SITE);
        hub.edit("content/guidance/rota.pdf", b"%PDF");
        hub.edit("content/guidance/page.md", page(&format!("aliases: [{alias}]\n"), "Text.\n").as_bytes());
        let problems = hub.build().1;
        assert_eq!(problems.iter().map(|p| p.code.name).collect::<Vec<_>>(), [code], "{alias}: {}", told(&problems));
    }
}

#[test]
fn addresses_that_would_break_a_host_s_file() {
    for url in
        ["https://a.org/$x/", "https://a.org/{x}/", "https://a.org/;}/", "https://me:pw@a.org/", "https://a.org;x/"]
    {
        let hub = Hub::from_text(&SITE.replace("https://hub.example.org/", url));
        assert!(hub.build().1.iter().any(|p| p.code.name == "setting-kind"), "{url}");
    }
    for to in ["'https://x.org/\\'", "\"https://x.org/\\u0001\"", "https://x.org/$a", "\"https://x.org/\\u202E\""] {
        let hub =
            Hub::from_text(&SITE.replace("feedback: no\n", &format!("feedback: no\nredirects:\n  /old/: {to}\n")));
        assert!(hub.build().1.iter().any(|p| p.code.name == "redirect-invalid"), "{to}");
    }
}

#[test]
fn a_page_of_the_longest_lists_and_tags_takes_no_longer_than_others() {
    let long = |item: &str, n: usize| vec![item; n].join(", ");
    for (fields, text) in [
        (format!("aliases: [{}]\n", long("/t/", 100_000)), String::new()),
        (format!("related: [{}]\n", long("no.md", 100_000)), String::new()),
        (
            format!("topics: [{}]\n", (0..100_000).map(|n| format!("t{n}")).collect::<Vec<_>>().join(", ")),
            String::new(),
        ),
        (String::new(), format!("<p {}>\n", (0..200_000).map(|n| format!("{n:x}")).collect::<Vec<_>>().join(" "))),
    ] {
        let begun = std::time::Instant::now();
        let problems = problems_of(page(&fields, &text).as_bytes());
        assert!(!problems.is_empty());
        assert!(begun.elapsed().as_secs() < 20, "{} took {:?}", fields.get(..20).unwrap_or("HTML"), begun.elapsed());
    }
}

//! No page takes more time or room than it should, whatever an editor or a theme does.

use crate::cli::bindery;
use crate::support::{Hub, read_tree, told};
use bindery::checks::Depth;
use std::fs;
use std::io::Write;
use std::time::{Duration, Instant};

const SITE: &str =
    "-- content/site.yaml --\ntitle: Hub\nurl: https://hub.example.org/\nfeedback: no\n-- content/a.md --\n";

/// Two megabytes of what slows parsers down: each of these takes some of them hours.
#[test]
fn a_page_of_two_megabytes_takes_seconds_whatever_is_in_it() {
    let many = |text: &str| text.repeat(2_000_000 / text.len());
    for (name, text) in [
        ("square brackets", many("[")),
        ("links that are none", many("[a](")),
        ("pictures in pictures", many("![")),
        ("stars", many("*a **b ")),
        ("marks that change", many("*a_ ")),
        ("backticks of all lengths", (1..2000).map(|n| "`".repeat(n) + " ").collect()),
        ("quotes", many("> ")),
        ("lists in lists", (0..1400).map(|n| " ".repeat(n) + "- a\n").collect()),
        ("tags", many("<a ")),
        ("tags that nest", many("<b><i>")),
        ("comments", many("<!-- ")),
        ("instructions", many("<?")),
        ("declarations", many("<!A ")),
        ("entities", many("&amp")),
        ("definitions", many("[a]: b\n")),
        ("footnotes", (0..60_000).map(|n| format!("[^{n}]\n\n[^{n}]: x [^{}]\n\n", n + 1)).collect()),
        (
            "a wide table",
            format!(
                "{}\n{}\n{}",
                many("|a").split_at(600_000).0,
                many("|-").split_at(600_000).0,
                many("|b").split_at(600_000).0
            ),
        ),
        ("a long table", format!("|a|b|\n|-|-|\n{}", many("|a|\n"))),
        ("headings of one name", many("# a\n")),
        ("terms", many("a\n: b\n\n")),
        ("attributes of headings", many("# a {#b .c}\n")),
        ("boxes", many("> [!NOTE]\n> a\n\n")),
        ("tildes", many("~~a~b")),
        ("quotation marks", many("\"a 'b ")),
        ("addresses", many("<a@b.c>")),
        ("one line", many("word ")),
        ("capitals", (0..250_000).map(|n| format!("A{}B ", char::from(b'A' + (n % 26) as u8))).collect()),
        ("one sentence", many("word, ")),
        ("paragraphs of one text", many("The same words.\n\n")),
        ("words in brackets", many("[name ")),
        ("dots", many("a.b. ")),
        ("typed bullets", many("• a\n")),
        ("pictures", many("![a](b.png)\n")),
        ("links of one name", many("[a](b.md) [a](c.md)\n")),
        ("notes that are none", many("[^a] ")),
        ("ignores", many("<!-- bindery: ignore sentence-long because -->\n")),
        ("styles", many("<b style=\"a\" id=\"b\">c</b>\n")),
        ("postcodes", many("SY23 2AX ")),
        ("tags of looks", many("<font>a")),
        ("links of wikis", many("[[a]] (b)[c.d] ")),
        ("remarks that are none", many("<!— a")),
        ("marks of word processors", many("<![if a]>")),
        ("days in numbers", many("1.1.26,")),
        ("days of the week", many("Friday 3/4 ")),
        ("hosts", many("a.uk/b,")),
        ("lines in capitals", many("ALL THE HOURS\n\na\n\n")),
        ("lines with bars", many("a | b\n")),
        ("headings as tags", many("<h2>a</h2>\n\n")),
        ("Welsh and English", many("mae'r the yn and ")),
    ] {
        let mut hub = Hub::from_text(SITE);
        hub.inputs.checks = Depth::All;
        hub.edit("content/a.md", format!("---\ntitle: A\n---\n{text}").as_bytes());
        let started = Instant::now();
        let (files, _) = hub.build();
        let taken = started.elapsed();
        let _ = writeln!(std::io::stderr(), "{name}: {taken:?}, {} bytes", files["a/index.html"].len());
        // The programs that tests run are not made to be quick.
        assert!(taken < Duration::from_secs(25), "{name} takes {taken:?}");
        assert!(files["a/index.html"].len() < 100_000_000, "{name}");
    }
}

#[test]
fn a_template_that_fills_the_memory_is_given_up() {
    let text = format!(
        "{SITE}---\ntitle: A\n---\n-- themes/default/templates/page.html --\n\
         {{% for a in range(end=100000) %}}{{% for b in range(end=100000) %}}A thing that is said again.{{% endfor %}}{{% endfor %}}\n"
    );
    let (files, problems) = Hub::from_text(&text).build();
    let told = told(&problems);
    assert!(told.contains("more than 32 MB") && told.contains("themes/default/templates/page.html"), "{told}");
    assert!(!files.contains_key("a/index.html"));
}

#[test]
fn templates_that_lead_back_to_themselves_are_told() {
    for (name, template) in [
        ("an include", "{% include \"page.html\" %}"),
        ("a parent", "{% extends \"page.html\" %}"),
        ("a component", "{% component a(n) %}{{<a n=n />}}{% endcomponent a %}{{<a n=1 />}}"),
    ] {
        let text = format!("{SITE}---\ntitle: A\n---\n-- themes/default/templates/page.html --\n{template}\n");
        let (_, problems) = Hub::from_text(&text).build();
        assert!(problems.iter().any(|problem| problem.code.name == "theme-template"), "{name}: {}", told(&problems));
    }
}

#[test]
fn a_template_that_never_ends_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    bindery(at, &["init", "."]);
    assert!(bindery(at, &["build"]).status.success());
    let before = read_tree(&at.join("public"));
    fs::create_dir_all(at.join("themes/own/templates")).unwrap();
    let endless = "{% for a in range(end=100000) -%}{%- for b in range(end=100000) -%}{%- set c = a -%}{%- endfor -%}{%- endfor %}";
    fs::write(at.join("themes/own/templates/page.html"), endless).unwrap();
    let settings = fs::read_to_string(at.join("content/site.yaml")).unwrap();
    fs::write(at.join("content/site.yaml"), format!("{settings}\ntheme: own\n")).unwrap();
    let output = bindery(at, &["build", "--patience", "1"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("The template “page.html” has been at work on one page for 1 seconds"), "{said}");
    assert!(read_tree(&at.join("public")) == before, "the former output is whole");
    fs::remove_file(at.join("themes/own/templates/page.html")).unwrap();
    assert!(bindery(at, &["build"]).status.success(), "the next build cleans up");
}

#[cfg(target_os = "linux")]
#[test]
fn a_template_that_doubles_a_text_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    bindery(at, &["init", "."]);
    fs::create_dir_all(at.join("themes/own/templates")).unwrap();
    let doubles =
        "{% set s = 'text' %}{% for n in range(end=60) %}{% set_global s = s ~ s %}{% endfor %}{{ s | length }}";
    fs::write(at.join("themes/own/templates/page.html"), doubles).unwrap();
    let settings = fs::read_to_string(at.join("content/site.yaml")).unwrap();
    fs::write(at.join("content/site.yaml"), format!("{settings}\ntheme: own\n")).unwrap();
    let output = bindery(at, &["build"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("The template “page.html” takes more memory for one page than a page can need"), "{said}");
}

#[test]
fn a_template_has_no_way_out() {
    for way in [
        "{{ get_env(name=\"HOME\") }}",
        "{{ load_data(path=\"/etc/passwd\") }}",
        "{{ load_file(path=\"content/site.yaml\") }}",
        "{% include \"/etc/passwd\" %}",
        "{% include \"../../../content/site.yaml\" %}",
        "{% extends \"/etc/passwd\" %}",
        "{{ now() }}",
        "{{ get_random(end=9) }}",
        "{{ exec(command=\"id\") }}",
        "{{ asset(name=\"../../content/site.yaml\") }}",
    ] {
        let text = format!("{SITE}---\ntitle: A\n---\n-- themes/default/templates/page.html --\n{way}\n");
        let (files, problems) = Hub::from_text(&text).build();
        let is_told = problems.iter().any(|problem| problem.code.name == "theme-template");
        assert!(is_told && !files.contains_key("a/index.html"), "{way}: {}", told(&problems));
    }
}

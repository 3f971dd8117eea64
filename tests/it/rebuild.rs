//! A preview after any series of edits equals a clean build, byte for byte, problems and findings included.

use crate::sites::cases;
use crate::support::{Hub, Random, bytes};
use bindery::checks::Depth;
use bindery::codes;
use bindery::diagnostic::{Diagnostic, Severity};
use bindery::inputs::File;
use bindery::path::RelPath;
use bindery::picture_cache::PictureCache;
use bindery::pipeline::Memo;
use bindery::preview::Preview;
use std::collections::BTreeMap;

/// Builds the hub warm, cold and in a preview, and compares.
pub(crate) fn agree(hub: &Hub, memo: &mut Memo, preview: &Preview, what: &str) {
    let cold = hub.build();
    assert!(hub.build_with(memo) == cold, "{what}: a warm build differs from a cold one");
    preview.update(&hub.inputs);
    preview.verify(|| true);
    let state = preview.state();
    assert_eq!(*state.problems, *cold.1, "{what}: the preview reports other problems");
    // What checks find keeps no page from being shown.
    let is_of_stage = |problem: &Diagnostic| codes::ALL.contains(&problem.code);
    if !cold.1.iter().any(|problem| problem.severity() == Severity::Error && is_of_stage(problem)) {
        let plan = state.shown().unwrap();
        let shown = |route| {
            plan.render(route, &mut Vec::new())
                .map(|made| (made.path.to_string(), bytes(&made.content, &PictureCache::default())))
                .unwrap()
        };
        let shown: BTreeMap<String, Vec<u8>> = plan.routes.iter().map(shown).collect();
        assert!(shown == cold.0, "{what}: the preview shows other files");
    }
}

/// One edit, chosen at random. Many of them break something; later ones may mend it.
fn edit(hub: &mut Hub, random: &mut Random, n: usize) -> String {
    let paths: Vec<String> = hub.inputs.files.keys().map(ToString::to_string).collect();
    let pages: Vec<&String> = paths.iter().filter(|path| path.ends_with(".md")).collect();
    let some_page = if pages.is_empty() { "index.md".to_owned() } else { pages[random.below(pages.len())].clone() };
    let page = |title: &str, body: &str| format!("---\ntitle: {title}\nsummary: Page {n}.\n---\n\n{body}\n");
    let mut write = |path: &str, text: String| {
        hub.edit(&format!("content/{path}"), text.as_bytes());
        format!("{n}: write {path}: {text:?}")
    };
    match random.below(17) {
        0 => write(&some_page, page(&format!("Title {n}"), "A new body.")),
        1 => write(&some_page, page("Same title", &format!("Text {n}, [a link]({some_page}#none)."))),
        2 => write(
            &format!("guidance/new-{}.md", n % 4),
            page("New", &format!("See [it](../{some_page}).\n\n## Heading {n}")),
        ),
        3 => write(&format!("deep/er/{}/index.md", n % 3), page("Deep", "Text.")),
        4 => write(&some_page, format!("---\ntitle: \"Broken {n}\nauhtors: x\n---\nText.\n")),
        5 => write(
            &some_page,
            format!(
                "---\ntitle: Topical {n}\nsummary: S.\ntopics: [One, Two {}]\naliases: [/old-{n}/]\n---\nText.\n",
                n % 5
            ),
        ),
        6 => write(
            "site.yaml",
            format!("title: Hub {n}\nurl: https://hub.example.org/\nfeedback: no\nlanguages: [en, cy]\n"),
        ),
        7 => write("picture.png", format!("picture {n}")),
        8 => {
            hub.remove(&some_page);
            format!("{n}: remove {some_page}")
        }
        9 => match hub.remove(&some_page) {
            Some(file) => {
                let to = format!("moved/page-{}.md", n % 6);
                hub.inputs.files.insert(RelPath::new(&to), file);
                format!("{n}: move {some_page} to {to}")
            }
            None => format!("{n}: nothing"),
        },
        15 => {
            let broken = if random.below(3) == 0 { "{{ page.nothing }}" } else { "" };
            let text = format!(
                "{{% extends \"base.html\" %}}{{% block main %}}{n}{broken}{{{{ page.body | safe }}}}{{% endblock main %}}"
            );
            hub.edit("themes/default/templates/page.html", text.as_bytes());
            format!("{n}: change a template")
        }
        10 => {
            let text = ["### Too deep", "## Right", "[here](https://example.org/)", "![](none.png)"][random.below(4)];
            write(&some_page, page(&format!("Found {n}"), &format!("\n{text}\n\nMore {n}.")))
        }
        11 | 12 => {
            let Some(File::Text(raw)) = hub.inputs.files.get(&RelPath::new(&some_page)) else {
                return format!("{n}: nothing");
            };
            let mut text = raw.as_bytes().to_vec();
            text.extend(format!("\nMore words {n}, and *some* marks.\n").bytes());
            hub.edit(&format!("content/{some_page}"), &text);
            format!("{n}: more text in {some_page}")
        }
        13 | 14 => {
            let Some(File::Text(raw)) = hub.inputs.files.get(&RelPath::new(&some_page)) else {
                return format!("{n}: nothing");
            };
            let text = retitled(&String::from_utf8_lossy(raw.as_bytes()), &format!("{n} changes"));
            hub.edit(&format!("content/{some_page}"), text.as_bytes());
            format!("{n}: another title for {some_page}")
        }
        _ => write(&some_page, format!("---\ntitle: Held {n}\nsummary: S.\nstatus: draft\n---\nText.\n")),
    }
}

#[test]
fn a_preview_after_any_edits_equals_a_clean_build() {
    let mut random = Random(0x5eed_0001);
    let mut edits = 0;
    for case in cases() {
        let mut hub = Hub::from_dir(&case);
        hub.inputs.checks = Depth::All;
        let (mut memo, preview) = (Memo::default(), Preview::default());
        agree(&hub, &mut memo, &preview, &case.display().to_string());
        for _ in 0..8 {
            edits += 1;
            let what = edit(&mut hub, &mut random, edits);
            agree(&hub, &mut memo, &preview, &format!("{} after {what}", case.display()));
        }
    }
    assert!(edits >= 200, "{edits} edits");
}

/// A page's text with another title.
fn retitled(text: &str, title: &str) -> String {
    let line = |line: &str| if line.starts_with("title:") { format!("title: {title}\n") } else { format!("{line}\n") };
    text.lines().map(line).collect()
}

/// Titles decide the order of sections, of a topic's pages on one day and of the neighbours that
/// are compared to find related ones; they stand in lists, paths, feeds and messages.
#[test]
fn other_titles_show_wherever_a_clean_build_shows_them() {
    let mut random = Random(0x7171_e001);
    let mut text = "-- content/site.yaml --\ntitle: Hub\nurl: https://hub.example.org/\nlanguages: [en, cy]\n\
         -- content/index.md --\n---\ntitle: Home\n---\n\
         -- content/cy/canllawiau/un.md --\n---\ntitle: Un\nsummary: S.\ntopics: [Pynciau]\n---\nTestun.\n\
         -- content/guidance/index.md --\n---\ntitle: Guidance\n---\n"
        .to_owned();
    for n in 0..90 {
        let folder = ["guidance", "guidance/deep", "stories"][n % 3];
        let place = if n % 3 == 2 { "library: L\nplace: P\n" } else { "" };
        let topics = ["topics: [One, Two]\n", "topics: [Two]\n", "topics: [One, Two, Three]\n", ""][n % 4];
        let day = n / 30 + 1;
        text += &format!(
            "-- content/{folder}/page-{n:02}.md --\n---\ntitle: Page {n}\nsummary: S.\ndate: 2026-01-0{day}\n{place}{topics}---\nText {n}.\n"
        );
    }
    text += "-- content/about.md --\n---\ntitle: About\nsummary: S.\n---\nSee [it](guidance/page-00.md#none).\n";
    let mut hub = Hub::from_text(&text);
    hub.inputs.checks = Depth::All;
    let (mut memo, preview) = (Memo::default(), Preview::default());
    agree(&hub, &mut memo, &preview, "at first");
    let paths: Vec<RelPath> = hub.inputs.files.keys().filter(|path| path.is_markdown()).cloned().collect();
    for n in 0..40 {
        if n == 10 {
            // From here on no message names the title of another page.
            hub.edit("content/about.md", b"---\ntitle: About\nsummary: S.\n---\nSee [it](guidance/page-00.md).\n");
        }
        let path = match n {
            0..3 => RelPath::new("guidance/page-00.md"),
            _ => paths[random.below(paths.len())].clone(),
        };
        let Some(File::Text(raw)) = hub.inputs.files.get(&path) else { continue };
        let title = ["Page", "a page", "Zebra", "Ŵyth"][random.below(4)];
        let text = retitled(&String::from_utf8_lossy(raw.as_bytes()), &format!("{title} {}", random.below(100)));
        hub.edit(&format!("content/{path}"), text.as_bytes());
        agree(&hub, &mut memo, &preview, &format!("{n}: {path}"));
    }
}

#[test]
fn only_what_changed_is_parsed_again() {
    let mut hub = Hub::from_text(
        "-- content/site.yaml --\ntitle: Hub\nurl: https://hub.example.org/\nfeedback: no\n\
         -- content/index.md --\n---\ntitle: Home\n---\n\
         -- content/a.md --\n---\ntitle: A\n---\nText.\n\
         -- content/b.md --\n---\ntitle: B\n---\nText.\n",
    );
    let mut memo = Memo::default();
    hub.build_with(&mut memo);
    assert_eq!(memo.parsed, 3);
    hub.build_with(&mut memo);
    assert_eq!(memo.parsed, 3);
    hub.edit("content/a.md", b"---\ntitle: A\n---\nOther text.\n");
    hub.build_with(&mut memo);
    assert_eq!(memo.parsed, 4);
}

/// How many files an update parses, and how many pages are made anew for it.
fn work(hub: &Hub, preview: &Preview) -> (usize, usize) {
    let before = preview.parsed();
    preview.update(&hub.inputs);
    let verified = preview.verify(|| true);
    assert!(verified.finished);
    (preview.parsed() - before, verified.rendered)
}

#[test]
fn an_edit_costs_no_more_than_what_it_changes() {
    let mut text = "-- content/site.yaml --\ntitle: Hub\nurl: https://hub.example.org/\nfeedback: no\n\
         -- content/index.md --\n---\ntitle: Home\n---\n\
         -- content/guidance/index.md --\n---\ntitle: Guidance\n---\n"
        .to_owned();
    for n in 0..40 {
        text += &format!("-- content/guidance/page-{n:02}.md --\n---\ntitle: Page {n}\nsummary: S.\n---\nText {n}.\n");
    }
    text += "-- content/about.md --\n---\ntitle: About\nsummary: S.\n---\nSee [it](guidance/page-07.md).\n";
    let mut hub = Hub::from_text(&text);
    let preview = Preview::default();
    let (parsed, made) = work(&hub, &preview);
    assert_eq!(parsed, 43);
    assert!(made >= 43, "{made} pages were made at first");
    assert_eq!(work(&hub, &preview), (0, 0), "nothing changed");
    let page = |title: &str, body: &str| format!("---\ntitle: {title}\nsummary: S.\n---\n{body}\n");
    hub.edit("content/guidance/page-07.md", page("Page 7", "Other words.").as_bytes());
    assert_eq!(work(&hub, &preview), (1, 1), "a sentence is on one page");
    hub.edit("content/guidance/page-07.md", page("Seventh page", "Other words.").as_bytes());
    // Itself, its section's list, its neighbours, the home page, which shows the newest, and the lists of all pages.
    let (parsed, made) = work(&hub, &preview);
    assert_eq!(parsed, 1);
    assert!((3..=8).contains(&made), "a title is on few pages, not on {made}");
    hub.edit("content/index.md", b"---\ntitle: Home\n---\n## A heading\n");
    assert_eq!(work(&hub, &preview), (1, 1), "a heading is on one page");
}

#[test]
fn while_there_are_errors_the_last_good_pages_stay() {
    let mut hub = Hub::from_text(
        "-- content/site.yaml --\ntitle: Hub\nurl: https://hub.example.org/sub/\nfeedback: no\n\
         -- content/index.md --\n---\ntitle: Home\n---\n\
         -- content/a.md --\n---\ntitle: A\n---\nGood text.\n\
         -- content/b.md --\n---\ntitle: B\n---\nText.\n",
    );
    let preview = Preview::default();
    preview.update(&hub.inputs);
    preview.verify(|| true);
    let ask = |path: &str| {
        let request = bindery::server::Request { method: "GET", path, ..Default::default() };
        let response = preview.answer(&request);
        (response.status, String::from_utf8(response.body.to_vec()).unwrap(), response.location)
    };
    assert_eq!(ask("/").2.as_deref(), Some("/sub/"), "the hub is served where it will be published");
    assert_eq!(ask("/sub/a").2.as_deref(), Some("/sub/a/"));
    assert!(ask("/sub/a/").1.contains("Good text"));
    assert_eq!(ask("/sub/none/").0, 404);
    hub.edit("content/a.md", b"---\ntitle: \"A\n---\nBad <b>text</b>. [x](none.md)\n");
    preview.update(&hub.inputs);
    preview.verify(|| true);
    let (status, page, _) = ask("/sub/a/");
    assert_eq!(status, 500);
    assert!(page.contains("never closed") && page.contains("none.md"), "{page}");
    assert!(ask("/sub/b/").1.contains("Text."), "other pages stay as they were");
    assert!(ask("/__preview/last-good/a/").1.contains("Good text"), "and so does the last good version");
    hub.edit("content/a.md", b"---\ntitle: A\n---\nBetter text.\n");
    preview.update(&hub.inputs);
    preview.verify(|| true);
    assert!(ask("/sub/a/").1.contains("Better text"));
    assert!(ask("/__preview/").1.contains("There is nothing to mend."));
}

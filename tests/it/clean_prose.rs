//! The checks, on good prose that nobody wrote for them: two novels of Jane Austen and Welsh reports, which
//! `tests/corpus/fetch` takes from packages. On a thousand words there may be one false warning at most.

use crate::support::{Hub, root};
use bindery::checks::Depth;
use bindery::diagnostic::{Diagnostic, Severity};
use std::fmt::Write;
use std::fs;

/// The most words on a page, as in a chapter.
const PAGE: usize = 3000;

/// What is found in a text as pages of a hub, and how many words it has.
fn look(name: &str, lang: &str) -> (usize, Vec<Diagnostic>) {
    let path = root().join("target/corpus").join(name);
    let text = fs::read_to_string(path).unwrap_or_else(|_| panic!("run tests/corpus/fetch first: it brings {name}"));
    let mut hub = Hub::from_dir(&root().join("tests/checks/heading-skipped"));
    hub.inputs.files.retain(|path, _| path.as_str() == "site.yaml");
    let settings = format!("title: Prose\nurl: https://hub.example.org/\nlanguages: [{lang}]\nfeedback: no\n");
    hub.edit("content/site.yaml", settings.as_bytes());
    hub.take_built_in_theme();
    hub.inputs.checks = Depth::All;
    // Quotations are between << and >> there, which is the beginning of HTML here.
    let text = text.replace('<', "‹").replace('>', "›");
    let (mut words, mut pages) = (0, 0);
    let mut page = String::new();
    let mut flush = |page: &mut String| {
        pages += 1;
        let front = format!("---\ntitle: Part {pages}\nsummary: Part {pages} of what was written.\n---\n\n");
        hub.edit(&format!("content/part-{pages}.md"), format!("{front}{page}").as_bytes());
        page.clear();
    };
    for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        if paragraph.to_lowercase().starts_with("chapter") && paragraph.len() < 40 {
            let _ = write!(page, "## {paragraph}\n\n");
        } else {
            let _ = write!(page, "{paragraph}\n\n");
        }
        words += paragraph.split_whitespace().count();
        if page.len() > PAGE * 6 {
            flush(&mut page);
        }
    }
    flush(&mut page);
    (words, hub.build().1)
}

#[test]
fn good_prose_has_at_most_one_false_warning_in_a_thousand_words() {
    for (name, lang) in [("northangerabbey.txt", "en"), ("persuasion.txt", "en"), ("welsh.txt", "cy")] {
        let (words, problems) = look(name, lang);
        assert!(words > 20_000, "{name} has {words} words");
        let wrong: Vec<_> = problems.iter().filter(|problem| problem.severity() > Severity::Hint).collect();
        let mut list = String::new();
        for problem in &wrong {
            let line = problem.place.as_ref().map_or(0, |place| place.line);
            let _ = writeln!(list, "{}:{line} {}: {}", problem.file, problem.code.name, problem.message);
        }
        assert!(wrong.len() * 1000 <= words, "{name}: {} in {words} words\n{list}", wrong.len());
    }
}

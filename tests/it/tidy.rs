//! Promises about the project itself: sizes, tables and documentation.

use crate::support::{Hub, read_tree, root, today, told};
use bindery::codes;
use bindery::content_type::Types;
use bindery::document::Word;
use bindery::pipeline::{Memo, Plan};
use bindery::source::Source;
use bindery::yaml;
use bindery::{forms, hosts};
use std::fs;

fn sources() -> Vec<(String, String)> {
    let files = read_tree(&root().join("src")).into_iter().filter(|(path, _)| path.ends_with(".rs"));
    files.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
}

#[test]
fn files_are_short_and_say_what_they_are() {
    for (path, text) in sources() {
        if path.ends_with("tests.rs") {
            continue;
        }
        assert!(text.starts_with("//! "), "src/{path} opens with a paragraph that says what it does");
        let code = text.split("#[cfg(test)]").next().unwrap();
        let lines = code.lines().count();
        assert!(lines <= 400, "src/{path} has {lines} lines without its tests; 400 is the most");
    }
}

#[test]
fn every_dependency_says_why_it_is_there() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let (_, dependencies) = manifest.split_once("[dependencies]").unwrap();
    let (dependencies, _) = dependencies.split_once("[lints").unwrap();
    let lines: Vec<_> = dependencies.lines().collect();
    for pair in lines.windows(2) {
        let is_entry = pair[1].contains(" = ") && !pair[1].starts_with('#');
        assert!(!is_entry || pair[0].starts_with('#'), "{} has its reason in the line above", pair[1]);
    }
}

#[test]
fn languages_have_the_same_words() {
    let read = |lang: &str| {
        let text = fs::read_to_string(root().join(format!("themes/default/strings/{lang}.yaml"))).unwrap();
        let (entries, problems) = yaml::parse(&text);
        assert!(problems.is_empty(), "{lang}: {problems:?}");
        entries.into_iter().map(|entry| entry.key).collect::<Vec<_>>()
    };
    let english = read("en");
    assert_eq!(english, read("cy"));
    for word in Word::ALL {
        assert!(english.iter().any(|key| key == word.key()), "{} is in the strings files", word.key());
    }
    for kind in bindery::file_kind::FILE_KINDS {
        assert!(english.iter().any(|key| key == kind.label), "{} is in the strings files", kind.label);
    }
}

/// What SECURITY.md promises is tried by the tests that it names.
#[test]
fn every_promise_of_security_names_its_test() {
    let promises = fs::read_to_string(root().join("SECURITY.md")).unwrap();
    let mut all: String = sources().into_iter().map(|(_, text)| text).collect();
    for (path, bytes) in read_tree(&root().join("tests/it")) {
        all.push_str(&format!("mod {};\n{}", path.trim_end_matches(".rs"), String::from_utf8(bytes).unwrap()));
    }
    let rows: Vec<_> = promises.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| Can |")).collect();
    let rows: Vec<_> = rows.into_iter().filter(|row| !row.starts_with("| ---")).collect();
    assert!(rows.len() >= 20, "{rows:?}");
    for row in rows {
        let cell = row.trim_end_matches(" |").rsplit(" | ").next().unwrap();
        let names: Vec<_> = cell.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "this line names its test: {row}");
        for name in names {
            let is_test = all.contains(&format!("fn {name}()")) || all.contains(&format!("mod {name};"));
            assert!(is_test || root().join(name).exists(), "there is a test {name}");
        }
    }
}

#[test]
fn the_handbook_names_what_the_tables_hold() {
    let handbook: String = read_tree(&root().join("content/handbook"))
        .into_values()
        .map(|bytes| String::from_utf8(bytes).unwrap())
        .collect();
    let services = forms::rows().join("\n");
    assert!(handbook.contains(&services), "content/handbook/feedback-form.md has this table:\n{services}");
    let hosts = hosts::rows().join("\n");
    assert!(handbook.contains(&hosts), "content/handbook/publishing.md has this table:\n{hosts}");
    for section in hosts::sections() {
        assert!(handbook.contains(&section), "content/handbook/publishing.md has this section:\n{section}");
    }
    for content_type in types().iter() {
        assert!(
            handbook.contains(&format!("`{}`", content_type.name)),
            "the handbook names the type {}",
            content_type.name
        );
        for field in &content_type.fields {
            assert!(handbook.contains(&format!("`{}`", field.name)), "the handbook names the field {}", field.name);
            assert!(!field.help.is_empty(), "{} has a sentence of help", field.name);
        }
    }
    for (kind, _) in bindery::content_type::KINDS {
        assert!(handbook.contains(&format!("`{kind}`")), "the handbook names the kind of field {kind}");
    }
}

#[test]
fn the_handbook_names_what_templates_see() {
    let handbook = fs::read_to_string(root().join("content/handbook/themes.md")).unwrap();
    let hub = Hub::from_text(
        "-- content/site.yaml --\ntitle: Hub\nurl: https://hub.example.org/\n-- content/a.md --\n---\ntitle: A\n---\n",
    );
    let plan = Plan::new(&hub.inputs, &mut Memo::default(), &());
    let shared = bindery::view::Shared::new(&plan.site);
    let scene = bindery::view::Scene { site: &plan.site, theme: &plan.theme, shared: &shared, whole: true };
    let (_, view) = bindery::view::page(&scene, bindery::site::PageId(0)).into_context();
    for name in [
        "lang", "t", "root", "site", "head", "page", "form", "pages", "sections", "topics", "letters", "tree", "home",
        "target",
    ] {
        assert!(view.contains_key(name), "{name} is in every view");
        assert!(handbook.contains(&format!("`{name}`")), "the handbook names {name}");
    }
    for name in ["site", "head", "page"] {
        for key in view.get(name).unwrap().as_map().unwrap().keys() {
            assert!(handbook.contains(&format!("`{}`", key.as_str().unwrap())), "the handbook names {name}.{key:?}");
        }
    }
}

#[test]
fn every_view_has_the_same_names() {
    let hub = Hub::from_text(
        "-- content/site.yaml --\ntitle: Hub\nurl: https://hub.example.org/\n-- content/a.md --\n---\ntitle: A\ntopics: [T]\n---\n",
    );
    let plan = Plan::new(&hub.inputs, &mut Memo::default(), &());
    let shared = bindery::view::Shared::new(&plan.site);
    let scene = bindery::view::Scene { site: &plan.site, theme: &plan.theme, shared: &shared, whole: true };
    let keys = |view: bindery::view::View| {
        let (_, values) = view.into_context();
        let page = values.get("page").unwrap().as_map().unwrap();
        let mut keys: Vec<String> = page.keys().map(|key| key.as_str().unwrap().to_owned()).collect();
        keys.sort();
        keys
    };
    let page = keys(bindery::view::page(&scene, bindery::site::PageId(0)));
    for other in [
        bindery::view::topics(&scene, 0),
        bindery::view::topic(&scene, bindery::site::TopicId(0)),
        bindery::view::a_to_z(&scene, 0, None),
        bindery::view::a_to_z(&scene, 0, Some(0)),
        bindery::view::site_map(&scene, 0),
        bindery::view::feedback(&scene, 0),
        bindery::view::thanks(&scene, 0),
        bindery::view::not_found(&scene),
    ] {
        let template = other.template.clone();
        assert_eq!(keys(other), page, "{template}");
    }
}

fn types() -> Types {
    let files = read_tree(&root().join("themes/default/types"));
    let sources: Vec<_> = files
        .into_iter()
        .map(|(path, bytes)| {
            Source::new(bindery::path::RelPath::new(format!("types/{path}")), String::from_utf8(bytes).unwrap())
        })
        .collect();
    let (types, problems) = Types::read(&sources);
    assert!(problems.is_empty(), "{}", told(&problems));
    types
}

#[test]
fn nothing_unfinished_is_left_behind() {
    let marks = [concat!("to", "do!("), concat!("dbg", "!("), concat!("FIX", "ME"), concat!("unimpl", "emented!(")];
    for (path, text) in sources() {
        for mark in marks {
            assert!(!text.contains(mark), "src/{path} holds {mark}");
        }
    }
}

#[test]
fn the_architecture_names_every_module() {
    let architecture = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let library = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    for line in library.lines().filter_map(|line| line.strip_prefix("pub mod ")) {
        let name = line.trim_end_matches(';');
        assert!(
            architecture.contains(&format!("`{name}`")) || architecture.contains(&format!("{name}.rs")),
            "ARCHITECTURE.md names {name}"
        );
    }
    assert!(codes::ALL.len() >= 50 && today().iso() == "2026-11-24");
}

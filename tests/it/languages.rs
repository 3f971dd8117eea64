//! What readers of each language meet: every page by two ways at least, and in Welsh not a word of
//! the English interface.

use crate::crawl::{attributes, hub};
use crate::rebuild::agree;
use crate::support::Hub;
use bindery::pipeline::Memo;
use bindery::preview::Preview;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Pieces of interface text that are English, as a Welsh page might show them by mistake: whole
/// texts, and of texts with places the longest piece between two.
fn english_words() -> Vec<String> {
    let read = |text: &'static str| -> BTreeMap<&str, &str> {
        let lines = text.lines().filter_map(|line| line.split_once(": "));
        lines.map(|(key, value)| (key, value.trim_matches('"'))).collect()
    };
    let english = read(include_str!("../../themes/default/strings/en.yaml"));
    let welsh = read(include_str!("../../themes/default/strings/cy.yaml"));
    // These are codes, parts of addresses, and a language's name in itself, which the switch marks as such.
    let is_shown =
        |key: &str| !key.ends_with("_slug") && !["locale", "alphabet", "direction", "language_name"].contains(&key);
    let differs = english.iter().filter(|(key, text)| is_shown(key) && welsh.get(*key) != Some(text));
    let pieces = differs.filter_map(|(_, text)| text.split(['{', '}']).step_by(2).max_by_key(|piece| piece.len()));
    pieces.map(|piece| piece.trim().to_owned()).filter(|piece| piece.len() > 2).collect()
}

/// What a page says: its texts, and the attributes that are read aloud or shown.
fn said(html: &str) -> Vec<String> {
    let texts = html.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text.trim().to_owned());
    let shown = ["aria-label", "title", "placeholder", "data-label", "content"];
    let attributes = attributes(html).into_iter().filter(|(_, name, _)| shown.contains(&name.as_str()));
    texts.chain(attributes.map(|(_, _, value)| value)).filter(|text| !text.is_empty()).collect()
}

/// The English interface texts on a page. Short ones could be part of any word, so they must be all
/// that a piece of the page says.
fn english_on(html: &str, english: &[String]) -> Vec<String> {
    let said = said(html);
    let is_there = |word: &&String| said.iter().any(|text| text == *word || word.len() > 12 && text.contains(&***word));
    english.iter().filter(is_there).cloned().collect()
}

#[test]
fn a_welsh_page_says_nothing_of_the_interface_in_english() {
    let english = english_words();
    assert!(english.len() > 100, "{} texts", english.len());
    let mut pages = 0;
    for (path, bytes) in hub() {
        let html = String::from_utf8_lossy(&bytes);
        if path.ends_with(".html") && html.contains("<html lang=\"cy\">") {
            pages += 1;
            assert_eq!(english_on(&html, &english), Vec::<String>::new(), "{path}");
            // One piece left in English is found wherever it stands.
            let slipped = html.replace("Neidio i’r prif gynnwys", "Skip to main content");
            assert_eq!(english_on(&slipped, &english), ["Skip to main content"], "{path}");
        }
    }
    assert!(pages >= 15, "{pages} Welsh pages");
}

/// The pages that a page leads to.
fn links(path: &str, html: &str) -> BTreeSet<String> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let hrefs = attributes(html).into_iter().filter(|(tag, name, _)| tag == "a" && name == "href");
    let local = hrefs.map(|(_, _, href)| href).filter(|href| !href.contains(':') && !href.starts_with('#'));
    let resolve = |href: String| {
        let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        let href = href.split('#').next().unwrap_or("").to_owned();
        for part in href.split('/') {
            match part {
                "." | "" => {}
                ".." => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        let file = parts.join("/");
        if href.ends_with('/') || href == "." || file.is_empty() {
            format!("{file}/index.html").trim_start_matches('/').to_owned()
        } else {
            file
        }
    };
    local.map(resolve).collect()
}

#[test]
fn every_page_is_reached_in_two_ways() {
    let files = hub();
    let mut ways: BTreeMap<String, [bool; 2]> = BTreeMap::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let is_a_to_z = path.contains("a-to-z/") || path.contains("a-i-y/");
        for target in links(path, &String::from_utf8_lossy(bytes)) {
            ways.entry(target).or_default()[usize::from(is_a_to_z)] = true;
        }
    }
    // Old addresses and the pages for what went wrong or was sent are no destinations.
    let is_destination = |path: &&String| {
        let html = String::from_utf8_lossy(&files[*path]);
        path.ends_with(".html") && !html.contains("noindex") && *path != "404.html"
    };
    let pages: Vec<&String> = files.keys().filter(is_destination).collect();
    assert!(pages.len() > 60, "{} pages", pages.len());
    let lists = ["topics/", "pynciau/", "a-to-z/", "a-i-y/", "site-map/", "map-or-safle/", "feedback/", "adborth/"];
    for page in pages {
        // What Bindery lists pages on is at the foot of every page, and not in its own lists.
        let wanted = [true, !lists.iter().any(|list| page.contains(list))];
        let [menus, a_to_z] = ways.get(page).copied().unwrap_or_default();
        assert!(menus && (a_to_z || !wanted[1]), "{page}: by menus and lists {menus}, by the A to Z {a_to_z}");
    }
}

#[test]
fn a_large_hub_has_a_page_for_each_letter() {
    let mut text =
        "-- content/site.yaml --\ntitle: Hub\n-- content/guidance/index.md --\n---\ntitle: Guidance\n---\n".to_owned();
    for n in 0..600 {
        let letter = ["Apples", "Bread", "Éclairs"][n % 3];
        let _ = write!(text, "-- content/guidance/p{n}.md --\n---\ntitle: {letter} {n}\nsummary: S.\n---\nText.\n");
    }
    let mut hub = Hub::from_text(&text);
    let (outputs, _) = hub.build();
    let html = |path: &str| String::from_utf8(outputs[path].clone()).unwrap();
    assert!(
        !html("a-to-z/index.html").contains("Apples 0") && html("a-to-z/index.html").contains("E 200 ../a-to-z/e/")
    );
    assert!(html("a-to-z/e/index.html").contains("Éclairs 2<") && !html("a-to-z/e/index.html").contains("Bread 1<"));
    assert!(!html("site-map/index.html").contains("Apples 0") && html("site-map/index.html").contains("Guidance"));
    let (mut memo, preview) = (Memo::default(), Preview::default());
    agree(&hub, &mut memo, &preview, "at first");
    for title in ["Bread again", "Zebras", "Apples 1"] {
        hub.edit("content/guidance/p3.md", format!("---\ntitle: {title}\nsummary: S.\n---\nText.\n").as_bytes());
        agree(&hub, &mut memo, &preview, title);
    }
}

#[test]
fn another_language_is_a_file_of_words() {
    let mut text = "-- content/site.yaml --\ntitle: Hub\nlanguages: [sv]\ntheme: mine\n\
         -- themes/mine/strings/sv.yaml --\nlocale: sv\nalphabet: A H O Z Å Ä Ö\na_to_z_slug: a-o\n"
        .to_owned();
    for (n, title) in ["Apa", "Zebra", "Åka", "Äpple", "Öl", "Ost"].iter().enumerate() {
        let _ = write!(text, "-- content/p{n}.md --\n---\ntitle: {title}\nsummary: S.\n---\nText.\n");
    }
    let (outputs, _) = Hub::from_text(&text).build();
    let html = String::from_utf8_lossy(&outputs["a-o/index.html"]).into_owned();
    let ids: Vec<&str> = html.split("<h2 id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids, ["a", "h", "o", "z", "å", "ä", "ö"]);
}

#[test]
fn a_language_may_run_from_right_to_left_and_have_letters_that_differ_in_a_sign() {
    let mut text = "-- content/site.yaml --\ntitle: Hub\nlanguages: [en]\ntheme: mine\n\
         -- themes/mine/strings/en.yaml --\nlocale: br\ndirection: rtl\nalphabet: A B CH C'H D\n"
        .to_owned();
    for (n, title) in ["Aval", "Chom", "C'hoar", "Dour"].iter().enumerate() {
        let _ = write!(text, "-- content/p{n}.md --\n---\ntitle: {title}\nsummary: S.\n---\nText.\n");
    }
    let mut hub = Hub::from_text(&text);
    hub.take_built_in_theme();
    let (outputs, problems) = hub.build();
    let html = String::from_utf8_lossy(&outputs["a-to-z/index.html"]).into_owned();
    let ids: BTreeSet<&str> = html.split("<h2 id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids, BTreeSet::from(["a", "ch", "letter-4", "d"]), "{problems:?}");
    assert!(html.contains("<html lang=\"en\" dir=\"rtl\">"), "{html}");
    let told = |locale: &str| {
        let (_, problems) = Hub::from_text(&text.replace("locale: br", locale)).build();
        let about = problems.iter().filter(|problem| problem.code.name == "string-missing");
        about.map(|problem| problem.message.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(told("locale: en"), Vec::<String>::new());
    assert_eq!(told("locale: xx"), ["Nothing is known of the language “xx”: how it counts, writes days and sorts."]);
}

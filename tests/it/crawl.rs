//! Crawls the whole hub in `content` as a reader would meet it: at the top of a server, in a
//! folder of one, and deep inside one. Every link, picture, style sheet and anchor must be there.

use crate::support::{bytes, root, today};
use bindery::picture_cache::PictureCache;
use bindery::pipeline::{self, Memo};
use bindery::project::Project;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

pub(crate) type Files = BTreeMap<String, Vec<u8>>;

pub(crate) fn hub() -> Files {
    let mut project = Project::find(&root()).unwrap();
    let inputs = project.read(today(), false);
    let files = Mutex::new(BTreeMap::new());
    let pictures = PictureCache::default();
    let report = pipeline::build(&inputs, &mut Memo::default(), &(), |output| {
        files.lock().unwrap().insert(output.path.as_str().to_owned(), bytes(&output.content, &pictures));
    });
    assert!(report.problems.is_empty(), "{}", crate::support::told(&report.problems));
    files.into_inner().unwrap()
}

/// The attributes of every tag: tag, attribute, value. Text between tags and in comments is
/// passed over.
pub(crate) fn attributes(html: &str) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let (name, mut inner) = rest.split_at(end);
        if name.is_empty() {
            continue;
        }
        loop {
            inner = inner.trim_start();
            if inner.starts_with('>') || inner.is_empty() {
                break;
            }
            let end = inner.find(['=', '>', ' ', '\n']).unwrap_or(inner.len());
            let (attribute, after) = inner.split_at(end);
            inner = after;
            let mut value = "";
            if let Some(quoted) = after.strip_prefix("=\"") {
                let end = quoted.find('"').unwrap();
                value = &quoted[..end];
                inner = &quoted[end + 1..];
            }
            let value =
                value.replace("&quot;", "\"").replace("&#x27;", "'").replace("&#39;", "'").replace("&amp;", "&");
            found.push((name.to_owned(), attribute.to_owned(), value));
        }
        rest = inner;
    }
    found
}

/// The addresses that a page leads to.
fn targets(html: &str) -> Vec<String> {
    let is_address = |(tag, name, value): &(String, String, String)| match name.as_str() {
        "href" => true,
        "src" => true,
        "action" => !value.is_empty(),
        "content" if tag == "meta" => value.starts_with("0; url="),
        _ => false,
    };
    let attributes = attributes(html);
    let addresses = attributes.iter().filter(|attribute| is_address(attribute));
    let addresses = addresses.map(|(_, _, value)| value.trim_start_matches("0; url="));
    let sets = attributes.iter().filter(|(_, name, _)| name == "srcset").flat_map(|(_, _, set)| set.split(", "));
    let in_sets = sets.map(|version| version.split(' ').next().unwrap());
    addresses.chain(in_sets).map(str::to_owned).collect()
}

fn ids(html: &str) -> BTreeSet<String> {
    attributes(html).into_iter().filter(|(_, name, _)| name == "id").map(|(_, _, value)| value).collect()
}

/// Where an address leads from a page at `base`, both beginning with a slash.
fn follow(base: &str, address: &str) -> String {
    if address.starts_with('/') {
        return address.to_owned();
    }
    let folder = &base[..=base.rfind('/').unwrap()];
    let mut parts: Vec<&str> = folder.trim_matches('/').split('/').filter(|part| !part.is_empty()).collect();
    let ends_in_folder = address.is_empty() || address.ends_with('/') || address.ends_with("..") || address == ".";
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().unwrap_or_else(|| panic!("{address} on {base} climbs above the server"));
            }
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    if ends_in_folder && !path.is_empty() { format!("/{path}/") } else { format!("/{path}") }
}

/// The file that a plain file server sends for a path below `prefix`.
fn file_for(path: &str, prefix: &str) -> Option<String> {
    let path = bindery::path::decode(path.strip_prefix(prefix)?)?;
    Some(if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.into_owned() })
}

fn crawl(files: &Files, prefix: &str) {
    let mut broken = Vec::new();
    let mut checked = 0;
    let all_ids: BTreeMap<&String, BTreeSet<String>> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path, ids(std::str::from_utf8(bytes).unwrap())))
        .collect();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        // Its addresses begin at the top of the server, as the hub's own address says.
        if path == "404.html" && prefix != "/" {
            continue;
        }
        let html = std::str::from_utf8(bytes).unwrap();
        let base = format!("{prefix}{}", path.strip_suffix("index.html").unwrap_or(path));
        for target in targets(html) {
            let is_outside = target.contains("://") || target.starts_with("mailto:");
            let own = target.strip_prefix("https://hub.example.org/").map(|rest| format!("{prefix}{rest}"));
            if is_outside && own.is_none() {
                continue;
            }
            checked += 1;
            let target = own.unwrap_or(target);
            let (address, fragment) = target.split_once('#').unwrap_or((&target, ""));
            let there = if address.is_empty() { base.clone() } else { follow(&base, address) };
            let file = file_for(&there, prefix);
            match file.filter(|file| files.contains_key(file)) {
                None => broken.push(format!("{path}: {target}")),
                Some(file) if !fragment.is_empty() => {
                    let fragment = bindery::path::decode(fragment).unwrap();
                    if !all_ids.get(&file).is_some_and(|ids| ids.contains(&*fragment)) {
                        broken.push(format!("{path}: {target} (no such place)"));
                    }
                }
                Some(_) => {}
            }
        }
    }
    assert!(broken.is_empty(), "at {prefix}:\n{}", broken.join("\n"));
    assert!(checked > 1000, "only {checked} links were followed");
}

#[test]
fn the_hub_works_at_any_address() {
    let files = hub();
    for prefix in ["/", "/hub/", "/a/deep/folder/"] {
        crawl(&files, prefix);
    }
}

#[test]
fn feeds_and_the_site_map_name_pages_that_exist() {
    let files = hub();
    let mut named = 0;
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".xml")) {
        let text = std::str::from_utf8(bytes).unwrap();
        for part in text.split("https://hub.example.org/").skip(1) {
            let end = part.find(['<', '"']).unwrap();
            let file = file_for(&format!("/{}", &part[..end]), "/").unwrap();
            assert!(files.contains_key(&file), "{path} names {file}");
            named += 1;
        }
    }
    assert!(named > 100, "only {named} addresses were checked");
}

#[test]
fn no_page_has_an_id_twice_or_names_this_machine() {
    for (path, bytes) in hub().iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        let all = attributes(html).into_iter().filter(|(_, name, _)| name == "id").count();
        assert_eq!(all, ids(html).len(), "{path} has an id twice");
        for word in ["localhost", "127.0.0.1", env!("CARGO_MANIFEST_DIR")] {
            let is_example = path.starts_with("handbook/") && word == "localhost";
            assert!(is_example || !html.contains(word), "{path} names {word}");
        }
    }
}

/// Checks that what the handbook says about sizes of the hub stays true: it is a real one.
#[test]
fn the_hub_is_a_real_one() {
    let files = hub();
    let pages = files.keys().filter(|path| path.ends_with("index.html")).count();
    assert!(pages >= 30, "{pages} pages");
    let welsh = files.keys().filter(|path| path.starts_with("cy/") && path.ends_with("index.html")).count();
    assert!(welsh >= 4, "{welsh} pages in Welsh");
    assert!(files["guides/stakeholder-management.pdf"].starts_with(b"%PDF-"));
    let guide = std::str::from_utf8(&files["guides/stakeholder-management/index.html"]).unwrap();
    assert!(guide.contains("4 pages"), "the document card tells the number of pages");
}

/// Every id that a template gives itself, and the marks of footnotes.
#[test]
fn no_heading_has_an_id_of_the_theme() {
    let mut names: BTreeSet<String> = ["fn-1", "fnref-1"].map(str::to_owned).into();
    for file in std::fs::read_dir("themes/default/templates")
        .unwrap()
        .chain(std::fs::read_dir("themes/default/templates/partials").unwrap())
    {
        let Ok(text) = std::fs::read_to_string(file.unwrap().path()) else { continue };
        let found = text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
        names.extend(found.filter(|id| !id.contains('{')).map(str::to_owned));
    }
    assert!(names.len() > 15, "{names:?}");
    let headings: String = names.iter().map(|name| format!("## {name}\n\nText[^1].\n\n")).collect();
    let text = format!(
        "-- content/site.yaml --\ntitle: Hub\n-- content/a.md --\n---\ntitle: A\nsummary: S.\nsteps: [b.md]\nrelated: [b.md]\n---\n\
         {headings}[^1]: Note.\n-- content/b.md --\n---\ntitle: B\nsummary: S.\n---\n"
    );
    let mut hub = crate::support::Hub::from_text(&text);
    hub.take_built_in_theme();
    let (outputs, _) = hub.build();
    let html = String::from_utf8_lossy(&outputs["a/index.html"]).into_owned();
    assert_eq!(html.matches(" id=\"").count(), ids(&html).len(), "{html}");
    for name in &names {
        assert!(html.contains(&format!("<h2 id=\"{name}-section\"")), "a heading is called {name}");
    }
}

//! The language server as an editor meets it: the real program, its pipes, and a hub on a real disk.

use crate::support::root;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// How long a test waits for anything.
const LONGEST: Duration = Duration::from_secs(20);

/// An editor with one server, which ends when the editor is dropped.
struct Editor {
    child: Child,
    pipe: Option<ChildStdin>,
    heard: Receiver<Value>,
    folder: tempfile::TempDir,
    next: i64,
    /// The newest problems of each file, by its path in the hub.
    problems: BTreeMap<String, Value>,
}

const HUB: &[(&str, &str)] = &[
    (
        "site.yaml",
        "title: Hub\nurl: https://hub.example.org/\nfeedback: no\nlanguages: [en, cy]\ncontact:\n  email: library@example.org\nforms:\n  contact:\n    title: Write to us\n    provider: formspree\n    id: abcdefgh\n    privacy:\n      controller: The library\n      purpose: To answer you\n      basis: legitimate interests\n      retention_days: 90\n",
    ),
    ("index.md", "---\ntitle: Home\nsummary: The first page.\n---\n\nWelcome.\n"),
    ("guidance/index.md", "---\ntitle: Guidance\nsummary: Advice.\n---\n"),
    (
        "guidance/opening.md",
        "---\ntitle: Opening hours\nsummary: When the doors are open.\ntopics: [Tŷ Mawr, Volunteers]\nowner: The clerk\n---\n\nText.\n\n## On Sundays\n\nClosed.\n\n## On Mondays\n\nOpen.\n",
    ),
    ("guidance/rota.md", "---\ntitle: The rota\nsummary: Who comes when.\ntopics: [Volunteers]\n---\n\nText.\n"),
    ("guidance/leaflet.pdf", "%PDF-1.4"),
];

/// A hub on disk.
fn hub() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in HUB {
        let path = folder.path().join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn uri(path: &Path) -> String {
    bindery::lsp::address::of_path(path)
}

impl Editor {
    /// An editor that shows a hub's top folder.
    fn open_hub() -> Self {
        let folder = hub();
        let root = uri(folder.path());
        Self::start(folder, json!({ "rootUri": root, "capabilities": {} }))
    }

    fn start(folder: tempfile::TempDir, params: Value) -> Self {
        let mut editor = Self::silent(folder);
        let answer = editor.ask("initialize", params);
        assert_eq!(answer["result"]["capabilities"]["hoverProvider"], true);
        editor.tell("initialized", json!({}));
        editor
    }

    /// One that has said nothing yet.
    fn silent(folder: tempfile::TempDir) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_bindery"))
            .args(["lsp", "--today", "2026-11-24"])
            .current_dir(root())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (sender, heard) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let pipe = child.stdin.take();
        Self { child, pipe, heard, folder, next: 0, problems: BTreeMap::new() }
    }

    fn uri(&self, path: &str) -> String {
        uri(&self.folder.path().join("content").join(path))
    }

    fn send(&mut self, message: &Value) {
        self.send_text(&message.to_string());
    }

    fn send_text(&mut self, text: &str) {
        write!(self.pipe.as_mut().unwrap(), "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Asks, and waits for the answer.
    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        let started = Instant::now();
        loop {
            let message = self.hear(started).unwrap_or_else(|| panic!("no answer to {method}"));
            if message["id"] == id && message["method"].is_null() {
                return message;
            }
        }
    }

    /// The next message; problems are kept.
    fn hear(&mut self, started: Instant) -> Option<Value> {
        let message = self.heard.recv_timeout(LONGEST.saturating_sub(started.elapsed())).ok()?;
        if message["method"] == "textDocument/publishDiagnostics" {
            let uri = message["params"]["uri"].as_str().unwrap();
            let path = uri.strip_prefix(&(self.uri(""))).unwrap_or(uri).to_owned();
            self.problems.insert(path, message["params"].clone());
        }
        Some(message)
    }

    /// Waits until the problems of a version of a file are told: their codes, with the lines and the columns.
    fn problems_of(&mut self, path: &str, version: i64) -> Vec<String> {
        let started = Instant::now();
        while self.problems.get(path).is_none_or(|told| told["version"] != version) {
            assert!(self.hear(started).is_some(), "no problems of version {version} of {path}: {:?}", self.problems);
        }
        codes(&self.problems[path])
    }

    /// Waits until there are planted problems in a file, or none.
    fn wait_until(&mut self, path: &str, has_problems: bool) {
        let started = Instant::now();
        while codes(&self.problems[path]).is_empty() == has_problems {
            assert!(self.hear(started).is_some(), "{path}: {:?}", self.problems[path]);
        }
    }

    fn open(&mut self, path: &str, text: &str) {
        let document = json!({ "uri": self.uri(path), "languageId": "markdown", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    fn change(&mut self, path: &str, version: i64, changes: Value) {
        let document = json!({ "uri": self.uri(path), "version": version });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// Asks about the place of the sign `|` in a text, which becomes the text of the file.
    fn at(&mut self, method: &str, path: &str, text: &str) -> Value {
        let (before, after) = text.split_once('|').unwrap();
        let plain = [before, after].concat();
        self.open(path, &plain);
        let line = before.matches('\n').count();
        let character: usize = before.rsplit('\n').next().unwrap().encode_utf16().count();
        let params =
            json!({ "textDocument": { "uri": self.uri(path) }, "position": { "line": line, "character": character } });
        self.ask(method, params)["result"].clone()
    }

    /// The text after the first thing that is offered under a label was chosen.
    fn choose(&mut self, path: &str, text: &str, label: &str) -> String {
        let list = self.at("textDocument/completion", path, text);
        let items = list["items"].as_array().unwrap();
        let labels: Vec<&str> = items.iter().map(|item| item["label"].as_str().unwrap()).collect();
        let found = items.iter().find(|item| item["label"] == label);
        let item = found.unwrap_or_else(|| panic!("{label} is offered for {text:?}: {labels:?}"));
        apply(&text.replacen('|', "", 1), &json!([item["textEdit"]]))
    }

    fn fixes(&mut self, path: &str, line: u64) -> Vec<Value> {
        let end = json!({ "line": line, "character": 999 });
        let range = json!({ "start": { "line": line, "character": 0 }, "end": end });
        let params =
            json!({ "textDocument": { "uri": self.uri(path) }, "range": range, "context": { "diagnostics": [] } });
        self.ask("textDocument/codeAction", params)["result"].as_array().unwrap().clone()
    }

    /// Says goodbye, and gives how the server ends.
    fn leave(mut self) -> Option<i32> {
        assert!(self.ask("shutdown", Value::Null)["result"].is_null());
        self.tell("exit", Value::Null);
        self.ending()
    }

    fn ending(&mut self) -> Option<i32> {
        let started = Instant::now();
        while started.elapsed() < LONGEST {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        None
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        self.pipe = None;
        if self.ending().is_none() {
            let _ = self.child.kill();
        }
    }
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut len = 0;
    loop {
        let mut line = String::new();
        output.read_line(&mut line).ok().filter(|n| *n > 0)?;
        match line.trim_end().split_once(": ") {
            Some((_, value)) => len = value.parse().unwrap(),
            None => break,
        }
    }
    let mut body = vec![0; len];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).unwrap())
}

/// The kinds of problems that these tests plant. Checks that come later may find more in so short pages.
const PLANTED: &[&str] = &[
    "date-unclear",
    "field-option",
    "field-unknown",
    "heading-skipped",
    "link-anchor",
    "link-broken",
    "link-case",
    "link-unpublished",
];

/// Planted problems in short: the code, the severity, and where it begins and ends.
fn codes(told: &Value) -> Vec<String> {
    let place = |place: &Value| format!("{}:{}", place["line"], place["character"]);
    let all = told["diagnostics"].as_array().unwrap().iter();
    let all = all.filter(|d| PLANTED.contains(&d["code"].as_str().unwrap()));
    all.map(|d| {
        let (start, end) = (place(&d["range"]["start"]), place(&d["range"]["end"]));
        format!("{} {} {start}-{end}", d["code"].as_str().unwrap(), d["severity"])
    })
    .collect()
}

/// A text after edits, which are made from the last to the first.
fn apply(text: &str, edits: &Value) -> String {
    let mut text = text.to_owned();
    let mut edits: Vec<_> = edits.as_array().unwrap().iter().collect();
    edits.sort_by_key(|edit| (edit["range"]["start"]["line"].as_u64(), edit["range"]["start"]["character"].as_u64()));
    for edit in edits.into_iter().rev() {
        let change = json!({ "range": edit["range"], "text": edit["newText"] });
        text = bindery::lsp::lines::changed(&text, &serde_json::from_value(change).unwrap());
    }
    text
}

fn titled(title: &str, body: &str) -> String {
    format!("---\ntitle: {title}\nsummary: What it says.\n---\n\n{body}")
}

fn page(body: &str) -> String {
    titled("A page", body)
}

#[test]
fn problems_follow_what_is_typed_and_not_what_is_on_disk() {
    let mut editor = Editor::open_hub();
    let text = page("Text.\n");
    editor.open("guidance/new.md", &text);
    assert!(editor.problems_of("guidance/new.md", 1).is_empty());
    // A letter that takes one unit, and a sign that takes two: `ŵ` and `📚`.
    let insert = json!([{ "range": { "start": { "line": 5, "character": 0 }, "end": { "line": 5, "character": 5 } }, "text": "Dŵr 📚 [a](nope.md)" }]);
    editor.change("guidance/new.md", 2, insert);
    assert_eq!(editor.problems_of("guidance/new.md", 2), ["link-broken 1 5:11-5:18"]);
    // An edit within that line, counted in the same units.
    let mend = json!([{ "range": { "start": { "line": 5, "character": 11 }, "end": { "line": 5, "character": 18 } }, "text": "rota.md" }]);
    editor.change("guidance/new.md", 3, mend);
    assert!(editor.problems_of("guidance/new.md", 3).is_empty());
    // Other open pages know of it, though nobody has saved it.
    editor.open("guidance/rota.md", &titled("The rota", "[New](new.md#none)\n"));
    assert_eq!(editor.problems_of("guidance/rota.md", 1), ["link-anchor 1 5:6-5:17"]);
    editor.change("guidance/new.md", 4, json!([{ "text": page("## None\n") }]));
    editor.wait_until("guidance/rota.md", false);
    // Once it is closed, the file counts, and there is none.
    let document = json!({ "uri": editor.uri("guidance/new.md") });
    editor.tell("textDocument/didClose", json!({ "textDocument": document }));
    editor.wait_until("guidance/rota.md", true);
    assert_eq!(editor.leave(), Some(0));
}

#[test]
fn problems_say_what_to_type_and_how_serious_they_are() {
    let mut editor = Editor::open_hub();
    editor.open(
        "guidance/new.md",
        "---\ntitle: A page\nsummary: S.\ndate: 28th Oct 2011\nauhtors: Me\n---\n\n[a](nope.md)\n\n#### Deep\n",
    );
    let codes = editor.problems_of("guidance/new.md", 1);
    assert_eq!(
        codes,
        ["date-unclear 3 3:6-3:19", "field-unknown 1 4:0-4:7", "link-broken 1 7:4-7:11", "heading-skipped 1 9:5-9:9"]
    );
    let told = editor.problems["guidance/new.md"]["diagnostics"].as_array().unwrap();
    let told = told.iter().find(|d| d["code"] == "field-unknown").unwrap();
    assert_eq!(told["source"], "bindery");
    let message = told["message"].as_str().unwrap();
    assert!(
        message.contains("“auhtors”") && message.ends_with("Did you mean “authors”? Type “authors:” instead."),
        "{message}"
    );
}

#[test]
fn words_are_looked_up_in_the_hub_s_dictionaries() {
    let folder = hub();
    let dictionaries = folder.path().join("dictionaries");
    fs::create_dir(&dictionaries).unwrap();
    for ending in ["aff", "dic"] {
        let from = root().join("tests/checks/spelling/dictionaries/en_GB").with_extension(ending);
        fs::copy(from, dictionaries.join("en_GB").with_extension(ending)).unwrap();
    }
    let params = json!({ "rootUri": uri(folder.path()), "capabilities": {} });
    let mut editor = Editor::start(folder, params);
    editor.open("guidance/new.md", &page("The librray is open and the library is new.\n"));
    editor.problems_of("guidance/new.md", 1);
    let told = editor.problems["guidance/new.md"]["diagnostics"].as_array().unwrap();
    let said: Vec<_> =
        told.iter().filter(|d| d["code"] == "spelling").map(|d| d["message"].as_str().unwrap()).collect();
    assert!(said.iter().any(|message| message.contains("“librray”") && message.contains("library")), "{said:?}");
}

#[test]
fn an_editor_that_speaks_welsh_is_answered_in_welsh() {
    let folder = hub();
    let params = json!({ "rootUri": uri(folder.path()), "locale": "cy-GB", "capabilities": {} });
    let mut editor = Editor::start(folder, params);
    editor.open("guidance/new.md", &page("#### Dwfn\n"));
    editor.problems_of("guidance/new.md", 1);
    let told = editor.problems["guidance/new.md"]["diagnostics"].as_array().unwrap();
    let message = told.iter().find(|d| d["code"] == "heading-skipped").unwrap()["message"].as_str().unwrap();
    assert!(message.starts_with("Mae'r pennawd “Dwfn” ar lefel 4"), "{message}");
}

#[test]
fn settings_of_a_page_are_completed_and_explained() {
    let mut editor = Editor::open_hub();
    let path = "guidance/new.md";
    let mut choose = |text: &str, label: &str| editor.choose(path, text, label);
    assert_eq!(choose("---\ntitle: A\nsum|\n---\n", "summary"), "---\ntitle: A\nsummary: \n---\n");
    assert_eq!(choose("---\nti|tle: A\n---\n", "topics"), "---\ntopics: A\n---\n");
    assert_eq!(choose("---\nstatus: |\n---\n", "withdrawn"), "---\nstatus: withdrawn\n---\n");
    assert_eq!(choose("---\nstatus:|\n---\n", "draft"), "---\nstatus: draft\n---\n");
    assert_eq!(choose("---\nreviewed: 2|\n---\n", "2026-11-24"), "---\nreviewed: 2026-11-24\n---\n");
    assert_eq!(choose("---\nlang: |\n---\n", "cy"), "---\nlang: cy\n---\n");
    assert_eq!(choose("---\ntype: s|\n---\n", "story"), "---\ntype: story\n---\n");
    assert_eq!(choose("---\nfeedback: |\n---\n", "no"), "---\nfeedback: no\n---\n");
    assert_eq!(choose("---\nowner: T|\n---\n", "The clerk"), "---\nowner: The clerk\n---\n");
    assert_eq!(choose("---\ntopics: [Volunteers, T|]\n---\n", "Tŷ Mawr"), "---\ntopics: [Volunteers, Tŷ Mawr]\n---\n");
    assert_eq!(choose("---\ntopics:\r\n  - V|\r\n---\n", "Volunteers"), "---\ntopics:\r\n  - Volunteers\r\n---\n");
    assert_eq!(choose("---\nrelated: [|]\n---\n", "The rota"), "---\nrelated: [rota.md]\n---\n");
    // A story has fields that a page of guidance has not.
    let list = editor.at("textDocument/completion", "stories/new.md", "---\n|\n---\n");
    assert!(list["items"].as_array().unwrap().iter().any(|item| item["label"] == "contributors"), "{list}");
    let hover = editor.at("textDocument/hover", path, "---\nstat|us: draft\n---\n");
    let words = hover["contents"]["value"].as_str().unwrap();
    assert!(
        words.starts_with("**status**: one of: draft, live") && words.contains("A draft is not published."),
        "{words}"
    );
    assert_eq!(hover["range"]["end"], json!({ "line": 1, "character": 6 }));
}

#[test]
fn links_are_completed_explained_and_followed() {
    let mut editor = Editor::open_hub();
    let path = "guidance/new.md";
    let choose = |editor: &mut Editor, body: &str, label: &str| editor.choose(path, &page(body), label);
    assert_eq!(choose(&mut editor, "ŵ [a](|)\n", "Opening hours"), page("ŵ [a](opening.md)\n"));
    assert_eq!(choose(&mut editor, "📚 [a](../i|)\n", "Home"), page("📚 [a](../index.md)\n"));
    assert_eq!(choose(&mut editor, "[a](lea|)\n", "leaflet.pdf"), page("[a](leaflet.pdf)\n"));
    assert_eq!(choose(&mut editor, "[a](form:|)\n", "form:contact"), page("[a](form:contact)\n"));
    assert_eq!(choose(&mut editor, "[a](opening.md#|)\n", "#on-mondays"), page("[a](opening.md#on-mondays)\n"));
    let pictures = editor.at("textDocument/completion", path, &page("![a](|)\n"));
    assert_eq!(pictures["items"], json!([]), "there is no picture");
    let text = editor.at("textDocument/completion", path, &page("Just text.| More\n"));
    assert_eq!(text["items"], json!([]));
    let hover = editor.at("textDocument/hover", path, &page("[a](ope|ning.md#on-mondays)\n"));
    assert_eq!(hover["contents"]["value"], "**Opening hours** › On Mondays\n\nWhen the doors are open.");
    let place = editor.at("textDocument/definition", path, &page("[a](ope|ning.md#on-mondays)\n"));
    assert_eq!(place["uri"], editor.uri("guidance/opening.md"));
    assert_eq!(place["range"]["start"], json!({ "line": 13, "character": 0 }));
    let place = editor.at("textDocument/definition", path, "---\nrelated: ro|ta.md\n---\n");
    assert_eq!(place["uri"], editor.uri("guidance/rota.md"));
    let hover = editor.at("textDocument/hover", path, &page("<!-- link-br|oken: it will come -->\n"));
    assert!(hover["contents"]["value"].as_str().unwrap().starts_with("# link-broken\n"), "{hover}");
    assert!(editor.at("textDocument/hover", path, &page("link-br|oken\n")).is_null());
}

#[test]
fn settings_of_the_hub_are_completed_and_explained() {
    let mut editor = Editor::open_hub();
    let mut choose = |text: &str, label: &str| editor.choose("site.yaml", text, label);
    assert_eq!(choose("title: Hub\ntag|\n", "tagline"), "title: Hub\ntagline: \n");
    assert_eq!(choose("host: n|\n", "netlify"), "host: netlify\n");
    assert_eq!(choose("feedback:\n  provider: |\n", "formspree"), "feedback:\n  provider: formspree\n");
    assert_eq!(choose("footer:\n  - |\n", "The rota"), "footer:\n  - guidance/rota.md\n");
    let hover = editor.at("textDocument/hover", "site.yaml", "publish|_to: x\n");
    assert!(hover["contents"]["value"].as_str().unwrap().contains("bindery publish"), "{hover}");
}

#[test]
fn quick_fixes_leave_a_text_without_that_problem() {
    for end in ["\n", "\r\n"] {
        let mut editor = Editor::open_hub();
        let text = "---\ntitle: A page\nsummary: S.\ndate: 28th Oct 2011\nauhtors: Me\nstatus: livve\n---\n\nŵ 📚 [a](Rota.md), [b](opning.md#on-sundays)\n\n[c](opening.md#on-sunday) [d](form:contct)\n\n#### Deep\n";
        let mut text = text.replace('\n', end);
        editor.open("guidance/new.md", &text);
        let mut version = 1;
        let mut mended = Vec::new();
        loop {
            let left = editor.problems_of("guidance/new.md", version);
            let Some(problem) = left.first() else { break };
            let code = problem.split(' ').next().unwrap().to_owned();
            let line = problem.rsplit(' ').next().unwrap().split(':').next().unwrap().parse().unwrap();
            let fixes = editor.fixes("guidance/new.md", line);
            let fix = fixes.iter().find(|fix| fix["diagnostics"][0]["code"] == code.as_str());
            let fix = fix.unwrap_or_else(|| panic!("{problem} has a fix: {fixes:?}"));
            text = apply(&text, &fix["edit"]["changes"][editor.uri("guidance/new.md")]);
            version += 1;
            editor.change("guidance/new.md", version, json!([{ "text": text }]));
            let after = editor.problems_of("guidance/new.md", version);
            assert_eq!(after.len(), left.len() - 1, "{problem}: {fix} leaves {after:?} in {text:?}");
            mended.push(code);
        }
        let wanted = "---\ntitle: A page\nsummary: S.\ndate: 2011-10-28\nauthors: Me\nstatus: live\n---\n\nŵ 📚 [a](rota.md), [b](opening.md#on-sundays)\n\n[c](opening.md#on-sundays) [d](form:contact)\n\n## Deep\n";
        assert_eq!(text, wanted.replace('\n', end));
        assert_eq!(mended.len(), 8, "{mended:?}");
    }
}

/// A quick fix is asked for in the moment of typing, before anything was understood anew.
#[test]
fn quick_fixes_fit_the_newest_text() {
    let mut editor = Editor::open_hub();
    editor.open("guidance/new.md", &page("#### Deep\n"));
    editor.problems_of("guidance/new.md", 1);
    editor.change("guidance/new.md", 2, json!([{ "text": page("One.\n\nTwo.\n\n#### Deep\n") }]));
    let of_heading = |fix: &Value| fix["diagnostics"][0]["code"] == "heading-skipped";
    assert!(!editor.fixes("guidance/new.md", 5).iter().any(of_heading));
    let fixes: Vec<_> = editor.fixes("guidance/new.md", 9).into_iter().filter(of_heading).collect();
    assert_eq!(fixes[0]["edit"]["changes"][editor.uri("guidance/new.md")][0]["range"]["start"]["line"], 9, "{fixes:?}");
    assert_eq!(fixes[0]["isPreferred"], true);
}

#[test]
fn a_draft_that_is_open_is_looked_at_as_closely_as_any_page() {
    let mut editor = Editor::open_hub();
    let draft = "---\ntitle: A page\nsummary: S.\nstatus: draft\n---\n\n[a](nope.md)\n\n#### Deep\n";
    editor.open("guidance/new.md", draft);
    assert_eq!(editor.problems_of("guidance/new.md", 1), ["link-broken 1 6:4-6:11", "heading-skipped 1 8:5-8:9"]);
    // Whoever links to it is still told that readers can't follow.
    editor.open("guidance/rota.md", &titled("The rota", "[a](new.md)\n"));
    assert_eq!(editor.problems_of("guidance/rota.md", 1), ["link-unpublished 1 5:4-5:10"]);
}

#[test]
fn what_changes_on_disk_is_seen_when_a_file_is_saved() {
    let mut editor = Editor::open_hub();
    editor.open("guidance/new.md", &page("[a](later.md)\n"));
    assert_eq!(editor.problems_of("guidance/new.md", 1), ["link-broken 1 5:4-5:12"]);
    let later = editor.folder.path().join("content/guidance/later.md");
    fs::write(&later, titled("Later", "Text.\n")).unwrap();
    let change = json!({ "uri": uri(&later), "type": 1 });
    editor.tell("workspace/didChangeWatchedFiles", json!({ "changes": [change] }));
    editor.wait_until("guidance/new.md", false);
    fs::remove_file(&later).unwrap();
    let document = json!({ "uri": editor.uri("guidance/new.md") });
    editor.tell("textDocument/didSave", json!({ "textDocument": document }));
    editor.wait_until("guidance/new.md", true);
}

#[test]
fn the_hub_is_found_from_a_folder_in_it_or_from_a_file() {
    let folder = hub();
    let params = json!({ "rootUri": uri(&folder.path().join("content/guidance")), "capabilities": {} });
    let mut editor = Editor::start(folder, params);
    editor.open("guidance/new.md", &page("[a](nope.md)\n"));
    assert_eq!(editor.problems_of("guidance/new.md", 1).len(), 1);
    let elsewhere = tempfile::tempdir().unwrap();
    fs::create_dir(elsewhere.path().join("content")).unwrap();
    let params = json!({ "rootUri": uri(elsewhere.path()), "capabilities": {} });
    let mut editor = Editor::start(hub(), params);
    // A file that belongs to no hub is nothing to worry about, be it in a folder of that name.
    let readme = uri(&elsewhere.path().join("content/README.md"));
    let document = json!({ "uri": readme, "languageId": "markdown", "version": 1, "text": "[a](nope.md)" });
    editor.tell("textDocument/didOpen", json!({ "textDocument": document }));
    let position = json!({ "line": 0, "character": 5 });
    let params = json!({ "textDocument": { "uri": readme }, "position": position });
    assert!(editor.ask("textDocument/completion", params)["result"].is_null());
    editor.open("guidance/new.md", &page("[a](nope.md)\n"));
    assert_eq!(editor.problems_of("guidance/new.md", 1).len(), 1);
    assert!(!editor.problems.keys().any(|path| path.contains("README")));
}

#[test]
fn the_outline_is_that_of_the_headings() {
    let mut editor = Editor::open_hub();
    let symbols =
        editor.at("textDocument/documentSymbol", "guidance/new.md", &page("## One\n\n### Two|\n\n## Three\n"));
    assert_eq!(
        (&symbols[0]["name"], &symbols[0]["children"][0]["name"], &symbols[1]["name"]),
        (&json!("One"), &json!("Two"), &json!("Three"))
    );
}

#[test]
fn wrong_messages_do_no_harm() {
    let mut editor = Editor::silent(hub());
    let early = editor.ask("textDocument/hover", json!({}));
    assert_eq!(early["error"]["code"], -32002, "nothing is answered before “initialize”");
    editor.send_text("{ this is not JSON");
    editor.send_text("[]");
    editor.send_text("{\"jsonrpc\":\"2.0\"}");
    write!(editor.pipe.as_mut().unwrap(), "Nonsense\r\n\r\n").unwrap();
    let root = uri(editor.folder.path());
    editor.ask("initialize", json!({ "rootUri": root, "capabilities": {} }));
    assert_eq!(editor.ask("initialize", json!({}))["error"]["code"], -32600);
    assert_eq!(editor.ask("bindery/unheardOf", json!({}))["error"]["code"], -32601);
    assert_eq!(editor.ask("textDocument/hover", json!({ "textDocument": 5 }))["error"]["code"], -32602);
    editor.tell("textDocument/didChange", json!({ "textDocument": {} }));
    editor.tell("textDocument/didOpen", Value::Null);
    editor.change("guidance/never-opened.md", 3, json!([{ "text": "x" }]));
    editor.open("../README.md", "outside");
    editor.tell("$/setTrace", json!({ "value": "off" }));
    editor.open("guidance/new.md", &page("Text."));
    let far = json!([{ "range": { "start": { "line": 99, "character": 9 }, "end": { "line": 3, "character": 0 } }, "text": "\n[a](nope.md)" }]);
    editor.change("guidance/new.md", 2, far);
    assert_eq!(editor.problems_of("guidance/new.md", 2), ["link-broken 1 6:4-6:11"]);
    let position = json!({ "line": 4_000_000_000_u32, "character": 4_000_000_000_u32 });
    let params = json!({ "textDocument": { "uri": editor.uri("guidance/new.md") }, "position": position });
    assert!(editor.ask("textDocument/completion", params)["error"].is_null());
    assert_eq!(editor.leave(), Some(0));
}

#[test]
fn it_ends_with_its_editor() {
    let mut gone = Editor::open_hub();
    gone.pipe = None;
    assert_eq!(gone.ending(), Some(0), "the pipe was closed");
    let mut rude = Editor::open_hub();
    rude.tell("exit", Value::Null);
    assert_eq!(rude.ending(), Some(3), "it was told to go before “shutdown”");
    let mut silent = Editor::silent(hub());
    silent.pipe = None;
    assert_eq!(silent.ending(), Some(0));
}

/// Texts are half typed most of the time, so nothing may go wrong at any place of any text.
#[test]
fn every_place_of_any_text_has_an_answer() {
    let mut hub = crate::support::Hub::from_dir(&root().join("tests/checks/heading-skipped"));
    let pieces = [
        "---\n",
        "---\r\n",
        "title: ",
        "topics: [",
        "Tŷ, ",
        "📚",
        "- ",
        "-",
        "\n",
        "\r",
        "\r\n",
        "  ",
        "\"",
        "'",
        "]",
        "](",
        "[",
        "![",
        ")",
        "#",
        " #",
        "<!-- ",
        "link-broken",
        "-->",
        ":",
        "ŵ",
        "form:",
        "../",
        "index.md",
        "%C5",
        "\\",
        "\u{feff}",
        "```\n",
    ];
    let mut random = crate::support::Random(7);
    let mut reading = bindery::lsp::Reading::default();
    for _ in 0..60 {
        let text: String = (0..random.below(24)).map(|_| pieces[random.below(pieces.len())]).collect();
        for file in ["index.md", "site.yaml"] {
            let path = bindery::path::RelPath::new(file);
            let former = hub.inputs.files.get(&path).cloned();
            hub.edit(&format!("content/{file}"), text.as_bytes());
            let known = reading.understand(hub.inputs.clone(), BTreeMap::from([(path.clone(), 1)]));
            let lines = bindery::lsp::lines::Lines::new(&text);
            for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let position = lines.position(at);
                let offers = bindery::lsp::completion::complete(&known, &path, &text, position);
                for item in &offers.items {
                    let range = item.text_edit.range;
                    assert!(range.start <= position && position <= range.end, "{text:?} at {at}: {item:?}");
                }
                bindery::lsp::hover::hover(&known, &path, &text, position);
                bindery::lsp::hover::definition(&known, &path, &text, position);
            }
            let all = bindery::lsp::protocol::Range { start: lines.position(0), end: lines.position(text.len()) };
            bindery::lsp::actions::actions(&known, &path, &text, &all, "en");
            bindery::lsp::problems::of_file(&known, &path, "cy");
            bindery::lsp::symbols::symbols(&text);
            hub.inputs.files.remove(&path);
            hub.inputs.files.extend(former.map(|former| (path, former)));
        }
    }
}

#[test]
fn a_head_that_promises_too_much_ends_the_conversation() {
    for len in ["99999999999999", "18446744073709551615", "3000000000", "x"] {
        let mut editor = Editor::silent(hub());
        write!(editor.pipe.as_mut().unwrap(), "Content-Length: {len}\r\n\r\n").unwrap();
        assert_eq!(editor.ending(), Some(0), "{len}");
    }
}

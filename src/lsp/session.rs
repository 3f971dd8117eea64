//! Turns what an editor sends into what it is told, between its first and its last word. It keeps the texts that
//! are open and the newest [`Known`], and says when it is time to understand the hub anew; whoever holds the pipes
//! does so, and meanwhile every question that needs no newer knowledge is answered.

use super::actions::actions;
use super::address::{below, of_path, to_path};
use super::protocol::{At, Changed, CompletionList, Diagnostic, Range};
use super::{Known, completion, hover, lines, problems, symbols};
use crate::inputs::SETTINGS;
use crate::path::RelPath;
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// When to understand the hub anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Then {
    /// Not because of this.
    Later,
    /// When nothing is typed for a moment.
    Soon,
    /// At once.
    Now,
    /// At once, and the disk has to be read again.
    Reread,
}

/// One editor.
#[derive(Default)]
pub struct Session {
    /// `cy` if the editor speaks Welsh, else `en`.
    lang: String,
    hub: Option<Hub>,
    open: BTreeMap<RelPath, Buffer>,
    known: Option<Known>,
    /// Grows with every change, and what it was when [`Self::known`] was on its way.
    now: u64,
    known_of: u64,
    published: BTreeMap<RelPath, (Option<i64>, Vec<Diagnostic>)>,
    waiting: Vec<(u64, Request)>,
}

/// Where a hub is.
struct Hub {
    root: PathBuf,
    content: PathBuf,
}

/// One open text.
struct Buffer {
    uri: String,
    version: i64,
    text: Arc<str>,
}

/// An open text: its file, its version, and what it says.
pub type Text = (RelPath, i64, Arc<str>);

impl Session {
    /// A session with an editor whose language is `locale`.
    pub fn new(locale: &str) -> Self {
        let lang = if locale.starts_with("cy") { "cy" } else { "en" };
        Self { lang: lang.to_owned(), ..Self::default() }
    }

    /// What the server can do, in the protocol's words.
    pub fn capabilities() -> Value {
        json!({
            "positionEncoding": "utf-16",
            "textDocumentSync": { "openClose": true, "change": 2, "save": { "includeText": false } },
            "completionProvider": { "triggerCharacters": completion::TRIGGERS },
            "hoverProvider": true,
            "definitionProvider": true,
            "documentSymbolProvider": true,
            "codeActionProvider": { "codeActionKinds": ["quickfix"] },
        })
    }

    /// Whether it is known where the hub is.
    pub fn has_hub(&self) -> bool {
        self.hub.is_some()
    }

    /// Says where the hub is: its top folder and its content folder.
    pub fn set_hub(&mut self, root: PathBuf, content: PathBuf) {
        self.hub = Some(Hub { root, content });
    }

    /// The state of the texts, and the texts.
    pub fn texts(&self) -> (u64, Vec<Text>) {
        let text = |(path, buffer): (&RelPath, &Buffer)| (path.clone(), buffer.version, buffer.text.clone());
        (self.now, self.open.iter().map(text).collect())
    }

    /// Takes in what an editor tells.
    pub fn told(&mut self, notification: Notification) -> Then {
        let Notification { method, params } = notification;
        match method.as_str() {
            "textDocument/didOpen" => self.opened(params),
            "textDocument/didChange" => self.changed(params),
            "textDocument/didClose" => self.closed(params),
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => {
                self.now += 1;
                Then::Reread
            }
            "$/cancelRequest" => {
                let id = serde_json::from_value::<RequestId>(params["id"].clone()).ok();
                self.waiting.retain(|(_, request)| Some(&request.id) != id.as_ref());
                Then::Later
            }
            _ => Then::Later,
        }
    }

    fn opened(&mut self, params: Value) -> Then {
        let Some(document) = read::<Changed>(params).map(|opened| opened.text_document) else { return Then::Later };
        let Some(path) = self.path(&document.uri) else { return Then::Later };
        let (version, text) = (document.version, document.text.into());
        self.open.insert(path, Buffer { uri: document.uri, version, text });
        self.now += 1;
        Then::Now
    }

    fn changed(&mut self, params: Value) -> Then {
        let Some(changed) = read::<Changed>(params) else { return Then::Later };
        let path = self.path(&changed.text_document.uri);
        let Some(buffer) = path.and_then(|path| self.open.get_mut(&path)) else { return Then::Later };
        for change in &changed.content_changes {
            buffer.text = lines::changed(&buffer.text, change).into();
        }
        buffer.version = changed.text_document.version;
        self.now += 1;
        Then::Soon
    }

    fn closed(&mut self, params: Value) -> Then {
        let path = read::<Changed>(params).and_then(|closed| self.path(&closed.text_document.uri));
        if path.and_then(|path| self.open.remove(&path)).is_none() {
            return Then::Later;
        }
        self.now += 1;
        Then::Reread
    }

    /// Answers a question, at once if that is possible; a question that waits is answered by [`Self::understood`].
    pub fn asked(&mut self, request: Request) -> (Option<Response>, Then) {
        let is_known = matches!(
            request.method.as_str(),
            "textDocument/completion"
                | "textDocument/hover"
                | "textDocument/definition"
                | "textDocument/documentSymbol"
                | "textDocument/codeAction"
        );
        if !is_known {
            let message = format!("“{}” is not something that Bindery can do.", request.method);
            return (Some(Response::new_err(request.id, ErrorCode::MethodNotFound as i32, message)), Then::Later);
        }
        // A quick fix must fit the text to which it is made.
        let wanted = if request.method == "textDocument/codeAction" { self.now } else { 0 };
        if self.has_hub() && (self.known.is_none() || self.known_of < wanted) {
            self.waiting.push((wanted, request));
            return (None, Then::Now);
        }
        (Some(self.answer(request)), Then::Later)
    }

    /// Takes in what is known of the hub now, and gives what the editor has to be told.
    pub fn understood(&mut self, known: Known, of: u64) -> Vec<Message> {
        (self.known, self.known_of) = (Some(known), of);
        let mut told = self.publish();
        let (ready, waiting) = std::mem::take(&mut self.waiting).into_iter().partition(|(wanted, _)| *wanted <= of);
        self.waiting = waiting;
        told.extend(ready.into_iter().map(|(_, request)| self.answer(request).into()));
        told
    }

    /// Problems of the files of which something else is to be said than before.
    fn publish(&mut self) -> Vec<Message> {
        let Some(known) = &self.known else { return Vec::new() };
        let paths: BTreeSet<&RelPath> =
            known.problems.keys().chain(self.published.keys()).chain(known.versions.keys()).collect();
        let mut now = BTreeMap::new();
        let mut told = Vec::new();
        for path in paths {
            let new = (known.versions.get(path).copied(), problems::of_file(known, path, &self.lang));
            if self.published.get(path) != Some(&new)
                && let Some(uri) = self.uri(path)
            {
                let mut params = json!({ "uri": uri, "diagnostics": new.1 });
                if let Some(version) = new.0 {
                    params["version"] = version.into();
                }
                told.push(Notification::new("textDocument/publishDiagnostics".to_owned(), params).into());
            }
            if new.0.is_some() || !new.1.is_empty() {
                now.insert(path.clone(), new);
            }
        }
        self.published = now;
        told
    }

    fn answer(&self, request: Request) -> Response {
        let Request { id, method, params } = request;
        let only = params["context"]["only"].as_array().cloned();
        let Ok(at) = serde_json::from_value::<At>(params) else {
            let message = "This question does not say which document it is about.".to_owned();
            return Response::new_err(id, ErrorCode::InvalidParams as i32, message);
        };
        let path = self.path(&at.text_document.uri);
        let found = path.and_then(|path| self.open.get(&path).map(|buffer| (path, buffer)));
        let Some((path, buffer)) = found else { return Response::new_ok(id, Value::Null) };
        if method == "textDocument/documentSymbol" {
            return Response::new_ok(id, if path.is_markdown() { symbols::symbols(&buffer.text) } else { Vec::new() });
        }
        let Some(known) = &self.known else { return Response::new_ok(id, Value::Null) };
        let text = &*buffer.text;
        match method.as_str() {
            "textDocument/completion" => {
                let list: CompletionList = completion::complete(known, &path, text, at.position);
                Response::new_ok(id, list)
            }
            "textDocument/hover" => Response::new_ok(id, hover::hover(known, &path, text, at.position)),
            "textDocument/definition" => {
                let place = hover::definition(known, &path, text, at.position).and_then(|(path, start)| {
                    Some(json!({ "uri": self.uri(&path)?, "range": Range { start, end: start } }))
                });
                Response::new_ok(id, place)
            }
            _ => Response::new_ok(id, self.fixes(known, &path, buffer, &at.range, only.as_deref())),
        }
    }

    fn fixes(&self, known: &Known, path: &RelPath, buffer: &Buffer, range: &Range, only: Option<&[Value]>) -> Value {
        let is_wanted =
            |only: &[Value]| only.iter().any(|kind| kind.as_str().is_some_and(|kind| "quickfix".starts_with(kind)));
        if !only.is_none_or(is_wanted) {
            return json!([]);
        }
        let all = actions(known, path, &buffer.text, range, &self.lang).into_iter().map(|action| {
            json!({
                "title": action.title,
                "kind": "quickfix",
                "isPreferred": action.is_certain,
                "diagnostics": [action.problem],
                "edit": { "changes": { &buffer.uri: action.edits } },
            })
        });
        all.collect()
    }

    /// The page, or the settings, that an address names; `None` if it is nothing of the hub's content.
    fn path(&self, uri: &str) -> Option<RelPath> {
        let path = below(&self.hub.as_ref()?.content, &to_path(uri)?)?;
        let is_text = path.is_markdown() || path.as_str() == SETTINGS;
        let is_published = !path.as_str().split('/').any(|part| part.starts_with(['.', '_']));
        Some(path).filter(|_| is_text && is_published)
    }

    /// The address of a file, as its editor writes it if it is open.
    fn uri(&self, path: &RelPath) -> Option<String> {
        if let Some(buffer) = self.open.get(path) {
            return Some(buffer.uri.clone());
        }
        let hub = self.hub.as_ref()?;
        let is_themes = path.as_str().starts_with("themes/") && self.known.as_ref()?.text(path).is_none();
        Some(of_path(&if is_themes { &hub.root } else { &hub.content }.join(path.as_str())))
    }
}

/// What a message says; a message of another form is not understood, and does no harm.
fn read<T: serde::de::DeserializeOwned>(params: Value) -> Option<T> {
    serde_json::from_value(params).ok()
}

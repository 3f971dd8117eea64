//! Turns what a form sent into a [`Message`]: its names and values, shortened, with their sizes. However much
//! was sent, what is kept of it is small. It judges nothing.

use super::multipart;
use crate::server::Request;
use serde_json::Value as Json;

/// What a form sent.
#[derive(Clone, Debug)]
pub(super) struct Message {
    /// How it was packed.
    pub(super) packing: Packing,
    /// Its fields in the order in which they came.
    pub(super) entries: Vec<Entry>,
    /// How many fields more there were than are kept.
    pub(super) more: usize,
    /// Its size in bytes.
    pub(super) bytes: usize,
    /// Why it could not be read to its end.
    pub(super) broken: Option<&'static str>,
}

/// How a message is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    /// At the end of the address.
    Address,
    /// `application/x-www-form-urlencoded`.
    Url,
    /// `multipart/form-data`.
    Multipart,
    /// JSON.
    Json,
    /// A packing that no form service reads.
    Other,
}

/// One field, or one file of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The field's name.
    pub(super) name: String,
    /// What it holds.
    pub(super) value: Value,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// The beginning of a text, and the size of the whole.
    Text { start: String, characters: usize, bytes: usize },
    /// A file, of which only this is kept.
    File { name: String, kind: String, bytes: usize },
}

/// How many fields are kept.
const MOST_ENTRIES: usize = 200;

/// How many characters of a value and of a name are kept.
const LONGEST_VALUE: usize = 1_000;
const LONGEST_NAME: usize = 200;

impl Message {
    /// Reads what a browser sent.
    pub(super) fn read(request: &Request<'_>) -> Self {
        let essence = request.content_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
        let packing = match essence.as_str() {
            _ if request.method != "POST" => Packing::Address,
            "application/x-www-form-urlencoded" => Packing::Url,
            "multipart/form-data" => Packing::Multipart,
            "application/json" => Packing::Json,
            _ => Packing::Other,
        };
        let mut message = Self { packing, entries: Vec::new(), more: 0, bytes: request.body.len(), broken: None };
        match packing {
            Packing::Address => message.add_pairs(request.query.as_bytes()),
            Packing::Url => message.add_pairs(request.body),
            Packing::Multipart => message.add_parts(request.content_type, request.body),
            Packing::Json => message.add_json(request.body),
            Packing::Other => {}
        }
        message
    }

    /// The values of a field.
    pub(super) fn values<'m>(&'m self, name: &'m str) -> impl Iterator<Item = &'m Value> {
        self.entries.iter().filter(move |entry| entry.name == name).map(|entry| &entry.value)
    }

    /// The text of a field, if it is there and not empty.
    pub(super) fn text<'m>(&'m self, name: &'m str) -> Option<&'m str> {
        self.values(name).find_map(|value| match value {
            Value::Text { start, .. } => Some(start.as_str()).filter(|text| !text.trim().is_empty()),
            Value::File { .. } => None,
        })
    }

    /// The files that were chosen, and the names of their fields. An empty file field has neither name nor bytes.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, usize)> {
        self.entries.iter().filter_map(|entry| match &entry.value {
            Value::File { name, bytes, .. } if !name.is_empty() || *bytes > 0 => Some((entry.name.as_str(), *bytes)),
            _ => None,
        })
    }

    fn add(&mut self, name: &str, value: impl FnOnce() -> Value) {
        if self.entries.len() < MOST_ENTRIES {
            self.entries.push(Entry { name: start(name, LONGEST_NAME), value: value() });
        } else {
            self.more += 1;
        }
    }

    fn add_pairs(&mut self, pairs: &[u8]) {
        for (name, value) in form_urlencoded::parse(pairs) {
            self.add(&name, || text(&value));
        }
    }

    fn add_parts(&mut self, content_type: &str, body: &[u8]) {
        for part in multipart::parts(content_type, body) {
            match part {
                Err(mistake) => self.broken = Some(mistake),
                Ok(part) => self.add(&part.name, || match &part.file {
                    None => text(&String::from_utf8_lossy(part.bytes)),
                    Some(file) => Value::File {
                        name: start(file, LONGEST_NAME),
                        kind: start(part.kind.as_deref().unwrap_or(""), LONGEST_NAME),
                        bytes: part.bytes.len(),
                    },
                }),
            }
        }
    }

    fn add_json(&mut self, body: &[u8]) {
        let Ok(Json::Object(fields)) = serde_json::from_slice(body) else {
            self.broken = Some("It is no JSON object.");
            return;
        };
        for (name, value) in &fields {
            let several = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            for one in several {
                self.add(name, || one.as_str().map_or_else(|| text(&one.to_string()), text));
            }
        }
    }
}

fn text(text: &str) -> Value {
    Value::Text { start: start(text, LONGEST_VALUE), characters: text.chars().count(), bytes: text.len() }
}

/// The beginning of a text. Characters that can't be shown become the one that stands for them.
fn start(text: &str, most: usize) -> String {
    let shown = |c: char| if c.is_control() && !matches!(c, '\n' | '\t') { '\u{fffd}' } else { c };
    text.replace("\r\n", "\n").chars().take(most).map(shown).collect()
}

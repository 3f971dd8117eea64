//! Takes values of known kinds out of a YAML mapping, one key at a time, and reports what is of
//! the wrong kind or was never asked for. It serves settings, content types and strings; front
//! matter has its own table of fields.

use crate::codes::Code;
use crate::diagnostic::{Diagnostic, Span, did_you_mean};
use crate::source::Source;
use crate::yaml::{Entry, Node, Value};

/// A mapping that is being taken apart.
pub struct Reader<'s> {
    source: &'s Source,
    entries: Vec<Entry>,
    asked: Vec<&'static str>,
    codes: Codes,
    /// Where the mapping itself stands, for what is missing from it.
    pub span: Span,
    /// What was found wrong so far.
    pub problems: Vec<Diagnostic>,
}

/// Which codes a reader uses: a slip in `site.yaml` is not the same thing as one in a theme.
#[derive(Clone, Copy)]
pub struct Codes {
    /// For a key that nobody asked for.
    pub unknown: &'static Code,
    /// For a value of the wrong kind.
    pub kind: &'static Code,
}

impl<'s> Reader<'s> {
    /// Reads a whole file.
    pub fn file(source: &'s Source, codes: Codes) -> Self {
        let (entries, problems) = crate::yaml::parse(&source.text);
        let problems = problems.into_iter().map(|p| source.problem(p.code, p.span, p.message).help(p.help)).collect();
        Self { source, entries, asked: Vec::new(), codes, span: Span::default(), problems }
    }

    fn inner(&self, entries: Vec<Entry>, span: Span) -> Self {
        Self { source: self.source, entries, asked: Vec::new(), codes: self.codes, span, problems: Vec::new() }
    }

    /// The keys that were asked for so far.
    pub fn asked(&self) -> &[&'static str] {
        &self.asked
    }

    /// Takes a key out, whatever its value. A key without a value counts as absent.
    pub fn take(&mut self, key: &'static str) -> Option<Entry> {
        self.asked.push(key);
        let at = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.remove(at)).filter(|entry| !matches!(entry.node.value, Value::Null))
    }

    /// Takes a key out that is not to be named among those that are known.
    pub fn take_unlisted(&mut self, key: &str) -> Option<Entry> {
        let at = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.remove(at))
    }

    /// Takes all that is left, for mappings whose keys are free.
    pub fn rest(&mut self) -> Vec<Entry> {
        std::mem::take(&mut self.entries)
    }

    /// A text, and where it stands.
    pub fn text(&mut self, key: &'static str) -> Option<(String, Span)> {
        let entry = self.take(key)?;
        let text = self.as_text(&entry.node, key)?;
        Some((text, entry.node.span))
    }

    /// A list of texts, each with its place. A single text counts as a list of one.
    pub fn list(&mut self, key: &'static str) -> Option<Vec<(String, Span)>> {
        let entry = self.take(key)?;
        Some(self.as_list(&entry.node, key))
    }

    /// Yes or no, in the ways in which people write them.
    pub fn yes_no(&mut self, key: &'static str) -> Option<bool> {
        let entry = self.take(key)?;
        let answer = match &entry.node.value {
            Value::Scalar(scalar) => yes_no(&scalar.text),
            _ => None,
        };
        if answer.is_none() {
            self.wrong_kind(entry.node.span, key, "yes or no", &format!("{key}: yes"));
        }
        answer
    }

    /// A mapping of its own. Give it back to [`Reader::close`] when it has been read.
    pub fn map(&mut self, key: &'static str) -> Option<Self> {
        let entry = self.take(key)?;
        match entry.node.value {
            Value::Map(entries) => Some(self.inner(entries, entry.key_span)),
            _ => {
                self.wrong_kind(entry.node.span, key, "a block of settings", &format!("{key}:\n  …: …"));
                None
            }
        }
    }

    /// A mapping that stands in a list or under a free key.
    pub fn open(&mut self, node: Node, what: &str) -> Option<Self> {
        match node.value {
            Value::Map(entries) => Some(self.inner(entries, node.span)),
            _ => {
                self.wrong_kind(node.span, what, "a block of settings", &format!("{what}:\n  …: …"));
                None
            }
        }
    }

    /// A text in the hub's languages: either one text for all, or `en: …` and `cy: …`.
    pub fn local(&mut self, key: &'static str) -> Option<LocalText> {
        let entry = self.take(key)?;
        self.as_local(entry.node, key)
    }

    /// The text of a node in the hub's languages, or a problem.
    pub fn as_local(&mut self, node: Node, key: &str) -> Option<LocalText> {
        match node.value {
            Value::Map(entries) => Some(LocalText::Each(
                entries.into_iter().filter_map(|e| self.as_text(&e.node, key).map(|text| (e.key, text))).collect(),
            )),
            _ => self.as_text(&node, key).map(LocalText::All),
        }
    }

    /// Whether a key is there and not yet taken.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }

    /// The text of a node, or a problem.
    pub fn as_text(&mut self, node: &Node, key: &str) -> Option<String> {
        if let Value::Scalar(scalar) = &node.value {
            return Some(scalar.text.clone());
        }
        self.wrong_kind(node.span, key, "a short text", &format!("{key}: …"));
        None
    }

    /// The texts of a node, or problems.
    pub fn as_list(&mut self, node: &Node, key: &str) -> Vec<(String, Span)> {
        match &node.value {
            Value::List(items) => {
                items.iter().filter_map(|item| self.as_text(item, key).map(|text| (text, item.span))).collect()
            }
            Value::Scalar(scalar) => vec![(scalar.text.clone(), node.span)],
            _ => {
                self.wrong_kind(node.span, key, "a list", &format!("{key}:\n  - …\n  - …"));
                Vec::new()
            }
        }
    }

    /// Reports a value of the wrong kind.
    pub fn wrong_kind(&mut self, span: Span, key: &str, wanted: &str, example: &str) {
        let code = self.codes.kind;
        self.problem(code, span, format!("“{key}” should be {wanted}."), format!("Type for example:\n{example}"));
    }

    /// Reports something about a place in this file.
    pub fn problem(&mut self, code: &'static Code, span: Span, message: String, help: String) {
        self.problems.push(self.source.problem(code, span, message).help(help));
    }

    /// Whether the line of a key could not be read, so that its lack is no mistake of its own.
    pub fn is_broken(&self, key: &str) -> bool {
        let lines = self.problems.iter().filter_map(|problem| problem.place.as_ref());
        lines
            .map(|place| place.text.trim_start())
            .any(|line| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')))
    }

    /// Takes over what an inner reader found, once it has been read.
    pub fn close(&mut self, inner: Self) {
        self.problems.extend(inner.finish());
    }

    /// Reports the keys that nobody asked for and hands over all problems.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        for entry in std::mem::take(&mut self.entries) {
            let (message, help) = unknown(&entry.key, &self.asked);
            let code = self.codes.unknown;
            self.problem(code, entry.key_span, message, help);
        }
        self.problems
    }
}

/// A text that may differ from language to language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LocalText {
    /// The same in every language.
    All(String),
    /// By language code.
    Each(Vec<(String, String)>),
}

impl LocalText {
    /// Every text that there is.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        let (one, each) = match self {
            Self::All(text) => (Some(text.as_str()), [].as_slice()),
            Self::Each(texts) => (None, texts.as_slice()),
        };
        one.into_iter().chain(each.iter().map(|(_, text)| text.as_str()))
    }

    /// The text in a language; if it has none, the first there is.
    pub fn get(&self, lang: &str) -> &str {
        match self {
            Self::All(text) => text,
            Self::Each(texts) => {
                texts.iter().find(|(code, _)| code == lang).or(texts.first()).map_or("", |(_, text)| text)
            }
        }
    }
}

/// How an unknown key is spoken of, with the nearest known one or all of them.
pub fn unknown(key: &str, known: &[&str]) -> (String, String) {
    let help = match did_you_mean(key, known.iter().copied()) {
        Some(name) => format!("Did you mean “{name}”? Type “{name}:” instead."),
        None => format!("Known here: {}. Delete the line if you don't need it.", known.join(", ")),
    };
    (format!("“{key}” is not a name that Bindery knows here."), help)
}

/// Whether a text can be an e-mail address.
pub fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !text.contains(char::is_whitespace)
    })
}

/// Reads yes or no in the ways in which people write them.
pub fn yes_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "on" | "y" => Some(true),
        "no" | "false" | "off" | "n" => Some(false),
        _ => None,
    }
}

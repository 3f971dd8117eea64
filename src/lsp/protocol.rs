//! The part of the Language Server Protocol 3.17 that is needed, under its own names. Positions count lines from
//! 0, and on a line the units of UTF-16, as every editor has to understand them.

use serde::{Deserialize, Serialize};

/// A place between two characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// The line, from 0.
    pub line: u32,
    /// Units of UTF-16 from the line's start.
    pub character: u32,
}

/// A stretch of text; the end does not belong to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// Where it begins.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
}

impl Range {
    /// Whether two stretches share a place, be it only their edges.
    pub fn touches(&self, other: &Self) -> bool {
        self.start <= other.end && other.start <= self.end
    }
}

/// Another text for a stretch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TextEdit {
    /// What is replaced.
    pub range: Range,
    /// What stands there instead.
    pub new_text: String,
}

/// A problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// The words concerned.
    pub range: Range,
    /// 1 for an error, 2 for a warning, 3 for information.
    pub severity: u8,
    /// The name of the kind of problem.
    pub code: &'static str,
    /// Who says so.
    pub source: &'static str,
    /// What is wrong, and what to type instead.
    pub message: String,
}

/// Text with marks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Markup {
    /// Always `markdown`.
    pub kind: &'static str,
    /// The text.
    pub value: String,
}

impl Markup {
    /// Markdown.
    pub fn new(value: impl Into<String>) -> Self {
        Self { kind: "markdown", value: value.into() }
    }
}

/// Something that can be typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CompletionItem {
    /// What the list shows.
    pub label: String,
    /// The sign beside it: [`kind`].
    pub kind: u8,
    /// A few words beside it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// A few sentences beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documentation: Option<Markup>,
    /// What the list is sorted by.
    pub sort_text: String,
    /// What is compared with what is typed.
    pub filter_text: String,
    /// What is typed if it is chosen.
    pub text_edit: TextEdit,
}

/// The signs beside things that can be typed.
pub mod kind {
    /// A key.
    pub const KEY: u8 = 10;
    /// A value.
    pub const VALUE: u8 = 12;
    /// A file.
    pub const FILE: u8 = 17;
    /// A page or a place on one.
    pub const PAGE: u8 = 18;
}

/// Everything that can be typed at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CompletionList {
    /// Whether more typing can bring other things.
    pub is_incomplete: bool,
    /// The things.
    pub items: Vec<CompletionItem>,
}

/// What is shown of a word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hover {
    /// The text.
    pub contents: Markup,
    /// The word.
    pub range: Range,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Symbol {
    /// Its words.
    pub name: String,
    /// Always 15, a text.
    pub kind: u8,
    /// The heading with what stands below it.
    pub range: Range,
    /// The heading.
    pub selection_range: Range,
    /// The headings below it.
    pub children: Vec<Self>,
}

/// Where a document and a place in it are.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct At {
    /// The document.
    pub text_document: Document,
    /// The place.
    #[serde(default)]
    pub position: Position,
    /// The stretch, for quick fixes.
    #[serde(default)]
    pub range: Range,
}

/// A document's address.
#[derive(Clone, Debug, Deserialize)]
pub struct Document {
    /// The address.
    pub uri: String,
    /// Grows with every change.
    #[serde(default)]
    pub version: i64,
    /// All of its text, when it is opened.
    #[serde(default)]
    pub text: String,
}

/// A document that was opened, changed, saved or closed.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    /// The document.
    pub text_document: Document,
    /// What changed in it, in order.
    #[serde(default)]
    pub content_changes: Vec<Change>,
}

/// Another text for a stretch of a document, or for all of it.
#[derive(Clone, Debug, Deserialize)]
pub struct Change {
    /// The stretch; all of it if there is none.
    pub range: Option<Range>,
    /// The text.
    pub text: String,
}

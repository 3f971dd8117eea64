//! Turns the block between the `---` lines into values of the kinds that the content type's
//! fields want. It knows the fields only from the type's table, and reports what does not fit
//! without giving up on the rest.

use super::fields::{FieldReading, FieldValue};
use super::marks::Split;
use crate::codes;
use crate::content_type::{ContentType, Field, Types};
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Span, did_you_mean};
use crate::source::Source;
use crate::yaml::{Entry, Node, Value};
use std::sync::Arc;

/// The values of a page's fields, checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatter(Vec<(Arc<str>, Span, FieldValue)>);

impl FrontMatter {
    /// The value of a field.
    pub fn get(&self, name: &str) -> Option<&FieldValue> {
        self.0.iter().find(|(key, ..)| **key == *name).map(|(.., value)| value)
    }

    /// Where the value of a field stands.
    pub fn span(&self, name: &str) -> Span {
        self.0.iter().find(|(key, ..)| **key == *name).map(|(_, span, _)| *span).unwrap_or_default()
    }

    /// Whether another block says the same, wherever it says it, apart from some fields.
    pub fn says_the_same(&self, other: &Self, apart_from: &[&str]) -> bool {
        let is_compared = |(name, ..): &&(Arc<str>, Span, FieldValue)| !apart_from.contains(&&**name);
        let (said, others) = (self.0.iter().filter(is_compared), other.0.iter().filter(is_compared));
        said.clone().count() == others.clone().count()
            && said.zip(others).all(|((name, _, value), (other, _, same))| name == other && value.is_same(same))
    }

    /// A text.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            FieldValue::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A day.
    pub fn date(&self, name: &str) -> Option<Date> {
        match self.get(name)? {
            FieldValue::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// A list, empty if there is none.
    pub fn list(&self, name: &str) -> &[(String, Span)] {
        match self.get(name) {
            Some(FieldValue::List(list)) => list,
            _ => &[],
        }
    }

    /// A number.
    pub fn number(&self, name: &str) -> Option<i64> {
        match self.get(name)? {
            FieldValue::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Yes or no.
    pub fn yes_no(&self, name: &str) -> Option<bool> {
        match self.get(name)? {
            FieldValue::YesNo(answer) => Some(*answer),
            _ => None,
        }
    }
}

/// What a block comes to.
#[derive(Default)]
pub(super) struct Read {
    pub(super) values: FrontMatter,
    /// The name of the content type.
    pub(super) type_name: String,
    /// The required fields that are not there.
    pub(super) lacking: Vec<Diagnostic>,
}

/// Reads the block.
pub(super) fn read(
    source: &Source,
    split: &Split,
    folder_type: Option<&ContentType>,
    types: &Types,
    languages: &[String],
    problems: &mut Vec<Diagnostic>,
) -> Read {
    let fallback = folder_type.map_or("page", |t| t.name.as_str()).to_owned();
    let Some(range) = split.yaml.clone() else {
        return Read { type_name: fallback, ..Read::default() };
    };
    let base = range.start;
    let (mut entries, slips) = crate::yaml::parse(&source.text[range]);
    let broken: Vec<Span> = slips.iter().map(|slip| slip.span.shifted(base)).collect();
    problems.extend(slips.into_iter().map(|slip| slip.at(source, base)));
    for entry in &mut entries {
        shift(entry, base);
    }
    let content_type = own_type(source, &entries, types, problems).or(folder_type);
    let Some(content_type) = content_type else {
        return Read { type_name: fallback, ..Read::default() };
    };
    let mut reading = FieldReading { source, languages, problems };
    let mut values = Vec::with_capacity(entries.len());
    for entry in &entries {
        match content_type.field(&entry.key) {
            Some(field) => {
                if let Some(value) = reading.value(field, entry) {
                    values.push((field.name.clone(), entry.node.span, value));
                }
            }
            None => reading.unknown(entry, &entries, content_type, types),
        }
    }
    let values = FrontMatter(values);
    if values.text("status") != Some("draft") {
        problems.extend(entries.iter().filter_map(|entry| filler(source, entry, content_type)));
    }
    let mut lacking = Vec::new();
    for field in content_type.fields.iter().filter(|field| field.required) {
        // A misspelt name has been reported with the right one; that is one mistake, not two.
        let is_it = |entry: &Entry| {
            *entry.key == *field.name
                || content_type.field(&entry.key).is_none()
                    && did_you_mean(&entry.key, content_type.fields.iter().map(|f| &*f.name)) == Some(&field.name)
        };
        let present = entries.iter().any(is_it);
        let broken = broken.iter().any(|span| line_at(&source.text, *span).starts_with(&*field.name));
        if !present && !broken {
            lacking.push(required(source, split.mark, field, content_type));
        }
    }
    Read { values, type_name: content_type.name.clone(), lacking }
}

/// A value that still says what a fresh page says.
fn filler(source: &Source, entry: &Entry, content_type: &ContentType) -> Option<Diagnostic> {
    let field = content_type.field(&entry.key)?;
    let filler = field.filler()?;
    let is_it = |node: &Node| matches!(&node.value, Value::Scalar(scalar) if scalar.text == filler);
    let node = match &entry.node.value {
        Value::List(items) => items.iter().find(|item| is_it(item))?,
        _ => Some(&entry.node).filter(|node| is_it(node))?,
    };
    let message = format!("“{filler}” is only an example, and readers would see it.");
    let or_not = if field.required { "" } else { ", or delete the line" };
    let help = format!("Type your own words{or_not}. {}", field.help);
    Some(source.problem(&codes::FIELD_EXAMPLE, node.span, message).help(help))
}

fn line_at(text: &str, span: Span) -> &str {
    let at = (span.start as usize).min(text.len());
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |n| n + 1);
    text.get(start..).unwrap_or("").lines().next().unwrap_or("")
}

fn shift(entry: &mut Entry, by: usize) {
    entry.key_span = entry.key_span.shifted(by);
    shift_node(&mut entry.node, by);
}

fn shift_node(node: &mut Node, by: usize) {
    node.span = node.span.shifted(by);
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| shift_node(item, by)),
        Value::Map(entries) => entries.iter_mut().for_each(|entry| shift(entry, by)),
        Value::Null | Value::Scalar(_) => {}
    }
}

fn own_type<'t>(
    source: &Source,
    entries: &[Entry],
    types: &'t Types,
    problems: &mut Vec<Diagnostic>,
) -> Option<&'t ContentType> {
    let entry = entries.iter().find(|entry| entry.key == "type")?;
    let Value::Scalar(name) = &entry.node.value else { return None };
    let found = types.named(&name.text);
    if found.is_none() {
        let names: Vec<_> = types.iter().map(|t| t.name.as_str()).collect();
        let help = match types.nearest(&name.text) {
            Some(near) => format!("Did you mean “{near}”? Type “type: {near}”."),
            None => format!("Type one of: {}. Or delete the line: the folder then says the type.", names.join(", ")),
        };
        let message = format!("There is no content type “{}”.", name.text);
        problems.push(source.problem(&codes::TYPE_UNKNOWN, entry.node.span, message).help(help));
    }
    found
}

fn required(source: &Source, mark: Span, field: &Field, content_type: &ContentType) -> Diagnostic {
    let example = if field.example.is_empty() { "…" } else { &field.example };
    let message = format!("A page of the type “{}” needs “{}”.", content_type.name, field.name);
    let help = format!("Add a line between the --- lines, for example:\n{}: {example}\n{}", field.name, field.help);
    source.problem(&codes::FIELD_MISSING, mark, message).help(help)
}

//! Turns the text of a YAML mapping into a tree with places, and its mistakes into our own
//! words. Scalars keep the spelling of their writer: what is a number, a date or a yes is for
//! the field to say. No type of the YAML crate leaves this module.
//!
//! Why serde-saphyr stands behind the name `serde_yaml`: of the maintained crates that were
//! tried on the same broken front matter, it points best. For an unclosed quote serde_yaml_ng
//! and serde_norway (one scanner, the same words) name the end of the text, and serde-saphyr the
//! quote; for a key that stands twice they name line 1, and serde-saphyr the second one. It
//! also hands over the parser's events with the place of each in bytes, which the others keep
//! to themselves. None of them speaks to a volunteer: so only places are taken from it, and
//! `mistakes` recognises the common slips from the line.

mod indent;
mod mistakes;
mod plain;
mod tree;

use crate::codes::{self, Code};
use crate::diagnostic::{Diagnostic, Edit, MOST_PER_FILE, Span};
use crate::source::Source;
use foldhash::{HashMap, HashMapExt};
use std::borrow::Cow;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its place in the text.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing after the colon.
    Null,
    /// A text, number, date or the like, as it was written.
    Scalar(Scalar),
    /// A list.
    List(Vec<Node>),
    /// A mapping.
    Map(Vec<Entry>),
}

/// A text, number, date or the like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// Its text, without quotes.
    pub text: String,
    /// Whether it stood in quotes or in a block of its own.
    pub quoted: bool,
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub node: Node,
}

/// A mistake, in words for somebody who has never seen YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which kind of mistake it is.
    pub code: &'static Code,
    /// The words concerned.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to type instead.
    pub help: String,
    /// Another text for a stretch, where it is certain what is meant.
    pub fix: Option<(Span, String)>,
}

impl Problem {
    fn new(code: &'static Code, span: Span, message: String, help: String) -> Self {
        Self { code, span, message, help, fix: None }
    }

    /// The problem of a file in which the mapping begins at that byte.
    pub fn at(self, source: &Source, base: usize) -> Diagnostic {
        let fix = self.fix.map(|(span, text)| Edit { span: span.shifted(base), text });
        let found = source.problem(self.code, self.span.shifted(base), self.message);
        found.help(self.help).fix(fix)
    }
}

/// Reads a mapping. Never fails: an entry that can't be understood is reported and left out,
/// and all others are kept.
pub fn parse(text: &str) -> (Vec<Entry>, Vec<Problem>) {
    let mut problems = Vec::new();
    let text = without_tabs(text, &mut problems);
    // What follows a first line with a blank before it would be passed over without a word.
    let begins_inside = text.lines().find(|line| !line.trim().is_empty()).is_some_and(|line| line.starts_with(' '));
    let read = plain::read(&text).map_or_else(|| tree::read(&text), |entries| Ok((entries, Vec::new())));
    let (entries, found) = match read {
        Ok(read) if !begins_inside => read,
        _ => {
            let text = indent::without_stray(&text, &mut problems);
            tree::read(&text).unwrap_or_else(|_| mistakes::read_blocks(&text, &problems))
        }
    };
    problems.extend(found);
    let entries = without_duplicates(entries, &text, &mut problems);
    let entries = without_lost_values(entries, &text, &mut problems);
    problems.sort_by_key(|problem| problem.span);
    (entries, problems)
}

/// Tabs at the start of a line are taken for spaces and reported once. Each becomes one space,
/// so that places stay right.
fn without_tabs<'t>(text: &'t str, problems: &mut Vec<Problem>) -> Cow<'t, str> {
    if !text.contains('\t') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let body = line.trim_start_matches([' ', '\t']);
        let indent = &line[..line.len() - body.len()];
        // A tab after the dash of a list item separates as a space does.
        let dash = body.strip_prefix("-\t").map(|rest| (1, rest));
        if indent.contains('\t') && !body.trim().is_empty() && problems.is_empty() {
            let at = out.len() + indent.find('\t').unwrap_or(0);
            problems.push(Problem {
                code: &codes::YAML_TAB,
                span: Span::new(at, at + 1),
                message: "This line begins with a tab; it is read as spaces.".to_owned(),
                help: format!("Type two spaces in its place:\n  {}", body.trim_end()),
                fix: None,
            });
        }
        out.extend(indent.chars().map(|_| ' '));
        match dash {
            Some((_, rest)) => {
                out.push_str("- ");
                out.push_str(rest);
            }
            None => out.push_str(body),
        }
    }
    Cow::Owned(out)
}

/// Of two entries with one key the first counts, as for a reader from the top.
fn without_duplicates(entries: Vec<Entry>, text: &str, problems: &mut Vec<Problem>) -> Vec<Entry> {
    let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
    let mut places: HashMap<String, Span> = HashMap::with_capacity(entries.len());
    for mut entry in entries {
        if let Some(first) = places.get(&entry.key) {
            if problems.len() < MOST_PER_FILE {
                problems.push(duplicate(&entry, *first, text));
            }
            continue;
        }
        places.insert(entry.key.clone(), entry.key_span);
        dedupe(&mut entry.node, text, problems);
        kept.push(entry);
    }
    kept
}

fn duplicate(entry: &Entry, first: Span, text: &str) -> Problem {
    let between = line_of(text, entry.key_span.start as usize) - line_of(text, first.start as usize);
    let back = match between {
        0 => "on the same line".to_owned(),
        1 => "one line above".to_owned(),
        n => format!("{n} lines above"),
    };
    Problem {
        code: &codes::YAML_DUPLICATE_KEY,
        span: entry.key_span,
        message: format!("“{}” is there already, {back}; that one is used.", entry.key),
        help: "Keep one of the two lines and delete the other.".to_owned(),
        fix: None,
    }
}

fn dedupe(node: &mut Node, text: &str, problems: &mut Vec<Problem>) {
    match &mut node.value {
        Value::Map(entries) => *entries = without_duplicates(std::mem::take(entries), text, problems),
        Value::List(items) => items.iter_mut().for_each(|item| dedupe(item, text, problems)),
        Value::Null | Value::Scalar(_) => {}
    }
}

/// `title: #1 library` looks like a title and is a remark.
fn without_lost_values(entries: Vec<Entry>, text: &str, problems: &mut Vec<Problem>) -> Vec<Entry> {
    if !text.contains('#') {
        return entries;
    }
    let lost = |entry: &Entry| -> Option<(usize, String)> {
        let start = entry.key_span.end as usize;
        let rest = text.get(start..)?.lines().next()?;
        let after = rest.trim_start_matches(['"', '\'', ' ']).strip_prefix(':')?;
        let value = after.trim_start();
        let is_cut = |at: usize| at == 0 || value[..at].ends_with(' ');
        let is_remark = |at: usize| is_cut(at) && value[at + 1..].starts_with(|c: char| !c.is_whitespace() && c != '#');
        let is_plain = !value.starts_with(['"', '\'', '[', '{', '|', '>']);
        let is_lost = is_plain && value.match_indices('#').any(|(at, _)| is_remark(at));
        is_lost.then(|| (start + rest.len() - value.len(), value.trim_end().to_owned()))
    };
    entries
        .into_iter()
        .map(|mut entry| {
            if matches!(entry.node.value, Value::Null | Value::Scalar(_))
                && let Some((at, value)) = lost(&entry)
            {
                let span = Span::new(at, at + value.len());
                problems.push(Problem {
                    code: &codes::YAML_SYNTAX,
                    span,
                    message: format!("What follows # in “{value}” is taken for a remark, and readers will not see it."),
                    help: format!("Put the whole value in quotes:\n{}: {}", entry.key, quoted(&value)),
                    fix: None,
                });
                entry.node = Node { span, value: Value::Scalar(Scalar { text: value, quoted: false }) };
            }
            entry
        })
        .collect()
}

/// A text in quotes, so that no sign in it has a meaning of its own.
pub fn quoted(text: &str) -> String {
    if text.contains('"') && !text.contains('\'') {
        return format!("'{text}'");
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A text as it may stand after a key or in a list: in quotes only if it needs them.
pub fn typed(text: &str) -> String {
    let is_plain = text.starts_with(char::is_alphabetic)
        && !text.contains([',', '[', ']', '{', '}', '"', '\n'])
        && ![": ", " #"].iter().any(|sign| text.contains(sign))
        && !text.ends_with([':', ' '])
        && !matches!(&*text.to_ascii_lowercase(), "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false" | "null");
    if is_plain { text.to_owned() } else { quoted(text) }
}

fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or("").matches('\n').count() + 1
}

#[cfg(test)]
mod tests;

//! Finds the block of settings between its `---` lines, also where an editor's slip has hidden
//! it. A block that was taken for text would show its settings to readers, and publish a draft.

use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::source::{Source, lines};
use std::ops::Range;

/// Where a file's front matter and body are, in bytes.
pub(super) struct Split {
    /// The text between the marks; `None` if there is no front matter.
    pub(super) yaml: Option<Range<usize>>,
    /// Where the body begins.
    pub(super) body: usize,
    /// The opening mark.
    pub(super) mark: Span,
}

/// How many lines at the top are searched for a block that does not begin the file.
const NEAR_TOP: usize = 20;

/// Names that begin a setting on nearly every page. Other words with a colon may be text.
const SURE: &[&str] = &["title", "summary", "status", "date", "expires", "topics", "authors", "type", "translation_of"];

/// Finds the marks. A mark stands alone on its line; blanks after it are forgiven.
pub(super) fn split(source: &Source, problems: &mut Vec<Diagnostic>) -> Split {
    let text = &*source.text;
    let top = text.len() - text.trim_start_matches(['\n', ' ', '\t']).len();
    let Some((mark, yaml)) = opening(source, top, problems) else {
        return Split { yaml: None, body: 0, mark: line_span(text, top) };
    };
    let split = closing(source, mark, yaml, problems);
    if is_closed_too_early(text, split.body) {
        let message = "The block of settings is closed too early: there are more settings below this line.";
        let help = "Delete this --- line, so that the block ends at the --- line below the last setting.";
        let end = text[..split.body].trim_end().rfind('\n').map_or(0, |n| n + 1);
        problems.push(source.problem(&codes::FRONT_MATTER_MISPLACED, line_span(text, end), message).help(help));
    }
    split
}

/// The line that opens the block, and where its settings begin; `None` if there is no block.
fn opening(source: &Source, top: usize, problems: &mut Vec<Diagnostic>) -> Option<(Span, usize)> {
    let text = &*source.text;
    let first = line_at(text, top);
    let mark = line_span(text, top);
    let below = top + first.len();
    if is_mark(first) {
        return Some((mark, below));
    }
    let mut misplaced = |message: &str, help: &str| {
        problems.push(source.problem(&codes::FRONT_MATTER_MISPLACED, mark, message).help(help));
    };
    if is_nearly_mark(first) && is_setting(line_at(text, below)) {
        misplaced(
            "The line that opens the block of settings should be exactly three hyphens.",
            "Type --- on a line of its own in its place.",
        );
        return Some((mark, below));
    }
    if is_setting(first) {
        misplaced(
            "The settings at the top of the page have no --- line above them.",
            "Type --- on a line of its own above the first setting, and again below the last one.",
        );
        return Some((mark, top));
    }
    let mut at = below;
    for line in text[below..].split_inclusive('\n').take(NEAR_TOP) {
        let next = at + line.len();
        if is_mark(line) && is_setting(line_at(text, next)) {
            misplaced(
                "There is text above the block of settings, which must stand at the very top.",
                "Move this text below the block's closing --- line, or delete it.",
            );
            return Some((line_span(text, at), next));
        }
        at = next;
    }
    let help =
        "Type at the top of the file:\n---\ntitle: The page's title\nsummary: What the reader will find here.\n---";
    let message = "The page has no block of settings between --- lines at its top.";
    problems.push(source.problem(&codes::FRONT_MATTER_MISSING, mark, message).help(help));
    None
}

/// Where the block ends, which began at `yaml`.
fn closing(source: &Source, mark: Span, yaml: usize, problems: &mut Vec<Diagnostic>) -> Split {
    let text = &*source.text;
    let mut at = yaml;
    let mut nearly = None;
    for line in lines(&text[yaml..]) {
        if is_mark(line) || line.trim_end() == "..." {
            return Split { yaml: Some(yaml..at), body: at + line.len(), mark };
        }
        if nearly.is_none() && is_nearly_mark(line) {
            nearly = Some((at, line));
        }
        at += line.len();
    }
    if let Some((start, line)) = nearly {
        let message = format!("The line “{}” looks like the closing line and is not quite.", line.trim_end());
        let problem = source.problem(&codes::FRONT_MATTER_UNCLOSED, line_span(text, start), message);
        problems.push(problem.help("Type exactly three hyphens: ---"));
        return Split { yaml: Some(yaml..start), body: start + line.len(), mark };
    }
    // Without a closing mark the settings most likely end at the first empty line.
    let end = text[yaml..].find("\n\n").map_or(text.len(), |n| yaml + n + 1);
    problems.push(
        source
            .problem(&codes::FRONT_MATTER_UNCLOSED, mark, "The block that begins with this line has no closing line.")
            .help("Type --- on a line of its own after the last setting, before the page's text."),
    );
    Split { yaml: Some(yaml..end), body: end, mark }
}

/// Whether more settings follow a block's closing line, up to another such line.
fn is_closed_too_early(text: &str, body: usize) -> bool {
    let first = text.get(body..).unwrap_or("").trim_start_matches('\n');
    if !is_setting(line_at(first, 0)) {
        return false;
    }
    for line in first.split_inclusive('\n').take(NEAR_TOP) {
        if is_mark(line) {
            return true;
        }
        // Settings have names; a sentence before the next line of hyphens means that this is text.
        if !line.trim().is_empty() && !line.contains(':') && !line.starts_with([' ', '-', '#']) {
            return false;
        }
    }
    false
}

fn is_mark(line: &str) -> bool {
    line.trim_end() == "---"
}

/// A line of hyphens, dashes, stars or low lines only, of whatever number, meant as a mark.
fn is_nearly_mark(line: &str) -> bool {
    let line = line.trim_end();
    line.chars().count() > 0
        && line != "-"
        && line.chars().all(|c| matches!(c, '-' | '–' | '—' | '*' | '_' | '+' | '='))
}

fn is_setting(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, _)| SURE.contains(&name.trim().to_lowercase().as_str()))
}

/// The line that begins at a place, with its end.
fn line_at(text: &str, at: usize) -> &str {
    text.get(at..).and_then(|rest| rest.split_inclusive('\n').next()).unwrap_or("")
}

fn line_span(text: &str, at: usize) -> Span {
    Span::new(at, at + line_at(text, at).trim_end().len())
}

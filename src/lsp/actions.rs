//! Turns problems into quick fixes: the edits that a check gave, and what a message asks with “Did you mean”. The
//! second kind is a guess, so it is offered to whoever types and never made by `check --fix`.

use super::Known;
use super::lines::Lines;
use super::problems;
use super::protocol::{Diagnostic, Range, TextEdit};
use crate::checks;
use crate::codes;
use crate::diagnostic::{self, Said};
use crate::document::FORM;
use crate::path::RelPath;

/// One quick fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What it does, in words.
    pub title: String,
    /// What it mends.
    pub problem: Diagnostic,
    /// The edits, all in the same file.
    pub edits: Vec<TextEdit>,
    /// Whether it is certain.
    pub is_certain: bool,
}

/// The quick fixes for a stretch of a file. `buffer` is the text in the editor, which says how its lines end.
pub fn actions(known: &Known, path: &RelPath, buffer: &str, range: &Range, lang: &str) -> Vec<Action> {
    let (Some(found), Some(text)) = (known.problems.get(path), known.text(path)) else { return Vec::new() };
    let lines = Lines::new(text);
    let line_end = if buffer.contains("\r\n") { "\r\n" } else { "\n" };
    let near = found.iter().filter(|problem| problems::range(problem, Some(&lines)).touches(range));
    near.filter_map(|problem| {
        let said = problems::one(problem, Some(&lines), lang);
        if problem.fix.is_empty() {
            return guessed(problem, said, &lines, lang);
        }
        let edit = |edit: &diagnostic::Edit| TextEdit {
            range: lines.of_span(edit.span),
            new_text: edit.text.replace('\n', line_end),
        };
        let Said { message, help, .. } = problem.words(lang);
        let title = help.lines().next().filter(|line| !line.is_empty()).unwrap_or(&message);
        let title = title.trim_end_matches([':', '.']).to_owned();
        Some(Action { title, problem: said, edits: problem.fix.iter().map(edit).collect(), is_certain: true })
    })
    .collect()
}

/// What a message says was probably meant, put in the place of the words that it names.
fn guessed(problem: &diagnostic::Diagnostic, said: Diagnostic, lines: &Lines<'_>, lang: &str) -> Option<Action> {
    let (typed, _) = problem.message.split_once('“')?.1.split_once('”')?;
    let meant = meant(problem)?;
    // A form is named after what every link to one begins with.
    let meant = meant.strip_prefix(FORM).unwrap_or(meant);
    let (start, end) = (lines.at(said.range.start), lines.at(said.range.end));
    let words = lines.text.get(start..end)?;
    let (before, _) = words.split_once(typed)?;
    let start = start + before.len();
    let edit = TextEdit { range: lines.range(start, start + typed.len()), new_text: meant.to_owned() };
    let title = if lang == "cy" { format!("Teipiwch “{meant}”") } else { format!("Type “{meant}”") };
    Some(Action { title, problem: said, edits: vec![edit], is_certain: false })
}

/// The one word that a problem's help offers in the place of the one that was typed.
fn meant(problem: &diagnostic::Diagnostic) -> Option<&str> {
    let help = &*problem.help;
    if let Some((_, rest)) = help.split_once("Did you mean ") {
        return match rest.strip_prefix('“') {
            Some(rest) => rest.split_once('”').map(|(word, _)| word),
            None => rest.split_once('?').map(|(word, _)| word),
        };
    }
    if *problem.code == codes::LINK_CASE {
        return help.strip_prefix("Type ");
    }
    if *problem.code == *checks::DATE_UNCLEAR {
        return help.strip_prefix("Type “")?.split_once("”")?.0.split_once(": ").map(|(_, day)| day);
    }
    None
}

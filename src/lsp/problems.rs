//! Turns what is to be said of a file into the protocol's diagnostics.

use super::Known;
use super::lines::{Lines, of_place};
use super::protocol::{Diagnostic, Position, Range};
use crate::codes;
use crate::diagnostic::{self, Said, Severity};
use crate::path::RelPath;

/// What is to be said of a file, in a language.
pub fn of_file(known: &Known, path: &RelPath, lang: &str) -> Vec<Diagnostic> {
    let Some(problems) = known.problems.get(path) else { return Vec::new() };
    let lines = known.text(path).map(Lines::new);
    // An editor shows line ends itself, and writes them as it likes.
    let said = problems.iter().filter(|problem| *problem.code != codes::FILE_CRLF);
    said.map(|problem| one(problem, lines.as_ref(), lang)).collect()
}

/// One problem; its place is found in its file's text if that is known.
pub fn one(problem: &diagnostic::Diagnostic, lines: Option<&Lines<'_>>, lang: &str) -> Diagnostic {
    let Said { message, help, .. } = problem.words(lang);
    Diagnostic {
        range: range(problem, lines),
        severity: match problem.severity() {
            Severity::Error => 1,
            Severity::Warning => 2,
            Severity::Hint => 3,
        },
        code: problem.code.name,
        source: "bindery",
        message: if help.is_empty() { message } else { format!("{message}\n{help}") },
    }
}

/// Where a problem is; the first line if the whole file is meant.
pub fn range(problem: &diagnostic::Diagnostic, lines: Option<&Lines<'_>>) -> Range {
    match (&problem.place, lines) {
        (Some(place), Some(lines)) => lines.of_place(place),
        (Some(place), None) => of_place(place, &place.text),
        (None, lines) => {
            let first = lines.map_or(0, |lines| lines.line(0).len());
            let end = lines.map_or_else(Position::default, |lines| lines.position(first));
            Range { start: Position::default(), end }
        }
    }
}

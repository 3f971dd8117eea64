//! Puts diagnostics into words for a terminal, into JSON, or into GitHub's annotations. The
//! list is the same in all three.

use crate::diagnostic::{Diagnostic, Edit, Severity, printable};
use crate::path::RelPath;
use crate::site::{Held, WhyHeld};
use serde_json::json;
use std::fmt::Write;

/// How problems are reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Human,
    /// One JSON document.
    Json,
    /// Annotations on GitHub.
    Github,
    /// SARIF, for code scanning.
    Sarif,
}

/// How many there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Hints.
    pub hints: usize,
}

impl Count {
    /// Counts a list. With `strict`, warnings count as errors.
    pub fn of(problems: &[Diagnostic], strict: bool) -> Self {
        let mut count = Self::default();
        for problem in problems {
            match severity(problem, strict) {
                Severity::Error => count.errors += 1,
                Severity::Warning => count.warnings += 1,
                Severity::Hint => count.hints += 1,
            }
        }
        count
    }

    /// The count in words, such as “2 errors and 1 hint”; empty if there is nothing.
    pub fn words(self) -> String {
        let part = |n: usize, word: &str| (n > 0).then(|| format!("{n} {word}{}", if n == 1 { "" } else { "s" }));
        let parts = [part(self.errors, "error"), part(self.warnings, "warning"), part(self.hints, "hint")];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// How serious a problem is. With `strict`, warnings are errors; hints never are.
pub(super) fn severity(problem: &Diagnostic, strict: bool) -> Severity {
    match problem.severity() {
        Severity::Warning if strict => Severity::Error,
        severity => severity,
    }
}

/// How many of one kind are shown before the rest are only counted: nobody reads thousands.
const fn most_shown(severity: Severity) -> usize {
    match severity {
        Severity::Error => 100,
        Severity::Warning => 20,
        Severity::Hint => 3,
    }
}

/// The list for people.
pub fn human(problems: &[Diagnostic], strict: bool, colour: bool) -> String {
    let mut out = String::new();
    let mut kinds: Vec<(Severity, &str, usize)> = Vec::new();
    for problem in problems {
        let kind = (severity(problem, strict), problem.code.name);
        let n = kinds.iter().position(|(severity, name, _)| (*severity, *name) == kind).unwrap_or_else(|| {
            kinds.push((kind.0, kind.1, 0));
            kinds.len() - 1
        });
        kinds[n].2 += 1;
        if kinds[n].2 <= most_shown(kind.0) {
            one(&mut out, problem, strict, colour);
        }
    }
    for (severity, name, seen) in kinds {
        let more = seen.saturating_sub(most_shown(severity));
        // Hints can wait.
        let all = if severity == Severity::Hint { "" } else { " The preview lists all of them: bindery serve" };
        let s = if more == 1 { "" } else { "s" };
        if more > 0 {
            let _ = writeln!(out, "… and {more} more {}{s} “{name}”.{all}\n", severity.as_str());
        }
    }
    out
}

fn one(out: &mut String, problem: &Diagnostic, strict: bool, colour: bool) {
    let severity = severity(problem, strict);
    let paint = |code: &'static str| if colour { code } else { "" };
    let (bold, plain) = (paint("\x1b[1m"), paint("\x1b[0m"));
    let tone = match severity {
        Severity::Error => paint("\x1b[1;31m"),
        Severity::Warning => paint("\x1b[1;33m"),
        Severity::Hint => paint("\x1b[1;36m"),
    };
    // Writing to a string can't fail.
    let _ = writeln!(out, "{tone}{}{plain}: {bold}{}{plain}", severity.as_str(), printable(&problem.message));
    match &problem.place {
        None => {
            let _ = writeln!(out, "  in {}", printable(&problem.shown_path()));
        }
        Some(place) => {
            let number = place.line.to_string();
            let gap = " ".repeat(number.len());
            let before: String = place
                .text
                .chars()
                .take(place.column as usize - 1)
                .map(|c| if c == '\t' { '\t' } else { ' ' })
                .collect();
            let marks = "^".repeat(
                (place.width as usize).min(place.text.chars().count().saturating_sub(before.chars().count()).max(1)),
            );
            let _ = writeln!(out, "{gap} in {}:{}:{}", printable(&problem.shown_path()), place.line, place.column);
            let _ =
                writeln!(out, "{gap} |\n{number} | {}\n{gap} | {before}{tone}{marks}{plain}", printable(&place.text));
        }
    }
    let _ = writeln!(out, "  why: {}", problem.code.why);
    let help = printable(&problem.help);
    let mut lines = help.trim_start().lines();
    if let Some(first) = lines.next() {
        let _ = writeln!(out, "  do:  {first}");
        for line in lines {
            let _ = writeln!(out, "       {line}");
        }
    }
    let _ = writeln!(out, "  (more: bindery explain {})\n", problem.code.name);
}

/// The list as JSON, one document with a version of its form. The places of a fix count bytes of the file's
/// text as Bindery reads it: UTF-8 without a byte-order mark, with line feeds.
pub fn json(problems: &[Diagnostic], strict: bool) -> String {
    let list: Vec<_> = problems
        .iter()
        .map(|problem| {
            let place = problem.place.as_ref();
            let edit = |edit: &Edit| json!({ "start": edit.span.start, "end": edit.span.end, "text": edit.text });
            json!({
                "code": problem.code.name,
                "criterion": Some(problem.code.criterion).filter(|criterion| !criterion.is_empty()),
                "fix": problem.fix.iter().map(edit).collect::<Vec<_>>(),
                "severity": severity(problem, strict).as_str(),
                "file": problem.shown_path(),
                "line": place.map(|place| place.line),
                "column": place.map(|place| place.column),
                "width": place.map(|place| place.width),
                "source": place.map(|place| &*place.text),
                "message": &*problem.message,
                "why": problem.code.why,
                "help": &*problem.help,
            })
        })
        .collect();
    let count = Count::of(problems, strict);
    let whole = json!({
        "version": 1,
        "errors": count.errors,
        "warnings": count.warnings,
        "hints": count.hints,
        "diagnostics": list,
    });
    format!("{whole:#}\n")
}

/// The list as GitHub's workflow commands
/// (GitHub Docs, “Workflow commands for GitHub Actions”).
pub fn github(problems: &[Diagnostic], strict: bool) -> String {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let mut out = String::new();
    for problem in problems {
        let kind = match severity(problem, strict) {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "notice",
        };
        let place = problem.place.as_ref().map_or_else(String::new, |place| {
            format!(",line={},col={},endColumn={}", place.line, place.column, place.column + place.width)
        });
        let text = format!("{}\n{}\n{}", problem.message, problem.code.why, problem.help);
        let file = property(&printable(&problem.shown_path()));
        let _ = writeln!(out, "::{kind} file={file}{place},title={}::{}", property(problem.code.name), data(&text));
    }
    out
}

/// The pages that are not published today, and why.
pub(super) fn held(held: &[Held]) -> String {
    let line = |path: &RelPath, why: WhyHeld| match why {
        WhyHeld::Draft => format!("  content/{path}: a draft\n"),
        WhyHeld::Scheduled(day) => format!("  content/{path}: not before {}\n", day.iso()),
        WhyHeld::Expired(day) => format!("  content/{path}: no longer since {}\n", day.iso()),
    };
    if held.is_empty() {
        return String::new();
    }
    let lines: String = held.iter().map(|held| line(&held.document.source.path, held.why)).collect();
    format!("Not published today:\n{lines}")
}

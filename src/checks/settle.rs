//! Turns findings into what is reported: each at the level that the settings want, without those that its
//! page's writer gave a reason to pass over. A rule or a comment that passes over nothing is reported itself.

use super::{Check, Depth, Levels, is_for_publishing};
use crate::codes::{self, Code, Severity};
use crate::diagnostic::{Diagnostic, did_you_mean, sorted};
use crate::document::{Document, Ignore};
use crate::path::RelPath;
use crate::site::Site;
use foldhash::HashMap;
use std::cell::Cell;

/// What decides which of the findings are reported.
pub struct Terms<'t> {
    /// The hub.
    pub site: &'t Site,
    /// The checks that were run.
    pub ran: &'t [&'static Check],
    /// How much was looked for.
    pub depth: Depth,
}

/// Codes that stages find, but not in each run: a rule for one of them may be of use another time.
const NOT_IN_EACH_RUN: &[&Code] = &[
    &codes::HOST_REDIRECT,
    &codes::HOST_SETUP,
    &codes::LINK_DEAD,
    &codes::PICTURE_TOO_BIG,
    &codes::PICTURE_UNREADABLE,
];

/// A comment's or a rule's place, and whether it passed over anything.
type Used = Cell<bool>;

/// What is reported of all that was found.
pub fn settle(found: Vec<Diagnostic>, terms: &Terms<'_>) -> Vec<Diagnostic> {
    let levels = &terms.site.settings.checks;
    let rules: Vec<Used> = levels.rules().map(|_| Used::default()).collect();
    let pages = terms.site.pages.iter().map(|page| &page.entry.document);
    let held = terms.site.held.iter().map(|held| &held.document);
    let of_page = |document: &Document| -> Vec<(Ignore, Used)> {
        document.ignores.iter().map(|ignore| (*ignore, Used::default())).collect()
    };
    let ignores: HashMap<&RelPath, Vec<(Ignore, Used)>> = pages
        .clone()
        .chain(held)
        .filter(|document| !document.ignores.is_empty())
        .map(|document| (&document.source.path, of_page(document)))
        .collect();
    let is_reported = |problem: &mut Diagnostic| {
        if terms.depth == Depth::Publishing && is_for_publishing(problem.code) {
            problem.severity = problem.severity.max(Severity::Warning);
        }
        let mut kept = at_level(problem, levels, &rules);
        for (_, used) in ignores.get(&problem.file).into_iter().flatten().filter(|(own, _)| own.code == problem.code) {
            used.set(true);
            kept = false;
        }
        // What a check only hints at is for those who asked for hints. A hint of a check that did not run is a stage's.
        let is_of_check = || terms.ran.iter().any(|check| check.code == *problem.code);
        kept && (terms.depth == Depth::All || problem.severity > Severity::Hint || !is_of_check())
    };
    let mut reported: Vec<Diagnostic> =
        found.into_iter().filter_map(|mut problem| is_reported(&mut problem).then_some(problem)).collect();
    let mut unused = Vec::new();
    for document in pages {
        let own = ignores.get(&document.source.path).into_iter().flatten();
        for (ignore, _) in own.filter(|(ignore, used)| !used.get() && terms.is_looked_for(ignore.code)) {
            unused.push(of_comment(document, ignore));
        }
    }
    for (rule, used) in levels.rules().zip(&rules) {
        let is_unused = rule.level.is_none() && !rule.folder.is_empty() && !used.get();
        if is_unused && !terms.has_folder(&rule.folder) {
            let mut problem = terms.site.settings.source.problem(
                &codes::IGNORE_UNUSED,
                rule.span,
                format!("There is no folder “{}” with pages in it.", rule.folder),
            );
            problem.severity = Severity::Hint;
            let near = did_you_mean(&rule.folder, terms.folders());
            let help = near.map_or_else(|| "Delete the lines.".to_owned(), |near| format!("Did you mean {near}?"));
            unused.push(problem.help(help));
            continue;
        }
        if is_unused && terms.is_looked_for(rule.code) {
            let message = format!("Nothing of the kind “{}” was found in {}.", rule.code.name, rule.folder);
            let mut problem = terms.site.settings.source.problem(&codes::IGNORE_UNUSED, rule.span, message);
            problem.severity = Severity::Hint;
            unused.push(problem.help("Delete the line."));
        }
    }
    // A rule may be about these as well; the severity of those in the settings is their own.
    reported.extend(unused.into_iter().filter_map(|mut problem| {
        let is_ruled = levels.rule(problem.code, &problem.file).is_some();
        (!is_ruled || at_level(&mut problem, levels, &rules)).then_some(problem)
    }));
    sorted(reported)
}

/// Gives a problem the level that the settings want; says whether it is to be reported.
fn at_level(problem: &mut Diagnostic, levels: &Levels, rules: &[Used]) -> bool {
    let Some(rule) = levels.rule(problem.code, &problem.file) else { return true };
    if let Some((_, used)) = levels.rules().zip(rules).find(|(other, _)| std::ptr::eq(*other, rule)) {
        used.set(true);
    }
    match rule.level {
        Some(severity) => problem.severity = severity,
        None => return false,
    }
    true
}

fn of_comment(document: &Document, ignore: &Ignore) -> Diagnostic {
    let name = ignore.code.name;
    let message = format!("Nothing of the kind “{name}” is left on this page.");
    let help = if document.ignores.len() > 1 {
        format!("Delete “{name}” from the comment.")
    } else {
        "Delete the comment.".to_owned()
    };
    document.problem(&codes::IGNORE_UNUSED, ignore.span, message).help(help)
}

impl Terms<'_> {
    /// The folders that pages are in, such as `stories/`.
    fn folders(&self) -> impl Iterator<Item = &str> {
        let files = self.site.pages.iter().map(|page| page.entry.document.source.path.as_str());
        let held = self.site.held.iter().map(|held| held.document.source.path.as_str());
        files.chain(held).flat_map(|file| file.match_indices('/').map(|(at, _)| &file[..=at]))
    }

    fn has_folder(&self, folder: &str) -> bool {
        self.folders().any(|known| known == folder)
    }

    /// Whether this run would have found problems of a kind.
    fn is_looked_for(&self, code: &Code) -> bool {
        let by_stages = code.is_of_stage() && !NOT_IN_EACH_RUN.contains(&code);
        by_stages || self.ran.iter().any(|check| check.code == *code)
    }
}

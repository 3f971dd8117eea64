//! Turns the fixes of what was found into new texts of the files, round by round until nothing more can be
//! mended. It changes nothing but what a fix names, looks at values only, and writes no file.

mod apply;

pub use apply::apply;

use crate::diagnostic::{Diagnostic, Edit};
use crate::inputs::{File, Inputs, RawText};
use crate::path::RelPath;
use crate::pipeline::{Memo, Plan};
use imara_diff::{Algorithm, BasicLineDiffPrinter, Diff, InternedInput, UnifiedDiffConfig};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the fixes come to.
#[derive(Debug, Default)]
pub struct Mended {
    /// The files that change, by path.
    pub files: BTreeMap<RelPath, Change>,
    /// Files in which something could be mended, were they saved as UTF-8.
    pub not_utf8: BTreeSet<RelPath>,
    /// Files in which there is more to mend than one run mends.
    pub unfinished: BTreeSet<RelPath>,
}

/// Another text for one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its text now, with its own line ends and its byte-order mark.
    pub before: Arc<str>,
    /// Its text with the fixes.
    pub after: Arc<str>,
    /// How many problems that mends.
    pub count: usize,
}

/// Edits that meet wait for the next round, and so does what is too much for one; more rounds than this are a mistake of
/// a check.
const MOST_ROUNDS: usize = 50;

/// What the fixes of everything that is reported make of a hub's files.
pub fn mended(inputs: &Inputs) -> Mended {
    let mut now = inputs.clone();
    let mut memo = Memo::default();
    let mut mended = Mended::default();
    for round in 0..=MOST_ROUNDS {
        let problems = Plan::new(&now, &mut memo, &()).settled([]);
        if round == MOST_ROUNDS {
            mended.unfinished = by_file(&problems).into_keys().cloned().collect();
            break;
        }
        let mut changed = false;
        for (path, fixes) in by_file(&problems) {
            let text = match now.files.get_mut(path) {
                Some(File::Text(RawText::Utf8(text))) => text,
                Some(File::Text(RawText::Other(_))) => {
                    mended.not_utf8.insert(path.clone());
                    continue;
                }
                _ => continue,
            };
            let (after, count) = apply(text, &fixes);
            if count == 0 || *after == **text {
                continue;
            }
            let before = std::mem::replace(text, after.into());
            let empty = Change { before, after: text.clone(), count: 0 };
            let change = mended.files.entry(path.clone()).or_insert(empty);
            change.after = text.clone();
            change.count += count;
            changed = true;
        }
        if !changed {
            break;
        }
    }
    // A fix that another one undoes changes nothing.
    mended.files.retain(|_, change| change.before != change.after);
    mended
}

/// The fixes of each file, in the order of the problems.
fn by_file(problems: &[Diagnostic]) -> BTreeMap<&RelPath, Vec<&[Edit]>> {
    let mut files: BTreeMap<&RelPath, Vec<&[Edit]>> = BTreeMap::new();
    for problem in problems.iter().filter(|problem| !problem.fix.is_empty()) {
        files.entry(&problem.file).or_default().push(&problem.fix);
    }
    files
}

/// The changes as a unified diff, for people and for `patch -p0`.
pub fn diff(mended: &Mended) -> String {
    let one = |(path, change): (&RelPath, &Change)| {
        let lines = InternedInput::new(&*change.before, &*change.after);
        let mut diff = Diff::compute(Algorithm::Histogram, &lines);
        diff.postprocess_lines(&lines);
        let printer = BasicLineDiffPrinter(&lines.interner);
        let changes = diff.unified_diff(&printer, UnifiedDiffConfig::default(), &lines);
        format!("--- content/{path}\n+++ content/{path}\n{changes}")
    };
    mended.files.iter().map(one).collect()
}

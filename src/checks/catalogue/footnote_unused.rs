//! `footnote-unused`: a footnote without a mark in the text, or a second one with the same mark. Neither is shown.

use crate::checks::{Check, Found, Kind, MarkKind, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::diagnostic::Span;
use foldhash::HashMap;
use std::collections::BTreeSet;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "footnote-unused",
        severity: Severity::Warning,
        criterion: "",
        why: "Readers would never see the note.",
        why_cy: "Ni fyddai darllenwyr byth yn gweld y nodyn.",
        doc: include_str!("../../codes/footnote-unused.md"),
    },
    says: &[
        Saying {
            en: (
                "Nothing in the text leads to the footnote “{0}”, so it is not shown.",
                "Put its mark where it belongs in the text, after the words that it explains:\n{0}",
            ),
            cy: (
                "Nid oes dim yn y testun yn arwain at y troednodyn “{0}”, felly nid yw'n cael ei ddangos.",
                "Rhowch ei nod yn ei le yn y testun, ar ôl y geiriau y mae'n eu hesbonio:\n{0}",
            ),
        },
        Saying {
            en: (
                "The footnote “{0}” is there twice, and only the last one is shown.",
                "Give this one a mark of its own, here and in the text, for example:\n{1}",
            ),
            cy: (
                "Mae'r troednodyn “{0}” yno ddwywaith, a dim ond yr un olaf sy'n cael ei ddangos.",
                "Rhowch ei nod ei hun i'r un yma, yma ac yn y testun, er enghraifft:\n{1}",
            ),
        },
    ],
    scope: Scope::Page(look),
};

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    let body = page.source.get(page.start..).unwrap_or("");
    if !body.contains("[^") {
        return;
    }
    let blocks = page.blocks.iter().filter(|block| block.kind == Kind::Code).map(|block| block.span);
    let marks = page.marks.iter().filter(|mark| mark.kind == MarkKind::Code).map(|mark| mark.span);
    let mut code: Vec<Span> = blocks.chain(marks).collect();
    code.sort_unstable();
    let is_code = |at: usize| {
        let before = code.partition_point(|span| span.start as usize <= at);
        before.checked_sub(1).is_some_and(|n| at < code[n].end as usize)
    };
    let (mut notes, mut uses) = (Vec::new(), BTreeSet::new());
    for (at, _) in body.match_indices("[^") {
        let label = body[at + 2..].split([']', '\n', '[']).next().unwrap_or("");
        let end = at + 2 + label.len();
        if label.is_empty() || !body[end..].starts_with(']') || is_code(page.start + at) {
            continue;
        }
        let before = body[..at].trim_end_matches([' ', '>']);
        let opens_line = before.is_empty() || before.ends_with('\n');
        match opens_line && body[end..].starts_with("]:") {
            true => notes.push((label.to_lowercase(), page.start + at, page.start + end + 1)),
            false => drop(uses.insert(label.to_lowercase())),
        }
    }
    let last: HashMap<&str, usize> = notes.iter().enumerate().map(|(n, (label, ..))| (label.as_str(), n)).collect();
    let is_free = |number: &String| !uses.contains(number) && !last.contains_key(number.as_str());
    let free = (1..).map(|number: usize| number.to_string()).find(is_free).unwrap_or_default();
    for (n, (label, start, end)) in notes.iter().enumerate() {
        let (span, mark) = (Span::new(*start, *end), page.source.get(*start..*end).unwrap_or(""));
        if !uses.contains(label) {
            found.add(0, span, &[mark]);
        } else if last.get(label.as_str()) != Some(&n) {
            found.add(1, span, &[mark, &format!("[^{free}]")]);
        }
    }
}

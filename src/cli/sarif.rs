//! Puts diagnostics into SARIF 2.1.0 (OASIS, “Static Analysis Results Interchange Format”), which GitHub's
//! code scanning and many other programs read. The list is the same as in every other form.

use super::report::severity;
use crate::codes::Code;
use crate::diagnostic::{Diagnostic, Severity};
use crate::path::encode;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The list as one SARIF log with one run.
pub fn sarif(problems: &[Diagnostic], strict: bool) -> String {
    let kinds: BTreeSet<&'static str> = problems.iter().map(|problem| problem.code.name).collect();
    let mut codes: BTreeMap<&str, &Code> = BTreeMap::new();
    codes.extend(problems.iter().map(|problem| (problem.code.name, problem.code)));
    let mut seen = BTreeMap::new();
    let results: Vec<Value> = problems
        .iter()
        .map(|problem| {
            let rule = kinds.range(..problem.code.name).count();
            let text = [&*problem.message, &*problem.help].join("\n");
            json!({
                "ruleId": problem.code.name,
                "ruleIndex": rule,
                "level": level(severity(problem, strict)),
                "message": { "text": text.trim_end() },
                "locations": [location(problem)],
                "partialFingerprints": { "primaryLocationLineHash": fingerprint(problem, &mut seen) },
            })
        })
        .collect();
    let whole = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Bindery",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.values().map(|code| rule(code)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{whole:#}\n")
}

fn rule(code: &Code) -> Value {
    let tags: Vec<String> = match code.criterion {
        "" => Vec::new(),
        criterion => criterion.split(", ").map(|one| format!("WCAG {one}")).collect(),
    };
    json!({
        "id": code.name,
        "shortDescription": { "text": code.why },
        "fullDescription": { "text": code.why },
        "help": { "text": code.doc, "markdown": code.doc },
        "defaultConfiguration": { "level": level(code.severity) },
        "properties": { "tags": tags },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

/// Where the problem is. A problem of a whole file is shown at its first line, as GitHub wants a line.
fn location(problem: &Diagnostic) -> Value {
    let region = match &problem.place {
        None => json!({ "startLine": 1 }),
        Some(place) => json!({
            "startLine": place.line,
            "startColumn": place.column,
            "endColumn": place.column + place.width,
            "snippet": { "text": &*place.text },
        }),
    };
    let uri = encode(&problem.shown_path());
    json!({ "physicalLocation": { "artifactLocation": { "uri": uri }, "region": region } })
}

/// What stays the same of a problem while lines above it come and go, so that it is not taken for a new one.
fn fingerprint<'p>(problem: &'p Diagnostic, seen: &mut BTreeMap<(&'p str, String, &'p str), u32>) -> String {
    let line = problem.place.as_ref().map_or("", |place| place.text.trim());
    let (name, file) = (problem.code.name, problem.shown_path());
    let hash = xxhash_rust::xxh3::xxh3_64(format!("{name}\n{file}\n{line}").as_bytes());
    let count = seen.entry((name, file, line)).or_default();
    *count += 1;
    format!("{hash:016x}:{count}")
}

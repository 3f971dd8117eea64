//! `id-duplicate`: an id in HTML that another part of the page has already.

use crate::checks::found::replace;
use crate::checks::{Check, Found, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::diagnostic::Span;
use crate::document::raw_html::attributes;
use std::collections::BTreeSet;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "id-duplicate",
        severity: Severity::Error,
        criterion: "4.1.2",
        why: "A link to this part would lead to another one, and screen readers could read the wrong label.",
        why_cy: "Byddai dolen i'r rhan hon yn arwain at ran arall, a gallai darllenwyr sgrin ddarllen y label anghywir.",
        doc: include_str!("../../codes/id-duplicate.md"),
    },
    says: &[Saying {
        en: (
            "The id “{0}” is on this page twice.",
            "Give this one another name, for example:\nid=\"{1}\"",
        ),
        cy: (
            "Mae'r id “{0}” ar y dudalen hon ddwywaith.",
            "Rhowch enw arall i'r un yma, er enghraifft:\nid=\"{1}\"",
        ),
    }],
    scope: Scope::Page(look),
};

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    if page.html.is_empty() {
        return;
    }
    let mut taken: BTreeSet<&str> = page.document.headings.iter().map(|heading| heading.id.as_str()).collect();
    let mut ids = Vec::new();
    let mut named = BTreeSet::new();
    for span in &page.html {
        let html = span.of(page.source);
        for attribute in attributes(html) {
            let end = span.start as usize + attribute.end;
            match &*attribute.name.to_ascii_lowercase() {
                "id" if !attribute.value.is_empty() => ids.push((attribute.value, end)),
                name if matches!(name, "for" | "headers" | "list") || name.starts_with("aria-") => {
                    named.extend(attribute.value.split_whitespace());
                }
                _ => {}
            }
        }
    }
    let mut others = Vec::new();
    for (id, end) in ids {
        if found.is_full() {
            return;
        }
        if taken.insert(id) {
            continue;
        }
        let other = (2..).map(|n| format!("{id}-{n}")).find(|other| !taken.contains(other.as_str()) && !others.contains(other));
        let other = other.unwrap_or_default();
        others.push(other.clone());
        let before = page.source.get(..end).unwrap_or("");
        let start = before.rfind(id).unwrap_or(end);
        let span = Span::new(start, start + id.len());
        // A label or a link may mean either.
        let is_linked = page.links.iter().any(|link| link.target.strip_prefix('#') == Some(id));
        let fix = if named.contains(id) || is_linked { Vec::new() } else { vec![replace(span, other.clone())] };
        found.add_fix(0, span, &[id, &other], fix);
    }
}

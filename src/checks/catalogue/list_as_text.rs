//! `list-as-text`: several topics typed as one text with commas, which makes one long topic of them.

use crate::checks::found::replace;
use crate::checks::{Check, Found, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::yaml;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "list-as-text",
        severity: Severity::Warning,
        criterion: "",
        why: "Readers would get one long topic that no other page has, and not find the page under its real topics.",
        why_cy: "Byddai darllenwyr yn cael un pwnc hir nad yw ar unrhyw dudalen arall, heb weld y dudalen o dan ei phynciau.",
        doc: include_str!("../../codes/list-as-text.md"),
    },
    says: &[Saying {
        en: (
            "“{0}” counts as one entry here, and looks like several.",
            "Put square brackets around them:\n{1}: {2}",
        ),
        cy: (
            "Mae “{0}” yn cyfrif fel un cofnod yma, ond mae'n edrych fel sawl un.",
            "Rhowch fachau petryal o'u cwmpas:\n{1}: {2}",
        ),
    }],
    scope: Scope::Page(look),
};

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    for field in ["topics", "audience"] {
        let [(text, span)] = page.document.front_matter.list(field) else { continue };
        let source = span.of(page.source);
        let parts = || text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty());
        let last = parts().next_back().unwrap_or("");
        // “Health, safety and wellbeing” is one topic.
        let is_one = [" and ", " & ", " a ", " ac "].iter().any(|word| last.contains(word));
        // What stands in a list already has its brackets or its dash.
        let before = page.source.get(..span.start as usize).unwrap_or("").trim_end();
        if parts().nth(1).is_none() || is_one || !before.ends_with(&format!("{field}:")) {
            continue;
        }
        let list = format!("[{}]", parts().map(yaml::typed).collect::<Vec<_>>().join(", "));
        let fix = if source.contains(text.as_str()) { vec![replace(*span, list.clone())] } else { Vec::new() };
        found.add_fix(0, *span, &[text, field, &list], fix);
    }
}

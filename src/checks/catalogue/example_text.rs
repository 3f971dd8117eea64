//! `example-text`: a sentence that a fresh page or a fresh hub came with, left as it was. What those say stands
//! in the content types and in the starter hub themselves. It is a hint, so that a fresh hub builds without a
//! complaint; before publishing it becomes a warning.

use crate::checks::examples::{example, examples, starts};
use crate::checks::{Check, Found, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::starter::FILES;
use std::sync::LazyLock;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "example-text",
        severity: Severity::Hint,
        criterion: "",
        why: "Readers would see a sentence that tells the page's writer what to write.",
        why_cy: "Byddai darllenwyr yn gweld brawddeg sy'n dweud wrth awdur y dudalen beth i'w ysgrifennu.",
        doc: include_str!("../../codes/example-text.md"),
    },
    says: &[Saying {
        en: (
            "“{0}” is a sentence that the page came with.",
            "Write in its place what your readers should know, or delete it.",
        ),
        cy: (
            "Roedd y frawddeg “{0}” ar y dudalen pan gafodd ei chreu.",
            "Ysgrifennwch yn ei lle yr hyn y dylai eich darllenwyr ei wybod, neu dilëwch hi.",
        ),
    }],
    scope: Scope::Page(look),
};

/// The sentences of the starter hub.
static STARTER: LazyLock<Vec<String>> = LazyLock::new(|| {
    let text = |text: &'static str| text.splitn(3, "---\n").nth(2).unwrap_or("");
    let mut all: Vec<String> =
        FILES.iter().filter(|file| file.example).flat_map(|file| examples(text(file.text))).collect();
    all.sort();
    all
});

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    if page.document.front_matter.text("status") == Some("draft") {
        return;
    }
    for at in starts(&page.text) {
        let rest = &page.text[at..];
        let types = page.context.types.iter().map(|t| t.examples.as_slice());
        if let Some(sentence) = types.chain([STARTER.as_slice()]).find_map(|examples| example(examples, rest)) {
            let span = page.span(&(at..at + sentence.len()));
            found.add(0, span, &[span.of(page.source)]);
        }
    }
}

//! `double-space`: more than one space between two words of a sentence, on one line.

use crate::checks::found::replace;
use crate::checks::{Check, Found, Kind, Page, Scope};
use crate::codes::{Code, Saying, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "double-space",
        severity: Severity::Hint,
        criterion: "",
        why: "Browsers show one space, but searches for the words, and whoever copies them, meet two.",
        why_cy: "Un bwlch mae porwyr yn ei ddangos, ond bydd chwiliadau a'r rhai sy'n copïo'r geiriau yn cwrdd â dau.",
        doc: include_str!("../../codes/double-space.md"),
    },
    says: &[Saying {
        en: ("There is more than one space between “{0}” and “{1}”.", "Type one: {0} {1}"),
        cy: ("Mae mwy nag un bwlch rhwng “{0}” a “{1}”.", "Teipiwch un: {0} {1}"),
    }],
    scope: Scope::Page(look),
};

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    for block in page.blocks.iter().filter(|block| block.kind != Kind::Code) {
        let mut at = block.range.start;
        while let Some(next) = page.text[at..block.range.end].find("  ") {
            let start = at + next;
            let spaces = page.text[start..block.range.end].bytes().take_while(|byte| *byte == b' ').count();
            at = start + spaces;
            let span = page.span(&(start..at));
            let before = page.text[block.range.start..start].rsplit(' ').next().unwrap_or("");
            let after = page.text[at..block.range.end].split(' ').next().unwrap_or("");
            // Between other signs, such as the parts of an address, spaces may be for the eye; around code they
            // stand for it.
            let is_typed = span.of(page.source).len() == spaces && span.of(page.source).bytes().all(|byte| byte == b' ');
            // Two spaces behind a sentence are how people were taught to type, and show as one.
            let ends = before.trim_end_matches(['"', '\'', '”', '’', ')']).ends_with(['.', '!', '?', ':', '…']);
            // More of them are columns, which somebody lined up by hand: to close those up would mend nothing.
            let is_column = spaces > 3 || matches!(before, "o" | "+" | "|") || matches!(after, "|" | "+");
            if is_typed && !is_column && !ends && !before.is_empty() && !after.is_empty() {
                found.add_fix(0, span, &[before, after], vec![replace(span, " ")]);
            }
        }
    }
}

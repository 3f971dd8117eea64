//! `raw-style`: HTML that says how words look. In ordinary pages the stage leaves it out and readers never see it;
//! in files of `any_html:` it works against the colours and spacing that readers choose.

use crate::checks::found::replace;
use crate::checks::{Check, Found, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::diagnostic::{Edit, Span};
use crate::document::raw_html::{attributes, tags};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "raw-style",
        severity: Severity::Warning,
        criterion: "1.4.12",
        why: "Colours and spacing of its own can make text unreadable for readers who need other colours or larger text.",
        why_cy: "Gall lliwiau a bylchau ar wahân wneud testun yn annarllenadwy i rai sydd angen lliwiau eraill neu destun mwy.",
        doc: include_str!("../../codes/raw-style.md"),
    },
    says: &[Saying {
        en: (
            "“{0}” says how something looks, and that is for the hub's theme to say.",
            "Delete it. To stress words, type **bold** or *italic*; for a box, begin a paragraph with “> [!NOTE]”.",
        ),
        cy: (
            "Mae “{0}” yn dweud sut mae rhywbeth yn edrych, a lle thema'r hyb yw dweud hynny.",
            "Dilëwch ef. I bwysleisio geiriau, teipiwch **trwm** neu *italig*; ar gyfer blwch, dechreuwch baragraff â “> [!NOTE]”.",
        ),
    }],
    scope: Scope::Page(look),
};

/// Tags that say how something looks.
const TAGS: &[&str] = &["basefont", "big", "blink", "center", "font", "marquee", "nobr", "strike", "style", "tt"];

/// Attributes that do.
const ATTRIBUTES: &[&str] = &[
    "align",
    "background",
    "bgcolor",
    "border",
    "bordercolor",
    "cellpadding",
    "cellspacing",
    "color",
    "face",
    "hspace",
    "style",
    "valign",
    "vspace",
];

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    let may_mend = !page.context.any_html.iter().any(|path| path == page.document.source.path.as_str());
    for span in joined(&page.html, page.source) {
        let (html, start) = (span.of(page.source), span.start as usize);
        let place = |from: usize, to: usize| Span::new(start + from, start + to);
        for (name, at) in tags(html).filter(|(name, _)| TAGS.contains(&&*name.to_ascii_lowercase())) {
            // What is struck out says something, and what is in a tag of style would be shown.
            let means = matches!(&*name.to_ascii_lowercase(), "strike" | "style");
            let fix = if may_mend && !means && !found.is_full() { without_tag(page, start + at - 1, name) } else { Vec::new() };
            found.add_fix(0, place(at, at + name.len()), &[name], fix);
        }
        for attribute in attributes(html) {
            let lower = attribute.name.to_ascii_lowercase();
            // A tag of style is one mistake, whatever is in it.
            let tag = html[attribute.tag..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
            if !ATTRIBUTES.contains(&&*lower) || TAGS.contains(&&*tag.to_ascii_lowercase()) {
                continue;
            }
            // With the blank in front of it, if there is one.
            let has_blank = html[..attribute.at].ends_with(|c: char| c.is_ascii_whitespace());
            let edit = replace(place(attribute.at - usize::from(has_blank), attribute.end), "");
            let fix = if may_mend { vec![edit] } else { Vec::new() };
            found.add_fix(0, place(attribute.at, attribute.at + attribute.name.len()), &[attribute.name], fix);
        }
    }
}

/// Lines of HTML that follow each other: a tag may go over several.
fn joined(spans: &[Span], source: &str) -> Vec<Span> {
    let mut all: Vec<Span> = Vec::new();
    for span in spans {
        match all.last_mut() {
            Some(last) if last.end == span.start => last.end = span.end,
            _ => all.push(*span),
        }
    }
    // What is a comment to readers is one to us.
    all.retain(|span| !span.of(source).trim_start().starts_with("<!--"));
    all
}

/// Takes out a tag that opens at `at`, and the one that closes it.
fn without_tag(page: &Page<'_>, at: usize, name: &str) -> Vec<Edit> {
    let n = page.tags.partition_point(|tag| (tag.span.start as usize) < at);
    let Some(tag) = page.tags.get(n).filter(|tag| tag.span.start as usize == at) else { return Vec::new() };
    let open = replace(tag.span, "");
    let close = format!("</{name}>");
    let after = open.span.end as usize;
    let closing = page.html.iter().filter(|span| span.end as usize > after);
    let closing = closing.filter_map(|span| {
        let from = (span.start as usize).max(after);
        let found = page.source.get(from..span.end as usize)?.find(&close)?;
        Some(replace(Span::new(from + found, from + found + close.len()), ""))
    });
    // Without its end it can't be said what else hangs on it.
    match closing.into_iter().next() {
        Some(close) => vec![open, close],
        None => Vec::new(),
    }
}

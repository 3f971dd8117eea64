//! `link-new-window`: a link that opens another window.

use crate::checks::{Attribute, Check, Found, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::checks::found::replace;
use crate::diagnostic::Span;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "link-new-window",
        severity: Severity::Warning,
        criterion: "3.2.5",
        why: "Readers who don't notice the new window can't go back, and wonder why.",
        why_cy: "Ni all darllenwyr nad ydynt yn sylwi ar y ffenestr newydd fynd yn ôl, a byddant yn pendroni pam.",
        doc: include_str!("../../codes/link-new-window.md"),
    },
    says: &[
        Saying {
            en: (
                "This link opens another window.",
                "Delete “{0}”. Readers can open a link in another window by themselves.",
            ),
            cy: (
                "Mae'r ddolen hon yn agor ffenestr arall.",
                "Dilëwch “{0}”. Gall darllenwyr agor dolen mewn ffenestr arall eu hunain.",
            ),
        },
    ],
    scope: Scope::Page(look),
};

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    for tag in page.tags.iter().filter(|tag| !tag.closes && matches!(&*tag.name, "a" | "area" | "base" | "form")) {
        for attribute in tag.attributes.iter().filter(|attribute| is_new_window(attribute)) {
            // The blank before it goes with it.
            let before = page.source[..attribute.span.start as usize].trim_end().len();
            let span = Span::new(before, attribute.span.end as usize);
            found.add_fix(0, attribute.span, &[attribute.span.of(page.source)], vec![replace(span, "")]);
        }
    }
    for link in &page.links {
        let at = link.span.end as usize;
        if let Some(typed) = braces(&page.source[at..]) {
            let span = Span::new(at, at + typed.len());
            found.add_fix(0, span, &[typed], vec![replace(span, "")]);
        }
    }
}

/// Whether an attribute opens another window. Names of windows do so as well.
fn is_new_window(attribute: &Attribute) -> bool {
    const HERE: [&str; 4] = ["", "_self", "_top", "_parent"];
    attribute.name == "target" && !HERE.contains(&attribute.value.trim().to_ascii_lowercase().as_str())
}

/// What follows a link in other dialects of Markdown: `{:target="_blank"}` or `{target=_blank}`. Readers
/// would see it as it stands.
fn braces(after: &str) -> Option<&str> {
    let end = after.starts_with('{').then(|| after.find('}')).flatten()?;
    let typed = &after[..=end];
    (!typed.contains('\n') && typed.contains("target") && typed.contains("_blank")).then_some(typed)
}

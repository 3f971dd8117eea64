//! `landmarks`: a page without the parts by which screen readers and keyboards go about: one main part, a first link
//! that skips to it, and nothing outside of any part. A theme must guarantee it.

use crate::checks::{Check, Element, Found, Rendered, Sample, Scope};
use crate::codes::{Code, Saying, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "landmarks",
        severity: Severity::Error,
        criterion: "1.3.1",
        why: "Readers who go about by keyboard or screen reader could not jump to the text, or would miss a part of it.",
        why_cy: "Ni allai darllenwyr sy'n defnyddio bysellfwrdd neu ddarllenydd sgrin neidio at y testun, neu byddent yn colli rhan.",
        doc: include_str!("../../codes/landmarks.md"),
    },
    says: &[
        Saying {
            en: (
                "The page has {0} main parts, and needs one.",
                "Put what the page is about, and nothing else, between:\n<main id=\"main-content\" tabindex=\"-1\"> … </main>",
            ),
            cy: (
                "Mae gan y dudalen {0} prif ran, ac mae angen un.",
                "Rhowch yr hyn y mae'r dudalen amdano, a dim byd arall, rhwng:\n<main id=\"main-content\" tabindex=\"-1\"> … </main>",
            ),
        },
        Saying {
            en: (
                "The first link of the page does not skip to its main part.",
                "Put this line right below <body>:\n<a class=\"skip\" href=\"#main-content\">{{ t.skip_to_content }}</a>",
            ),
            cy: (
                "Nid yw dolen gyntaf y dudalen yn neidio i'w phrif ran.",
                "Rhowch y llinell hon yn union o dan <body>:\n<a class=\"skip\" href=\"#main-content\">{{ t.skip_to_content }}</a>",
            ),
        },
        Saying {
            en: (
                "“{0}” stands outside of every part of the page.",
                "Put it into <header>, <nav>, <main>, <aside> or <footer>.",
            ),
            cy: (
                "Mae “{0}” y tu allan i bob rhan o'r dudalen.",
                "Rhowch ef yn <header>, <nav>, <main>, <aside> neu <footer>.",
            ),
        },
    ],
    scope: Scope::Rendered(look),
};

/// Elements that are landmarks, or that readers never see.
const PARTS: &[&str] = &[
    "main", "header", "footer", "nav", "aside", "search", "dialog", "head", "script", "style", "template", "noscript",
];

/// Roles that make a landmark of any element.
const ROLES: &[&str] =
    &["main", "banner", "contentinfo", "navigation", "complementary", "search", "region", "form", "dialog", "alert", "status"];

fn look(rendered: &Rendered<'_>, found: &mut Found<'_>) {
    // The page that sends readers on from an old address has nothing to skip.
    for sample in rendered.samples.iter().filter(|sample| sample.template != "redirect.html") {
        let mut add = |saying, quoted: &[&str], words: &[&str]| {
            let (source, span) = rendered.place(sample, words);
            found.add_in(&source, saying, span, quoted);
        };
        let is_main = |element: &Element| element.name == "main" || element.get("role") == Some("main");
        let mains = sample.elements.iter().filter(|element| is_main(element) && element.get("hidden").is_none()).count();
        if mains != 1 {
            add(0, &[&mains.to_string()], &["<main", "role=\"main\""]);
        }
        if !skips(sample) {
            add(1, &[], &["<body"]);
        }
        if let Some(text) = outside(sample) {
            let words = text.split_whitespace().next().unwrap_or("");
            add(2, &[text.lines().next().unwrap_or("")], &[text, words]);
        }
    }
}

/// Whether the first thing that a keyboard reaches leads to the main part, or to a place in it.
fn skips(sample: &Sample) -> bool {
    let can_focus = |element: &&Element| match element.name.as_str() {
        "a" => element.get("href").is_some(),
        "button" | "select" | "textarea" | "summary" => true,
        "input" => element.get("type") != Some("hidden"),
        _ => false,
    };
    let first = sample.elements.iter().find(can_focus);
    let target = first.and_then(|element| element.get("href")?.strip_prefix('#'));
    let target = target.and_then(|id| sample.elements.iter().position(|element| element.get("id") == Some(id)));
    let is_main = |element: &Element| element.name == "main" || element.get("role") == Some("main");
    target.is_some_and(|n| sample.around(n).any(is_main))
}

/// The first words that stand in no landmark.
fn outside(sample: &Sample) -> Option<&str> {
    let is_part = |element: &Element| {
        let role = element.get("role").is_some_and(|role| ROLES.contains(&role));
        // A section or a form is a landmark only if it has a name.
        let has_name = element.get("aria-label").or_else(|| element.get("aria-labelledby")).is_some();
        PARTS.contains(&&*element.name)
            || role
            || matches!(&*element.name, "section" | "form") && has_name
            || element.get("hidden").is_some()
            || element.get("aria-hidden") == Some("true")
    };
    let is_skip = |element: &Element| element.name == "a" && element.get("href").is_some_and(|href| href.starts_with('#'));
    sample.elements.iter().enumerate().find_map(|(n, element)| {
        let text = element.text.trim();
        let is_outside = !text.is_empty() && !is_skip(element) && sample.is_in(n, "html");
        (is_outside && !sample.around(n).any(is_part)).then_some(text)
    })
}

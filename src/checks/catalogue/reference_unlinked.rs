//! `reference-unlinked`: words such as “see the … guide” where a page of that title exists, without a link.

use crate::checks::{Block, Check, Found, Hub, Kind, MarkKind, Parts, Scope, Walk};
use crate::codes::{Code, Saying, Severity};
use crate::checks::found::replace;
use crate::diagnostic::Span;
use crate::path::relative;
use crate::site::Resolved;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "reference-unlinked",
        severity: Severity::Hint,
        criterion: "",
        why: "Readers would have to search for a page that is one link away.",
        why_cy: "Byddai'n rhaid i ddarllenwyr chwilio am dudalen sydd un ddolen i ffwrdd.",
        doc: include_str!("../../codes/reference-unlinked.md"),
    },
    says: &[
        Saying {
            en: (
                "“{0}” is a page of this hub, and is not linked.",
                "Make a link of it:\n[{0}]({1})",
            ),
            cy: (
                "Mae “{0}” yn dudalen o'r hyb hwn, ond nid oes dolen iddi.",
                "Gwnewch ddolen ohoni:\n[{0}]({1})",
            ),
        },
    ],
    scope: Scope::Hub(look),
};

/// What sends a reader to a page. After those marked a title counts by itself, after the others only with
/// what the page is called.
const SEE: &[(&str, bool)] = &[
    ("see ", true),
    ("See ", true),
    ("read ", true),
    ("Read ", true),
    ("refer to ", true),
    ("Refer to ", true),
    ("look at ", false),
    ("Look at ", false),
    ("use ", false),
    ("Use ", false),
    ("in ", false),
    ("In ", false),
    ("from ", false),
    ("gweler ", true),
    ("Gweler ", true),
    ("gwelwch ", true),
    ("Gwelwch ", true),
    ("darllenwch ", true),
    ("Darllenwch ", true),
    ("edrychwch ar ", false),
    ("Edrychwch ar ", false),
    ("defnyddiwch ", false),
    ("Defnyddiwch ", false),
    ("yn ", false),
    ("Yn ", false),
];

/// Words between that and a title.
const ARTICLES: &[&str] = &[
    "a", "also", "an", "featured", "hefyd", "our", "the", "their", "this", "y", "yr", "ein",
];

/// What a page is called after its title.
const KINDS: &[&str] = &[
    "article", "canllaw", "checklist", "document", "factsheet", "guidance", "guide", "handbook", "page", "policy",
    "resource", "section", "story", "template", "toolkit",
];

/// What a page is called before its title, in Welsh.
const KINDS_BEFORE: &[&str] = &[
    "canllaw", "canllawiau", "dudalen", "ganllaw", "ddogfen", "dogfen", "adnodd", "stori", "tudalen", "rhestr",
];

/// The longest title, in words.
const LONGEST: usize = 14;

fn look(hub: &Hub<'_>, found: &mut Found<'_>) {
    let mut titles = Titles::default();
    for (n, page) in hub.site.pages.iter().enumerate().filter(|(_, page)| !page.entry.synthetic) {
        let (lang, title) = (page.entry.lang, plain(&page.entry.document.title));
        titles.first_words.insert((lang, first_word(&title).to_owned()));
        titles.pages.insert((lang, title), n);
    }
    for (n, page) in hub.site.pages.iter().enumerate() {
        let document = &page.entry.document;
        let text = document.source.text.get(document.text_start as usize..).unwrap_or("");
        let mut taken_apart: Option<Parts> = None;
        let mut told = Vec::new();
        for (see, sure) in SEE {
            for (at, _) in text.match_indices(see) {
                if text[..at].ends_with(char::is_alphanumeric) {
                    continue;
                }
                let Some((target, words)) = titled(&titles, page.entry.lang, &text[at + see.len()..], *sure) else { continue };
                let start = document.text_start as usize + at + see.len() + words.start;
                let span = Span::new(start, start + words.len());
                let other = &hub.site.pages[target];
                let is_known = target == n || told.contains(&target) || page.links.iter().any(|link| {
                    matches!(link, Resolved::Page(id, _) if id.0 as usize == target)
                });
                if is_known || !is_text(taken_apart.get_or_insert_with(|| Walk::again(document)), span) {
                    continue;
                }
                told.push(target);
                let path = relative(document.source.path.parent(), other.entry.document.source.path.as_str());
                let path = if path.contains([' ', '(', ')']) { format!("<{path}>") } else { path };
                let title = span.of(&document.source.text);
                let (start, end) = (span.start as usize, span.end as usize);
                let fix =
                    vec![replace(Span::new(start, start), "["), replace(Span::new(end, end), format!("]({path})"))];
                if let Some(finding) = found.add_in(&document.source, 0, span, &[title, &path]) {
                    finding.fix = fix;
                }
            }
        }
    }
}

/// The titles of all pages by language, in the form that [`plain`] gives them.
#[derive(Default)]
struct Titles {
    pages: HashMap<(usize, String), usize>,
    /// The words that titles begin with: of most words no title does, and no more needs to be looked at.
    first_words: HashSet<(usize, String)>,
}

/// The page whose title begins a text, and where the title stands in it.
fn titled(
    titles: &Titles,
    lang: usize,
    text: &str,
    is_sure: bool,
) -> Option<(usize, Range<usize>)> {
    // A title is shorter than this, and a page may be one long paragraph.
    let near = text.char_indices().nth(300).map_or(text, |(end, _)| &text[..end]);
    let paragraph = near.split("\n\n").next().unwrap_or(near);
    let mut words: Vec<Range<usize>> = Vec::with_capacity(LONGEST + 4);
    let mut at = 0;
    for word in paragraph.split_inclusive(char::is_whitespace).take(LONGEST + 4) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if !bare.is_empty() {
            let start = at + (word.len() - word.trim_start_matches(|c: char| !c.is_alphanumeric()).len());
            words.push(start..start + bare.len());
        }
        at += word.len();
    }
    let is = |n: usize, known: &[&str]| {
        words.get(n).is_some_and(|word| known.contains(&paragraph[word.clone()].to_lowercase().as_str()))
    };
    let mut first = 0;
    let mut is_named = false;
    // A title may begin with an article itself, so each beginning is tried.
    loop {
        let word = plain(words.get(first).map_or("", |word| &paragraph[word.clone()]));
        let begins = titles.first_words.contains(&(lang, first_word(&word).to_owned()));
        let longest = if begins { (words.len() - first).min(LONGEST) } else { 0 };
        for len in (1..=longest).rev() {
            let range = words[first].start..words[first + len - 1].end;
            // A stop ends the sentence, and no title goes on after it.
            let key = (lang, plain(&paragraph[range.clone()]));
            let Some(page) = titles.pages.get(&key) else { continue };
            // A title that is nothing but such a word, as “Guidance” is, would be found in any sentence.
            let is_kind = is_named || is(first + len, KINDS) || len > 1 && is(first + len - 1, KINDS);
            if is_kind || is_sure && len > 1 {
                return Some((*page, range));
            }
        }
        is_named |= is(first, KINDS_BEFORE);
        if !is(first, ARTICLES) && !is(first, KINDS_BEFORE) {
            return None;
        }
        first += 1;
        if first >= words.len() {
            return None;
        }
    }
}

/// Whether a stretch is text, and not in a link, in code or in HTML.
fn is_text(page: &Parts, span: Span) -> bool {
    let meets = |other: &Span| other.start < span.end && span.start < other.end;
    let lies_in = |block: &Block| block.span.start <= span.start && span.end <= block.span.end;
    let in_code = page.marks.iter().any(|mark| mark.kind == MarkKind::Code && meets(&mark.span))
        || page.blocks.iter().any(|block| block.kind == Kind::Code && meets(&block.span));
    let in_heading = page.blocks.iter().any(|block| matches!(block.kind, Kind::Heading(_)) && lies_in(block));
    let is_apart = page.links.iter().all(|link| !meets(&link.span))
        && page.images.iter().all(|image| !meets(&image.span))
        && page.html.iter().all(|html| !meets(html));
    is_apart && !in_code && !in_heading
}

fn first_word(plain: &str) -> &str {
    plain.split(' ').next().unwrap_or("")
}

/// Letters and digits in small letters, with one blank between words.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|word| !word.is_empty()) {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.extend(word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase));
    }
    plain
}

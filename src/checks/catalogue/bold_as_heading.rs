//! `bold-as-heading`: a short line of its own, all of it bold, with more below it: a heading that only looks like one.

use crate::checks::{Check, Found, Inside, Kind, MarkKind, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use super::heading_second_h1::shown_level;
use crate::checks::found::replace;
use crate::diagnostic::{MOST_PER_FILE, Span};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "bold-as-heading",
        severity: Severity::Warning,
        criterion: "1.3.1",
        why: "Readers who go through a page by its headings would miss this one.",
        why_cy: "Byddai darllenwyr sy'n mynd drwy dudalen fesul pennawd yn colli hwn.",
        doc: include_str!("../../codes/bold-as-heading.md"),
    },
    says: &[
        Saying {
            en: (
                "“{0}” looks like a heading and is none.",
                "Type it as one:\n{1} {0}",
            ),
            cy: (
                "Mae “{0}” yn edrych fel pennawd ac nid yw'n un.",
                "Teipiwch ef fel pennawd:\n{1} {0}",
            ),
        },
        Saying {
            en: (
                "“{0}” may be meant as a heading.",
                "If it is one, type it in small letters and as a heading:\n{1} {2}",
            ),
            cy: (
                "Efallai mai pennawd yw “{0}” i fod.",
                "Os felly, teipiwch ef mewn llythrennau bach ac fel pennawd:\n{1} {2}",
            ),
        },
    ],
    scope: Scope::Page(look),
};

/// The most characters in a heading; what is longer is a sentence that was made bold.
const LONGEST: usize = 80;

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    for n in 0..page.blocks.len() {
        if !found.is_full() {
            in_capitals(page, n, found);
        }
    }
    let mut left = MOST_PER_FILE;
    for mark in page.marks.iter().filter(|mark| mark.kind == MarkKind::Strong) {
        let before = page.blocks.partition_point(|block| block.range.start <= mark.range.start);
        let Some(n) = before.checked_sub(1) else { continue };
        let block = &page.blocks[n];
        let is_apart = block.inside != Inside::default();
        if block.kind != Kind::Paragraph || is_apart || block.range.start != mark.range.start {
            continue;
        }
        let words = page.words(&mark.range).trim();
        if !is_like_a_heading(words) || page.links.binary_search_by_key(&mark.range.start, |link| link.range.start).is_ok() {
            continue;
        }
        left = left.saturating_sub(1);
        if left == 0 {
            return;
        }
        let level = level(page, n);
        let signs = "#".repeat(level);
        // All marks around the words, such as those of bold italics.
        let typed = block.span.of(page.source).trim_end();
        let start = block.span.start as usize;
        let after = page.source.get(mark.span.end as usize..start + typed.len()).unwrap_or("");
        let end = if after.trim_matches(['*', '_']).is_empty() {
            if !is_followed(page, n) {
                continue;
            }
            start + typed.len()
        } else {
            match broken_off(after) {
                Some(rest) => start + typed.len() - rest.len(),
                None => continue,
            }
        };
        let is_whole = end == start + typed.len();
        let inner = page.span(&mark.range).of(page.source);
        let text = format!("{signs} {}{}", inner.trim().trim_end_matches(':'), if is_whole { "" } else { "\n\n" });
        found.add_fix(0, page.span(&mark.range), &[words.trim_end_matches(':'), &signs], vec![replace(Span::new(start, end), text)]);
    }
}

/// A line of its own in capitals. It may be anything, so it is only a hint.
fn in_capitals(page: &Page<'_>, n: usize, found: &mut Found<'_>) {
    let block = &page.blocks[n];
    if block.kind != Kind::Paragraph || block.inside != Inside::default() {
        return;
    }
    let words = page.words(&block.range).trim();
    if words.len() > LONGEST || words.contains(|c: char| c.is_lowercase() || c.is_ascii_digit()) {
        return;
    }
    let is_one_line = !block.span.of(page.source).trim_end().contains('\n');
    let has_words = words.contains(' ') && words.chars().filter(|c| c.is_alphabetic()).count() >= 8;
    let title = words.trim_end_matches(':');
    // In bold it was told already.
    let is_bold = page.marks_in(block.span).any(|mark| mark.kind == MarkKind::Strong);
    if is_bold || !is_one_line || !has_words || !is_like_a_heading(title) || !is_followed(page, n) {
        return;
    }
    let mut letters = title.chars();
    let Some(first) = letters.next() else { return };
    let right = format!("{first}{}", letters.as_str().to_lowercase());
    found.add_hint(1, page.span(&block.range), &[words, &"#".repeat(level(page, n)), &right]);
}

fn is_like_a_heading(words: &str) -> bool {
    // “Note:” before a paragraph is a label; “What to bring:” is a heading.
    let is_label = words.ends_with(':') && words.split_whitespace().nth(1).is_none();
    words.len() <= LONGEST
        && words.chars().any(char::is_alphabetic)
        && !words.ends_with(['.', '!', ',', ';', '…', '"', '”', '’'])
        && !words.starts_with(['"', '“', '‘', '('])
        && !is_label
        && !CAPTIONS.iter().any(|caption| words.starts_with(caption))
}

/// What begins the caption of a table or a picture.
const CAPTIONS: &[&str] = &["Table", "Tabl", "Figure", "Ffigur", "Photo:", "Picture:", "Ffoto:", "Llun:"];

/// Whether text follows that the heading could be of.
fn is_followed(page: &Page<'_>, n: usize) -> bool {
    page.blocks.get(n + 1).is_some_and(|next| !matches!(next.kind, Kind::Heading(_)) && !next.inside.note)
}

/// What follows the words in the same paragraph, if the writer ended the line there and then typed one
/// stretch of prose. Lines that are each broken off are an address.
fn broken_off(after: &str) -> Option<&str> {
    let end = after.find('\n')?;
    let rest = after[end..].trim_start();
    let is_plain = matches!(after[..end].trim(), "" | "\\" | "<br>" | "<br/>" | "<br />");
    let is_broken = rest.contains("  \n") || rest.contains("\\\n") || rest.contains("<br");
    let is_prose = rest.split_whitespace().count() > 3 && rest.starts_with(char::is_uppercase) && rest.ends_with(['.', '!', '?']);
    (is_plain && !is_broken && is_prose).then_some(rest)
}

/// The level below the heading that the line stands under.
pub(super) fn level(page: &Page<'_>, n: usize) -> usize {
    let headings = page.blocks[..n].iter().rev().filter(|block| block.inside.quotes == 0);
    let above = headings.filter_map(|block| shown_level(page, block)).next();
    above.map_or(2, |above| usize::from(above) + 1).min(6)
}

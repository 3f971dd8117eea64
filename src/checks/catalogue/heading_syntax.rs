//! `heading-syntax`: a line that was meant as a heading and is none, or the other way round.

use crate::checks::{Block, Check, Found, Kind, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use super::bold_as_heading::level as below;
use crate::checks::found::replace;
use crate::diagnostic::Span;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "heading-syntax",
        severity: Severity::Warning,
        criterion: "1.3.1",
        why: "Readers would see # signs in the text, or a sentence as large as a heading.",
        why_cy: "Byddai darllenwyr yn gweld arwyddion # yn y testun, neu frawddeg mor fawr â phennawd.",
        doc: include_str!("../../codes/heading-syntax.md"),
    },
    says: &[
        Saying {
            en: (
                "“{0}” is not shown as a heading, as no blank follows the # signs.",
                "Type a blank after them:\n{1}",
            ),
            cy: (
                "Nid yw “{0}” yn cael ei ddangos fel pennawd, gan nad oes bwlch ar ôl yr arwyddion #.",
                "Teipiwch fwlch ar eu hôl:\n{1}",
            ),
        },
        Saying {
            en: (
                "The line of dashes makes a heading of the text above it.",
                "Leave a line empty above the dashes, or delete them.",
            ),
            cy: (
                "Mae'r llinell o gysylltnodau yn gwneud pennawd o'r testun uwch ei phen.",
                "Gadewch linell wag uwchben y cysylltnodau, neu dilëwch nhw.",
            ),
        },
        Saying {
            en: ("“{0}” is not shown as a heading, as it has more than six # signs.", "Type fewer, for example:\n{1}"),
            cy: (
                "Nid yw “{0}” yn cael ei ddangos fel pennawd, gan fod ganddo fwy na chwe arwydd #.",
                "Teipiwch lai, er enghraifft:\n{1}",
            ),
        },
        Saying {
            en: ("“{0}” is a heading typed as HTML, so no list of contents shows it.", "Type it as a heading of the page:\n{1}"),
            cy: ("Mae “{0}” yn bennawd a deipiwyd fel HTML, felly nid oes rhestr gynnwys yn ei ddangos.", "Teipiwch ef fel pennawd o'r dudalen:\n{1}"),
        },
    ],
    scope: Scope::Page(look),
};

/// More words than this above a line of dashes are a paragraph.
const MOST_WORDS: usize = 12;

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    let has_signs = page.has_sign(b'#');
    for block in &page.blocks {
        match block.kind {
            Kind::Paragraph | Kind::Item if has_signs => lines(page, block, found),
            Kind::Heading(2) => underlined(page, block, found),
            _ => {}
        }
    }
    if !page.keeps_html() {
        html(page, found);
    }
}

/// `<h2>…</h2>`, on its own line or not.
fn html(page: &Page<'_>, found: &mut Found<'_>) {
    for pair in page.tags.windows(2) {
        let [open, close] = pair else { continue };
        if found.is_full() {
            return;
        }
        let level = open.name.strip_prefix('h').and_then(|level| level.parse::<usize>().ok());
        let Some(level) = level.filter(|level| (1..=6).contains(level) && !open.closes && close.closes) else { continue };
        let inner = Span { start: open.span.end, end: close.span.start };
        let words = inner.of(page.source).trim();
        if open.name != close.name || words.is_empty() || words.contains(['\n', '<']) {
            continue;
        }
        let whole = Span { start: open.span.start, end: close.span.end };
        // No deeper than the headings around it let it be.
        let n = page.blocks.partition_point(|block| block.span.start < open.span.start);
        let right = format!("{} {words}", "#".repeat(level.clamp(2, below(page, n))));
        let (before, after) = (&page.source[..whole.start as usize], &page.source[whole.end as usize..]);
        // What hangs on an attribute, and what else stands in the line or around it, is for the writer to see.
        let is_alone = (before.ends_with("\n\n") || before.len() == page.start) && (after.starts_with("\n\n") || after.trim().is_empty());
        let is_plain = open.span.of(page.source).len() == "<h2>".len() && !words.contains(['&', '*', '_', '`', '[', '\\']);
        let fix = if is_alone && is_plain { vec![replace(whole, right.clone())] } else { Vec::new() };
        found.add_fix(3, whole, &[words, &right], fix);
    }
}

fn lines(page: &Page<'_>, block: &Block, found: &mut Found<'_>) {
    let typed = block.span.of(page.source).trim_end();
    if !typed.contains('#') {
        return;
    }
    let mut at = block.span.start as usize;
    let is_one_line = !typed.contains('\n');
    for line in typed.split('\n') {
        let text = line.trim_start_matches([' ', '>']);
        let start = at + line.len() - text.len();
        at += line.len() + 1;
        let rest = text.trim_start_matches('#');
        let signs = text.len() - rest.len();
        let is_heading = match (signs, rest.chars().next()) {
            // A blank that a keyboard makes with another key pressed breaks no line, and makes no heading.
            (1..=6, Some('\u{a0}')) | (7.., Some(' ')) => true,
            (2..=6, Some(c)) => c.is_alphanumeric() || matches!(c, '*' | '“' | '"'),
            (1, Some(_)) => is_one_line && block.kind == Kind::Paragraph && is_title(rest),
            _ => false,
        };
        if is_heading {
            let blank = rest.chars().next().filter(|c| matches!(c, ' ' | '\u{a0}')).map_or(0, char::len_utf8);
            // A single # would be a second main heading.
            let level = if signs > 6 { 2 } else { signs.max(2) };
            let words = rest[blank..].trim();
            let right = format!("{} {}", "#".repeat(level), words.trim_end_matches('#').trim_end());
            // Signs at the end belong to a heading only behind a blank.
            let edit = match words.ends_with('#') && !words.ends_with(" #") {
                true => replace(Span::new(start, start + text.trim_end().len()), right.clone()),
                false => replace(Span::new(start, start + signs + blank), format!("{} ", "#".repeat(level))),
            };
            // In a point of a list it would be a heading of nothing.
            let is_point = block.kind == Kind::Item && start == block.span.start as usize;
            let fix = if is_point { Vec::new() } else { vec![edit] };
            let saying = if signs > 6 { 2 } else { 0 };
            found.add_fix(saying, Span::new(start, start + text.trim_end().len()), &[text.trim_end(), &right], fix);
        }
    }
}

/// Whether a line after a single # is a title and not a word that people search for, such as #LoveLibraries.
fn is_title(rest: &str) -> bool {
    let mut words = rest.split_whitespace();
    let first = words.next().unwrap_or("");
    let mut letters = first.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.all(|c| c.is_lowercase())
        && (1..=7).contains(&words.count())
        && !rest.contains('#')
        && !rest.trim_end().ends_with(['.', '!', ',', ':'])
}

fn underlined(page: &Page<'_>, block: &Block, found: &mut Found<'_>) {
    let typed = block.span.of(page.source).trim_end();
    let Some(line) = typed.rfind('\n').filter(|_| !typed.starts_with('#')) else { return };
    let words = page.words(&block.range).trim();
    let is_prose = words.ends_with('.') || words.split_whitespace().nth(MOST_WORDS).is_some();
    if is_prose {
        let start = block.span.start as usize;
        let before = typed[line + 1..].find('-').map_or("", |n| &typed[line + 1..line + 1 + n]);
        let edit = replace(Span::new(start + line, start + line), format!("\n{}", before.trim_end()));
        found.add_fix(1, Span::new(start + line + 1 + before.len(), start + typed.len()), &[], vec![edit]);
    }
}

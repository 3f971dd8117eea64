//! `fake-list`: points or steps that are typed as text, with signs that only look like those of a list.

use crate::checks::{Block, Check, Found, Kind, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::checks::found::replace;
use crate::diagnostic::Span;
use crate::source::lines;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "fake-list",
        severity: Severity::Warning,
        criterion: "1.3.1",
        why: "Screen readers would read one long sentence, and not say how many points there are.",
        why_cy: "Byddai darllenwyr sgrin yn darllen un frawddeg hir, heb ddweud faint o bwyntiau sydd.",
        doc: include_str!("../../codes/fake-list.md"),
    },
    says: &[
        Saying {
            en: (
                "This looks like a list and is none, as it begins with “{0}”.",
                "Begin each point in this way, on a line of its own:\n{1}",
            ),
            cy: (
                "Mae hyn yn edrych fel rhestr ond nid yw'n un, gan ei fod yn dechrau â “{0}”.",
                "Dechreuwch bob pwynt fel hyn, ar linell ei hun:\n{1}",
            ),
        },
        Saying {
            en: (
                "These points stand in one line.",
                "Type each on a line of its own, with a hyphen and a blank before it:\n{0}",
            ),
            cy: (
                "Mae'r pwyntiau hyn ar un llinell.",
                "Teipiwch bob un ar linell ei hun, gyda chysylltnod a bwlch o'i flaen:\n{0}",
            ),
        },
        Saying {
            en: (
                "These points stand in one cell of a table.",
                "Give each a row of its own, or write them as a sentence.",
            ),
            cy: (
                "Mae'r pwyntiau hyn mewn un gell o dabl.",
                "Rhowch res i bob un, neu ysgrifennwch nhw'n frawddeg.",
            ),
        },
    ],
    scope: Scope::Page(look),
};

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    let mut points: Vec<Point<'_>> = Vec::new();
    // All signs that are only ever bullets are beyond ASCII.
    let may_have_bullets = !page.text.is_ascii();
    for block in &page.blocks {
        match block.kind {
            Kind::Paragraph | Kind::Item => {
                let of_block = points_of(page, block);
                let is_next = points.last().is_some_and(|last| {
                    let begins = of_block.first().is_some_and(|first| first.at == block.span.start as usize);
                    begins && last.kind.goes_on(&of_block[0].kind)
                });
                if !is_next {
                    report(page, &points, found);
                    points.clear();
                }
                if of_block.is_empty() && may_have_bullets {
                    in_one_line(page, block, 1, found);
                }
                points.extend(of_block);
            }
            Kind::Cell { .. } if may_have_bullets => in_one_line(page, block, 2, found),
            Kind::Cell { .. } => {}
            _ => {
                report(page, &points, found);
                points.clear();
            }
        }
    }
    report(page, &points, found);
}

/// A line that begins like a point of a list.
struct Point<'p> {
    kind: Sign,
    /// Where its sign stands.
    at: usize,
    /// Its sign, with the blanks after it.
    sign: &'p str,
    /// What it says.
    words: &'p str,
    /// Whether it stands in a real list, where one of them is enough.
    in_list: bool,
}

/// What a point begins with.
#[derive(Clone, Copy, PartialEq)]
enum Sign {
    /// A sign that is only ever a bullet.
    Bullet,
    /// A dash that may also begin a line of prose.
    Dash,
    /// A hyphen, plus or asterisk without a blank.
    Half,
    /// A number or a letter, counted from 1.
    Count(u32),
}

impl Sign {
    fn goes_on(self, next: &Self) -> bool {
        match (self, *next) {
            (Self::Count(n), Self::Count(next)) => next == n + 1,
            (one, other) => one == other,
        }
    }
}

fn points_of<'p>(page: &Page<'p>, block: &Block) -> Vec<Point<'p>> {
    let mut points = Vec::new();
    let (start, end) = (block.span.start as usize, item_end(page, block));
    let mut at = start;
    for line in lines(page.source.get(start..end).unwrap_or("")) {
        let line = line.strip_suffix('\n').unwrap_or(line);
        let text = line.trim_start_matches([' ', '\t', '>']);
        let begin = at + line.len() - text.len();
        at += line.len() + 1;
        if let Some((kind, sign)) = sign(text) {
            // A mark that is closed later makes words slanted or bold.
            let is_mark = kind == Sign::Half && text.starts_with('*') && text[1..].contains('*');
            let goes_on = points.last().is_none_or(|last: &Point<'_>| last.kind.goes_on(&kind));
            if goes_on && !is_mark {
                let words = text[sign.len()..].trim_end();
                points.push(Point { kind, at: begin, sign, words, in_list: block.inside.lists > 0 && begin > start });
            }
        }
    }
    points
}

/// The end of a block's last line. Of an item's own words only the first piece is known by its place.
fn item_end(page: &Page<'_>, block: &Block) -> usize {
    let end = if block.kind == Kind::Item { page.span(&block.range).end } else { block.span.end } as usize;
    let rest = page.source.get(end..).unwrap_or("");
    end + memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())
}

fn sign(line: &str) -> Option<(Sign, &str)> {
    let first = line.chars().next()?;
    // Nearly every line begins with a word, and the letter or number of a point is short and ends in one of these.
    if first.is_ascii_alphanumeric() && !line.bytes().take(5).any(|byte| matches!(byte, b'.' | b')' | b'\t')) {
        return None;
    }
    let rest = &line[first.len_utf8()..];
    let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}']).len();
    let begins_word = |text: &str| text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '[' | '“' | '‘'));
    let until = |len: usize| &line[..len];
    match first {
        '•' | '·' | '◦' | '▪' | '▫' | '‣' | '●' | '○' | '■' | '□' | '➢' | '➤' | '⁃' | '∙' | '\u{f0b7}' | '\u{f0a7}' => {
            (rest.len() > blank).then(|| (Sign::Bullet, until(first.len_utf8() + blank)))
        }
        '–' | '—' | '✓' | '✔' | '→' if blank > 0 && rest.len() > blank => {
            Some((Sign::Dash, until(first.len_utf8() + blank)))
        }
        // A blank that a keyboard makes with another key pressed makes no list.
        '-' | '*' | '+' if rest.starts_with('\u{a0}') => Some((Sign::Bullet, until(1 + blank))),
        '-' | '+' if begins_word(rest) => Some((Sign::Half, until(1))),
        '*' if rest.starts_with(char::is_alphabetic) => Some((Sign::Half, until(1))),
        'o' if rest.starts_with('\t') => Some((Sign::Bullet, until(1 + blank))),
        '(' | '0'..='9' | 'a'..='z' | 'A'..='Z' => counted(line),
        _ => None,
    }
}

/// Numbers as the Romans wrote them; lists by letters seldom get as far as the letter i.
const ROMAN: [&str; 8] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"];

/// `1)`, `(1)`, `1.` without a blank, `a)`, `(a)` and `a.`.
fn counted(line: &str) -> Option<(Sign, &str)> {
    let inner = line.strip_prefix('(').unwrap_or(line);
    let is_in_brackets = inner.len() < line.len();
    // No number of a point is longer than “viii”.
    let name = &inner[..inner.bytes().take(5).position(|byte| !byte.is_ascii_alphanumeric())?];
    let after = &inner[name.len()..];
    let end = after.chars().next().filter(|end| *end == ')' || *end == '.' && !is_in_brackets)?;
    let rest = &after[1..];
    let is_letter = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let roman = ROMAN.iter().position(|roman| name.eq_ignore_ascii_case(roman));
    let number = match (roman, name.as_bytes()) {
        (Some(n), _) => u32::try_from(n + 1).ok()?,
        (None, [letter]) if is_letter => u32::from(letter.to_ascii_lowercase() - b'a') + 1,
        (None, digits) if !is_letter && digits.len() < 3 => name.parse().ok()?,
        _ => return None,
    };
    let words = rest.trim_start_matches([' ', '\t', '\u{a0}']);
    let has_blank = words.len() < rest.len();
    // “1.5” is a number, “e.g.” a word, and “1. ” a list.
    let is_point = words.starts_with(|c: char| c.is_alphabetic() || matches!(c, '*' | '[' | '“' | '‘'))
        && (has_blank || !is_letter || end == ')')
        && !(has_blank && !is_letter && !is_in_brackets && rest.starts_with(' ') && end == '.');
    is_point.then(|| (Sign::Count(number), &line[..line.len() - words.len()]))
}

fn report(page: &Page<'_>, points: &[Point<'_>], found: &mut Found<'_>) {
    let Some(first) = points.first() else { return };
    let is_list = match first.kind {
        Sign::Bullet => true,
        Sign::Count(from) => points.len() > 1 && from == 1 || first.in_list && (points.len() > 1 || is_number_alone(first)),
        Sign::Dash => points.len() > 1,
        Sign::Half => points.len() > 1 || first.in_list,
    };
    if !is_list {
        return;
    }
    let mut fix = Vec::new();
    let mut example = String::new();
    for (n, point) in points.iter().enumerate() {
        let sign = match point.kind {
            Sign::Count(number) => format!("{number}. "),
            _ => "- ".to_owned(),
        };
        if n < 2 {
            let words = cut(point.words.trim_end_matches('\\').trim_end_matches("<br>").trim_end());
            example.push_str(if n == 0 { "" } else { "\n" });
            example.push_str(&format!("{sign}{words}"));
        }
        fix.push(replace(Span::new(point.at, point.at + point.sign.len()), sign));
        // A line's end that was forced would be shown, or leave an empty line.
        if let Some(end) = ["\\", "<br>", "<br/>", "<br />"].iter().find(|end| point.words.ends_with(**end)) {
            let at = point.at + point.sign.len() + point.words.len();
            fix.push(replace(Span::new(at - end.len(), at), ""));
        }
    }
    let end = first.at + first.sign.len() + first.words.len();
    let is_safe = !page.source[..first.at].ends_with('\\') && !first.in_list || first.kind == Sign::Half
        || is_number_alone(first);
    // Letters may be initials, ticks and boxes say something, a hyphen may be part of a word, and lines that are set in
    // below others become no list.
    let is_certain = points.iter().all(|point| {
        let line = page.source[..point.at].rfind('\n').map_or(0, |at| at + 1);
        let is_set_in = page.source[line..point.at].contains('\t') || point.at - line > 3;
        match point.kind {
            Sign::Count(_) => is_number_alone(point) && (!is_set_in || first.in_list),
            Sign::Half => first.in_list || point.words.contains(' '),
            Sign::Bullet => !is_set_in && !point.sign.starts_with('□'),
            Sign::Dash => !is_set_in && !point.sign.starts_with(['✓', '✔', '→']),
        }
    });
    let is_note = first.kind == Sign::Half && first.sign == "*" && page.source[..first.at].trim_end().ends_with('*');
    let fix = if is_safe && is_certain && !is_note { fix } else { Vec::new() };
    found.add_fix(0, Span::new(first.at, end), &[first.sign.trim(), &example], fix);
}

/// A number right before a word, such as the 2 of “2.Close”.
fn is_number_alone(point: &Point<'_>) -> bool {
    point.sign.starts_with(|c: char| c.is_ascii_digit()) && point.sign.ends_with(['.', ')'])
}

fn cut(words: &str) -> &str {
    words.char_indices().nth(60).map_or(words, |(at, _)| words[..at].trim_end())
}

/// Bullets in the midst of a line, as they come out of other programs.
fn in_one_line(page: &Page<'_>, block: &Block, saying: usize, found: &mut Found<'_>) {
    let words = page.words(&block.range);
    if !words.contains(BULLETS) {
        return;
    }
    let is_point = |at: usize| words[at..].chars().nth(1).is_some_and(char::is_whitespace) || saying == 2;
    let mut points = words.match_indices(BULLETS).filter(|(at, _)| is_point(*at));
    // One stands between two things, such as a place and a time.
    let (Some((first, _)), Some(_)) = (points.next(), points.next()) else { return };
    let parts = words[first..].split(BULLETS).map(str::trim).filter(|part| !part.is_empty());
    let lines: Vec<String> = parts.take(3).map(|part| format!("- {}", cut(part))).collect();
    let span = page.span(&(block.range.start + first..block.range.end));
    found.add(saying, span, &[&lines.join("\n")]);
}

/// Signs that are only ever bullets, where they stand in the midst of words.
const BULLETS: [char; 4] = ['•', '▪', '●', '\u{f0b7}'];

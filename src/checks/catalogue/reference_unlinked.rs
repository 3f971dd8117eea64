//! `reference-unlinked`: words such as “see the … guide” where a page of that title exists, without a link.

use crate::checks::{Block, Check, Found, Hub, Kind, MarkKind, Parts, Scope, Walk};
use crate::codes::{Code, Saying, Severity};
use crate::checks::found::replace;
use crate::diagnostic::Span;
use crate::path::{encode, relative};
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

/// What sends a reader to a page, of all that ends in those two letters. After those marked a title counts by
/// itself, after the others only with what the page is called. Hubs have millions of words, and few end so.
fn sendings(end: [u8; 2]) -> &'static [(&'static str, bool)] {
    match &end {
        b"ad" => &[("read", true)],
        b"ar" => &[("edrychwch ar", false)],
        b"at" => &[("look at", false)],
        b"ch" => &[("darllenwch", true), ("defnyddiwch", false), ("gwelwch", true)],
        b"ee" => &[("see", true)],
        b"er" => &[("gweler", true)],
        b"in" => &[("in", false)],
        b"om" => &[("from", false)],
        b"se" => &[("use", false)],
        b"to" => &[("refer to", true)],
        b"yn" => &[("yn", false)],
        _ => &[],
    }
}

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
    let mut titles: Vec<Titles> = hub.site.languages.iter().map(|_| Titles::default()).collect();
    for (n, page) in hub.site.pages.iter().enumerate().filter(|(_, page)| !page.entry.synthetic) {
        let title = plain(&page.entry.document.title);
        let titles = &mut titles[page.entry.lang];
        titles.first_words.insert(first_word(&title).to_owned());
        titles.pages.insert(title, n);
    }
    for (n, page) in hub.pages() {
        let document = &page.entry.document;
        let text = document.source.text.get(document.text_start as usize..).unwrap_or("");
        let mut taken_apart: Option<Parts> = None;
        let mut told = Vec::new();
        for (at, is_sure) in sent(text) {
            let Some((target, words)) = titled(&titles[page.entry.lang], &text[at..], is_sure) else { continue };
            let start = document.text_start as usize + at + words.start;
            let span = Span::new(start, start + words.len());
            let other = &hub.site.pages[target];
            let is_known = target == n
                || told.contains(&target)
                || page.links.iter().any(|link| matches!(link, Resolved::Page(id, _) if id.0 as usize == target));
            if is_known || !is_text(taken_apart.get_or_insert_with(|| Walk::again(document)), span) {
                continue;
            }
            told.push(target);
            let path = relative(document.source.path.parent(), other.entry.document.source.path.as_str());
            let path = if path.contains(['#', '%', '?', ' ', '(', ')']) { encode(&path) } else { path };
            let title = span.of(&document.source.text);
            let (start, end) = (span.start as usize, span.end as usize);
            let edits = vec![replace(Span::new(start, start), "["), replace(Span::new(end, end), format!("]({path})"))];
            // Brackets in the title would end the link's words.
            let fix = if title.contains(['[', ']', '\\']) { Vec::new() } else { edits };
            if let Some(finding) = found.add_in(&document.source, 0, span, &[title, &path]) {
                finding.fix = fix;
            }
        }
    }
}

/// Where words stand that a reader is sent to, and whether they count by themselves if they are a title.
fn sent(text: &str) -> impl Iterator<Item = (usize, bool)> {
    let bytes = text.as_bytes();
    text.match_indices(' ').filter_map(|(blank, _)| {
        let ends = bytes[..blank].last_chunk()?;
        let is_meant = |(sending, _): &&(&str, bool)| {
            let start = blank.checked_sub(sending.len());
            start.is_some_and(|start| {
                bytes[start..blank].eq_ignore_ascii_case(sending.as_bytes())
                    && !text[..start].ends_with(char::is_alphanumeric)
            })
        };
        let (_, is_sure) = sendings(ends.map(|letter| letter.to_ascii_lowercase())).iter().find(is_meant)?;
        Some((blank + 1, *is_sure))
    })
}

/// The titles of all pages of a language, in the form that [`plain`] gives them.
#[derive(Default)]
struct Titles {
    pages: HashMap<String, usize>,
    /// The words that titles begin with: of most words no title does, and no more needs to be looked at.
    first_words: HashSet<String>,
}

impl Titles {
    /// Whether a title may begin with a word.
    fn begin_with(&self, word: &str) -> bool {
        self.first_words.contains(first_word(&plain(word)))
    }
}

/// The page whose title begins a text, and where the title stands in it.
fn titled(titles: &Titles, text: &str, is_sure: bool) -> Option<(usize, Range<usize>)> {
    let mut bare = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let next = bare.find(|word| !word.is_empty())?;
    if !is_among(next, ARTICLES) && !is_among(next, KINDS_BEFORE) && !titles.begin_with(next) {
        return None;
    }
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
    let is = |n: usize, known: &[&str]| words.get(n).is_some_and(|word| is_among(&paragraph[word.clone()], known));
    let mut first = 0;
    let mut is_named = false;
    // A title may begin with an article itself, so each beginning is tried.
    loop {
        let begins = words.get(first).is_some_and(|word| titles.begin_with(&paragraph[word.clone()]));
        let longest = if begins { (words.len() - first).min(LONGEST) } else { 0 };
        for len in (1..=longest).rev() {
            let range = words[first].start..words[first + len - 1].end;
            // A stop ends the sentence, and no title goes on after it.
            let Some(page) = titles.pages.get(&plain(&paragraph[range.clone()])) else { continue };
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

fn is_among(word: &str, known: &[&str]) -> bool {
    let is = |known: &&str| known.len() == word.len() && known.eq_ignore_ascii_case(word);
    known.iter().any(is)
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
    let mut is_apart = false;
    for letter in text.chars() {
        if letter.is_alphanumeric() {
            if is_apart && !plain.is_empty() {
                plain.push(' ');
            }
            is_apart = false;
            match letter.is_ascii() {
                true => plain.push(letter.to_ascii_lowercase()),
                false => plain.extend(letter.to_lowercase()),
            }
        } else {
            is_apart |= !matches!(letter, '\'' | '’');
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sends_a_reader_is_found_by_its_last_letters_and_not_within_a_word() {
        let ends = (b'a'..=b'z').flat_map(|first| (b'a'..=b'z').map(move |second| [first, second]));
        for (sending, is_sure) in ends.flat_map(sendings) {
            let text = format!("Bees x{sending} a. {sending} b");
            assert_eq!(sent(&text).collect::<Vec<_>>(), [(text.len() - 1, *is_sure)], "{sending}");
        }
    }
}

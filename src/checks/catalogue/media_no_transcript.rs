//! `media-no-transcript`: a recording or a film without its words in writing.

use crate::checks::{Block, Check, Found, Kind, Page, Scope, Tag};
use crate::codes::{Code, Saying, Severity};
use crate::diagnostic::{MOST_PER_FILE, Span};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "media-no-transcript",
        severity: Severity::Error,
        criterion: "1.2.1",
        why: "Readers who can't hear, or are in a quiet room, would miss what is said.",
        why_cy: "Byddai darllenwyr nad ydynt yn gallu clywed, neu sydd mewn ystafell dawel, yn colli'r hyn a ddywedir.",
        doc: include_str!("../../codes/media-no-transcript.md"),
    },
    says: &[
        Saying {
            en: (
                "“{0}” has no transcript beside it.",
                "Offer what is said in writing, as a page or below the recording, for example:\n[Transcript of the talk](transcript.md)",
            ),
            cy: (
                "Nid oes trawsgrifiad wrth ymyl “{0}”.",
                "Cynigiwch yr hyn a ddywedir mewn ysgrifen, fel tudalen neu o dan y recordiad, er enghraifft:\n[Trawsgrifiad o'r sgwrs](trawsgrifiad.md)",
            ),
        },
    ],
    scope: Scope::Page(look),
};

/// Endings of recordings and films, in the order of the alphabet.
const ENDINGS: &[&str] = &[
    "aac", "aif", "aiff", "avi", "flac", "m4a", "m4v", "mkv", "mov", "mp3", "mp4", "mpeg", "mpg", "oga", "ogg", "ogv",
    "opus", "wav", "webm", "wma", "wmv",
];

/// What a transcript is called; Welsh words with their changes at the front.
const NAMES: &[&str] = &["transcript", "trawsgrif", "drawsgrif", "thrawsgrif"];

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    for link in page.links.iter().filter(|link| is_media(&link.target)).take(MOST_PER_FILE) {
        tell(page, link.span, &link.target, found);
    }
    for image in page.images.iter().filter(|image| is_media(&image.target)).take(MOST_PER_FILE) {
        tell(page, image.span, &image.target, found);
    }
    if page.keeps_html() {
        html(page, found);
    }
}

fn is_media(target: &str) -> bool {
    let path = target.split(['?', '#']).next().unwrap_or(target);
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending))
}

fn html(page: &Page<'_>, found: &mut Found<'_>) {
    let mut open: Option<(&Tag, &str)> = None;
    let mut has_words = false;
    for tag in &page.tags {
        match (&*tag.name, tag.closes) {
            ("video" | "audio", false) => {
                (open, has_words) = (Some((tag, tag.value("src").unwrap_or(&tag.name))), false);
            }
            ("source", false) => {
                if let Some((tag, name)) = open.as_mut()
                    && *name == tag.name
                {
                    *name = source_of(page, tag).unwrap_or(name);
                }
            }
            ("track", false) => {
                has_words |= open.is_some() && matches!(tag.value("kind"), None | Some("captions" | "subtitles"));
            }
            ("video" | "audio", true) => {
                if let Some((tag, name)) = open.take()
                    && !has_words
                {
                    tell(page, tag.span, name, found);
                }
            }
            _ => {}
        }
    }
}

/// The first file that an element names.
fn source_of<'p>(page: &'p Page<'_>, element: &Tag) -> Option<&'p str> {
    page.tags.iter().find(|tag| tag.name == "source" && tag.span.start > element.span.start)?.value("src")
}

fn tell(page: &Page<'_>, span: Span, target: &str, found: &mut Found<'_>) {
    if !has_transcript(page, span) {
        found.add(0, span, &[target.rsplit('/').next().unwrap_or(target)]);
    }
}

/// Whether a link in the same section leads to a transcript, or the page has it under a heading.
fn has_transcript(page: &Page<'_>, span: Span) -> bool {
    let is_heading = |block: &&Block| matches!(block.kind, Kind::Heading(_));
    let names = |words: &str| {
        let words = words.to_lowercase();
        NAMES.iter().any(|name| words.contains(name))
    };
    if page.blocks.iter().filter(is_heading).any(|block| names(page.words(&block.range))) {
        return true;
    }
    let start = page.blocks.iter().filter(is_heading).map(|block| block.span.start).rfind(|at| *at <= span.start);
    let end = page.blocks.iter().filter(is_heading).map(|block| block.span.start).find(|at| *at > span.start);
    let section = start.unwrap_or(0)..end.unwrap_or(u32::MAX);
    let is_link = page.links.iter().filter(|link| section.contains(&link.span.start)).any(|link| {
        !is_media(&link.target) && (names(&link.target) || names(page.words(&link.range)))
    });
    // What opens below the recording, or begins with the word.
    let mut summaries = page.tags.iter().filter(|tag| tag.name == "summary" && !tag.closes);
    let is_summary = |tag: &Tag| section.contains(&tag.span.start) && names(after(page.source, tag.span.end as usize));
    let is_text = |block: &Block| {
        let words = page.words(&block.range);
        let is_long = words.split_whitespace().nth(15).is_some();
        section.contains(&block.span.start) && is_long && words.get(..16).is_some_and(names)
    };
    is_link || summaries.any(is_summary) || page.blocks.iter().any(is_text)
}

/// The words right after a tag.
fn after(source: &str, at: usize) -> &str {
    source[at..].split('<').next().unwrap_or("")
}

//! Finds the comments in which a writer says what is not to be reported of a page, and why:
//! `<!-- bindery: ignore sentence-long because the law is quoted word for word -->`. It never looks at what
//! was found; `checks::settle` does.

use super::markdown::options;
use crate::checks::{self, fixed_level, unknown_code};
use crate::codes::{self, Code};
use crate::diagnostic::{Diagnostic, MOST_PER_FILE, Span, did_you_mean};
use crate::source::Source;
use pulldown_cmark::{Event, Parser, Tag};
use std::ops::Range;

/// One kind of problem that a page's writer does not want to hear of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ignore {
    /// Which one.
    pub code: &'static Code,
    /// Where it is named.
    pub span: Span,
}

const OPEN: &str = "<!--";
const VERBS: [&str; 2] = ["ignore", "anwybyddu"];
const REASONS: [&str; 2] = ["because", "oherwydd"];
const EXAMPLE: &str =
    "Type for example:\n<!-- bindery: ignore sentence-long because the law is quoted word for word -->";

/// Reads the comments of a page whose text begins at that byte.
pub(super) fn read(source: &Source, start: usize, problems: &mut Vec<Diagnostic>) -> Vec<Ignore> {
    let text = source.text.get(start..).unwrap_or("");
    let mut reading = Reading { source, problems, ignores: Vec::new(), count: 0 };
    // Most pages have no comment, and need no second look.
    if !text.contains(OPEN) {
        return reading.ignores;
    }
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        if matches!(event, Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_)) {
            reading.html(range.start + start..range.end + start);
        }
    }
    reading.ignores
}

struct Reading<'s> {
    source: &'s Source,
    problems: &'s mut Vec<Diagnostic>,
    ignores: Vec<Ignore>,
    count: usize,
}

impl Reading<'_> {
    /// The comments in a stretch of HTML.
    fn html(&mut self, range: Range<usize>) {
        let html = self.source.text.get(range.clone()).unwrap_or("").to_owned();
        let mut at = 0;
        while let Some(open) = html[at..].find(OPEN).map(|n| n + at + OPEN.len()) {
            let end = html[open..].find("-->").map_or(html.len(), |n| n + open);
            self.comment(&html[open..end], range.start + open);
            at = end;
        }
    }

    /// One comment, which stands at that byte.
    fn comment(&mut self, comment: &str, at: usize) {
        // Nobody writes more, and each is looked up wherever something is found.
        self.count += 1;
        if self.count > MOST_PER_FILE {
            return;
        }
        let mut words = words(comment, at);
        let Some((name, span)) = words.next() else { return };
        if !is(name.trim_end_matches(':'), &["bindery"]) {
            return self.nearly(name, span, words.next());
        }
        let (verb, verb_span) = words.next().unwrap_or(("", span));
        if !is(verb, &VERBS) {
            // Without the colon it may be a remark about Bindery.
            if name.ends_with(':') {
                let message = format!("“{verb}” is nothing that Bindery can be told in a comment.");
                self.report(&codes::IGNORE_UNKNOWN, verb_span, message, EXAMPLE.to_owned());
            }
            return;
        }
        let named: Vec<(&str, Span)> = words.by_ref().take_while(|(word, _)| !is(word, &REASONS)).collect();
        let has_reason = words.any(|(word, _)| word.contains(char::is_alphanumeric));
        if !has_reason && named.is_empty() {
            let message = "The comment does not say which kind of problem is to be passed over.".to_owned();
            return self.report(&codes::IGNORE_UNKNOWN, verb_span, message, EXAMPLE.to_owned());
        }
        if !has_reason {
            let codes: Vec<&str> =
                named.iter().map(|(word, _)| *word).take_while(|word| checks::code(word).is_some()).collect();
            let rest = named.iter().skip(codes.len()).map(|(word, _)| *word).collect::<Vec<_>>().join(" ");
            let (verb, because) = if is(verb, &VERBS[..1]) { (VERBS[0], REASONS[0]) } else { (VERBS[1], REASONS[1]) };
            let (codes, rest) = (codes.join(" "), if rest.is_empty() { "…" } else { &*rest });
            let help = format!("Type why, and it will be:\n<!-- bindery: {verb} {codes} {because} {rest} -->");
            let message = "The comment does not say why, so nothing is passed over.".to_owned();
            return self.report(&codes::IGNORE_REASON, verb_span, message, help);
        }
        if named.is_empty() {
            let message = "The comment does not say which kind of problem is to be passed over.".to_owned();
            self.report(&codes::IGNORE_UNKNOWN, verb_span, message, EXAMPLE.to_owned());
        }
        for (word, span) in named.into_iter().filter(|(word, _)| !is(word, &["and", "a", "ac"])) {
            self.name(word, span);
        }
    }

    /// A comment that was meant to be one, but for a slip of the fingers.
    fn nearly(&mut self, name: &str, span: Span, next: Option<(&str, Span)>) {
        let (first, rest) = name.split_once(':').unwrap_or((name, ""));
        let is_verb = |word: &str| is(word, &VERBS);
        let joined = is(first, &["bindery"]) && is_verb(rest);
        let misspelt = did_you_mean(first, ["bindery"]).is_some() && next.is_some_and(|(word, _)| is_verb(word));
        let bare = is_verb(first) && next.is_some_and(|(word, _)| checks::code(&word.to_lowercase()).is_some());
        if joined || misspelt || bare {
            let message = "The comment is not read, so nothing is passed over.".to_owned();
            let help = "Begin it with “bindery:” and a blank, and “ignore” behind that. ".to_owned() + EXAMPLE;
            self.report(&codes::IGNORE_UNKNOWN, span, message, help);
        }
    }

    fn name(&mut self, word: &str, span: Span) {
        match checks::code(&word.to_lowercase()) {
            None => {
                let (message, help) = unknown_code(word);
                let help = if help.is_empty() {
                    "Each message ends in its code: “(more: bindery explain …)”.".to_owned()
                } else {
                    help
                };
                self.report(&codes::IGNORE_UNKNOWN, span, message, help);
            }
            Some(code) if code.is_fixed() => {
                let (message, help) = fixed_level(code);
                self.report(&codes::LEVEL_FIXED, span, message, help);
            }
            Some(code) => self.ignores.push(Ignore { code, span }),
        }
    }

    fn report(&mut self, code: &'static Code, span: Span, message: String, help: String) {
        self.problems.push(self.source.problem(code, span, message).help(help));
    }
}

/// The words of a comment, each with its place; commas part them too.
fn words(comment: &str, at: usize) -> impl Iterator<Item = (&str, Span)> {
    let parts = comment.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
    parts.map(move |word| {
        let start = at + (word.as_ptr() as usize - comment.as_ptr() as usize);
        (word, Span::new(start, start + word.len()))
    })
}

fn is(word: &str, names: &[&str]) -> bool {
    names.iter().any(|name| word.eq_ignore_ascii_case(name))
}

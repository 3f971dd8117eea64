//! Turns a text that is there to be replaced into its sentences, and finds sentences in a page's words. It
//! reads and judges nothing else.

use crate::document::markdown_options;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The sentences of a fresh page's paragraphs and items, sorted. What holds a link is no mere example, and a
/// word or two prove nothing.
pub(crate) fn examples(markdown: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut words, mut is_kept) = (String::new(), true);
    let options = markdown_options() - Options::ENABLE_SMART_PUNCTUATION;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(text) => words.push_str(&text),
            Event::Code(_) | Event::SoftBreak | Event::HardBreak => words.push(' '),
            Event::Start(Tag::Link { .. } | Tag::Heading { .. }) => is_kept = false,
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_)) => {
                let all = std::mem::take(&mut words);
                let starts: Vec<usize> = starts(&all).chain([all.len()]).collect();
                if std::mem::replace(&mut is_kept, true) {
                    let sentences = starts.windows(2).map(|pair| all[pair[0]..pair[1]].trim());
                    found.extend(sentences.filter(|words| words.matches(' ').count() > 1).map(str::to_owned));
                }
            }
            _ => {}
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Where sentences begin: with a line, and after the end of another one.
pub(super) fn starts(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let begins = move |at: usize| {
        let before = |n: usize| at.checked_sub(n).map(|at| bytes[at]);
        matches!(before(1), None | Some(b'\n'))
            || before(1) == Some(b' ') && matches!(before(2), Some(b'.' | b'!' | b'?'))
    };
    (0..bytes.len()).filter(move |at| begins(*at) && text.is_char_boundary(*at))
}

/// The one of `examples` that a text begins with, as a sentence of its own.
pub(super) fn example<'e>(examples: &'e [String], text: &str) -> Option<&'e str> {
    let after = examples.partition_point(|example| example.as_str() <= text);
    let example = examples.get(after.checked_sub(1)?)?;
    let rest = text.strip_prefix(example.as_str())?;
    (rest.is_empty() || rest.starts_with([' ', '\n'])).then_some(example)
}

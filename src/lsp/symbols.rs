//! Turns a page's text into its outline: the headings, each with those below it.

use super::lines::Lines;
use super::protocol::Symbol;
use super::spot::front_matter;
use crate::document::markdown_options;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::ops::Range;

struct Heading {
    level: u8,
    name: String,
    range: Range<usize>,
}

/// The outline of a page.
pub fn symbols(text: &str) -> Vec<Symbol> {
    let start = front_matter(text).map_or(0, |block| block.end);
    let body = text[start..].find('\n').filter(|_| start > 0).map_or(start, |n| start + n + 1);
    let mut headings: Vec<Heading> = Vec::new();
    let mut is_open = false;
    for (event, range) in Parser::new_ext(&text[body..], markdown_options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                is_open = true;
                let range = range.start + body..range.end + body;
                headings.push(Heading { level: level as u8, name: String::new(), range });
            }
            Event::End(TagEnd::Heading(_)) => is_open = false,
            Event::Text(words) | Event::Code(words) if is_open => {
                if let Some(heading) = headings.last_mut() {
                    heading.name.push_str(&words);
                }
            }
            _ => {}
        }
    }
    below(&headings, 0, text.len(), &Lines::new(text))
}

/// Headings one after the other, each with those of deeper levels that follow it.
fn below(mut headings: &[Heading], above: u8, end: usize, lines: &Lines<'_>) -> Vec<Symbol> {
    let mut symbols = Vec::new();
    while let Some((first, rest)) = headings.split_first().filter(|(first, _)| first.level > above) {
        let count = rest.iter().take_while(|heading| heading.level > first.level).count();
        let (inner, next) = rest.split_at(count);
        let until = next.first().map_or(end, |heading| heading.range.start);
        symbols.push(Symbol {
            // An outline can't show a heading without words.
            name: if first.name.is_empty() { "#".repeat(usize::from(first.level)) } else { first.name.clone() },
            kind: 15,
            range: lines.range(first.range.start, until),
            selection_range: lines.range(first.range.start, lines.text[..first.range.end].trim_end().len()),
            children: below(inner, first.level, until, lines),
        });
        headings = next;
    }
    symbols
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_lie_in_those_above_them() {
        let text = "---\ntitle: A\n---\n\n## One `two`\r\n\r\n#### Deep\n\ntext\n\n## Three\n";
        let symbols = symbols(text);
        let names = |symbols: &[Symbol]| symbols.iter().map(|symbol| symbol.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&symbols), ["One two", "Three"]);
        assert_eq!(names(&symbols[0].children), ["Deep"]);
        assert_eq!((symbols[0].range.start.line, symbols[0].range.end.line), (4, 10));
        assert_eq!(symbols[0].selection_range.end.line, 4);
    }
}

//! Builds the tree from the YAML crate's events. It knows only correct YAML; the first error
//! ends it, and `mistakes` takes over.

use super::{Entry, Node, Problem, Scalar, Value};
use crate::codes;
use crate::diagnostic::Span;
use serde_yaml::granit_parser::{Event, Marker, Parser, ScalarStyle, Span as Range};

/// Where and roughly why the text could not be read.
pub(super) struct Broken {
    pub(super) at: usize,
}

/// How deep values may lie in each other. Settings need three levels.
const DEEPEST: usize = 32;

type Tree = (Vec<Entry>, Vec<Problem>);

/// Reads a text whose outermost value is a mapping.
pub(super) fn read(text: &str) -> Result<Tree, Broken> {
    let mut builder =
        Builder { text, parser: Parser::new_from_str(text), problems: Vec::new(), ascii: text.is_ascii() };
    loop {
        match builder.next()? {
            None => return Ok((Vec::new(), builder.problems)),
            Some((Event::MappingStart(..), _)) => {
                let entries = builder.map(0)?;
                return Ok((entries, builder.problems));
            }
            Some((Event::Scalar(..) | Event::SequenceStart(..) | Event::Alias(_), range)) => {
                return Err(Broken { at: builder.offset(&range.start) });
            }
            Some(_) => {}
        }
    }
}

struct Builder<'t> {
    text: &'t str,
    parser: Parser<'t, serde_yaml::granit_parser::StrInput<'t>>,
    problems: Vec<Problem>,
    ascii: bool,
}

impl<'t> Builder<'t> {
    fn next(&mut self) -> Result<Option<(Event<'t>, Range)>, Broken> {
        match self.parser.next_event() {
            None => Ok(None),
            Some(Ok((Event::StreamEnd, _))) => Ok(None),
            Some(Ok(event)) => Ok(Some(event)),
            Some(Err(error)) => Err(Broken { at: self.offset(error.marker()) }),
        }
    }

    fn offset(&self, marker: &Marker) -> usize {
        let by_characters = || match self.ascii {
            true => marker.index(),
            false => self.text.char_indices().nth(marker.index()).map_or(self.text.len(), |(at, _)| at),
        };
        marker.byte_offset().unwrap_or_else(by_characters).min(self.text.len())
    }

    fn span(&self, range: &Range) -> Span {
        Span::new(self.offset(&range.start), self.offset(&range.end))
    }

    fn map(&mut self, depth: usize) -> Result<Vec<Entry>, Broken> {
        let mut entries = Vec::new();
        loop {
            let Some((event, range)) = self.next()? else { return Ok(entries) };
            let key_span = self.span(&range);
            let key = match event {
                Event::MappingEnd => return Ok(entries),
                Event::Scalar(key, ..) => Some(key.into_owned()),
                other => {
                    let refused = self.problems.len();
                    self.value(other, key_span, depth)?;
                    if self.problems.len() == refused {
                        self.refuse(&codes::YAML_SYNTAX, key_span, "A setting's name must be a plain word.");
                    }
                    None
                }
            };
            let Some((event, range)) = self.next()? else { return Ok(entries) };
            let span = self.span(&range);
            let node = self.value(event, span, depth)?;
            if let (Some(key), Some(node)) = (key, node) {
                entries.push(Entry { key, key_span, node });
            }
        }
    }

    /// One value; `None` if it was refused.
    fn value(&mut self, event: Event<'t>, span: Span, depth: usize) -> Result<Option<Node>, Broken> {
        if depth > DEEPEST {
            return Err(Broken { at: span.start as usize });
        }
        let value = match event {
            Event::Scalar(text, style, anchor, tag) => {
                if anchor != 0 || tag.is_some() {
                    self.refuse_shortcut(span);
                    return Ok(None);
                }
                let quoted = style != ScalarStyle::Plain;
                if !quoted && matches!(&*text, "" | "~" | "null") {
                    Value::Null
                } else {
                    Value::Scalar(Scalar { text: text.into_owned(), quoted })
                }
            }
            Event::SequenceStart(_, anchor, tag) => {
                let mut items = Vec::new();
                let mut end = span;
                while let Some((event, range)) = self.next()? {
                    end = self.span(&range);
                    if event == Event::SequenceEnd {
                        break;
                    }
                    items.extend(self.value(event, end, depth + 1)?);
                }
                if anchor != 0 || tag.is_some() {
                    self.refuse_shortcut(span);
                    return Ok(None);
                }
                return Ok(Some(Node { span: self.trimmed(span, end), value: Value::List(items) }));
            }
            Event::MappingStart(_, anchor, tag) => {
                let entries = self.map(depth + 1)?;
                if anchor != 0 || tag.is_some() {
                    self.refuse_shortcut(span);
                    return Ok(None);
                }
                let end = entries.last().map_or(span, |entry| entry.node.span);
                return Ok(Some(Node { span: self.trimmed(span, end), value: Value::Map(entries) }));
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.refuse_shortcut(span);
                return Ok(None);
            }
            Event::Anchor(..) => {
                self.refuse_shortcut(span);
                match self.next()? {
                    Some((event, range)) => {
                        let span = self.span(&range);
                        return self.value(event, span, depth + 1).map(|_| None);
                    }
                    None => return Ok(None),
                }
            }
            _ => Value::Null,
        };
        Ok(Some(Node { span, value }))
    }

    /// From the start of one place to the end of another, on the first line only: that is what
    /// a report can underline.
    fn trimmed(&self, start: Span, end: Span) -> Span {
        let whole = Span::new(start.start as usize, end.end.max(start.end) as usize);
        let words = whole.of(self.text);
        let line = words.lines().next().unwrap_or("").trim_end();
        Span::new(start.start as usize, start.start as usize + line.len())
    }

    fn refuse(&mut self, code: &'static codes::Code, span: Span, message: &str) {
        self.problems.push(Problem {
            code,
            span,
            message: message.to_owned(),
            help: "Type a word, a colon, a space and the value.".to_owned(),
            fix: None,
        });
    }

    fn refuse_shortcut(&mut self, span: Span) {
        // One mistake, one message: a shortcut inside a refused value says nothing new.
        if self.problems.iter().any(|problem| problem.code == &codes::YAML_ALIAS) {
            return;
        }
        let line_start = self.text[..span.start as usize].rfind('\n').map_or(0, |n| n + 1);
        let line = self.text[line_start..].lines().next().unwrap_or("");
        let at = line.find([':', '-']).map_or(0, |n| n + 1);
        let value = line[at..].trim();
        let start = line_start + at + (line[at..].len() - line[at..].trim_start().len());
        let help = match line.split_once(':') {
            Some((key, _)) if !value.is_empty() => {
                format!("If it is meant as text, put it in quotes:\n{}: {}", key.trim(), super::quoted(value))
            }
            _ => "Type the text out in each place.".to_owned(),
        };
        self.problems.push(Problem {
            code: &codes::YAML_ALIAS,
            span: Span::new(start, start + value.len()),
            message: format!("“{value}” begins with a sign that has a meaning of its own here."),
            help,
            fix: None,
        });
    }
}

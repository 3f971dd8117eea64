//! Reads a mapping that is not correct YAML, one top entry at a time: a broken entry is
//! recognised from its own lines, reported with the line to type, and understood where what is
//! meant is clear. Nothing here looks at more than one entry, so one mistake is one message.

use super::{Entry, Node, Problem, Scalar, Value, quoted, tree};
use crate::codes;
use crate::diagnostic::{MOST_PER_FILE, Span};

/// Reads each top entry by itself. `known` are the problems found before; an entry with a tab in
/// it has been reported already.
pub(super) fn read_blocks(text: &str, known: &[Problem]) -> (Vec<Entry>, Vec<Problem>) {
    let mut entries = Vec::new();
    let mut problems = Vec::new();
    for (start, end) in blocks(text) {
        if problems.len() >= MOST_PER_FILE {
            break;
        }
        let has_tab = known.iter().any(|p| (start..end).contains(&(p.span.start as usize)));
        let (found, slips) = read_block(&text[start..end]);
        entries.extend(found.into_iter().map(|entry| moved(entry, start)));
        let slips = slips.into_iter().filter(|_| !has_tab);
        problems.extend(slips.map(|p| Problem {
            span: p.span.shifted(start),
            fix: p.fix.map(|(span, text)| (span.shifted(start), text)),
            ..p
        }));
    }
    (entries, problems)
}

/// How many lines of one entry are looked at before the entry is given up.
const MOST_SLIPS: usize = 10;

/// Reads one entry. A line inside it that can't be understood is reported and passed over, so
/// that the rest of the entry is kept.
fn read_block(block: &str) -> (Vec<Entry>, Vec<Problem>) {
    let mut left = block.to_owned();
    let mut problems = Vec::new();
    for _ in 0..MOST_SLIPS {
        let at = match tree::read(&left) {
            Ok((entries, slips)) => {
                problems.extend(slips);
                return (entries, problems);
            }
            Err(broken) => broken.at,
        };
        let slip = recognise(&left, at);
        let line = line_at(&left, slip.problem.span.start as usize);
        let is_first = line == 0 || slip.entry.is_some();
        problems.push(slip.problem);
        if is_first {
            return (slip.entry.into_iter().collect(), problems);
        }
        let end = left[line..].find('\n').map_or(left.len(), |n| line + n);
        let blank = " ".repeat(end - line);
        left.replace_range(line..end, &blank);
    }
    (Vec::new(), problems)
}

/// The top entries: each begins at a line that names something. Lines that are indented, empty
/// or name nothing belong to the entry above them.
fn blocks(text: &str) -> Vec<(usize, usize)> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let is_inner = line.starts_with([' ', '#', '-', ']', '}', '\n']) || line.trim().is_empty();
        let names =
            line.starts_with(['"', '\'', '?', ':']) || line.find([':', '=']).is_some_and(|n| is_name(&line[..n]));
        let begins = !is_inner && (names || starts.is_empty());
        if begins {
            starts.push(at);
        }
        at += line.len();
    }
    if starts.is_empty() && !text.trim().is_empty() {
        starts.push(0);
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).collect()
}

fn moved(mut entry: Entry, by: usize) -> Entry {
    entry.key_span = entry.key_span.shifted(by);
    move_node(&mut entry.node, by);
    entry
}

fn move_node(node: &mut Node, by: usize) {
    node.span = node.span.shifted(by);
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| move_node(item, by)),
        Value::Map(entries) => {
            for entry in entries {
                entry.key_span = entry.key_span.shifted(by);
                move_node(&mut entry.node, by);
            }
        }
        Value::Null | Value::Scalar(_) => {}
    }
}

struct Slip {
    problem: Problem,
    /// The entry, if what is meant is clear.
    entry: Option<Entry>,
}

/// One line of a block, taken apart.
struct Line<'t> {
    /// The name before the colon, and where it begins in the block.
    key: Option<(&'t str, usize)>,
    /// What comes after it, and where.
    value: &'t str,
    at: usize,
    /// Whether a dash stands in front.
    dashed: bool,
    /// Whether the value follows the colon without a space.
    tight: bool,
}

fn recognise(block: &str, at: usize) -> Slip {
    if let Some(slip) = list_without_dashes(block) {
        return slip;
    }
    // A quote that is never closed runs to the end, so the first line is looked at first.
    let first = take_apart(block, 0);
    let here = || slip_in(&take_apart(block, line_at(block, at.min(block.len()))));
    let any = || block_lines(block).find_map(|start| slip_in(&take_apart(block, start)));
    let slip = slip_in(&first).or_else(here).or_else(any);
    let (mut problem, understood) = slip.unwrap_or_else(|| (unclear(block, at), None));
    // A value that goes on in the next line is not understood from this one.
    problem.fix = problem.fix.filter(|_| block.trim().lines().count() == 1);
    let is_first = problem.span.start as usize <= first.at + first.value.len();
    let entry = first.key.filter(|_| is_first).and_then(|key| {
        let span = Span::new(first.at, first.at + first.value.len());
        let value = Value::Scalar(Scalar { text: understood?, quoted: false });
        Some(entry(key, Node { span, value }))
    });
    Slip { problem, entry }
}

fn entry((key, at): (&str, usize), node: Node) -> Entry {
    Entry { key: key.to_owned(), key_span: Span::new(at, at + key.len()), node }
}

/// A name without a value, and below it lines that name nothing: a list whose dashes are missing.
fn list_without_dashes(block: &str) -> Option<Slip> {
    let first = take_apart(block, 0);
    let key = first.key.filter(|_| first.value.is_empty())?;
    let lines: Vec<Line<'_>> = block_lines(block).skip(1).map(|start| take_apart(block, start)).collect();
    let items: Vec<&Line<'_>> =
        lines.iter().filter(|line| !line.value.is_empty() && !line.value.starts_with('#')).collect();
    let is_plain =
        |line: &&Line<'_>| line.key.is_none() && !line.dashed && !line.value.starts_with(['"', '\'', '[', '{']);
    let first_item = items.first().filter(|_| items.iter().all(is_plain))?;
    let span = Span::new(first_item.at, first_item.at + first_item.value.len());
    let bare = |value: &'_ str| value.trim_start_matches(BULLETS).trim_start().to_owned();
    let typed: String = items.iter().map(|item| format!("\n  - {}", shortened(&bare(item.value)))).collect();
    let problem = Problem {
        code: &codes::YAML_SYNTAX,
        span,
        message: format!("The items of the list “{}” have no dash and space in front of them.", key.0),
        help: format!("Type a dash and a space before each:\n{}:{typed}", key.0),
        fix: None,
    };
    let item = |line: &&Line<'_>| Node {
        span: Span::new(line.at, line.at + line.value.len()),
        value: Value::Scalar(Scalar { text: bare(line.value), quoted: false }),
    };
    let list = Value::List(items.iter().map(item).collect());
    Some(Slip { problem, entry: Some(entry(key, Node { span, value: list })) })
}

/// Signs that word processors put in front of the items of a list.
const BULLETS: &[char] = &['•', '·', '●', '▪', '‣', '–', '—'];

fn line_at(block: &str, at: usize) -> usize {
    let mut at = at;
    while !block.is_char_boundary(at) {
        at -= 1;
    }
    block[..at].rfind('\n').map_or(0, |n| n + 1)
}

fn block_lines(block: &str) -> impl Iterator<Item = usize> {
    std::iter::once(0).chain(block.match_indices('\n').map(|(n, _)| n + 1)).filter(|n| *n < block.len())
}

fn take_apart(block: &str, start: usize) -> Line<'_> {
    let line = block[start..].lines().next().unwrap_or("");
    let body = line.trim_start_matches([' ', '-']);
    let body_at = start + line.len() - body.len();
    let colon = body.find(':').filter(|n| is_name(&body[..*n]));
    let (key, value, at) = match colon {
        Some(colon) => (Some((body[..colon].trim_end(), body_at)), &body[colon + 1..], body_at + colon + 1),
        None => (None, body, body_at),
    };
    let trimmed = value.trim();
    let tight = key.is_some() && !trimmed.is_empty() && !value.starts_with(' ') && !value.starts_with("//");
    let dashed = line.trim_start().starts_with("- ");
    Line {
        key: key.filter(|_| !value.starts_with("//")),
        value: trimmed,
        at: at + (value.len() - value.trim_start().len()),
        dashed,
        tight,
    }
}

fn is_name(text: &str) -> bool {
    let text = text.trim_end();
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ')) && text.len() < 40
}

/// The longest line that a message repeats, in bytes.
const LONGEST_ECHO: usize = 300;

/// The common slips. Gives the problem, and the value if what is meant is clear.
fn slip_in(line: &Line<'_>) -> Option<(Problem, Option<String>)> {
    let value = line.value;
    let whole = Span::new(line.at, line.at + value.len());
    // A line that nobody could type again is not repeated.
    let echoed = |value: &str| if value.len() > LONGEST_ECHO { "\"…\"".to_owned() } else { value.to_owned() };
    let typed = |value: &str| match line.key {
        Some((key, _)) => format!("{key}: {}", echoed(value)),
        None => format!("- {}", echoed(value)),
    };
    // A remark behind the value would become a part of it.
    let quote = || Some((whole, quoted(value))).filter(|_| !value.contains(" #"));
    let first = value.chars().next()?;
    if matches!(first, '"' | '\'') {
        return quote_slip(line, first).map(|problem| (problem, None));
    }
    if line.key.is_none() && first == '#' {
        return None;
    }
    if line.key.is_none() {
        return lone_line(line).map(|problem| (problem, None));
    }
    let (special, meaning) = match first {
        '[' | '{' if !closes(value, first) => {
            let close = if first == '[' { ']' } else { '}' };
            if value.contains(close) {
                // A text that begins with a word in brackets.
                let message = format!("The value begins with {first}, as a list does, and goes on after {close}.");
                let help = format!("Put the value in quotes:\n{}", typed(&quoted(value)));
                return Some((Problem::new(&codes::YAML_SYNTAX, whole, message, help), Some(value.to_owned())));
            }
            let message = format!("The list that begins with {first} is never closed.");
            let help = format!("Type {close} at its end:\n{}", typed(&format!("{value}{close}")));
            return Some((Problem::new(&codes::YAML_SYNTAX, whole, message, help), None));
        }
        '*' | '&' | '!' | '%' | '@' | '`' | '|' | '>' | '?' | '-' => (true, first),
        _ => (false, first),
    };
    if special && !matches!(value, "|" | ">" | "|-" | ">-" | "|+" | ">+") {
        let message = format!("The value begins with {meaning}, which has a meaning of its own here.");
        let help = format!("Put the value in quotes:\n{}", typed(&quoted(value)));
        let problem = Problem { fix: quote(), ..Problem::new(&codes::YAML_SYNTAX, whole, message, help) };
        return Some((problem, Some(value.to_owned())));
    }
    if let Some((key, key_at)) = line.key.filter(|_| line.tight) {
        let message = "There is no space after the colon.".to_owned();
        let help = format!("Type:\n{}", typed(value));
        let span = Span::new(key_at, key_at + key.len() + 1);
        let fix = Some((Span::new(line.at, line.at), " ".to_owned()));
        return Some((
            Problem { fix, ..Problem::new(&codes::YAML_SYNTAX, span, message, help) },
            Some(value.to_owned()),
        ));
    }
    let colon = value.find(": ").or_else(|| value.strip_suffix(':').map(str::len));
    if let Some(colon) = colon.filter(|_| !matches!(first, '[' | '{')) {
        let span = Span::new(line.at + colon, line.at + colon + 1);
        let message = "There is a second colon in the line, so it is unclear where the value begins.".to_owned();
        let help = format!("Put the value in quotes:\n{}", typed(&quoted(value)));
        let problem = Problem { fix: quote(), ..Problem::new(&codes::YAML_COLON, span, message, help) };
        return Some((problem, Some(value.to_owned())));
    }
    None
}

fn closes(value: &str, open: char) -> bool {
    let close = if open == '[' { ']' } else { '}' };
    value.split('#').next().unwrap_or("").trim_end().ends_with(close)
}

/// A line that is no setting at all.
fn lone_line(line: &Line<'_>) -> Option<Problem> {
    let value = line.value;
    let span = Span::new(line.at, line.at + value.len());
    let (message, help) = if let Some((key, rest)) = value.split_once('=').filter(|(key, _)| is_name(key)) {
        (
            "A setting has a colon after its name, and not an equals sign.".to_owned(),
            format!("Type:\n{}: {}", key.trim(), rest.trim()),
        )
    } else {
        (
            format!("“{}” is not a setting: it has no name with a colon behind it.", shortened(value)),
            "Type a name, a colon, a space and the value, for example:\ntitle: The page's title\n\
             If the line belongs to the text of the page, move it below the second --- line."
                .to_owned(),
        )
    };
    Some(Problem::new(&codes::YAML_SYNTAX, span, message, help))
}

fn quote_slip(line: &Line<'_>, quote: char) -> Option<Problem> {
    let value = line.value;
    let key = line.key.map_or_else(|| "- ".to_owned(), |(key, _)| format!("{key}: "));
    let rest = &value[1..];
    // A pair of quotes around all of it was meant, unless its end is no quote.
    let inner = rest.strip_suffix(quote).unwrap_or(value);
    let closing = closing_quote(rest, quote);
    match closing {
        None => {
            let is_apostrophe = quote == '\'' && rest.starts_with(char::is_alphanumeric);
            let meant = match rest.strip_suffix(['”', '“', '’', '‘']) {
                Some(inner) => format!("{quote}{}{quote}", shortened(inner)),
                None if is_apostrophe => quoted(&shortened(value)),
                None => format!("{}{quote}", shortened(value)),
            };
            Some(Problem {
                code: &codes::YAML_QUOTE,
                span: Span::new(line.at, line.at + 1),
                message: format!("The quote that opens here is never closed: {}", shortened(value)),
                help: format!("Type the value in one pair of straight quotes:\n{key}{meant}"),
                fix: None,
            })
        }
        Some(end)
            if !rest[end + 1..].trim_start().is_empty()
                && !rest[end + 1..].trim_start().starts_with(['#', ',', ']']) =>
        {
            let after = end + 2;
            Some(Problem {
                code: &codes::YAML_QUOTE,
                span: Span::new(line.at + after - 1, line.at + after),
                message: "The quote closes here, and then the line goes on.".to_owned(),
                help: format!(
                    "Put all of the value in one pair of quotes:\n{key}{}",
                    quoted(&shortened(&inner.replace("\\\"", "\"")))
                ),
                fix: None,
            })
        }
        Some(_) => None,
    }
}

/// Where a quote is closed, after byte 0 of what follows the opening one.
fn closing_quote(rest: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    let mut characters = rest.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        match c {
            '\\' if quote == '"' && !escaped => escaped = true,
            c if c == quote && !escaped => match characters.peek() {
                // Two single quotes stand for one.
                Some((_, '\'')) if quote == '\'' => {
                    characters.next();
                }
                _ => return Some(at),
            },
            _ => escaped = false,
        }
    }
    None
}

/// The last resort: the place that the parser names.
fn unclear(block: &str, at: usize) -> Problem {
    let mut at = at.min(block.len());
    if block[..line_at(block, at)].len() == block.len() && at > 0 {
        // Past the end: the last line that says something is meant.
        at = block.trim_end().len().saturating_sub(1);
    }
    let start = line_at(block, at);
    let line = block[start..].lines().next().unwrap_or("");
    let indent = line.len() - line.trim_start().len();
    let words = line.trim();
    Problem {
        code: &codes::YAML_SYNTAX,
        span: Span::new(start + indent, start + indent + words.len()),
        message: format!("“{}” can't be understood at this place.", shortened(words)),
        help: "Check the line and the one above it: a name, a colon, a space and the value; the items of a list \
               one below the other, each with “- ” in front and the same number of spaces before it."
            .to_owned(),
        fix: None,
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(120) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}

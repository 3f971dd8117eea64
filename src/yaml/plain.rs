//! Reads the plainest YAML without the parser, because nearly all front matter is just that: one
//! setting a line, its value a word or a sentence, a text in quotes, or a list of those in square
//! brackets. Whatever is not quite so plain is left to the parser, so that there is one opinion
//! of what YAML means; a test holds the two against each other.

use super::{Entry, Node, Scalar, Value};
use crate::diagnostic::Span;
use crate::source::lines;

/// The longest name that is plain, in bytes.
const LONGEST_NAME: usize = 64;

/// The settings, just as the parser would read them; `None` if it must be asked.
pub(super) fn read(text: &str) -> Option<Vec<Entry>> {
    // Tabs, and signs that are no letters of any language, mean something to the parser.
    let is_odd = |c| matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    if text.bytes().any(|byte| byte == b'\t') || !text.is_ascii() && text.contains(is_odd) {
        return None;
    }
    let mut entries = Vec::new();
    let mut at = 0;
    for line in lines(text) {
        let setting = line.strip_suffix('\n').unwrap_or(line);
        if !setting.is_empty() && !setting.starts_with('#') {
            entries.push(entry(setting, at)?);
        }
        at += line.len();
    }
    Some(entries).filter(|entries| !entries.is_empty())
}

/// One setting, whose line begins at byte `at`.
fn entry(line: &str, at: usize) -> Option<Entry> {
    let name = line.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    let rest = line[name..].strip_prefix(": ")?;
    let value = rest.trim_matches(' ');
    let start = at + line.len() - rest.trim_start_matches(' ').len();
    let value = match value.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
        Some(list) => Node { span: Span::new(start, start + value.len()), value: Value::List(items(list, start + 1)?) },
        None => scalar(value, start, |text| !text.contains(": ") && !text.contains(" #") && !text.ends_with(':'))?,
    };
    let is_name = name <= LONGEST_NAME && line.starts_with(|first: char| first.is_ascii_alphabetic());
    is_name.then(|| Entry { key: line[..name].to_owned(), key_span: Span::new(at, at + name), node: value })
}

/// What stands between square brackets, from byte `at` on.
fn items(list: &str, mut at: usize) -> Option<Vec<Node>> {
    let is_plain = |text: &str| text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/'));
    let mut items = Vec::new();
    let mut rest = list;
    loop {
        let item = rest.trim_start_matches(' ');
        at += rest.len() - item.len();
        let end = match item.chars().next() {
            Some(quote @ ('"' | '\'')) => item[1..].find(quote)? + 2,
            _ => item.find(',').unwrap_or(item.len()),
        };
        items.push(scalar(item[..end].trim_end_matches(' '), at, is_plain)?);
        let after = item[end..].trim_start_matches(' ');
        at += item.len() - after.len() + 1;
        match after.strip_prefix(',') {
            Some(next) => rest = next,
            None => return after.is_empty().then_some(items),
        }
    }
}

/// A text in quotes, or one without that `is_plain`.
fn scalar(typed: &str, at: usize, is_plain: impl Fn(&str) -> bool) -> Option<Node> {
    let first = typed.chars().next()?;
    let (text, quoted) = if matches!(first, '"' | '\'') {
        let inner = typed[1..].strip_suffix(first)?;
        (Some(inner).filter(|inner| !inner.bytes().any(|byte| char::from(byte) == first || byte == b'\\'))?, true)
    } else {
        (Some(typed).filter(|text| first.is_alphanumeric() && *text != "null" && is_plain(text))?, false)
    };
    let value = Value::Scalar(Scalar { text: text.to_owned(), quoted });
    Some(Node { span: Span::new(at, at + typed.len()), value })
}

#[cfg(test)]
mod tests {
    use super::super::tree;
    use super::read;

    /// Whether the text is plain; if so, the parser must give the same.
    fn is_plain(text: &str) -> bool {
        let Some(entries) = read(text) else { return false };
        match tree::read(text) {
            Ok((parsed, problems)) => {
                assert_eq!(entries, parsed, "{text:?}");
                assert!(problems.is_empty(), "{text:?}: {problems:?}");
            }
            Err(_) => panic!("the parser refuses {text:?}"),
        }
        true
    }

    #[test]
    fn usual_front_matter_is_plain() {
        for text in [
            "title: Opening hours\nsummary: When we are open.\ndate: 2026-03-01\n",
            "title: \"It's: open #1\"\n\n# a remark\nsummary:   'two \"words\"'  \n",
            "topics: [Tŷ, 'a, b', \"c\", Llyfr mawr ]\nauthors: [\"Jo\"]\nfeatured: yes",
            "time: 10:30\nurl: https://example.org/#top\nn: 1.5\ntitle: Café – a “story” (2)\n",
        ] {
            assert!(is_plain(text), "{text:?}");
        }
    }

    #[test]
    fn what_is_not_so_plain_is_left_to_the_parser() {
        for text in [
            "",
            "title:\n",
            "topics:\n  - a\n",
            "title: a\n  b\n",
            "title: a: b\n",
            "title: a #b\n",
            "title: \"a\\n\"\n",
            "title: \"a\" b\n",
            "title: 'it''s'\n",
            "title: *a*\n",
            "title: null\n",
            "a b: c\n",
            "1: a\n",
            "topics: [a,, b]\n",
            "topics: [a, ]\n",
            "topics: [a: b]\n",
            "topics: [a] b\n",
            "topics: [[a]]\n",
            "title: a\u{2028}b\n",
            "title: a\u{ffff}b\n",
            "title: a\t\n",
            "title: a\t# b\n",
            "title: a:\tb\n",
            "---\ntitle: a\n",
        ] {
            assert!(!is_plain(text), "{text:?}");
        }
    }

    /// Whatever is put together from the signs that mean something, the two agree.
    #[test]
    fn both_readers_agree_on_anything() {
        const PIECES: &[&str] = &[
            "title", "a", ":", ": ", " ", "\n", "\"", "'", "[", "]", ", ", ",", "#", " #", "- ", "\t", "---", "null",
            "~", "10", "ŷ", "\\", "{", "}", "|", ">", "&x", "*x", "!", "%", "@", "`", "?", "? ", ".", "/", "-", "_",
            "\u{a0}", "é: ",
        ];
        let mut state = 7_u64;
        let mut plain = 0;
        for _ in 0..60_000 {
            let mut next = |n: usize| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                usize::try_from(state >> 33).unwrap() % n
            };
            let mut text = String::from(["title: ", "title: [", "title: \"", ""][next(4)]);
            for _ in 0..next(9) {
                text.push_str(PIECES[next(PIECES.len())]);
            }
            text.push_str(["", "\n", "]\n", "\"\n", "\nb: c\n"][next(5)]);
            plain += usize::from(is_plain(&text));
        }
        assert!(plain > 3_000, "only {plain} texts were plain");
    }
}

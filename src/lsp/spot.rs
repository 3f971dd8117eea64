//! Turns a place in a text into what can be typed there: a setting's name, its value, or what a link leads to. It
//! reads lines, not the parsed page, since a text in an editor is half typed most of the time.

use std::ops::Range;

/// What stands at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Spot<'t> {
    /// A setting's name.
    Key {
        /// The settings that it stands below, the outermost first.
        below: Vec<&'t str>,
        /// The name as it stands there.
        whole: Range<usize>,
        /// Whether a colon follows.
        has_colon: bool,
    },
    /// A setting's value, or one item of it.
    Value {
        /// The names of the settings, the outermost first.
        keys: Vec<&'t str>,
        /// The value as it stands there, without quotation marks.
        whole: Range<usize>,
        /// Whether it stands in quotation marks.
        quoted: bool,
        /// Whether it stands in square brackets, where commas part items.
        in_brackets: bool,
    },
    /// What a link or a picture leads to.
    Target {
        /// Whether it is a picture.
        image: bool,
        /// The target as it stands there.
        whole: Range<usize>,
    },
    /// Anything else.
    Text,
}

/// What stands at a place in a page.
pub(super) fn in_page(text: &str, at: usize) -> Spot<'_> {
    match front_matter(text) {
        Some(block) if block.contains(&at) || at == block.end && block.end == text.len() => in_yaml(text, block, at),
        Some(block) if at < block.start => Spot::Text,
        _ => target(text, at),
    }
}

/// Where a page's settings are, between their marks. A block that nobody has closed yet ends at the first empty line.
pub(super) fn front_matter(text: &str) -> Option<Range<usize>> {
    let top = text.len() - text.trim_start().len();
    let mut lines = text[top..].split_inclusive('\n');
    let start = top + lines.next().filter(|line| line.trim_end() == "---")?.len();
    let mut at = start;
    let mut empty = None;
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            return Some(start..at);
        }
        if line.trim().is_empty() && empty.is_none() {
            empty = Some(at);
        }
        at += line.len();
    }
    Some(start..empty.unwrap_or(text.len()))
}

/// What stands at a place in a block of settings.
pub(super) fn in_yaml(text: &str, block: Range<usize>, at: usize) -> Spot<'_> {
    let start = text[..at].rfind(['\n', '\r']).map_or(0, |n| n + 1).max(block.start);
    let end = text[at..].find(['\n', '\r']).map_or(text.len(), |n| at + n);
    let line = &text[start..end];
    let mut first = start + line.len() - line.trim_start().len();
    let mut below = parents(&text[block.start..start], first - start, line.trim_start().starts_with('-'));
    let mut is_item = false;
    while text[first..end].starts_with("- ") || &text[first..end] == "-" {
        first = (first + 2).min(end);
        is_item = true;
    }
    if at < first || text[start..at].contains(" #") || text[first..end].starts_with('#') {
        return Spot::Text;
    }
    let colon = text[first..end].find(':').map(|n| first + n);
    let colon = colon.filter(|n| matches!(text.as_bytes().get(n + 1), None | Some(b' ' | b'\n' | b'\r')));
    match colon {
        Some(colon) if at > colon => {
            below.push(text[first..colon].trim());
            value(text, below, colon + 1, end, at)
        }
        None if is_item => value(text, below, first, end, at),
        None if text[first..end].contains(char::is_whitespace) => Spot::Text,
        _ => Spot::Key { below, whole: first..colon.unwrap_or(end), has_colon: colon.is_some() },
    }
}

/// The settings that a line stands below, the outermost first.
fn parents(before: &str, mut indent: usize, is_item: bool) -> Vec<&str> {
    let mut found = Vec::new();
    let mut items_may_stand_here = is_item;
    for line in before.lines().rev() {
        let own = line.len() - line.trim_start().len();
        let words = line.trim();
        let is_above = own < indent || items_may_stand_here && own == indent && !words.starts_with('-');
        if words.is_empty() || words.starts_with('#') || !is_above {
            continue;
        }
        if let Some((key, _)) = words.trim_start_matches("- ").split_once(':') {
            found.push(key);
        }
        indent = own;
        items_may_stand_here = words.starts_with('-');
    }
    found.reverse();
    found
}

fn value<'t>(text: &'t str, keys: Vec<&'t str>, from: usize, end: usize, at: usize) -> Spot<'t> {
    let end = text[from..end].find(" #").map_or(end, |n| from + n);
    if at > end {
        return Spot::Text;
    }
    let in_brackets = text[from..end].trim_start().starts_with('[');
    let (mut start, mut end) = (from, end);
    if in_brackets {
        start = text[from..at.max(from)].rfind(['[', ',']).map_or(from, |n| from + n + 1);
        end = text[at..end].find([',', ']']).map_or(end, |n| at + n);
    }
    let words = &text[start..end.max(start)];
    start += words.len() - words.trim_start().len();
    let mut end = start.max(start + text[start..end.max(start)].trim_end().len()).max(at.min(end));
    let quote = text[start..end].chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(quote) = quote {
        start += 1;
        end = text[start..end].find(quote).map_or(end, |n| start + n);
    }
    // Before the value's first letter it is still that value.
    let start = start.min(at.max(from));
    if at > end {
        return Spot::Text;
    }
    Spot::Value { keys, whole: start..end.max(start), quoted: quote.is_some(), in_brackets }
}

/// The link or picture in whose target a place is.
fn target(text: &str, at: usize) -> Spot<'_> {
    let line = text[..at].rfind(['\n', '\r']).map_or(0, |n| n + 1);
    let end = text[at..].find(['\n', '\r']).map_or(text.len(), |n| at + n);
    let before = &text[line..at];
    let is_part = |c: char| !c.is_whitespace() && !matches!(c, ')' | '<' | '>' | '"');
    let definition = before.trim_start().strip_prefix('[').and_then(|rest| rest.split_once("]: "));
    let (start, image) = match (before.rfind("]("), definition) {
        (Some(n), _) => (line + n + 2, before[..opening(&before[..n])].ends_with('!')),
        (None, Some((_, rest))) => (at - rest.len(), false),
        (None, None) => return Spot::Text,
    };
    if !text[start..at].chars().all(is_part) {
        return Spot::Text;
    }
    let end = text[at..end].find(|c| !is_part(c)).map_or(end, |n| at + n);
    Spot::Target { image, whole: start..end }
}

/// Where the square bracket opens that is closed behind these words.
fn opening(words: &str) -> usize {
    let mut open = 1;
    for (n, c) in words.char_indices().rev() {
        match c {
            '[' => open -= 1,
            ']' => open += 1,
            _ => {}
        }
        if open == 0 {
            return n;
        }
    }
    words.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The spot at the sign `|`, which is taken out, and the words that would be replaced.
    fn spot(text: &str) -> (String, String) {
        let at = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        match in_page(&text, at) {
            Spot::Key { below, whole, .. } => (format!("key below {below:?}"), text[whole].to_owned()),
            Spot::Value { keys, whole, .. } => (format!("value of {keys:?}"), text[whole].to_owned()),
            Spot::Target { image, whole } => (format!("target {image}"), text[whole].to_owned()),
            Spot::Text => ("text".to_owned(), String::new()),
        }
    }

    fn check(text: &str, what: &str, words: &str) {
        assert_eq!(spot(text), (what.to_owned(), words.to_owned()), "{text:?}");
        let windows = text.replace('\n', "\r\n");
        assert_eq!(spot(&windows), (what.to_owned(), words.to_owned()), "{windows:?}");
    }

    #[test]
    fn settings_are_recognised_while_they_are_typed() {
        check("---\nti|\n---\n", "key below []", "ti");
        check("---\n|\n---\n", "key below []", "");
        check("---\nti|tle: A\n---\n", "key below []", "title");
        check("---\nstatus: |\n---\n", "value of [\"status\"]", "");
        check("---\nstatus:|\n---\n", "value of [\"status\"]", "");
        check("---\nstatus: dr|aft # for now\n---\n", "value of [\"status\"]", "draft");
        check("---\nstatus: draft # f|or now\n---\n", "text", "");
        check("---\ntopics: [One, T|wo, Three]\n---\n", "value of [\"topics\"]", "Two");
        check("---\ntopics: [|]\n---\n", "value of [\"topics\"]", "");
        check("---\ntopics: [One, |]\n---\n", "value of [\"topics\"]", "");
        check("---\ntopics:\n  - One\n  - T|\n---\n", "value of [\"topics\"]", "T");
        check("---\ntopics:\n- |\n---\n", "value of [\"topics\"]", "");
        check("---\nowner: \"The cle|rk\"\n---\n", "value of [\"owner\"]", "The clerk");
        check("---\nti|", "key below []", "ti");
        check("---\nlook:\n  colours:\n    br|\n---\n", "key below [\"look\", \"colours\"]", "br");
    }

    #[test]
    fn links_are_recognised_while_they_are_typed() {
        check("---\ntitle: A\n---\n\nSee [it](|", "target false", "");
        check("See [it](../a|bout.md) and more", "target false", "../about.md");
        check("See [it](a.md#t|op \"Title\")", "target false", "a.md#top");
        check("![A door](do|or.jpg)", "target true", "door.jpg");
        check("[![A door](door.jpg)](a|.md)", "target false", "a.md");
        check("See [it](a.md) and| more", "text", "");
        check("[it]: a|.md", "target false", "a.md");
        check("Nothing| here", "text", "");
        check("---|\ntitle: A\n---\n", "text", "");
    }
}

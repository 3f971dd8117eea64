//! Turns what a reader wrote into what may be shown: without characters that steer a terminal or
//! turn text around, and without e-mail addresses and telephone numbers. It rather hides a number too
//! many than one too few, and it never knows a name when it sees one.

/// Text without control characters and marks that change the direction of writing, cut to `most`
/// characters. Line ends stay.
pub fn clean(text: &str, most: usize) -> String {
    let is_hidden = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fdd0}');
    let mut out = String::new();
    let mut rest = text.trim().chars().peekable();
    for _ in 0..most {
        match rest.next() {
            None => return out.trim_end().to_owned(),
            Some('\r') if rest.peek() == Some(&'\n') => {}
            Some('\r' | '\n' | '\u{2028}' | '\u{2029}') => out.push('\n'),
            Some(c) if c.is_control() => out.push(' '),
            Some(c) if is_hidden(c) => {}
            Some(c) => out.push(c),
        }
    }
    if rest.next().is_some() {
        out.push('…');
    }
    out
}

/// Text with `masks` in the place of e-mail addresses and telephone numbers, and how many there were.
pub fn mask(text: &str, masks: &[String; 2]) -> (String, u64) {
    let (text, mails) = mails(text, &masks[0]);
    let (text, phones) = phones(&text, &masks[1]);
    (text, mails + phones)
}

/// Hides e-mail addresses only: addresses of pages have numbers of their own.
pub fn mails(text: &str, instead: &str) -> (String, u64) {
    let is_at = |c: char| matches!(c, '@' | '＠' | '﹫');
    if !text.contains(is_at) {
        return (text.to_owned(), 0);
    }
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-' | '\'' | '=' | '~');
    let mut out = String::new();
    let mut rest = text;
    let mut hidden = 0;
    while let Some(at) = rest.find(is_at) {
        let (before, from) = rest.split_at(at);
        let mut after = from.chars();
        after.next();
        let after = after.as_str();
        let host =
            after.len() - after.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-')).len();
        let name = before.trim_end_matches(is_part).len();
        if name < before.len() && host > 0 {
            out.push_str(&before[..name]);
            out.push_str(instead);
            hidden += 1;
            rest = &after[host..];
        } else {
            out.push_str(before);
            out.push_str(&from[..from.len() - after.len()]);
            rest = after;
        }
    }
    out.push_str(rest);
    (out, hidden)
}

fn phones(text: &str, instead: &str) -> (String, u64) {
    let is_gap = |c: char| matches!(c, ' ' | '\u{a0}' | '-' | '‐' | '‑' | '–' | '.' | '(' | ')' | '/');
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut out = String::new();
    let (mut from, mut hidden, mut n) = (0, 0, 0);
    while let Some((start, first)) = chars.get(n).copied() {
        let is_start =
            first.is_numeric() || (matches!(first, '+' | '(') && chars.get(n + 1).is_some_and(|(_, c)| c.is_numeric()));
        if !is_start {
            n += 1;
            continue;
        }
        // A day such as 2026-11-24 is no number to ring.
        if is_day(&chars[n..]) {
            n += 10;
            continue;
        }
        let (mut digits, mut gaps, mut end, mut m) = (0, 0, n, n);
        while let Some((_, c)) = chars.get(m) {
            if c.is_numeric() {
                (digits, gaps, end) = (digits + 1, 0, m + 1);
            } else if is_gap(*c) && gaps < 3 {
                gaps += 1;
            } else if m > n {
                break;
            }
            m += 1;
        }
        if (9..=15).contains(&digits) {
            out.push_str(&text[from..start]);
            out.push_str(instead);
            from = chars.get(end).map_or(text.len(), |(at, _)| *at);
            hidden += 1;
        }
        n = end.max(n + 1);
    }
    out.push_str(&text[from..]);
    (out, hidden)
}

fn is_day(chars: &[(usize, char)]) -> bool {
    let shape = chars.iter().take(10).map(|(_, c)| if c.is_ascii_digit() { '9' } else { *c });
    let century = chars.iter().take(2).map(|(_, c)| *c).collect::<String>();
    let shape = shape.collect::<String>();
    matches!(century.as_str(), "19" | "20") && matches!(shape.as_str(), "9999-99-99" | "9999/99/99")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_numbers_are_hidden() {
        let masks = ["[e-mail]".to_owned(), "[phone]".to_owned()];
        for (text, wanted) in [
            ("Ring 01632 960 123, or +44 (0)1632 960-124.", "Ring [phone], or [phone]."),
            ("(01632) 960125", "[phone]"),
            ("Write to a.b+c@example.org!", "Write to [e-mail]!"),
            ("ŵyn@example.org", "[e-mail]"),
            ("a＠example.org @ home, me@", "[e-mail] @ home, me@"),
            (
                "On 2026-11-24 09:30 we had 1,200 books in 12 rooms",
                "On 2026-11-24 09:30 we had 1,200 books in 12 rooms",
            ),
            ("from 2019 - 2026", "from 2019 - 2026"),
            ("", ""),
        ] {
            assert_eq!(mask(text, &masks).0, wanted);
        }
    }

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(clean("a\u{1b}[31mb\r\nc\u{202e}d\0\n", 99), "a [31mb\ncd");
        assert_eq!(clean("abcdef", 3), "abc…");
    }
}

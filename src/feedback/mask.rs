//! Turns what a reader wrote into what may be shown: without characters that steer a terminal or
//! turn text around, and without e-mail addresses and telephone numbers. It rather hides a number too
//! many than one too few, and it never knows a name when it sees one.

/// Text without control characters and marks that change the direction of writing, cut to `most`
/// characters. Line ends stay.
pub fn clean(text: &str, most: usize) -> String {
    let is_hidden = |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fdd0}');
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
    let mut out = String::new();
    let mut rest = text;
    let mut hidden = 0;
    while let Some((at, sign)) = next_at(rest) {
        let (before, after) = (&rest[..at], &rest[at + sign..]);
        // A blank beside the sign is a slip, or meant to hide the address from programs.
        let (name_end, host_start) = (before.trim_end_matches(' '), after.trim_start_matches(' '));
        let name = start_of_name(name_end);
        let host = host_start.len() - host_start.trim_start_matches(is_host).len();
        let is_tight = name_end.len() == before.len() && host_start.len() == after.len() && sign < 3;
        let is_far = before.len() - name_end.len() > 1 || after.len() - host_start.len() > 1;
        let is_host = host_start[..host].trim_matches('.').contains('.') || is_tight && host > 0;
        if name < name_end.len() && is_host && !is_far {
            out.push_str(&before[..name]);
            out.push_str(instead);
            hidden += 1;
            rest = &host_start[host..];
        } else {
            out.push_str(&rest[..at + sign]);
            rest = after;
        }
    }
    out.push_str(rest);
    (out, hidden)
}

/// Where the next sign stands that parts a name from its host, and how long it is.
fn next_at(text: &str) -> Option<(usize, usize)> {
    const SIGNS: [&str; 7] = ["@", "＠", "﹫", "%40", "(at)", "[at]", "{at}"];
    let lower = text.to_ascii_lowercase();
    SIGNS.iter().filter_map(|sign| Some((lower.find(sign)?, sign.len()))).min()
}

fn is_host(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c) || matches!(c, '.' | '-')
}

/// Marks above and below letters, and what browsers don't show in a word.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}')
}

/// Where the name begins that a text ends in.
fn start_of_name(text: &str) -> usize {
    if let Some(open) = text.strip_suffix('"').and_then(|inside| inside.rfind('"')) {
        return open;
    }
    let is_part = |c: char| is_host(c) || matches!(c, '_' | '%' | '+' | '\'' | '’' | '=' | '~' | '&' | '!' | '#');
    text.trim_end_matches(is_part).len()
}

fn phones(text: &str, instead: &str) -> (String, u64) {
    let is_gap = |c: char| {
        c.is_whitespace() || matches!(c, '-' | '‐'..='―' | '−' | '.' | '·' | '•' | ',' | '_' | ':' | '(' | ')' | '/')
    };
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
            } else if is_gap(*c) && gaps < 6 && !(gaps > 0 && is_day(&chars[m + 1..])) {
                gaps += 1;
            } else if m > n {
                break;
            }
            m += 1;
        }
        // More digits are two numbers side by side, or that of a card.
        if digits >= 9 {
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
            ("01632 960123 / 07700 900456", "[phone]"),
            ("01632 960123 24/11/2026", "[phone]"),
            (
                "01632,960,123 or 01632_960_123 or 01632:960:123 or 01632·960·123",
                "[phone] or [phone] or [phone] or [phone]",
            ),
            ("01632\u{2212}960\u{2009}123, 01632 - - 960123, 01632\n960123", "[phone]"),
            ("4111 1111 1111 1111", "[phone]"),
            ("jane@ example.org, jane @example.org", "[e-mail], [e-mail]"),
            ("jane (at) example.org, jane[at]example.org, jane%40example.org", "[e-mail], [e-mail], [e-mail]"),
            ("\"jane doe\"@example.org, o’neill@example.org", "[e-mail], [e-mail]"),
            ("w\u{302}@example.org, jane\u{ad}@example.org", "[e-mail], [e-mail]"),
            ("we met at example.org @ noon", "we met at example.org @ noon"),
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

//! Turns the text of a template into its pieces that are no plain text: tags and values, each with its place. It understands
//! none of them.

/// A tag, `{% … %}`, or a value, `{{ … }}`.
pub(super) struct Piece<'t> {
    /// Its first byte in the text.
    pub(super) start: usize,
    /// All of it.
    pub(super) text: &'t str,
}

impl<'t> Piece<'t> {
    pub(super) fn is_tag(&self) -> bool {
        self.text.starts_with("{%")
    }

    /// What stands between its signs.
    pub(super) fn inside(&self) -> &'t str {
        let inside = &self.text[2..self.text.len() - 2];
        let inside = inside.strip_prefix('-').unwrap_or(inside);
        inside.strip_suffix('-').unwrap_or(inside).trim_ascii()
    }

    /// Whether it takes away what stands around it.
    pub(super) fn trims(&self) -> bool {
        self.text[2..].starts_with('-') || self.text[..self.text.len() - 2].ends_with('-')
    }

    /// What kind of tag it is.
    pub(super) fn word(&self) -> &'t str {
        self.inside().split(|c: char| !c.is_ascii_alphabetic() && c != '_').next().unwrap_or("")
    }

    /// The name of the template that a tag includes.
    pub(super) fn includes(&self) -> Option<&'t str> {
        let name = self.inside().strip_prefix("include")?.trim_start().strip_prefix('"')?.strip_suffix('"')?;
        (!name.contains(['"', '\\'])).then_some(name)
    }
}

/// The tags of a text, in order; `None` where a piece of it does not end, or is shown as it was typed.
pub(super) fn tags(text: &str) -> impl Iterator<Item = Option<Piece<'_>>> {
    pieces(text).filter(|piece| piece.as_ref().is_none_or(Piece::is_tag))
}

/// The tags and values of a text, in order; `None` as for [`tags`].
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Option<Piece<'_>>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + memchr::memchr_iter(b'{', &text.as_bytes()[at..]).find(|n| opens(&text[at + n..]))?;
            let rest = &text[start..];
            let Some(end) = end(rest) else {
                at = text.len();
                return Some(None);
            };
            at = start + end;
            if !rest.starts_with("{#") {
                let piece = Piece { start, text: &rest[..end] };
                return Some((!piece.is_tag() || piece.word() != "raw").then_some(piece));
            }
        }
    })
}

fn opens(rest: &str) -> bool {
    ["{%", "{{", "{#"].iter().any(|sign| rest.starts_with(sign))
}

/// Where a part of a text ends that begins here: a tag, a value or a remark.
fn end(rest: &str) -> Option<usize> {
    let closing = match rest.as_bytes()[1] {
        b'#' => return rest[2..].find("#}").map(|at| at + 4),
        b'%' => b'%',
        _ => b'}',
    };
    let mut quote = None;
    let mut bytes = rest.bytes().enumerate().skip(2);
    while let Some((at, byte)) = bytes.next() {
        match (quote, byte) {
            (Some(_), b'\\') => drop(bytes.next()),
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (None, _) if byte == closing && rest.as_bytes().get(at + 1) == Some(&b'}') => return Some(at + 2),
            (None, _) => {}
        }
    }
    None
}

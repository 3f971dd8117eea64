//! Turns the bytes of one text file into text with line feeds, whatever program saved it, and
//! says what was odd about them. It never refuses a file: what can't be read exactly is read as
//! well as possible and reported.

use crate::codes::{self, Code};
use crate::diagnostic::{Diagnostic, Span};
use crate::inputs::RawText;
use crate::path::RelPath;
use std::borrow::Cow;
use std::sync::Arc;

/// A text file of the hub. Spans count bytes of `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where the file is, relative to the content folder.
    pub path: RelPath,
    /// What it says: UTF-8, line feeds, no byte-order mark.
    pub text: Arc<str>,
}

/// Stands in bodies where something is filled in later. A Unicode noncharacter, so it has no
/// meaning in any text; [`Source::decode`] takes it out of what people write.
pub const HOLE: char = '\u{fdd0}';

impl Source {
    /// Wraps text that needs no decoding.
    pub fn new(path: RelPath, text: impl Into<Arc<str>>) -> Self {
        Self { path, text: text.into() }
    }

    /// Reads a file's bytes and reports their oddities.
    pub fn decode(path: &RelPath, raw: &RawText) -> (Self, Vec<Diagnostic>) {
        match raw {
            RawText::Utf8(text) if !any(text, is_not_plain) || !any(text, may_be_odd) => {
                (Self::new(path.clone(), text.clone()), Vec::new())
            }
            _ => Self::decode_odd(path, raw.as_bytes()),
        }
    }

    fn decode_odd(path: &RelPath, bytes: &[u8]) -> (Self, Vec<Diagnostic>) {
        let mut oddities: Vec<(&'static Code, usize, &str, String)> = Vec::new();
        let (text, bom) = decoded(bytes, &mut oddities);
        if bom {
            oddities.push((
                &codes::FILE_BOM,
                0,
                "The file begins with an invisible byte-order mark.",
                "You need not do anything. To be rid of it, save the file as “UTF-8” and not “UTF-8 with BOM”.".into(),
            ));
        }
        let text = line_feeds(text, &mut oddities);
        let text = printable(text, &mut oddities);
        let source = Self::new(path.clone(), text);
        let diagnostics = oddities
            .into_iter()
            .map(|(code, at, message, help)| source.problem(code, Span::new(at, at + 1), message).help(help))
            .collect();
        (source, diagnostics)
    }

    /// A problem at a place in this file.
    pub fn problem(&self, code: &'static Code, span: Span, message: impl Into<Arc<str>>) -> Diagnostic {
        Diagnostic::new(code, &self.path, message).at(&self.text, span)
    }
}

type Oddities<'a> = Vec<(&'static Code, usize, &'a str, String)>;

fn decoded<'b>(bytes: &'b [u8], oddities: &mut Oddities<'_>) -> (Cow<'b, str>, bool) {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        if encoding != encoding_rs::UTF_8 {
            oddities.push((
                &codes::FILE_ENCODING,
                0,
                "The file is saved as UTF-16, which Windows programs may call “Unicode”.",
                "Save it again with the encoding “UTF-8”.".into(),
            ));
        }
        return (text, true);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), false),
        Err(error) => {
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
            // Everything before the first odd byte is UTF-8, so the offset holds in the new text.
            oddities.push((
                &codes::FILE_ENCODING,
                line_feeds_before(bytes, error.valid_up_to()),
                "The file is not saved as UTF-8; it was read as Windows-1252.",
                "Check that this letter is right, then save the file again with the encoding “UTF-8”. \
                 In Notepad: File, Save as, Encoding."
                    .into(),
            ));
            (text, false)
        }
    }
}

/// Where byte `at` will be once carriage returns are gone.
fn line_feeds_before(bytes: &[u8], at: usize) -> usize {
    at - bytes[..at].windows(2).filter(|pair| pair == b"\r\n").count()
}

fn line_feeds<'a>(text: Cow<'a, str>, oddities: &mut Oddities<'_>) -> Cow<'a, str> {
    let Some(first) = text.find('\r') else {
        return text;
    };
    oddities.push((
        &codes::FILE_CRLF,
        first.saturating_sub(1),
        "The lines end in the Windows way.",
        "You need not do anything. To change it, choose “LF” as the line end in your editor.".into(),
    ));
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn printable<'a>(text: Cow<'a, str>, oddities: &mut Oddities<'_>) -> Cow<'a, str> {
    let bad = |c: char| (c.is_control() && c != '\n' && c != '\t') || c == HOLE;
    let Some(at) = text.find(bad) else {
        return text;
    };
    oddities.push((
        &codes::FILE_CONTROL_CHARACTER,
        at,
        "There is an invisible control character here.",
        "Delete the character at this place and type the word again.".into(),
    ));
    Cow::Owned(text.replace(bad, "\u{fffd}"))
}

/// The lines of a text, each with its end. It finds them several times as fast as the standard library does.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).chain([text.len()]);
    ends.map(move |end| &text[std::mem::replace(&mut start, end)..end]).filter(|line| !line.is_empty())
}

/// Looks at every byte without a branch, so that the processor looks at many at a time.
pub(crate) fn any(text: &str, is_it: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |found, byte| found | is_it(byte))
}

/// Whether a byte is none of those that most pages in English are made of alone.
fn is_not_plain(byte: u8) -> bool {
    byte.wrapping_sub(b' ') >= 0x5f && byte != b'\n'
}

/// Whether a byte may belong to anything odd: a control character (U+0000–001F, U+007F, or
/// U+0080–009F, which begins with C2), a [`HOLE`] or a byte-order mark (which begin with EF). Most
/// pages have no such byte, and one look without a branch shows it.
fn may_be_odd(byte: u8) -> bool {
    (byte < b' ' && byte != b'\n' && byte != b'\t') || byte == 0x7f || byte == 0xc2 || byte == 0xef
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, codes: &[&str]) {
        let (source, diagnostics) = Source::decode(&RelPath::new("a.md"), &bytes.into());
        assert_eq!(&*source.text, text);
        assert_eq!(diagnostics.iter().map(|d| d.code.name).collect::<Vec<_>>(), codes);
    }

    #[test]
    fn odd_files_are_read_and_reported() {
        check("a\nŵ\n".as_bytes(), "a\nŵ\n", &[]);
        check(b"\xef\xbb\xbfa\n", "a\n", &["file-bom"]);
        check(b"a\r\nb\r\n", "a\nb\n", &["file-crlf"]);
        check(b"caf\xe9 \x9310\x94\n", "café “10”\n", &["file-encoding"]);
        check(b"\xff\xfea\x00\n\x00", "a\n", &["file-encoding", "file-bom"]);
        check(b"a\0b\x1b\n", "a\u{fffd}b\u{fffd}\n", &["file-control-character"]);
        check("a\u{fdd0}b".as_bytes(), "a\u{fffd}b", &["file-control-character"]);
        check(b"", "", &[]);
    }

    #[test]
    fn the_odd_letter_is_pointed_at() {
        let (_, diagnostics) = Source::decode(&RelPath::new("a.md"), &b"one\r\ncaf\xe9\r\n"[..].into());
        let place = diagnostics[0].place.clone().unwrap();
        assert_eq!((place.line, place.column), (2, 4));
    }
}

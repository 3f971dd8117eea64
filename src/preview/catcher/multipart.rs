//! Turns the body of a form that may hold files (`multipart/form-data`, RFC 7578 and RFC 2046, section 5.1)
//! into its parts, one after the other. It holds no more than one head at a time, looks into no part, and
//! says in words where a message breaks off.

use std::borrow::Cow;

/// One part: a field, or a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part<'b> {
    /// The field's name.
    pub(super) name: String,
    /// The file's name, if it is one; empty if none was chosen.
    pub(super) file: Option<String>,
    /// The media type that the browser gave it.
    pub(super) kind: Option<String>,
    /// The bytes.
    pub(super) bytes: &'b [u8],
}

/// The longest boundary (RFC 2046, section 5.1.1), in bytes.
const LONGEST_BOUNDARY: usize = 70;

/// The longest head of a part, in bytes, and the most lines in it.
const LONGEST_HEAD: usize = 8 * 1024;
const MOST_LINES: usize = 16;

/// The parts of a body, each as soon as it is read; after a mistake, in words, there are no more.
pub(super) fn parts<'b>(
    content_type: &str,
    body: &'b [u8],
) -> impl Iterator<Item = Result<Part<'b>, &'static str>> + use<'b> {
    let mut rest = start(content_type, body);
    std::iter::from_fn(move || {
        let (part, next) = match std::mem::replace(&mut rest, Ok(None)) {
            Ok(None) => return None,
            Ok(Some((boundary, body))) => match part(&boundary, body) {
                Ok(None) => return None,
                Ok(Some((part, after))) => (Ok(part), Ok(Some((boundary, after)))),
                Err(mistake) => (Err(mistake), Ok(None)),
            },
            Err(mistake) => (Err(mistake), Ok(None)),
        };
        rest = next;
        Some(part)
    })
}

/// What ends each part, and what stands behind the first such line.
type Rest<'b> = Option<(Vec<u8>, &'b [u8])>;

fn start<'b>(content_type: &str, body: &'b [u8]) -> Result<Rest<'b>, &'static str> {
    let boundary = parameter(content_type, "boundary").unwrap_or_default();
    if boundary.is_empty() || boundary.len() > LONGEST_BOUNDARY {
        return Err("It does not say where its parts begin and end.");
    }
    let line = format!("\r\n--{boundary}").into_bytes();
    // The first such line may stand at the very beginning.
    let first = match body.starts_with(&line[2..]) {
        true => Some(line.len() - 2),
        false => find(body, &line).map(|at| at + line.len()),
    };
    let first = first.ok_or("It has no parts.")?;
    Ok(Some((line, body.get(first..).unwrap_or_default())))
}

/// The part that begins behind a boundary, and what stands behind the next; `None` after the last one.
fn part<'b>(boundary: &[u8], body: &'b [u8]) -> Result<Option<(Part<'b>, &'b [u8])>, &'static str> {
    const BREAKS_OFF: &str = "It breaks off.";
    if body.starts_with(b"--") {
        return Ok(None);
    }
    // Blanks may follow a boundary on its line.
    let blanks = body.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let body = body[blanks..].strip_prefix(b"\r\n").ok_or(BREAKS_OFF)?;
    let head = find(&body[..LONGEST_HEAD.min(body.len())], b"\r\n\r\n").ok_or("The head of a part has no end.")?;
    let content = &body[head + 4..];
    let end = find(content, boundary).ok_or(BREAKS_OFF)?;
    Ok(Some((named(&body[..head + 4], &content[..end])?, &content[end + boundary.len()..])))
}

/// A part, by the lines of its head.
fn named<'b>(head: &[u8], bytes: &'b [u8]) -> Result<Part<'b>, &'static str> {
    const UNREADABLE: &str = "The head of a part can't be understood.";
    let mut lines = [httparse::EMPTY_HEADER; MOST_LINES];
    let Ok(httparse::Status::Complete((_, lines))) = httparse::parse_headers(head, &mut lines) else {
        return Err(UNREADABLE);
    };
    let line = |name: &str| {
        let found = lines.iter().find(|line| line.name.eq_ignore_ascii_case(name));
        found.map(|line| String::from_utf8_lossy(line.value))
    };
    let disposition = line("content-disposition").ok_or(UNREADABLE)?;
    let name = parameter(&disposition, "name").ok_or("A part has no name.")?;
    let file = parameter(&disposition, "filename");
    Ok(Part { name, file, kind: line("content-type").map(Cow::into_owned), bytes })
}

/// A parameter of a header's value. Browsers write `"` and line breaks in it as `%22`, `%0D` and `%0A`
/// (HTML Standard, section 4.10.22.8).
fn parameter(header: &str, name: &str) -> Option<String> {
    let mut rest = header.split_once(';')?.1;
    loop {
        let (key, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let (value, next) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => after.split_at(after.find(';').unwrap_or(after.len())),
        };
        if key.trim_matches([' ', '\t', ';']).eq_ignore_ascii_case(name) {
            let value = value.trim_end();
            return Some(value.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"));
        }
        rest = next;
    }
}

/// Where some bytes stand first.
fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = wanted.first()?;
    let mut from = 0;
    while let Some(n) = bytes.get(from..)?.iter().position(|byte| byte == first) {
        if bytes[from + n..].starts_with(wanted) {
            return Some(from + n);
        }
        from += n + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: &str = "multipart/form-data; boundary=\"-x-\"";

    fn read(body: &str) -> Vec<Result<Part<'_>, &'static str>> {
        parts(KIND, body.as_bytes()).collect()
    }

    fn field(name: &str, value: &str) -> String {
        format!("---x-\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    }

    #[test]
    fn fields_and_files_are_read() {
        let body = [
            &field("a", "one\r\ntwo"),
            &field("b %22c%22; d", ""),
            "---x-\r\ncontent-disposition: form-data; name=f; filename=\"ŵ;x.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n",
            "---x---\r\n",
        ];
        let found: Vec<_> = read(&body.concat())
            .into_iter()
            .map(Result::unwrap)
            .map(|part| (part.name, part.file, part.kind, String::from_utf8(part.bytes.to_vec()).unwrap()))
            .collect();
        let text = |name: &str, value: &str| (name.to_owned(), None, None, value.to_owned());
        let file = ("f".to_owned(), Some("ŵ;x.pdf".to_owned()), Some("application/pdf".to_owned()), "%PDF".to_owned());
        assert_eq!(found, [text("a", "one\r\ntwo"), text("b \"c\"; d", ""), file]);
        assert!(read("---x---").is_empty(), "a form without fields");
        assert_eq!(read(&format!("preamble\r\n{}---x---", field("a", "b"))).len(), 1);
    }

    #[test]
    fn a_part_may_hold_other_parts() {
        let inner = "--y\r\nContent-Disposition: form-data; name=\"z\"\r\n\r\nz\r\n--y--";
        let body = format!("{}---x---", field("a", inner));
        let found = read(&body).into_iter().map(|part| part.unwrap().bytes.to_vec());
        assert_eq!(found.collect::<Vec<_>>(), [inner.as_bytes()]);
    }

    #[test]
    fn what_breaks_off_is_told_once_and_after_what_was_whole() {
        let whole = field("a", "b");
        let bomb = format!("{whole}---x-\r\n{}", "X: y\r\n".repeat(3));
        for (body, good, words) in [
            (whole.as_str(), 0, "It breaks off."),
            (whole.trim_end(), 0, "It breaks off."),
            (&format!("{whole}---x-"), 1, "It breaks off."),
            (&format!("{whole}---x-\r\nContent-Dis"), 1, "The head of a part has no end."),
            (&format!("{bomb}{}", "X: y\r\n".repeat(5000)), 1, "The head of a part has no end."),
            (&format!("{bomb}{}\r\n\r\n---x---", "X: y\r\n".repeat(30)), 1, "The head of a part can't be understood."),
            (&format!("{whole}---x-\r\nX: y\r\n\r\nz\r\n---x---"), 1, "The head of a part can't be understood."),
            (&format!("{whole}---x-\r\nContent-Disposition: form-data\r\n\r\nz\r\n---x---"), 1, "A part has no name."),
            (
                &format!("{whole}---x-\r\nContent-Disposition: form-data; name=\"a\0\"\r\n\r\nz\r\n---x---"),
                1,
                "The head of a part can't be understood.",
            ),
            ("nothing", 0, "It has no parts."),
            ("", 0, "It has no parts."),
        ] {
            let found = read(body);
            assert_eq!(found.iter().filter(|part| part.is_ok()).count(), good, "{body:.200}");
            assert_eq!(found.last().unwrap().as_ref().err(), Some(&words), "{body:.200}");
            assert_eq!(found.len(), good + 1, "{body:.200}");
        }
        for kind in ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; x=\"boundary=-x-\""]
        {
            let found: Vec<_> = parts(kind, whole.as_bytes()).collect();
            assert_eq!(found, [Err("It does not say where its parts begin and end.")], "{kind}");
        }
        let long = format!("multipart/form-data; boundary={}", "x".repeat(71));
        assert!(parts(&long, whole.as_bytes()).all(|part| part.is_err()));
    }
}

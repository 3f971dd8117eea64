//! Reads one HTTP request and writes one response (RFC 9110, RFC 9112), as far as a browser
//! needs them. What is too long, too slow or malformed gets a status and no further attention.

use std::io::{self, Read, Write};
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What a browser asks for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request<'a> {
    /// `GET`, `HEAD` or `POST`.
    pub method: &'a str,
    /// The decoded path, beginning with a slash, without `..` and without the query.
    pub path: &'a str,
    /// The query as it was sent, without its question mark.
    pub query: &'a str,
    /// The media types that are wanted in answer.
    pub accept: &'a str,
    /// What was sent along.
    pub body: &'a [u8],
    /// The media type of what was sent along.
    pub content_type: &'a str,
}

/// What it gets.
#[derive(Clone, Debug)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The media type.
    pub content_type: &'static str,
    /// The bytes.
    pub body: Arc<[u8]>,
    /// Where to go instead, for redirects.
    pub location: Option<String>,
    /// When it is sent.
    pub when: When,
}

/// When a response is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// At once.
    Now,
    /// After a wait, as from a server that is busy.
    After(Duration),
    /// Not at all: the connection is closed, as when a network fails.
    Never,
}

impl Response {
    /// A response with a body.
    pub fn new(status: u16, content_type: &'static str, body: Arc<[u8]>) -> Self {
        Self { status, content_type, body, location: None, when: When::Now }
    }

    /// A response that is a page.
    pub fn html(status: u16, text: String) -> Self {
        Self::new(status, "text/html; charset=utf-8", Arc::from(text.into_bytes()))
    }

    /// A response that is a line of text.
    pub(super) fn text(status: u16, text: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", Arc::from(format!("{text}\n").into_bytes()))
    }
}

/// The longest head of a request, in bytes.
const LONGEST_HEAD: usize = 16 * 1024;

/// The longest body of a request that is looked at, in bytes: a form with a comment of 10 MB.
const LONGEST_BODY: usize = 12 * 1024 * 1024;

/// The longest body that is read only to be thrown away, in bytes. A browser that is still sending when
/// the connection closes shows an error of its own in place of the answer.
const LONGEST_WASTE: usize = 512 * 1024 * 1024;

/// How long a whole request may take, however steadily its bytes come.
const WHOLE_REQUEST: Duration = Duration::from_secs(60);

/// A request as it was read.
pub(super) struct Message {
    pub(super) method: String,
    pub(super) target: String,
    pub(super) host: String,
    pub(super) origin: Option<String>,
    pub(super) content_type: String,
    pub(super) accept: String,
    pub(super) range: Option<String>,
    pub(super) close: bool,
    pub(super) body: Vec<u8>,
}

/// Why there is no message.
pub(super) enum NoMessage {
    /// The client is gone, or has nothing more to ask.
    Gone,
    /// The request can't be answered as asked.
    Status(u16, &'static str),
    /// The body is longer than may be looked at, and has been read to its end if that was possible.
    TooLong,
}

/// Reads one request. Bytes of the next one stay in `buffer`.
#[expect(clippy::disallowed_methods, reason = "a client that sends a byte now and then would never end")]
pub(super) fn read(stream: &mut impl Read, buffer: &mut Vec<u8>) -> Result<Message, NoMessage> {
    let until = Instant::now() + WHOLE_REQUEST;
    let mut more = |buffer: &mut Vec<u8>| {
        let came = fill(stream, buffer)?;
        if Instant::now() > until { Err(NoMessage::Status(408, "The request takes too long.")) } else { Ok(came) }
    };
    loop {
        let parsed = parse(buffer)?;
        if parsed.as_ref().map_or(buffer.len(), |(_, head, _)| *head) >= LONGEST_HEAD {
            return Err(NoMessage::Status(431, "The request's head is too long."));
        }
        if let Some((mut message, head, length)) = parsed {
            if length > LONGEST_BODY {
                let mut left = length.saturating_sub(buffer.len() - head);
                while left > 0 && length <= LONGEST_WASTE {
                    buffer.clear();
                    let Ok(came) = more(buffer) else { break };
                    left = left.saturating_sub(came);
                }
                return Err(NoMessage::TooLong);
            }
            while buffer.len() < head + length {
                more(buffer)?;
            }
            message.body = buffer.get(head..head + length).unwrap_or_default().to_vec();
            buffer.drain(..head + length);
            return Ok(message);
        }
        more(buffer)?;
    }
}

/// Reads what has come, and says how many bytes that are.
fn fill(stream: &mut impl Read, buffer: &mut Vec<u8>) -> Result<usize, NoMessage> {
    let mut chunk = [0; 64 * 1024];
    match stream.read(&mut chunk) {
        Ok(0) | Err(_) => Err(NoMessage::Gone),
        Ok(n) => {
            buffer.extend_from_slice(chunk.get(..n).unwrap_or_default());
            Ok(n)
        }
    }
}

fn parse(buffer: &[u8]) -> Result<Option<(Message, usize, usize)>, NoMessage> {
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut request = httparse::Request::new(&mut headers);
    let head = match request.parse(buffer) {
        Ok(httparse::Status::Complete(head)) => head,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(_) => return Err(NoMessage::Status(400, "The request can't be understood.")),
    };
    let header = |name: &str| {
        let found = request.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
        found.and_then(|header| std::str::from_utf8(header.value).ok()).map(str::trim)
    };
    if header("transfer-encoding").is_some() {
        return Err(NoMessage::Status(501, "Chunked requests are not taken."));
    }
    let length = match header("content-length").map(str::parse::<usize>) {
        None => 0,
        Some(Ok(length)) => length,
        Some(Err(_)) => return Err(NoMessage::Status(400, "The request's length is no number.")),
    };
    let owned = |name: &str| header(name).unwrap_or_default().to_owned();
    let message = Message {
        method: request.method.unwrap_or_default().to_owned(),
        target: request.path.unwrap_or_default().to_owned(),
        host: owned("host"),
        origin: header("origin").map(str::to_owned),
        content_type: owned("content-type"),
        accept: owned("accept"),
        range: header("range").map(str::to_owned),
        close: request.version == Some(0) || header("connection").is_some_and(|c| c.eq_ignore_ascii_case("close")),
        body: Vec::new(),
    };
    Ok(Some((message, head, length)))
}

/// What stands behind the question mark of what is asked for.
pub(super) fn query(target: &str) -> &str {
    let target = target.split('#').next().unwrap_or("");
    target.split_once('?').map_or("", |(_, query)| query)
}

/// The path that is asked for, decoded; `None` if it could mean anything but a file of the hub.
pub(super) fn path(target: &str) -> Option<String> {
    let path = target.split(['?', '#']).next().unwrap_or("");
    let path = crate::path::decode(path)?;
    let bad = |part: &str| part == ".." || part == ".";
    let is_plain =
        path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\0']) && !path.split('/').any(bad);
    is_plain.then(|| path.into_owned())
}

/// Sends a response. Browsers hide where a form comes from if the page's policy is to give no referrer, and
/// such a form would be refused; so the policy is to give it to the preview alone. A range of bytes is cut out of it, so that PDF viewers can read a part.
pub(super) fn write(stream: &mut impl Write, response: &Response, message: &Message, close: bool) -> io::Result<()> {
    let whole = response.body.len();
    let range = message.range.as_deref().filter(|_| response.status == 200).map(|range| part(range, whole));
    let (status, part) = match range {
        Some(Some(Some(part))) => (206, part),
        Some(Some(None)) => (416, 0..0),
        _ => (response.status, 0..whole),
    };
    let mut head = format!(
        "HTTP/1.1 {status} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         X-Content-Type-Options: nosniff\r\nReferrer-Policy: same-origin\r\nAccept-Ranges: bytes\r\n",
        reason(status),
        response.content_type,
        part.len(),
    );
    if status == 206 {
        head.push_str(&format!("Content-Range: bytes {}-{}/{whole}\r\n", part.start, part.end.saturating_sub(1)));
    }
    if status == 416 {
        head.push_str(&format!("Content-Range: bytes */{whole}\r\n"));
    }
    if let Some(location) = response.location.as_deref().filter(|l| !l.contains(['\r', '\n'])) {
        head.push_str(&format!("Location: {location}\r\n"));
    }
    head.push_str(if close { "Connection: close\r\n\r\n" } else { "Connection: keep-alive\r\n\r\n" });
    stream.write_all(head.as_bytes())?;
    if message.method != "HEAD" {
        stream.write_all(response.body.get(part).unwrap_or_default())?;
    }
    stream.flush()
}

/// One range of bytes (RFC 9110, section 14.2): `None` if it is not understood and the whole is
/// to be sent, `Some(None)` if it lies outside the file.
fn part(range: &str, whole: usize) -> Option<Option<Range<usize>>> {
    let (from, to) = range.strip_prefix("bytes=")?.split_once('-')?;
    let part = match (from.parse::<usize>(), to.parse::<usize>()) {
        (Ok(from), Ok(to)) => from..to.saturating_add(1).min(whole),
        (Ok(from), Err(_)) if to.is_empty() => from..whole,
        (Err(_), Ok(last)) if from.is_empty() => whole.saturating_sub(last)..whole,
        _ => return None,
    };
    Some(Some(part).filter(|part| part.start < part.end))
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        206 => "Partial Content",
        302 => "Found",
        303 => "See Other",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        413 => "Content Too Large",
        416 => "Range Not Satisfiable",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        501 => "Not Implemented",
        503 => "Service Unavailable",
        _ => "Preview",
    }
}

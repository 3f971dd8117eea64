//! Writes one HTTP response (RFC 9110), or the part of it that a browser asked for. It decides nothing about
//! what is sent, and waits only so long for a client that takes it.

use super::http::Message;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

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
    pub fn text(status: u16, text: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", Arc::from(format!("{text}\n").into_bytes()))
    }
}

/// Whatever a page holds, browsers neither send a form nor let a program ask anywhere but here.
const STAYS: &str = "Content-Security-Policy: form-action 'self'; connect-src 'self'; base-uri 'self'; \
                     frame-ancestors 'self'\r\n";

/// How long an answer may take in any case.
const PATIENCE_FOR_ANY: Duration = Duration::from_secs(30);

/// Sends a response. Browsers hide where a form comes from if the page's policy is to give no referrer, and
/// such a form would be refused; so the policy is to give it to the preview alone. No page elsewhere may use or frame
/// what is sent. A range of bytes is cut out of it, so that PDF viewers can read a part.
pub(super) fn write(stream: &mut impl Write, response: &Response, message: &Message, close: bool) -> io::Result<()> {
    let whole = response.body.len();
    // The tag is a hash of the bytes, so parts of two versions of a file are never put together.
    let tag = format!("\"{:032x}\"", xxhash_rust::xxh3::xxh3_128(&response.body));
    let is_for_this = response.status == 200
        && message.method == "GET"
        && message.if_range.as_ref().is_none_or(|wanted| *wanted == tag);
    let range = message.range.as_deref().filter(|_| is_for_this).map_or(Part::Whole, |range| part(range, whole));
    let (status, part) = match range {
        Part::Bytes(part) => (206, part),
        Part::Outside => (416, 0..0),
        Part::Whole => (response.status, 0..whole),
    };
    let mut head = format!(
        "HTTP/1.1 {status} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         X-Content-Type-Options: nosniff\r\nReferrer-Policy: same-origin\r\nX-Frame-Options: SAMEORIGIN\r\n\
         Cross-Origin-Resource-Policy: same-origin\r\nAccept-Ranges: bytes\r\n{STAYS}",
        reason(status),
        response.content_type,
        part.len(),
    );
    match status {
        200 => head.push_str(&format!("ETag: {tag}\r\n")),
        206 => head.push_str(&format!(
            "ETag: {tag}\r\nContent-Range: bytes {}-{}/{whole}\r\n",
            part.start,
            part.end.saturating_sub(1)
        )),
        416 => head.push_str(&format!("Content-Range: bytes */{whole}\r\n")),
        _ => {}
    }
    if let Some(location) = response.location.as_deref().filter(|l| !l.contains(['\r', '\n'])) {
        head.push_str(&format!("Location: {location}\r\n"));
    }
    head.push_str(if close { "Connection: close\r\n\r\n" } else { "Connection: keep-alive\r\n\r\n" });
    stream.write_all(head.as_bytes())?;
    if message.method != "HEAD" {
        send(stream, response.body.get(part).unwrap_or_default())?;
    }
    stream.flush()
}

/// The least that a client may take in a second, in bytes: less than a phone far from its router does.
const SLOWEST: usize = 16 * 1024;

/// Sends bytes to a client that takes them at a decent pace.
#[expect(clippy::disallowed_methods, reason = "a client that takes a byte now and then would never end")]
fn send(stream: &mut impl Write, mut bytes: &[u8]) -> io::Result<()> {
    let until = Instant::now() + PATIENCE_FOR_ANY + Duration::from_secs((bytes.len() / SLOWEST) as u64);
    while !bytes.is_empty() {
        let sent = stream.write(bytes)?;
        if sent == 0 || Instant::now() > until {
            return Err(io::ErrorKind::TimedOut.into());
        }
        bytes = bytes.get(sent..).unwrap_or_default();
    }
    Ok(())
}

/// What is sent of a file.
enum Part {
    Whole,
    Bytes(Range<usize>),
    /// What is wanted lies outside the file.
    Outside,
}

/// One range of bytes (RFC 9110, section 14). Several at once, and what is not understood, give the whole,
/// as the standard allows.
fn part(range: &str, whole: usize) -> Part {
    let Some((from, to)) = range
        .split_once('=')
        .filter(|(unit, _)| unit.trim().eq_ignore_ascii_case("bytes"))
        .and_then(|(_, range)| range.trim().split_once('-'))
    else {
        return Part::Whole;
    };
    // A number that is too long for this computer lies behind the end of any file.
    let number = |digits: &str| {
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| digits.parse::<usize>().unwrap_or(usize::MAX))
    };
    let part = match (number(from), number(to)) {
        (Some(from), Some(to)) if from <= to => from..to.saturating_add(1).min(whole),
        (Some(from), None) if to.is_empty() => from..whole,
        (None, Some(last)) if from.is_empty() => whole.saturating_sub(last)..whole,
        _ => return Part::Whole,
    };
    if part.start < part.end { Part::Bytes(part) } else { Part::Outside }
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

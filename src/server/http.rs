//! Reads one HTTP request (RFC 9110, RFC 9112), as far as a browser needs that. What is too long, too slow
//! or malformed gets a status and no further attention.

use std::io::Read;
use std::sync::atomic::{AtomicUsize, Ordering};
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

/// The longest head of a request, in bytes.
const LONGEST_HEAD: usize = 16 * 1024;

/// The longest body of a request that is looked at, in bytes: a form with a comment of 10 MB.
const LONGEST_BODY: usize = 12 * 1024 * 1024;

/// The longest body that is read only to be thrown away, in bytes. A browser that is still sending when
/// the connection closes shows an error of its own in place of the answer.
const LONGEST_WASTE: usize = 512 * 1024 * 1024;

/// How long a whole request may take, however steadily its bytes come.
const WHOLE_REQUEST: Duration = Duration::from_secs(60);

/// How long its head may take. Browsers send it at once, and whoever does not keeps a place that somebody else could have.
const WHOLE_HEAD: Duration = Duration::from_secs(10);

/// How many bytes of bodies are held at once, of all connections together.
const MOST_BODIES: usize = 4 * LONGEST_BODY;

static BODIES: AtomicUsize = AtomicUsize::new(0);

/// Room for a body, held as long as it is.
pub(super) struct Room(usize);

impl Room {
    fn take(length: usize) -> Option<Self> {
        let room = Self(length);
        (BODIES.fetch_add(length, Ordering::SeqCst) + length <= MOST_BODIES).then_some(room)
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        BODIES.fetch_sub(self.0, Ordering::SeqCst);
    }
}

/// A request as it was read.
#[derive(Default)]
pub(super) struct Message {
    pub(super) method: String,
    pub(super) target: String,
    pub(super) host: String,
    pub(super) origin: Option<String>,
    /// Whose page asks, how and what for, as browsers say it (W3C, Fetch Metadata Request Headers).
    pub(super) fetch_site: String,
    pub(super) fetch_mode: String,
    pub(super) fetch_dest: String,
    pub(super) content_type: String,
    pub(super) accept: String,
    pub(super) range: Option<String>,
    /// The tag of the file of which a part is wanted.
    pub(super) if_range: Option<String>,
    pub(super) close: bool,
    pub(super) body: Vec<u8>,
    /// The room that it takes up.
    pub(super) room: Option<Room>,
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

/// Reads one request. Bytes of the next one stay in `buffer`. The body of one that is not welcome is left
/// unread, and its connection is to be closed.
#[expect(clippy::disallowed_methods, reason = "a client that sends a byte now and then would never end")]
pub(super) fn read(
    stream: &mut impl Read,
    buffer: &mut Vec<u8>,
    is_welcome: impl Fn(&Message) -> bool,
) -> Result<Message, NoMessage> {
    let begun = Instant::now();
    let mut more = |buffer: &mut Vec<u8>, longest: Duration| {
        let came = fill(stream, buffer)?;
        if begun.elapsed() > longest { Err(NoMessage::Status(408, "The request takes too long.")) } else { Ok(came) }
    };
    loop {
        let parsed = parse(buffer)?;
        if parsed.as_ref().map_or(buffer.len(), |(_, head, _)| *head) >= LONGEST_HEAD {
            return Err(NoMessage::Status(431, "The request's head is too long."));
        }
        if let Some((mut message, head, length)) = parsed {
            // Nothing is read of what a page elsewhere sends.
            if length > 0 && !is_welcome(&message) {
                message.close = true;
                return Ok(message);
            }
            if length > LONGEST_BODY {
                let mut left = length.saturating_sub(buffer.len() - head);
                while left > 0 && length <= LONGEST_WASTE {
                    buffer.clear();
                    let Ok(came) = more(buffer, WHOLE_REQUEST) else { break };
                    left = left.saturating_sub(came);
                }
                return Err(NoMessage::TooLong);
            }
            let room =
                Room::take(length).ok_or(NoMessage::Status(503, "The preview is busy. Try again in a moment."))?;
            while buffer.len() < head + length {
                more(buffer, WHOLE_REQUEST)?;
            }
            message.body = buffer.get(head..head + length).unwrap_or_default().to_vec();
            buffer.drain(..head + length);
            message.room = Some(room);
            return Ok(message);
        }
        more(buffer, WHOLE_HEAD)?;
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
    let is_twofold =
        |name: &str| request.headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name)).nth(1).is_some();
    // Two programs may each believe another one (RFC 9112, sections 3.2 and 6.3).
    if ["host", "content-length", "origin"].into_iter().any(is_twofold) {
        return Err(NoMessage::Status(400, "The request says the same thing twice."));
    }
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
        fetch_site: owned("sec-fetch-site"),
        fetch_mode: owned("sec-fetch-mode"),
        fetch_dest: owned("sec-fetch-dest"),
        content_type: owned("content-type"),
        accept: owned("accept"),
        range: header("range").map(str::to_owned),
        if_range: header("if-range").map(str::to_owned),
        close: request.version == Some(0)
            || header("connection").is_some_and(|c| c.split(',').any(|c| c.trim().eq_ignore_ascii_case("close"))),
        body: Vec::new(),
        room: None,
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

//! One connection: its requests one after the other, each checked before the handler sees it.

use super::door::Door;
use super::http::{self, Message, NoMessage, Request};
use super::reload::{EVENTS, Reload, SCRIPT, SCRIPT_TEXT, tag};
use super::response::{Response, When, write};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

/// How long a client may take for the next bytes. Tests have less time.
const PATIENCE: Duration = Duration::from_secs(if cfg!(test) { 2 } else { 10 });

/// How many requests one connection may make.
const MOST_REQUESTS: usize = 200;

/// The longest wait before an answer.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// What a person sees who sent more than may be looked at.
const TOO_LONG: &str = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Too much to look at</title>\n\
<h1>Too much to look at</h1>\n<p>The preview takes forms of up to 12 MB. Nothing was sent to anybody. \
Go back, and choose a smaller file or write less.</p>\n</html>\n";

pub(super) fn answer(
    mut stream: &TcpStream,
    address: SocketAddr,
    door: &Door,
    reload: &Reload,
    handler: &dyn Fn(&Request<'_>) -> Response,
) {
    // A client that reads or writes too slowly only keeps its own thread busy, and not for long.
    let timed = stream.set_read_timeout(Some(PATIENCE)).and_then(|()| stream.set_write_timeout(Some(PATIENCE)));
    if timed.is_err() {
        return;
    }
    let _ = stream.set_nodelay(true);
    match converse(&mut stream, address, door, reload, handler) {
        Ended::Closed => {}
        Ended::Listening => reload.stream(stream),
    }
}

/// How a conversation ended.
#[derive(PartialEq, Eq)]
pub(super) enum Ended {
    Closed,
    /// The client wants to hear of changes from now on.
    Listening,
}

/// Answers one request after the other.
pub(super) fn converse(
    stream: &mut (impl Read + Write),
    address: SocketAddr,
    door: &Door,
    reload: &Reload,
    handler: &dyn Fn(&Request<'_>) -> Response,
) -> Ended {
    let mut buffer = Vec::new();
    for n in 1..=MOST_REQUESTS {
        let message = match http::read(stream, &mut buffer, |message| door.check(message, address).is_ok()) {
            Ok(message) => message,
            Err(NoMessage::Gone) => return Ended::Closed,
            Err(NoMessage::Status(status, why)) => {
                let _ = write(stream, &Response::text(status, why), &no_message(), true);
                return Ended::Closed;
            }
            Err(NoMessage::TooLong) => {
                let _ = write(stream, &Response::html(413, TOO_LONG.to_owned()), &no_message(), true);
                return Ended::Closed;
            }
        };
        let path = door.check(&message, address);
        // Whoever is turned away keeps no place that somebody else could have.
        let close = message.close || n == MOST_REQUESTS || path.is_err();
        let response = match path {
            Err(response) => response,
            Ok(path) if path == EVENTS && message.method == "GET" => return Ended::Listening,
            Ok(path) if path == SCRIPT => {
                Response::new(200, "text/javascript; charset=utf-8", Arc::from(SCRIPT_TEXT.as_bytes()))
            }
            Ok(path) => {
                let request = Request {
                    method: &message.method,
                    path: &path,
                    query: http::query(&message.target),
                    accept: &message.accept,
                    body: &message.body,
                    content_type: &message.content_type,
                };
                // What comes during the work is at worst shown twice.
                let version = reload.version();
                let response = handler(&request);
                // To reload what a form brought would send the form again.
                let is_sent = message.method == "POST";
                if is_sent { response } else { with_reload(response, &tag(&door.prefix(), &version)) }
            }
        };
        // The handler does not know what stands before its addresses here.
        let location = response.location.map(|to| if to.starts_with('/') { door.prefix() + &to } else { to });
        let response = Response { location, ..response };
        match response.when {
            When::Now => {}
            When::After(wait) => std::thread::sleep(wait.min(LONGEST_WAIT)),
            When::Never => return Ended::Closed,
        }
        if write(stream, &response, &message, close).is_err() || close {
            return Ended::Closed;
        }
    }
    Ended::Closed
}

/// Tells a client that there are too many.
pub(super) fn refuse(mut stream: &TcpStream) {
    let _ = stream.set_write_timeout(Some(Duration::from_millis(200)));
    let response = Response::text(503, "The preview is busy. Try again in a moment.");
    let _ = write(&mut stream, &response, &no_message(), true);
}

fn no_message() -> Message {
    Message { close: true, ..Message::default() }
}

/// Adds what reloads the page.
fn with_reload(response: Response, tag: &str) -> Response {
    if !response.content_type.starts_with("text/html") || response.location.is_some() {
        return response;
    }
    let Ok(html) = std::str::from_utf8(&response.body) else { return response };
    let at = html.rfind("</body>").unwrap_or(html.len());
    let body = format!("{}{tag}{}", &html[..at], &html[at..]);
    Response { body: Arc::from(body.into_bytes()), ..response }
}

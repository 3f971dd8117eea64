//! One connection: its requests one after the other, each checked before the handler sees it.

use super::http::{self, Message, NoMessage, Request, Response, When};
use super::reload::{EVENTS, Reload, SCRIPT, SCRIPT_TEXT, TAG};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

/// How long a client may take for the next bytes.
const PATIENCE: Duration = Duration::from_secs(10);

/// How many requests one connection may make.
const MOST_REQUESTS: usize = 200;

/// The longest wait before an answer.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// What a person sees who sent more than may be looked at.
const TOO_LONG: &str = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Too much to look at</title>\n\
<h1>Too much to look at</h1>\n<p>The preview takes forms of up to 12 MB. Nothing was sent to anybody. \
Go back, and choose a smaller file or write less.</p>\n</html>\n";

pub(super) fn answer(mut stream: &TcpStream, port: u16, reload: &Reload, handler: &dyn Fn(&Request<'_>) -> Response) {
    // A client that reads or writes too slowly only keeps its own thread busy, and not for long.
    let timed = stream.set_read_timeout(Some(PATIENCE)).and_then(|()| stream.set_write_timeout(Some(PATIENCE)));
    if timed.is_err() {
        return;
    }
    let _ = stream.set_nodelay(true);
    let mut buffer = Vec::new();
    for n in 1..=MOST_REQUESTS {
        let message = match http::read(&mut stream, &mut buffer) {
            Ok(message) => message,
            Err(NoMessage::Gone) => return,
            Err(NoMessage::Status(status, why)) => {
                let _ = http::write(&mut stream, &Response::text(status, why), &no_message(), true);
                return;
            }
            Err(NoMessage::TooLong) => {
                let _ = http::write(&mut stream, &Response::html(413, TOO_LONG.to_owned()), &no_message(), true);
                return;
            }
        };
        let close = message.close || n == MOST_REQUESTS;
        let response = match checked(&message, port) {
            Err(response) => response,
            Ok(path) if path == EVENTS && message.method == "GET" => return reload.stream(stream),
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
                let response = handler(&request);
                // To reload what a form brought would send the form again.
                if message.method == "POST" { response } else { with_reload(response) }
            }
        };
        match response.when {
            When::Now => {}
            When::After(wait) => std::thread::sleep(wait.min(LONGEST_WAIT)),
            When::Never => return,
        }
        if http::write(&mut stream, &response, &message, close).is_err() || close {
            return;
        }
    }
}

/// Tells a client that there are too many.
pub(super) fn refuse(mut stream: &TcpStream) {
    let _ = stream.set_write_timeout(Some(Duration::from_millis(200)));
    let response = Response::text(503, "The preview is busy. Try again in a moment.");
    let _ = http::write(&mut stream, &response, &no_message(), true);
}

fn no_message() -> Message {
    Message {
        method: String::new(),
        target: String::new(),
        host: String::new(),
        origin: None,
        content_type: String::new(),
        accept: String::new(),
        range: None,
        close: true,
        body: Vec::new(),
    }
}

/// Only requests to this computer's own names are answered, so that a web page elsewhere can't
/// read the preview by pointing a name of its own at it (DNS rebinding); and only pages of the
/// preview itself may send anything to it.
fn checked(message: &Message, port: u16) -> Result<String, Response> {
    let own = |name: &str| {
        let (host, its_port) = name.rsplit_once(':').filter(|(_, p)| p.parse::<u16>().is_ok()).unwrap_or((name, "80"));
        let is_own_name = matches!(host.to_ascii_lowercase().as_str(), "localhost" | "127.0.0.1" | "[::1]");
        is_own_name && its_port.parse() == Ok(port)
    };
    if !own(&message.host) {
        return Err(Response::text(403, "The preview answers only to localhost."));
    }
    if !matches!(message.method.as_str(), "GET" | "HEAD" | "POST") {
        return Err(Response::text(405, "The preview takes GET, HEAD and POST."));
    }
    let is_foreign = message.origin.as_deref().is_some_and(|origin| !origin.strip_prefix("http://").is_some_and(own));
    if message.method == "POST" && is_foreign {
        return Err(Response::text(403, "Only the preview's own pages may send to it."));
    }
    http::path(&message.target).ok_or_else(|| Response::text(400, "This address can't be understood."))
}

/// Adds what reloads the page.
fn with_reload(response: Response) -> Response {
    if !response.content_type.starts_with("text/html") || response.location.is_some() {
        return response;
    }
    let Ok(html) = std::str::from_utf8(&response.body) else { return response };
    let at = html.rfind("</body>").unwrap_or(html.len());
    let body = format!("{}{TAG}{}", &html[..at], &html[at..]);
    Response { body: Arc::from(body.into_bytes()), ..response }
}

//! Decides which requests are answered, before anything else is done with them. On this computer a preview answers only to
//! the computer's own names, so that a page elsewhere can't read it by pointing a name of its own at it (DNS rebinding),
//! and only to its own pages. On a network it answers whoever knows its address, which begins with a word that nobody can guess, and
//! only shows pages. The word is part of each address and not a cookie: relative addresses carry it on, nothing is kept
//! on the phone, and a page elsewhere can't have it sent along.

use super::http::{self, Message};
use super::response::Response;
use std::net::SocketAddr;
use std::sync::Arc;

/// Who may come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Door {
    /// Browsers on this computer.
    Home,
    /// Whoever on the network knows this word, to look and no more.
    Network(Arc<str>),
}

/// What a phone shows when a form is sent.
const ONLY_SHOWS: &str = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
<meta name=\"viewport\" content=\"width=device-width\">\n<title>The preview on a phone only shows pages</title>\n\
<h1>The preview on a phone only shows pages</h1>\n\
<p>Nothing was sent to anybody. Try forms in the preview on the computer.</p>\n</html>\n";

impl Door {
    /// The path that is asked for, as the handler knows it; or why there is no answer.
    pub(super) fn check(&self, message: &Message, address: SocketAddr) -> Result<String, Response> {
        if !self.is_own(&message.host, address) {
            let text = match self {
                Self::Home => "The preview answers only to localhost.",
                Self::Network(_) => "There is nothing here.",
            };
            return Err(Response::text(403, text));
        }
        if !matches!(message.method.as_str(), "GET" | "HEAD" | "POST") {
            return Err(Response::text(405, "The preview takes GET, HEAD and POST."));
        }
        let is_own_origin =
            |origin: &str| origin.strip_prefix("http://").is_some_and(|host| self.is_own(host, address));
        let is_foreign = message.origin.as_deref().is_some_and(|origin| !is_own_origin(origin));
        // Browsers say so where a page elsewhere asks (Fetch Metadata). A person who follows a link may come in.
        let is_asked_for_elsewhere = matches!(message.fetch_site.as_str(), "cross-site" | "same-site")
            && (message.fetch_mode != "navigate" || message.fetch_dest != "document");
        if is_foreign || is_asked_for_elsewhere {
            return Err(Response::text(403, "Only the preview's own pages may ask for this, or send to it."));
        }
        let path =
            http::path(&message.target).ok_or_else(|| Response::text(400, "This address can't be understood."))?;
        match self {
            Self::Home => Ok(path),
            Self::Network(word) => below(word, path, message),
        }
    }

    /// What stands before each path that does not belong to a page.
    pub(super) fn prefix(&self) -> String {
        match self {
            Self::Home => String::new(),
            Self::Network(word) => format!("/{word}"),
        }
    }

    /// Whether a host is the preview's own, as browsers write it in `Host` and `Origin`.
    fn is_own(&self, name: &str, address: SocketAddr) -> bool {
        let (host, port) = name.rsplit_once(':').filter(|(_, p)| p.parse::<u16>().is_ok()).unwrap_or((name, "80"));
        let is_own_name = match self {
            Self::Home => matches!(host.to_ascii_lowercase().as_str(), "localhost" | "127.0.0.1" | "[::1]"),
            Self::Network(_) => host == address.ip().to_string(),
        };
        is_own_name && port.parse() == Ok(address.port())
    }
}

/// The path behind the word.
fn below(word: &str, path: String, message: &Message) -> Result<String, Response> {
    // A page's forms lead to the preview's own addresses, where on a computer they are caught.
    if message.method == "POST" || path.starts_with("/__preview/form") {
        return Err(Response::html(403, ONLY_SHOWS.to_owned()));
    }
    let (first, rest) = path[1..].split_once('/').map_or((&path[1..], None), |(first, rest)| (first, Some(rest)));
    // What begins with two slashes names a host, as it would without the word.
    let is_another_host = rest.is_some_and(|rest| rest.starts_with('/'));
    // How long it takes must not tell how much of the word was right.
    let differs = first.bytes().zip(word.bytes()).fold(0, |differs, (a, b)| differs | (a ^ b));
    if first.len() != word.len() || differs != 0 || is_another_host {
        return Err(Response::text(404, "There is nothing here."));
    }
    match rest {
        Some(rest) => Ok(format!("/{rest}")),
        None => Err(Response { location: Some("/".to_owned()), ..Response::html(302, String::new()) }),
    }
}

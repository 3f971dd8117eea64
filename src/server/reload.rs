//! Tells open pages when there is something new: a counter, and a stream of server-sent events
//! (HTML Standard, section 9.2) that passes each of its values on.

use std::io::Write;
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// How many open pages are told.
const MOST_STREAMS: usize = 32;

/// How often a silent stream says that it is still there; so a closed page is noticed too.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Where the events and the script that listens to them are.
pub(super) const EVENTS: &str = "/__preview/events";
pub(super) const SCRIPT: &str = "/__preview/reload.js";

/// What is added to each page of a preview whose addresses begin with a prefix. The page knows its own
/// version, so it misses nothing, however late it begins to listen.
pub(super) fn tag(prefix: &str, version: &str) -> String {
    format!("<script src=\"{prefix}{SCRIPT}\" data-version=\"{version}\" defer></script>")
}

/// Reloads the page when there is another version, also when the preview was stopped and started
/// again meanwhile. The browser connects again by itself. A page that nobody looks at does not
/// listen: browsers keep six connections to a server, and a seventh page would wait for ever.
pub(super) const SCRIPT_TEXT: &str = "const { src, dataset: { version } } = document.currentScript;
let events;
const listen = () => {
  events?.close();
  if (document.hidden) return;
  events = new EventSource(new URL('events', src));
  events.onmessage = event => {
    if (event.data !== version) location.reload();
  };
};
addEventListener('visibilitychange', listen);
listen();
";

/// A counter that open pages follow.
pub struct Reload {
    version: Mutex<u64>,
    changed: Condvar,
    streams: AtomicUsize,
    /// Tells this run of the preview from a former one.
    run: u32,
}

impl Default for Reload {
    fn default() -> Self {
        Self { version: Mutex::new(0), changed: Condvar::new(), streams: AtomicUsize::new(0), run: std::process::id() }
    }
}

impl Reload {
    /// Tells every open page that there is something new.
    pub fn bump(&self) {
        *self.version.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.changed.notify_all();
    }

    /// What is new now, as open pages are told.
    pub(super) fn version(&self) -> String {
        self.name(*self.version.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn name(&self, version: u64) -> String {
        format!("{}-{version}", self.run)
    }

    /// Sends the versions to one page until it is closed.
    pub(super) fn stream(&self, mut stream: &TcpStream) {
        if self.streams.fetch_add(1, Ordering::SeqCst) < MOST_STREAMS {
            let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nConnection: close\r\n\r\nretry: 300\n\n";
            let mut sent = stream.write_all(head.as_bytes());
            let mut seen = None;
            while sent.is_ok() {
                let mut version = self.version.lock().unwrap_or_else(PoisonError::into_inner);
                if seen == Some(*version) {
                    let waited = self.changed.wait_timeout(version, HEARTBEAT);
                    (version, _) = waited.unwrap_or_else(PoisonError::into_inner);
                }
                let now = *version;
                drop(version);
                let event =
                    if seen == Some(now) { ":\n\n".to_owned() } else { format!("data: {}\n\n", self.name(now)) };
                seen = Some(now);
                sent = stream.write_all(event.as_bytes());
            }
        }
        self.streams.fetch_sub(1, Ordering::SeqCst);
    }
}

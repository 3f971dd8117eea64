//! The edge where a browser meets the preview. It turns bytes from a socket into
//! a [`Request`], asks the handler, and sends its [`Response`]; it knows nothing of pages. It
//! listens where it is told, answers whom its [`Door`] lets in, and bounds everything that a
//! client can make large, slow or many. Live reload is added here and nowhere else.

mod connection;
mod door;
mod http;
mod reload;
mod response;

pub use door::Door;
pub use http::Request;
pub use reload::Reload;
pub use response::{Response, When};

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};

/// How many connections are served at once. A browser opens about six.
const MOST_CONNECTIONS: usize = 64;

/// The port that a preview takes if it is free.
pub const FIRST_PORT: u16 = 3000;

/// How many ports are tried after the first.
const PORTS_TRIED: u16 = 20;

/// Listens on this computer only: on the given port, or on the first that is free.
pub fn bind(port: Option<u16>) -> io::Result<TcpListener> {
    let listen = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    match port {
        Some(port) => listen(port),
        None => {
            let found = (FIRST_PORT..FIRST_PORT + PORTS_TRIED).find_map(|port| listen(port).ok());
            found.map_or_else(|| listen(FIRST_PORT + PORTS_TRIED), Ok)
        }
    }
}

/// What a client that sends these bytes is answered, without a socket: for tests with hostile bytes.
pub fn answers(bytes: &[u8], address: SocketAddr, door: &Door, handler: &dyn Fn(&Request<'_>) -> Response) -> Vec<u8> {
    struct Client<'b>(&'b [u8], Vec<u8>);
    impl io::Read for Client<'_> {
        fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
            self.0.read(room)
        }
    }
    impl io::Write for Client<'_> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.1.write(bytes)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut client = Client(bytes, Vec::new());
    connection::converse(&mut client, address, door, &Reload::default(), handler);
    client.1
}

/// A running server.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    stopped: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// Serves until the result is dropped.
pub fn serve(
    listener: TcpListener,
    door: Door,
    reload: Arc<Reload>,
    handler: impl Fn(&Request<'_>) -> Response + Send + Sync + 'static,
) -> io::Result<Server> {
    let address = listener.local_addr()?;
    let stopped = Arc::new(AtomicBool::new(false));
    let handler = Arc::new(handler);
    let open = Arc::new(AtomicUsize::new(0));
    let stop = stopped.clone();
    let thread = thread::Builder::new().name("preview".to_owned()).spawn(move || {
        for stream in listener.incoming() {
            if stop.load(Ordering::SeqCst) {
                break;
            }
            let Ok(stream) = stream else { continue };
            let (handler, door, reload, guard) = (handler.clone(), door.clone(), reload.clone(), Open::new(&open));
            if guard.count > MOST_CONNECTIONS {
                connection::refuse(&stream);
                continue;
            }
            // If no thread can be had the connection is closed and the browser tries again.
            let _ = thread::Builder::new().name("connection".to_owned()).spawn(move || {
                connection::answer(&stream, address, &door, &reload, &*handler);
                drop(guard);
            });
        }
    })?;
    Ok(Server { address, stopped, thread: Some(thread) })
}

impl Drop for Server {
    #[expect(clippy::disallowed_methods, reason = "it calls itself, to be woken")]
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
        // The listener sleeps until somebody connects.
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// One open connection, counted as long as it lives.
struct Open {
    all: Arc<AtomicUsize>,
    count: usize,
}

impl Open {
    fn new(all: &Arc<AtomicUsize>) -> Self {
        Self { all: all.clone(), count: all.fetch_add(1, Ordering::SeqCst) + 1 }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.all.fetch_sub(1, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests;

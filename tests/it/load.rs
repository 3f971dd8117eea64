//! The preview under load: many clients ask, and files change all the while. Every answer is right, none is late, and
//! nothing is left behind. With `--nocapture` it says how much it did.

use crate::cli::bindery;
use crate::serving::Serving;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const CLIENTS: usize = 8;

const PAGES: usize = 40;

/// How long it goes on.
const LASTS: Duration = Duration::from_secs(6);

/// No answer may take longer, however busy the computer is.
const LATE: Duration = Duration::from_secs(5);

/// A page in which each part says which version it is of.
fn write_page(content: &Path, page: usize, version: usize) {
    let text = format!(
        "---\ntitle: Page {page} v{version}.\nsummary: S.\n---\nBegins v{version}.\n\n{}\n\nEnds v{version}.\n",
        "Words. ".repeat(300)
    );
    let new = content.join(format!(".page-{page}"));
    fs::write(&new, text).unwrap();
    fs::rename(new, content.join(format!("guidance/page-{page}.md"))).unwrap();
}

/// Asks again and again over one connection, as browsers do. Gives how long each answer took.
fn ask(port: u16, client: usize, stop: &AtomicBool) -> Vec<Duration> {
    let mut times = Vec::new();
    let mut newest = [0; PAGES];
    while !stop.load(Ordering::SeqCst) {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.set_read_timeout(Some(LATE)).unwrap();
        for n in 0..100 {
            if stop.load(Ordering::SeqCst) {
                break;
            }
            let page = (n * 7 + client * 5) % PAGES;
            let started = Instant::now();
            let (range, part) = if n % 10 == 9 { ("Range: bytes=10-19\r\n", true) } else { ("", false) };
            let path = if part { "/guide.pdf".to_owned() } else { format!("/guidance/page-{page}/") };
            // In one piece: a system waits before it sends a second small one.
            let request = format!("GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n{range}\r\n");
            stream.write_all(request.as_bytes()).unwrap();
            let (head, body) = answer(&mut stream);
            times.push(started.elapsed());
            if part {
                assert!(head.starts_with("HTTP/1.1 206") && body == b"0123456789", "{head}");
                continue;
            }
            let body = String::from_utf8(body).unwrap();
            assert!(head.starts_with("HTTP/1.1 200"), "{head}");
            let version = |before: &str| -> usize {
                let (_, rest) = body.split_once(before).unwrap_or_else(|| panic!("{path} has {before:?}: {body}"));
                rest.split('.').next().unwrap().parse().unwrap()
            };
            let all = [version(&format!("<h1>Page {page} v")), version("Begins v"), version("Ends v")];
            assert!(all.iter().all(|one| *one == all[0]), "{path} is made of two versions: {all:?}");
            assert!(all[0] >= newest[page], "{path} went back from {} to {}", newest[page], all[0]);
            newest[page] = all[0];
        }
    }
    times
}

fn answer(stream: &mut TcpStream) -> (String, Vec<u8>) {
    let mut bytes = Vec::new();
    let mut room = [0; 16 * 1024];
    loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8(bytes[..at].to_vec()).unwrap();
            let (_, length) = head.split_once("Content-Length: ").unwrap();
            let length: usize = length.lines().next().unwrap().parse().unwrap();
            if bytes.len() >= at + 4 + length {
                assert_eq!(bytes.len(), at + 4 + length, "nothing comes that was not asked for");
                return (head, bytes[at + 4..].to_vec());
            }
        }
        match stream.read(&mut room) {
            Ok(n) if n > 0 => bytes.extend_from_slice(&room[..n]),
            other => panic!("no answer in time: {other:?}"),
        }
    }
}

/// What the program holds, as Linux counts it.
#[cfg(target_os = "linux")]
struct Held {
    kilobytes: usize,
    threads: usize,
    files: usize,
}

#[cfg(target_os = "linux")]
fn held(id: u32) -> Held {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap();
    let number = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.trim_end_matches("kB").trim().parse().unwrap()
    };
    let files = fs::read_dir(format!("/proc/{id}/fd")).unwrap().count();
    Held { kilobytes: number("VmRSS:"), threads: number("Threads:"), files }
}

#[test]
fn under_load_every_answer_is_right_and_none_is_late() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    bindery(at, &["init", "."]);
    let content = at.join("content");
    (0..PAGES).for_each(|page| write_page(&content, page, 0));
    fs::write(content.join("guide.pdf"), format!("%PDF-1.4  0123456789{}", "x".repeat(100_000))).unwrap();
    let serving = Serving::start(at);
    serving.wait_until_told("Up to date");
    let (stop, changes) = (AtomicBool::new(false), AtomicUsize::new(0));
    let round = |lasts: Duration| -> Vec<Duration> {
        stop.store(false, Ordering::SeqCst);
        std::thread::scope(|scope| {
            let clients: Vec<_> = (0..CLIENTS)
                .map(|client| {
                    let stop = &stop;
                    scope.spawn(move || ask(serving.port, client, stop))
                })
                .collect();
            let started = Instant::now();
            while started.elapsed() < lasts {
                let n = changes.fetch_add(1, Ordering::SeqCst) + 1;
                write_page(&content, n % PAGES, n);
                std::thread::sleep(Duration::from_millis(20));
            }
            stop.store(true, Ordering::SeqCst);
            clients.into_iter().flat_map(|client| client.join().unwrap()).collect()
        })
    };
    // First it gets what it needs for its work, then it may not need more.
    round(LASTS / 3);
    #[cfg(target_os = "linux")]
    let before = held(serving.id());
    let mut times = round(LASTS);
    times.sort();
    let at_share = |share: usize| times[times.len() * share / 1000 - 1];
    let _ = writeln!(
        std::io::stderr(),
        "{CLIENTS} clients, {} answers in {LASTS:?} and {} changes of files: half within {:?}, 99 % within {:?}, the last within {:?}",
        times.len(),
        changes.load(Ordering::SeqCst),
        at_share(500),
        at_share(990),
        at_share(1000)
    );
    assert!(times.len() > 200, "only {} answers", times.len());
    assert!(at_share(1000) < LATE, "an answer took {:?}", at_share(1000));
    #[cfg(target_os = "linux")]
    {
        // Connections end when their clients do, and those that are kept open after a while.
        std::thread::sleep(Duration::from_millis(500));
        let after = held(serving.id());
        let _ = writeln!(
            std::io::stderr(),
            "memory {} → {} kB, threads {} → {}, files {} → {}",
            before.kilobytes,
            after.kilobytes,
            before.threads,
            after.threads,
            before.files,
            after.files
        );
        assert!(after.kilobytes < before.kilobytes * 3 / 2 + 50_000, "memory grows");
        assert!(
            after.threads <= before.threads + CLIENTS && after.files <= before.files + CLIENTS,
            "something is left"
        );
    }
}

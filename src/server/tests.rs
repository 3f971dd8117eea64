#![expect(clippy::disallowed_methods, reason = "tests measure time and connect to the server under test")]

use super::*;
use std::io::{Read, Write};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// More than systems keep for a client that does not read.
const LARGE_LEN: usize = 24_000_000;

static LARGE: LazyLock<Arc<[u8]>> = LazyLock::new(|| vec![b'x'; LARGE_LEN].into());

fn start() -> (Server, Arc<Reload>) {
    start_at(Door::Home)
}

fn start_at(door: Door) -> (Server, Arc<Reload>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let reload = Arc::new(Reload::default());
    let handler = |request: &Request<'_>| match request.path {
        "/page" => Response::html(200, "<body><p>Hello</p></body>".to_owned()),
        "/slow" => Response { when: When::After(Duration::from_millis(300)), ..Response::html(200, "slow".to_owned()) },
        "/never" => Response { when: When::Never, ..Response::html(200, String::new()) },
        "/moved" => Response { location: Some("/page".to_owned()), ..Response::html(302, String::new()) },
        "/large" => Response::new(200, "application/pdf", LARGE.clone()),
        "/file" => Response::new(200, "application/pdf", Arc::from(&b"0123456789"[..])),
        path => Response::text(404, &format!("{} {path} {}", request.method, request.body.len())),
    };
    (serve(listener, door, reload.clone(), handler).unwrap(), reload)
}

fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    stream
}

/// Sends bytes and reads until the server closes.
fn send(server: &Server, bytes: &str) -> String {
    let mut stream = connect(server);
    let bytes = bytes.replace("HOST", &server.address.to_string());
    // The server may close before it has read everything.
    let _ = stream.write_all(bytes.as_bytes());
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    answer
}

fn get(server: &Server, target: &str) -> String {
    send(server, &format!("GET {target} HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n"))
}

#[test]
fn a_page_is_served_with_the_reload_script() {
    let (server, _) = start();
    let answer = get(&server, "/page?query");
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert!(
        answer.contains("<body><p>Hello</p><script src=\"/__preview/reload.js\" data-version=\"")
            && answer.ends_with("-0\" defer></script></body>"),
        "{answer}"
    );
    assert!(get(&server, "/__preview/reload.js").contains("EventSource"));
    assert!(!get(&server, "/file").contains("script"));
}

#[test]
fn paths_that_climb_are_refused() {
    let (server, _) = start();
    for target in
        ["/../etc/passwd", "/%2e%2e/x", "/a/%2e%2e%2fx", "/a\\..\\b", "/%5c..%5cx", "/a%00b", "//host/x", "/%ff", "*"]
    {
        let answer = get(&server, target);
        assert!(answer.starts_with("HTTP/1.1 400"), "{target}: {answer}");
    }
    assert!(get(&server, "/a%20b").contains("GET /a b"), "ordinary encodings are decoded");
}

#[test]
fn foreign_names_and_pages_are_refused() {
    let (server, _) = start();
    let port = server.address.port();
    let host = |host: &str| send(&server, &format!("GET /page HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
    assert!(host("evil.example.org").starts_with("HTTP/1.1 403"));
    assert!(host(&format!("evil.example.org:{port}")).starts_with("HTTP/1.1 403"));
    assert!(host("localhost:1").starts_with("HTTP/1.1 403"));
    assert!(host("").starts_with("HTTP/1.1 403"));
    assert!(host(&format!("localhost:{port}")).starts_with("HTTP/1.1 200"));
    let post = |origin: &str| {
        send(
            &server,
            &format!(
                "POST /x HTTP/1.1\r\nHost: HOST\r\nOrigin: {origin}\r\nContent-Length: 2\r\nConnection: close\r\n\r\nab"
            ),
        )
    };
    assert!(post("https://evil.example.org").starts_with("HTTP/1.1 403"));
    assert!(post("null").starts_with("HTTP/1.1 403"));
    assert!(post(&format!("http://localhost:{port}")).contains("POST /x 2"));
}

#[test]
fn what_a_page_elsewhere_sends_is_not_even_read() {
    let (server, _) = start();
    let head =
        "POST /page HTTP/1.1\r\nHost: HOST\r\nOrigin: http://evil.example.org\r\nContent-Length: 12000000\r\n\r\n";
    let started = Instant::now();
    assert!(send(&server, head).starts_with("HTTP/1.1 403"));
    assert!(started.elapsed() < Duration::from_secs(1), "the answer does not wait for the body");
}

#[test]
fn browsers_are_told_to_keep_forms_and_programs_here() {
    let (server, _) = start();
    for target in ["/page", "/file", "/nothing"] {
        let answer = get(&server, target);
        assert!(
            answer.contains("Content-Security-Policy: form-action 'self'; connect-src 'self'; base-uri 'self'; "),
            "{answer}"
        );
    }
}

#[test]
fn ranges_and_heads_are_answered() {
    let (server, _) = start();
    let range = |range: &str| {
        send(&server, &format!("GET /file HTTP/1.1\r\nHost: HOST\r\nRange: bytes={range}\r\nConnection: close\r\n\r\n"))
    };
    let answer = range("2-4");
    assert!(
        answer.starts_with("HTTP/1.1 206") && answer.contains("bytes 2-4/10") && answer.ends_with("\r\n\r\n234"),
        "{answer}"
    );
    assert!(range("8-").ends_with("\r\n\r\n89"));
    assert!(range("-3").ends_with("\r\n\r\n789"));
    assert!(range("20-30").starts_with("HTTP/1.1 416"));
    assert!(range("99999999999999999999-").starts_with("HTTP/1.1 416"), "longer than any number");
    assert!(range("-0").starts_with("HTTP/1.1 416") && range("20-").contains("Content-Range: bytes */10\r\n"));
    assert!(range("-20").contains("bytes 0-9/10") && range("5-99").ends_with("\r\n\r\n56789"));
    for odd in ["x", "4-2", "+1-2", "1-2,4-5", "-", "1", "1-2-3", "- 3"] {
        let answer = range(odd);
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("0123456789"), "{odd}: {answer}");
    }
    let head = send(&server, "HEAD /file HTTP/1.1\r\nHost: HOST\r\nRange: bytes=1-2\r\nConnection: close\r\n\r\n");
    assert!(head.contains("Content-Length: 10") && head.ends_with("\r\n\r\n"), "{head}");
}

#[test]
fn a_part_is_only_sent_of_the_file_that_is_meant() {
    let (server, _) = start();
    let ask = |more: &str| {
        send(
            &server,
            &format!("GET /file HTTP/1.1\r\nHost: HOST\r\nRange: bytes=2-4\r\n{more}Connection: close\r\n\r\n"),
        )
    };
    let answer = ask("");
    let (_, tag) = answer.split_once("ETag: ").unwrap();
    let tag = tag.split("\r\n").next().unwrap();
    assert!(ask(&format!("If-Range: {tag}\r\n")).starts_with("HTTP/1.1 206"));
    for other in ["\"another\"".to_owned(), format!("W/{tag}"), "Fri, 27 Nov 2026 10:00:00 GMT".to_owned()] {
        let answer = ask(&format!("If-Range: {other}\r\n"));
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("0123456789"), "{answer}");
    }
}

#[test]
fn pages_elsewhere_can_not_use_what_is_shown() {
    let (server, _) = start();
    let ask = |headers: &str| send(&server, &format!("GET /page HTTP/1.1\r\nHost: HOST\r\n{headers}\r\n"));
    for headers in [
        "Origin: https://evil.example.org\r\n",
        "Origin: null\r\n",
        "Origin: http://localhost:1\r\n",
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script\r\n",
        "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n",
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n",
    ] {
        assert!(ask(headers).starts_with("HTTP/1.1 403"), "{headers}");
    }
    let followed =
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\nConnection: close\r\n";
    let answer = ask(followed);
    assert!(answer.starts_with("HTTP/1.1 200"), "a link that a person follows: {answer}");
    assert!(answer.contains("Cross-Origin-Resource-Policy: same-origin\r\n"), "{answer}");
    assert!(answer.contains("X-Frame-Options: SAMEORIGIN\r\n") && answer.contains("nosniff"), "{answer}");
    assert!(!answer.contains("Access-Control"), "{answer}");
}

#[test]
fn what_is_said_twice_is_refused() {
    let (server, _) = start();
    for twice in [
        "Host: HOST\r\nHost: evil.example.org\r\n",
        "Host: HOST\r\nContent-Length: 2\r\nContent-Length: 0\r\n",
        "Host: HOST\r\nOrigin: http://HOST\r\nOrigin: null\r\n",
    ] {
        assert!(send(&server, &format!("POST /page HTTP/1.1\r\n{twice}\r\nab")).starts_with("HTTP/1.1 400"), "{twice}");
    }
    let absolute =
        send(&server, "GET http://evil.example.org/page HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n");
    assert!(absolute.starts_with("HTTP/1.1 400"), "{absolute}");
}

/// The preview as it is shown in a network.
fn start_in_a_network() -> (Server, Arc<Reload>) {
    start_at(Door::Network("w0rd".into()))
}

#[test]
fn in_a_network_only_those_see_it_who_have_the_address() {
    let (server, _) = start_in_a_network();
    let answer = get(&server, "/w0rd/page");
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.contains("<script src=\"/w0rd/__preview/reload.js\""),
        "{answer}"
    );
    assert!(get(&server, "/w0rd/__preview/reload.js").contains("EventSource"));
    for target in [
        "/",
        "/page",
        "/w0r/page",
        "/w0rdx/page",
        "/W0RD/page",
        "/__preview/events",
        "/__preview/reload.js",
        "//w0rd/page",
        "/w0rd//page",
        "/w0rd//evil.example.org/",
    ] {
        let answer = get(&server, target);
        assert!(answer.starts_with("HTTP/1.1 40") && !answer.contains("Hello"), "{target}: {answer}");
        assert!(!answer.contains("w0rd/"), "the word is told to nobody: {answer}");
    }
    assert!(get(&server, "/w0rd/../w0rd/page").starts_with("HTTP/1.1 400"));
    assert!(get(&server, "/w0rd").contains("Location: /w0rd/\r\n"), "the address without its last slash");
    assert!(get(&server, "/w0rd/moved").contains("Location: /w0rd/page\r\n"));
    let named =
        |host: &str| send(&server, &format!("GET /w0rd/page HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
    let port = server.address.port();
    assert!(named(&format!("127.0.0.1:{port}")).starts_with("HTTP/1.1 200"));
    for host in [format!("localhost:{port}"), format!("evil.example.org:{port}"), "127.0.0.1:1".to_owned()] {
        assert!(named(&host).starts_with("HTTP/1.1 403"), "{host}");
    }
}

#[test]
fn in_a_network_nothing_is_taken() {
    let (server, _) = start_in_a_network();
    let post = |target: &str| {
        send(
            &server,
            &format!("POST {target} HTTP/1.1\r\nHost: HOST\r\nOrigin: http://HOST\r\nContent-Length: 2\r\n\r\nab"),
        )
    };
    for target in ["/w0rd/page", "/page", "/__preview/form/https://forms.example.org/x", "/w0rd/__preview/forms"] {
        let answer = post(target);
        assert!(
            answer.starts_with("HTTP/1.1 403") && answer.contains("Nothing was sent to anybody"),
            "{target}: {answer}"
        );
    }
    assert!(send(&server, "PUT /w0rd/page HTTP/1.1\r\nHost: HOST\r\n\r\n").starts_with("HTTP/1.1 405"));
}

#[test]
fn a_client_that_does_not_read_is_given_up() {
    let (server, _) = start();
    let mut idle: Vec<TcpStream> = (0..6).map(|_| connect(&server)).collect();
    for stream in &mut idle {
        write!(stream, "GET /large HTTP/1.1\r\nHost: {}\r\n\r\n", server.address).unwrap();
    }
    let started = Instant::now();
    assert!(get(&server, "/page").contains("200 OK"));
    assert!(started.elapsed() < Duration::from_secs(2), "others do not wait");
    let mut stream = idle.pop().unwrap();
    // The first wait ends with the part that went out, the second with nothing.
    thread::sleep(Duration::from_secs(8));
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut all = Vec::new();
    let _ = stream.read_to_end(&mut all);
    assert!(all.len() < LARGE_LEN, "the connection was closed before the end");
}

#[test]
fn what_is_too_much_is_refused() {
    let (server, _) = start();
    let long = "x".repeat(40_000);
    assert!(send(&server, &format!("GET /page HTTP/1.1\r\nHost: HOST\r\nX: {long}\r\n\r\n")).contains("431"));
    let body = "x".repeat(13 * 1024 * 1024);
    let length = body.len();
    let answer = send(&server, &format!("POST /x HTTP/1.1\r\nHost: HOST\r\nContent-Length: {length}\r\n\r\n{body}"));
    assert!(answer.starts_with("HTTP/1.1 413") && answer.contains("up to 12 MB"), "{answer}");
    assert!(send(&server, "POST /x HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\n").contains("501"));
    assert!(send(&server, "DELETE /x HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n").contains("405"));
    assert!(send(&server, "\u{1}\u{2}\r\n\r\n").contains("400"));
    let flood: Vec<TcpStream> = (0..200).map(|_| connect(&server)).collect();
    drop(flood);
    let until = Instant::now() + Duration::from_secs(5);
    while !get(&server, "/page").contains("200 OK") {
        assert!(Instant::now() < until, "the server recovers from a flood");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_slow_client_keeps_nobody_waiting() {
    let (server, _) = start();
    let mut slow = connect(&server);
    slow.write_all(b"GET /page HT").unwrap();
    let started = Instant::now();
    assert!(get(&server, "/page").contains("200 OK"));
    assert!(started.elapsed() < Duration::from_secs(2));
}

#[test]
fn answers_come_when_the_handler_says() {
    let (server, _) = start();
    let started = Instant::now();
    let slow = thread::scope(|scope| {
        let slow = scope.spawn(|| get(&server, "/slow"));
        assert!(get(&server, "/page").contains("200 OK") && started.elapsed() < Duration::from_millis(300));
        slow.join().unwrap()
    });
    assert!(slow.starts_with("HTTP/1.1 200") && started.elapsed() >= Duration::from_millis(300), "{slow}");
    assert_eq!(get(&server, "/never"), "");
}

#[test]
fn a_form_of_the_preview_is_known_as_its_own() {
    let (server, _) = start();
    // With “no-referrer” browsers would say that the form comes from “null”.
    assert!(get(&server, "/page").contains("Referrer-Policy: same-origin\r\n"));
    let form = "a=b&c=d";
    let answer = send(
        &server,
        &format!(
            "POST /page?x HTTP/1.1\r\nHost: HOST\r\nOrigin: http://HOST\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{form}",
            form.len()
        ),
    );
    assert!(
        answer.contains("200 OK") && !answer.contains("reload.js"),
        "reloading would send the form again: {answer}"
    );
}

#[test]
fn open_pages_hear_of_changes() {
    let (server, reload) = start();
    let mut stream = connect(&server);
    let request = format!("GET /__preview/events HTTP/1.1\r\nHost: {}\r\n\r\n", server.address);
    stream.write_all(request.as_bytes()).unwrap();
    let mut heard = String::new();
    let mut hear = |until: &str| {
        let deadline = Instant::now() + Duration::from_secs(5);
        while !heard.contains(until) {
            assert!(Instant::now() < deadline, "{heard}");
            let mut chunk = [0; 256];
            let n = stream.read(&mut chunk).unwrap();
            heard.push_str(std::str::from_utf8(&chunk[..n]).unwrap());
        }
    };
    hear("-0\n\n");
    reload.bump();
    hear("-1\n\n");
}

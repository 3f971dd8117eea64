//! `check --external` asks real servers on loopback, politely, and tells only what is sure.

use crate::support::read_tree;
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What a server was asked, when, and how many asked at the same moment.
#[derive(Default)]
struct Log {
    asked: Mutex<Vec<(String, String, String, Instant)>>,
    now: AtomicUsize,
    most: AtomicUsize,
}

/// Serves until the test's program ends: the thread holds nothing but its socket.
fn serve(answer: impl Fn(&str, &str) -> String + Send + Sync + 'static) -> (String, Arc<Log>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (answer, log) = (Arc::new(answer), Arc::new(Log::default()));
    let own = log.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (answer, log) = (answer.clone(), own.clone());
            std::thread::spawn(move || one(stream, &*answer, &log));
        }
    });
    (address, log)
}

fn one(mut stream: TcpStream, answer: &(dyn Fn(&str, &str) -> String + Send + Sync), log: &Log) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines();
    let first = lines.next()?.ok()?;
    let mut agent = String::new();
    for line in lines.map_while(Result::ok).take_while(|line| !line.is_empty()) {
        if let Some(value) = line.to_lowercase().strip_prefix("user-agent: ") {
            agent = value.to_owned();
        }
    }
    let (method, path) = first.strip_suffix(" HTTP/1.1")?.split_once(' ')?;
    let now = log.now.fetch_add(1, Ordering::SeqCst) + 1;
    log.most.fetch_max(now, Ordering::SeqCst);
    log.asked.lock().unwrap().push((method.to_owned(), path.to_owned(), agent, Instant::now()));
    std::thread::sleep(Duration::from_millis(50));
    let said = answer(method, path);
    log.now.fetch_sub(1, Ordering::SeqCst);
    stream.write_all(format!("HTTP/1.1 {said}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").as_bytes()).ok()
}

fn bindery(folder: &Path, args: &[&str], allow: bool) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    for name in ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        command.env_remove(name);
    }
    if allow {
        command.env("BINDERY_LINKS_LOOPBACK", "1");
    }
    command.args(args).current_dir(folder).output().unwrap()
}

fn hub(links: &[String]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    bindery(folder.path(), &["init", "."], false);
    let list: String =
        links.iter().enumerate().map(|(n, link)| format!("- [The guide number {n}]({link})\n")).collect();
    let page = format!("---\ntitle: Links\nsummary: S.\n---\n{list}");
    fs::write(folder.path().join("content/guidance/links.md"), page).unwrap();
    folder
}

/// The links that are told: line, level and message.
fn told(output: &Output) -> Vec<(u64, String, String)> {
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let dead = json["diagnostics"].as_array().unwrap().iter().filter(|one| one["code"] == "link-dead");
    dead.map(|one| {
        let text = |key: &str| one[key].as_str().unwrap().to_owned();
        (one["line"].as_u64().unwrap(), text("severity"), text("message"))
    })
    .collect()
}

const CHECK: &[&str] = &["check", "--external", "--format", "json"];

#[test]
fn links_that_lead_nowhere_are_told_and_asked_for_once_a_day() {
    let (other, other_log) = serve(|_, _| "200 OK".to_owned());
    let there = other.clone();
    let (main, log) = serve(move |method, path| {
        match (method, path) {
            (_, "/gone") => "410 Gone",
            (_, "/missing") => "404 Not Found",
            ("HEAD", "/no-head") => "404 Not Found",
            (_, "/private") => "403 Forbidden",
            (_, "/broken") => "503 Service Unavailable",
            (_, "/moved") => return format!("301 Moved Permanently\r\nLocation: {there}/new"),
            _ => "200 OK",
        }
        .to_owned()
    });
    let link = |path: &str| format!("{main}{path}");
    let paths = ["/gone", "/missing#part", "/missing", "/no-head", "/private", "/broken", "/moved", "/fine"];
    let mut links: Vec<String> = paths.map(link).into();
    links.push(format!("{other}/also"));
    let folder = hub(&links);
    let output = bindery(folder.path(), CHECK, true);
    let host = main.strip_prefix("http://").unwrap().split(':').next().unwrap();
    let nothing = |status: u16| format!("{host} says that there is nothing at this address (status {status}).");
    let warning = |line: u64, status: u16| (line, "warning".to_owned(), nothing(status));
    let wanted = [
        warning(5, 410),
        warning(6, 404),
        warning(7, 404),
        (10, "hint".to_owned(), format!("{host} did not answer as it should (status 503).")),
    ];
    assert_eq!(told(&output), wanted, "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "a link that is dead is no error");
    let asked = log.asked.lock().unwrap().clone();
    assert_eq!(log.most.load(Ordering::SeqCst), 1, "one request at a time");
    let early = asked.windows(2).find(|pair| pair[1].3 - pair[0].3 < Duration::from_millis(500));
    assert!(early.is_none(), "there is a pause between two: {early:?}");
    assert!(asked.iter().all(|(_, path, agent, _)| agent.starts_with("bindery/") && !path.contains('#')), "{asked:?}");
    let methods = |path: &str| {
        asked.iter().filter(|(_, known, ..)| known == path).map(|(method, ..)| &**method).collect::<Vec<_>>()
    };
    assert_eq!(methods("/fine"), ["HEAD"]);
    assert_eq!(methods("/no-head"), ["HEAD", "GET"]);
    assert_eq!(methods("/missing"), ["HEAD", "GET"], "two links to one page are asked for once");
    assert_eq!(other_log.asked.lock().unwrap().len(), 2);
    let again = bindery(folder.path(), CHECK, true);
    assert_eq!(told(&again), wanted, "what was said is kept");
    assert_eq!(log.asked.lock().unwrap().len(), asked.len(), "and nobody is asked again");
    assert!(read_tree(folder.path()).contains_key(".bindery/links"));
    let strict = bindery(folder.path(), &["check", "--external", "--strict"], true);
    assert_eq!(strict.status.code(), Some(1));
    assert_eq!(bindery(folder.path(), &["build", "--strict"], true).status.code(), Some(0), "a build asks nobody");
}

#[test]
fn settings_and_comments_hold_for_links_too() {
    let (main, log) = serve(|_, _| "404 Not Found".to_owned());
    let folder = hub(&[format!("{main}/a")]);
    let page = folder.path().join("content/guidance/links.md");
    let text = fs::read_to_string(&page).unwrap();
    fs::write(&page, text + "\n<!-- bindery: ignore link-dead because it comes back in May -->\n").unwrap();
    assert_eq!(told(&bindery(folder.path(), CHECK, true)), []);
    let without = bindery(folder.path(), &["check", "--strict"], true);
    assert_eq!(without.status.code(), Some(0), "it is no less of use while nobody asks: {without:?}");
    assert_eq!(log.asked.lock().unwrap().len(), 2);
}

#[test]
fn nobody_in_a_private_network_is_asked() {
    let (main, log) = serve(|_, _| "404 Not Found".to_owned());
    let local = main.replace("127.0.0.1", "localhost");
    let links = [format!("{main}/a"), format!("{local}/b"), "http://10.0.0.1/".into(), "http://192.168.1.1/".into()];
    let folder = hub(&[&links[..], &["http://[::1]/".to_owned(), "http://169.254.169.254/latest".to_owned()]].concat());
    let began = Instant::now();
    assert_eq!(told(&bindery(folder.path(), CHECK, false)), []);
    assert_eq!(log.asked.lock().unwrap().len(), 0);
    assert!(began.elapsed() < Duration::from_secs(10), "nobody is waited for");
    // Nor is it where a website sends its visitors there.
    let (front, _) = serve(|_, _| "302 Found\r\nLocation: http://10.0.0.1/".to_owned());
    assert_eq!(told(&bindery(hub(&[front]).path(), CHECK, true)), []);
}

#[test]
fn a_website_that_answers_only_now_and_then_is_left_alone_too() {
    let (main, log) = serve(|_, path| if path.ends_with("odd") { String::new() } else { "200 OK".to_owned() });
    let links: Vec<String> = (0..12).map(|n| format!("{main}/{n}{}", if n % 2 == 1 { "odd" } else { "" })).collect();
    bindery(hub(&links).path(), CHECK, true);
    let asked = log.asked.lock().unwrap().len();
    assert!(asked < links.len(), "{asked}");
}

#[test]
fn a_website_that_does_not_want_to_be_asked_is_left_alone() {
    let (main, log) = serve(|_, _| "429 Too Many Requests".to_owned());
    let folder = hub(&[format!("{main}/a"), format!("{main}/b"), format!("{main}/c")]);
    assert_eq!(told(&bindery(folder.path(), CHECK, true)), []);
    assert_eq!(log.asked.lock().unwrap().len(), 1);
}

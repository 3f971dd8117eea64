//! `bindery publish` to Netlify and Neocities: stand-ins on loopback that hold to what the two services
//! document, and refuse what they would refuse.

use crate::publish::{built, hub_in, said};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};

/// One request, as far as the stand-ins look at it.
struct Request {
    method: String,
    path: String,
    token: String,
    kind: String,
    body: Vec<u8>,
}

/// What a stand-in does with a request: a status and JSON, or `None` to cut the line.
type Reply = Option<(u16, Value)>;

/// Serves until the test's program ends: the thread holds nothing but its socket.
fn serve(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let answer = Arc::new(answer);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = answer.clone();
            std::thread::spawn(move || one(stream, &*answer));
        }
    });
    address
}

fn one(stream: TcpStream, answer: &(dyn Fn(&Request) -> Reply + Send + Sync)) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        match line.trim_end() {
            "" => break,
            line => head.push(line.to_owned()),
        }
    }
    let header = |name: &str| {
        let found =
            head.iter().find_map(|line| line.split_once(": ").filter(|(known, _)| known.eq_ignore_ascii_case(name)));
        found.map(|(_, value)| value.to_owned()).unwrap_or_default()
    };
    let mut body = vec![0; header("content-length").parse().unwrap_or(0)];
    reader.read_exact(&mut body).ok()?;
    let mut words = head.first()?.split(' ');
    let request = Request {
        method: words.next()?.to_owned(),
        path: words.next()?.to_owned(),
        token: header("authorization"),
        kind: header("content-type"),
        body,
    };
    let (status, json) = answer(&request)?;
    let text = json.to_string();
    let mut stream = stream;
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        text.len()
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(text.as_bytes()).ok()
}

fn sha1(bytes: &[u8]) -> String {
    sha1_smol::Sha1::from(bytes).digest().to_string()
}

fn publish(hub: &Path, args: &[&str], environment: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bindery"))
        .arg("publish")
        .args(args)
        .current_dir(hub)
        .env_remove("NETLIFY_AUTH_TOKEN")
        .env_remove("NETLIFY_SITE_ID")
        .env_remove("NEOCITIES_API_KEY")
        .envs(environment.iter().copied())
        .output()
        .unwrap()
}

/// Netlify: what it stores by digest, its deploys, and what is live.
#[derive(Default)]
struct Netlify {
    stored: BTreeMap<String, Vec<u8>>,
    deploys: Vec<BTreeMap<String, String>>,
    live: BTreeMap<String, String>,
    puts: usize,
    /// After so many uploads every further one is refused.
    full_after: Option<usize>,
    /// The line of this upload is cut, after the file has been read.
    cut_at: Option<usize>,
}

impl Netlify {
    fn answer(&mut self, request: &Request) -> Reply {
        if request.token != "Bearer right" {
            return Some((401, json!({ "code": 401, "message": "Access Denied" })));
        }
        let path: Vec<&str> = request.path.trim_start_matches('/').split('/').collect();
        match (request.method.as_str(), &path[..]) {
            (_, ["sites", site, ..]) if *site != "library.netlify.app" => {
                Some((404, json!({ "message": "Not Found" })))
            }
            ("GET", ["sites", _, "files"]) => {
                let file = |(path, sha): (&String, &String)| json!({ "id": path, "path": path, "sha": sha });
                Some((200, self.live.iter().map(file).collect()))
            }
            ("POST", ["sites", _, "deploys"]) => {
                assert_eq!(request.kind, "application/json");
                let body: Value = serde_json::from_slice(&request.body).unwrap();
                let files: BTreeMap<String, String> = serde_json::from_value(body["files"].clone()).unwrap();
                assert!(files.keys().all(|path| path.starts_with('/')));
                self.deploys.push(files);
                Some((200, self.deploy(self.deploys.len() - 1)))
            }
            ("PUT", ["deploys", id, "files", rest @ ..]) => {
                self.puts += 1;
                if self.full_after.is_some_and(|most| self.puts > most) {
                    return Some((422, json!({ "message": "no more of these" })));
                }
                let deploy = &self.deploys[id.parse::<usize>().unwrap()];
                let path = format!("/{}", bindery::path::decode(&rest.join("/")).unwrap());
                if deploy.get(&path) != Some(&sha1(&request.body)) || request.kind != "application/octet-stream" {
                    return Some((422, json!({ "message": "the file is not the one of the digest" })));
                }
                if self.cut_at == Some(self.puts) {
                    return None;
                }
                self.stored.insert(sha1(&request.body), request.body.clone());
                Some((200, json!({ "id": path })))
            }
            ("GET", ["deploys", id]) => {
                let deploy = self.deploy(id.parse().unwrap());
                if deploy["state"] == "ready" {
                    self.live = self.deploys[id.parse::<usize>().unwrap()].clone();
                }
                Some((200, deploy))
            }
            _ => Some((404, json!({ "message": "Not Found" }))),
        }
    }

    fn deploy(&self, id: usize) -> Value {
        let wanted: BTreeSet<&String> = self.deploys[id].values().collect();
        let required: Vec<_> = wanted.into_iter().filter(|sha| !self.stored.contains_key(*sha)).collect();
        let state = if required.is_empty() { "ready" } else { "uploading" };
        json!({ "id": id.to_string(), "state": state, "required": required })
    }

    fn website(&self) -> BTreeMap<String, Vec<u8>> {
        self.live
            .iter()
            .map(|(path, sha)| (path.trim_start_matches('/').to_owned(), self.stored[sha].clone()))
            .collect()
    }
}

#[test]
fn netlify_goes_live_only_when_it_has_everything() {
    let state = Arc::new(Mutex::new(Netlify { cut_at: Some(3), ..Netlify::default() }));
    let shared = state.clone();
    let base = serve(move |request| shared.lock().unwrap().answer(request));
    let folder = tempfile::tempdir().unwrap();
    let hub = hub_in(folder.path(), "https://library.netlify.app/", "host: netlify\n");
    fs::write(hub.join("content/a file, with signs.txt"), "a?b").unwrap();
    let right = [("BINDERY_NETLIFY_API", base.as_str()), ("NETLIFY_AUTH_TOKEN", "right")];

    let output = publish(&hub, &["--yes"], &right[..1]);
    assert!(output.status.code() == Some(2) && said(&output).contains("NETLIFY_AUTH_TOKEN"), "{}", said(&output));
    let output = publish(&hub, &["--yes"], &[right[0], ("NETLIFY_AUTH_TOKEN", "wrong")]);
    assert!(output.status.code() == Some(2) && said(&output).contains("Make a new one there"), "{}", said(&output));
    assert!(!said(&output).contains("wrong\n") && !said(&output).contains("Bearer"), "no token is ever shown");
    let output = publish(&hub, &["--yes"], &[right[0], right[1], ("NETLIFY_SITE_ID", "other")]);
    assert!(
        output.status.code() == Some(2) && said(&output).contains("does not know this website"),
        "{}",
        said(&output)
    );
    let output = publish(&hub, &["--yes"], &[right[0], right[1], ("NETLIFY_SITE_ID", "x/../../accounts")]);
    assert!(output.status.code() == Some(2) && said(&output).contains("is no website of Netlify"), "{}", said(&output));
    assert!(publish(&hub, &["--dry-run"], &right).status.success());
    assert_eq!(publish(&hub, &[], &right).status.code(), Some(2), "nobody is there to ask");
    assert_eq!(state.lock().unwrap().deploys.len(), 0);

    let output = publish(&hub, &["--yes"], &right);
    assert!(output.status.success(), "a line that is cut once is tried again: {}", said(&output));
    assert!(state.lock().unwrap().website() == built(&hub));
    assert!(said(&publish(&hub, &["--yes"], &right)).contains("There is nothing to send"));

    for n in 0..6 {
        fs::write(
            hub.join(format!("content/guidance/page-{n}.md")),
            format!("---\ntitle: Page {n}\nsummary: S.\n---\nText.\n"),
        )
        .unwrap();
    }
    let before = state.lock().unwrap().website();
    let reset = |state: &mut Netlify, full_after| (state.puts, state.cut_at, state.full_after) = (0, None, full_after);
    reset(&mut state.lock().unwrap(), Some(4));
    let output = publish(&hub, &["--yes"], &right);
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    assert!(said(&output).contains("The website is as it was."), "{}", said(&output));
    assert!(state.lock().unwrap().website() == before);
    let needed = {
        let mut state = state.lock().unwrap();
        let needed = state.deploy(state.deploys.len() - 1)["required"].as_array().unwrap().len();
        reset(&mut state, None);
        needed
    };
    let output = publish(&hub, &["--yes"], &right);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(state.lock().unwrap().puts, needed, "what was sent before is not sent again");
    assert!(state.lock().unwrap().website() == built(&hub));

    fs::remove_file(hub.join("content/guidance/page-0.md")).unwrap();
    let output = publish(&hub, &["--yes"], &right);
    assert!(said(&output).contains("Removed:\n  Page 0\n"), "{}", said(&output));
    assert!(state.lock().unwrap().website() == built(&hub));
}

/// A service that is busy is asked again, and a large website is prepared while we wait.
#[test]
fn netlify_may_take_its_time_to_say_what_it_needs() {
    let state = Arc::new(Mutex::new((Netlify::default(), 0)));
    let shared = state.clone();
    let first = Mutex::new(true);
    let base = serve(move |request| {
        let (netlify, asked) = &mut *shared.lock().unwrap();
        if std::mem::take(&mut *first.lock().unwrap()) {
            return Some((503, json!({ "message": "not now" })));
        }
        let answer = netlify.answer(request)?;
        let is_early =
            request.method == "POST" || request.method == "GET" && request.path.starts_with("/deploys/") && *asked < 2;
        if is_early && answer.1["required"].is_array() {
            *asked += 1;
            return Some((200, json!({ "id": answer.1["id"], "state": "preparing" })));
        }
        Some(answer)
    });
    let folder = tempfile::tempdir().unwrap();
    let hub = hub_in(folder.path(), "https://library.netlify.app/", "host: netlify\n");
    let right = [("BINDERY_NETLIFY_API", base.as_str()), ("NETLIFY_AUTH_TOKEN", "right")];
    let output = publish(&hub, &["--yes"], &right);
    assert!(output.status.success(), "{}", said(&output));
    assert!(state.lock().unwrap().0.website() == built(&hub));
}

/// Neocities: its files, and the parcels that came.
#[derive(Default)]
struct Neocities {
    files: BTreeMap<String, Vec<u8>>,
    uploads: Vec<Vec<String>>,
    /// The line is cut once, after this many parcels have been stored.
    cut_after: Option<usize>,
    /// After this many parcels every further one is refused.
    full_after: Option<usize>,
}

impl Neocities {
    fn answer(&mut self, request: &Request) -> Reply {
        let error = |status, kind: &str, message: &str| {
            Some((status, json!({ "result": "error", "error_type": kind, "message": message })))
        };
        if request.token != "Bearer right" {
            return error(403, "invalid_auth", "invalid credentials");
        }
        match (request.method.as_str(), request.path.as_str()) {
            ("GET", "/api/list") => {
                let folders = json!([{ "path": "guidance", "is_directory": true, "updated_at": "x" }]);
                let file = |(path, bytes): (&String, &Vec<u8>)| json!({ "path": path, "is_directory": false, "size": bytes.len(), "updated_at": "x", "sha1_hash": sha1(bytes) });
                let all: Vec<Value> =
                    folders.as_array().unwrap().iter().cloned().chain(self.files.iter().map(file)).collect();
                Some((200, json!({ "result": "success", "files": all })))
            }
            ("POST", "/api/upload") => {
                let parts = parts(request);
                if self.full_after.is_some_and(|most| self.uploads.len() >= most) {
                    return error(400, "too_large", "files are too large to fit in your space");
                }
                let taken = bindery::hosts::named("neocities").unwrap().limits.endings;
                if let Some((name, _)) =
                    parts.iter().find(|(name, _)| !taken.contains(&name.rsplit('.').next().unwrap()))
                {
                    return error(400, "invalid_file_type", name);
                }
                self.uploads.push(parts.iter().map(|(name, _)| name.clone()).collect());
                self.files.extend(parts);
                if self.cut_after == Some(self.uploads.len()) {
                    return None;
                }
                Some((200, json!({ "result": "success", "message": "your file(s) have been successfully uploaded" })))
            }
            ("POST", "/api/delete") => {
                let body = String::from_utf8(request.body.clone()).unwrap();
                let names: Vec<String> = body
                    .split('&')
                    .map(|pair| bindery::path::decode(pair.strip_prefix("filenames[]=").unwrap()).unwrap().into_owned())
                    .collect();
                if names.iter().any(|name| !self.files.contains_key(name)) {
                    return error(400, "missing_files", "was not found on your site, canceled deleting");
                }
                if names.iter().any(|name| name == "index.html") {
                    return error(400, "cannot_delete_index", "you cannot delete your index.html file");
                }
                names.iter().for_each(|name| drop(self.files.remove(name)));
                Some((200, json!({ "result": "success", "message": "file(s) have been deleted" })))
            }
            _ => error(404, "not_found", "the requested api call does not exist"),
        }
    }
}

/// The files of a form (RFC 7578).
fn parts(request: &Request) -> Vec<(String, Vec<u8>)> {
    let mark = format!("--{}", request.kind.strip_prefix("multipart/form-data; boundary=").unwrap());
    let body = &request.body;
    let at: Vec<usize> = (0..=body.len() - mark.len()).filter(|at| body[*at..].starts_with(mark.as_bytes())).collect();
    assert!(body[*at.last().unwrap() + mark.len()..].starts_with(b"--"), "the form ends as it should");
    let part = |pair: &[usize]| {
        let part = &body[pair[0] + mark.len() + 2..pair[1] - 2];
        let head = part.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let text = String::from_utf8(part[..head].to_vec()).unwrap();
        let name = text.split_once("name=\"").unwrap().1.split_once('"').unwrap().0;
        (name.replace("%22", "\"").replace("%25", "%"), part[head + 4..].to_vec())
    };
    at.windows(2).map(part).collect()
}

#[test]
fn neocities_gets_what_pages_show_before_the_pages() {
    let first = Neocities {
        files: BTreeMap::from([("index.html".into(), b"new here".to_vec()), ("own.html".into(), b"mine".to_vec())]),
        cut_after: Some(1),
        ..Neocities::default()
    };
    let state = Arc::new(Mutex::new(first));
    let shared = state.clone();
    let base = serve(move |request| shared.lock().unwrap().answer(request));
    let folder = tempfile::tempdir().unwrap();
    let hub = hub_in(folder.path(), "https://library.neocities.org/", "host: neocities\n");
    let right = [("BINDERY_NEOCITIES_API", base.as_str()), ("NEOCITIES_API_KEY", "right")];
    let live = || {
        let mut files = state.lock().unwrap().files.clone();
        assert_eq!(files.remove("own.html").as_deref(), Some(&b"mine"[..]), "somebody's own file stays");
        files
    };

    let output = publish(&hub, &["--yes"], &[right[0], ("NEOCITIES_API_KEY", "wrong")]);
    assert!(output.status.code() == Some(2) && said(&output).contains("NEOCITIES_API_KEY"), "{}", said(&output));
    let output = publish(&hub, &["--yes"], &right);
    assert!(output.status.success(), "{}", said(&output));
    assert!(
        said(&output).contains("Left alone, since Bindery did not send it from this computer:\n  own.html"),
        "{}",
        said(&output)
    );
    assert!(live() == built(&hub));
    assert_eq!(live()["not_found.html"], live()["404.html"]);
    let sent: Vec<String> = state.lock().unwrap().uploads.concat();
    let place = |wanted: &str| sent.iter().position(|path| path == wanted).unwrap();
    assert!(sent.iter().all(|path| !path.starts_with("assets/") || place(path) < place("about/index.html")));
    assert_eq!(sent.last().unwrap(), "index.html", "the home page comes last");

    // More than one parcel: the second is refused, and the next run goes on there.
    for n in 0..60 {
        fs::write(hub.join(format!("content/list-{n:02}.txt")), format!("{n}")).unwrap();
    }
    {
        let mut state = state.lock().unwrap();
        state.uploads.clear();
        state.full_after = Some(1);
    }
    let output = publish(&hub, &["--yes"], &right);
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    assert!(said(&output).contains("it goes on where it stopped"), "{}", said(&output));
    state.lock().unwrap().full_after = None;
    let before: BTreeSet<String> = state.lock().unwrap().uploads.drain(..).flatten().collect();
    assert!(publish(&hub, &["--yes"], &right).status.success());
    let after: BTreeSet<String> = state.lock().unwrap().uploads.drain(..).flatten().collect();
    assert!(before.is_disjoint(&after) && before.len() == 50 && after.len() == 10, "{before:?} {after:?}");
    assert!(live() == built(&hub));

    fs::remove_file(hub.join("content/list-00.txt")).unwrap();
    fs::remove_file(hub.join("content/guidance/opening-hours.md")).unwrap();
    let output = publish(&hub, &["--yes"], &right);
    assert!(output.status.success(), "{}", said(&output));
    assert!(live() == built(&hub), "what went away is gone");

    fs::write(hub.join("content/rota.docx"), "x").unwrap();
    let output = publish(&hub, &["--yes"], &right);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("takes no files such as rota.docx"), "{}", said(&output));
}

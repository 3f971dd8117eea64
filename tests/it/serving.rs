//! The preview as a browser meets it: a real program on the loopback, a real disk, real saving.

use crate::cli::bindery;
use crate::support::{Random, read_tree};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A preview that runs until it is dropped.
pub(crate) struct Serving {
    child: Child,
    pub(crate) port: u16,
    /// What the terminal shows.
    told: Arc<Mutex<String>>,
}

impl Serving {
    pub(crate) fn start(folder: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
        let mut child = command.arg("serve").current_dir(folder).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let port = loop {
            let line = lines.next().unwrap().unwrap();
            if let Some((_, rest)) = line.split_once("http://localhost:") {
                break rest.split('/').next().unwrap().parse().unwrap();
            }
        };
        let told = Arc::new(Mutex::new(String::new()));
        let heard = told.clone();
        std::thread::spawn(move || {
            lines.map_while(Result::ok).for_each(|line| *heard.lock().unwrap() += &(line + "\n"))
        });
        Self { child, port, told }
    }

    pub(crate) fn wait_until_told(&self, words: &str) {
        let started = Instant::now();
        while !self.told.lock().unwrap().contains(words) {
            assert!(
                started.elapsed().as_secs() < 20,
                "it does not come to say {words:?}: {}",
                self.told.lock().unwrap()
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// An answer with its head.
    pub(crate) fn get(&self, path: &str) -> Vec<u8> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let port = self.port;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        answer
    }

    /// The bytes at an address, without what the server adds for the preview.
    pub(crate) fn body(&self, path: &str) -> Vec<u8> {
        const ADDED: &str = "<script src=\"/__preview/reload.js\" defer></script>";
        let answer = self.get(path);
        let head = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let body = &answer[head + 4..];
        match std::str::from_utf8(body) {
            Ok(text) => text.replace(ADDED, "").into_bytes(),
            Err(_) => body.to_vec(),
        }
    }

    fn wait_for(&self, path: &str, words: &str) {
        let started = Instant::now();
        loop {
            let answer = String::from_utf8_lossy(&self.get(path)).into_owned();
            if answer.contains(words) {
                return;
            }
            assert!(started.elapsed().as_secs() < 20, "{path} does not come to show {words}: {answer}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_preview_follows_an_edit() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    bindery(at, &["init", "."]);
    let serving = Serving::start(at);
    let page = at.join("content/guidance/opening-hours.md");
    let address = "/guidance/opening-hours/";
    serving.wait_for(address, "Opening hours");
    let text = fs::read_to_string(&page).unwrap();
    fs::write(&page, format!("{text}\nOpen at noon.\n")).unwrap();
    serving.wait_for(address, "Open at noon.");
    fs::write(&page, "---\ntitle: \"Opening\n---\n").unwrap();
    serving.wait_for(address, "never closed");
    serving.wait_for("/guidance/", "Guidance");
    fs::write(at.join("content/.swap"), text.replace("summary: When", "summary: Just when")).unwrap();
    fs::rename(at.join("content/.swap"), &page).unwrap();
    serving.wait_for(address, "Just when");
    fs::rename(&page, at.join("content/guidance/hours.md")).unwrap();
    serving.wait_for("/guidance/hours/", "Just when");
    serving.wait_for(address, "404");
    let settings = fs::read_to_string(at.join("content/site.yaml")).unwrap();
    fs::write(at.join("content/site.yaml"), settings.replace("Our community library", "Another name")).unwrap();
    serving.wait_for("/", "Another name");
    fs::create_dir_all(at.join("content/guidance/folder")).unwrap();
    fs::write(at.join("content/guidance/folder/page.md"), "---\ntitle: Deep\nsummary: S.\n---\n").unwrap();
    serving.wait_for("/guidance/folder/page/", "Deep");
}

/// One way in which a program or a person changes the files of a hub.
fn change(content: &Path, random: &mut Random, n: usize) -> std::io::Result<()> {
    let page = |random: &mut Random| -> PathBuf {
        content.join(format!("guidance/sub{}/p{}.md", random.below(3), random.below(6)))
    };
    let (this, other) = (page(random), page(random));
    match random.below(8) {
        0 => fs::remove_file(this),
        1 => fs::rename(this, other),
        2 | 3 => {
            fs::create_dir_all(this.parent().unwrap())?;
            fs::write(this, format!("---\ntitle: Page {n}\nsummary: S.\ntopics: [One, T{}]\n---\nText {n}.\n", n % 4))
        }
        4 => {
            let text = fs::read_to_string(&this)?;
            fs::write(this.with_extension("tmp"), format!("{text}\nMore words {n}.\n"))?;
            fs::rename(this.with_extension("tmp"), this)
        }
        5 => writeln!(fs::File::options().append(true).open(this)?, "\nWords {n}."),
        6 => fs::write(&this, fs::read_to_string(&this)?.replacen("title: ", "title: New ", 1)),
        _ if random.below(4) == 0 => fs::remove_dir_all(this.parent().unwrap()),
        _ => fs::write(content.join(format!("file-{}.txt", random.below(3))), format!("file {n}")),
    }
}

#[test]
fn after_any_changes_on_disk_the_preview_is_what_a_build_gives() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    bindery(at, &["init", "."]);
    let serving = Serving::start(at);
    let mut random = Random(0x5eed_0002);
    for n in 0..150 {
        // What is not there can't be changed; that is one more thing that happens.
        let _ = change(&at.join("content"), &mut random, n);
        std::thread::sleep(Duration::from_millis([0, 1, 3, 10, 40][random.below(5)]));
    }
    let built = bindery(at, &["build"]);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let files = read_tree(&at.join("public"));
    let differing = || {
        let shown = |path: &str| serving.body(&format!("/{}", path.strip_suffix("index.html").unwrap_or(path)));
        let made = files.iter().filter(|(path, _)| !path.starts_with('.'));
        made.filter(|(path, bytes)| shown(path) != **bytes).map(|(path, _)| path.clone()).collect::<Vec<_>>()
    };
    let started = Instant::now();
    while !differing().is_empty() {
        assert!(started.elapsed().as_secs() < 20, "the preview shows something else: {:?}", differing());
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_preview_names_the_pages_that_are_held_back() {
    let folder = tempfile::tempdir().unwrap();
    bindery(folder.path(), &["init", "."]);
    let serving = Serving::start(folder.path());
    bindery(folder.path(), &["new", "page", "Our rooms"]);
    serving.wait_until_told("Not published today:\n  content/our-rooms.md: a draft\n");
}

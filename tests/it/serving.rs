//! The preview as a browser meets it: a real program on the loopback, a real disk, real saving.

use crate::cli::bindery;
use crate::support::{Random, read_tree, without_panel};
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
        Self::start_with(folder, &[])
    }

    fn start_with(folder: &Path, args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
        let mut child = command.arg("serve").args(args).current_dir(folder).stderr(Stdio::piped()).spawn().unwrap();
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

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
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
        const ADDED: &str = "<script src=\"/__preview/reload.js\"";
        let answer = self.get(path);
        let head = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let body = without_panel(&answer[head + 4..]);
        match std::str::from_utf8(&body) {
            Ok(text) => match text.split_once(ADDED) {
                Some((before, rest)) => [before, rest.split_once("</script>").unwrap().1].concat().into_bytes(),
                None => text.into(),
            },
            Err(_) => body,
        }
    }

    pub(crate) fn wait_for(&self, path: &str, words: &str) {
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

#[test]
fn the_terminal_says_each_problem_once_findings_too_and_only_counts_hints() {
    let folder = tempfile::tempdir().unwrap();
    let hub = crate::publish::hub_in(folder.path(), "https://our-library.example.org/", "");
    let at = hub.as_path();
    let serving = Serving::start(at);
    serving.wait_until_told("Up to date");
    let write = |front: &str, body: &str| {
        let text = format!("---\ntitle: Rooms\nsummary: S.\n{front}---\n{body}");
        fs::write(at.join("content/guidance/rooms.md"), text).unwrap();
    };
    write("date: 28 Oct 2011\n", "\n## Booking\n\n#### Too deep\n");
    serving.wait_until_told("There is something to mend: 1 error, 3 hints.");
    write("date: 28 Oct 2011\nowner:\n", "\nWords above.\n\n## Booking\n\n#### Too deep\n");
    serving.wait_until_told("There is something to mend: 1 error, 1 warning, 3 hints.");
    write("date: 28 Oct 2011\n", "\n## Booking\n\n### Deep\n");
    serving.wait_until_told("Up to date, with 3 hints.");
    let told = serving.told.lock().unwrap().clone();
    assert_eq!(told.matches("The heading “Too deep” is of level 4").count(), 1, "{told}");
    assert_eq!(told.matches("“owner” has no value").count(), 1, "{told}");
    assert!(!told.contains("hint:"), "{told}");
    write("date: 28 Oct 2011\n", "\n## Booking\n\n#### Too deep\n");
    let started = Instant::now();
    while serving.told.lock().unwrap().matches("The heading “Too deep”").count() < 2 {
        assert!(started.elapsed().as_secs() < 20, "what comes back is said again");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// What a preview with `--lan` shows to a phone: the address of this computer in a network is known to the machine
/// that runs the test, if it has one, so this test names the one that every machine has.
#[test]
fn a_phone_sees_pages_and_can_do_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    bindery(folder.path(), &["init", "."]);
    let settings = folder.path().join("content/site.yaml");
    let text = fs::read_to_string(&settings).unwrap();
    let form = "feedback:\n  provider: formspree\n  id: abcdefgh";
    fs::write(&settings, text.replace("feedback: no", form)).unwrap();
    let serving = Serving::start_with(folder.path(), &["--lan=127.0.0.1"]);
    serving.wait_until_told("firewall");
    let told = serving.told.lock().unwrap().clone();
    assert!(told.contains("Careful: whoever is in this network") && told.contains('█'), "{told}");
    let (_, address) = told.split_once("or open http://127.0.0.1:").unwrap();
    let (port, word) = address.lines().next().unwrap().split_once('/').unwrap();
    let (port, word): (u16, _) = (port.parse().unwrap(), word.trim_end_matches('/'));
    assert!(word.len() == 16 && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()), "{word}");
    let ask = |method: &str, path: &str| {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    let page = ask("GET", &format!("/{word}/feedback/"));
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("<form"), "{page}");
    assert!(!page.contains("action=\"https://"), "a form that is sent goes to nobody: {page}");
    assert!(ask("GET", "/feedback/").starts_with("HTTP/1.1 404"));
    assert!(ask("POST", &format!("/{word}/feedback/")).contains("Nothing was sent to anybody"));
    for own in ["__preview/forms", "__preview/"] {
        assert!(ask("GET", &format!("/{word}/{own}")).starts_with("HTTP/1.1 404"), "{own}");
    }
    let on_this_computer = String::from_utf8(serving.get(&format!("/{word}/feedback/"))).unwrap();
    assert!(on_this_computer.starts_with("HTTP/1.1 404"), "the word is of the network's preview only");
    let again = Serving::start_with(folder.path(), &["--lan=127.0.0.1"]);
    again.wait_until_told("firewall");
    assert!(!again.told.lock().unwrap().contains(word), "each start has another address");
}

#[test]
fn only_files_of_the_hub_are_served() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    bindery(at, &["init", "."]);
    fs::write(at.join("secret.txt"), "nobody else's business").unwrap();
    fs::write(at.join("content/file.txt"), "public").unwrap();
    fs::write(at.join("content/_hidden.txt"), "nobody else's business").unwrap();
    fs::write(at.join("content/rules.pdf"), "%PDF").unwrap();
    let serving = Serving::start(at);
    serving.wait_for("/file.txt", "public");
    assert!(String::from_utf8_lossy(&serving.get("/rules.pdf")).contains("Content-Type: application/pdf\r\n"));
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%252e%252e/secret.txt",
        "/..%5csecret.txt",
        "/%2fetc/passwd",
        "//etc/passwd",
        "/file.txt%00.html",
        "/file.txt/",
        "/file.txt::$DATA",
        "/file.txt.",
        "/file.txt%20",
        "/FILE.TXT",
        "/CON",
        "/nul.txt",
        "/COM1",
        "/c:/windows/win.ini",
        "/_hidden.txt",
        "/site.yaml",
        "/index.md",
        "/.bindery-manifest",
        "/content/file.txt",
        "/static/../../secret.txt",
    ] {
        let answer = String::from_utf8_lossy(&serving.get(path)).into_owned();
        assert!(answer.starts_with("HTTP/1.1 404") || answer.starts_with("HTTP/1.1 400"), "{path}: {answer}");
        assert!(!answer.contains("nobody else's business") && !answer.contains("root:"), "{path}: {answer}");
    }
}

/// Nor is a folder of it.
#[cfg(unix)]
#[test]
fn a_folder_that_becomes_a_shortcut_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    bindery(at, &["init", "."]);
    fs::create_dir_all(at.join("elsewhere")).unwrap();
    fs::create_dir_all(at.join("content/guidance/files")).unwrap();
    fs::write(at.join("elsewhere/file.txt"), "nobody else's business").unwrap();
    fs::write(at.join("content/guidance/files/file.txt"), "public").unwrap();
    let serving = Serving::start(at);
    serving.wait_for("/guidance/files/file.txt", "public");
    fs::rename(at.join("content/guidance/files"), at.join("content/guidance/.files")).unwrap();
    std::os::unix::fs::symlink(at.join("elsewhere"), at.join("content/guidance/files")).unwrap();
    for path in ["/guidance/files/file.txt", "/__preview/last-good/guidance/files/file.txt"] {
        let answer = String::from_utf8_lossy(&serving.get(path)).into_owned();
        assert!(!answer.contains("nobody else's business"), "{path}: {answer}");
    }
    serving.wait_for("/__preview/", "a shortcut (a symbolic link)");
    let answer = String::from_utf8_lossy(&serving.get("/__preview/last-good/guidance/files/file.txt")).into_owned();
    assert!(!answer.contains("nobody else's business"), "{answer}");
}

/// A file of the hub that becomes a shortcut to somewhere else is served no longer.
#[cfg(unix)]
#[test]
fn a_shortcut_that_leads_out_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    bindery(at, &["init", "."]);
    fs::write(at.join("secret.txt"), "nobody else's business").unwrap();
    fs::write(at.join("content/file.txt"), "public").unwrap();
    let serving = Serving::start(at);
    serving.wait_for("/file.txt", "public");
    std::os::unix::fs::symlink(at.join("secret.txt"), at.join("content/.link")).unwrap();
    fs::rename(at.join("content/.link"), at.join("content/file.txt")).unwrap();
    serving.wait_for("/__preview/", "a shortcut (a symbolic link)");
    for path in ["/file.txt", "/__preview/last-good/file.txt"] {
        let answer = String::from_utf8_lossy(&serving.get(path)).into_owned();
        assert!(!answer.contains("nobody else's business"), "{path}: {answer}");
    }
}

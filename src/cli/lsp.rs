//! `lsp` is the edge to editors: it reads what they send, reads the disk, and writes what they are told. One thread
//! reads the pipe, one understands the hub, and this one answers, so that no question waits for work that it does
//! not need.

#![expect(clippy::disallowed_methods, reason = "commands are an edge: this one measures how long nothing was typed")]

use super::{Ending, say};
use crate::checks::Depth;
use crate::date::Date;
use crate::inputs::{File, Inputs, LONGEST_PAGE, RawText, SETTINGS};
use crate::lsp::address::to_path;
use crate::lsp::{Known, Reading, Session, Text, Then};
use crate::project::Project;
use clap::Args;
use lsp_server::{ErrorCode, Message, Notification, Request, Response};
use serde_json::{Value, json};
use std::io::{BufRead, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// Tell an editor what is wrong, and what can be typed.
#[derive(Args)]
pub(super) struct Lsp {
    /// The folder that holds “content” [default: the one above the file that the editor shows]
    #[arg(long, value_name = "FOLDER")]
    site: Option<PathBuf>,
    /// Read it as if it were this day
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::parse_day)]
    today: Option<Date>,
    /// Some editors say so; there is no other way
    #[arg(long, hide = true)]
    stdio: bool,
}

/// How long nothing must have been typed before the hub is understood anew.
const QUIET: Duration = Duration::from_millis(150);

/// What can happen.
enum Event {
    /// The editor said something.
    Said(Message),
    /// It said something that nobody can read.
    Garbled,
    /// It is gone.
    Gone,
    /// The hub is understood, as its texts were at a moment.
    Understood(Box<Known>, u64),
}

/// What is to be understood: texts in the place of files, and what they are up to.
struct Job {
    of: u64,
    texts: Vec<Text>,
    reread: bool,
}

/// One editor, and the ways to it and to whoever understands.
struct Desk {
    session: Session,
    events: Sender<Event>,
    jobs: Option<Sender<Job>>,
    today: Option<Date>,
    /// When the hub is to be understood, if nothing is typed before.
    due: Option<Instant>,
    is_ending: bool,
}

impl Lsp {
    pub(super) fn run(self) -> Ending {
        let (sender, events) = channel();
        let farewell = Farewell(sender.clone());
        std::thread::spawn(move || listen(&farewell));
        match self.serve(&events, sender) {
            Ok(true) => Ending::Done,
            Ok(false) => Ending::Failed("The editor ended the conversation before it said goodbye.".to_owned()),
            // The editor is gone, and nobody is left to be told.
            Err(_) => Ending::Done,
        }
    }

    /// Serves one editor to its end; says whether it said goodbye.
    fn serve(self, events: &Receiver<Event>, sender: Sender<Event>) -> std::io::Result<bool> {
        let Some(started) = first_words(events)? else { return Ok(true) };
        let locale = started.params["locale"].as_str().unwrap_or("en");
        let session = Session::new(locale);
        let mut desk = Desk { session, events: sender, jobs: None, today: self.today, due: None, is_ending: false };
        let result = json!({
            "capabilities": Session::capabilities(),
            "serverInfo": { "name": "bindery", "version": env!("CARGO_PKG_VERSION") },
        });
        send(&Response::new_ok(started.id.clone(), result).into())?;
        match &self.site {
            Some(site) => {
                desk.take_hub(Project::find(site));
                if !desk.session.has_hub() {
                    say(&format!("There is no hub in {}: it has no folder “content”.", site.display()));
                }
            }
            None => folders(&started.params).iter().for_each(|folder| desk.take_hub(find(folder))),
        }
        let can_watch = &started.params["capabilities"]["workspace"]["didChangeWatchedFiles"]["dynamicRegistration"];
        let can_watch = can_watch.as_bool() == Some(true);
        loop {
            match desk.next(events) {
                Some(Event::Gone) => return Ok(true),
                Some(Event::Said(Message::Notification(told))) if told.method == "exit" => return Ok(desk.is_ending),
                Some(Event::Said(Message::Notification(told))) if told.method == "initialized" && can_watch => {
                    send(&watch())?;
                }
                Some(Event::Said(message)) => desk.hear(message)?,
                Some(Event::Understood(known, of)) => {
                    for message in desk.session.understood(*known, of) {
                        send(&message)?;
                    }
                }
                Some(Event::Garbled) => say("The editor sent something that is no message of the protocol."),
                None => desk.understand(false),
            }
        }
    }
}

impl Desk {
    /// What happens next; `None` if nothing was typed for long enough.
    fn next(&self, events: &Receiver<Event>) -> Option<Event> {
        let Some(due) = self.due else { return Some(events.recv().unwrap_or(Event::Gone)) };
        match events.recv_timeout(due.saturating_duration_since(Instant::now())) {
            Ok(event) => Some(event),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Event::Gone),
        }
    }

    fn hear(&mut self, message: Message) -> std::io::Result<()> {
        let then = match message {
            Message::Request(request) if request.method == "shutdown" => {
                self.is_ending = true;
                send(&Response::new_ok(request.id, Value::Null).into())?;
                Then::Later
            }
            Message::Request(request) if self.is_ending || request.method == "initialize" => {
                let message = "This can't be asked at this moment.".to_owned();
                send(&Response::new_err(request.id, ErrorCode::InvalidRequest as i32, message).into())?;
                Then::Later
            }
            Message::Request(request) => {
                let (answer, then) = self.session.asked(request);
                answer.map_or(Ok(()), |answer| send(&answer.into()))?;
                then
            }
            Message::Notification(told) => {
                if told.method == "textDocument/didOpen" && !self.session.has_hub() {
                    let file = told.params["textDocument"]["uri"].as_str().and_then(to_path);
                    file.iter().for_each(|file| self.take_hub(find(file)));
                }
                self.session.told(told)
            }
            Message::Response(_) => Then::Later,
        };
        match then {
            Then::Later => {}
            Then::Soon => self.due = Some(Instant::now() + QUIET),
            Then::Now => self.understand(false),
            Then::Reread => self.understand(true),
        }
        Ok(())
    }

    /// Has the hub understood as it is now.
    fn understand(&mut self, reread: bool) {
        self.due = None;
        let (of, texts) = self.session.texts();
        if let Some(jobs) = &self.jobs {
            // It can only be gone if it panicked; then there is nothing to be told any more.
            let _ = jobs.send(Job { of, texts, reread });
        }
    }

    /// Begins to understand a hub, unless there is one already.
    fn take_hub(&mut self, project: Option<Project>) {
        let Some(project) = project.filter(|_| !self.session.has_hub()) else { return };
        self.session.set_hub(project.root.clone(), project.content.clone());
        let (sender, jobs) = channel();
        let (events, today) = (self.events.clone(), self.today);
        std::thread::spawn(move || understand(project, today, &jobs, &events));
        self.jobs = Some(sender);
        self.understand(true);
    }
}

/// Understands the hub whenever it is told to, and each time only the newest that it was told.
fn understand(mut project: Project, today: Option<Date>, jobs: &Receiver<Job>, events: &Sender<Event>) {
    let mut disk: Option<Inputs> = None;
    let mut reading = Reading::default();
    while let Ok(mut job) = jobs.recv() {
        while let Ok(newer) = jobs.try_recv() {
            job = Job { reread: job.reread || newer.reread, ..newer };
        }
        let day = today.unwrap_or_else(Date::today);
        let known = disk.take().filter(|disk| !job.reread && disk.today == day);
        let read = known.unwrap_or_else(|| project.read_for(&|| day, false, Depth::All));
        let mut inputs = read.clone();
        disk = Some(read);
        let versions = job.texts.iter().map(|(path, version, _)| (path.clone(), *version)).collect();
        for (path, _, text) in job.texts {
            let len = text.len() as u64;
            let file = if len > LONGEST_PAGE { File::TooBig(len) } else { File::Text(RawText::Utf8(text)) };
            inputs.files.insert(path, file);
        }
        let known = Box::new(reading.understand(inputs, versions));
        if events.send(Event::Understood(known, job.of)).is_err() {
            return;
        }
    }
}

/// The hub in which a file or folder is. Other programs have folders called “content” as well, so there must be
/// settings in it.
fn find(place: &Path) -> Option<Project> {
    let has_settings =
        |folder: &&Path| folder.join(SETTINGS).is_file() || folder.join("content").join(SETTINGS).is_file();
    place.ancestors().find(has_settings).and_then(Project::find)
}

/// The folders that the editor shows.
fn folders(params: &Value) -> Vec<PathBuf> {
    let several = params["workspaceFolders"].as_array().into_iter().flatten().map(|folder| &folder["uri"]);
    several.chain([&params["rootUri"]]).filter_map(|uri| to_path(uri.as_str()?)).collect()
}

/// Waits until the editor introduces itself; `None` if it leaves before.
fn first_words(events: &Receiver<Event>) -> std::io::Result<Option<Request>> {
    loop {
        match events.recv().unwrap_or(Event::Gone) {
            Event::Said(Message::Request(request)) if request.method == "initialize" => return Ok(Some(request)),
            Event::Said(Message::Request(request)) => {
                let message = "The first question has to be “initialize”.".to_owned();
                send(&Response::new_err(request.id, ErrorCode::ServerNotInitialized as i32, message).into())?;
            }
            Event::Said(Message::Notification(told)) if told.method == "exit" => return Ok(None),
            Event::Gone => return Ok(None),
            _ => {}
        }
    }
}

/// Asks the editor to tell when files change on disk.
fn watch() -> Message {
    let watchers = json!([{ "globPattern": "**/content/**" }, { "globPattern": "**/themes/**" }]);
    let files = json!({
        "id": "files", "method": "workspace/didChangeWatchedFiles", "registerOptions": { "watchers": watchers },
    });
    Request::new(1.into(), "client/registerCapability".to_owned(), json!({ "registrations": [files] })).into()
}

fn send(message: &Message) -> std::io::Result<()> {
    message.write(&mut std::io::stdout().lock())
}

/// Says that the editor is gone, however listening ends.
struct Farewell(Sender<Event>);

impl Drop for Farewell {
    fn drop(&mut self) {
        let _ = self.0.send(Event::Gone);
    }
}

/// The most bytes of one message: a page has at most 2 MB, and JSON makes up to six of each.
const LONGEST: u64 = 16 * 1024 * 1024;

/// The most bytes of a message's head, which has a line or two.
const LONGEST_HEAD: u64 = 1024;

/// The next message; `None` at the end. Bytes are taken as they come, since the head may promise any number of them.
fn read(input: &mut impl BufRead) -> std::io::Result<Option<Message>> {
    let garbled = || Err(std::io::Error::from(ErrorKind::InvalidData));
    let (mut message, mut len) = (Vec::new(), 0);
    loop {
        let start = message.len();
        if input.by_ref().take(LONGEST_HEAD - start as u64).read_until(b'\n', &mut message)? == 0 {
            return Ok(None);
        }
        let Some(line) = std::str::from_utf8(&message[start..]).ok().and_then(|line| line.strip_suffix("\r\n")) else {
            return garbled();
        };
        match line.split_once(": ") {
            None if line.is_empty() => break,
            None => return garbled(),
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                len = value.parse().unwrap_or(u64::MAX)
            }
            Some(_) => {}
        }
    }
    if len > LONGEST {
        return Err(ErrorKind::FileTooLarge.into());
    }
    input.take(len).read_to_end(&mut message)?;
    Message::read(&mut &message[..])
}

/// Reads what the editor says until it says no more.
fn listen(farewell: &Farewell) {
    let mut input = std::io::stdin().lock();
    loop {
        let event = match read(&mut input) {
            Ok(Some(message)) => Event::Said(message),
            // What can't be read has been taken out of the pipe, and the next message follows.
            Err(error) if error.kind() == ErrorKind::InvalidData => Event::Garbled,
            Err(error) if error.kind() == ErrorKind::FileTooLarge => {
                say(
                    "The editor sent a message of more than 16 MB. Nobody types so much, so the conversation has ended.",
                );
                return;
            }
            Ok(None) | Err(_) => return,
        };
        let is_last =
            matches!(&event, Event::Said(Message::Notification(Notification { method, .. })) if method == "exit");
        if farewell.0.send(event).is_err() || is_last {
            return;
        }
    }
}

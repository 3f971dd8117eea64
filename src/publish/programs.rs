//! Runs the person's own programs for copying files, and what they share: the list of files that lies
//! beside the website on the server. It says what Bindery put there, so nothing else is ever deleted.

#![expect(clippy::disallowed_methods, reason = "this is the edge where programs are run")]

use super::{Failure, Live};
use crate::path::OutputPath;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The list's name, in the output folder and on the server.
pub(super) const LIST: &str = ".bindery-manifest";

/// Reads the list; empty if it is none.
pub(super) fn listed(text: &str) -> Live {
    let line = |line: &str| {
        let (hash, path) = line.split_once("  ").filter(|_| !line.starts_with('#'))?;
        // A line that leads out of the folder was written by somebody else, and nothing is done with it.
        Some((path.to_owned(), hash.to_owned())).filter(|_| OutputPath::is_plain(path))
    };
    Live { files: text.lines().filter_map(line).collect(), ..Live::default() }
}

/// Runs a program to its end and gives its status, what it printed and what it complained of. `heard`
/// hears each line as it is printed.
pub(super) fn run(
    program: &str,
    args: &[&str],
    input: &[u8],
    heard: &dyn Fn(&str),
) -> Result<(i32, String, String), Failure> {
    let mut command = Command::new(program);
    command.args(args).env("LC_ALL", "C").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound if program == "sftp" => Failure::usage(
            "The program sftp was not found. On Windows it is among the optional features, as “OpenSSH Client”.\n\
             To get one file that you can unpack on the web space, type: bindery publish --zip hub.zip",
        ),
        std::io::ErrorKind::NotFound => Failure::usage(format!(
            "The program {program} was not found. Install it, or type in content/site.yaml:\n\
             publish_to: sftp://name@server.example.org/path/to/the/website\n\
             To get one file that you can unpack on the web space, type: bindery publish --zip hub.zip"
        )),
        _ => Failure::machine(format!("{program} could not be run: {error}")),
    })?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (said, complaint) = std::thread::scope(|scope| {
        // The program answers while it reads, and complains while it answers.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
        let complaint = scope.spawn(move || text_of(stderr, &|_| {}));
        (text_of(stdout, heard), complaint.join().unwrap_or_default())
    });
    let status = child.wait().map_err(|error| Failure::machine(format!("{program} could not be run: {error}")))?;
    Ok((status.code().unwrap_or(-1), said, complaint))
}

/// All that comes out of a pipe.
fn text_of(pipe: Option<impl Read>, heard: &dyn Fn(&str)) -> String {
    let mut text = String::new();
    for line in pipe.into_iter().flat_map(|pipe| BufReader::new(pipe).split(b'\n')).map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        heard(&line);
        text += &line;
        text.push('\n');
    }
    text
}

/// Refuses the beginning of an address that neither rsync nor sftp can reach.
pub(super) fn wrong_scheme(to: &str) -> Result<(), Failure> {
    match to.split_once("://") {
        Some((scheme, rest)) if scheme != "rsync" => Err(Failure::usage(format!(
            "Bindery can't send a hub to an address that begins with {scheme}://. Ask whoever runs the web space for SFTP or SSH.\n\
             If it has SFTP, type in content/site.yaml:\npublish_to: sftp://{rest}\n\
             To get one file that you can unpack there, type: bindery publish --zip hub.zip"
        ))),
        _ => Ok(()),
    }
}

/// Parts of what ssh says, and what they mean.
const MEANINGS: &[(&str, &str, bool)] = &[
    (
        "Permission denied",
        "The server did not let you in, or not into this folder. Check the name and the folder in “publish_to:”, and your key or password.",
        true,
    ),
    (
        "Host key verification failed",
        "Your computer does not know this server yet. Sign in once with ssh or sftp, and answer its question.",
        true,
    ),
    (
        "Could not resolve hostname",
        "The server could not be found. Check its name in “publish_to:”, and the line to the internet.",
        false,
    ),
    ("No such file or directory", "The folder in “publish_to:” is not there. Make it on the server first.", true),
    ("No space left", "The disk of the server is full.", false),
    (
        "Bad port",
        "The port in “publish_to:” is no number. Type it as in sftp://name@server.example.org:22/folder",
        true,
    ),
    ("Connection refused", "The server did not answer. Check its name in “publish_to:”, or try again later.", false),
];

/// What a program says when it fails, in plain words, with its own last lines for whoever helps.
pub(super) fn in_words(program: &str, said: &str) -> Failure {
    let said = said.trim();
    match MEANINGS.iter().find(|(part, ..)| said.contains(part)) {
        Some((_, words, is_usage)) => {
            Failure { message: format!("{words}\n({program} says: {said})"), is_usage: *is_usage }
        }
        None if said == "Connection closed" || said.is_empty() => Failure::machine(format!(
            "The server did not answer, or did not let you in. Check the name and the port in “publish_to:”.\n({program} says: {said})"
        )),
        None => Failure::machine(format!("The line to the server was cut, or {program} failed. It says:\n{said}")),
    }
}

/// A folder of our own for what a program fetches, taken away again afterwards.
pub(super) struct Scratch(pub(super) PathBuf);

impl Scratch {
    pub(super) fn new() -> Result<Self, Failure> {
        let failed =
            |error: &dyn std::fmt::Display| Failure::machine(format!("No folder could be made for a while: {error}"));
        let mut word = [0; 8];
        getrandom::fill(&mut word).map_err(|error| failed(&error))?;
        // A name that nobody can guess, a folder that was not there, and one that nobody else may open: in a place that
        // all people of a computer share, somebody could have put files into it beforehand.
        let folder = std::env::temp_dir().join(format!("bindery-{:016x}", u64::from_ne_bytes(word)));
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        match builder.create(&folder) {
            Ok(()) => Ok(Self(folder)),
            Err(error) => Err(failed(&error)),
        }
    }

    /// What was fetched; empty if nothing was.
    pub(super) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).unwrap_or_default()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What can't be taken away here the system takes away.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

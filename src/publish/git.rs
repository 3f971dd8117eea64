//! Runs the person's own `git`, and puts what it says when it fails into words. The person's files,
//! their index and their branches are never touched: whoever calls names an index of its own.

#![expect(clippy::disallowed_methods, reason = "this is the edge where git is run")]

use super::Failure;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The repository that holds the hub.
pub(super) struct Git {
    pub(super) root: PathBuf,
    /// Whether git may ask for a name and a password.
    pub(super) attended: bool,
}

/// A further setting of a run.
pub(super) type Environment<'a> = (&'a str, &'a str);

/// What Git's own hooks set, among others, and what would lead to another repository, index or name of a branch.
const LEADING_ELSEWHERE: &[&str] = &[
    "GIT_DIR",
    "GIT_COMMON_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_QUARANTINE_PATH",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
];

impl Git {
    /// Runs git and gives what it printed.
    pub(super) fn run(&self, args: &[&str], input: &[u8], environment: &[Environment<'_>]) -> Result<Vec<u8>, Failure> {
        let mut command = Command::new("git");
        // The programs that a repository runs at each step are about the person's work, not about this.
        command.args(["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false"]);
        command.arg("-C").arg(&self.root).args(args).env("LC_ALL", "C");
        // Set inside Git's own hooks; here they would lead to another repository or index.
        for name in LEADING_ELSEWHERE {
            command.env_remove(name);
        }
        if !self.attended {
            command.env("GIT_TERMINAL_PROMPT", "0");
        }
        command.envs(environment.iter().copied());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Failure::usage(
                "This host takes the hub by way of Git, and the program git was not found.\n\
                 Install it from git-scm.com, or type: bindery publish --zip hub.zip",
            ),
            _ => Failure::machine(format!("git could not be run: {error}")),
        })?;
        let stdin = child.stdin.take();
        let output = std::thread::scope(|scope| {
            // Git answers while it reads, so to write everything first could wait for ever.
            scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
            child.wait_with_output()
        });
        let output = output.map_err(|error| Failure::machine(format!("git could not be run: {error}")))?;
        if output.status.success() {
            Ok(output.stdout)
        } else {
            Err(in_words(&String::from_utf8_lossy(&output.stderr)))
        }
    }

    /// Runs git and gives the one line that it printed.
    pub(super) fn line(&self, args: &[&str], input: &[u8], environment: &[Environment<'_>]) -> Result<String, Failure> {
        let bytes = self.run(args, input, environment)?;
        Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
    }
}

/// The address of the repository that a folder is in, if it is in one and that has one.
pub fn repository(root: &Path) -> Option<String> {
    let git = Git { root: root.to_path_buf(), attended: false };
    git.line(&["remote", "get-url", "origin"], b"", &[]).ok().filter(|url| !url.is_empty())
}

/// Parts of what git and ssh say, and what they mean.
const MEANINGS: &[(&str, &str, bool)] = &[
    (
        "not a git repository",
        "The hub is not in a Git repository, and this host takes it by way of one.\n\
         Make one at the host, and then type in the folder of the hub:\n\
         git init\ngit remote add origin the-address-that-the-host-shows",
        true,
    ),
    (
        "No such remote",
        "The hub's repository does not know its place at the host. Type:\n\
         git remote add origin the-address-that-the-host-shows",
        true,
    ),
    (
        "Permission denied",
        "The host did not let you in. Check with your host how you sign in with SSH: perhaps your key is missing there.",
        true,
    ),
    (
        "Host key verification failed",
        "Your computer does not know this host yet. Type “git fetch” once, and answer its question.",
        true,
    ),
    (
        "could not read Username",
        "The host wants to know who you are, and nobody was there to answer. Type “git push” once by hand, or set up a token.",
        true,
    ),
    (
        "Authentication failed",
        "The host did not take your name and password. Many hosts want a token in the place of the password.",
        true,
    ),
    (
        "Could not resolve host",
        "The host could not be found. Check the line to the internet, and the address that “git remote -v” shows.",
        false,
    ),
    (
        "Could not resolve hostname",
        "The host could not be found. Check the line to the internet, and the address that “git remote -v” shows.",
        false,
    ),
    (
        "Repository not found",
        "The host has no such repository, or not for you. Check the address that “git remote -v” shows.",
        true,
    ),
    ("Connection refused", "The host did not answer. Check the address, or try again later.", false),
    (
        "does not appear to be a git repository",
        "There is no repository at that address. Check “publish_to:” in content/site.yaml or, without it, what “git remote -v”\n         shows. To change the latter, type: git remote set-url origin the-address-that-the-host-shows",
        true,
    ),
    (
        "[rejected]",
        "Somebody else published at the same moment. Nothing was changed; type the command again to see what they sent.",
        false,
    ),
    (
        "pre-receive hook declined",
        "The host refused the branch by a rule of its own. Look at its settings for protected branches.",
        true,
    ),
    (
        "protected branch",
        "The host protects this branch, so nothing can be sent to it. Change that in its settings.",
        true,
    ),
    ("No space left on device", "A disk is full, here or at the host.", false),
    ("Connection timed out", "The host did not answer. Check the line to the internet, and try again.", false),
    ("Connection closed", "The line to the host was cut. Try again.", false),
    ("the remote end hung up", "The line to the host was cut. Try again.", false),
];

/// What git says, in plain words, with its own last line for whoever helps.
fn in_words(said: &str) -> Failure {
    let said = &without_secrets(said);
    let meaning = MEANINGS.iter().find(|(part, ..)| said.contains(part));
    // The line that says why; what follows is advice to people who know Git.
    let says_why = |line: &&str| line.contains("fatal:") || line.contains("ERROR:") || line.contains("error:");
    let lines = || said.lines().map(str::trim).filter(|line| !line.is_empty());
    let found = meaning.and_then(|(part, ..)| lines().find(|line| line.contains(part)));
    let last = found.or_else(|| lines().find(says_why)).or_else(|| lines().next_back()).unwrap_or("nothing");
    match meaning {
        Some((_, words, is_usage)) => Failure { message: format!("{words}\n(Git says: {last})"), is_usage: *is_usage },
        None => Failure::machine(format!("Git failed. It says:\n{}", said.trim())),
    }
}

/// Takes names and passwords out of addresses, as some people have them in that of their repository.
pub(super) fn without_secrets(said: &str) -> String {
    let mut out = String::new();
    for (n, part) in said.split("://").enumerate() {
        let end = part.find(|c: char| c == '/' || c.is_whitespace()).unwrap_or(part.len());
        let host = part[..end].rfind('@').filter(|_| n > 0).map_or(0, |at| at + 1);
        out += if n > 0 { "://" } else { "" };
        out += &part[host..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_is_shown() {
        let said = "fatal: unable to access 'https://me:secret@host.example/hub.git/': a@b, ssh://git@host.example/x";
        let shown = "fatal: unable to access 'https://host.example/hub.git/': a@b, ssh://host.example/x";
        assert_eq!(without_secrets(said), shown);
        assert!(!in_words(said).message.contains("secret"));
    }
}

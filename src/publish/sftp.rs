//! Copies a website to a server with the person's own sftp. Every file is first put into a folder of
//! its own there, under a name that says what is in it; when all have arrived they are moved into
//! place. So a cut leaves the website as it was, and the next run sends only what is missing.

use super::programs::{LIST, Scratch, in_words, listed, run};
use super::{Changes, Failure, Live, Shipment, record};
use std::collections::{BTreeMap, BTreeSet};

/// A folder on a server.
pub struct Place {
    host: String,
    port: Option<String>,
    folder: String,
    attended: bool,
}

/// Where files wait on the server until all are there.
const STAGING: &str = ".bindery-staging";

impl Place {
    /// Takes an address such as `sftp://name@server:22/folder`; `/~/folder` begins at the home folder.
    pub(super) fn new(to: &str, attended: bool) -> Result<Self, Failure> {
        let wrong = || {
            Failure::usage(format!(
                "“{to}” is no place on a server. Type in content/site.yaml for example:\n\
                 publish_to: sftp://name@server.example.org/path/to/the/website"
            ))
        };
        let rest = to.strip_prefix("sftp://").ok_or_else(wrong)?;
        let (host, folder) = rest.split_once('/').ok_or_else(wrong)?;
        let folder = folder.strip_prefix("~/").map_or_else(|| format!("/{folder}"), str::to_owned);
        let (host, port) = match host.rsplit_once(':') {
            Some((host, port)) if port.chars().all(|c| c.is_ascii_digit()) => (host, Some(port.to_owned())),
            _ => (host, None),
        };
        let is_plain = |text: &str| !text.is_empty() && !text.starts_with('-') && !text.contains(char::is_whitespace);
        if !is_plain(host) || folder.contains(['\n', '\r']) {
            return Err(wrong());
        }
        Ok(Self { host: host.to_owned(), port, folder, attended })
    }

    pub(super) fn place(&self) -> String {
        format!("{}:{}", self.host, self.folder)
    }

    pub(super) fn look(&self) -> Result<Live, Failure> {
        let scratch = Scratch::new()?;
        let here = quoted(&scratch.0.join(LIST).display().to_string());
        self.session(&format!("-get {} {here}\n", quoted(LIST)), &|_| {})?;
        let live = listed(&scratch.read(LIST));
        // Nothing was published there before: what lies there is somebody else's.
        let others = if live.files.is_empty() { self.names()? } else { BTreeSet::new() };
        Ok(Live { others, ..live })
    }

    /// What lies in the folder already, by name.
    fn names(&self) -> Result<BTreeSet<String>, Failure> {
        let said = self.session("ls -1\n", &|_| {})?;
        Ok(said.lines().filter(|line| !line.starts_with("sftp>")).map(|line| line.trim_end().to_owned()).collect())
    }

    pub(super) fn send(&self, shipment: &Shipment, changes: &Changes, step: &(dyn Fn() + Sync)) -> Result<(), Failure> {
        let waiting = self.waiting()?;
        let mut paths: Vec<&str> = changes.to_send().map(|n| shipment.files[n].path.as_str()).collect();
        // Last, so that after a cut the next run knows of everything that is still to be done.
        paths.push(LIST);
        let (mut puts, mut moves) = (String::new(), String::new());
        moves.extend(folders(&paths).iter().map(|folder| format!("-mkdir {}\n", quoted(folder))));
        for path in &paths {
            let bytes = shipment.read(path)?;
            let name = format!("{STAGING}/{}", record::hash(&[path.as_bytes(), b"\0", &bytes].concat()));
            let (here, there) = (quoted(&shipment.folder.join(path).display().to_string()), quoted(&name));
            puts += &match waiting.get(&name) {
                Some(len) if *len == bytes.len() as u64 => {
                    step();
                    String::new()
                }
                Some(len) if *len < bytes.len() as u64 => format!("reput {here} {there}\n"),
                _ => format!("put {here} {there}\n"),
            };
            if *path == LIST {
                moves.extend(changes.removed.iter().map(|path| format!("-rm {}\n", quoted(path))));
            }
            moves += &format!("chmod 644 {there}\nrename {there} {}\n", quoted(path));
        }
        // In batches sftp repeats each command before it carries it out.
        let heard = |line: &str| {
            if line.starts_with("sftp> put") || line.starts_with("sftp> reput") {
                step();
            }
        };
        self.session(&format!("{puts}{moves}-rmdir {STAGING}\n"), &heard).map(|_| ())
    }

    /// The files that wait on the server since a run that was cut, with their sizes.
    fn waiting(&self) -> Result<BTreeMap<String, u64>, Failure> {
        let said = self.session(&format!("-mkdir {STAGING}\n-ls -ln {STAGING}\n"), &|_| {})?;
        let file = |line: &str| {
            let mut words = line.split_whitespace();
            let size = words.nth(4)?.parse().ok()?;
            let name = words.next_back()?.rsplit('/').next()?;
            Some((format!("{STAGING}/{name}"), size))
        };
        Ok(said.lines().filter_map(file).collect())
    }

    /// Does a list of commands in the website's folder.
    fn session(&self, commands: &str, heard: &dyn Fn(&str)) -> Result<String, Failure> {
        let mut args = Vec::new();
        if self.attended {
            // A list of commands would forbid the question for a password; of two settings the first counts.
            args.push("-oBatchMode=no");
        }
        args.extend(["-q", "-b", "-"]);
        if let Some(port) = &self.port {
            args.extend(["-P", port]);
        }
        args.push(&self.host);
        let batch = format!("cd {}\n{commands}", quoted(&self.folder));
        match run("sftp", &args, batch.as_bytes(), heard)? {
            (0, said, _) => Ok(said),
            (_, _, said) => Err(in_words("sftp", &said)),
        }
    }
}

/// The folders that files are in, outer ones first.
fn folders<'p>(paths: &[&'p str]) -> BTreeSet<&'p str> {
    paths.iter().flat_map(|path| path.match_indices('/').map(|(at, _)| &path[..at])).collect()
}

/// A path as one word for sftp, which reads signs of patterns in quotation marks as they are.
fn quoted(path: &str) -> String {
    format!("\"{}\"", path.replace('\\', "\\\\").replace('"', "\\\""))
}

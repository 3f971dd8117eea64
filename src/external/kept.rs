//! Keeps what websites said in a file of the hub's own folder, so that they are not asked again and again. A
//! file that can't be read or written only means that they are.

#![expect(clippy::disallowed_methods, reason = "this is the edge where answers are kept")]

use super::Outcome;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// What was said, and when, in seconds since 1970.
pub(super) struct Kept {
    path: PathBuf,
    now: u64,
    said: BTreeMap<String, (u64, Outcome)>,
}

/// The first line of the file. Other forms are read as if nothing had been kept.
const HEAD: &str = "# What other websites said to “bindery check --external”. It can be deleted. Form 1.";

const HOUR: u64 = 60 * 60;

impl Kept {
    pub(super) fn read(path: &Path) -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
        let text = fs::read_to_string(path).unwrap_or_default();
        let mut lines = text.lines();
        let is_known = lines.next() == Some(HEAD);
        let said = lines.filter(|_| is_known).filter_map(|line| {
            let mut parts = line.splitn(3, ' ');
            let time: u64 = parts.next()?.parse().ok()?;
            let outcome = read(parts.next()?)?;
            let url = parts.next()?.to_owned();
            (time <= now && now - time < lasts(outcome)).then_some((url, (time, outcome)))
        });
        Self { path: path.to_path_buf(), now, said: said.collect() }
    }

    pub(super) fn get(&self, url: &str) -> Option<Outcome> {
        self.said.get(url).map(|(_, outcome)| *outcome)
    }

    pub(super) fn set(&mut self, url: &str, outcome: Outcome) {
        self.said.insert(url.to_owned(), (self.now, outcome));
    }

    /// Writes the file in one step.
    pub(super) fn write(&self) {
        let mut text = format!("{HEAD}\n");
        for (url, (time, outcome)) in &self.said {
            text.push_str(&format!("{time} {} {url}\n", written(*outcome)));
        }
        let Some(folder) = self.path.parent() else { return };
        let waiting = self.path.with_extension("new");
        // Nothing to be done if this fails: the websites are asked again.
        let _ = fs::create_dir_all(folder)
            .and_then(|()| fs::write(&waiting, text))
            .and_then(|()| fs::rename(&waiting, &self.path));
    }
}

/// How long an answer is good for, in seconds. Who could not answer is asked again sooner.
fn lasts(outcome: Outcome) -> u64 {
    match outcome {
        Outcome::Works | Outcome::Gone(_) | Outcome::Unsaid(_) => 24 * HOUR,
        Outcome::NoHost | Outcome::Fails(_) => HOUR,
    }
}

fn written(outcome: Outcome) -> String {
    match outcome {
        Outcome::Works => "works".to_owned(),
        Outcome::Gone(status) => format!("gone-{status}"),
        Outcome::NoHost => "no-host".to_owned(),
        Outcome::Fails(status) => format!("fails-{status}"),
        Outcome::Unsaid(status) => format!("unsaid-{status}"),
    }
}

fn read(word: &str) -> Option<Outcome> {
    let (kind, status) = word.split_once('-').unwrap_or((word, ""));
    match (kind, status.parse()) {
        ("works", _) => Some(Outcome::Works),
        ("gone", Ok(status)) => Some(Outcome::Gone(status)),
        ("no", _) => Some(Outcome::NoHost),
        ("fails", Ok(status)) => Some(Outcome::Fails(status)),
        ("unsaid", Ok(status)) => Some(Outcome::Unsaid(status)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_is_good_for_a_day() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".bindery/links");
        let mut kept = Kept::read(&path);
        let all = [Outcome::Works, Outcome::Gone(410), Outcome::NoHost, Outcome::Fails(0), Outcome::Unsaid(403)];
        for (n, outcome) in all.into_iter().enumerate() {
            kept.set(&format!("https://example.org/{n}"), outcome);
        }
        kept.write();
        let again = Kept::read(&path);
        for (n, outcome) in all.into_iter().enumerate() {
            assert_eq!(again.get(&format!("https://example.org/{n}")), Some(outcome));
        }
        kept.now -= 25 * HOUR;
        kept.set("https://example.org/0", Outcome::Works);
        kept.write();
        assert_eq!(Kept::read(&path).get("https://example.org/0"), None, "it is a day old");
        fs::write(&path, "something else\n1 works https://example.org/\n").unwrap();
        assert_eq!(Kept::read(&path).get("https://example.org/"), None);
    }
}

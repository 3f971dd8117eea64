//! The edge that says when it is time to look at the disk again. What the system tells of a
//! change is a doorbell: it says where to look first, and whoever waits looks at everything soon
//! after. Where the system can't tell, such as on some network drives, it rings at intervals.

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{PollWatcher, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant, SystemTime};

/// How long it must have been quiet: programs save a file in several steps.
const QUIET: Duration = Duration::from_millis(3);

/// The longest wait for quiet.
const LONGEST: Duration = Duration::from_millis(100);

/// How often to look where the system can't tell of changes.
const POLL: Duration = Duration::from_secs(1);

/// How often to look when nothing was told: a day may have begun, or an event been lost.
const DOUBT: Duration = Duration::from_secs(30);

/// How long it must have been quiet after a change before everything is looked at.
const SOON: Duration = Duration::from_secs(2);

/// What the doorbell rings for.
#[derive(Debug)]
pub enum Rings {
    /// Something happened to these files or folders, by absolute path.
    For(BTreeSet<PathBuf>),
    /// Anything may have changed.
    ForAnything,
}

/// One ring of the doorbell.
struct Ring {
    /// Where something happened; empty if that was not told.
    paths: Vec<PathBuf>,
    /// Whether a program has just finished writing, so that there is nothing to wait for.
    is_saved: bool,
}

/// Waits for changes.
pub struct Watcher {
    events: Receiver<Ring>,
    /// What rang and was not waited for yet.
    waiting: Option<Ring>,
    /// Whether a look at everything is due.
    is_due: bool,
    /// The folders, and which of them were there when they were last watched.
    folders: Vec<(PathBuf, Option<Identity>)>,
    /// Whether changes are looked for at intervals, since the system can't tell of them.
    pub polls: bool,
    watcher: Box<dyn notify::Watcher + Send>,
}

/// Tells a folder from another one that came in its place.
type Identity = (u64, Option<SystemTime>);

impl Watcher {
    /// Watches folders and all below them. One that does not exist yet is watched through the
    /// folder that would hold it.
    pub fn new(folders: &[PathBuf]) -> io::Result<Self> {
        let (sender, events) = channel();
        let doorbell = move |event: notify::Result<notify::Event>| {
            // Reading a file is no change; it would ring for our own looking.
            let is_saved =
                |event: &notify::Event| event.kind == EventKind::Access(AccessKind::Close(AccessMode::Write));
            let ring = match event {
                Ok(event) if is_saved(&event) => Ring { paths: event.paths, is_saved: true },
                Ok(event) if event.kind.is_access() => return,
                Ok(event) if !event.need_rescan() => Ring { paths: event.paths, is_saved: false },
                _ => Ring { paths: Vec::new(), is_saved: false },
            };
            // Nobody listens any more: the preview is ending.
            let _ = sender.send(ring);
        };
        let folders: Vec<_> = folders.iter().map(|folder| (folder.clone(), None)).collect();
        if let Ok(watcher) = RecommendedWatcher::new(doorbell.clone(), notify::Config::default()) {
            let mut native =
                Self { events, waiting: None, is_due: false, folders, polls: false, watcher: Box::new(watcher) };
            if native.watch().is_ok() {
                return Ok(native);
            }
            return Self::polling(native.events, native.folders, doorbell);
        }
        Self::polling(events, folders, doorbell)
    }

    fn polling(
        events: Receiver<Ring>,
        folders: Vec<(PathBuf, Option<Identity>)>,
        doorbell: impl notify::EventHandler,
    ) -> io::Result<Self> {
        let config = notify::Config::default().with_poll_interval(POLL);
        let watcher = PollWatcher::new(doorbell, config).map_err(io::Error::other)?;
        let folders = folders.into_iter().map(|(folder, _)| (folder, None)).collect();
        let mut polling =
            Self { events, waiting: None, is_due: false, folders, polls: true, watcher: Box::new(watcher) };
        polling.watch().map_err(io::Error::other)?;
        Ok(polling)
    }

    /// Watches each folder that is new since the last time, and the folder above it, in which it
    /// may be made or replaced.
    fn watch(&mut self) -> notify::Result<()> {
        for (folder, known) in &mut self.folders {
            let there = identity(folder);
            if there == *known {
                continue;
            }
            if there.is_some() {
                self.watcher.watch(folder, RecursiveMode::Recursive)?;
            }
            if let Some(parent) = folder.parent().filter(|parent| parent.is_dir()) {
                self.watcher.watch(parent, RecursiveMode::NonRecursive)?;
            }
            *known = there;
        }
        Ok(())
    }

    /// Whether something changed since the last [`Watcher::wait`].
    pub fn rings(&mut self) -> bool {
        if self.waiting.is_none() {
            self.waiting = self.events.try_recv().ok();
        }
        self.waiting.is_some()
    }

    /// Waits a while, and says whether nothing changed in it.
    pub fn is_quiet(&mut self, pause: Duration) -> bool {
        if self.waiting.is_none() {
            self.waiting = self.events.recv_timeout(pause).ok();
        }
        self.waiting.is_none()
    }

    /// How long to wait before looking without being told. Where the whole hub was taken away there
    /// is nothing left that could tell when it comes back.
    fn patience(&self) -> Duration {
        let is_gone = |(folder, _): &(PathBuf, _)| !folder.parent().is_some_and(Path::is_dir);
        match self.folders.iter().any(is_gone) {
            true => POLL,
            false if self.is_due => SOON,
            false => DOUBT,
        }
    }

    /// Waits until something may have changed and it is quiet again.
    pub fn wait(&mut self) -> Rings {
        let first = match self.waiting.take() {
            Some(ring) => Ok(ring),
            None => self.events.recv_timeout(self.patience()),
        };
        let first = match first {
            Ok(ring) => ring,
            Err(error) => {
                self.is_due = false;
                // What can't be watched now is still looked at when in doubt.
                let _ = self.watch();
                // The system's watcher has ended; looking at intervals still works.
                if error == RecvTimeoutError::Disconnected {
                    std::thread::sleep(POLL);
                }
                return Rings::ForAnything;
            }
        };
        let started = now();
        let (mut is_known, mut is_saved) = (!first.paths.is_empty(), first.is_saved);
        let mut paths: BTreeSet<PathBuf> = first.paths.into_iter().collect();
        while started.elapsed() < LONGEST
            && let Ok(more) = self.events.recv_timeout(if is_saved { Duration::ZERO } else { QUIET })
        {
            is_known &= !more.paths.is_empty();
            is_saved = more.is_saved;
            paths.extend(more.paths);
        }
        // A folder that can't be watched any more is still looked at when in doubt.
        let _ = self.watch();
        self.is_due = is_known;
        if is_known { Rings::For(paths) } else { Rings::ForAnything }
    }
}

#[expect(clippy::disallowed_methods, reason = "the watcher is an edge; only waiting depends on the time")]
fn now() -> Instant {
    Instant::now()
}

#[expect(clippy::disallowed_methods, reason = "the watcher is an edge")]
fn identity(folder: &Path) -> Option<Identity> {
    let metadata = std::fs::metadata(folder).ok().filter(std::fs::Metadata::is_dir)?;
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(&metadata);
    #[cfg(not(unix))]
    let number = 0;
    Some((number, metadata.created().ok()))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the tests change files to see what happens")]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn every_kind_of_change_rings() {
        let folder = tempfile::tempdir().unwrap();
        let hub = folder.path().join("hub");
        let content = hub.join("content");
        fs::create_dir_all(&content).unwrap();
        let mut watcher = Watcher::new(&[content.clone(), hub.join("themes")]).unwrap();
        let mut rings = |what: &str, change: &dyn Fn()| {
            // Let what went before die away.
            while watcher.events.recv_timeout(Duration::from_millis(60)).is_ok() {}
            change();
            let started = Instant::now();
            watcher.wait();
            assert!(started.elapsed() < Duration::from_secs(5), "{what} is noticed");
        };
        let page = content.join("a.md");
        rings("a new file", &|| fs::write(&page, "a").unwrap());
        rings("an edit", &|| fs::write(&page, "b").unwrap());
        rings("a rename", &|| fs::rename(&page, content.join("b.md")).unwrap());
        rings("an atomic save", &|| {
            fs::write(content.join(".tmp"), "c").unwrap();
            fs::rename(content.join(".tmp"), content.join("b.md")).unwrap();
        });
        rings("a new folder", &|| fs::create_dir(content.join("deep")).unwrap());
        rings("a file in it", &|| fs::write(content.join("deep/c.md"), "c").unwrap());
        rings("a removal", &|| fs::remove_file(content.join("deep/c.md")).unwrap());
        let themes = hub.join("themes");
        rings("a theme", &|| fs::create_dir(&themes).unwrap());
        rings("a file of a new theme", &|| fs::write(themes.join("x.css"), "x").unwrap());
        rings("the folder taken away", &|| fs::remove_dir_all(&content).unwrap());
        rings("the folder made again", &|| fs::create_dir(&content).unwrap());
        rings("a file in the folder made again", &|| fs::write(&page, "again").unwrap());
        rings("the whole hub taken away", &|| fs::remove_dir_all(&hub).unwrap());
        rings("the whole hub made again", &|| fs::create_dir_all(&content).unwrap());
        rings("a file in the hub made again", &|| fs::write(&page, "again").unwrap());
    }
}

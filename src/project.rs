//! The edge where a hub is read from disk into [`Inputs`]. It decides which files belong to the
//! hub and reads them; it understands none of them but for counting a PDF's pages and for the facts
//! of a picture. What was read before and has not changed since is not read again.

#![expect(clippy::disallowed_methods, reason = "this is the edge where the hub is read")]

mod asset;
mod names;
mod words;

pub use asset::read_asset;

use crate::checks::Depth;
use crate::codes;
use crate::diagnostic::{Diagnostic, sorted};
use crate::inputs::{Asset, AssetBytes, DictionaryFile, File, Inputs, LONGEST_PAGE, SETTINGS, ThemeFiles};
use crate::path::RelPath;
use crate::picture::Facts;
use crate::{date::Date, pdf, theme};
use include_dir::{Dir, include_dir};
pub use names::is_among_sources;
use names::{has_good_name, is_part};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use walkdir::{DirEntry, WalkDir};

/// The built-in theme, which every program carries with it.
static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// A hub on disk.
pub struct Project {
    /// The folder that holds `content` and `themes`.
    pub root: PathBuf,
    /// The content folder.
    pub content: PathBuf,
    /// What was read last, sorted by path.
    known: Vec<(RelPath, Stamp, File)>,
    dictionaries: Option<Arc<[DictionaryFile]>>,
}

/// What is in a folder.
#[derive(Default)]
struct Listing {
    files: Vec<(RelPath, PathBuf)>,
    problems: Vec<Diagnostic>,
}

/// What changes when a file does.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stamp {
    len: u64,
    modified: Option<SystemTime>,
    /// Whether the file had been left alone for a while when it was read. A file that changes
    /// twice within one tick of the disk's clock looks the same both times.
    settled: bool,
}

/// How long a file must have been left alone before its time stamp is trusted.
pub const SETTLED: Duration = Duration::from_secs(2);

/// The largest PDF whose pages are counted, in bytes.
const LARGEST_PDF: u64 = 64 * 1024 * 1024;

impl Project {
    /// Finds the hub in a folder: either the folder that holds `content`, or a content folder
    /// itself. `None` if there is neither.
    pub fn find(folder: &Path) -> Option<Self> {
        let folder = absolute(folder);
        let content = folder.join("content");
        let (root, content) = if content.is_dir() {
            (folder, content)
        } else if folder.join(SETTINGS).is_file() {
            (folder.parent().map_or_else(|| folder.clone(), Path::to_path_buf), folder)
        } else {
            return None;
        };
        Some(Self { root, content, known: Vec::new(), dictionaries: None })
    }

    /// Where themes are.
    pub fn themes(&self) -> PathBuf {
        self.root.join("themes")
    }

    /// Reads the whole hub, for other ends than checks.
    pub fn read(&mut self, today: Date, drafts: bool) -> Inputs {
        self.read_for(&|| today, drafts, Depth::Nothing)
    }

    /// Reads the whole hub, and what checks of that depth need besides. The clock is asked meanwhile, as a time zone may
    /// have to be found among all that there are.
    pub fn read_for(&mut self, today: &(dyn Fn() -> Date + Sync), drafts: bool, checks: Depth) -> Inputs {
        let mut problems = Vec::new();
        let (today, ()) = rayon::join(today, || self.read_content(&mut problems));
        let files = self.known.iter().map(|(path, _, file)| (path.clone(), file.clone())).collect();
        let themes = self.read_themes(&mut problems);
        Inputs { files, themes, today, drafts, checks, words: self.words(checks), problems: sorted(problems) }
    }

    /// Reads the content folder, but for what was read before and has not changed since.
    fn read_content(&mut self, problems: &mut Vec<Diagnostic>) {
        let Listing { files: mut found, problems: of_folders } = self.list(&self.content, "");
        problems.extend(of_folders);
        found.par_sort_by(|a, b| a.0.cmp(&b.0));
        let known = std::mem::take(&mut self.known);
        let now = SystemTime::now();
        let read: Vec<_> = found
            .into_par_iter()
            .map_init(Vec::new, |buffer, (path, disk)| {
                let known = known.binary_search_by(|(other, ..)| other.cmp(&path)).map(|n| &known[n]);
                let known = known.ok().filter(|(_, before, _)| before.settled && is_still(&disk, *before, now));
                let again = |(_, stamp, file): &(RelPath, Stamp, File)| Ok((*stamp, file.clone()));
                let read = known.map_or_else(|| read_file(&path, &disk, now, buffer), again);
                (path, read)
            })
            .collect();
        self.known.reserve(read.len());
        for (path, read) in read {
            match read {
                Ok((_, File::TooBig(len))) => problems.push(too_big(&path, len)),
                Ok(_) => {}
                // It went away since the folder was listed.
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => {
                    problems.push(unreadable(&path, &error));
                    continue;
                }
            }
            self.known.extend(read.map(|(stamp, file)| (path, stamp, file)));
        }
    }

    /// Looks again at files that may have changed, by absolute path, and says whether that is
    /// enough. It is not where a file came, went or can't be read, or where it is no page:
    /// then everything must be read.
    pub fn look_again(&mut self, inputs: &mut Inputs, files: &BTreeSet<PathBuf>) -> bool {
        files.iter().all(|file| self.look_at(inputs, file))
    }

    fn look_at(&mut self, inputs: &mut Inputs, file: &Path) -> bool {
        let path = self.relative(file);
        let metadata = std::fs::symlink_metadata(file).ok();
        let (Some(metadata), Some(File::Text(_))) = (&metadata, inputs.files.get(&path)) else {
            // A file that came and went, as programs make them while they save, is nothing.
            return metadata.is_none() && file.starts_with(&self.content) && !self.is_known(inputs, &path);
        };
        if !metadata.is_file() {
            return false;
        }
        match read_file(&path, file, SystemTime::now(), &mut Vec::new()) {
            Ok((stamp, read @ File::Text(_))) => {
                if let Ok(n) = self.known.binary_search_by(|(known, ..)| known.cmp(&path)) {
                    self.known[n] = (path.clone(), stamp, read.clone());
                }
                inputs.files.insert(path, read);
                true
            }
            _ => false,
        }
    }

    /// Whether a path is a file or a folder of the hub, or one that has a problem.
    fn is_known(&self, inputs: &Inputs, path: &RelPath) -> bool {
        let below = format!("{path}/");
        let is_or_holds = |known: &RelPath| known == path || known.as_str().starts_with(&below);
        let after = inputs.files.range(path.clone()..).take(2).any(|(known, _)| is_or_holds(known));
        after
            || inputs.files.range(RelPath::new(&below)..).next().is_some_and(|(known, _)| is_or_holds(known))
            || inputs.problems.iter().any(|problem| is_or_holds(&problem.file))
    }

    /// Every file that belongs to a folder and those below it; `name` is the folder's path in the
    /// hub. Folders are looked into on all cores.
    fn list(&self, folder: &Path, name: &str) -> Listing {
        let mut found = Listing::default();
        let mut folders = Vec::new();
        for entry in WalkDir::new(folder).min_depth(1).max_depth(1).follow_root_links(true) {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().map_or_else(|| RelPath::new(""), |path| self.relative(path));
                    let gone = error.io_error().is_some_and(|e| e.kind() == ErrorKind::NotFound);
                    if !gone {
                        found.problems.push(unreadable(&path, &error.into()));
                    }
                    continue;
                }
            };
            let file = entry.file_name();
            let shown = file.to_string_lossy();
            if !is_part(&shown) {
                continue;
            }
            let path = if name.is_empty() { RelPath::new(&shown) } else { RelPath::new([name, "/", &shown].concat()) };
            let is_good = has_good_name(file, &shown, &path, &mut found.problems);
            if entry.file_type().is_dir() {
                folders.push((entry.into_path(), path));
            } else if is_good && self.is_file(&entry, &path, &mut found.problems) {
                found.files.push((path, entry.into_path()));
            }
        }
        let below: Vec<Listing> =
            folders.into_par_iter().map(|(folder, path)| self.list(&folder, path.as_str())).collect();
        for listing in below {
            found.files.extend(listing.files);
            found.problems.extend(listing.problems);
        }
        found
    }

    fn relative(&self, path: &Path) -> RelPath {
        relative(&self.content, path)
    }

    /// Whether an entry of a folder is a file that may be read. A shortcut to a file inside the
    /// hub is that file; any other is a problem.
    fn is_file(&self, entry: &DirEntry, path: &RelPath, problems: &mut Vec<Diagnostic>) -> bool {
        if !entry.path_is_symlink() {
            return entry.file_type().is_file();
        }
        let Ok(content) = self.content.canonicalize() else { return false };
        let target = entry.path().canonicalize();
        let is_inside = target.as_ref().is_ok_and(|target| target.starts_with(&content) && target.is_file());
        if !is_inside {
            let message =
                "This is a shortcut (a symbolic link) to a folder or to something outside the content folder.";
            let help = "Copy the file itself to this place instead.";
            problems.push(Diagnostic::new(&codes::SYMLINK_OUTSIDE, path, message).help(help));
        }
        is_inside
    }

    /// The themes on disk, and the built-in one where the disk has none of that name.
    fn read_themes(&self, problems: &mut Vec<Diagnostic>) -> BTreeMap<String, Arc<ThemeFiles>> {
        let mut themes = BTreeMap::new();
        let folders = std::fs::read_dir(self.themes()).into_iter().flatten().flatten();
        for folder in folders.filter(|folder| folder.path().is_dir()) {
            let Ok(name) = folder.file_name().into_string() else { continue };
            if !name.starts_with(['.', '_']) {
                themes.insert(name.clone(), Arc::new(read_theme(&folder.path(), &name, problems)));
            }
        }
        themes.entry(theme::DEFAULT.to_owned()).or_insert_with(|| Arc::new(built_in()));
        themes
    }
}

/// The built-in theme's files.
pub fn built_in() -> ThemeFiles {
    fn collect(dir: &Dir<'_>, files: &mut ThemeFiles) {
        for file in dir.files() {
            if let Some(path) = file.path().to_str() {
                files.insert(RelPath::new(path.replace('\\', "/")), Arc::from(file.contents()));
            }
        }
        for dir in dir.dirs() {
            collect(dir, files);
        }
    }
    let mut files = ThemeFiles::new();
    collect(&BUILT_IN, &mut files);
    files
}

fn read_theme(folder: &Path, name: &str, problems: &mut Vec<Diagnostic>) -> ThemeFiles {
    let mut files = ThemeFiles::new();
    let is_dotted = |entry: &DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    let shown = |path: &Path| match relative(folder, path).as_str() {
        "" => RelPath::new(format!("themes/{name}")),
        path => RelPath::new(format!("themes/{name}/{path}")),
    };
    for entry in WalkDir::new(folder).follow_root_links(false).into_iter().filter_entry(|entry| !is_dotted(entry)) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = shown(error.path().unwrap_or(folder));
                problems.push(unreadable(&path, &error.into()));
                continue;
            }
        };
        if entry.path_is_symlink() {
            let message = "This is a shortcut (a symbolic link), and a theme is made of files of its own.";
            let problem = Diagnostic::new(&codes::SYMLINK_OUTSIDE, &shown(entry.path()), message);
            problems.push(problem.help("Copy the file or the folder itself to this place instead."));
        }
        let file = entry.file_name();
        let path = relative(folder, entry.path());
        if entry.file_type().is_file() && has_good_name(file, &file.to_string_lossy(), &path, problems) {
            match std::fs::read(entry.path()) {
                Ok(bytes) => {
                    files.insert(path, Arc::from(bytes));
                }
                Err(error) => problems.push(unreadable(&shown(entry.path()), &error)),
            }
        }
    }
    files
}

/// A path from `base` with forward slashes. What is not Unicode is shown as well as possible;
/// `has_good_name` refuses it.
pub fn relative(base: &Path, path: &Path) -> RelPath {
    let parts = path.strip_prefix(base).unwrap_or(path).components();
    let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
    RelPath::new(parts.join("/"))
}

/// An absolute path without the `\\?\` that Windows adds when asked for a canonical one.
pub fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).map_or_else(|_| path.to_path_buf(), |path| path.components().collect())
}

fn stamp(metadata: &Metadata, now: SystemTime) -> Stamp {
    let modified = metadata.modified().ok();
    let age = modified.and_then(|modified| now.duration_since(modified).ok());
    Stamp { len: metadata.len(), modified, settled: age.is_some_and(|age| age > SETTLED) }
}

fn is_still(disk: &Path, before: Stamp, now: SystemTime) -> bool {
    std::fs::metadata(disk).is_ok_and(|metadata| stamp(&metadata, now) == before)
}

/// Reads a file; `buffer` is room that is used again.
fn read_file(path: &RelPath, disk: &Path, now: SystemTime, buffer: &mut Vec<u8>) -> std::io::Result<(Stamp, File)> {
    // Opening it shows now, and not in the middle of a build, whether it may be read.
    let mut file = std::fs::File::open(disk)?;
    let stamp = stamp(&file.metadata()?, now);
    let len = stamp.len;
    if path.is_markdown() || path.as_str() == SETTINGS {
        let is_too_big = len > LONGEST_PAGE;
        let read = if is_too_big { File::TooBig(len) } else { File::Text(read_whole(&mut file, len, buffer)?.into()) };
        return Ok((stamp, read));
    }
    let is_pdf = path.extension().is_some_and(|extension| extension == "pdf");
    let is_counted = is_pdf && len <= LARGEST_PDF;
    let pdf = if is_counted { pdf::facts(read_whole(&mut file, len, buffer)?) } else { None };
    let picture = Facts::of_file(path, &mut file, len)?;
    // A shortcut inside the hub stands for its file. So a path with one in it later on has got it since.
    let bytes = AssetBytes::Disk(disk.canonicalize()?);
    Ok((stamp, File::Asset(Asset { len, pdf, picture, modified: stamp.modified, bytes })))
}

/// The bytes of a file of the given length. One call of the system is enough where the file has
/// not grown meanwhile: there is room for a byte more, and it stays empty.
fn read_whole<'b>(file: &mut std::fs::File, len: u64, buffer: &'b mut Vec<u8>) -> std::io::Result<&'b [u8]> {
    let len = usize::try_from(len).unwrap_or(usize::MAX - 1);
    buffer.resize(buffer.len().max(len + 1), 0);
    let mut read = 0;
    loop {
        match file.read(&mut buffer[read..]) {
            Ok(0) => return Ok(&buffer[..read]),
            Ok(n) => read += n,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        if read == len {
            return Ok(&buffer[..read]);
        }
        if read == buffer.len() {
            buffer.resize(read * 2, 0);
        }
    }
}

fn too_big(path: &RelPath, len: u64) -> Diagnostic {
    let message = format!("The page is {} MB long; the most is {} MB.", len / 1_000_000, LONGEST_PAGE / (1024 * 1024));
    Diagnostic::new(&codes::FILE_TOO_BIG, path, message)
        .help("Split the page, or offer the text as a file to download.")
}

fn unreadable(path: &RelPath, error: &std::io::Error) -> Diagnostic {
    let why = match error.kind() {
        ErrorKind::PermissionDenied => "you are not allowed to read it".to_owned(),
        ErrorKind::NotFound => "it is gone".to_owned(),
        _ => error.to_string(),
    };
    Diagnostic::new(&codes::FILE_UNREADABLE, path, format!("The file can't be read: {why}."))
        .help("Close other programs that use it, check that you may open it, and try again.")
}

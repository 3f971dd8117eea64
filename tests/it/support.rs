//! Hubs in memory, built with the bare theme, and comparison with expected files.

use bindery::checks::Depth;
use bindery::cli::report;
use bindery::date::Date;
use bindery::diagnostic::Diagnostic;
use bindery::inputs::{Asset, AssetBytes, DictionaryFile, File, Inputs, LONGEST_PAGE, ThemeFiles, WordFiles};
use bindery::output::Content;
use bindery::path::RelPath;
use bindery::picture::Facts;
use bindery::picture_cache::PictureCache;
use bindery::pipeline::{self, Memo};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// What a build gave: files by path, and problems.
pub(crate) type Built = (BTreeMap<String, Vec<u8>>, Vec<Diagnostic>);

/// A hub in memory.
#[derive(Clone)]
pub(crate) struct Hub {
    pub(crate) inputs: Inputs,
}

/// The day on which all tests happen.
pub(crate) fn today() -> Date {
    Date::new(2026, 11, 24).unwrap()
}

pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

impl Hub {
    /// A hub from texts: lines such as `-- content/a.md --` begin a file.
    pub(crate) fn from_text(text: &str) -> Self {
        let mut hub = Self::empty();
        let mut path = None;
        let mut file = String::new();
        for line in text.lines().chain(["-- end --"]) {
            match line.strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --")) {
                Some(next) => {
                    if let Some(path) = path.replace(next) {
                        hub.edit(path, std::mem::take(&mut file).as_bytes());
                    }
                }
                None => {
                    file.push_str(line);
                    file.push('\n');
                }
            }
        }
        hub
    }

    /// A hub from a folder with `content` and perhaps `themes` in it.
    pub(crate) fn from_dir(folder: &Path) -> Self {
        let mut hub = Self::empty();
        for part in ["content", "themes"].into_iter().filter(|part| folder.join(part).is_dir()) {
            for (path, bytes) in read_tree(&folder.join(part)) {
                hub.edit(&format!("{part}/{path}"), &bytes);
            }
        }
        let text = |path: String| fs::read_to_string(folder.join(path)).ok();
        let dictionary = |lang: &str| {
            let file = |end: &str| text(format!("dictionaries/{lang}_GB.{end}"));
            Some(DictionaryFile { lang: lang.to_owned(), affixes: file("aff")?, words: file("dic")? })
        };
        let own = text("content/_words.txt".to_owned()).unwrap_or_default().into();
        hub.inputs.words = WordFiles { own, dictionaries: ["en", "cy"].into_iter().filter_map(dictionary).collect() };
        hub
    }

    /// A hub without files. The bare theme's templates stand in for those of the built-in one.
    fn empty() -> Self {
        let mut theme: ThemeFiles = bindery::project::built_in();
        theme.retain(|path, _| !path.as_str().starts_with("templates/") && !path.as_str().starts_with("static/"));
        for (path, bytes) in read_tree(&root().join("tests/themes/bare")) {
            theme.insert(RelPath::new(path), Arc::from(bytes));
        }
        Self {
            inputs: Inputs {
                files: BTreeMap::new(),
                themes: BTreeMap::from([("default".to_owned(), Arc::new(theme))]),
                today: today(),
                drafts: false,
                checks: Depth::Nothing,
                words: WordFiles::default(),
                problems: Vec::new(),
            },
        }
    }

    /// Writes a file, as an editor would.
    pub(crate) fn edit(&mut self, path: &str, bytes: &[u8]) {
        if let Some(rest) = path.strip_prefix("themes/") {
            let (name, file) = rest.split_once('/').unwrap();
            let theme = self.inputs.themes.entry(name.to_owned()).or_default();
            Arc::make_mut(theme).insert(RelPath::new(file), Arc::from(bytes));
            return;
        }
        let path = RelPath::new(path.strip_prefix("content/").unwrap());
        let len = bytes.len() as u64;
        let is_text = path.is_markdown() || path.as_str() == "site.yaml";
        let file = match is_text {
            true if len > LONGEST_PAGE => File::TooBig(len),
            true => File::Text(bytes.into()),
            false => {
                let picture = Facts::of_file(&path, &mut std::io::Cursor::new(bytes), len).unwrap();
                let pdf = path.as_str().ends_with(".pdf").then(|| bindery::pdf::facts(bytes)).flatten();
                let bytes = AssetBytes::Memory(Arc::from(bytes));
                File::Asset(Asset { len, pdf, picture, modified: None, bytes })
            }
        };
        self.inputs.files.insert(path, file);
    }

    /// Takes a file of the content folder away and gives it back.
    /// Shows the hub with the built-in theme, in the place of the bare one.
    pub(crate) fn take_built_in_theme(&mut self) {
        for (path, bytes) in bindery::project::built_in() {
            if path.as_str().starts_with("templates/") || path.as_str().starts_with("static/") {
                self.edit(&format!("themes/default/{path}"), &bytes);
            }
        }
    }

    pub(crate) fn remove(&mut self, path: &str) -> Option<File> {
        self.inputs.files.remove(&RelPath::new(path))
    }

    /// Builds from nothing.
    pub(crate) fn build(&self) -> Built {
        self.build_with(&mut Memo::default())
    }

    /// Builds with what an earlier build remembers.
    pub(crate) fn build_with(&self, memo: &mut Memo) -> Built {
        let files = Mutex::new(BTreeMap::new());
        let pictures = PictureCache::default();
        let mut report = pipeline::build(&self.inputs, memo, &(), |output| {
            files.lock().unwrap().insert(output.path.as_str().to_owned(), bytes(&output.content, &pictures));
        });
        report.add(pictures.problems());
        said_in_welsh(&report.problems);
        (files.into_inner().unwrap(), report.problems)
    }
}

/// Whatever is said to those who write pages can be said in Welsh as well. The files of themes are for programmers.
fn said_in_welsh(problems: &[Diagnostic]) {
    for problem in problems.iter().filter(|problem| !problem.code.name.starts_with("theme-")) {
        let is_of_strings = problem.code.name == "string-missing";
        let said = problem.words("cy");
        assert!(is_of_strings || said.lang == "cy", "src/codes/phrases.rs has no words for: {problem:?}");
    }
}

/// The bytes of an output.
pub(crate) fn bytes(content: &Content<'_>, pictures: &PictureCache) -> Vec<u8> {
    match content {
        Content::Bytes(bytes) => bytes.to_vec(),
        Content::Static(bytes) => bytes.to_vec(),
        Content::File(path) => fs::read(path).unwrap(),
        Content::Picture(picture) => pictures.bytes(picture).unwrap().0.to_vec(),
    }
}

/// A page that the preview shows, without the panel that it adds.
pub(crate) fn without_panel(page: &[u8]) -> Vec<u8> {
    let (start, end) = bindery::preview::PANEL;
    let Ok(text) = std::str::from_utf8(page) else { return page.to_vec() };
    match text.split_once(start) {
        Some((before, rest)) => [before, rest.split_once(end).unwrap().1].concat().into_bytes(),
        None => page.to_vec(),
    }
}

/// The report for people, as the terminal would show it without colour.
pub(crate) fn told(problems: &[Diagnostic]) -> String {
    report::human(problems, false, false)
}

/// Every file below a folder, by its path with forward slashes.
pub(crate) fn read_tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files =
        walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
            (path, fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// Compares files with a folder of expected ones. Gives what differs, in words; empty if
/// nothing does. With `BINDERY_UPDATE` set the folder is made anew in place of it.
pub(crate) fn compare(folder: &Path, actual: &BTreeMap<String, Vec<u8>>) -> String {
    if std::env::var_os("BINDERY_UPDATE").is_some() {
        if folder.exists() {
            fs::remove_dir_all(folder).unwrap();
        }
        for (path, bytes) in actual {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        return String::new();
    }
    let expected = if folder.exists() { read_tree(folder) } else { BTreeMap::new() };
    let mut out = String::new();
    let paths: std::collections::BTreeSet<_> = expected.keys().chain(actual.keys()).collect();
    for path in paths {
        match (expected.get(path), actual.get(path)) {
            (Some(wanted), Some(got)) if wanted != got => {
                let _ = writeln!(out, "{}/{path} differs:\n{}", folder.display(), difference(wanted, got));
            }
            (Some(_), None) => {
                let _ = writeln!(out, "{}/{path} is no longer made", folder.display());
            }
            (None, Some(_)) => {
                let _ = writeln!(out, "{}/{path} is new", folder.display());
            }
            _ => {}
        }
    }
    out
}

/// The first lines that differ.
fn difference(wanted: &[u8], got: &[u8]) -> String {
    let (wanted, got) = (String::from_utf8_lossy(wanted), String::from_utf8_lossy(got));
    let pairs = wanted
        .lines()
        .map(Some)
        .chain(std::iter::repeat(None))
        .zip(got.lines().map(Some).chain(std::iter::repeat(None)));
    let differing = pairs.take_while(|(a, b)| a.is_some() || b.is_some()).filter(|(a, b)| a != b).take(5);
    differing
        .map(|(a, b)| format!("  expected: {}\n  actual:   {}\n", a.unwrap_or("(nothing)"), b.unwrap_or("(nothing)")))
        .collect()
}

/// What to type if expected files should change.
pub(crate) const UPDATE: &str =
    "if this is how it should be: BINDERY_UPDATE=1 cargo test --test it, then read the changes";

/// Random numbers that are the same in every run (xorshift).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n as u64).unwrap()
    }
}

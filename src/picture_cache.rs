//! The edge where a [`Picture`] becomes bytes. A version is made once and kept in a folder beside
//! the content folder, under the hash of its source's bytes, so that only pictures that are new
//! are decoded. A folder that can't be written to is no error: then versions are made each time.
//! It decides nothing about what is made; [`crate::picture`] does.

#![expect(clippy::disallowed_methods, reason = "this is the edge where pictures are read and versions are kept")]

use crate::diagnostic::Diagnostic;
use crate::inputs::AssetBytes;
use crate::output::Picture;
use crate::picture::{self, Facts, Kind, MANY_PIXELS, RECIPE, Version};
use crate::project::{SETTLED, read_asset};
use foldhash::{HashMap, HashSet};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeSet, VecDeque};
use std::fs;
use std::io::{self, Cursor};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

/// Makes pictures, and remembers what it made. May be used from many threads.
#[derive(Default)]
pub struct PictureCache {
    /// Where versions are kept; `None` keeps none.
    folder: Option<PathBuf>,
    /// Hashes of files that have not changed since, as far as their time stamps tell.
    hashes: Mutex<HashMap<PathBuf, (u64, SystemTime, u128)>>,
    /// The pictures that were made last, for a folder that can't be written to. Whoever makes one
    /// holds it, so that nobody else makes it meanwhile.
    recent: Mutex<VecDeque<(u128, Arc<Mutex<Made>>)>>,
    /// Names of kept files that were of use.
    used: Mutex<HashSet<String>>,
    problems: Mutex<BTreeSet<Diagnostic>>,
    /// Held while a large picture is decoded.
    large: Mutex<()>,
    decoded: AtomicUsize,
}

/// What came of making a picture: nothing yet, its versions, or that it is broken.
#[derive(Default)]
struct Made {
    versions: Vec<(Version, Arc<[u8]>)>,
    is_broken: bool,
}

/// How many pictures' versions are kept in memory: more than there are threads, or a picture might
/// be forgotten before all its versions were asked for.
const RECENT: usize = 64;

impl PictureCache {
    /// A cache in the hub's own folder.
    pub fn new(root: &Path) -> Self {
        Self { folder: Some(root.join(".bindery").join("pictures")), ..Self::default() }
    }

    /// The bytes of a picture's version, and what is wrong with the picture, if that shows only
    /// now. A picture that is broken is given as it is, in the place of each version.
    pub fn bytes(&self, picture: &Picture<'_>) -> io::Result<(Arc<[u8]>, Option<Diagnostic>)> {
        let source = Source(picture, OnceCell::new());
        if picture.version == Version::Stripped {
            return self.as_it_is(picture, source.bytes()?, false);
        }
        let hash = self.hash(&source)?;
        if let Some(kept) = self.kept(&name(hash, picture.version)) {
            return Ok((kept.into(), None));
        }
        let made = self.slot(hash);
        let mut made = lock(&made);
        if !made.is_broken && made.get(picture.version).is_none() {
            // Somebody else may have made it meanwhile.
            if let Some(kept) = self.kept(&name(hash, picture.version)) {
                return Ok((kept.into(), None));
            }
            if self.kept(&broken(hash)).is_some() {
                made.is_broken = true;
            } else {
                let bytes = source.bytes()?;
                if let Some(facts) = changed(picture, bytes, hash) {
                    // It was replaced since it was looked at, and will be looked at again.
                    return Ok((picture::stripped(bytes, &facts).ok_or_else(replaced)?.into(), None));
                }
                self.make(picture, bytes, hash, &mut made);
            }
        }
        match made.get(picture.version) {
            Some(bytes) => Ok((bytes.clone(), None)),
            None => self.as_it_is(picture, source.bytes()?, true),
        }
    }

    /// What was wrong with the pictures so far.
    pub fn problems(&self) -> Vec<Diagnostic> {
        lock(&self.problems).iter().cloned().collect()
    }

    /// How many pictures were decoded so far.
    pub fn decoded(&self) -> usize {
        self.decoded.load(Ordering::Relaxed)
    }

    /// Deletes the kept files that were of no use. Files with other names are not touched.
    pub fn prune(&self) {
        let used = lock(&self.used);
        for entry in self.folder.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten() {
            let is_old = entry.file_name().to_str().is_some_and(|name| is_own(name) && !used.contains(name));
            if is_old {
                // Nothing depends on it; the next build tries again.
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// The picture's own bytes, without what readers don't need.
    fn as_it_is(
        &self,
        picture: &Picture<'_>,
        bytes: &[u8],
        is_broken: bool,
    ) -> io::Result<(Arc<[u8]>, Option<Diagnostic>)> {
        // It may have been replaced since it was looked at.
        let facts = facts(picture, bytes).unwrap_or(*picture.facts);
        let stripped = picture::stripped(bytes, &facts);
        if stripped.is_none() && facts.kind != picture.facts.kind {
            return Err(replaced());
        }
        // One message is enough for a file that broke off.
        let is_problem = (is_broken || stripped.is_none()) && facts.is_whole;
        let problem = is_problem.then(|| picture::broken(picture.source, stripped.is_some()));
        lock(&self.problems).extend(problem.clone());
        Ok((stripped.map_or_else(|| bytes.into(), Into::into), problem))
    }

    /// Makes all versions of a picture that are not there yet, since decoding takes longest.
    fn make(&self, picture: &Picture<'_>, bytes: &[u8], hash: u128, made: &mut Made) {
        let facts = picture.facts;
        let is_large = facts.size.is_some_and(|size| size.pixels() > MANY_PIXELS);
        let _one_at_a_time = is_large.then(|| lock(&self.large));
        let mut wanted: Vec<Version> = picture.recipe.made(facts.kind).collect();
        wanted.retain(|version| made.get(*version).is_none() && self.kept(&name(hash, *version)).is_none());
        self.decoded.fetch_add(1, Ordering::Relaxed);
        match picture::make(bytes, facts, &wanted) {
            Ok(all) => {
                for (version, bytes) in wanted.into_iter().zip(all) {
                    let is_kept = self.keep(&name(hash, version), &bytes);
                    // What is on the disk need not be in memory, too, but for who asked for it.
                    if !is_kept || version == picture.version {
                        made.versions.push((version, bytes.into()));
                    }
                }
            }
            Err(picture::Broken) => {
                self.keep(&broken(hash), b"This picture can't be decoded.\n");
                made.is_broken = true;
            }
        }
    }

    /// The hash of a picture's bytes. A file that was left alone for a while is not read again as
    /// long as its length and its time stamp stay the same.
    fn hash(&self, source: &Source<'_, '_>) -> io::Result<u128> {
        let AssetBytes::Disk(path) = source.0.bytes else {
            return Ok(xxhash_rust::xxh3::xxh3_128(source.bytes()?));
        };
        let metadata = fs::metadata(path)?;
        let stamp = metadata.modified().ok().map(|modified| (metadata.len(), modified));
        let known = lock(&self.hashes).get(path).copied();
        if let Some((len, modified, hash)) = known
            && stamp == Some((len, modified))
        {
            return Ok(hash);
        }
        let hash = xxhash_rust::xxh3::xxh3_128(source.bytes()?);
        let now = SystemTime::now();
        let is_settled = |modified: SystemTime| now.duration_since(modified).is_ok_and(|age| age > SETTLED);
        if let Some((len, modified)) = stamp.filter(|(_, modified)| is_settled(*modified)) {
            lock(&self.hashes).insert(path.clone(), (len, modified, hash));
        }
        Ok(hash)
    }

    /// Where what comes of a picture is put.
    fn slot(&self, hash: u128) -> Arc<Mutex<Made>> {
        let mut recent = lock(&self.recent);
        if let Some((_, made)) = recent.iter().find(|(known, _)| *known == hash) {
            return made.clone();
        }
        if recent.len() >= RECENT {
            recent.pop_front();
        }
        let made = Arc::<Mutex<Made>>::default();
        recent.push_back((hash, made.clone()));
        made
    }

    /// What is in a kept file that is of use: one that is as it was written. A crash or another program may
    /// have left something else in its place.
    fn kept(&self, name: &str) -> Option<Vec<u8>> {
        let path = self.folder.as_ref()?.join(name);
        fs::symlink_metadata(&path).ok().filter(std::fs::Metadata::is_file)?;
        let mut bytes = fs::read(path).ok()?;
        let sealed = bytes.len().checked_sub(SEAL)?;
        let is_whole = seal(name, &bytes[..sealed]) == bytes[sealed..];
        bytes.truncate(sealed);
        if !is_whole {
            return None;
        }
        lock(&self.used).insert(name.to_owned());
        Some(bytes)
    }

    /// Keeps a file, whole or not at all, and says whether it could.
    fn keep(&self, name: &str, bytes: &[u8]) -> bool {
        lock(&self.used).insert(name.to_owned());
        let Some(folder) = &self.folder else { return false };
        let whole = folder.join(name);
        // Two programs may make the same picture at the same time.
        let new = folder.join(format!("{name}.{}", std::process::id()));
        let sealed = [bytes, &seal(name, bytes)].concat();
        let written = fs::create_dir_all(folder).and_then(|()| fs::write(&new, sealed));
        let is_kept = written.and_then(|()| fs::rename(&new, &whole)).is_ok();
        if !is_kept {
            let _ = fs::remove_file(&new);
        }
        is_kept
    }
}

impl Made {
    fn get(&self, version: Version) -> Option<&Arc<[u8]>> {
        self.versions.iter().find(|(made, _)| *made == version).map(|(_, bytes)| bytes)
    }
}

/// A picture whose bytes are read when they are asked for, and only once.
struct Source<'p, 'a>(&'p Picture<'a>, OnceCell<Cow<'a, [u8]>>);

impl Source<'_, '_> {
    fn bytes(&self) -> io::Result<&[u8]> {
        if let Some(bytes) = self.1.get() {
            return Ok(bytes);
        }
        let read = match self.0.bytes {
            AssetBytes::Disk(path) => Cow::Owned(read_asset(path)?),
            AssetBytes::Memory(bytes) => Cow::Borrowed(&**bytes),
        };
        Ok(self.1.get_or_init(|| read))
    }
}

/// The facts of a picture's bytes.
fn facts(picture: &Picture<'_>, bytes: &[u8]) -> Option<Facts> {
    let promised = picture::promised(picture.source).unwrap_or(Kind::Unknown);
    Facts::read(&mut Cursor::new(bytes), bytes.len() as u64, promised).ok()
}

/// The facts of a picture's bytes, if they are not those that are known of it, or are not the
/// bytes of that hash. What is made of them may not be kept as if they were.
fn changed(picture: &Picture<'_>, bytes: &[u8], hash: u128) -> Option<Facts> {
    let facts = facts(picture, bytes)?;
    let is_same = facts == *picture.facts && xxhash_rust::xxh3::xxh3_128(bytes) == hash;
    (!is_same).then_some(facts)
}

/// How long the end of a kept file is that tells whether it is as it was written.
const SEAL: usize = 16;

/// What is written behind the bytes of a kept file.
fn seal(name: &str, bytes: &[u8]) -> [u8; SEAL] {
    let mut hash = xxhash_rust::xxh3::Xxh3Default::new();
    hash.update(name.as_bytes());
    hash.update(bytes);
    hash.digest128().to_le_bytes()
}

fn replaced() -> io::Error {
    io::Error::other("it was replaced by another kind of file while the hub was built; build once more")
}

/// What marks the names of kept files, between the source's hash and the version.
fn mark() -> String {
    format!("-r{RECIPE}-")
}

fn name(hash: u128, version: Version) -> String {
    format!("{hash:032x}{}{version}", mark())
}

fn broken(hash: u128) -> String {
    format!("{hash:032x}{}broken", mark())
}

/// Whether a file's name is one that is given here, by this recipe or by an older one.
fn is_own(name: &str) -> bool {
    let Some((hash, rest)) = name.split_once("-r") else { return false };
    let digits = rest.split('-').next().unwrap_or("");
    hash.len() == 32
        && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
        && !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && rest.len() > digits.len() + 1
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

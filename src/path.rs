//! Three kinds of path that can't be mixed up. A [`RelPath`] names a source file inside the
//! hub, an [`OutputPath`] names a file below the output folder, and a [`UrlPath`] is what
//! follows the hub's address in a browser. All use forward slashes on every system; none
//! touches the disk.

use std::borrow::Cow;
use std::fmt::{self, Write};
use std::sync::Arc;

/// A source file or folder, relative to the content folder (or to a theme's folder).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelPath(Arc<str>);

impl RelPath {
    /// Takes a path that is already clean: forward slashes, no `.` or `..`, no leading slash.
    pub fn new(path: impl AsRef<str>) -> Self {
        Self(Arc::from(path.as_ref()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder that holds this file, `""` for the top.
    pub fn parent(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(dir, _)| dir)
    }

    /// The last part of the path.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name)
    }

    /// The file name without its ending.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The ending in lower case, without the dot.
    pub fn extension(&self) -> Option<String> {
        let (_, extension) = self.file_name().rsplit_once('.')?;
        Some(extension.to_ascii_lowercase())
    }

    /// Whether this file is a page's source.
    pub fn is_markdown(&self) -> bool {
        self.0.ends_with(".md") || self.extension().is_some_and(|e| e == "md")
    }
}

impl fmt::Display for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

/// Follows `target`, as written in a link, from the folder `from`. A leading slash starts at
/// the top of the hub. `None` if the path climbs out of the hub.
pub fn join(from: &str, target: &str) -> Option<String> {
    let (from, target) = match target.strip_prefix('/') {
        Some(rest) => ("", rest),
        None => (from, target),
    };
    let mut path = String::with_capacity(from.len() + 1 + target.len());
    path.push_str(from.trim_end_matches('/'));
    for part in parts(target) {
        match part {
            "" | "." => {}
            ".." if path.is_empty() => return None,
            ".." => path.truncate(path.rfind('/').unwrap_or(0)),
            part => {
                if !path.is_empty() {
                    path.push('/');
                }
                path.push_str(part);
            }
        }
    }
    Some(path)
}

/// The parts of a path between its slashes. They are short, so a look at each byte is quicker than
/// the standard search, which is made for long texts.
fn parts(path: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(path);
    std::iter::from_fn(move || {
        let path = rest?;
        let end = path.bytes().position(|byte| byte == b'/');
        rest = end.map(|end| &path[end + 1..]);
        Some(&path[..end.unwrap_or(path.len())])
    })
}

/// How a link from the folder `from` to the file `target` is written: the opposite of [`join`].
pub fn relative(from: &str, target: &str) -> String {
    let from: Vec<&str> = from.split('/').filter(|p| !p.is_empty()).collect();
    let to: Vec<&str> = target.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count().min(to.len() - 1);
    let mut parts = vec![".."; from.len() - shared];
    parts.extend(&to[shared..]);
    parts.join("/")
}

/// A file below the output folder, such as `guidance/index.html`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(Arc<str>);

impl OutputPath {
    /// Whether a text is a plain path below an output folder: nothing in it leads out or up.
    pub fn is_plain(path: &str) -> bool {
        let is_bad = |part: &str| part.is_empty() || part == "." || part == ".." || part.contains(['\\', '\0', ':']);
        !path.split('/').any(is_bad)
    }

    /// Takes a clean path, as [`RelPath::new`] does.
    pub fn new(path: impl AsRef<str>) -> Self {
        Self(Arc::from(path.as_ref()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path in lower case: two outputs that share it can't live side by side on every disk.
    pub fn folded(&self) -> Cow<'_, str> {
        let is_folded = self.0.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
        if is_folded { Cow::Borrowed(&self.0) } else { Cow::Owned(self.0.to_lowercase()) }
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An address inside the hub, without a leading slash: `""` is the home page and
/// `guidance/volunteers/` a page. Percent-encoded, ready for a link.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrlPath(Arc<str>);

impl UrlPath {
    /// Takes a clean, unencoded path and encodes it.
    pub fn new(path: &str) -> Self {
        Self(Arc::from(encode(path)))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file that a server sends for this address: a folder means its `index.html`.
    /// Takes the decoded spelling, since files on disk are not encoded.
    pub fn output(path: &str) -> OutputPath {
        if path.is_empty() || path.ends_with('/') {
            OutputPath::new([path, "index.html"].concat())
        } else {
            OutputPath::new(path)
        }
    }

    /// What leads from this address back to the top of the hub: `"../../"` for `a/b/`, and
    /// `""` for the home page.
    pub fn root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }
}

impl fmt::Display for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Percent-encodes what may not stand in the path of a URL (RFC 3986, section 3.3). Letters
/// outside ASCII are encoded too: every server and feed reader takes that.
pub fn encode(path: &str) -> String {
    if path.bytes().all(is_unreserved) {
        return path.to_owned();
    }
    let mut out = String::with_capacity(path.len() + 32);
    for byte in path.bytes() {
        if is_unreserved(byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string can't fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.~/!$()*+,;=:@".contains(&byte)
}

/// Undoes [`encode`]. Bytes that are not UTF-8 after decoding give `None`.
pub fn decode(path: &str) -> Option<Cow<'_, str>> {
    if !path.contains('%') {
        return Some(Cow::Borrowed(path));
    }
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|h| std::str::from_utf8(h).ok());
        match hex.filter(|_| bytes[at] == b'%').and_then(|h| u8::from_str_radix(h, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).ok().map(Cow::Owned)
}

/// Turns a title or a file name into a part of an address: lower case, letters and digits of
/// any alphabet kept, everything else one hyphen. Never empty.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_apart = false;
    for c in text.chars() {
        // "Dorset's" reads better as "dorsets" than as "dorset-s".
        if matches!(c, '\'' | '’') {
            continue;
        }
        if !c.is_alphanumeric() {
            is_apart = !out.is_empty();
            continue;
        }
        if is_apart {
            out.push('-');
            is_apart = false;
        }
        match c {
            _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            _ => out.extend(c.to_lowercase()),
        }
    }
    match out.as_str() {
        "" => "page".to_owned(),
        out if is_reserved(out) => format!("{out}-page"),
        _ => out,
    }
}

/// Whether Windows keeps a name for itself, whatever its ending
/// (Microsoft, “Naming Files, Paths, and Namespaces”).
pub fn is_reserved(name: &str) -> bool {
    let end = name.bytes().position(|byte| byte == b'.').unwrap_or(name.len());
    let stem = name[..end].trim();
    if !(3..=7).contains(&stem.len()) {
        return false;
    }
    let stem = stem.to_ascii_uppercase();
    // The small digits are those of the older character set Latin-1.
    let is_digit =
        |n: &str| matches!(n, "¹" | "²" | "³") || n.len() == 1 && n.starts_with(|c: char| c.is_ascii_digit());
    let numbered = |word: &str| stem.strip_prefix(word).is_some_and(is_digit);
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn join_stays_inside_the_hub() {
        assert_eq!(join("a/b", "../c.md").as_deref(), Some("a/c.md"));
        assert_eq!(join("a", "/c.md").as_deref(), Some("c.md"));
        assert_eq!(join("a", "../../c.md"), None);
    }

    #[test]
    fn relative_undoes_join() {
        for (from, to) in [("", "a.md"), ("a/b", "a/c/d.md"), ("a", "b.md"), ("a/b", "a/b/c.md"), ("a/b", "a")] {
            assert_eq!(join(from, &relative(from, to)).as_deref(), Some(to), "{from} -> {to}");
        }
    }

    #[test]
    fn encoding_survives_a_round_trip() {
        for path in ["plain/x.md", "llyfr gell/ŵ.pdf", "50%/a?b#c"] {
            assert_eq!(decode(&encode(path)).as_deref(), Some(path));
        }
    }

    #[test]
    fn slugs_keep_letters_of_any_alphabet() {
        assert_eq!(slug("Saving Dorset's libraries!"), "saving-dorsets-libraries");
        assert_eq!(slug("Tŷ Mawr"), "tŷ-mawr");
        assert_eq!(slug("???"), "page");
        assert_eq!(slug("Con"), "con-page");
    }
}

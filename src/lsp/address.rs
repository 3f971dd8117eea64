//! Turns the addresses by which editors name files into paths and back (RFC 8089). It never looks at the disk.

use crate::path::{RelPath, decode, encode};
use std::path::{Path, PathBuf};

/// The file that an address names; `None` if it is no file, such as a text that was never saved.
pub fn to_path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    let path = &rest[rest.find('/')?..];
    let path = decode(path.split(['?', '#']).next().unwrap_or(path))?;
    let drive = path.strip_prefix('/').filter(|rest| rest.as_bytes().get(1) == Some(&b':'));
    Some(match drive {
        // Editors write the letter of a drive in either case.
        Some(path) => PathBuf::from([&path[..1].to_ascii_uppercase(), &path[1..]].concat()),
        None => PathBuf::from(&*path),
    })
}

/// The address of a file.
pub fn of_path(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let root = if path.starts_with('/') { "" } else { "/" };
    format!("file://{root}{}", encode(&path))
}

/// The path of a file in a folder, with forward slashes; `None` if it lies elsewhere.
pub fn below(folder: &Path, file: &Path) -> Option<RelPath> {
    let parts: Option<Vec<&str>> =
        file.strip_prefix(folder).ok()?.components().map(|part| part.as_os_str().to_str()).collect();
    Some(RelPath::new(parts?.join("/"))).filter(|path| !path.as_str().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_every_system_are_understood() {
        assert_eq!(to_path("file:///hub/T%C5%B7%20Mawr.md"), Some(PathBuf::from("/hub/Tŷ Mawr.md")));
        assert_eq!(to_path("file:///c%3A/hub/a.md"), Some(PathBuf::from("C:/hub/a.md")));
        assert_eq!(to_path("untitled:Untitled-1"), None);
        assert_eq!(of_path(Path::new("/hub/Tŷ Mawr.md")), "file:///hub/T%C5%B7%20Mawr.md");
        assert_eq!(of_path(Path::new("C:\\hub\\a.md")), "file:///C:/hub/a.md");
    }

    #[test]
    fn only_what_is_below_a_folder_belongs_to_it() {
        let below = |file: &str| below(Path::new("/hub/content"), Path::new(file)).map(|path| path.to_string());
        assert_eq!(below("/hub/content/a/b.md").as_deref(), Some("a/b.md"));
        assert_eq!(below("/hub/README.md"), None);
        assert_eq!(below("/hub/content"), None);
    }
}

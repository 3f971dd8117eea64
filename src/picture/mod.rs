//! What is known of pictures, and what becomes of them: a file's bytes into [`Facts`], facts into
//! a [`Recipe`] of the versions that readers get, and bytes and a version into the version's
//! bytes. All of it is pure: nothing here opens a file, and the same bytes always give the same
//! versions. Where bytes come from and where versions are kept is [`crate::picture_cache`]'s
//! business.

mod bytes;
mod colour;
mod encode;
mod exif;
mod facts;
mod gif;
mod head;
mod heif;
mod jpeg;
mod png;
mod problems;
mod recipe;
mod svg;
mod webp;

pub use encode::{Broken, make, stripped};
pub use facts::{Danger, Facts, Kind, Size};
pub use image::metadata::Orientation;
pub use problems::{broken, problems};
pub use recipe::{Original, RECIPE, Recipe, Version};

use crate::file_kind;
use crate::path::RelPath;

/// The most pixels that are decoded. It is twice what good cameras make; a scan beyond it would
/// need more memory than small computers have.
pub const MOST_PIXELS: u64 = 50_000_000;

/// The longest side that is decoded, in pixels: to make a picture smaller takes room for each step
/// along it.
pub const LONGEST_SIDE: u32 = 32_000;

/// Pictures with more pixels than this, a little more than a phone's 12 megapixels, are decoded
/// one at a time.
pub const MANY_PIXELS: u64 = 13_000_000;

/// The longest SVG that is read, in bytes.
pub const LONGEST_SVG: u64 = 5 * 1024 * 1024;

/// The endings of pictures' names, and the kind that each promises.
const ENDINGS: &[(&str, Kind)] = &[
    ("jpg", Kind::Jpeg),
    ("jpeg", Kind::Jpeg),
    ("jpe", Kind::Jpeg),
    ("jfif", Kind::Jpeg),
    ("png", Kind::Png),
    ("gif", Kind::Gif),
    ("webp", Kind::Webp),
    ("avif", Kind::Avif),
    ("heic", Kind::Heic),
    ("heif", Kind::Heic),
    ("tif", Kind::Tiff),
    ("tiff", Kind::Tiff),
    ("svg", Kind::Svg),
];

/// Whether a file may be a photo although its name does not promise one: Windows hides endings, and
/// photos are saved as `photo.jpg.txt` or without any.
fn may_be_photo(path: &RelPath) -> bool {
    path.extension().is_none_or(|ending| ending == "txt" || file_kind::of_extension(&ending.to_lowercase()).is_none())
}

/// The kind of picture that a file's name promises; `None` if it promises none.
pub fn promised(path: &RelPath) -> Option<Kind> {
    let name = path.file_name();
    let (_, ending) = name.rsplit_once('.')?;
    ENDINGS.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known)).map(|(_, kind)| *kind)
}

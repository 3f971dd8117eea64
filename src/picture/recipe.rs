//! Turns facts into a [`Recipe`]: which versions of a picture readers get. No version is larger
//! than the picture, and a version that would save readers next to nothing is not made.

use super::Orientation;
use super::facts::{Facts, Kind, Size, is_on_its_side};
use std::fmt;

/// The number of the recipe. It grows with every change of how a version's bytes come about, so
/// that no older version is taken for a new one.
pub const RECIPE: u32 = 2;

/// The widths that are made, for a phone, for a column of text, and for a wide screen.
const WIDTHS: [u32; 3] = [480, 960, 1600];

/// The largest width that is made.
const WIDEST: u32 = WIDTHS[2];

/// The longest side that WebP allows.
const LONGEST_WEBP: u32 = 16_383;

/// What becomes of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipe {
    /// The widths in which it is made as WebP, the smallest first.
    pub webp: Vec<u32>,
    /// What stands at its own address.
    pub original: Original,
}

/// What stands at a picture's own address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Original {
    /// The file as it is.
    AsIs,
    /// The file without what readers don't need, its pixels as they are.
    Stripped,
    /// Made anew in its own format, at this width and the right way up.
    Made(u32),
}

/// One version of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// As WebP, at this width.
    Webp(u32),
    /// In its own format, at this width.
    Own(Kind, u32),
    /// The file without what readers don't need.
    Stripped,
}

impl Recipe {
    /// What becomes of a picture. One that is `offered` to readers as a file, to print or to keep,
    /// is not made smaller at its own address.
    pub fn new(facts: &Facts, offered: bool) -> Self {
        let whole = if facts.kind.is_taken_apart() { Original::Stripped } else { Original::AsIs };
        let Some(size) = facts.size.filter(|_| facts.is_decoded()) else {
            return Self { webp: Vec::new(), original: whole };
        };
        let original = match facts.turn {
            Orientation::NoTransforms if offered || size.width <= WIDEST => whole,
            _ if offered => Original::Made(size.width),
            _ => Original::Made(size.width.min(WIDEST)),
        };
        Self { webp: widths(size), original }
    }

    /// Every version whose pixels are made anew.
    pub fn made(&self, kind: Kind) -> impl Iterator<Item = Version> {
        let own = if let Original::Made(width) = self.original { Some(Version::Own(kind, width)) } else { None };
        self.webp.iter().map(|width| Version::Webp(*width)).chain(own)
    }

    /// How large the picture at its own address is, as a browser shows it.
    pub fn shown(&self, facts: &Facts) -> Option<Size> {
        match self.original {
            Original::Made(width) => facts.size.map(|size| size.at_width(width)),
            // Only a JPEG keeps the note that says which way up it is.
            Original::Stripped if facts.kind != Kind::Jpeg => facts.size.map(|size| before_turn(size, facts.turn)),
            _ => facts.size,
        }
    }
}

/// The widths of a picture's WebP versions. Icons and logos get none: they are a few kilobytes,
/// and their sharp edges suffer. A step that is nearly as wide as the picture itself is left out.
fn widths(size: Size) -> Vec<u32> {
    if size.width < WIDTHS[0] {
        return Vec::new();
    }
    let own = size.width.min(WIDEST);
    let steps = WIDTHS.into_iter().filter(|step| step * 5 / 4 <= own).chain([own]);
    steps.filter(|width| size.at_width(*width).height <= LONGEST_WEBP).collect()
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Webp(width) => write!(f, "{width}w.webp"),
            Self::Own(kind, width) => write!(f, "own-{width}w.{}", kind.ending()),
            Self::Stripped => f.write_str("stripped"),
        }
    }
}

/// The size of a version as it lies in the file, before it is turned.
pub(super) fn before_turn(size: Size, turn: Orientation) -> Size {
    if is_on_its_side(turn) { size.turned() } else { size }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(width: u32, height: u32) -> Facts {
        Facts { size: Size::new(width, height), is_whole: true, ..Facts::new(Kind::Jpeg) }
    }

    #[test]
    fn nothing_is_ever_enlarged() {
        for (width, expected) in [
            (10, &[][..]),
            (479, &[]),
            (480, &[480]),
            (580, &[580]),
            (600, &[480, 600]),
            (1000, &[480, 1000]),
            (1200, &[480, 960, 1200]),
            (1600, &[480, 960, 1600]),
            (1700, &[480, 960, 1600]),
            (4032, &[480, 960, 1600]),
        ] {
            assert_eq!(Recipe::new(&facts(width, 10), false).webp, expected, "{width}");
        }
        assert_eq!(Recipe::new(&facts(800, 20_000), false).webp, [480], "WebP has a longest side");
    }

    #[test]
    fn what_is_right_already_stays_as_it_is() {
        let original = |facts: Facts| Recipe::new(&facts, false).original;
        let small = facts(1600, 900);
        assert_eq!(original(small), Original::Stripped);
        assert_eq!(original(Facts { kind: Kind::Svg, ..small }), Original::AsIs);
        assert_eq!(original(Facts { turn: Orientation::Rotate90, ..small }), Original::Made(1600));
        assert_eq!(original(facts(1601, 900)), Original::Made(1600));
        assert_eq!(original(facts(10_000, 6_000)), Original::Stripped, "too large to be decoded");
        assert_eq!(Recipe::new(&facts(1601, 900), true).original, Original::Stripped, "offered to print");
    }
}

//! What is known of a picture without decoding it: plain values, found by [`super::head`].

use super::{LONGEST_SIDE, MOST_PIXELS, Orientation};

/// What is known of a picture without decoding it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// What it is, by its bytes.
    pub kind: Kind,
    /// How large it is when it is the right way up, where that could be found.
    pub size: Option<Size>,
    /// How it must be turned to be the right way up.
    pub turn: Orientation,
    /// Whether it moves. Only looked for in kinds that could be decoded.
    pub is_animated: bool,
    /// Whether its end is there.
    pub is_whole: bool,
    /// What makes an SVG unfit for a page.
    pub danger: Option<Danger>,
}

/// The kinds of picture that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named after the format")]
pub enum Kind {
    Jpeg,
    Png,
    Webp,
    Gif,
    Avif,
    Heic,
    Tiff,
    Svg,
    /// None of these.
    Unknown,
}

impl Kind {
    /// Whether its files can be taken apart, so that what readers don't need can be left out.
    pub fn is_taken_apart(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp | Self::Gif | Self::Avif | Self::Heic)
    }

    /// Whether its files may hold what a camera wrote.
    pub(super) fn may_tell(self) -> bool {
        self.is_taken_apart() || self == Self::Tiff
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Webp => "WebP",
            Self::Gif => "GIF",
            Self::Avif => "AVIF",
            Self::Heic => "HEIC",
            Self::Tiff => "TIFF",
            Self::Svg => "SVG",
            Self::Unknown => "unknown",
        }
    }

    /// The ending of its names.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Gif => "gif",
            Self::Avif => "avif",
            Self::Heic => "heic",
            Self::Tiff => "tif",
            Self::Svg => "svg",
            Self::Unknown => "bin",
        }
    }
}

/// What makes an SVG unfit for a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Danger {
    /// An element that runs a program or holds a page of its own, such as `<script>`.
    Element(&'static str),
    /// An attribute such as `onclick`.
    Handler,
    /// An address that runs a program.
    ScriptLink,
    /// Something that is fetched from elsewhere.
    External,
    /// Text that is put together by the browser and can't be read beforehand.
    Entity,
    /// It is too long to be looked at.
    TooLong,
}

/// A width and a height in pixels, neither of them 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// The width.
    pub width: u32,
    /// The height.
    pub height: u32,
}

impl Size {
    /// A size, unless one of its sides is 0.
    pub fn new(width: u32, height: u32) -> Option<Self> {
        (width > 0 && height > 0).then_some(Self { width, height })
    }

    /// How many pixels that is.
    pub fn pixels(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// The same shape at another width.
    pub fn at_width(self, width: u32) -> Self {
        let height = (u64::from(self.height) * u64::from(width) + u64::from(self.width) / 2) / u64::from(self.width);
        Self { width, height: u32::try_from(height.max(1)).unwrap_or(u32::MAX) }
    }

    /// Width for height.
    pub fn turned(self) -> Self {
        Self { width: self.height, height: self.width }
    }
}

impl Facts {
    /// Nothing is known but the kind.
    pub(super) fn new(kind: Kind) -> Self {
        Self { kind, size: None, turn: Orientation::NoTransforms, is_animated: false, is_whole: false, danger: None }
    }

    /// Whether its pixels can be decoded and made into versions.
    pub fn is_decoded(&self) -> bool {
        let is_known = matches!(self.kind, Kind::Jpeg | Kind::Png | Kind::Webp);
        is_known
            && !self.is_animated
            && self.size.is_some_and(|size| size.pixels() <= MOST_PIXELS && size.width.max(size.height) <= LONGEST_SIDE)
    }
}

/// Whether a picture's file has its width for its height.
pub(super) fn is_on_its_side(turn: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(turn, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

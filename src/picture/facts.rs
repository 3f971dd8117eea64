//! Turns the beginning of a picture's file into [`Facts`]. It follows the lengths that the file
//! itself states and passes over what they cover, so that even a large photo costs a few reads;
//! it never decodes a pixel. What a file is, its bytes say and not its name.

use super::{LONGEST_SVG, MOST_PIXELS, Orientation, jpeg, png, svg, webp};
use std::io::{ErrorKind, Read, Result, Seek, SeekFrom};

/// What is known of a picture without decoding it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// What it is, by its bytes.
    pub kind: Kind,
    /// How large it is when it is the right way up, where that could be found.
    pub size: Option<Size>,
    /// How it must be turned to be the right way up.
    pub turn: Orientation,
    /// Whether it carries what readers don't need: place, camera, thumbnail, comment.
    pub has_metadata: bool,
    /// Whether it moves. Only looked for in kinds that could be decoded.
    pub is_animated: bool,
    /// Whether its end is there.
    pub is_whole: bool,
    /// What makes an SVG unfit for a page.
    pub danger: Option<svg::Danger>,
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
    Svg,
    /// None of these.
    Unknown,
}

impl Kind {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Webp => "WebP",
            Self::Gif => "GIF",
            Self::Avif => "AVIF",
            Self::Heic => "HEIC",
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
            Self::Svg => "svg",
            Self::Unknown => "bin",
        }
    }
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
        Self {
            kind,
            size: None,
            turn: Orientation::NoTransforms,
            has_metadata: false,
            is_animated: false,
            is_whole: false,
            danger: None,
        }
    }

    /// Reads the facts of a file that is `len` bytes long. `promised` is the kind that its name
    /// promises: a file that is served as SVG is looked at as one.
    pub fn read(source: &mut (impl Read + Seek), len: u64, promised: Kind) -> Result<Self> {
        let mut head = [0; 64];
        let read = fill(source, &mut head)?;
        let head = &head[..read];
        let kind = kind(head);
        let mut facts = Self::new(kind);
        let walked = match kind {
            Kind::Jpeg => jpeg::read(source, len, &mut facts),
            Kind::Png => png::read(source, len, &mut facts),
            Kind::Webp => webp::read(source, len, &mut facts),
            Kind::Gif => {
                let side =
                    |at: usize| head.get(at..at + 2).map_or(0, |two| u32::from(u16::from_le_bytes([two[0], two[1]])));
                facts.size = Size::new(side(6), side(8));
                facts.is_whole = true;
                Ok(())
            }
            Kind::Unknown => svg::read(source, len.min(LONGEST_SVG + 1), promised, &mut facts),
            Kind::Avif | Kind::Heic | Kind::Svg => {
                facts.is_whole = true;
                Ok(())
            }
        };
        match walked {
            // A file that ends too early is no failure of the disk; `is_whole` says it.
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => {}
            walked => walked?,
        }
        if is_on_its_side(facts.turn) {
            facts.size = facts.size.map(Size::turned);
        }
        Ok(facts)
    }

    /// Whether its pixels can be decoded and made into versions.
    pub fn is_decoded(&self) -> bool {
        let is_known = matches!(self.kind, Kind::Jpeg | Kind::Png | Kind::Webp);
        is_known && !self.is_animated && self.size.is_some_and(|size| size.pixels() <= MOST_PIXELS)
    }
}

/// Whether a picture's file has its width for its height.
pub(super) fn is_on_its_side(turn: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(turn, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

fn kind(head: &[u8]) -> Kind {
    match head {
        [0xff, 0xd8, 0xff, ..] => Kind::Jpeg,
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Kind::Png,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Kind::Webp,
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Kind::Gif,
        [_, _, _, _, b'f', b't', b'y', b'p', brands @ ..] => {
            let has = |brand: &[u8; 4]| brands.chunks_exact(4).take(8).any(|known| known == brand);
            match () {
                () if has(b"avif") || has(b"avis") => Kind::Avif,
                () if [b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"].into_iter().any(has) => {
                    Kind::Heic
                }
                () => Kind::Unknown,
            }
        }
        _ => Kind::Unknown,
    }
}

/// Reads as much as there is, up to the length of the room.
fn fill(source: &mut impl Read, room: &mut [u8]) -> Result<usize> {
    let mut read = 0;
    while read < room.len() {
        match source.read(&mut room[read..]) {
            Ok(0) => break,
            Ok(n) => read += n,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(read)
}

/// The most parts of a file that are looked at. Real pictures have a thousand; a file of nothing
/// else must not keep everybody waiting.
pub(super) const MOST_PARTS: usize = 100_000;

/// The next `N` bytes.
pub(super) fn take<const N: usize>(source: &mut impl Read) -> Result<[u8; N]> {
    let mut bytes = [0; N];
    source.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// The next bytes, at most `most` of them.
pub(super) fn take_some(source: &mut impl Read, most: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Goes to a place in the file, where there is one.
pub(super) fn go(source: &mut impl Seek, to: u64) -> Result<()> {
    source.seek(SeekFrom::Start(to)).map(drop)
}

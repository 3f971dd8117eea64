//! Turns the beginning of a picture's file into [`Facts`]. It follows the lengths that the file
//! itself states and passes over what they cover, so that even a large photo costs a few reads;
//! it never decodes a pixel. What a file is, its bytes say and not its name.

use super::facts::{Facts, Kind, Size, is_on_its_side};
use super::{LONGEST_SVG, jpeg, may_be_photo, png, promised, svg, webp};
use crate::path::RelPath;
use std::io::{ErrorKind, Read, Result, Seek};

impl Facts {
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
            Kind::Avif | Kind::Heic | Kind::Tiff | Kind::Svg => {
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
}

impl Facts {
    /// The facts of a hub's file; `None` if it is no picture. A photo under another name tells as much of
    /// where it was taken as any.
    pub fn of_file(path: &RelPath, source: &mut (impl Read + Seek), len: u64) -> Result<Option<Self>> {
        match promised(path) {
            Some(kind) => Self::read(source, len, kind).map(Some),
            None if may_be_photo(path) => Self::read_photo(source, len),
            None => Ok(None),
        }
    }

    /// The facts of a file that is a photo although its name does not promise one; `None` if it is none.
    fn read_photo(source: &mut (impl Read + Seek), len: u64) -> Result<Option<Self>> {
        let mut head = [0; 64];
        let read = fill(source, &mut head)?;
        if !kind(&head[..read]).may_tell() {
            return Ok(None);
        }
        source.rewind()?;
        Self::read(source, len, Kind::Unknown).map(Some)
    }
}

fn kind(head: &[u8]) -> Kind {
    match head {
        [0xff, 0xd8, ..] => Kind::Jpeg,
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Kind::Png,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Kind::Webp,
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Kind::Gif,
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => Kind::Tiff,
        // The length of the first box, which is short; text that only looks like one is none.
        [0, 0, _, _, b'f', b't', b'y', b'p', brands @ ..] => {
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

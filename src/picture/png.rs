//! Walks along the chunks of a PNG (W3C, third edition): into facts, and into the same file
//! without what readers don't need. Pixels are copied as they are and never decoded.

use super::bytes::{MOST_PARTS, go, take, take_some};
use super::exif;
use super::facts::{Facts, Size};
use std::io::{Read, Result, Seek};

/// The signature's length.
const SIGNATURE: usize = 8;

/// The most that is read of a camera's notes.
const MOST_NOTES: u64 = 1024 * 1024;

/// Whether a chunk says how pixels are to be shown.
fn is_needed(kind: [u8; 4]) -> bool {
    const SHOWN: &[&[u8; 4]] = &[
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"pHYs",
        b"bKGD", b"acTL", b"fcTL", b"fdAT", b"mDCV", b"cLLI",
    ];
    SHOWN.contains(&&kind)
}

/// Reads the facts.
pub(super) fn read(source: &mut (impl Read + Seek), len: u64, facts: &mut Facts) -> Result<()> {
    let mut at = SIGNATURE as u64;
    for _ in 0..MOST_PARTS {
        go(source, at)?;
        let long = u64::from(u32::from_be_bytes(take(source)?));
        let kind: [u8; 4] = take(source)?;
        if !kind.iter().all(u8::is_ascii_alphabetic) {
            return Ok(());
        }
        match &kind {
            b"IHDR" => {
                let (width, height) = (take(source)?, take(source)?);
                facts.size = Size::new(u32::from_be_bytes(width), u32::from_be_bytes(height));
            }
            b"acTL" => facts.is_animated = true,
            b"eXIf" => facts.turn = exif::turn(&take_some(source, long.min(MOST_NOTES))?),
            _ => {}
        }
        // Length, kind, content and checksum.
        at += 12 + long;
        if &kind == b"IEND" {
            facts.is_whole = at <= len;
            return Ok(());
        }
    }
    Ok(())
}

/// The same picture without what readers don't need; `None` if its parts can't be told apart.
pub(super) fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.get(..SIGNATURE)?.to_vec();
    let mut at = SIGNATURE;
    // What is behind the last chunk is left out, too. A picture that ends too early has no last chunk.
    while let [a, b, c, d, kind @ ..] = bytes.get(at..)? {
        let kind: [u8; 4] = kind.get(..4)?.try_into().ok()?;
        let long = usize::try_from(u32::from_be_bytes([*a, *b, *c, *d])).ok()?;
        let next = at.checked_add(long)?.checked_add(12)?.min(bytes.len());
        if is_needed(kind) {
            out.extend(&bytes[at..next]);
        }
        at = next;
        if &kind == b"IEND" {
            break;
        }
    }
    Some(out)
}

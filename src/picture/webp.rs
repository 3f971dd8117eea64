//! Walks along the chunks of a WebP (RFC 9649): into facts, and into the same file without what
//! readers don't need. Pixels are copied as they are and never decoded.

use super::bytes::{MOST_PARTS, go, take, take_some};
use super::exif;
use super::facts::{Facts, Size};
use std::io::{Read, Result, Seek};

/// The length of what stands before the first chunk.
const HEAD: usize = 12;

/// The most that is read of a camera's notes.
const MOST_NOTES: u64 = 1024 * 1024;

/// The marks in a `VP8X` chunk that say that there are notes.
const HAS_NOTES: u8 = 0b0000_1100;

/// Whether a chunk says how pixels are to be shown.
fn is_needed(kind: [u8; 4]) -> bool {
    [b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"].contains(&&kind)
}

/// Reads the facts.
pub(super) fn read(source: &mut (impl Read + Seek), len: u64, facts: &mut Facts) -> Result<()> {
    go(source, 4)?;
    let end = 8 + u64::from(u32::from_le_bytes(take(source)?));
    facts.is_whole = end <= len;
    let mut at = HEAD as u64;
    for _ in 0..MOST_PARTS {
        if at + 8 > end.min(len) {
            break;
        }
        go(source, at)?;
        let kind: [u8; 4] = take(source)?;
        let long = u64::from(u32::from_le_bytes(take(source)?));
        match &kind {
            b"VP8X" => {
                let [_, _, _, _, w1, w2, w3, h1, h2, h3] = take(source)?;
                let side = |bytes: [u8; 3]| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], 0]) + 1;
                facts.size = Size::new(side([w1, w2, w3]), side([h1, h2, h3]));
            }
            b"VP8 " if facts.size.is_none() => {
                let [_, _, _, _, _, _, w1, w2, h1, h2] = take(source)?;
                let side = |bytes: [u8; 2]| u32::from(u16::from_le_bytes(bytes) & 0x3fff);
                facts.size = Size::new(side([w1, w2]), side([h1, h2]));
            }
            b"VP8L" if facts.size.is_none() => {
                let [_, a, b, c, d] = take(source)?;
                let bits = u32::from_le_bytes([a, b, c, d]);
                facts.size = Size::new((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
            }
            b"ANIM" | b"ANMF" => facts.is_animated = true,
            b"EXIF" => facts.turn = exif::turn(&take_some(source, long.min(MOST_NOTES))?),
            _ => {}
        }
        at += 8 + long + long % 2;
    }
    Ok(())
}

/// The same picture without what readers don't need; `None` if its parts can't be told apart.
pub(super) fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.get(..HEAD)?.to_vec();
    let stated = usize::try_from(u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?)).ok()?;
    let bytes = &bytes[..bytes.len().min(stated.checked_add(8)?)];
    let mut at = HEAD;
    while let Some(head) = bytes.get(at..at + 8) {
        let [k1, k2, k3, k4, l1, l2, l3, l4] = head else { return None };
        let long = usize::try_from(u32::from_le_bytes([*l1, *l2, *l3, *l4])).ok()?;
        let next = at.checked_add(long)?.checked_add(8 + long % 2)?.min(bytes.len());
        let kind = [*k1, *k2, *k3, *k4];
        if is_needed(kind) {
            let start = out.len();
            out.extend(&bytes[at..next]);
            if let Some(marks) = out.get_mut(start + 8).filter(|_| &kind == b"VP8X") {
                *marks &= !HAS_NOTES;
            }
        }
        at = next;
    }
    let long = u32::try_from(out.len() - 8).ok()?;
    out[4..8].copy_from_slice(&long.to_le_bytes());
    Some(out)
}

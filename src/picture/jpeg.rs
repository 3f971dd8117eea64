//! Walks along the segments of a JPEG (ITU T.81, annex B): into facts, and into the same file
//! without what readers don't need. Pixels are copied as they are and never decoded.

use super::Orientation;
use super::bytes::{MOST_PARTS, go, take, take_some};
use super::exif;
use super::facts::{Facts, Size};
use std::io::{Read, Result, Seek, SeekFrom};

const SOS: u8 = 0xda;
const EOI: u8 = 0xd9;
const EXIF: u8 = 0xe1;

/// The largest file whose end is searched for, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;

/// Whether a segment says how pixels are to be shown. `start` is how its content begins.
fn is_needed(marker: u8, start: &[u8]) -> bool {
    match marker {
        0xe0 => start.starts_with(b"JFIF\0"),
        0xe2 => start.starts_with(b"ICC_PROFILE\0"),
        0xee => start.starts_with(b"Adobe"),
        0xe1..=0xef | 0xfe => false,
        _ => true,
    }
}

/// Whether a marker stands alone, without a length and content.
fn is_alone(marker: u8) -> bool {
    matches!(marker, 0x01 | 0xd0..=0xd8)
}

/// Whether a segment is the frame's, which states the size.
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}

/// Reads the facts.
pub(super) fn read(source: &mut (impl Read + Seek), len: u64, facts: &mut Facts) -> Result<()> {
    let mut at = 2;
    let mut has_pixels = false;
    for _ in 0..MOST_PARTS {
        go(source, at)?;
        let [mark, marker] = take(source)?;
        if mark != 0xff {
            return Ok(());
        }
        // Any number of these may stand before a marker.
        if marker == 0xff {
            at += 1;
            continue;
        }
        at += 2;
        if is_alone(marker) {
            continue;
        }
        if marker == SOS || marker == EOI {
            has_pixels = marker == SOS;
            break;
        }
        let long = u64::from(u16::from_be_bytes(take(source)?));
        let start = take_some(source, long.saturating_sub(2).min(12))?;
        if is_frame(marker)
            && let [_, h1, h2, w1, w2, ..] = start[..]
        {
            facts.size = Size::new(u16::from_be_bytes([w1, w2]).into(), u16::from_be_bytes([h1, h2]).into());
        }
        if marker == EXIF && start.starts_with(exif::MARK) {
            go(source, at + 2)?;
            facts.turn = exif::turn(&take_some(source, long.saturating_sub(2))?);
        }
        facts.has_metadata |= !is_needed(marker, &start);
        at += long.max(2);
    }
    if !has_pixels || len < at + 2 {
        return Ok(());
    }
    source.seek(SeekFrom::End(-2))?;
    if take(source)? == [0xff, EOI] {
        facts.is_whole = true;
        return Ok(());
    }
    // Some phones put a film or notes of their own behind the picture.
    go(source, at)?;
    facts.is_whole = end(&take_some(source, LARGEST)?).is_some();
    facts.has_metadata |= facts.is_whole;
    Ok(())
}

/// Where the picture ends in the bytes that follow the marker of its first scan.
fn end(bytes: &[u8]) -> Option<usize> {
    let mut at = length(bytes)?;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        match *bytes.get(at + 1)? {
            EOI => return Some(at + 2),
            0xff => at += 1,
            0 | 0x01 | 0xd0..=0xd8 => at += 2,
            _ => at += 2 + length(bytes.get(at + 2..)?)?,
        }
    }
}

/// The length that a segment states after its marker.
fn length(bytes: &[u8]) -> Option<usize> {
    let [a, b, ..] = bytes else { return None };
    Some(usize::from(u16::from_be_bytes([*a, *b])).max(2))
}

/// The same picture without what readers don't need; `None` if its parts can't be told apart.
pub(super) fn stripped(bytes: &[u8], turn: Orientation) -> Option<Vec<u8>> {
    let mut out = vec![0xff, 0xd8];
    if turn != Orientation::NoTransforms {
        let notes = exif::only_turn(turn);
        out.extend([0xff, EXIF]);
        out.extend(u16::try_from(notes.len() + 2).ok()?.to_be_bytes());
        out.extend(notes);
    }
    let mut at = 2;
    loop {
        let [0xff, marker, ..] = bytes.get(at..)? else { return None };
        if *marker == 0xff {
            at += 1;
            continue;
        }
        if *marker == SOS {
            let rest = bytes.get(at + 2..)?;
            out.extend([0xff, SOS]);
            // What is behind the end is left out, too. A picture that ends too early has no end.
            out.extend(&rest[..end(rest).unwrap_or(rest.len())]);
            return Some(out);
        }
        let next = if is_alone(*marker) { at + 2 } else { at + 2 + length(bytes.get(at + 2..)?)? };
        let segment = bytes.get(at..next)?;
        if is_needed(*marker, segment.get(4..).unwrap_or_default()) {
            out.extend(segment);
        }
        at = next;
    }
}

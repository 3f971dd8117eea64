//! Walks along the segments of a JPEG (ITU T.81, annex B): into facts, and into the same file
//! without what readers don't need. Pixels are copied as they are and never decoded.

use super::Orientation;
use super::bytes::{MOST_PARTS, go, take, take_some};
use super::exif;
use super::facts::{Facts, Size};
use std::io::{Read, Result, Seek, SeekFrom};

const SOI: u8 = 0xd8;
const EOI: u8 = 0xd9;
const SOS: u8 = 0xda;
const JFIF: u8 = 0xe0;
const EXIF: u8 = 0xe1;

/// How long a JFIF segment's content is without the thumbnail that may follow.
const JFIF_LENGTH: usize = 14;

/// The largest file whose end is searched for, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;

/// How far the next marker is searched for where none stands, in bytes.
const MOST_STRAY: u64 = 64 * 1024;

/// Whether a segment says how pixels are to be shown. `start` is how its content begins.
fn is_needed(marker: u8, start: &[u8]) -> bool {
    match marker {
        JFIF => start.starts_with(b"JFIF\0"),
        0xe2 => start.starts_with(b"ICC_PROFILE\0"),
        0xee => start.starts_with(b"Adobe"),
        0xe1..=0xef | 0xfe => false,
        _ => true,
    }
}

/// Whether a marker stands alone, without a length and content.
fn is_alone(marker: u8) -> bool {
    matches!(marker, 0x01 | 0xd0..=SOI)
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
        // Decoders pass over what stands where a marker should, and over any number of marks.
        if mark != 0xff {
            go(source, at)?;
            let stray = take_some(source, MOST_STRAY)?;
            let Some(found) = stray.iter().position(|byte| *byte == 0xff) else { return Ok(()) };
            at += found as u64;
            continue;
        }
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
        at += long.max(2);
    }
    if !has_pixels || len < at + 2 {
        return Ok(());
    }
    source.seek(SeekFrom::End(-2))?;
    facts.is_whole = take(source)? == [0xff, EOI] || {
        // Some phones put a film or notes of their own behind the picture.
        go(source, at)?;
        has_end(&take_some(source, LARGEST)?)
    };
    Ok(())
}

/// Whether the picture ends in the bytes that follow the marker of its first scan.
fn has_end(bytes: &[u8]) -> bool {
    let mut at = length(bytes).unwrap_or(bytes.len());
    while let Some((_, marker, after)) = next_marker(bytes, at) {
        match marker {
            EOI => return true,
            0 | 0x01 | 0xd0..=SOI => at = after,
            _ => at = after + length(&bytes[after..]).unwrap_or(bytes.len()),
        }
    }
    false
}

/// The next marker from a place on: where its marks begin, which it is, and where it ends. Among
/// pixels it may be a 0, which says that the mark before it is a part of them.
fn next_marker(bytes: &[u8], from: usize) -> Option<(usize, u8, usize)> {
    let mark = from + bytes.get(from..)?.iter().position(|byte| *byte == 0xff)?;
    let marker = mark + bytes[mark..].iter().position(|byte| *byte != 0xff)?;
    Some((mark, bytes[marker], marker + 1))
}

/// The length that a segment states after its marker.
fn length(bytes: &[u8]) -> Option<usize> {
    let [a, b, ..] = bytes else { return None };
    Some(usize::from(u16::from_be_bytes([*a, *b])).max(2))
}

/// The same picture without what readers don't need, wherever in the file it stands. Of one that
/// ends too early, as much as there is.
pub(super) fn stripped(bytes: &[u8], turn: Orientation) -> Option<Vec<u8>> {
    let mut out = vec![0xff, SOI];
    if turn != Orientation::NoTransforms {
        let notes = exif::only_turn(turn);
        out.extend([0xff, EXIF]);
        out.extend(u16::try_from(notes.len() + 2).ok()?.to_be_bytes());
        out.extend(notes);
    }
    let mut at = 2;
    let mut is_in_scan = false;
    while let Some((mark, marker, after)) = next_marker(bytes, at) {
        if is_in_scan {
            out.extend(&bytes[at..mark]);
        }
        if marker == EOI {
            out.extend([0xff, EOI]);
            return Some(out);
        }
        if marker == 0 || is_alone(marker) {
            // A scan's pixels go on behind it.
            if is_in_scan {
                out.extend([0xff, marker]);
            }
            at = after;
            continue;
        }
        let end = (after + length(&bytes[after..]).unwrap_or(bytes.len())).min(bytes.len());
        let content = bytes.get(after + 2..end).unwrap_or_default();
        if is_needed(marker, content) {
            out.extend([0xff, marker]);
            match content.get(..JFIF_LENGTH - 2).filter(|_| marker == JFIF) {
                Some(start) => {
                    out.extend([0, JFIF_LENGTH as u8 + 2]);
                    out.extend(start);
                    out.extend([0, 0]);
                }
                None => out.extend(&bytes[after..end]),
            }
        }
        is_in_scan = marker == SOS;
        at = end;
    }
    if is_in_scan {
        out.extend(bytes.get(at..).unwrap_or_default());
    }
    Some(out)
}

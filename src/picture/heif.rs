//! Turns an AVIF or a HEIC (ISO/IEC 23008-12, in the boxes of ISO/IEC 14496-12) into the same file
//! with nothing in the place of what the camera wrote. Other parts of the file are found by their
//! place, so nothing is moved; pixels are never decoded.

use std::ops::Range;

/// Kinds of items that are notes: a camera's, and those of programs for photos.
const NOTES: [&[u8]; 2] = [b"Exif", b"mime"];

/// What decoders take for notes with nothing in them: the place of the head, and the head (TIFF 6.0,
/// section 2) before a list without entries.
const NOTHING: &[u8] = b"\0\0\0\0MM\0\x2a\0\0\0\x08\0\0\0\0\0\0";

/// Boxes that a picture needs. What is in any other is not.
const NEEDED: [&[u8]; 3] = [b"ftyp", b"mdat", b"moov"];

/// A box: what kind it is, and where its content stands.
struct Part<'a> {
    kind: &'a [u8],
    content: Range<usize>,
}

/// The same picture without what the camera wrote; `None` if its parts can't be told apart.
pub(super) fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.to_vec();
    for part in parts(bytes, 0..bytes.len())? {
        if part.kind == b"meta" {
            // Four bytes of version and marks stand before its parts.
            let inside = parts(bytes, part.content.start.checked_add(4)?..part.content.end)?;
            for range in notes(bytes, &inside)? {
                let room = out.get_mut(range)?;
                room.fill(0);
                let (empty, _) = NOTHING.split_at(room.len().min(NOTHING.len()));
                room[..empty.len()].copy_from_slice(empty);
            }
        } else if part.kind == b"moov" {
            for part in films_notes(bytes, part.content, 2)? {
                out.get_mut(part)?.fill(0);
            }
        } else if !NEEDED.contains(&part.kind) {
            out.get_mut(part.content)?.fill(0);
        }
    }
    Some(out)
}

/// Where a film, or a track of one, keeps what is no picture.
fn films_notes(bytes: &[u8], range: Range<usize>, deep: usize) -> Option<Vec<Range<usize>>> {
    let mut found = Vec::new();
    for part in parts(bytes, range)? {
        match part.kind {
            b"udta" | b"meta" | b"uuid" | b"free" => found.push(part.content),
            b"trak" if deep > 1 => found.extend(films_notes(bytes, part.content, deep - 1)?),
            _ => {}
        }
    }
    Some(found)
}

/// The boxes in a part of the file, one after the other.
fn parts(bytes: &[u8], range: Range<usize>) -> Option<Vec<Part<'_>>> {
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let mut read = Reader { bytes: bytes.get(..range.end)?, at };
        let long = read.number(4)?;
        let kind = read.take(4)?;
        let long = match long {
            0 => range.end - at,
            1 => read.number(8)?,
            long => long,
        };
        let end = at.checked_add(long).filter(|end| *end >= read.at && *end <= range.end)?;
        found.push(Part { kind, content: read.at..end });
        at = end;
    }
    Some(found)
}

/// Where the notes stand, by the lists of items and of their places.
fn notes(bytes: &[u8], parts: &[Part<'_>]) -> Option<Vec<Range<usize>>> {
    let content = |kind: &[u8]| parts.iter().find(|part| part.kind == kind).map(|part| part.content.clone());
    let Some(items) = content(b"iinf") else { return Some(Vec::new()) };
    let items = note_items(bytes, items)?;
    if items.is_empty() {
        return Some(Vec::new());
    }
    let places = places(bytes, content(b"iloc")?, content(b"idat"))?;
    // A note whose place is not stated can't be taken out.
    let all_known = items.iter().all(|id| places.iter().any(|(item, _)| item == id));
    let noted = places.into_iter().filter(|(item, _)| items.contains(item));
    all_known.then(|| noted.map(|(_, range)| range).collect())
}

/// The numbers of the items that are notes.
fn note_items(bytes: &[u8], list: Range<usize>) -> Option<Vec<usize>> {
    let mut read = Reader { bytes: bytes.get(..list.end)?, at: list.start };
    let version = read.number(1)?;
    read.take(3)?;
    read.number(if version == 0 { 2 } else { 4 })?;
    let mut found = Vec::new();
    for entry in parts(bytes, read.at..list.end)? {
        let mut read = Reader { bytes: bytes.get(..entry.content.end)?, at: entry.content.start };
        let version = read.number(1)?;
        read.take(3)?;
        let id = read.number(if version < 3 { 2 } else { 4 })?;
        read.take(2)?;
        if version >= 2 && NOTES.contains(&read.take(4)?) {
            found.push(id);
        }
    }
    Some(found)
}

/// Where each item stands in the file, piece by piece.
fn places(bytes: &[u8], list: Range<usize>, data: Option<Range<usize>>) -> Option<Vec<(usize, Range<usize>)>> {
    let mut read = Reader { bytes: bytes.get(..list.end)?, at: list.start };
    let version = read.number(1)?;
    read.take(3)?;
    let (sizes, more) = (read.number(1)?, read.number(1)?);
    let (offset, length, base) = (sizes >> 4, sizes & 15, more >> 4);
    let index = if version == 0 { 0 } else { more & 15 };
    let wide = if version < 2 { 2 } else { 4 };
    // Each piece takes up room in the list, so that no list is longer than the file.
    if length == 0 {
        return None;
    }
    let mut found = Vec::new();
    for _ in 0..read.number(wide)? {
        let id = read.number(wide)?;
        let method = if version == 0 { 0 } else { read.number(2)? & 15 };
        read.take(2)?;
        let from = read.number(base)?;
        for _ in 0..read.number(2)? {
            read.take(index)?;
            let (at, long) = (read.number(offset)?, read.number(length)?);
            let start = match method {
                0 => from.checked_add(at)?,
                1 => data.as_ref()?.start.checked_add(from)?.checked_add(at)?,
                // Pieces of other items, which no camera uses.
                _ => continue,
            };
            // Without a length it goes on to the end.
            let end = if long == 0 { bytes.len() } else { start.checked_add(long)? };
            found.push((id, start..end));
        }
    }
    Some(found)
}

/// A place in a file, and what stands from there on.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, long: usize) -> Option<&'a [u8]> {
        let end = self.at.checked_add(long)?;
        let taken = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(taken)
    }

    /// The next number, of so many bytes; without any it is 0.
    fn number(&mut self, long: usize) -> Option<usize> {
        let bytes = self.take(long)?;
        (long <= 8).then(|| bytes.iter().fold(0, |number, byte| number << 8 | usize::from(*byte)))
    }
}

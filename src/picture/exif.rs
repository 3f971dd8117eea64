//! Reads the one thing that matters in the notes of a camera, which way up the picture is, and
//! writes notes that say only that. It never reads or keeps anything else of them.

use super::Orientation;

/// What stands before the notes in a JPEG, and by some programs' mistake in a WebP.
pub(super) const MARK: &[u8] = b"Exif\0\0";

/// Which way up a picture is, by its camera's notes.
pub(super) fn turn(notes: &[u8]) -> Orientation {
    let notes = notes.strip_prefix(MARK).unwrap_or(notes);
    Orientation::from_exif_chunk(notes).unwrap_or(Orientation::NoTransforms)
}

/// Notes that say which way up a picture is, and nothing else (TIFF 6.0, section 2: the head, and
/// a directory with one entry).
pub(super) fn only_turn(turn: Orientation) -> Vec<u8> {
    let mut notes = MARK.to_vec();
    notes.extend(b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
    notes.extend([turn.to_exif(), 0, 0, 0, 0, 0, 0]);
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for n in 1..=8 {
            let expected = Orientation::from_exif(n).unwrap();
            assert_eq!(turn(&only_turn(expected)), expected);
        }
    }
}

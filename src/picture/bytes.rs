//! Small steps through a file: the next bytes, or a place further on.

use std::io::{Read, Result, Seek, SeekFrom};

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

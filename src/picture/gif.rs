//! Turns a GIF (version 89a) into the same file without what readers don't need: comments, and
//! what programs wrote for themselves. Pixels are copied as they are and never decoded.

/// The signature and the description of the screen.
const HEAD: usize = 13;

/// The description of one picture.
const DESCRIPTION: usize = 10;

/// What says how often a film is shown.
const LOOPS: [&[u8]; 2] = [b"NETSCAPE2.0", b"ANIMEXTS1.0"];

/// The same picture without what readers don't need; `None` if there is not even a head. Of one that
/// ends too early, as much as there is.
pub(super) fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut at = HEAD + colours(*bytes.get(10)?);
    let mut out = bytes.get(..at)?.to_vec();
    while let Some(kind) = bytes.get(at) {
        let (end, is_needed) = match kind {
            0x2c => {
                let marks = bytes.get(at + DESCRIPTION - 1).copied().unwrap_or(0);
                // One byte says how the pixels are packed.
                (end_of_blocks(bytes, at + DESCRIPTION + colours(marks) + 1), true)
            }
            0x21 => {
                let content = bytes.get(at + 3..).unwrap_or_default();
                let is_needed = match bytes.get(at + 1) {
                    Some(0xf9) => true,
                    Some(0xff) => LOOPS.iter().any(|name| content.starts_with(name)),
                    _ => false,
                };
                (end_of_blocks(bytes, at + 2), is_needed)
            }
            0x3b => {
                out.push(0x3b);
                break;
            }
            _ => (at + 1, false),
        };
        let end = end.min(bytes.len());
        if is_needed {
            out.extend(&bytes[at..end]);
        }
        at = end;
    }
    Some(out)
}

/// How long the table of colours is that a byte of marks announces.
fn colours(marks: u8) -> usize {
    if marks & 0x80 == 0 { 0 } else { 3 << ((marks & 7) + 1) }
}

/// Where a row of blocks ends that begins at a place: behind the first empty one.
fn end_of_blocks(bytes: &[u8], mut at: usize) -> usize {
    while let Some(long) = bytes.get(at) {
        at += usize::from(*long) + 1;
        if *long == 0 {
            break;
        }
    }
    at
}

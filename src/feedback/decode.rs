//! Turns the bytes of an export into bytes that are UTF-8 or look like it, so that the parser finds
//! its commas: UTF-16 is rewritten as it streams by, with a mark at the beginning or without. It
//! never judges single letters; `rows` reads what is not UTF-8 as Windows-1252, row by row.

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{Chain, Cursor, Read, Result};

/// How much of a file is looked at to tell what it is.
const HEAD: usize = 512;

/// A stream that has been made readable.
pub(super) struct Decoded<R> {
    inner: Chain<Cursor<Vec<u8>>, R>,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    ready: Vec<u8>,
    given: usize,
    ended: bool,
    /// Whether the file is a workbook, which is a ZIP file, and no CSV.
    pub(super) is_workbook: bool,
}

/// Looks at the head of a stream and makes the rest readable.
pub(super) fn decoded<R: Read>(mut reader: R) -> Result<Decoded<R>> {
    let mut head = Vec::with_capacity(HEAD);
    reader.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    let marked = Encoding::for_bom(&head);
    let encoding = marked.map_or_else(|| unmarked(&head), |(encoding, _)| encoding);
    let is_workbook = head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xd0\xcf\x11\xe0");
    head.drain(..marked.map_or(0, |(_, length)| length));
    Ok(Decoded {
        inner: Cursor::new(head).chain(reader),
        decoder: (encoding != UTF_8).then(|| encoding.new_decoder_without_bom_handling()),
        raw: vec![0; 8 * 1024],
        ready: Vec::new(),
        given: 0,
        ended: false,
        is_workbook,
    })
}

/// UTF-16 without a mark shows by every other byte being zero.
fn unmarked(head: &[u8]) -> &'static Encoding {
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let most = head.len() / 5;
    match (zeros(0), zeros(1)) {
        (0, odd) if odd > most => UTF_16LE,
        (even, 0) if even > most => UTF_16BE,
        _ => UTF_8,
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> Result<usize> {
        let Some(decoder) = &mut self.decoder else { return self.inner.read(out) };
        while self.given == self.ready.len() {
            if self.ended {
                return Ok(0);
            }
            let read = self.inner.read(&mut self.raw)?;
            self.ended = read == 0;
            let room = decoder.max_utf8_buffer_length(read).unwrap_or(read.saturating_mul(4));
            self.ready.resize(room, 0);
            let (_, _, written, _) = decoder.decode_to_utf8(&self.raw[..read], &mut self.ready, self.ended);
            self.ready.truncate(written);
            self.given = 0;
        }
        let length = out.len().min(self.ready.len() - self.given);
        out[..length].copy_from_slice(&self.ready[self.given..self.given + length]);
        self.given += length;
        Ok(length)
    }
}

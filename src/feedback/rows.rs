//! Turns the bytes of a CSV file into rows of text, each with the line it begins on, whatever
//! character stands between its columns. It never holds more than one row, and of a row no more than
//! [`ROW_MAX`] bytes, so a forgotten quotation mark costs the rows behind it and not the memory.

use super::decode::{Decoded, decoded};
use csv_core::{ReadFieldResult, Reader, ReaderBuilder};
use std::io::{Read, Result};

/// The most that is kept of one column of a row. The form takes 5,000 characters.
const FIELD_MAX: usize = 32 * 1024;
/// The most that is kept of one row.
pub const ROW_MAX: usize = 1024 * 1024;
/// The most columns that are kept of one row.
const FIELDS_MAX: usize = 1000;
const BUFFER: usize = 64 * 1024;

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// The line on which it ends.
    pub last_line: u64,
    /// Its columns.
    pub fields: Vec<String>,
    /// How many columns it has, with those that are not kept.
    pub width: usize,
    /// Whether a quotation mark in it has no partner, so that it swallowed other rows.
    pub is_unbalanced: bool,
    /// Whether something in it was not UTF-8.
    pub is_odd: bool,
}

/// The rows of one file.
pub struct Rows<R> {
    input: Decoded<R>,
    parser: Reader,
    buffer: Vec<u8>,
    at: usize,
    end: usize,
    line: u64,
    after_return: bool,
    after_end: bool,
    quotes: u64,
    field: Vec<u8>,
}

impl<R: Read> Rows<R> {
    /// Begins to read a file.
    pub fn new(reader: R) -> Result<Self> {
        let mut rows = Self {
            input: decoded(reader)?,
            parser: Reader::new(),
            buffer: vec![0; BUFFER],
            at: 0,
            end: 0,
            line: 1,
            after_return: false,
            after_end: false,
            quotes: 0,
            field: vec![0; FIELD_MAX],
        };
        while rows.end < BUFFER {
            match rows.input.read(&mut rows.buffer[rows.end..])? {
                0 => break,
                read => rows.end += read,
            }
        }
        let head = &rows.buffer[..rows.end];
        // Excel's own way to name the character between columns.
        let named = head.strip_prefix(b"sep=").and_then(|rest| Some((*rest.first()?, rest.get(1)?)));
        let delimiter = match named {
            Some((delimiter, b'\r' | b'\n')) => {
                rows.at = 5;
                delimiter
            }
            _ => likely_delimiter(head),
        };
        rows.parser = ReaderBuilder::new().delimiter(delimiter).build();
        Ok(rows)
    }

    /// Whether the file is a workbook and no CSV.
    pub fn is_workbook(&self) -> bool {
        self.input.is_workbook
    }

    /// Reads the next row into the same room; `false` at the end.
    pub fn next_into(&mut self, row: &mut Row) -> Result<bool> {
        self.skip_empty_lines()?;
        row.fields.clear();
        (row.line, row.width, row.is_odd, self.quotes) = (self.line, 0, false, 0);
        let mut kept = 0;
        loop {
            let mut length = 0;
            let mut is_cut = false;
            let is_last = loop {
                self.fill()?;
                let full = length == FIELD_MAX;
                // What there is no room for still has to be parsed, into a place where it does not matter.
                let mut waste = [0; 1024];
                let output = if full { &mut waste[..] } else { &mut self.field[length..] };
                let (result, read, written) = self.parser.read_field(&self.buffer[self.at..self.end], output);
                is_cut |= full && written > 0;
                length += if full { 0 } else { written };
                self.consume(read);
                match result {
                    ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                    ReadFieldResult::Field { record_end } => break record_end,
                    ReadFieldResult::End => return Ok(false),
                }
            };
            row.width += 1;
            if row.fields.len() < FIELDS_MAX && kept + length <= ROW_MAX {
                kept += length;
                let (text, is_odd) = text(&self.field[..length], is_cut);
                row.is_odd |= is_odd;
                row.fields.push(text);
            }
            if is_last {
                break;
            }
        }
        // The line end belongs to the row.
        row.last_line = (self.line - u64::from(self.after_end)).max(row.line);
        row.is_unbalanced = self.quotes % 2 == 1 && row.last_line > row.line;
        Ok(true)
    }

    fn fill(&mut self) -> Result<()> {
        if self.at == self.end {
            self.at = 0;
            self.end = self.input.read(&mut self.buffer)?;
        }
        Ok(())
    }

    /// The parser skips empty lines as well, but would not say on which line the row then begins.
    fn skip_empty_lines(&mut self) -> Result<()> {
        loop {
            self.fill()?;
            let here = &self.buffer[self.at..self.end];
            let length = here.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            if length == 0 {
                return Ok(());
            }
            self.consume(length);
        }
    }

    fn consume(&mut self, length: usize) {
        for byte in &self.buffer[self.at..self.at + length] {
            // Lines end in LF, CR LF or, from old programs, in CR.
            self.line += u64::from(*byte == b'\r' || (*byte == b'\n' && !self.after_return));
            self.after_return = *byte == b'\r';
            self.after_end = matches!(byte, b'\r' | b'\n');
            self.quotes += u64::from(*byte == b'"');
        }
        self.at += length;
    }
}

/// The character that stands most often outside quotation marks in the first line.
fn likely_delimiter(head: &[u8]) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut is_quoted = false;
    for byte in head.iter().skip_while(|byte| matches!(byte, b'\r' | b'\n')) {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\r' | b'\n' if !is_quoted => break,
            _ if !is_quoted => {
                counts.iter_mut().filter(|(mark, _)| mark == byte).for_each(|(_, count)| *count += 1);
            }
            _ => {}
        }
    }
    // The first of those that are equal: a comma, if there is but one column.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(mark, _)| *mark)
}

/// What a column says, and whether it was not UTF-8.
fn text(bytes: &[u8], is_cut: bool) -> (String, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), false),
        // The cut went through a letter.
        Err(error) if is_cut && error.error_len().is_none() => {
            (String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned(), false)
        }
        Err(_) => (encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(), true),
    }
}

//! Turns the stream of one file into answers in the tally, and says what it made of the file: which
//! style it is in, which rows were no answers, and why. One bad row never stops the others.

use super::Options;
use super::answer::answer;
use super::columns::{Columns, Lack, Meaning};
use super::rows::{Row, Rows};
use super::tally::Tally;
use std::io::Read;

/// How many bad rows are told one by one.
pub const TOLD_MAX: usize = 5;

/// What was made of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// The service whose style it is in, if that is known.
    pub style: Option<&'static str>,
    /// Rows below the headings.
    pub rows: u64,
    /// Rows that could not be read.
    pub unread: u64,
    /// The first of them: line and reason.
    pub told: Vec<(u64, String)>,
    /// The first line that was not UTF-8.
    pub odd_line: Option<u64>,
    /// The names of columns that tell who wrote.
    pub personal: Vec<String>,
}

/// Why a file gives nothing.
#[derive(Debug)]
pub enum Refusal {
    /// What it holds is not an export; line and reason.
    Content(u64, String),
    /// It has no column of a name that was typed; line and reason.
    Column(u64, String),
    /// It could not be read to its end.
    Machine(std::io::Error),
}

impl From<std::io::Error> for Refusal {
    fn from(error: std::io::Error) -> Self {
        Self::Machine(error)
    }
}

/// Reads one file into the tally. `number` tells files apart, `is_alone` says that there is only one.
pub fn read(
    name: &str,
    reader: impl Read,
    options: &Options,
    tally: &mut Tally,
    number: u32,
    is_alone: bool,
) -> Result<File, Refusal> {
    let mut rows = Rows::new(reader)?;
    if rows.is_workbook() {
        let why = "This is a spreadsheet program’s own file. Open it there and save it as “CSV UTF-8”.";
        return Err(Refusal::Content(1, why.to_owned()));
    }
    let mut row = Row::default();
    if !rows.next_into(&mut row)? {
        return Err(Refusal::Content(1, "The file is empty. Download it from the form service again.".to_owned()));
    }
    let header = std::mem::take(&mut row.fields);
    let columns = Columns::find(&header, &options.columns).map_err(|lack| match lack {
        Lack::Meaning(why) => Refusal::Content(row.line, why),
        Lack::Name(why) => Refusal::Column(row.line, why),
    })?;
    let mut file = File { name: name.to_owned(), style: columns.style, ..File::default() };
    file.personal = columns.personal.iter().map(|(_, name)| name.clone()).collect();
    while rows.next_into(&mut row)? {
        // Rows of nothing, and headings between exports that were put one behind the other.
        if row.fields.iter().all(|field| field.trim().is_empty()) || row.fields == header {
            continue;
        }
        file.rows += 1;
        if row.is_odd && file.odd_line.is_none() {
            file.odd_line = Some(row.line);
        }
        match checked(&row, header.len(), &columns).and_then(|()| {
            answer(&row.fields, &columns, options).ok_or_else(|| "it has neither an answer nor a comment".to_owned())
        }) {
            Ok(answer) => tally.add(answer, number, is_alone),
            Err(why) => {
                file.unread += 1;
                if file.told.len() < TOLD_MAX {
                    file.told.push((row.line, why));
                }
            }
        }
    }
    Ok(file)
}

fn checked(row: &Row, width: usize, columns: &Columns) -> Result<(), String> {
    if row.is_unbalanced {
        return Err(format!(
            "a quotation mark in it has no partner, so the lines up to {} were taken for one row",
            row.last_line
        ));
    }
    let surplus = row.fields.iter().skip(width).any(|field| !field.trim().is_empty());
    if row.width > width && (surplus || row.width > row.fields.len()) {
        return Err(format!("it has {} columns, and the headings are {width}", row.width));
    }
    let last = columns.at(Meaning::Page).max(columns.at(Meaning::Useful)).unwrap_or_default();
    if row.fields.len() <= last {
        return Err(format!("it has only {} of {width} columns", row.width));
    }
    Ok(())
}

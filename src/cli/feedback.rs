//! `feedback report` reads what a form service exported and says which pages need work. It reads the
//! files it is given and writes the file it is told to; the numbers are made in [`crate::feedback`].

#![expect(clippy::disallowed_methods, reason = "commands are an edge: this one reads exports and writes the report")]

use super::{Ending, say, write_data};
use crate::feedback::columns::Meaning;
use crate::feedback::intake::{self, File, Refusal};
use crate::feedback::report::Report;
use crate::feedback::tally::Tally;
use crate::feedback::{Options, html, json, text, words};
use crate::project::is_among_sources;
use clap::{Args, Subcommand, ValueEnum};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// What can be done with readers' answers.
#[derive(Args)]
pub(super) struct Feedback {
    #[command(subcommand)]
    command: What,
}

#[derive(Subcommand)]
enum What {
    /// Say which pages need work, from the CSV files of a form service
    Report(ReportCommand),
}

/// How the report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people, at the terminal.
    #[default]
    Human,
    /// One JSON document.
    Json,
    /// One HTML page.
    Html,
}

/// A language of the HTML page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Lang {
    /// English
    #[default]
    En,
    /// Welsh
    Cy,
}

impl Lang {
    /// Its code.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Cy => "cy",
        }
    }
}

#[derive(Args)]
struct ReportCommand {
    /// The CSV files that the form service gave you
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Which column holds what, as page=NAME; page, title, useful, comment, date, id or spam
    #[arg(long = "column", value_name = "MEANING=NAME", value_parser = column)]
    columns: Vec<(Meaning, String)>,
    /// How to write the report
    #[arg(long, value_enum, default_value_t)]
    format: Form,
    /// Write the report to this file, and not to the terminal
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write an HTML page to this file as well
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// The language of the HTML page
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
    /// Show names, addresses and numbers of those who wrote; without it they are left out
    #[arg(long)]
    with_personal: bool,
}

impl Feedback {
    pub(super) fn run(self) -> Ending {
        match self.command {
            What::Report(command) => command.run(),
        }
    }
}

impl ReportCommand {
    fn run(self) -> Ending {
        if let Some(ending) = self.would_overwrite().or_else(|| self.would_publish()) {
            return ending;
        }
        let words = words::words(self.lang.code());
        let masks = match self.format {
            // The terminal's text and the JSON are in English throughout.
            Form::Human | Form::Json if self.html.is_none() => {
                ["[e-mail address]", "[telephone number]"].map(str::to_owned)
            }
            _ => ["mask_mail", "mask_phone"].map(|key| words.text(key).to_owned()),
        };
        let options = Options { columns: self.columns.clone(), with_personal: self.with_personal, masks };
        let mut tally = Tally::default();
        let mut files = Vec::new();
        let (mut refused, mut misnamed) = (false, false);
        for (number, path) in (1..).zip(&self.files) {
            match read(path, &options, &mut tally, number, self.files.len() == 1) {
                Ok(file) => {
                    tell(&file);
                    files.push(file);
                }
                Err(Stop::Ending(ending)) => return ending,
                Err(Stop::File { line, why, is_misnamed }) => {
                    refused = true;
                    misnamed |= is_misnamed;
                    say(&format!("{}:{line}: this file could not be used.\n{why}", path.display()));
                }
            }
        }
        if files.is_empty() {
            // What was wrong is said already. A name that no file has was mistyped.
            return if misnamed { Ending::Usage(String::new()) } else { Ending::ContentErrors };
        }
        let report = Report::new(tally, files, self.with_personal);
        let page = || html::html(&report, &words);
        let whole = match self.format {
            Form::Human => text::text(&report, self.out.is_none() && colour()),
            Form::Json => json::json(&report),
            Form::Html => page(),
        };
        let written = match &self.out {
            Some(path) => write(path, &whole),
            None => {
                write_data(&whole);
                Ok(())
            }
        };
        if let Err(ending) = written.and_then(|()| self.html.as_ref().map_or(Ok(()), |path| write(path, &page()))) {
            return ending;
        }
        if refused { Ending::ContentErrors } else { Ending::Done }
    }

    /// What lies in a content folder is published; readers' answers are not meant to be.
    fn would_publish(&self) -> Option<Ending> {
        let path = self.out.iter().chain(&self.html).chain(&self.files).find(|path| is_among_sources(path))?;
        let what = if self.files.contains(path) { "Move it" } else { "Write the report" };
        Some(Ending::Usage(format!(
            "{} is among the files of a hub, so it could be published. {what} to another folder.",
            path.display()
        )))
    }

    /// Nobody means to replace an export by its report.
    fn would_overwrite(&self) -> Option<Ending> {
        let outputs: Vec<&PathBuf> = self.out.iter().chain(&self.html).collect();
        let same =
            |a: &Path, b: &Path| a == b || matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b);
        let taken = outputs.iter().find(|out| self.files.iter().any(|file| same(out, file)));
        let twice = matches!(outputs[..], [a, b] if same(a, b));
        match taken {
            Some(out) => Some(Ending::Usage(format!(
                "{} is one of the exports. Give the report another name, so that the export is kept.",
                out.display()
            ))),
            None if twice => Some(Ending::Usage("--out and --html name the same file. Give each its own.".to_owned())),
            None => None,
        }
    }
}

/// Why a file gave nothing.
enum Stop {
    /// The file is no export; the others are read.
    File { line: u64, why: String, is_misnamed: bool },
    /// Nothing more can be done.
    Ending(Ending),
}

fn read(path: &Path, options: &Options, tally: &mut Tally, number: u32, is_alone: bool) -> Result<File, Stop> {
    let shown = path.display();
    if path.is_dir() {
        let message = format!("{shown} is a folder. Name the CSV files in it.");
        return Err(Stop::Ending(Ending::Usage(message)));
    }
    let file = std::fs::File::open(path).map_err(|error| {
        Stop::Ending(match error.kind() {
            std::io::ErrorKind::NotFound => {
                Ending::Usage(format!("There is no file {shown}. Type the name of the CSV file that you downloaded."))
            }
            _ => Ending::Failed(format!("{shown} could not be read: {error}")),
        })
    })?;
    intake::read(&shown.to_string(), file, options, tally, number, is_alone).map_err(|refusal| match refusal {
        Refusal::Content(line, why) => Stop::File { line, why, is_misnamed: false },
        Refusal::Column(line, why) => Stop::File { line, why, is_misnamed: true },
        Refusal::Machine(error) => Stop::Ending(Ending::Failed(format!("{shown} could not be read: {error}"))),
    })
}

/// Says what was odd about a file.
fn tell(file: &File) {
    for (line, why) in &file.told {
        say(&format!("{}:{line}: this row was left out: {why}.", file.name));
    }
    let more = file.unread - file.told.len() as u64;
    if more > 0 {
        say(&format!("{}: {more} more rows were left out.", file.name));
    }
    if let Some(line) = file.odd_line {
        say(&format!(
            "{}:{line}: this file is not saved as UTF-8; such rows were read as Windows-1252. Check their accents.",
            file.name
        ));
    }
}

/// Writes a report to a file, and says so.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Ending> {
    std::fs::write(path, text)
        .map_err(|error| Ending::Failed(format!("{} could not be written: {error}", path.display())))?;
    say(&format!("Wrote {}.", path.display()));
    Ok(())
}

fn colour() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

fn column(text: &str) -> Result<(Meaning, String), String> {
    let known = || {
        let names: Vec<&str> = Meaning::value_variants().iter().map(|meaning| meaning.name()).collect();
        format!("type a meaning, “=” and the column’s name, such as page=URL; the meanings are {}", names.join(", "))
    };
    let (meaning, name) = text.split_once('=').ok_or_else(known)?;
    let meaning = Meaning::named(meaning.trim()).ok_or_else(known)?;
    Ok((meaning, name.to_owned()))
}

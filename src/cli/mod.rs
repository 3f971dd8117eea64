//! The command line: what can be typed, and what each command ends with. People's output goes
//! to the error stream, data to the output stream; exit codes are 0 for done, 1 for errors in
//! the content, 2 for wrong usage and 3 for a machine that failed us.

mod build;
mod check;
mod clock;
mod editor;
mod explain;
mod feedback;
mod init;
mod lan;
mod lsp;
mod mend;
mod new;
mod only;
mod patience;
mod publish;
mod reference;
pub mod report;
pub mod sarif;
mod schema;
mod serve;
mod setup;
mod told;

use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::project::Project;
use clap::{Args, Parser, Subcommand};
use report::{Count, Format};
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// What can be typed.
#[derive(Parser)]
#[command(name = "bindery", version, about = "Turns a folder of markdown into an information hub for a community library", long_about = None)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a small hub to start from
    Init(init::Init),
    /// Make a new page with every field explained
    New(new::New),
    /// Make the hub, ready to publish, in the folder “public”
    Build(build::Build),
    /// Show the hub in a browser and follow every change
    Serve(serve::Serve),
    /// Look for mistakes, and make no website
    Check(check::Check),
    /// Put the hub where readers find it
    Publish(publish::Publish),
    /// Say what readers answered, page by page
    Feedback(feedback::Feedback),
    /// Say more about a kind of problem, such as link-broken
    Explain(explain::Explain),
    /// Print the JSON Schema of a content type
    Schema(schema::Schema),
    /// Tell an editor what is wrong while you type, and what can be typed
    Lsp(lsp::Lsp),
    /// Print a script with which a shell completes commands
    Completions(reference::Completions),
    /// Print the page of the manual, for “man”
    Man(reference::Man),
}

/// What every command that reads a hub takes.
#[derive(Args, Clone)]
struct HubArgs {
    /// The folder that holds “content”
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    site: PathBuf,
    /// Build drafts, scheduled and expired pages as well
    #[arg(long)]
    drafts: bool,
    /// Build as if it were this day
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    today: Option<Date>,
    /// How long a template may take for one page
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    patience: u64,
}

/// How problems are reported.
#[derive(Args, Clone)]
struct ReportArgs {
    /// Count warnings as errors
    #[arg(long)]
    strict: bool,
    /// How to report problems
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How a command ended.
enum Ending {
    Done,
    ContentErrors,
    /// Wrong usage, in words.
    Usage(String),
    /// The machine failed us, in words.
    Failed(String),
}

/// Runs the program.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Printing can only fail if nobody listens.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let ending = match cli.command {
        Command::Init(command) => command.run(),
        Command::New(command) => command.run(),
        Command::Build(command) => command.run(),
        Command::Serve(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Feedback(command) => command.run(),
        Command::Publish(command) => command.run(),
        Command::Schema(command) => command.run(),
        Command::Lsp(command) => command.run(),
        Command::Completions(command) => command.run(),
        Command::Man(command) => command.run(),
    };
    match ending {
        Ending::Done => ExitCode::SUCCESS,
        Ending::ContentErrors => ExitCode::from(1),
        Ending::Usage(message) => {
            say(&message);
            ExitCode::from(2)
        }
        Ending::Failed(message) => {
            say(&message);
            ExitCode::from(3)
        }
    }
}

/// Says something to the person at the terminal; nothing if there is nothing to say.
fn say(text: &str) {
    if text.is_empty() {
        return;
    }
    // If the terminal is gone there is nobody left to tell.
    let _ = writeln!(std::io::stderr().lock(), "{}", text.trim_end());
}

/// Writes data for a program or a file. A reader that stops early, such as `head`, is no error.
fn write_data(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

#[expect(clippy::disallowed_methods, reason = "the command line reads the environment")]
fn colour() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// Whether links may lead to this computer, which is for tests and nothing else.
#[expect(clippy::disallowed_methods, reason = "the command line reads the environment")]
fn allows_loopback() -> bool {
    std::env::var_os("BINDERY_LINKS_LOOPBACK").is_some()
}

/// Shows problems in the wanted form.
fn show(problems: &[Diagnostic], args: &ReportArgs) {
    match args.format {
        Format::Human => {
            let text = report::human(problems, args.strict, colour());
            if !text.is_empty() {
                say(&text);
            }
        }
        Format::Json => write_data(&report::json(problems, args.strict)),
        Format::Sarif => write_data(&sarif::sarif(problems, args.strict)),
        Format::Github => write_data(&report::github(problems, args.strict)),
    }
}

impl HubArgs {
    /// The hub; from now on no template may take longer than it should.
    fn project(&self) -> Result<Project, Ending> {
        patience::watch(self.patience);
        Project::find(&self.site).ok_or_else(|| {
            let folder = crate::project::absolute(&self.site);
            Ending::Usage(format!(
                "There is no hub in {}: it has no folder “content”.\n\
                 Go to the folder of your hub, or name it with --site. To start a new hub, type: bindery init my-hub",
                folder.display()
            ))
        })
    }

    fn today(&self) -> Date {
        self.today.unwrap_or_else(Date::today)
    }
}

fn parse_day(text: &str) -> Result<Date, String> {
    match crate::date::read(text) {
        crate::date::Reading::Exact(date) => Ok(date),
        _ => Err("type a day as 2026-10-28".to_owned()),
    }
}

/// Whether problems stop what comes next.
fn has_errors(problems: &[Diagnostic], strict: bool) -> bool {
    Count::of(problems, strict).errors > 0
}

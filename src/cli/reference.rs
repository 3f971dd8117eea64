//! `completions` and `man` print what shells and manuals want to know of the command line, from the command line's own
//! table, so that it can't differ from what the program takes.

use super::{Cli, Ending, write_data};
use clap::{Args, CommandFactory};
use clap_complete::Shell;

/// Print a script with which a shell completes commands.
#[derive(Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self) -> Ending {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "bindery", &mut script);
        write_data(&String::from_utf8_lossy(&script));
        Ending::Done
    }
}

/// Print the page of the manual, for “man”.
#[derive(Args)]
pub(super) struct Man;

impl Man {
    pub(super) fn run(self) -> Ending {
        let mut command = Cli::command();
        command.build();
        let mut page = Vec::new();
        let mut rendered = clap_mangen::Man::new(command.clone()).render(&mut page);
        // One page for all commands, each with its options.
        for part in command.get_subcommands().filter(|part| !part.is_hide_set() && part.get_name() != "help") {
            let manual = clap_mangen::Man::new(part.clone());
            let heading = format!("\n.SH \"BINDERY {}\"\n", part.get_name().to_uppercase());
            page.extend_from_slice(heading.as_bytes());
            rendered = rendered.and_then(|()| manual.render_synopsis_section(&mut page));
            rendered = rendered.and_then(|()| manual.render_options_section(&mut page));
        }
        match rendered {
            Ok(()) => {
                write_data(&String::from_utf8_lossy(&page));
                Ending::Done
            }
            Err(error) => Ending::Failed(format!("The page can't be made: {error}.")),
        }
    }
}

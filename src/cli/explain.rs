//! `explain` prints what there is to know about one code, and the tables of form services and hosts.

use super::{Ending, write_data};
use crate::checks;
use crate::diagnostic::did_you_mean;
use crate::{forms, hosts};
use clap::Args;

/// A table of services that is no kind of problem: what to type for it, and what writes it.
type Table = (&'static str, fn() -> String);

const TABLES: &[Table] = &[("feedback", forms::explained), ("hosting", hosts::explained)];

/// Say more about a kind of problem.
#[derive(Args)]
pub(super) struct Explain {
    /// The code that was printed with the problem, “feedback” for the form services, or “hosting” for the hosts; without one, all codes are listed
    code: Option<String>,
}

impl Explain {
    pub(super) fn run(self) -> Ending {
        let Some(name) = self.code else {
            for code in checks::codes() {
                write_data(&format!("{:24} {:8} {}\n", code.name, code.severity.as_str(), code.why));
            }
            return Ending::Done;
        };
        if let Some((_, explained)) = TABLES.iter().find(|(table, _)| *table == name) {
            write_data(&explained());
            return Ending::Done;
        }
        match checks::code(&name.to_lowercase()) {
            Some(code) => {
                write_data(code.doc);
                Ending::Done
            }
            None => {
                let near = did_you_mean(&name, checks::codes().map(|code| code.name));
                let near = near.map_or_else(String::new, |near| format!(" Did you mean “{near}”?"));
                Ending::Usage(format!("There is no code “{name}”.{near}\nTo see them all, type: bindery explain"))
            }
        }
    }
}

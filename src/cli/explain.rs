//! `explain` prints what there is to know about one code, and the table of form services.

use super::{Ending, write_data};
use crate::codes::{self, Code};
use crate::diagnostic::did_you_mean;
use crate::forms;
use clap::Args;

/// What to type for the table of form services, which is no kind of problem.
const SERVICES: &str = "feedback";

/// Say more about a kind of problem.
#[derive(Args)]
pub(super) struct Explain {
    /// The code that was printed with the problem, or “feedback” for the form services; without one, all codes are listed
    code: Option<String>,
}

impl Explain {
    pub(super) fn run(self) -> Ending {
        let Some(name) = self.code else {
            for code in codes::ALL {
                write_data(&format!("{:24} {:8} {}\n", code.name, code.severity.as_str(), code.why));
            }
            return Ending::Done;
        };
        if name == SERVICES {
            write_data(&forms::explained());
            return Ending::Done;
        }
        match Code::named(&name) {
            Some(code) => {
                write_data(code.doc);
                Ending::Done
            }
            None => {
                let near = did_you_mean(&name, codes::ALL.iter().map(|code| code.name));
                let near = near.map_or_else(String::new, |near| format!(" Did you mean “{near}”?"));
                Ending::Usage(format!("There is no code “{name}”.{near}\nTo see them all, type: bindery explain"))
            }
        }
    }
}

//! `explain` prints what there is to know about one code.

use super::{Ending, write_data};
use crate::codes::{self, Code};
use crate::diagnostic::did_you_mean;
use crate::forms::PROVIDERS;
use clap::Args;

/// Say more about a kind of problem.
#[derive(Args)]
pub(super) struct Explain {
    /// The code that was printed with the problem; without one, all are listed
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
        match Code::named(&name) {
            Some(code) => {
                write_data(code.doc);
                if code == &codes::FEEDBACK_PROVIDER {
                    write_data(&providers());
                }
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

fn providers() -> String {
    let mut out = "\n## Every service that Bindery knows\n\n".to_owned();
    for provider in PROVIDERS {
        let needs = match (provider.name, provider.action.contains("{id}") || provider.key_field.is_some()) {
            ("custom", _) => "needs `action`",
            (_, true) => "needs `id`",
            _ => "needs nothing more",
        };
        let sure = if provider.sure { "read in its documentation" } else { "please send a test first" };
        out.push_str(&format!("- `{}` ({}): {needs}; {sure}, {}\n", provider.name, provider.label, provider.checked));
    }
    out
}

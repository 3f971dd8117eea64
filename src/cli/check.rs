//! `check` makes every file of the hub as `build` does, writes none and says what is to be mended. With
//! `--fix` it mends what it can first.

use super::build::{counted, made, measure};
use super::report::{Count, Format, held};
use super::{Ending, HubArgs, ReportArgs, mend, say, show};
use crate::checks::Depth;
use crate::diagnostic::Diagnostic;
use crate::external;
use crate::project::Project;
use crate::site::Site;
use clap::Args;

/// Look for mistakes.
#[derive(Args)]
pub(super) struct Check {
    #[command(flatten)]
    hub: HubArgs,
    #[command(flatten)]
    report: ReportArgs,
    /// Mend what can be mended without a doubt, and say what is left
    #[arg(long)]
    fix: bool,
    /// With --fix: show what would change, and change nothing
    #[arg(long, requires = "fix")]
    dry_run: bool,
    /// Ask other websites whether the links to them still work
    #[arg(long, conflicts_with = "dry_run")]
    external: bool,
}

impl Check {
    pub(super) fn run(self) -> Ending {
        self.steps().unwrap_or_else(|ending| ending)
    }

    /// One step after the other, each of which may end the command.
    fn steps(&self) -> Result<Ending, Ending> {
        if self.dry_run && self.report.format != Format::Human {
            return Err(Ending::Usage("--dry-run shows changes and no list; leave out --format.".to_owned()));
        }
        let mut project = self.hub.project()?;
        if self.dry_run {
            return mend::show(&mut project, &self.hub);
        }
        if self.fix {
            mend::write(&mut project, &self.hub)?;
        }
        let (mut report, _) = measure(&mut project, &self.hub, Depth::All);
        if self.external {
            report.add(ask(&project, &report.plan.site));
        }
        show(&report.problems, &self.report);
        let count = Count::of(&report.problems, self.report.strict);
        let pages = made(&report).pages;
        say(&held(&report.plan.site.held));
        match count.words().as_str() {
            "" => say(&format!("Checked {}: nothing to mend.", counted(pages, "page"))),
            words => say(&format!("Checked {}: {words}.", counted(pages, "page"))),
        }
        Ok(if count.errors > 0 { Ending::ContentErrors } else { Ending::Done })
    }
}

/// What is wrong with the links to other websites.
fn ask(project: &Project, site: &Site) -> Vec<Diagnostic> {
    say("Asking other websites …");
    let kept = project.root.join(".bindery").join("links");
    let found = external::look(site, &kept, super::allows_loopback());
    say(&match found.is_offline {
        true => "No website could be found. Check the line to the internet, and type the command again.".to_owned(),
        false => {
            format!("Asked for {}; {} had been asked for within a day.", counted(found.asked, "link"), found.known)
        }
    });
    found.problems
}

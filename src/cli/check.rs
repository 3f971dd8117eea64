//! `check` makes every file of the hub as `build` does, writes none and says what is to be mended. With
//! `--fix` it mends what it can first.

use super::build::{counted, made, measure};
use super::feedback::{Lang, write};
use super::only::Only;
use super::report::{Count, Format, held};
use super::{Ending, HubArgs, ReportArgs, mend, say, show, write_data};
use crate::checks::Depth;
use crate::diagnostic::Diagnostic;
use crate::external;
use crate::pipeline::{Memo, Plan};
use crate::project::{Project, is_among_sources};
use crate::site::Site;
use crate::upkeep::{self, html::html};
use clap::Args;
use std::path::PathBuf;

/// Look for mistakes.
#[derive(Args)]
pub(super) struct Check {
    /// Only what concerns these files or folders, such as content/stories [default: the whole hub]
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
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
    #[arg(long, conflicts_with_all = ["dry_run", "files"])]
    external: bool,
    /// Say how easy the pages are to read, and what is due
    #[arg(long = "report", conflicts_with_all = ["fix", "external", "strict", "format", "files"])]
    upkeep: bool,
    /// With --report: write it to this file as a web page
    #[arg(long, value_name = "FILE", requires = "upkeep")]
    html: Option<PathBuf>,
    /// The language of that page
    #[arg(long, value_enum, default_value_t, requires = "html")]
    lang: Lang,
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
        if self.upkeep {
            return self.report_upkeep(&mut project);
        }
        let only = Only::find(&self.files, &project)?;
        if self.dry_run {
            return mend::show(&mut project, &self.hub, &only);
        }
        if self.fix {
            mend::write(&mut project, &self.hub, &only)?;
        }
        let (mut report, _) = measure(&mut project, &self.hub, Depth::All);
        if self.external {
            report.add(ask(&project, &report.plan.site));
        }
        report.problems.retain(|problem| only.wants(&problem.file));
        show(&report.problems, &self.report);
        let count = Count::of(&report.problems, self.report.strict);
        let checked = match only.words() {
            whole if whole.is_empty() => {
                say(&held(&report.plan.site.held));
                counted(made(&report).pages, "page")
            }
            named => named,
        };
        let words = Some(count.words()).filter(|words| !words.is_empty());
        say(&format!("Checked {checked}: {}.", words.unwrap_or_else(|| "nothing to mend".to_owned())));
        Ok(if count.errors > 0 { Ending::ContentErrors } else { Ending::Done })
    }

    /// Says how easy the pages are to read, and what is due; looks for no mistakes.
    fn report_upkeep(&self, project: &mut Project) -> Result<Ending, Ending> {
        if let Some(file) = self.html.as_ref().filter(|file| is_among_sources(file)) {
            return Err(Ending::Usage(format!(
                "{} is among the files of a hub, so it could be published. Write the report to another folder.",
                file.display()
            )));
        }
        let today = self.hub.today();
        let inputs = project.read(today, self.hub.drafts);
        let plan = Plan::new(&inputs, &mut Memo::default(), &());
        let report = upkeep::upkeep(&plan, today);
        write_data(&upkeep::text(&report));
        if let Some(file) = &self.html {
            let words = upkeep::words(self.lang.code());
            write(file, &html(&report, &words))?;
        }
        Ok(Ending::Done)
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

//! `publish` puts the hub where readers find it: it builds, looks at the result as the host will, shows
//! what would change, asks, and sends. With `--check` it only looks, with `--setup` it only writes the
//! files that a host reads beside `content`.

#![expect(clippy::disallowed_methods, reason = "commands are an edge")]

use super::build::{self, counted};
use super::clock::Clock;
use super::report::{self, Count};
use super::setup::{is_other, setup};
use super::{Ending, HubArgs, ReportArgs, say, show};
use crate::checks::Depth;
use crate::diagnostic::Diagnostic;
use crate::hosts::{self, Facts, Host, Rules, Send};
use crate::path::OutputPath;
use crate::pipeline::Plan;
use crate::progress::{Progress, Stage};
use crate::project::{Project, is_among_sources};
use crate::publish::{self, Changes, Choice, Failure, Record, Shipment, Way};
use clap::Args;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Put the hub where readers find it.
#[derive(Args)]
pub(super) struct Publish {
    #[command(flatten)]
    hub: HubArgs,
    #[command(flatten)]
    report: ReportArgs,
    /// Where to make the hub before it is sent [default: “public” beside “content”]
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Look for what the host would refuse and readers should not see, and publish nothing
    #[arg(long)]
    check: bool,
    /// Show what would change, and publish nothing
    #[arg(long)]
    dry_run: bool,
    /// Publish without asking
    #[arg(long)]
    yes: bool,
    /// Write the whole hub into one ZIP file, for hosts that want it so
    #[arg(long, value_name = "FILE")]
    zip: Option<PathBuf>,
    /// Write the files that this host needs beside “content”, and publish nothing
    #[arg(long, value_name = "HOST")]
    setup: Option<String>,
    /// Put Bindery's files in the place of others of the same name
    #[arg(long, requires = "setup")]
    replace: bool,
}

impl Publish {
    pub(super) fn run(self) -> Ending {
        let clock = Clock::start();
        let mut project = match self.hub.project() {
            Ok(project) => project,
            Err(ending) => return ending,
        };
        if let Some(name) = &self.setup {
            return setup(&mut project, name, self.hub.today(), self.replace);
        }
        self.steps(&mut project, &clock).unwrap_or_else(|ending| ending)
    }

    /// One step after the other, each of which may end the command.
    fn steps(&self, project: &mut Project, clock: &Clock) -> Result<Ending, Ending> {
        let (mut looked, files) = build::measure(project, &self.hub, Depth::Publishing);
        let found = self.found(project, &looked.plan, &files);
        looked.add(found);
        let problems = looked.problems;
        show(&problems, &self.report);
        let count = Count::of(&problems, self.report.strict);
        if self.check {
            let words = Some(count.words()).filter(|words| !words.is_empty());
            let words = words.unwrap_or_else(|| "ready to publish".to_owned());
            let ready = match count {
                Count { errors: 0, warnings: 0, hints: 0 } => "",
                Count { errors: 0, .. } => " Nothing of it keeps you from publishing.",
                _ => " Mend the errors first; then it can be published.",
            };
            say(&format!(
                "{}Looked at {}: {words}.{ready}",
                report::held(&looked.plan.site.held),
                counted(files.len(), "file")
            ));
            return Ok(if count.errors > 0 { Ending::ContentErrors } else { Ending::Done });
        }
        if count.errors > 0 {
            say(&format!("Nothing was sent: {}.", count.words()));
            return Ok(Ending::ContentErrors);
        }
        let out = self.out.clone().unwrap_or_else(|| project.root.join("public"));
        let report = build::make(project, &self.hub, &out, clock)?;
        clock.finish(false);
        let shipment = Shipment::of(&report.plan, crate::project::absolute(&out));
        if let Some(zip) = &self.zip {
            return self.pack(&shipment, zip);
        }
        let settings = &report.plan.site.settings;
        let (host, _) = settings.host.ok_or_else(|| no_host(settings.published_at()))?;
        if let Send::Own(next) = host.send {
            say(&format!("The hub is ready in {}.\n{next}", out.display()));
            return Ok(Ending::Done);
        }
        self.send(project, &report.plan, host, &shipment)
    }

    /// What the host would refuse, and what should not be published.
    fn found(&self, project: &Project, plan: &Plan, files: &[(OutputPath, u64)]) -> Vec<Diagnostic> {
        let host = plan.site.settings.published_at();
        let rules = Rules::of(&plan.site);
        let setup = host.map_or(&[][..], |host| host.setup).iter();
        let outdated: Vec<&str> = setup
            .filter(|file| project.root.join(file.path).exists())
            .filter(|file| is_other(&project.root.join(file.path), &(file.write)(&rules)))
            .map(|file| file.path)
            .collect();
        let repository = publish::repository(&project.root);
        hosts::preflight(&Facts {
            plan,
            host,
            files,
            drafts: self.hub.drafts,
            outdated: &outdated,
            repository: repository.as_deref(),
        })
    }

    fn pack(&self, shipment: &Shipment, zip: &Path) -> Result<Ending, Ending> {
        refuse_zip(zip)?;
        if self.dry_run {
            say(&format!("{} would be written, with {}.", zip.display(), counted(shipment.files.len(), "file")));
            return Ok(Ending::Done);
        }
        let clock = Clock::start();
        clock.begin(Stage::Send, shipment.files.len());
        publish::write_zip(shipment, zip, &|| clock.step()).map_err(ending)?;
        clock.finish(false);
        say(&format!("Wrote {}, with {}.", zip.display(), counted(shipment.files.len(), "file")));
        Ok(Ending::Done)
    }

    /// Shows what would change, asks, and sends it.
    fn send(&self, project: &Project, plan: &Plan, host: &Host, shipment: &Shipment) -> Result<Ending, Ending> {
        let settings = &plan.site.settings;
        let choice = Choice {
            root: &project.root,
            url: settings.url.as_deref(),
            to: settings.publish_to.as_ref().map(|(to, _)| to.as_str()),
            attended: std::io::stdin().is_terminal(),
            environment: &|name| std::env::var(name).ok(),
        };
        let Some(way) = Way::to(host, &choice).map_err(ending)? else { return Ok(Ending::Done) };
        if way.is_here() && is_of_hub(settings.publish_to.as_ref().map_or("", |(to, _)| to), project) {
            return Err(Ending::Usage(
                "“publish_to:” in content/site.yaml names the hub's own folder. Type the folder on the server, for example:\n\
                 publish_to: name@server.example.org:/path/to/the/website"
                    .to_owned(),
            ));
        }
        let live = way.look().map_err(ending)?;
        let digests = way.digests(shipment).map_err(ending)?;
        let record = Record::read(&project.root, host.name);
        let changes = Changes::between(shipment, digests, &live, &record, way.shares_its_place());
        if changes.is_nothing() {
            say(&format!("There is nothing to send: {} has the hub as it is.", way.place()));
            return Ok(Ending::Done);
        }
        say(&format!("What would change at {}:\n{}", way.place(), changes.words(shipment, &record)));
        if self.dry_run {
            say("Nothing was sent.");
            return Ok(Ending::Done);
        }
        if !self.yes {
            ask(choice.attended)?;
        }
        // While the question waited, another build may have made other files.
        if way.digests(shipment).map_err(ending)? != changes.digests {
            return Err(Ending::Failed(
                "The folder that is sent was built anew since you were asked, so nothing was sent. Type the command again to see what\n\
                 would change now."
                    .to_owned(),
            ));
        }
        let clock = Clock::start();
        clock.begin(Stage::Send, changes.count());
        let sent = way.send(shipment, &changes, &|| clock.step());
        clock.finish(false);
        let kept = record.keep(&project.root, host.name, shipment, sent.is_ok());
        sent.map_err(|failure| ending(Failure { message: format!("{failure}\n{}", way.when_cut()), ..failure }))?;
        kept.map_err(ending)?;
        if way.is_here() {
            say(&format!("Copied to {}, which is a folder of this computer.", way.place()));
            return Ok(Ending::Done);
        }
        let url = settings.url.as_deref().unwrap_or(host.label);
        say(&match live.version {
            // Somebody has to tell the host about the branch.
            None if matches!(host.send, Send::Branch { .. }) => format!(
                "Sent for the first time. If the host does not show the hub at {url} yet, look at what is to be done there:\n{}",
                host.list_of_steps()
            ),
            _ => format!("Published at {url}. It can take a few minutes until every reader sees it."),
        });
        Ok(Ending::Done)
    }
}

/// Asks before anything is sent. Where nobody can answer, a program must say so beforehand.
fn ask(attended: bool) -> Result<(), Ending> {
    if !attended {
        return Err(Ending::Usage(
            "Nothing was sent, since nobody is there to ask. To publish without being asked, type: bindery publish --yes"
                .to_owned(),
        ));
    }
    let mut question = "Send this? Type yes or no: ";
    loop {
        // If the question can't be shown, no answer comes.
        let _ = write!(std::io::stderr().lock(), "{question}");
        let mut answer = String::new();
        let read = std::io::stdin().read_line(&mut answer);
        match answer.trim().to_lowercase().as_str() {
            "yes" if read.is_ok() => return Ok(()),
            // One letter is typed by accident more easily than a word.
            "y" | "ye" if read.is_ok() => question = "Type the whole word yes to send it, or no: ",
            _ => {
                say("Nothing was sent.");
                return Err(Ending::Done);
            }
        }
    }
}

/// Whether a folder of this computer is the hub's, lies in what people write, or holds the hub.
fn is_of_hub(to: &str, project: &Project) -> bool {
    let to = crate::project::absolute(&project.root.join(to));
    let to = to.canonicalize().unwrap_or(to);
    let root = project.root.canonicalize().unwrap_or_else(|_| project.root.clone());
    root.starts_with(&to) || to.starts_with(root.join("content")) || to.starts_with(root.join("themes"))
}

/// A ZIP file in what people write would be published with the next one; and no file of theirs is replaced by one.
fn refuse_zip(zip: &Path) -> Result<(), Ending> {
    let whole = crate::project::absolute(zip);
    let folder = whole.parent().map(|folder| folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf()));
    if is_among_sources(zip) {
        return Err(Ending::Usage(format!(
            "{} lies among the hub's own files. Type a name beside the folder “content”, for example: bindery publish --zip hub.zip",
            zip.display()
        )));
    }
    if folder.as_ref().is_some_and(|folder| folder.join(".bindery-manifest").exists()) {
        return Err(Ending::Usage(format!(
            "{} lies in the folder that is published. Type a name beside the folder “content”, for example: bindery publish --zip hub.zip",
            zip.display()
        )));
    }
    let is_zip = std::fs::read(&whole).is_ok_and(|bytes| bytes.starts_with(b"PK"));
    if whole.exists() && !is_zip {
        return Err(Ending::Usage(format!(
            "There is {} already, and it is no ZIP file. Nothing was written. Type another name, for example: bindery publish --zip hub.zip",
            zip.display()
        )));
    }
    Ok(())
}

/// What to do where the settings name no host; `shown` is the one that the hub's address belongs to.
fn no_host(shown: Option<&Host>) -> Ending {
    let example = shown.map_or("netlify", |host| host.name);
    Ending::Usage(format!(
        "The settings do not say where the hub is published. To compare hosts, type:\n\
         bindery explain hosting\n\
         To set the hub up for one, type for example: bindery publish --setup {example}\n\
         To get the whole hub as one file, type: bindery publish --zip hub.zip"
    ))
}

fn ending(failure: Failure) -> Ending {
    if failure.is_usage { Ending::Usage(failure.message) } else { Ending::Failed(failure.message) }
}

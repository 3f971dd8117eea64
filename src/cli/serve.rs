//! `serve` shows the hub in a browser and follows every change. An event says that it is time to
//! look and where to look first; a look at everything follows when it is quiet, so that an event
//! that was lost or told too little does no harm.

use super::{Ending, HubArgs, ReportArgs, lan, report, say, show};
use crate::checks::Depth;
use crate::diagnostic::{Diagnostic, Severity};
use crate::inputs::Inputs;
use crate::path::RelPath;
use crate::picture_cache::PictureCache;
use crate::preview::{FORMS, Preview};
use crate::project::Project;
use crate::server::{self, Door, FIRST_PORT, Reload};
use crate::watch::{Rings, Watcher};
use clap::Args;
use std::collections::BTreeSet;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

/// Show the hub in a browser.
#[derive(Args)]
pub(super) struct Serve {
    #[command(flatten)]
    hub: HubArgs,
    /// The port to listen on [default: 3000, or the next one that is free]
    #[arg(long)]
    port: Option<u16>,
    /// Show the hub to a phone in the same network as well, at an address that only this screen shows
    #[arg(long, value_name = "ADDRESS", num_args = 0..=1, require_equals = true)]
    #[expect(clippy::option_option, reason = "the address of this computer need not be given")]
    lan: Option<Option<IpAddr>>,
}

impl Serve {
    fn read(&self, project: &mut Project) -> Inputs {
        project.read_for(&|| self.hub.today(), self.hub.drafts, Depth::All)
    }

    pub(super) fn run(self) -> Ending {
        let mut project = match self.hub.project() {
            Ok(project) => project,
            Err(ending) => return ending,
        };
        let listener = match server::bind(self.port) {
            Ok(listener) => listener,
            Err(error) => {
                let port = self.port.map_or_else(|| "from 3000 on".to_owned(), |port| port.to_string());
                return Ending::Failed(format!(
                    "The preview can't listen on the port {port}: {error}.\n\
                     Perhaps another preview is running; close it, or type for example: bindery serve --port 4000"
                ));
            }
        };
        let port = listener.local_addr().map_or(0, |address| address.port());
        // Watching begins before the first look, so that nothing is missed in between.
        let watched = [project.content.clone(), project.themes()];
        let mut watcher = match Watcher::new(&watched) {
            Ok(watcher) => watcher,
            Err(error) => return Ending::Failed(format!("Changes can't be watched: {error}")),
        };
        let preview = Arc::new(Preview::new(PictureCache::new(&project.root)));
        let reload = Arc::new(Reload::default());
        let mut inputs = self.read(&mut project);
        preview.update(&inputs);
        let handler = preview.clone();
        let server = server::serve(listener, Door::Home, reload.clone(), move |request| handler.answer(request));
        let _server = match server {
            Ok(server) => server,
            Err(error) => return Ending::Failed(format!("The preview could not start: {error}")),
        };
        let state = preview.state();
        if self.port.is_none() && port != FIRST_PORT {
            say(&format!(
                "Another program uses port {FIRST_PORT}, perhaps another preview: this one is at port {port}."
            ));
        }
        say(&format!("Open http://localhost:{port}{} in your browser. To stop, press Ctrl and C.", state.base()));
        if state.shown().is_some_and(|plan| plan.site.settings.endpoints().next().is_some()) {
            say(&format!("What forms send goes nowhere, and is shown at http://localhost:{port}{FORMS}."));
        }
        let shown = self.lan.map(|address| lan::show(&preview, &reload, address, port)).transpose();
        let _shown = match shown {
            Ok(server) => server,
            Err(message) => return Ending::Failed(message),
        };
        let mut told = Told::default();
        loop {
            // Behind the browser's back checks look and every page is tried, unless there is something newer. Open
            // pages hear of what the checks find while the rest goes on.
            let mut seen = preview.state().version;
            let mut show_news = || {
                let now = preview.state().version;
                if std::mem::replace(&mut seen, now) != now {
                    reload.bump();
                }
            };
            // Whoever saves twice in a row need not wait for a check that has just begun.
            if watcher.is_quiet(BREATH) {
                let verified = preview.verify(|| {
                    show_news();
                    !watcher.rings()
                });
                show_news();
                if verified.finished {
                    told.tell(&preview);
                }
            }
            let is_enough = match watcher.wait() {
                Rings::For(files) => project.look_again(&mut inputs, &files),
                Rings::ForAnything => false,
            };
            if !is_enough || inputs.today != self.hub.today() {
                inputs = self.read(&mut project);
            }
            if preview.update(&inputs) {
                reload.bump();
            }
        }
    }
}

/// How long after a change the checks begin to look.
const BREATH: Duration = Duration::from_millis(150);

/// What the terminal was told, so that it need not be told again.
#[derive(Default)]
struct Told {
    version: u64,
    problems: BTreeSet<(RelPath, &'static str, Arc<str>, Severity)>,
    held: String,
    ended: String,
}

impl Told {
    /// Says what is new: warnings and errors in full, hints as a count.
    fn tell(&mut self, preview: &Preview) {
        let state = preview.state();
        if std::mem::replace(&mut self.version, state.version) == state.version {
            return;
        }
        let serious: Vec<_> = state.problems.iter().filter(|p| p.severity() > Severity::Hint).cloned().collect();
        let news: Vec<_> = serious.iter().filter(|problem| !self.problems.contains(&key(problem))).cloned().collect();
        show(&news, &ReportArgs { strict: false, format: report::Format::Human });
        let count = report::Count::of(&state.problems, false).words();
        let held = state.newest().map_or_else(String::new, |plan| report::held(&plan.site.held));
        let ended = match serious.iter().any(|problem| problem.severity() == Severity::Error) {
            _ if count.is_empty() => "Up to date: nothing to mend.".to_owned(),
            true => format!("There is something to mend: {count}. Save the file and it is looked at again."),
            false => format!("Up to date, with {count}."),
        };
        let held_news = if held == self.held { "" } else { &held };
        if !news.is_empty() || !held_news.is_empty() || ended != self.ended {
            say(&format!("{held_news}{ended}"));
        }
        (self.problems, self.held, self.ended) = (serious.iter().map(key).collect(), held, ended);
    }
}

/// What tells a problem from others for whoever reads the terminal: words typed above it move it to another
/// line, which is no news.
fn key(problem: &Diagnostic) -> (RelPath, &'static str, Arc<str>, Severity) {
    (problem.file.clone(), problem.code.name, problem.message.clone(), problem.severity())
}

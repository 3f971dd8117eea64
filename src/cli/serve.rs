//! `serve` shows the hub in a browser and follows every change. An event says that it is time to
//! look and where to look first; a look at everything follows when it is quiet, so that an event
//! that was lost or told too little does no harm.

use super::{Ending, HubArgs, ReportArgs, lan, report, say, show};
use crate::checks::Depth;
use crate::diagnostic::Severity;
use crate::inputs::Inputs;
use crate::picture_cache::PictureCache;
use crate::preview::{FORMS, Preview};
use crate::project::Project;
use crate::server::{self, Door, Reload};
use crate::watch::{Rings, Watcher};
use clap::Args;
use std::net::IpAddr;
use std::sync::Arc;

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
        let mut inputs = Inputs { checks: Depth::All, ..project.read(self.hub.today(), self.hub.drafts) };
        inputs.words.dictionaries = project.dictionaries();
        inputs
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
        say(&format!("Open http://localhost:{port}{} in your browser. To stop, press Ctrl and C.", state.base()));
        if state.shown().is_some_and(|plan| plan.site.settings.endpoints().next().is_some()) {
            say(&format!("What forms send goes nowhere, and is shown at http://localhost:{port}{FORMS}."));
        }
        let shown = self.lan.map(|address| lan::show(&preview, &reload, address, port)).transpose();
        let _shown = match shown {
            Ok(server) => server,
            Err(message) => return Ending::Failed(message),
        };
        let mut told = 0;
        loop {
            // Behind the browser's back every page is tried, unless there is something newer.
            let before = preview.state().version;
            let verified = preview.verify(|| !watcher.rings());
            if preview.state().version != before {
                reload.bump();
            }
            if verified.finished && preview.state().version != told {
                told = preview.state().version;
                tell(&preview);
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

fn tell(preview: &Preview) {
    let state = preview.state();
    let problems = &state.problems;
    let serious: Vec<_> = problems.iter().filter(|p| p.severity() > Severity::Hint).cloned().collect();
    show(&serious, &ReportArgs { strict: false, format: report::Format::Human });
    let count = report::Count::of(problems, false).words();
    let held = state.newest().map_or_else(String::new, |plan| report::held(&plan.site.held));
    let ended = match problems.iter().any(|problem| problem.severity() == Severity::Error) {
        _ if count.is_empty() => "Up to date: nothing to mend.".to_owned(),
        true => format!("There is something to mend: {count}. Save the file and it is looked at again."),
        false => format!("Up to date, with {count}."),
    };
    say(&format!("{held}{ended}"));
}

//! `serve` shows the hub in a browser and follows every change. Each change leads to a whole
//! new build by the same way as `build`; an event only says that it is time to look.

use super::{Ending, HubArgs, ReportArgs, report, say, show};
use crate::diagnostic::Severity;
use crate::preview::Preview;
use crate::server::{self, Reload};
use crate::watch::Watcher;
use clap::Args;
use std::sync::Arc;

/// Show the hub in a browser.
#[derive(Args)]
pub(super) struct Serve {
    #[command(flatten)]
    hub: HubArgs,
    /// The port to listen on [default: 3000, or the next one that is free]
    #[arg(long)]
    port: Option<u16>,
}

impl Serve {
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
        let preview = Arc::new(Preview::default());
        let reload = Arc::new(Reload::default());
        preview.update(&project.read(self.hub.today(), self.hub.drafts));
        self.tell(&preview);
        let handler = preview.clone();
        let server = server::serve(listener, reload.clone(), move |request| handler.answer(request));
        let _server = match server {
            Ok(server) => server,
            Err(error) => return Ending::Failed(format!("The preview could not start: {error}")),
        };
        let base = &preview.state().base;
        say(&format!("Open http://localhost:{port}{base} in your browser. To stop, press Ctrl and C."));
        loop {
            watcher.wait();
            let before = preview.state().version;
            preview.update(&project.read(self.hub.today(), self.hub.drafts));
            if preview.state().version != before {
                reload.bump();
                self.tell(&preview);
            }
        }
    }

    fn tell(&self, preview: &Preview) {
        let problems = &preview.state().problems;
        let serious: Vec<_> = problems.iter().filter(|p| p.severity() > Severity::Hint).cloned().collect();
        show(&serious, &ReportArgs { strict: false, format: report::Format::Human });
        let count = report::Count::of(problems, false).words();
        say(&if count.is_empty() {
            "Up to date: nothing to mend.".to_owned()
        } else {
            format!("Up to date: {count}.")
        });
    }
}

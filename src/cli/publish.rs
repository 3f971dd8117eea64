//! `publish` puts the hub where readers find it. With `--setup` it only writes the files that a host
//! reads beside `content`.

use super::setup::setup;
use super::{Ending, HubArgs};
use clap::Args;

/// Put the hub where readers find it.
#[derive(Args)]
pub(super) struct Publish {
    #[command(flatten)]
    hub: HubArgs,
    /// Write the files that this host needs beside “content”, and publish nothing
    #[arg(long, value_name = "HOST")]
    setup: String,
    /// Put Bindery's files in the place of others of the same name
    #[arg(long, requires = "setup")]
    replace: bool,
}

impl Publish {
    pub(super) fn run(self) -> Ending {
        match self.hub.project() {
            Ok(mut project) => setup(&mut project, &self.setup, self.hub.today(), self.replace),
            Err(ending) => ending,
        }
    }
}

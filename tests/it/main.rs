//! The integration tests, in one program. `support` makes hubs in memory; every other module
//! tests one promise of the project. Expected files are made anew with `BINDERY_UPDATE=1`.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that can't go on has failed")]
#![expect(clippy::disallowed_methods, reason = "tests read fixtures, write to temporary folders and run the program")]

mod catcher;
mod cli;
mod crash;
mod crawl;
mod diagnostics;
mod disk;
mod feedback_report;
mod hostile;
mod hosts;
mod languages;
mod limits;
mod load;
mod pictures;
mod policy;
mod preflight;
mod privacy;
mod publish;
mod publish_api;
mod publish_ssh;
mod rebuild;
mod reference;
mod seeds;
mod serving;
mod sites;
mod support;
mod tidy;
mod views;
mod windows;

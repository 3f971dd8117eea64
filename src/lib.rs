//! Bindery turns a folder of markdown into an information hub.
//!
//! ```text
//! disk ─► Inputs ─► Document ─► Site ─► Route + View ─► Output ─► write, serve
//!         project   document    site    route, view      pipeline   writer, preview
//! ```
//!
//! `ARCHITECTURE.md` says what each stage may know and do. The library has no promise of
//! stability yet; it is public for the tests' sake.

pub mod checks;
pub mod cli;
pub mod codes;
pub mod content_type;
pub mod date;
pub mod diagnostic;
pub mod document;
pub mod external;
pub mod feed;
pub mod feedback;
pub mod file_kind;
pub mod fix;
pub mod forms;
pub mod hosts;
pub mod inputs;
pub mod locale;
pub mod look;
pub mod lsp;
pub mod output;
pub mod path;
pub mod pdf;
pub mod picture;
pub mod picture_cache;
pub mod pipeline;
pub mod preview;
pub mod progress;
pub mod project;
pub mod publish;
pub mod reader;
pub mod report_page;
pub mod route;
pub mod server;
pub mod settings;
pub mod site;
pub mod sitemap;
pub mod source;
pub mod starter;
pub mod strings;
pub mod theme;
pub mod upkeep;
pub mod view;
pub mod watch;
pub mod writer;
pub mod yaml;

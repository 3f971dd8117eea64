//! Turns what is known of a hub, and the text in an editor, into what the editor shows: problems while typing,
//! what can be typed next, what a word means, and what would mend a line. Everything here is a function of the
//! newest [`Known`] and of texts; `cli::lsp` reads the pipes and the disk. It finds nothing by itself: what is
//! wrong, and what there is, comes from the same [`crate::pipeline`] that `build` and `check` use.

pub mod actions;
pub mod address;
mod body;
pub mod completion;
mod front_matter;
pub mod hover;
mod known;
mod lead;
pub mod lines;
pub mod problems;
pub mod protocol;
mod session;
mod settings_keys;
mod spot;
pub mod symbols;

pub use known::{Known, Reading};
pub use session::{Session, Text, Then};

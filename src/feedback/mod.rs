//! Turns what a form service exports into what the maintainer of a hub needs to know: bytes into
//! [`rows`], rows into answers (`answer`, by way of [`columns`]), answers into numbers ([`tally`]),
//! and numbers into [`report::Report`], which `text`, `json` and `html` write out. It never opens a
//! file, never keeps more than a bounded part of one, and never lets through what tells who wrote,
//! unless that is asked for.

mod answer;
pub mod columns;
mod decode;
pub mod html;
pub mod intake;
pub mod json;
pub mod mask;
pub mod report;
pub mod rows;
pub mod tally;
pub mod text;
pub mod words;

/// What the person at the terminal chose.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Which column means what, where the names do not say: meaning and name.
    pub columns: Vec<(columns::Meaning, String)>,
    /// Whether to show names, addresses and the like.
    pub with_personal: bool,
    /// What stands for an e-mail address and for a telephone number in a comment.
    pub masks: [String; 2],
}

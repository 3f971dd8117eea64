//! Bindery turns a folder of markdown into an information hub. See `ARCHITECTURE.md`.

pub mod codes;
pub mod diagnostic;
pub mod path;

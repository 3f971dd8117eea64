//! The `bindery` program: see the library.

fn main() {}

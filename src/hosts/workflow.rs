//! What the build files of several hosts have in common: how they get the very version of Bindery
//! that wrote them.

/// How a host's computer gets Bindery.
pub(super) const INSTALL: &str = "cargo install --locked bindery@VERSION";

/// The same into a folder of the hub, for hosts that keep nothing else.
pub(super) const BUILD: &str = "cargo install --locked --root .bindery bindery@VERSION && .bindery/bin/bindery publish --check && .bindery/bin/bindery build";

/// Puts this program's version into a text.
pub(super) fn pinned(text: &str) -> String {
    text.replace("VERSION", env!("CARGO_PKG_VERSION"))
}

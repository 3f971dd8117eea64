//! Turns findings into what is reported: each at the level that the hub wants.

use crate::diagnostic::Diagnostic;
use crate::site::Site;

/// What is reported of all that was found.
pub fn settle(problems: Vec<Diagnostic>, _site: &Site) -> Vec<Diagnostic> {
    crate::diagnostic::sorted(problems)
}

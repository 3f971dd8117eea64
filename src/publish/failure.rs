//! What kept a website from being sent, in words for whoever typed the command.

use std::fmt;

/// What kept a website from being sent.
#[derive(Debug)]
pub struct Failure {
    /// What happened and what to do.
    pub message: String,
    /// Whether the command, the settings or the account must change, rather than be tried again.
    pub is_usage: bool,
}

impl Failure {
    /// Something that the person must put right first.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { message: message.into(), is_usage: true }
    }

    /// Something that the machine, the line or the host did.
    pub fn machine(message: impl Into<String>) -> Self {
        Self { message: message.into(), is_usage: false }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

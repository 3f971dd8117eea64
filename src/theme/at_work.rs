//! Bounds what one page may take. A page that grows beyond all measure is given up; and which templates are at work is
//! noted, so that whoever has a clock can tell one that never comes to an end. It measures no time itself.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// The longest page that a template may make, in bytes. The longest file of an editor has 2 MB.
pub const LONGEST_OUTPUT: usize = 32 * 1024 * 1024;

/// The templates that are at work, by a number that is never used again.
static AT_WORK: Mutex<BTreeMap<u64, String>> = Mutex::new(BTreeMap::new());

static NEXT: AtomicU64 = AtomicU64::new(0);

/// The templates that are at work just now. Who finds the same number again after a while has found a
/// template that takes so long for one page.
pub fn at_work() -> Vec<(u64, String)> {
    let all = AT_WORK.lock().unwrap_or_else(PoisonError::into_inner);
    all.iter().map(|(number, template)| (*number, template.clone())).collect()
}

/// A template's work on one page, as long as it lasts.
pub(super) struct Work(u64);

impl Work {
    pub(super) fn begin(template: &str) -> Self {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        AT_WORK.lock().unwrap_or_else(PoisonError::into_inner).insert(number, template.to_owned());
        Self(number)
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        AT_WORK.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.0);
    }
}

/// A page that may grow up to [`LONGEST_OUTPUT`].
pub(super) struct Page<'r> {
    pub(super) bytes: &'r mut Vec<u8>,
    /// Whether more came than it may hold.
    pub(super) is_full: bool,
}

impl Write for Page<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > LONGEST_OUTPUT {
            self.is_full = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

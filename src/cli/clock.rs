//! Listens to a build at the terminal: a progress bar while it lasts, and how long each stage
//! took when it is over.

#![expect(clippy::disallowed_methods, reason = "commands are an edge: this one measures time")]

use crate::progress::{Progress, Stage};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// A build that takes longer than this says where its time went without being asked.
const LONG: Duration = Duration::from_secs(5);

/// A bar that appears only now would be gone before it is read.
const PATIENCE: Duration = Duration::from_millis(400);

pub(super) struct Clock {
    started: Instant,
    begun: Mutex<Vec<(Stage, Instant)>>,
    /// How many steps the stage has, and how many are done.
    steps: AtomicUsize,
    done: AtomicUsize,
    /// Whether a person looks on.
    watched: bool,
    bar: OnceLock<ProgressBar>,
}

impl Clock {
    /// Begins with the reading of files.
    pub(super) fn start() -> Self {
        let now = Instant::now();
        Self {
            started: now,
            begun: Mutex::new(vec![(Stage::Read, now)]),
            steps: AtomicUsize::new(0),
            done: AtomicUsize::new(0),
            watched: std::io::stderr().is_terminal(),
            bar: OnceLock::new(),
        }
    }

    pub(super) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Takes the bar away and says how long each stage took, if that was asked for or if it
    /// was long.
    pub(super) fn finish(&self, asked: bool) -> String {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
        if !asked && self.elapsed() < LONG {
            return String::new();
        }
        let begun = self.begun();
        let ends = begun.iter().skip(1).map(|(_, at)| *at).chain([Instant::now()]);
        let parts: Vec<String> = begun
            .iter()
            .zip(ends)
            .map(|((stage, start), end)| format!("{} {}", stage.as_str(), words(end - *start)))
            .collect();
        format!("\nTime: {}.", parts.join(", "))
    }

    fn begun(&self) -> MutexGuard<'_, Vec<(Stage, Instant)>> {
        self.begun.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn bar(&self) -> ProgressBar {
        let bar = ProgressBar::new(self.steps.load(Relaxed) as u64);
        match ProgressStyle::with_template("{wide_bar} {pos} of {len}") {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        }
    }
}

/// A time in seconds, or in milliseconds if it is short.
fn words(time: Duration) -> String {
    match time.as_millis() {
        0..1000 => format!("{} ms", time.as_millis()),
        _ => format!("{:.1} s", time.as_secs_f64()),
    }
}

impl Progress for Clock {
    fn begin(&self, stage: Stage, steps: usize) {
        self.begun().push((stage, Instant::now()));
        self.steps.store(steps, Relaxed);
    }

    fn step(&self) {
        let done = self.done.fetch_add(1, Relaxed) + 1;
        if self.watched && self.elapsed() > PATIENCE {
            self.bar.get_or_init(|| self.bar()).set_position(done as u64);
        }
    }
}

impl Drop for Clock {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

//! Gives up on a template that does not come to an end, or fills the memory on its way. Work on one page can't be
//! stopped from outside, so the whole program ends, and says which template it was.

use super::say;
use crate::theme;
use std::collections::BTreeMap;
use std::thread;
use std::time::Duration;

/// How often it looks.
const A_WHILE: Duration = Duration::from_millis(50);

/// How much more memory the program may take while one template is at work on one page, in kB. Texts that double fill as
/// much in a moment; a page of 32 MB needs a tenth of it.
const MOST_MEMORY: u64 = 1_500_000;

/// Watches over all templates from now on; `seconds` is how long one of them may take for one page.
pub(super) fn watch(seconds: u64) {
    let most = seconds.saturating_mul(20);
    let watch = move || {
        let mut looks: BTreeMap<u64, (u64, u64)> = BTreeMap::new();
        loop {
            thread::sleep(A_WHILE);
            let at_work = theme::at_work();
            looks.retain(|number, _| at_work.iter().any(|(other, _)| other == number));
            for (number, template) in at_work {
                let memory = memory();
                let (seen, before) = looks.entry(number).or_insert((0, memory));
                *seen += 1;
                if memory.saturating_sub(*before) > MOST_MEMORY {
                    give_up(&format!(
                        "The template “{template}” takes more memory for one page than a page can need. It most likely lets a text \
                         double again and again.\nNothing was written. Look for {{% set_global %}} in it and in what it includes."
                    ));
                }
                if *seen > most {
                    give_up(&format!(
                        "The template “{template}” has been at work on one page for {seconds} seconds. It most likely repeats \
                         something without end.\nNothing was written. Look for {{% for %}} in it and in what it includes. If it only \
                         needs more time: --patience {}",
                        seconds.saturating_mul(10)
                    ));
                }
            }
        }
    };
    // Without it everything works, and only waits longer.
    let _ = thread::Builder::new().name("patience".to_owned()).spawn(watch);
}

#[expect(clippy::disallowed_methods, reason = "the thread that makes the page can't be asked to return")]
fn give_up(why: &str) {
    say(why);
    std::process::exit(3);
}

/// How much memory the program takes now, in kB, where the system says so in a file (Linux); else nothing.
#[expect(clippy::disallowed_methods, reason = "the command line looks at its own process")]
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

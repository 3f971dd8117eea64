//! Gives up on a template that does not come to an end. Work on one page can't be stopped from outside, so the whole
//! program ends, and says which template it was.

use super::say;
use crate::theme;
use std::collections::BTreeMap;
use std::thread;
use std::time::Duration;

/// How often it looks.
const A_WHILE: Duration = Duration::from_millis(250);

/// Watches over all templates from now on; `seconds` is how long one of them may take for one page.
pub(super) fn watch(seconds: u64) {
    let most = seconds.saturating_mul(4);
    let watch = move || {
        let mut looks: BTreeMap<u64, u64> = BTreeMap::new();
        loop {
            thread::sleep(A_WHILE);
            let at_work = theme::at_work();
            looks.retain(|number, _| at_work.iter().any(|(other, _)| other == number));
            for (number, template) in at_work {
                let seen = looks.entry(number).or_default();
                *seen += 1;
                if *seen > most {
                    give_up(seconds, &template);
                }
            }
        }
    };
    // Without it everything works, and only waits longer.
    let _ = thread::Builder::new().name("patience".to_owned()).spawn(watch);
}

#[expect(clippy::disallowed_methods, reason = "the thread that makes the page can't be asked to return")]
fn give_up(seconds: u64, template: &str) {
    say(&format!(
        "The template “{template}” has been at work on one page for {seconds} seconds. It most likely repeats something without end.\n\
         Nothing was written. Look for {{% for %}} in it and in what it includes. If it only needs more time: --patience {}",
        seconds.saturating_mul(10)
    ));
    std::process::exit(3);
}

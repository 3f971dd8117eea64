//! The edge where other websites are asked whether a hub's links to them still work: each website one link
//! at a time, with a pause, several websites at once, and no link twice a day. It asks nobody in a private
//! network. What nobody can be sure of, such as a website that wants no programs, is no problem of a page.

mod address;
mod ask;
mod kept;

use crate::codes;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::site::Site;
use crate::source::Source;
use address::{Target, target};
use ask::Asker;
use kept::Kept;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// What is known of the links to other websites.
#[derive(Debug, Default)]
pub struct External {
    /// The links that lead nowhere.
    pub problems: Vec<Diagnostic>,
    /// How many links were asked for now.
    pub asked: usize,
    /// How many had been asked for within a day.
    pub known: usize,
    /// Whether no website at all could be found, as without a line to the internet.
    pub is_offline: bool,
}

/// What came of asking for one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There is something.
    Works,
    /// The website says that there is nothing, with the status 404 or 410.
    Gone(u16),
    /// There is no website of that name.
    NoHost,
    /// The website failed, with a status or without one (0); another day it may not.
    Fails(u16),
    /// The website answers, but not to programs, or not now; with the status, or 0 where nobody was asked.
    Unsaid(u16),
}

/// How many websites are asked at once.
const AT_ONCE: usize = 16;

/// Where one address stands in the hub.
type Places<'s> = Vec<(&'s Source, Span)>;

/// Asks for every link of a hub that leads to another website. What was said is kept in a file. A test may
/// allow addresses of this computer.
pub fn look(site: &Site, kept: &Path, allow_loopback: bool) -> External {
    let links = links(site);
    let mut kept = Kept::read(kept);
    let mut outcomes: BTreeMap<&str, Outcome> = BTreeMap::new();
    let mut hosts: BTreeMap<&str, Vec<&Target>> = BTreeMap::new();
    for (target, _) in links.values() {
        match kept.get(&target.url) {
            Some(outcome) => _ = outcomes.insert(&target.url, outcome),
            None => hosts.entry(&target.host).or_default().push(target),
        }
    }
    let known = outcomes.len();
    let asker = Asker::new(allow_loopback);
    let waiting = Mutex::new(hosts.into_values().collect::<Vec<_>>());
    let said = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE.min(lock(&waiting).len()) {
            scope.spawn(|| {
                // The lock is let go of before a website is asked.
                let next = || lock(&waiting).pop();
                while let Some(targets) = next() {
                    let found = asker.host(&targets);
                    lock(&said).extend(found);
                }
            });
        }
    });
    let said = said.into_inner().unwrap_or_else(PoisonError::into_inner);
    let is_offline = said.len() > 1 && said.iter().all(|(_, outcome)| *outcome == Outcome::NoHost);
    let asked = said.len();
    if !is_offline {
        said.iter().for_each(|(url, outcome)| kept.set(url, *outcome));
        kept.write();
        outcomes.extend(said);
    }
    let problems = links.values().flat_map(|(target, places)| {
        let outcome = outcomes.get(&*target.url).copied();
        places.iter().filter_map(move |(source, span)| problem(source, *span, target, outcome?))
    });
    External { problems: problems.collect(), asked, known, is_offline }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The links that lead to other websites, by address, each with every place where it stands.
fn links(site: &Site) -> BTreeMap<String, (Target, Places<'_>)> {
    let mut links: BTreeMap<String, (Target, Places<'_>)> = BTreeMap::new();
    let own = site.settings.url.as_deref();
    for page in &site.pages {
        let document = &page.entry.document;
        for link in &document.links {
            let is_own = own.is_some_and(|own| link.target.starts_with(own));
            let Some(target) = target(&link.target).filter(|_| !is_own) else { continue };
            let (_, places) = links.entry(target.url.clone()).or_insert_with(|| (target, Vec::new()));
            places.push((&document.source, link.span));
        }
    }
    links
}

fn problem(source: &Source, span: Span, target: &Target, outcome: Outcome) -> Option<Diagnostic> {
    let host = &target.name;
    let open = "Open the link in a browser.";
    let (message, help, severity) = match outcome {
        Outcome::Works | Outcome::Unsaid(_) => return None,
        Outcome::Gone(status) => (
            format!("{host} says that there is nothing at this address (status {status})."),
            format!("{open} If the page has moved, type its new address; if it is gone, delete the link."),
            Severity::Warning,
        ),
        Outcome::NoHost => (
            format!("There is no website “{host}”."),
            format!("{open} Check how the name is spelt; if the website is gone, delete the link."),
            Severity::Warning,
        ),
        Outcome::Fails(status) => {
            let status = if status == 0 { String::new() } else { format!(" (status {status})") };
            let message = format!("{host} did not answer as it should{status}.");
            (message, format!("{open} If it works there, you need not do anything."), Severity::Hint)
        }
    };
    let mut problem = source.problem(&codes::LINK_DEAD, span, message).help(help);
    problem.severity = severity;
    Some(problem)
}

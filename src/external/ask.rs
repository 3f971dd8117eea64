//! Asks one website after the other, politely: for the head of a page first, with a pause between requests,
//! and no more once a website does not want to be asked or does not answer.

use super::Outcome;
use super::address::{Target, is_public};
use std::io::ErrorKind;
use std::time::Duration;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

/// Who asks.
pub(super) struct Asker(Agent);

/// How long to wait between two requests to one website.
const PAUSE: Duration = Duration::from_millis(500);

/// How long a website may take for one answer.
const PATIENCE: Duration = Duration::from_secs(15);

/// It was asked too often (RFC 6585).
const TOO_MANY: Outcome = Outcome::Unsaid(429);

/// After so many answers that did not come a website is left alone: each takes half a minute.
const ENOUGH: usize = 2;

impl Asker {
    pub(super) fn new(allow_loopback: bool) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_global(Some(PATIENCE))
            .user_agent(concat!("Bindery/", env!("CARGO_PKG_VERSION"), " (checks the links of a website)"))
            .build();
        let resolver = Public { inner: DefaultResolver::default(), allow_loopback };
        Self(Agent::with_parts(config, DefaultConnector::default(), resolver))
    }

    /// Asks one website for each of its addresses. What is not asked for any more is left out.
    pub(super) fn host<'t>(&self, targets: &[&'t Target]) -> Vec<(&'t str, Outcome)> {
        let mut said = Vec::new();
        let mut failures = 0;
        for (nth, target) in targets.iter().enumerate() {
            if nth > 0 {
                std::thread::sleep(PAUSE);
            }
            let outcome = self.one(&target.url);
            said.push((&*target.url, outcome));
            failures += usize::from(outcome == Outcome::Fails(0));
            match outcome {
                Outcome::NoHost => {
                    said.extend(targets[nth + 1..].iter().map(|target| (&*target.url, outcome)));
                    break;
                }
                // It wants to be left alone.
                TOO_MANY => break,
                _ if failures == ENOUGH => break,
                _ => {}
            }
        }
        said
    }

    /// Some servers know a page and not its head, so a page is asked for before it is given up.
    fn one(&self, url: &str) -> Outcome {
        match outcome(self.0.head(url).call().map(|answer| answer.status().as_u16())) {
            known @ (Outcome::Works | Outcome::NoHost | TOO_MANY) => known,
            _ => {
                std::thread::sleep(PAUSE);
                // What the page says is not read.
                outcome(self.0.get(url).call().map(|answer| answer.status().as_u16()))
            }
        }
    }
}

/// What an answer means. Only 404 and 410 say that there is nothing (RFC 9110, sections 15.5.5 and 15.5.11).
fn outcome(answer: Result<u16, Error>) -> Outcome {
    match answer {
        Ok(status @ (404 | 410)) => Outcome::Gone(status),
        Ok(status @ 500..) if status != 999 => Outcome::Fails(status),
        Ok(..400) => Outcome::Works,
        Ok(status) => Outcome::Unsaid(status),
        Err(Error::HostNotFound) => Outcome::NoHost,
        Err(Error::Io(error)) if error.kind() == ErrorKind::PermissionDenied => Outcome::Unsaid(0),
        Err(Error::Io(error)) if is_unknown_name(&error.to_string()) => Outcome::NoHost,
        Err(_) => Outcome::Fails(0),
    }
}

/// Whether the system says that there is no such name. It says so in words only, and in others where it
/// could not find out.
fn is_unknown_name(words: &str) -> bool {
    ["Name or service not known", "nodename nor servname", "No such host is known", "No address associated"]
        .iter()
        .any(|known| words.contains(known))
}

/// Finds the addresses of websites, and none of this computer or of a private network: also where a
/// website sends its visitors there.
#[derive(Debug)]
struct Public {
    inner: DefaultResolver,
    allow_loopback: bool,
}

impl Resolver for Public {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        // A proxy is the person's own choice, and stands in a private network more often than not.
        let is_proxy = config.proxy().is_some_and(|proxy| uri.host() == Some(proxy.host()));
        let is_allowed = |ip: std::net::IpAddr| is_public(ip) || self.allow_loopback && ip.is_loopback();
        if is_proxy || found.iter().all(|address| is_allowed(address.ip())) {
            return Ok(found);
        }
        Err(Error::Io(std::io::Error::new(ErrorKind::PermissionDenied, "an address of a private network")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_sure_is_told() {
        for (status, wanted) in [
            (200, Outcome::Works),
            (204, Outcome::Works),
            (404, Outcome::Gone(404)),
            (410, Outcome::Gone(410)),
            (401, Outcome::Unsaid(401)),
            (403, Outcome::Unsaid(403)),
            (405, Outcome::Unsaid(405)),
            (429, Outcome::Unsaid(429)),
            (503, Outcome::Fails(503)),
            (999, Outcome::Unsaid(999)),
        ] {
            assert_eq!(outcome(Ok(status)), wanted, "{status}");
        }
        let io = |words: &str| Err(Error::Io(std::io::Error::other(words.to_owned())));
        let lookup = "failed to lookup address information: ";
        assert_eq!(outcome(io(&format!("{lookup}Name or service not known"))), Outcome::NoHost);
        assert_eq!(outcome(io(&format!("{lookup}Temporary failure in name resolution"))), Outcome::Fails(0));
    }
}

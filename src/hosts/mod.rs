//! Where a hub is published. Each host is a table of facts and the few functions that write its own
//! files: one file here for each, listed in [`HOSTS`]. One model of headers and one of old addresses
//! become every host's own form. Nothing here reads or sends anything.

mod cloudflare;
mod codeberg;
mod github;
mod gitlab;
mod headers;
mod host;
mod lines;
mod neocities;
mod netlify;
mod preflight;
mod render;
mod rules;
mod surge;
mod table;
mod vercel;
mod web_space;
mod workflow;

pub use headers::{Header, Scope, policy};
pub use host::{Headers, Host, Limits, OutputFile, Redirects, Send, SetupFile};
pub use preflight::{Facts, preflight};
pub use rules::{Rule, Rules};
pub use table::{explained, rows, sections};

use crate::codes;
use crate::diagnostic::{Span, did_you_mean};
use crate::reader::Reader;
use crate::site::Site;

/// Every host that Bindery knows, in the order in which people are told of them.
pub static HOSTS: &[&Host] = &[
    &github::HOST,
    &gitlab::HOST,
    &codeberg::HOST,
    &netlify::HOST,
    &cloudflare::HOST,
    &render::HOST,
    &vercel::HOST,
    &surge::HOST,
    &neocities::HOST,
    &web_space::HOST,
];

/// The host of that name.
pub fn named(name: &str) -> Option<&'static Host> {
    HOSTS.iter().copied().find(|host| host.name == name)
}

/// The host that gives out such addresses. A hub there is on no other host.
pub fn at(url: &str) -> Option<&'static Host> {
    let domain = domain(url);
    HOSTS.iter().copied().find(|host| host.owns(domain))
}

/// The domain of a full address, without a port.
pub fn domain(url: &str) -> &str {
    let host = url.split('/').nth(2).unwrap_or("");
    host.split(':').next().unwrap_or("")
}

/// Reads the setting `host:`.
pub(crate) fn read(reader: &mut Reader<'_>, name: &str, span: Span) -> Option<(&'static Host, Span)> {
    let host = named(name);
    if host.is_none() {
        let message = format!("Bindery does not know the host “{name}”.");
        reader.problem(&codes::HOST_UNKNOWN, span, message, nearest(name));
    }
    host.map(|host| (host, span))
}

/// What to type in place of a host that is not known.
pub fn nearest(name: &str) -> String {
    let lower = name.to_lowercase();
    let by_label = HOSTS.iter().find(|host| host.label.to_lowercase() == lower);
    let near = by_label.map(|host| host.name).or_else(|| did_you_mean(name, HOSTS.iter().map(|host| host.name)));
    match near {
        Some(near) => format!("Did you mean “{near}”? To compare them, type:\nbindery explain hosting"),
        None => {
            let names: Vec<_> = HOSTS.iter().map(|host| host.name).collect();
            format!("Type one of: {}. For a host that is not among them, “web-space” may do.", names.join(", "))
        }
    }
}

/// The files that the hub's host reads in the output; none if the settings name no host.
pub(crate) fn files(site: &Site) -> Vec<&'static OutputFile> {
    let Some((host, _)) = site.settings.host else { return Vec::new() };
    let rules = Rules::of(site);
    let is_made = |file: &&OutputFile| file.write.is_none_or(|write| write(&rules).is_some());
    host.outputs.iter().filter(is_made).collect()
}

/// The text of such a file, by its place among them.
pub(crate) fn text(site: &Site, n: usize) -> String {
    let write = files(site).get(n).and_then(|file| file.write);
    write.and_then(|write| write(&Rules::of(site))).unwrap_or_default()
}

//! What a host is told of a hub: its headers and its old addresses, with every address as it
//! stands on that server.

use super::headers::{Header, headers};
use crate::path::encode;
use crate::site::{Destination, Site};

/// What a host is told of a hub.
#[derive(Clone, Debug)]
pub struct Rules<'s> {
    /// The hub's address, if it is set.
    pub url: Option<&'s str>,
    /// The path of the hub on its server, beginning and ending in a slash.
    pub base: &'s str,
    /// The hub's name as a part of an address, in plain letters.
    pub slug: String,
    /// The headers.
    pub headers: Vec<Header>,
    /// The old addresses.
    pub redirects: Vec<Rule>,
}

/// An old address and where it leads, both as a browser would ask for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The old address from the top of the server, encoded.
    pub from: String,
    /// Where it leads: from the top of the server, or a full address.
    pub to: String,
    /// Whether a page stands at the old address and leads on.
    pub has_page: bool,
}

impl<'s> Rules<'s> {
    /// The rules of a hub.
    pub fn of(site: &'s Site) -> Self {
        let base = site.settings.base_path();
        let rule = |redirect: &crate::site::Redirect| Rule {
            from: format!("{base}{}", encode(&redirect.from)),
            to: match &redirect.to {
                Destination::Elsewhere(url) => url.clone(),
                inside => format!("{base}{}", site.destination(inside)),
            },
            has_page: redirect.can_be_a_page(),
        };
        Self {
            url: site.settings.url.as_deref(),
            base,
            slug: slug(site.settings.title.get(&site.settings.languages[0])),
            headers: headers(&site.settings),
            redirects: site.redirects.iter().map(rule).collect(),
        }
    }
}

impl Rule {
    /// Both spellings of the old address, with and without a slash at its end: many hosts tell them
    /// apart.
    pub fn spellings(&self) -> Vec<&str> {
        let plain = self.from.trim_end_matches('/');
        if plain.len() == self.from.len() || plain.is_empty() { vec![&self.from] } else { vec![&self.from, plain] }
    }
}

/// A name that any host takes: letters, digits and hyphens.
fn slug(title: &str) -> String {
    let slug: String = crate::path::slug(title).chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let slug = slug.trim_matches('-');
    if slug.is_empty() { "hub".to_owned() } else { slug.chars().take(50).collect() }
}

//! The headers that every page should be sent with, for hosts that send those they are told. They
//! keep what a page can do to what the hub's own pages do.

use crate::settings::Settings;

/// One header and the files it is sent with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The files.
    pub scope: Scope,
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: String,
}

/// The files that a header is sent with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    Everything,
    /// Those of the folder `assets`, whose names change with what is in them.
    Fingerprinted,
    /// All others, where the host does not say by itself that browsers must ask again.
    Rest,
}

/// The folder of files whose names change with what is in them.
pub(super) const FINGERPRINTED: &str = "assets/";

/// The headers of a hub.
pub(super) fn headers(settings: &Settings) -> Vec<Header> {
    let header = |scope, name, value: &str| Header { scope, name, value: value.to_owned() };
    vec![
        header(Scope::Everything, "Content-Security-Policy", &policy(settings)),
        header(Scope::Everything, "X-Content-Type-Options", "nosniff"),
        header(Scope::Everything, "Referrer-Policy", "strict-origin-when-cross-origin"),
        header(Scope::Everything, "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"),
        // A year, the longest that RFC 9111 speaks of; such a file never changes under its name (RFC 8246).
        header(Scope::Fingerprinted, "Cache-Control", "public, max-age=31536000, immutable"),
        header(Scope::Rest, "Cache-Control", "public, max-age=0, must-revalidate"),
    ]
}

/// What pages may load and where their forms may be sent (Content Security Policy, level 3). Pictures
/// may come from elsewhere, since a page's text may show them; nothing else may. Who may show the
/// hub inside another page can only be said in a header.
pub fn policy(settings: &Settings) -> String {
    let services = services(settings);
    format!(
        "default-src 'self'; base-uri 'self'; connect-src 'self'{services}; form-action 'self'{services}; \
         frame-ancestors 'none'; img-src 'self' data: https:; object-src 'none'"
    )
}

/// The websites that take what forms send, each once, with a blank before it.
fn services(settings: &Settings) -> String {
    let own = settings.forms.iter().filter_map(|form| form.endpoint.as_ref());
    let mut origins: Vec<&str> = Vec::new();
    for endpoint in settings.feedback.endpoint().into_iter().chain(own) {
        let origin =
            endpoint.action.match_indices('/').nth(2).map_or(&*endpoint.action, |(at, _)| &endpoint.action[..at]);
        if origin.starts_with("https://") && !origins.contains(&origin) {
            origins.push(origin);
        }
    }
    origins.iter().map(|origin| format!(" {origin}")).collect()
}

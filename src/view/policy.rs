//! Whom a page lets a browser ask and send to, as a Content-Security-Policy: the services that take the
//! page's own forms, and nobody else. It says nothing of the files that a page loads, which are the
//! hub's own: checkers of HTML do not know where those are, and would call each of them blocked.

use super::Scene;
use crate::forms::Endpoint;

/// No program in an attribute, nothing embedded, no other ground for relative addresses.
const ALWAYS: &str = "base-uri 'none'; frame-src 'none'; object-src 'none'; script-src-attr 'none'";

/// The policy of a page whose HTML is published as it was typed: its writer decides what it asks and embeds.
pub(super) const OPEN: &str = "base-uri 'none'; object-src 'none'";

/// The policy of a page with these forms. The hub itself may always be asked: the preview listens to
/// it for changes, and some services are a part of its host.
pub(super) fn policy(scene: &Scene<'_>, forms: &[&Endpoint]) -> String {
    let services: Vec<&str> = forms.iter().filter_map(|endpoint| origin(&endpoint.action)).collect();
    // A browser holds a form to it along the whole way, so the thank-you page that a service leads back
    // to is named: a copy of the hub in another place has another address. Whether it leads back may be
    // said in the service's own settings only.
    let hub = scene.site.settings.url.as_deref().filter(|_| !forms.is_empty()).and_then(origin);
    format!(
        "{ALWAYS}; connect-src {}; form-action {}",
        list(services.iter().copied()),
        list(services.iter().copied().chain(hub))
    )
}

/// The sources of a directive, each once.
fn list<'a>(origins: impl Iterator<Item = &'a str>) -> String {
    let mut sources = vec!["'self'"];
    for origin in origins {
        if !sources.contains(&origin) {
            sources.push(origin);
        }
    }
    sources.join(" ")
}

/// An address up to the end of its host; `None` if a policy can't hold it, such as a host with letters
/// beyond ASCII.
fn origin(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split('/').next().unwrap_or(rest);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    (!host.is_empty() && host.chars().all(is_plain)).then(|| &url[..scheme.len() + 3 + host.len()])
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn only_what_a_policy_can_hold_is_an_origin() {
        for (url, expected) in [
            ("https://forms.example.org/in?a=b", Some("https://forms.example.org")),
            ("https://forms.example.org:8443", Some("https://forms.example.org:8443")),
            ("https://llyfrgell-â.example.org/", None),
            ("https://exa;mple.org/", None),
            ("https:///a", None),
            ("", None),
        ] {
            assert_eq!(origin(url), expected, "{url}");
        }
    }
}

//! Turns what a link says into the address that is asked for, and tells addresses of the internet from those
//! of this computer and of private networks.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use ureq::http::Uri;

/// An address of another website.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// All of it, without the part after `#`, which no server sees.
    pub(super) url: String,
    /// The website's name and port, by which links of one website are told.
    pub(super) host: String,
    /// The website's name, for people.
    pub(super) name: String,
}

/// The address behind a link; `None` if it does not lead to a website.
pub(super) fn target(link: &str) -> Option<Target> {
    let link = if link.starts_with("//") { format!("https:{link}") } else { link.trim().to_owned() };
    let url = link.split('#').next().unwrap_or("");
    let url: String = url.chars().map(encoded).collect();
    let uri: Uri = url.parse().ok()?;
    let is_web = uri.scheme_str().is_some_and(|scheme| matches!(scheme, "http" | "https"));
    let authority = uri.authority().filter(|_| is_web)?;
    // A name and a password in an address are nobody's business.
    let is_plain = !authority.as_str().contains('@') && !authority.host().is_empty();
    let port = authority.port_u16().unwrap_or(if uri.scheme_str() == Some("http") { 80 } else { 443 });
    let name = authority.host().to_lowercase();
    is_plain.then(|| Target { host: format!("{name}:{port}"), name, url })
}

/// A sign as it may stand in a request.
fn encoded(sign: char) -> String {
    if sign.is_ascii_graphic() && !matches!(sign, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}') {
        return sign.to_string();
    }
    let mut bytes = [0; 4];
    sign.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Whether an address is one of the internet, and not of this computer, a private network or a special use
/// (IANA, “IPv4 and IPv6 Special-Purpose Address Registries”).
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match address.segments() {
            // An IPv4 address in the form of IPv6, as such or for a translator (RFC 6052, RFC 3056).
            [0, 0, 0, 0, 0, 0 | 0xffff, high, low]
            | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
            | [0x2002, high, low, ..] => {
                let [a, b] = high.to_be_bytes();
                let [c, d] = low.to_be_bytes();
                is_public_v4(Ipv4Addr::new(a, b, c, d))
            }
            [first, ..] => first & 0xe000 == 0x2000 && !is_special_v6(address),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || matches!((a, b, c), (0 | 224.., ..) | (100, 64..=127, _) | (192, 0, 0) | (198, 18 | 19, _));
    !is_special
}

fn is_special_v6(address: Ipv6Addr) -> bool {
    matches!(address.segments(), [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x3fff, 0..=0xfff, ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_become_addresses() {
        let url = |link: &str| target(link).map(|target| (target.url, target.host));
        let is = |link: &str, url_: &str, host: &str| assert_eq!(url(link), Some((url_.to_owned(), host.to_owned())));
        is("https://Example.org/a#b", "https://Example.org/a", "example.org:443");
        is("http://example.org", "http://example.org", "example.org:80");
        is("//example.org:8080/a b?c=ŵ", "https://example.org:8080/a%20b?c=%C5%B5", "example.org:8080");
        for none in
            ["a.md", "mailto:jo@example.org", "https://", "ftp://example.org/", "https://jo:x@example.org/", "#a", ""]
        {
            assert_eq!(target(none), None, "{none}");
        }
    }

    #[test]
    fn private_networks_are_not_the_internet() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "255.255.255.255",
            "224.0.0.1",
            "192.0.2.1",
            "198.18.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:a00:1::",
            "2001:db8::1",
            "::127.0.0.1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "2a00:1450::1"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }
}

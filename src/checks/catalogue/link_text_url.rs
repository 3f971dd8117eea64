//! `link-text-url`: a web address in the place of words.

use crate::checks::{Check, Found, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "link-text-url",
        severity: Severity::Warning,
        criterion: "2.4.4",
        why: "Screen readers spell an address out sign by sign, and it doesn't say what is behind it.",
        why_cy: "Mae darllenwyr sgrin yn sillafu cyfeiriad fesul arwydd, ac nid yw'n dweud beth sydd y tu ôl iddo.",
        doc: include_str!("../../codes/link-text-url.md"),
    },
    says: &[
        Saying {
            en: (
                "The link's words are the address “{0}”.",
                "Let the words name what is behind it, for example:\n[Toolkit for community libraries]({1})",
            ),
            cy: (
                "Cyfeiriad, “{0}”, yw geiriau'r ddolen.",
                "Gadewch i'r geiriau enwi'r hyn sydd y tu ôl iddi, er enghraifft:\n[Pecyn cymorth i lyfrgelloedd cymunedol]({1})",
            ),
        },
        Saying {
            en: (
                "The address “{0}” is no link, so readers would have to type it.",
                "Make a link of it, with words that name what is behind it, for example:\n[Toolkit for community libraries]({1})",
            ),
            cy: (
                "Nid yw'r cyfeiriad “{0}” yn ddolen, felly byddai'n rhaid i ddarllenwyr ei deipio.",
                "Gwnewch ddolen ohono, gyda geiriau sy'n enwi'r hyn sydd y tu ôl iddi, er enghraifft:\n[Pecyn cymorth i lyfrgelloedd cymunedol]({1})",
            ),
        },
    ],
    scope: Scope::Page(look),
};

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    for link in &page.links {
        let words = page.words(&link.range).trim();
        if is_address(words) {
            let span = if link.bare { link.span } else { page.span(&link.range) };
            found.add(0, span, &[words, &link.target]);
        }
    }
    let schemes = page.places(b':').filter(|at| page.text[*at..].starts_with("://"));
    addresses(page, schemes, found);
    addresses(page, HOST.find_iter(page.text.as_bytes()), found);
    let bare = page.places(b'/').filter_map(|at| bare_host(&page.text, at));
    addresses(page, bare, found);
}

/// What most names of websites begin with.
static HOST: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("www."));

/// Endings of names that are a website's when a path follows.
const ENDINGS: &[&str] = &["com", "cymru", "eu", "gov", "info", "net", "org", "scot", "uk", "wales"];

/// Where the name of a website begins that a slash follows, as in `example.org/join`. One with `://` or `www.` is
/// found by that.
fn bare_host(text: &str, slash: usize) -> Option<usize> {
    let before = &text[..slash];
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let start = before.trim_end_matches(is_part).len();
    let (name, ending) = before[start..].rsplit_once('.')?;
    let is_host = name.starts_with(|c: char| c.is_ascii_alphanumeric()) && !name.starts_with("www.");
    let is_apart = !before[..start].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '@' | ':' | '_'));
    let has_path = text[slash + 1..].starts_with(|c: char| c.is_ascii_alphanumeric());
    (is_host && is_apart && has_path && ENDINGS.contains(&ending)).then_some(start)
}

fn addresses(page: &Page<'_>, starts: impl Iterator<Item = usize>, found: &mut Found<'_>) {
    let mut done = 0;
    for at in starts {
        if at >= done {
            done = typed(page, at, found).unwrap_or(done);
        }
    }
}

/// Whether words are nothing but an address. A short name such as `gov.uk` is read as words.
fn is_address(words: &str) -> bool {
    let begins_with = |start: &str| words.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
    let begins = ["http://", "https://", "www."].into_iter().any(begins_with);
    let is_one = !words.contains(char::is_whitespace);
    let has_path = words.split_once('/').is_some_and(|(host, path)| {
        let ending = host.rsplit_once('.').map_or("", |(_, ending)| ending);
        !path.is_empty() && ending.len() > 1 && ending.chars().all(|c| c.is_ascii_lowercase())
    });
    is_one && (begins || has_path)
}

/// Tells of an address in the text that is no link, and says where it ends. `at` is where its `://` stands, or its
/// beginning if it has none.
fn typed(page: &Page<'_>, at: usize, found: &mut Found<'_>) -> Option<usize> {
    let text = &page.text;
    let has_scheme = text[at..].starts_with("://");
    let scheme = if has_scheme { scheme(&text[..at])? } else { 0 };
    let start = at - scheme;
    let before = text[..start].chars().next_back();
    // What stands in the midst of an address is not its start.
    if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '@')) {
        return None;
    }
    let is_end = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '(' | ')' | '[' | ']');
    let end = text[at..].find(is_end).map_or(text.len(), |n| at + n);
    let address = text[start..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '’', '\'', '*']);
    let next = page.links.partition_point(|link| link.range.start <= start);
    let in_link = next.checked_sub(1).is_some_and(|n| start < page.links[n].range.end);
    if !in_link && address.len() > at - start + 4 && address.contains('.') {
        let target = if has_scheme { address.to_owned() } else { format!("https://{address}") };
        found.add(1, page.span(&(start..start + address.len())), &[address, &target]);
    }
    Some(end)
}

/// How long the scheme of the web is that a text ends in.
fn scheme(before: &str) -> Option<usize> {
    let ends = |scheme: &&str| {
        let at = before.len().checked_sub(scheme.len());
        at.and_then(|at| before.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(scheme))
    };
    ["https", "http"].iter().find(|scheme| ends(scheme)).map(|scheme| scheme.len())
}

//! `link-text-url`: a web address in the place of words.

use crate::checks::{Check, Found, Page, Scope};
use crate::codes::{Code, Saying, Severity};

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
    for sign in ["://", "www."] {
        for (at, _) in page.text.match_indices(sign) {
            typed(page, at, sign, found);
        }
    }
}

/// Whether words are nothing but an address. A short name such as `gov.uk` is read as words.
fn is_address(words: &str) -> bool {
    let lower = words.get(..8).unwrap_or(words).to_ascii_lowercase();
    let begins = lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www.");
    let is_one = !words.contains(char::is_whitespace);
    let has_path = words.split_once('/').is_some_and(|(host, path)| {
        let ending = host.rsplit_once('.').map_or("", |(_, ending)| ending);
        !path.is_empty() && ending.len() > 1 && ending.chars().all(|c| c.is_ascii_lowercase())
    });
    is_one && (begins || has_path)
}

/// An address in the text that is no link.
fn typed(page: &Page<'_>, at: usize, sign: &str, found: &mut Found<'_>) {
    let text = &page.text;
    let is_part = |c: char| !c.is_whitespace() && !matches!(c, '<' | '>' | '"' | '“' | '”' | '(' | '[');
    let start = text[..at].rfind(|c| !is_part(c)).map_or(0, |n| n + text[n..].chars().next().map_or(1, char::len_utf8));
    let scheme = &text[start..at];
    let is_web = match sign {
        "www." => scheme.is_empty(),
        _ => scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"),
    };
    let end = text[at..].find(|c| !is_part(c) || c == ')').map_or(text.len(), |n| at + n);
    let address = text[start..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '’', '\'', '*']);
    let in_link = page.links.iter().any(|link| link.range.start <= start && start < link.range.end.max(link.range.start + 1));
    if is_web && !in_link && address.len() > sign.len() + scheme.len() && address.contains('.') {
        let target = if sign == "www." { format!("https://{address}") } else { address.to_owned() };
        found.add(1, page.span(&(start..start + address.len())), &[address, &target]);
    }
}

//! The two files `_headers` and `_redirects`, which Netlify came up with and other hosts read too,
//! and the file `CNAME`.

use super::headers::{FINGERPRINTED, Scope};
use super::host::OutputFile;
use super::{Host, Rules};

/// `_headers`: a path, and below it the headers, further in.
pub(super) const HEADERS: OutputFile = OutputFile { path: "_headers", write: Some(headers) };

/// An empty file that keeps Jekyll away from branches that hold finished websites.
pub(super) const NO_JEKYLL: OutputFile = OutputFile { path: ".nojekyll", write: Some(|_| Some(String::new())) };

fn headers(rules: &Rules<'_>) -> Option<String> {
    let mut out = String::new();
    for (scope, folder) in [(Scope::Everything, ""), (Scope::Fingerprinted, FINGERPRINTED)] {
        out += &format!("{}{folder}*\n", rules.base);
        for header in rules.headers.iter().filter(|header| header.scope == scope) {
            out += &format!("  {}: {}\n", header.name, header.value);
        }
    }
    Some(out)
}

/// `_redirects`: an old address, the new one and the status, one a line; `None` without any.
pub(super) fn redirects(rules: &Rules<'_>, status: &str) -> Option<String> {
    let lines = rules
        .redirects
        .iter()
        .flat_map(|rule| rule.spellings().into_iter().map(move |from| format!("{from} {} {status}\n", rule.to)));
    Some(lines.collect::<String>()).filter(|text| !text.is_empty())
}

/// The hub's domain.
pub(super) fn domain_line(rules: &Rules<'_>) -> Option<String> {
    let domain = super::domain(rules.url?);
    (!domain.is_empty()).then(|| format!("{domain}\n"))
}

/// The hub's domain, if it is not one that the host gave out.
pub(super) fn own_domain(rules: &Rules<'_>, host: &Host) -> Option<String> {
    domain_line(rules).filter(|line| !host.owns(line.trim_end()))
}

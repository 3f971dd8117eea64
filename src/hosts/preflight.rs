//! Looks at a finished hub as its host will: what the host would refuse or pass over, and what should
//! not be published at all. It reports and changes nothing.

use super::table::{grouped, size};
use super::{Host, Limits, Redirects, Rules};
use crate::checks;
use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::path::{OutputPath, RelPath};
use crate::pipeline::Plan;

/// What is known before a hub is published.
pub struct Facts<'a> {
    /// The hub.
    pub plan: &'a Plan,
    /// Where it goes, if that is known.
    pub host: Option<&'static Host>,
    /// Every file of the finished hub with its size in bytes, sorted by path.
    pub files: &'a [(OutputPath, u64)],
    /// Whether drafts were built as well.
    pub drafts: bool,
    /// The files beside `content` that are not as Bindery would write them.
    pub outdated: &'a [&'a str],
    /// The address of the hub's repository, if it is in one.
    pub repository: Option<&'a str>,
}

/// What should be mended before the hub is published.
pub fn preflight(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let mut problems = address(facts);
    problems.extend(target(facts));
    problems.extend(forms(facts));
    if facts.drafts {
        let help = "Type the command again without --drafts. To see drafts yourself, type:\nbindery serve --drafts";
        problems.push(in_settings(facts, &codes::PUBLISH_DRAFTS, "host", "Drafts would be published.").help(help));
    }
    if !facts.files.iter().any(|(path, _)| path.as_str() == "404.html") {
        let help = "Look for the template 404.html in your theme, and for what is told about it.";
        let message = "There is no page for addresses that do not exist.";
        problems.push(in_settings(facts, &codes::NOT_FOUND_MISSING, "theme", message).help(help));
    }
    if let Some(host) = facts.host {
        problems.extend(sizes(facts, host));
        problems.extend(endings(facts, host));
        problems.extend(rules(facts, host));
        problems.extend(facts.outdated.iter().map(|path| {
            let message = format!("The file {path} is not as this version of Bindery would write it.");
            let help =
                format!("If you did not change it yourself, type:\nbindery publish --setup {} --replace", host.name);
            in_settings(facts, &codes::HOST_SETUP, "host", &message).help(help)
        }));
    }
    // A build has looked at the pages for words that hold a place.
    problems.extend(checks::settings(&facts.plan.site.settings.source));
    problems
}

/// A problem of the line of a setting, or of the settings as a whole.
fn in_settings(facts: &Facts<'_>, code: &'static codes::Code, key: &str, message: &str) -> Diagnostic {
    let source = &facts.plan.site.settings.source;
    let start = source.text.lines().position(|line| line.starts_with(&format!("{key}:")));
    match start {
        Some(line) => {
            let start: usize = source.text.split_inclusive('\n').take(line).map(str::len).sum();
            let len = source.text[start..].lines().next().map_or(0, str::len);
            source.problem(code, Span::new(start, start + len), message.to_owned())
        }
        None => Diagnostic::new(code, &source.path, message),
    }
}

/// Domains that are nobody's (RFC 2606, RFC 6761), so that no reader will come by them.
const NOBODYS: &[&str] = &["example.org", "example.com", "example.net", "example", "invalid", "test", "localhost"];

/// Whether no reader can get to a domain: one for examples, one of this computer, or the words of a text about hubs.
fn is_nobodys(domain: &str) -> bool {
    let is_below = |end: &&str| domain == *end || domain.ends_with(&format!(".{end}"));
    NOBODYS.iter().any(is_below)
        || domain.starts_with("127.")
        || domain.split('.').any(|part| part.starts_with("your-"))
}

/// Whether `publish_to:` can be a place that the host knows.
fn target(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let settings = &facts.plan.site.settings;
    let Some((to, span)) = &settings.publish_to else { return Vec::new() };
    let problem =
        |message: String, help: &str| vec![settings.source.problem(&codes::PUBLISH_TO, *span, message).help(help)];
    let machine = to.split_once("://").map_or(to.as_str(), |(_, rest)| rest);
    let machine = machine.split(['/', ':']).next().unwrap_or("");
    let machine = machine.rsplit_once('@').map_or(machine, |(_, machine)| machine);
    if machine.contains('.') && is_nobodys(machine) && !machine.starts_with("127.") {
        return problem(
            format!("“{to}” is an address for examples, and nothing arrives there."),
            "Type the name of the server and the folder on it, as whoever runs the web space told you.",
        );
    }
    let is_copied = facts.host.is_some_and(|host| matches!(host.send, super::Send::Copy));
    match to.split_once("://") {
        Some((scheme, rest)) if is_copied && !matches!(scheme, "sftp" | "rsync") => problem(
            format!("Bindery can't send a hub to an address that begins with {scheme}://."),
            &format!(
                "Ask whoever runs the web space for SFTP or SSH. If it has SFTP, type:\npublish_to: sftp://{rest}"
            ),
        ),
        _ => Vec::new(),
    }
}

/// Forms that are sent to nobody.
fn forms(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let settings = &facts.plan.site.settings;
    let mut spans: Vec<Span> = Vec::new();
    for endpoint in settings.endpoints() {
        if is_nobodys(super::domain(&endpoint.action)) && !spans.contains(&endpoint.span) {
            spans.push(endpoint.span);
        }
    }
    let problem = |span| {
        let message = "This form is sent to an address for examples, and what readers write would be lost.";
        let help = "Type the address that your form service gave you after “action:”.";
        settings.source.problem(&codes::FEEDBACK_ENDPOINT, span, message).help(help)
    };
    spans.into_iter().map(problem).collect()
}

/// Whether the hub's address can be the one under which it will be found.
fn address(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let problem =
        |message: String, help: String| vec![in_settings(facts, &codes::PUBLISH_URL, "url", &message).help(help)];
    let Some(url) = facts.plan.site.settings.url.as_deref() else {
        let help = "Add a line to content/site.yaml with the address that readers will type, for example:\nurl: https://your-library.org.uk/";
        return problem("The hub's address is not set.".to_owned(), help.to_owned());
    };
    let domain = super::domain(url);
    if is_nobodys(domain) {
        let message = format!("“{url}” is an address for examples, and no reader will find the hub there.");
        return problem(message, "Type the address that readers will type, after “url:”.".to_owned());
    }
    let actual = super::at(url);
    if let (Some(host), Some(actual)) = (facts.host, actual.filter(|actual| Some(*actual) != facts.host)) {
        let message = format!("The hub is published on {}, but its address is one of {}.", host.label, actual.label);
        let help =
            format!("Type the address that {} gave you after “url:”, or type:\nhost: {}", host.label, actual.name);
        return problem(message, help);
    }
    match (actual, facts.repository.and_then(|repository| of_repository(repository, actual?))) {
        (Some(host), Some(expected)) if !expected.eq_ignore_ascii_case(url) => {
            let message = format!("{} publishes this repository at {expected}, not at {url}.", host.label);
            problem(message, format!("Type:\nurl: {expected}"))
        }
        _ => Vec::new(),
    }
}

/// The address at which a host publishes a repository: `https://owner.github.io/name/`, without the
/// name where the repository is called like the address, or `pages` on Codeberg.
fn of_repository(repository: &str, host: &Host) -> Option<String> {
    let service = match host.name {
        "github" => "github.com",
        "codeberg" => "codeberg.org",
        _ => return None,
    };
    let (_, path) = repository.split_once(service)?;
    let path = path.trim_start_matches(['/', ':']).trim_end_matches('/');
    let (owner, name) = path.strip_suffix(".git").unwrap_or(path).split_once('/')?;
    let domain = format!("{}{}", owner.to_lowercase(), host.domain);
    let is_whole = name.eq_ignore_ascii_case(&domain) || host.name == "codeberg" && name == "pages";
    Some(if is_whole { format!("https://{domain}/") } else { format!("https://{domain}/{name}/") })
}

/// Files that are too many or too large.
fn sizes(facts: &Facts<'_>, host: &Host) -> Vec<Diagnostic> {
    let limits: &Limits = &host.limits;
    let mut problems = Vec::new();
    let whole = |message: String, help: &str| in_settings(facts, &codes::HOST_LIMIT, "host", &message).help(help);
    if let Some(most) = limits.files.filter(|most| facts.files.len() > *most) {
        let message =
            format!("The hub has {} files, and {} takes {}.", grouped(facts.files.len()), host.label, grouped(most));
        problems.push(whole(message, OTHER_HOST));
    }
    let total: u64 = facts.files.iter().map(|(_, len)| len).sum();
    if let Some(most) = limits.total.filter(|most| total > *most) {
        let message = format!("The hub is {} in all, and {} takes {}.", size(total), host.label, size(most));
        problems.push(whole(message, "Take large files out, or make pictures smaller. Or choose another host; to compare them, type:\nbindery explain hosting"));
    }
    if let Some(most) = limits.file {
        for (path, len) in facts.files.iter().filter(|(_, len)| *len > most) {
            let message = format!("{path} is {}, and {} takes {} a file.", size(*len), host.label, size(most));
            let help = "Make the file smaller, or put it elsewhere and link to it.";
            problems.push(Diagnostic::new(&codes::HOST_LIMIT, &source(facts.plan, path), message).help(help));
        }
    }
    problems
}

const OTHER_HOST: &str = "Choose another host. To compare them, type:\nbindery explain hosting";

const FEWER: &str = "Delete old addresses that nobody uses any more, or choose another host. To compare them, type:\nbindery explain hosting";

/// Files of kinds that the host refuses.
fn endings(facts: &Facts<'_>, host: &Host) -> Vec<Diagnostic> {
    let taken = host.limits.endings;
    if taken.is_empty() {
        return Vec::new();
    }
    let refused = facts.files.iter().filter(|(path, _)| {
        let ending = path.as_str().rsplit_once('.').map_or("", |(_, ending)| ending);
        !taken.contains(&ending.to_ascii_lowercase().as_str())
    });
    let problem = |(path, _): &(OutputPath, u64)| {
        let message = format!("{} takes no files such as {path}.", host.label);
        let help =
            "Offer it as a PDF or as a page, or choose another host. To compare them, type:\nbindery explain hosting";
        Diagnostic::new(&codes::HOST_FILE, &source(facts.plan, path), message).help(help)
    };
    refused.map(problem).collect()
}

/// Headers and old addresses that are too many or too long, or that the host knows nothing of.
fn rules(facts: &Facts<'_>, host: &Host) -> Vec<Diagnostic> {
    let (site, limits) = (&facts.plan.site, &host.limits);
    let rules = Rules::of(site);
    let mut problems = Vec::new();
    let line = rules.headers.iter().map(|header| header.name.len() + 4 + header.value.len()).max().unwrap_or(0);
    if let Some(most) = limits.header_line.filter(|most| line > *most) {
        let message = format!("A header has {line} letters, and {} takes {most}.", host.label);
        let help = "Send your forms to fewer services: each adds to what pages may do.";
        problems.push(in_settings(facts, &codes::HOST_LIMIT, "forms", &message).help(help));
    }
    let lines: usize = rules.redirects.iter().map(|rule| rule.spellings().len()).sum();
    if let Some(most) = limits.redirects.filter(|most| lines > *most) {
        let message =
            format!("The old addresses take {} lines, and {} reads {}.", grouped(lines), host.label, grouped(most));
        problems.push(in_settings(facts, &codes::HOST_LIMIT, "redirects", &message).help(FEWER));
    }
    for (redirect, rule) in site.redirects.iter().zip(&rules.redirects) {
        let source = redirect.alias_of.map_or(&site.settings.source, |id| &site.page(id).entry.document.source);
        // Besides the two addresses a line holds two blanks and a status of up to four signs.
        let len = rule.from.len() + rule.to.len() + 6;
        if let Some(most) = limits.redirect_line.filter(|most| len > *most) {
            let message = format!("This old address takes {len} letters, and {} reads {most}.", host.label);
            problems.push(source.problem(&codes::HOST_LIMIT, redirect.span, message).help("Type shorter addresses."));
        }
        if host.redirects == Redirects::Pages && !rule.has_page {
            let message = format!("{} can't lead on from the address of a file.", host.label);
            let help = "Delete the line, put the file back at its old address, or choose another host. To compare them, type:\nbindery explain hosting";
            problems.push(source.problem(&codes::HOST_REDIRECT, redirect.span, message).help(help));
        }
    }
    problems
}

/// The file behind an output.
fn source(plan: &Plan, path: &OutputPath) -> RelPath {
    plan.route(path).map_or_else(|| plan.site.settings.source.path.clone(), |route| plan.source(route))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repositories_have_their_addresses() {
        let github = super::super::named("github").unwrap();
        let codeberg = super::super::named("codeberg").unwrap();
        let of = |repository, host| of_repository(repository, host).unwrap_or_default();
        assert_eq!(of("git@github.com:Library/hub.git", github), "https://library.github.io/hub/");
        assert_eq!(of("https://github.com/library/library.github.io", github), "https://library.github.io/");
        assert_eq!(of("ssh://git@codeberg.org/library/pages.git", codeberg), "https://library.codeberg.page/");
        assert_eq!(of("/srv/hub.git", github), "");
    }
}

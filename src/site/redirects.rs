//! Old addresses and where they lead now: the `aliases` of pages and the settings' `redirects`
//! become one list. What leads nowhere, in a circle or by way of a third address is reported at
//! its place. How a host is told of them is `hosts`' business.

use super::links::{Found, Miss, find, held};
use super::targets::{Target, Targets};
use super::{AssetId, Entry, PageId, Published, index};
use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::settings::{self, Settings};
use foldhash::{HashMap, HashSet, HashSetExt};

/// An old address and where it leads now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The old address as a clean path, not encoded: `old/page/` or `leaflet.pdf`.
    pub from: String,
    /// Where it leads.
    pub to: Destination,
    /// The page that names it among its aliases; `None` if the settings do.
    pub alias_of: Option<PageId>,
    /// Where that stands.
    pub span: Span,
}

/// Where an old address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A page.
    Page(PageId),
    /// A file.
    Asset(AssetId),
    /// An address that Bindery makes a page for, not encoded.
    Made(String),
    /// Another website, by its full address.
    Elsewhere(String),
}

impl Redirect {
    /// Whether a page can stand at the old address and lead on. Nothing but the host itself can
    /// lead on from the address of a file such as `leaflet.pdf`.
    pub fn can_be_a_page(&self) -> bool {
        self.from.ends_with('/') || self.from.ends_with(".html") || self.from.ends_with(".htm")
    }
}

/// Every old address of the hub: of its pages, by their files' paths, and then of the settings.
pub(super) fn resolve(
    settings: &Settings,
    entries: &[Entry],
    assets: &[Published],
    targets: &Targets<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Redirect> {
    let mut redirects = aliases(entries, problems);
    if settings.redirects.is_empty() {
        return redirects;
    }
    let aliases: HashMap<String, usize> =
        redirects.iter().enumerate().map(|(n, known)| (key(&known.from), n)).collect();
    let typed = checked(settings, &aliases, assets, problems);
    let places: HashMap<String, usize> = typed.iter().enumerate().map(|(n, (from, _))| (key(from), n)).collect();
    let mut say = |code, span, (message, help): (String, String)| {
        problems.push(settings.source.problem(code, span, message).help(help));
    };
    for (from, setting) in &typed {
        let Some(last) = last(&typed, &places, setting) else {
            say(&codes::REDIRECT_INVALID, setting.span, in_a_circle(setting));
            continue;
        };
        let alias = clean(&last.to).and_then(|to| aliases.get(&key(&to)));
        let to = match alias {
            Some(alias) => Ok(redirects[*alias].to.clone()),
            None => destination(&last.to, targets),
        };
        if !std::ptr::eq(*setting, last) || alias.is_some() {
            say(&codes::REDIRECT_CHAIN, setting.to_span, in_steps(setting, &last.to, to.as_ref().ok(), entries));
        }
        match to {
            Ok(to) => redirects.push(Redirect { from: from.clone(), to, alias_of: None, span: setting.span }),
            // What leads here by way of another one is told with that one.
            Err(miss) if std::ptr::eq(*setting, last) => {
                say(miss.code, setting.to_span, (miss.message, miss.help));
            }
            Err(_) => {}
        }
    }
    redirects
}

/// The old addresses that pages name.
fn aliases(entries: &[Entry], problems: &mut Vec<Diagnostic>) -> Vec<Redirect> {
    let mut found = Vec::new();
    for (n, entry) in entries.iter().enumerate() {
        let page = PageId(index(n));
        for (alias, span) in entry.document.front_matter.list("aliases") {
            match clean(alias) {
                Some(from) => {
                    let to = Destination::Page(page);
                    found.push(Redirect { from, to, alias_of: Some(page), span: *span });
                }
                None => {
                    let message = format!("“{alias}” is not an address inside the hub.");
                    problems.push(entry.document.problem(&codes::ALIAS_INVALID, *span, message).help(TYPE_ADDRESS));
                }
            }
        }
    }
    found
}

const TYPE_ADDRESS: &str = "Type the old address as it came after the hub's name, for example /old/page/.";

type Typed<'s> = (String, &'s settings::Redirect);

/// The settings' old addresses that are addresses, each once.
fn checked<'s>(
    settings: &'s Settings,
    aliases: &HashMap<String, usize>,
    assets: &[Published],
    problems: &mut Vec<Diagnostic>,
) -> Vec<Typed<'s>> {
    let mut typed: Vec<Typed<'s>> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    let files: HashSet<String> = assets.iter().map(|file| key(file.output.as_str())).collect();
    for setting in &settings.redirects {
        let fault = match clean(&setting.from) {
            None => (format!("“{}” is not an address inside the hub.", setting.from), TYPE_ADDRESS),
            Some(from) if seen.contains(&key(&from)) => {
                (format!("“{}” is named twice.", setting.from), "Delete one of the two lines.")
            }
            Some(from) if aliases.contains_key(&key(&from)) => (
                format!("“{}” is an old address of a page already.", setting.from),
                "Delete this line: the page's aliases do the same.",
            ),
            Some(from) if files.contains(&key(&from)) => (
                format!("There is a file at “{}”, so nobody would be sent on.", setting.from),
                "Delete this line, or take the file away.",
            ),
            Some(from) => {
                seen.insert(key(&from));
                typed.push((from, setting));
                continue;
            }
        };
        problems.push(settings.source.problem(&codes::REDIRECT_INVALID, setting.span, fault.0).help(fault.1));
    }
    typed
}

/// The setting at whose end a reader arrives; `None` if there is none.
fn last<'s>(
    typed: &[Typed<'s>],
    places: &HashMap<String, usize>,
    first: &'s settings::Redirect,
) -> Option<&'s settings::Redirect> {
    let mut at = first;
    // Whoever has not arrived after as many steps as there are settings goes round in a circle.
    for _ in 0..=typed.len() {
        match clean(&at.to).and_then(|to| places.get(&key(&to))) {
            Some(next) => at = typed[*next].1,
            None => return Some(at),
        }
    }
    None
}

/// Where a target leads: a page's file or its address, a file, or another website.
fn destination(typed: &str, targets: &Targets<'_>) -> Result<Destination, Miss> {
    if typed.starts_with("https://") || typed.starts_with("http://") {
        return match typed.contains(|c: char| {
            c.is_whitespace()
                || c.is_control()
                || matches!(c, '"' | '<' | '>' | '\\' | '$' | '{' | '}' | '\u{200e}'..='\u{202e}')
        }) {
            false => Ok(Destination::Elsewhere(typed.to_owned())),
            true => Err(Miss {
                code: &codes::REDIRECT_INVALID,
                message: format!("“{typed}” is not a full address."),
                help: "Type it as in a browser's address bar.".into(),
            }),
        };
    }
    let path = clean(typed);
    match find("", typed.trim_start_matches('/'), targets, false) {
        Ok(Found::Target(Target::Page(page))) => Ok(Destination::Page(page)),
        Ok(Found::Target(Target::Asset(asset))) => Ok(Destination::Asset(asset)),
        Ok(Found::Target(Target::Held(why))) => Err(held(typed, why)),
        Ok(Found::Made(address)) => Ok(Destination::Made(address)),
        Err(miss) => path.and_then(|path| targets.address(&path)).map(Destination::Page).ok_or(miss),
    }
}

fn in_a_circle(setting: &settings::Redirect) -> (String, String) {
    let message = format!("“{}” leads back to itself, so browsers would give up.", setting.from);
    (message, "Type the file of the page that readers should see.".to_owned())
}

fn in_steps(setting: &settings::Redirect, last: &str, to: Option<&Destination>, entries: &[Entry]) -> (String, String) {
    let last = match to {
        Some(Destination::Page(page)) => entries[page.0 as usize].document.source.path.as_str(),
        _ => last,
    };
    let message = format!("“{}” leads to an old address, which leads on.", setting.from);
    (message, format!("Type where it ends:\n{}: {last}", setting.from))
}

/// What is the same for two clean paths that are the same address: a server may take `old` and `old/`
/// for one, and a disk may take letters of either case for one.
fn key(path: &str) -> String {
    path.trim_end_matches('/').to_lowercase()
}

/// An old address as a clean path: `/old/page` and `/old/page/` are a folder, `/old.html` and
/// `/leaflet.pdf` are files. `None` for what is none, and for signs that hosts take for patterns.
fn clean(address: &str) -> Option<String> {
    let path = crate::path::decode(address.strip_prefix('/')?)?;
    let inner = path.strip_suffix('/').unwrap_or(&path);
    let bad = |part: &str| {
        part.is_empty()
            || part == "."
            || part == ".."
            || part.contains(['\\', '?', '#', ':', '*'])
            // For programs, but for what is well known (RFC 8615).
            || part.starts_with('.') && part != ".well-known"
            || part.contains(char::is_control)
    };
    if inner.split('/').any(bad) {
        return None;
    }
    let name = inner.rsplit('/').next().unwrap_or("");
    let is_file = !path.ends_with('/') && name.rsplit_once('.').is_some_and(|(_, ending)| is_ending(ending));
    Some(if is_file { inner.to_owned() } else { format!("{inner}/") })
}

/// Whether a name's ending is one that Bindery knows: `st.-davids` is a page's name, and `old.php` was
/// a page as well.
fn is_ending(text: &str) -> bool {
    text == "htm" || crate::file_kind::is_known(&text.to_ascii_lowercase())
}

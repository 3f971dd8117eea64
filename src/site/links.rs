//! Follows every link and image of every page to what it leads to, and reports each that leads
//! nowhere, with what to type instead.

use super::targets::{Target, Targets};
use super::{AssetId, Entry, PageId, WhyHeld, index};
use crate::codes::{self, Code};
use crate::diagnostic::{Diagnostic, MOST_PER_FILE, Span, did_you_mean};
use crate::document::{Document, FORM, Link, is_safe_scheme};
use crate::forms::Preset;
use crate::path::{decode, join, relative};
use rayon::prelude::*;
use std::borrow::Cow;

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// A page of the hub, and a place on it.
    Page(PageId, Option<String>),
    /// A file of the hub.
    Asset(AssetId),
    /// A place on the same page.
    Here(String),
    /// A page that Bindery makes without a file, by its address.
    Made(String),
    /// A form of the settings, by its place among them.
    Form(usize),
    /// Something outside the hub, as it was written.
    External,
    /// Nothing: it was reported.
    Broken,
}

/// Follows the links of all pages, and reports those that lead nowhere.
pub(super) fn resolve(entries: &[Entry], targets: &Targets<'_>) -> (Vec<Vec<Resolved>>, Vec<Diagnostic>) {
    let follow = |entry: &Entry| {
        let mut found = Vec::new();
        let links = &entry.document.links;
        let resolved = links.iter().map(|link| follow_link(entry, link, entries, targets, &mut found)).collect();
        (resolved, found)
    };
    let (resolved, found): (Vec<_>, Vec<Vec<Diagnostic>>) = entries.par_iter().map(follow).unzip();
    (resolved, found.into_iter().flatten().collect())
}

/// Which pages link to each page in their text.
pub(super) fn backlinks(entries: &[Entry], links: &[Vec<Resolved>]) -> Vec<Vec<PageId>> {
    let mut backlinks: Vec<Vec<PageId>> = vec![Vec::new(); entries.len()];
    for (n, links) in links.iter().enumerate() {
        let from = PageId(index(n));
        if !entries[n].is_listed() {
            continue;
        }
        for link in links {
            if let Resolved::Page(to, _) = link
                && *to != from
                && backlinks[to.0 as usize].last() != Some(&from)
            {
                backlinks[to.0 as usize].push(from);
            }
        }
    }
    backlinks
}

/// A link that leads nowhere, in words.
pub(super) struct Miss {
    pub(super) code: &'static Code,
    pub(super) message: String,
    pub(super) help: String,
}

/// Whether an address was copied out of the preview, which says that it is at this one.
fn is_preview(target: &str) -> bool {
    target.starts_with("http://localhost:")
}

fn follow_link(
    entry: &Entry,
    link: &Link,
    entries: &[Entry],
    targets: &Targets<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Resolved {
    let document = &entry.document;
    let target = link.target.trim();
    if let Some(name) = target.strip_prefix(FORM) {
        return match find_form(name, targets) {
            Ok(form) => Resolved::Form(form),
            Err(miss) => {
                report(document, link.span, problems, miss);
                Resolved::Broken
            }
        };
    }
    match scheme(target) {
        Some(_) if is_preview(target) => {
            let message = format!("“{target}” is the preview on your own computer, which readers can't reach.");
            let help = "Type the name of the page's file, which ends in .md, in its place.".into();
            report(document, link.span, problems, Miss { code: &codes::LINK_OUTSIDE, message, help });
            return Resolved::Broken;
        }
        Some(scheme) if is_safe_scheme(scheme) => return Resolved::External,
        Some(scheme) => {
            let message = format!("A link may not begin with “{scheme}:”.");
            let help = "Link to a page, a file in the hub, or an address that begins with https://.";
            report(document, link.span, problems, Miss { code: &codes::LINK_UNSAFE, message, help: help.into() });
            return Resolved::Broken;
        }
        None if target.starts_with("//") => return Resolved::External,
        None => {}
    }
    let (path, fragment) = target.split_once('#').map_or((target, None), |(path, fragment)| (path, Some(fragment)));
    let fragment = fragment.and_then(decode).filter(|fragment| !fragment.is_empty()).map(Cow::into_owned);
    if path.is_empty() {
        return match fragment {
            Some(fragment) => {
                check_anchor(document, document, &fragment, link, problems);
                Resolved::Here(fragment)
            }
            None => {
                let (message, help) = match link.image {
                    true => ("The picture has no file.", "Type the file's name between the round brackets."),
                    false => {
                        ("The link leads nowhere.", "Type a page's file or an address between the round brackets.")
                    }
                };
                let miss = Miss { code: &codes::LINK_EMPTY, message: message.into(), help: help.into() };
                report(document, link.span, problems, miss);
                Resolved::Broken
            }
        };
    }
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    match find(document.source.path.parent(), path, targets, link.image) {
        Ok(Found::Made(address)) => Resolved::Made(address),
        Ok(Found::Target(Target::Asset(asset))) => Resolved::Asset(asset),
        Ok(Found::Target(Target::Page(page))) => {
            if let Some(fragment) = &fragment {
                check_anchor(document, &entries[page.0 as usize].document, fragment, link, problems);
            }
            Resolved::Page(page, fragment)
        }
        Ok(Found::Target(Target::Held(why))) => {
            report(document, link.span, problems, held(path, why));
            Resolved::Broken
        }
        Err(miss) => {
            report(document, link.span, problems, miss);
            Resolved::Broken
        }
    }
}

fn report(document: &Document, span: Span, problems: &mut Vec<Diagnostic>, miss: Miss) {
    if problems.len() < MOST_PER_FILE {
        problems.push(document.problem(miss.code, span, miss.message).help(miss.help));
    }
}

/// Finds the form of that name.
fn find_form(name: &str, targets: &Targets<'_>) -> Result<usize, Miss> {
    if let Some(form) = targets.forms().iter().position(|form| *form == name) {
        return Ok(form);
    }
    let help = match did_you_mean(name, targets.forms().iter().copied()) {
        Some(near) => format!("Did you mean {FORM}{near}?"),
        None if Preset::named(name).is_some() => {
            format!("Add to site.yaml, or add the second line where “forms:” is:\nforms:\n  {name}: yes")
        }
        None if targets.forms().is_empty() => {
            "There are no forms yet: they are made in site.yaml, below “forms:”.".to_owned()
        }
        None => format!("These forms are in site.yaml: {}.", targets.forms().join(", ")),
    };
    Err(Miss { code: &codes::LINK_BROKEN, message: format!("There is no form “{name}”."), help })
}

pub(super) enum Found {
    Target(Target),
    Made(String),
}

/// Finds what a path, as typed in the folder `from`, leads to.
pub(super) fn find(from: &str, typed: &str, targets: &Targets<'_>, image: bool) -> Result<Found, Miss> {
    if let Some(miss) = elsewhere(typed) {
        return Err(miss);
    }
    let decoded = decode(typed).unwrap_or(Cow::Borrowed(typed));
    // Windows editors paste paths with backslashes; what is meant is clear.
    let decoded = if decoded.contains('\\') { Cow::Owned(decoded.replace('\\', "/")) } else { decoded };
    let Some(path) = join(from, &decoded) else {
        return Err(Miss {
            code: &codes::LINK_OUTSIDE,
            message: format!("“{typed}” leads out of the content folder."),
            help: "Copy the file into the content folder and link to the copy.".into(),
        });
    };
    if let Some(target) = targets.at(&path) {
        return Ok(Found::Target(target));
    }
    if let Some(page) = targets.folder(&path) {
        return Ok(Found::Target(Target::Page(page)));
    }
    if targets.is_made(&path) {
        return Ok(Found::Made(path.trim_end_matches('/').to_owned() + "/"));
    }
    if let Some(actual) = targets.same_but_for_case(&path) {
        return Err(Miss {
            code: &codes::LINK_CASE,
            message: format!("“{typed}” differs from the file's name in capital letters only."),
            help: format!("Type {}", relative(from, actual)),
        });
    }
    let near = targets.nearest(from, &path);
    let (code, what): (&'static Code, _) = match image {
        true => (&codes::IMAGE_MISSING, "There is no picture"),
        false => (&codes::LINK_BROKEN, "There is no page or file"),
    };
    let help = match near {
        Some(near) => format!("Did you mean {near}?"),
        None if image => "Put the picture where this line says and check its name, or delete the line.".to_owned(),
        None => "Check the file's name and folder, or delete the link.".to_owned(),
    };
    // A page's address works in a browser and breaks when the page moves; its file is checked.
    let help = match targets.address(&path) {
        Some(_) if !image => format!("This is a page's address. {help} Link to the page's file, which ends in .md."),
        _ => help,
    };
    Err(Miss { code, message: format!("{what} “{typed}”."), help })
}

/// Targets that were meant for somewhere else: a website without its scheme, or a place on the
/// writer's own computer.
fn elsewhere(typed: &str) -> Option<Miss> {
    let bytes = typed.as_bytes();
    let is_drive =
        bytes.len() > 2 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':' && matches!(bytes[2], b'/' | b'\\');
    if is_drive || typed.starts_with("\\\\") {
        return Some(Miss {
            code: &codes::LINK_OUTSIDE,
            message: format!("“{typed}” is a place on your own computer, which readers can't reach."),
            help: "Copy the file into the content folder, beside the page, and type only its name.".into(),
        });
    }
    let is_email = typed.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !typed.contains(['/', ' ']) && !typed.ends_with(".md")
    });
    if is_email {
        return Some(Miss {
            code: &codes::LINK_BROKEN,
            message: format!("“{typed}” is taken for a file; an e-mail address needs mailto: before it."),
            help: format!("Type mailto:{typed}"),
        });
    }
    if scheme(typed).is_some() && typed.contains("://") {
        return Some(Miss {
            code: &codes::LINK_BROKEN,
            message: format!("“{typed}” is another website; only pages of this hub can stand here."),
            help: "Type the name of a page's file, which ends in .md, and put the link into that page's text.".into(),
        });
    }
    let rest = ["https//", "http//", "https:/", "http:/", "www."].iter().find_map(|start| typed.strip_prefix(start))?;
    let host = if typed.starts_with("www.") { typed } else { rest.trim_start_matches('/') };
    Some(Miss {
        code: &codes::LINK_BROKEN,
        message: format!("“{typed}” is taken for a file, since it does not begin with https://."),
        help: format!("If you mean the website, type https://{host}"),
    })
}

pub(super) fn held(typed: &str, why: WhyHeld) -> Miss {
    let (what, help) = match why {
        WhyHeld::Draft => ("a draft".to_owned(), "Take “status: draft” out of that page, or delete the link."),
        WhyHeld::Scheduled(day) => {
            (format!("not published before {}", day.iso()), "Change that page's “date”, or delete the link for now.")
        }
        WhyHeld::Expired(day) => {
            (format!("no longer published since {}", day.iso()), "Change that page's “expires”, or delete the link.")
        }
    };
    Miss { code: &codes::LINK_UNPUBLISHED, message: format!("The page “{typed}” is {what}."), help: help.into() }
}

/// The scheme of an address. One letter is a Windows drive, and a colon after a slash is part
/// of a name.
pub(super) fn scheme(target: &str) -> Option<&str> {
    // Most links begin with a dot, and a colon need not be looked for.
    if !target.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let (scheme, _) = target.split_once(':')?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    Some(scheme).filter(|s| s.len() > 1 && s.chars().all(plain))
}

/// How many headings a message lists.
const HEADINGS_NAMED: usize = 12;

fn check_anchor(document: &Document, target: &Document, fragment: &str, link: &Link, problems: &mut Vec<Diagnostic>) {
    let known =
        || target.headings.iter().map(|heading| heading.id.as_str()).chain(target.anchors.iter().map(String::as_str));
    let is_footnote = fragment.starts_with("fn-") || fragment.starts_with("fnref-");
    if is_footnote || known().any(|id| id == fragment) || problems.len() >= MOST_PER_FILE {
        return;
    }
    let help = match did_you_mean(fragment, known()) {
        Some(near) => format!("Did you mean #{near}?"),
        None if target.headings.is_empty() => "That page has no headings; delete the part from # on.".to_owned(),
        None => {
            let mut names: Vec<String> = Vec::new();
            for name in known().map(|id| format!("#{id}")).take(2 * HEADINGS_NAMED) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            if names.len() > HEADINGS_NAMED {
                names.truncate(HEADINGS_NAMED);
                names.push("…".to_owned());
            }
            format!("Its headings are: {}.", names.join(", "))
        }
    };
    let message = format!("There is no heading “#{fragment}” on “{}”.", target.title);
    report(document, link.span, problems, Miss { code: &codes::LINK_ANCHOR, message, help });
}

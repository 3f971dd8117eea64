//! What every page links to: the main navigation and the foot of the page, in each language.

use super::links::{Found, find};
use super::targets::{Target, Targets};
use super::{Entry, PageId, Position, index};
use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::settings::Settings;

/// What every page of one language links to.
#[derive(Clone, Debug, Default)]
pub struct Navigation {
    /// The main navigation.
    pub main: Vec<PageId>,
    /// The foot of the page.
    pub footer: Vec<PageId>,
    /// The privacy page.
    pub privacy: Option<PageId>,
}

/// The navigation of the language at place `lang`. Settings name pages of the main language;
/// others show their translations.
pub(super) fn resolve(
    settings: &Settings,
    lang: usize,
    entries: &[Entry],
    positions: &[Position],
    translations: &[Vec<PageId>],
    targets: &Targets<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Navigation {
    let mut follow = |typed: &(String, Span)| -> Option<PageId> {
        let miss = match find("", &typed.0, targets, false) {
            Ok(Found::Target(Target::Page(page))) => return in_language(page, lang, entries, translations),
            Ok(_) => (
                &codes::LINK_BROKEN,
                format!("“{}” is not a published page.", typed.0),
                "Type the path of a page's file, such as guidance/index.md.".to_owned(),
            ),
            Err(miss) => (miss.code, miss.message, miss.help),
        };
        // Reported once, with the main language.
        if lang == 0 {
            problems.push(settings.source.problem(miss.0, typed.1, miss.1).help(miss.2));
        }
        None
    };
    // A name without a page would wait there for whoever makes that page.
    for typed in &settings.any_html {
        // Beside pages, files that run are named there.
        if !matches!(find("", &typed.0, targets, false), Ok(Found::Target(Target::Asset(_)))) {
            follow(typed);
        }
    }
    let main = match &settings.nav {
        Some(typed) => typed.iter().filter_map(&mut follow).collect(),
        None => top_sections(lang, entries, positions),
    };
    Navigation {
        main,
        footer: settings.footer.iter().filter_map(&mut follow).collect(),
        privacy: settings.privacy.as_ref().and_then(&mut follow),
    }
}

fn in_language(page: PageId, lang: usize, entries: &[Entry], translations: &[Vec<PageId>]) -> Option<PageId> {
    if entries[page.0 as usize].lang == lang {
        return Some(page);
    }
    translations[page.0 as usize].iter().copied().find(|other| entries[other.0 as usize].lang == lang)
}

/// The sections right below a language's home page; another language's home is not one of them.
fn top_sections(lang: usize, entries: &[Entry], positions: &[Position]) -> Vec<PageId> {
    let home = (0..entries.len()).find(|n| {
        let path = entries[*n].document.source.path.parent();
        entries[*n].section && entries[*n].lang == lang && (path.is_empty() || lang > 0 && !path.contains('/'))
    });
    let Some(home) = home else { return Vec::new() };
    let sections = &positions[home].sections;
    sections
        .iter()
        .copied()
        .filter(|id| entries[id.0 as usize].lang == entries[home].lang && *id != PageId(index(home)))
        .collect()
}

//! Turns what is known of a page or a hub into findings: what a reader would stumble over, and what
//! its writer can type instead. Each check is one file with one [`Check`]; [`CHECKS`] lists them. A
//! check never changes anything, and never stops a page from being made.

mod catalogue;
mod examples;
mod found;
mod html;
mod levels;
mod lexicon;
mod marked;
mod offers;
mod page;
mod parts;
pub mod reading;
mod rendered;
mod settle;
mod words;

use catalogue::is_for_publishing;
pub(crate) use catalogue::settings;
pub use catalogue::{CHECKS, DATE_UNCLEAR};
pub(crate) use examples::examples;
pub use found::Found;
pub use html::{Attribute, Tag};
pub use levels::{Levels, Rule, fixed as fixed_level, unknown as unknown_code};
pub use lexicon::Lexicon;
pub use page::{Page, Walk};
pub use parts::{Block, Image, Inside, Kind, Link, Mark, MarkKind, Parts, Table};
pub use rendered::{Element, Rendered, Sample};
pub use settle::{Terms, settle};
pub use words::{Case, Sentence, Traits, Word, Words};

use crate::codes::{self, Code, Saying, Severity};
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::site::{self, Site};
use crate::theme::Theme;
use std::cell::OnceCell;

/// One check.
pub struct Check {
    /// What kind of problem it finds.
    pub code: Code,
    /// The ways in which it says so; [`Found::add`] names one by its number.
    pub says: &'static [Saying],
    /// What it looks at, and how.
    pub scope: Scope,
}

/// What a check looks at.
pub enum Scope {
    /// One page's file, and nothing that another file says.
    Page(fn(&Page<'_>, &mut Found<'_>)),
    /// The same, and then the words in the front matter that readers read.
    Words(fn(&Page<'_>, &mut Found<'_>)),
    /// The whole hub.
    Hub(fn(&Hub<'_>, &mut Found<'_>)),
    /// Pages as a browser gets them: one for each template, language and content type.
    Rendered(fn(&Rendered<'_>, &mut Found<'_>)),
}

/// What a check of the whole hub may see.
pub struct Hub<'s> {
    /// The hub.
    pub site: &'s Site,
    /// Its theme.
    pub theme: &'s Theme,
    /// The day for which it is built.
    pub today: Date,
    /// Whether hints are looked for as well.
    pub hints: bool,
    /// Whether anybody still waits for what is found.
    pub go_on: &'s dyn Fn() -> bool,
}

/// How many pages a check of the hub looks at before it asks whether to go on.
const AT_ONCE: usize = 64;

impl<'s> Hub<'s> {
    /// Every page with its number, for checks that take their time over each. It ends early when nobody waits any
    /// more; what was found is then dropped.
    pub fn pages(&self) -> impl Iterator<Item = (usize, &'s site::Page)> {
        let pages = self.site.pages.iter().map(|page| &**page).enumerate();
        pages.take_while(|(n, _)| n % AT_ONCE > 0 || (self.go_on)())
    }
}

/// How much is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// Nothing but what the stages of a build find by themselves.
    Nothing,
    /// What should be mended: warnings and errors. `build` looks for these.
    Faults,
    /// The same, and what is only a hint while a hub is being written. `publish` looks for these.
    Publishing,
    /// Hints as well. `check`, `serve` and the editor look for these.
    #[default]
    All,
}

impl PartialEq for Check {
    fn eq(&self, other: &Self) -> bool {
        self.code.name == other.code.name
    }
}

impl Eq for Check {}

impl std::fmt::Debug for Check {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code.name)
    }
}

/// Every code there is, of stages and checks, in alphabetical order.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    let mut all: Vec<&'static Code> =
        codes::ALL.iter().copied().chain(CHECKS.iter().map(|check| &check.code)).collect();
    all.sort_by_key(|code| code.name);
    all.into_iter()
}

/// The code of that name.
pub fn code(name: &str) -> Option<&'static Code> {
    codes::ALL.iter().copied().chain(CHECKS.iter().map(|check| &check.code)).find(|code| code.name == name)
}

/// The checks that are worth their time at a depth: those of which anything would be reported.
pub fn wanted(depth: Depth, levels: &Levels) -> Vec<&'static Check> {
    let is_wanted = |check: &&&Check| match depth {
        Depth::Nothing => false,
        Depth::Faults => levels.highest(&check.code) > Some(Severity::Hint),
        Depth::Publishing => {
            let highest = levels.highest(&check.code);
            highest > Some(Severity::Hint) || highest.is_some() && is_for_publishing(&check.code)
        }
        Depth::All => levels.highest(&check.code).is_some(),
    };
    CHECKS.iter().filter(is_wanted).copied().collect()
}

/// What the checks of single pages find in one.
pub fn page(page: &Page<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let above = OnceCell::new();
    for check in &page.context.checks {
        let mut look_at = |look: fn(&Page<'_>, &mut Found<'_>), page: &Page<'_>| {
            look(page, &mut Found::new(check, &page.document.source, &mut findings));
        };
        match check.scope {
            Scope::Page(look) => look_at(look, page),
            Scope::Words(look) => {
                look_at(look, page);
                look_at(look, above.get_or_init(|| page.above()));
            }
            Scope::Hub(_) | Scope::Rendered(_) => {}
        }
    }
    findings
}

/// What the checks of the whole hub find.
pub fn hub(hub: &Hub<'_>, wanted: &[&'static Check]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for check in wanted {
        if let Scope::Hub(look) = check.scope {
            look(hub, &mut Found::new(check, &hub.site.settings.source, &mut findings));
        }
    }
    findings
}

/// Whether any of these checks looks at rendered pages.
pub fn want_rendered(wanted: &[&'static Check]) -> bool {
    wanted.iter().any(|check| matches!(check.scope, Scope::Rendered(_)))
}

/// What the checks of rendered pages find.
pub fn rendered(rendered: &Rendered<'_>, wanted: &[&'static Check]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for check in wanted {
        if let Scope::Rendered(look) = check.scope {
            look(rendered, &mut Found::new(check, &rendered.hub.site.settings.source, &mut findings));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted_and_no_code_is_there_twice() {
        assert!(CHECKS.is_sorted_by_key(|check| check.code.name), "keep the table in alphabetical order");
        let names: Vec<_> = codes().map(|code| code.name).collect();
        assert!(names.windows(2).all(|pair| pair[0] < pair[1]), "{names:?}");
    }

    #[test]
    fn every_code_is_documented_in_the_same_way() {
        for code in codes() {
            let name = code.name;
            assert!(code.doc.starts_with(&format!("# {name}\n")), "{name}.md opens with its name");
            for heading in ["\n## What it means\n", "\n## What to do\n", "\n## Example\n"] {
                assert!(code.doc.contains(heading), "{name}.md has the heading {heading:?}");
            }
            for why in [code.why, code.why_cy] {
                assert!(why.ends_with('.') && why.chars().count() < 140, "{name}: one short sentence says why");
            }
            assert_ne!(code.why, code.why_cy, "{name}");
        }
    }

    #[test]
    fn every_check_speaks_both_languages_with_the_same_words_of_the_page() {
        let holes = |text: &str| -> Vec<usize> { (0..5).filter(|n| text.contains(&format!("{{{n}}}"))).collect() };
        for check in CHECKS {
            let name = check.code.name;
            assert!(!check.code.why_cy.is_empty() && !check.says.is_empty(), "{name}");
            for Saying { en, cy } in check.says {
                assert!(!en.0.is_empty() && !cy.0.is_empty() && !en.1.is_empty() && !cy.1.is_empty(), "{name}");
                assert_eq!((holes(en.0), holes(en.1)), (holes(cy.0), holes(cy.1)), "{name}");
            }
        }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test looks at the folder of the documentation")]
    fn every_page_of_documentation_has_its_code() {
        for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/codes")).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if let Some(name) = name.strip_suffix(".md") {
                assert!(code(name).is_some(), "{name}.md has no code");
            }
        }
    }
}

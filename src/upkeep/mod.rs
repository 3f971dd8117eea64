//! Turns a hub into a report of how easy its pages are to read and what is due: reviews, owners and
//! translations. It is for those who look after the hub; it changes nothing and judges no single page.

pub mod html;
mod text;

pub use text::text;

use crate::checks::reading::reading;
use crate::checks::{Depth, Walk};
use crate::date::Date;
use crate::document::Context;
use crate::path::RelPath;
use crate::pipeline::Plan;
use crate::site::{Page, PageId, Site, Status};
use crate::strings::Strings;

/// The languages that the report as a page has words in: code and file.
const LANGUAGES: &[(&str, &str)] = &[("en", include_str!("words/en.yaml")), ("cy", include_str!("words/cy.yaml"))];

/// The words of the report as a page.
pub fn words(lang: &str) -> Strings {
    crate::feedback::words::read(lang, LANGUAGES)
}

/// The report.
#[derive(Debug)]
pub struct Upkeep {
    /// The hub's name.
    pub hub: String,
    /// The day for which it is.
    pub today: Date,
    /// A line for each section, in the order of languages and files.
    pub sections: Vec<(String, Counts)>,
    /// All sections together.
    pub total: Counts,
    /// Pages whose review is overdue, the oldest first: the day, and the file.
    pub overdue: Vec<(Date, RelPath)>,
    /// Pages of which nobody is named as the owner.
    pub unowned: Vec<RelPath>,
    /// Translations that are older than their page, or are not there.
    pub behind: Vec<Behind>,
}

/// What is counted in a section.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    /// Pages, without those that are archived or withdrawn.
    pub pages: usize,
    /// Words in sentences.
    pub words: usize,
    /// Sentences.
    pub sentences: usize,
    /// Words of pages whose reading age is known, and the sum of the ages, each counted for each of its page's words.
    aged: (usize, f64),
    /// Reviews that are overdue.
    pub overdue: usize,
    /// Pages without an owner.
    pub unowned: usize,
    /// Translations that are behind or missing.
    pub behind: usize,
}

/// A translation that is not as new as its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    /// The page's file.
    pub page: RelPath,
    /// The code of the translation's language.
    pub lang: String,
    /// The translation's file, the day it last changed and the day the page did; `None` if there is no translation.
    pub older: Option<(RelPath, Date, Date)>,
}

impl Counts {
    /// How many words a sentence has, on average.
    pub fn sentence(&self) -> Option<f64> {
        (self.sentences > 0).then(|| ratio(self.words, self.sentences))
    }

    /// The reading age, on average over the words; `None` where there is no formula for the language.
    pub fn age(&self) -> Option<f64> {
        let (words, sum) = self.aged;
        (words > 0).then(|| sum / ratio(words, 1))
    }

    fn add(&mut self, other: &Self) {
        self.pages += other.pages;
        self.words += other.words;
        self.sentences += other.sentences;
        self.aged = (self.aged.0 + other.aged.0, self.aged.1 + other.aged.1);
        self.overdue += other.overdue;
        self.unowned += other.unowned;
        self.behind += other.behind;
    }
}

#[expect(clippy::cast_precision_loss, reason = "no hub has more words than a float has digits")]
fn ratio(a: usize, b: usize) -> f64 {
    a as f64 / b as f64
}

/// The report of a hub.
pub fn upkeep(plan: &Plan, today: Date) -> Upkeep {
    let site = &plan.site;
    let context = Context {
        types: plan.theme.types.clone(),
        languages: site.settings.languages.clone(),
        any_html: Vec::new(),
        depth: Depth::Nothing,
        checks: Vec::new(),
        words: Default::default(),
    };
    let main = site.languages.first().map_or("en", |language| &*language.code);
    let mut report = Upkeep {
        hub: site.settings.title.get(main).to_owned(),
        today,
        sections: Vec::new(),
        total: Counts::default(),
        overdue: Vec::new(),
        unowned: Vec::new(),
        behind: Vec::new(),
    };
    let mut sections: Vec<(usize, PageId, Counts)> = Vec::new();
    for (n, page) in site.pages.iter().enumerate().filter(|(_, page)| is_looked_after(page)) {
        let counts = report.page(site, page, &context);
        let section = section(site, PageId(crate::site::index(n)));
        let lang = page.entry.lang;
        match sections.iter_mut().find(|(_, known, _)| *known == section) {
            Some((.., all)) => all.add(&counts),
            None => sections.push((lang, section, counts)),
        }
        report.total.add(&counts);
    }
    sections.sort_by_key(|(lang, section, _)| (*lang, *section));
    let is_alone = site.languages.len() == 1;
    report.sections = sections
        .into_iter()
        .map(|(lang, section, counts)| {
            let title = &site.page(section).entry.document.title;
            let code = site.languages.get(lang).map_or("", |language| &*language.code);
            (if is_alone { title.clone() } else { format!("{title} ({code})") }, counts)
        })
        .collect();
    report.overdue.sort();
    report
}

impl Upkeep {
    /// What is counted of one page; what is due is put into the lists.
    fn page(&mut self, site: &Site, page: &Page, context: &Context) -> Counts {
        let document = &page.entry.document;
        let file = &document.source.path;
        let lang = site.languages.get(page.entry.lang).map_or("", |language| &*language.code);
        let read = reading(&Walk::again(document), lang);
        let aged = read.age.map_or((0, 0.0), |age| (read.words, f64::from(age) * ratio(read.words, 1)));
        let mut counts = Counts { pages: 1, words: read.words, sentences: read.sentences, aged, ..Counts::default() };
        if let Some(due) = document.front_matter.date("review_due").filter(|due| *due < self.today) {
            counts.overdue = 1;
            self.overdue.push((due, file.clone()));
        }
        let can_have_owner = document.content_type(&context.types).is_some_and(|kind| kind.field("owner").is_some());
        if can_have_owner && !page.entry.section && document.front_matter.text("owner").is_none() {
            counts.unowned = 1;
            self.unowned.push(file.clone());
        }
        let others = site.languages.iter().enumerate().skip(1).filter(|_| page.entry.lang == 0);
        for (lang, language) in others {
            let translation = page.translations.iter().map(|id| site.page(*id)).find(|other| other.entry.lang == lang);
            let older = match translation {
                None => None,
                Some(other) => match (other.changed(), page.changed()) {
                    (Some(then), Some(now)) if then < now => {
                        Some((other.entry.document.source.path.clone(), then, now))
                    }
                    _ => continue,
                },
            };
            counts.behind += 1;
            self.behind.push(Behind { page: file.clone(), lang: language.code.clone(), older });
        }
        counts
    }
}

fn is_looked_after(page: &Page) -> bool {
    !page.entry.synthetic && !matches!(page.entry.status, Status::Archived | Status::Withdrawn)
}

/// The top section that a page lies in, or the home page of its language.
fn section(site: &Site, page: PageId) -> PageId {
    let is_home = |id: PageId| site.languages.iter().any(|language| language.home == id);
    let mut at = page;
    // The bound guards against nothing that can happen: sections are a tree.
    for _ in 0..64 {
        match site.page(at).position.section.filter(|_| !is_home(at)) {
            Some(home) if is_home(home) => return if site.page(at).entry.section { at } else { home },
            Some(above) => at = above,
            None => break,
        }
    }
    at
}

//! Puts another text of one page into a site, where no more than its own page and the lists that
//! show it can change. It gives the site that [`Site::resolve`] would make, in the time that the
//! change deserves; where it can't, it says so, and all pages are related anew.

use super::{Page, PageId, Site, TopicId, letters, related, sections, topics};
use crate::document::{Changes, Document};
use crate::strings::Strings;
use crate::theme::Theme;
use std::collections::BTreeSet;
use std::sync::Arc;

impl Site {
    /// The same site with another text for one page, and how much of it has changed; `None` if
    /// everything must be related anew.
    pub fn with_text(&self, document: Arc<Document>, theme: &Theme) -> Option<(Self, Changes)> {
        let n = self.page_of(&document.source.path)?.0 as usize;
        let former = &self.pages[n].entry;
        let changes = document.changes(&former.document);
        // A section's title is in the navigation and in the paths of all its pages.
        if changes == Changes::All || changes == Changes::Lists && former.section {
            return None;
        }
        let is_retitled = document.title != former.document.title;
        let mut site = self.clone();
        Arc::make_mut(&mut site.pages[n]).entry.document = document;
        if is_retitled {
            site.sort_section(n, theme);
            site.sort_topics(n, &theme.strings);
            site.sort_letters(n, &theme.strings)?;
        }
        Some((site, changes))
    }

    /// Sorts the section of a page anew.
    fn sort_section(&mut self, n: usize, theme: &Theme) {
        let Some(section) = self.pages[n].position.section else { return };
        let former = &self.page(section).position.pages;
        let mut pages = former.clone();
        sections::sort(&mut pages, |id| &self.page(id).entry, theme);
        if pages == *former {
            return;
        }
        for (place, id) in pages.iter().enumerate() {
            let (previous, next) = (place.checked_sub(1).map(|n| pages[n]), pages.get(place + 1).copied());
            let position = &self.page(*id).position;
            if (position.previous, position.next) != (previous, next) {
                let position = &mut self.page_mut(*id).position;
                (position.previous, position.next) = (previous, next);
            }
        }
        self.page_mut(section).position.pages = pages;
    }

    /// Sorts the letters of a page's language anew; `None` if other letters have pages now, so that
    /// there would be other addresses.
    fn sort_letters(&mut self, n: usize, strings: &[Arc<Strings>]) -> Option<()> {
        let lang = self.pages[n].entry.lang;
        let letters = letters::letters(|| self.pages.iter().map(|page| &page.entry), lang, strings);
        let former = &self.letters[lang];
        let is_alike = letters.iter().map(|letter| &letter.slug).eq(former.iter().map(|letter| &letter.slug));
        if letters != *former {
            Arc::make_mut(&mut self.letters)[lang] = letters;
        }
        is_alike.then_some(())
    }

    /// Sorts the topics of a page anew, and relates those pages anew that have other neighbours in
    /// a topic's list now.
    fn sort_topics(&mut self, n: usize, words: &[Arc<Strings>]) {
        let mut concerned: BTreeSet<PageId> = BTreeSet::new();
        for id in self.pages[n].topics.clone() {
            let former = &self.topics[id.0 as usize].pages;
            let mut pages = former.clone();
            topics::sort(&mut pages, |id| &self.page(id).entry, words);
            let is_moved = |place: &usize| pages[*place] != former[*place];
            let (Some(first), Some(last)) = ((0..pages.len()).find(is_moved), (0..pages.len()).rfind(is_moved)) else {
                continue;
            };
            let near = related::near(first, pages.len()).start..related::near(last, pages.len()).end;
            concerned.extend(pages[near.clone()].iter().chain(&former[near]));
            Arc::make_mut(&mut self.topics)[id.0 as usize].pages = pages;
        }
        let mut counts = vec![0; if concerned.is_empty() { 0 } else { self.pages.len() }];
        for id in concerned {
            let page = self.page(id);
            let places = page.topics.iter().filter_map(|topic| Some((*topic, self.place(*topic, id)?)));
            let date = |id: PageId| self.page(id).entry.date;
            let related = related::of_page(id, &page.references, places, &self.topics, date, &mut counts);
            if related != page.related {
                self.page_mut(id).related = related;
            }
        }
    }

    /// Where a page stands in a topic's list.
    fn place(&self, topic: TopicId, page: PageId) -> Option<usize> {
        self.topics[topic.0 as usize].pages.iter().position(|id| *id == page)
    }

    fn page_mut(&mut self, id: PageId) -> &mut Page {
        Arc::make_mut(&mut self.pages[id.0 as usize])
    }
}

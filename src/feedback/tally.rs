//! Turns answers, one at a time, into numbers per page and per month. Its size is bounded by the
//! constants below, however many answers come in, and what it did not keep it counts. It never depends
//! on the order of answers, as far as those bounds allow.

use super::answer::Answer;
use crate::date::Date;
use std::collections::BTreeMap;

/// The most pages that are told apart; answers about others are counted together.
pub const PAGES_MAX: usize = 5_000;
/// The most comments that are kept of one page, the newest.
pub const COMMENTS_MAX: usize = 20;
/// The most bytes of comments that are kept in all.
pub const COMMENT_BYTES_MAX: usize = 64 * 1024 * 1024;
/// The most months that are kept of one page, the newest.
const PAGE_MONTHS_MAX: usize = 36;
/// The most answers that are remembered, to know one when it comes again.
const SEEN_MAX: usize = 2_000_000;

/// A year and a month.
pub type Month = (i16, i8);

/// How many answers there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Yes, it was useful.
    pub yes: u64,
    /// No, it was not.
    pub no: u64,
    /// Neither: only a comment, or a word that is not known.
    pub unclear: u64,
}

impl Count {
    /// All of them.
    pub fn all(self) -> u64 {
        self.yes + self.no + self.unclear
    }

    /// The share useful, in whole percent; `None` if nobody said yes or no.
    pub fn percent(self) -> Option<u64> {
        let clear = self.yes + self.no;
        (clear > 0).then(|| (self.yes * 100 + clear / 2) / clear)
    }

    fn add(&mut self, useful: Option<bool>) {
        match useful {
            Some(true) => self.yes += 1,
            Some(false) => self.no += 1,
            None => self.unclear += 1,
        }
    }
}

/// What one reader wrote. Sorted, the newest comes last and, of one day, the longest.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Comment {
    /// When.
    pub date: Option<Date>,
    length: usize,
    /// What.
    pub text: String,
    /// With which answer.
    pub useful: Option<bool>,
    /// Who, if that is asked for: names of columns and what they hold.
    pub personal: Vec<(String, String)>,
}

/// What is known of one page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The title in the newest answer.
    pub title: String,
    titled: Option<Date>,
    /// Its answers.
    pub count: Count,
    /// How many have a comment.
    pub commented: u64,
    /// The newest comments.
    pub comments: Vec<Comment>,
    /// Its answers by month.
    pub months: BTreeMap<Month, Count>,
}

/// The numbers so far.
#[derive(Debug, Default)]
pub struct Tally {
    /// By address.
    pub pages: BTreeMap<String, Page>,
    /// About pages beyond [`PAGES_MAX`].
    pub elsewhere: Count,
    /// Of all pages.
    pub total: Count,
    /// Of all pages by month.
    pub months: BTreeMap<Month, Count>,
    /// Answers without a day.
    pub undated: u64,
    /// Answers whose day and month could be the other way round.
    pub ambiguous: u64,
    /// The first and the last day.
    pub span: Option<(Date, Date)>,
    /// Answers that were there already.
    pub duplicates: u64,
    /// Whether there were too many answers to look for duplicates among all of them.
    pub is_crowded: bool,
    /// Answers that the service takes for advertising.
    pub spam: u64,
    /// E-mail addresses and telephone numbers that were hidden.
    pub masked: u64,
    comment_bytes: usize,
    seen: foldhash::HashMap<u64, Seen>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    counted: u32,
    file: u32,
    in_file: u32,
}

impl Tally {
    /// How many answers are remembered, for tests of the bounds.
    pub fn remembered(&self) -> usize {
        self.seen.len()
    }

    /// How many bytes of comments are kept.
    pub fn comment_bytes(&self) -> usize {
        self.comment_bytes
    }

    /// Counts one answer of a file. `is_alone` says that there is no other file to repeat it.
    pub(super) fn add(&mut self, answer: Answer, file: u32, is_alone: bool) {
        if (!is_alone || answer.has_id) && self.is_repeated(&answer, file) {
            self.duplicates += 1;
            return;
        }
        if answer.is_spam {
            self.spam += 1;
            return;
        }
        self.masked += answer.masked;
        self.total.add(answer.useful);
        self.ambiguous += u64::from(answer.is_ambiguous);
        let month = answer.date.map(|date| (date.year(), date.month()));
        match (answer.date, month) {
            (Some(date), Some(month)) => {
                self.months.entry(month).or_default().add(answer.useful);
                self.span = Some(self.span.map_or((date, date), |(first, last)| (first.min(date), last.max(date))));
            }
            _ => self.undated += 1,
        }
        if self.pages.len() >= PAGES_MAX && !self.pages.contains_key(&answer.page) {
            self.elsewhere.add(answer.useful);
            return;
        }
        let page = self.pages.entry(answer.page).or_default();
        page.count.add(answer.useful);
        if let Some(month) = month {
            page.months.entry(month).or_default().add(answer.useful);
            if page.months.len() > PAGE_MONTHS_MAX {
                page.months.pop_first();
            }
        }
        // Of titles with the same day the greater one, so that the order of files does not matter.
        if !answer.title.is_empty() && (answer.date, &answer.title) > (page.titled, &page.title) {
            (page.titled, page.title) = (answer.date, answer.title);
        }
        if !answer.comment.is_empty() {
            page.commented += 1;
            let (date, text, useful, personal) = (answer.date, answer.comment, answer.useful, answer.personal);
            keep(page, &mut self.comment_bytes, Comment { date, length: text.len(), text, useful, personal });
        }
    }

    /// Whether an answer was counted already. Two exports overlap, so an answer counts as often as in
    /// the file that has it most often; one with the service's number counts once.
    fn is_repeated(&mut self, answer: &Answer, file: u32) -> bool {
        if self.seen.len() >= SEEN_MAX && !self.seen.contains_key(&answer.key) {
            self.is_crowded = true;
            return false;
        }
        let seen = self.seen.entry(answer.key).or_default();
        if seen.file != file {
            (seen.file, seen.in_file) = (file, 0);
        }
        seen.in_file = seen.in_file.saturating_add(1);
        let is_new = if answer.has_id { seen.counted == 0 } else { seen.in_file > seen.counted };
        seen.counted += u32::from(is_new);
        !is_new
    }
}

fn keep(page: &mut Page, bytes: &mut usize, comment: Comment) {
    let place = page.comments.binary_search(&comment).unwrap_or_else(|place| place);
    if place == 0 && page.comments.len() >= COMMENTS_MAX {
        return;
    }
    let size = |comment: &Comment| {
        comment.text.len() + comment.personal.iter().map(|(name, text)| name.len() + text.len()).sum::<usize>()
    };
    let oldest = if page.comments.len() >= COMMENTS_MAX { size(&page.comments[0]) } else { 0 };
    if *bytes - oldest + size(&comment) > COMMENT_BYTES_MAX {
        return;
    }
    *bytes = *bytes - oldest + size(&comment);
    page.comments.insert(place, comment);
    if page.comments.len() > COMMENTS_MAX {
        page.comments.remove(0);
    }
}

//! Turns the tally into the report: pages with those most in need first, and every month between the
//! first and the last. It never leaves out that something was left out.

use super::intake::File;
use super::tally::{Comment, Count, Month, Tally};
use crate::date::Date;

/// One page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its path; empty where the answers name none.
    pub address: String,
    /// Its title; empty where the answers name none.
    pub title: String,
    /// Its answers.
    pub count: Count,
    /// How much it needs work, from 0 to 1.
    pub need: f64,
    /// How many answers have a comment.
    pub commented: u64,
    /// The newest comments, the newest first.
    pub comments: Vec<Comment>,
    /// Its answers by month, where there are any.
    pub months: Vec<(Month, Count)>,
}

/// The whole.
#[derive(Clone, Debug)]
pub struct Report {
    /// What was read.
    pub files: Vec<File>,
    /// The pages, the one most in need first.
    pub pages: Vec<Page>,
    /// Answers about more pages than are told apart.
    pub elsewhere: Count,
    /// All answers.
    pub total: Count,
    /// How many have a comment, and how many of those are kept.
    pub comments: (u64, u64),
    /// All answers by month.
    pub months: Vec<(Month, Count)>,
    /// The first and the last day.
    pub span: Option<(Date, Date)>,
    /// Answers without a day.
    pub undated: u64,
    /// Answers whose day and month could be the other way round.
    pub ambiguous: u64,
    /// Rows that were in two exports.
    pub duplicates: u64,
    /// Whether duplicates were looked for among the first answers only.
    pub is_crowded: bool,
    /// Rows that the service takes for advertising.
    pub spam: u64,
    /// Rows that could not be read.
    pub unread: u64,
    /// E-mail addresses and telephone numbers that were hidden.
    pub masked: u64,
    /// Whether it shows who wrote.
    pub with_personal: bool,
    /// Columns that tell who wrote.
    pub personal: Vec<String>,
}

impl Report {
    /// Makes it.
    pub fn new(tally: Tally, files: Vec<File>, with_personal: bool) -> Self {
        let mut comments = (0, 0);
        let pages = tally.pages.into_iter().map(|(address, page)| {
            comments.0 += page.commented;
            comments.1 += page.comments.len() as u64;
            Page {
                need: need(page.count),
                address,
                title: page.title,
                count: page.count,
                commented: page.commented,
                comments: page.comments.into_iter().rev().collect(),
                months: page.months.into_iter().collect(),
            }
        });
        let mut pages: Vec<Page> = pages.collect();
        pages.sort_by(|a, b| {
            let by_need = b.need.total_cmp(&a.need);
            let by_size = (b.commented, b.count.all()).cmp(&(a.commented, a.count.all()));
            by_need.then(by_size).then_with(|| a.address.cmp(&b.address))
        });
        let mut personal: Vec<String> = files.iter().flat_map(|file| file.personal.iter().cloned()).collect();
        personal.sort();
        personal.dedup();
        Self {
            unread: files.iter().map(|file| file.unread).sum(),
            files,
            pages,
            elsewhere: tally.elsewhere,
            total: tally.total,
            comments,
            months: every_month(&tally.months.into_iter().collect::<Vec<_>>()),
            span: tally.span,
            undated: tally.undated,
            ambiguous: tally.ambiguous,
            duplicates: tally.duplicates,
            is_crowded: tally.is_crowded,
            spam: tally.spam,
            masked: tally.masked,
            with_personal,
            personal,
        }
    }
}

/// How much a page needs work: the share of “no” that we can be fairly sure of, which is the lower end
/// of Wilson's 95 % interval. One no of one answer may be chance (0.21); ten of twenty are not (0.30).
fn need(count: Count) -> f64 {
    const Z: f64 = 1.96;
    // No page has as many answers as f64 has whole numbers.
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
    let (no, all) = (count.no as f64, (count.yes + count.no) as f64);
    if all == 0.0 || no == 0.0 {
        return 0.0;
    }
    let share = no / all;
    let spread = Z * (share * (1.0 - share) / all + Z * Z / (4.0 * all * all)).sqrt();
    ((share + Z * Z / (2.0 * all) - spread) / (1.0 + Z * Z / all)).max(0.0)
}

/// The months with those between them in which nobody wrote: a gap is part of a trend.
fn every_month(months: &[(Month, Count)]) -> Vec<(Month, Count)> {
    let mut out: Vec<(Month, Count)> = Vec::new();
    for (month, count) in months {
        while let Some(next) =
            out.last().map(|((year, month), _)| if *month == 12 { (year + 1, 1) } else { (*year, month + 1) })
            && next < *month
        {
            out.push((next, Count::default()));
        }
        out.push((*month, *count));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_one_does_not_win_over_ten_of_twenty() {
        let need = |yes, no| need(Count { yes, no, unclear: 0 });
        assert!(need(0, 1) < need(10, 10) && need(10, 10) < need(0, 20) && need(90, 10) < need(0, 1));
        assert!(need(5, 0) == 0.0 && need(0, 0) == 0.0 && need(0, u64::MAX / 4) <= 1.0);
    }

    #[test]
    fn gaps_are_months_too() {
        let one = Count { yes: 1, no: 0, unclear: 0 };
        let months = every_month(&[((2025, 11), one), ((2026, 2), one)]);
        let names: Vec<Month> = months.iter().map(|(month, _)| *month).collect();
        assert_eq!(names, [(2025, 11), (2025, 12), (2026, 1), (2026, 2)]);
    }
}

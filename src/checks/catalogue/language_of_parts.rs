//! `language-of-parts`: Welsh words on an English page, or English ones on a Welsh page, that nothing marks as such.
//! Names and single words belong to the page's language (WCAG says so of proper names) and are left alone.

use crate::checks::found::replace;
use crate::checks::{Block, Case, Check, Found, Page, Scope, Sentence, Traits, Word};
use crate::codes::{Code, Saying, Severity};
use crate::diagnostic::{Edit, Span, excerpt};
use std::ops::Range;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "language-of-parts",
        severity: Severity::Warning,
        criterion: "3.1.2",
        why: "A screen reader would speak these words with the sounds of another language, and nobody would understand.",
        why_cy: "Byddai darllenydd sgrin yn dweud y geiriau hyn â synau iaith arall, ac ni fyddai neb yn deall.",
        doc: include_str!("../../codes/language-of-parts.md"),
    },
    says: &[
        Saying {
            en: ("“{0}” is Welsh, and nothing says so.", "Mark it as Welsh:\n<span lang=\"cy\">{1}</span>"),
            cy: ("Mae “{0}” yn Gymraeg, ac nid oes dim yn dweud hynny.", "Marciwch ef yn Gymraeg:\n<span lang=\"cy\">{1}</span>"),
        },
        Saying {
            en: ("“{0}” is English, and nothing says so.", "Mark it as English:\n<span lang=\"en\">{1}</span>"),
            cy: ("Mae “{0}” yn Saesneg, ac nid oes dim yn dweud hynny.", "Marciwch ef yn Saesneg:\n<span lang=\"en\">{1}</span>"),
        },
    ],
    scope: Scope::Page(look),
};

/// The fewest known words of the other language that make a run.
const FEWEST: usize = 3;

/// Which words are the page's own, and which another language's.
struct Sides {
    own: Traits,
    other: Traits,
    /// Those of the other language that names seldom have.
    telling: Traits,
}

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    let english = Traits::ENGLISH.or(Traits::ENGLISH_JOIN);
    let welsh = Traits::WELSH.or(Traits::WELSH_JOIN);
    let (sides, saying, lang) = match page.lang {
        "en" => (Sides { own: english, other: welsh, telling: Traits::WELSH }, 0, "cy"),
        "cy" => (Sides { own: welsh, other: english, telling: Traits::ENGLISH }, 1, "en"),
        _ => return,
    };
    let words = page.split();
    let mut runs: Vec<(usize, Range<usize>)> = Vec::new();
    for sentence in words.sentences_with(sides.other) {
        let Some(run) = run(page, words.of(sentence), sentence, &sides) else { continue };
        match runs.last_mut() {
            // Sentences of one paragraph that follow each other are one run.
            Some((block, last)) if *block == sentence.block && !has_own(page, last.end..run.start, &sides) => last.end = run.end,
            _ => runs.push((sentence.block, run)),
        }
    }
    for (block, run) in runs {
        let run = whole(page, &page.blocks[block], run, &sides);
        let span = page.span(&run);
        if page.has_language(span) {
            continue;
        }
        let typed = page.words(&run);
        let shown = excerpt(typed, 80);
        // Where somebody is quoted, or a note stands beside it, it is for people to say where the language changes.
        let is_mixed = typed.contains(['“', '”', '"', '(', ')', ':']);
        let fix = if is_mixed { Vec::new() } else { marks(page, &run, span, lang) };
        found.add_fix(saying, span, &[&shown, span.of(page.source)], fix);
    }
}

/// The words of a sentence that are in the other language, if there are enough of them.
fn run(page: &Page<'_>, list: &[Word], sentence: &Sentence, sides: &Sides) -> Option<Range<usize>> {
    let mut best: Option<(usize, usize, usize)> = None;
    let (mut first, mut last, mut known, mut telling) = (0, 0, 0, 0);
    for (n, word) in list.iter().enumerate() {
        // Names have capitals; a word in the middle of a sentence that has one says nothing about its language.
        let counts = n == 0 || word.case != Case::Title;
        if word.traits.has(sides.own) && !word.traits.has(sides.other) {
            known = 0;
            telling = 0;
            continue;
        }
        if !counts || !word.traits.has(sides.other) {
            continue;
        }
        if known == 0 {
            first = n;
        }
        last = n;
        known += 1;
        telling += usize::from(word.traits.has(sides.telling));
        let is_dense = known * 4 > last - first;
        if known >= FEWEST && telling > 0 && is_dense && best.is_none_or(|(.., most)| known > most) {
            best = Some((first, last, known));
        }
    }
    // A short sentence or heading of its own has fewer words to go by.
    if best.is_none() && known == 2 && telling > 0 && list.len() <= 4 && list.len() >= 3 && last - first < 3 {
        best = Some((first, last, known));
    }
    let (first, last, _) = best?;
    let is_own = |word: &Word| word.traits.has(sides.own) && !word.traits.has(sides.other);
    // The words around it are of the same language as far as the next sign, unless one is known not to be.
    let mut from = first;
    while from > 0 && joined(page, &list[from - 1], &list[from]) && !is_own(&list[from - 1]) {
        from -= 1;
    }
    if from > 0 && joined(page, &list[from - 1], &list[from]) {
        from = first;
        // A word with a capital did not count, and may begin what somebody says.
        while from > 0 && list[from - 1].traits.has(sides.other) && joined(page, &list[from - 1], &list[from]) {
            from -= 1;
        }
    }
    let mut to = last;
    while to + 1 < list.len() && joined(page, &list[to], &list[to + 1]) && !is_own(&list[to + 1]) {
        to += 1;
    }
    if list.get(to + 1).is_some_and(|next| joined(page, &list[to], next)) {
        to = last;
    }
    let end = list[to].range().end;
    let stop = page.words(&(end..sentence.range.end)).chars().take_while(|c| matches!(c, '.' | '!' | '?' | '…'));
    Some(list[from].range().start..end + stop.map(char::len_utf8).sum::<usize>())
}

/// Whether nothing but space stands between two words, neither a sign that ends a clause nor the end of a mark.
fn joined(page: &Page<'_>, word: &Word, next: &Word) -> bool {
    let is_space = |text: Option<&str>| text.is_some_and(|text| text.chars().all(|c| c.is_whitespace() || c == '>'));
    let (end, start) = (page.span(&word.range()).end, page.span(&next.range()).start);
    is_space(page.text.get(word.range().end..next.range().start)) && is_space(page.source.get(end as usize..start as usize))
}

fn has_own(page: &Page<'_>, range: Range<usize>, sides: &Sides) -> bool {
    page.split().within(&range).iter().any(|word| word.traits.has(sides.own) && !word.traits.has(sides.other))
}

/// The whole block, where none of its words is the page's own.
fn whole(page: &Page<'_>, block: &Block, run: Range<usize>, sides: &Sides) -> Range<usize> {
    let all = page.words(&block.range);
    let start = block.range.start + all.len() - all.trim_start().len();
    let end = block.range.start + all.trim_end().len();
    if has_own(page, start..run.start, sides) || has_own(page, run.end..end, sides) { run } else { start..end }
}

/// The marks around a run, unless they would cut through a link or through other marks.
fn marks(page: &Page<'_>, run: &Range<usize>, span: Span, lang: &str) -> Vec<Edit> {
    let crosses = |range: &Range<usize>, mark: Span| {
        let (inside, outside) = (run.start <= range.start && range.end <= run.end, range.start <= run.start && run.end <= range.end);
        let apart = range.end <= run.start || run.end <= range.start;
        // Where a mark begins or ends with the run, the span of its words does not take its signs in.
        !(apart || outside || inside && span.start < mark.start && mark.end < span.end)
    };
    let crossed = page.marks.iter().any(|mark| crosses(&mark.range, mark.span))
        || page.links.iter().any(|link| crosses(&link.range, link.span));
    let lines = span.of(page.source);
    if crossed || lines.contains("\n\n") || lines.contains('<') || lines.is_empty() {
        return Vec::new();
    }
    vec![
        replace(Span::new(span.start as usize, span.start as usize), format!("<span lang=\"{lang}\">")),
        replace(Span::new(span.end as usize, span.end as usize), "</span>"),
    ]
}

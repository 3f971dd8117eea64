//! The words of the panel and of the list of problems, in the languages in which there are sayings: English and
//! Welsh. Other languages read English. They are no part of a theme, since a theme may be what is broken.

use crate::codes::Severity;
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::locale::Locale;

/// The words of one language.
pub(super) struct Words {
    pub(super) lang: &'static str,
    /// The language's own name.
    pub(super) name: &'static str,
    pub(super) preview: &'static str,
    pub(super) levels: [&'static str; 3],
    pub(super) counts: [&'static str; 3],
    pub(super) to_mend: &'static str,
    pub(super) nothing: &'static str,
    pub(super) on_this_page: &'static str,
    pub(super) this_page_is_good: &'static str,
    pub(super) all: &'static str,
    pub(super) line: &'static str,
    pub(super) column: &'static str,
    pub(super) criterion: &'static str,
    pub(super) not_shown: &'static str,
    pub(super) nothing_here: &'static str,
    pub(super) list_title: &'static str,
    pub(super) all_good: &'static str,
    pub(super) looks_again: &'static str,
    /// Before and after the link to the last good version.
    pub(super) blocked: [&'static str; 3],
    pub(super) filters: &'static str,
    pub(super) level: &'static str,
    pub(super) code: &'static str,
    pub(super) section: &'static str,
    pub(super) language: &'static str,
    pub(super) any: &'static str,
    pub(super) show: &'static str,
    pub(super) show_all: &'static str,
    pub(super) shown: &'static str,
    pub(super) none_such: &'static str,
    pub(super) top: &'static str,
    pub(super) theme: &'static str,
    pub(super) overdue: &'static str,
    pub(super) none_overdue: &'static str,
    pub(super) due: &'static str,
    pub(super) translations: &'static str,
    pub(super) none_behind: &'static str,
    pub(super) missing: &'static str,
    pub(super) stale: &'static str,
    pub(super) held: &'static str,
    pub(super) none_held: &'static str,
    pub(super) draft: &'static str,
    pub(super) scheduled: &'static str,
    pub(super) expired: &'static str,
    pub(super) more: &'static str,
}

impl Words {
    /// The words for readers of a language.
    pub(super) fn of(lang: &str) -> &'static Self {
        if lang == "cy" || lang.starts_with("cy-") { &CY } else { &EN }
    }

    /// The other language's words.
    pub(super) fn other(&self) -> &'static Self {
        if self.lang == CY.lang { &EN } else { &CY }
    }

    /// Marks what is in another language than these words; nothing if it is in the same.
    pub(super) fn mark(&self, lang: &str) -> String {
        let is_same = lang == self.lang || lang.split('-').next() == Some(self.lang);
        if is_same { String::new() } else { format!(" lang=\"{}\"", crate::feed::Escaped(lang)) }
    }

    pub(super) fn severity(&self, severity: Severity) -> &'static str {
        self.levels[place(severity)]
    }

    /// How many there are of each level: “Errors: 1, warnings: 2”. A number after its word needs no forms.
    pub(super) fn count(&self, problems: &[&Diagnostic]) -> String {
        let mut counts = [0_usize; 3];
        problems.iter().for_each(|problem| counts[place(problem.severity())] += 1);
        let parts = self.counts.iter().zip(counts).filter(|(_, n)| *n > 0);
        parts.map(|(word, n)| format!("{word}: {n}")).collect::<Vec<_>>().join(", ")
    }

    /// What the button of a page says.
    pub(super) fn button(&self, problems: &[&Diagnostic]) -> String {
        let faults = problems.iter().filter(|problem| problem.severity() > Severity::Hint).count();
        match (faults, problems.len()) {
            (0, 0) => self.nothing.to_owned(),
            (0, hints) => format!("{}: {hints}", self.counts[2]),
            (faults, _) => format!("{}: {faults}", self.to_mend),
        }
    }

    /// Where something is: “content/about.md, line 3, column 1”.
    pub(super) fn place(&self, problem: &Diagnostic) -> String {
        let at = problem.place.as_ref();
        let at = at.map(|at| format!(", {} {}, {} {}", self.line, at.line, self.column, at.column));
        problem.shown_path() + &at.unwrap_or_default()
    }

    pub(super) fn date(&self, date: Date) -> String {
        let code = if self.lang == "en" { "en-GB" } else { self.lang };
        Locale::new(code).map_or_else(|| date.iso(), |locale| locale.date(date))
    }
}

/// A level's place in the lists of words, the gravest first.
fn place(severity: Severity) -> usize {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Hint => 2,
    }
}

static EN: Words = Words {
    lang: "en",
    name: "English",
    preview: "Preview",
    levels: ["Error", "Warning", "Hint"],
    counts: ["Errors", "Warnings", "Hints"],
    to_mend: "To mend",
    nothing: "Nothing to mend",
    on_this_page: "On this page",
    this_page_is_good: "There is nothing to mend on this page.",
    all: "The whole hub: problems, reviews, translations and drafts",
    line: "line",
    column: "column",
    criterion: "WCAG 2.2, criterion",
    not_shown: "This page can’t be shown yet",
    nothing_here: "There is no page here",
    list_title: "What can be mended",
    all_good: "There is nothing to mend.",
    looks_again: "As soon as a file is saved, Bindery looks again.",
    blocked: [
        "Some pages can’t be shown until their errors are mended. Meanwhile you can look at ",
        "the last good version",
        ".",
    ],
    filters: "Show only some",
    level: "Level",
    code: "Kind",
    section: "Section",
    language: "Language",
    any: "All",
    show: "Show",
    show_all: "Show all",
    shown: "{n} of {all} shown",
    none_such: "There is none of that kind.",
    top: "Pages at the top",
    theme: "Theme",
    overdue: "Reviews that are overdue",
    none_overdue: "No page is overdue for review.",
    due: "due on {date}",
    translations: "Translations that are missing or behind",
    none_behind: "No translation is missing or behind.",
    missing: "not there in this language: {language}",
    stale: "changed on {date}, after its translation: {language}",
    held: "Drafts and pages that are kept back",
    none_held: "No page is kept back today.",
    draft: "a draft",
    scheduled: "not before {date}",
    expired: "no longer shown since {date}",
    more: "… and {n} more.",
};

static CY: Words = Words {
    lang: "cy",
    name: "Cymraeg",
    preview: "Rhagolwg",
    levels: ["Gwall", "Rhybudd", "Awgrym"],
    counts: ["Gwallau", "Rhybuddion", "Awgrymiadau"],
    to_mend: "I’w cywiro",
    nothing: "Dim i’w gywiro",
    on_this_page: "Ar y dudalen hon",
    this_page_is_good: "Nid oes dim i’w gywiro ar y dudalen hon.",
    all: "Yr hyb cyfan: problemau, adolygiadau, cyfieithiadau a drafftiau",
    line: "llinell",
    column: "colofn",
    criterion: "WCAG 2.2, maen prawf",
    not_shown: "Ni ellir dangos y dudalen hon eto",
    nothing_here: "Nid oes tudalen yma",
    list_title: "Beth y gellir ei gywiro",
    all_good: "Nid oes dim i’w gywiro.",
    looks_again: "Cyn gynted ag y caiff ffeil ei chadw, bydd Bindery yn edrych eto.",
    blocked: [
        "Ni ellir dangos rhai tudalennau nes bod eu gwallau wedi’u cywiro. Yn y cyfamser gallwch edrych ar ",
        "y fersiwn dda ddiwethaf",
        ".",
    ],
    filters: "Dangos rhai yn unig",
    level: "Lefel",
    code: "Math",
    section: "Adran",
    language: "Iaith",
    any: "Pob un",
    show: "Dangos",
    show_all: "Dangos popeth",
    shown: "Yn dangos {n} o {all}",
    none_such: "Nid oes dim o’r math hwnnw.",
    top: "Tudalennau ar y brig",
    theme: "Thema",
    overdue: "Adolygiadau sy’n hwyr",
    none_overdue: "Nid oes adolygiad yn hwyr ar unrhyw dudalen.",
    due: "i’w hadolygu erbyn {date}",
    translations: "Cyfieithiadau sydd ar goll neu ar ei hôl hi",
    none_behind: "Nid oes cyfieithiad ar goll nac ar ei hôl hi.",
    missing: "ddim ar gael yn yr iaith hon: {language}",
    stale: "newidiwyd ar {date}, ar ôl ei chyfieithiad: {language}",
    held: "Drafftiau a thudalennau a gedwir yn ôl",
    none_held: "Nid oes tudalen yn cael ei chadw’n ôl heddiw.",
    draft: "drafft",
    scheduled: "ddim cyn {date}",
    expired: "heb ei dangos ers {date}",
    more: "… a {n} arall.",
};

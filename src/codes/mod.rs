//! The catalogue of everything Bindery can complain about: one entry and one page of
//! documentation for each code. A code's name never changes once released, since people search
//! for it and settings name it. Nothing here finds a problem; the stages do, and the checks,
//! each of which brings its code with it ([`crate::checks`]).
//!
//! To add a code: a line in the table below, in alphabetical order, its reason in `welsh`, and
//! `src/codes/<name>.md` with the headings that the tests of the checks ask for.

mod phrases;
mod welsh;

pub use phrases::in_welsh;

use Severity::{Error, Hint, Warning};

/// How serious a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; never stops anything.
    Hint,
    /// Should be mended; counts as an error with `--strict`.
    Warning,
    /// Stops `build` and `publish`.
    Error,
}

impl Severity {
    /// The word used in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One kind of problem.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    /// The stable name, in kebab case.
    pub name: &'static str,
    /// How serious it is, unless settings say otherwise.
    pub severity: Severity,
    /// The success criterion of WCAG 2.2 that it belongs to, such as `2.4.4`; empty if there is none.
    pub criterion: &'static str,
    /// Why it matters to a reader, in one sentence.
    pub why: &'static str,
    /// The same in Welsh.
    pub why_cy: &'static str,
    /// The page that `bindery explain` prints, in markdown.
    pub doc: &'static str,
}

impl Code {
    /// Whether a stage finds it, and not a check.
    pub fn is_of_stage(&self) -> bool {
        ALL.binary_search_by_key(&self.name, |code| code.name).is_ok()
    }

    /// Whether it is always an error: the page can't be made, or something unsafe would happen.
    pub fn is_fixed(&self) -> bool {
        self.severity == Error && self.is_of_stage()
    }
}

/// One way to say a problem, in each language of the preview. `{0}`, `{1}` and so on stand for words of
/// the page.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Saying {
    /// What is wrong, and what to type instead.
    pub en: (&'static str, &'static str),
    /// The same in Welsh.
    pub cy: (&'static str, &'static str),
}

impl Saying {
    /// What is wrong and what to type instead, in a language; English if there are no words in that one.
    pub fn words(&self, lang: &str, quoted: &[String]) -> (String, String) {
        let (what, instead) = if lang == "cy" { self.cy } else { self.en };
        (filled(what, quoted), filled(instead, quoted))
    }
}

fn filled(pattern: &str, quoted: &[String]) -> String {
    let mut text = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some(at) = rest.find('{') {
        let (before, hole) = rest.split_at(at);
        text.push_str(before);
        let number =
            hole.get(1..2).and_then(|digit| digit.parse::<usize>().ok()).filter(|_| hole.get(2..3) == Some("}"));
        match number {
            Some(n) => text.push_str(quoted.get(n).map_or("", String::as_str)),
            None => text.push('{'),
        }
        rest = &hole[if number.is_some() { 3 } else { 1 }..];
    }
    text.push_str(rest);
    text
}

macro_rules! codes {
    ($($constant:ident = $name:literal, $severity:ident, $why:literal;)*) => {
        $(
            #[doc = concat!("`", $name, "`: ", $why)]
            pub static $constant: Code = Code {
                name: $name, severity: $severity, criterion: "", why: $why, why_cy: welsh::$constant, doc: include_str!(concat!($name, ".md")),
            };
        )*
        /// Every code that a stage finds, in alphabetical order. [`crate::checks::codes`] has those of the checks as well.
        pub static ALL: &[&Code] = &[$(&$constant),*];
    };
}

codes! {
    ALIAS_INVALID = "alias-invalid", Error, "A reader who follows an old link would not be sent to the page's new place.";
    BRAND_CONTRAST = "brand-contrast", Error, "Readers with low vision, or in bright sunlight, could not make out the words.";
    CALLOUT_UNKNOWN = "callout-unknown", Warning, "Readers would see a sign in square brackets in the place of a box.";
    DATE_INVALID = "date-invalid", Error, "Readers use dates to judge whether advice still holds, so a wrong one misleads.";
    FEEDBACK_ENDPOINT = "feedback-endpoint", Error, "A form that posts to a wrong address loses what readers write, without a word.";
    FEEDBACK_MISSING = "feedback-missing", Warning, "Without a form service readers can't answer on the page, so they see your contact line instead.";
    FEEDBACK_PROVIDER = "feedback-provider", Error, "The form can only be sent to a service whose rules Bindery knows.";
    FIELD_EMPTY = "field-empty", Warning, "A key without a value says nothing, and often shows that something was forgotten.";
    FIELD_EXAMPLE = "field-example", Warning, "Readers would see words that were only put there to show what belongs in their place.";
    FIELD_KIND = "field-kind", Error, "A value of the wrong kind can't be shown to readers as it was meant.";
    FIELD_MISSING = "field-missing", Error, "Readers and lists rely on this fact being there.";
    FIELD_OPTION = "field-option", Error, "Only known values can be shown and filtered in the reader's language.";
    FIELD_UNKNOWN = "field-unknown", Error, "A misspelt key is not used, so readers would miss what it says.";
    FILE_BOM = "file-bom", Hint, "Some programs show the invisible mark at the start of the file as odd letters.";
    FILE_CONTROL_CHARACTER = "file-control-character", Warning, "Invisible control characters can garble what screen readers and browsers show.";
    FILE_CRLF = "file-crlf", Hint, "Windows line ends are fine; programs that compare versions may show every line as changed.";
    FILE_EMPTY = "file-empty", Error, "Readers would open a page with nothing on it.";
    FILE_ENCODING = "file-encoding", Warning, "Letters such as ŵ, é or £ could show as odd signs if the encoding was guessed wrongly.";
    FILE_ENDING = "file-ending", Warning, "Readers would get a file to download in the place of a page.";
    FILE_NAME = "file-name", Error, "A file with this name can't be opened on every computer or server.";
    FILE_PROGRAM = "file-program", Error, "A program in a reader's browser could show or send anything in the hub's name.";
    FILE_TOO_BIG = "file-too-big", Error, "A page this size would not open on a phone.";
    FILE_UNREADABLE = "file-unreadable", Error, "What can't be read can't be published, so readers would miss it.";
    FORM_CONTACT = "form-contact", Warning, "When a form fails, readers need another way to reach you.";
    FORM_FIELD = "form-field", Error, "A question without its words, or with somebody else's name, can't be answered or read.";
    FORM_FILE = "form-file", Error, "Readers would send a file that arrives nowhere.";
    FORM_HOST = "form-host", Warning, "What readers send would be lost, for nobody takes it at the hub's address.";
    FORM_PRIVACY = "form-privacy", Error, "Who is asked who they are has a right to know who asks, what for, and what becomes of it.";
    FRONT_MATTER_MISPLACED = "front-matter-misplaced", Error, "Settings that are taken for text would be shown to readers, and a draft would be published.";
    FRONT_MATTER_MISSING = "front-matter-missing", Warning, "Without a title and summary of its own a page is hard to find in lists and searches.";
    FRONT_MATTER_UNCLOSED = "front-matter-unclosed", Error, "Without the closing line the page's text can't be told from its settings, so readers would see nothing.";
    HEADING_ID_DUPLICATE = "heading-id-duplicate", Error, "A link to this heading could end up at another one.";
    HOST_FILE = "host-file", Error, "Readers would not find a file that the host refuses.";
    HOST_LIMIT = "host-limit", Error, "What a host refuses, readers don't get.";
    HOST_REDIRECT = "host-redirect", Warning, "A reader who follows an old link would get an error page.";
    HOST_SETUP = "host-setup", Hint, "An older file may build the hub with another version of Bindery, or without its newest old addresses.";
    HOST_UNKNOWN = "host-unknown", Error, "Bindery can only write the files of a host whose rules it knows.";
    HTML_NOT_ALLOWED = "html-not-allowed", Warning, "Some HTML could harm readers or break the page, so it is left out.";
    IGNORE_REASON = "ignore-reason", Warning, "Whoever looks after the page next must be able to judge whether the reason still holds.";
    IGNORE_UNKNOWN = "ignore-unknown", Warning, "A comment that Bindery does not understand passes over nothing.";
    IGNORE_UNUSED = "ignore-unused", Warning, "What passes over nothing today would hide the next mistake.";
    IMAGE_MISSING = "image-missing", Error, "Readers would see a broken picture.";
    LEVEL_FIXED = "level-fixed", Warning, "What can't be published, or could harm readers, must be mended.";
    LINK_ANCHOR = "link-anchor", Error, "Readers would land at the top of the page and not at the part that was promised.";
    LINK_BROKEN = "link-broken", Error, "Readers who follow the link would get an error page.";
    LINK_CASE = "link-case", Error, "Web servers tell capitals from small letters, so the link would work on your computer and fail online.";
    LINK_DEAD = "link-dead", Warning, "Readers who follow the link would get an error page of another website.";
    LINK_EMPTY = "link-empty", Error, "Readers could select the link, and nothing would happen.";
    LINK_OUTSIDE = "link-outside", Error, "What lies outside the content folder is not published, so readers could not reach it.";
    LINK_SYNTAX = "link-syntax", Warning, "Readers would see brackets and a file's name where a link or a picture was meant.";
    LINK_UNPUBLISHED = "link-unpublished", Error, "The page behind the link is not published, so readers would get an error page.";
    LINK_UNSAFE = "link-unsafe", Error, "A link of this kind can run a program in the reader's browser.";
    NOT_FOUND_MISSING = "not-found-missing", Error, "On some hosts every wrong address would then show the home page, as if it were right.";
    PAGES_NONE = "pages-none", Warning, "A hub without pages has nothing to show.";
    PICTURE_KIND = "picture-kind", Warning, "Browsers or programs that go by the name could fail to show or open the picture.";
    PICTURE_SCRIPT = "picture-script", Error, "A drawing with a program in it could run that program in the reader's browser.";
    PICTURE_TOO_BIG = "picture-too-big", Warning, "Readers on a phone would wait for minutes, and pay for it.";
    PICTURE_UNREADABLE = "picture-unreadable", Warning, "Readers would see half a picture, or none.";
    PUBLISH_DRAFTS = "publish-drafts", Error, "Readers would see pages that are not ready.";
    PUBLISH_TO = "publish-to", Error, "The hub would not arrive where readers find it.";
    PUBLISH_URL = "publish-url", Error, "Feeds, search engines and shared links would lead readers to the wrong place.";
    REDIRECT_CHAIN = "redirect-chain", Warning, "A reader on a slow line would be sent from place to place before anything shows.";
    REDIRECT_INVALID = "redirect-invalid", Error, "A reader who follows an old link would end up nowhere.";
    SETTING_KIND = "setting-kind", Error, "A setting of the wrong kind can't be used, so the hub would not look or work as you meant.";
    SETTING_MISSING = "setting-missing", Error, "Every page of the hub relies on this setting.";
    SETTING_UNKNOWN = "setting-unknown", Error, "A misspelt setting is not used, so the hub would not look or work as you meant.";
    SITE_URL_MISSING = "site-url-missing", Warning, "Feeds, search engines and shared links need the hub's full address.";
    STRING_MISSING = "string-missing", Error, "Readers would meet words in another language, or none.";
    SYMLINK_OUTSIDE = "symlink-outside", Error, "A shortcut that leads out of the hub could publish private files.";
    THEME_MISSING = "theme-missing", Error, "Without its theme the hub would not look as you meant.";
    THEME_TEMPLATE = "theme-template", Error, "Pages that use this template can't be made.";
    THEME_TYPE = "theme-type", Error, "Pages of a content type that can't be read can't be checked.";
    TITLE_REPEATED = "title-repeated", Hint, "Readers would read, and screen readers would speak, the title twice.";
    TRANSLATION_PAIR = "translation-pair", Error, "The language switch would lead readers to the wrong page.";
    TYPE_UNKNOWN = "type-unknown", Error, "A page of an unknown content type can't be checked or laid out.";
    URL_COLLISION = "url-collision", Error, "Two pages can't share one address: readers would only ever see one of them.";
    YAML_ALIAS = "yaml-alias", Error, "Shortcuts inside the settings block can hide mistakes or swell without end, so they are not used.";
    YAML_COLON = "yaml-colon", Warning, "Without quotes a second colon can be taken for the start of a new setting.";
    YAML_DUPLICATE_KEY = "yaml-duplicate-key", Error, "Only one of the two values can be used, and it may be the wrong one.";
    YAML_QUOTE = "yaml-quote", Error, "Without the closing quote the rest of the settings are taken for one long text.";
    YAML_SYNTAX = "yaml-syntax", Error, "What can't be understood can't be shown to readers.";
    YAML_TAB = "yaml-tab", Warning, "Tabs are as wide as each program likes, so it is unclear what belongs to what.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_kebab_case() {
        let names: Vec<_> = ALL.iter().map(|code| code.name).collect();
        assert!(names.is_sorted(), "keep the table in alphabetical order");
        for name in names {
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{name}");
        }
    }

    #[test]
    fn words_of_the_page_are_put_in() {
        let quoted = ["a".to_owned(), "b".to_owned()];
        assert_eq!(filled("{1}, {0} and {x} {", &quoted), "b, a and {x} {");
    }
}

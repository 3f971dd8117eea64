//! Turns the files of words beside it into the words of the page that shows a report, in the form of
//! the theme's own. It never reads a hub's theme: the report is for maintainers, and needs no hub.

use crate::path::RelPath;
use crate::source::Source;
use crate::strings::Strings;

/// The languages there are words in: code and file.
pub const LANGUAGES: &[(&str, &str)] = &[("en", include_str!("words/en.yaml")), ("cy", include_str!("words/cy.yaml"))];

/// The words of one language; what it lacks is English.
pub fn words(lang: &str) -> Strings {
    read(lang, LANGUAGES)
}

/// The same, of any report's languages, English first.
pub fn read(lang: &str, languages: &[(&str, &str)]) -> Strings {
    let read = |code: &str, text: &str| {
        let source = Source::new(RelPath::new(format!("words/{code}.yaml")), text);
        (Strings::read(code, std::slice::from_ref(&source)).0, source)
    };
    let english = languages.first().map_or_else(|| read("en", ""), |(code, text)| read(code, text));
    let main = english.0.clone();
    let own = languages.iter().find(|(code, _)| *code == lang).map_or(english, |(code, text)| read(code, text));
    own.0.complete(&main, &own.1).0
}

//! Turns the text of a template into one for the pages of a single language, with that language's words and the addresses
//! of static files in the place of the values that ask for them: these are the same on each page, and a fifth of all values
//! that a page of the built-in theme shows. All else stays as it is. No page is made here.

use super::joined::LONGEST;
use super::tags::{Piece, pieces, tags};
use crate::strings::Strings;
use pulldown_cmark_escape::escape_html;
use std::collections::BTreeMap;

/// The name of the words, and the name before the address of a static file.
const NAMES: [&str; 2] = ["t", "root"];

/// What values of one language stand for.
pub(super) struct Constants<'t> {
    pub(super) words: &'t Strings,
    /// The published address of each static file, by its name.
    pub(super) addresses: &'t BTreeMap<String, String>,
}

/// Whether values of constants mean the same in every text of a theme: each is HTML, and no tag in any calls something else
/// by their names. A component sees no names but its own.
pub(super) fn are_constant<'t>(mut texts: impl Iterator<Item = (&'t str, &'t str)>) -> bool {
    texts.all(|(name, text)| name.ends_with(".html") && tags(text).all(|tag| tag.is_some_and(|tag| !names_anew(&tag))))
}

fn names_anew(tag: &Piece<'_>) -> bool {
    let mut words =
        tag.inside().split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    let is_constant = |word: &str| NAMES.contains(&word);
    match words.next() {
        Some("component") => true,
        Some("set" | "set_global") => words.next().is_some_and(is_constant),
        Some("for") => words.take_while(|word| *word != "in").any(is_constant),
        _ => false,
    }
}

/// The text with constants in the place of their values; `None` if that would be too long.
pub(super) fn folded(text: &str, constants: &Constants<'_>) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for piece in pieces(text).flatten().filter(|piece| !piece.is_tag()) {
        out.push_str(&text[done..piece.start]);
        if !constants.push(&piece, &mut out) {
            out.push_str(piece.text);
        }
        done = piece.start + piece.text.len();
        if out.len() > LONGEST {
            return None;
        }
    }
    out.push_str(&text[done..]);
    Some(out)
}

impl Constants<'_> {
    /// Adds what a value stands for; `false` if that is no constant.
    fn push(&self, value: &Piece<'_>, out: &mut String) -> bool {
        if value.trims() {
            return false;
        }
        let inside = value.inside();
        let word = || self.words.get(inside.strip_prefix("t.").filter(|key| is_name(key))?);
        let file = || self.addresses.get(inside.strip_prefix("asset(name=\"")?.strip_suffix("\")")?);
        if let Some(word) = word().filter(|word| stands_by_itself(word)) {
            // Writing to memory can't fail.
            let _ = escape_html(&mut *out, word);
        } else if let Some(address) = file() {
            out.push_str("{{ root }}");
            let _ = escape_html(&mut *out, address);
        } else {
            return false;
        }
        true
    }
}

/// Whether the engine reads a key as a name: one may be anything in a file of words.
fn is_name(key: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let is_literal = ["true", "True", "false", "False"].contains(&key);
    key.bytes().all(is_part) && !key.starts_with(|c: char| c.is_ascii_digit()) && !key.is_empty() && !is_literal
}

/// Whether tags around a text trim nothing of it, and none begins in it.
fn stands_by_itself(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && !text.contains(['{', '}'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::RelPath;
    use crate::source::Source;

    fn made(text: &str) -> String {
        made_with("open: Open & free\nblank: \"a \"\nplace: By {name}\n", text).unwrap()
    }

    fn made_with(words: &str, text: &str) -> Option<String> {
        let file = Source::new(RelPath::new("strings/en.yaml"), words);
        let words = Strings::read("en", &[file]).0;
        let addresses = BTreeMap::from([("a.css".to_owned(), "assets/a.css".to_owned())]);
        folded(text, &Constants { words: &words, addresses: &addresses })
    }

    #[test]
    fn words_and_addresses_stand_in_the_place_of_their_values() {
        assert_eq!(made("<p>{{ t.open }}{{t.open}}</p>"), "<p>Open &amp; freeOpen &amp; free</p>");
        assert_eq!(made("{{ asset(name=\"a.css\") }}?"), "{{ root }}assets/a.css?");
    }

    #[test]
    fn all_else_stays() {
        for typed in [
            "{{ t.other }} {{ t }} {{ title }} {{ t.open | upper }} {{ t.open.x }} {{ \"t.open\" }}",
            "{{ t.blank }}",
            "{{ t.place }}",
            "{{- t.open }} {{ t.open -}}",
            "{% if t.open %}{# {{ t.open }} #}{% endif %}",
            "{{ asset(name=\"b.css\") }} {{ asset(name=file) }}",
            "{{ t.open ",
            "{{{ t.open }}}",
            "{{%t.open%}}",
            "{{\u{a0}t.open }}",
        ] {
            assert_eq!(made(typed), typed);
        }
    }

    #[test]
    fn only_what_the_engine_reads_as_a_name_is_one() {
        for key in ["opening-hours", "gŵyl", "1st", "true", "a b", "a.b", "open | upper", ""] {
            let typed = format!("{{{{ t.{key} }}}}");
            assert_eq!(made_with(&format!("{key:?}: Words\n"), &typed).as_ref(), Some(&typed));
        }
        assert_eq!(made_with("_a1: Words\n", "{{ t._a1 }}").as_deref(), Some("Words"));
    }

    #[test]
    fn no_text_grows_without_bound() {
        let long = "long ".repeat(2000);
        let words = format!("long: {}\n", long.trim());
        assert!(made_with(&words, &"{{ t.long }}".repeat(6)).is_some());
        assert!(made_with(&words, &"{{ t.long }}".repeat(7)).is_none());
    }

    #[test]
    fn names_that_mean_something_else_somewhere_are_left_alone_everywhere() {
        let is_constant = |text| are_constant([("page.html", "{{ t.open }}"), ("a.html", text)].into_iter());
        for text in ["{% set x = t %}", "{% for x in t.list %}{% endfor %}", "{% if t %}{% endif %}", "{{ t }}"] {
            assert!(is_constant(text), "{text}");
        }
        for text in [
            "{% set t = 1 %}",
            "{%- set_global root = 1 %}",
            "{% for t in list %}{% endfor %}",
            "{% for a, t in list %}{% endfor %}",
            "{% component x(t) %}{% endcomponent %}",
            "{% raw %}{{ t.open }}{% endraw %}",
            "{#} {{ ` #}{% for t in list %}{% endfor %}{# ` }} #}",
            "{% if ",
        ] {
            assert!(!is_constant(text), "{text}");
        }
        assert!(!are_constant([("a.txt", "")].into_iter()), "no HTML");
    }
}

//! What templates ask for, told by the words in their texts. A name that stands neither in a template nor in one that it
//! builds on or includes can't be asked of a view, so nobody need make its value. No template is understood here: where
//! one does more with `page` or `head` than to name a part of it, everything counts as asked for.

use crate::source::Source;
use foldhash::{HashSet, HashSetExt};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The objects whose parts are asked for one by one.
const OBJECTS: [&str; 2] = ["page", "head"];

/// What the engine calls all that a template sees.
const EVERYTHING: &str = "__tera_context";

/// What may begin or end a part of a text in which names have a meaning.
const OPENING: [&str; 2] = ["{{", "{%"];
const CLOSING: [&str; 2] = ["}}", "%}"];

/// What a template may ask for.
pub struct Wanted {
    /// The words in its text; `None` if any name may be asked for.
    words: Option<HashSet<String>>,
    /// For each place that names stand in, whether each is asked for: the names are the same in every view.
    of_place: [OnceLock<Vec<bool>>; 3],
}

/// Where names stand that templates may ask for.
#[derive(Clone, Copy)]
pub enum Place {
    /// In the view itself.
    View,
    /// In what templates call `head`.
    Head,
    /// In what templates call `page`.
    Page,
}

static ANYTHING: Wanted = Wanted::new(None);

impl Wanted {
    const fn new(words: Option<HashSet<String>>) -> Self {
        Self { words, of_place: [const { OnceLock::new() }; 3] }
    }

    /// Every name, as the handbook promises them.
    pub fn anything() -> &'static Self {
        &ANYTHING
    }

    /// What a template asks for, itself and through the others that its text names. `templates` are the texts that can be
    /// rendered, by all their names.
    pub(super) fn by(template: &str, templates: &BTreeMap<&str, &Source>) -> Self {
        // A component can be called from anywhere.
        let components =
            templates.iter().filter(|(_, source)| source.text.contains("component")).map(|(name, _)| *name);
        let mut names: Vec<&str> = components.chain([template]).collect();
        let mut words = HashSet::new();
        let mut seen = 0;
        while let Some(name) = names.get(seen) {
            seen += 1;
            let Some(source) = templates.get(name) else { continue };
            let text = &*source.text;
            if has_whole_object(text) {
                return Self::new(None);
            }
            for word in text.split(|c: char| !is_part_of_word(c)) {
                if !words.contains(word) {
                    words.insert(word.to_owned());
                }
            }
            // What stands between two quotation marks may be another template's name.
            let named = text.split(['"', '\'', '`']).filter_map(|part| Some(*templates.get_key_value(part)?.0));
            let new: Vec<&str> = named.filter(|name| !names.contains(name)).collect();
            names.extend(new);
        }
        Self::new(Some(words))
    }

    /// Whether a name, or a part of `page` or `head` of that name, may be asked for.
    pub fn has(&self, name: &str) -> bool {
        self.words.as_ref().is_none_or(|words| words.contains(name))
    }

    /// Whether each name of a place may be asked for. `names` are looked at once.
    pub fn each(&self, place: Place, names: impl FnOnce() -> Vec<&'static str>) -> &[bool] {
        self.of_place[place as usize].get_or_init(|| names().into_iter().map(|name| self.has(name)).collect())
    }
}

/// Whether a text may look at an object in another way than to name a part of it.
fn has_whole_object(text: &str) -> bool {
    let is_anywhere_whole = |object: &&str| text.match_indices(*object).any(|(at, _)| is_whole(text, at, object));
    text.contains(EVERYTHING) || OBJECTS.iter().any(is_anywhere_whole)
}

fn is_whole(text: &str, at: usize, object: &str) -> bool {
    let (before, after) = (&text[..at], &text[at + object.len()..]);
    let is_name = !before.ends_with(|c| is_part_of_word(c) || c == '.') && !after.starts_with(is_part_of_word);
    let is_part_named = after.strip_prefix('.').is_some_and(|part| part.starts_with(is_part_of_word));
    let is_text = before.ends_with('"') && after.starts_with('"');
    let is_block = before.trim_end().ends_with("block");
    is_name && !is_part_named && !is_text && !is_block && !is_prose(before, after)
}

/// Whether a place lies between `}}` and `{{`, where words are shown as they are.
fn is_prose(before: &str, after: &str) -> bool {
    let last = |marks: [&str; 2]| marks.iter().filter_map(|mark| before.rfind(mark)).max();
    let next = |marks: [&str; 2]| marks.iter().filter_map(|mark| after.find(mark)).min().unwrap_or(after.len());
    last(OPENING) <= last(CLOSING) && next(OPENING) <= next(CLOSING)
}

fn is_part_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::RelPath;

    fn wanted(texts: &[(&'static str, &str)]) -> Wanted {
        let sources: Vec<Source> = texts.iter().map(|(_, text)| Source::new(RelPath::new("a.html"), *text)).collect();
        Wanted::by(texts[0].0, &texts.iter().map(|(name, _)| *name).zip(&sources).collect())
    }

    #[test]
    fn a_template_asks_for_what_it_names_and_for_what_its_parents_and_parts_name() {
        let wanted = wanted(&[
            ("page.html", "{% extends \"base.html\" %}{% block main %}{{ page.title }}{% endblock main %}"),
            ("base.html", "{{ head.title }}{% include 'part.html' %}{% block main %}{% endblock main %}"),
            ("part.html", "{{ page.top }}"),
            ("words.html", "{% component word(a) %}{{ lang }}{% endcomponent word %}"),
            ("other.html", "{{ head.json_ld }}"),
        ]);
        for (name, is_asked_for) in [("title", true), ("top", true), ("lang", true), ("json_ld", false)] {
            assert_eq!(wanted.has(name), is_asked_for, "{name}");
        }
    }

    #[test]
    fn where_an_object_is_used_as_a_whole_anything_may_be_asked_for() {
        for text in [
            "{{ page[name] }}",
            "{{ page['a' ~ b] }}",
            "{% for name, value in page %}{% endfor %}",
            "{% set copy = head %}{{ copy.robots }}",
            "{{ page }}",
            "{{ page | json_encode }}",
            "{{ <card page=page /> }}",
            "{{ \"}}\" ~ page[name] }}",
            "{{ page?.title }}",
            "{{ page .title }}",
            "{{ __tera_context }}",
        ] {
            assert!(wanted(&[("a.html", text)]).has("related"), "{text}");
        }
    }

    #[test]
    fn words_for_readers_ask_for_nothing() {
        for text in [
            "<h2>On this page</h2>{{ page.title }}",
            "{% block head %}{% endblock head %}",
            "{% if page.type != \"page\" %}a page{% endif %}",
            "{{ site.page }}{{ homepage }}<head>",
            "<a class=\"page-head\" href=\"#head\">",
        ] {
            assert!(!wanted(&[("a.html", text)]).has("related"), "{text}");
        }
    }
}

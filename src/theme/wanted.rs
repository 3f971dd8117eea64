//! What templates ask for, told by the words in their texts. A name that stands neither in a template nor in one that it
//! builds on or includes can't be asked of a view, so nobody need make its value. No template is understood here: where
//! one does more with `page` or `head` than to name a part of it, everything counts as asked for.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use std::sync::OnceLock;

/// The objects whose parts are asked for one by one.
const OBJECTS: [&str; 2] = ["page", "head"];

/// What the engine calls all that a template sees.
const EVERYTHING: &str = "__tera_context";

/// The longest text that is looked at, in bytes: fifteen times the longest template of the built-in theme. A longer one may ask
/// for anything, so that no text can keep a build busy here.
const LONGEST: usize = 64 * 1024;

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

    /// Whether a name, or a part of `page` or `head` of that name, may be asked for.
    pub fn has(&self, name: &str) -> bool {
        self.words.as_ref().is_none_or(|words| words.contains(name))
    }

    /// Whether each name of a place may be asked for. `names` are looked at once.
    pub fn each(&self, place: Place, names: impl FnOnce() -> Vec<&'static str>) -> &[bool] {
        self.of_place[place as usize].get_or_init(|| names().into_iter().map(|name| self.has(name)).collect())
    }
}

/// The texts of a theme's templates, each read once.
pub(super) struct Texts<'t> {
    all: Vec<Text<'t>>,
    by_name: HashMap<&'t str, usize>,
}

struct Text<'t> {
    has_whole_object: bool,
    has_component: bool,
    words: HashSet<&'t str>,
    /// What stands between two quotation marks, which may be another template's name.
    quoted: Vec<&'t str>,
}

impl<'t> Texts<'t> {
    /// Takes the names of each text that can be rendered, and the text. Of two with the same name the later one counts.
    pub(super) fn new(texts: impl Iterator<Item = ([&'t str; 2], &'t str)>) -> Self {
        let (mut all, mut by_name) = (Vec::new(), HashMap::new());
        for (names, text) in texts {
            by_name.extend(names.map(|name| (name, all.len())));
            let words: HashSet<&str> = text.split(|c: char| !is_part_of_word(c)).collect();
            all.push(Text {
                has_whole_object: has_whole_object(text),
                has_component: words.contains("component"),
                words,
                quoted: text.split(['"', '\'', '`']).collect(),
            });
        }
        Self { all, by_name }
    }

    /// What a template asks for, itself and through the others that its text names.
    pub(super) fn wanted(&self, template: &str) -> Wanted {
        let Some(first) = self.by_name.get(template) else { return Wanted::new(None) };
        // A component can be called from anywhere.
        let components = (0..self.all.len()).filter(|n| self.all[*n].has_component);
        let mut reached: Vec<usize> = components.chain([*first]).collect();
        let mut words = HashSet::new();
        let mut seen = 0;
        while let Some(text) = reached.get(seen).map(|n| &self.all[*n]) {
            seen += 1;
            if text.has_whole_object {
                return Wanted::new(None);
            }
            words.extend(text.words.iter().copied());
            for n in text.quoted.iter().filter_map(|name| self.by_name.get(name)) {
                if !reached.contains(n) {
                    reached.push(*n);
                }
            }
        }
        Wanted::new(Some(words.into_iter().map(str::to_owned).collect()))
    }
}

/// Whether a text may look at an object in another way than to name a part of it.
fn has_whole_object(text: &str) -> bool {
    let is_anywhere_whole = |object: &&str| text.match_indices(*object).any(|(at, _)| is_whole(text, at, object));
    text.len() > LONGEST || text.contains(EVERYTHING) || OBJECTS.iter().any(is_anywhere_whole)
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
    c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the first of these templates asks for.
    fn wanted(texts: &[(&str, &str)]) -> Wanted {
        Texts::new(texts.iter().map(|(name, text)| ([*name; 2], *text))).wanted(texts[0].0)
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

//! Turns the text of a template and the texts that it includes into one text that makes the same page. To look names up
//! in a template that is included, the engine asks all the others around it as well, so that pages of many parts take
//! longer than their parts put together. A text is put in the place of its `{% include %}` only if its tags are of those that
//! mean the same in both places; else the tag stays. Before all stand the names that most tags ask for. No page is made here.

use super::tags::tags;

/// The tags that mean the same wherever the text stands. `set` is one of them within a loop, where it ends with the round.
const SAME: [&str; 7] = ["if", "elif", "else", "endif", "for", "endfor", "include"];

/// What means something else in a part than around it: `loop` is the engine's only within a loop of the same text, and
/// `__tera_context` shows what that text has set.
const OF_ITS_TEXT: [&str; 2] = ["loop", "__tera"];

/// The longest text that is made, in bytes: templates that include each other many times stay as they are.
pub(super) const LONGEST: usize = 64 * 1024;

/// What most tags ask for, said again at the beginning. The engine looks first among the names that a text has set, and last
/// among those that it is given, which are many. Each name more makes the way to all others longer.
const FIRST: &str = "{% set page = page %}{% set site = site %}";

/// A template with those that it includes in it and the first names before it; `None` if it stays as it was typed. `text_of`
/// knows the others by the names that templates call them.
pub(super) fn joined<'t>(text: &'t str, text_of: &impl Fn(&str) -> Option<&'t str>) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let is_whole = !text.contains("__tera") && tags(text).all(|tag| tag.is_some_and(|tag| tag.word() != "extends"));
    let mut out = if is_whole { FIRST.to_owned() } else { String::new() };
    let first = out.len();
    join(text, text_of, &mut Vec::new(), &mut out)?;
    (first > 0 || out.len() != text.len()).then_some(out)
}

/// Adds a text to `out`. `around` holds the names of the templates that it stands in.
fn join<'t>(
    text: &'t str,
    text_of: &impl Fn(&str) -> Option<&'t str>,
    around: &mut Vec<&'t str>,
    out: &mut String,
) -> Option<()> {
    let mut done = 0;
    for tag in tags(text) {
        let tag = tag?;
        let part = tag.includes().and_then(|name| Some((name, text_of(name).filter(|part| part.len() < LONGEST)?)));
        let Some((name, part)) = part else { continue };
        // A template that leads back to itself is told of by the engine.
        if around.contains(&name) {
            return None;
        }
        if !is_same_anywhere(part) {
            continue;
        }
        out.push_str(&text[done..tag.start]);
        // These tags trim what stands around them just as that one does.
        out.push_str(if tag.text.starts_with("{%-") { "{%- if true %}" } else { "{% if true %}" });
        around.push(name);
        join(part, text_of, around, out)?;
        around.pop();
        out.push_str(if tag.text.ends_with("-%}") { "{% endif -%}" } else { "{% endif %}" });
        done = tag.start + tag.text.len();
        if out.len() > LONGEST {
            return None;
        }
    }
    out.push_str(&text[done..]);
    Some(())
}

/// Whether a text makes the same wherever it stands.
fn is_same_anywhere(text: &str) -> bool {
    if OF_ITS_TEXT.iter().any(|word| text.contains(word)) {
        return false;
    }
    let mut loops = 0_usize;
    tags(text).all(|tag| {
        let Some(tag) = tag else { return false };
        let word = tag.word();
        match word {
            "for" => loops += 1,
            "endfor" => loops = loops.saturating_sub(1),
            // One without a value ends with a tag of its own.
            "set" => return loops > 0 && tag.text.contains('='),
            _ => {}
        }
        SAME.contains(&word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(text: &'static str) -> Option<String> {
        joined(text, &|name| match name {
            "a.html" => Some("<p>{{ page.title }}</p>"),
            "b.html" => Some("{% for x in list -%} {%- set y = x %}{% include \"a.html\" %}{% endfor %}"),
            "set.html" => Some("{% set x = 1 %}{{ x }}"),
            "raw.html" => Some("{% raw %}{{ x }}{% endraw %}"),
            "loop.html" => Some("{{ loop.index }}"),
            "itself.html" => Some("{% include \"itself.html\" %}"),
            "break.html" => Some("{% if x %}{% break %}{% endif %}"),
            _ => None,
        })
    }

    #[test]
    fn what_is_included_stands_in_the_place_of_its_tag() {
        for (typed, made) in [
            ("1 {% include \"a.html\" %} 2", "1 {% if true %}<p>{{ page.title }}</p>{% endif %} 2"),
            ("1 {%- include \"a.html\" -%} 2", "1 {%- if true %}<p>{{ page.title }}</p>{% endif -%} 2"),
            (
                "{%include \"b.html\"%}{# {% include \"a.html\" %} #}",
                "{% if true %}{% for x in list -%} {%- set y = x %}{% if true %}<p>{{ page.title }}</p>{% endif %}{% endfor %}\
                 {% endif %}{# {% include \"a.html\" %} #}",
            ),
        ] {
            assert_eq!(join(typed), Some(format!("{FIRST}{made}")));
        }
    }

    #[test]
    fn what_most_tags_ask_for_is_said_first_where_that_changes_nothing() {
        assert_eq!(join("{{ page.title }}"), Some(format!("{FIRST}{{{{ page.title }}}}")));
        for typed in ["{% extends \"a.html\" %}", "{{ __tera_context }}", "{% raw %}{{ page }}{% endraw %}", "{% if "] {
            assert_eq!(join(typed), None, "{typed}");
        }
    }

    #[test]
    fn what_would_mean_something_else_there_stays() {
        for typed in [
            "no tags",
            "{% include \"set.html\" %}",
            "{% include \"raw.html\" %}",
            "{% include \"break.html\" %}",
            "{% for x in list %}{% include \"loop.html\" %}{% endfor %}",
            "{% include \"unknown.html\" %}",
            "{{ \"{% include 'a.html' %}\" }}",
            "{{ '}} {% include \"a.html\" %}' }}",
            "{%% include \"a.html\" %}",
            "{#} {% include \"a.html\" %} #}",
        ] {
            assert_eq!(join(typed), Some(format!("{FIRST}{typed}")));
        }
        for typed in [
            "{% include \"itself.html\" %}",
            "{% raw %}{% include \"a.html\" %}{% endraw %}",
            "{% include \"a.html\" ",
            "{{ ŵy }}{% ŵy %}{# ŵy",
        ] {
            assert_eq!(join(typed), None, "{typed}");
        }
    }
}

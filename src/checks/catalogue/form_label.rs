//! `form-label`: a field of a form without words that belong to it, a group of choices without a question, or an
//! `autocomplete` that browsers don't know. A theme must guarantee it.

use crate::checks::{Check, Element, Found, Rendered, Sample, Scope};
use crate::codes::{Code, Saying, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "form-label",
        severity: Severity::Error,
        criterion: "3.3.2",
        why: "Screen readers would announce the field without saying what belongs in it.",
        why_cy: "Byddai darllenwyr sgrin yn cyhoeddi'r maes heb ddweud beth sydd i fod ynddo.",
        doc: include_str!("../../codes/form-label.md"),
    },
    says: &[
        Saying {
            en: (
                "This {0} has no label.",
                "Give it an id, and put its words beside it, for example:\n<label for=\"your-name\">Your name</label> <input id=\"your-name\" name=\"name\">",
            ),
            cy: (
                "Nid oes label ar yr elfen {0} hon.",
                "Rhowch id iddi, a rhowch ei geiriau wrth ei hymyl, er enghraifft:\n<label for=\"eich-enw\">Eich enw</label> <input id=\"eich-enw\" name=\"name\">",
            ),
        },
        Saying {
            en: (
                "The choices “{0}” have no question that belongs to all of them.",
                "Put them into a group with a question, for example:\n<fieldset><legend>Was this page useful?</legend> … </fieldset>",
            ),
            cy: (
                "Nid oes cwestiwn sy'n perthyn i bob un o'r dewisiadau “{0}”.",
                "Rhowch hwy mewn grŵp gyda chwestiwn, er enghraifft:\n<fieldset><legend>A oedd y dudalen hon yn ddefnyddiol?</legend> … </fieldset>",
            ),
        },
        Saying {
            en: (
                "Browsers don't know autocomplete=\"{0}\".",
                "Type one of the words that they know, such as “name”, “email” or “tel”, or leave it out.",
            ),
            cy: (
                "Nid yw porwyr yn adnabod autocomplete=\"{0}\".",
                "Teipiwch un o'r geiriau y maent yn eu hadnabod, megis “name”, “email” neu “tel”, neu gadewch ef allan.",
            ),
        },
    ],
    scope: Scope::Rendered(look),
};

/// What browsers may fill in (HTML, autofill detail tokens), in alphabetical order.
const TOKENS: &[&str] = &[
    "additional-name", "address-level1", "address-level2", "address-level3", "address-level4", "address-line1",
    "address-line2", "address-line3", "bday", "bday-day", "bday-month", "bday-year", "billing", "cc-additional-name",
    "cc-csc", "cc-exp", "cc-exp-month", "cc-exp-year", "cc-family-name", "cc-given-name", "cc-name", "cc-number",
    "cc-type", "country", "country-name", "current-password", "email", "family-name", "fax", "given-name", "home",
    "honorific-prefix", "honorific-suffix", "impp", "language", "mobile", "name", "new-password", "nickname", "off",
    "on", "one-time-code", "organization", "organization-title", "pager", "photo", "postal-code", "sex", "shipping",
    "street-address", "tel", "tel-area-code", "tel-country-code", "tel-extension", "tel-local", "tel-national",
    "transaction-amount", "transaction-currency", "url", "username", "webauthn", "work",
];

fn look(rendered: &Rendered<'_>, found: &mut Found<'_>) {
    for sample in rendered.samples {
        let mut add = |saying, quoted: &str, element: &Element| {
            let named = |key: &str| element.get(key).map(|value| format!("{key}=\"{value}\"")).unwrap_or_default();
            let (id, name) = (named("id"), named("name"));
            let autocomplete = if saying == 2 { named("autocomplete") } else { String::new() };
            let tag = format!("<{}", element.name);
            let words: Vec<&str> = [&*autocomplete, &*id, &*name, &*tag].into_iter().filter(|w| !w.is_empty()).collect();
            let (source, span) = rendered.place(sample, &words);
            found.add_in(&source, saying, span, &[quoted]);
        };
        let mut groups: Vec<(Option<usize>, &str)> = Vec::new();
        for (n, element) in sample.elements.iter().enumerate().filter(|(_, element)| is_control(element)) {
            if !has_label(sample, n) {
                add(0, &element.name, element);
            }
            let tokens = element.get("autocomplete").unwrap_or("").split_whitespace();
            let is_word = |token: &str| TOKENS.binary_search(&&*token.to_lowercase()).is_ok();
            let is_known = |token: &str| is_word(token) || token.starts_with("section-");
            if let Some(token) = tokens.into_iter().find(|token| !is_known(token)) {
                add(2, token, element);
            }
            let Some(name) = element.get("name").filter(|_| is_choice(element)) else { continue };
            // Two forms of a page may each have one choice of that name, and a trap for machines is hidden from people.
            let is_hidden = sample.around(n).any(|around| around.get("aria-hidden") == Some("true"));
            let form = form_of(sample, n);
            let alike = |(other, choice): &(usize, &Element)| {
                is_choice(choice) && choice.get("name") == Some(name) && form_of(sample, *other) == form
            };
            if !is_hidden && !groups.contains(&(form, name)) && sample.elements.iter().enumerate().filter(alike).count() > 1 {
                groups.push((form, name));
                if !has_question(sample, n) {
                    add(1, name, element);
                }
            }
        }
    }
}

/// The form that an element is in.
fn form_of(sample: &Sample, n: usize) -> Option<usize> {
    let mut at = sample.elements[n].parent;
    while let Some(parent) = at.filter(|parent| sample.elements[*parent].name != "form") {
        at = sample.elements[parent].parent;
    }
    at
}

fn is_control(element: &Element) -> bool {
    match element.name.as_str() {
        "select" | "textarea" => true,
        "input" => !matches!(element.get("type"), Some("hidden" | "submit" | "reset" | "button" | "image")),
        _ => false,
    }
}

fn is_choice(element: &Element) -> bool {
    element.name == "input" && matches!(element.get("type"), Some("radio" | "checkbox"))
}

fn is_said(value: Option<&str>) -> bool {
    value.is_some_and(|value| !value.trim().is_empty())
}

fn has_label(sample: &Sample, n: usize) -> bool {
    let element = &sample.elements[n];
    let names = |id: &str| sample.elements.iter().any(|other| other.get("id") == Some(id));
    is_said(element.get("aria-label"))
        || is_said(element.get("title"))
        || element.get("aria-labelledby").is_some_and(|ids| ids.split_whitespace().any(names))
        || sample.is_in(n, "label")
        || element.get("id").is_some_and(|id| {
            sample.elements.iter().any(|label| label.name == "label" && label.get("for") == Some(id))
        })
}

/// Whether a choice is in a group that has a question.
fn has_question(sample: &Sample, n: usize) -> bool {
    sample.around(n).any(|around| {
        let has_name = is_said(around.get("aria-label")) || is_said(around.get("aria-labelledby"));
        let is_group = matches!(around.get("role"), Some("group" | "radiogroup"));
        let has_legend = || {
            let is_around = |parent: usize| std::ptr::eq(&sample.elements[parent], around);
            let inside = |legend: &Element| legend.parent.is_some_and(is_around);
            sample.elements.iter().any(|legend| legend.name == "legend" && inside(legend))
        };
        is_group && has_name || around.name == "fieldset" && (has_name || has_legend())
    })
}

//! The kinds of fields that a form may have, as a table, and one field of a form. What the kinds
//! mean in HTML stands in the table, so that a template needs no list of its own.

use crate::diagnostic::Span;
use crate::reader::LocalText;
use crate::strings::Strings;

/// A kind of field.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// The name in `site.yaml`.
    pub name: &'static str,
    /// What it is made of.
    pub shape: Shape,
    /// The `type` of its input, where it is one.
    pub input: &'static str,
    /// What a browser may fill in by itself.
    pub autocomplete: Option<&'static str>,
    /// Whether it asks for something that tells who somebody is.
    pub personal: bool,
    /// The words for a field that is needed and was left empty.
    pub empty: &'static str,
    /// The words for a value of the wrong form.
    pub wrong: Option<&'static str>,
}

/// What a field is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One line, or something that a browser asks for in its own way.
    Input,
    /// Several lines.
    Lines,
    /// A group, of which one or several are chosen.
    Group,
    /// One box to tick.
    Tick,
}

impl Shape {
    /// The name that templates see.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Lines => "lines",
            Self::Group => "group",
            Self::Tick => "tick",
        }
    }
}

const TEXT: Kind = Kind {
    name: "text",
    shape: Shape::Input,
    input: "text",
    autocomplete: None,
    personal: false,
    empty: "form_error_empty",
    wrong: None,
};

/// Every kind.
pub static KINDS: &[Kind] = &[
    TEXT,
    Kind { name: "long text", shape: Shape::Lines, ..TEXT },
    Kind { name: "choice", shape: Shape::Group, input: "radio", empty: "form_error_choice", ..TEXT },
    Kind { name: "choices", shape: Shape::Group, input: "checkbox", empty: "form_error_choice", ..TEXT },
    Kind {
        name: "email",
        input: "email",
        autocomplete: Some("email"),
        personal: true,
        wrong: Some("form_error_email"),
        ..TEXT
    },
    Kind { name: "phone", input: "tel", autocomplete: Some("tel"), personal: true, ..TEXT },
    Kind { name: "date", input: "date", wrong: Some("form_error_date"), ..TEXT },
    Kind { name: "file", input: "file", personal: true, empty: "form_error_file", ..TEXT },
    Kind { name: "consent", shape: Shape::Tick, input: "checkbox", empty: "form_error_consent", ..TEXT },
];

impl Kind {
    /// The kind of that name.
    pub fn named(name: &str) -> Option<&'static Kind> {
        KINDS.iter().find(|kind| kind.name == name)
    }

    /// Whether its answer is a file.
    pub fn is_file(&self) -> bool {
        self.input == "file"
    }
}

/// Field names that ask who somebody is, and what a browser may fill in there.
const NAMES: &[(&str, &str)] = &[
    ("name", "name"),
    ("full-name", "name"),
    ("full_name", "name"),
    ("your-name", "name"),
    ("your_name", "name"),
    ("first-name", "given-name"),
    ("first_name", "given-name"),
    ("last-name", "family-name"),
    ("last_name", "family-name"),
    ("surname", "family-name"),
    ("enw", "name"),
    ("enw-llawn", "name"),
    ("address", "street-address"),
    ("postcode", "postal-code"),
];

/// Words that Bindery has in each language, or that the hub gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wording {
    /// By key in the strings files.
    Known(&'static str),
    /// The hub's own.
    Own(LocalText),
}

impl Wording {
    /// The words in a language.
    pub fn get<'s>(&'s self, strings: &'s Strings, lang: &str) -> &'s str {
        match self {
            Self::Known(key) => strings.text(key),
            Self::Own(text) => text.get(lang),
        }
    }
}

/// One field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What its answer is called in the message.
    pub name: String,
    /// Where its name stands in the settings; nowhere for the field of a preset.
    pub span: Span,
    /// Its kind.
    pub kind: &'static Kind,
    /// What stands above it.
    pub label: Wording,
    /// What helps to answer.
    pub hint: Option<Wording>,
    /// Whether it must be answered.
    pub required: bool,
    /// What can be chosen: what is sent, and what is shown.
    pub options: Vec<(String, Wording)>,
}

impl Field {
    /// What a browser may fill in.
    pub fn autocomplete(&self) -> Option<&'static str> {
        let by_name = || NAMES.iter().find(|(name, _)| *name == self.name).map(|(_, token)| *token);
        self.kind.autocomplete.or_else(|| by_name().filter(|_| self.kind.name == TEXT.name))
    }

    /// Whether the answer tells who somebody is, by its kind, its name or its label.
    pub fn is_personal(&self) -> bool {
        let label = match &self.label {
            Wording::Own(label) => label.all().any(asks_who),
            Wording::Known(_) => false,
        };
        self.kind.personal || NAMES.iter().any(|(name, _)| *name == self.name) || asks_who(&self.name) || label
    }
}

/// Whether words ask who somebody is or where to find them. A name alone may be a room's, so it counts
/// only where it is the reader's own.
fn asks_who(words: &str) -> bool {
    const CONTACT: &[&str] = &[
        "email",
        "e-mail",
        "e-bost",
        "ebost",
        "telephone",
        "phone",
        "mobile",
        "ffon",
        "ffôn",
        "symudol",
        "postcode",
        "birth",
        "geni",
        "birthday",
    ];
    const OWN: &[&str] = &["name", "surname", "address", "enw", "cyfenw", "cyfeiriad"];
    let plain: String = words.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let plain = format!("-{}-", plain.trim_matches('-').replace("cod-post", "postcode"));
    let has = |list: &[&str]| list.iter().any(|word| plain.contains(&format!("-{word}-")));
    let is_readers = || has(&["your", "eich", "chi", "dy", "full", "llawn"]) || plain.matches('-').count() == 2;
    has(CONTACT) || has(OWN) && is_readers()
}

#[cfg(test)]
mod tests {
    use super::asks_who;

    #[test]
    fn words_that_ask_who_somebody_is_are_found() {
        for words in [
            "your-e-mail",
            "Your e-mail",
            "telephone",
            "Your telephone number",
            "enw-chi",
            "Eich enw",
            "Rhif ffôn",
            "ffon",
            "Your full name and home address",
            "date-of-birth",
            "Date of birth",
            "Dyddiad geni",
            "Surname",
            "Cod post",
            "Your email_address",
            "mobile",
        ] {
            assert!(asks_who(words), "{words}");
        }
        for words in [
            "Name of the room",
            "Enw’r ystafell",
            "Which day suits you?",
            "The address of the page",
            "Your comment",
            "Describe the phonebox project",
            "book-title",
            "What should we call the group?",
        ] {
            assert!(!asks_who(words), "{words}");
        }
    }
}

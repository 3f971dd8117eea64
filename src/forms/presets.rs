//! Forms that many hubs need, as a table: a hub switches one on with a word and gets it in each
//! language of the theme. Their words stand in the strings files.

use super::field::{Field, Kind, Wording};
use crate::diagnostic::Span;

/// A form that is ready to be used.
#[derive(Debug, PartialEq, Eq)]
pub struct Preset {
    /// Its name in `site.yaml`.
    pub name: &'static str,
    /// The key of its title; its introduction is the same with `_intro` at the end.
    pub title: &'static str,
    /// The key of its introduction.
    pub intro: &'static str,
    /// Its fields.
    fields: &'static [Asked],
}

/// A field of a preset.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    name: &'static str,
    kind: &'static str,
    label: &'static str,
    hint: Option<&'static str>,
    required: bool,
    options: &'static [(&'static str, &'static str)],
}

const TEXT: Asked = Asked { name: "", kind: "text", label: "", hint: None, required: false, options: &[] };
const NAME: Asked = Asked { name: "name", label: "form_name", ..TEXT };
const EMAIL: Asked = Asked { name: "email", kind: "email", label: "form_email", hint: Some("form_email_hint"), ..TEXT };

/// Every preset.
pub static PRESETS: &[Preset] = &[
    Preset {
        name: "contact",
        title: "form_contact",
        intro: "form_contact_intro",
        fields: &[
            NAME,
            EMAIL,
            Asked { name: "message", kind: "long text", label: "form_contact_message", required: true, ..TEXT },
        ],
    },
    Preset {
        name: "story",
        title: "form_story",
        intro: "form_story_intro",
        fields: &[
            Asked { name: "library", label: "form_story_library", required: true, ..TEXT },
            Asked {
                name: "story",
                kind: "long text",
                label: "form_story_text",
                hint: Some("form_story_text_hint"),
                required: true,
                ..TEXT
            },
            Asked { hint: Some("form_story_name_hint"), ..NAME },
            Asked { required: true, ..EMAIL },
            Asked { name: "consent", kind: "consent", label: "form_story_consent", required: true, ..TEXT },
        ],
    },
    Preset {
        name: "complaint",
        title: "form_complaint",
        intro: "form_complaint_intro",
        fields: &[
            Asked { required: true, ..NAME },
            Asked { required: true, ..EMAIL },
            Asked {
                name: "complaint",
                kind: "long text",
                label: "form_complaint_text",
                hint: Some("form_complaint_text_hint"),
                required: true,
                ..TEXT
            },
            Asked {
                name: "concern",
                kind: "choice",
                label: "form_complaint_concern",
                options: &[("own", "form_complaint_own"), ("other", "form_complaint_other")],
                ..TEXT
            },
            Asked { name: "outcome", kind: "long text", label: "form_complaint_outcome", ..TEXT },
        ],
    },
];

impl Preset {
    /// The preset of that name.
    pub fn named(name: &str) -> Option<&'static Preset> {
        PRESETS.iter().find(|preset| preset.name == name)
    }

    /// Its fields, as a hub's own form has them.
    pub fn fields(&self) -> Vec<Field> {
        let field = |asked: &Asked| {
            Some(Field {
                name: asked.name.to_owned(),
                span: Span::default(),
                kind: Kind::named(asked.kind)?,
                label: Wording::Known(asked.label),
                hint: asked.hint.map(Wording::Known),
                required: asked.required,
                options: asked.options.iter().map(|(value, key)| ((*value).to_owned(), Wording::Known(key))).collect(),
            })
        };
        self.fields.iter().filter_map(field).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::PROVIDERS;

    #[test]
    fn every_field_of_a_preset_has_a_kind() {
        for preset in PRESETS {
            assert_eq!(preset.fields().len(), preset.fields.len(), "{}", preset.name);
            assert_eq!(preset.intro, format!("{}_intro", preset.title));
            for field in preset.fields() {
                let keeps = PROVIDERS.iter().find(|provider| provider.reserves(&field.name));
                assert_eq!(keeps.map(|provider| provider.name), None, "keeps the name {}", field.name);
            }
        }
    }
}

//! A form of the settings as templates see it: every field with what a browser and a screen reader
//! need, in the page's language, and ids that no other part of the page has.

use super::Scene;
use super::sending::{Sending, Sent};
use crate::forms::{Endpoint, Facts, Field, OwnForm, Wording};
use crate::reader::LocalText;
use crate::strings::Strings;
use serde::Serialize;
use tera::Value;

/// The form as templates see it.
#[derive(Serialize)]
struct Form<'a> {
    name: &'a str,
    id: String,
    title: &'a str,
    intro: Option<&'a str>,
    fields: Vec<Asked<'a>>,
    /// Null if the form can't be sent yet.
    sending: Option<Sending<'a>>,
    /// What readers are told of the use of what they send, in sentences; empty if the form does not
    /// ask who they are.
    note: Vec<String>,
    privacy_path: Option<&'a str>,
    /// Whether it stands in the text of a page, where its title is a heading of its own.
    in_text: bool,
}

/// A field as templates see it.
#[derive(Serialize)]
struct Asked<'a> {
    name: &'a str,
    id: String,
    kind: &'a str,
    shape: &'static str,
    #[serde(rename = "type")]
    input: &'static str,
    autocomplete: Option<&'static str>,
    label: &'a str,
    hint: Option<&'a str>,
    required: bool,
    options: Vec<Choice<'a>>,
    empty: String,
    wrong: Option<&'a str>,
}

/// What can be chosen.
#[derive(Serialize)]
struct Choice<'a> {
    id: String,
    value: &'a str,
    label: &'a str,
}

/// Where on a page a form stands.
pub(super) struct Place<'a> {
    pub(super) lang: usize,
    pub(super) root: &'a str,
    pub(super) path: &'a str,
    /// How many forms of that name stand above it in the page's text; `None` on the form's own page.
    pub(super) before: Option<usize>,
}

/// A form of the settings, by its place among them.
pub(super) fn form(scene: &Scene<'_>, n: usize, place: &Place<'_>) -> Value {
    let site = scene.site;
    let form: &OwnForm = &site.settings.forms[n];
    let language = &site.languages[place.lang];
    let words = scene.words(place.lang);
    let title = form.title.get(words, &language.code);
    // No heading has an id with two hyphens side by side, unless somebody typed it.
    let id = match place.before {
        Some(before) if before > 0 => format!("form--{}-{}", form.name, before + 1),
        _ => format!("form--{}", form.name),
    };
    let sent = Sent {
        lang: place.lang,
        root: place.root,
        path: place.path,
        title,
        thanks: &language.forms[n].thanks,
        name: Some(&form.name),
        has_file: form.has_file(),
    };
    Value::from_serializable(&Form {
        name: &form.name,
        title,
        intro: form.intro.as_ref().map(|intro| intro.get(words, &language.code)),
        fields: form.fields.iter().map(|field| asked(scene, place.lang, form.endpoint.as_ref(), field, &id)).collect(),
        sending: form.endpoint.as_ref().map(|endpoint| Sending::new(scene, endpoint, &sent)),
        note: if form.is_personal() { note(words, &language.code, &form.privacy) } else { Vec::new() },
        privacy_path: super::privacy::path(scene, place.lang),
        in_text: place.before.is_some(),
        id,
    })
}

/// Each fact in a sentence.
pub(super) fn note(words: &Strings, lang: &str, facts: &Facts) -> Vec<String> {
    let local = |key: &str, place: &str, text: &Option<LocalText>| {
        text.as_ref().map(|text| words.fill(key, &[(place, text.get(lang))]))
    };
    let wording = |key: &str, place: &str, text: &Option<Wording>| {
        text.as_ref().map(|text| words.fill(key, &[(place, text.get(words, lang))]))
    };
    let sentences = [
        local("form_note_controller", "controller", &facts.controller),
        local("form_note_purpose", "purpose", &facts.purpose),
        facts.basis.map(|basis| words.fill("form_note_basis", &[("basis", words.text(basis))])),
        wording("form_note_processor", "processor", &facts.processor),
        wording("form_note_country", "country", &facts.country),
        facts.retention_days.and_then(|days| words.count("form_note_kept", u64::from(days))),
        Some(words.text("form_note_rights").to_owned()),
    ];
    sentences.into_iter().flatten().collect()
}

fn asked<'a>(scene: &Scene<'a>, lang: usize, endpoint: Option<&Endpoint>, field: &'a Field, form: &str) -> Asked<'a> {
    let words = scene.words(lang);
    let code = scene.site.languages[lang].code.as_str();
    let id = format!("{form}--{}", field.name);
    let label = field.label.get(words, code);
    let choice = |(n, (value, label)): (usize, &'a (String, Wording))| Choice {
        id: format!("{id}--{}", n + 1),
        value,
        label: label.get(words, code),
    };
    // A reader's address goes where the service looks for whom to answer.
    let reply = endpoint.and_then(|endpoint| endpoint.provider.reply_field);
    let name = reply.filter(|_| field.name == "email" && field.kind.name == "email").unwrap_or(&field.name);
    Asked {
        name,
        kind: field.kind.name,
        shape: field.kind.shape.as_str(),
        input: field.kind.input,
        autocomplete: field.autocomplete(),
        label,
        hint: field.hint.as_ref().map(|hint| hint.get(words, code)),
        required: field.required,
        options: field.options.iter().enumerate().map(choice).collect(),
        empty: words.fill(field.kind.empty, &[("label", label)]),
        wrong: field.kind.wrong.map(|key| words.text(key)),
        id,
    }
}

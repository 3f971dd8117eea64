//! Turns `forms:` in the settings into [`OwnForm`]s: presets as they are or changed, and forms of
//! the hub's own. A form that can't be used as it is written gives a problem that says what to type.

use super::field::{Field, KINDS, Kind, Shape, Wording};
use super::presets::{PRESETS, Preset};
use super::privacy::Facts;
use super::{Endpoint, checks, endpoint};
use crate::codes;
use crate::diagnostic::{Span, did_you_mean};
use crate::reader::{LocalText, Reader, yes_no};
use crate::yaml::{Entry, Value};

/// A form that has a page of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnForm {
    /// Its name, which links to it begin with `form:` and end in.
    pub name: String,
    /// Where its name stands in the settings.
    pub span: Span,
    /// Its title.
    pub title: Wording,
    /// What stands below the title.
    pub intro: Option<Wording>,
    /// What it asks.
    pub fields: Vec<Field>,
    /// Where it is sent; `None` if it can't be sent yet.
    pub endpoint: Option<Endpoint>,
    /// Whether that is another service than the feedback form's.
    pub own_service: bool,
    /// What readers are told of the use of what they send.
    pub privacy: Facts,
}

impl OwnForm {
    /// Whether it asks who somebody is.
    pub fn is_personal(&self) -> bool {
        self.fields.iter().any(Field::is_personal)
    }

    /// Whether it sends a file.
    pub fn has_file(&self) -> bool {
        self.fields.iter().any(|field| field.kind.is_file())
    }
}

/// Reads `forms:`. A form is sent where the feedback form is, unless it says otherwise.
/// `feedback_told` says that a lack of the feedback form's service has been told already.
pub(crate) fn read(map: &mut Reader<'_>, feedback: Option<&Endpoint>, feedback_told: bool) -> Vec<OwnForm> {
    let mut forms = Vec::new();
    let has_facts = map.has("privacy");
    let mut shared = Facts::read(map);
    if let Some(feedback) = feedback {
        shared = shared.or(&feedback.privacy, true);
    }
    for entry in map.rest() {
        forms.extend(form(map, entry, feedback, feedback_told, &shared));
    }
    // A fact that could not be read is not lacking as well.
    if !map.problems.iter().any(|problem| problem.code == &codes::FORM_PRIVACY) {
        for form in forms.iter().filter(|form| form.endpoint.is_some() && form.is_personal()) {
            told_enough(map, form, has_facts);
        }
    }
    checks::services(map, &forms);
    forms
}

/// Reports what a form that asks who somebody is does not tell them.
fn told_enough(map: &mut Reader<'_>, form: &OwnForm, has_facts: bool) {
    let lacking = form.privacy.lacking();
    if lacking.is_empty() {
        return;
    }
    // Who receives it, and where, is a fact of the form's own service.
    let help = match (form.own_service, has_facts) {
        (true, _) => {
            let lines = lacking.join("\n      ");
            format!("Add below “{}:”, in your own words:\n    privacy:\n      {lines}", form.name)
        }
        (false, true) => {
            format!("Add to “privacy:” below “forms:”, in your own words:\n    {}", lacking.join("\n    "))
        }
        (false, false) => {
            let lines = lacking.join("\n    ");
            format!("Add below “forms:”, for all forms and in your own words:\n  privacy:\n    {lines}")
        }
    };
    let asked: Vec<&str> = form.fields.iter().filter(|field| field.is_personal()).map(|field| &*field.name).collect();
    let message = format!(
        "The form “{}” asks who somebody is ({}), and does not say what becomes of it.",
        form.name,
        asked.join(", ")
    );
    map.problem(&codes::FORM_PRIVACY, form.span, message, help);
}

fn form(
    map: &mut Reader<'_>,
    entry: Entry,
    feedback: Option<&Endpoint>,
    feedback_told: bool,
    shared: &Facts,
) -> Option<OwnForm> {
    let Entry { key: name, key_span: span, node } = entry;
    let preset = Preset::named(&name);
    let answer = match &node.value {
        Value::Scalar(scalar) => yes_no(&scalar.text),
        _ => None,
    };
    if answer == Some(false) {
        return None;
    }
    if !is_name(&name) {
        let help = "Use small letters, digits and hyphens only, for example:\n  book-a-room:".to_owned();
        map.problem(&codes::FORM_FIELD, span, format!("“{name}” can't be the name of a form."), help);
        return None;
    }
    let mut form = OwnForm {
        title: preset.map_or_else(
            || Wording::Own(LocalText::All(name.replace('-', " "))),
            |preset| Wording::Known(preset.title),
        ),
        intro: preset.map(|preset| Wording::Known(preset.intro)),
        fields: preset.map(Preset::fields).unwrap_or_default(),
        endpoint: feedback.cloned(),
        own_service: false,
        privacy: Facts::default(),
        name,
        span,
    };
    if answer.is_none() {
        let mut own = map.open(node, &form.name)?;
        if let Some(title) = own.local("title") {
            form.title = Wording::Own(title);
        } else if preset.is_none() {
            let help = format!("Add a line below “{}:”:\n    title: What readers see above the form", form.name);
            own.problem(&codes::FORM_FIELD, span, format!("The form “{}” has no title.", form.name), help);
        }
        if let Some(intro) = own.local("intro") {
            form.intro = Some(Wording::Own(intro));
        }
        if let Some(fields) = own.take("fields") {
            form.fields = fields_of(&mut own, fields);
        }
        form.privacy = Facts::read(&mut own);
        form.own_service = ["provider", "id", "action"].iter().any(|key| own.has(key));
        if form.own_service {
            form.endpoint = endpoint(&mut own, span, &format!("form “{}”", form.name));
        }
        map.close(own);
    }
    form.privacy = std::mem::take(&mut form.privacy).or(shared, !form.own_service).of(form.endpoint.as_ref());
    if form.fields.is_empty() && preset.is_none() {
        map.problem(
            &codes::FORM_FIELD,
            span,
            format!("The form “{}” asks nothing.", form.name),
            asks_nothing(&form.name),
        );
        return None;
    }
    if form.endpoint.is_none() && !form.own_service && !feedback_told {
        let help = format!(
            "Add below “{}:”, for example:\n    provider: formspree\n    id: the code that Formspree shows for your form",
            form.name
        );
        map.problem(&codes::FEEDBACK_MISSING, span, format!("The form “{}” has no provider.", form.name), help);
    }
    Some(form)
}

fn asks_nothing(name: &str) -> String {
    let presets = || PRESETS.iter().map(|preset| preset.name);
    match did_you_mean(name, presets()) {
        Some(near) => format!("Did you mean “{near}”? Type “{near}: yes”."),
        None => format!(
            "Add below “{name}:”, for example:\n    title: What readers see above the form\n    fields:\n      - name: message\n        kind: long text\n        label: Your message\nThese forms need no fields: {}.",
            presets().collect::<Vec<_>>().join(", ")
        ),
    }
}

/// Names become parts of ids and addresses.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'))
}

fn fields_of(map: &mut Reader<'_>, entry: Entry) -> Vec<Field> {
    let Value::List(items) = entry.node.value else {
        map.wrong_kind(
            entry.node.span,
            "fields",
            "a list",
            "fields:\n  - name: message\n    kind: long text\n    label: …",
        );
        return Vec::new();
    };
    let mut fields: Vec<Field> = Vec::new();
    for node in items {
        let Some(mut own) = map.open(node, "fields") else { continue };
        let field = field(&mut own);
        map.close(own);
        let Some(field) = field else { continue };
        if fields.iter().any(|other| other.name == field.name) {
            let message = format!("Two fields of the form are called “{}”.", field.name);
            let help = format!("Give this one another name, for example “name: {}-2”.", field.name);
            map.problem(&codes::FORM_FIELD, field.span, message, help);
            continue;
        }
        fields.push(field);
    }
    fields
}

fn field(map: &mut Reader<'_>) -> Option<Field> {
    let at = map.span;
    let (name, kind, label) = (map.text("name"), map.text("kind"), map.local("label"));
    let (hint, required) = (map.local("hint"), map.yes_no("required").unwrap_or(false));
    let options = map.take("options");
    let mut lacks = |key: &str, example: &str| {
        let message = format!("A field of the form has no {key}.");
        map.problem(&codes::FORM_FIELD, at, message, format!("Add a line to it, for example:\n        {example}"));
    };
    if name.is_none() {
        lacks("name", "name: message");
    }
    if label.is_none() {
        lacks("label", "label: Your message");
    }
    let (kind, kind_span) = kind.unwrap_or_else(|| ("text".to_owned(), at));
    let Some(kind) = Kind::named(&kind) else {
        let names = || KINDS.iter().map(|kind| kind.name);
        let help = match did_you_mean(&kind, names()) {
            Some(near) => format!("Did you mean “{near}”? Type “kind: {near}”."),
            None => format!("Type one of: {}.", names().collect::<Vec<_>>().join(", ")),
        };
        map.problem(&codes::FORM_FIELD, kind_span, format!("“{kind}” is not a kind of field."), help);
        return None;
    };
    let ((name, span), label) = (name?, label?);
    if !is_name(&name) {
        let help = match name.strip_prefix('_') {
            Some(rest) => format!("A low line at the beginning is kept for form services. Type “name: {rest}”."),
            None => "Use small letters, digits and hyphens only; readers see the label and not the name.".to_owned(),
        };
        map.problem(&codes::FORM_FIELD, span, format!("“{name}” can't be the name of a field."), help);
        return None;
    }
    let options = options.map(|entry| options_of(map, entry)).unwrap_or_default();
    if kind.shape == Shape::Group && options.len() < 2 {
        let help = "Add to the field, for example:\n        options: [Morning, Afternoon]".to_owned();
        map.problem(&codes::FORM_FIELD, span, format!("There is nothing to choose for “{name}”."), help);
        return None;
    }
    let (label, hint) = (Wording::Own(label), hint.map(Wording::Own));
    Some(Field { name, span, kind, label, hint, required, options })
}

/// What can be chosen: a text, or one for each language. The first is what is sent.
fn options_of(map: &mut Reader<'_>, entry: Entry) -> Vec<(String, Wording)> {
    let Value::List(items) = entry.node.value else {
        map.wrong_kind(entry.node.span, "options", "a list", "options: [Morning, Afternoon]");
        return Vec::new();
    };
    let option = |node| {
        let text = map.as_local(node, "options")?;
        let value = match &text {
            LocalText::All(text) => text.clone(),
            LocalText::Each(texts) => texts.first()?.1.clone(),
        };
        Some((value, Wording::Own(text)))
    };
    items.into_iter().filter_map(option).collect()
}

//! What readers must be told where a form asks who they are: facts in the settings into a checked
//! set, from the form, from all forms and from the feedback form, the nearest first. A fact that is
//! lacking is never made up.

use super::Endpoint;
use super::field::Wording;
use crate::codes;
use crate::diagnostic::{Span, did_you_mean};
use crate::reader::{LocalText, Reader};

/// What is known of the use of what a form asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Who is responsible.
    pub controller: Option<LocalText>,
    /// What it is used for.
    pub purpose: Option<LocalText>,
    /// Why the law allows it, by key in the strings files.
    pub basis: Option<&'static str>,
    /// How long it is kept.
    pub retention_days: Option<u32>,
    /// Who receives it for the hub.
    pub processor: Option<Wording>,
    /// Where that is.
    pub country: Option<Wording>,
}

/// The reasons that the UK GDPR knows (Article 6), and their keys in the strings files.
const BASES: &[(&str, &str)] = &[
    ("consent", "basis_consent"),
    ("contract", "basis_contract"),
    ("legal obligation", "basis_legal_obligation"),
    ("vital interests", "basis_vital_interests"),
    ("public task", "basis_public_task"),
    ("legitimate interests", "basis_legitimate_interests"),
];

impl Facts {
    /// Reads a block `privacy:` out of the block around it.
    pub(crate) fn read(around: &mut Reader<'_>) -> Self {
        let Some(mut map) = around.map("privacy") else { return Self::default() };
        let facts = Self {
            controller: local(&mut map, "controller"),
            purpose: local(&mut map, "purpose"),
            basis: map.text("basis").and_then(|(text, span)| basis(&mut map, &text, span)),
            retention_days: map.text("retention_days").and_then(|(text, span)| days(&mut map, &text, span)),
            processor: local(&mut map, "processor").map(Wording::Own),
            country: local(&mut map, "country").map(Wording::Own),
        };
        around.close(map);
        facts
    }

    /// These facts, and where they say nothing, others. Who receives what is sent to another service is
    /// a fact of that one.
    pub(crate) fn or(self, others: &Self, same_service: bool) -> Self {
        let theirs = |fact: &Option<Wording>| fact.clone().filter(|_| same_service);
        Self {
            controller: self.controller.or_else(|| others.controller.clone()),
            purpose: self.purpose.or_else(|| others.purpose.clone()),
            basis: self.basis.or(others.basis),
            retention_days: self.retention_days.or(others.retention_days),
            processor: self.processor.or_else(|| theirs(&others.processor)),
            country: self.country.or_else(|| theirs(&others.country)),
        }
    }

    /// With what is known of the service itself.
    pub(crate) fn of(mut self, endpoint: Option<&Endpoint>) -> Self {
        let Some(endpoint) = endpoint else { return self };
        let label = Some(endpoint.provider.label).filter(|label| !label.is_empty());
        let name = endpoint.name.clone().or_else(|| label.map(|label| LocalText::All(label.to_owned())));
        self.processor = self.processor.or_else(|| name.map(Wording::Own));
        self.country = self.country.or_else(|| endpoint.provider.country.map(|country| Wording::Known(country.key)));
        self
    }

    /// The lines that are lacking, each with what belongs there.
    pub(crate) fn lacking(&self) -> Vec<String> {
        let is_there = [
            self.controller.is_some(),
            self.purpose.is_some(),
            self.basis.is_some(),
            self.retention_days.is_some(),
            self.processor.is_some(),
            self.country.is_some(),
        ];
        let lines = LINES.iter().zip(is_there).filter(|(_, is_there)| !is_there);
        lines.map(|((key, belongs), _)| format!("{key}: {belongs}")).collect()
    }
}

/// Each fact's key, and what belongs there.
const LINES: [(&str, &str); 6] = [
    ("controller", "who is responsible, such as your trust"),
    ("purpose", "what you use it for"),
    ("basis", "legitimate interests"),
    ("retention_days", "the days after which you delete it"),
    ("processor", "the name of your form service"),
    ("country", "the country where your form service processes it"),
];

/// A text that does not just stand for one, as what is copied from our own help would.
fn local(map: &mut Reader<'_>, key: &'static str) -> Option<LocalText> {
    let stands_for = |text: &str| matches!(text, "" | "…" | "...") || text.starts_with("where ") || is_example(text);
    map.local(key).filter(|text| !stands_for(text.get("").trim()))
}

/// Whether a text is one of the words that only say what belongs in their place.
fn is_example(text: &str) -> bool {
    LINES.iter().any(|(_, belongs)| text.eq_ignore_ascii_case(belongs))
}

fn basis(map: &mut Reader<'_>, text: &str, span: Span) -> Option<&'static str> {
    if let Some((_, key)) = BASES.iter().find(|(name, _)| *name == text.to_lowercase()) {
        return Some(key);
    }
    let names = || BASES.iter().map(|(name, _)| *name);
    let help = match did_you_mean(text, names()) {
        Some(near) => format!("Did you mean “{near}”? Type “basis: {near}”."),
        None => format!("Type one of: {}.", names().collect::<Vec<_>>().join(", ")),
    };
    map.problem(&codes::FORM_PRIVACY, span, format!("“{text}” is not a lawful basis."), help);
    None
}

fn days(map: &mut Reader<'_>, text: &str, span: Span) -> Option<u32> {
    let days = text.parse().ok().filter(|days| (1..=36_500).contains(days));
    if days.is_none() {
        let help = "Type how many days you keep it as a number, for example:\nretention_days: 90".to_owned();
        map.problem(&codes::FORM_PRIVACY, span, format!("“{text}” is not a number of days."), help);
    }
    days
}

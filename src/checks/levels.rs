//! Turns `checks:` of the settings into the level of each code in each folder. It looks at no finding;
//! [`super::settle()`] does.

use crate::checks;
use crate::codes::{self, Code, Severity};
use crate::diagnostic::{Span, did_you_mean};
use crate::path::RelPath;
use crate::reader::Reader;
use crate::yaml::{Entry, Value};

/// What the settings say of codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels(Vec<Rule>);

/// What the settings say of one code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The folder that it is for, such as `stories/`; empty for the whole hub.
    pub folder: String,
    /// The code.
    pub code: &'static Code,
    /// The level; `None` if it is not to be reported.
    pub level: Option<Severity>,
    /// Where it stands in the settings.
    pub span: Span,
}

/// The levels by their names.
const NAMES: [(&str, Option<Severity>); 4] = [
    ("ignore", None),
    ("hint", Some(Severity::Hint)),
    ("warn", Some(Severity::Warning)),
    ("error", Some(Severity::Error)),
];

impl Levels {
    /// Reads the settings.
    pub fn read(reader: &mut Reader<'_>) -> Self {
        let mut rules = Vec::new();
        let Some(mut map) = reader.map("checks") else { return Self::default() };
        for entry in map.rest() {
            if !entry.key.ends_with('/') && !matches!(entry.node.value, Value::Map(_)) {
                rules.extend(rule(&mut map, entry, ""));
                continue;
            }
            let folder = folder(&entry.key);
            let Some(mut inner) = map.open(entry.node, &entry.key) else { continue };
            for entry in inner.rest() {
                rules.extend(rule(&mut inner, entry, &folder));
            }
            map.close(inner);
        }
        reader.close(map);
        Self(rules)
    }

    /// What is said of a code for a file: the rule of the innermost folder.
    pub fn rule(&self, code: &Code, file: &RelPath) -> Option<&Rule> {
        let holds = |rule: &&Rule| rule.code == code && file.as_str().starts_with(&rule.folder);
        self.0.iter().filter(holds).max_by_key(|rule| rule.folder.len())
    }

    /// Every rule, in the order of the settings.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.0.iter()
    }

    /// The highest level at which a code is reported anywhere; `None` if nowhere.
    pub fn highest(&self, code: &Code) -> Option<Severity> {
        let rules = || self.0.iter().filter(|rule| rule.code == code);
        let general = rules().find(|rule| rule.folder.is_empty()).map_or(Some(code.severity), |rule| rule.level);
        rules().map(|rule| rule.level).chain([general]).max().flatten()
    }
}

/// A folder as it stands at the start of a file's path, however it was typed.
fn folder(typed: &str) -> String {
    let path = typed.trim_matches('/');
    let path = path.strip_prefix("content/").unwrap_or(path);
    if matches!(path, "" | "content") { String::new() } else { format!("{path}/") }
}

fn rule(reader: &mut Reader<'_>, entry: Entry, folder: &str) -> Option<Rule> {
    let Some(code) = checks::code(&entry.key) else {
        let (message, help) = unknown(&entry.key);
        let help = if folder.is_empty() && help.is_empty() {
            "Bindery's messages end in the code: “(more: bindery explain …)”. A folder ends in a slash: stories/"
                .to_owned()
        } else if help.is_empty() {
            "Bindery's messages end in the code: “(more: bindery explain …)”.".to_owned()
        } else {
            help
        };
        reader.problem(&codes::SETTING_UNKNOWN, entry.key_span, message, help);
        return None;
    };
    let typed = reader.as_text(&entry.node, &entry.key)?;
    let word = if typed.eq_ignore_ascii_case("warning") { "warn" } else { &*typed };
    let Some((_, level)) = NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)) else {
        let names = NAMES.map(|(name, _)| name);
        let help = match did_you_mean(&typed, names) {
            Some(near) => format!("Did you mean “{near}”? Type: {}: {near}", entry.key),
            None => format!("Type one of: {}.", names.join(", ")),
        };
        reader.problem(&codes::SETTING_KIND, entry.node.span, format!("“{typed}” is not a level."), help);
        return None;
    };
    if *level < Some(code.severity) && code.is_fixed() {
        let (message, help) = fixed(code);
        reader.problem(&codes::LEVEL_FIXED, entry.key_span, message, help);
        return None;
    }
    Some(Rule { folder: folder.to_owned(), code, level: *level, span: entry.key_span })
}

/// How a code that does not exist is spoken of. The help is empty if none is near.
pub fn unknown(typed: &str) -> (String, String) {
    let near = did_you_mean(typed, checks::codes().map(|code| code.name));
    let help = near.map_or_else(String::new, |near| format!("Did you mean “{near}”? Type “{near}” instead."));
    (format!("Bindery has no kind of problem “{typed}”."), help)
}

/// How a code whose level can't be lowered is spoken of.
pub fn fixed(code: &Code) -> (String, String) {
    let message = format!("“{}” is always an error, so it can't be passed over.", code.name);
    (message, "Delete this, and mend what the message says.".to_owned())
}

//! Turns one entry of front matter into a value of the kind that its field wants, forgiving
//! where what is meant is clear. It knows fields by their kind only, and never looks at another
//! entry.

use crate::checks::DATE_UNCLEAR;
use crate::codes;
use crate::content_type::{ContentType, Field, FieldKind, Types};
use crate::date::{self, Date, Reading};
use crate::diagnostic::{Diagnostic, Edit, MOST_PER_FILE, Span, only_meaning};
use crate::reader;
use crate::source::Source;
use crate::yaml::{self, Entry, Value};

/// The most items of a list. Each may be looked up and compared with the others, and no reader reads that many.
const MOST_ITEMS: usize = 1_000;

/// One field's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// A text, choice, e-mail address or file name.
    Text(String),
    /// A day.
    Date(Date),
    /// Texts or links, each with its place.
    List(Vec<(String, Span)>),
    /// A number.
    Number(i64),
    /// Yes or no.
    YesNo(bool),
}

impl FieldValue {
    /// Whether another value is the same, wherever its items stand.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::List(list), Self::List(other)) => {
                list.iter().map(|(text, _)| text).eq(other.iter().map(|(text, _)| text))
            }
            _ => self == other,
        }
    }
}

/// Reads the values of one page's fields.
pub(super) struct FieldReading<'a> {
    pub(super) source: &'a Source,
    pub(super) languages: &'a [String],
    pub(super) problems: &'a mut Vec<Diagnostic>,
}

impl FieldReading<'_> {
    fn report(&mut self, code: &'static codes::Code, span: Span, message: String, help: String) {
        self.report_fix(code, span, message, help, None);
    }

    /// Reports a problem, with another text for a stretch that would mend it.
    fn report_fix(&mut self, code: &'static codes::Code, span: Span, message: String, help: String, fix: Option<Edit>) {
        if self.problems.len() < MOST_PER_FILE {
            self.problems.push(self.source.problem(code, span, message).help(help).fix(fix));
        }
    }

    /// The value of a field, or a problem.
    pub(super) fn value(&mut self, field: &Field, entry: &Entry) -> Option<FieldValue> {
        let span = entry.node.span;
        let is_empty = match &entry.node.value {
            Value::Null => true,
            Value::Scalar(scalar) => scalar.text.trim().is_empty(),
            _ => false,
        };
        if is_empty {
            let message = format!("“{}” has no value.", entry.key);
            let (code, help) = match field.required {
                true => {
                    (&codes::FIELD_MISSING, format!("{} For example:\n{}: {}", field.help, field.name, field.example))
                }
                false => (&codes::FIELD_EMPTY, format!("{} Or delete the line.", field.help)),
            };
            self.report(code, entry.key_span, message, help);
            return None;
        }
        match &field.kind {
            FieldKind::List | FieldKind::Pages => self.list(field, entry).map(FieldValue::List),
            kind => {
                let text = self.scalar(field, entry)?;
                match kind {
                    FieldKind::Date => self.date(&text, span, &field.name).map(FieldValue::Date),
                    FieldKind::Number => match text.parse() {
                        Ok(number) => Some(FieldValue::Number(number)),
                        Err(_) => self.wrong(field, span),
                    },
                    FieldKind::YesNo => match reader::yes_no(&text) {
                        Some(answer) => Some(FieldValue::YesNo(answer)),
                        None => self.wrong(field, span),
                    },
                    FieldKind::Email if !reader::is_email(&text) => self.wrong(field, span),
                    FieldKind::Choice(options) if !options.contains(&text) => {
                        self.option(field, options, &text, span);
                        None
                    }
                    _ if *field.name == *"lang" && !self.languages.contains(&text) => {
                        self.option(field, self.languages, &text, span);
                        None
                    }
                    _ => Some(FieldValue::Text(text)),
                }
            }
        }
    }

    fn scalar(&mut self, field: &Field, entry: &Entry) -> Option<String> {
        match &entry.node.value {
            Value::Scalar(scalar) => Some(scalar.text.clone()),
            _ => {
                self.wrong(field, entry.node.span);
                None
            }
        }
    }

    /// A single text where a list is wanted is clear enough.
    fn list(&mut self, field: &Field, entry: &Entry) -> Option<Vec<(String, Span)>> {
        match &entry.node.value {
            Value::List(items) => {
                let mut list = Vec::with_capacity(items.len());
                for pair in items.windows(2) {
                    self.torn_number(pair[0].span, pair[1].span);
                }
                if let Some(first) = items.get(MOST_ITEMS) {
                    let message = format!("The list has {} items; the most is {MOST_ITEMS}.", items.len());
                    self.report(&codes::FIELD_KIND, first.span, message, "Keep those that readers need.".to_owned());
                }
                for item in items.iter().take(MOST_ITEMS) {
                    match &item.value {
                        Value::Scalar(scalar) => list.push((scalar.text.clone(), item.span)),
                        Value::Null => {}
                        // “- Libraries: a guide” is a text with a colon in it.
                        Value::Map(_) if !item.span.of(&self.source.text).starts_with('{') => {
                            let text = item.span.of(&self.source.text).to_owned();
                            let help = format!("Put the item in quotes:\n  - {}", yaml::quoted(&text));
                            let message =
                                "There is a colon in the item, so it could be taken for a setting.".to_owned();
                            let fix = Edit { span: item.span, text: yaml::quoted(&text) };
                            let fix = Some(fix).filter(|_| !text.contains(" #") && !text.contains('\n'));
                            self.report_fix(&codes::YAML_COLON, item.span, message, help, fix);
                            list.push((text, item.span));
                        }
                        _ => {
                            self.wrong(field, item.span);
                        }
                    }
                }
                Some(list)
            }
            Value::Scalar(scalar) if field.kind == FieldKind::Pages && scalar.text.contains(".md,") => {
                let help = format!("Put the names in square brackets:\n{}: [{}]", field.name, scalar.text);
                let message = "These are several pages, and they stand here as if they were one.".to_owned();
                self.report(&codes::FIELD_KIND, entry.node.span, message, help);
                let names = scalar.text.split(',').map(str::trim).filter(|name| !name.is_empty());
                Some(names.map(|name| (name.to_owned(), entry.node.span)).collect())
            }
            Value::Scalar(scalar) => Some(vec![(scalar.text.clone(), entry.node.span)]),
            _ => {
                self.wrong(field, entry.node.span);
                None
            }
        }
    }

    /// Reports a number that a comma tore in two, as in `[£3,200]`.
    fn torn_number(&mut self, before: Span, after: Span) {
        let text = &self.source.text;
        let between = text.get(before.end as usize..after.start as usize);
        let (start, end) = (before.of(text), after.of(text));
        let is_torn = between == Some(",") && start.ends_with(|c: char| c.is_ascii_digit());
        if is_torn && end.starts_with(|c: char| c.is_ascii_digit()) {
            let help = format!("Put what belongs together in quotes: \"{start},{end}\"");
            let message = format!("“{start}” and “{end}” are taken for two entries, because a comma parts them.");
            self.report(&codes::FIELD_KIND, Span { start: before.start, end: after.end }, message, help);
        }
    }

    fn date(&mut self, text: &str, span: Span, name: &str) -> Option<Date> {
        match date::read(text) {
            Reading::Exact(date) => Some(date),
            Reading::Informal(date) => {
                let message = format!("“{text}” is understood as {}.", date.iso());
                let help = format!("Type “{name}: {}”.", date.iso());
                let fix = Edit { span, text: date.iso() };
                self.report_fix(DATE_UNCLEAR, span, message, help, Some(fix));
                Some(date)
            }
            Reading::Ambiguous(date) => {
                let message = format!("“{text}” could be two days; it is read with the day first, as {}.", date.iso());
                self.report(DATE_UNCLEAR, span, message, format!("Type “{name}: {}”.", date.iso()));
                Some(date)
            }
            Reading::Invalid(why) => {
                let help = format!("{why}\nType the year, the month and the day, for example “{name}: 2026-10-28”.");
                self.report(&codes::DATE_INVALID, span, format!("“{text}” is not a date."), help);
                None
            }
        }
    }

    fn wrong(&mut self, field: &Field, span: Span) -> Option<FieldValue> {
        let message = format!("“{}” should be {}.", field.name, field.kind.wanted());
        let help = match field.kind {
            FieldKind::List | FieldKind::Pages => {
                format!("Type for example:\n{}:\n  - the first\n  - the next", field.name)
            }
            FieldKind::YesNo => format!("Type “{}: yes” or “{}: no”.", field.name, field.name),
            FieldKind::Number => format!("Type for example “{}: 10”.", field.name),
            FieldKind::Email => format!("Type for example “{}: library@example.org”.", field.name),
            _ => format!(
                "Type for example “{}: {}”.",
                field.name,
                if field.example.is_empty() { "a few words" } else { &field.example }
            ),
        };
        self.report(&codes::FIELD_KIND, span, message, help);
        None
    }

    fn option(&mut self, field: &Field, options: &[String], text: &str, span: Span) {
        let near = crate::diagnostic::did_you_mean(text, options.iter().map(String::as_str));
        let help = match near {
            None if *field.name == *"lang" => language(options, text),
            Some(near) => format!("Did you mean “{near}”? Type “{}: {near}”.", field.name),
            None => format!("Type one of: {}.", options.join(", ")),
        };
        let message = format!("“{text}” is not a value of “{}”.", field.name);
        // That a page is not published is for its writer to say, and not for a guess.
        let meant = only_meaning(text, options.iter().map(String::as_str)).filter(|meant| *meant != "draft");
        let fix = meant.map(|text| Edit { span, text: text.to_owned() });
        self.report_fix(&codes::FIELD_OPTION, span, message, help, fix);
    }

    /// Reports a key that the content type does not have.
    pub(super) fn unknown(&mut self, entry: &Entry, others: &[Entry], content_type: &ContentType, types: &Types) {
        let known: Vec<&str> = content_type.fields.iter().map(|field| &*field.name).collect();
        let elsewhere = types.iter().find(|t| t.field(&entry.key).is_some());
        let (message, help) = match elsewhere {
            Some(other) => (
                format!(
                    "“{}” is a field of the type “{}”, and this page is of the type “{}”.",
                    entry.key, other.name, content_type.name
                ),
                format!("Delete the line, or add “type: {}” if the page is one.", other.name),
            ),
            None => match only_meaning(&entry.key, known.iter().copied()) {
                Some(taken) if others.iter().any(|other| other.key == taken) => {
                    let (message, _) = reader::unknown(&entry.key, &known);
                    (message, format!("Delete the line: “{taken}” is there already. Or type its value there."))
                }
                _ => reader::unknown(&entry.key, &known),
            },
        };
        let is_free = |name: &&str| elsewhere.is_none() && others.iter().all(|other| other.key != *name);
        let meant = only_meaning(&entry.key, known.iter().copied()).filter(is_free);
        let fix = meant.map(|name| Edit { span: entry.key_span, text: name.to_owned() });
        self.report_fix(&codes::FIELD_UNKNOWN, entry.key_span, message, help, fix);
    }
}

/// What to type where a page's language is not one of the hub's.
fn language(of_hub: &[String], typed: &str) -> String {
    const NAMES: [(&str, &str); 4] = [("welsh", "cy"), ("cymraeg", "cy"), ("english", "en"), ("saesneg", "en")];
    let list = of_hub.join(", ");
    let code = NAMES.iter().find(|(name, _)| typed.eq_ignore_ascii_case(name)).map_or(typed, |(_, code)| code);
    let is_code = (2..=3).contains(&code.split('-').next().unwrap_or("").len());
    match code {
        code if of_hub.iter().any(|known| known == code) => format!("Type its code: lang: {code}"),
        code if is_code => format!(
            "The hub has these languages: {list}. To add this one, type “lang: {code}” here, and in site.yaml:\nlanguages: [{list}, {code}]"
        ),
        _ => format!("The hub has these languages, by their codes: {list}. Welsh is cy, English is en."),
    }
}

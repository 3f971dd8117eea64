//! The theme's own words, by language: `strings/<lang>.yaml` becomes a table of texts, of
//! counts in words, and of the names of the months. A language is one file; a key that a
//! language lacks is reported and taken from the main language.

use crate::codes;
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::reader::{Codes, Reader};
use crate::source::Source;
use crate::yaml::{Entry, Value as Yaml};
use std::collections::BTreeMap;
use tera::Value;

/// The words of one language.
#[derive(Clone, Debug, Default)]
pub struct Strings {
    /// The language's code.
    pub lang: String,
    texts: BTreeMap<String, String>,
    counts: BTreeMap<String, Vec<(String, String)>>,
    months: Vec<String>,
    /// The texts as templates see them, built once.
    value: Option<Value>,
}

const CODES: Codes = Codes { unknown: &codes::STRING_MISSING, kind: &codes::STRING_MISSING };

impl Strings {
    /// Reads the layers of one language's file, the theme's own over the built-in one.
    pub fn read(lang: &str, layers: &[Source]) -> (Self, Vec<Diagnostic>) {
        let mut strings = Self { lang: lang.to_owned(), ..Self::default() };
        let mut problems = Vec::new();
        for source in layers.iter().rev() {
            let mut reader = Reader::file(source, CODES);
            if let Some(months) = reader.list("months") {
                strings.months = months.into_iter().map(|(month, _)| month).collect();
            }
            for Entry { key, node, .. } in reader.rest() {
                match node.value {
                    Yaml::Map(forms) => {
                        let forms = forms
                            .into_iter()
                            .filter_map(|form| Some((form.key, reader.as_text(&form.node, &key)?)))
                            .collect();
                        strings.counts.insert(key, forms);
                    }
                    _ => {
                        if let Some(text) = reader.as_text(&node, &key) {
                            strings.texts.insert(key, text);
                        }
                    }
                }
            }
            problems.extend(reader.finish());
        }
        (strings, problems)
    }

    /// Takes what this language lacks from the main one, and reports it.
    pub fn complete(mut self, main: &Self, file: &Source) -> (Self, Vec<Diagnostic>) {
        let mut lacking = Vec::new();
        for (key, text) in &main.texts {
            if !self.texts.contains_key(key) {
                lacking.push(key.clone());
                self.texts.insert(key.clone(), text.clone());
            }
        }
        for (key, forms) in &main.counts {
            if !self.counts.contains_key(key) {
                lacking.push(key.clone());
                self.counts.insert(key.clone(), forms.clone());
            }
        }
        if self.months.len() != 12 {
            lacking.push("months".to_owned());
            self.months.clone_from(&main.months);
        }
        let problems = lacks(&self.lang, &lacking, file).into_iter().collect();
        (self.built(), problems)
    }

    /// Makes the table that templates see.
    pub fn built(mut self) -> Self {
        self.value = Some(Value::from(self.texts.clone()));
        self
    }

    /// The texts as templates see them.
    pub fn value(&self) -> Value {
        self.value.clone().into()
    }

    /// A text; the key itself if there is none, so that a lack can be seen.
    pub fn text<'s>(&'s self, key: &'s str) -> &'s str {
        self.texts.get(key).map_or(key, String::as_str)
    }

    /// A text with its places filled in.
    pub fn fill(&self, key: &str, places: &[(&str, &str)]) -> String {
        fill(self.text(key), places)
    }

    /// A count in words, such as “1 page” or “2 pages”. `None` if no such count is known.
    pub fn count(&self, key: &str, n: u64) -> Option<String> {
        let forms = self.counts.get(key)?;
        let category = plural_category(&self.lang, n);
        let form = forms
            .iter()
            .find(|(name, _)| name == category)
            .or_else(|| forms.iter().find(|(name, _)| name == "other"))?;
        Some(fill(&form.1, &[("n", &n.to_string())]))
    }

    /// A date as readers write it.
    pub fn date(&self, date: Date) -> String {
        let month = usize::try_from(date.month()).unwrap_or(1).saturating_sub(1);
        let month = self.months.get(month).map_or("", String::as_str);
        let (day, year) = (date.day().to_string(), date.year().to_string());
        self.fill("date_format", &[("day", &day), ("month", month), ("year", &year)])
    }
}

/// One problem for all that a language lacks: whoever adds a language adds many words at once.
fn lacks(lang: &str, lacking: &[String], file: &Source) -> Option<Diagnostic> {
    const NAMED: usize = 8;
    let first = lacking.first()?;
    let mut named: Vec<&str> = lacking.iter().take(NAMED).map(String::as_str).collect();
    if lacking.len() > NAMED {
        named.push("…");
    }
    let message = format!("The language “{lang}” has no words for: {}.", named.join(", "));
    let help =
        format!("Add a line to the file for each, for example:\n{first}: …\nUntil then the English words are shown.");
    Some(Diagnostic::new(&codes::STRING_MISSING, &file.path, message).help(help))
}

/// Puts values into the places of a text: `{name}`. A place without a value stays as it is.
pub fn fill(text: &str, places: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let place = places.iter().find(|(name, _)| after.strip_prefix(name).is_some_and(|end| end.starts_with('}')));
        rest = match place {
            Some((name, value)) => {
                out.push_str(value);
                &after[name.len() + 1..]
            }
            None => {
                out.push('{');
                after
            }
        };
    }
    out.push_str(rest);
    out
}

/// Which form a number takes, by Unicode's plural rules (CLDR). A language without an entry has
/// English's two forms.
fn plural_category(lang: &str, n: u64) -> &'static str {
    match (lang, n) {
        ("cy", 0) => "zero",
        ("cy", 2) => "two",
        ("cy", 3) => "few",
        ("cy", 6) => "many",
        (_, 1) => "one",
        _ => "other",
    }
}

//! The theme's own words, by language: `strings/<lang>.yaml` becomes a table of texts and of
//! counts in words. A language is one file; what it lacks is reported and taken from English. How
//! a language counts, dates and sorts is not in it: [`Locale`] knows.

use crate::codes;
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::locale::Locale;
use crate::reader::{Codes, Reader};
use crate::source::Source;
use crate::yaml::{Entry, Value as Yaml};
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::Value;

/// The words of one language.
#[derive(Clone, Debug, Default)]
pub struct Strings {
    /// The language's code.
    pub lang: String,
    texts: BTreeMap<String, String>,
    counts: BTreeMap<String, Vec<(String, String)>>,
    locale: Option<Arc<Locale>>,
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
        let locale = Locale::new(self.texts.get("locale").unwrap_or(&self.lang));
        let mut problems = Vec::new();
        if locale.is_none() {
            let typed = self.texts.get("locale").unwrap_or(&self.lang);
            let message = format!("Nothing is known of the language “{typed}”: how it counts, writes days and sorts.");
            let help = "Type the code that Unicode has for it, such as cy or en-GB, for example:\nlocale: cy\n\
                        Until then the rules are those of English.";
            problems.push(Diagnostic::new(&codes::STRING_MISSING, &file.path, message).help(help));
        }
        self.locale = locale.or_else(Locale::english).map(Arc::new);
        for (key, text) in &main.texts {
            if !self.texts.contains_key(key) {
                lacking.push(key.clone());
                self.texts.insert(key.clone(), text.clone());
            }
        }
        for (key, forms) in &main.counts {
            match self.counts.get(key) {
                Some(own) => {
                    let wanted = self.locale.iter().flat_map(|locale| locale.plural_forms());
                    let missing = wanted.filter(|form| !own.iter().any(|(name, _)| name == form));
                    lacking.extend(missing.map(|form| format!("{key}: {form}")));
                }
                None => {
                    lacking.push(key.clone());
                    self.counts.insert(key.clone(), forms.clone());
                }
            }
        }
        problems.extend(lacks(&self.lang, &lacking, file));
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

    /// A text, if there is one.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
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
        let locale = self.locale.as_ref()?;
        let wanted = locale.plural_form(n);
        let form =
            forms.iter().find(|(name, _)| name == wanted).or_else(|| forms.iter().find(|(name, _)| name == "other"))?;
        Some(fill(&form.1, &[("n", &locale.number(n))]))
    }

    /// A date as readers write it.
    pub fn date(&self, date: Date) -> String {
        self.locale.as_ref().map_or_else(|| date.iso(), |locale| locale.date(date))
    }

    /// A number of tenths as readers write it: “1.2”.
    pub fn tenths(&self, n: u64) -> String {
        self.locale.as_ref().map_or_else(|| (n / 10).to_string(), |locale| locale.tenths(n))
    }

    /// The language's own rules; `None` before [`Strings::complete`].
    pub fn locale(&self) -> Option<&Locale> {
        self.locale.as_deref()
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

//! Turns the theme's `types/*.yaml` into the one table that everything with fields uses:
//! validation, `bindery new`, the JSON Schema and the templates. A new content type is one more
//! YAML file; nothing here knows any type by name but `page`, the type of last resort.

use crate::checks;
use crate::codes;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::path::RelPath;
use crate::reader::{Codes, LocalText, Reader};
use crate::source::Source;
use crate::strings::Strings;
use crate::yaml::Entry;
use std::sync::Arc;

/// All content types, in the order of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Types(Vec<ContentType>);

/// What pages of one kind have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentType {
    /// The name, as in `type:`.
    pub name: String,
    /// What readers see, if the type's own file says it; else the strings files do.
    pub label: Option<LocalText>,
    /// What the strings files call the label.
    label_key: String,
    /// The top folders whose pages are of this type.
    pub folders: Vec<String>,
    /// The template that shows a page of this type.
    pub template: String,
    /// The schema.org type for search engines.
    pub schema_org: String,
    /// How a section lists such pages.
    pub sort: Sort,
    /// Whether pages carry the feedback form unless they say otherwise.
    pub feedback: bool,
    /// Whether pages appear in feeds.
    pub feed: bool,
    /// The body that `bindery new` writes.
    pub archetype: String,
    /// The sentences in that body, which are there to be replaced; sorted.
    pub examples: Vec<String>,
    /// The fields, the shared ones first.
    pub fields: Vec<Field>,
}

/// The order of pages in a section. Pages with `order:` always come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// By title.
    Title,
    /// The newest first.
    Date,
}

/// One field of a content type's front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The key. Every page that has the field shares it.
    pub name: Arc<str>,
    /// What values it takes.
    pub kind: FieldKind,
    /// Whether a page must have it.
    pub required: bool,
    /// Whether every type has it.
    pub shared: bool,
    /// One sentence for an editor.
    pub help: String,
    /// What `bindery new` writes.
    pub example: String,
}

impl Field {
    /// What a fresh page says in this field, if that is made of words that nobody should publish.
    pub fn filler(&self) -> Option<&str> {
        match self.kind {
            FieldKind::Text if self.example.is_empty() => Some("a few words"),
            FieldKind::Text => Some(&*self.example).filter(|example| example.contains(' ')),
            FieldKind::List if self.example.is_empty() => Some("the first"),
            _ => None,
        }
    }
}

/// What values a field takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A text.
    Text,
    /// A day.
    Date,
    /// A list of texts.
    List,
    /// One of these words.
    Choice(Vec<String>),
    /// A link to a page's file.
    Page,
    /// Links to pages' files.
    Pages,
    /// The name of a file.
    File,
    /// An e-mail address.
    Email,
    /// A whole number.
    Number,
    /// Yes or no.
    YesNo,
}

/// The kinds by the names that type files use, with what to type.
pub const KINDS: &[(&str, &str)] = &[
    ("text", "a short text"),
    ("date", "a date such as 2026-10-28"),
    ("list", "a list"),
    ("choice", "one of a few words"),
    ("page", "a link to a page's file, such as ../guidance/volunteers.md"),
    ("pages", "a list of links to pages' files"),
    ("file", "the name of a file"),
    ("email", "an e-mail address"),
    ("number", "a whole number"),
    ("yes-no", "yes or no"),
];

impl FieldKind {
    fn named(name: &str, options: Vec<String>) -> Option<Self> {
        Some(match name {
            "text" => Self::Text,
            "date" => Self::Date,
            "list" => Self::List,
            "choice" => Self::Choice(options),
            "page" => Self::Page,
            "pages" => Self::Pages,
            "file" => Self::File,
            "email" => Self::Email,
            "number" => Self::Number,
            "yes-no" => Self::YesNo,
            _ => return None,
        })
    }

    /// The name that type files use.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Date => "date",
            Self::List => "list",
            Self::Choice(_) => "choice",
            Self::Page => "page",
            Self::Pages => "pages",
            Self::File => "file",
            Self::Email => "email",
            Self::Number => "number",
            Self::YesNo => "yes-no",
        }
    }

    /// What to type, in words.
    pub fn wanted(&self) -> String {
        match self {
            Self::Choice(options) => format!("one of: {}", options.join(", ")),
            _ => KINDS.iter().find(|(name, _)| *name == self.name()).map_or("", |(_, wanted)| wanted).to_owned(),
        }
    }
}

impl ContentType {
    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| *field.name == *name)
    }

    /// What readers of a language call such a page.
    pub fn label_in<'a>(&'a self, words: &'a Strings) -> &'a str {
        match &self.label {
            Some(label) => label.get(&words.lang),
            None => words.get(&self.label_key).unwrap_or(&self.name),
        }
    }
}

impl Types {
    /// Reads the type files, given by file name and text. Files whose name begins with `_`
    /// hold fields for all.
    pub fn read(files: &[Source]) -> (Self, Vec<Diagnostic>) {
        let mut problems = Vec::new();
        let is_shared = |source: &&Source| source.path.file_name().starts_with('_');
        let mut shared = Vec::new();
        for source in files.iter().filter(is_shared) {
            let mut reader = Reader::file(source, CODES);
            shared.extend(read_fields(&mut reader, &[], true));
            problems.extend(reader.finish());
        }
        let mut types: Vec<_> = files
            .iter()
            .filter(|source| !is_shared(source))
            .map(|source| {
                let mut reader = Reader::file(source, CODES);
                let content_type = read_type(&mut reader, source, &shared);
                problems.extend(reader.finish());
                content_type
            })
            .collect();
        types.sort_by(|a, b| a.name.cmp(&b.name));
        (Self(types), problems)
    }

    /// The types, by name.
    pub fn iter(&self) -> impl Iterator<Item = &ContentType> {
        self.0.iter()
    }

    /// The type of that name.
    pub fn named(&self, name: &str) -> Option<&ContentType> {
        self.0.iter().find(|t| t.name == name)
    }

    /// The type that a file's folder gives it. `path` is below its language's folder.
    pub fn of_folder(&self, path: &str) -> Option<&ContentType> {
        let (top, _) = path.split_once('/')?;
        self.0.iter().find(|t| t.folders.iter().any(|folder| folder == top))
    }

    /// A misspelt type name's nearest neighbour.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        did_you_mean(name, self.0.iter().map(|t| t.name.as_str()))
    }
}

const CODES: Codes = Codes { unknown: &codes::THEME_TYPE, kind: &codes::THEME_TYPE };

fn read_type(reader: &mut Reader<'_>, source: &Source, shared: &[Field]) -> ContentType {
    let mut text = |key| reader.text(key).map(|(text, _)| text);
    let name = text("name").unwrap_or_else(|| source.path.stem().to_owned());
    let template = text("template").unwrap_or_else(|| "page.html".to_owned());
    let schema_org = text("schema_org").unwrap_or_else(|| "WebPage".to_owned());
    let archetype = text("archetype").unwrap_or_default();
    let sort = match reader.text("sort") {
        Some((sort, _)) if sort == "date" => Sort::Date,
        Some((sort, span)) if sort != "title" => {
            reader.problem(
                &codes::THEME_TYPE,
                span,
                format!("“{sort}” is not a way to sort."),
                "Type title or date.".into(),
            );
            Sort::Title
        }
        _ => Sort::Title,
    };
    ContentType {
        label: reader.local("label"),
        label_key: format!("type_{name}"),
        folders: reader.list("folders").unwrap_or_default().into_iter().map(|(folder, _)| folder).collect(),
        feedback: reader.yes_no("feedback").unwrap_or(false),
        feed: reader.yes_no("feed").unwrap_or(false),
        fields: read_fields(reader, shared, false),
        name,
        template,
        schema_org,
        sort,
        examples: checks::examples(&archetype),
        archetype,
    }
}

/// Reads a block of fields over the shared ones: a type may say of a shared field only what it
/// changes.
fn read_fields(reader: &mut Reader<'_>, shared: &[Field], is_shared: bool) -> Vec<Field> {
    let mut fields = shared.to_vec();
    let Some(mut map) = reader.map("fields") else {
        return fields;
    };
    for Entry { key, key_span, node } in map.rest() {
        let Some(mut inner) = map.open(node, &key) else { continue };
        let options = inner.list("options").unwrap_or_default().into_iter().map(|(option, _)| option).collect();
        let kind = inner.text("kind").and_then(|(name, span)| {
            let kind = FieldKind::named(&name, options);
            if kind.is_none() {
                let names: Vec<_> = KINDS.iter().map(|(name, _)| *name).collect();
                let message = format!("“{name}” is not a kind of field.");
                inner.problem(&codes::THEME_TYPE, span, message, format!("Type one of: {}.", names.join(", ")));
            }
            kind
        });
        let required = inner.yes_no("required");
        let help = inner.text("help").map(|(text, _)| text);
        let example = inner.text("example").map(|(text, _)| text);
        match fields.iter_mut().find(|field| *field.name == *key) {
            Some(field) => {
                field.kind = kind.unwrap_or_else(|| field.kind.clone());
                field.required = required.unwrap_or(field.required);
                field.help = help.unwrap_or_else(|| field.help.clone());
                field.example = example.unwrap_or_else(|| field.example.clone());
            }
            None if kind.is_none() && inner.problems.is_empty() => {
                let help = "Add a line such as “kind: text”.".to_owned();
                inner.problem(&codes::THEME_TYPE, key_span, format!("The field “{key}” has no kind."), help);
            }
            None => fields.push(Field {
                name: key.into(),
                kind: kind.unwrap_or(FieldKind::Text),
                required: required.unwrap_or(false),
                shared: is_shared,
                help: help.unwrap_or_default(),
                example: example.unwrap_or_default(),
            }),
        }
        map.close(inner);
    }
    reader.close(map);
    fields
}

/// Where type files are in a theme.
pub fn is_type_file(path: &RelPath) -> bool {
    path.parent() == "types" && path.extension().is_some_and(|e| e == "yaml" || e == "yml")
}

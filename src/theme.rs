//! The theme: templates, static files, content types and words, in layers. The same path in a
//! higher layer wins; a template can still name a layer (`default/page.html`) to build on it.
//! Rendering sees one view and the theme's own tables, never the site.

use crate::codes;
use crate::content_type::{self, Types};
use crate::diagnostic::{Diagnostic, Place, did_you_mean};
use crate::inputs::{Inputs, ThemeFiles};
use crate::path::{OutputPath, RelPath, encode};
use crate::settings::Settings;
use crate::source::Source;
use crate::strings::{self, Strings};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::{Context, ErrorKind, Kwargs, State, Tera, Value};

/// The name of the built-in theme, the lowest layer.
pub const DEFAULT: &str = "default";

/// Room for a usual page, in bytes, so that it need not grow while it is made.
const PAGE: usize = 32 * 1024;

/// A theme, ready to render.
pub struct Theme {
    /// The content types.
    pub types: Types,
    /// The words of each of the hub's languages, in the settings' order.
    pub strings: Vec<Arc<Strings>>,
    /// The static files: where each is published, and its bytes.
    pub static_files: Vec<(OutputPath, Arc<[u8]>)>,
    tera: Tera,
    /// The text of each template by the name it is registered under, to show in diagnostics.
    templates: BTreeMap<String, Source>,
    /// The problems of templates that can't be used, by their names without a layer.
    left_out: BTreeMap<String, Diagnostic>,
}

/// The layers of a theme, the highest first.
struct Layers<'i>(Vec<(&'i str, &'i ThemeFiles)>);

impl Theme {
    /// Reads the chosen theme over the built-in one.
    pub fn load(inputs: &Inputs, settings: &Settings) -> (Self, Vec<Diagnostic>) {
        let mut problems = Vec::new();
        let layers = Layers::choose(inputs, settings, &mut problems);
        let (types, found) = Types::read(&layers.texts(content_type::is_type_file));
        problems.extend(found);
        let strings = layers.strings(settings, &mut problems);
        let static_files = layers.static_files();
        let addresses = static_files.iter().map(|(name, path, _)| (name.clone(), path.as_str().to_owned())).collect();
        let mut tera = Tera::default();
        register(&mut tera, &strings, addresses);
        let mut theme = Self {
            types,
            strings,
            static_files: static_files.into_iter().map(|(_, path, bytes)| (path, bytes)).collect(),
            tera,
            templates: BTreeMap::new(),
            left_out: BTreeMap::new(),
        };
        theme.add_templates(&layers, &mut problems);
        (theme, problems)
    }

    /// The words of a language; those of the main one if the hub does not have it.
    pub fn words(&self, lang: &str) -> &Arc<Strings> {
        let found = self.strings.iter().find(|strings| strings.lang == lang);
        found.unwrap_or_else(|| &self.strings[0])
    }

    /// Makes a page. What goes wrong is a problem of the template, not of the page.
    pub fn render(&self, template: &str, view: &Context) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut page = Vec::with_capacity(PAGE);
        match self.tera.render_to(template, view, &mut page) {
            Ok(()) => Ok(page),
            Err(error) => Err(Box::new(self.template_problem(template, &error))),
        }
    }

    fn add_templates(&mut self, layers: &Layers<'_>, problems: &mut Vec<Diagnostic>) {
        let prefixes: Vec<String> = layers.0.iter().map(|(name, _)| format!("{name}/")).collect();
        // Fails only if templates were added before.
        let _ = self.tera.set_fallback_prefixes(prefixes.clone());
        for (layer, files) in &layers.0 {
            for (path, bytes) in *files {
                let Some(name) = path.as_str().strip_prefix("templates/") else { continue };
                let file = RelPath::new(format!("themes/{layer}/{path}"));
                let (source, found) = Source::decode(&file, &(&**bytes).into());
                problems.extend(found.into_iter().filter(|d| d.code != &codes::FILE_CRLF));
                self.templates.insert(format!("{layer}/{name}"), source);
            }
        }
        // A broken template is left out, so that the others still show their own mistakes and a
        // lower layer's template can stand in.
        let mut names: Vec<String> = self.templates.keys().cloned().collect();
        while !names.is_empty() {
            let texts: Vec<(&str, &str)> =
                names.iter().filter_map(|name| Some((name.as_str(), &*self.templates.get(name)?.text))).collect();
            let Err(error) = self.tera.add_raw_templates(texts) else { return };
            let problem = self.template_problem("", &error);
            let culprit = names.iter().position(|name| format!("themes/{}", file_of(name)) == problem.file.as_str());
            let Some(at) = culprit else { return problems.push(problem) };
            let culprit = names.remove(at);
            // A lower layer's template that a higher one replaces is made for other parents, and
            // nobody need mend it.
            let short = culprit.split_once('/').map_or(culprit.as_str(), |(_, short)| short);
            let is_replaced = prefixes.iter().map(|prefix| format!("{prefix}{short}")).take_while(|n| *n != culprit);
            if !is_replaced.into_iter().any(|name| self.templates.contains_key(&name)) {
                problems.push(problem.clone());
                self.left_out.insert(short.to_owned(), problem);
            }
        }
    }

    /// Puts a template engine's error into our words, with its place.
    fn template_problem(&self, template: &str, error: &tera::Error) -> Diagnostic {
        let names: Vec<&str> =
            self.templates.keys().filter_map(|name| name.split_once('/')).map(|(_, name)| name).collect();
        let known = |missing: &str| match did_you_mean(missing, names.iter().copied()) {
            Some(near) => format!("Did you mean “{near}”?"),
            None => format!("These templates exist: {}.", names.join(", ")),
        };
        let at = |name: &str| {
            self.templates.get(name).or_else(|| {
                self.templates
                    .iter()
                    .find(|(full, _)| full.split_once('/').is_some_and(|(_, short)| short == name))
                    .map(|(_, s)| s)
            })
        };
        let whole = |name: &str, message: String, help: String| {
            let file = at(name)
                .map_or_else(|| RelPath::new(format!("themes/{}", file_of(name))), |source| source.path.clone());
            Diagnostic::new(&codes::THEME_TEMPLATE, &file, message).help(help)
        };
        if let ErrorKind::Msg(report) = error.kind()
            && let Some((name, line, block)) = missing_block(report)
        {
            let message = format!("The template that this one builds on has no block “{block}”.");
            let help = format!(
                "Type in that template: {{% block {block} %}}{{% endblock {block} %}}. Or take the block out here."
            );
            let mut problem = whole(name, message, help);
            if let Some(source) = at(name) {
                let start: usize = source.text.split_inclusive('\n').take(line - 1).map(str::len).sum();
                let start = source.text[start..].find(block).map_or(start, |n| start + n);
                problem = problem.at(&source.text, crate::diagnostic::Span::new(start, start + block.len()));
            }
            return problem;
        }
        // That the template is not there has a reason, which was told.
        if let ErrorKind::TemplateNotFound(name) = error.kind()
            && let Some(problem) = self.left_out.get(name)
        {
            return problem.clone();
        }
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let (message, help) = match report.message().split_once(" Available ") {
                    Some((message, names)) => (
                        message.to_owned(),
                        format!("These exist here: {}.", names.split_once(": ").map_or(names, |(_, n)| n)),
                    ),
                    None => (report.message().to_owned(), "Mend the template at this place.".to_owned()),
                };
                let mut problem = whole(report.filename(), message, help);
                if let Some(source) = at(report.filename()) {
                    let span = report.span();
                    let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                    let text = source.text.lines().nth(span.start_line.saturating_sub(1)).unwrap_or("");
                    let width =
                        if span.end_line == span.start_line { span.end_col.saturating_sub(span.start_col) } else { 1 };
                    problem.place = Some(Place {
                        line: clamp(span.start_line),
                        column: clamp(span.start_col + 1),
                        width: clamp(width.max(1)),
                        text: Arc::from(text),
                    });
                }
                problem
            }
            ErrorKind::MissingParent { current, parent } => {
                let mut problem = whole(current, format!("There is no template “{parent}” to extend."), known(parent));
                if let Some(source) = at(current)
                    && let Some(start) = source.text.find(parent.as_str())
                {
                    problem = problem.at(&source.text, crate::diagnostic::Span::new(start, start + parent.len()));
                }
                problem
            }
            ErrorKind::TemplateNotFound(name) => whole(name, format!("There is no template “{name}”."), known(name)),
            ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => whole(
                tpl,
                format!("The template “{tpl}” leads back to itself."),
                "Let it extend or include another one.".into(),
            ),
            _ => whole(template, error.to_string(), "Mend the template.".into()),
        }
    }
}

/// The template, line and block of the first such report, which the engine gives as text only:
/// “error: Block `x` is not defined in any parent template”, then “--> name:line:column”.
fn missing_block(report: &str) -> Option<(&str, usize, &str)> {
    let (block, rest) = report.split_once("Block `")?.1.split_once("` is not defined")?;
    let mut place = rest.split_once("--> ")?.1.lines().next()?.split(':');
    Some((place.next()?, place.next()?.parse().ok().filter(|line| *line > 0)?, block))
}

/// A template's file below `themes/`.
fn file_of(name: &str) -> String {
    match name.split_once('/') {
        Some((layer, rest)) => format!("{layer}/templates/{rest}"),
        None => format!("templates/{name}"),
    }
}

impl<'i> Layers<'i> {
    fn choose(inputs: &'i Inputs, settings: &Settings, problems: &mut Vec<Diagnostic>) -> Self {
        let mut layers = Vec::new();
        let names = inputs.themes.keys().map(String::as_str);
        for (name, files) in &inputs.themes {
            if *name == settings.theme && name != DEFAULT {
                layers.push((name.as_str(), &**files));
            }
        }
        if layers.is_empty() && settings.theme != DEFAULT {
            let help = match did_you_mean(&settings.theme, names.clone()) {
                Some(near) => format!("Did you mean “{near}”? Type “theme: {near}”."),
                None => format!("These themes exist: {}.", names.collect::<Vec<_>>().join(", ")),
            };
            let message = format!("There is no folder themes/{}.", settings.theme);
            let text = &settings.source.text;
            let span = text
                .find(&settings.theme)
                .map_or_else(Default::default, |at| crate::diagnostic::Span::new(at, at + settings.theme.len()));
            problems.push(settings.source.problem(&codes::THEME_MISSING, span, message).help(help));
        }
        if let Some((name, files)) = inputs.themes.get_key_value(DEFAULT) {
            layers.push((name.as_str(), &**files));
        }
        Self(layers)
    }

    /// The text files that `wanted` picks; of those with the same path, the highest.
    fn texts(&self, wanted: impl Fn(&RelPath) -> bool) -> Vec<Source> {
        let mut found: BTreeMap<&RelPath, Source> = BTreeMap::new();
        for (layer, files) in &self.0 {
            for (path, bytes) in files.iter().filter(|(path, _)| wanted(path)) {
                found.entry(path).or_insert_with(|| {
                    Source::decode(&RelPath::new(format!("themes/{layer}/{path}")), &(&**bytes).into()).0
                });
            }
        }
        found.into_values().collect()
    }

    fn strings(&self, settings: &Settings, problems: &mut Vec<Diagnostic>) -> Vec<Arc<Strings>> {
        let read = |lang: &str| {
            let path = RelPath::new(format!("strings/{lang}.yaml"));
            let layers: Vec<Source> = self
                .0
                .iter()
                .filter_map(|(layer, files)| {
                    let bytes = files.get(&path)?;
                    Some(Source::decode(&RelPath::new(format!("themes/{layer}/{path}")), &(&**bytes).into()).0)
                })
                .collect();
            let file = layers.first().cloned();
            let file =
                file.unwrap_or_else(|| Source::new(RelPath::new(format!("themes/{}/{path}", settings.theme)), ""));
            (Strings::read(lang, &layers), file)
        };
        // English is complete by test, so it stands behind every language.
        let ((english, _), _) = read("en");
        settings
            .languages
            .iter()
            .map(|lang| {
                let ((strings, found), file) = read(lang);
                problems.extend(found);
                let (strings, found) = strings.complete(&english, &file);
                problems.extend(found);
                Arc::new(strings)
            })
            .collect()
    }

    /// Static files with their published paths. Each name carries a hash of its bytes, so that
    /// browsers may keep a file for ever and still see a new version at once.
    fn static_files(&self) -> Vec<(String, OutputPath, Arc<[u8]>)> {
        let mut found: BTreeMap<String, (OutputPath, Arc<[u8]>)> = BTreeMap::new();
        for (_, files) in &self.0 {
            for (path, bytes) in *files {
                let Some(name) = path.as_str().strip_prefix("static/") else { continue };
                found.entry(name.to_owned()).or_insert_with(|| {
                    let hash = xxhash_rust::xxh3::xxh3_64(bytes);
                    let published = match name.rsplit_once('.') {
                        Some((stem, extension)) => format!("assets/{stem}.{hash:016x}.{extension}"),
                        None => format!("assets/{name}.{hash:016x}"),
                    };
                    (OutputPath::new(published), bytes.clone())
                });
            }
        }
        found.into_iter().map(|(name, (path, bytes))| (name, path, bytes)).collect()
    }
}

/// Gives templates their few helpers. Each depends on its arguments, the theme's own tables and
/// the view's `root` and `lang`, and on nothing else.
fn register(tera: &mut Tera, strings: &[Arc<Strings>], addresses: BTreeMap<String, String>) {
    tera.register_filter("url", |path: &str, _: Kwargs, state: &State<'_>| -> tera::TeraResult<String> {
        let root: Option<Value> = state.get("root")?;
        Ok(from_root(root.as_ref().and_then(Value::as_str).unwrap_or(""), path))
    });
    // The engine's own copies the text.
    tera.register_filter("safe", |text: Value, _: Kwargs, _: &State<'_>| text.mark_safe());
    tera.register_filter("fill", |text: &str, kwargs: Kwargs, _: &State<'_>| {
        let word = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let places: Vec<(&str, String)> =
            kwargs.iter().filter_map(|(name, value)| Some((name.as_str()?, word(value)))).collect();
        let places: Vec<(&str, &str)> = places.iter().map(|(name, value)| (*name, value.as_str())).collect();
        strings::fill(text, &places)
    });
    let tables: Vec<Arc<Strings>> = strings.to_vec();
    tera.register_filter("plural", move |n: u64, kwargs: Kwargs, state: &State<'_>| -> tera::TeraResult<String> {
        let key: &str = kwargs.must_get("key")?;
        let lang: String = state.get("lang")?.unwrap_or_default();
        let table = tables.iter().find(|table| table.lang == lang).or(tables.first());
        table.and_then(|table| table.count(key, n)).ok_or_else(|| {
            tera::Error::message(format!("There are no words for the number “{key}” in the strings files"))
        })
    });
    tera.register_function("asset", move |kwargs: Kwargs, state: &State<'_>| -> tera::TeraResult<String> {
        let name: &str = kwargs.must_get("name")?;
        let root: String = state.get("root")?.unwrap_or_default();
        match addresses.get(name) {
            Some(path) => Ok(from_root(&root, &encode(path))),
            None => {
                let names: Vec<_> = addresses.keys().map(String::as_str).collect();
                Err(tera::Error::message(format!(
                    "There is no static file “{name}”. Available files: {}",
                    names.join(", ")
                )))
            }
        }
    });
}

/// An address inside the hub as seen from a page: `root` leads to the top.
pub fn from_root(root: &str, path: &str) -> String {
    match (root, path) {
        ("", "") => "./".to_owned(),
        _ => [root, path].concat(),
    }
}

/// An object for templates.
pub fn object<const N: usize>(pairs: [(&'static str, Value); N]) -> Value {
    Value::from_serializable(&Object(pairs))
}

/// Names and values that become an object by way of serde: of all ways the one in which the
/// engine hashes each name only once.
struct Object<const N: usize>([(&'static str, Value); N]);

impl<const N: usize> Serialize for Object<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("", N)?;
        for (name, value) in &self.0 {
            object.serialize_field(name, value)?;
        }
        object.end()
    }
}

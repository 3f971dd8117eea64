//! The theme: templates, static files, content types and words, in layers. The same path in a
//! higher layer wins; a template can still name a layer (`default/page.html`) to build on it.
//! Rendering sees one view and the theme's own tables, never the site.

mod at_work;
mod folded;
mod helpers;
mod joined;
mod layers;
mod problem;
mod tags;
mod templates;
mod wanted;

pub use at_work::{LONGEST_OUTPUT, at_work};
pub use helpers::{object, push_from_root};
pub use wanted::{Place, Wanted};

use crate::content_type::{self, Types};
use crate::diagnostic::{Diagnostic, Span};
use crate::inputs::Inputs;
use crate::path::{OutputPath, RelPath, encode};
use crate::settings::Settings;
use crate::source::Source;
use crate::strings::Strings;
use at_work::{Page, Work};
use foldhash::HashMap;
use layers::Layers;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};
use tera::{Context, Tera, Value};
use wanted::Texts;

/// The name of the built-in theme, the lowest layer.
pub const DEFAULT: &str = "default";

/// A theme, ready to render.
pub struct Theme {
    /// The content types.
    pub types: Types,
    /// The words of each of the hub's languages, in the settings' order.
    pub strings: Vec<Arc<Strings>>,
    /// The static files: where each is published, and its bytes.
    pub static_files: Vec<(OutputPath, Arc<[u8]>)>,
    /// The templates for pages of each language in turn, or for all of them: each joined with those that it includes, and
    /// with the words of the language in it.
    engines: Vec<Tera>,
    /// The templates as they were typed, once one has failed: they know in which file that is.
    as_typed: OnceLock<Tera>,
    /// The engine with all but templates.
    bare: Tera,
    /// The text of each template by the name it is registered under, to show in diagnostics.
    templates: BTreeMap<String, Source>,
    /// The beginnings of their names, the highest layer first.
    layers: Vec<String>,
    /// The problems of templates that can't be used, by their names without a layer.
    left_out: BTreeMap<String, Diagnostic>,
    /// What the templates of pages with a file ask for, by their names without a layer.
    wanted: HashMap<String, Wanted>,
}

impl Theme {
    /// Reads the content types of the chosen theme over those of the built-in one.
    pub fn types(inputs: &Inputs, settings: &Settings) -> (Types, Vec<Diagnostic>) {
        let layers = Layers::choose(inputs, settings, &mut Vec::new());
        Types::read(&layers.texts(content_type::is_type_file))
    }

    /// Reads the rest of the chosen theme over the built-in one.
    pub fn load(inputs: &Inputs, settings: &Settings, types: Types) -> (Self, Vec<Diagnostic>) {
        let mut problems = Vec::new();
        let layers = Layers::choose(inputs, settings, &mut problems);
        let strings = layers.strings(settings, &mut problems);
        let (look, found) = layers.look(settings);
        problems.extend(found);
        let static_files = layers.static_files(&look);
        let addresses: BTreeMap<String, String> =
            static_files.iter().map(|(name, path, _)| (name.clone(), encode(path.as_str()))).collect();
        let mut bare = Tera::default();
        helpers::register(&mut bare, &strings, addresses.clone());
        let prefixes: Vec<String> = layers.0.iter().map(|(name, _)| format!("{name}/")).collect();
        // Fails only if templates were added before.
        let _ = bare.set_fallback_prefixes(prefixes.clone());
        let mut theme = Self {
            types,
            strings,
            static_files: static_files.into_iter().map(|(_, path, bytes)| (path, bytes)).collect(),
            engines: Vec::new(),
            bare,
            as_typed: OnceLock::new(),
            templates: BTreeMap::new(),
            layers: prefixes,
            left_out: BTreeMap::new(),
            wanted: HashMap::default(),
        };
        theme.add_templates(&layers, &addresses, &mut problems);
        theme.wanted = theme.wanted_by_pages(&layers);
        (theme, problems)
    }

    /// The words of a language; those of the main one if the hub does not have it.
    pub fn words(&self, lang: &str) -> &Arc<Strings> {
        let found = self.strings.iter().find(|strings| strings.lang == lang);
        found.unwrap_or_else(|| &self.strings[0])
    }

    /// Makes a page in `room`. What goes wrong is a problem of the template, not of the page.
    pub fn render(&self, template: &str, view: &Context, room: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
        let text = |name| view.get(name).and_then(Value::as_str).unwrap_or("");
        let root = text("root");
        let _work = Work::begin(template);
        let length = room.len();
        let mut page = Page { bytes: room, is_full: false };
        let mut rendered = helpers::seen_from(root, || self.engine(text("lang")).render_to(template, view, &mut page));
        if rendered.is_err() && !page.is_full {
            page.bytes.truncate(length);
            rendered = helpers::seen_from(root, || self.as_typed().render_to(template, view, &mut page));
        }
        if page.is_full {
            return Err(Box::new(self.too_long(template)));
        }
        rendered.map_err(|error| Box::new(self.template_problem(template, &error)))
    }

    /// The templates for pages of a language.
    fn engine(&self, lang: &str) -> &Tera {
        let of_lang = self.strings.iter().position(|strings| strings.lang == lang);
        of_lang.and_then(|n| self.engines.get(n)).or(self.engines.first()).unwrap_or(&self.bare)
    }

    fn as_typed(&self) -> &Tera {
        self.as_typed.get_or_init(|| {
            let mut tera = self.bare.clone();
            // They were found to be without mistakes before.
            let _ = tera.add_raw_templates(self.texts(self.names()));
            tera
        })
    }

    /// The names of the templates that can be rendered.
    fn names(&self) -> impl Iterator<Item = &str> {
        self.engines.iter().take(1).flat_map(Tera::get_template_names)
    }

    /// Templates as they were typed, with their names.
    fn texts<'t>(&'t self, names: impl Iterator<Item = &'t str>) -> impl Iterator<Item = (&'t str, &'t str)> {
        names.filter_map(|name| Some((name, &*self.templates.get(name)?.text)))
    }

    /// Where the first of some words stands in a template, in one that it builds on, or in one that it includes;
    /// else the template as a whole.
    pub fn typed(&self, template: &str, words: &[&str]) -> (Source, Span) {
        let mut names = vec![template.to_owned()];
        let mut seen = 0;
        while let Some(source) = names.get(seen).map(|name| self.named(name)) {
            seen += 1;
            let Some(source) = source else { continue };
            if let Some((at, word)) = words.iter().find_map(|word| Some((source.text.find(word)?, word))) {
                return (source.clone(), Span::new(at, at + word.len()));
            }
            for tag in ["extends \"", "include \""] {
                let named = source
                    .text
                    .match_indices(tag)
                    .filter_map(|(at, _)| source.text[at + tag.len()..].split('"').next());
                let new: Vec<String> =
                    named.filter(|name| !names.iter().any(|known| known == name)).map(str::to_owned).collect();
                names.extend(new);
            }
        }
        let whole = || Source::new(RelPath::new(format!("themes/{DEFAULT}/templates/{template}")), "");
        (self.named(template).cloned().unwrap_or_else(whole), Span::default())
    }

    /// The template that others call so: by its layer, or the one of the highest layer.
    fn named(&self, name: &str) -> Option<&Source> {
        let of_layer = |layer: &String| self.templates.get(&format!("{layer}{name}"));
        self.templates.get(name).or_else(|| self.layers.iter().find_map(of_layer))
    }

    /// What a template asks for; anything, if nobody looked.
    pub fn wanted(&self, template: &str) -> &Wanted {
        self.wanted.get(template).unwrap_or(Wanted::anything())
    }

    fn wanted_by_pages(&self, layers: &Layers<'_>) -> HashMap<String, Wanted> {
        let registered: BTreeSet<&str> = self.names().collect();
        // The highest layer comes last and counts where a name is without one.
        let texts = layers.0.iter().rev().flat_map(|(layer, _)| {
            let is_of_layer = |name: &str| name.split('/').next() == Some(layer) && registered.contains(name);
            let of_layer = self.templates.iter().filter(move |(name, _)| is_of_layer(name));
            of_layer.map(|(name, source)| ([name.as_str(), short(name)], &*source.text))
        });
        let texts = Texts::new(texts);
        let of_types = self.types.iter().map(|content_type| content_type.template.as_str());
        let names: BTreeSet<&str> = of_types.chain(["home.html", "section.html", "page.html"]).collect();
        names.into_iter().map(|name| (name.to_owned(), texts.wanted(name))).collect()
    }
}

/// A template's name without its layer.
fn short(name: &str) -> &str {
    name.split_once('/').map_or(name, |(_, short)| short)
}

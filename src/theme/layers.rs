//! The chosen theme over the built-in one: of files with the same path the higher one counts.

use super::DEFAULT;
use crate::codes;
use crate::diagnostic::{Diagnostic, Span, did_you_mean};
use crate::inputs::{Inputs, ThemeFiles};
use crate::look::{self, Look};
use crate::path::{OutputPath, RelPath};
use crate::settings::Settings;
use crate::source::Source;
use crate::strings::Strings;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The style sheet, which begins with how the hub looks.
const STYLE: &str = "style.css";

/// The layers of a theme, the highest first.
pub(super) struct Layers<'i>(pub(super) Vec<(&'i str, &'i ThemeFiles)>);

impl<'i> Layers<'i> {
    pub(super) fn choose(inputs: &'i Inputs, settings: &Settings, problems: &mut Vec<Diagnostic>) -> Self {
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
            let span =
                text.find(&settings.theme).map_or_else(Default::default, |at| Span::new(at, at + settings.theme.len()));
            problems.push(settings.source.problem(&codes::THEME_MISSING, span, message).help(help));
        }
        if let Some((name, files)) = inputs.themes.get_key_value(DEFAULT) {
            layers.push((name.as_str(), &**files));
        }
        Self(layers)
    }

    /// The text files that `wanted` picks; of those with the same path, the highest.
    pub(super) fn texts(&self, wanted: impl Fn(&RelPath) -> bool) -> Vec<Source> {
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

    pub(super) fn strings(&self, settings: &Settings, problems: &mut Vec<Diagnostic>) -> Vec<Arc<Strings>> {
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

    /// How the hub looks, from the lowest layer to the settings.
    pub(super) fn look(&self, settings: &Settings) -> (Look, Vec<Diagnostic>) {
        let mut problems = Vec::new();
        let of_theme = |(layer, files): &(&str, &ThemeFiles)| {
            let bytes = files.get(&RelPath::new("theme.yaml"))?;
            let file = RelPath::new(format!("themes/{layer}/theme.yaml"));
            Some(look::Layer::theme(&Source::decode(&file, &(&**bytes).into()).0))
        };
        let mut layers = Vec::new();
        for (layer, found) in self.0.iter().rev().filter_map(of_theme) {
            layers.push(layer);
            problems.extend(found);
        }
        layers.extend(settings.look.clone());
        let (look, found) = Look::new(&layers);
        problems.extend(found);
        (look, problems)
    }

    /// Static files with their published paths. Each name carries a hash of its bytes, so that
    /// browsers may keep a file for ever and still see a new version at once.
    pub(super) fn static_files(&self, look: &Look) -> Vec<(String, OutputPath, Arc<[u8]>)> {
        let mut found: BTreeMap<String, (OutputPath, Arc<[u8]>)> = BTreeMap::new();
        for (_, files) in &self.0 {
            for (path, bytes) in *files {
                let Some(name) = path.as_str().strip_prefix("static/") else { continue };
                found.entry(name.to_owned()).or_insert_with(|| {
                    let bytes: Arc<[u8]> = match name == STYLE {
                        true => [look.css().as_bytes(), bytes].concat().into(),
                        false => bytes.clone(),
                    };
                    let hash = xxhash_rust::xxh3::xxh3_64(&bytes);
                    let published = match name.rsplit_once('.') {
                        Some((stem, extension)) => format!("assets/{stem}.{hash:016x}.{extension}"),
                        None => format!("assets/{name}.{hash:016x}"),
                    };
                    (OutputPath::new(published), bytes)
                });
            }
        }
        found.into_iter().map(|(name, (path, bytes))| (name, path, bytes)).collect()
    }
}

//! Turns the texts of a theme's templates into engines that make pages: one for each language, or one for all. A text with a
//! mistake is left out and told. No page is made here.

use super::folded::{self, Constants, folded};
use super::joined::joined;
use super::layers::Layers;
use super::problem::file_of;
use super::{Theme, short};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::path::RelPath;
use crate::source::Source;
use crate::strings::Strings;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tera::Tera;

impl Theme {
    /// Adds the templates of all layers.
    pub(super) fn add_templates(
        &mut self,
        layers: &Layers<'_>,
        addresses: &BTreeMap<String, String>,
        problems: &mut Vec<Diagnostic>,
    ) {
        for (layer, files) in &layers.0 {
            for (path, bytes) in *files {
                let Some(name) = path.as_str().strip_prefix("templates/") else { continue };
                let file = RelPath::new(format!("themes/{layer}/{path}"));
                let (source, found) = Source::decode(&file, &(&**bytes).into());
                problems.extend(found.into_iter().filter(|d| d.code != &codes::FILE_CRLF));
                self.templates.insert(format!("{layer}/{name}"), source);
            }
        }
        let names = self.used(&self.layers);
        self.engines = self.without_mistakes(&names, addresses).unwrap_or_else(|| vec![self.mended(names, problems)]);
    }

    /// The templates of these names, joined with what they include, if there is no mistake in any.
    fn without_mistakes(&self, names: &[String], addresses: &BTreeMap<String, String>) -> Option<Vec<Tera>> {
        let part = |name: &str| Some(&*self.named(name)?.text);
        let typed: Vec<(&str, &str)> = self.texts(names.iter().map(String::as_str)).collect();
        let joined: Vec<(&str, Cow<'_, str>)> = typed
            .iter()
            .map(|(name, text)| (*name, joined(text, &part).map_or(Cow::Borrowed(*text), Cow::Owned)))
            .collect();
        let with = |texts: Vec<(&str, Cow<'_, str>)>| {
            let mut tera = self.bare.clone();
            tera.add_raw_templates(texts).ok().map(|()| tera)
        };
        if !folded::are_constant(typed.into_iter()) {
            return Some(vec![with(joined)?]);
        }
        let of_lang = |words: &Arc<Strings>| {
            let constants = Constants { words, addresses };
            let folded = |text| folded(text, &constants).map_or(Cow::Borrowed(text), Cow::Owned);
            with(joined.iter().map(|(name, text)| (*name, folded(&**text))).collect())
        };
        self.strings.iter().map(of_lang).collect()
    }

    /// The templates of these names as they were typed, without those that are broken: the others still show their own
    /// mistakes, and a lower layer's template can stand in.
    fn mended(&mut self, mut names: Vec<String>, problems: &mut Vec<Diagnostic>) -> Tera {
        loop {
            let mut tera = self.bare.clone();
            let Err(error) = tera.add_raw_templates(self.texts(names.iter().map(String::as_str))) else { return tera };
            let problem = self.template_problem("", &error);
            let culprit = names.iter().position(|name| format!("themes/{}", file_of(name)) == problem.file.as_str());
            let Some(at) = culprit else {
                problems.push(problem);
                return tera;
            };
            let culprit = names.remove(at);
            let short = short(&culprit);
            let layers: Vec<String> = self.layers.iter().map(|prefix| format!("{prefix}{short}")).collect();
            let mut others = layers.iter().filter(|name| self.templates.contains_key(*name));
            // A lower layer's template that a higher one replaces is made for other parents, and
            // nobody need mend it.
            if others.next() == Some(&culprit) {
                names.extend(others.next().filter(|name| !names.contains(name)).cloned());
                problems.push(problem.clone());
                self.left_out.insert(short.to_owned(), problem);
            }
        }
    }

    /// The templates that can be rendered: of those with the same name the highest, and below it
    /// those that another template asks for by their layer, such as `default/page.html`.
    fn used(&self, prefixes: &[String]) -> Vec<String> {
        let shorts: BTreeSet<&str> = self.templates.keys().map(|name| short(name)).collect();
        let layers = |short: &str| prefixes.iter().map(|prefix| format!("{prefix}{short}")).collect::<Vec<_>>();
        let highest = |short: &&str| layers(short).into_iter().find(|name| self.templates.contains_key(name));
        let mut used: Vec<String> = shorts.iter().filter_map(highest).collect();
        let mut seen = 0;
        while let Some(name) = used.get(seen) {
            let text = self.templates.get(name).map_or("", |source| &*source.text);
            let is_asked_for = |name: &&String| text.contains(name.as_str()) && !used.contains(name);
            let asked_for: Vec<String> = match prefixes.iter().any(|prefix| text.contains(prefix.as_str())) {
                true => self.templates.keys().filter(is_asked_for).cloned().collect(),
                false => Vec::new(),
            };
            used.extend(asked_for);
            seen += 1;
        }
        used
    }
}

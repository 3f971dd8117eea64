//! The table of everything that a link can lead to, by the path of its file. It answers what is
//! there, and what is nearest to what is not there; it reports nothing itself.

use super::{AssetId, Entry, Held, Language, PageId, Published, WhyHeld, index};
use crate::diagnostic::did_you_mean;
use crate::path::{RelPath, relative};
use foldhash::{HashMap, HashMapExt};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What stands behind a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Page(PageId),
    Asset(AssetId),
    Held(WhyHeld),
}

pub(super) struct Targets<'s> {
    by_path: HashMap<&'s str, Target>,
    /// Pages by their address, for links that were written as addresses.
    by_address: HashMap<&'s str, PageId>,
    /// Addresses of pages that have no file, such as the list of topics.
    made: Vec<&'s str>,
    /// The names of the forms, in the settings' order.
    forms: Vec<&'s str>,
    sorted: OnceLock<BTreeMap<&'s str, Target>>,
    folded: OnceLock<HashMap<String, &'s str>>,
}

impl<'s> Targets<'s> {
    pub(super) fn new(
        entries: &'s [Entry],
        assets: &'s [Published],
        held: &'s [Held],
        languages: &'s [Language],
    ) -> Self {
        let mut by_path = HashMap::with_capacity(entries.len() + assets.len());
        for held in held {
            by_path.insert(held.document.source.path.as_str(), Target::Held(held.why));
        }
        for (n, asset) in assets.iter().enumerate() {
            by_path.insert(asset.source.as_str(), Target::Asset(AssetId(index(n))));
        }
        let mut by_address = HashMap::with_capacity(entries.len());
        for (n, entry) in entries.iter().enumerate() {
            let page = PageId(index(n));
            by_path.insert(entry.document.source.path.as_str(), Target::Page(page));
            by_address.insert(entry.url.as_str().trim_end_matches('/'), page);
        }
        let made = languages.iter().flat_map(|l| [&l.topics, &l.a_to_z, &l.site_map, &l.feedback, &l.thanks]);
        let forms = || languages.iter().flat_map(|language| &language.forms);
        let made = made.chain(forms().flat_map(|form| [&form.page, &form.thanks])).map(String::as_str);
        let made = made.collect();
        let forms = languages.first().map_or(&[][..], |language| &language.forms);
        let forms = forms.iter().map(|form| form.name.as_str()).collect();
        Self { by_path, by_address, made, forms, sorted: OnceLock::new(), folded: OnceLock::new() }
    }

    /// What is at a path in the content folder.
    pub(super) fn at(&self, path: &str) -> Option<Target> {
        self.by_path.get(path).copied()
    }

    /// The page of a folder, for a link that names the folder.
    pub(super) fn folder(&self, path: &str) -> Option<PageId> {
        let index = if path.is_empty() { "index.md".to_owned() } else { format!("{path}/index.md") };
        match self.at(&index) {
            Some(Target::Page(page)) => Some(page),
            _ => None,
        }
    }

    /// The page whose address was typed in place of its file.
    pub(super) fn address(&self, path: &str) -> Option<PageId> {
        self.by_address.get(path.trim_end_matches('/')).copied()
    }

    /// The names of the forms, in the settings' order.
    pub(super) fn forms(&self) -> &[&'s str] {
        &self.forms
    }

    /// Whether Bindery makes a page of its own at an address.
    pub(super) fn is_made(&self, path: &str) -> bool {
        self.made.iter().any(|made| made.trim_end_matches('/') == path.trim_end_matches('/'))
    }

    /// A path that differs only in letter case.
    pub(super) fn same_but_for_case(&self, path: &str) -> Option<&'s str> {
        let folded = self.folded.get_or_init(|| {
            // Sorted first, so that of two candidates the same one is always named.
            self.sorted().keys().rev().map(|path| (path.to_lowercase(), *path)).collect()
        });
        folded.get(&path.to_lowercase()).copied()
    }

    /// What to type in place of a path that leads nowhere, as seen from the folder `from`.
    pub(super) fn nearest(&self, from: &str, path: &str) -> Option<String> {
        let wanted = RelPath::new(path);
        let folder = wanted.parent();
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let siblings = self.sorted().range(prefix.as_str()..).map(|(path, _)| *path);
        let siblings = siblings.take_while(|path| path.starts_with(&prefix)).take(500);
        let extension = wanted.extension();
        let same_kind = |path: &&str| extension.is_none() || RelPath::new(path).extension() == extension;
        let siblings = siblings.filter(|path| !path[prefix.len()..].contains('/')).filter(same_kind);
        let siblings: Vec<&str> = siblings.collect();
        // Only the names count: folder and ending are the same and would make any name seem near.
        let near = did_you_mean(wanted.stem(), siblings.iter().map(|path| stem(path)));
        let near = near.and_then(|near| siblings.iter().copied().find(|path| stem(path) == near));
        let near = near.or_else(|| {
            let name = wanted.file_name().to_lowercase();
            self.sorted().keys().copied().find(|path| RelPath::new(path).file_name().to_lowercase() == name)
        });
        let with_ending = format!("{path}.md");
        let near = near.or_else(|| self.by_path.get_key_value(with_ending.as_str()).map(|(path, _)| *path));
        near.map(|path| relative(from, path))
    }

    fn sorted(&self) -> &BTreeMap<&'s str, Target> {
        self.sorted.get_or_init(|| self.by_path.iter().map(|(path, target)| (*path, *target)).collect())
    }
}

fn stem(path: &str) -> &str {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

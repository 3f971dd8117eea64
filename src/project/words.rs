//! Reads the words that checks take for words: the hub's own, and the dictionaries that are on this computer. It
//! understands neither.

use super::Project;
use crate::checks::Depth;
use crate::inputs::{DictionaryFile, WordFiles};
use std::path::PathBuf;
use std::sync::Arc;

/// The file of the hub's own words, in its content folder.
const OWN: &str = "_words.txt";
/// The folder of dictionaries, in a hub or in the person's own folder for data.
const FOLDER: &str = "dictionaries";
/// The languages whose words can be looked up, and what their files are called.
const LANGUAGES: &[(&str, &[&str])] =
    &[("en", &["en_GB", "en-GB", "en_GB-ise", "en"]), ("cy", &["cy_GB", "cy-GB", "cy"])];
/// The largest file that is read, in bytes: ten times that of any language's.
const LARGEST: u64 = 50_000_000;

impl Project {
    /// The words that checks of that depth take for words.
    pub(super) fn words(&mut self, checks: Depth) -> WordFiles {
        let own = text(&self.content.join(OWN)).unwrap_or_default().into();
        let dictionaries = if checks == Depth::All { self.dictionaries() } else { Arc::default() };
        WordFiles { own, dictionaries }
    }

    /// The dictionaries on this computer, read once: of each language the first that is found in the hub, in the
    /// person's own folder, and where the system keeps them.
    fn dictionaries(&mut self) -> Arc<[DictionaryFile]> {
        let folders = self.folders();
        let find = |(lang, names): &(&str, &[&str])| {
            let places = folders.iter().flat_map(|folder| names.iter().map(move |name| folder.join(name)));
            places.into_iter().find_map(|place| {
                let (affixes, words) = (text(&place.with_extension("aff"))?, text(&place.with_extension("dic"))?);
                Some(DictionaryFile { lang: (*lang).to_owned(), affixes, words })
            })
        };
        self.dictionaries.get_or_insert_with(|| LANGUAGES.iter().filter_map(find).collect()).clone()
    }

    fn folders(&self) -> Vec<PathBuf> {
        let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let data = variable("XDG_DATA_HOME").or_else(|| Some(variable("HOME")?.join(".local/share")));
        let own = [variable("APPDATA"), data].into_iter().flatten().map(|folder| folder.join("bindery").join(FOLDER));
        let system = ["/usr/share/hunspell", "/usr/share/myspell/dicts", "/Library/Spelling"].map(PathBuf::from);
        std::iter::once(self.root.join(FOLDER)).chain(own).chain(system).collect()
    }
}

/// A file's text. Hunspell's older dictionaries are in Latin-1, which says so in its first lines.
fn text(path: &std::path::Path) -> Option<String> {
    if std::fs::metadata(path).ok()?.len() > LARGEST {
        return None;
    }
    let bytes = std::fs::read(path).ok()?;
    Some(match String::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(error) => encoding_rs::WINDOWS_1252.decode(error.as_bytes()).0.into_owned(),
    })
}

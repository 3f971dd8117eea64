//! Turns the documents of a hub into one [`Site`]: which pages are published, at which
//! addresses, and how they hang together. It is made once for a build and never changes; pages
//! refer to each other by index. Each step is a function from what is known to one more thing
//! that is known.

mod edited;
mod entries;
mod feeds;
mod letters;
mod links;
mod navigation;
mod order;
mod pictures;
mod redirects;
mod references;
mod related;
mod sections;
mod targets;
mod topics;
mod translations;

pub use entries::{Entry, Held, Status, WhyHeld};
pub use letters::Letter;
pub use links::Resolved;
pub use navigation::Navigation;
pub use pictures::PictureVersion;
pub use redirects::{Destination, Redirect};
pub use references::{Reference, References};
pub use sections::Position;
pub use topics::Topic;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::{Context, Document, slugged};
use crate::file_kind;
use crate::forms::OwnForm;
use crate::inputs::{Asset, File, Inputs};
use crate::path::{OutputPath, RelPath, UrlPath};
use crate::picture::{Recipe, Size};
use crate::settings::Settings;
use crate::theme::Theme;
use rayon::prelude::*;
use std::borrow::Cow;
use std::sync::Arc;

/// A page's place in [`Site::pages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

/// A file's place in [`Site::assets`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssetId(pub u32);

/// A topic's place in [`Site::topics`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicId(pub u32);

/// The whole hub, related. A copy shares everything with its original.
#[derive(Clone)]
pub struct Site {
    /// The settings.
    pub settings: Arc<Settings>,
    /// The languages, in the settings' order.
    pub languages: Arc<[Language]>,
    /// The published pages, sorted by their files' paths.
    pub pages: Vec<Arc<Page>>,
    /// The topics, sorted by language and name.
    pub topics: Arc<[Topic]>,
    /// The letters that titles begin with, for each language.
    pub letters: Arc<[Vec<Letter>]>,
    /// The files that are published as they are.
    pub assets: Arc<[Published]>,
    /// The pages that are not published today.
    pub held: Arc<[Held]>,
    /// The picture that stands for the hub.
    pub logo: Option<AssetId>,
    /// Old addresses and where they lead.
    pub redirects: Arc<[Redirect]>,
}

/// One of the hub's languages.
pub struct Language {
    /// Its code.
    pub code: String,
    /// The address below which its pages live: `""` or for example `"cy/"`.
    pub root: String,
    /// Its home page.
    pub home: PageId,
    /// What every page in it links to.
    pub navigation: Navigation,
    /// The address of its list of topics.
    pub topics: String,
    /// The address of its A to Z.
    pub a_to_z: String,
    /// The address of the page that lists its sections and their pages.
    pub site_map: String,
    /// The address of its feedback page.
    pub feedback: String,
    /// The address of the page that thanks for feedback.
    pub thanks: String,
    /// The addresses of its forms, in the settings' order.
    pub forms: Vec<FormAddress>,
}

/// Where a form of the settings is in one language.
pub struct FormAddress {
    /// The form's name.
    pub name: String,
    /// The address of its page.
    pub page: String,
    /// The address of the page that thanks for it.
    pub thanks: String,
}

/// One published page.
#[derive(Clone)]
pub struct Page {
    /// The page itself.
    pub entry: Entry,
    /// Where it stands in the tree.
    pub position: Position,
    /// The pages and files that its front matter names.
    pub references: References,
    /// What its body's links lead to, one for each link of the document.
    pub links: Vec<Resolved>,
    /// Pages on the same matter.
    pub related: Vec<PageId>,
    /// The page whose steps this one is among.
    pub step_of: Option<PageId>,
    /// Pages whose text links here.
    pub backlinks: Vec<PageId>,
    /// The same page in other languages.
    pub translations: Vec<PageId>,
    /// Its topics.
    pub topics: Vec<TopicId>,
    /// The newest pages in it, if it stands for a folder.
    pub feed: Vec<PageId>,
}

impl Page {
    /// The day on which it last changed.
    pub fn changed(&self) -> Option<crate::date::Date> {
        feeds::changed(&self.entry)
    }
}

/// A file of the content folder that is published as it is.
pub struct Published {
    /// Where it is in the content folder.
    pub source: RelPath,
    /// Its address.
    pub url: UrlPath,
    /// Its place in the output.
    pub output: OutputPath,
    /// What is known of it.
    pub asset: Asset,
    /// What becomes of it, if it is a picture.
    pub recipe: Option<Recipe>,
    /// Its WebP versions, the smallest first.
    pub versions: Vec<PictureVersion>,
}

impl Published {
    /// How large it is when a browser shows it, if it is a picture whose size is known.
    pub fn shown(&self) -> Option<Size> {
        self.recipe.as_ref()?.shown(self.asset.picture.as_ref()?)
    }
}

impl Site {
    /// Relates the documents to each other.
    pub fn resolve(
        inputs: &Inputs,
        settings: Settings,
        theme: &Theme,
        context: &Context,
        documents: Vec<Arc<Document>>,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let (entries, held) = entries::choose(inputs, context, &settings, documents, problems);
        let mut assets = assets(inputs);
        problems.extend(assets.iter().filter_map(misnamed));
        problems.extend(assets.iter().filter_map(|file| program(file, &settings)));
        problems.extend(pictures::problems(&assets));
        let mut languages = languages(&settings, theme, &entries);
        let targets = targets::Targets::new(&entries, &assets, &held, &languages);
        // What follows links and what sorts pages are two halves of the work, and know nothing of each other.
        let ((references, (links, found), backlinks), (positions, feeds, topics, letters)) = rayon::join(
            || {
                let references = references::resolve(&entries, &targets, &theme.types, problems);
                let (links, found) = links::resolve(&entries, &targets);
                let backlinks = links::backlinks(&entries, &links);
                (references, (links, found), backlinks)
            },
            || {
                let positions = sections::positions(&entries, theme);
                let feeds = feeds::newest(&entries, &positions, &theme.types);
                let of = |lang| letters::letters(|| entries.iter(), lang, &theme.strings);
                let letters: Arc<[Vec<Letter>]> = (0..theme.strings.len()).map(of).collect();
                (positions, feeds, topics::collect(&entries, &languages, &theme.strings), letters)
            },
        );
        problems.extend(found);
        let logo = references::logo(&settings, &targets, &assets, problems);
        let redirects = redirects::resolve(&settings, &entries, &assets, &targets, problems);
        let translations = translations::pairs(&entries, &references, problems);
        let step_of = references::step_of(&references);
        let related = related::related(&entries, &references, &topics);
        let navigations: Vec<Navigation> = (0..languages.len())
            .map(|n| navigation::resolve(&settings, n, &entries, &positions, &translations, &targets, problems))
            .collect();
        drop(targets);
        pictures::keep_offered(&mut assets, &entries, &links, &references);
        pictures::name_versions(&mut assets);
        for (language, navigation) in languages.iter_mut().zip(navigations) {
            language.navigation = navigation;
        }
        let known = (entries, positions, references, links, related, step_of);
        let pages = (known, backlinks, translations, topics.of_page, feeds)
            .into_par_iter()
            .map(|((entry, position, references, links, related, step_of), backlinks, translations, topics, feed)| {
                let page = Page {
                    entry,
                    position,
                    references,
                    links,
                    related,
                    step_of,
                    backlinks,
                    translations,
                    topics,
                    feed,
                };
                Arc::new(page)
            })
            .collect();
        Self {
            settings: Arc::new(settings),
            languages: languages.into(),
            pages,
            topics: topics.all.into(),
            letters,
            assets: assets.into(),
            held: held.into(),
            logo,
            redirects: redirects.into(),
        }
    }

    /// The page that a file is published as.
    pub fn page_of(&self, path: &RelPath) -> Option<PageId> {
        let found = self.pages.binary_search_by(|page| page.entry.document.source.path.cmp(path));
        found.ok().map(|n| PageId(index(n)))
    }

    /// The page of that index.
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0 as usize]
    }

    /// The file of that index.
    pub fn asset(&self, id: AssetId) -> &Published {
        &self.assets[id.0 as usize]
    }

    /// A page's language.
    pub fn language(&self, page: &Page) -> &Language {
        &self.languages[page.entry.lang]
    }

    /// Whether a language's A to Z has a page for each letter.
    pub fn has_letter_pages(&self, lang: usize) -> bool {
        self.letters[lang].iter().map(|letter| letter.pages.len()).sum::<usize>() > letters::ON_ONE_PAGE
    }

    /// The address of a letter's page.
    pub fn letter_path(&self, lang: usize, letter: &Letter) -> String {
        format!("{}{}/", self.languages[lang].a_to_z, letter.slug)
    }

    /// Where an old address leads: a path below the top of the hub, ready for a link, or the full
    /// address of another website.
    pub fn destination<'s>(&'s self, to: &'s Destination) -> Cow<'s, str> {
        match to {
            Destination::Page(id) => Cow::Borrowed(self.page(*id).entry.url.as_str()),
            Destination::Asset(id) => Cow::Borrowed(self.asset(*id).url.as_str()),
            Destination::Made(path) => Cow::Owned(crate::path::encode(path)),
            Destination::Elsewhere(url) => Cow::Borrowed(url),
        }
    }

    /// The full form of an address, if the hub's own address is set.
    pub fn absolute(&self, path: &str) -> Option<String> {
        self.settings.url.as_deref().map(|url| [url, path].concat())
    }
}

/// Makes an id from a position in a list.
pub(crate) fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn assets(inputs: &Inputs) -> Vec<Published> {
    inputs
        .files
        .iter()
        .filter_map(|(source, file)| {
            let File::Asset(asset) = file else { return None };
            let path = match source.parent() {
                "" => source.file_name().to_owned(),
                folder => format!("{}/{}", slugged(folder), source.file_name()),
            };
            Some(Published {
                source: source.clone(),
                url: UrlPath::new(&path),
                output: OutputPath::new(&path),
                recipe: asset.picture.map(|facts| Recipe::new(&facts, false)),
                asset: asset.clone(),
                versions: Vec::new(),
            })
        })
        .collect()
}

/// A file that runs in a reader's browser, or on the host, as if the hub had made it.
fn program(file: &Published, settings: &Settings) -> Option<Diagnostic> {
    let (_, ending) = file.source.file_name().rsplit_once('.')?;
    let is_program = file_kind::runs(&ending.to_ascii_lowercase());
    if !is_program || settings.allows_any_html(&file.source) {
        return None;
    }
    let message = format!(
        "“{}” is a program or a web page of its own, and could do anything in the hub's name.",
        file.source.file_name()
    );
    let help = format!(
        "Offer it as a PDF, or write it as a page in Markdown. If you trust whoever made the file, type in content/site.yaml:\nany_html: [{}]",
        file.source
    );
    Some(Diagnostic::new(&codes::FILE_PROGRAM, &file.source, message).help(help))
}

/// A file whose name says that it was meant as a page, or as the settings.
fn misnamed(file: &Published) -> Option<Diagnostic> {
    let name = file.source.file_name().to_lowercase();
    let page = [".md.txt", ".markdown", ".md.docx", ".md.html", ".mdown"].iter().find_map(|end| name.strip_suffix(end));
    let (what, wanted) = match (page, name.as_str()) {
        (Some(stem), _) => ("a page", format!("{stem}.md")),
        (None, "site.yml" | "site.yaml" | "site.yaml.txt") => ("the settings", "site.yaml".to_owned()),
        _ => return None,
    };
    let message = format!("“{}” is published as a file to download, and not read as {what}.", file.source.file_name());
    let help = format!(
        "Give it the name {wanted}. If you can't see the end of the name: in the Explorer of Windows choose View, Show, File name extensions."
    );
    Some(Diagnostic::new(&codes::FILE_ENDING, &file.source, message).help(help))
}

fn languages(settings: &Settings, theme: &Theme, entries: &[Entry]) -> Vec<Language> {
    let codes = settings.languages.iter().enumerate();
    codes
        .map(|(n, code)| {
            let root = if n == 0 { String::new() } else { format!("{code}/") };
            let words = theme.words(code);
            let below = |key: &str| format!("{root}{}/", crate::path::slug(words.text(key)));
            let home = entries.iter().position(|entry| entry.url.as_str() == root).unwrap_or(0);
            let feedback = below("feedback_slug");
            let thanks = crate::path::slug(words.text("thanks_slug"));
            let form = |form: &OwnForm| {
                let page = format!("{root}{}/", crate::path::slug(form.title.get(words, code)));
                FormAddress { name: form.name.clone(), thanks: format!("{page}{thanks}/"), page }
            };
            Language {
                code: code.clone(),
                home: PageId(index(home)),
                navigation: Navigation::default(),
                topics: below("topics_slug"),
                a_to_z: below("a_to_z_slug"),
                site_map: below("site_map_slug"),
                thanks: format!("{feedback}{thanks}/"),
                feedback,
                forms: settings.forms.iter().map(form).collect(),
                root,
            }
        })
        .collect()
}

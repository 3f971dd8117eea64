//! Turns one file's text into a [`Document`]: front matter checked against its content type, and
//! a body of HTML with holes where other files have a say. A document knows no other file, so
//! its parsing can be cached by its own text; and broken content still becomes a document, so
//! that one mistake gives one message.

mod address;
mod body;
mod fields;
mod front_matter;
mod ignores;
mod markdown;
mod marks;
pub(crate) mod raw_html;

pub use address::{Address, slugged};
pub use body::{Body, Hole, HoleKind, Image, Word};
pub use fields::FieldValue;
pub use front_matter::FrontMatter;
pub use ignores::Ignore;
use markdown::Html;
pub use markdown::{is_safe_scheme, options as markdown_options};

use crate::checks::{Check, Depth, Lexicon};
use crate::codes;
use crate::content_type::{ContentType, Types};
use crate::diagnostic::{Diagnostic, Span};
use crate::source::Source;
use pulldown_cmark::Event;
use std::ops::Range;
use std::sync::Arc;

/// What a link to a form of the settings begins with.
pub const FORM: &str = "form:";

/// One page's file, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The file.
    pub source: Source,
    /// The title: from the front matter, else the first heading, else the file's name.
    pub title: String,
    /// The name of its content type.
    pub type_name: String,
    /// Where it is published.
    pub address: Address,
    /// The checked front matter.
    pub front_matter: FrontMatter,
    /// Where the text begins, below the front matter, in bytes of the source.
    pub text_start: u32,
    /// The text as HTML.
    pub body: Body,
    /// The headings, in order.
    pub headings: Vec<Heading>,
    /// The links and images, in order.
    pub links: Vec<Link>,
    /// Ids in raw HTML, which links may lead to as well.
    pub anchors: Vec<String>,
    /// How many words the body has.
    pub words: u32,
    /// The first paragraph as plain text, for pages without a summary.
    pub lead: String,
    /// Of an `index.md`: the fields it lacks if it turns out to be a page and not a section.
    pub lacking_as_page: Vec<Diagnostic>,
    /// What its writer does not want to hear of.
    pub ignores: Vec<Ignore>,
    /// What the checks of single pages found in it; nothing until they have looked.
    pub findings: Vec<Diagnostic>,
}

/// A heading in a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// What a link to it ends in, after the `#`.
    pub id: String,
    /// Its text without markup.
    pub text: String,
}

/// A link or an image as its writer typed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it points at.
    pub target: String,
    /// Where the target stands in the source.
    pub span: Span,
    /// Whether it is an image.
    pub image: bool,
}

/// How much of a hub another text of one document can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changes {
    /// Nothing but the document's own page.
    OwnPage,
    /// Also how and where other pages list it, but not what leads where.
    Lists,
    /// Anything.
    All,
}

/// What parsing depends on besides the file itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// The content types.
    pub types: Types,
    /// The codes of the hub's languages; the first is the one without a folder.
    pub languages: Vec<String>,
    /// The files whose HTML is published as it was typed.
    pub any_html: Vec<String>,
    /// How much is looked for.
    pub depth: Depth,
    /// The checks that look at each page.
    pub checks: Vec<&'static Check>,
    /// The words that the checks take for words.
    pub words: Arc<Lexicon>,
}

impl Context {
    /// Whether hints are looked for, and not only what should be mended.
    pub fn wants_hints(&self) -> bool {
        self.depth == Depth::All
    }

    /// The language whose folder a path is in, and the path below that folder.
    pub fn language<'c, 'p>(&'c self, path: &'p str) -> (&'c str, &'p str) {
        let others = self.languages.iter().skip(1);
        let in_folder = |lang: &'c String| Some((lang.as_str(), path.strip_prefix(lang.as_str())?.strip_prefix('/')?));
        others.filter_map(in_folder).next().unwrap_or((self.languages.first().map_or("en", String::as_str), path))
    }
}

/// How many words a reader reads in a minute.
pub const WORDS_A_MINUTE: u32 = 200;

/// Hears of each event of the markdown parser, with its place in the source.
pub type Listener<'l> = &'l mut dyn FnMut(&Event<'_>, Range<usize>);

/// Understands one file. The listener is for whoever needs the same events, so that no text is parsed twice.
pub fn parse(source: Source, context: &Context, listener: Listener<'_>) -> (Document, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    if source.text.trim().is_empty() {
        let help = format!(
            "Delete the file, or type for example:\n---\ntitle: {}\nsummary: What the reader will find here.\n---\n\nYour text.",
            title_of_file(&source)
        );
        problems.push(Diagnostic::new(&codes::FILE_EMPTY, &source.path, "The file has nothing in it.").help(help));
        return (Document::empty(source, context), problems);
    }
    let split = marks::split(&source, &mut problems);
    let (_, below) = context.language(source.path.as_str());
    let folder_type = context.types.of_folder(below).or_else(|| context.types.named("page"));
    let read = front_matter::read(&source, &split, folder_type, &context.types, &context.languages, &mut problems);
    let (front_matter, type_name) = (read.values, read.type_name);
    let is_index = address::is_index(&source.path);
    // Whether an index.md is a page or stands for a section is not for one file to know.
    let (lacking_as_page, lacking) = if is_index { (read.lacking, Vec::new()) } else { (Vec::new(), read.lacking) };
    problems.extend(lacking);
    let title = front_matter.text("title").map(str::to_owned);
    let html =
        if context.any_html.iter().any(|path| path == source.path.as_str()) { Html::AsTyped } else { Html::Safe };
    let markdown = markdown::render(&source, split.body, title.as_deref(), html, listener, &mut problems);
    let title = title.or(markdown.title).unwrap_or_else(|| title_of_file(&source));
    let has_summary = front_matter.text("summary").is_some();
    let address = Address::new(&source.path, front_matter.text("lang"), context);
    let ignores = ignores::read(&source, split.body, &mut problems);
    let document = Document {
        title,
        type_name,
        address,
        front_matter,
        text_start: u32::try_from(split.body).unwrap_or(u32::MAX),
        body: markdown.body,
        headings: markdown.headings,
        links: markdown.links,
        anchors: markdown.anchors,
        words: markdown.words,
        lead: if has_summary { String::new() } else { markdown.lead },
        lacking_as_page,
        ignores,
        findings: Vec::new(),
        source,
    };
    (document, problems)
}

impl Document {
    /// A document without content: for an empty file, or a folder without an `index.md`.
    pub fn empty(source: Source, context: &Context) -> Self {
        let (_, below) = context.language(source.path.as_str());
        let content_type = context.types.of_folder(below).or_else(|| context.types.named("page"));
        Self {
            title: title_of_file(&source),
            type_name: content_type.map_or_else(|| "page".to_owned(), |t| t.name.clone()),
            address: Address::new(&source.path, None, context),
            front_matter: FrontMatter::default(),
            text_start: 0,
            body: Body::default(),
            headings: Vec::new(),
            links: Vec::new(),
            anchors: Vec::new(),
            words: 0,
            lead: String::new(),
            lacking_as_page: Vec::new(),
            ignores: Vec::new(),
            findings: Vec::new(),
            source,
        }
    }

    /// How much of the hub would be different with this document in the place of another.
    pub fn changes(&self, former: &Self) -> Changes {
        // Every field is named, so that a new one can't be forgotten here.
        let Self {
            source,
            title,
            type_name,
            address,
            front_matter,
            text_start: _,
            body: _,
            headings,
            links,
            anchors,
            words,
            lead,
            lacking_as_page,
            ignores: _,
            findings: _,
        } = self;
        fn target(link: &Link) -> (&str, bool) {
            (&link.target, link.image)
        }
        let minutes = |words: u32| words.div_ceil(WORDS_A_MINUTE);
        let is_related_alike = source.path == former.source.path
            && (type_name, address) == (&former.type_name, &former.address)
            && front_matter.says_the_same(&former.front_matter, &["title", "summary"])
            && links.iter().map(target).eq(former.links.iter().map(target))
            && (headings, anchors, lacking_as_page) == (&former.headings, &former.anchors, &former.lacking_as_page);
        let looks_alike = (title, lead) == (&former.title, &former.lead)
            && front_matter.text("summary") == former.front_matter.text("summary")
            && minutes(*words) == minutes(former.words);
        match (is_related_alike, looks_alike) {
            (false, _) => Changes::All,
            (true, false) => Changes::Lists,
            (true, true) => Changes::OwnPage,
        }
    }

    /// Whether this is its folder's own page.
    pub fn is_index(&self) -> bool {
        address::is_index(&self.source.path)
    }

    /// The summary: as written, else the first paragraph if it is short enough for a list.
    pub fn summary(&self) -> Option<&str> {
        self.front_matter.text("summary").or_else(|| Some(&*self.lead).filter(|lead| !lead.is_empty()))
    }

    /// The content type, if the theme still has it.
    pub fn content_type<'t>(&self, types: &'t Types) -> Option<&'t ContentType> {
        types.named(&self.type_name)
    }

    /// A problem at a place in this document.
    pub fn problem(&self, code: &'static codes::Code, span: Span, message: impl Into<Arc<str>>) -> Diagnostic {
        self.source.problem(code, span, message)
    }
}

/// A title made from a file's name: `opening-hours.md` is “Opening hours”.
fn title_of_file(source: &Source) -> String {
    let path = &source.path;
    let name = if path.stem().eq_ignore_ascii_case("index") {
        path.parent().rsplit('/').next().filter(|folder| !folder.is_empty()).unwrap_or("Home")
    } else {
        path.stem()
    };
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or(words.clone(), |first| first.to_uppercase().chain(letters).collect())
}

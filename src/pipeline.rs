//! The one way from [`Inputs`] to a finished hub. [`Plan::new`] does everything that needs the
//! whole hub; [`Plan::render`] then makes any one address, in any order and on any thread,
//! and gives the same bytes each time. `build`, `check` and `serve` all call these two.

use crate::codes;
use crate::diagnostic::{Diagnostic, sorted};
use crate::document::{self, Context, Document};
use crate::feed;
use crate::inputs::{AssetBytes, File, Inputs, RawText, SETTINGS};
use crate::output::{Content, Output};
use crate::path::RelPath;
use crate::progress::{Progress, Stage};
use crate::route::{self, Make, Route, routes};
use crate::settings::Settings;
use crate::site::Site;
use crate::sitemap;
use crate::source::Source;
use crate::theme::Theme;
use crate::view::{self, Scene, Shared, View};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A hub, understood and ready to be rendered.
pub struct Plan {
    /// The hub.
    pub site: Site,
    /// Its theme.
    pub theme: Theme,
    /// Every address that will be made, sorted.
    pub routes: Vec<Route>,
    /// What was found wrong so far.
    pub problems: Vec<Diagnostic>,
    shared: Shared,
}

/// What one run has parsed, for the next run to use where a file has not changed. A document
/// depends on nothing but its own bytes and the [`Context`], so the memory can't be wrong.
#[derive(Default)]
pub struct Memo {
    context: Option<Context>,
    documents: BTreeMap<RelPath, Parsed>,
    /// How many files the last run parsed, so that tests can see the memory at work.
    pub parsed: usize,
}

struct Parsed {
    raw: RawText,
    document: Arc<Document>,
    problems: Vec<Diagnostic>,
}

/// A finished build's facts.
pub struct Report {
    /// All problems, in the order in which a reader meets them.
    pub problems: Vec<Diagnostic>,
    /// The plan that was carried out.
    pub plan: Plan,
}

impl Plan {
    /// Understands the inputs and lists what is to be made.
    pub fn new(inputs: &Inputs, memo: &mut Memo, progress: &dyn Progress) -> Self {
        let mut problems = inputs.problems.clone();
        let (settings, found) = settings(inputs);
        problems.extend(found);
        let (theme, found) = Theme::load(inputs, &settings);
        problems.extend(found);
        let context = Context { types: theme.types.clone(), languages: settings.languages.clone() };
        progress.begin(Stage::Parse, inputs.files.len());
        let documents = memo.documents(inputs, &context, &mut problems);
        if documents.is_empty() {
            problems.push(no_pages());
        }
        progress.begin(Stage::Relate, 0);
        let site = Site::resolve(inputs, settings, &theme, &context, documents, &mut problems);
        let routes = routes(&site, &theme, &mut problems);
        let shared = Shared::new(&site);
        Self { site, theme, routes, problems, shared }
    }

    /// Makes one address. What went wrong is a problem of the theme.
    pub fn render(&self, route: &Route) -> Result<Output, Box<Diagnostic>> {
        let scene = Scene { site: &self.site, theme: &self.theme, shared: &self.shared };
        let template = |view: View| {
            let html = self.theme.render(&view.template, &view.context)?;
            Ok(Content::Bytes(html.into_bytes()))
        };
        let text = |text: String| Ok(Content::Bytes(text.into_bytes()));
        let content = match &route.make {
            Make::Page(id) => template(view::page(&scene, *id)),
            Make::Topics(lang) => template(view::topics(&scene, *lang)),
            Make::Topic(id) => template(view::topic(&scene, *id)),
            Make::Feedback(lang) => template(view::feedback(&scene, *lang)),
            Make::Thanks(lang) => template(view::thanks(&scene, *lang)),
            Make::NotFound => template(view::not_found(&scene)),
            Make::Redirect(id, from) => template(view::redirect(&scene, *id, from)),
            Make::Feed(id) => text(feed::feed(&self.site, &self.theme, *id)),
            Make::Sitemap(part) => text(sitemap::sitemap(&self.site, *part)),
            Make::Robots => text(sitemap::robots(&self.site)),
            Make::Asset(id) => Ok(match &self.site.asset(*id).asset.bytes {
                AssetBytes::Disk(path) => Content::File(path.clone()),
                AssetBytes::Memory(bytes) => Content::Static(bytes.clone()),
            }),
            Make::Static(n) => Ok(Content::Static(self.theme.static_files[*n].1.clone())),
        };
        content.map(|content| Output { path: route.output.clone(), content })
    }

    /// The file behind a route.
    pub fn source(&self, route: &Route) -> RelPath {
        route::source(route, &self.site)
    }
}

/// Carries out a whole build: every address is rendered on all cores and handed to `take`, in
/// no particular order.
pub fn build(inputs: &Inputs, memo: &mut Memo, progress: &dyn Progress, take: impl Fn(Output) + Sync) -> Report {
    let plan = Plan::new(inputs, memo, progress);
    progress.begin(Stage::Render, plan.routes.len());
    let failed: Vec<Diagnostic> = plan
        .routes
        .par_iter()
        .filter_map(|route| match plan.render(route) {
            Ok(output) => {
                take(output);
                progress.step();
                None
            }
            Err(problem) => Some(*problem),
        })
        .collect();
    let problems = sorted(plan.problems.iter().cloned().chain(failed).collect());
    Report { problems, plan }
}

impl Memo {
    fn documents(&mut self, inputs: &Inputs, context: &Context, problems: &mut Vec<Diagnostic>) -> Vec<Arc<Document>> {
        let mut known = std::mem::take(&mut self.documents);
        if self.context.as_ref() != Some(context) {
            known.clear();
            self.context = Some(context.clone());
        }
        let pages: Vec<_> = inputs
            .files
            .iter()
            .filter(|(path, _)| path.is_markdown())
            .filter_map(|(path, file)| match file {
                File::Text(raw) => Some((path, raw, known.remove(path))),
                _ => None,
            })
            .collect();
        let parsed: Vec<(RelPath, Parsed, bool)> = pages
            .into_par_iter()
            .map(|(path, raw, known)| match known.filter(|parsed| parsed.raw == *raw) {
                Some(parsed) => (path.clone(), parsed, false),
                None => (path.clone(), parse(path, raw, context), true),
            })
            .collect();
        self.parsed = parsed.iter().filter(|(.., new)| *new).count();
        let mut documents = Vec::with_capacity(parsed.len());
        for (path, parsed, _) in parsed {
            problems.extend(parsed.problems.iter().cloned());
            documents.push(parsed.document.clone());
            self.documents.insert(path, parsed);
        }
        documents
    }
}

fn parse(path: &RelPath, raw: &RawText, context: &Context) -> Parsed {
    let (source, mut problems) = Source::decode(path, raw);
    let (document, found) = document::parse(source, context);
    problems.extend(found);
    Parsed { raw: raw.clone(), document: Arc::new(document), problems }
}

fn settings(inputs: &Inputs) -> (Settings, Vec<Diagnostic>) {
    let path = RelPath::new(SETTINGS);
    let Some(File::Text(raw)) = inputs.files.get(&path) else {
        return Settings::read(None);
    };
    let (source, mut problems) = Source::decode(&path, raw);
    let (settings, found) = Settings::read(Some(source));
    problems.extend(found);
    (settings, problems)
}

fn no_pages() -> Diagnostic {
    Diagnostic::new(&codes::PAGES_NONE, &RelPath::new("index.md"), "The hub has no pages yet.")
        .help("Type for example:\nbindery new page \"Welcome\"\nor make a whole small hub in an empty folder with “bindery init”.")
}

//! The one way from [`Inputs`] to a finished hub. [`Plan::new`] does everything that needs the
//! whole hub; [`Plan::render`] then makes any one address, in any order and on any thread,
//! and gives the same bytes each time. `build`, `check` and `serve` all call these two.

mod memo;
mod samples;

pub use memo::Memo;

use crate::checks::{self, Check, Depth, Terms};
use crate::codes;
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::document::Changes;
use crate::feed;
use crate::hosts;
use crate::inputs::{AssetBytes, File, Inputs, RawText, SETTINGS};
use crate::output::{Content, Output, Picture};
use crate::path::{OutputPath, RelPath};
use crate::picture::{Original, Version};
use crate::progress::{Progress, Stage};
use crate::route::{self, Make, Route, routes};
use crate::settings::{Feedback, Settings};
use crate::site::{Published, Site};
use crate::sitemap;
use crate::source::Source;
use crate::theme::Theme;
use crate::view::{self, Scene, Shared, View};
use rayon::prelude::*;
use std::cell::RefCell;
use std::sync::Arc;

/// A hub, understood and ready to be rendered. A copy shares everything with its original.
#[derive(Clone)]
pub struct Plan {
    /// The hub.
    pub site: Site,
    /// Its theme.
    pub theme: Arc<Theme>,
    /// Every address that will be made, sorted by output path.
    pub routes: Arc<[Route]>,
    /// What was found wrong so far.
    pub problems: Vec<Diagnostic>,
    shared: Arc<Shared>,
    today: Date,
    checks: Arc<[&'static Check]>,
    depth: Depth,
}

/// A finished build's facts.
pub struct Report {
    /// All problems, in the order in which a reader meets them.
    pub problems: Vec<Diagnostic>,
    /// The plan that was carried out.
    pub plan: Plan,
    /// What the checks found.
    findings: Vec<Diagnostic>,
    /// What was found beside the plan.
    beside: Vec<Diagnostic>,
}

impl Report {
    /// Adds what was found elsewhere, such as what is wrong with pictures when they are made.
    pub fn add(&mut self, problems: Vec<Diagnostic>) {
        if !problems.is_empty() {
            self.beside.extend(problems);
            self.problems = self.plan.settled_with(&self.findings, self.beside.iter().cloned());
        }
    }
}

impl Plan {
    /// Understands the inputs and lists what is to be made.
    pub fn new(inputs: &Inputs, memo: &mut Memo, progress: &dyn Progress) -> Self {
        let mut problems = inputs.problems.clone();
        let (settings, found) = settings(inputs);
        problems.extend(found);
        progress.begin(Stage::Parse, inputs.files.len());
        let (theme, context, documents) = memo.understand(inputs, &settings, &mut problems);
        problems.extend(feedback_types(&settings, &theme));
        if documents.is_empty() {
            problems.push(no_pages());
        }
        progress.begin(Stage::Relate, 0);
        let site = Site::resolve(inputs, settings, &theme, &context, documents, &mut problems);
        let routes = routes(&site, &theme, &mut problems).into();
        let shared = Arc::new(Shared::new(&site));
        Self {
            site,
            theme,
            routes,
            problems,
            shared,
            today: inputs.today,
            checks: context.checks.into(),
            depth: inputs.checks,
        }
    }

    /// The plan after pages were edited in a way that changes no more than their own pages and the
    /// lists that show them, such as a new sentence or another title; `None` if it takes more than
    /// that. It is the plan that [`Plan::new`] would make, without relating all pages anew.
    pub fn with_pages(&self, pages: &[(&RelPath, &RawText)], memo: &mut Memo) -> Option<Self> {
        let mut plan = self.clone();
        for (path, raw) in pages {
            let document = memo.parse_again(path, raw)?;
            let former = plan.site.page(plan.site.page_of(path)?).entry.document.clone();
            let (site, changes) = plan.site.with_text(document, &self.theme)?;
            // The place of a problem may have moved, and problems of other pages may name its title.
            let names_title = |text: &str| changes != Changes::OwnPage && text.contains(&former.title);
            let is_concerned = |problem: &Diagnostic| {
                problem.file == **path || names_title(&problem.message) || names_title(&problem.help)
            };
            if self.problems.iter().any(is_concerned) {
                return None;
            }
            if changes != Changes::OwnPage {
                plan.shared = Arc::new(Shared::new(&site));
            }
            plan.site = site;
        }
        Some(plan)
    }

    /// The plan for other inputs: the former one with a few other texts where that is enough, else a new one.
    pub fn after(former: Option<(&Inputs, &Self)>, inputs: &Inputs, memo: &mut Memo) -> Self {
        let changed = former.and_then(|(before, plan)| Some((plan, inputs.pages_changed_since(before)?)));
        let quick = changed.and_then(|(plan, pages)| plan.with_pages(&pages, memo));
        quick.unwrap_or_else(|| Self::new(inputs, memo, &()))
    }

    /// What the checks find in pages that can be made: nothing of it stops a page from being shown.
    pub fn findings(&self) -> Vec<Diagnostic> {
        self.findings_while(&mut || true).unwrap_or_default()
    }

    /// The same as long as `go_on` says so; `None` once it says no.
    pub fn findings_while(&self, go_on: &mut dyn FnMut() -> bool) -> Option<Vec<Diagnostic>> {
        let asked = RefCell::new(Some(go_on));
        let go_on = || {
            let mut asked = asked.borrow_mut();
            let is_wanted = asked.as_mut().is_some_and(|go_on| go_on());
            if !is_wanted {
                *asked = None;
            }
            is_wanted
        };
        let hub = checks::Hub {
            site: &self.site,
            theme: &self.theme,
            today: self.today,
            hints: self.depth == Depth::All,
            go_on: &go_on,
        };
        let of_pages = self.site.pages.iter().flat_map(|page| page.entry.document.findings.iter().cloned());
        let mut findings: Vec<Diagnostic> = of_pages.collect();
        for check in self.checks.iter() {
            findings.extend(checks::hub(&hub, &[*check]));
            if !go_on() {
                return None;
            }
        }
        if checks::want_rendered(&self.checks) {
            let samples = samples::samples(self);
            findings.extend(checks::rendered(&checks::Rendered { hub: &hub, samples: &samples }, &self.checks));
        }
        Some(findings)
    }

    /// The day for which the hub is planned.
    pub fn today(&self) -> Date {
        self.today
    }

    /// What is reported, with what was found beside the plan: each problem at the level that the settings want.
    pub fn settled(&self, beside: impl IntoIterator<Item = Diagnostic>) -> Vec<Diagnostic> {
        self.settled_with(&self.findings(), beside)
    }

    /// The same with findings that are known already.
    pub fn settled_with(
        &self,
        findings: &[Diagnostic],
        beside: impl IntoIterator<Item = Diagnostic>,
    ) -> Vec<Diagnostic> {
        let found = self.problems.iter().chain(findings).cloned().chain(beside).collect();
        checks::settle(found, &Terms { site: &self.site, ran: &self.checks, depth: self.depth })
    }

    /// Makes one address, in `room` if it is made of new bytes: a room that is used for many
    /// addresses is made once. What went wrong is a problem of the theme.
    pub fn render<'r>(&'r self, route: &'r Route, room: &'r mut Vec<u8>) -> Result<Output<'r>, Box<Diagnostic>> {
        let content = match (&route.make, self.seen(route, false)) {
            (_, Some(view)) => {
                // What is said of a mistake names all that a template might have asked for.
                let made = self.fill(view, room);
                made.or_else(|problem| self.view(route).map_or(Err(problem), |whole| self.fill(whole, room)))?;
                Content::Bytes(room)
            }
            (Make::Asset(id), _) => own_content(self.site.asset(*id)),
            (Make::Picture(id, place), _) => {
                let file = self.site.asset(*id);
                version(file, Version::Webp(file.versions[*place].width)).unwrap_or_else(|| as_it_is(file))
            }
            (Make::Static(n), _) => Content::Static(&self.theme.static_files[*n].1),
            (make, None) => {
                room.clear();
                room.extend_from_slice(self.text(make).as_bytes());
                Content::Bytes(room)
            }
        };
        Ok(Output { path: &route.output, content })
    }

    fn fill(&self, view: View, room: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
        room.clear();
        let (template, values) = view.into_context();
        self.theme.render(&template, &values, room)
    }

    /// What needs no template.
    fn text(&self, make: &Make) -> String {
        match make {
            Make::Feed(id) => feed::feed(&self.site, &self.theme, *id),
            Make::Sitemap(part) => sitemap::sitemap(&self.site, *part),
            Make::ForHost(n) => hosts::text(&self.site, *n),
            _ => sitemap::robots(&self.site),
        }
    }

    /// All that the template of an address may see; `None` if it is made without one.
    pub fn view(&self, route: &Route) -> Option<View> {
        self.seen(route, true)
    }

    /// The view of an address, `whole` or with what its template asks for.
    fn seen(&self, route: &Route, whole: bool) -> Option<View> {
        let scene = Scene { site: &self.site, theme: &self.theme, shared: &self.shared, whole };
        match &route.make {
            Make::Page(id) => Some(view::page(&scene, *id)),
            Make::Topics(lang) => Some(view::topics(&scene, *lang)),
            Make::Topic(id) => Some(view::topic(&scene, *id)),
            Make::AToZ(lang) => Some(view::a_to_z(&scene, *lang, None)),
            Make::Letter(lang, n) => Some(view::a_to_z(&scene, *lang, Some(*n))),
            Make::SiteMap(lang) => Some(view::site_map(&scene, *lang)),
            Make::Feedback(lang) => Some(view::feedback(&scene, *lang)),
            Make::Thanks(lang) => Some(view::thanks(&scene, *lang)),
            Make::Form(form, lang) => Some(view::form(&scene, *form, *lang)),
            Make::FormThanks(form, lang) => Some(view::form_thanks(&scene, *form, *lang)),
            Make::NotFound => Some(view::not_found(&scene)),
            Make::Redirect(n) => Some(view::redirect(&scene, *n)),
            Make::Feed(_) | Make::Sitemap(_) | Make::Robots | Make::ForHost(_) => None,
            Make::Asset(_) | Make::Picture(..) | Make::Static(_) => None,
        }
    }

    /// The address that is made at a place in the output.
    pub fn route(&self, output: &OutputPath) -> Option<&Route> {
        self.routes.binary_search_by(|route| route.output.cmp(output)).ok().map(|n| &self.routes[n])
    }

    /// The file behind a route.
    pub fn source(&self, route: &Route) -> RelPath {
        route::source(route, &self.site)
    }
}

/// What stands at a file's own address.
fn own_content(file: &Published) -> Content<'_> {
    let made = match (&file.recipe, file.asset.picture) {
        (Some(recipe), Some(facts)) => match recipe.original {
            Original::AsIs => None,
            Original::Stripped => version(file, Version::Stripped),
            Original::Made(width) => version(file, Version::Own(facts.kind, width)),
        },
        _ => None,
    };
    made.unwrap_or_else(|| as_it_is(file))
}

fn as_it_is(file: &Published) -> Content<'_> {
    match &file.asset.bytes {
        AssetBytes::Disk(path) => Content::File(path),
        AssetBytes::Memory(bytes) => Content::Static(bytes),
    }
}

/// A version of a picture; `None` if the file is none.
fn version(file: &Published, version: Version) -> Option<Content<'_>> {
    let (recipe, facts) = (file.recipe.as_ref()?, file.asset.picture.as_ref()?);
    Some(Content::Picture(Picture { source: &file.source, bytes: &file.asset.bytes, facts, recipe, version }))
}

/// How many addresses one core takes at once. Lists take as long as many other pages and lie side by side, so that one core
/// would still be making the last of them while the others wait.
const AT_ONCE: usize = 16;

/// Carries out a whole build: every address is rendered on all cores and handed to `take`, in
/// no particular order.
pub fn build(inputs: &Inputs, memo: &mut Memo, progress: &dyn Progress, take: impl Fn(&Output<'_>) + Sync) -> Report {
    let plan = Plan::new(inputs, memo, progress);
    progress.begin(Stage::Render, plan.routes.len());
    let make = || -> Vec<Diagnostic> {
        let made = plan.routes.par_iter().with_max_len(AT_ONCE).map_init(Vec::new, |room, route| {
            let made = plan.render(route, room).map(|output| take(&output));
            progress.step();
            made.err().map(|problem| *problem)
        });
        made.flatten().collect()
    };
    // Much of what looks at the whole hub can't be shared between cores, and so is done beside the rest.
    let (failed, findings) = rayon::join(make, || plan.findings());
    Report { problems: plan.settled_with(&findings, failed.iter().cloned()), plan, findings, beside: failed }
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

/// The content types that the settings name for the feedback form and that do not exist.
fn feedback_types(settings: &Settings, theme: &Theme) -> Vec<Diagnostic> {
    let Feedback::On(endpoint) = &settings.feedback else { return Vec::new() };
    let unknown = endpoint.types.iter().flatten().filter(|(name, _)| theme.types.named(name).is_none());
    unknown
        .map(|(name, span)| {
            let names: Vec<&str> = theme.types.iter().map(|t| t.name.as_str()).collect();
            let help = match theme.types.nearest(name) {
                Some(near) if !name.contains(',') => format!("Did you mean “{near}”?"),
                _ => format!("Type a list of these: [{}]", names.join(", ")),
            };
            let message = format!("There is no content type “{name}”, so no page of it gets the form.");
            settings.source.problem(&codes::SETTING_KIND, *span, message).help(help)
        })
        .collect()
}

fn no_pages() -> Diagnostic {
    Diagnostic::new(&codes::PAGES_NONE, &RelPath::new("index.md"), "The hub has no pages yet.")
        .help("Type for example:\nbindery new page \"Welcome\"\nor make a whole small hub in an empty folder with “bindery init”.")
}

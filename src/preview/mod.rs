//! What the preview shows: the newest hub, or while that has errors the last one without, and a
//! page of problems in the place of the pages that the errors concern. Pages are made when a
//! browser asks for them, and behind its back when their template sees something new, so that
//! a template's mistake is found wherever it is. What is shown are the bytes that `build` would
//! write; what only a preview needs is added on the way to the browser: live reload by the server, and the
//! `catcher`, which keeps forms from leaving this computer.

mod catcher;
mod own_page;
mod pictures;
mod problem_page;
mod state;

pub use catcher::{CAUGHT, FORMS, NOTE};
pub use state::State;

use crate::diagnostic::Diagnostic;
use crate::inputs::Inputs;
use crate::path::OutputPath;
use crate::picture_cache::PictureCache;
use crate::pipeline::{Memo, Plan};
use crate::server::{Request, Response};
use crate::theme::Theme;
use catcher::Catcher;
use pictures::TriedPictures;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// A preview. Its state is replaced as a whole, so a browser never sees half a change.
#[derive(Default)]
pub struct Preview {
    last: Mutex<Last>,
    state: RwLock<Arc<State>>,
    pictures: Arc<PictureCache>,
    catcher: Catcher,
}

/// What the last look at the disk found, and what is known of it.
#[derive(Default)]
struct Last {
    inputs: Option<Inputs>,
    memo: Memo,
    plan: Option<Arc<Plan>>,
    /// The newest hub of which every page was made without an error.
    good: Option<Arc<Plan>>,
    tried: Tried,
    tried_pictures: TriedPictures,
}

/// Which pages could be made, and which could not, with one theme.
#[derive(Default)]
struct Tried {
    theme: Option<Arc<Theme>>,
    /// Digests of what the templates saw.
    good: HashMap<OutputPath, u128>,
    failed: BTreeMap<OutputPath, Diagnostic>,
}

/// What [`Preview::verify`] did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many pages were made.
    pub rendered: usize,
    /// How many pictures were looked at.
    pub pictures: usize,
    /// Whether every page is known to be good or not; else it was told to stop.
    pub finished: bool,
}

/// Below this address are the preview's own pages.
pub(crate) const OWN: &str = "/__preview/";

/// Below this address the hub that is shown stays reachable while there are errors.
const LAST_GOOD: &str = "/__preview/last-good/";

/// How many pages are made before asking whether to go on.
const AT_ONCE: usize = 64;

impl Preview {
    /// A preview whose pictures come from a cache.
    pub fn new(pictures: PictureCache) -> Self {
        Self { pictures: Arc::new(pictures), ..Self::default() }
    }

    /// Understands the hub as it is now, and shows it. Says whether anything changed.
    pub fn update(&self, inputs: &Inputs) -> bool {
        let mut last = self.last();
        if last.inputs.as_ref() == Some(inputs) {
            return false;
        }
        let plan = Arc::new(last.plan(inputs));
        last.inputs = Some(inputs.clone());
        if !last.tried.theme.as_ref().is_some_and(|theme| Arc::ptr_eq(theme, &plan.theme)) {
            last.tried = Tried { theme: Some(plan.theme.clone()), ..Tried::default() };
        }
        last.tried.failed.retain(|output, _| plan.route(output).is_some());
        last.tried_pictures.forget_old(&plan);
        let former = last.plan.replace(plan);
        self.show(&last, last.problems());
        // Taking a whole hub out of memory takes a while, and nobody need wait for it.
        rayon::spawn(|| drop(former));
        true
    }

    /// Makes every page whose template sees something that it has not seen yet, and then every
    /// picture that is new, as long as `go_on` says so, and shows what went wrong.
    pub fn verify(&self, mut go_on: impl FnMut() -> bool) -> Verified {
        let mut last = self.last();
        let mut done = Verified { rendered: 0, pictures: 0, finished: true };
        let Some(plan) = last.plan.clone() else { return done };
        for routes in plan.routes.chunks(AT_ONCE) {
            if !go_on() {
                done.finished = false;
                break;
            }
            let tried = &last.tried;
            let results: Vec<_> = routes
                .par_iter()
                .map_init(Vec::new, |room, route| {
                    let digest = plan.view(route)?.digest();
                    let is_new = tried.good.get(&route.output) != Some(&digest);
                    is_new.then(|| (route.output.clone(), digest, plan.render(route, room).map(drop)))
                })
                .flatten()
                .collect();
            done.rendered += results.len();
            for (output, digest, result) in results {
                match result {
                    Ok(()) => {
                        last.tried.failed.remove(&output);
                        last.tried.good.insert(output, digest);
                    }
                    Err(problem) => {
                        last.tried.good.remove(&output);
                        last.tried.failed.insert(output, *problem);
                    }
                }
            }
        }
        let is_whole = done.finished;
        if is_whole {
            last.tried.good.retain(|output, _| plan.route(output).is_some());
            (done.pictures, done.finished) = last.tried_pictures.verify(&plan, &self.pictures, &mut go_on);
        }
        let problems = last.problems();
        if is_whole && !has_errors(&problems) {
            last.good = Some(plan.clone());
        }
        if problems != self.state().problems {
            self.show(&last, problems);
        }
        done
    }

    /// How many files were parsed so far.
    pub fn parsed(&self) -> usize {
        self.last().memo.parsed
    }

    /// What is shown now.
    pub fn state(&self) -> Arc<State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Answers a browser.
    pub fn answer(&self, request: &Request<'_>) -> Response {
        let state = self.state();
        self.catcher.answer(request, &state).unwrap_or_else(|| catcher::diverted(state.answer(request)))
    }

    /// Answers somebody who may only look: no form is caught or sent, and the preview's own pages are not shown.
    pub fn show_only(&self, request: &Request<'_>) -> Response {
        let state = self.state();
        let is_own = request.path.starts_with(OWN) && !request.path.starts_with(LAST_GOOD);
        catcher::diverted(if is_own { state.not_found() } else { state.answer(request) })
    }

    fn show(&self, last: &Last, problems: Vec<Diagnostic>) {
        let Some(plan) = &last.plan else { return };
        // Before there was anything good, what could be made is better than nothing.
        let good = last.good.as_ref().filter(|_| has_errors(&problems));
        let state = State {
            version: self.state().version + 1,
            base: plan.site.settings.base_path().to_owned(),
            shown: Some(good.unwrap_or(plan).clone()),
            newest: Some(plan.clone()),
            broken: concerned(plan, &problems),
            pictures: self.pictures.clone(),
            problems,
        };
        let former =
            std::mem::replace(&mut *self.state.write().unwrap_or_else(PoisonError::into_inner), Arc::new(state));
        rayon::spawn(|| drop(former));
    }

    fn last(&self) -> MutexGuard<'_, Last> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Last {
    /// The plan for new inputs: the former one with a few other texts where that is enough.
    fn plan(&mut self, inputs: &Inputs) -> Plan {
        let changed = self.inputs.as_ref().and_then(|former| inputs.pages_changed_since(former));
        let former = self.plan.as_ref().zip(changed);
        let quick = former.and_then(|(plan, pages)| plan.with_pages(&pages, &mut self.memo));
        quick.unwrap_or_else(|| Plan::new(inputs, &mut self.memo, &()))
    }

    fn problems(&self) -> Vec<Diagnostic> {
        let Some(plan) = &self.plan else { return Vec::new() };
        plan.settled(self.tried.failed.values().chain(self.tried_pictures.problems()).cloned())
    }
}

/// Whether pages can't be made. What a check calls an error stops none from being shown.
fn has_errors(problems: &[Diagnostic]) -> bool {
    problems.iter().any(|problem| problem.code.is_fixed())
}

/// The outputs of the files that have errors. An error in the settings, the theme or a file that
/// gives no page concerns everything.
fn concerned(plan: &Plan, problems: &[Diagnostic]) -> Option<BTreeSet<OutputPath>> {
    let errors = problems.iter().filter(|problem| problem.code.is_fixed());
    let files: BTreeSet<_> = errors.map(|error| &error.file).collect();
    if files.is_empty() {
        return Some(BTreeSet::new());
    }
    let pages = plan.site.pages.iter().filter(|page| files.contains(&page.entry.document.source.path));
    let outputs: BTreeSet<OutputPath> = pages.map(|page| page.entry.output.clone()).collect();
    (outputs.len() == files.len()).then_some(outputs)
}

//! What the preview shows: the newest hub, or while stages of the build have errors the last one without, and a
//! page of problems in the place of the pages that those errors concern. What checks find keeps no page from
//! being shown; they look behind the browser's back, when the edit is on the screen. Pages are made when a
//! browser asks for them, and behind its back when their template sees something new, so that
//! a template's mistake is found wherever it is. What is shown are the bytes that `build` would
//! write; what only a preview needs is added on the way to the browser: live reload by the server, the
//! `catcher`, which keeps forms from leaving this computer, and the `panel` with a page's problems.

mod catcher;
mod entry;
mod filter;
mod overview;
mod own_page;
mod panel;
mod pictures;
mod problem_page;
mod state;
mod waiting;
mod words;

pub use catcher::{CAUGHT, FORMS, NOTE};
pub use panel::PANEL;
pub use state::State;

use crate::diagnostic::{Diagnostic, sorted};
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
    /// What the checks find in the hub of the plan; `None` until they have looked.
    findings: Option<Vec<Diagnostic>>,
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

/// Below this address are the preview's own pages, and at it the list of all problems.
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
        let former = last.plan.replace(plan.clone());
        last.findings = None;
        self.show(&last, &plan, last.blocking(&plan), last.problems(&plan));
        // Taking a whole hub out of memory takes a while, and nobody need wait for it.
        rayon::spawn(|| drop(former));
        true
    }

    /// Has the checks look at the hub, makes every page whose template sees something that it has not seen yet,
    /// and then every picture that is new, as long as `go_on` says so, and shows what went wrong. What the checks
    /// find is shown first, since the rest may take a while.
    pub fn verify(&self, mut go_on: impl FnMut() -> bool) -> Verified {
        let mut last = self.last();
        let mut done = Verified { rendered: 0, pictures: 0, finished: true };
        let Some(plan) = last.plan.clone() else { return done };
        if last.findings.is_none() {
            last.findings = plan.findings_while(&mut go_on);
            if last.findings.is_none() {
                return Verified { finished: false, ..done };
            }
            self.show_news(&last);
        }
        let beside = last.beside();
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
            if last.blocking(&plan).is_empty() {
                last.good = Some(plan.clone());
            }
            (done.pictures, done.finished) = last.tried_pictures.verify(&plan, &self.pictures, &mut go_on);
        }
        // To put all that was found in order takes a while, so only news is worth it.
        if last.beside() != beside {
            self.show_news(&last);
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
        let list = || (request.path == OWN).then(|| overview::answer(&state, request.query));
        let own = panel::answer(request).or_else(|| self.catcher.answer(request, &state)).or_else(list);
        own.unwrap_or_else(|| panel::added(catcher::diverted(state.answer(request)), request, &state))
    }

    /// Answers somebody who may only look: no form is caught or sent, and the preview's own pages are not shown.
    pub fn show_only(&self, request: &Request<'_>) -> Response {
        let state = self.state();
        let is_own = request.path.starts_with(OWN) && !request.path.starts_with(LAST_GOOD);
        catcher::diverted(if is_own { state.not_found() } else { state.answer(request) })
    }

    /// Shows what was found out since something was shown, if it is anything new.
    fn show_news(&self, last: &Last) {
        let Some(plan) = &last.plan else { return };
        let state = self.state();
        let (blocking, problems) = (last.blocking(plan), last.problems(plan));
        let is_same = problems.as_ref().is_none_or(|problems| **problems == *state.problems && state.has_looked);
        if blocking != state.blocking || !is_same {
            self.show(last, plan, blocking, problems);
        }
    }

    fn show(&self, last: &Last, plan: &Arc<Plan>, blocking: Vec<Diagnostic>, problems: Option<Vec<Diagnostic>>) {
        let former = self.state();
        // Before there was anything good, what could be made is better than nothing.
        let good = last.good.as_ref().filter(|_| !blocking.is_empty());
        let state = State {
            version: former.version + 1,
            base: plan.site.settings.base_path().to_owned(),
            shown: Some(good.unwrap_or(plan).clone()),
            newest: Some(plan.clone()),
            broken: concerned(plan, &blocking),
            pictures: self.pictures.clone(),
            blocking,
            has_looked: former.has_looked || problems.is_some(),
            // To put all findings in order takes longer than an edit may; until then there are the former ones.
            problems: problems.map_or_else(|| former.problems.clone(), Arc::from),
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
    /// The plan for new inputs.
    fn plan(&mut self, inputs: &Inputs) -> Plan {
        let former = self.inputs.as_ref().zip(self.plan.as_deref());
        Plan::after(former, inputs, &mut self.memo)
    }

    /// All that is known to be wrong, as a build reports it; `None` until the checks have looked.
    fn problems(&self, plan: &Plan) -> Option<Vec<Diagnostic>> {
        Some(plan.settled_with(self.findings.as_ref()?, self.beside()))
    }

    /// What went wrong when pages and pictures were made.
    fn beside(&self) -> Vec<Diagnostic> {
        self.tried.failed.values().chain(self.tried_pictures.problems()).cloned().collect()
    }

    /// What keeps pages from being shown: what a stage of the build, or a template, calls an error.
    fn blocking(&self, plan: &Plan) -> Vec<Diagnostic> {
        let of_stages = plan.problems.iter().chain(self.tried.failed.values());
        sorted(of_stages.filter(|problem| problem.code.is_fixed()).cloned().collect())
    }
}

/// The outputs of the files that have these errors. An error in the settings, the theme or a file that
/// gives no page concerns everything.
fn concerned(plan: &Plan, errors: &[Diagnostic]) -> Option<BTreeSet<OutputPath>> {
    let files: BTreeSet<_> = errors.iter().map(|error| &error.file).collect();
    if files.is_empty() {
        return Some(BTreeSet::new());
    }
    let pages = plan.site.pages.iter().filter(|page| files.contains(&page.entry.document.source.path));
    let outputs: BTreeSet<OutputPath> = pages.map(|page| page.entry.output.clone()).collect();
    (outputs.len() == files.len()).then_some(outputs)
}

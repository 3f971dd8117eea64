//! Makes pictures behind the browser's back, so that they are there when a browser asks, and so that
//! a broken one is reported before somebody looks at it. It remembers which files it has looked at
//! and never looks twice at one that did not change.

use crate::diagnostic::Diagnostic;
use crate::inputs::Asset;
use crate::output::Content;
use crate::path::RelPath;
use crate::picture::Recipe;
use crate::picture_cache::PictureCache;
use crate::pipeline::Plan;
use crate::route::{Make, Route};
use crate::site::AssetId;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// The pictures that were looked at, and what was wrong with them.
#[derive(Default)]
pub(super) struct TriedPictures(HashMap<RelPath, Tried>);

struct Tried {
    asset: Asset,
    recipe: Option<Recipe>,
    problem: Option<Diagnostic>,
}

impl TriedPictures {
    /// Forgets pictures that are no longer there or are other ones now.
    pub(super) fn forget_old(&mut self, plan: &Plan) {
        if self.0.is_empty() {
            return;
        }
        let now: HashMap<&RelPath, _> =
            plan.site.assets.iter().map(|file| (&file.source, (&file.asset, &file.recipe))).collect();
        self.0.retain(|path, tried| now.get(path) == Some(&(&tried.asset, &tried.recipe)));
    }

    /// Makes the pictures that are new, as long as `go_on` says so. Says how many it made, and
    /// whether none is left.
    pub(super) fn verify(
        &mut self,
        plan: &Plan,
        pictures: &PictureCache,
        go_on: &mut impl FnMut() -> bool,
    ) -> (usize, bool) {
        let mut new: BTreeMap<AssetId, Vec<&Route>> = BTreeMap::new();
        for route in plan.routes.iter() {
            if let Make::Asset(id) | Make::Picture(id, _) = route.make
                && plan.site.asset(id).recipe.is_some()
                && !self.0.contains_key(&plan.site.asset(id).source)
            {
                new.entry(id).or_default().push(route);
            }
        }
        let new: Vec<_> = new.into_iter().collect();
        let mut done = 0;
        // An edit that comes meanwhile waits no longer than one picture takes.
        for some in new.chunks(rayon::current_num_threads()) {
            if !go_on() {
                return (done, false);
            }
            let tried: Vec<_> = some.par_iter().map(|(id, routes)| (*id, problem(plan, pictures, routes))).collect();
            done += tried.len();
            for (id, problem) in tried {
                let file = plan.site.asset(id);
                let tried = Tried { asset: file.asset.clone(), recipe: file.recipe.clone(), problem };
                self.0.insert(file.source.clone(), tried);
            }
        }
        (done, true)
    }

    /// What was wrong with them, in no particular order.
    pub(super) fn problems(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.values().filter_map(|tried| tried.problem.as_ref())
    }
}

/// Makes every version of a picture. A file that can't be read any more is noticed elsewhere.
fn problem(plan: &Plan, pictures: &PictureCache, routes: &[&Route]) -> Option<Diagnostic> {
    let mut problem = None;
    for route in routes {
        if let Ok(made) = plan.render(route, &mut Vec::new())
            && let Content::Picture(picture) = &made.content
            && let Ok((_, Some(found))) = pictures.bytes(picture)
        {
            problem = Some(found);
        }
    }
    problem
}

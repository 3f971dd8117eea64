//! Turns the files of a hub, with what is typed in an editor in the place of some of them, into all that is to be
//! said of them. It is the build's own way: what has not changed is not understood again.

use crate::checks;
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::inputs::Inputs;
use crate::path::RelPath;
use crate::pipeline::{Memo, Plan};
use crate::site::Published;
use std::collections::{BTreeMap, BTreeSet};

/// What is known of a hub at one moment.
pub struct Known {
    /// The hub as it would be published.
    pub plan: Plan,
    /// The hub with its drafts, if one is open: a draft's links are followed as well.
    drafts: Option<Plan>,
    /// What is to be said, by file.
    pub problems: BTreeMap<RelPath, Vec<Diagnostic>>,
    /// The day.
    pub today: Date,
    /// The version of each open text.
    pub versions: BTreeMap<RelPath, i64>,
}

/// What was understood so far.
#[derive(Default)]
pub struct Reading {
    last: Option<(Inputs, Plan)>,
    memo: Memo,
}

impl Reading {
    /// Understands the hub; `versions` are those of the texts that are open.
    pub fn understand(&mut self, inputs: Inputs, versions: BTreeMap<RelPath, i64>) -> Known {
        let former = self.last.as_ref().map(|(inputs, plan)| (inputs, plan));
        let plan = Plan::after(former, &inputs, &mut self.memo);
        let is_open = |path: &RelPath| versions.contains_key(path);
        let held: BTreeSet<&RelPath> =
            plan.site.held.iter().map(|held| &held.document.source.path).filter(|path| is_open(path)).collect();
        let with_drafts = Inputs { drafts: true, ..inputs.clone() };
        let drafts = (!held.is_empty()).then(|| Plan::new(&with_drafts, &mut self.memo, &()));
        let mut problems: BTreeMap<RelPath, Vec<Diagnostic>> = BTreeMap::new();
        let of_drafts = drafts.iter().flat_map(said).filter(|problem| held.contains(&problem.file));
        let of_plan = said(&plan).into_iter().filter(|problem| !held.contains(&problem.file));
        for problem in of_plan.chain(of_drafts) {
            problems.entry(problem.file.clone()).or_default().push(problem);
        }
        self.last = Some((inputs.clone(), plan.clone()));
        Known { plan, drafts, problems, today: inputs.today, versions }
    }
}

fn said(plan: &Plan) -> Vec<Diagnostic> {
    let found = plan.problems.iter().cloned().chain(plan.findings()).collect();
    checks::settle(found, &plan.site)
}

impl Known {
    /// The page's file, published or not.
    pub fn document(&self, path: &RelPath) -> Option<&Document> {
        let site = &self.plan.site;
        let published = site.page_of(path).map(|id| &*site.page(id).entry.document);
        let drafts = || {
            let site = &self.drafts.as_ref()?.site;
            site.page_of(path).map(|id| &*site.page(id).entry.document)
        };
        let held = || site.held.iter().map(|held| &*held.document).find(|document| document.source.path == *path);
        published.or_else(drafts).or_else(held)
    }

    /// Every page that somebody wrote, and whether it is published.
    pub fn documents(&self) -> impl Iterator<Item = (&Document, bool)> {
        let site = &self.plan.site;
        let published = site.pages.iter().filter(|page| !page.entry.synthetic).map(|page| &*page.entry.document);
        let held = site.held.iter().map(|held| &*held.document);
        published.map(|document| (document, true)).chain(held.map(|document| (document, false)))
    }

    /// The file of that path.
    pub fn asset(&self, path: &str) -> Option<&Published> {
        let assets = &self.plan.site.assets;
        assets.binary_search_by(|asset| asset.source.as_str().cmp(path)).ok().map(|n| &assets[n])
    }

    /// The text of a page or of the settings, as it was understood.
    pub fn text(&self, path: &RelPath) -> Option<&str> {
        let settings = &self.plan.site.settings.source;
        if settings.path == *path {
            return Some(&settings.text);
        }
        self.document(path).map(|document| &*document.source.text)
    }
}

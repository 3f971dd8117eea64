//! What the preview shows at one moment, and how it answers a browser: each page is made when it
//! is asked for.

use super::{LAST_GOOD, OWN, problem_page};
use crate::diagnostic::Diagnostic;
use crate::file_kind;
use crate::output::Content;
use crate::path::{OutputPath, UrlPath, encode};
use crate::picture_cache::PictureCache;
use crate::pipeline::Plan;
use crate::project::read_asset;
use crate::server::{Request, Response};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is shown at one moment.
#[derive(Clone, Default)]
pub struct State {
    /// Grows with every change.
    pub version: u64,
    /// Every problem of the hub, as far as it was looked at: what the stages of a build report and what the
    /// checks find. For a moment after an edit these are the former ones.
    pub problems: Arc<[Diagnostic]>,
    /// Whether the hub was ever looked at to the end, so that there is something to say of a page.
    pub(super) has_looked: bool,
    /// The newest errors that keep pages from being shown. What checks find never does.
    pub(super) blocking: Vec<Diagnostic>,
    /// Where the hub begins on its server: what the address in its settings ends in.
    pub(super) base: String,
    /// The hub that is shown: the newest one, unless it has errors and there was one without.
    pub(super) shown: Option<Arc<Plan>>,
    /// The newest hub, shown or not.
    pub(super) newest: Option<Arc<Plan>>,
    /// What makes pictures.
    pub(super) pictures: Arc<PictureCache>,
    /// The outputs that those errors concern; `None` means all of them.
    pub(super) broken: Option<BTreeSet<OutputPath>>,
}

impl State {
    /// Where the hub begins on its server.
    pub fn base(&self) -> &str {
        if self.base.is_empty() { "/" } else { &self.base }
    }

    /// The hub that is shown.
    pub fn shown(&self) -> Option<&Plan> {
        self.shown.as_deref()
    }

    /// The newest hub, shown or not.
    pub fn newest(&self) -> Option<&Plan> {
        self.newest.as_deref()
    }

    /// Answers a browser.
    pub(super) fn answer(&self, request: &Request<'_>) -> Response {
        if let Some(path) = request.path.strip_prefix(LAST_GOOD) {
            return self.file(path, LAST_GOOD).unwrap_or_else(|| self.not_found());
        }
        if request.path.starts_with(OWN) {
            return self.not_found();
        }
        match request.path.strip_prefix(self.base()) {
            None => redirect(self.base()),
            Some(path) if self.is_broken(path) => self.problem_page(500, self.language_at(path)),
            Some(path) => self.file(path, self.base()).unwrap_or_else(|| self.not_found()),
        }
    }

    /// Whether a page of the hub stands at an address, be it the newest or the last good one.
    pub(super) fn is_page(&self, path: &str) -> bool {
        let Some(path) = path.strip_prefix(LAST_GOOD).or(path.strip_prefix(self.base())) else { return false };
        let output = UrlPath::output(path);
        output.as_str().ends_with(".html") && self.has(&output)
            || self.has(&OutputPath::new(format!("{path}/index.html")))
    }

    fn has(&self, output: &OutputPath) -> bool {
        self.shown().is_some_and(|plan| plan.route(output).is_some())
    }

    fn is_broken(&self, path: &str) -> bool {
        let output = UrlPath::output(path);
        let is_page = output.as_str().ends_with(".html") || !self.has(&output);
        let is_concerned = || self.broken.as_ref().is_none_or(|broken| broken.contains(&output) || !self.has(&output));
        !self.blocking.is_empty() && is_page && is_concerned()
    }

    fn file(&self, path: &str, base: &str) -> Option<Response> {
        let plan = self.shown()?;
        let output = UrlPath::output(path);
        let Some(route) = plan.route(&output) else {
            // A folder without its slash: relative addresses on the page need the slash.
            let folder = OutputPath::new(format!("{path}/index.html"));
            let to = format!("{base}{}/", encode(path));
            return self.has(&folder).then(|| redirect(&to));
        };
        let extension = output.as_str().rsplit_once('.').map_or("", |(_, extension)| extension);
        let media_type = file_kind::media_type(&extension.to_ascii_lowercase());
        let mut room = Vec::new();
        let bytes = match plan.render(route, &mut room) {
            Ok(made) => match made.content {
                Content::Bytes(bytes) => bytes.into(),
                Content::Static(bytes) => bytes.clone(),
                Content::File(disk) => read_asset(disk).ok()?.into(),
                Content::Picture(picture) => self.pictures.bytes(&picture).ok()?.0,
            },
            Err(problem) => return Some(problem_page::answer(500, &[*problem], self.main_language(), true)),
        };
        Some(Response::new(200, media_type, bytes))
    }

    pub(super) fn not_found(&self) -> Response {
        match self.file("404.html", self.base()) {
            Some(page) if page.status == 200 => Response { status: 404, ..page },
            _ => self.problem_page(404, self.main_language()),
        }
    }

    fn problem_page(&self, status: u16, lang: &str) -> Response {
        problem_page::answer(status, &self.blocking, lang, self.shown.is_some())
    }

    /// The code of the language whose folder an address is in.
    fn language_at(&self, path: &str) -> &str {
        let languages = self.newest().map_or(&[][..], |plan| &plan.site.languages);
        let folder = path.split('/').next();
        let own = languages.iter().skip(1).find(|language| Some(&*language.code) == folder);
        own.map_or_else(|| self.main_language(), |language| &language.code)
    }

    /// The code of the newest hub's main language.
    pub(super) fn main_language(&self) -> &str {
        self.newest().and_then(|plan| plan.site.languages.first()).map_or("en", |language| &language.code)
    }
}

fn redirect(to: &str) -> Response {
    Response { location: Some(to.to_owned()), ..Response::html(302, String::new()) }
}

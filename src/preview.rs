//! What the preview shows: the files of the last build without errors, and the problems of the
//! newest build. While there are errors, a page of problems stands in for the pages that they
//! concern; everything made before stays reachable. The files are the bytes that `build` would
//! write; what only a preview needs is added by the server.

use crate::diagnostic::{Diagnostic, Severity};
use crate::feed::escape;
use crate::file_kind;
use crate::inputs::Inputs;
use crate::output::Content;
use crate::path::OutputPath;
use crate::pipeline::{self, Memo};
use crate::server::{Request, Response};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// A preview. Its state is replaced as a whole, so a browser never sees half a change.
#[derive(Default)]
pub struct Preview {
    /// What the last look at the disk found, and what was parsed of it.
    last: Mutex<(Option<Inputs>, Memo)>,
    state: RwLock<Arc<State>>,
}

/// What is shown at one moment.
#[derive(Default)]
pub struct State {
    /// Grows with every change.
    pub version: u64,
    /// Where the hub begins on its server: what the address in its settings ends in.
    pub base: String,
    /// The files of the last build without errors.
    pub files: Arc<BTreeMap<OutputPath, Content>>,
    /// The problems of the newest build.
    pub problems: Vec<Diagnostic>,
    /// The outputs that the newest build's errors concern; `None` means all of them.
    broken: Option<BTreeSet<OutputPath>>,
}

/// Below this address are the preview's own pages.
const OWN: &str = "/__preview/";

/// Below this address the last good version of every page stays reachable. Since addresses in
/// pages are relative, one can even follow links there.
const LAST_GOOD: &str = "/__preview/last-good/";

impl Preview {
    /// Builds what was read, if it differs from before.
    pub fn update(&self, inputs: &Inputs) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.0.as_ref() == Some(inputs) {
            return;
        }
        let made = Mutex::new(BTreeMap::new());
        let report = pipeline::build(inputs, &mut last.1, &(), |output| {
            made.lock().unwrap_or_else(PoisonError::into_inner).insert(output.path, output.content);
        });
        last.0 = Some(inputs.clone());
        let before = self.state();
        let errors: Vec<&Diagnostic> = report.problems.iter().filter(|p| p.severity() == Severity::Error).collect();
        let made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
        let (files, broken) = if errors.is_empty() {
            (Arc::new(made), Some(BTreeSet::new()))
        } else {
            // Before there was anything good, what could be made is better than nothing.
            let files = if before.files.is_empty() { Arc::new(made) } else { before.files.clone() };
            (files, concerned(&report.plan, &errors))
        };
        let base = report.plan.site.settings.base_path().to_owned();
        let state = State { version: before.version + 1, base, files, problems: report.problems, broken };
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(state);
    }

    /// What is shown now.
    pub fn state(&self) -> Arc<State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Answers a browser.
    pub fn answer(&self, request: &Request<'_>) -> Response {
        let state = self.state();
        let base = if state.base.is_empty() { "/" } else { state.base.as_str() };
        if let Some(path) = request.path.strip_prefix(LAST_GOOD) {
            return state.file(path, LAST_GOOD).unwrap_or_else(|| state.not_found());
        }
        if request.path == OWN || request.path.starts_with(OWN) {
            return if request.path == OWN { state.problem_page(200) } else { state.not_found() };
        }
        match request.path.strip_prefix(base) {
            None => redirect(base),
            Some(path) if state.is_broken(path) => state.problem_page(500),
            Some(path) => state.file(path, base).unwrap_or_else(|| state.not_found()),
        }
    }
}

/// The outputs of the files that have errors. An error in the settings, the theme or a file that
/// gives no page concerns everything.
fn concerned(plan: &pipeline::Plan, errors: &[&Diagnostic]) -> Option<BTreeSet<OutputPath>> {
    let files: BTreeSet<_> = errors.iter().map(|error| &error.file).collect();
    let pages = plan.site.pages.iter().filter(|page| files.contains(&page.entry.document.source.path));
    let outputs: BTreeSet<OutputPath> = pages.map(|page| page.entry.output.clone()).collect();
    (outputs.len() == files.len()).then_some(outputs)
}

fn output_of(path: &str) -> OutputPath {
    crate::path::UrlPath::output(path)
}

fn redirect(to: &str) -> Response {
    Response { location: Some(to.to_owned()), ..Response::html(302, String::new()) }
}

impl State {
    fn is_broken(&self, path: &str) -> bool {
        let has_errors = self.problems.iter().any(|problem| problem.severity() == Severity::Error);
        let output = output_of(path);
        let is_page = output.as_str().ends_with(".html") || !self.files.contains_key(&output);
        has_errors
            && is_page
            && self.broken.as_ref().is_none_or(|broken| broken.contains(&output) || !self.files.contains_key(&output))
    }

    #[expect(clippy::disallowed_methods, reason = "files that are published as they are stay on disk")]
    fn file(&self, path: &str, base: &str) -> Option<Response> {
        let output = output_of(path);
        let Some(content) = self.files.get(&output) else {
            // A folder without its slash: relative addresses on the page need the slash.
            let folder = OutputPath::new(format!("{path}/index.html"));
            let to = format!("{base}{}/", crate::path::encode(path));
            return self.files.contains_key(&folder).then(|| redirect(&to));
        };
        let extension = output.as_str().rsplit_once('.').map_or("", |(_, extension)| extension);
        let media_type = file_kind::media_type(&extension.to_ascii_lowercase());
        let bytes = match content {
            Content::Bytes(bytes) => Arc::from(bytes.as_slice()),
            Content::Static(bytes) => bytes.clone(),
            Content::File(disk) => Arc::from(std::fs::read(disk).ok()?),
        };
        Some(Response::new(200, media_type, bytes))
    }

    fn not_found(&self) -> Response {
        match self.files.get(&OutputPath::new("404.html")) {
            Some(Content::Bytes(bytes)) => Response::new(404, "text/html; charset=utf-8", Arc::from(bytes.as_slice())),
            _ => self.problem_page(404),
        }
    }

    /// The page that lists all problems. It depends on no theme, since a theme may be what is
    /// broken.
    fn problem_page(&self, status: u16) -> Response {
        let mut list = String::new();
        for problem in &self.problems {
            let place = problem.place.as_ref();
            let at = place.map_or_else(String::new, |place| format!(", line {}, column {}", place.line, place.column));
            let source = place.map_or_else(String::new, |place| {
                let before = (place.column as usize).saturating_sub(1);
                let line: Vec<char> = place.text.chars().collect();
                let end = (before + place.width as usize).min(line.len());
                let part =
                    |from: usize, to: usize| escape(&line.get(from..to).unwrap_or_default().iter().collect::<String>());
                let before = before.min(end);
                format!("<pre>{}<mark>{}</mark>{}</pre>", part(0, before), part(before, end), part(end, line.len()))
            });
            list.push_str(&format!(
                "<li class=\"{}\"><h2>{}</h2><p class=\"place\">{}{at}</p>{source}<p>{}</p><pre class=\"help\">{}</pre></li>\n",
                problem.severity().as_str(),
                escape(&problem.message),
                escape(&problem.shown_path()),
                escape(problem.code.why),
                escape(&problem.help),
            ));
        }
        let (title, text) = match (self.problems.is_empty(), self.files.is_empty()) {
            (true, _) => ("Nothing to mend", "Every page is as it should be."),
            (false, true) => ("There is something to mend", "As soon as a file is saved, this page looks again."),
            (false, false) => (
                "There is something to mend",
                "As soon as a file is saved, this page looks again. Until then you can \
                 <a href=\"/__preview/last-good/\">look at the last good version</a>.",
            ),
        };
        Response::html(
            status,
            format!(
                "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
                 <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
                 <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{text}</p>\n<ol>\n{list}</ol>\n</main>\n</body>\n</html>\n"
            ),
        )
    }
}

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;margin:0;background:#fbf9f4;color:#1d1b16}\
main{max-width:50rem;margin:auto;padding:1.5rem}ol{list-style:none;padding:0}\
li{background:#fff;border:1px solid #8a8473;border-left:.5rem solid #b3261e;padding:1rem;margin:1rem 0}\
li.warning{border-left-color:#8a5300}li.hint{border-left-color:#0b5c8a}h2{font-size:1.1rem;margin:0}\
.place{margin:.25rem 0;color:#4a463c}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f1ede2;padding:.5rem;margin:.5rem 0}\
.help{background:#e6f0e4}mark{background:#ffd9d4;color:#1d1b16}a{color:#0b4f7a}";

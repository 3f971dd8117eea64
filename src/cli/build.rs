//! `build` writes the hub to the output folder; [`measure`] does all the same but the writing, for `check` and `publish`.

#![expect(clippy::disallowed_methods, reason = "commands are an edge")]

use super::clock::Clock;
use super::report::Format;
use super::told::Told;
use super::{Ending, HubArgs, ReportArgs, colour, has_errors, report, say, show};
use crate::checks::Depth;
use crate::inputs::{File, Inputs};
use crate::output::Content;
use crate::path::OutputPath;
use crate::picture_cache::PictureCache;
use crate::pipeline::{self, Memo, Report};
use crate::progress::{Progress, Stage};
use crate::project::{Project, SETTLED};
use crate::route::Make;
use crate::writer::{Receipt, Summary, Writer};
use clap::Args;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

/// Make the hub.
#[derive(Args)]
pub(super) struct Build {
    #[command(flatten)]
    hub: HubArgs,
    #[command(flatten)]
    report: ReportArgs,
    /// Where to write [default: “public” beside “content”]
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Say how long each stage took
    #[arg(long)]
    timings: bool,
}

impl Build {
    pub(super) fn run(self) -> Ending {
        let clock = Clock::start();
        let mut project = match self.hub.project() {
            Ok(project) => project,
            Err(ending) => return ending,
        };
        let out = self.out.clone().unwrap_or_else(|| project.root.join("public"));
        let job = match Job::begin(&mut project, &self.hub, &out) {
            Ok(job) => job,
            Err(ending) => return ending,
        };
        let told = Told::read(&job.root);
        // Words can be said again as they were said, and not in another form.
        let is_alike =
            told.is_silent() || self.report.format == Format::Human && !self.report.strict && told.colour == colour();
        let digest = job.digest.filter(|_| is_alike).map(|digest| digest ^ told.digest());
        if let Some((made, summary)) = digest.and_then(|digest| job.writer.up_to_date(digest)) {
            if told.report.is_empty() {
                show(&[], &self.report);
            } else {
                say(&told.report);
            }
            let ended = success(made, &told.count, &summary, &out, clock.elapsed());
            say(&format!("{}{ended}{}", told.held, clock.finish(self.timings)));
            return Ending::Done;
        }
        match job.finish(Some(&self.report), self.timings, &clock) {
            Ok(report) => {
                // The system takes all memory back at once; piece by piece it would be slow.
                std::mem::forget((report, project));
                Ending::Done
            }
            Err(ending) => ending,
        }
    }
}

/// Makes a hub, whose problems were told before, in a folder.
pub(super) fn make(project: &mut Project, hub: &HubArgs, out: &Path, clock: &Clock) -> Result<Report, Ending> {
    Job::begin(project, hub, out)?.finish(None, false, clock)
}

/// A build that has begun: the hub is read, and the output folder is held.
struct Job {
    root: PathBuf,
    out: PathBuf,
    inputs: Inputs,
    digest: Option<u128>,
    writer: Writer,
}

impl Job {
    fn begin(project: &mut Project, hub: &HubArgs, out: &Path) -> Result<Self, Ending> {
        let guarded = [project.content.clone(), project.themes()];
        let writer = Writer::open(out, &guarded).map_err(|error| Ending::Failed(error.to_string()))?;
        let inputs = project.read_for(&|| hub.today(), hub.drafts, Depth::Faults);
        let digest = stands_still(&inputs).then(|| inputs.digest() ^ program());
        Ok(Self { root: project.root.clone(), out: out.to_path_buf(), inputs, digest, writer })
    }

    /// Makes every file, puts them in place and says so; tells the problems unless that was done before.
    fn finish(self, tell: Option<&ReportArgs>, timings: bool, clock: &Clock) -> Result<Report, Ending> {
        let Self { root, out, inputs, digest, writer } = self;
        let pictures = PictureCache::new(&root);
        let failure = Mutex::new(None);
        let mut memo = Memo::default();
        let mut report = pipeline::build(&inputs, &mut memo, clock, |output| {
            if let Err(error) = writer.put(output, &pictures) {
                let mut first = failure.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                first.get_or_insert(error);
            }
        });
        report.add(pictures.problems());
        if let Some(args) = tell {
            show(&report.problems, args);
        }
        let strict = tell.is_some_and(|args| args.strict);
        if let Some(error) = failure.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
            return Err(Ending::Failed(error.to_string()));
        }
        if has_errors(&report.problems, strict) {
            say(&refusal(&report, strict, out.exists()));
            return Err(Ending::ContentErrors);
        }
        clock.begin(Stage::Finish, 0);
        let made = made(&report).words();
        let count = report::Count::of(&report.problems, false).words();
        let told = Told {
            colour: colour(),
            report: report::human(&report.problems, false, colour()),
            count: if count.is_empty() { count } else { format!(", with {count}") },
            held: report::held(&report.plan.site.held),
        };
        let receipt = digest.map(|inputs| Receipt { inputs: inputs ^ told.digest(), made: made.clone() });
        let summary = writer.commit(receipt).map_err(|error| Ending::Failed(error.to_string()))?;
        told.keep(&root);
        pictures.prune();
        let ended = success(&made, &told.count, &summary, &out, clock.elapsed());
        say(&format!("{}{ended}{}", told.held, clock.finish(timings)));
        std::mem::forget((inputs, memo));
        Ok(report)
    }
}

/// Makes every file and writes none; with the files' sizes, sorted by path.
pub(super) fn measure(project: &mut Project, hub: &HubArgs, checks: Depth) -> (Report, Vec<(OutputPath, u64)>) {
    let inputs = project.read_for(&|| hub.today(), hub.drafts, checks);
    let pictures = PictureCache::new(&project.root);
    let sizes = Mutex::new(Vec::new());
    let mut report = pipeline::build(&inputs, &mut Memo::default(), &(), |output| {
        let len = match &output.content {
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::Static(bytes) => bytes.len() as u64,
            Content::File(file) => std::fs::metadata(file).map_or(0, |metadata| metadata.len()),
            // A file that went away since it was read is no mistake of its writer's.
            Content::Picture(picture) => pictures.bytes(picture).map_or(0, |(bytes, _)| bytes.len() as u64),
        };
        let mut sizes = sizes.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        sizes.push((output.path.clone(), len));
    });
    report.add(pictures.problems());
    let mut sizes = sizes.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    sizes.sort();
    (report, sizes)
}

#[derive(Default)]
pub(super) struct Made {
    pub(super) pages: usize,
    files: usize,
    feeds: usize,
}

/// How many of each kind of file a build makes.
pub(super) fn made(report: &Report) -> Made {
    let mut made = Made::default();
    for route in report.plan.routes.iter() {
        match route.make {
            Make::Asset(_) | Make::Static(_) => made.files += 1,
            Make::Feed(_) => made.feeds += 1,
            Make::Sitemap(_) | Make::Robots | Make::ForHost(_) | Make::Picture(..) => {}
            _ => made.pages += 1,
        }
    }
    made
}

impl Made {
    fn words(&self) -> String {
        let (pages, files) = (counted(self.pages, "page"), counted(self.files, "file"));
        format!("{pages}, {files} and {}", counted(self.feeds, "feed"))
    }
}

/// A number and its noun.
pub(super) fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

fn refusal(report: &Report, strict: bool, had_output: bool) -> String {
    let count = report::Count::of(&report.problems, strict);
    let kept = if had_output { " The former output is as it was." } else { "" };
    format!("Nothing was written: {}.{kept}", count.words())
}

fn success(made: &str, problems: &str, summary: &Summary, out: &Path, time: Duration) -> String {
    format!(
        "Built {made} in {:.2} s{problems}.\nIn {}: {} written, {} unchanged, {} removed.",
        time.as_secs_f64(),
        out.display(),
        summary.written,
        summary.unchanged,
        summary.removed,
    )
}

/// Whether every file was left alone for a while, so that its time stamp can be trusted.
fn stands_still(inputs: &Inputs) -> bool {
    let now = SystemTime::now();
    let is_settled = |time: SystemTime| now.duration_since(time).is_ok_and(|age| age > SETTLED);
    inputs.problems.is_empty()
        && inputs.files.values().all(|file| match file {
            File::Asset(asset) => asset.modified.is_some_and(is_settled),
            _ => true,
        })
}

/// Tells this program from another version of it, which might make other pages.
fn program() -> u128 {
    let metadata = std::env::current_exe().and_then(std::fs::metadata);
    let facts = metadata.map(|metadata| (metadata.len(), metadata.modified().ok()));
    xxhash_rust::xxh3::xxh3_128(format!("{} {facts:?}", env!("CARGO_PKG_VERSION")).as_bytes())
}

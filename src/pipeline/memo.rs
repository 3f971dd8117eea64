//! What one run has understood, for the next run to use where nothing changed. Each thing is kept
//! beside all that it was made from, so the memory can't be wrong.

use crate::checks::{self, Lexicon};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::{self, Context, Document};
use crate::inputs::{File, Inputs, RawText, ThemeFiles};
use crate::path::RelPath;
use crate::settings::Settings;
use crate::source::Source;
use crate::theme::Theme;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The memory. A document depends on nothing but its own bytes and the [`Context`]; a theme on
/// its files and the settings.
#[derive(Default)]
pub struct Memo {
    theme: Option<Loaded>,
    context: Option<Context>,
    /// Sorted by path.
    documents: Vec<(RelPath, Parsed)>,
    /// How many files were parsed so far, so that tests can see the memory at work.
    pub parsed: usize,
}

struct Loaded {
    files: BTreeMap<String, Arc<ThemeFiles>>,
    settings: Source,
    theme: Arc<Theme>,
    problems: Vec<Diagnostic>,
}

struct Parsed {
    raw: RawText,
    document: Arc<Document>,
    problems: Vec<Diagnostic>,
}

impl Memo {
    /// The theme and all documents, sorted by path.
    pub(super) fn understand(
        &mut self,
        inputs: &Inputs,
        settings: &Settings,
        problems: &mut Vec<Diagnostic>,
    ) -> (Arc<Theme>, Context, Vec<Arc<Document>>) {
        let known = self.theme.take();
        let known = known.filter(|known| known.files == inputs.themes && known.settings == settings.source);
        let types = known.as_ref().map(|known| (known.theme.types.clone(), Vec::new()));
        let (types, found) = types.unwrap_or_else(|| Theme::types(inputs, settings));
        let context = Context {
            types: types.clone(),
            languages: settings.languages.clone(),
            any_html: settings.any_html.iter().map(|(path, _)| path.clone()).collect(),
            words: self.words(inputs),
            depth: inputs.checks,
            checks: checks::wanted(inputs.checks, &settings.checks),
        };
        // Pages need only the content types, so the templates are read beside them.
        let load = || {
            let (theme, problems) = Theme::load(inputs, settings, types);
            let (files, settings) = (inputs.themes.clone(), settings.source.clone());
            Loaded { files, settings, theme: Arc::new(theme), problems: [found, problems].concat() }
        };
        let (loaded, documents) =
            rayon::join(|| known.unwrap_or_else(load), || self.documents(inputs, &context, problems));
        problems.extend(loaded.problems.iter().cloned());
        (self.theme.insert(loaded).theme.clone(), context, documents)
    }

    /// The words that are words, understood once.
    fn words(&self, inputs: &Inputs) -> Arc<Lexicon> {
        let known = self.context.as_ref().map(|context| &context.words).filter(|words| words.is_of(&inputs.words));
        known.cloned().unwrap_or_else(|| Arc::new(Lexicon::new(&inputs.words)))
    }

    /// All documents, sorted by path.
    fn documents(&mut self, inputs: &Inputs, context: &Context, problems: &mut Vec<Diagnostic>) -> Vec<Arc<Document>> {
        if self.context.as_ref() != Some(context) {
            self.documents.clear();
            self.context = Some(context.clone());
        }
        let pages = inputs.files.iter().filter(|(path, _)| path.is_markdown()).filter_map(|(path, file)| match file {
            File::Text(raw) => Some((path, raw)),
            _ => None,
        });
        // Both are sorted, so one walk along the two finds what is known of each page.
        let mut known = std::mem::take(&mut self.documents).into_iter().peekable();
        let found: Vec<Result<_, _>> = pages
            .map(|(path, raw)| {
                while known.next_if(|(other, _)| other < path).is_some() {}
                known.next_if(|(other, parsed)| other == path && parsed.raw == *raw).ok_or((path, raw))
            })
            .collect();
        self.parsed += found.iter().filter(|found| found.is_err()).count();
        let parse = |(path, raw): (&RelPath, &RawText)| (path.clone(), parse(path, raw, context));
        self.documents = found.into_par_iter().map(|found| found.unwrap_or_else(parse)).collect();
        problems.extend(self.documents.iter().flat_map(|(_, parsed)| &parsed.problems).cloned());
        self.documents.iter().map(|(_, parsed)| parsed.document.clone()).collect()
    }

    /// One document, parsed from its new text; `None` if there is a problem with it or if there
    /// was one before.
    pub(super) fn parse_again(&mut self, path: &RelPath, raw: &RawText) -> Option<Arc<Document>> {
        let new = parse(path, raw, self.context.as_ref()?);
        self.parsed += 1;
        let document = Some(new.document.clone()).filter(|_| new.problems.is_empty());
        let n = self.documents.binary_search_by(|(known, _)| known.cmp(path)).ok()?;
        let former = std::mem::replace(&mut self.documents[n].1, new);
        document.filter(|_| former.problems.is_empty())
    }
}

fn parse(path: &RelPath, raw: &RawText, context: &Context) -> Parsed {
    let (source, mut problems) = Source::decode(path, raw);
    let mut walk = Some(checks::Walk::new(source.text.clone())).filter(|_| !context.checks.is_empty());
    let (mut document, found) = document::parse(source, context, &mut |event, range| {
        if let Some(walk) = &mut walk {
            walk.event(event, range);
        }
    });
    problems.extend(found);
    if let Some(walk) = walk {
        let page = checks::Page::new(&document, context, walk.finish());
        let findings = checks::page(&page);
        page.leave();
        document.findings = findings;
    }
    // What says how something looks is told by its check, which knows what to type instead.
    let is_told = |problem: &Diagnostic| {
        *problem.code == codes::HTML_NOT_ALLOWED
            && document.findings.iter().any(|found| found.code.name == "raw-style" && found.place == problem.place)
    };
    problems.retain(|problem| !is_told(problem));
    Parsed { raw: raw.clone(), document: Arc::new(document), problems }
}

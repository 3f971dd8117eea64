//! Turns what one check finds into diagnostics, in English, with what other languages need to say the same.

use super::Check;
use crate::codes::Severity;
use crate::diagnostic::{Diagnostic, Edit, MOST_PER_FILE, Span};
use crate::path::RelPath;
use crate::source::Source;

/// Where one check puts what it finds.
pub struct Found<'f> {
    check: &'static Check,
    source: &'f Source,
    findings: &'f mut Vec<Diagnostic>,
    count: usize,
}

impl<'f> Found<'f> {
    /// A place for what `check` finds in a file.
    pub fn new(check: &'static Check, source: &'f Source, findings: &'f mut Vec<Diagnostic>) -> Self {
        Self { check, source, findings, count: 0 }
    }

    /// Whether this file has so many findings already that no more are taken. Who does work for each of them asks first,
    /// or a page of nothing but mistakes keeps everybody waiting.
    pub fn is_full(&self) -> bool {
        self.count >= MOST_PER_FILE
    }

    /// Adds a finding in this file: the check's saying of that number, with words of the page put in.
    pub fn add(&mut self, saying: usize, span: Span, quoted: &[&str]) {
        self.add_in(self.source, saying, span, quoted);
    }

    /// The same as a hint, for what is less serious than what the check is there for.
    pub fn add_hint(&mut self, saying: usize, span: Span, quoted: &[&str]) {
        if let Some(finding) = self.add_in(self.source, saying, span, quoted) {
            finding.severity = Severity::Hint;
        }
    }

    /// The same, with what would mend it and change nothing else.
    pub fn add_fix(&mut self, saying: usize, span: Span, quoted: &[&str], fix: Vec<Edit>) {
        if let Some(finding) = self.add_in(self.source, saying, span, quoted) {
            finding.fix = fix;
        }
    }

    /// The same of a file as a whole, such as a picture.
    pub fn add_to_file(&mut self, path: &RelPath, saying: usize, quoted: &[&str]) {
        if let Some(finding) = self.add_in(&Source::new(path.clone(), ""), saying, Span::default(), quoted) {
            finding.place = None;
        }
    }

    /// The same in another file, for checks of the whole hub. Gives the finding, for what is to be said of it besides;
    /// `None` if it is one too many.
    pub fn add_in(&mut self, source: &Source, saying: usize, span: Span, quoted: &[&str]) -> Option<&mut Diagnostic> {
        let saying = self.check.says.get(saying)?;
        if source.path == self.source.path {
            self.count += 1;
            if self.count > MOST_PER_FILE {
                return None;
            }
        }
        let quoted: Vec<String> = quoted.iter().map(|words| (*words).to_owned()).collect();
        let (message, help) = saying.words("en", &quoted);
        let mut finding = source.problem(&self.check.code, span, message).help(help);
        finding.saying = Some((saying, quoted.into()));
        self.findings.push(finding);
        self.findings.last_mut()
    }
}

/// An edit that puts `text` in the place of a stretch of the source.
pub(super) fn replace(span: Span, text: impl Into<String>) -> Edit {
    Edit { span, text: text.into() }
}

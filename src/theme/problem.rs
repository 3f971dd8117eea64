//! Puts the template engine's errors into our words, with their places.

use super::Theme;
use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Span, did_you_mean};
use crate::path::RelPath;
use std::collections::BTreeSet;
use std::sync::Arc;
use tera::ErrorKind;

impl Theme {
    /// A page that grew beyond all measure.
    pub(super) fn too_long(&self, template: &str) -> Diagnostic {
        let place = |(name, source): (&String, &crate::source::Source)| {
            (name.split_once('/').is_some_and(|(_, short)| short == template)).then(|| source.path.clone())
        };
        // One that replaces the built-in one has a name of its own.
        let (built_in, own): (Vec<_>, Vec<_>) =
            self.templates.iter().partition(|(name, _)| name.split('/').next() == Some(super::DEFAULT));
        let file = own.into_iter().chain(built_in).find_map(place);
        let file = file.unwrap_or_else(|| RelPath::new(format!("themes/{}", file_of(template))));
        let message = format!("This template makes a page of more than {} MB.", super::LONGEST_OUTPUT / (1024 * 1024));
        let help = "It most likely repeats something without end. Look for {% for %} in it and in what it includes.";
        Diagnostic::new(&codes::THEME_TEMPLATE, &file, message).help(help)
    }

    /// A template engine's error, as a problem of the template.
    pub(super) fn template_problem(&self, template: &str, error: &tera::Error) -> Diagnostic {
        let names: BTreeSet<&str> =
            self.templates.keys().filter_map(|name| name.split_once('/')).map(|(_, name)| name).collect();
        let known = |missing: &str| match did_you_mean(missing, names.iter().copied()) {
            Some(near) => format!("Did you mean “{near}”?"),
            None => format!("These templates exist: {}.", Vec::from_iter(names.iter().copied()).join(", ")),
        };
        let at = |name: &str| {
            self.templates.get(name).or_else(|| {
                self.templates
                    .iter()
                    .find(|(full, _)| full.split_once('/').is_some_and(|(_, short)| short == name))
                    .map(|(_, s)| s)
            })
        };
        let whole = |name: &str, message: String, help: String| {
            let file = at(name)
                .map_or_else(|| RelPath::new(format!("themes/{}", file_of(name))), |source| source.path.clone());
            Diagnostic::new(&codes::THEME_TEMPLATE, &file, message).help(help)
        };
        if let ErrorKind::Msg(report) = error.kind()
            && let Some((named, message, help)) = missing(report, known)
        {
            let mut problem = whole(named.template, message, help);
            if let Some(source) = at(named.template) {
                let start: usize = source.text.split_inclusive('\n').take(named.line - 1).map(str::len).sum();
                let start = source.text[start..].find(named.what).map_or(start, |n| start + n);
                problem = problem.at(&source.text, Span::new(start, start + named.what.len()));
            }
            return problem;
        }
        // That the template is not there has a reason, which was told.
        if let ErrorKind::TemplateNotFound(name) = error.kind()
            && let Some(problem) = self.left_out.get(name)
        {
            return problem.clone();
        }
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let (message, help) = match report.message().split_once(" Available ") {
                    Some((message, names)) => (
                        message.to_owned(),
                        format!("These exist here: {}.", names.split_once(": ").map_or(names, |(_, n)| n)),
                    ),
                    None => (report.message().to_owned(), "Mend the template at this place.".to_owned()),
                };
                let mut problem = whole(report.filename(), message, help);
                if let Some(source) = at(report.filename()) {
                    let span = report.span();
                    let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                    let text = source.text.lines().nth(span.start_line.saturating_sub(1)).unwrap_or("");
                    let width =
                        if span.end_line == span.start_line { span.end_col.saturating_sub(span.start_col) } else { 1 };
                    problem.place = Some(Place {
                        line: clamp(span.start_line),
                        column: clamp(span.start_col + 1),
                        width: clamp(width.max(1)),
                        text: Arc::from(text),
                    });
                }
                problem
            }
            ErrorKind::MissingParent { current, parent } => {
                let mut problem = whole(current, format!("There is no template “{parent}” to extend."), known(parent));
                if let Some(source) = at(current)
                    && let Some(start) = source.text.find(parent.as_str())
                {
                    problem = problem.at(&source.text, Span::new(start, start + parent.len()));
                }
                problem
            }
            ErrorKind::TemplateNotFound(name) => whole(name, format!("There is no template “{name}”."), known(name)),
            ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => whole(
                tpl,
                format!("The template “{tpl}” leads back to itself."),
                "Let it extend or include another one.".into(),
            ),
            _ => whole(template, error.to_string(), "Mend the template.".into()),
        }
    }
}

/// What a template names and does not find, in words.
fn missing(report: &str, known: impl Fn(&str) -> String) -> Option<(Named<'_>, String, String)> {
    if let Some(named) = Named::read(report, "Block `", "` is not defined") {
        let block = named.what;
        let message = format!("The template that this one builds on has no block “{block}”.");
        let help = format!(
            "Type in that template: {{% block {block} %}}{{% endblock {block} %}}. Or take the block out here."
        );
        return Some((named, message, help));
    }
    let named = Named::read(report, "Unknown template `", "`")?;
    let message = format!("There is no template “{}” to include.", named.what);
    let help = known(named.what);
    Some((named, message, help))
}

/// Something that a template names and that is not there.
struct Named<'r> {
    template: &'r str,
    line: usize,
    what: &'r str,
}

impl<'r> Named<'r> {
    /// Reads the first such report, which the engine gives as text only: “error: Block `x` is not
    /// defined in any parent template”, then “--> name:line:column”.
    fn read(report: &'r str, before: &str, after: &str) -> Option<Self> {
        let (what, rest) = report.split_once(before)?.1.split_once(after)?;
        let mut place = rest.split_once("--> ")?.1.lines().next()?.split(':');
        Some(Self { template: place.next()?, line: place.next()?.parse().ok().filter(|line| *line > 0)?, what })
    }
}

/// A template's file below `themes/`.
pub(super) fn file_of(name: &str) -> String {
    match name.split_once('/') {
        Some((layer, rest)) => format!("{layer}/templates/{rest}"),
        None => format!("templates/{name}"),
    }
}

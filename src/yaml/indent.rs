//! Puts back lines that begin with a blank by mistake. In YAML a blank at the start of a line
//! means that the line belongs to the one above; a setting that belongs to nothing was meant to
//! begin at the margin.

use super::Problem;
use crate::codes;
use crate::diagnostic::Span;

/// The text with stray lines at the margin, the blanks moved to their ends, so that all other
/// places stay right. Each is reported; a tab that was reported is told to be deleted.
pub(super) fn without_stray(text: &str, problems: &mut Vec<Problem>) -> String {
    let has_margin = text.lines().any(|line| !line.starts_with(' ') && setting(line).is_some());
    let mut out = String::with_capacity(text.len());
    // Whether the line above is complete, so that nothing can belong to it.
    let mut complete = has_margin;
    for line in text.split_inclusive('\n') {
        let at = out.len();
        let body = line.trim_start_matches(' ');
        let indent = line.len() - body.len();
        let Some((name, value)) = setting(body) else {
            let says_nothing = body.trim().is_empty() || body.starts_with('#');
            complete &= says_nothing;
            out.push_str(line);
            continue;
        };
        let is_stray = indent > 0 && complete;
        if is_stray {
            report(problems, at, indent, name, body.trim_end());
            let end = body.trim_end_matches('\n');
            out.push_str(end);
            out.extend(std::iter::repeat_n(' ', indent));
            out.push_str(&body[end.len()..]);
        } else {
            out.push_str(line);
        }
        complete = (indent == 0 || is_stray) && is_complete(value);
    }
    out
}

fn report(problems: &mut Vec<Problem>, at: usize, indent: usize, name: &str, typed: &str) {
    let line = at..at + indent;
    if let Some(tab) = problems.iter_mut().find(|p| line.contains(&(p.span.start as usize))) {
        tab.message = "This line begins with a tab.".to_owned();
        tab.help = format!("Delete the tab:\n{typed}");
        return;
    }
    problems.push(Problem {
        code: &codes::YAML_SYNTAX,
        span: Span::new(at, at + indent),
        message: format!("The line of “{name}” begins with a space, as if it belonged to the line above."),
        help: format!("Delete the space before it:\n{typed}"),
        fix: None,
    });
}

/// A name and its value, if the line is a setting.
fn setting(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    (is_name && (value.trim().is_empty() || value.starts_with(' '))).then_some((name, value.trim()))
}

/// Whether a value ends on its own line.
fn is_complete(value: &str) -> bool {
    let (first, last) = (value.chars().next(), value.chars().last());
    match first {
        None | Some('|' | '>' | '#' | '&') => false,
        Some('[') => last == Some(']'),
        Some('{') => last == Some('}'),
        Some(quote @ ('"' | '\'')) => value.len() > 1 && last == Some(quote),
        Some(_) => true,
    }
}

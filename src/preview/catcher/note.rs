//! A script for pages with forms, in the preview only. Where the page's own script sends a form and stays on the
//! page, nobody would see that the message was caught; this says so below the form. It sends nothing.

use crate::server::{Request, Response};
use std::sync::Arc;

/// What is added to each page that has a form.
pub const NOTE: &str = "<script src=\"/__preview/forms.js\" defer></script>";

/// Where the script is.
const ADDRESS: &str = "/__preview/forms.js";

/// A field of a form may be called “method”, so the form is asked for its attribute.
const SCRIPT: &str = "addEventListener('submit', ({ target: form }) => {
  const isPost = (form.getAttribute('method') ?? '').toLowerCase() === 'post';
  if (!isPost || form.nextElementSibling?.dataset.preview) return;
  const note = document.createElement('p');
  note.dataset.preview = 'caught';
  note.lang = 'en';
  note.dir = 'ltr';
  note.setAttribute('role', 'status');
  note.style.cssText = 'margin:.75rem 0 0;padding:.75rem 1rem;background:#1d1b16;color:#fff;font:1rem/1.5 system-ui,sans-serif';
  const link = document.createElement('a');
  link.href = '/__preview/forms';
  link.style.color = '#fff';
  link.textContent = 'See what was caught';
  note.append('Preview: what this form sends stays on this computer. ', link);
  form.after(note);
}, true);
";

/// The script, if it is asked for.
pub(super) fn answer(request: &Request<'_>) -> Option<Response> {
    let script = || Response::new(200, "text/javascript; charset=utf-8", Arc::from(SCRIPT.as_bytes()));
    (request.path == ADDRESS && request.method != "POST").then(script)
}

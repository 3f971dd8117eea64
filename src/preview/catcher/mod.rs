//! Keeps forms from leaving this computer. On the way to the browser, the addresses of a page's forms are turned to
//! the preview; what a form then sends is caught, compared with its service's contract, shown, and answered as that
//! service would, or as somebody who tries the form has chosen. It never calls out, keeps the last messages in memory
//! only, and touches nothing that is published.

mod contract;
mod divert;
mod message;
mod multipart;
mod note;
mod page;
mod reply;
mod service;
mod words;

pub use divert::CAUGHT;
pub use note::NOTE;

use super::state::State;
use crate::path::encode;
use crate::server::{Request, Response};
use crate::settings::Settings;
use contract::{Mark, Sent};
use message::Message;
use reply::{BEHAVIOURS, Behaviour, Outcome};
use service::Service;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The page that shows what was caught.
pub const FORMS: &str = "/__preview/forms";

/// How many messages are kept.
const MOST_RECORDS: usize = 20;

/// What was caught, and how it is answered.
#[derive(Default)]
pub(super) struct Catcher(Mutex<Kept>);

struct Kept {
    behaviour: &'static Behaviour,
    count: usize,
    /// The newest first.
    records: VecDeque<Record>,
}

impl Default for Kept {
    fn default() -> Self {
        Self { behaviour: &BEHAVIOURS[0], count: 0, records: VecDeque::new() }
    }
}

/// A message as it is shown.
#[derive(Clone)]
struct Record {
    /// Its place in the order in which they came, from 1.
    number: usize,
    /// What it is called in the list.
    title: String,
    /// What is shown of it.
    html: String,
    /// Whether the service would throw it away.
    is_dropped: bool,
}

/// A page with its forms turned to the preview.
pub(super) fn diverted(response: Response) -> Response {
    if !response.content_type.starts_with("text/html") {
        return response;
    }
    let Ok(html) = std::str::from_utf8(&response.body) else { return response };
    let body = Arc::from(divert::divert(html).into_bytes());
    Response { body, ..response }
}

impl Catcher {
    /// Answers a browser, if it sends a form or asks for what was sent.
    pub(super) fn answer(&self, request: &Request<'_>, state: &State) -> Option<Response> {
        let is_post = request.method == "POST";
        let settings = state.shown().map(|plan| &*plan.site.settings);
        if request.path == FORMS {
            if is_post {
                return Some(self.choose(request));
            }
            let kept = self.kept();
            return Some(page::list(kept.behaviour, kept.records.iter()));
        }
        if let Some(address) = request.path.strip_prefix(CAUGHT) {
            let address = address.trim();
            let local = settings.and_then(|settings| local(address, settings, state));
            return Some(match local.filter(|_| !is_post) {
                // A script that leads to the hub's own page by its full address stays in the preview, too.
                Some(page) => redirect(&page),
                None => {
                    let has_query = is_post && !request.query.is_empty();
                    let address = if has_query { format!("{address}?{}", request.query) } else { address.to_owned() };
                    self.catch(request, &Service::at(&address, settings), settings, state)
                }
            });
        }
        let caught = || match state.is_page(request.path) {
            true => self.catch(request, &Service::of_host(request.path.to_owned(), settings), settings, state),
            false => page::not_taken(),
        };
        note::answer(request).or_else(|| is_post.then(caught))
    }

    fn catch(
        &self,
        request: &Request<'_>,
        service: &Service<'_>,
        settings: Option<&Settings>,
        state: &State,
    ) -> Response {
        let message = Message::read(request);
        let is_from_script = reply::is_asked(service, request);
        let sent = Sent { message: &message, service, settings, is_from_script };
        let findings = contract::check(&sent);
        let behaviour = self.kept().behaviour;
        let outcome = Outcome::new(behaviour, &findings);
        let about = ["form", "page_title", "page"].into_iter().find_map(|name| message.text(name));
        let record = self.keep(
            request,
            Record {
                number: 0,
                title: about.map_or_else(|| service.name.clone(), |about| format!("{}, {about}", service.name)),
                html: page::message(&sent, &findings),
                is_dropped: findings.iter().any(|finding| finding.mark == Mark::Dropped),
            },
        );
        let here = |address: &str| settings.and_then(|settings| local(address, settings, state));
        let redirect = service.provider.and_then(|provider| provider.redirect);
        let is_on_hub = service.address.starts_with('/');
        let next = match redirect {
            _ if is_on_hub => Some(encode(&service.address)),
            Some((field, _)) => message.text(field).and_then(here),
            None => None,
        };
        let response = match reply::json(service, request, &outcome) {
            Some(answer) => {
                let body = Arc::from(answer.to_string().into_bytes());
                Response::new(outcome.status, "application/json", body)
            }
            None => {
                let back = message.text("page").and_then(here);
                page::caught(&record, &service.name, &outcome, behaviour, next.as_deref(), back.as_deref())
            }
        };
        Response { when: behaviour.when, ..response }
    }

    /// Keeps what was posted. What is only asked for any other website could ask for, so that is not kept.
    fn keep(&self, request: &Request<'_>, record: Record) -> Record {
        if request.method != "POST" {
            return record;
        }
        let mut kept = self.kept();
        kept.count += 1;
        let record = Record { number: kept.count, ..record };
        kept.records.push_front(record.clone());
        kept.records.truncate(MOST_RECORDS);
        record
    }

    /// Does what a button on the page of messages says.
    fn choose(&self, request: &Request<'_>) -> Response {
        let mut kept = self.kept();
        for (name, value) in form_urlencoded::parse(request.body).take(10) {
            match &*name {
                "answer" => {
                    let chosen = BEHAVIOURS.iter().find(|behaviour| behaviour.name == value);
                    kept.behaviour = chosen.unwrap_or(kept.behaviour);
                }
                "forget" => kept.records.clear(),
                _ => {}
            }
        }
        redirect(FORMS)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where a page of the hub, by its full address or by its path from the top, is in the preview.
fn local(address: &str, settings: &Settings, state: &State) -> Option<String> {
    let rest = match settings.url.as_deref() {
        Some(url) => address.strip_prefix(url)?,
        None => address.strip_prefix('/')?,
    };
    Some(format!("{}{}", state.base(), rest.trim_start_matches('/')))
}

fn redirect(to: &str) -> Response {
    Response { location: Some(to.to_owned()), ..Response::html(303, String::new()) }
}

//! Asks a host's service over HTTPS, and asks again when the line or the service fails for a moment.

use super::Failure;
use crate::diagnostic::printable;
use std::time::Duration;
use ureq::Agent;
use ureq::http::{Request, Response, header::RETRY_AFTER};

/// A service, and the token by which it knows the account.
pub(super) struct Service {
    agent: Agent,
    base: String,
    token: String,
    /// What people call it.
    label: &'static str,
}

/// What a service answered.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// The answer as JSON; null if it is none.
    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// How long to wait before each further try. Together they outlast a short cut of the line.
const WAITS: [Duration; 5] = [
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
];

/// The longest that a service may make us wait.
const LONGEST_WAIT: u64 = 120;

/// How long one request may take. The largest files take a while on a slow line.
const PATIENCE: Duration = Duration::from_secs(600);

/// How long a question may take with which nothing is sent.
const ANSWER: Duration = Duration::from_secs(90);

/// The most bytes of an answer: lists of all files of a large website.
const LONGEST_ANSWER: u64 = 64 * 1024 * 1024;

impl Service {
    pub(super) fn new(label: &'static str, base: String, token: &str, variable: &str) -> Result<Self, Failure> {
        let token = token.trim();
        if !token.chars().all(|c| c.is_ascii_graphic()) {
            return Err(Failure::usage(format!(
                "What stands in {variable} can't be what {label} gave you: it holds a blank, or a sign such as a curly quotation mark.\n\
                 Copy it again, without quotation marks around it."
            )));
        }
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // Another server is not whom the person trusts with their website.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(Duration::from_secs(20)))
            .timeout_global(Some(PATIENCE))
            .user_agent(concat!("Bindery/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Self { agent: config.new_agent(), base, token: token.to_owned(), label })
    }

    /// Sends a request until it is answered; an answer that means “not now” counts as none.
    pub(super) fn ask(&self, method: &str, path: &str, kind: &str, body: &[u8]) -> Result<Answer, Failure> {
        let mut waits = WAITS.iter();
        loop {
            let asked = self.once(method, path, kind, body);
            let pause = match (&asked, waits.next()) {
                (Ok((answer, told)), Some(wait)) if matches!(answer.status, 429 | 500..) => told.unwrap_or(*wait),
                // Who was waited for that long is not asked again.
                (Err(ureq::Error::Timeout(_)), _) => {
                    return asked.map(|(answer, _)| answer).map_err(|error| self.unreachable(&error));
                }
                (Err(_), Some(wait)) => *wait,
                _ => return asked.map(|(answer, _)| answer).map_err(|error| self.unreachable(&error)),
            };
            std::thread::sleep(pause);
        }
    }

    fn once(
        &self,
        method: &str,
        path: &str,
        kind: &str,
        body: &[u8],
    ) -> Result<(Answer, Option<Duration>), ureq::Error> {
        let request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base))
            .header("Authorization", format!("Bearer {}", self.token));
        let mut response: Response<ureq::Body> = match method {
            "GET" => {
                let request = self.agent.configure_request(request.body(())?).timeout_global(Some(ANSWER)).build();
                self.agent.run(request)?
            }
            _ => self.agent.run(request.header("Content-Type", kind).body(body)?)?,
        };
        let status = response.status().as_u16();
        let told = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
        let body = response.body_mut().with_config().limit(LONGEST_ANSWER).read_to_vec()?;
        Ok((Answer { status, body }, told.map(|seconds| Duration::from_secs(seconds.min(LONGEST_WAIT)))))
    }

    fn unreachable(&self, error: &ureq::Error) -> Failure {
        Failure::machine(format!(
            "{} could not be reached, or the line was cut. Check the line to the internet, and type the command again.\n(The system says: {error})",
            self.label
        ))
    }

    /// An answer that is none of this service's, such as the page on which a café's network wants one to sign in.
    pub(super) fn not_understood(&self) -> Failure {
        Failure::machine(format!(
            "{} answered with something else than was asked for. Does this network want you to sign in first? Open a website in\n\
             your browser, and then type the command again.",
            self.label
        ))
    }

    /// An answer that is not what it should be, in words.
    pub(super) fn refused(&self, answer: &Answer, variable: &str) -> Failure {
        let json = answer.json();
        let said = json["message"].as_str().map_or_else(String::new, |said| {
            // A service may repeat what it was sent.
            let said = printable(said).replace(&self.token, "…");
            format!("\n({} says: {said})", self.label)
        });
        match answer.status {
            401 | 403 => Failure::usage(format!(
                "{} did not take the token in {variable}. Make a new one there, and set {variable} to it.{said}",
                self.label
            )),
            404 => Failure::usage(format!(
                "{} does not know this website. Check “url:” and “publish_to:” in content/site.yaml.{said}",
                self.label
            )),
            422 => Failure::machine(format!("{} refused what was sent.{said}", self.label)),
            429 => {
                Failure::machine(format!("{} wants no more requests for now. Try again in an hour.{said}", self.label))
            }
            status => {
                Failure::machine(format!("{} answered with the status {status}. Try again later.{said}", self.label))
            }
        }
    }
}

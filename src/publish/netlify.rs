//! Sends a website to Netlify by its file digests: Netlify is told the SHA-1 of every file and asks for
//! those that it lacks. A deploy is live when it has them all, and not before; what was sent once is
//! not asked for again, so a deploy that was cut goes on where it stopped. (Netlify, “Get started with
//! the Netlify API”, section “File digest method”.)

use super::http::{Answer, Service};
use super::{Changes, Choice, Failure, Live, Shipment, domain};
use foldhash::HashMap;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// A website on Netlify.
pub struct Account {
    service: Service,
    site: String,
}

const TOKEN: &str = "NETLIFY_AUTH_TOKEN";

/// With more files than this Netlify prepares a deploy while we wait.
const MANY: usize = 1000;

/// How many files are sent at once.
const AT_ONCE: usize = 4;

/// How often a deploy's state is asked for, and how many times: ten minutes together.
const PAUSE: Duration = Duration::from_secs(1);
const ASKED: usize = 600;

impl Account {
    pub(super) fn new(choice: &Choice<'_>) -> Result<Self, Failure> {
        let Some(token) = (choice.environment)(TOKEN).filter(|token| !token.trim().is_empty()) else {
            return Err(Failure::usage(format!(
                "Netlify takes the hub with a token, and the variable {TOKEN} holds none.\n\
                 Make one there under User settings, Applications, Personal access tokens, and type\n\
                 export {TOKEN}=the-token     (in PowerShell: $env:{TOKEN}=\"the-token\")\n\
                 before you publish. Keep it to yourself: whoever has it can change all your websites."
            )));
        };
        // Netlify knows a website by its domain as well as by its id.
        let site =
            (choice.environment)("NETLIFY_SITE_ID").or_else(|| choice.to.map(str::to_owned)).or_else(|| domain(choice));
        let Some(site) = site else {
            return Err(Failure::usage("The hub's address is not set. Add “url:” to content/site.yaml."));
        };
        if site.contains(|c: char| !c.is_ascii_alphanumeric() && !"-.".contains(c)) {
            return Err(Failure::usage(format!(
                "“{site}” is no website of Netlify. Type in content/site.yaml for example:\npublish_to: your-hub.netlify.app"
            )));
        }
        let base =
            (choice.environment)("BINDERY_NETLIFY_API").unwrap_or_else(|| "https://api.netlify.com/api/v1".to_owned());
        Ok(Self { service: Service::new("Netlify", base, &token, TOKEN)?, site })
    }

    pub(super) fn place(&self) -> String {
        format!("{} on Netlify", self.site)
    }

    fn get(&self, path: &str) -> Result<Value, Failure> {
        let answer = self.service.ask("GET", path, "", b"")?;
        self.json(&answer)
    }

    fn json(&self, answer: &Answer) -> Result<Value, Failure> {
        if answer.status == 200 || answer.status == 201 {
            Ok(answer.json())
        } else {
            Err(self.service.refused(answer, TOKEN))
        }
    }

    pub(super) fn look(&self) -> Result<Live, Failure> {
        let list = self.get(&format!("/sites/{}/files", self.site))?;
        if !list.is_array() {
            return Err(self.service.not_understood());
        }
        let file = |file: &Value| {
            let path = file["path"].as_str()?.trim_start_matches('/').to_owned();
            Some((path, file["sha"].as_str()?.to_owned()))
        };
        Ok(Live { files: list.as_array().into_iter().flatten().filter_map(file).collect(), ..Live::default() })
    }

    pub(super) fn send(&self, shipment: &Shipment, changes: &Changes, step: &(dyn Fn() + Sync)) -> Result<(), Failure> {
        let digests = shipment.files.iter().zip(&changes.digests);
        let files: BTreeMap<String, &String> =
            digests.map(|(file, digest)| (format!("/{}", file.path), digest)).collect();
        let is_many = files.len() > MANY;
        let body = json!({ "files": files, "async": is_many }).to_string();
        let path = format!("/sites/{}/deploys", self.site);
        let mut deploy = self.json(&self.service.ask("POST", &path, "application/json", body.as_bytes())?)?;
        let Some(id) = deploy["id"].as_str().map(str::to_owned) else {
            return Err(Failure::machine(
                "Netlify did not say under which name the new version is kept. Try again later.",
            ));
        };
        let is_prepared = |deploy: &Value| deploy["required"].is_array() && deploy["state"] != "preparing";
        if !is_prepared(&deploy) {
            deploy = self.wait(&id, is_prepared)?;
        }
        let required: Vec<&str> =
            deploy["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        self.upload(&id, shipment, changes, &required, step)?;
        self.wait(&id, |deploy| deploy["state"] == "ready").map(|_| ())
    }

    /// Sends one file for each digest that is asked for.
    fn upload(
        &self,
        id: &str,
        shipment: &Shipment,
        changes: &Changes,
        required: &[&str],
        step: &(dyn Fn() + Sync),
    ) -> Result<(), Failure> {
        let known: HashMap<&str, usize> =
            changes.digests.iter().enumerate().map(|(n, own)| (own.as_str(), n)).collect();
        let places: Vec<usize> = required.iter().filter_map(|digest| known.get(digest).copied()).collect();
        // What Netlify has already needs no sending, and counts as sent.
        (places.len()..changes.count()).for_each(|_| step());
        let (next, failure) = (AtomicUsize::new(0), Mutex::new(None));
        let work = || {
            while let Some(n) = places.get(next.fetch_add(1, Ordering::Relaxed)) {
                let path = &shipment.files[*n].path;
                let put = shipment.read(path).and_then(|bytes| {
                    let address = format!("/deploys/{id}/files/{}", crate::path::encode(path));
                    self.json(&self.service.ask("PUT", &address, "application/octet-stream", &bytes)?)
                });
                match put {
                    Ok(_) => step(),
                    Err(error) => {
                        failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                        next.store(places.len(), Ordering::Relaxed);
                    }
                }
            }
        };
        std::thread::scope(|scope| (0..AT_ONCE).for_each(|_| drop(scope.spawn(work))));
        failure.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
    }

    /// Asks for a deploy until it is as wanted.
    fn wait(&self, id: &str, is_wanted: impl Fn(&Value) -> bool) -> Result<Value, Failure> {
        for _ in 0..ASKED {
            let deploy = self.get(&format!("/deploys/{id}"))?;
            if is_wanted(&deploy) {
                return Ok(deploy);
            }
            if deploy["state"] == "error" {
                let said = deploy["error_message"].as_str().unwrap_or("it does not say why");
                return Err(Failure::machine(format!("Netlify could not put the new version in place: {said}.")));
            }
            std::thread::sleep(PAUSE);
        }
        Err(Failure::machine("Netlify has all files and is still at work. Look at its dashboard in a while."))
    }
}

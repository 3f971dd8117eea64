//! Sends a website to Neocities: files in small parcels, those first that nothing leads to yet, and the
//! home page last; then what went away is deleted. Each file is known by its SHA-1 there, so a run that
//! was cut goes on where it stopped. (Neocities, “Developers API”.)

use super::http::{Answer, Service};
use super::{Changes, Choice, Failure, Live, Shipment, domain};
use serde_json::Value;

/// A website on Neocities.
pub struct Account {
    service: Service,
    place: String,
}

const TOKEN: &str = "NEOCITIES_API_KEY";

/// The most bytes of files in one parcel, so that a slow line is not cut in the middle of a large one.
const PARCEL: usize = 4 * 1024 * 1024;

/// The most files in one parcel.
const MOST_FILES: usize = 50;

impl Account {
    pub(super) fn new(choice: &Choice<'_>) -> Result<Self, Failure> {
        let Some(token) = (choice.environment)(TOKEN).filter(|token| !token.trim().is_empty()) else {
            return Err(Failure::usage(format!(
                "Neocities takes the hub with a key, and the variable {TOKEN} holds none.\n\
                 Make one there under Settings, Manage Site Settings, API, and type\n\
                 export {TOKEN}=the-key     (in PowerShell: $env:{TOKEN}=\"the-key\")\n\
                 before you publish. Keep it to yourself: whoever has it can change your website."
            )));
        };
        let base = (choice.environment)("BINDERY_NEOCITIES_API").unwrap_or_else(|| "https://neocities.org".to_owned());
        let place = domain(choice).map_or_else(String::new, |domain| format!(" ({domain})"));
        let service = Service::new("Neocities", base, &token, TOKEN)?;
        Ok(Self { service, place: format!("Neocities{place}") })
    }

    pub(super) fn place(&self) -> &str {
        &self.place
    }

    /// What an answer says if all went well. Neocities says so in the answer, besides the status.
    fn checked(&self, answer: &Answer) -> Result<Value, Failure> {
        let json = answer.json();
        if answer.status == 200 && json["result"] == "success" {
            Ok(json)
        } else {
            Err(self.service.refused(answer, TOKEN))
        }
    }

    pub(super) fn look(&self) -> Result<Live, Failure> {
        let list = self.checked(&self.service.ask("GET", "/api/list", "", b"")?)?;
        if !list["files"].is_array() {
            return Err(self.service.not_understood());
        }
        let file = |file: &Value| {
            let path = file["path"].as_str()?.trim_start_matches('/').to_owned();
            Some((path, file["sha1_hash"].as_str()?.to_owned())).filter(|_| file["is_directory"] != true)
        };
        Ok(Live { files: list["files"].as_array().into_iter().flatten().filter_map(file).collect(), ..Live::default() })
    }

    pub(super) fn send(&self, shipment: &Shipment, changes: &Changes, step: &(dyn Fn() + Sync)) -> Result<(), Failure> {
        let mut places: Vec<usize> = changes.to_send().collect();
        // The places of new files are in order.
        let is_new = |n: &usize| changes.added.binary_search(n).is_ok();
        places.sort_by_cached_key(|n| (rank(&shipment.files[*n].path, is_new(n)), *n));
        let mut parcel: Vec<(&str, Vec<u8>)> = Vec::new();
        for n in places {
            let path = shipment.files[n].path.as_str();
            let bytes = shipment.read(path)?;
            let size: usize = parcel.iter().map(|(_, bytes)| bytes.len()).sum();
            if !parcel.is_empty() && (size + bytes.len() > PARCEL || parcel.len() == MOST_FILES) {
                self.upload(&std::mem::take(&mut parcel), step)?;
            }
            parcel.push((path, bytes));
        }
        if !parcel.is_empty() {
            self.upload(&parcel, step)?;
        }
        self.delete(&changes.removed)
    }

    fn upload(&self, parcel: &[(&str, Vec<u8>)], step: &(dyn Fn() + Sync)) -> Result<(), Failure> {
        let mark = boundary(parcel);
        let mut body = Vec::new();
        for (path, bytes) in parcel {
            let name = path.replace('%', "%25").replace('"', "%22");
            body.extend_from_slice(
                format!(
                    "--{mark}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{name}\"\r\n\
                     Content-Type: application/octet-stream\r\n\r\n"
                )
                .as_bytes(),
            );
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{mark}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={mark}");
        self.checked(&self.service.ask("POST", "/api/upload", &kind, &body)?)?;
        parcel.iter().for_each(|_| step());
        Ok(())
    }

    /// Deletes what went away. The service takes all of a list or nothing, so what is gone already is
    /// taken off it first: an answer may have been lost on its way.
    fn delete(&self, removed: &[String]) -> Result<(), Failure> {
        for some in removed.chunks(MOST_FILES) {
            let live = self.look()?;
            // The service keeps every website's home page.
            let some: Vec<String> = some
                .iter()
                .filter(|path| live.files.contains_key(*path) && *path != "index.html")
                .map(|path| format!("filenames[]={}", form_encoded(path)))
                .collect();
            if !some.is_empty() {
                let kind = "application/x-www-form-urlencoded";
                self.checked(&self.service.ask("POST", "/api/delete", kind, some.join("&").as_bytes())?)?;
            }
        }
        Ok(())
    }
}

/// In which order files are sent: no page is sent before what it shows.
fn rank(path: &str, is_new: bool) -> u8 {
    match (path, path.ends_with(".html"), is_new) {
        ("index.html", ..) => 3,
        (_, true, false) => 2,
        (_, true, true) => 1,
        _ => 0,
    }
}

/// A line that stands in no file of the parcel.
fn boundary(parcel: &[(&str, Vec<u8>)]) -> String {
    let digest = parcel.iter().fold(0, |digest, (_, bytes)| digest ^ xxhash_rust::xxh3::xxh3_128(bytes));
    format!("bindery-{digest:032x}")
}

fn form_encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            byte if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) => out.push(char::from(byte)),
            byte => out += &format!("%{byte:02X}"),
        }
        out
    })
}

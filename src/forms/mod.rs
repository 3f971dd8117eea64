//! The hub's choice among the services that can receive what a form sends: the settings' `feedback:`
//! becomes an [`Endpoint`], or a problem that says what to type. The services themselves are a table
//! in `providers`. Nothing here is sent anywhere.

mod checks;
mod field;
mod own;
mod presets;
mod privacy;
mod provider;
mod providers;
mod table;

pub(crate) use checks::{contact as check_contact, host as check_host};
pub use field::{Field, KINDS, Kind, Shape, Wording};
pub use own::OwnForm;
pub(crate) use own::read as read_own;
pub use presets::{PRESETS, Preset};
pub use privacy::Facts;
pub use provider::{Absolute, Ask, Control, Country, Encoding, Provider, Script, Uploads};
pub use providers::PROVIDERS;
pub use table::{explained, rows};

use crate::codes;
use crate::diagnostic::{Span, did_you_mean};
use crate::reader::{LocalText, Reader};

/// The hub's choice: where its forms are sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The service.
    pub provider: &'static Provider,
    /// Where the settings name it.
    pub span: Span,
    /// The form's `action`; empty means the hub's own thank-you page.
    pub action: String,
    /// Where a script sends it; `None` if the service is not known to answer one.
    pub script_action: Option<String>,
    /// The hub's code, for services that want it in a field.
    pub key: Option<String>,
    /// What the hub calls the service, if it says so.
    pub name: Option<LocalText>,
    /// The content types whose pages carry the form, if the settings say so.
    pub types: Option<Vec<(String, Span)>>,
    /// What readers are told of the use of what they send.
    pub privacy: Facts,
}

/// Reads the `feedback:` block. `None` if the form can't be made; the problem says what to add.
pub(crate) fn read(map: &mut Reader<'_>, span: Span) -> Option<Endpoint> {
    let types = map.list("types");
    let privacy = Facts::read(map);
    Some(Endpoint { types, privacy, ..endpoint(map, span, "feedback form")? })
}

/// Reads where a form is sent; `form` is how the form is spoken of.
fn endpoint(map: &mut Reader<'_>, span: Span, form: &str) -> Option<Endpoint> {
    let name = map.text("provider");
    let id = map.text("id");
    let action = map.text("action");
    let label = map.local("name");
    let Some((name, name_span)) = name else {
        let help = "Add a line to it, for example “provider: formspree”, and the form's code as “id: …”.";
        map.problem(&codes::FEEDBACK_MISSING, span, format!("The {form} has no provider."), help.into());
        return None;
    };
    let Some(provider) = PROVIDERS.iter().find(|provider| provider.name == name) else {
        let help = nearest(&name);
        let message = format!("Bindery does not know the form service “{name}”.");
        map.problem(&codes::FEEDBACK_PROVIDER, name_span, message, help);
        return None;
    };
    let id = match id {
        Some((id, span)) if provider.needs_id() => Some(checked_id(map, provider, id, span)?),
        None if provider.needs_id() => {
            let help = format!(
                "Add a line below “provider: {name}”:\n  id: the code that {} shows for your form",
                provider.label
            );
            map.problem(&codes::FEEDBACK_MISSING, span, format!("The {form} has no id."), help);
            return None;
        }
        _ => None,
    };
    let action = match (provider.name, action) {
        ("custom", Some((action, span))) => checked_action(map, action, span)?,
        ("custom", None) => {
            let help =
                "Add a line below “provider: custom”:\n  action: https://the-address-that-your-form-service-gave-you";
            map.problem(&codes::FEEDBACK_MISSING, span, format!("The {form} has no action."), help.into());
            return None;
        }
        _ => provider.action.replace("{id}", id.as_deref().unwrap_or("")),
    };
    let script_action = provider.script.map(|script| match script.ask {
        Ask::Accept | Ask::Status => action.clone(),
        Ask::Suffix(end) => format!("{action}{end}"),
        Ask::Address(address) => address.replace("{id}", id.as_deref().unwrap_or("")),
    });
    let key = id.filter(|_| provider.key_field.is_some());
    Some(Endpoint {
        provider,
        span: name_span,
        action,
        script_action,
        key,
        name: label,
        types: None,
        privacy: Facts::default(),
    })
}

/// What to type in place of a service that is not known, or has another name now.
fn nearest(name: &str) -> String {
    let lower = name.to_lowercase();
    if let Some(now) = PROVIDERS.iter().find(|provider| provider.former == Some(&lower)) {
        return format!("It is called {} now. Type “provider: {}”.", now.label, now.name);
    }
    let names: Vec<_> = PROVIDERS.iter().map(|provider| provider.name).collect();
    match did_you_mean(name, names.iter().copied()) {
        Some(near) => format!("Did you mean “{near}”? Type “provider: {near}”."),
        None => format!("Type one of: {}.", names.join(", ")),
    }
}

/// Codes that people copy from examples and forget to replace.
fn is_placeholder(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = [
        "your",
        "placeholder",
        "example",
        "changeme",
        "xxxx",
        "todo",
        "{",
        "<",
        "form_id",
        "access_key",
        "access-key",
        "abc123",
    ];
    words.iter().any(|word| lower.contains(word))
}

fn checked_id(map: &mut Reader<'_>, provider: &Provider, id: String, span: Span) -> Option<String> {
    if is_placeholder(&id) {
        let help = format!("Put the code that {} shows for your form in its place.", provider.label);
        map.problem(&codes::FEEDBACK_MISSING, span, format!("“{id}” stands for a code and is not one."), help);
        return None;
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '@' | '.' | '+');
    if id.is_empty() || !id.chars().all(plain) {
        let help = format!(
            "Type only the code: the part of the address that {} gave you after the last slash.",
            provider.label
        );
        map.problem(&codes::FEEDBACK_ENDPOINT, span, format!("“{id}” is not a form's code."), help);
        return None;
    }
    Some(id)
}

fn checked_action(map: &mut Reader<'_>, action: String, span: Span) -> Option<String> {
    let host = action.strip_prefix("https://").map(|rest| rest.split('/').next().unwrap_or(""));
    // A name with other letters has a form in these, which is what services give.
    let is_name = |host: &str| {
        host.contains('.') && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':'))
    };
    if !host.is_some_and(is_name) || action.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>')) {
        let help = "Type the full address that your form service gave you, beginning with https://.".into();
        map.problem(&codes::FEEDBACK_ENDPOINT, span, format!("“{action}” is not a safe web address."), help);
        return None;
    }
    let path = action.splitn(4, '/').nth(3).unwrap_or("");
    if is_placeholder(path) {
        let help = "Put the address that your form service gave you in its place.".into();
        map.problem(&codes::FEEDBACK_MISSING, span, format!("“{action}” stands for an address and is not one."), help);
        return None;
    }
    Some(action)
}

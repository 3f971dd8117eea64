//! The services that can receive what a form sends, as a table of their contracts, and the
//! hub's choice among them. A new service is one more entry. Nothing here is sent anywhere;
//! `bindery explain feedback-provider` and the handbook list the same table.

use crate::codes;
use crate::diagnostic::{Span, did_you_mean};
use crate::reader::{LocalText, Reader};

/// What a form service documents about itself.
#[derive(Debug, PartialEq, Eq)]
pub struct Provider {
    /// The name in `site.yaml`.
    pub name: &'static str,
    /// The name that readers see; empty where only the hub can say it.
    pub label: &'static str,
    /// Where the form is sent; `{id}` stands for the hub's own code.
    pub action: &'static str,
    /// The hidden field that carries the hub's code, if it is not part of the address.
    pub key_field: Option<&'static str>,
    /// The field that names the page to come back to, and whether it must be a full address.
    pub redirect: Option<(&'static str, Absolute)>,
    /// The field that becomes the message's subject.
    pub subject_field: Option<&'static str>,
    /// The field that people can't see and programs fill in.
    pub honeypot: (&'static str, Control),
    /// Attributes of the form element.
    pub attributes: &'static [(&'static str, &'static str)],
    /// Whether every fact above was read in the service's own documentation.
    pub sure: bool,
    /// The day these facts were last checked.
    pub checked: &'static str,
}

/// Whether an address must be full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absolute {
    /// Only a full address works.
    Yes,
}

/// What the honeypot is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// A text field.
    Text,
    /// A box to tick.
    Checkbox,
}

const CHECKED: &str = "2026-11-24";

/// Every service, in the order in which they are listed to people.
pub static PROVIDERS: &[Provider] = &[
    Provider {
        name: "formspree",
        label: "Formspree",
        action: "https://formspree.io/f/{id}",
        key_field: None,
        redirect: Some(("_next", Absolute::Yes)),
        subject_field: Some("_subject"),
        honeypot: ("_gotcha", Control::Text),
        attributes: &[],
        sure: true,
        checked: CHECKED,
    },
    Provider {
        name: "netlify",
        label: "Netlify Forms",
        action: "",
        key_field: None,
        redirect: None,
        subject_field: Some("subject"),
        honeypot: ("bot-field", Control::Text),
        attributes: &[("name", "page-feedback"), ("data-netlify", "true"), ("data-netlify-honeypot", "bot-field")],
        sure: true,
        checked: CHECKED,
    },
    Provider {
        name: "web3forms",
        label: "Web3Forms",
        action: "https://api.web3forms.com/submit",
        key_field: Some("access_key"),
        redirect: Some(("redirect", Absolute::Yes)),
        subject_field: Some("subject"),
        honeypot: ("botcheck", Control::Checkbox),
        attributes: &[],
        sure: true,
        checked: CHECKED,
    },
    Provider {
        name: "basin",
        label: "Basin",
        action: "https://usebasin.com/f/{id}",
        key_field: None,
        redirect: None,
        subject_field: None,
        honeypot: ("_gotcha", Control::Text),
        attributes: &[],
        sure: false,
        checked: CHECKED,
    },
    Provider {
        name: "formsubmit",
        label: "FormSubmit",
        action: "https://formsubmit.co/{id}",
        key_field: None,
        redirect: Some(("_next", Absolute::Yes)),
        subject_field: Some("_subject"),
        honeypot: ("_honey", Control::Text),
        attributes: &[],
        sure: false,
        checked: CHECKED,
    },
    Provider {
        name: "forminit",
        label: "Forminit",
        action: "https://forminit.com/f/{id}",
        key_field: None,
        redirect: None,
        subject_field: None,
        honeypot: ("_gotcha", Control::Text),
        attributes: &[],
        sure: false,
        checked: CHECKED,
    },
    Provider {
        name: "formcarry",
        label: "Formcarry",
        action: "https://formcarry.com/s/{id}",
        key_field: None,
        redirect: None,
        subject_field: None,
        honeypot: ("_gotcha", Control::Text),
        attributes: &[],
        sure: false,
        checked: CHECKED,
    },
    Provider {
        name: "staticforms",
        label: "Static Forms",
        action: "https://api.staticforms.xyz/submit",
        key_field: Some("accessKey"),
        redirect: Some(("redirectTo", Absolute::Yes)),
        subject_field: Some("subject"),
        honeypot: ("honeypot", Control::Text),
        attributes: &[],
        sure: false,
        checked: CHECKED,
    },
    Provider {
        name: "formspark",
        label: "Formspark",
        action: "https://submit-form.com/{id}",
        key_field: None,
        redirect: Some(("_redirect", Absolute::Yes)),
        subject_field: Some("_email.subject"),
        honeypot: ("_honeypot", Control::Text),
        attributes: &[],
        sure: false,
        checked: CHECKED,
    },
    Provider {
        name: "un-static",
        label: "Un-static",
        action: "https://forms.un-static.com/forms/{id}",
        key_field: None,
        redirect: None,
        subject_field: None,
        honeypot: ("_gotcha", Control::Text),
        attributes: &[],
        sure: false,
        checked: CHECKED,
    },
    Provider {
        name: "custom",
        label: "",
        action: "",
        key_field: None,
        redirect: None,
        subject_field: None,
        honeypot: ("website", Control::Text),
        attributes: &[],
        sure: true,
        checked: CHECKED,
    },
];

/// The hub's choice: where its forms are sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The service.
    pub provider: &'static Provider,
    /// The form's `action`; empty means the hub's own thank-you page.
    pub action: String,
    /// The hub's code, for services that want it in a field.
    pub key: Option<String>,
    /// What the hub calls the service, if it says so.
    pub name: Option<LocalText>,
    /// The content types whose pages carry the form, if the settings say so.
    pub types: Option<Vec<(String, Span)>>,
}

/// Reads the `feedback:` block. `None` if the form can't be made; the problem says what to add.
pub(crate) fn read(map: &mut Reader<'_>, span: Span) -> Option<Endpoint> {
    let name = map.text("provider");
    let id = map.text("id");
    let action = map.text("action");
    let label = map.local("name");
    let types = map.list("types");
    let Some((name, name_span)) = name else {
        let help = "Add a line below “feedback:”, for example “provider: formspree”, and the form's code as “id: …”.";
        map.problem(&codes::FEEDBACK_MISSING, span, "The feedback form has no provider.".into(), help.into());
        return None;
    };
    let Some(provider) = PROVIDERS.iter().find(|provider| provider.name == name) else {
        let names: Vec<_> = PROVIDERS.iter().map(|provider| provider.name).collect();
        let help = match did_you_mean(&name, names.iter().copied()) {
            Some(near) => format!("Did you mean “{near}”? Type “provider: {near}”."),
            None => format!("Type one of: {}.", names.join(", ")),
        };
        let message = format!("Bindery does not know the form service “{name}”.");
        map.problem(&codes::FEEDBACK_PROVIDER, name_span, message, help);
        return None;
    };
    let needs_id = provider.action.contains("{id}") || provider.key_field.is_some();
    let id = match id {
        Some((id, span)) if needs_id => Some(checked_id(map, provider, id, span)?),
        None if needs_id => {
            let help = format!(
                "Add a line below “provider: {name}”:\n  id: the code that {} shows for your form",
                provider.label
            );
            map.problem(&codes::FEEDBACK_MISSING, span, "The feedback form has no id.".into(), help);
            return None;
        }
        _ => None,
    };
    let action = match (provider.name, action) {
        ("custom", Some((action, span))) => checked_action(map, action, span)?,
        ("custom", None) => {
            let help =
                "Add a line below “provider: custom”:\n  action: https://the-address-that-your-form-service-gave-you";
            map.problem(&codes::FEEDBACK_MISSING, span, "The feedback form has no action.".into(), help.into());
            return None;
        }
        _ => provider.action.replace("{id}", id.as_deref().unwrap_or("")),
    };
    let key = id.filter(|_| provider.key_field.is_some());
    Some(Endpoint { provider, action, key, name: label, types })
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
    if host.is_none_or(|host| !host.contains('.'))
        || action.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>'))
    {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_provider_is_complete() {
        for (n, provider) in PROVIDERS.iter().enumerate() {
            let name = provider.name;
            assert!(PROVIDERS.iter().skip(n + 1).all(|other| other.name != name), "{name} stands twice");
            assert!(provider.action.is_empty() || provider.action.starts_with("https://"), "{name}: https");
            assert!(
                !provider.honeypot.0.is_empty() && (name == "custom" || !provider.label.is_empty()),
                "{name}: honeypot and label"
            );
            assert!(provider.checked.len() == 10, "{name}: the day it was checked");
            assert!(codes::FEEDBACK_PROVIDER.doc.contains(&format!("`{name}`")), "{name} is not documented");
        }
    }
}

//! What can be wrong with a form although each of its parts is right: a field that its service keeps
//! for itself, a file that it does not take, a hub that it does not serve, and no other way to reach
//! anybody. It reports and changes nothing.

use super::{Endpoint, OwnForm};
use crate::codes;
use crate::hosts::Host;
use crate::reader::Reader;

/// Checks the forms against the services that take them, in the block that they stand in.
pub(super) fn services(map: &mut Reader<'_>, forms: &[OwnForm]) {
    for form in forms {
        let Some(endpoint) = &form.endpoint else { continue };
        let provider = endpoint.provider;
        let service = if provider.label.is_empty() { "Bindery" } else { provider.label };
        for field in &form.fields {
            // The field of a preset has no place of its own.
            let span = if field.span == crate::diagnostic::Span::default() { form.span } else { field.span };
            if provider.reserves(&field.name) {
                let message = format!("{service} uses the name “{}” itself, so the answer would be lost.", field.name);
                let help = format!("Give the field another name, for example “name: your-{}”.", field.name);
                map.problem(&codes::FORM_FIELD, span, message, help);
            }
            if field.kind.is_file() && provider.uploads.is_none() {
                let message =
                    format!("{service} takes no files, as far as is known, and “{}” asks for one.", field.name);
                let help = "Delete the field and ask for a link or an e-mail, or use another service for this form. To compare them, type:\nbindery explain feedback";
                map.problem(&codes::FORM_FILE, span, message, help.into());
            }
        }
    }
}

/// Reports a form that works only on another host than the hub's.
pub(crate) fn host(reader: &mut Reader<'_>, host: Option<&Host>, endpoint: &Endpoint) {
    let Some(only) = endpoint.provider.only_on else { return };
    let Some(actual) = host.map(|host| host.label).filter(|label| *label != only) else { return };
    let message = format!("{} works only for hubs on {only}, and this one is on {actual}.", endpoint.provider.label);
    let help = format!(
        "Publish the hub on {only}, or choose another provider. To compare them, type:\nbindery explain feedback"
    );
    reader.problem(&codes::FORM_HOST, endpoint.span, message, help);
}

/// Reports, once, that readers whose form fails can reach nobody.
pub(crate) fn contact(reader: &mut Reader<'_>, has_contact: bool, forms: &[OwnForm]) {
    let Some(first) = forms.first().filter(|_| !has_contact) else { return };
    let message = "There is no other way to reach you beside the form.".to_owned();
    let help =
        "Add to the settings, for example:\ncontact:\n  email: the address at which readers reach you".to_owned();
    reader.problem(&codes::FORM_CONTACT, first.span, message, help);
}

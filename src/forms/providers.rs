//! Every form service that Bindery knows, one entry each. A new service is one more entry: the
//! form, the checks, `bindery explain feedback` and the handbook's table follow from it, and a test
//! compares the last two. Nothing here is asked of a service.

use super::provider::{Absolute, Ask, Control, Country, Encoding, Provider, Script, Uploads};

const CHECKED: &str = "2026-11-25";

/// What holds for most services, so that an entry says what is its own.
const USUAL: Provider = Provider {
    name: "",
    former: None,
    label: "",
    action: "",
    method: "post",
    encoding: Encoding::Url,
    key_field: None,
    redirect: None,
    subject_field: None,
    reply_field: None,
    honeypot: ("_gotcha", Control::Text),
    reserved: &[],
    only_on: None,
    attributes: &[],
    script: None,
    uploads: None,
    limits: "not stated",
    country: None,
    docs: "",
    unsure: &[],
    checked: CHECKED,
};

/// Every service, in the order in which they are listed to people.
pub static PROVIDERS: &[Provider] = &[
    Provider {
        name: "formspree",
        label: "Formspree",
        action: "https://formspree.io/f/{id}",
        redirect: Some(("_next", Absolute::Yes)),
        subject_field: Some("_subject"),
        reply_field: Some("email"),
        script: Some(Script { ask: Ask::Accept, success: None, errors: &["errors[].message"] }),
        uploads: Some(Uploads { most: None, paid: true }),
        limits: "50 a month without a paid account",
        docs: "https://help.formspree.io/",
        unsure: &["the address", "redirect and reply", "how errors read", "files", "the limit"],
        ..USUAL
    },
    Provider {
        name: "netlify",
        label: "Netlify Forms",
        subject_field: Some("subject"),
        reply_field: Some("email"),
        honeypot: ("bot-field", Control::Text),
        reserved: &["form-name"],
        only_on: Some("Netlify"),
        attributes: &[("name", "page-feedback"), ("data-netlify", "true"), ("data-netlify-honeypot", "bot-field")],
        script: Some(Script { ask: Ask::Status, success: None, errors: &[] }),
        uploads: Some(Uploads { most: Some("8 MB a message, one file a field"), paid: false }),
        limits: "counted in the credits of the hosting plan",
        docs: "https://docs.netlify.com/forms/spam-filters/",
        unsure: &["how many credits a message takes"],
        ..USUAL
    },
    Provider {
        name: "web3forms",
        label: "Web3Forms",
        action: "https://api.web3forms.com/submit",
        key_field: Some("access_key"),
        redirect: Some(("redirect", Absolute::Yes)),
        subject_field: Some("subject"),
        reply_field: Some("email"),
        honeypot: ("botcheck", Control::Checkbox),
        reserved: &["apikey", "ccemail", "from_name", "replyto", "webhook"],
        script: Some(Script { ask: Ask::Accept, success: Some("success"), errors: &["message", "body.message"] }),
        uploads: Some(Uploads { most: Some("5 MB"), paid: true }),
        limits: "about 250 a month without a paid account",
        country: Some(Country { key: "country_us", name: "the United States" }),
        docs: "https://docs.web3forms.com/getting-started/api-reference",
        unsure: &["the limit"],
        ..USUAL
    },
    Provider {
        name: "basin",
        label: "Basin",
        action: "https://usebasin.com/f/{id}",
        script: Some(Script { ask: Ask::Accept, success: None, errors: &["error"] }),
        uploads: Some(Uploads { most: Some("100 MB a message"), paid: false }),
        docs: "https://docs.usebasin.com/guides/form-features/ajax",
        unsure: &["the hidden trap for programs"],
        ..USUAL
    },
    Provider {
        name: "formsubmit",
        label: "FormSubmit",
        action: "https://formsubmit.co/{id}",
        redirect: Some(("_next", Absolute::Yes)),
        subject_field: Some("_subject"),
        reply_field: Some("_replyto"),
        honeypot: ("_honey", Control::Text),
        script: Some(Script {
            ask: Ask::Address("https://formsubmit.co/ajax/{id}"),
            success: Some("success"),
            errors: &["message"],
        }),
        uploads: Some(Uploads { most: None, paid: false }),
        docs: "https://formsubmit.co/documentation",
        unsure: &["all of it"],
        ..USUAL
    },
    Provider {
        name: "forminit",
        former: Some("getform"),
        label: "Forminit",
        action: "https://forminit.com/f/{id}",
        uploads: Some(Uploads { most: Some("25 MB a message"), paid: false }),
        limits: "one message in 30 seconds from a browser",
        docs: "https://forminit.com/docs",
        unsure: &["field names, which it wants in a form of its own", "the hidden trap for programs"],
        ..USUAL
    },
    Provider {
        name: "formcarry",
        label: "Formcarry",
        action: "https://formcarry.com/s/{id}",
        script: Some(Script { ask: Ask::Accept, success: None, errors: &["message"] }),
        uploads: Some(Uploads { most: None, paid: false }),
        limits: "50 to 100 a month without a paid account",
        docs: "https://docs.formcarry.com/",
        unsure: &["the hidden trap for programs", "how errors read", "files", "the limit"],
        ..USUAL
    },
    Provider {
        name: "staticforms",
        label: "Static Forms",
        action: "https://api.staticforms.xyz/submit",
        key_field: Some("accessKey"),
        redirect: Some(("redirectTo", Absolute::Yes)),
        subject_field: Some("subject"),
        reply_field: Some("replyTo"),
        honeypot: ("honeypot", Control::Text),
        reserved: &["apiKey"],
        script: Some(Script { ask: Ask::Accept, success: Some("success"), errors: &["message"] }),
        uploads: Some(Uploads { most: None, paid: true }),
        limits: "500 a month without a paid account",
        docs: "https://www.staticforms.xyz/",
        unsure: &["all of it"],
        ..USUAL
    },
    Provider {
        name: "formspark",
        label: "Formspark",
        action: "https://submit-form.com/{id}",
        redirect: Some(("_redirect", Absolute::Yes)),
        subject_field: Some("_email.subject"),
        honeypot: ("_honeypot", Control::Text),
        script: Some(Script { ask: Ask::Accept, success: None, errors: &[] }),
        limits: "250 in all without a paid account",
        docs: "https://documentation.formspark.io/",
        unsure: &["redirect and subject", "the hidden trap's name", "files", "the limit"],
        ..USUAL
    },
    Provider {
        name: "un-static",
        label: "Un-static",
        action: "https://forms.un-static.com/forms/{id}",
        script: Some(Script { ask: Ask::Suffix("/ajax"), success: None, errors: &[] }),
        docs: "https://un-static.com/",
        unsure: &["all of it"],
        ..USUAL
    },
    Provider {
        name: "custom",
        honeypot: ("website", Control::Text),
        uploads: Some(Uploads { most: None, paid: false }),
        limits: "whatever your service says",
        ..USUAL
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes;

    #[test]
    fn every_provider_is_complete() {
        for (n, provider) in PROVIDERS.iter().enumerate() {
            let name = provider.name;
            let names = |p: &Provider| [Some(p.name), p.former].into_iter().flatten().any(|other| other == name);
            assert!(!PROVIDERS.iter().skip(n + 1).any(names), "{name} stands twice");
            assert!(provider.action.is_empty() || provider.action.starts_with("https://"), "{name}: https");
            let is_own = name == "custom";
            assert!(!provider.honeypot.0.is_empty() && is_own == provider.label.is_empty(), "{name}: trap and label");
            assert!(is_own || provider.docs.starts_with("https://"), "{name}: where its documentation is");
            assert!(!provider.limits.is_empty() && provider.checked.len() == 10, "{name}: limits, and when checked");
            assert!(codes::FEEDBACK_PROVIDER.doc.contains(&format!("`{name}`")), "{name} is not documented");
        }
    }
}

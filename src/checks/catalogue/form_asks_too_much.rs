//! `form-asks-too-much`: a form of the settings that asks for more about a person than such a form needs. It looks at
//! fields that the hub wrote itself; those of the presets are measured already.

use crate::checks::{Check, Found, Hub, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::diagnostic::Span;
use crate::forms::{Field, Wording};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "form-asks-too-much",
        severity: Severity::Warning,
        criterion: "",
        why: "People who must tell too much about themselves don't send the form, and data-protection law asks for no more than needed.",
        why_cy: "Nid yw pobl sy'n gorfod dweud gormod yn anfon y ffurflen, a'r gyfraith yw gofyn am ddim mwy nag sydd ei angen.",
        doc: include_str!("../../codes/form-asks-too-much.md"),
    },
    says: &[
        Saying {
            en: (
                "The form “{0}” asks for {1}, which tells a great deal about a person.",
                "Delete the field, unless the law asks you for it. Then say why in its hint, for example:\n        hint: We must ask this because …",
            ),
            cy: (
                "Mae'r ffurflen “{0}” yn gofyn am {1}, sy'n dweud llawer am berson.",
                "Dilëwch y maes, oni bai bod y gyfraith yn gofyn amdano. Yna dywedwch pam yn ei awgrym, er enghraifft:\n        hint: Rhaid i ni ofyn hyn oherwydd …",
            ),
        },
        Saying {
            en: (
                "The form “{0}” can't be sent without {1}, although it asks for another way to answer as well.",
                "Ask for one way to answer, or let people choose:\n        required: no",
            ),
            cy: (
                "Ni ellir anfon y ffurflen “{0}” heb {1}, er ei bod yn gofyn am ffordd arall o ateb hefyd.",
                "Gofynnwch am un ffordd o ateb, neu gadewch i bobl ddewis:\n        required: no",
            ),
        },
    ],
    scope: Scope::Hub(look),
};

/// Parts of names and labels that ask for what is nobody's business.
const PRIVATE: &[&str] = &[
    "benefit", "birth", "bank", "crefydd", "cyfrif banc", "cyflog", "cyfeiriadedd", "cenedligrwydd", "disability",
    "dob", "enabled status", "ethnic", "faith", "gender", "geni", "health condition", "hil", "how old", "immigration",
    "income", "iechyd", "marital", "medical", "national insurance", "nationality", "ni number", "oed", "passport",
    "pasbort", "priodasol", "race", "religion", "rhyw", "rhywedd", "salary", "sex", "sexual", "yswiriant gwladol",
];

fn look(hub: &Hub<'_>, found: &mut Found<'_>) {
    for form in &hub.site.settings.forms {
        let own = || form.fields.iter().filter(|field| field.span != Span::default());
        for field in own().filter(|field| asks_private(field)) {
            found.add(0, field.span, &[&form.name, &format!("“{}”", label(field))]);
        }
        // Whoever can be answered by e-mail need not give a telephone number or an address.
        let ways: Vec<&Field> = form.fields.iter().filter(|field| field.required && is_way(field)).collect();
        for field in ways.iter().skip(1).filter(|field| field.span != Span::default()) {
            found.add(1, field.span, &[&form.name, &format!("“{}”", label(field))]);
        }
    }
}

fn label(field: &Field) -> &str {
    match &field.label {
        Wording::Own(text) => text.get("en"),
        Wording::Known(_) => &field.name,
    }
}

fn asks_private(field: &Field) -> bool {
    // A reason that is given is one that readers can judge.
    if field.hint.is_some() {
        return false;
    }
    let labels = match &field.label {
        Wording::Own(text) => text.all().map(str::to_lowercase).collect::<Vec<_>>(),
        Wording::Known(_) => Vec::new(),
    };
    let name = field.name.to_lowercase().replace(['-', '_'], " ");
    let is_age = |words: &str| matches!(words.trim_end_matches('?'), "age" | "your age" | "eich oedran" | "oedran");
    let is_private = |words: &String| is_age(words) || PRIVATE.iter().any(|part| holds(words, part));
    labels.iter().chain([&name]).any(is_private)
}

/// Whether words begin with a part at the beginning of one of them; a short part is a whole word.
fn holds(words: &str, part: &str) -> bool {
    words.match_indices(part).any(|(at, _)| {
        let after = words[at + part.len()..].chars().next();
        let begins = !words[..at].ends_with(char::is_alphanumeric);
        begins && (part.len() > 4 || !after.is_some_and(char::is_alphanumeric))
    })
}

/// Whether the answer is a way to reach somebody.
fn is_way(field: &Field) -> bool {
    let name = field.name.to_lowercase();
    matches!(field.kind.name, "email" | "phone")
        || ["address", "postcode", "phone", "telephone", "cyfeiriad", "cod-post", "ffon"].contains(&name.as_str())
}

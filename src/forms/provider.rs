//! What a form service documents about itself, as a table's row: how it is sent to, what it
//! reserves, what it takes and where it keeps it. It holds facts and decides nothing.

/// What a form service documents about itself.
#[derive(Debug, PartialEq, Eq)]
pub struct Provider {
    /// The name in `site.yaml`.
    pub name: &'static str,
    /// A name that the service had before, which people may still type.
    pub former: Option<&'static str>,
    /// The name that readers see; empty where only the hub can say it.
    pub label: &'static str,
    /// Where the form is sent; `{id}` stands for the hub's own code.
    pub action: &'static str,
    /// The method of the form.
    pub method: &'static str,
    /// How the form is packed, unless it holds a file.
    pub encoding: Encoding,
    /// The hidden field that carries the hub's code, if it is not part of the address.
    pub key_field: Option<&'static str>,
    /// The field that names the page to come back to, and whether it must be a full address.
    pub redirect: Option<(&'static str, Absolute)>,
    /// The field that becomes the message's subject.
    pub subject_field: Option<&'static str>,
    /// The field whose value becomes the address that an answer goes to.
    pub reply_field: Option<&'static str>,
    /// The field that people can't see and programs fill in.
    pub honeypot: (&'static str, Control),
    /// Other field names that mean something to the service. Names that begin with a low line do
    /// with every service.
    pub reserved: &'static [&'static str],
    /// The only host on which it works, if it is a part of one.
    pub only_on: Option<&'static str>,
    /// Attributes of the form element.
    pub attributes: &'static [(&'static str, &'static str)],
    /// How a script may send the form and read the answer; `None` if that was not found out.
    pub script: Option<Script>,
    /// What files it takes; `None` if none.
    pub uploads: Option<Uploads>,
    /// How many messages it takes, in words.
    pub limits: &'static str,
    /// Where what readers send is processed; `None` if the service does not state it.
    pub country: Option<Country>,
    /// Its documentation.
    pub docs: &'static str,
    /// Which of these facts were not read in the service's own documentation.
    pub unsure: &'static [&'static str],
    /// The day these facts were last checked.
    pub checked: &'static str,
}

impl Provider {
    /// Whether it needs the hub's own code.
    pub fn needs_id(&self) -> bool {
        self.action.contains("{id}") || self.key_field.is_some()
    }

    /// The key that the settings must give besides its name.
    pub fn needs(&self) -> Option<&'static str> {
        match (self.needs_id(), self.action.is_empty() && self.attributes.is_empty()) {
            (true, _) => Some("id"),
            (_, true) => Some("action"),
            _ => None,
        }
    }

    /// Whether the service keeps a field name for itself.
    pub fn reserves(&self, name: &str) -> bool {
        let own = [self.key_field, self.redirect.map(|(name, _)| name), self.subject_field, Some(self.honeypot.0)];
        // Which form a message comes from, and which page, Bindery says itself.
        name.starts_with('_')
            || own.contains(&Some(name))
            || self.reserved.contains(&name)
            || ["form", "page", "page_title"].contains(&name)
    }
}

/// How a form is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Names and values, as in an address.
    Url,
    /// Parts, of which each may be a file.
    Multipart,
}

impl Encoding {
    /// The form's `enctype`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Url => "application/x-www-form-urlencoded",
            Self::Multipart => "multipart/form-data",
        }
    }
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

/// How a script sends a form and reads the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Script {
    /// What makes the service answer a script.
    pub ask: Ask,
    /// The field of the answer that is true (or the text “true”) if all went well; without one the
    /// status alone says it.
    pub success: Option<&'static str>,
    /// The fields of the answer that say what went wrong, the best first.
    pub errors: &'static [&'static str],
}

/// What makes a service answer a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The header `Accept: application/json`.
    Accept,
    /// The form's address with this at its end.
    Suffix(&'static str),
    /// Another address; `{id}` stands for the hub's own code.
    Address(&'static str),
    /// Nothing: only the status of the answer counts.
    Status,
}

/// The files that a service takes, always as parts of one message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uploads {
    /// How large they may be, in words; `None` if that was not found out.
    pub most: Option<&'static str>,
    /// Whether only paid accounts may send them.
    pub paid: bool,
}

/// A country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    /// Its key in the strings files.
    pub key: &'static str,
    /// Its English name.
    pub name: &'static str,
}

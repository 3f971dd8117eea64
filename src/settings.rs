//! Turns `content/site.yaml` into [`Settings`]: plain data, with every default in one place.
//! Links to pages stay as they were written, each with its place, until the site is resolved.

use crate::checks::Levels;
use crate::codes;
use crate::diagnostic::{Diagnostic, Span};
use crate::forms::{self, OwnForm};
use crate::hosts::{self, Host};
use crate::inputs::SETTINGS;
use crate::look::Layer;
use crate::path::RelPath;
use crate::reader::{Codes, LocalText, Reader, yes_no};
use crate::source::Source;
use crate::yaml::Value;

/// The hub's settings.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The file they come from, for problems found later.
    pub source: Source,
    /// The hub's name.
    pub title: LocalText,
    /// One line below the name.
    pub tagline: Option<LocalText>,
    /// Who runs the hub.
    pub organisation: Option<LocalText>,
    /// The full address, ending in a slash.
    pub url: Option<String>,
    /// The codes of its languages, the main one first.
    pub languages: Vec<String>,
    /// The theme's name.
    pub theme: String,
    /// How readers reach the people behind the hub.
    pub contact: Option<Contact>,
    /// The licence of its texts.
    pub licence: Option<LocalText>,
    /// Pages in the main navigation; `None` means the top sections.
    pub nav: Option<Vec<(String, Span)>>,
    /// Pages linked at the foot of every page.
    pub footer: Vec<(String, Span)>,
    /// The privacy page that the feedback form links to.
    pub privacy: Option<(String, Span)>,
    /// What `feedback:` says.
    pub feedback: Feedback,
    /// The forms that have pages of their own.
    pub forms: Vec<OwnForm>,
    /// What `look:` says.
    pub look: Option<Layer>,
    /// The files whose HTML is published as it was typed, programs included.
    pub any_html: Vec<(String, Span)>,
    /// Where the hub is published, and where the settings say so.
    pub host: Option<(&'static Host, Span)>,
    /// Where `bindery publish` sends the hub, for hosts that do not know it by themselves.
    pub publish_to: Option<(String, Span)>,
    /// Old addresses that no page names, and where they lead, as typed.
    pub redirects: Vec<Redirect>,
    /// How serious each kind of problem is.
    pub checks: Levels,
}

/// An old address of the settings, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The old address.
    pub from: String,
    /// Where it stands.
    pub span: Span,
    /// Where it leads.
    pub to: String,
    /// Where that stands.
    pub to_span: Span,
}

/// How readers reach the people behind the hub.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// What is shown.
    pub text: LocalText,
    /// An e-mail address.
    pub email: Option<String>,
    /// An address to link to.
    pub url: Option<String>,
}

/// What `feedback:` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Feedback {
    /// `feedback: no`, or a form that is not set up.
    Off {
        /// Whether the hub chose to have none.
        chosen: bool,
    },
    /// A form, and the service that takes what it sends.
    On(Box<forms::Endpoint>),
}

impl Feedback {
    /// Where the feedback form is sent.
    pub fn endpoint(&self) -> Option<&forms::Endpoint> {
        match self {
            Self::Off { .. } => None,
            Self::On(endpoint) => Some(endpoint),
        }
    }
}

impl Settings {
    /// Reads the settings file. A hub without one gets the defaults and a problem.
    pub fn read(source: Option<Source>) -> (Self, Vec<Diagnostic>) {
        let Some(source) = source else {
            let source = Source::new(RelPath::new(SETTINGS), "");
            let problem = Diagnostic::new(&codes::SETTING_MISSING, &source.path, "There is no site.yaml in the content folder.")
                .help("Make a file content/site.yaml with at least these lines:\ntitle: The hub's name\nurl: https://your-hub.example.org/");
            return (Self::defaults(source), vec![problem]);
        };
        let mut reader = Reader::file(&source, CODES);
        let mut settings = Self::defaults(source.clone());
        settings.take(&mut reader);
        (settings, reader.finish())
    }

    /// The names of all settings, as reading them asks for each.
    pub fn keys() -> Vec<&'static str> {
        let source = Source::new(RelPath::new(SETTINGS), "");
        let mut reader = Reader::file(&source, CODES);
        Self::defaults(source.clone()).take(&mut reader);
        reader.asked().to_vec()
    }

    fn defaults(source: Source) -> Self {
        Self {
            source,
            title: LocalText::All("Our hub".to_owned()),
            tagline: None,
            organisation: None,
            url: None,
            languages: vec!["en".to_owned()],
            theme: "default".to_owned(),
            contact: None,
            licence: None,
            nav: None,
            footer: Vec::new(),
            privacy: None,
            feedback: Feedback::Off { chosen: true },
            forms: Vec::new(),
            look: None,
            any_html: Vec::new(),
            host: None,
            publish_to: None,
            redirects: Vec::new(),
            checks: Levels::default(),
        }
    }

    fn take(&mut self, reader: &mut Reader<'_>) {
        match reader.local("title") {
            Some(title) => self.title = title,
            None if reader.is_broken("title") => {}
            None => reader.problem(
                &codes::SETTING_MISSING,
                Span::default(),
                "The hub has no title.".into(),
                "Add a line:\ntitle: The hub's name".into(),
            ),
        }
        self.tagline = reader.local("tagline");
        self.organisation = reader.local("organisation");
        self.licence = reader.local("licence");
        match reader.text("url") {
            Some((url, span)) => self.url = address(reader, url, span),
            None if reader.is_broken("url") => {}
            None => reader.problem(
                &codes::SITE_URL_MISSING,
                Span::default(),
                "The hub's address is not set.".into(),
                "Add a line with the address under which the hub is published, for example:\nurl: https://your-hub.example.org/".into(),
            ),
        }
        let languages = languages(reader);
        if !languages.is_empty() {
            self.languages = languages;
        }
        if let Some((theme, _)) = reader.text("theme") {
            self.theme = theme;
        }
        self.contact = contact(reader);
        self.nav = reader.list("nav");
        self.footer = reader.list("footer").unwrap_or_default();
        self.privacy = reader.text("privacy");
        self.feedback = feedback(reader);
        if let Some(mut map) = reader.map("forms") {
            let told = self.feedback == Feedback::Off { chosen: false };
            self.forms = forms::read_own(&mut map, self.feedback.endpoint(), told);
            reader.close(map);
            forms::check_contact(reader, self.contact.is_some(), &self.forms);
        }
        self.host = reader.text("host").and_then(|(name, span)| hosts::read(reader, &name, span));
        self.publish_to = reader.text("publish_to");
        self.check_hosts(reader);
        self.redirects = redirects(reader);
        self.checks = Levels::read(reader);
        if let Some(mut map) = reader.map("look") {
            self.look = Some(Layer::read(&mut map, &self.source));
            reader.close(map);
        }
        self.any_html = reader.list("any_html").unwrap_or_default();
        misplaced(reader);
    }

    /// Reports services that do not work where the hub is published, each once.
    fn check_hosts(&self, reader: &mut Reader<'_>) {
        let mut told: Vec<Span> = Vec::new();
        for endpoint in self.endpoints() {
            if !told.contains(&endpoint.span) {
                forms::check_host(reader, self.published_at(), endpoint);
                told.push(endpoint.span);
            }
        }
    }

    /// Every place that a form of the hub is sent to, the feedback form's first.
    pub fn endpoints(&self) -> impl Iterator<Item = &forms::Endpoint> {
        self.feedback.endpoint().into_iter().chain(self.forms.iter().filter_map(|form| form.endpoint.as_ref()))
    }

    /// Whether the HTML of a page's file is published as it was typed.
    pub fn allows_any_html(&self, source: &RelPath) -> bool {
        self.any_html.iter().any(|(path, _)| path == source.as_str())
    }

    /// Where the hub is published: as `host:` says, or as its address shows.
    pub fn published_at(&self) -> Option<&'static Host> {
        self.host.map(|(host, _)| host).or_else(|| self.url.as_deref().and_then(hosts::at))
    }

    /// The part of the hub's address that comes after the host, beginning and ending in a slash.
    pub fn base_path(&self) -> &str {
        let after_scheme = self.url.as_deref().and_then(|url| url.split_once("://")).map_or("", |(_, rest)| rest);
        after_scheme.find('/').map_or("/", |at| &after_scheme[at..])
    }
}

/// Settings of the look that stand beside `look:` and not below it.
fn misplaced(reader: &mut Reader<'_>) {
    for (typed, name) in
        [("colours", "colours"), ("colors", "colours"), ("fonts", "fonts"), ("radius", "radius"), ("logo", "logo")]
    {
        if let Some(entry) = reader.take_unlisted(typed) {
            let message = format!("“{typed}” is a part of how the hub looks, and stands in the wrong place.");
            let help = format!("Move it below “look:”, two blanks further in:\nlook:\n  {name}: …");
            reader.problem(&codes::SETTING_UNKNOWN, entry.key_span, message, help);
        }
    }
}

const CODES: Codes = Codes { unknown: &codes::SETTING_UNKNOWN, kind: &codes::SETTING_KIND };

fn address(reader: &mut Reader<'_>, url: String, span: Span) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let host = rest.map(|rest| rest.split('/').next().unwrap_or(""));
    // Signs that mean something to the servers that are told of the address.
    let is_plain = url.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~:/%".contains(&b) || b >= 0x80);
    if host.is_none_or(str::is_empty) || !is_plain {
        let message = format!("“{url}” is not a full address.");
        let typed = url.trim_start_matches("//");
        let looks_right = is_plain && typed.contains('.') && !typed.contains(':') && !typed.starts_with('.');
        let help = if looks_right {
            format!("Type it in full:\nurl: https://{}/", typed.trim_end_matches('/'))
        } else {
            "Type it as in a browser's address bar, for example:\nurl: https://your-hub.example.org/".to_owned()
        };
        reader.problem(&codes::SETTING_KIND, span, message, help);
        return None;
    }
    Some(if url.ends_with('/') { url } else { format!("{url}/") })
}

/// Language codes as HTML has them (BCP 47): `en`, `cy`, `pt-BR`. They are names of folders too.
fn languages(reader: &mut Reader<'_>) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for (code, span) in reader.list("languages").unwrap_or_default() {
        let mut parts = code.split('-');
        let first = parts
            .next()
            .is_some_and(|part| (2..=3).contains(&part.len()) && part.chars().all(|c| c.is_ascii_lowercase()));
        let others = parts.all(|part| (2..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()));
        if !first || !others {
            let help = "Type codes such as “en” for English and “cy” for Welsh:\nlanguages: [en, cy]".into();
            reader.problem(&codes::SETTING_KIND, span, format!("“{code}” is not the code of a language."), help);
        } else if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

/// Old addresses and where they lead; their names are free.
fn redirects(reader: &mut Reader<'_>) -> Vec<Redirect> {
    let Some(mut map) = reader.map("redirects") else { return Vec::new() };
    let entries = map.rest();
    let read = |entry: crate::yaml::Entry| {
        let to = map.as_text(&entry.node, &entry.key)?;
        Some(Redirect { from: entry.key, span: entry.key_span, to, to_span: entry.node.span })
    };
    let redirects = entries.into_iter().filter_map(read).collect();
    reader.close(map);
    redirects
}

fn contact(reader: &mut Reader<'_>) -> Option<Contact> {
    let mut map = reader.map("contact")?;
    let email = map.text("email").and_then(|(email, span)| {
        let is_address = crate::reader::is_email(&email);
        if !is_address {
            let help = "Type the whole address, for example:\nemail: library@example.org".into();
            map.problem(&codes::SETTING_KIND, span, format!("“{email}” is not an e-mail address."), help);
        }
        Some(email).filter(|_| is_address)
    });
    let url = map.text("url").and_then(|(url, span)| {
        let is_web = url.starts_with("https://") || url.starts_with("http://");
        if !is_web {
            let help = "Type the full address, beginning with https://.".into();
            map.problem(&codes::SETTING_KIND, span, format!("“{url}” is not a full address."), help);
        }
        Some(url).filter(|_| is_web)
    });
    let text = map.local("text").or_else(|| email.clone().or_else(|| url.clone()).map(LocalText::All));
    let span = map.span;
    if text.is_none() {
        let help = "Add a line such as “email: library@example.org” below “contact:”.".into();
        map.problem(&codes::SETTING_MISSING, span, "The contact has no text, email or url.".into(), help);
    }
    reader.close(map);
    Some(Contact { text: text?, email, url })
}

fn feedback(reader: &mut Reader<'_>) -> Feedback {
    let Some(entry) = reader.take("feedback") else {
        reader.problem(
            &codes::FEEDBACK_MISSING,
            Span::default(),
            "The feedback form is not set up.".into(),
            "Add for example:\nfeedback:\n  provider: formspree\n  id: the code from your Formspree form's address\nor, to have no form, “feedback: no”.".into(),
        );
        return Feedback::Off { chosen: false };
    };
    if let Value::Scalar(scalar) = &entry.node.value
        && yes_no(&scalar.text) == Some(false)
    {
        return Feedback::Off { chosen: true };
    }
    let Some(mut map) = reader.open(entry.node, "feedback") else {
        return Feedback::Off { chosen: false };
    };
    let endpoint = forms::read(&mut map, entry.key_span);
    reader.close(map);
    endpoint.map_or(Feedback::Off { chosen: false }, |endpoint| Feedback::On(Box::new(endpoint)))
}

//! Turns the table of the hub's settings into what can be typed in `site.yaml`. The names are those that
//! [`Settings`] asks for; a test holds the two together, and the handbook says the same at more length.

use super::completion::{Offer, words};
use super::protocol::kind;
use super::{Known, body};
use crate::forms::{PRESETS, PROVIDERS};
use crate::hosts::HOSTS;
use crate::inputs::SETTINGS;
use crate::path::RelPath;

/// What each setting says: the settings that it stands below, its name, and a sentence.
const KEYS: &[(&str, &str, &str)] = &[
    ("", "title", "The hub's name. Needed."),
    ("", "tagline", "One line about the hub."),
    ("", "organisation", "Who runs the hub."),
    ("", "licence", "The licence of its texts."),
    ("", "url", "The full address under which it is published, ending in a slash."),
    ("", "languages", "Codes such as [en, cy], the main language first."),
    ("", "theme", "A folder in “themes”. Without it, the built-in theme is used."),
    ("", "contact", "How readers reach you: text, email or url."),
    ("", "nav", "The pages of the main menu, by their files. Without it, the top sections."),
    ("", "footer", "Pages linked at the foot of every page, by their files."),
    ("", "privacy", "The privacy page that the feedback form links to, by its file."),
    ("", "feedback", "The form service, or no."),
    ("", "forms", "Other forms, such as “contact: yes”."),
    ("", "host", "Where the hub is published."),
    ("", "publish_to", "Where “bindery publish” sends it."),
    ("", "redirects", "Old addresses and where they lead."),
    ("", "look", "Colours, letters, corners and the logo."),
    ("", "any_html", "Files whose HTML is published as it was typed, programs included."),
    (
        "",
        "checks",
        "How serious each kind of problem is: “sentence-long: ignore”, hint, warn or error; also below a folder.",
    ),
    ("contact", "text", "What is shown."),
    ("contact", "email", "An e-mail address."),
    ("contact", "url", "A full address to link to."),
    ("feedback", "provider", "The form service."),
    ("feedback", "id", "What the service calls your form."),
    ("feedback", "action", "The address that a service gave you, for “provider: custom”."),
    ("look", "logo", "The logo's file, beside site.yaml."),
    ("look", "colours", "The colours that are not the theme's."),
    ("look", "fonts", "The letters of headings and of text."),
    ("look", "radius", "How round corners are, such as 0.5rem."),
    ("look.fonts", "headings", "serif, sans or round."),
    ("look.fonts", "text", "serif, sans or round."),
];

/// The names that can still be typed below some settings.
pub(super) fn keys(text: &str, below: &[&str]) -> Vec<Offer> {
    let place = below.join(".");
    if place == "forms" {
        return PRESETS.iter().map(|preset| Offer::new(kind::KEY, preset.name)).collect();
    }
    let is_there = |key: &str| {
        place.is_empty() && text.lines().any(|line| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')))
    };
    let here = KEYS.iter().filter(|(above, key, _)| *above == place && !is_there(key));
    here.map(|(_, key, help)| Offer { documentation: (*help).to_owned(), ..Offer::new(kind::KEY, *key) }).collect()
}

/// What a setting's name means.
pub(super) fn explained(below: &[&str], name: &str) -> Option<String> {
    let place = below.join(".");
    let found = KEYS.iter().find(|(above, key, _)| *above == place && *key == name);
    found.map(|(_, key, help)| format!("**{key}**: {help}"))
}

/// The values that a setting can have.
pub(super) fn values(known: &Known, keys: &[&str]) -> Vec<Offer> {
    match keys {
        ["nav" | "footer" | "privacy"] => body::pages(known, &RelPath::new(SETTINGS)),
        ["any_html"] => body::pages(known, &RelPath::new(SETTINGS)),
        ["checks", .., _] => words(["ignore", "hint", "warn", "error"]),
        ["host"] => words(HOSTS.iter().map(|host| host.name)),
        ["feedback", "provider"] => words(PROVIDERS.iter().map(|provider| provider.name)),
        ["look", "logo"] => body::files(known, &RelPath::new(SETTINGS), true, true),
        ["look", "fonts", "headings" | "text"] => words(["serif", "sans", "round"]),
        ["languages"] => words(["en", "cy"]),
        ["feedback"] => words(["no"]),
        ["forms", _] => words(["yes"]),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn every_setting_is_explained_and_nothing_else() {
        let explained: Vec<_> = KEYS.iter().filter(|(above, ..)| above.is_empty()).map(|(_, key, _)| *key).collect();
        let mut asked = Settings::keys();
        let mut sorted = explained.clone();
        asked.sort_unstable();
        sorted.sort_unstable();
        assert_eq!(sorted, asked, "KEYS has each name that the settings ask for");
    }
}

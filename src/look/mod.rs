//! Turns what a theme's `theme.yaml` and a hub's `look:` say about colours, corners and letters
//! into the first lines of the style sheet, and checks that colours which meet can be told apart.
//! It knows names and values; what each is used for is the style sheet's business.

mod contrast;
mod layer;

pub use layer::{Layer, Text};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::reader;
use color::{OpaqueColor, Srgb};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A colour that hides what is behind it.
type Colour = OpaqueColor<Srgb>;

/// The two sets of colours: for light and for dark surroundings.
const SCHEMES: [&str; 2] = ["light", "dark"];

/// A value, and the layer and place that it is from.
#[derive(Clone, Debug)]
struct Given<T> {
    value: T,
    layer: usize,
    text: Text,
}

/// How a hub looks.
#[derive(Debug, Default)]
pub struct Look {
    /// Each name's colour in each of the two sets.
    colours: BTreeMap<String, [Option<Given<Colour>>; 2]>,
    radius: Option<String>,
    /// What letters are used for, and which families of them.
    fonts: BTreeMap<String, String>,
}

impl Look {
    /// Lays the layers over each other, the lowest first. The last is the hub's own; it may only
    /// change what a theme has named.
    pub fn new(layers: &[Layer]) -> (Self, Vec<Diagnostic>) {
        let mut look = Self::default();
        let mut problems = Vec::new();
        let mut families: BTreeMap<&str, &str> = BTreeMap::new();
        for (n, layer) in layers.iter().enumerate() {
            families.extend(layer.families.iter().map(|(name, css)| (name.as_str(), css.as_str())));
            for (name, given) in &layer.colours {
                if layer.is_hub && !look.colours.contains_key(&name.0) {
                    let known: Vec<&str> = look.colours.keys().map(String::as_str).collect();
                    problems.push(layer.unknown(name, &known));
                    continue;
                }
                let slots = look.colours.entry(name.0.clone()).or_default();
                for (slot, given) in slots.iter_mut().zip(given) {
                    if let Some((value, text)) = given {
                        *slot = Some(Given { value: *value, layer: n, text: text.clone() });
                    }
                }
            }
            if let Some((radius, _)) = &layer.radius {
                look.radius = Some(radius.clone());
            }
            for (role, family) in &layer.fonts {
                let known_roles: Vec<&str> = look.fonts.keys().map(String::as_str).collect();
                if layer.is_hub && !known_roles.contains(&role.0.as_str()) {
                    problems.push(layer.unknown(role, &known_roles));
                } else if let Some(css) = families.get(family.0.as_str()) {
                    look.fonts.insert(role.0.clone(), (*css).to_owned());
                } else {
                    let known: Vec<&str> = families.keys().copied().collect();
                    let message = format!("“{}” is none of the kinds of letters that this theme has.", family.0);
                    let help = format!("Type one of these: {}.", known.join(", "));
                    problems.push(layer.source.problem(&codes::SETTING_KIND, family.1, message).help(help));
                }
            }
        }
        // Where a set lacks a colour, browsers take the other set's.
        for slots in look.colours.values_mut() {
            if let [Some(given), empty @ None] | [empty @ None, Some(given)] = slots {
                *empty = Some(given.clone());
            }
        }
        problems.extend(contrast::check(&look.colours, layers));
        (look, problems)
    }

    /// The first lines of the style sheet.
    pub fn css(&self) -> String {
        let mut css = ":root{color-scheme:light dark".to_owned();
        let colours = |css: &mut String, scheme: usize| {
            for (name, slots) in &self.colours {
                if let Some(given) = &slots[scheme] {
                    // Writing to a string can't fail.
                    let _ = write!(css, ";--{name}:{}", hex(given.value));
                }
            }
        };
        colours(&mut css, 0);
        if let Some(radius) = &self.radius {
            let _ = write!(css, ";--radius:{radius}");
        }
        for (role, family) in &self.fonts {
            let _ = write!(css, ";--font-{role}:{family}");
        }
        css.push_str("}\n@media (prefers-color-scheme:dark){:root{color-scheme:light dark");
        colours(&mut css, 1);
        css.push_str("}}\n");
        css
    }
}

/// A colour as style sheets and settings have it: `#14514f`.
fn hex(colour: Colour) -> String {
    let rgb = colour.to_rgba8();
    format!("#{:02x}{:02x}{:02x}", rgb.r, rgb.g, rgb.b)
}

impl Layer {
    fn unknown(&self, name: &Text, known: &[&str]) -> Diagnostic {
        let (message, help) = reader::unknown(&name.0, known);
        self.source.problem(&codes::SETTING_UNKNOWN, name.1, message).help(help)
    }
}

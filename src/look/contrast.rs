//! Checks that colours which meet can be told apart (WCAG 2.2, 1.4.3 for text and 1.4.11 for edges
//! and signs), and finds the nearest colour that passes.

use super::{Colour, Given, Layer, SCHEMES, hex};
use crate::codes;
use crate::diagnostic::Diagnostic;
use color::{Oklch, OpaqueColor, Srgb};
use std::collections::BTreeMap;

type Colours = BTreeMap<String, [Option<Given<Colour>>; 2]>;

/// Two colours that meet, and the least contrast between them.
struct Meeting<'a> {
    on_top: &'a str,
    below: &'a str,
    least: f32,
}

/// One colour set, and the colours that must be told apart in it.
struct Checked<'a> {
    colours: &'a Colours,
    meetings: Vec<Meeting<'a>>,
    scheme: usize,
}

/// A colour that can't be told from another.
struct Failure<'a> {
    meeting: &'a Meeting<'a>,
    found: f32,
    given: &'a Given<Colour>,
    near: Option<Colour>,
}

/// One problem for each colour that can't be told from another.
pub(super) fn check(colours: &Colours, layers: &[Layer]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let of = |scheme| Checked { colours, meetings: meetings(colours, layers), scheme };
    let sets = [of(0), of(1)];
    let mut failures: BTreeMap<&str, [Option<Failure<'_>>; 2]> = BTreeMap::new();
    for set in &sets {
        for (name, failure) in set.failures() {
            failures.entry(name).or_default()[set.scheme] = Some(failure);
        }
    }
    for layer in layers {
        for (text, _) in &layer.contrast {
            let names = text.0.split(" on ");
            if let Some(name) = names.into_iter().find(|name| !colours.contains_key(*name)) {
                let known: Vec<&str> = colours.keys().map(String::as_str).collect();
                problems.push(layer.unknown(&(name.to_owned(), text.1), &known));
            }
        }
    }
    problems.extend(failures.iter().filter_map(|(name, failures)| told(name, failures, &sets, layers)));
    problems
}

/// The pairs that the layers name; a higher layer may ask for more or less.
fn meetings<'a>(colours: &Colours, layers: &'a [Layer]) -> Vec<Meeting<'a>> {
    let mut found: BTreeMap<(&str, &str), f32> = BTreeMap::new();
    let named = layers.iter().flat_map(|layer| &layer.contrast);
    found.extend(named.filter_map(|(text, least)| Some((text.0.split_once(" on ")?, *least))));
    let is_known =
        |((on_top, below), _): &((&str, &str), f32)| [on_top, below].iter().all(|n| colours.contains_key(**n));
    found.into_iter().filter(is_known).map(|((on_top, below), least)| Meeting { on_top, below, least }).collect()
}

impl<'a> Checked<'a> {
    fn colour(&self, name: &str) -> Option<&'a Given<Colour>> {
        self.colours.get(name)?[self.scheme].as_ref()
    }

    /// The colours that must change, each with the pair in which it falls shortest.
    fn failures(&'a self) -> BTreeMap<&'a str, Failure<'a>> {
        let mut failures: BTreeMap<&str, Failure<'_>> = BTreeMap::new();
        for meeting in &self.meetings {
            let (Some(on_top), Some(below)) = (self.colour(meeting.on_top), self.colour(meeting.below)) else {
                continue;
            };
            let found = contrast(on_top.value, below.value);
            // Whose colour came last is asked to change it.
            let (name, given) =
                if below.layer > on_top.layer { (meeting.below, below) } else { (meeting.on_top, on_top) };
            let is_worse = |former: &Failure<'_>| found / meeting.least < former.found / former.meeting.least;
            if found < meeting.least && failures.get(name).is_none_or(is_worse) {
                let near = nearest(given.value, |candidate| self.passes(name, candidate));
                failures.insert(name, Failure { meeting, found, given, near });
            }
        }
        failures
    }

    /// Whether a colour can stand in the place of another.
    fn passes(&self, name: &str, candidate: Colour) -> bool {
        let value = |other: &str| match other == name {
            true => Some(candidate),
            false => self.colour(other).map(|given| given.value),
        };
        self.meetings.iter().filter(|meeting| [meeting.on_top, meeting.below].contains(&name)).all(|meeting| {
            let both = value(meeting.on_top).zip(value(meeting.below));
            both.is_none_or(|(a, b)| contrast(a, b) >= meeting.least)
        })
    }
}

/// The problem of one colour, which may be one in both sets.
fn told(
    name: &str,
    failures: &[Option<Failure<'_>>; 2],
    sets: &[Checked<'_>; 2],
    layers: &[Layer],
) -> Option<Diagnostic> {
    let scheme = failures.iter().position(Option::is_some)?;
    let failure = failures[scheme].as_ref()?;
    let Meeting { on_top, below, least } = failure.meeting;
    let hex_of = |name: &str| sets[scheme].colour(name).map_or_else(String::new, |given| hex(given.value));
    let message = format!(
        "In the {} colours, “{on_top}” ({}) on “{below}” ({}) has a contrast of {:.1} to 1; it takes {least} to 1.{}",
        SCHEMES[scheme],
        hex_of(on_top),
        hex_of(below),
        failure.found,
        if failures.iter().all(Option::is_some) { " The dark colours fail too." } else { "" },
    );
    // A set in which the colour passes keeps it.
    let shade = |n: usize| match &failures[n] {
        Some(failure) => failure.near,
        None => sets[n].colour(name).map(|given| given.value).or(failure.near),
    };
    let help = match (shade(0), shade(1)) {
        (Some(light), Some(dark)) => {
            format!("The nearest shades that pass:\n{name}:\n  light: \"{}\"\n  dark: \"{}\"", hex(light), hex(dark))
        }
        _ => format!(
            "No shade of it passes. Delete the line “{name}”, so that the theme's own colour is used, or choose another colour for “{}”.",
            if name == *below { on_top } else { below }
        ),
    };
    let Given { layer, text, .. } = failure.given;
    Some(layers[*layer].source.problem(&codes::BRAND_CONTRAST, text.1, message).help(help))
}

/// The contrast of two colours, from 1 to 21 (WCAG 2.2, “contrast ratio”).
fn contrast(a: Colour, b: Colour) -> f32 {
    let (a, b) = (a.relative_luminance() + 0.05, b.relative_luminance() + 0.05);
    if a > b { a / b } else { b / a }
}

/// The same hue a little lighter or darker, as little as will do. Steps are even to the eye (Oklch).
fn nearest(colour: Colour, passes: impl Fn(Colour) -> bool) -> Option<Colour> {
    const STEPS: usize = 200;
    let polar: OpaqueColor<Oklch> = colour.convert();
    let shade = |by: f32| {
        let shade: OpaqueColor<Srgb> = polar.map(|l, c, h| [(l + by).clamp(0.0, 1.0), c, h]).convert();
        // As it will be typed, in whole steps of each part.
        let rgb = shade.to_rgba8();
        OpaqueColor::from_rgb8(rgb.r, rgb.g, rgb.b)
    };
    (1..=STEPS).map(|step| step as f32 / STEPS as f32).flat_map(|by| [-by, by]).map(shade).find(|shade| passes(*shade))
}

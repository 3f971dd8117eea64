//! Reads one layer of the look: a theme's `theme.yaml`, or `look:` in the hub's settings.

use super::Colour;
use crate::codes;
use crate::diagnostic::Span;
use crate::reader::{Codes, Reader};
use crate::source::Source;
use crate::yaml::{Entry, Node, Value};

/// A text as it was typed, and where.
pub type Text = (String, Span);

/// A colour and how it was typed, for light and for dark.
type Pair = [Option<(Colour, Text)>; 2];

/// What one file says.
#[derive(Clone, Debug)]
pub struct Layer {
    /// The file.
    pub source: Source,
    /// Whether it is the hub's own, and not a theme's.
    pub is_hub: bool,
    /// A picture that stands for the hub.
    pub logo: Option<Text>,
    pub(super) colours: Vec<(Text, Pair)>,
    /// Which colour is seen on which, and how far they must be apart.
    pub(super) contrast: Vec<(Text, f32)>,
    pub(super) radius: Option<Text>,
    pub(super) fonts: Vec<(Text, Text)>,
    pub(super) families: Vec<(String, String)>,
}

const CODES: Codes = Codes { unknown: &codes::SETTING_UNKNOWN, kind: &codes::SETTING_KIND };

impl Layer {
    /// Reads a theme's file.
    pub fn theme(source: &Source) -> (Self, Vec<crate::diagnostic::Diagnostic>) {
        let mut reader = Reader::file(source, CODES);
        let mut layer = Self::read(&mut reader, source);
        layer.is_hub = false;
        for Entry { key, node, key_span } in free(&mut reader, "contrast") {
            let least = reader.as_text(&node, &key).and_then(|text| text.parse().ok());
            match least.filter(|least| key.contains(" on ") && (1.0..=21.0).contains(least)) {
                Some(least) => layer.contrast.push(((key, key_span), least)),
                None => reader.wrong_kind(key_span, &key, "two colours and a number from 1 to 21", "ink on paper: 4.5"),
            }
        }
        for Entry { key, node, .. } in free(&mut reader, "families") {
            let Some(text) = reader.as_text(&node, &key) else { continue };
            match is_families(&text) {
                true => layer.families.push((key, text)),
                false => reader.wrong_kind(node.span, &key, "names of letters", &format!("{key}: Georgia, serif")),
            }
        }
        (layer, reader.finish())
    }

    /// Reads what settings and themes have in common.
    pub fn read(reader: &mut Reader<'_>, source: &Source) -> Self {
        let mut colours = Vec::new();
        for Entry { key, node, key_span } in free(reader, "colours") {
            if !is_name(&key) {
                reader.wrong_kind(key_span, &key, "a name of small letters and hyphens", "brand: \"#14514f\"");
                continue;
            }
            let pair = pair(reader, &key, key_span, node, source);
            colours.push(((key, key_span), pair));
        }
        let radius = reader.text("radius").filter(|(text, span)| {
            let is_length = is_length(text);
            if !is_length {
                reader.wrong_kind(*span, "radius", "a length", "radius: 0.5rem");
            }
            is_length
        });
        let fonts = fonts(reader);
        let (contrast, families) = (Vec::new(), Vec::new());
        let logo = reader.text("logo");
        Self { source: source.clone(), is_hub: true, logo, colours, contrast, radius, fonts, families }
    }
}

/// What letters are used for, and which kind. One word is meant for both.
fn fonts(reader: &mut Reader<'_>) -> Vec<(Text, Text)> {
    let Some(Entry { key, key_span, node }) = reader.take("fonts") else { return Vec::new() };
    if let Value::Scalar(scalar) = &node.value {
        let both = ["headings", "text"];
        return both.map(|role| ((role.to_owned(), key_span), (scalar.text.clone(), node.span))).into();
    }
    let Some(mut map) = reader.open(node, &key) else { return Vec::new() };
    let mut fonts = Vec::new();
    for Entry { key, node, key_span } in map.rest() {
        if !is_name(&key) {
            map.wrong_kind(key_span, &key, "a name of small letters and hyphens", "headings: serif");
        } else if let Some(text) = map.as_text(&node, &key) {
            fonts.push(((key, key_span), (text, node.span)));
        }
    }
    reader.close(map);
    fonts
}

/// The entries of a mapping whose keys are free.
fn free(reader: &mut Reader<'_>, key: &'static str) -> Vec<Entry> {
    let Some(mut map) = reader.map(key) else { return Vec::new() };
    let entries = map.rest();
    reader.close(map);
    entries
}

/// One colour for both sets, or one for each.
fn pair(reader: &mut Reader<'_>, key: &str, key_span: Span, node: Node, source: &Source) -> Pair {
    let Value::Map(entries) = node.value else {
        let colour = colour(reader, key, key_span, &node, source);
        return [colour.clone(), colour];
    };
    let mut pair = [None, None];
    for entry in entries {
        match super::SCHEMES.iter().position(|scheme| *scheme == entry.key) {
            Some(n) => pair[n] = colour(reader, &entry.key, entry.key_span, &entry.node, source),
            None => {
                let (message, help) = crate::reader::unknown(&entry.key, &super::SCHEMES);
                reader.problem(&codes::SETTING_UNKNOWN, entry.key_span, message, help);
            }
        }
    }
    pair
}

/// A colour. Without quotes YAML takes `#14514f` for a remark; what is meant is clear all the same.
fn colour(reader: &mut Reader<'_>, key: &str, key_span: Span, node: &Node, source: &Source) -> Option<(Colour, Text)> {
    let (text, span) = match &node.value {
        Value::Null => {
            let end = key_span.end as usize;
            let line = source.text.get(end..)?.lines().next()?;
            let at = line.find('#')?;
            let text = line[at..].split(' ').next()?;
            (text.to_owned(), Span::new(end + at, end + at + text.len()))
        }
        _ => (reader.as_text(node, key)?, node.span),
    };
    let parsed = color::parse_color(text.trim()).ok().map(color::DynamicColor::to_alpha_color);
    match parsed.map(color::AlphaColor::split) {
        // As browsers show it, in whole steps of each part.
        Some((colour, 1.0)) => {
            let rgb = Colour::to_rgba8(colour);
            Some((Colour::from_rgb8(rgb.r, rgb.g, rgb.b), (text, span)))
        }
        _ => {
            let message = format!("“{text}” is not a colour that can be used here.");
            let help = format!("Type six digits after a hash, in quotes, for example:\n{key}: \"#14514f\"");
            reader.problem(&codes::SETTING_KIND, span, message, help);
            None
        }
    }
}

/// Whether a text can be a part of a name in the style sheet.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Whether a text is names of letters as style sheets have them, each quotation mark with its end.
fn is_families(text: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | ',' | '-' | '_' | '.' | '"' | '\'');
    // What stands between marks of one kind may not hold one of the other.
    let mut open = None;
    for mark in text.chars().filter(|c| matches!(c, '"' | '\'')) {
        match open {
            None => open = Some(mark),
            Some(first) if first == mark => open = None,
            Some(_) => return false,
        }
    }
    open.is_none() && !text.trim().is_empty() && text.chars().all(is_plain)
}

/// Whether a text is a length as style sheets have it.
fn is_length(text: &str) -> bool {
    let number = ["rem", "em", "px"].iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text);
    let is_number = number.chars().all(|c| c.is_ascii_digit() || c == '.') && number.parse::<f32>().is_ok();
    is_number && (number != text || number.parse() == Ok(0.0_f32))
}

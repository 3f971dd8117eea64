//! Reads an SVG: its size, and whether anything in it could run a program in the reader's browser
//! or fetch something from elsewhere. It looks at tags and attributes wherever they stand, also
//! where a browser might not, and so rather finds too much than too little.

use super::LONGEST_SVG;
use super::bytes::{go, take_some};
use super::facts::{Danger, Facts, Kind, Size};
use encoding_rs::Encoding;
use std::io::{Read, Result, Seek};

/// Elements that run programs or hold pages of their own.
const ELEMENTS: &[&str] = &["script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "html"];

/// Reads the facts of a file that may be an SVG, at most `most` bytes of it.
pub(super) fn read(source: &mut (impl Read + Seek), most: u64, promised: Kind, facts: &mut Facts) -> Result<()> {
    go(source, 0)?;
    let start = take_some(source, most.min(1024))?;
    if promised != Kind::Svg && !text(&start).contains("<svg") {
        return Ok(());
    }
    facts.kind = Kind::Svg;
    facts.is_whole = true;
    if most > LONGEST_SVG {
        facts.danger = Some(Danger::TooLong);
        return Ok(());
    }
    go(source, 0)?;
    let bytes = take_some(source, most)?;
    let text = text(&bytes);
    let hidden = is_in_other_letters(&bytes).then_some(Danger::Entity);
    (facts.size, facts.danger) = (size(&text), hidden.or_else(|| danger(&text)));
    // A name that promises an SVG does not make one.
    if !text.contains("<svg") && !text.contains(":svg") && facts.danger.is_none() {
        facts.kind = Kind::Unknown;
    }
    Ok(())
}

fn text(bytes: &[u8]) -> String {
    let encoding = Encoding::for_bom(bytes).map_or(encoding_rs::UTF_8, |(encoding, _)| encoding);
    encoding.decode(bytes).0.into_owned()
}

/// Whether a file says that its letters are written in a way in which they can't be read here as a
/// browser would.
fn is_in_other_letters(bytes: &[u8]) -> bool {
    if Encoding::for_bom(bytes).is_some() {
        return false;
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]);
    let declared =
        start.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map(|(said, _)| said);
    let name = declared.and_then(|said| said.split_once("encoding")).map(|(_, name)| name);
    let name = name.map(|name| name.trim_matches(|c: char| c.is_whitespace() || matches!(c, '=' | '"' | '\'')));
    // In these the letters of tags are what they are in UTF-8.
    let is_known = |name: &str| {
        let name = name.split(['"', '\'']).next().unwrap_or("");
        Encoding::for_label(name.as_bytes()).is_some_and(|e| e == encoding_rs::UTF_8 || e == encoding_rs::WINDOWS_1252)
    };
    name.is_some_and(|name| !is_known(name))
}

/// Elements that give another one's attribute a new value.
const ANIMATIONS: &[&str] = &["set", "animate"];

/// The names for characters that every XML file knows.
const PREDEFINED: [&str; 5] = ["amp", "lt", "gt", "quot", "apos"];

/// How often a text may be read over: tags are looked for inside values too, and a file that is made
/// of nothing else must not keep anybody waiting.
const MOST_READINGS: usize = 8;

/// The first thing that makes a text unfit.
fn danger(text: &str) -> Option<Danger> {
    // Letters of two bytes that no mark announces; a browser may still read them.
    if text.contains(['\0', '\u{1b}']) || has_hidden_entities(text) {
        return Some(Danger::Entity);
    }
    let mut left = text.len() * MOST_READINGS;
    for (at, _) in text.match_indices('<') {
        let rest = &text[at + 1..];
        if rest.starts_with("?xml-stylesheet") {
            return Some(Danger::External);
        }
        let name = rest.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/' | '<')).next().unwrap_or("");
        let local = local(name).to_ascii_lowercase();
        if let Some(element) = ELEMENTS.iter().find(|element| **element == local) {
            return Some(Danger::Element(element));
        }
        for (name, value) in attributes(&rest[name.len()..]) {
            if let Some(found) = attribute(&local, name, &value) {
                return Some(found);
            }
            let Some(less) = left.checked_sub(name.len() + value.len() + 1) else { return Some(Danger::TooLong) };
            left = less;
        }
        if ANIMATIONS.contains(&local.as_str()) && leads_out_later(&rest[name.len()..]) {
            return Some(Danger::External);
        }
        if local == "style" {
            let css = style(rest);
            let Some(less) = left.checked_sub(css.len() + 1) else { return Some(Danger::TooLong) };
            left = less;
            if fetches(css) || css.contains('\\') || css.contains('&') && fetches(&unescaped(css)) {
                return Some(Danger::External);
            }
        }
    }
    None
}

/// What stands in a style element, to the tag that closes it.
fn style(rest: &str) -> &str {
    let closes = |(at, _): &(usize, &str)| {
        let name = rest[at + 2..].split(|c: char| c.is_whitespace() || c == '>').next().unwrap_or("");
        local(name).eq_ignore_ascii_case("style")
    };
    rest.match_indices("</").find(closes).map_or(rest, |(at, _)| &rest[..at])
}

/// Whether names are declared that a browser puts together to more than the address of a
/// vocabulary, which is all that drawing programs declare; or attributes that no tag shows.
fn has_hidden_entities(text: &str) -> bool {
    const LONGEST: usize = 200;
    let is_plain = |(at, _): (usize, &str)| {
        let declared: String = text[at + 8..].chars().take(LONGEST).collect();
        let declared = declared.split_once('>').map(|(declared, _)| declared.trim());
        let (name, value) = declared?.split_once(char::is_whitespace)?;
        let value = value.trim().strip_prefix(['"', '\''])?.strip_suffix(['"', '\''])?;
        let is_address = value.starts_with("http://") || value.starts_with("https://");
        let is_ours = is_address && !value.contains(['&', '<', '%', '"', '\'']) && !value.contains("xhtml");
        // It stands for a whole value and is no part of one.
        let is_whole = text
            .match_indices(&format!("&{name};"))
            .all(|(at, used)| text[..at].ends_with(['"', '\'']) && text[at + used.len()..].starts_with(['"', '\'']));
        (is_ours && is_whole).then_some(())
    };
    const MOST: usize = 64;
    let mut declared = text.match_indices("<!ENTITY");
    // A name that is not declared here may be by a file elsewhere that browsers know.
    let is_unknown = |(at, _): (usize, &str)| {
        let name = text[at + 1..].split_once(';').map_or("", |(name, _)| name);
        let is_name =
            name.len() < 40 && name.starts_with(char::is_alphabetic) && name.chars().all(char::is_alphanumeric);
        is_name && !PREDEFINED.contains(&name) && !text.contains(&format!("<!ENTITY {name} "))
    };
    if text.match_indices('&').any(is_unknown) {
        return true;
    }
    text.contains("<!ATTLIST") || declared.clone().count() > MOST || declared.any(|found| is_plain(found).is_none())
}

/// Whether an animation gives an address another value than one inside the drawing.
fn leads_out_later(tag: &str) -> bool {
    let stated: Vec<(&str, String)> = attributes(tag.split_once('>').map_or(tag, |(tag, _)| tag)).take(64).collect();
    let is_address = |(name, value): &(&str, String)| {
        name.eq_ignore_ascii_case("attributeName") && local(value.trim()).eq_ignore_ascii_case("href")
    };
    let is_value = |name: &str| matches!(name, "to" | "from" | "by" | "values");
    let values = stated.iter().filter(|(name, _)| is_value(name)).flat_map(|(_, value)| value.split(';'));
    stated.iter().any(is_address) && values.into_iter().any(|value| !is_inside(value.trim()))
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// What is wrong with an attribute.
fn attribute(element: &str, name: &str, value: &str) -> Option<Danger> {
    let plain: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let plain = plain.to_ascii_lowercase();
    let name = name.to_ascii_lowercase();
    if name.len() > 2 && name.starts_with("on") {
        return Some(Danger::Handler);
    }
    if plain.contains("javascript:") || plain.contains("vbscript:") || plain.contains("data:text/") {
        return Some(Danger::ScriptLink);
    }
    if name.starts_with("xmlns") && plain.contains("xhtml") {
        return Some(Danger::Element("html"));
    }
    let is_address = matches!(local(&name), "href" | "src" | "srcset") || name == "xml:base";
    let is_link = element == "a" && ["https://", "http://", "mailto:"].iter().any(|start| plain.starts_with(start));
    let is_fetched = is_address && !is_link && !is_inside(&plain) || fetches(&plain);
    // Letters of an instruction can be written as numbers; names of files have backslashes as well.
    let is_written_around = !name.contains(':') && plain.contains('\\') && plain.contains('(');
    (is_fetched || is_written_around).then_some(Danger::External)
}

/// Whether an address leads to a place in the same file, or is a picture or a typeface in itself.
fn is_inside(address: &str) -> bool {
    const HARMLESS: &[&str] = &[
        "image/png",
        "image/jpeg",
        "image/jpg",
        "image/gif",
        "image/webp",
        "font/",
        "application/font",
        "application/x-font",
    ];
    let data = address.strip_prefix("data:");
    let is_harmless = data.is_some_and(|data| HARMLESS.iter().any(|kind| data.starts_with(kind)));
    address.is_empty() || address.starts_with('#') || is_harmless
}

/// Whether instructions on looks fetch something.
fn fetches(css: &str) -> bool {
    let css: String = css.chars().filter(|c| !c.is_whitespace()).collect();
    let css = css.to_ascii_lowercase();
    let leads_out = |(at, _): (usize, &str)| !is_inside(css[at + 4..].trim_start_matches(['"', '\'']));
    let mut addresses = css.match_indices("url(").chain(css.match_indices("src("));
    css.contains("@import") || css.contains("image-set(") || addresses.any(leads_out)
}

/// The attributes of a tag, from the end of its name on, with the signs that stand for letters
/// undone.
fn attributes(tag: &str) -> impl Iterator<Item = (&str, String)> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(['=', '>', '<'])?;
        let (name, after) = rest.split_at(end);
        let after = after.strip_prefix('=')?.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, after) = after[1..].split_once(quote)?;
        rest = after;
        Some((name.trim(), unescaped(value)))
    })
}

/// A value with numbers that stand for letters put back into letters.
fn unescaped(value: &str) -> String {
    let mut parts = value.split('&');
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let (name, rest) = part.split_once(';').unwrap_or((part, ""));
        let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        });
        match (number.and_then(char::from_u32), name) {
            (Some(letter), _) => out.push(letter),
            (None, "quot") => out.push('"'),
            (None, "apos") => out.push('\''),
            (None, _) => out.push_str(name),
        }
        out.push_str(rest);
    }
    out
}

/// How wide a drawing that states no size is taken to be. It fills the room that there is, as
/// browsers show it without being told a size; what counts is its shape.
const ROOMY: f64 = 960.0;

/// The size that the first tag states, in pixels of the web.
fn size(text: &str) -> Option<Size> {
    let tag = &text[text.find("<svg")? + 4..];
    let stated: Vec<(&str, String)> = attributes(tag).collect();
    let get = |wanted: &str| stated.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.trim());
    let sides = get("width").and_then(length).zip(get("height").and_then(length));
    let (width, height) = sides.or_else(|| {
        let view = get("viewBox")?.split([' ', ',', '\n', '\t']).filter(|n| !n.is_empty());
        let view: Vec<f64> = view.map(str::parse).collect::<std::result::Result<_, _>>().ok()?;
        let [_, _, width, height] = view[..] else { return None };
        Some((ROOMY, ROOMY * height / width))
    })?;
    let side = |n: f64| (n.is_finite() && (0.5..=100_000.0).contains(&n)).then(|| n.round() as u32);
    Size::new(side(width)?, side(height)?)
}

/// A length in pixels of the web (CSS Values, section 6.2).
fn length(text: &str) -> Option<f64> {
    const UNITS: &[(&str, f64)] =
        &[("px", 1.0), ("pt", 96.0 / 72.0), ("pc", 16.0), ("mm", 96.0 / 25.4), ("cm", 96.0 / 2.54), ("in", 96.0)];
    let unit = UNITS.iter().find_map(|(unit, by)| Some((text.strip_suffix(unit)?, *by)));
    let (number, by) = unit.unwrap_or((text, 1.0));
    number.trim().parse::<f64>().ok().map(|number| number * by)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_or_fetches_is_found() {
        let cases = [
            ("<svg><script>x</script></svg>", Some(Danger::Element("script"))),
            ("<svg><s:script xmlns:s='x'/></svg>", Some(Danger::Element("script"))),
            ("<svg><foreignObject/></svg>", Some(Danger::Element("foreignobject"))),
            ("<svg onload = 'x()'/>", Some(Danger::Handler)),
            ("<svg\nfill=\"a>b\"\nonload=\"x()\"/>", Some(Danger::Handler)),
            ("<svg><a href='java&#115;cript:x()'/></svg>", Some(Danger::ScriptLink)),
            ("<svg><a xlink:href=' java\nscript:x()'/></svg>", Some(Danger::ScriptLink)),
            ("<svg><set attributeName='href' to='javascript:x()'/></svg>", Some(Danger::ScriptLink)),
            ("<svg><image href='https://example.org/x.png'/></svg>", Some(Danger::External)),
            ("<svg><use href='other.svg#x'/></svg>", Some(Danger::External)),
            ("<svg><style>@import 'x.css';</style></svg>", Some(Danger::External)),
            ("<svg><rect style='fill: url( \"https://example.org\" )'/></svg>", Some(Danger::External)),
            ("<!DOCTYPE svg [<!ENTITY x '&#60;script/>'>]><svg>&x;</svg>", Some(Danger::Entity)),
            ("<?xml-stylesheet href='x.css'?><svg/>", Some(Danger::External)),
            ("<!DOCTYPE svg [<!ATTLIST svg onload CDATA 'x()'>]><svg/>", Some(Danger::Entity)),
            ("<!DOCTYPE svg [<!ENTITY j 'javascript:x()'>]><svg><set to='&j;'/></svg>", Some(Danger::Entity)),
            ("<!DOCTYPE svg [<!ENTITY https 'javascript'>]><svg><a href='&https;://x'/></svg>", Some(Danger::Entity)),
            ("<!DOCTYPE svg [<!ENTITY n 'http://www.w3.org/1999/xh'>]><svg xmlns:h='&n;tml'/>", Some(Danger::Entity)),
            ("<\0s\0v\0g\0>\0", Some(Danger::Entity)),
            ("<svg><style>rect{fill:u\\72l(https://x)}</style></svg>", Some(Danger::External)),
            ("<svg><rect fill='u\\72l(https://x)'/></svg>", Some(Danger::External)),
            ("<svg><style><![CDATA[ /* </ */ @import 'x.css'; ]]></style></svg>", Some(Danger::External)),
            ("<svg><style>svg{background:image-set('https://x' 1x)}</style></svg>", Some(Danger::External)),
            ("<svg><style>@&#105;mport 'https://x';</style></svg>", Some(Danger::External)),
            ("<svg><style>a{fill:&#117;rl(https://x)}</style></svg>", Some(Danger::External)),
            ("<svg><image href='#'><set attributeName='href' to='https://x'/></image></svg>", Some(Danger::External)),
            ("<svg><animate attributeName='xlink:href' values='#a;https://x'/></svg>", Some(Danger::External)),
            ("<svg><animate attributeName='opacity' values='0;1'/><set attributeName='href' to='#b'/></svg>", None),
            ("<!DOCTYPE svg PUBLIC '-//W3C//DTD XHTML 1.0' 'x'><svg style='a:url&lpar;b)'/>", Some(Danger::Entity)),
            ("<svg><scr\u{1b}(Bipt/></svg>", Some(Danger::Entity)),
            ("<svg xml:base='https://x/'><use href='#a'/></svg>", Some(Danger::External)),
            ("<svg><style>@font-face { src: src('https://x') }</style></svg>", Some(Danger::External)),
            ("<svg xmlns:h='http://www.w3.org/1999/xhtml'><h:meta/></svg>", Some(Danger::Element("html"))),
            ("<svg i:file='C:\\drawings (old)\\x.png'/>", None),
            ("<!DOCTYPE svg [<!ENTITY ns 'http://ns.adobe.com/'>]><svg xmlns:x='&ns;'/>", None),
            (
                "<svg><use href='#a'/><image href='data:image/png;base64,AA'/><a href='https://example.org/'/></svg>",
                None,
            ),
            ("<svg><image href='data:image/svg+xml,x'/></svg>", Some(Danger::External)),
            ("<svg><style>@font-face { src: url(data:font/woff2;base64,AA) }</style></svg>", None),
            ("<svg><style>.a{fill:url(#b)}</style><text>1 &lt; 2, only</text></svg>", None),
        ];
        for (text, expected) in cases {
            assert_eq!(danger(text), expected, "{text}");
        }
    }

    #[test]
    fn letters_are_read_as_browsers_read_them() {
        for (encoding, expected) in [("UTF-8", false), ("iso-8859-1", false), ("ISO-2022-JP", true), ("x", true)] {
            let file = format!("<?xml version=\"1.0\" encoding=\"{encoding}\"?><svg/>");
            assert_eq!(is_in_other_letters(file.as_bytes()), expected, "{encoding}");
        }
        assert!(!is_in_other_letters(b"<?xml version='1.0'?><svg encoding='x'/>"));
        assert!(!is_in_other_letters(b"<svg/>"));
    }

    #[test]
    fn a_file_of_nothing_but_tags_keeps_nobody_waiting() {
        // Each gives up after a few readings of the text; without that they would take minutes.
        assert_eq!(danger(&"<style>".repeat(70_000)), Some(Danger::TooLong));
        assert_eq!(danger(&format!("<a {}", "b=\"<x y\" ".repeat(50_000))), Some(Danger::TooLong));
        assert_eq!(danger(&"<".repeat(500_000)), None);
    }

    #[test]
    fn sizes_come_from_sides_or_from_the_view() {
        let of = |tag: &str| size(tag).map(|size| (size.width, size.height));
        assert_eq!(of("<svg width='20' height=\"10px\">"), Some((20, 10)));
        assert_eq!(of("<svg width='25.4mm' height='1in'>"), Some((96, 96)));
        assert_eq!(of("<svg width='100%' height='100%' viewBox='0 0 640 360'>"), Some((960, 540)));
        assert_eq!(of("<svg viewBox='0,0,1e99,1'>"), None);
    }
}

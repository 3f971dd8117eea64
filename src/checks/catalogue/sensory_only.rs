//! `sensory-only`: something is named by nothing but its colour, its shape or its side of the screen. “Above” and
//! “below” hold for those who listen as well, and are fine.

use crate::checks::{Check, Found, Page, Scope, Traits, Word};
use crate::codes::{Code, Saying, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "sensory-only",
        severity: Severity::Warning,
        criterion: "1.3.3",
        why: "Readers who don't see the colour or the place, or see another one, would not know what is meant.",
        why_cy: "Ni fyddai darllenwyr nad ydynt yn gweld y lliw na'r lle, neu sy'n gweld un arall, yn deall beth a olygir.",
        doc: include_str!("../../codes/sensory-only.md"),
    },
    says: &[
        Saying {
            en: ("“{0}” says what it is only to those who see the colour or the shape.", "Name it by its words as well, for example:\nthe button “Send”\nthe dates marked with “closed”"),
            cy: ("Dim ond wrth y rhai sy'n gweld y lliw neu'r siâp mae “{0}” yn dweud beth ydyw.", "Enwch ef â'i eiriau hefyd, er enghraifft:\ny botwm “Anfon”\ny dyddiadau a nodwyd â “ar gau”"),
        },
        Saying {
            en: ("“{0}” says where it is only to those who see the whole screen.", "Name it by its words, for example:\nthe button “Send”"),
            cy: ("Dim ond wrth y rhai sy'n gweld y sgrin gyfan mae “{0}” yn dweud ble mae.", "Enwch ef â'i eiriau, er enghraifft:\ny botwm “Anfon”"),
        },
    ],
    scope: Scope::Page(look),
};

/// Parts of a page that are nothing else.
const PARTS: &[&str] = &[
    "button", "buttons", "font", "heading", "headings", "hyperlink", "icon", "icons", "link", "links", "menu", "sidebar", "tab",
    "tabs", "text", "banner", "webform",
    "botwm", "fotwm", "botymau", "fotymau", "dolen", "ddolen", "dolenni", "ddolenni", "pennawd", "bennawd", "penawdau", "benawdau",
    "dewislen", "ddewislen", "eicon", "eiconau", "testun", "destun", "tab", "baner", "faner",
];

/// Parts of a page that are things in the world as well.
const THINGS: &[&str] = &[
    "area", "arrow", "arrows", "bar", "block", "box", "boxes", "circle", "column", "dates", "days", "entries", "field", "fields", "form",
    "image", "items", "letters", "line", "lines", "list", "logo", "map", "panel", "photo", "picture", "print", "row", "rows",
    "section", "square", "star", "stars", "symbol", "table", "triangle", "words",
    "blwch", "flwch", "blychau", "flychau", "bocs", "focs", "colofn", "golofn", "dyddiadau", "ddyddiadau", "eitemau", "ffurflen", "geiriau",
    "eiriau", "llinell", "linell", "llun", "lun", "llythrennau", "lythrennau", "map", "fap", "maes", "faes", "meysydd", "feysydd", "panel",
    "banel", "rhestr", "restr", "saeth", "adran", "seren", "sgwâr", "cylch", "gylch", "tabl", "dabl",
];

/// Where things are in the world, and no part of a page.
const WORLD: &[&str] = &["floor", "wall", "ground", "door", "road", "street", "llawr", "wal", "drws", "heol", "stryd"];

/// What readers are told to do with a part of a page, and how such a part is marked.
const DOING: &[&str] = &[
    "choose", "click", "complete", "completing", "fill", "follow", "hit", "press", "pressing", "select", "tap", "use", "using", "clicking", "selecting",
    "highlighted", "marked", "printed", "shown", "written", "listed", "listing", "see",
    "cliciwch", "glicio", "clicio", "dewiswch", "ddewis", "dewis", "gwasgwch", "gwasgu", "pwyswch", "bwyso", "pwyso", "llenwch", "lenwi", "llenwi", "cwblhewch", "gweler", "gwelwch",
    "defnyddiwch", "dilynwch", "nodir", "marcio", "farcio", "nodi", "dangosir", "ysgrifennwyd", "nodwyd", "tapiwch",
];

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    let words = page.split();
    let either = Traits::LOOK.or(Traits::SIDE);
    for sentence in words.sentences_with(either) {
        let list = words.of(sentence);
        for (n, word) in list.iter().enumerate() {
            if !word.traits.has(either) {
                continue;
            }
            let hit = if word.traits.has(Traits::LOOK) { by_look(page, list, n) } else { by_side(page, list, n) };
            if let Some((first, last)) = hit {
                let range = list[first].range().start..list[last].range().end;
                found.add(usize::from(word.traits.has(Traits::SIDE)), page.span(&range), &[page.words(&range)]);
            }
        }
    }
}

/// A word of a list, in small letters.
fn at<'p>(page: &'p Page<'_>, list: &[Word], n: usize) -> &'p str {
    list.get(n).map_or("", |word| word.of(&page.text))
}

fn is_one_of(word: &str, of: &[&str]) -> bool {
    of.iter().any(|other| word.eq_ignore_ascii_case(other))
}

/// Whether somebody is told to do something in the words before `n`.
fn is_told_to(page: &Page<'_>, list: &[Word], n: usize) -> bool {
    let is_outside = || list.iter().any(|word| is_one_of(word.of(&page.text), WORLD));
    (n.saturating_sub(6)..n).any(|n| is_one_of(at(page, list, n), DOING)) && !is_outside()
}

/// “The red text”, “shown in red”; “y testun coch”, “mewn coch”.
fn by_look(page: &Page<'_>, list: &[Word], n: usize) -> Option<(usize, usize)> {
    let (before, after) = (n.checked_sub(1).map_or("", |n| at(page, list, n)), at(page, list, n + 1));
    // “Coch” and its like stand behind their noun, English colours before it.
    let part = if page.lang == "cy" { before } else { after };
    let (first, last) = if page.lang == "cy" { (n.saturating_sub(1), n) } else { (n, n + 1) };
    if !part.is_empty() && touch(page, list, first) {
        let is_the = page.lang == "cy" || is_one_of(before, &["the", "a", "this", "any", "each", "big", "large", "small", "these", "those", "bright", "dark", "light"]);
        if is_one_of(part, PARTS) && is_the || is_one_of(part, THINGS) && is_told_to(page, list, first) {
            return Some((first, last));
        }
    }
    // “In red” at the end of what is said, of something that a page can mark.
    let is_in = before.eq_ignore_ascii_case("in") || before.eq_ignore_ascii_case("mewn");
    let ends = after.is_empty() || !touch(page, list, n) || is_one_of(after, &["are", "is", "must", "have", "can", "need", "on", "below", "above", "and", "yn", "yw", "sydd", "ac", "a", "isod", "uchod", "should", "will", "were", "text", "type", "print"]);
    let named = (n.saturating_sub(5)..n.saturating_sub(1)).rev().find(|n| {
        let word = at(page, list, *n);
        is_one_of(word, PARTS) || is_one_of(word, THINGS) || is_one_of(word, &["highlighted", "marked", "printed", "shown", "written", "listed", "nodir", "marcio", "farcio", "nodi", "nodwyd", "dangosir", "ysgrifennwyd"])
    });
    (is_in && ends && n >= 2).then_some(named).flatten().map(|first| (first, n))
}

/// “The button on the right”, “the left-hand menu”; “y botwm ar y dde”, “ar ochr chwith y dudalen”.
fn by_side(page: &Page<'_>, list: &[Word], n: usize) -> Option<(usize, usize)> {
    let side = at(page, list, n);
    let after = at(page, list, n + 1);
    let is_part = |word: &str| is_one_of(word, PARTS);
    let screen = ["page", "screen", "website", "window", "site", "tudalen", "dudalen", "sgrin", "wefan"];
    if side.to_ascii_lowercase().ends_with("-hand") || after.eq_ignore_ascii_case("hand") {
        let next = n + 1 + usize::from(!side.ends_with("-hand"));
        let named = at(page, list, next);
        if is_part(named) || is_one_of(named, &["column", "panel", "box"]) {
            return Some((n, next));
        }
    }
    // How far behind the side the page is named: “on the right-hand side of the page”.
    let page_at = (n + 1..(n + 6).min(list.len())).find(|m| is_one_of(at(page, list, *m), &screen));
    let is_joined = |m: &usize| (n..*m).all(|m| touch(page, list, m) && is_one_of(at(page, list, m + 1), &["hand", "side", "of", "the", "this", "your", "corner", "y", "eich", "hon", at(page, list, *page_at.as_ref().unwrap_or(&n))]));
    if let Some(last) = page_at.filter(is_joined) {
        let first = (n.saturating_sub(3)..n).find(|n| is_one_of(at(page, list, *n), &["on", "at", "in", "to", "ar", "yng", "i"])).unwrap_or(n);
        return Some((first, last));
    }
    // “… on the right” behind a part of the page.
    let the = n.checked_sub(1).map_or("", |n| at(page, list, n));
    let mut on = n.checked_sub(2)?;
    if is_one_of(the, &["top", "bottom", "far", "upper", "lower", "ochr"]) {
        let article = if the.eq_ignore_ascii_case("ochr") { ["y", "yr", "ei"].contains(&at(page, list, on)) } else { true };
        on = on.checked_sub(usize::from(article))?;
    } else if !is_one_of(the, &["the", "your", "y"]) {
        return None;
    }
    if !is_one_of(at(page, list, on), &["on", "to", "at", "in", "ar", "i", "yng"]) && !is_one_of(the, &["ochr"]) {
        return None;
    }
    // “To the right of the door” names a place in the world.
    if after.eq_ignore_ascii_case("of") || after.eq_ignore_ascii_case("i") {
        return None;
    }
    let mut first = on.checked_sub(1)?;
    if is_one_of(at(page, list, first), &["is", "are"]) {
        first = first.checked_sub(1)?;
    }
    let named = at(page, list, first);
    let is_meant = is_part(named) || is_one_of(named, THINGS) && (is_told_to(page, list, first) || is_one_of(named, &["box", "form", "column", "panel", "blwch", "flwch", "ffurflen", "golofn", "colofn", "panel", "banel"]));
    is_meant.then_some((first, n))
}

/// Whether nothing but space stands between a word and the next.
fn touch(page: &Page<'_>, list: &[Word], n: usize) -> bool {
    let (Some(word), Some(next)) = (list.get(n), list.get(n + 1)) else { return false };
    page.text.get(word.range().end..next.range().start).is_some_and(|between| between.trim().is_empty())
}

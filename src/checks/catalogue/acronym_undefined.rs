//! `acronym-undefined`: letters that stand for words, on a page that nowhere says for which.

use crate::checks::{Case, Check, Found, Page, Scope, Traits, Word};
use crate::codes::{Code, Saying, Severity};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "acronym-undefined",
        severity: Severity::Warning,
        criterion: "3.1.4",
        why: "Letters mean nothing to readers who are new, and a screen reader may speak them as a word.",
        why_cy: "Nid yw llythrennau'n golygu dim i ddarllenwyr newydd, a gall darllenydd sgrin eu dweud fel gair.",
        doc: include_str!("../../codes/acronym-undefined.md"),
    },
    says: &[Saying {
        en: ("The page does not say what “{0}” stands for.", "Say it where it first comes, in the place of these words:\nthe name in full ({0})\nIf all your readers know it, write it on a line of its own in content/_words.txt."),
        cy: ("Nid yw'r dudalen yn dweud beth yw ystyr “{0}”.", "Dywedwch hynny lle mae'n dod gyntaf, yn lle'r gair hwn:\nyr enw llawn ({0})\nOs yw pob un o'ch darllenwyr yn ei adnabod, rhowch ef ar linell ar ei ben ei hun yn content/_words.txt."),
    }],
    scope: Scope::Page(look),
};

/// Letters that nearly everybody in Britain knows, or that nobody knows by the words.
const KNOWN: &[&str] = &[
    "AA", "ABC", "AD", "AGM", "AI", "AIDS", "AM", "API", "APP", "ASAP", "ATM", "AV", "BA", "BAME", "BBC", "BC", "BCE", "BFI",
    "BSL", "BST", "BT", "CBBC", "CBE", "CCTV", "CD", "CDS", "CE", "CEO", "CIA", "CO", "COVID", "CSS", "CSV", "CV", "CVS", "DAB",
    "DIY", "DJ", "DNA", "DOC", "DOCX", "DVD", "DVLA", "DWP", "EDF", "EE", "ET", "EU", "FAQ", "FBI", "FM", "GB", "GCSE", "GDPR",
    "GIF", "HEIC", "AVIF", "MIT", "GMT", "GOV", "GP", "GPS", "HD", "HDMI", "HIV", "HMRC", "HMS", "HQ", "HR", "HRH", "HTML", "HTTP", "HTTPS", "ICT",
    "ID", "IKEA", "IOS", "IQ", "ISBN", "ISSN", "IT", "ITV", "JPEG", "JPG", "JSON", "KB", "KGB", "KFC", "LED", "LGBT", "LGBTQ", "LP",
    "CYMRU", "WALES", "LTD", "MA", "MB", "MBE", "MI", "MOT", "MP", "MS", "NASA", "NATO", "NB", "NHS", "NI", "NSPCC", "OBE", "OK", "OS", "PA",
    "PAYE", "PC", "PDF", "PE", "PHD", "PIN", "PLC", "PM", "PNG", "PO", "POW", "PR", "PS", "QC", "QR", "RAC", "RAF", "RIP",
    "RNLI", "RSPB", "RSPCA", "RSVP", "RSS", "SIM", "SFTP", "SMS", "SSH", "TIFF", "SOS", "SPA", "SQL", "SSL", "STEM", "SVG", "TBA", "TBC", "TBD", "TED", "TODO", "TXT", "TV", "UFO",
    "UK", "UN", "UNESCO", "URL", "USA", "US", "USB", "VAT", "VE", "VIP", "VJ", "WC", "WEBP", "WI", "WIFI", "WW", "XL", "XLS", "XLSX", "XML",
    "YAML", "YMCA", "ZIP", "DU", "GIG", "RE", "DT", "TGAU", "CC", "BCC", "VR", "CMYK", "RGB", "LCD", "AC", "DC", "HMP",
];

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    // To find words takes a while, and most pages have no two capitals next to each other.
    let capitals = |pair: &[u8]| pair[0].is_ascii_uppercase() & pair[1].is_ascii_uppercase();
    if !page.text.as_bytes().windows(2).fold(false, |any, pair| any | capitals(pair)) {
        return;
    }
    let words = page.split();
    let mut told: Vec<&str> = Vec::new();
    for sentence in &words.sentences {
        let list = words.of(sentence);
        for (n, word) in list.iter().enumerate() {
            let Some(letters) = letters(page, word) else { continue };
            let is_loud = |other: Option<&Word>| other.is_some_and(|other| is_shout(page, other));
            // Next to other words in capitals it is a heading's or a sign's.
            if told.contains(&letters) || is_loud(n.checked_sub(1).and_then(|n| list.get(n))) || is_loud(list.get(n + 1)) {
                continue;
            }
            told.push(letters);
            if !page.context.words.has(letters) && !word.is_fragment(&page.text) && !is_bare(page, word) && !is_told(page, letters) {
                found.add(0, page.span(&(word.range().start..word.range().start + letters.len())), &[letters]);
            }
        }
    }
}

/// The letters of a word that may stand for words: two to five capitals, with a small s behind them for many.
fn letters<'p>(page: &'p Page<'_>, word: &Word) -> Option<&'p str> {
    if !matches!(word.case, Case::Capitals | Case::Mixed) || word.traits.has(Traits::COMMON) {
        return None;
    }
    let typed = word.of(&page.text);
    let typed = typed.strip_suffix("'s").or_else(|| typed.strip_suffix("’s")).unwrap_or(typed);
    let letters = typed.strip_suffix('s').unwrap_or(typed);
    let is_right = (2..=5).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    (is_right && !KNOWN.contains(&letters) && !is_roman(letters)).then_some(letters)
}

/// A number in Roman digits, as it is written: “XIV”, but neither “CIC” nor “DVD”.
fn is_roman(letters: &str) -> bool {
    const PARTS: [&[&str]; 4] = [
        &["MMM", "MM", "M"],
        &["CM", "DCCC", "DCC", "DC", "D", "CD", "CCC", "CC", "C"],
        &["XC", "LXXX", "LXX", "LX", "L", "XL", "XXX", "XX", "X"],
        &["IX", "VIII", "VII", "VI", "V", "IV", "III", "II", "I"],
    ];
    let without = |rest, parts: &[&str]| parts.iter().find_map(|part| str::strip_prefix(rest, part)).unwrap_or(rest);
    PARTS.iter().fold(letters, |rest, parts| without(rest, parts)).is_empty()
}

/// A word in capitals that is loud: an everyday one, or one too long to stand for words.
fn is_shout(page: &Page<'_>, word: &Word) -> bool {
    word.case == Case::Capitals && (word.traits.has(Traits::COMMON) || word.of(&page.text).len() > 6)
}

/// Whether it stands in an address that is shown as it is.
fn is_bare(page: &Page<'_>, word: &Word) -> bool {
    let range = word.range();
    page.links.iter().any(|link| link.bare && link.range.start <= range.start && range.end <= link.range.end)
}

/// Whether the page says somewhere what letters stand for: in brackets behind the words or the words in
/// brackets behind it, in an `abbr`, or by words that begin with them.
fn is_told(page: &Page<'_>, letters: &str) -> bool {
    let text = &page.text;
    let mut at = 0;
    while let Some(next) = text[at..].find(letters) {
        let (start, end) = (at + next, at + next + letters.len());
        at = end;
        let (before, after) = (text[..start].trim_end_matches(['“', '"', '*', '‘', '\'']), text[end..].trim_start_matches(['s', '”', '"', '’', '\'']));
        let behind = before.strip_suffix('(').map(str::trim_end).is_some_and(|name| name.ends_with(char::is_alphanumeric));
        let in_front = after.trim_start().strip_prefix('(').is_some_and(|name| {
            name.split(')').next().is_some_and(|name| name.split_whitespace().count() > 1)
        });
        let said = [" stands for", " is short for", " means", " = ", " yn golygu", ", sef", ", cymdeithas ", ", corff ", ", elusen "];
        if behind || in_front || said.iter().any(|words| after.starts_with(words)) {
            return true;
        }
    }
    page.html.iter().any(|tag| tag.of(page.source).starts_with("<abbr") && page.source[tag.end as usize..].starts_with(letters))
        || spelt_out(page, letters)
}

/// Whether words one after another begin with the letters, small joining words left out or not.
fn spelt_out(page: &Page<'_>, letters: &str) -> bool {
    let list = &page.split().list;
    let initial = |word: &Word| page.text.as_bytes()[word.range().start].to_ascii_uppercase();
    let wanted = letters.as_bytes();
    let begins = |from: usize, joins: bool| {
        let mut n = 0;
        for word in list[from..].iter().take(2 * wanted.len()) {
            if word.case == Case::Capitals {
                return false;
            }
            if n < wanted.len() && initial(word) == wanted[n] {
                n += 1;
            } else if !(joins && word.range().len() <= 4 && word.case == Case::Small) {
                return false;
            }
            if n == wanted.len() {
                return true;
            }
        }
        false
    };
    (0..list.len()).any(|n| initial(&list[n]) == wanted[0] && list[n].case == Case::Title && (begins(n, true) || begins(n, false)))
}

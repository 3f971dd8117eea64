//! `person-data`: a private e-mail address, a mobile number or a private postal address in a page's text.
//! What belongs to an organisation is meant to be found, and is left alone as far as the words around it say so.

use crate::checks::{Block, Check, Found, Kind, MarkKind, Page, Scope, Traits, Words};
use crate::codes::{Code, Saying, Severity};
use crate::diagnostic::Span;
use crate::source::lines;
use std::ops::Range;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "person-data",
        severity: Severity::Warning,
        criterion: "",
        why: "What is on a website is copied for ever; a person has a right to be asked before (UK GDPR, article 5).",
        why_cy: "Mae'r hyn sydd ar wefan yn cael ei gopïo am byth; mae gan berson hawl i gael ei holi gyntaf (GDPR y DU, erthygl 5).",
        doc: include_str!("../../codes/person-data.md"),
    },
    says: &[
        Saying {
            en: ("“{0}” looks like a person's own e-mail address.", "Give the organisation's address in its place, for example:\nenquiries@example.org"),
            cy: ("Mae “{0}” yn edrych fel cyfeiriad e-bost personol.", "Rhowch gyfeiriad y sefydliad yn ei le, er enghraifft:\nymholiadau@example.org"),
        },
        Saying {
            en: ("“{0}” is a mobile number, and most of these are a person's own.", "Give the organisation's number in its place, or a link to the page that says how to reach you."),
            cy: ("Rhif ffôn symudol yw “{0}”, ac mae'r rhan fwyaf o'r rhain yn rhai personol.", "Rhowch rif y sefydliad yn ei le, neu ddolen i'r dudalen sy'n dweud sut i gysylltu â chi."),
        },
        Saying {
            en: ("“{0}” is a postcode, and nothing beside it says that it is an organisation's.", "If somebody lives there, leave the address out. If not, name the place in the same paragraph, for example:\nNewtown Library, 12 Park Road"),
            cy: ("Cod post yw “{0}”, ac nid oes dim wrth ei ymyl yn dweud mai un sefydliad ydyw.", "Os oes rhywun yn byw yno, gadewch y cyfeiriad allan. Os nad oes, enwch y lle yn yr un paragraff, er enghraifft:\nLlyfrgell y Drenewydd, 12 Ffordd y Parc"),
        },
    ],
    scope: Scope::Page(look),
};

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    // What every list shows of a page.
    let above = &page.source[..page.start];
    for line in lines(above).filter(|line| line.starts_with("title:") || line.starts_with("summary:")) {
        let start = line.as_ptr() as usize - above.as_ptr() as usize;
        emails(page, line, start, found);
        if line.bytes().filter(u8::is_ascii_digit).count() >= FEWEST_DIGITS {
            mobiles(page, line, &Words::of_text(line), |at| Span::new(start + at.start, start + at.end), found);
        }
    }
    emails(page, &page.source[page.start..], page.start, found);
    mobiles(page, &page.text, page.split(), |at| page.span(&at), found);
    postcodes(page, found);
}

/// Where people have addresses of their own: the part between @ and the first full stop, with what must follow.
const PRIVATE: &[(&str, &str)] = &[
    ("aol", ""), ("blueyonder", "co.uk"), ("btinternet", "com"), ("btopenworld", "com"), ("fastmail", ""), ("gmail", ""), ("gmx", ""),
    ("googlemail", "com"), ("hotmail", ""), ("icloud", "com"), ("live", ""), ("mac", "com"), ("mail", "com"), ("me", "com"), ("msn", "com"),
    ("ntlworld", "com"), ("o2", "co.uk"), ("outlook", ""), ("plus", "com"), ("proton", "me"), ("protonmail", "com"), ("rocketmail", "com"),
    ("sky", "com"), ("talktalk", "net"), ("tiscali", "co.uk"), ("virgin", "net"), ("virginmedia", "com"), ("yahoo", ""), ("ymail", "com"),
];

/// What only the address of an organisation has before the @.
const OFFICES: &[&str] = &[
    "info", "library", "libraries", "contact", "hub", "enquir", "office", "admin", "friends", "volunteer", "hello", "team", "books",
    "centre", "council", "secretary", "chair", "treasurer", "news", "editor", "bookings", "group", "society", "trust", "museum", "hall",
    "llyfrgell", "lyfrgell", "gwybodaeth", "cyswllt", "swyddfa", "gwirfoddol", "cymdeithas", "ymholiad", "ysgrifennydd", "cyfeillion", "canolfan", "neuadd",
    "name@", "someone@", "yourname@", "your.name@", "enw@",
];

/// Addresses in a stretch of the source, which begins at that byte.
fn emails(page: &Page<'_>, text: &str, start: usize, found: &mut Found<'_>) {
    let mut last = 0;
    for at in memchr::memchr_iter(b'@', text.as_bytes()) {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '\'');
        let name = &text[last..at];
        let name = &name[name.trim_end_matches(is_part).len()..];
        let host = &text[at + 1..];
        let host = host[..host.find(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '-').unwrap_or(host.len())].trim_end_matches(['.', '-']);
        let (provider, rest) = host.split_once('.').unwrap_or((host, ""));
        let is_private = PRIVATE.iter().any(|(known, end)| {
            provider.eq_ignore_ascii_case(known) && !rest.is_empty() && (end.is_empty() || rest.eq_ignore_ascii_case(end))
        });
        if !is_private || name.is_empty() {
            continue;
        }
        let name = name.trim_start_matches(['\'', '.', '-']);
        let small = format!("{}@", name.to_ascii_lowercase());
        let span = Span::new(start + at - name.len(), start + at + 1 + host.len());
        let typed = span.of(page.source);
        // The words of a link to itself say the address a second time.
        let is_again = text[..at].ends_with(&format!("mailto:{name}")) && text[..at - name.len()].contains(typed);
        last = at + 1;
        if !OFFICES.iter().any(|office| small.contains(office)) && !is_again && !is_given(page, typed) && !is_code(page, span) {
            found.add(0, span, &[typed]);
        }
    }
}

/// 07700 900123, +44 7700 900 123, (07700) 900-123
/// The longest telephone number as it is typed, in letters.
const LONGEST: usize = 40;
/// The digits of the shortest one, 07700 900123.
const FEWEST_DIGITS: usize = 11;

fn mobiles(page: &Page<'_>, text: &str, words: &Words, span: impl Fn(Range<usize>) -> Span, found: &mut Found<'_>) {
    const STARTS: &[&str] = &["07", "(07", "+447", "+44 7", "+44 (0)7", "+44(0)7", "+44 (0) 7", "00447", "0044 7"];
    for word in words.with(Traits::NUMBER) {
        if !word.of(text).starts_with(['0', '4']) {
            continue;
        }
        let start = word.range().start;
        let at = start - usize::from(text[..start].ends_with(['+', '(']));
        // No number is longer, and a page of nothing else is not read to its end for each of them.
        let end = text[at..].char_indices().nth(LONGEST).map_or(text.len(), |(n, _)| at + n);
        let (before, rest) = (&text[..at], &text[at..end]);
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '+' | '-' | '.' | '/' | '£');
        if before.ends_with(is_part) || !STARTS.iter().any(|start| rest.starts_with(start)) {
            continue;
        }
        let is_sign = |c: char| matches!(c, ' ' | '-' | '(' | ')' | '\u{a0}' | '.' | '+');
        let typed = &rest[..rest.find(|c: char| !c.is_ascii_digit() && !is_sign(c)).unwrap_or(rest.len())];
        let typed = typed.trim_end_matches(is_sign);
        let wanted = match typed {
            _ if typed.starts_with('+') && typed.contains("(0)") => 13,
            _ if typed.starts_with('+') => 12,
            _ if typed.starts_with("0044") => 14,
            _ => FEWEST_DIGITS,
        };
        let range = at..at + typed.len();
        if typed.bytes().filter(u8::is_ascii_digit).count() == wanted && !is_given(page, typed) {
            found.add(1, span(range), &[typed]);
        }
    }
}

/// What stands in the address of an organisation and not of a home, in English and Welsh.
const PLACES: &[&str] = &[
    "librar", "centre", "council", "hall", "hub", "ltd", "limited", "trust", "charity", "school", "museum", "office", "church", "chapel",
    "college", "university", "hospital", "surgery", "institute", "theatre", "society", "association", "club", "shop", "pub", "station",
    "company", "service", "department", "commissioner", "ombudsman", "po", "freepost", "building", "venue", "archive", "foundation", "café", "cafe",
    "llyfrgell", "lyfrgell", "canolfan", "ganolfan", "cyngor", "gyngor", "neuadd", "hyb", "cyf", "ymddiriedolaeth", "elusen", "ysgol", "amgueddfa", "swyddfa",
    "eglwys", "capel", "gapel", "coleg", "prifysgol", "brifysgol", "ysbyty", "meddygfa", "sefydliad", "theatr", "cymdeithas", "gymdeithas", "clwb", "siop", "gwasanaeth",
    "adran", "comisiynydd", "ombwdsmon", "adeilad", "rhadbost", "caffi", "mudiad",
];

fn postcodes(page: &Page<'_>, found: &mut Found<'_>) {
    let words = page.split();
    // One look at a block is enough for all that is in it.
    let mut known = (usize::MAX, false);
    for sentence in words.sentences_with(Traits::NUMBER) {
        let n = sentence.block;
        for word in words.of(sentence).iter().filter(|word| word.traits.has(Traits::NUMBER)) {
            // The second half is a digit and two letters, in a word of its own or not.
            let range = word.range();
            let Some(digit) = range.end.checked_sub(3).filter(|digit| *digit >= range.start) else { continue };
            let Some(range) = postcode(page.text.as_bytes(), digit, &page.blocks[n].range) else { continue };
            if found.is_full() {
                return;
            }
            if known.0 != n {
                known = (n, is_in_a_place(page, n));
            }
            if !known.1 && !is_given(page, page.words(&range)) {
                found.add(2, page.span(&range), &[page.words(&range)]);
            }
        }
    }
}

/// The titles of pages that say where an organisation is.
const CONTACT: &[&str] = &["contact", "find us", "visit us", "how to get", "address", "cysylltu", "cyfeiriad", "dod o hyd"];
/// The most words of a line that goes with the line below it, as in an address.
const LINE: usize = 10;

/// Whether the name of an organisation or a building stands in a block, in the heading above, or in the lines of an
/// address around it.
fn is_in_a_place(page: &Page<'_>, n: usize) -> bool {
    let words = page.split();
    let title = page.document.title.to_lowercase();
    let names = |block: &Block, is_own: bool| {
        let list = words.within(&block.range);
        (is_own || list.len() <= LINE) && list.iter().any(|word| is_place(&word.of(&page.text).to_lowercase()))
    };
    let near = n.saturating_sub(2)..(n + 2).min(page.blocks.len());
    near.into_iter().any(|other| names(&page.blocks[other], other == n)) || CONTACT.iter().any(|words| title.contains(words))
}

/// Whether a word is that of a place, also for many.
fn is_place(word: &str) -> bool {
    PLACES.iter().any(|place| word.strip_prefix(place).is_some_and(|rest| matches!(rest, "" | "s" | "'s" | "’s" | "y" | "ies" | "es")))
}

/// The postcode whose second half begins at a digit (Royal Mail's six forms, in capitals).
fn postcode(bytes: &[u8], digit: usize, within: &Range<usize>) -> Option<Range<usize>> {
    let end = digit + 3;
    let last = bytes.get(digit + 1..end).unwrap_or_default();
    // “2nd” and “3rd” are no halves of a postcode.
    let is_small = last.iter().all(u8::is_ascii_lowercase) && !matches!(last, b"st" | b"nd" | b"rd" | b"th");
    let is_last = last.len() == 2 && (is_small || last.iter().all(u8::is_ascii_uppercase));
    let is_end = bytes[digit].is_ascii_digit() && end <= within.end && is_last && !bytes.get(end).is_some_and(u8::is_ascii_alphanumeric);
    if !is_end || digit == within.start {
        return None;
    }
    let first_end = if bytes[digit - 1] == b' ' { digit - 1 } else { digit };
    let len = bytes[within.start..first_end].iter().rev().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let first = &bytes[first_end - len..first_end];
    let kind: Vec<u8> = first.iter().map(|byte| if byte.is_ascii_digit() { b'9' } else if byte.is_ascii_lowercase() == is_small { b'A' } else { b'-' }).collect();
    matches!(&*kind, b"A9" | b"A99" | b"AA9" | b"AA99" | b"A9A" | b"AA9A").then_some(first_end - len..end)
}

/// Whether the page's settings give it, as what readers may write or call to.
fn is_given(page: &Page<'_>, typed: &str) -> bool {
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric() || *c == '@').collect::<String>().to_lowercase();
    let typed = plain(typed);
    let above = &page.source[..page.start];
    // What readers may call stands in a setting of its own; a summary only tells it once more.
    let is_prose = |line: &str| ["title:", "summary:", "image_alt:", "image_caption:"].iter().any(|key| line.starts_with(key));
    let says_so = |line: &str| !line.trim_start().starts_with('#') && !is_prose(line) && plain(line).contains(&typed);
    above.lines().any(says_so)
}

fn is_code(page: &Page<'_>, span: Span) -> bool {
    let inside = |outer: Span| outer.start <= span.start && span.end <= outer.end;
    page.blocks.iter().any(|block| block.kind == Kind::Code && inside(block.span))
        || page.marks.iter().any(|mark| mark.kind == MarkKind::Code && inside(mark.span))
}

//! `consent-missing`: a story told by a named person, or a picture of one, on a page that does not say how that
//! person agreed. A name is a common given name and a second one after it.

use crate::checks::{Check, Found, Page, Scope, Traits};
use crate::codes::{Code, Saying, Severity};
use std::sync::LazyLock;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "consent-missing",
        severity: Severity::Warning,
        criterion: "",
        why: "Who is named or shown has a right to decide about it, and readers can see that you asked.",
        why_cy: "Mae gan y sawl a enwir neu a ddangosir hawl i benderfynu, a gall darllenwyr weld eich bod wedi gofyn.",
        doc: include_str!("../../codes/consent-missing.md"),
    },
    says: &[
        Saying {
            en: (
                "The page names {0}, and does not say whether that person agreed.",
                "Ask, and write down how, between the --- lines at the top, for example:\nconsent: Agreed in writing in May 2026\nIf nobody can be asked, leave the name out.",
            ),
            cy: (
                "Mae'r dudalen yn enwi {0}, heb ddweud a yw'r person hwnnw wedi cytuno.",
                "Gofynnwch, a nodwch sut, rhwng y llinellau --- ar y brig, er enghraifft:\nconsent: Cytunwyd yn ysgrifenedig ym mis Mai 2026\nOs na ellir gofyn i neb, gadewch yr enw allan.",
            ),
        },
        Saying {
            en: (
                "The picture shows {0}, and the page does not say whether that person agreed.",
                "Ask, and write down how, between the --- lines at the top, for example:\nconsent: Agreed in writing in May 2026\nIf nobody can be asked, choose another picture.",
            ),
            cy: (
                "Mae'r llun yn dangos {0}, ac nid yw'r dudalen yn dweud a yw'r person hwnnw wedi cytuno.",
                "Gofynnwch, a nodwch sut, rhwng y llinellau --- ar y brig, er enghraifft:\nconsent: Cytunwyd yn ysgrifenedig ym mis Mai 2026\nOs na ellir gofyn i neb, dewiswch lun arall.",
            ),
        },
    ],
    scope: Scope::Page(look),
};

/// Given names that are common in Britain, in order of their bytes.
const GIVEN: &str = "Aaron Abigail Adam Adrian Ahmed Aisha Alan Alastair Albert Alex Alexander Alexandra Alfred Ali Alice Alison \
    Alun Alwyn Amanda Amelia Amina Amy Andrea Andrew Aneirin Angela Angharad Anita Ann Anna Anne Annie Anthony \
    Arthur Arwel Arwen Audrey Barbara Barry Ben Benjamin Bernard Beryl Beth Bethan Betty Beverley Bob Branwen \
    Brenda Brian Bridget Bronwen Bryn Cai Caitlin Callum Carol Caroline Carolyn Carwyn Carys Catherine Catrin Ceri \
    Ceridwen Charles Charlotte Cheryl Chloe Christine Christopher Claire Clare Clive Colin Craig Dafydd Daniel \
    Daphne David Dawn Deborah Delyth Denise Dennis Derek Dewi Diana Diane Donald Donna Doreen Doris Dorothy \
    Douglas Duncan Dylan Edith Edward Edwina Eifion Eileen Eirlys Elaine Eleanor Eleri Elin Elizabeth Ellen Ellie \
    Elsie Elwyn Emily Emlyn Emma Emrys Enid Eric Erin Esther Ethel Eunice Eurwen Evelyn Ffion Fiona Frances \
    Francesca Francis Frank Fred Freda Frederick Gareth Gary Gavin Gemma Geoffrey George Georgina Geraint Gerald \
    Gerallt Gillian Gladys Glenys Gloria Glyn Gordon Graham Greg Gruffydd Guto Gwen Gwenan Gwenda Gwenllian Gwilym \
    Gwyn Gwyneth Gwynfor Hannah Harold Harriet Harry Hassan Hazel Heather Hefin Helen Henry Hilary Hilda Howard \
    Huw Hywel Iain Ian Idris Ieuan Ifan Ifor Imran Ioan Iolo Irene Iris Isabel Islwyn Iwan Jack Jackie Jacob \
    Jacqueline James Jamie Jane Janet Janice Jasmine Jason Jean Jeffrey Jennifer Jenny Jeremy Jessica Jill Joan \
    Joanna Joanne John Jonathan Joseph Josephine Joshua Joyce Judith Judy Julia Julian Julie June Karen Kate \
    Katherine Kathleen Kathryn Katie Keith Kelly Kenneth Kerry Kevin Kim Kirsty Laura Lauren Lawrence Leah Leslie \
    Lilian Linda Lisa Liz Lleucu Llinos Lloyd Llŷr Lorna Lorraine Louise Lowri Lucy Luke Lynda Lynne Mabel Mair \
    Mairwen Malcolm Marc Marcus Margaret Maria Marian Marie Marilyn Marion Marjorie Mark Martha Martin Mary \
    Matthew Maureen Mavis Megan Meinir Meirion Melanie Menna Meurig Michael Michelle Miriam Mohammed Moira Molly \
    Monica Morag Morwenna Mostyn Muhammad Muriel Myfanwy Nancy Naomi Natalie Natasha Neil Nerys Nesta Nia Nicholas \
    Nicola Nigel Non Nora Norma Norman Olive Oliver Olivia Olwen Oscar Osian Owain Pamela Patricia Patrick Paul \
    Paula Pauline Peggy Penelope Penny Peter Philip Phoebe Phyllis Priya Rachel Ralph Raymond Rebecca Rhian \
    Rhiannon Rhodri Rhys Richard Rita Robert Roberta Robin Roger Roisin Ronald Rosemary Roy Russell Ruth Ryan \
    Sadie Sally Samantha Samuel Sandra Sara Sarah Sean Shan Sharon Sheila Shirley Sian Sioned Siwan Siân Siôn \
    Sophie Stanley Stella Stephanie Stephen Steven Stuart Susan Suzanne Sylvia Tegwen Terence Teresa Thelma \
    Theresa Thomas Timothy Tina Tom Tomos Tony Tracey Trevor Tudur Una Ursula Valerie Vanessa Vera Veronica \
    Vincent Vivian Vivien Wayne Wendy William Winifred Yasmin Yvonne Zoe";

static GIVEN_NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| GIVEN.split(' ').collect());

/// What stands after a given name where a place is called after somebody.
const PLACES: &[&str] = &[
    "Arms", "Avenue", "Building", "Centre", "Close", "Court", "Crescent", "Day", "Drive", "Foundation", "Gallery",
    "Garden", "Gardens", "Hall", "Hospital", "House", "Lane", "Library", "Park", "Place", "Primary", "Road", "Room",
    "School", "Square", "Street", "Terrace", "Theatre", "Trust", "Way", "Wing",
];

/// What stands before the name of whoever made a picture.
const MAKERS: &[&str] = &["photo", "photograph", "picture", "drawing", "by", "credit", "©", "llun", "ffoto", "gan", "darlun"];

/// What says that somebody speaks.
const SAYS: &[&str] = &[
    "says", "said", "explains", "explained", "remembers", "remembered", "told", "recalls", "recalled", "adds", "added",
    "meddai", "medd", "dywed", "dywedodd", "eglurodd", "cofia", "cofiodd", "ychwanegodd",
];

/// The names, for the table of known words.
pub(in crate::checks) fn given() -> &'static [&'static str] {
    &GIVEN_NAMES
}

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    let (document, front_matter) = (page.document, &page.document.front_matter);
    if front_matter.get("consent").is_some() || front_matter.text("status") == Some("draft") {
        return;
    }
    let shows = ["image_alt", "image_caption"].map(|field| (front_matter.text(field), front_matter.span(field)));
    for (words, span) in shows {
        if let Some(name) = words.and_then(shown) {
            return found.add(1, span, &[name]);
        }
    }
    if let Some((image, name)) =
        page.images.iter().find_map(|image| Some((image, shown(&image.alt).or_else(|| shown(&image.title))?)))
    {
        return found.add(1, image.span, &[name]);
    }
    let is_story = document.content_type(&page.context.types).is_some_and(|t| t.field("contributors").is_some());
    if !is_story {
        return;
    }
    for (entry, span) in front_matter.list("contributors") {
        if let Some(name) = names(entry).next() {
            return found.add(0, *span, &[name]);
        }
    }
    let mut last = None;
    for n in page.split().sentences_with(Traits::GIVEN).map(|sentence| sentence.block) {
        let block = &page.blocks[n];
        if last.replace(n) == Some(n) || !block.is_prose() {
            continue;
        }
        let words = page.words(&block.range);
        if let Some(name) = names(words).find(|name| speaks(words, name, block.inside.quotes > 0)) {
            let at = block.range.start + (name.as_ptr() as usize - words.as_ptr() as usize);
            return found.add(0, page.span(&(at..at + name.len())), &[name]);
        }
    }
}

/// The person that a picture shows, by its words.
fn shown(words: &str) -> Option<&str> {
    names(words).find(|name| {
        let before = &words[..name.as_ptr() as usize - words.as_ptr() as usize];
        let last = before.trim_end_matches([' ', ':']).rsplit(' ').next().unwrap_or("").to_lowercase();
        !MAKERS.contains(&last.as_str())
    })
}

/// Whether a person speaks here, or is named below words in a quotation.
fn speaks(words: &str, name: &str, is_quoted: bool) -> bool {
    let at = name.as_ptr() as usize - words.as_ptr() as usize;
    let before = words[..at].trim_end();
    let after = words[at + name.len()..].trim_start_matches([' ', ',']);
    let is_verb = |word: &str| SAYS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()));
    is_quoted && (before.ends_with(['—', '–', '-']) || before.is_empty())
        || before.rsplit(' ').next().is_some_and(is_verb)
        || after.split(' ').next().is_some_and(is_verb)
}

/// The names of people in a text: a given name, and a second word with a capital.
fn names(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '’');
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() {
            // Few letters are capitals, and most are seen to be none by their byte alone.
            let may_be = |byte: &u8| byte.is_ascii_uppercase() || *byte >= 0x80;
            let start = at + text.as_bytes()[at..].iter().position(may_be)?;
            if !text.get(start..).is_some_and(|rest| rest.starts_with(char::is_uppercase)) {
                at = start + 1;
                continue;
            }
            let len = text[start..].find(|c| !is_part(c)).unwrap_or(text.len() - start);
            at = start + len;
            let is_start = !text[..start].ends_with(is_part);
            if !is_start || GIVEN_NAMES.binary_search(&&text[start..at]).is_err() {
                continue;
            }
            let Some(rest) = text[at..].strip_prefix(' ').filter(|rest| rest.starts_with(char::is_uppercase)) else {
                continue;
            };
            let second = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
            if !PLACES.contains(&&rest[..second]) {
                return Some(&text[start..at + 1 + second]);
            }
        }
        None
    })
}

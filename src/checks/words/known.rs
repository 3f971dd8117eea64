//! Turns a word into what is known of it, by one look into a table that is made once: whether it belongs to
//! English or to Welsh alone, and whether it can begin something that a check looks for.

use crate::checks::catalogue;
use std::borrow::Cow;
use std::sync::LazyLock;

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits(u16);

impl Traits {
    /// An English word that is no Welsh one, and that names have in them as well: “of”.
    pub const ENGLISH_JOIN: Self = Self(1);
    /// An English word that is no Welsh one, and rarely in names: “your”.
    pub const ENGLISH: Self = Self(2);
    /// A Welsh word that is no English one, and that names have in them as well: “yr”.
    pub const WELSH_JOIN: Self = Self(4);
    /// A Welsh word that is no English one, and rarely in names: “gallwch”.
    pub const WELSH: Self = Self(8);
    /// A colour or a shape, in either language.
    pub const LOOK: Self = Self(16);
    /// A side: “left”, “dde”.
    pub const SIDE: Self = Self(32);
    /// A word with which something begins that plain language avoids.
    pub const AVOID: Self = Self(64);
    /// A word so common that in capitals it is loud, and no abbreviation.
    pub const COMMON: Self = Self(128);
    /// A word with which something begins that holds a place: “lorem”.
    pub const HOLDS: Self = Self(256);
    /// A word with a hyphen or an apostrophe in it.
    pub const JOINED: Self = Self(512);
    /// An abbreviation after which a sentence goes on: “Mrs.”
    pub const SHORTENED: Self = Self(1024);
    /// A word with a digit in it.
    pub const NUMBER: Self = Self(2048);
    /// A common given name.
    pub const GIVEN: Self = Self(4096);

    /// Whether any of these is so.
    pub fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    /// Both together.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What is known of a word: its bytes in small letters, the first in the lowest place. No word of the table is longer.
pub(super) fn traits(word: u128) -> Traits {
    let hash = hash(word);
    Traits(TABLE.0[TABLE.place(hash)] as u16)
}

/// A word in small letters whose letters come one by one.
#[derive(Default)]
pub(super) struct Key {
    bytes: u128,
    len: u32,
}

impl Key {
    pub(super) fn push(&mut self, byte: u8) {
        // Of a longer word nothing is known.
        if self.len < 16 {
            self.bytes |= u128::from(byte) << (8 * self.len);
        }
        self.len += 1;
    }

    pub(super) fn traits(&self) -> Traits {
        if self.len > 16 { Traits::default() } else { traits(self.bytes) }
    }
}

/// What is known of words. Every word of every page is looked up here, and most are known, so that it is the plainest table
/// there is: 48 bits of a word's hash and its traits below them stand where the hash says, or in the next free place.
/// Of sixty thousand million words that are in no list, one would be taken for a word of a list.
struct Table(Box<[u64; PLACES]>);

/// So many more than there are words that nearly every one stands in its own place.
const PLACES: usize = 1 << BITS;
const BITS: u32 = 14;
const TRAITS: u64 = 0xffff;

/// Multiplies by 2⁶⁴ and the golden ratio (Knuth, “The Art of Computer Programming”, volume 3, section 6.4).
fn hash(word: u128) -> u64 {
    const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
    let folded = word as u64 ^ ((word >> 64) as u64).wrapping_mul(GOLDEN);
    folded.wrapping_mul(GOLDEN) & !TRAITS
}

impl Table {
    /// Where a word stands, or would.
    fn place(&self, hash: u64) -> usize {
        let mut place = (hash >> (64 - BITS)) as usize;
        while self.0[place % PLACES] & !TRAITS != hash && self.0[place % PLACES] != 0 {
            place += 1;
        }
        place % PLACES
    }
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table(Box::new([0; PLACES]));
    for (word, traits) in listed() {
        let hash = hash(word.bytes().rev().fold(0, |word, byte| word << 8 | u128::from(byte)));
        let place = table.place(hash);
        table.0[place] |= hash | u64::from(traits.0);
    }
    table
});

/// Every word of which anything is known, in small letters, with one of the things that are known of it.
fn listed() -> impl Iterator<Item = (Cow<'static, str>, Traits)> {
    let lists = [
        (ENGLISH_JOIN, Traits::ENGLISH_JOIN.or(Traits::COMMON)),
        (ENGLISH, Traits::ENGLISH.or(Traits::COMMON)),
        (WELSH_JOIN, Traits::WELSH_JOIN.or(Traits::COMMON)),
        (WELSH, Traits::WELSH.or(Traits::COMMON)),
        (LOOKS, Traits::LOOK.or(Traits::COMMON)),
        (SIDES, Traits::SIDE.or(Traits::COMMON)),
        (COMMON, Traits::COMMON),
        (SHORTENED, Traits::SHORTENED),
    ];
    let of_list =
        |(list, traits): (&'static str, Traits)| list.split_ascii_whitespace().map(move |word| (word.into(), traits));
    let avoided = catalogue::avoided().map(|phrase| (phrase.split(' ').next().unwrap_or(phrase).into(), Traits::AVOID));
    let given = catalogue::given().iter().map(|name| (name.to_lowercase().into(), Traits::GIVEN));
    let holding = catalogue::holding().map(|word| (word.into(), Traits::HOLDS));
    lists.into_iter().flat_map(of_list).chain(avoided).chain(given).chain(holding)
}

const ENGLISH_JOIN: &str = "the of and for with from by into its";

/// Function words, and what libraries write about all day. “All”, “can”, “does”, “had” and “plant” are Welsh as well.
const ENGLISH: &str = "are were been have has you your yours we our ours they their them this that these those which what
    when where who why how will would could should must please if not she his because after before between every each very
    thank thanks welcome library libraries books book people children free week month year information visit join
    volunteers volunteer available about open closed only more some other than there here also just like need want know
    out over off up down now then see next first last both while during without within across through until again days
    find bring give take make made come get everyone anyone something someone our";

const WELSH_JOIN: &str = "y yr yn ym yng ar a'r i'r o'r ac gyda'r a'i i'w â'r â ei eu o'i";

const WELSH: &str = "mae mae'r mae'n maent maen oes sy'n sydd roedd roeddent oedd bydd byddwn byddwch bod fod wedi nid nad
    ddim eich ein chi nhw hwn hyn honno hwnnw fel neu pob gallwch gallwn hefyd iawn croeso diolch llyfrgell llyfrgelloedd
    lyfrgell lyfrgelloedd llyfrau lyfrau llyfr blant pobl bobl agor gael cael gwneud rhwng trwy drwy mewn gyda heb wrth
    dros ynghylch cyfer dydd ddydd prynhawn wythnos blwyddyn flwyddyn amser newydd gwybodaeth wybodaeth cysylltwch
    cysylltu ffoniwch ewch dewch darllen darllenwch ysgrifennu gwirfoddolwyr wirfoddolwyr gwirfoddoli cymuned gymuned
    gymunedol cymunedol rhagor mwy fwy pawb bawb fawr dda yma yno nawr heddiw yfory sut pwy ble gwasanaeth gwasanaethau
    gwefan tudalen hoffech hoffem gellir rhaid angen eisiau sgwrs noson gan ond rydym rydyn dych ydych ydyw ydy gwelwch
    byddan am'r amdano amdani unrhyw rhai rhywun ddefnyddio defnyddio defnyddiwch helpu dysgu cyntaf llawer drws";

/// Colours and shapes, with the forms that they take in Welsh.
const LOOKS: &str = "red green blue yellow orange purple pink grey gray brown white black round square circular triangular
    coch goch gwyrdd wyrdd gwerdd werdd glas las melyn felyn felen oren porffor borffor pinc binc llwyd lwyd du ddu gwyn wyn
    wen crwn gron sgwâr";

const SIDES: &str = "left right left-hand right-hand chwith dde";

/// Abbreviations after which a sentence goes on, in English and Welsh.
const SHORTENED: &str =
    "approx capt cf cllr co col cyf dr esq ext fig gen gw hon jr lt messrs mr mrs ms mt mx parch pp prof
    rev revd rt sgt sr st tel tud vol vs";

/// The commonest short words of both languages that are in none of the lists above, those of English counted in the
/// novels of Jane Austen: whoever types them in capitals raises their voice.
const COMMON: &str = include_str!("common.txt");

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_table_has_room_and_knows_its_words() {
        let words: BTreeSet<_> = listed().map(|(word, _)| word).collect();
        assert!(words.len() * 3 < PLACES, "{} words: double the places", words.len());
        let places = TABLE.0.iter().filter(|place| **place != 0).count();
        assert_eq!(places, words.len(), "each word has a place of its own");
        for (word, known) in listed() {
            assert!(word.len() <= 16, "{word} does not fit into a key");
            let mut key = Key::default();
            word.bytes().for_each(|byte| key.push(byte));
            assert_eq!(key.traits(), key.traits().or(known), "{word}");
        }
        assert_eq!(traits(u128::from(b'q')), Traits::default());
    }
}

//! Turns a word into what is known of it, by one look into a table that is made once: whether it belongs to
//! English or to Welsh alone, and whether it can begin something that a check looks for.

use foldhash::fast::FixedState;
use std::collections::HashMap;
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

    /// Whether any of these is so.
    pub fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    /// Both together.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A word in small letters, as far as its first sixteen bytes.
#[derive(Default)]
pub(super) struct Key {
    bytes: u128,
    len: u32,
}

impl Key {
    /// The key of a word of eight bytes at most, the last in the lowest place.
    pub(super) fn short(bytes: u64) -> Self {
        Self { bytes: u128::from(bytes), len: 8 }
    }

    /// The key of a whole word.
    fn of(small: &[u8]) -> Self {
        let mut key = Self::default();
        small.iter().for_each(|byte| key.push(*byte));
        key
    }

    pub(super) fn push(&mut self, byte: u8) {
        self.bytes = self.bytes << 8 | u128::from(byte);
        self.len += 1;
    }

    pub(super) fn traits(&self) -> Traits {
        match u64::try_from(self.bytes) {
            _ if self.len > 16 => Traits::default(),
            Ok(short) => TABLE.short.get(&short).copied().unwrap_or_default(),
            Err(_) => TABLE.long.get(&self.bytes).copied().unwrap_or_default(),
        }
    }
}

/// What is known of words, by their keys: of those of eight bytes at most, which most are, and of the others.
#[derive(Default)]
struct Table {
    short: HashMap<u64, Traits, FixedState>,
    long: HashMap<u128, Traits, FixedState>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
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
    let mut add = |word: &str, traits: Traits| {
        let key = Key::of(word.as_bytes()).bytes;
        let known = match u64::try_from(key) {
            Ok(short) => table.short.entry(short).or_default(),
            Err(_) => table.long.entry(key).or_default(),
        };
        *known = known.or(traits);
    };
    for (words, traits) in lists {
        words.split_ascii_whitespace().for_each(|word| add(word, traits));
    }
    for phrase in crate::checks::catalogue::avoided() {
        add(phrase.split(' ').next().unwrap_or(phrase), Traits::AVOID);
    }
    for word in crate::checks::catalogue::holding() {
        add(&word, Traits::HOLDS);
    }
    table
});

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

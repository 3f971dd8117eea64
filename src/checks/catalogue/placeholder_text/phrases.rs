//! The words that hold a place for others, in English and in Welsh, and where each of them does.

use When::{Alone, Anywhere, Exactly, Last};

/// When a phrase holds a place.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum When {
    /// Wherever it stands as a word, in just these letters.
    Exactly,
    /// Wherever it stands.
    Anywhere,
    /// Where a sentence, a line or a pair of brackets ends with it, and no verb leads up to it.
    Last,
    /// Where it is a whole sentence.
    Alone,
}


/// Phrases by their first letter, small. An apostrophe stands for a curly one as well.
pub(super) const PHRASES: &[(u8, &[(&str, When)])] = &[
    (b'a', &[("add text here", Anywhere), ("ar y gweill", Alone)]),
    (b'c', &[("coming soon", Alone), ("cynnwys i ddod", Last), ("content to come", Last), ("content to follow", Last)]),
    (b'd', &[("dolor sit amet", Anywhere), ("details to come", Last), ("details to follow", Last)]),
    (b'e', &[("enter text here", Anywhere), ("eich testun yma", Anywhere)]),
    (b'f', &[(concat!("FIX", "ME"), Exactly)]),
    (b'g', &[("gwybodaeth i ddod", Last)]),
    (
        b'i',
        &[
            ("insert text here", Anywhere),
            ("insert name here", Anywhere),
            ("i'w gadarnhau", Last),
            ("i'w chadarnhau", Last),
            ("i'w cadarnhau", Last),
            ("i'w gyhoeddi", Last),
            ("i'w chyhoeddi", Last),
            ("i'w cyhoeddi", Last),
            ("i'w drefnu", Last),
            ("i'w benderfynu", Last),
            ("i'w ysgrifennu", Last),
            ("i'w gwblhau", Last),
            ("i'w ychwanegu", Last),
            ("i ddod yn fuan", Last),
        ],
    ),
    (b'l', &[("lorem ipsum", Anywhere), ("llun i ddod", Last)]),
    (b'm', &[("manylion i ddod", Last), ("manylion i ddilyn", Last)]),
    (b'p', &[("placeholder text", Alone), ("picture to come", Last), ("photo to come", Last)]),
    (b'r', &[("rhagor i ddod", Alone), ("rhowch destun yma", Anywhere)]),
    (
        b't',
        &[
            ("TODO", Exactly),
            ("TO DO:", Exactly),
            ("TBC", Exactly),
            ("TBA", Exactly),
            ("TBD", Exactly),
            ("to be confirmed", Last),
            ("to be announced", Last),
            ("to be advised", Last),
            ("to be added", Last),
            ("to be written", Last),
            ("to be completed", Last),
            ("to be decided", Last),
            ("text to come", Last),
            ("text to follow", Last),
            ("text goes here", Anywhere),
            ("testun i ddod", Last),
            ("testun i ddilyn", Last),
            ("testun yma", Alone),
            ("text here", Alone),
        ],
    ),
    (b'u', &[("under construction", Alone)]),
    (b'w', &[("wrthi'n cael ei adeiladu", Alone)]),
    (b'x', &[("XXX", Exactly)]),
    (b'y', &[("your text here", Anywhere), ("yn dod yn fuan", Alone)]),
];

/// Words that lead up to “to be confirmed” in a sentence that says what it means.
pub(super) const VERBS: &[&str] = &[
    "need", "needs", "needed", "has", "have", "had", "wait", "waits", "waiting", "waited", "going", "ready", "ought",
    "likely", "expected", "want", "wants", "wanted", "asked", "hope", "hopes", "hoped", "used", "able", "due", "only",
    "not", "supposed", "meant", "angen", "rhaid", "aros", "barod", "disgwyl", "eisiau",
];

/// How what stands in square brackets begins when it asks for other words.
pub(super) const IN_BRACKETS: &[&str] = &[
    "add ",
    "address",
    "chwanegwch",
    "contact details",
    "cyfeiriad",
    "date",
    "delete ",
    "describe ",
    "dileu ",
    "dilëwch ",
    "disgrifiwch ",
    "dolen",
    "dyddiad",
    "e-bost",
    "e-mail",
    "email",
    "eich ",
    "enter ",
    "enw",
    "explain ",
    "fix me",
    "give ",
    "i'w gadarnhau",
    "insert",
    "link",
    "list ",
    "llun",
    "manylion",
    "mewnosod",
    "name",
    "nodwch ",
    "nodyn",
    "note",
    "number",
    "organisation",
    "organization",
    "phone",
    "photo",
    "picture",
    "postcode",
    "rhestrwch ",
    "rhif ",
    "rhoi ",
    "rhowch ",
    "say ",
    "state ",
    "sylwer",
    "tba",
    "tbc",
    "telephone",
    "testun",
    "text",
    "title",
    "to be ",
    "todo",
    "type ",
    "url",
    "website",
    "write ",
    "xxx",
    "ychwanegwch ",
    "your ",
    "ysgrifennwch ",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_by_letter() {
        assert!(PHRASES.is_sorted_by_key(|(letter, _)| *letter));
        for (letter, phrases) in PHRASES {
            assert!(phrases.iter().all(|(phrase, _)| phrase.as_bytes()[0].eq_ignore_ascii_case(letter)));
        }
    }
}

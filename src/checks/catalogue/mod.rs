//! The catalogue of checks: one file each, with its code, its reasons, its words in each language and what
//! it looks at. To add one: its file, a line below, `src/codes/<code>.md`, and `tests/checks/<code>`.

use super::Check;
use crate::codes::Code;

macro_rules! checks {
    ($($module:ident,)*) => {
        $(mod $module;)*
        /// Every check, in alphabetical order of their codes.
        pub static CHECKS: &[&Check] = &[$(&$module::CHECK),*];
    };
}

checks! {
    acronym_undefined,
    date_unclear,
    double_space,
    emphasis_overuse,
    heading_skipped,
    image_alt_missing,
    language_of_parts,
    link_text_vague,
    paragraph_repeated,
    person_data,
    reading_level,
    sensory_only,
    sentence_long,
    spelling,
    title_duplicate,
    word_repeated,
    word_to_avoid,
}

pub(super) use word_to_avoid::avoided;

/// What a day is said to be that can be read in two ways, in a page's text or above it.
pub static DATE_UNCLEAR: &Code = &date_unclear::CHECK.code;

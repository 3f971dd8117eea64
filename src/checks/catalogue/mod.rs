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
    bold_as_heading,
    date_unclear,
    double_space,
    download_no_format_contact,
    download_no_html,
    embed_no_title,
    emphasis_overuse,
    fake_list,
    file_old_format,
    heading_empty,
    heading_no_content,
    heading_repeated,
    heading_second_h1,
    heading_skipped,
    heading_syntax,
    image_alt_filename,
    image_alt_long,
    image_alt_missing,
    image_alt_redundant,
    image_of_text,
    language_of_parts,
    link_image_no_name,
    link_new_window,
    link_same_text_other_target,
    link_text_url,
    link_text_vague,
    media_no_transcript,
    paragraph_repeated,
    pdf_no_language,
    pdf_no_title,
    pdf_untagged,
    person_data,
    reading_level,
    reference_unlinked,
    sensory_only,
    sentence_long,
    spelling,
    table_cells,
    table_no_caption,
    table_no_header,
    table_too_wide,
    title_duplicate,
    word_repeated,
    word_to_avoid,
}

pub(super) use word_to_avoid::avoided;

/// What a day is said to be that can be read in two ways, in a page's text or above it.
pub static DATE_UNCLEAR: &Code = &date_unclear::CHECK.code;

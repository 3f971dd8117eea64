//! The catalogue of checks: one file each, with its code, its reasons, its words in each language and what
//! it looks at. To add one: its file, a line below, `src/codes/<code>.md`, and `tests/checks/<code>`.

use super::{Check, Found};
use crate::codes::Code;
use crate::diagnostic::Diagnostic;
use crate::source::Source;

macro_rules! checks {
    ($($module:ident,)*) => {
        $(mod $module;)*
        /// Every check, in alphabetical order of their codes.
        pub static CHECKS: &[&Check] = &[$(&$module::CHECK),*];
    };
}

/// What is found in the settings by a check that looks at the words of pages.
pub(crate) fn settings(source: &Source) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    placeholder_text::look_at_settings(source, &mut Found::new(&placeholder_text::CHECK, source, &mut findings));
    findings
}

/// Whether a hint is more than a hint once readers see the page.
pub(super) fn is_for_publishing(code: &Code) -> bool {
    *code == example_text::CHECK.code
}

checks! {
    acronym_undefined,
    asset_unused,
    bold_as_heading,
    captcha_no_alternative,
    consent_missing,
    consistent_help,
    consistent_nav,
    credit_missing,
    date_unclear,
    date_weekday,
    double_space,
    download_no_format_contact,
    download_no_html,
    embed_no_title,
    emphasis_overuse,
    example_text,
    fake_list,
    file_old_format,
    footnote_missing,
    footnote_unused,
    form_asks_too_much,
    form_label,
    heading_empty,
    heading_no_content,
    heading_repeated,
    heading_second_h1,
    heading_skipped,
    heading_syntax,
    html_as_text,
    id_duplicate,
    image_alt_filename,
    image_alt_long,
    image_alt_missing,
    image_alt_redundant,
    image_of_text,
    landmarks,
    language_folder,
    language_of_parts,
    link_image_no_name,
    link_new_window,
    link_same_text_other_target,
    link_text_url,
    link_text_vague,
    list_as_text,
    media_no_transcript,
    multiple_ways,
    owner_missing,
    page_language,
    paragraph_repeated,
    pdf_no_language,
    pdf_no_title,
    pdf_untagged,
    person_data,
    placeholder_text,
    raw_style,
    reading_level,
    reference_unlinked,
    review_overdue,
    sensory_only,
    sentence_long,
    spelling,
    statement_stale,
    summary_long,
    summary_missing,
    table_cells,
    table_no_caption,
    table_no_header,
    table_too_wide,
    title_duplicate,
    translation_missing,
    translation_stale,
    translation_unlinked,
    word_repeated,
    word_to_avoid,
}

pub(super) use consent_missing::given;
pub(super) use placeholder_text::first_words as holding;
pub(super) use word_to_avoid::avoided;

/// What a day is said to be that can be read in two ways, in a page's text or above it.
pub static DATE_UNCLEAR: &Code = &date_unclear::CHECK.code;

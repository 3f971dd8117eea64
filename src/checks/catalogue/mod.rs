//! The catalogue of checks: one file each, with its code, its reasons, its words in each language and what
//! it looks at. To add one: its file, a line below, `src/codes/<code>.md`, and `tests/checks/<code>`.

use super::Check;

macro_rules! checks {
    ($($module:ident,)*) => {
        $(mod $module;)*
        /// Every check, in alphabetical order of their codes.
        pub static CHECKS: &[&Check] = &[$(&$module::CHECK),*];
    };
}

checks! {
    heading_skipped,
    image_alt_missing,
    link_text_vague,
    title_duplicate,
}

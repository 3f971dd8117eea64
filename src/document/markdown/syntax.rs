//! Which markdown is understood, and what kind of thing a tag or an address is.

use pulldown_cmark::{Options, Tag, TagEnd};

/// CommonMark, and what editors know from elsewhere.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_GFM
}

/// Whether an address with a scheme may stand in a page. Others can run programs in the
/// reader's browser or open files of theirs.
pub fn is_safe_scheme(scheme: &str) -> bool {
    matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https" | "mailto" | "tel" | "sms" | "geo")
}

/// Marks inside a line: a word may begin before them and end after.
pub(super) fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

/// Tags that can lie in each other without end.
pub(super) fn is_nesting(tag: TagEnd) -> bool {
    use TagEnd::{BlockQuote, Emphasis, Item, List, Strikethrough, Strong};
    matches!(tag, BlockQuote(_) | List(_) | Item | Emphasis | Strong | Strikethrough)
}

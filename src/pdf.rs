//! Counts the pages of a PDF. A file that can't be understood has no count; it never stops a
//! build.

/// How many pages a PDF has.
pub fn pages(bytes: &[u8]) -> Option<u32> {
    // The parser is somebody else's and the file is anybody's: a panic is one more way of not
    // being understood.
    let count =
        std::panic::catch_unwind(|| lopdf::Document::load_metadata_mem(bytes).ok().map(|facts| facts.page_count));
    count.ok().flatten().filter(|count| *count > 0)
}

//! Turns a PDF's bytes into what is known of it: how many pages it has, and what it lacks for those who
//! listen to it. A file that can't be understood has no facts; it never stops a build.

use lopdf::{Dictionary, Document, Object};

/// What is known of a PDF. What can't be read counts as there, so that nobody is told of a mistake that
/// may be none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// How many pages it has.
    pub pages: u32,
    /// Whether it has no tags, which say what is a heading, a list or a table (ISO 32000-1, 14.7 and 14.8).
    pub untagged: bool,
    /// Whether it has no title but perhaps the name that a program gave it (WCAG technique PDF18).
    pub untitled: bool,
    /// Whether it does not say which language it is in (WCAG technique PDF16).
    pub unspoken: bool,
}

/// What is known of a PDF with these bytes.
pub fn facts(bytes: &[u8]) -> Option<Facts> {
    // The parser is somebody else's and the file is anybody's: a panic is one more way of not
    // being understood.
    let facts = std::panic::catch_unwind(|| {
        let metadata = Document::load_metadata_mem(bytes).ok().filter(|metadata| metadata.page_count > 0)?;
        let mut facts = Facts { pages: metadata.page_count, untagged: false, untitled: false, unspoken: false };
        if metadata.encrypted {
            return Some(facts);
        }
        if let Ok(document) = Document::load_mem(bytes)
            && let Ok(catalog) = document.catalog()
        {
            facts.untagged = !is_tagged(&document, catalog);
            facts.untitled =
                !metadata.title.is_some_and(|title| is_title(&title)) && !has_xmp_title(&document, catalog);
            facts.unspoken = catalog.get_deref(b"Lang", &document).and_then(Object::as_str).is_ok_and(<[u8]>::is_empty)
                || !catalog.has(b"Lang");
        }
        Some(facts)
    });
    facts.ok().flatten()
}

fn is_tagged(document: &Document, catalog: &Dictionary) -> bool {
    let marks = catalog.get_deref(b"MarkInfo", document).and_then(Object::as_dict);
    let is_marked = marks.and_then(|marks| marks.get_deref(b"Marked", document)).and_then(Object::as_bool);
    is_marked.unwrap_or(false) && catalog.get_deref(b"StructTreeRoot", document).and_then(Object::as_dict).is_ok()
}

/// Newer files have their title in a stream of XML (XMP) alone.
fn has_xmp_title(document: &Document, catalog: &Dictionary) -> bool {
    let stream = catalog.get_deref(b"Metadata", document).and_then(Object::as_stream);
    let Ok(xml) = stream.and_then(|stream| stream.get_plain_content()) else { return false };
    let xml = String::from_utf8_lossy(&xml);
    let title = xml.split_once("<dc:title>").and_then(|(_, rest)| rest.split_once("</dc:title>"));
    title.is_some_and(|(title, _)| {
        let words: String = title.split('<').filter_map(|part| part.split_once('>')).map(|(_, words)| words).collect();
        is_title(&words)
    })
}

/// Whether a title was given by a person: programs give their own name, or that of the file.
fn is_title(title: &str) -> bool {
    const ENDINGS: [&str; 10] = [".doc", ".docx", ".odt", ".pdf", ".ppt", ".pptx", ".xls", ".xlsx", ".indd", ".pub"];
    let title = title.trim().trim_matches('\0').to_lowercase();
    let is_by_program = title.starts_with("microsoft word -")
        || title.starts_with("microsoft powerpoint -")
        || title.starts_with("untitled")
        || matches!(title.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' '), "document" | "slide" | "dogfen");
    title.chars().any(char::is_alphanumeric) && !is_by_program && !ENDINGS.iter().any(|end| title.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_programs_give_are_none() {
        for title in ["", " ", "Microsoft Word - leaflet final.doc", "untitled", "Document1", "leaflet.docx", "\0"] {
            assert!(!is_title(title), "{title}");
        }
        assert!(is_title("Opening checklist") && is_title("Dogfen gymorth"));
    }

    #[test]
    fn what_is_no_pdf_has_no_facts() {
        assert_eq!(facts(b"%PDF-1.7\nnothing more"), None);
    }
}

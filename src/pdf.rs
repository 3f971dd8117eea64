//! Turns a PDF's bytes into what is known of it: how many pages it has, and what it lacks for those who
//! listen to it. A file that can't be understood has no facts; it never stops a build.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Stream, String as Text};
use std::borrow::Cow;

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

/// What is known of a PDF with these bytes. One that asks for a password is not understood.
pub fn facts(bytes: &[u8]) -> Option<Facts> {
    // The parser is somebody else's and the file is anybody's: a panic is one more way of not
    // being understood.
    let facts = std::panic::catch_unwind(|| {
        let pdf = Pdf::new(bytes.to_vec()).ok()?;
        let pages = u32::try_from(pdf.pages().len()).ok().filter(|pages| *pages > 0)?;
        let mut facts = Facts { pages, untagged: false, untitled: false, unspoken: false };
        if let Some(catalog) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) {
            let has_title = pdf.metadata().title.as_deref().is_some_and(|title| is_title(&text(title)));
            facts.untagged = !is_tagged(&catalog);
            facts.untitled = !has_title && !has_xmp_title(&catalog);
            facts.unspoken =
                catalog.get::<Text<'_>>("Lang").map_or(!catalog.contains_key("Lang"), |lang| lang.is_empty());
        }
        Some(facts)
    });
    facts.ok().flatten()
}

fn is_tagged(catalog: &Dict<'_>) -> bool {
    let is_marked = catalog.get::<Dict<'_>>("MarkInfo").and_then(|marks| marks.get::<bool>("Marked"));
    is_marked.unwrap_or(false) && catalog.get::<Dict<'_>>("StructTreeRoot").is_some()
}

/// The longest stream of XML that is looked at, in bytes as it is stored: packed, it can be a thousand times as long.
const LONGEST_XML: usize = 64 * 1024;

/// Newer files have their title in a stream of XML (XMP) alone.
fn has_xmp_title(catalog: &Dict<'_>) -> bool {
    let stream = catalog.get::<Stream<'_>>("Metadata").filter(|stream| stream.raw_data().len() <= LONGEST_XML);
    let Some(xml) = stream.as_ref().and_then(|stream| stream.decoded().ok()) else { return false };
    let xml = String::from_utf8_lossy(&xml);
    let title = xml.split_once("<dc:title>").and_then(|(_, rest)| rest.split_once("</dc:title>"));
    title.is_some_and(|(title, _)| {
        let words: String = title.split('<').filter_map(|part| part.split_once('>')).map(|(_, words)| words).collect();
        is_title(&words)
    })
}

/// A text in a PDF: in Unicode if it begins with a byte-order mark, else in letters that are nearly those of Windows
/// (ISO 32000-1, 7.9.2.2).
fn text(bytes: &[u8]) -> Cow<'_, str> {
    encoding_rs::WINDOWS_1252.decode(bytes).0
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

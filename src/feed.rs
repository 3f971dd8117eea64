//! Writes the Atom feed (RFC 4287) of a section or of a language.

use crate::site::{PageId, Site};
use crate::theme::Theme;
use std::fmt::{self, Display, Formatter, Write};

/// The feed of the page that stands for a section or a language. Empty without a full address,
/// which Atom requires; no route asks for it then.
pub fn feed(site: &Site, theme: &Theme, id: PageId) -> String {
    let section = site.page(id);
    let language = site.language(section);
    let hub = site.settings.title.get(&language.code);
    let title =
        if language.home == id { hub.to_owned() } else { format!("{} – {hub}", section.entry.document.title) };
    let Some(home) = site.absolute(section.entry.url.as_str()) else { return String::new() };
    let newest = section.feed.iter().filter_map(|id| site.page(*id).changed()).max();
    let updated = newest.map(crate::date::Date::iso).unwrap_or_default();
    let author = site.settings.organisation.as_ref().unwrap_or(&site.settings.title).get(&language.code);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <title>{}</title>\n<id>{home}</id>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{home}feed.xml\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{home}\"/>\n<updated>{updated}T00:00:00Z</updated>\n\
         <author><name>{}</name></author>\n",
        language.code,
        Escaped(&title),
        Escaped(author),
    );
    for id in &section.feed {
        // Writing to a string can't fail.
        let _ = entry(&mut out, site, theme, *id);
    }
    out.push_str("</feed>\n");
    out
}

fn entry(out: &mut String, site: &Site, theme: &Theme, id: PageId) -> fmt::Result {
    let page = site.page(id);
    let document = &page.entry.document;
    let (Some(url), Some(changed)) = (site.absolute(page.entry.url.as_str()), page.changed()) else { return Ok(()) };
    writeln!(out, "<entry>\n<title>{}</title>", Escaped(&document.title))?;
    writeln!(out, "<id>{url}</id>\n<link rel=\"alternate\" type=\"text/html\" href=\"{url}\"/>")?;
    writeln!(out, "<updated>{}T00:00:00Z</updated>", changed.iso())?;
    if let Some(published) = page.entry.date {
        writeln!(out, "<published>{}T00:00:00Z</published>", published.iso())?;
    }
    for (name, _) in document.front_matter.list("authors") {
        writeln!(out, "<author><name>{}</name></author>", Escaped(name))?;
    }
    if let Some(content_type) = document.content_type(&theme.types) {
        let label = content_type.label_in(theme.words(&site.language(page).code));
        writeln!(out, "<category term=\"{}\" label=\"{}\"/>", Escaped(&content_type.name), Escaped(label))?;
    }
    if let Some(summary) = document.summary() {
        writeln!(out, "<summary>{}</summary>", Escaped(summary))?;
    }
    writeln!(out, "</entry>")
}

/// Whether a byte may belong to a character that is escaped or left out: controls beyond ASCII begin with C2, and U+FFFE
/// and U+FFFF with EF.
fn may_be_special(byte: u8) -> bool {
    byte < b' ' || matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'' | 0x7f | 0xc2 | 0xef)
}

/// Text that is safe in XML, as content or in an attribute. Characters that XML 1.0 does not
/// allow at all are left out.
pub(crate) struct Escaped<'t>(pub(crate) &'t str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        // Nearly all text is plain. One look without a branch, at many bytes at a time, shows it.
        if !self.0.bytes().fold(false, |found, byte| found | may_be_special(byte)) {
            return f.write_str(self.0);
        }
        let is_special = |c: char| {
            let is_forbidden = c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{fffe}' | '\u{ffff}');
            is_forbidden || matches!(c, '&' | '<' | '>' | '"' | '\'')
        };
        let mut rest = self.0;
        while let Some(at) = rest.find(is_special) {
            f.write_str(&rest[..at])?;
            let mut after = rest[at..].chars();
            f.write_str(match after.next() {
                Some('&') => "&amp;",
                Some('<') => "&lt;",
                Some('>') => "&gt;",
                Some('"') => "&quot;",
                Some('\'') => "&#39;",
                _ => "",
            })?;
            rest = after.as_str();
        }
        f.write_str(rest)
    }
}

//! Writes the Atom feed (RFC 4287) of a section or of a language.

use crate::site::{PageId, Site};
use crate::theme::Theme;
use std::fmt::Write;

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
        escape(&title),
        escape(author),
    );
    for id in &section.feed {
        entry(&mut out, site, theme, *id);
    }
    out.push_str("</feed>\n");
    out
}

fn entry(out: &mut String, site: &Site, theme: &Theme, id: PageId) {
    let page = site.page(id);
    let document = &page.entry.document;
    let (Some(url), Some(changed)) = (site.absolute(page.entry.url.as_str()), page.changed()) else { return };
    let mut add = |line: String| {
        out.push_str(&line);
        out.push('\n');
    };
    add("<entry>".to_owned());
    add(format!("<title>{}</title>", escape(&document.title)));
    add(format!("<id>{url}</id>\n<link rel=\"alternate\" type=\"text/html\" href=\"{url}\"/>"));
    add(format!("<updated>{}T00:00:00Z</updated>", changed.iso()));
    if let Some(published) = page.entry.date {
        add(format!("<published>{}T00:00:00Z</published>", published.iso()));
    }
    for (name, _) in document.front_matter.list("authors") {
        add(format!("<author><name>{}</name></author>", escape(name)));
    }
    if let Some(content_type) = document.content_type(&theme.types) {
        let label = content_type.label.get(&site.language(page).code);
        add(format!("<category term=\"{}\" label=\"{}\"/>", escape(&content_type.name), escape(label)));
    }
    if let Some(summary) = document.summary() {
        add(format!("<summary>{}</summary>", escape(summary)));
    }
    add("</entry>".to_owned());
}

/// Makes text safe in XML, as content or in an attribute. Characters that XML 1.0 does not
/// allow at all are left out.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => {
                // Writing to a string can't fail.
                let _ = out.write_char(c);
            }
        }
    }
    out
}

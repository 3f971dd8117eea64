//! What stands in a page's head for browsers, search engines and other sites.

use super::fields::{self, Fields, Object};
use super::policy::{self, policy};
use super::{Link, Scene};
use crate::date::Date;
use crate::forms::Endpoint;
use crate::site::Page;
use crate::theme::{Place, Wanted};
use serde::Serialize;
use tera::Value;

/// What the head of any view is made from.
pub(super) struct Head<'a> {
    pub(super) title: &'a str,
    pub(super) description: Option<&'a str>,
    /// The address, if search engines may list the page.
    pub(super) path: Option<&'a str>,
    pub(super) lang: usize,
    /// The page's file, if it has one.
    pub(super) page: Option<&'a Page>,
    /// Addresses of feeds, with their titles.
    pub(super) feeds: Vec<(String, String)>,
    /// Where the forms on it are sent.
    pub(super) forms: Vec<&'a Endpoint>,
}

/// The head as templates see it.
struct Shown<'a> {
    policy: Option<String>,
    title: &'a str,
    description: Option<&'a str>,
    canonical: Option<&'a str>,
    robots: Option<&'static str>,
    image: Option<&'a str>,
    feeds: Vec<Link<'a>>,
    alternates: Vec<Alternate<'a>>,
    og_type: &'static str,
    has_form: bool,
    json_ld: Option<String>,
}

impl Fields for Shown<'_> {
    const PLACE: Place = Place::Head;

    fn give<O: Object>(&self, object: &mut O) -> Result<(), O::Error> {
        object.field("policy", &self.policy)?;
        object.field("title", &self.title)?;
        object.field("description", &self.description)?;
        object.field("canonical", &self.canonical)?;
        object.field("robots", &self.robots)?;
        object.field("image", &self.image)?;
        object.field("feeds", &self.feeds)?;
        object.field("alternates", &self.alternates)?;
        object.field("og_type", &self.og_type)?;
        object.field("has_form", &self.has_form)?;
        object.field("json_ld", &self.json_ld)
    }
}

/// The page in one language, at its full address.
#[derive(Serialize)]
struct Alternate<'a> {
    lang: &'a str,
    url: String,
}

/// The head with all that the handbook promises.
pub(super) fn head(scene: &Scene<'_>, head: &Head<'_>) -> Value {
    head_as_wanted(scene, head, Wanted::anything())
}

/// The head with what a template asks for.
pub(super) fn head_as_wanted(scene: &Scene<'_>, head: &Head<'_>, wanted: &Wanted) -> Value {
    let site = scene.site;
    let code = site.languages[head.lang].code.as_str();
    let hub = site.settings.title.get(code);
    let title = if head.title == hub { hub.to_owned() } else { format!("{} – {hub}", head.title) };
    let canonical = head.path.and_then(|path| site.absolute(path));
    let image = head.page.and_then(|page| page.references.image);
    let image = image.and_then(|id| site.absolute(site.asset(id).url.as_str()));
    let is_open = head.page.is_some_and(|page| site.settings.allows_any_html(&page.entry.document.source.path));
    let is_article = head.page.is_some_and(|page| page.entry.date.is_some());
    let policy = || if is_open { policy::OPEN.to_owned() } else { policy(scene, &head.forms) };
    let shown = Shown {
        policy: wanted.has("policy").then(policy),
        title: &title,
        description: head.description,
        canonical: canonical.as_deref(),
        robots: head.path.is_none().then_some("noindex"),
        image: image.as_deref(),
        feeds: head.feeds.iter().map(|(title, path)| Link { title, path }).collect(),
        alternates: head.page.map_or_else(Vec::new, |page| alternates(scene, page)),
        og_type: if is_article { "article" } else { "website" },
        has_form: !head.forms.is_empty(),
        json_ld: match wanted.has("json_ld") {
            true => json_ld(scene, head, canonical.as_deref(), image.as_deref()),
            false => None,
        },
    };
    fields::value(&shown, wanted)
}

/// The page's versions in all languages, itself included, as search engines want them.
fn alternates<'s>(scene: &Scene<'s>, page: &'s Page) -> Vec<Alternate<'s>> {
    if page.translations.is_empty() {
        return Vec::new();
    }
    let mut versions: Vec<&Page> = page.translations.iter().map(|id| scene.site.page(*id)).collect();
    versions.push(page);
    versions.sort_by_key(|page| page.entry.lang);
    let version = |page: &Page| {
        let url = scene.site.absolute(page.entry.url.as_str())?;
        Some(Alternate { lang: &scene.site.languages[page.entry.lang].code, url })
    };
    versions.into_iter().filter_map(version).collect()
}

/// Facts for search engines (schema.org). Pages without an address of their own have none.
#[derive(Serialize)]
struct Facts<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    schema_type: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Named<'a>>,
    #[serde(rename = "dateModified", skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    #[serde(rename = "inLanguage")]
    lang: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Named<'a>>,
    url: &'a str,
}

/// Somebody, by name.
#[derive(Serialize)]
struct Named<'a> {
    #[serde(rename = "@type")]
    schema_type: &'static str,
    name: &'a str,
}

/// The facts as JSON that is safe inside a script element.
fn json_ld(scene: &Scene<'_>, head: &Head<'_>, url: Option<&str>, image: Option<&str>) -> Option<String> {
    let (url, page) = (url?, head.page?);
    let lang = scene.site.languages[head.lang].code.as_str();
    let document = &page.entry.document;
    let schema_type = document.content_type(&scene.theme.types).map_or("WebPage", |t| t.schema_org.as_str());
    let authors = document.front_matter.list("authors").iter();
    let publisher = scene.site.settings.organisation.as_ref();
    let facts = Facts {
        context: "https://schema.org",
        schema_type: if page.entry.section { "WebPage" } else { schema_type },
        author: authors.map(|(name, _)| Named { schema_type: "Person", name }).collect(),
        modified: page.changed().map(Date::iso),
        published: page.entry.date.map(Date::iso),
        description: head.description,
        headline: (schema_type == "Article").then_some(head.title),
        image,
        lang,
        name: head.title,
        publisher: publisher.map(|name| Named { schema_type: "Organization", name: name.get(lang) }),
        url,
    };
    let json = serde_json::to_string(&facts).ok()?;
    // "</script>" in a title must not end the element.
    Some(if json.contains('<') { json.replace('<', "\\u003c") } else { json })
}

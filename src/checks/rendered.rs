//! Turns a page as a browser gets it into its elements, for checks of what a theme must guarantee; and says in
//! which file each was typed. What a template guarantees is the same on every page that it makes, so one page
//! stands for each template, language and content type. It judges nothing.

use super::Hub;
use crate::diagnostic::Span;
use crate::path::join;
use crate::site::PageId;
use crate::source::Source;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use std::cell::RefCell;

/// What a check of rendered pages may see.
pub struct Rendered<'s> {
    /// The hub.
    pub hub: &'s Hub<'s>,
    /// The pages that stand for all, sorted by their place in the output.
    pub samples: &'s [Sample],
}

/// One page as a browser gets it.
pub struct Sample {
    /// Its place in the output.
    pub output: String,
    /// The template that made it.
    pub template: String,
    /// Its language's place in the settings.
    pub lang: usize,
    /// The page, if its own HTML was kept as it was typed.
    pub own_html: Option<PageId>,
    /// Whether it only sends readers on, or shows for every wrong address.
    pub aside: bool,
    /// Its elements, in order.
    pub elements: Vec<Element>,
}

/// One element.
#[derive(Debug)]
pub struct Element {
    /// The name of its tag.
    pub name: String,
    /// Its attributes.
    pub attributes: Vec<(String, String)>,
    /// The element that it lies in, by its number.
    pub parent: Option<usize>,
    /// The words that stand in it by themselves.
    pub text: String,
}

impl Element {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

impl Sample {
    /// Takes a page apart.
    pub fn elements(html: &str) -> Vec<Element> {
        let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
        let input = BufferQueue::default();
        input.push_back(StrTendril::from(html));
        let _ = tokenizer.feed(&input);
        tokenizer.end();
        tokenizer.sink.0.into_inner().elements
    }

    /// An element and all that it lies in, from the inside out.
    pub fn around(&self, n: usize) -> impl Iterator<Item = &Element> {
        std::iter::successors(Some(n), |n| self.elements[*n].parent).map(|n| &self.elements[n])
    }

    /// Whether an element is in one of that name.
    pub fn is_in(&self, n: usize, name: &str) -> bool {
        self.around(n).skip(1).any(|element| element.name == name)
    }

    /// Its links to addresses of the hub, in order: the number of each element, and the address from the top.
    pub fn links(&self) -> impl Iterator<Item = (usize, String)> {
        let folder = self.output.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.elements.iter().enumerate().filter_map(move |(n, element)| {
            let href = element.get("href").filter(|_| element.name == "a")?;
            let path = href.split(['#', '?']).next().unwrap_or("");
            if href.contains(':') || path.is_empty() {
                return None;
            }
            let joined = join(folder, path.trim_end_matches('/'))?;
            let joined = if joined == "." { String::new() } else { joined };
            Some((n, if joined.is_empty() { joined } else { format!("{joined}/") }))
        })
    }
}

impl Rendered<'_> {
    /// The pages of one language by which readers go about.
    pub fn of(&self, lang: usize) -> impl Iterator<Item = &Sample> {
        self.samples.iter().filter(move |sample| sample.lang == lang && !sample.aside)
    }

    /// Where the first of some words was typed that a page was made of: in the page itself if its HTML was kept,
    /// else in its template or one that the template builds on. Without any of them the template as a whole.
    pub fn place(&self, sample: &Sample, words: &[&str]) -> (Source, Span) {
        if let Some(id) = sample.own_html {
            let document = &self.hub.site.page(id).entry.document;
            let start = document.text_start as usize;
            let body = document.source.text.get(start..).unwrap_or("");
            if let Some((at, word)) = words.iter().find_map(|word| Some((body.find(word)?, word))) {
                return (document.source.clone(), Span::new(start + at, start + at + word.len()));
            }
        }
        self.hub.theme.typed(&sample.template, words)
    }
}

/// What is known while the tokens go by.
#[derive(Default)]
struct Sink(RefCell<Tree>);

#[derive(Default)]
struct Tree {
    elements: Vec<Element>,
    open: Vec<usize>,
}

/// Elements without an end (HTML, void elements).
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut tree = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => {
                if let Some(n) = tree.open.last().copied() {
                    tree.elements[n].text.push_str(&text);
                }
            }
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let attributes =
                    tag.attrs.iter().map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()));
                let parent = tree.open.last().copied();
                let element = Element {
                    name: tag.name.to_string(),
                    attributes: attributes.collect(),
                    parent,
                    text: String::new(),
                };
                let n = tree.elements.len();
                let is_void = VOID.contains(&element.name.as_str()) || tag.self_closing;
                let raw = match &*element.name {
                    "script" => Some(RawKind::ScriptData),
                    "style" => Some(RawKind::Rawtext),
                    "title" | "textarea" => Some(RawKind::Rcdata),
                    _ => None,
                };
                tree.elements.push(element);
                if !is_void {
                    tree.open.push(n);
                }
                if let Some(raw) = raw {
                    return TokenSinkResult::RawData(raw);
                }
            }
            // Whatever is still open in it ends as well.
            Token::TagToken(tag) => {
                let opened = tree.open.iter().rposition(|n| tree.elements[*n].name == *tag.name);
                if let Some(at) = opened {
                    tree.open.truncate(at);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_know_what_they_lie_in() {
        let html = "<body><main id=\"m\"><p>One<br>two <a href=\"../b/#x\">b</a></main><textarea><p></textarea>";
        let elements = Sample::elements(html);
        let names: Vec<_> = elements.iter().map(|element| element.name.as_str()).collect();
        assert_eq!(names, ["body", "main", "p", "br", "a", "textarea"]);
        let (output, template) = ("a/index.html".to_owned(), String::new());
        let sample = Sample { output, template, lang: 0, own_html: None, aside: false, elements };
        assert!(sample.is_in(4, "main") && !sample.is_in(5, "main"));
        assert_eq!(sample.elements[1].get("id"), Some("m"));
        assert_eq!(sample.links().collect::<Vec<_>>(), [(4, "b/".to_owned())]);
    }
}

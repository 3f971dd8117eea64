//! What the list of problems is asked for: turns the query of its address into a choice, and a choice into the
//! form that makes such a query. What is not understood asks for nothing.

use super::OWN;
use super::words::Words;
use crate::diagnostic::Diagnostic;
use crate::feed::Escaped;
use crate::path::RelPath;
use crate::pipeline::Plan;
use std::collections::BTreeMap;

/// Which problems are shown, and in which words. What is empty asks for all.
pub(super) struct Filter {
    pub(super) words: &'static Words,
    level: String,
    code: String,
    section: String,
    language: String,
}

/// Where a file belongs.
pub(super) struct Place {
    /// The folder of its section, with its language's folder; a dot at the top.
    section: String,
    /// The code of its language.
    pub(super) lang: String,
}

/// The section of files of themes, which no folder of a hub is called.
const THEMES: &str = "/themes";

/// The section of pages at the top.
const TOP: &str = ".";

impl Place {
    pub(super) fn of(file: &RelPath, plan: Option<&Plan>) -> Self {
        let path = file.as_str();
        let languages = plan.map_or(&[][..], |plan| &plan.site.languages);
        let folder = |code: &str| path.strip_prefix(code).and_then(|rest| rest.strip_prefix('/'));
        let other =
            languages.iter().skip(1).find_map(|language| Some((language.code.as_str(), folder(&language.code)?)));
        let main = languages.first().map_or("en", |language| &language.code);
        let (lang, below) = other.unwrap_or((main, path));
        // A page may say another language of itself than its folder does.
        let page = plan.and_then(|plan| Some((plan, plan.site.page_of(file)?)));
        let lang = page.map_or(lang, |(plan, id)| plan.site.language(plan.site.page(id)).code.as_str());
        let folder = below.split_once('/').map(|(folder, _)| &path[..path.len() - below.len() + folder.len()]);
        let section = if path.starts_with("themes/") { THEMES } else { folder.unwrap_or(TOP) };
        Self { section: section.to_owned(), lang: lang.to_owned() }
    }
}

impl Filter {
    /// What a query asks for, on a hub whose main language has that code.
    pub(super) fn read(query: &str, main: &str) -> Self {
        let mut filter = Self {
            words: Words::of(main),
            level: String::new(),
            code: String::new(),
            section: String::new(),
            language: String::new(),
        };
        for (name, value) in form_urlencoded::parse(query.as_bytes()).take(20) {
            let value = value.into_owned();
            match &*name {
                "in" => filter.words = Words::of(&value),
                "level" => filter.level = value,
                "code" => filter.code = value,
                "section" => filter.section = value,
                "language" => filter.language = value,
                _ => {}
            }
        }
        filter
    }

    /// The query that asks for the same in other words.
    pub(super) fn query(&self, words: &Words) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("in", words.lang);
        for (name, value) in self.choices().into_iter().filter(|(_, value)| !value.is_empty()) {
            query.append_pair(name, value);
        }
        query.finish()
    }

    fn choices(&self) -> [(&'static str, &str); 4] {
        [("level", &self.level), ("code", &self.code), ("section", &self.section), ("language", &self.language)]
    }

    pub(super) fn wants(&self, problem: &Diagnostic, place: &Place) -> bool {
        let values = [problem.severity().as_str(), problem.code.name, &place.section, &place.lang];
        self.choices().into_iter().zip(values).all(|((_, wanted), value)| wanted.is_empty() || wanted == value)
    }

    /// The form: for each choice what there is, with how many of it.
    pub(super) fn form(&self, all: &[(&Diagnostic, Place)], plan: Option<&Plan>) -> String {
        let words = self.words;
        let mut counts: [BTreeMap<&str, usize>; 4] = Default::default();
        for (problem, place) in all {
            let values = [problem.severity().as_str(), problem.code.name, &place.section, &place.lang];
            for (count, value) in counts.iter_mut().zip(values) {
                *count.entry(value).or_default() += 1;
            }
        }
        let say = |name: &str, value: &str| match (name, value) {
            ("level", _) => {
                let mut levels = ["error", "warning", "hint"].into_iter().zip(words.levels);
                levels.find(|(name, _)| *name == value).map(|(_, word)| word.to_owned())
            }
            ("section", TOP) => Some(words.top.to_owned()),
            ("section", THEMES) => Some(words.theme.to_owned()),
            ("section", folder) => {
                let site = &plan?.site;
                let page = site.page(site.page_of(&RelPath::new(format!("{folder}/index.md")))?);
                Some(format!("{} ({folder})", page.entry.document.title))
            }
            ("language", code) => Some(plan?.theme.words(code).text("language_name").to_owned()),
            _ => None,
        };
        let labels = [words.level, words.code, words.section, words.language];
        let mut selects = String::new();
        for (((name, chosen), label), counts) in self.choices().into_iter().zip(labels).zip(&counts) {
            let option = |value: &str, label: &str| {
                let selected = if value == chosen { " selected" } else { "" };
                format!("<option value=\"{}\"{selected}>{}</option>\n", Escaped(value), Escaped(label))
            };
            let options: String = counts
                .iter()
                .map(|(value, n)| option(value, &format!("{}: {n}", say(name, value).unwrap_or((*value).to_owned()))))
                .collect();
            selects.push_str(&format!(
                "<p><label for=\"{name}\">{label}</label>\n<select id=\"{name}\" name=\"{name}\">\n{}{options}</select></p>\n",
                option("", words.any)
            ));
        }
        format!(
            "<form method=\"get\" action=\"{OWN}\">\n<fieldset>\n<legend>{}</legend>\n<input type=\"hidden\" name=\"in\" value=\"{}\">\n{selects}\
             <p><button>{}</button> <a href=\"{OWN}?in={}\">{}</a></p>\n</fieldset>\n</form>\n",
            words.filters, words.lang, words.show, words.lang, words.show_all
        )
    }
}

//! `new` writes a fresh page with every field of its content type explained.

#![expect(clippy::disallowed_methods, reason = "commands are an edge: this one writes a page")]

use super::schema::unknown_type;
use super::{Ending, HubArgs, say};
use crate::content_type::{ContentType, Field, FieldKind};
use crate::date::Date;
use crate::path::slug;
use crate::pipeline::{Memo, Plan};
use clap::Args;

/// Make a new page.
#[derive(Args)]
pub(super) struct New {
    #[command(flatten)]
    hub: HubArgs,
    /// The content type, such as guidance, story, guide or page
    content_type: String,
    /// The page's title, in quotes
    title: String,
}

impl New {
    pub(super) fn run(self) -> Ending {
        let mut project = match self.hub.project() {
            Ok(project) => project,
            Err(ending) => return ending,
        };
        let today = self.hub.today();
        let plan = Plan::new(&project.read(today, true), &mut Memo::default(), &());
        // People call a type by its folder as well: “stories” for a story.
        let types = &plan.theme.types;
        let Some(content_type) =
            types.named(&self.content_type).or_else(|| types.of_folder(&format!("{}/", self.content_type)))
        else {
            return Ending::Usage(unknown_type(&plan.theme.types, &self.content_type));
        };
        if self.title.trim().is_empty() {
            return Ending::Usage(
                "The page needs a title, for example: bindery new story \"Saving Dorset's libraries\"".into(),
            );
        }
        let folder = content_type.folders.first().map_or_else(String::new, |folder| format!("{folder}/"));
        let relative = format!("{folder}{}.md", slug(&self.title));
        let path = project.content.join(&relative);
        let beside = path.with_extension("").join("index.md");
        if path.exists() || beside.exists() {
            let there = if path.exists() { relative } else { relative.replace(".md", "/index.md") };
            return Ending::Usage(format!("There is a page content/{there} already. Choose another title."));
        }
        let written = std::fs::create_dir_all(path.parent().unwrap_or(&project.content))
            .and_then(|()| write_new(&path, &page(content_type, &self.title, today)));
        match written {
            Ok(()) => {
                say(&format!(
                    "Made content/{relative}.\nOpen it in your editor and fill in what stands between the --- lines.\n\
                     It is a draft: take “status: draft” out when it is ready."
                ));
                Ending::Done
            }
            Err(error) => Ending::Failed(format!("content/{relative} could not be written: {error}")),
        }
    }
}

/// Writes a file that does not exist yet; one that appeared meanwhile is left alone.
fn write_new(path: &std::path::Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    std::fs::OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}

/// The page's text: required fields and the summary filled in, the others as remarks.
fn page(content_type: &ContentType, title: &str, today: Date) -> String {
    let mut out = "---\n".to_owned();
    // Lists show every page with its summary, also where it may be left out.
    let is_asked = |field: &&Field| field.required || *field.name == *"summary";
    let (required, optional): (Vec<&Field>, Vec<&Field>) = content_type.fields.iter().partition(is_asked);
    for field in required {
        out.push_str(&format!("# {}\n{}: {}\n", field.help, field.name, value(field, title, today)));
    }
    out.push_str("# A draft is not published. Delete this line when the page is ready.\nstatus: draft\n");
    out.push_str("\n# You can leave out everything below. To use a line, delete the # and the space in front of it.\n");
    for field in optional.into_iter().filter(|field| *field.name != *"status" && *field.name != *"type") {
        out.push_str(&format!("#\n# {}\n# {}: {}\n", field.help, field.name, value(field, title, today)));
    }
    out.push_str(&format!("---\n\n{}", content_type.archetype));
    out
}

fn value(field: &Field, title: &str, today: Date) -> String {
    if *field.name == *"title" {
        return quoted(title);
    }
    match &field.kind {
        FieldKind::Date if !field.example.is_empty() => field.example.clone(),
        _ if !field.example.is_empty() => quoted(&field.example),
        FieldKind::Date => today.iso(),
        FieldKind::List => "[the first, the next]".to_owned(),
        FieldKind::Choice(options) => options.join(" or "),
        FieldKind::Page => "../guidance/index.md".to_owned(),
        FieldKind::Pages => "[../guidance/index.md]".to_owned(),
        FieldKind::File => "name-of-the-file.jpg".to_owned(),
        FieldKind::Email => "library@example.org".to_owned(),
        FieldKind::Number => "10".to_owned(),
        FieldKind::YesNo => "yes".to_owned(),
        FieldKind::Text => "a few words".to_owned(),
    }
}

/// A text as YAML: in quotes, so that no character in it has a meaning of its own.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " "))
}

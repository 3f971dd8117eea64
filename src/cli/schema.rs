//! `schema` prints the JSON Schema (draft-07) of a content type's front matter, from the same
//! table that the build checks with.

use super::{Ending, HubArgs, write_data};
use crate::content_type::{ContentType, Field, FieldKind, Types};
use crate::pipeline::{Memo, Plan};
use clap::Args;
use serde_json::{Map, Value, json};

/// Print a JSON Schema.
#[derive(Args)]
pub(super) struct Schema {
    #[command(flatten)]
    hub: HubArgs,
    /// The content type; without one, all are printed, by name
    content_type: Option<String>,
}

impl Schema {
    pub(super) fn run(self) -> Ending {
        let mut project = match self.hub.project() {
            Ok(project) => project,
            Err(ending) => return ending,
        };
        let inputs = project.read(self.hub.today(), self.hub.drafts);
        let theme = Plan::new(&inputs, &mut Memo::default(), &()).theme;
        let types = &theme.types;
        let printed = match self.content_type {
            None => Value::Object(types.iter().map(|t| (t.name.clone(), schema(t))).collect()),
            Some(name) => match types.named(&name) {
                Some(content_type) => schema(content_type),
                None => return Ending::Usage(unknown_type(types, &name)),
            },
        };
        write_data(&format!("{printed:#}\n"));
        Ending::Done
    }
}

/// What is said of a content type that does not exist.
pub(super) fn unknown_type(types: &Types, name: &str) -> String {
    let names: Vec<_> = types.iter().map(|t| t.name.as_str()).collect();
    let near = types.nearest(name).map_or_else(String::new, |near| format!(" Did you mean “{near}”?"));
    format!("There is no content type “{name}”.{near} There are: {}.", names.join(", "))
}

fn schema(content_type: &ContentType) -> Value {
    let properties: Map<String, Value> =
        content_type.fields.iter().map(|field| (field.name.to_string(), property(field))).collect();
    let required: Vec<&str> = content_type.fields.iter().filter(|f| f.required).map(|f| &*f.name).collect();
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": format!("Front matter of a page of the type “{}”", content_type.name),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn property(field: &Field) -> Value {
    let list = json!({"type": ["array", "string"], "items": {"type": "string"}});
    let mut property = match &field.kind {
        FieldKind::Text | FieldKind::Page | FieldKind::File => json!({"type": ["string", "number", "boolean"]}),
        FieldKind::Date => json!({"type": "string", "format": "date"}),
        FieldKind::Email => json!({"type": "string", "format": "email"}),
        FieldKind::Number => json!({"type": "integer"}),
        FieldKind::YesNo => json!({"enum": [true, false, "yes", "no"]}),
        FieldKind::Choice(options) => json!({"enum": options}),
        FieldKind::List | FieldKind::Pages => list,
    };
    if let Some(map) = property.as_object_mut() {
        map.insert("description".to_owned(), json!(field.help));
    }
    property
}

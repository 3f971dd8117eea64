//! stub
use crate::codes::Code; use crate::diagnostic::Span;
#[derive(Clone, Debug)] #[allow(missing_docs)] pub struct Node { pub span: Span, pub value: Value }
#[derive(Clone, Debug)] #[allow(missing_docs)] pub enum Value { Null, Scalar(Scalar), List(Vec<Node>), Map(Vec<Entry>) }
#[derive(Clone, Debug)] #[allow(missing_docs)] pub struct Scalar { pub text: String, pub quoted: bool }
#[derive(Clone, Debug)] #[allow(missing_docs)] pub struct Entry { pub key: String, pub key_span: Span, pub node: Node }
#[derive(Clone, Debug)] #[allow(missing_docs)] pub struct Problem { pub code: &'static Code, pub span: Span, pub message: String, pub help: String }

#[allow(missing_docs)] pub fn parse(text: &str) -> (Vec<Entry>, Vec<Problem>) {
    match serde_yaml::from_str::<serde_json::Value>(text) {
        Ok(serde_json::Value::Object(map)) => (map.into_iter().map(|(key, v)| Entry { key_span: Span::default(), key, node: conv(v) }).collect(), vec![]),
        Ok(_) => Default::default(),
        Err(e) => (vec![], vec![Problem { code: &crate::codes::YAML_SYNTAX, span: Span::default(), message: e.to_string(), help: String::new() }]),
    }
}
fn conv(v: serde_json::Value) -> Node {
    use serde_json::Value as J;
    let value = match v { J::Null => Value::Null, J::Bool(b) => Value::Scalar(Scalar { text: b.to_string(), quoted: false }), J::Number(n) => Value::Scalar(Scalar { text: n.to_string(), quoted: false }), J::String(s) => Value::Scalar(Scalar { text: s, quoted: true }),
        J::Array(a) => Value::List(a.into_iter().map(conv).collect()), J::Object(m) => Value::Map(m.into_iter().map(|(key, v)| Entry { key_span: Span::default(), key, node: conv(v) }).collect()) };
    Node { span: Span::default(), value }
}

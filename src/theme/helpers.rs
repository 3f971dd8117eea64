//! What templates can do besides showing values: a few filters and one function. Each depends on
//! its arguments, the theme's own tables and the `root` and `lang` of the view, and on nothing else.

use crate::strings::{self, Strings};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::{Kwargs, State, Tera, Value};

/// Gives templates their helpers.
pub(super) fn register(tera: &mut Tera, strings: &[Arc<Strings>], addresses: BTreeMap<String, String>) {
    tera.register_filter("url", |path: &str, _: Kwargs, _: &State<'_>| address(path));
    // The engine's own copies the text.
    tera.register_filter("safe", |text: Value, _: Kwargs, _: &State<'_>| text.mark_safe());
    tera.register_filter("fill", |text: &str, kwargs: Kwargs, _: &State<'_>| {
        let word = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let places: Vec<(&str, String)> =
            kwargs.iter().filter_map(|(name, value)| Some((name.as_str()?, word(value)))).collect();
        let places: Vec<(&str, &str)> = places.iter().map(|(name, value)| (*name, value.as_str())).collect();
        strings::fill(text, &places)
    });
    let tables: Vec<Arc<Strings>> = strings.to_vec();
    tera.register_filter("plural", move |n: u64, kwargs: Kwargs, state: &State<'_>| -> tera::TeraResult<String> {
        let key: &str = kwargs.must_get("key")?;
        let lang: String = state.get("lang")?.unwrap_or_default();
        let table = tables.iter().find(|table| table.lang == lang).or(tables.first());
        table.and_then(|table| table.count(key, n)).ok_or_else(|| {
            tera::Error::message(format!("There are no words for the number “{key}” in the strings files"))
        })
    });
    tera.register_function("asset", move |kwargs: Kwargs, _: &State<'_>| -> tera::TeraResult<Value> {
        let name: &str = kwargs.must_get("name")?;
        match addresses.get(name) {
            Some(path) => Ok(address(path)),
            None => {
                let names: Vec<_> = addresses.keys().map(String::as_str).collect();
                Err(tera::Error::message(format!(
                    "There is no static file “{name}”. Available files: {}",
                    names.join(", ")
                )))
            }
        }
    });
}

thread_local! {
    /// The `root` of the view that this thread renders, and room for one address. A page has some
    /// fifty addresses, and to ask the engine for `root` each time takes longer than all else that
    /// is done for one.
    static SEEN_FROM: RefCell<(String, String)> = const { RefCell::new((String::new(), String::new())) };
}

/// Renders a view with addresses as seen from its `root`.
pub(super) fn seen_from<T>(root: &str, render: impl FnOnce() -> T) -> T {
    SEEN_FROM.with_borrow_mut(|(current, _)| {
        current.clear();
        current.push_str(root);
    });
    render()
}

fn address(path: &str) -> Value {
    SEEN_FROM.with_borrow_mut(|(root, address)| {
        address.clear();
        push_from_root(address, root, path);
        Value::from(address.as_str())
    })
}

/// Adds an address inside the hub as seen from a page: `root` leads to the top. An old address may
/// lead to another website, whose address is full already.
pub fn push_from_root(out: &mut String, root: &str, path: &str) {
    if path.starts_with("http") && (path.starts_with("https://") || path.starts_with("http://")) {
        out.push_str(path);
        return;
    }
    out.push_str(root);
    out.push_str(if root.is_empty() && path.is_empty() { "./" } else { path });
}

/// An object for templates.
pub fn object<const N: usize>(pairs: [(&'static str, Value); N]) -> Value {
    Value::from_serializable(&Object(pairs))
}

/// Names and values that become an object by way of serde: of all ways the one in which the
/// engine hashes each name only once.
struct Object<const N: usize>([(&'static str, Value); N]);

impl<const N: usize> Serialize for Object<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("", N)?;
        for (name, value) in &self.0 {
            object.serialize_field(name, value)?;
        }
        object.end()
    }
}

//! Turns a struct into an object for templates, with those of its fields that the template asks for.

use crate::theme::{Place, Wanted};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::convert::Infallible;
use std::slice;
use tera::Value;

/// What becomes an object field by field.
pub(super) trait Fields {
    /// What templates call it.
    const PLACE: Place;

    /// Gives each field, in the order in which a template sees them.
    fn give<O: Object>(&self, object: &mut O) -> Result<(), O::Error>;
}

/// An object in the making.
pub(super) trait Object {
    type Error;

    /// Adds a field, if it is asked for.
    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Self::Error>;
}

/// The object as a value. It becomes one by way of serde, which hashes each name once.
pub(super) fn value<T: Fields>(fields: &T, wanted: &Wanted) -> Value {
    let wanted = wanted.each(T::PLACE, || names(fields));
    Value::from_serializable(&WhatIsWanted { fields, wanted })
}

struct WhatIsWanted<'a, T> {
    fields: &'a T,
    wanted: &'a [bool],
}

impl<T: Fields> Serialize for WhatIsWanted<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let count = self.wanted.iter().filter(|is_wanted| **is_wanted).count();
        let mut object = Made { made: serializer.serialize_struct("", count)?, wanted: self.wanted.iter() };
        self.fields.give(&mut object)?;
        object.made.end()
    }
}

struct Made<'a, S> {
    made: S,
    wanted: slice::Iter<'a, bool>,
}

impl<S: SerializeStruct> Object for Made<'_, S> {
    type Error = S::Error;

    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), S::Error> {
        if self.wanted.next() == Some(&true) { self.made.serialize_field(name, value) } else { Ok(()) }
    }
}

/// The names alone, without any value.
struct Names(Vec<&'static str>);

impl Object for Names {
    type Error = Infallible;

    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, _: &T) -> Result<(), Infallible> {
        self.0.push(name);
        Ok(())
    }
}

fn names<T: Fields>(fields: &T) -> Vec<&'static str> {
    let mut names = Names(Vec::new());
    match fields.give(&mut names) {
        Ok(()) => names.0,
    }
}

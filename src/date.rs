//! stub
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)] #[allow(missing_docs)] pub struct Date(jiff::civil::Date);
#[allow(missing_docs)] pub enum Reading { Exact(Date), Informal(Date), Ambiguous(Date), Invalid(String) }
#[allow(missing_docs)] pub fn read(text: &str) -> Reading { match text.parse() { Ok(d) => Reading::Exact(Date(d)), Err(_) => Reading::Invalid(String::new()) } }
#[allow(missing_docs)] impl Date { pub fn iso(self) -> String { self.0.to_string() } pub fn today() -> Self { Self(jiff::ZonedDateTime::now().date()) }
 pub fn day(self) -> i8 { self.0.day() } pub fn month(self) -> i8 { self.0.month() } pub fn year(self) -> i16 { self.0.year() } }

//! stub
use crate::output::{Content, Output}; use std::path::{Path,PathBuf};
#[allow(missing_docs)] pub struct Writer(PathBuf); #[allow(missing_docs)] pub struct Summary { pub written: usize, pub unchanged: usize, pub removed: usize }
#[allow(missing_docs)] impl Writer { pub fn open(o: &Path, _g: &[PathBuf]) -> Result<Self, std::io::Error> { Ok(Self(o.into())) } pub fn put(&self, o: &Output) -> Result<(), std::io::Error> { let p = self.0.join(o.path.as_str()); std::fs::create_dir_all(p.parent().unwrap_or(&self.0))?; match &o.content { Content::Bytes(b) => std::fs::write(p, b), Content::Static(b) => std::fs::write(p, b), Content::File(f) => std::fs::copy(f, p).map(drop) } } pub fn commit(self) -> Result<Summary, std::io::Error> { Ok(Summary { written: 0, unchanged: 0, removed: 0 }) } }

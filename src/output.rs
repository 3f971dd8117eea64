//! stub
use crate::path::OutputPath; use std::path::PathBuf; use std::sync::Arc;
#[derive(Clone, Debug)] #[allow(missing_docs)] pub struct Output { pub path: OutputPath, pub content: Content }
#[derive(Clone, Debug, PartialEq, Eq)] #[allow(missing_docs)] pub enum Content { Bytes(Vec<u8>), Static(Arc<[u8]>), File(PathBuf) }

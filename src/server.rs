//! stub
use std::net::TcpListener; use std::sync::Arc;
#[allow(missing_docs)] pub struct Request<'a> { pub method: &'a str, pub path: &'a str, pub body: &'a [u8], pub content_type: &'a str }
#[allow(missing_docs)] pub struct Response { pub status: u16, pub content_type: &'static str, pub body: Arc<[u8]>, pub location: Option<String> }
#[allow(missing_docs)] impl Response { pub fn new(status: u16, content_type: &'static str, body: Arc<[u8]>) -> Self { Self { status, content_type, body, location: None } } pub fn html(status: u16, text: String) -> Self { Self::new(status, "text/html; charset=utf-8", Arc::from(text.into_bytes())) } }
#[allow(missing_docs)] pub fn bind(_p: Option<u16>) -> std::io::Result<TcpListener> { TcpListener::bind("127.0.0.1:0") }
#[derive(Default)] #[allow(missing_docs)] pub struct Reload; #[allow(missing_docs)] impl Reload { pub fn bump(&self) {} }
#[allow(missing_docs)] pub fn serve(_l: TcpListener, _r: Arc<Reload>, _h: impl Fn(&Request<'_>) -> Response + Send + Sync + 'static) {}

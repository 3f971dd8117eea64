//! What is known of files by their ending: the words for readers and the media type for
//! browsers. One entry for each ending.

/// One kind of file.
#[derive(Debug, PartialEq, Eq)]
pub struct FileKind {
    /// The ending, in lower case.
    pub extension: &'static str,
    /// The key of its name in the strings files.
    pub label: &'static str,
    /// Its media type.
    pub media_type: &'static str,
}

macro_rules! kinds {
    ($($extension:literal, $label:literal, $media_type:literal;)*) => {
        /// The endings that Bindery knows.
        pub static FILE_KINDS: &[FileKind] = &[
            $(FileKind { extension: $extension, label: $label, media_type: $media_type }),*
        ];
    };
}

kinds! {
    "pdf", "kind_pdf", "application/pdf";
    "doc", "kind_word", "application/msword";
    "docx", "kind_word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    "odt", "kind_word", "application/vnd.oasis.opendocument.text";
    "rtf", "kind_word", "application/rtf";
    "xls", "kind_spreadsheet", "application/vnd.ms-excel";
    "xlsx", "kind_spreadsheet", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    "ods", "kind_spreadsheet", "application/vnd.oasis.opendocument.spreadsheet";
    "csv", "kind_spreadsheet", "text/csv; charset=utf-8";
    "ppt", "kind_slides", "application/vnd.ms-powerpoint";
    "pptx", "kind_slides", "application/vnd.openxmlformats-officedocument.presentationml.presentation";
    "odp", "kind_slides", "application/vnd.oasis.opendocument.presentation";
    "txt", "kind_text", "text/plain; charset=utf-8";
    "zip", "kind_archive", "application/zip";
    "png", "kind_image", "image/png";
    "jpg", "kind_image", "image/jpeg";
    "jpeg", "kind_image", "image/jpeg";
    "gif", "kind_image", "image/gif";
    "webp", "kind_image", "image/webp";
    "avif", "kind_image", "image/avif";
    "heic", "kind_image", "image/heic";
    "svg", "kind_image", "image/svg+xml";
    "ico", "kind_image", "image/x-icon";
}

/// Endings of files that browsers run or show as a page of the website, and of programs that some web spaces run.
const RUNNING: &[&str] = &[
    "asp", "aspx", "cgi", "css", "hta", "htm", "html", "jar", "js", "jsp", "mht", "mhtml", "mjs", "php", "php3",
    "php4", "php5", "php7", "phar", "phtml", "pl", "py", "rb", "rss", "sh", "shtm", "shtml", "swf", "wasm", "xht",
    "xhtml", "xml", "xsl", "xslt", "atom", "htaccess",
];

/// Whether a file with an ending, in small letters, can run.
pub fn runs(ending: &str) -> bool {
    RUNNING.contains(&ending)
}

/// The kind that an ending stands for.
pub fn of_extension(extension: &str) -> Option<&'static FileKind> {
    FILE_KINDS.iter().find(|kind| kind.extension == extension)
}

/// What is not offered to readers as a file, but is sent to browsers.
const WEB: &[(&str, &str)] = &[
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("xml", "application/xml"),
    ("woff2", "font/woff2"),
];

/// The media type that an ending stands for.
pub fn media_type(extension: &str) -> &'static str {
    known(extension).unwrap_or("application/octet-stream")
}

/// Whether an ending is known at all.
pub fn is_known(extension: &str) -> bool {
    known(extension).is_some()
}

fn known(extension: &str) -> Option<&'static str> {
    let web = WEB.iter().find(|(known, _)| *known == extension).map(|(_, media_type)| *media_type);
    web.or_else(|| of_extension(extension).map(|kind| kind.media_type))
}

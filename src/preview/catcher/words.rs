//! Small words for the catcher's pages: sizes, numbers, and what a field is for. They are English, as all of
//! the preview's own pages.

use crate::forms::Provider;

/// A size as people say it.
pub(super) fn size(bytes: usize) -> String {
    match bytes {
        0..1_024 => format!("{bytes} bytes"),
        1_024..1_048_576 => format!("{} KB", bytes / 1_024),
        _ => format!("{}.{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
    }
}

/// A number with a comma before each three digits.
pub(super) fn number(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// What a field is for, if the service or Bindery gives it a meaning.
pub(super) fn meaning(provider: &Provider, field: &str) -> Option<&'static str> {
    let known = [
        (provider.key_field, "the form’s code"),
        (provider.redirect.map(|(name, _)| name), "the page to come back to"),
        (provider.subject_field, "the subject of the message"),
        (provider.reply_field, "the address to reply to"),
        (Some(provider.honeypot.0), "the hidden trap for programs"),
        (Some("page"), "the page that it is about"),
        (Some("page_title"), "the title of that page"),
        (Some("form"), "which form it is"),
    ];
    known.into_iter().find(|(name, _)| *name == Some(field)).map(|(_, meaning)| meaning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_numbers_read_well() {
        assert_eq!(size(999), "999 bytes");
        assert_eq!(size(2_048), "2 KB");
        assert_eq!(size(10 * 1_048_576 + 524_288), "10.5 MB");
        assert_eq!((number(7), number(1_000), number(10_485_760)), ("7".into(), "1,000".into(), "10,485,760".into()));
    }
}

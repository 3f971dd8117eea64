//! Counts the words of a page the way word processors do.

/// How many bytes are looked at in a row. Words begin in half of them at the most, so one byte
/// counts those, and the processor compares and adds sixteen or more bytes at a time.
const COUNTED: usize = 256;

/// How many words a text has, where a word is whatever stands between spaces.
pub(super) fn words(text: &str) -> u32 {
    let is_space = |byte: u8| byte <= b' ';
    let bytes = text.as_bytes();
    let Some(first) = bytes.first() else { return 0 };
    let begins: usize = bytes[..bytes.len() - 1]
        .chunks(COUNTED)
        .zip(bytes[1..].chunks(COUNTED))
        .map(|(before, after)| {
            let begins = before.iter().zip(after).map(|(before, byte)| u8::from(is_space(*before) & !is_space(*byte)));
            usize::from(begins.fold(0, u8::wrapping_add))
        })
        .sum();
    super::number(begins) + u32::from(!is_space(*first))
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_word_is_what_stands_between_spaces() {
        for (text, count) in
            [("Opening hours", 2), ("  a – b  ", 3), ("one two", 2), ("", 0), (" ", 0), ("a", 1), ("llyfr ŵyl\n", 2)]
        {
            assert_eq!(words(text), count, "{text:?}");
        }
        assert_eq!(words(&"a ".repeat(1000)), 1000);
    }
}

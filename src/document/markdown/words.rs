//! Counts the words of a page as its text is read, piece by piece, the way word processors do.

/// How many bytes are looked at in a row. Words begin in half of them at the most, so one byte
/// counts those, and the processor compares and adds sixteen or more bytes at a time.
const COUNTED: usize = 256;

/// How many words begin in a text, where a word is whatever stands between spaces. `inside` says
/// whether the text goes on with a word that was begun, and then whether it ends with one.
pub(super) fn words(text: &str, inside: &mut bool) -> u32 {
    let is_space = |byte: u8| byte <= b' ';
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return 0 };
    let begins: usize = bytes[..bytes.len() - 1]
        .chunks(COUNTED)
        .zip(bytes[1..].chunks(COUNTED))
        .map(|(before, after)| {
            let begins = before.iter().zip(after).map(|(before, byte)| u8::from(is_space(*before) & !is_space(*byte)));
            usize::from(begins.fold(0, u8::wrapping_add))
        })
        .sum();
    let goes_on = std::mem::replace(inside, !is_space(*last));
    super::number(begins) + u32::from(!goes_on && !is_space(*first))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_word_is_what_stands_between_spaces() {
        for (pieces, count) in [
            (&["Opening hours"][..], 2),
            (&["  a – b  "], 3),
            (&["bold", "er and ", "more"], 3),
            (&["one ", "two"], 2),
            (&["", " "], 0),
            (&["llyfr ŵyl"], 2),
        ] {
            let mut inside = false;
            let counted: u32 = pieces.iter().map(|piece| super::words(piece, &mut inside)).sum();
            assert_eq!(counted, count, "{pieces:?}");
        }
    }
}

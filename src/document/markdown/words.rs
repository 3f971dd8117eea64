//! Counts the words of a page as its text is read, piece by piece, the way word processors do.

/// How many words begin in a text, where a word is whatever stands between spaces. `inside` says
/// whether the text goes on with a word that was begun, and then whether it ends with one.
pub(super) fn words(text: &str, inside: &mut bool) -> u32 {
    let is_space = |byte: u8| byte <= b' ';
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return 0 };
    let begins = bytes.iter().zip(&bytes[1..]).filter(|(before, byte)| is_space(**before) & !is_space(**byte)).count();
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

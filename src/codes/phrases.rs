//! Turns what a stage of the build says in English into the same in Welsh: each sentence below stands beside its
//! translation, with the words of the page in its holes. Stages say things in one language only, and this is the
//! phrase book for whoever shows them in another. What concerns the files of a theme is not in it.

mod hub;
mod pages;

use super::filled;

/// What was said in Welsh; `None` if the phrase book has no such sentence.
pub fn in_welsh(said: &str) -> Option<String> {
    if said.is_empty() {
        return Some(String::new());
    }
    let meant = phrases().filter_map(|(en, cy)| Some((en, cy, holes(en, said)?)));
    // Of two that fit, the one with fewer words in its holes is meant.
    let (_, cy, words) = meant.max_by_key(|(en, ..)| en.len())?;
    Some(filled(cy, &words))
}

/// The words in the holes of a sentence, if that is what was said.
fn holes(pattern: &str, said: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut pieces =
        pattern.split('{').map(|piece| piece.split_once('}').filter(|(n, _)| n.len() == 1).unwrap_or(("", piece)));
    let mut rest = said.strip_prefix(pieces.next()?.1)?;
    let mut pieces = pieces.peekable();
    while let Some((_, after)) = pieces.next() {
        let at = if pieces.peek().is_some() { rest.find(after)? } else { rest.strip_suffix(after)?.len() };
        words.push(rest[..at].to_owned());
        rest = &rest[at + after.len()..];
    }
    rest.is_empty().then_some(words)
}

fn phrases() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    pages::PHRASES.iter().chain(hub::PHRASES)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(pattern: &str) -> Vec<usize> {
        (0..9).filter(|n| pattern.contains(&format!("{{{n}}}"))).collect()
    }

    #[test]
    fn every_sentence_is_found_as_itself_and_keeps_its_words() {
        let sample: Vec<String> = ["rota.md", "a-b", "c d", "7"].map(str::to_owned).into();
        for (en, cy) in phrases() {
            let count = numbers(en).len();
            assert_eq!(numbers(en), (0..count).collect::<Vec<_>>(), "{en}");
            assert!(numbers(cy).iter().all(|n| *n < count) && !cy.is_empty() && en != cy, "{en}");
            assert_eq!(in_welsh(&filled(en, &sample)), Some(filled(cy, &sample)), "{en}");
        }
    }
}

//! `image-alt-redundant`: a picture whose words are those of its caption, or of the link or the line beside it.

use crate::checks::{Block, Check, Found, Image, Kind, Page, Scope};
use crate::codes::{Code, Saying, Severity};
use crate::checks::found::replace;
use crate::diagnostic::Span;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code {
        name: "image-alt-redundant",
        severity: Severity::Warning,
        criterion: "1.1.1",
        why: "Readers who listen to the page would hear the same words twice, and not what the picture shows.",
        why_cy: "Byddai darllenwyr sy'n gwrando ar y dudalen yn clywed yr un geiriau ddwywaith, ac nid beth mae'r llun yn ei ddangos.",
        doc: include_str!("../../codes/image-alt-redundant.md"),
    },
    says: &[
        Saying {
            en: (
                "The picture's description and its caption are both “{0}”.",
                "Say in the description what the picture shows, for example:\n![Two volunteers at the issue desk]({1} \"{0}\")",
            ),
            cy: (
                "“{0}” yw disgrifiad y llun a'i bennawd.",
                "Dywedwch yn y disgrifiad beth mae'r llun yn ei ddangos, er enghraifft:\n![Dau wirfoddolwr wrth y ddesg fenthyg]({1} \"{0}\")",
            ),
        },
        Saying {
            en: (
                "The words beside the picture say “{0}” as well.",
                "In a link with words leave the picture's own words out: ![]({1})\nElsewhere say what the words beside it don't, for example:\n![Two volunteers at the issue desk]({1})",
            ),
            cy: (
                "Mae'r geiriau wrth ymyl y llun yn dweud “{0}” hefyd.",
                "Mewn dolen â geiriau, gadewch eiriau'r llun ei hun allan: ![]({1})\nMewn mannau eraill dywedwch yr hyn nad yw'r geiriau wrth ei ymyl yn ei ddweud, er enghraifft:\n![Dau wirfoddolwr wrth y ddesg fenthyg]({1})",
            ),
        },
        Saying {
            en: (
                "The description begins with “{0}”, which screen readers say by themselves.",
                "Leave it out:\n![{1}]({2})",
            ),
            cy: (
                "Mae'r disgrifiad yn dechrau â “{0}”, rhywbeth y mae darllenwyr sgrin yn ei ddweud eu hunain.",
                "Gadewch hynny allan:\n![{1}]({2})",
            ),
        },
        Saying {
            en: (
                "The picture's description and its caption are both “{0}”.",
                "Say in the description what the picture shows, for example:\nimage_alt: Two volunteers at the issue desk",
            ),
            cy: (
                "“{0}” yw disgrifiad y llun a'i bennawd.",
                "Dywedwch yn y disgrifiad beth mae'r llun yn ei ddangos, er enghraifft:\nimage_alt: Dau wirfoddolwr wrth y ddesg fenthyg",
            ),
        },
    ],
    scope: Scope::Page(look),
};

/// What a description need not begin with, in small letters.
const BEGINS: &[&str] = &[
    "a photo of ", "a photograph of ", "a picture of ", "an image of ", "graphic of ", "image of ", "image: ",
    "image showing ", "photo of ", "photo showing ", "photo: ", "photograph of ", "photograph showing ", "picture of ",
    "picture showing ", "picture: ", "delwedd o ", "delwedd o'r ", "delwedd o’r ", "ffotograff o ", "ffotograff o'r ",
    "ffotograff o’r ", "llun o ", "llun o'r ", "llun o’r ", "llun: ",
];

fn look(page: &Page<'_>, found: &mut Found<'_>) {
    for image in &page.images {
        let alt = image.alt.trim();
        if alt.is_empty() {
            continue;
        }
        if same(alt, caption(&image.title)) {
            found.add(0, image.span, &[alt, &image.target]);
        } else if is_said_beside(page, image, alt) {
            found.add(1, image.span, &[alt, &image.target]);
        } else {
            begins(page, image, alt, found);
        }
    }
    let front = &page.document.front_matter;
    if let (Some(alt), Some(title)) = (front.text("image_alt"), front.text("image_caption"))
        && !alt.trim().is_empty()
        && same(alt, caption(title))
    {
        found.add(3, front.span("image_alt"), &[alt.trim()]);
    }
}

/// “Photo of” says nothing. The rest stays as it was typed, with a capital letter.
fn begins(page: &Page<'_>, image: &Image, alt: &str, found: &mut Found<'_>) {
    let has = |begin: &&&str| alt.get(..begin.len()).is_some_and(|start| start.eq_ignore_ascii_case(begin));
    let Some(begin) = BEGINS.iter().find(has) else { return };
    let rest = alt[begin.len()..].trim_start();
    let mut letters = rest.chars();
    let Some(first) = letters.next() else { return };
    // Welsh words change after “o”, so that only the writer knows the right one.
    let is_welsh = [" o ", " o'r ", " o’r "].iter().any(|of| begin.ends_with(of));
    let rest = if is_welsh { rest.to_owned() } else { first.to_uppercase().chain(letters).collect() };
    let source = image.span.of(page.source);
    let typed = source.find(&alt[..begin.len()]).filter(|at| source[..*at].trim_end() == "![" && !is_welsh);
    let fix = typed.and_then(|at| {
        let start = image.span.start as usize + at;
        let first = source[at + begin.len()..].chars().next()?;
        let span = Span::new(start, start + begin.len() + first.len_utf8());
        Some(vec![replace(span, first.to_uppercase().collect::<String>())])
    });
    found.add_fix(2, image.span, &[alt[..begin.len()].trim_end(), &rest, &image.target], fix.unwrap_or_default());
}

/// Whether the link or the paragraph that the picture is in says the same and no more.
fn is_said_beside(page: &Page<'_>, image: &Image, alt: &str) -> bool {
    if let Some(link) = image.link {
        return same(alt, page.words(&page.links[link].range));
    }
    let at = image.span.start;
    let next = page.blocks.partition_point(|block| block.span.start <= at);
    let own = next.checked_sub(1).map(|n| &page.blocks[n]).filter(|block| block.span.end >= image.span.end);
    // What is far longer says something else, and need not be read for each of its pictures.
    let is_near = |block: &&Block| block.range.len() <= 4 * alt.len() + 200;
    let beside = match own {
        Some(own) if !is_near(&own) => None,
        // A picture alone: the line below it may be its caption.
        Some(own) if page.words(&own.range).trim().is_empty() => page.blocks.get(next),
        own => own,
    };
    beside.filter(is_near).is_some_and(|block| block.kind != Kind::Code && same(alt, page.words(&block.range)))
}

/// A caption without who made the picture.
fn caption(title: &str) -> &str {
    let credit = ["Photo:", "Picture:", "Ffoto:", "Llun:"].iter().find_map(|credit| title.rfind(credit));
    &title[..credit.unwrap_or(title.len())]
}

/// Whether two texts have the same letters and digits in the same order.
fn same(one: &str, other: &str) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
    }
    letters(one).next().is_some() && letters(one).eq(letters(other))
}

//! Says what is wrong with a picture, from its facts. It finds nothing that only decoding shows;
//! for that there is [`broken`].

use super::{Danger, Facts, Kind, LONGEST_SVG, MOST_PIXELS, promised};
use crate::codes::{self, Code};
use crate::diagnostic::Diagnostic;
use crate::path::RelPath;

/// What is wrong with a picture.
pub fn problems(path: &RelPath, facts: &Facts) -> Vec<Diagnostic> {
    let problem = |code: &'static Code, message: String, help: &str| Diagnostic::new(code, path, message).help(help);
    let mut found = Vec::new();
    if let Some(danger) = facts.danger {
        let message = format!("The drawing {}.", described(danger));
        let help = "Open it in a drawing program and save it as plain SVG or as PNG.";
        found.push(problem(&codes::PICTURE_SCRIPT, message, help));
    }
    match facts.kind {
        kind @ (Kind::Heic | Kind::Tiff) => {
            let told = if kind == Kind::Tiff { " It may also tell where it was taken." } else { "" };
            let name = kind.name();
            let message = format!("The photo is in the format {name}, which most browsers can't show.{told}");
            let help = "Open it in a program for photos, save it as JPEG, and put that file in its place.";
            found.push(problem(&codes::PICTURE_KIND, message, help));
        }
        Kind::Unknown => {
            let message = "The file is not a picture of a kind that browsers know, or it is broken.".to_owned();
            found.push(problem(&codes::PICTURE_UNREADABLE, message, AGAIN));
            return found;
        }
        kind if promised(path) != Some(kind) => {
            let name = kind.name();
            let typed = path.file_name().rsplit_once('.').map_or("", |(_, ending)| ending);
            let message = format!("The picture is a {name}, though its name ends in .{typed}.");
            let help = format!(
                "Give it the name {}.{}, and change the name where pages show it, too.",
                path.stem(),
                kind.ending()
            );
            found.push(problem(&codes::PICTURE_KIND, message, &help));
        }
        _ => {}
    }
    if !facts.is_whole || facts.size.is_none() && matches!(facts.kind, Kind::Jpeg | Kind::Png | Kind::Webp) {
        let message = "The picture's file breaks off before its end.".to_owned();
        found.push(problem(&codes::PICTURE_UNREADABLE, message, AGAIN));
    }
    if let Some(size) = facts.size.filter(|size| facts.kind != Kind::Svg && size.pixels() > MOST_PIXELS) {
        let message = format!(
            "The picture has {} megapixels ({} × {}); above {} it is not made smaller, and readers get all of it.",
            size.pixels() / 1_000_000,
            size.width,
            size.height,
            MOST_PIXELS / 1_000_000
        );
        let help = "Save it smaller, for example 2000 pixels wide.";
        found.push(problem(&codes::PICTURE_TOO_BIG, message, help));
    }
    found
}

const AGAIN: &str = "Copy the file again from where it came from, or open it in a program for photos and save it anew.";

/// The problem of a picture that looked good and can't be decoded, or not even taken apart to leave
/// out what readers don't need.
pub fn broken(path: &RelPath, is_stripped: bool) -> Diagnostic {
    let message = if is_stripped {
        "The picture is broken: not all of it can be read, so readers get it as it is."
    } else {
        "The picture is broken, so readers get it as it is, with what the camera may have written into it, such as \
         the place."
    };
    Diagnostic::new(&codes::PICTURE_UNREADABLE, path, message).help(AGAIN)
}

fn described(danger: Danger) -> String {
    match danger {
        Danger::Element(name) => format!("holds “<{name}>”, which could run a program"),
        Danger::Handler => "holds an instruction that begins with “on”, which runs a program".to_owned(),
        Danger::ScriptLink => "holds an address that runs a program".to_owned(),
        Danger::External => "fetches something from another place".to_owned(),
        Danger::Entity => "declares words that stand for something hidden".to_owned(),
        Danger::TooLong => {
            format!("is longer than {} MB, so it can't be checked for programs", LONGEST_SVG / (1024 * 1024))
        }
    }
}

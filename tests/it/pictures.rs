//! Photos beside a page become pictures that fit a reader's screen, the right way up and without
//! what the camera wrote; what is not new is not made again; a broken one stops nothing.

use crate::support::{Built, Hub, Random, read_tree, today, told, without_panel};
use bindery::diagnostic::Severity;
use bindery::inputs::Inputs;
use bindery::output::Output;
use bindery::picture::{Facts, Kind, Orientation, promised};
use bindery::picture_cache::PictureCache;
use bindery::pipeline::{self, Memo};
use bindery::preview::Preview;
use bindery::project::Project;
use bindery::server::Request;
use bindery::writer::Writer;
use image::codecs::{jpeg::JpegEncoder, png::PngEncoder};
use image::{ExtendedColorType, GenericImageView, ImageEncoder, RgbImage};
use std::collections::BTreeSet;
use std::fs;
use std::io::Cursor;
use std::path::PathBuf;

/// A picture that is red at the left and blue at the right, with some unrest in it.
fn pixels(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let unrest = u8::try_from((x * 7 + y * 13) % 23).unwrap();
        if x < width / 2 { image::Rgb([220, unrest, unrest]) } else { image::Rgb([unrest, unrest, 220]) }
    })
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, 85).encode_image(&pixels(width, height)).unwrap();
    out
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut out = Vec::new();
    PngEncoder::new(&mut out).write_image(&pixels(width, height), width, height, ExtendedColorType::Rgb8).unwrap();
    out
}

/// What a phone writes: which way up, its maker's name, and where the photo was taken.
fn notes(turn: u8) -> Vec<u8> {
    let mut tiff = b"MM\0\x2a\0\0\0\x08".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value.to_be_bytes()].concat()
    };
    let entries =
        [entry(0x010f, 2, 3, 0x474d_4300), entry(0x0112, 3, 1, u32::from(turn) << 16), entry(0x8825, 4, 1, 50)];
    tiff.extend(3u16.to_be_bytes());
    entries.iter().for_each(|entry| tiff.extend(entry));
    tiff.extend([0; 4]);
    // The directory of the place, with its map's name: "WGS-84".
    tiff.extend(1u16.to_be_bytes());
    tiff.extend(entry(0x0012, 2, 7, 68));
    tiff.extend([0; 4]);
    tiff.extend(b"WGS-84\0GPS position");
    [b"Exif\0\0", &tiff[..]].concat()
}

/// A JPEG with notes right at its start.
fn noted(jpeg: &[u8], notes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(notes.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, notes, &jpeg[2..]].concat()
}

const HUB: &str = "-- content/site.yaml --\ntitle: Hub\nurl: https://hub.example.org/\nfeedback: no\n\
     -- content/index.md --\n---\ntitle: Home\n---\n\
     -- content/b.md --\n---\ntitle: B\nsummary: S.\n---\nThe other page.\n\
     -- content/a.md --\n---\ntitle: A\nsummary: S.\n---\n";

fn hub(text: &str, files: &[(&str, &[u8])]) -> Hub {
    let mut hub = Hub::from_text(&format!("{HUB}{text}\n"));
    for (path, bytes) in files {
        hub.edit(&format!("content/{path}"), bytes);
    }
    hub
}

fn codes(built: &Built) -> Vec<(&str, String)> {
    built.1.iter().map(|problem| (problem.code.name, problem.file.to_string())).collect()
}

fn text(built: &Built, path: &str) -> String {
    String::from_utf8(built.0[path].clone()).unwrap()
}

fn names<'b>(built: &'b Built, start: &str) -> Vec<&'b str> {
    built.0.keys().map(String::as_str).filter(|path| path.starts_with(start)).collect()
}

fn size(bytes: &[u8]) -> (u32, u32) {
    image::load_from_memory(bytes).unwrap().dimensions()
}

/// Whether anything of a camera's notes is in a file.
fn tells(bytes: &[u8]) -> bool {
    [&b"Exif"[..], b"EXIF", b"eXIf", b"GPS", b"WGS-84", b"XMP", b"GMC"]
        .iter()
        .any(|words| bytes.windows(words.len()).any(|window| window == *words))
}

#[test]
fn a_sideways_photo_becomes_a_picture() {
    let photo = noted(&jpeg(2400, 1800), &notes(6));
    assert!(tells(&photo));
    let built =
        hub("![The desk](photo.jpg \"Open day\")\n\nAnd ![again](photo.jpg).", &[("photo.jpg", &photo)]).build();
    assert_eq!(codes(&built), []);
    assert_eq!(names(&built, "photo"), ["photo-1600w.webp", "photo-480w.webp", "photo-960w.webp", "photo.jpg"]);
    for (path, bytes) in &built.0 {
        assert!(!tells(bytes), "{path} tells what the camera wrote");
    }
    for (path, expected) in [
        ("photo-480w.webp", (480, 640)),
        ("photo-960w.webp", (960, 1280)),
        ("photo-1600w.webp", (1600, 2133)),
        ("photo.jpg", (1600, 2133)),
    ] {
        assert_eq!(size(&built.0[path]), expected, "{path}");
        // What was at the left of the sideways photo is at its top now.
        let image = image::load_from_memory(&built.0[path]).unwrap().into_rgb8();
        let (top, bottom) = (image.get_pixel(expected.0 / 2, 20), image.get_pixel(expected.0 / 2, expected.1 - 20));
        assert!(top[0] > 150 && top[2] < 100, "{path}: {top:?}");
        assert!(bottom[2] > 150 && bottom[0] < 100, "{path}: {bottom:?}");
    }
    let page = text(&built, "a/index.html");
    let source = "<source type=\"image/webp\" srcset=\"../photo-480w.webp 480w, ../photo-960w.webp 960w, \
         ../photo-1600w.webp 1600w\" sizes=\"(min-width: 44rem) 40rem, calc(100vw - 2rem)\">";
    let first = format!(
        "<figure class=\"figure\"><picture>{source}<img src=\"../photo.jpg\" width=\"1600\" height=\"2133\" \
         decoding=\"async\" alt=\"The desk\"></picture><figcaption>"
    );
    let second = format!(
        "And <picture>{source}<img src=\"../photo.jpg\" width=\"1600\" height=\"2133\" loading=\"lazy\" \
         decoding=\"async\" alt=\"again\"></picture>."
    );
    assert!(page.contains(&first) && page.contains(&second), "{page}");
}

#[test]
fn all_ways_up_are_turned() {
    for turn in 1..=8 {
        let built = hub("![x](p.jpg)", &[("p.jpg", &noted(&jpeg(600, 300), &notes(turn)))]).build();
        let expected = if turn > 4 { (300, 600) } else { (600, 300) };
        assert_eq!(size(&built.0["p.jpg"]), expected, "{turn}");
        assert!(!tells(&built.0["p.jpg"]));
        let (width, height) = expected;
        assert!(text(&built, "a/index.html").contains(&format!("width=\"{width}\" height=\"{height}\"")), "{turn}");
    }
}

#[test]
fn nothing_is_enlarged_or_made_for_nothing() {
    let (small, tiny) = (jpeg(1000, 500), png(100, 50));
    let built = hub("![x](small.jpg) ![y](tiny.png)", &[("small.jpg", &small), ("tiny.png", &tiny)]).build();
    assert_eq!(names(&built, "small"), ["small-1000w.webp", "small-480w.webp", "small.jpg"]);
    assert!(built.0["small.jpg"] == small, "what is right already is copied");
    assert_eq!(size(&built.0["small-1000w.webp"]), (1000, 500));
    assert_eq!(names(&built, "tiny"), ["tiny.png"]);
    assert!(built.0["tiny.png"] == tiny);
    let page = text(&built, "a/index.html");
    assert!(page.contains("<img src=\"../tiny.png\" width=\"100\" height=\"50\" loading=\"lazy\""), "{page}");
}

#[test]
fn notes_are_taken_out_without_touching_pixels() {
    let plain = jpeg(600, 300);
    let mut photo = noted(&plain, &notes(1));
    // Some phones put a film behind the photo.
    photo.extend(b"ftypmp42 GPS \xff\xd9 more");
    let png = png(600, 300);
    let (head, rest) = png.split_at(33);
    let chunk = [&4u32.to_be_bytes()[..], b"tEXtGPS!\0\0\0\0"].concat();
    let noted_png = [head, &chunk, rest].concat();
    let built = hub("![x](photo.jpg) ![y](p.png)", &[("photo.jpg", &photo), ("p.png", &noted_png)]).build();
    assert_eq!(codes(&built), []);
    assert!(built.0["photo.jpg"] == plain && built.0["p.png"] == png);
}

/// A segment of a JPEG.
fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], &length[..], content].concat()
}

/// A chunk of a PNG. Nobody looks at its checksum.
fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    [&u32::try_from(content.len()).unwrap().to_be_bytes()[..], kind, content, &[0; 4]].concat()
}

/// A box of an AVIF or a HEIC.
fn part(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    [&u32::try_from(content.len() + 8).unwrap().to_be_bytes()[..], kind, content].concat()
}

/// A picture in boxes: its pixels, and two notes, one in the middle of the data and one beside the
/// list of places.
fn boxed(brand: &[u8; 4], pixels: &[u8]) -> Vec<u8> {
    let entry = |id: u8, kind: &[u8; 4]| part(b"infe", &[&[2, 0, 0, 0, 0, id, 0, 0], &kind[..], &[0]].concat());
    let items =
        part(b"iinf", &[vec![0, 0, 0, 0, 0, 3], entry(1, b"av01"), entry(2, b"Exif"), entry(3, b"mime")].concat());
    let start = part(b"ftyp", &[&brand[..], &[0; 4], brand, b"mif1"].concat());
    let (exif, xmp) = (notes(1), &b"<x:xmpmeta>GPS</x:xmpmeta>"[..]);
    let meta = |at: usize| {
        let place = |id: u8, method: u8, at: usize, long: usize| {
            let (at, long) = (u32::try_from(at).unwrap().to_be_bytes(), u32::try_from(long).unwrap().to_be_bytes());
            [&[0, id, 0, method, 0, 0, 0, 1], &at[..], &long].concat()
        };
        let places = [
            vec![1, 0, 0, 0, 0x44, 0, 0, 3],
            place(1, 0, at, pixels.len()),
            place(2, 0, at + pixels.len(), exif.len()),
            place(3, 1, 0, xmp.len()),
        ];
        part(b"meta", &[vec![0; 4], items.clone(), part(b"iloc", &places.concat()), part(b"idat", xmp)].concat())
    };
    let at = start.len() + meta(0).len() + 8;
    let film = part(b"moov", &[part(b"udta", b"GPS"), part(b"trak", &part(b"udta", b"GPS"))].concat());
    let more = [film, part(b"free", b"GPS"), part(b"uuid", b"XMP, once more")].concat();
    [start, meta(at), part(b"mdat", &[pixels, &exif, pixels].concat()), more].concat()
}

#[test]
fn notes_are_found_wherever_they_stand() {
    let (jpeg, png) = (jpeg(300, 200), png(300, 200));
    let scan = jpeg.windows(2).position(|two| two == [0xff, 0xda]).unwrap();
    let thumbnail = b"JFIF\0\x01\x01\0\0\x01\0\x01\x02\x02GPS GPS GPS ";
    let exif = segment(0xe1, &notes(1));
    let gif = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff";
    let gif_pixels = b"\x21\xf9\x04\0\0\0\0\0\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("stray.jpg", [&jpeg[..2], b"\0\x01\x02", &exif[..], &jpeg[2..]].concat()),
        ("thumbnail.jpg", [&jpeg[..2], &segment(0xe0, thumbnail), &jpeg[20..]].concat()),
        ("late.jpg", [&jpeg[..jpeg.len() - 2], &segment(0xfe, b"GPS"), &exif, &jpeg[scan..]].concat()),
        ("behind.jpg", [&jpeg[..], &exif].concat()),
        ("cut.jpg", [&jpeg[..2], &exif, &jpeg[2..scan]].concat()),
        ("odd.png", [&png[..33], &chunk(b"a\x01b ", b"GPS"), &chunk(b"eXIf", &notes(1)), &png[33..]].concat()),
        ("unknown.png", [&png[..33], &chunk(b"NOTE", b"GPS"), &png[33..]].concat()),
        ("comment.gif", [&gif[..], b"\x21\xfe\x03GPS\0\x21\xff\x0bXMP DataXMP\x03GPS\0", gif_pixels, b";GPS"].concat()),
        ("photo.avif", boxed(b"avif", b"pixels")),
        ("photo.heic", boxed(b"heic", b"pixels")),
    ];
    for (name, bytes) in cases {
        assert!(tells(&bytes), "{name}");
        let built = hub(&format!("![x]({name})"), &[(name, &bytes)]).build();
        let published = &built.0[name];
        let is_boxed = name.ends_with(".avif") || name.ends_with(".heic");
        // The list of what is in a box still has the word.
        let lists = if is_boxed { published.windows(4).position(|four| four == b"Exif").unwrap() + 1 } else { 0 };
        assert!(!tells(&published[lists..]), "{name} tells what the camera wrote");
        match name.rsplit_once('.').unwrap().1 {
            "avif" | "heic" => assert_eq!(published.len(), bytes.len(), "{name}: the places in it stay true"),
            "gif" => assert_eq!(published[..], [&gif[..], gif_pixels, b";"].concat(), "{name}"),
            _ if name.starts_with("cut") => assert_eq!(codes(&built)[0].0, "picture-unreadable"),
            _ => assert_eq!(size(published), (300, 200), "{name}"),
        }
    }
}

#[test]
fn a_photo_under_another_name_tells_nothing_either() {
    let photo = noted(&jpeg(300, 200), &notes(1));
    for name in ["photo.jpg.txt", "photo", "photo.bmp", "photo.jpg_original"] {
        let built = hub(&format!("[x]({name})"), &[(name, &photo)]).build();
        assert!(!tells(&built.0[name]), "{name}");
        assert_eq!(codes(&built), [("picture-kind", name.to_owned())], "{name}");
    }
    let built = hub("[x](words.txt)", &[("words.txt", b"GPS is a word.")]).build();
    assert_eq!((&built.0["words.txt"][..], codes(&built)), (&b"GPS is a word."[..], Vec::new()));
}

#[test]
fn what_cannot_be_taken_apart_is_told() {
    let mut unknown = boxed(b"heic", b"pixels");
    let list = unknown.windows(4).position(|four| four == b"iloc").unwrap();
    unknown[list] = b'x';
    for (name, bytes, expected) in
        [("photo.avif", unknown, "such as the place"), ("scan.tif", b"II*\0\x08\0\0\0".to_vec(), "where it was taken")]
    {
        let built = hub(&format!("![x]({name})"), &[(name, &bytes)]).build();
        assert!(built.1.iter().any(|problem| problem.message.contains(expected)), "{name}: {:?}", built.1);
    }
}

#[test]
fn nothing_is_made_smaller_to_become_longer() {
    let mut drawing = Vec::new();
    let mut random = Random(0x1111_0001);
    let dots: Vec<u8> = (0..1700 * 200).map(|_| if random.below(2) == 0 { 0 } else { 255 }).collect();
    PngEncoder::new(&mut drawing).write_image(&dots, 1700, 200, ExtendedColorType::L8).unwrap();
    let built = hub("![x](p.png)", &[("p.png", &drawing)]).build();
    assert!(built.0["p.png"] == drawing);
    assert_eq!(size(&built.0["p-1600w.webp"]), (1600, 188));
}

#[test]
fn what_is_offered_to_keep_stays_in_full_size() {
    let poster = noted(&jpeg(2000, 1000), &notes(1));
    let built = hub("![x](poster.jpg) [Print the poster](poster.jpg)", &[("poster.jpg", &poster)]).build();
    assert_eq!(size(&built.0["poster.jpg"]), (2000, 1000));
    assert!(!tells(&built.0["poster.jpg"]));
    assert_eq!(names(&built, "poster-"), ["poster-1600w.webp", "poster-480w.webp", "poster-960w.webp"]);
}

#[test]
fn a_picture_is_what_its_bytes_say() {
    let built = hub("![x](p.jpg)", &[("p.jpg", &png(1700, 20))]).build();
    assert_eq!(codes(&built), [("picture-kind", "p.jpg".to_owned())]);
    assert!(built.1[0].help.contains("p.png"), "{}", told(&built.1));
    assert!(built.0["p.jpg"].starts_with(b"\x89PNG"));
    assert_eq!(size(&built.0["p.jpg"]), (1600, 19));
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    let built = hub("![x](p.jpg)", &[("p.jpg", &heic)]).build();
    assert_eq!(codes(&built), [("picture-kind", "p.jpg".to_owned())]);
    assert!(built.1[0].help.contains("JPEG"));
}

#[test]
fn a_truncated_photo_is_told_and_stops_nothing() {
    let photo = noted(&jpeg(1000, 800), &notes(6));
    let half = &photo[..photo.len() / 2];
    let built = hub("![x](p.jpg)", &[("p.jpg", half)]).build();
    assert_eq!(codes(&built), [("picture-unreadable", "p.jpg".to_owned())]);
    assert!(built.1[0].severity() == Severity::Warning);
    assert!(text(&built, "b/index.html").contains("The other page."));
    assert!(built.0.iter().all(|(_, bytes)| !tells(bytes)));
    assert_eq!(size(&built.0["p.jpg"]), (800, 1000), "as much of it as there is, the right way up");
}

/// A PNG whose parts are all there, and whose pixels are not.
fn broken_png() -> Vec<u8> {
    let mut png = png(1000, 800);
    let at = png.windows(4).position(|window| window == b"IDAT").unwrap();
    png[at + 4..at + 400].fill(0xa5);
    png
}

#[test]
fn broken_data_is_told_and_stops_nothing() {
    let photo = broken_png();
    let built = hub("![x](p.png)", &[("p.png", &photo)]).build();
    assert_eq!(codes(&built), [("picture-unreadable", "p.png".to_owned())]);
    for path in names(&built, "p") {
        assert!(built.0[path] == photo, "{path} is the picture as it is");
    }
    assert!(text(&built, "b/index.html").contains("The other page."));
    let built = hub("![x](p.png)", &[("p.png", b"no picture")]).build();
    assert_eq!(codes(&built), [("picture-unreadable", "p.png".to_owned())]);
}

#[test]
fn a_picture_of_100_megapixels_is_not_decoded() {
    let mut big = Vec::new();
    let row = vec![0u8; 10_000 * 10_000];
    PngEncoder::new(&mut big).write_image(&row, 10_000, 10_000, ExtendedColorType::L8).unwrap();
    let built = hub("![x](p.png)", &[("p.png", &big)]).build();
    assert_eq!(codes(&built), [("picture-too-big", "p.png".to_owned())]);
    assert!(built.1[0].message.contains("100 megapixels"), "{}", told(&built.1));
    assert_eq!(names(&built, "p"), ["p.png"]);
    assert!(built.0["p.png"] == big);
    assert!(text(&built, "a/index.html").contains("width=\"10000\" height=\"10000\""));
}

#[test]
fn drawings_may_not_run_programs() {
    let drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='30'><script>x()</script></svg>";
    let built = hub("![x](p.svg)", &[("p.svg", drawing.as_bytes())]).build();
    assert_eq!(codes(&built), [("picture-script", "p.svg".to_owned())]);
    assert!(built.1[0].severity() == Severity::Error);
    let plain = drawing.replace("script", "desc");
    let built = hub("![x](p.svg)", &[("p.svg", plain.as_bytes())]).build();
    assert_eq!(codes(&built), []);
    assert!(built.0["p.svg"] == plain.as_bytes());
    assert!(text(&built, "a/index.html").contains("width=\"40\" height=\"30\""));
    let utf16: Vec<u8> = "\u{feff}<svg onload='x()'/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(codes(&hub("", &[("p.svg", &utf16)]).build()), [("picture-script", "p.svg".to_owned())]);
    let page = b"<html xmlns='http://www.w3.org/1999/xhtml'/>";
    assert_eq!(codes(&hub("", &[("p.svg", page)]).build()), [("picture-script", "p.svg".to_owned())]);
}

#[test]
fn what_moves_is_copied() {
    let gif = b"GIF89a\x40\x01\xf0\0\0\0\0!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0;";
    let mut apng = png(900, 600);
    apng.splice(33..33, [&8u32.to_be_bytes()[..], b"acTL\0\0\0\x02\0\0\0\0\0\0\0\0"].concat());
    let built = hub("![x](p.gif) ![y](q.png)", &[("p.gif", gif), ("q.png", &apng)]).build();
    assert_eq!(codes(&built), []);
    assert_eq!(names(&built, "p."), ["p.gif"]);
    assert_eq!(names(&built, "q"), ["q.png"]);
    assert!(built.0["p.gif"] == gif && built.0["q.png"] == apng);
    let page = text(&built, "a/index.html");
    assert!(page.contains("src=\"../p.gif\" width=\"320\" height=\"240\""), "{page}");
}

#[test]
fn versions_take_no_address_from_another_file() {
    let photo = jpeg(600, 300);
    let built = hub("", &[("photo.jpg", &photo), ("photo-480w.webp", b"x")]).build();
    assert!(codes(&built).contains(&("url-collision", "photo.jpg".to_owned())), "{}", told(&built.1));
    // The same photo in two formats is no mistake.
    let built = hub("", &[("photo.jpg", &photo), ("Photo.png", &png(600, 300))]).build();
    assert_eq!(codes(&built), []);
    let made: BTreeSet<&str> = built.0.keys().map(String::as_str).filter(|path| path.ends_with(".webp")).collect();
    let expected = ["Photo-480w.webp", "Photo-600w.webp", "photo-jpg-480w.webp", "photo-jpg-600w.webp"];
    assert_eq!(made, BTreeSet::from(expected));
}

#[test]
fn raw_html_shows_pictures_too() {
    let built =
        hub("<p><img alt=\"a > b\" src=\"p.jpg\"></p>\n\n![y](p.jpg) <b>bold</b>", &[("p.jpg", &jpeg(600, 300))]);
    let page = text(&built.build(), "a/index.html");
    let source = "<picture><source type=\"image/webp\" srcset=\"../p-480w.webp 480w, ../p-600w.webp 600w\" sizes=\"(min-width: 44rem) 40rem, calc(100vw - 2rem)\">";
    assert!(page.contains(&format!("<p>{source}<img alt=\"a ")), "{page}");
    assert!(page.contains("src=\"../p.jpg\" width=\"600\" height=\"300\" decoding=\"async\"></picture></p>"), "{page}");
    let second = "<img src=\"../p.jpg\" width=\"600\" height=\"300\" loading=\"lazy\" decoding=\"async\" alt=\"y\"></picture> <b>";
    assert!(page.contains(&format!("<p>{source}{second}")), "{page}");
}

#[test]
fn colours_of_phones_become_those_of_the_web() {
    let profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    let mut photo = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut photo, 95);
    encoder.set_icc_profile(profile).unwrap();
    let grey = RgbImage::from_pixel(2000, 100, image::Rgb([200, 60, 60]));
    encoder.encode_image(&grey).unwrap();
    let built = hub("![x](p.jpg)", &[("p.jpg", &photo)]).build();
    let image = image::load_from_memory(&built.0["p.jpg"]).unwrap().into_rgb8();
    let pixel = image.get_pixel(500, 40);
    assert!(pixel[0] > 210 && pixel[1] < 60, "the same red has other numbers in sRGB: {pixel:?}");
    assert!(!built.0["p.jpg"].windows(11).any(|window| window == b"ICC_PROFILE"));
}

#[test]
fn the_built_in_theme_shows_pictures() {
    let mut hub = hub("", &[("stories/s/photo.jpg", &noted(&jpeg(1700, 900), &notes(1)))]);
    hub.take_built_in_theme();
    let story = "---\ntitle: S\nsummary: S.\nlibrary: L\nplace: P\ndate: 2026-01-01\nimage: photo.jpg\nimage_alt: The desk\n---\nText.\n";
    hub.edit("content/stories/s/index.md", story.as_bytes());
    let built = hub.build();
    assert_eq!(codes(&built), []);
    let set = |from: &str| {
        let version = |width: u32| format!("{from}stories/s/photo-{width}w.webp {width}w");
        format!("srcset=\"{}, {}, {}\"", version(480), version(960), version(1600))
    };
    let story = text(&built, "stories/s/index.html");
    assert!(story.contains(&set("../../")), "{story}");
    let img = "photo.jpg\" width=\"1600\" height=\"847\" alt=\"The desk\" decoding=\"async\"></picture>";
    assert!(story.contains(img), "{story}");
    let home = text(&built, "index.html");
    assert!(
        home.contains(&set("")) && home.contains("alt=\"\" loading=\"lazy\" decoding=\"async\"></picture>"),
        "{home}"
    );
    assert!(story.contains("property=\"og:image\" content=\"https://hub.example.org/stories/s/photo.jpg\""), "{story}");
}

/// A hub on a real disk.
struct Disk(tempfile::TempDir);

impl Disk {
    fn new() -> Self {
        let disk = Self(tempfile::tempdir().unwrap());
        disk.write("content/site.yaml", b"title: Hub\nurl: https://hub.example.org/\nfeedback: no\n");
        disk.write("content/index.md", b"---\ntitle: Home\n---\n");
        disk.write("content/a.md", b"---\ntitle: A\nsummary: S.\n---\n![x](p.jpg) ![y](q.png)\n");
        disk.write("content/p.jpg", &noted(&jpeg(1700, 900), &notes(6)));
        disk.write("content/q.png", &broken_png());
        disk
    }

    fn at(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        fs::create_dir_all(self.at(path).parent().unwrap()).unwrap();
        fs::write(self.at(path), bytes).unwrap();
    }

    fn read(&self) -> Inputs {
        Project::find(self.0.path()).unwrap().read(today(), false)
    }

    /// Builds, and says how many pictures were decoded and what was wrong.
    fn build(&self) -> (usize, Vec<String>) {
        self.build_from(&self.read())
    }

    fn build_from(&self, inputs: &Inputs) -> (usize, Vec<String>) {
        let pictures = PictureCache::new(self.0.path());
        let writer = Writer::open(&self.at("public"), &[self.at("content")]).unwrap();
        let put = |output: &Output<'_>| writer.put(output, &pictures).unwrap();
        let mut report = pipeline::build(inputs, &mut Memo::default(), &(), put);
        report.add(pictures.problems());
        writer.commit(None).unwrap();
        pictures.prune();
        (pictures.decoded(), report.problems.iter().map(|problem| problem.code.name.to_owned()).collect())
    }

    fn kept(&self) -> BTreeSet<String> {
        read_tree(&self.at(".bindery/pictures")).into_keys().collect()
    }
}

#[test]
fn only_what_changed_is_made_again() {
    let disk = Disk::new();
    let broken = vec!["picture-unreadable".to_owned()];
    assert_eq!(disk.build(), (2, broken.clone()));
    let first = read_tree(&disk.at("public"));
    let kept = disk.kept();
    assert_eq!(kept.len(), 4, "three versions, and a note of what is broken: {kept:?}");
    assert_eq!(disk.build(), (0, broken.clone()), "nothing changed");
    assert!(read_tree(&disk.at("public")) == first);
    disk.write("content/a.md", b"---\ntitle: A\nsummary: S.\n---\nOther words. ![x](p.jpg)\n");
    assert_eq!(disk.build().0, 0, "no picture changed");
    fs::rename(disk.at("content/p.jpg"), disk.at("content/moved.jpg")).unwrap();
    disk.write("content/a.md", b"---\ntitle: A\nsummary: S.\n---\n![x](moved.jpg)\n");
    assert_eq!(disk.build().0, 0, "another name is no other picture");
    disk.write(".bindery/pictures/mine.txt", b"x");
    disk.write("content/moved.jpg", &jpeg(700, 300));
    fs::remove_file(disk.at("content/q.png")).unwrap();
    assert_eq!(disk.build(), (1, vec![]));
    let now = disk.kept();
    assert!(now.is_disjoint(&kept), "what is of no use any more is deleted");
    assert_eq!(now.len(), 3, "{now:?}");
    assert!(now.contains("mine.txt"), "and what is not Bindery's own stays");
}

/// What is known of a picture was read before it is made, and its file may be another one by then.
#[test]
fn a_photo_that_is_replaced_in_the_middle_of_a_build_leaves_nothing_wrong_behind() {
    let disk = Disk::new();
    fs::remove_file(disk.at("content/q.png")).unwrap();
    disk.write("content/a.md", b"---\ntitle: A\nsummary: S.\n---\n![x](p.jpg)\n");
    let before = disk.read();
    disk.write("content/p.jpg", &noted(&jpeg(1200, 500), &notes(6)));
    assert_eq!(disk.build_from(&before), (0, vec![]));
    let published = fs::read(disk.at("public/p.jpg")).unwrap();
    assert!(!published.windows(3).any(|window| window == b"GPS"), "the place is left out all the same");
    assert_eq!(disk.build(), (1, vec![]));
    assert_eq!(size(&fs::read(disk.at("public/p.jpg")).unwrap()), (500, 1200));
}

#[test]
fn kept_files_that_are_not_as_they_were_written_are_made_again() {
    let disk = Disk::new();
    disk.build();
    let wanted = read_tree(&disk.at("public"));
    let kept: Vec<PathBuf> = disk.kept().iter().map(|name| disk.at(".bindery/pictures").join(name)).collect();
    for n in 0..3 {
        for path in &kept {
            let bytes = fs::read(path).unwrap();
            match n {
                0 => fs::write(path, &bytes[..bytes.len() / 2]).unwrap(),
                1 => fs::write(path, fs::read(&kept[0]).unwrap()).unwrap(),
                _ => {
                    fs::remove_file(path).unwrap();
                    std::os::unix::fs::symlink(disk.at("content/index.md"), path).unwrap();
                }
            }
        }
        fs::remove_dir_all(disk.at("public")).unwrap();
        disk.build();
        assert!(read_tree(&disk.at("public")) == wanted, "{n}");
    }
}

#[test]
fn a_cache_that_cannot_be_written_to_is_no_error() {
    let disk = Disk::new();
    disk.build();
    let first = read_tree(&disk.at("public"));
    fs::remove_dir_all(disk.at(".bindery")).unwrap();
    disk.write(".bindery", b"a file where the folder should be");
    let (decoded, problems) = disk.build();
    assert_eq!((decoded, problems.len()), (2, 1), "each picture is decoded once all the same");
    assert!(read_tree(&disk.at("public")) == first);
}

#[test]
fn the_preview_shows_what_a_build_gives_and_warms_the_cache() {
    let disk = Disk::new();
    let inputs = disk.read();
    let preview = Preview::new(PictureCache::new(disk.0.path()));
    preview.update(&inputs);
    let verified = preview.verify(|| true);
    assert_eq!((verified.pictures, verified.finished), (2, true));
    assert_eq!(preview.verify(|| true).pictures, 0, "none is looked at twice");
    let problems = preview.state().problems.clone();
    assert_eq!(problems.iter().map(|p| p.code.name).collect::<Vec<_>>(), ["picture-unreadable"]);
    assert_eq!(disk.build().0, 0, "the preview made them all");
    for (path, bytes) in read_tree(&disk.at("public")) {
        if !path.starts_with('.') {
            let address = format!("/{}", path.strip_suffix("index.html").unwrap_or(&path));
            let request = Request { method: "GET", path: &address, ..Request::default() };
            assert!(without_panel(&preview.answer(&request).body) == *bytes, "{path}");
        }
    }
}

#[test]
fn bytes_do_not_depend_on_the_number_of_threads() {
    let photo = noted(&jpeg(1700, 900), &notes(6));
    let hub = hub("![x](p.jpg)", &[("p.jpg", &photo), ("q.png", &png(1000, 700))]);
    let build = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| hub.build())
    };
    assert!(build(1) == build(4));
}

/// Kept versions are told apart by the recipe's number and not by the decoders that were at work. If
/// this fails after a dependency was updated, add one to `RECIPE` and put the new hash here.
#[cfg(target_arch = "x86_64")]
#[test]
fn other_bytes_need_another_recipe() {
    let photo = noted(&jpeg(700, 500), &notes(6));
    let built = hub("", &[("p.jpg", &photo), ("q.png", &png(1700, 50)), ("r.png", &png(500, 50))]).build();
    let made = ["p-500w.webp", "p.jpg", "q-480w.webp", "q.png", "r-500w.webp"];
    let bytes: Vec<u8> = made.iter().flat_map(|path| built.0[*path].clone()).collect();
    let hash = format!("{:032x}", xxhash_rust::xxh3::xxh3_128(&bytes));
    assert_eq!((bindery::picture::RECIPE, hash.as_str()), (2, "a119722fd3329aed9570c388978cece4"));
}

#[test]
fn a_file_of_nothing_but_parts_keeps_nobody_waiting() {
    let started = std::time::Instant::now();
    for start in [&b"\xff\xd8\xff"[..], b"\x89PNG\r\n\x1a\n"] {
        let bytes = [start, &vec![0xff; 20_000_000]].concat();
        let facts = Facts::read(&mut Cursor::new(&bytes), bytes.len() as u64, Kind::Jpeg).unwrap();
        assert!(!facts.is_whole);
    }
    assert!(started.elapsed().as_secs() < 5);
}

/// Damage anywhere in a file is told or does not matter; it never stops a build.
#[test]
fn damaged_files_stop_nothing() {
    let mut random = Random(0x9147_0001);
    let sources = [noted(&jpeg(60, 40), &notes(6)), png(60, 40), {
        let made = hub("", &[("p.jpg", &jpeg(500, 40))]).build();
        made.0["p-500w.webp"].clone()
    }];
    for n in 0..600 {
        let mut bytes = sources[n % 3].clone();
        for _ in 0..=random.below(4) {
            let at = random.below(bytes.len().min([40, 4000][n % 2]));
            bytes[at] = u8::try_from(random.below(256)).unwrap();
        }
        bytes.truncate(bytes.len() - if n % 5 == 0 { random.below(bytes.len()) } else { 0 });
        let kind = [Kind::Jpeg, Kind::Png, Kind::Webp][n % 3];
        let facts = Facts::read(&mut Cursor::new(&bytes), bytes.len() as u64, kind).unwrap();
        for kind in [facts.kind, Kind::Gif, Kind::Heic] {
            let _ = bindery::picture::stripped(&bytes, &Facts { kind, ..facts });
        }
        if facts.is_decoded() && facts.size.unwrap().pixels() < 1_000_000 {
            let recipe = bindery::picture::Recipe::new(&facts, false);
            let wanted: Vec<_> = recipe.made(facts.kind).collect();
            let _ = bindery::picture::make(&bytes, &facts, &wanted);
        }
    }
}

#[test]
fn facts_are_read_from_the_head() {
    let photo = noted(&jpeg(60, 40), &notes(8));
    let facts = Facts::read(&mut Cursor::new(&photo), photo.len() as u64, Kind::Jpeg).unwrap();
    assert_eq!((facts.kind, facts.turn, facts.is_whole), (Kind::Jpeg, Orientation::Rotate270, true));
    assert_eq!(facts.size.map(|size| (size.width, size.height)), Some((40, 60)));
    assert_eq!(promised(&bindery::path::RelPath::new("a/B.JPeG")), Some(Kind::Jpeg));
    assert_eq!(promised(&bindery::path::RelPath::new("a/b.pdf")), None);
}

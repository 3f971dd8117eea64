//! Turns a picture's bytes into the bytes of its versions. It decodes once, makes the largest
//! version, turns it the right way up, puts its colours into sRGB, and makes each smaller version
//! from the next larger one. It works on one thread, so that whoever calls it decides how much
//! happens at a time; what it can't decode is [`Broken`], and it never panics.

use super::facts::{Facts, Kind, Size};
use super::recipe::{Version, before_turn};
use super::{MOST_PIXELS, Orientation, colour, gif, heif, jpeg, png, webp};
use fast_image_resize::images::TypedImage;
use fast_image_resize::pixels::U8x4;
use fast_image_resize::{ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// A picture that can't be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken;

/// How good a WebP is, of 100: no difference can be seen at the size at which it is shown.
const WEBP_QUALITY: f32 = 78.0;

/// How hard a lossless WebP is tried for, of 100.
const LOSSLESS_EFFORT: f32 = 20.0;

/// How good a JPEG is, of 100.
const JPEG_QUALITY: u8 = 80;

/// The most memory that a decoder may take, in bytes.
const MOST_MEMORY: u64 = 512 * 1024 * 1024;

/// Pixels of three or four bytes each.
struct Pixels {
    size: Size,
    channels: usize,
    bytes: Vec<u8>,
}

/// Makes versions of a picture, one for each that is wanted, in their order.
pub fn make(bytes: &[u8], facts: &Facts, wanted: &[Version]) -> Result<Vec<Vec<u8>>, Broken> {
    // The decoders are somebody else's and the file is anybody's: a panic is one more way of being
    // broken.
    std::panic::catch_unwind(|| make_all(bytes, facts, wanted)).ok().flatten().ok_or(Broken)
}

/// The same picture without what readers don't need; `None` if it is none of the kinds that can
/// be taken apart, or is broken.
pub fn stripped(bytes: &[u8], facts: &Facts) -> Option<Vec<u8>> {
    match facts.kind {
        Kind::Jpeg => jpeg::stripped(bytes, facts.turn),
        Kind::Png => png::stripped(bytes),
        Kind::Webp => webp::stripped(bytes),
        Kind::Gif => gif::stripped(bytes),
        Kind::Avif | Kind::Heic => heif::stripped(bytes),
        Kind::Tiff | Kind::Svg | Kind::Unknown => None,
    }
}

fn make_all(bytes: &[u8], facts: &Facts, wanted: &[Version]) -> Option<Vec<Vec<u8>>> {
    let mut order: Vec<(usize, Version, u32)> = wanted
        .iter()
        .enumerate()
        .filter_map(|(n, version)| match version {
            Version::Webp(width) | Version::Own(_, width) => Some((n, *version, *width)),
            Version::Stripped => None,
        })
        .collect();
    order.sort_by_key(|(n, _, width)| (std::cmp::Reverse(*width), *n));
    let widest = order.first()?.2;
    let mut pixels = decode(bytes, facts, widest)?;
    let mut made = vec![Vec::new(); wanted.len()];
    for (n, version, width) in order {
        pixels = pixels.at_size(facts.size?.at_width(width))?;
        made[n] = match version {
            Version::Webp(_) => pixels.webp(facts.kind)?,
            _ => shorter(pixels.own(facts.kind)?, bytes, facts),
        };
    }
    Some(made)
}

/// The version, or the picture as it came, if that is the right way up and not longer: readers wait
/// for bytes and not for pixels. Drawings with few colours and photos that were saved small are
/// such.
fn shorter(made: Vec<u8>, bytes: &[u8], facts: &Facts) -> Vec<u8> {
    let is_upright = facts.turn == Orientation::NoTransforms && facts.is_whole;
    let as_it_came = Some(bytes).filter(|_| is_upright).and_then(|bytes| stripped(bytes, facts));
    as_it_came.filter(|whole| whole.len() <= made.len()).unwrap_or(made)
}

/// The picture at a width, the right way up and in sRGB.
fn decode(bytes: &[u8], facts: &Facts, width: u32) -> Option<Pixels> {
    let format = match facts.kind {
        Kind::Jpeg => ImageFormat::Jpeg,
        Kind::Png => ImageFormat::Png,
        Kind::Webp => ImageFormat::WebP,
        _ => return None,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let (w, h) = decoder.dimensions();
    let stored = Size::new(w, h).filter(|size| size.pixels() <= MOST_PIXELS)?;
    // What was planned from the facts must be what is made.
    if facts.size.map(|size| before_turn(size, facts.turn)) != Some(stored) {
        return None;
    }
    let profile = decoder.icc_profile().ok().flatten();
    let has_alpha = decoder.color_type().has_alpha();
    let image = DynamicImage::from_decoder(decoder).ok()?;
    let (channels, bytes) =
        if has_alpha { (4, image.into_rgba8().into_raw()) } else { (3, image.into_rgb8().into_raw()) };
    let target = before_turn(facts.size?.at_width(width), facts.turn);
    let mut pixels = Pixels { size: stored, channels, bytes }.at_size(target)?.turned(facts.turn)?;
    if let Some(profile) = profile {
        pixels.bytes = colour::into_srgb(pixels.bytes, channels, &profile);
    }
    Some(pixels)
}

/// Pixels of three bytes as such of four: the resizer has code for those alone, which makes the program half a megabyte
/// smaller.
fn in_fours(threes: &[u8]) -> Vec<u8> {
    let mut fours = vec![0xff; threes.len() / 3 * 4];
    for (four, three) in fours.as_chunks_mut::<4>().0.iter_mut().zip(threes.as_chunks::<3>().0) {
        four[..3].copy_from_slice(three);
    }
    fours
}

fn in_threes(fours: &[u8]) -> Vec<u8> {
    let mut threes = vec![0; fours.len() / 4 * 3];
    for (three, four) in threes.as_chunks_mut::<3>().0.iter_mut().zip(fours.as_chunks::<4>().0) {
        three.copy_from_slice(&four[..3]);
    }
    threes
}

impl Pixels {
    /// The same picture at another size.
    fn at_size(self, to: Size) -> Option<Self> {
        if to == self.size {
            return Some(self);
        }
        let Self { size: Size { width, height }, channels, bytes } = self;
        let has_alpha = channels == 4;
        let mut four = if has_alpha { bytes } else { in_fours(&bytes) };
        let mut made = vec![0; usize::try_from(to.pixels()).ok()? * 4];
        // The resizer keeps what it makes meanwhile in images of this type. Its code for another one would be a quarter of a
        // megabyte of the program.
        let from = TypedImage::<U8x4>::from_buffer(width, height, &mut four).ok()?;
        let mut image = TypedImage::<U8x4>::from_buffer(to.width, to.height, &mut made).ok()?;
        let options = ResizeOptions::new().use_alpha(has_alpha);
        Resizer::new().resize_typed(&from, &mut image, &options).ok()?;
        Some(Self { size: to, channels, bytes: if has_alpha { made } else { in_threes(&made) } })
    }

    fn turned(self, turn: Orientation) -> Option<Self> {
        if turn == Orientation::NoTransforms {
            return Some(self);
        }
        let Self { size: Size { width, height }, channels, bytes } = self;
        let mut image = match channels {
            4 => DynamicImage::ImageRgba8(image::RgbaImage::from_raw(width, height, bytes)?),
            _ => DynamicImage::ImageRgb8(image::RgbImage::from_raw(width, height, bytes)?),
        };
        image.apply_orientation(turn);
        let size = Size::new(image.width(), image.height())?;
        Some(Self { size, channels, bytes: image.into_bytes() })
    }

    /// As WebP. A drawing or a picture of a screen, as PNG files often are, may be smaller and is
    /// sharper without loss.
    fn webp(&self, source: Kind) -> Option<Vec<u8>> {
        let Size { width, height } = self.size;
        let encoder = match self.channels {
            4 => ::webp::Encoder::from_rgba(&self.bytes, width, height),
            _ => ::webp::Encoder::from_rgb(&self.bytes, width, height),
        };
        let lossy = encoder.encode_simple(false, WEBP_QUALITY).ok()?.to_vec();
        let exact = match source {
            Kind::Png => encoder.encode_simple(true, LOSSLESS_EFFORT).ok().map(|exact| exact.to_vec()),
            _ => None,
        };
        Some(exact.filter(|exact| exact.len() <= lossy.len()).unwrap_or(lossy))
    }

    /// In the format that it had.
    fn own(&self, kind: Kind) -> Option<Vec<u8>> {
        let Size { width, height } = self.size;
        let colour = if self.channels == 4 { ExtendedColorType::Rgba8 } else { ExtendedColorType::Rgb8 };
        let mut out = Vec::new();
        match kind {
            Kind::Jpeg => {
                let encoder = JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY);
                encoder.write_image(&self.bytes, width, height, colour).ok()?;
            }
            Kind::Png => {
                let (effort, filter) = (CompressionType::Default, FilterType::Adaptive);
                let encoder = PngEncoder::new_with_quality(&mut out, effort, filter);
                encoder.write_image(&self.bytes, width, height, colour).ok()?;
            }
            _ => return self.webp(kind),
        }
        Some(out)
    }
}

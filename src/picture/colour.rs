//! Turns the colours of a picture with a profile of its own, as phones take them, into those of
//! sRGB, which is what a picture without a profile is shown in. A profile that can't be
//! understood changes nothing.

use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// Puts pixels of `channels` bytes each into sRGB.
pub(super) fn into_srgb(pixels: Vec<u8>, channels: usize, profile: &[u8]) -> Vec<u8> {
    converted(&pixels, channels, profile).unwrap_or(pixels)
}

fn converted(pixels: &[u8], channels: usize, profile: &[u8]) -> Option<Vec<u8>> {
    let profile = ColorProfile::new_from_slice(profile).ok()?;
    // The profile of a picture in print or grey colours says nothing of the pixels decoded from it.
    if profile.color_space != DataColorSpace::Rgb {
        return None;
    }
    let layout = if channels == 4 { Layout::Rgba } else { Layout::Rgb };
    let options = TransformOptions::default();
    let transform = profile.create_transform_8bit(layout, &ColorProfile::new_srgb(), layout, options).ok()?;
    let mut out = vec![0; pixels.len()];
    transform.transform(pixels, &mut out).ok()?;
    Some(out)
}

//! The files of a fresh hub, as texts. `init` writes them; the check `example-text` knows by them what an
//! editor has left as it was.

/// A file of a fresh hub.
pub struct Starter {
    /// Where it goes.
    pub path: &'static str,
    /// What it says.
    pub text: &'static str,
    /// Whether its sentences are there to be replaced. Those of the others are true as they stand.
    pub example: bool,
}

const fn file(path: &'static str, text: &'static str) -> Starter {
    Starter { path, text, example: false }
}

const fn example(path: &'static str, text: &'static str) -> Starter {
    Starter { path, text, example: true }
}

/// Every file of a fresh hub.
pub static FILES: &[Starter] = &[
    file("content/site.yaml", include_str!("starter/site.yaml")),
    example("content/index.md", include_str!("starter/index.md")),
    example("content/guidance/index.md", include_str!("starter/guidance.md")),
    example("content/guidance/opening-hours.md", include_str!("starter/opening-hours.md")),
    example("content/stories/index.md", include_str!("starter/stories.md")),
    example("content/about/index.md", include_str!("starter/about.md")),
    file("content/about/privacy.md", include_str!("starter/privacy.md")),
    file(".gitignore", include_str!("starter/gitignore")),
];

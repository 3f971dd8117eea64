//! The stages of a build, and how whoever started it hears of them. The pipeline only says what
//! it does; time and terminal are the listener's.

/// A stage of a build, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Files are read.
    Read,
    /// Pages are understood.
    Parse,
    /// Pages are related to each other, and all addresses are listed.
    Relate,
    /// Every address is made and, in a build, written.
    Render,
    /// The new output is put in the place of the former one.
    Finish,
    /// Files are sent to the host.
    Send,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Self; 6] = [Self::Read, Self::Parse, Self::Relate, Self::Render, Self::Finish, Self::Send];

    /// What people are told.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Parse => "understand",
            Self::Relate => "relate",
            Self::Render => "make and write",
            Self::Finish => "put in place",
            Self::Send => "send",
        }
    }
}

/// Listens to a build.
pub trait Progress: Sync {
    /// A stage begins; it has so many steps, or 0 if that isn't known.
    fn begin(&self, _stage: Stage, _steps: usize) {}

    /// One step of the stage is done. Comes from many threads.
    fn step(&self) {}
}

/// Nobody listens.
impl Progress for () {}

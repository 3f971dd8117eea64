//! The `bindery` program: everything it does is in the library.

/// Rendering allocates many small pieces on all cores at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    bindery::cli::run()
}

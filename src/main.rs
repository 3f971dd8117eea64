//! The `bindery` program: everything it does is in the library.

fn main() -> std::process::ExitCode {
    bindery::cli::run()
}

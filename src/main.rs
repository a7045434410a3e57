//! The process edge: arguments in, exit code out. Everything else is in the library.

use std::process::ExitCode;

/// Words are many small strings: with the system's allocator, handing memory out
/// and taking it back was a tenth of the cost of indexing.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    tilmash::cli::main()
}

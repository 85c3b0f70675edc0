//! The program. What it can do is in [`vestnik::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    vestnik::cli::main()
}

//! Speaks the protocol of `GradBench` on standard input and output until the input ends.

use std::io;
use std::process::ExitCode;

use gradbench::protocol;

fn main() -> ExitCode {
    match protocol::serve(io::stdin().lock(), io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("gradbench: {error}");
            ExitCode::FAILURE
        }
    }
}

//! Writes the random programs that `cargo test` runs.

mod generate;

use std::path::PathBuf;
use std::{env, fs, io};

const SEED: u64 = 1;
const PROGRAMS: u64 = 32;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=random");
    let folder = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let numbers: Vec<u64> = (0..PROGRAMS).collect();
    fs::write(folder.join("programs.rs"), generate::source(SEED, &numbers, generate::Companions::All))
}

//! What the macro costs at compile time, for functions of 50, 500 and 5000 lines.
//!
//! `cargo bench -p chainrule-benches --bench expansion` measures the expansion; with `-- --build`, also `cargo check` and
//! `cargo build` of a crate that holds one such function: without the attribute, with `grad` alone, with all companions.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

use proc_macro2::TokenStream;
use quote::ToTokens;

#[path = "../tests/compiler.rs"]
#[allow(unused, reason = "the tests inside of the modules do not run here")]
mod compiler;
#[allow(clippy::wildcard_imports, reason = "the modules of the compiler look for each other in the root")]
use compiler::*;

const LINES: [usize; 3] = [50, 500, 5000];
/// The arguments of the attribute that are compared.
const ARGUMENTS: [(&str, Option<&str>); 3] = [("no attribute", None), ("`grad`", Some("(grad)")), ("all", Some(""))];

fn main() {
    println!("| lines | expansion | written |\n| --- | --- | --- |");
    for lines in LINES {
        let item: syn::ItemFn = syn::parse_str(&function(lines)).expect("a function");
        let (time, written) = expansion(&item);
        println!("| {lines} | {:.0} ms | {} kB |", time.as_secs_f64() * 1e3, written / 1000);
    }
    if env::args().any(|argument| argument == "--build") {
        println!("\n| lines | companions | `cargo check` | `cargo build` |\n| --- | --- | --- | --- |");
        for lines in LINES {
            for (name, arguments) in ARGUMENTS {
                let [check, build] = ["check", "build"].map(|command| compilation(command, lines, arguments));
                println!("| {lines} | {name} | {:.1} s | {:.1} s |", check.as_secs_f64(), build.as_secs_f64());
            }
        }
    }
}

/// The least time of some expansions, and how much is written.
fn expansion(item: &syn::ItemFn) -> (Duration, usize) {
    let once = |_| {
        let tokens = item.to_token_stream();
        let start = Instant::now();
        let output = pipeline::expand(TokenStream::new(), tokens);
        (start.elapsed(), output)
    };
    let all: Vec<_> = (0..3).map(once).collect();
    let written = all[0].1.to_string();
    assert!(!written.contains("compile_error"), "{written}");
    (all.into_iter().map(|(time, _)| time).min().expect("three times"), written.len())
}

/// A crate with one function, compiled anew.
fn compilation(command: &str, lines: usize, arguments: Option<&str>) -> Duration {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = here.join("../target/expansion");
    let attribute = arguments.map_or(String::new(), |arguments| format!("#[chainrule::differentiate{arguments}]\n"));
    let manifest = format!(
        "[package]\nname = \"expansion\"\nedition = \"2024\"\n[dependencies]\nchainrule = {{ path = \"{}\" }}\n[workspace]\n",
        here.join("../runtime").display()
    );
    fs::create_dir_all(folder.join("src")).expect("a folder");
    fs::write(folder.join("Cargo.toml"), manifest).expect("a manifest");
    let source = folder.join("src/lib.rs");
    // Dependencies first.
    for text in [String::new(), attribute + &function(lines)] {
        fs::write(&source, text).expect("a source");
        let start = Instant::now();
        let mut cargo = Command::new("cargo");
        cargo.args([command, "--quiet", "--manifest-path"]).arg(folder.join("Cargo.toml"));
        assert!(cargo.status().expect("cargo").success());
        let time = start.elapsed();
        if fs::metadata(&source).expect("a source").len() > 0 {
            return time;
        }
    }
    unreachable!("the second source is not empty")
}

/// A function of so many lines: formulas, loops and branches, each of which reads what the one before gives.
fn function(lines: usize) -> String {
    let mut text = "pub fn long(x: f64, y: f64, v: &[f64]) -> f64 {\nlet mut s = 0.0;\nlet a0 = x;\n".to_owned();
    let mut k = 0;
    while text.lines().count() < lines - 2 {
        let (a, b, c) = (k, k + 1, k % 8);
        let line = match k % 10 {
            0..5 => format!("let a{b} = (a{a} * y + {k}.5).sin() * 0.5;"),
            5 => format!("let a{b} = a{a} * a{a} + v[{c}];"),
            6 => {
                format!(
                    "let mut a{b} = a{a};\nif a{a} > 0.5 {{\na{b} = a{a} * 2.0 - y;\n}} else {{\na{b} += v[{c}];\n}}"
                )
            }
            7 => format!("let mut a{b} = a{a};\nfor i in 0..v.len() {{\na{b} = a{b} * 0.9 + v[i] * y;\n}}"),
            8 => format!("let a{b} = a{a}.exp() / (1.0 + y * y);"),
            _ => format!("let a{b} = a{a}.tanh();\ns += a{b};"),
        };
        writeln!(text, "{line}").expect("a string takes all");
        k += 1;
    }
    text + &format!("s + a{k}\n}}\n")
}

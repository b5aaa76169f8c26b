//! Writes random programs as a crate of their own, and runs them.
//!
//! ```text
//! cargo run -p chainrule-tests --bin random -- --seed 1 --programs 500 --out /tmp/programs --run
//! cargo run -p chainrule-tests --bin random -- --seed 1 --only 17 --out /tmp/one --run
//! ```

mod generate;
mod run;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use generate::Companions;

const HELP: &str = "Writes a crate of random programs whose gradients are held against central differences.

    --seed S        the seed (default 1)
    --programs N    programs 0..N (default 500)
    --only K,L      these programs alone
    --batch B       programs per test target (default 100)
    --all           every companion of each program; else one, in turn
    --second        second derivatives of each program
    --plain         the functions without attributes, to see whether rustc takes them
    --out DIR       where the crate goes
    --run           compile and run them; those that do not compile are named and left out";

/// What the command line says.
struct Options {
    seed: u64,
    numbers: Vec<u64>,
    batch: usize,
    out: PathBuf,
    run: bool,
    companions: Companions,
    plain: bool,
}

fn options(arguments: &[String]) -> Result<Options, Box<dyn Error>> {
    let mut options = Options {
        seed: 1,
        numbers: (0..500).collect(),
        batch: 100,
        out: PathBuf::new(),
        run: false,
        companions: Companions::OneInTurn,
        plain: false,
    };
    let mut rest = arguments.iter();
    while let Some(name) = rest.next() {
        let mut value = || rest.next().ok_or(format!("{name} needs a value"));
        match name.as_str() {
            "--seed" => options.seed = value()?.parse()?,
            "--programs" => options.numbers = (0..value()?.parse()?).collect(),
            "--only" => options.numbers = value()?.split(',').map(str::parse).collect::<Result<_, _>>()?,
            "--batch" => options.batch = value()?.parse::<usize>()?.max(1),
            "--out" => options.out = value()?.into(),
            "--run" => options.run = true,
            "--all" => options.companions = Companions::All,
            "--second" => options.companions = Companions::Second,
            "--plain" => options.plain = true,
            other => return Err(format!("unknown argument {other}\n\n{HELP}").into()),
        }
    }
    if options.out.as_os_str().is_empty() {
        return Err(format!("--out is missing\n\n{HELP}").into());
    }
    Ok(options)
}

fn manifest(root: &Path) -> String {
    let tests = root.display();
    format!(
        "[package]\nname = \"random-programs\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[workspace]\n\n[lib]\npath = \"lib.rs\"\n\n[dependencies]\nchainrule = {{ path = \"{tests}/../runtime\" }}\nchainrule-tests = {{ path = \"{tests}\" }}\n\n[profile.dev]\ndebug = false\nincremental = false\n\n[profile.dev.build-override]\nopt-level = 2\ndebug = false\n"
    )
}

fn write(options: &Options) -> Result<(), Box<dyn Error>> {
    let targets = options.out.join("tests");
    if targets.exists() {
        fs::remove_dir_all(&targets)?;
    }
    fs::create_dir_all(&targets)?;
    fs::write(options.out.join("Cargo.toml"), manifest(Path::new(env!("CARGO_MANIFEST_DIR"))))?;
    fs::write(options.out.join("lib.rs"), "//! Random programs, in `tests`.\n")?;
    for (name, numbers) in batches(options) {
        let text = text(options, &numbers);
        fs::write(targets.join(format!("{name}.rs")), text)?;
    }
    Ok(())
}

/// The test targets and their programs.
fn batches(options: &Options) -> Vec<(String, Vec<u64>)> {
    let parts = options.numbers.chunks(options.batch).enumerate();
    parts.map(|(i, numbers)| (format!("batch_{i:03}"), numbers.to_vec())).collect()
}

/// One test target.
fn text(options: &Options, numbers: &[u64]) -> String {
    if options.plain {
        generate::plain(options.seed, numbers)
    } else {
        run::source(options.seed, numbers, options.companions)
    }
}

fn run() -> Result<bool, Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--help") {
        println!("{HELP}");
        return Ok(true);
    }
    let options = options(&arguments)?;
    write(&options)?;
    println!("{} programs in {}", options.numbers.len(), options.out.display());
    if !options.run {
        return Ok(true);
    }
    let mut report = run::Report::default();
    for (name, numbers) in batches(&options) {
        run::batch(&options.out, &name, numbers, |numbers| text(&options, numbers), &mut report)?;
    }
    let run::Report { ran, refused, failed } = report;
    println!("{ran} programs ran; batches that failed: {failed:?}; programs that did not compile: {refused:?}");
    Ok(refused.is_empty() && failed.is_empty())
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

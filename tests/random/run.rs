//! Compiles batches of programs and runs them; a program that does not compile is named and left out.

use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use crate::generate;

/// What came of the batches.
#[derive(Debug, Default)]
pub struct Report {
    /// Programs that ran.
    pub ran: usize,
    /// Programs that rustc or chainrule refuses.
    pub refused: Vec<u64>,
    /// Batches with a failure.
    pub failed: Vec<String>,
}

/// One test target, as `batch.rs` beside this file.
pub fn source(seed: u64, numbers: &[u64], companions: generate::Companions) -> String {
    let programs = generate::source(seed, numbers, companions);
    let test = "#[test]\nfn gradients_match_differences() {\n    let tally = chainrule_tests::random::run(PROGRAMS);\n    println!(\"{tally}\");\n    assert!(tally.is_good(), \"{tally}\");\n}\n";
    format!("//! Random programs of seed {seed}.\n\n{programs}\n{test}")
}

/// Runs the batch `name`, whose text is `written` for a list of programs.
pub fn batch(
    out: &Path,
    name: &str,
    mut numbers: Vec<u64>,
    written: impl Fn(&[u64]) -> String,
    report: &mut Report,
) -> Result<(), Box<dyn Error>> {
    let target = format!("--test={name}");
    while !numbers.is_empty() {
        let compiled =
            Command::new(env!("CARGO")).args(["test", "-q", "--no-run", &target]).current_dir(out).output()?;
        if compiled.status.success() {
            let status = Command::new(env!("CARGO"))
                .args(["test", "-q", &target, "--", "--nocapture"])
                .current_dir(out)
                .status()?;
            report.ran += numbers.len();
            if !status.success() {
                report.failed.push(name.to_owned());
            }
            return Ok(());
        }
        std::io::stderr().write_all(&compiled.stderr)?;
        let path = out.join("tests").join(format!("{name}.rs"));
        let refused = refused(&String::from_utf8_lossy(&compiled.stderr), &fs::read_to_string(&path)?);
        numbers.retain(|number| !refused.contains(number));
        if refused.is_empty() {
            report.failed.push(name.to_owned());
            return Ok(());
        }
        report.refused.extend(refused);
        fs::write(path, written(&numbers))?;
    }
    Ok(())
}

/// The programs of `text` that errors in `messages` point at.
fn refused(messages: &str, text: &str) -> Vec<u64> {
    let lines: Vec<&str> = text.lines().collect();
    let mut is_error = false;
    let mut numbers = Vec::new();
    for message in messages.lines() {
        if message.starts_with("error") || message.starts_with("warning") {
            is_error = message.starts_with("error");
        }
        let Some((_, place)) = message.split_once("--> ").filter(|_| is_error) else { continue };
        let Some(line) = place.split(':').nth(1).and_then(|line| line.parse::<usize>().ok()) else { continue };
        let module = lines.iter().take(line).rev().find_map(|line| line.strip_prefix("mod program_"));
        let number = module.and_then(|rest| rest.trim_end_matches(" {").parse().ok());
        if let Some(number) = number.filter(|number| !numbers.contains(number)) {
            numbers.push(number);
        }
    }
    numbers
}

//! Runs the attribute on mutants, each for a limited time.

use std::fmt;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use super::mutate::mutant;
use super::seeds::Seeds;
use crate::pipeline;

/// For one mutant.
const LIMIT: Duration = Duration::from_secs(60);

/// What came of a run.
#[derive(Debug, Default)]
pub struct Tally {
    pub accepted: usize,
    pub refused: usize,
    /// Of the refused, those that are no functions.
    pub unparsable: usize,
    pub failures: Vec<String>,
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tally { accepted, refused, unparsable, failures } = self;
        write!(formatter, "{} mutants: {accepted} accepted, {refused} refused, of these ", accepted + refused)?;
        write!(formatter, "{unparsable} before they were read; {} failures", failures.len())?;
        failures.iter().take(20).try_for_each(|failure| write!(formatter, "\n\n{failure}"))
    }
}

enum Outcome {
    Accepted,
    Refused { parsable: bool },
    Failed(String),
}

/// Runs the mutants from number `from` on.
pub fn mutants(from: u64, count: u64) -> Tally {
    let (sender, receiver) = mpsc::channel();
    let worker = thread::Builder::new().stack_size(64 << 20).spawn(move || {
        panic::set_hook(Box::new(|_| {}));
        let seeds = Seeds::collect();
        for number in from..from + count {
            if sender.send((number, one(&seeds, number))).is_err() {
                return;
            }
        }
    });
    let worker = worker.expect("a thread");
    let mut tally = Tally::default();
    for number in from..from + count {
        match receiver.recv_timeout(LIMIT) {
            Ok((_, Outcome::Accepted)) => tally.accepted += 1,
            Ok((_, Outcome::Refused { parsable })) => {
                tally.refused += 1;
                tally.unparsable += usize::from(!parsable);
            }
            Ok((number, Outcome::Failed(text))) => tally.failures.push(format!("mutant {number}: {text}")),
            Err(RecvTimeoutError::Timeout) => {
                tally.failures.push(format!("mutant {number} takes for ever"));
                return tally;
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    let _ = worker.join();
    let _ = panic::take_hook();
    tally
}

/// Whether the attribute panics on `item`.
pub fn panics(item: &str) -> bool {
    let item = item.parse().expect("tokens");
    panic::catch_unwind(AssertUnwindSafe(|| pipeline::expand(proc_macro2::TokenStream::new(), item))).is_err()
}

fn one(seeds: &Seeds, number: u64) -> Outcome {
    let (arguments, item) = mutant(seeds, number);
    let parsable = syn::parse2::<syn::Item>(item.clone()).is_ok();
    let text = format!("#[differentiate({arguments})]\n{item}");
    if std::env::var_os("FUZZ_PRINT").is_some() {
        eprintln!("mutant {number}: {text}");
    }
    let output = panic::catch_unwind(AssertUnwindSafe(|| pipeline::expand(arguments, item)));
    let output = match output {
        Ok(output) => output,
        Err(cause) => {
            let message = cause.downcast_ref::<String>().cloned();
            let message = message.or_else(|| cause.downcast_ref::<&str>().map(|&text| text.to_owned()));
            return Outcome::Failed(format!("panics: {}\n{text}", message.unwrap_or_default()));
        }
    };
    let written = output.to_string();
    let refused = written.contains("compile_error");
    if parsable && let Err(error) = syn::parse2::<syn::File>(output) {
        return Outcome::Failed(format!("its code does not parse: {error}\n{text}\n---\n{written}"));
    }
    if refused { Outcome::Refused { parsable } } else { Outcome::Accepted }
}

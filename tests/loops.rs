//! What `CHAINRULE_PRINT` says of the loops of a function.

use super::{companions, fuse, home, options, pipeline, record, schedule};
use proc_macro2::TokenStream;
use std::collections::BTreeSet;

/// A line for each loop of the gradient of `item`.
fn explained(item: &str) -> String {
    let item: syn::ItemFn = syn::parse_str(item).expect("a function");
    let options = options::Options::parse(TokenStream::new()).expect("no arguments");
    let home = home::Home::of(&item);
    let mut text = String::new();
    let write = |context: &companions::Context| {
        let companions::Context { function, activity, .. } = *context;
        let plan = record::plan(function, activity, record::Outermost::InScope, &BTreeSet::new());
        let setting = schedule::Setting { function, activity, plan: &plan, refused: &BTreeSet::new() };
        text = fuse::explain(function, activity, &plan, &schedule::fused(setting, true));
        TokenStream::new()
    };
    pipeline::compile_as(&options, &item, &home, write).expect("a function that is not refused");
    text
}

fn assert_explained(body: &str, expected: &[&str]) {
    let found = explained(&format!("fn f(a: &[f64], n: usize, k: f64) -> f64 {{ {body} }}"));
    let found: Vec<&str> = found.lines().map(|line| line.strip_prefix("    ").unwrap_or(line)).collect();
    assert_eq!(found, expected, "{body}");
}

#[test]
fn each_loop_says_how_it_runs_and_why() {
    assert_explained("let mut s = 0.0; for i in 0..n { s += a[i] * a[i]; } s * k", &["for i in 0..n: fused"]);
    assert_explained(
        "let mut s = 0.0; for i in 0..n { s += a[i] * a[i]; } let mut t = 0.0; for j in 0..n { t += a[j] * s; } t * k",
        &["for i in 0..n: run again, not fused: the adjoint of `s` is not known before it", "for j in 0..n: fused"],
    );
    assert_explained(
        "let mut state = k; for i in 0..n { for j in 0..3 { state *= a[j]; } } state",
        &[
            "for i in 0..n: recorded, not fused: `state` is carried",
            "    for j in 0..3: recorded, not fused: the loop around it is recorded",
        ],
    );
    assert_explained(
        "let mut m = a[0]; for i in 1..n { m = m.max(a[i] * k); } m",
        &["for i in 1..n: run again, not fused: `m` is an extreme, known only after it"],
    );
    assert_explained(
        "let mut t = k; while t > 1.0 { t *= 0.5 * k; } t",
        &["while t > 1.0: recorded, not fused: it is no `for` over a range"],
    );
    assert_explained(
        "let mut s = 0.0; for i in 0..n { s += a[i]; if a[i] > 7.0 { break; } } s * k",
        &["for i in 0..n: recorded, not fused: it may end before its range"],
    );
    assert_explained(
        "let mut u = vec![0.0; n]; for i in 0..n { u[i] = a[i].exp(); } u[0] * u[1]",
        &["for i in 0..n: recorded, not fused: `u` is read outside of the loop"],
    );
    assert_explained("let mut c = 0; for i in 0..n { c += i; } c as f64 * k", &[]);
}

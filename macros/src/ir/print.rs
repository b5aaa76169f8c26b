//! `CHAINRULE_PRINT=<function>`: the representation after each pass, and the code, on standard error.

use proc_macro2::TokenStream;

use super::{Block, Function, Selector, StmtKind};
use crate::activity::Activity;
use crate::emit;

fn wanted(item: &syn::ItemFn) -> bool {
    std::env::var("CHAINRULE_PRINT").is_ok_and(|name| name == "*" || item.sig.ident == name)
}

/// Prints the function after `pass`.
pub fn stage(item: &syn::ItemFn, pass: &str, function: &Function) {
    if wanted(item) {
        let mut text = String::new();
        block(function, &function.body, 1, &mut text);
        eprintln!("-- {}: after {pass}\n{text}", item.sig.ident);
    }
}

/// Prints which variables carry derivatives.
pub fn activity(item: &syn::ItemFn, function: &Function, activity: &Activity) {
    if wanted(item) {
        let active: Vec<String> = (0..function.vars.len())
            .filter(|index| activity.is_active(super::VarId(u32::try_from(*index).unwrap_or(u32::MAX))))
            .map(|index| function.vars[index].name.to_string())
            .collect();
        eprintln!("-- {}: active are {}\n", item.sig.ident, active.join(", "));
    }
}

/// Prints how loops run backward.
pub fn loops(item: &syn::ItemFn, explain: impl FnOnce() -> String) {
    if wanted(item) {
        let text = explain();
        if !text.is_empty() {
            eprintln!("-- {}: loops\n{text}", item.sig.ident);
        }
    }
}

/// Prints the generated code.
pub fn code(item: &syn::ItemFn, tokens: &TokenStream) {
    if wanted(item) {
        eprintln!("-- {}: code\n{tokens}\n", item.sig.ident);
    }
}

fn block(function: &Function, list: &Block, depth: usize, out: &mut String) {
    let indent = "    ".repeat(depth);
    for stmt in &list.stmts {
        match &stmt.kind {
            StmtKind::Branch { selector, arms } => {
                let head = match selector {
                    Selector::If(choice) => format!("if {}", emit::expr(function, choice)),
                    Selector::Match(choice, _) | Selector::Recorded(choice) => {
                        format!("match {}", emit::expr(function, choice))
                    }
                    Selector::Checkpoint(_) => "checkpoint".to_owned(),
                };
                out.push_str(&format!("{indent}{head}\n"));
                for (index, arm) in arms.iter().enumerate() {
                    out.push_str(&format!("{indent}  arm {index}\n"));
                    block(function, arm, depth + 1, out);
                }
            }
            StmtKind::Loop(looped) => {
                let head = crate::fuse::head(function, looped);
                out.push_str(&format!("{indent}{head}\n"));
                block(function, &looped.body, depth + 1, out);
            }
            StmtKind::Labeled { label, body } => {
                out.push_str(&format!("{indent}{label:?}\n"));
                block(function, body, depth + 1, out);
            }
            StmtKind::Exit(exit) => out.push_str(&format!("{indent}{exit:?}\n")),
            _ => out.push_str(&format!("{indent}{}\n", emit::stmts(function, std::slice::from_ref(stmt)))),
        }
    }
}

//! Very long blocks: rustc opens a scope for each `let`, inside of that of the `let` before, and describes these scopes for
//! debuggers by a recursion that ends with the stack. Where there are thousands, many variables are declared at once.
//!
//! ```text
//! let a = x * y;           let (a, b);
//! let b = a.sin();         a = x * y;
//!                          b = a.sin();
//! ```

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Expr, Function, Stmt, StmtKind, VarId};

/// Shorter blocks stay as they are.
const LONG: usize = 1000;
/// Variables that are declared at once.
const TOGETHER: usize = 250;

/// The numbers that a long block declares together, before the first of them gets its value.
#[derive(Default)]
pub(super) struct Declared {
    waiting: Vec<Vec<VarId>>,
    all: BTreeSet<VarId>,
}

impl Declared {
    /// What `stmts` declare, if they are many.
    pub(super) fn of(function: &Function, stmts: &[Stmt]) -> Declared {
        let lets = stmts.iter().filter(|stmt| matches!(stmt.kind, StmtKind::Let { .. })).count();
        if lets < LONG {
            return Declared::default();
        }
        let (mut all, mut again) = (BTreeSet::new(), BTreeSet::new());
        let mut numbers = Vec::new();
        for stmt in stmts {
            let StmtKind::Let { var, value } = &stmt.kind else { continue };
            if !all.insert(*var) {
                again.insert(*var);
            } else if function.var(*var).ty.is_float() && !matches!(value, Expr::Ref(_)) {
                numbers.push(*var);
            }
        }
        numbers.retain(|var| !again.contains(var));
        let all = numbers.iter().copied().collect();
        // The last ones come first.
        let waiting = numbers.chunks(TOGETHER).rev().map(<[VarId]>::to_vec).collect();
        Declared { waiting, all }
    }

    /// `a = value;`, with the declaration of `a` and others where it is the first of them.
    pub(super) fn assignment(&mut self, function: &Function, item: &Stmt) -> Option<TokenStream> {
        let StmtKind::Let { var, value } = &item.kind else { return None };
        if !self.all.contains(var) {
            return None;
        }
        let first = self.waiting.pop_if(|group| group.first() == Some(var));
        let declaration = first.map(|group| {
            let names = group.iter().map(|var| {
                let info = function.var(*var);
                let (name, mutability) = (&info.name, info.mutable.then(|| quote!(mut)));
                quote!(#mutability #name)
            });
            let types = group.iter().map(|var| function.var(*var).ty.tokens().unwrap_or(quote!(_)));
            quote!(let (#(#names,)*): (#(#types,)*);)
        });
        let (name, value) = (&function.var(*var).name, super::stmt::value_of(function, value, &function.var(*var).ty));
        Some(quote!(#declaration #name = #value;))
    }
}

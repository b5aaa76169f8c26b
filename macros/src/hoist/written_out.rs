//! Indices with names are written out while the other passes look at them.
//!
//! ```text
//! let k = i * n + j;             a_bar[i * n + j] += …;        let a_view = &mut a_bar[i * n..][..m];
//! a_bar[k] += …;                                               a_view[j] += …;
//! ```
//!
//! What no window took gets its name back.

use std::collections::{BTreeMap, BTreeSet};

use quote::quote;

use super::linear::{Definitions, Linear};
use super::names;
use crate::emit;
use crate::ir::{Block, Expr, Function, Head, Loop, Place, Step, Stmt, StmtKind, Tokens, VarId};
use crate::simplify;

/// What was written out: the names by the text, and the variables that they are.
#[derive(Default)]
pub(super) struct WrittenOut {
    indices: BTreeMap<String, Expr>,
    names: BTreeSet<VarId>,
}

impl WrittenOut {
    /// Writes out the indices of the inner loops among `stmts`.
    pub(super) fn of(function: &Function, stmts: &mut [Stmt]) -> WrittenOut {
        let mut all = WrittenOut::default();
        all.blocks(function, stmts);
        all
    }

    fn blocks(&mut self, function: &Function, stmts: &mut [Stmt]) {
        for stmt in stmts {
            match &mut stmt.kind {
                StmtKind::Loop(looped) if looped.body.stmts.iter().all(|stmt| stmt.kind.blocks().is_empty()) => {
                    self.inner(function, looped);
                }
                kind => kind.blocks_mut().into_iter().for_each(|block| self.blocks(function, &mut block.stmts)),
            }
        }
    }

    fn inner(&mut self, function: &Function, looped: &mut Loop) {
        let Head::For { counter, .. } = &looped.head else { return };
        let counter = function.var(*counter).name.to_string();
        let changed = simplify::changed(&looped.body.stmts);
        let mut definitions = Definitions::new();
        let mut reads: BTreeMap<VarId, Vec<VarId>> = BTreeMap::new();
        for stmt in &looped.body.stmts {
            if let StmtKind::Let { var, value: Expr::Tokens(tokens) } = &stmt.kind
                && tokens.cheap
                && !changed.contains(var)
                && !tokens.reads.iter().any(|read| changed.contains(read))
                && let Ok(value) = syn::parse2::<syn::Expr>(tokens.stream.clone())
                && Linear::of(&value, &counter, &Definitions::new()).is_some_and(|sum| sum.has_counter)
            {
                definitions.insert(function.var(*var).name.to_string(), value);
                reads.insert(*var, tokens.reads.clone());
            }
        }
        if definitions.is_empty() {
            return;
        }
        let mut change = |place: &mut Place| {
            for step in &mut place.path {
                if let Step::Index(index) = step
                    && let Some(new) = written_out(function, index, &definitions, &reads)
                {
                    self.indices.insert(emit::expr(function, &new).to_string(), index.clone());
                    *index = new;
                }
            }
        };
        for stmt in &mut looped.body.stmts {
            stmt.rewrite(&mut |expr| {
                if let Expr::Place(place) | Expr::RefMut(place) = expr {
                    change(place);
                }
            });
            if let StmtKind::Assign { place, .. } = &mut stmt.kind {
                change(place);
            }
        }
        self.names.extend(reads.into_keys());
    }

    /// Gives what is still written out its names back, and drops those that have become idle.
    pub(super) fn put_back(&self, function: &Function, stmts: &mut [Stmt]) {
        if self.names.is_empty() {
            return;
        }
        for stmt in stmts {
            stmt.rewrite(&mut |expr| {
                if let Expr::Place(place) | Expr::RefMut(place) = expr {
                    self.named(function, place);
                }
            });
            self.targets(function, stmt);
        }
    }

    fn targets(&self, function: &Function, stmt: &mut Stmt) {
        if let StmtKind::Assign { place, .. } = &mut stmt.kind {
            self.named(function, place);
        }
        for block in stmt.kind.blocks_mut() {
            block.stmts.iter_mut().for_each(|stmt| self.targets(function, stmt));
            self.drop_idle(function, block);
        }
    }

    fn named(&self, function: &Function, place: &mut Place) {
        for step in &mut place.path {
            if let Step::Index(index) = step
                && matches!(index, Expr::Tokens(_))
                && let Some(name) = self.indices.get(&emit::expr(function, index).to_string())
            {
                *index = name.clone();
            }
        }
    }

    fn drop_idle(&self, function: &Function, block: &mut Block) {
        let is_ours = |stmt: &Stmt| matches!(&stmt.kind, StmtKind::Let { var, .. } if self.names.contains(var));
        let rest: Vec<Stmt> = block.stmts.iter().filter(|stmt| !is_ours(stmt)).cloned().collect();
        if rest.len() == block.stmts.len() {
            return;
        }
        let text = emit::stmts(function, &rest);
        block.stmts.retain(|stmt| match &stmt.kind {
            StmtKind::Let { var, .. } if self.names.contains(var) => {
                names(text.clone(), &function.var(*var).name.to_string())
            }
            _ => true,
        });
    }
}

/// `index` without the names that are sums.
fn written_out(
    function: &Function,
    index: &Expr,
    definitions: &Definitions,
    reads: &BTreeMap<VarId, Vec<VarId>>,
) -> Option<Expr> {
    let mut old = BTreeSet::new();
    index.for_each_read(&mut |var| _ = old.insert(var));
    if old.iter().all(|var| !reads.contains_key(var)) || !super::window::is_cheap(index) {
        return None;
    }
    let stream = emit::expr(function, index);
    let mut syntax: syn::Expr = syn::parse2(stream).ok()?;
    Names { definitions }.replace(&mut syntax)?;
    let reads = old.iter().flat_map(|var| reads.get(var).cloned().unwrap_or_else(|| vec![*var])).collect();
    Some(Expr::Tokens(Tokens { stream: quote!(#syntax), reads, flows: Vec::new(), cheap: true }))
}

struct Names<'a> {
    definitions: &'a Definitions,
}

impl Names<'_> {
    /// Replaces the names among the terms of `sum`; `None` where one stands elsewhere.
    fn replace(&self, sum: &mut syn::Expr) -> Option<()> {
        match sum {
            syn::Expr::Paren(inner) => self.replace(&mut inner.expr),
            syn::Expr::Group(inner) => self.replace(&mut inner.expr),
            syn::Expr::Binary(syn::ExprBinary { left, op: syn::BinOp::Add(_), right, .. }) => {
                self.replace(left)?;
                self.replace_in_parentheses(right)
            }
            syn::Expr::Binary(syn::ExprBinary { left, op: syn::BinOp::Sub(_), right, .. }) => {
                self.replace(left)?;
                self.replace_in_parentheses(right)
            }
            syn::Expr::Path(path) => {
                if let Some(value) = path.path.get_ident().and_then(|name| self.definitions.get(&name.to_string())) {
                    *sum = value.clone();
                }
                Some(())
            }
            other => {
                let tokens = quote!(#other);
                (!self.definitions.keys().any(|name| names(tokens.clone(), name))).then_some(())
            }
        }
    }

    fn replace_in_parentheses(&self, term: &mut syn::Expr) -> Option<()> {
        let is_name = matches!(&*term, syn::Expr::Path(_));
        let before = quote!(#term).to_string();
        self.replace(term)?;
        if is_name && quote!(#term).to_string() != before {
            let inner = quote!((#term));
            *term = syn::parse2(inner).ok()?;
        }
        Some(())
    }
}

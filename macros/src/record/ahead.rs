//! Fewer saves of what is overwritten again and again. Where only the contents before all of it are wanted, they are saved
//! once: before the loop that overwrites them in each iteration, or by the first of several statements.
//!
//! ```text
//! for k in 0..n { for j in 0..n { c[row + j] += a[k] * b[k * n + j]; } }     c[row..row + n] is saved before the loop over k
//! out[i] = 0.0; for j in 0..n { out[i] += a[j] * x[j]; }                     out[i] is saved before the first statement
//! ```

use std::collections::{BTreeMap, BTreeSet};

use quote::quote;

use super::{Needed, Record, Save, runs_backwards};
use crate::emit;
use crate::ir::{Block, Expr, Head, Loop, Op, Place, Step, Stmt, StmtKind, Tokens, VarId};

impl Record<'_> {
    /// Moves saves out of the loop `stmt`, all of whose iterations overwrite the same elements.
    pub(super) fn ahead(&mut self, stmt: &Stmt, looped: &Loop, needed: &mut Needed) {
        let writes = writes_of(&looped.body);
        let declared: BTreeSet<VarId> = looped.body.declared().into_iter().chain(looped.head.binds()).collect();
        for inner in &looped.body.stmts {
            let Some([save]) = self.plan.saves.get(&inner.id).map(Vec::as_slice) else { continue };
            let root = save.root();
            let fits = overwrites(inner)
                && !self.plan.reruns.contains_key(&inner.id)
                && needed.contains(root)
                && !declared.contains(&root)
                && writes.get(&root) == Some(&1)
                && !self.reads_in_reverse(&looped.body, root);
            let stays = |var: VarId| !declared.contains(&var) && !self.function.var(var).mutable && var != root;
            let Some(moved) = fits.then(|| self.before(save, &looped.head, &stays)).flatten() else { continue };
            let mut reads = Vec::new();
            moved.for_each_index(&mut |var| reads.push(var));
            self.plan.saves.remove(&inner.id);
            self.plan.saves.entry(stmt.id).or_default().push(moved);
            self.need_all(needed, reads);
        }
    }

    /// What to save before a loop in the place of `save` in each of its iterations.
    fn before(&self, save: &Save, head: &Head, stays: &dyn Fn(VarId) -> bool) -> Option<Save> {
        let Head::For { counter, lo, hi, inclusive, step: None, .. } = head else { return None };
        let (first, last) = (emit::operand(self.function, lo), emit::operand(self.function, hi));
        let runs = if *inclusive { quote!(#first <= #last) } else { quote!(#first < #last) };
        let runs = computed(runs, &[lo, hi]);
        let mut invariant = true;
        save.for_each_index(&mut |var| invariant &= stays(var));
        match save {
            Save::Slice(place, conditions) if invariant => {
                let conditions = conditions.iter().cloned().chain([runs]).collect();
                Some(Save::Slice(place.clone(), conditions))
            }
            Save::Place(place) if self.function.place_ty(place).is_float() => {
                let [before @ .., Step::Index(index)] = place.path.as_slice() else {
                    let plain = place.path.iter().all(|step| matches!(step, Step::Deref | Step::Field(_)));
                    return (plain && !place.is_whole()).then(|| save.clone());
                };
                let whole = Place { root: place.root, path: before.to_vec() };
                if !self.function.place_ty(&whole).has_slices() {
                    return None;
                }
                if invariant {
                    return Some(Save::Slice(slice(whole, index.clone(), offset(index, 1)), vec![runs]));
                }
                let mut outside = true;
                whole.for_each_index(&mut |var| outside &= stays(var));
                index.for_each_read(&mut |var| outside &= var == *counter || stays(var));
                let along = (outside && !*inclusive).then(|| self.along(index, *counter, lo, hi)).flatten();
                along.map(|(start, end)| Save::Slice(slice(whole, start, end), Vec::new()))
            }
            _ => None,
        }
    }

    /// From where to where the index `counter + …` runs.
    fn along(&self, index: &Expr, counter: VarId, lo: &Expr, hi: &Expr) -> Option<(Expr, Expr)> {
        let name = self.function.var(counter).name.to_string();
        let tokens = emit::expr(self.function, index);
        let end = |bound: &Expr| {
            let bound = emit::operand(self.function, bound);
            crate::hoist::sum_with(&tokens, &name, &bound).map(|sum| computed(sum, &[index, lo, hi]))
        };
        let mut ends = [end(lo)?, end(hi)?];
        for end in &mut ends {
            if let Expr::Tokens(tokens) = end {
                tokens.reads.retain(|var| *var != counter);
            }
        }
        let [start, end] = ends;
        Some((start, end))
    }

    /// Removes the save of an element that a statement before has saved already.
    pub(super) fn once(&mut self, block: &Block) {
        let mut open: BTreeMap<VarId, String> = BTreeMap::new();
        for stmt in &block.stmts {
            let saved = match self.plan.saves.get(&stmt.id).map(Vec::as_slice) {
                Some([save]) if overwrites(stmt) => self.element(save),
                _ => None,
            };
            let written = writes_in(stmt);
            if let Some((root, element)) = saved
                && written.get(&root) == Some(&1)
            {
                if open.get(&root) == Some(&element) && !self.stmt_reads_in_reverse(stmt, root) {
                    self.plan.saves.remove(&stmt.id);
                    continue;
                }
                open.insert(root, element);
                open.retain(|var, _| {
                    *var == root || !written.contains_key(var) && !self.stmt_reads_in_reverse(stmt, *var)
                });
                continue;
            }
            open.retain(|var, _| !written.contains_key(var) && !self.stmt_reads_in_reverse(stmt, *var));
        }
    }

    /// The one element that is saved, where its position never changes.
    fn element(&self, save: &Save) -> Option<(VarId, String)> {
        let mut stays = true;
        save.for_each_index(&mut |var| stays &= !self.function.var(var).mutable && var != save.root());
        let place = match save {
            Save::Place(place) if !place.is_whole() => place.clone(),
            Save::Slice(place, _) => {
                let (Step::Slice(lo, Some(hi)), before) = place.path.split_last()? else { return None };
                let text = |expr: &Expr| emit::expr(self.function, expr).to_string();
                if text(hi) != text(&offset(lo, 1)) {
                    return None;
                }
                let mut path = before.to_vec();
                path.push(Step::Index((**lo).clone()));
                Place { root: place.root, path }
            }
            Save::Place(_) => return None,
        };
        stays.then(|| (place.root, emit::place(self.function, &place).to_string()))
    }
}

/// An assignment, or a loop that is reversed iteration by iteration.
fn overwrites(stmt: &Stmt) -> bool {
    match &stmt.kind {
        StmtKind::Assign { .. } => true,
        StmtKind::Loop(looped) => runs_backwards(looped),
        _ => false,
    }
}

/// Tokens that read what the expressions read from which they are made.
fn computed(stream: proc_macro2::TokenStream, from: &[&Expr]) -> Expr {
    let mut reads = Vec::new();
    from.iter().for_each(|expr| expr.for_each_read(&mut |var| reads.push(var)));
    Expr::Tokens(Tokens { stream, reads, flows: Vec::new(), cheap: true })
}

fn slice(whole: Place, lo: Expr, hi: Expr) -> Place {
    let mut path = whole.path;
    path.push(Step::Slice(Box::new(lo), Some(Box::new(hi))));
    Place { root: whole.root, path }
}

fn offset(index: &Expr, by: usize) -> Expr {
    let by = proc_macro2::Literal::usize_unsuffixed(by);
    let by = Tokens { stream: quote!(#by), reads: Vec::new(), flows: Vec::new(), cheap: true };
    Expr::Binary(Op::Add, Box::new(index.clone()), Box::new(Expr::Tokens(by)))
}

/// How many statements write each variable.
fn writes_of(block: &Block) -> BTreeMap<VarId, usize> {
    let mut writes = BTreeMap::new();
    block.stmts.iter().for_each(|stmt| count(stmt, &mut writes));
    writes
}

fn writes_in(stmt: &Stmt) -> BTreeMap<VarId, usize> {
    let mut writes = BTreeMap::new();
    count(stmt, &mut writes);
    writes
}

fn count(stmt: &Stmt, writes: &mut BTreeMap<VarId, usize>) {
    for var in stmt.kind.own_writes() {
        *writes.entry(var).or_default() += 1;
    }
    for block in stmt.kind.blocks() {
        block.stmts.iter().for_each(|stmt| count(stmt, writes));
    }
}

//! Scratch buffers that an iteration fills, and the reverse sweep fills again just before it reads them: nothing of them
//! is recorded.
//!
//! ```text
//! for _ in 0..steps {
//!     for i in 0..n { k[i] = x[i] * y[i]; }           for _ in (0..steps).rev() {
//!     for i in 0..n { z[i] = k[i] * k[i]; }               …
//!     for i in 0..n { y[i] += h * z[i]; }                 for i in 0..n { k[i] = x[i] * y[i]; }
//! }                                                       for i in 0..n { k_bar[i] += 2.0 * k[i] * z_bar[i]; … }
//! ```
//!
//! A buffer is *filled* by statements that together overwrite all of it (`fuse/cover.rs`), each number for a few
//! operations. The contents that they leave are a *version*. What they read must not change until the last statement of
//! the iteration whose adjoint reads the version: there, the reverse sweep runs them again.

use std::collections::{BTreeMap, BTreeSet};

use super::{Origin, Plan, Record, Save, cut};
use crate::fuse::{self, Part};
use crate::ir::{Block, Expr, Function, Loop, Place, Stmt, StmtId, StmtKind, VarId};
use crate::types::Ty;

/// Operations for one number: more cost more than to record it.
const MOST: u32 = 24;

/// What the reverse sweep fills again.
#[derive(Clone, Debug, Default)]
pub struct Remade {
    /// The buffers, with what made them.
    buffers: BTreeMap<VarId, Expr>,
    /// Statements that run again before the reverse of a statement.
    before: BTreeMap<StmtId, Vec<Stmt>>,
}

impl Remade {
    pub(super) fn is_empty(&self) -> bool {
        self.buffers.is_empty()
    }

    /// Whether `var` is never recorded.
    pub(super) fn contains(&self, var: VarId) -> bool {
        self.buffers.contains_key(&var)
    }

    /// What runs again before the reverse of `stmt`.
    pub fn before(&self, stmt: StmtId) -> &[Stmt] {
        self.before.get(&stmt).map_or(&[], Vec::as_slice)
    }

    /// What runs again there reads this of the rest.
    pub(super) fn reads_before(&self, stmt: StmtId) -> BTreeSet<VarId> {
        self.before(stmt).iter().flat_map(inputs).filter(|var| !self.contains(*var)).collect()
    }

    /// The buffers among `locals`, as they were made: their contents are not wanted.
    pub(super) fn origins(&self, locals: &[VarId]) -> Vec<(VarId, Origin)> {
        let made = |var: &VarId| Some((*var, Origin::Again(self.buffers.get(var)?.clone())));
        locals.iter().filter_map(made).collect()
    }

    /// What they are made of.
    pub(super) fn made(&self, locals: &[VarId]) -> Vec<VarId> {
        let mut reads = Vec::new();
        let made = locals.iter().filter_map(|var| self.buffers.get(var));
        made.for_each(|value| value.for_each_read(&mut |read| reads.push(read)));
        reads
    }

    /// Whether the same statements run again at the same places.
    pub(super) fn is(&self, other: &Remade) -> bool {
        let places = |remade: &Remade| -> Vec<(StmtId, Vec<StmtId>)> {
            remade.before.iter().map(|(id, stmts)| (*id, stmts.iter().map(|stmt| stmt.id).collect())).collect()
        };
        self.buffers.keys().eq(other.buffers.keys()) && places(self) == places(other)
    }
}

impl Plan {
    /// How much is recorded, where a container counts as many numbers.
    pub(super) fn weight(&self, function: &Function) -> usize {
        const CONTAINER: usize = 64;
        let of = |place: &Place| if function.place_ty(place).is_float_operand() { 1 } else { CONTAINER };
        let saves = self.saves.values().flatten().map(|save| match save {
            Save::Place(place) => of(place),
            Save::Slice(..) => CONTAINER,
        });
        let locals = self.locals.values().flatten().filter(|(_, origin)| matches!(origin, Origin::Recorded));
        saves.sum::<usize>() + locals.map(|(var, _)| of(&Place::of(*var))).sum::<usize>()
    }
}

/// Contents of a buffer.
struct Version {
    var: VarId,
    /// The statements of the iteration that fill it, by their positions.
    fills: Vec<usize>,
    /// The last statement whose adjoint reads it.
    last: Option<usize>,
}

impl Record<'_> {
    /// The scratch buffers of recorded loops whose contents can be made again.
    pub(super) fn remade(&self) -> Remade {
        let mut remade = Remade::default();
        let made = self.made_buffers();
        if made.is_empty() || !self.plan.checkpoints.is_empty() {
            return remade;
        }
        let everywhere = touched(&self.function.body, &made);
        self.function.body.for_each_stmt(&mut |stmt| {
            if let StmtKind::Loop(looped) = &stmt.kind
                && self.plan.recorded.contains_key(&stmt.id)
            {
                self.remade_in(looped, &made, &everywhere, &mut remade);
            }
        });
        remade
    }

    /// Buffers of numbers that are saved somewhere, keep their lengths and do not move away, with what made them.
    fn made_buffers(&self) -> BTreeMap<VarId, Expr> {
        let mut saved: BTreeSet<VarId> = self.plan.saves.values().flatten().map(Save::root).collect();
        saved.extend(self.remade.buffers.keys());
        let mut made = BTreeMap::new();
        self.function.body.for_each_stmt(&mut |stmt| {
            if let StmtKind::Let { var, value } = &stmt.kind
                && saved.contains(var)
                && makes_numbers(value, &self.function.var(*var).ty)
                && has_fixed_length(self.function, value)
            {
                made.insert(*var, value.clone());
            }
        });
        self.function.body.for_each_stmt(&mut |stmt| {
            super::moves::operands(stmt).into_iter().filter_map(all_of).for_each(|var| _ = made.remove(&var));
        });
        let is_kept = |var: VarId| {
            let viewed = self.views.values().chain(self.objects.values()).any(|value| value.reads(var));
            self.function.result != Some(var) && !viewed && fuse::keeps_length(self.function, var)
        };
        made.retain(|var, _| is_kept(*var));
        made
    }

    /// Those that nobody wants but `looped`, and that can be made again there.
    fn remade_in(
        &self,
        looped: &Loop,
        made: &BTreeMap<VarId, Expr>,
        everywhere: &BTreeMap<VarId, usize>,
        remade: &mut Remade,
    ) {
        let inside = touched(&looped.body, made);
        let mut head = BTreeSet::new();
        looped.head.for_each_read(&mut |var| _ = head.insert(var));
        let is_own = |var: &VarId| {
            everywhere.get(var) == inside.get(var) && !head.contains(var) && !self.reads_again(&looped.body, *var)
        };
        let own = inside.keys().filter(|var| is_own(var));
        let mut buffers: BTreeMap<VarId, Expr> = own.map(|var| (*var, made[var].clone())).collect();
        // Without one of them, what it is made of is not wanted there.
        while !buffers.is_empty() {
            match self.versions(&looped.body, &buffers) {
                Err(refused) => _ = buffers.remove(&refused),
                Ok(versions) => {
                    buffers.retain(|var, _| versions.iter().any(|version| version.var == *var));
                    note(&looped.body, &versions, remade);
                    remade.buffers.extend(buffers);
                    return;
                }
            }
        }
    }

    /// The versions of `buffers` that are read in reverse, or a buffer that cannot be made again.
    fn versions(&self, body: &Block, buffers: &BTreeMap<VarId, Expr>) -> Result<Vec<Version>, VarId> {
        let mut versions = Vec::new();
        for var in buffers.keys() {
            versions.extend(self.versions_of(body, *var).ok_or(*var)?);
        }
        // What fills a buffer may read another, which is then wanted as long.
        versions.sort_by_key(|version| std::cmp::Reverse(version.fills.last().copied()));
        for index in 0..versions.len() {
            let Version { var, fills, last: Some(last) } = &versions[index] else { continue };
            let (var, last) = (*var, *last);
            let read = |fill: &usize| inputs(&body.stmts[*fill]).map(|input| (*fill, input)).collect::<Vec<_>>();
            for (fill, input) in fills.iter().flat_map(read).filter(|(_, input)| *input != var).collect::<Vec<_>>() {
                if body.stmts[fill + 1..=last.max(fill)].iter().any(|stmt| writes(stmt, input)) {
                    return Err(var);
                }
                if buffers.contains_key(&input) {
                    let source = versions.iter_mut().filter(|version| version.var == input);
                    let source = source.filter(|version| version.fills.iter().all(|filled| *filled < fill));
                    let source = source.max_by_key(|version| version.fills.last().copied()).ok_or(input)?;
                    source.last = source.last.max(Some(last));
                }
            }
        }
        versions.retain(|version| version.last.is_some());
        Ok(versions)
    }

    /// The versions of one buffer; none if an adjoint reads what is not all made in the iteration.
    fn versions_of(&self, body: &Block, var: VarId) -> Option<Vec<Version>> {
        let mut versions: Vec<Version> = Vec::new();
        let mut fills: Vec<(usize, Part)> = Vec::new();
        let mut is_whole = false;
        for (index, stmt) in body.stmts.iter().enumerate() {
            if writes(stmt, var) {
                fills.push((index, self.fill(stmt, var)?));
                is_whole = false;
                let start = (0..fills.len()).rev().find(|start| {
                    let parts: Vec<&Part> = fills[*start..].iter().map(|(_, part)| part).collect();
                    fuse::cover(self.function, &parts, var)
                });
                if let Some(start) = start {
                    fills.drain(..start);
                    is_whole = true;
                    versions.push(Version { var, fills: fills.iter().map(|(index, _)| *index).collect(), last: None });
                }
            }
            if self.stmt_reads_in_reverse(stmt, var) {
                versions.last_mut().filter(|_| is_whole)?.last = Some(index);
            }
        }
        (is_whole || versions.is_empty() || !fills.is_empty()).then_some(versions)
    }

    /// The part of `var` that `stmt` fills, if it does nothing else, at a low price.
    fn fill(&self, stmt: &Stmt, var: VarId) -> Option<Part> {
        let part = fuse::filled(self.function, stmt, var)?;
        let values: Vec<&Expr> = match &stmt.kind {
            StmtKind::Assign { value, .. } => vec![value],
            StmtKind::Loop(looped) => looped.body.stmts.iter().map(made_by).collect::<Option<_>>()?,
            _ => return None,
        };
        // What a local refers to may not be borrowed any more.
        let borrows = |input: VarId| {
            let is_parameter = self.function.parameters.iter().any(|parameter| parameter.var == input);
            !is_parameter && matches!(self.function.var(input).ty, Ty::Ref(..))
        };
        if inputs(stmt).any(borrows) {
            return None;
        }
        let costs: Option<u32> = values.into_iter().map(cut::cost).sum();
        costs.filter(|cost| *cost <= MOST).map(|_| part)
    }
}

/// What a statement of a loop that only fills makes.
fn made_by(stmt: &Stmt) -> Option<&Expr> {
    match &stmt.kind {
        StmtKind::Let { value, .. } | StmtKind::Assign { value, .. } => Some(value),
        _ => None,
    }
}

/// Notes where the versions are made again, in the order of the iteration.
fn note(body: &Block, versions: &[Version], remade: &mut Remade) {
    let mut before: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for version in versions {
        if let Some(last) = version.last {
            before.entry(last).or_default().extend(&version.fills);
        }
    }
    for (last, fills) in before {
        let stmts = fills.into_iter().map(|fill| body.stmts[fill].clone()).collect();
        remade.before.insert(body.stmts[last].id, stmts);
    }
}

fn writes(stmt: &Stmt, var: VarId) -> bool {
    stmt.kind.own_writes().contains(&var) || stmt.kind.blocks().iter().any(|block| block.writes().contains(&var))
}

/// What a statement that fills reads from around it.
pub(super) fn inputs(stmt: &Stmt) -> impl Iterator<Item = VarId> + use<> {
    let mut reads = BTreeSet::new();
    stmt.kind.for_each_own_read(&mut |var| _ = reads.insert(var));
    if let StmtKind::Loop(looped) = &stmt.kind {
        reads.extend(looped.body.reads());
        looped.body.declared().into_iter().chain(looped.head.binds()).for_each(|var| _ = reads.remove(&var));
    }
    reads.into_iter()
}

/// Whether `value` makes a list of numbers of type `ty` anew.
fn makes_numbers(value: &Expr, ty: &Ty) -> bool {
    match (value, ty) {
        (Expr::Repeat { element, .. }, Ty::Vec(number) | Ty::Array(number, _)) => {
            number.is_float() && super::locals::is_cheap(element)
        }
        (Expr::Tokens(tokens), Ty::Array(number, _)) => number.is_float() && tokens.cheap && tokens.reads.is_empty(),
        _ => false,
    }
}

/// Whether the list that `value` makes has the same length wherever it is made.
fn has_fixed_length(function: &Function, value: &Expr) -> bool {
    match value {
        Expr::Repeat { len, .. } => fuse::is_fixed(function, &Expr::Tokens(len.clone())),
        _ => true,
    }
}

/// The variable that `operand` is as a whole.
fn all_of(operand: &Expr) -> Option<VarId> {
    match operand {
        Expr::Place(place) if place.path.is_empty() => Some(place.root),
        _ => None,
    }
}

/// How many statements in `block` read or write the contents of each of these buffers.
fn touched(block: &Block, buffers: &BTreeMap<VarId, Expr>) -> BTreeMap<VarId, usize> {
    let mut counts = BTreeMap::new();
    block.for_each_stmt(&mut |stmt| {
        let mut found: BTreeSet<VarId> = stmt.kind.own_writes().into_iter().collect();
        stmt.kind.for_each_own_read(&mut |read| _ = found.insert(read));
        for var in found.into_iter().filter(|var| buffers.contains_key(var)) {
            *counts.entry(var).or_default() += 1;
        }
    });
    counts
}

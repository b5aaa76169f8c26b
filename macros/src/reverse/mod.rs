//! The reverse sweep: the statements backwards, each adding to the shadows of what it read.
//!
//! ```text
//! v = x * y;           x_bar += y * v_bar; y_bar += x * v_bar;
//! s = s * x[i];        s = tape.pop(); x_bar[i] += s * s_bar; s_bar = x[i] * s_bar;
//! for i in 0..n { … }  for i in (0..n).rev() { … }
//! ```
//!
//! After this pass: forward and reverse sweep are two programs of the representation, linked by slots and the tape.

mod branch;
mod call;
mod checkpoint;
mod cleared;
mod inplace;
mod loops;
mod shadow;
mod straight;

pub(crate) use shadow::{default_of, zero_again, zero_of};

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Span;

use crate::activity::Activity;
use crate::ir::{Block, BlockId, Expr, Function, Place, Selector, Stmt, StmtId, StmtKind, VarId};
use crate::record::{self, Origin, Outermost, Plan};
use crate::schedule::{Order, Schedule};
use crate::types::Ty;

/// What a slot or a record on the tape holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    /// What the statement overwrites.
    Save(StmtId, usize),
    /// A local at the end of its block.
    Local(BlockId, VarId),
    /// The length of a local at the end of its block.
    Length(BlockId, VarId),
    /// Which arm ran.
    Choice(StmtId),
    /// How often a loop ran.
    Trips(StmtId),
}

/// The handle of what is recorded of a place whose type only rustc knows.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    pub name: proc_macro2::Ident,
    pub place: Place,
}

/// The generator of both sweeps.
pub(crate) struct Sweep<'a> {
    pub function: Function,
    pub activity: &'a Activity,
    pub plan: &'a Plan,
    pub outermost: Outermost,
    /// Loops around the present statement whose iterations are recorded.
    pub loops: usize,
    /// Arms around the present statement outside of such loops.
    pub arms: usize,
    pub slots: BTreeMap<Key, VarId>,
    pub pending: Vec<VarId>,
    pub uses_tape: bool,
    /// Places of types that only rustc knows, which lie on the tape.
    pub sites: Vec<Site>,
    pub shadows: BTreeMap<VarId, VarId>,
    /// Variables whose shadow is in scope.
    pub declared: BTreeSet<VarId>,
    /// Where both sweeps run at once.
    pub schedule: Schedule,
    /// What could not be fused after all.
    pub refused: BTreeSet<StmtId>,
    /// Fused loops, by their new names.
    pub fused: BTreeSet<StmtId>,
    /// The columns of the loop around the present statement.
    pub columns: Option<crate::columns::Columns>,
    /// The lengths that made containers.
    pub shapes: BTreeMap<VarId, Expr>,
    /// The lengths of locals at the ends of their blocks.
    pub lengths: BTreeMap<VarId, VarId>,
}

/// Both sweeps of a function.
#[derive(Clone)]
pub(crate) struct Sweeps {
    pub function: Function,
    /// Statements before the reverse sweep.
    pub forward: Vec<Stmt>,
    pub reverse: Vec<Stmt>,
    /// Statements after the reverse sweep that only make the value.
    pub late: Vec<Stmt>,
    /// Records that end the forward sweep of a function on its own.
    pub uses_tape: bool,
    pub sites: Vec<Site>,
    pub shadows: BTreeMap<VarId, VarId>,
    pub declared: BTreeSet<VarId>,
    /// Loops that are the only run of the primal's loop.
    pub fused: BTreeSet<StmtId>,
    /// What could not be fused after all: the sweeps are of no use.
    pub refused: BTreeSet<StmtId>,
    /// Variables of the primal that the reverse sweep sets back.
    pub restored: Vec<VarId>,
}

/// What the companions want of the sweeps.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub outermost: Outermost,
    /// Shadows that exist before the reverse sweep, by name.
    pub given: BTreeMap<VarId, VarId>,
    /// Where both sweeps run at once.
    pub schedule: Schedule,
}

/// Generates the sweeps of `function`.
pub(crate) fn generate(function: Function, activity: &Activity, plan: &Plan, request: Request) -> Sweeps {
    let mut sweep = Sweep {
        shapes: shapes(&function),
        function,
        activity,
        plan,
        outermost: request.outermost,
        loops: 0,
        arms: 0,
        slots: BTreeMap::new(),
        pending: Vec::new(),
        columns: None,
        schedule: request.schedule,
        refused: BTreeSet::new(),
        fused: BTreeSet::new(),
        uses_tape: false,
        lengths: BTreeMap::new(),
        sites: Vec::new(),
        declared: request.given.keys().copied().collect(),
        shadows: request.given,
    };
    let body = sweep.function.body.clone();
    let Order { forward, reverse, late } = if request.outermost == Outermost::OnTape {
        let mut forward = sweep.forward_block(&body);
        sweep.record_locals(&body, &mut forward);
        Order { forward, reverse: sweep.reverse_outermost(&body), late: Vec::new() }
    } else {
        // A closure may hold the reverse sweep: structs of references are made again at its start.
        let mut again = Vec::new();
        sweep.restore_locals(&body, &mut again);
        let Order { forward, reverse, late } = sweep.in_order(&body, &BTreeSet::new());
        again.extend(reverse);
        Order { forward, reverse: again, late }
    };
    let mut reverse = reverse;
    cleared::set(&sweep.function, &sweep.shadows, &mut reverse, &late);
    let restored = sweep.restored(&reverse);
    let Sweep { function, uses_tape, sites, shadows, declared, fused, refused, .. } = sweep;
    Sweeps { function, forward, reverse, late, uses_tape, sites, shadows, declared, fused, refused, restored }
}

/// Containers that are made with a length which they keep: their shadows are made with the same.
pub(crate) fn shapes(function: &Function) -> BTreeMap<VarId, Expr> {
    let mut shapes = BTreeMap::new();
    function.body.for_each_stmt(&mut |stmt| {
        if let StmtKind::Let { var, value: Expr::Repeat { len, vec: true, .. } } = &stmt.kind
            && let crate::types::Ty::Vec(element) = &function.var(*var).ty
            && element.is_float()
            && crate::fuse::keeps_length(function, *var)
            && crate::fuse::is_fixed(function, &Expr::Tokens(len.clone()))
        {
            let element = Box::new(Expr::Number(0.0));
            shapes.insert(*var, Expr::Repeat { element, len: len.clone(), vec: true });
        }
    });
    shapes
}

impl Sweep<'_> {
    /// Whether records go to the tape here.
    pub(crate) fn on_tape(&self) -> bool {
        self.loops > 0 || self.outermost == Outermost::OnTape
    }

    fn reverse_outermost(&mut self, body: &Block) -> Vec<Stmt> {
        let mut out = Vec::new();
        self.restore_locals(body, &mut out);
        self.reverse_stmts(&body.stmts, &mut out);
        out
    }

    /// The adjoint of a block whose locals ended with it.
    fn reverse_inner(&mut self, block: &Block) -> Block {
        let mut out = Vec::new();
        let outside = self.declared.clone();
        self.restore_locals(block, &mut out);
        self.reverse_stmts(&block.stmts, &mut out);
        self.declared = outside;
        self.function.block(out)
    }

    fn reverse_stmts(&mut self, stmts: &[Stmt], out: &mut Vec<Stmt>) {
        for stmt in stmts.iter().rev() {
            self.reverse_stmt(stmt, out);
        }
    }

    pub(crate) fn reverse_stmt(&mut self, stmt: &Stmt, out: &mut Vec<Stmt>) {
        let plan = self.plan;
        // What they recorded stands on the tape already, for their own reverse.
        out.extend_from_slice(plan.remade.before(stmt.id));
        if let StmtKind::InPlace(change) = &stmt.kind {
            return self.reverse_in_place(stmt, change, out);
        }
        if !record::is_reversed(stmt, self.activity) {
            return self.restore(stmt, out);
        }
        if self.plan.moves.contains(&stmt.id) {
            // The shadow of what moves starts with that of what it became.
            match &stmt.kind {
                StmtKind::Let { var: target, .. } | StmtKind::Assign { place: Place { root: target, .. }, .. }
                    if self.activity.is_active(*target) =>
                {
                    self.declare_zero(*target, out);
                }
                _ => {}
            }
        }
        match &self.with_kept(stmt).kind {
            StmtKind::Let { var, value } => self.reverse_let(*var, value, stmt.span, out),
            StmtKind::Eval(value) => self.reverse_call_stmt(value, stmt.span, out),
            StmtKind::Assign { place, update, value } => {
                self.restore(stmt, out);
                self.reverse_assign(place, *update, value, stmt.span, out);
            }
            StmtKind::Branch { selector: Selector::Checkpoint(snapshots), arms } => {
                arms.iter().for_each(|arm| self.reverse_checkpoint(stmt, *snapshots, arm, out));
            }
            StmtKind::Branch { selector, arms } => self.reverse_branch(stmt, selector, arms, out),
            StmtKind::Loop(looped) => {
                self.reverse_loop(stmt, looped, out);
                self.restore(stmt, out);
            }
            _ => {}
        }
    }

    /// Variables of the primal that `reverse` changes and does not declare.
    fn restored(&self, reverse: &[Stmt]) -> Vec<VarId> {
        let shadows: BTreeSet<VarId> = self.shadows.values().copied().collect();
        let mut all = BTreeSet::new();
        changed_outside(reverse, &mut BTreeSet::new(), &mut all);
        all.into_iter().filter(|var| !shadows.contains(var)).collect()
    }

    /// Brings back what `stmt` overwrote.
    pub(crate) fn restore(&mut self, stmt: &Stmt, out: &mut Vec<Stmt>) {
        let saves = self.plan.saves.get(&stmt.id).cloned().unwrap_or_default();
        for (index, save) in saves.into_iter().enumerate().rev() {
            match save {
                record::Save::Place(place) => {
                    self.load_into(Key::Save(stmt.id, index), &place, stmt.span, out);
                }
                record::Save::Slice(place, conditions) => {
                    let restore = self.function.stmt(StmtKind::RestoreSlice { place }, stmt.span);
                    out.push(crate::forward::where_loops_run(&mut self.function, restore, &conditions));
                }
            }
        }
    }

    /// Brings the locals of an inner block into scope again.
    fn restore_locals(&mut self, block: &Block, out: &mut Vec<Stmt>) {
        let locals = self.plan.locals.get(&block.id).cloned().unwrap_or_default();
        self.restore_recorded(block, &locals, out);
        self.restore_lengths(block, out);
        for (var, origin) in locals {
            let kind = match origin {
                Origin::Again(value) => StmtKind::Let { var, value },
                Origin::Blank => StmtKind::Declare { var },
                Origin::Recorded => continue,
            };
            out.push(self.function.stmt(kind, self.function.var(var).name.span()));
        }
    }

    /// The lengths of locals, for the zeros of their shadows.
    fn restore_lengths(&mut self, block: &Block, out: &mut Vec<Stmt>) {
        for var in self.plan.lengths.get(&block.id).cloned().unwrap_or_default().into_iter().rev() {
            let length = self.length_of(var);
            let key = Key::Length(block.id, var);
            if self.slots.get(&key) != Some(&length) {
                let value = self.load(key, &Place::of(length));
                let span = self.function.var(var).name.span();
                out.push(self.function.stmt(StmtKind::Let { var: length, value }, span));
            }
            if let Some(zero) = zero_of(&self.function.var(var).ty.element()) {
                let name = &self.function.var(length).name;
                let stream = quote::quote!(#name);
                let len = crate::ir::Tokens { stream, reads: vec![length], flows: Vec::new(), cheap: true };
                self.shapes.insert(var, Expr::Repeat { element: Box::new(zero), len, vec: true });
            }
        }
    }

    fn restore_recorded(&mut self, block: &Block, locals: &[(VarId, Origin)], out: &mut Vec<Stmt>) {
        for (var, origin) in locals.iter().rev() {
            if let Origin::Recorded = origin {
                let key = Key::Local(block.id, *var);
                let (ty, place) = (&self.function.var(*var).ty, self.kept_place(*var));
                let value = match self.slots.get(&key) {
                    Some(slot) if !ty.is_surely_copy() => Expr::Copy(crate::forward::method("clone"), Place::of(*slot)),
                    _ => self.load(key, &place),
                };
                let value = if place.path.is_empty() { value } else { value.by_ref() };
                let span = self.function.var(*var).name.span();
                out.push(self.function.stmt(StmtKind::Let { var: *var, value }, span));
            }
        }
    }

    /// What was stored under `key`.
    fn load(&mut self, key: Key, place: &Place) -> Expr {
        if self.columns.is_some() {
            let wish = format!("{}_column", self.function.var(place.root).name);
            let slice = Ty::Slice(Box::new(Ty::float("f64")));
            let column = self.fresh(&wish, Ty::Ref(false, Box::new(slice)));
            if let Some(columns) = &mut self.columns {
                return Expr::Place(columns.element(key, column));
            }
        }
        if let Some(slot) = self.slots.get(&key) {
            Expr::var(*slot)
        } else {
            let ty = self.function.place_ty(place);
            Expr::Pop(self.recorded(place, &ty))
        }
    }

    pub(crate) fn load_into(&mut self, key: Key, place: &Place, span: Span, out: &mut Vec<Stmt>) {
        let ty = self.function.place_ty(place);
        let is_slice = matches!(ty.peel(), crate::types::Ty::Slice(_));
        let kind = match self.slots.get(&key).copied() {
            None if is_slice => StmtKind::RestoreSlice { place: crate::forward::whole_slice(place) },
            Some(slot) if is_slice => StmtKind::Eval(Expr::Runtime(
                "__private::copy_slice",
                vec![Expr::RefMut(place.clone()), Expr::var(slot).by_ref()],
            )),
            slot => {
                let value = match slot {
                    Some(slot) if !ty.is_surely_copy() => Expr::Copy(crate::forward::method("clone"), Place::of(slot)),
                    _ => self.load(key, place),
                };
                StmtKind::Assign { place: place.clone(), update: crate::ir::Update::Set, value }
            }
        };
        out.push(self.function.stmt(kind, span));
    }
}

/// What `stmts` change of the variables around them; a block may have one of the same name for itself.
fn changed_outside(stmts: &[Stmt], declared: &mut BTreeSet<VarId>, all: &mut BTreeSet<VarId>) {
    let mut own = Vec::new();
    for stmt in stmts {
        let blocks = stmt.kind.blocks();
        if blocks.is_empty() {
            let changed = crate::simplify::changed(std::slice::from_ref(stmt));
            all.extend(changed.difference(declared));
        }
        let binds: Vec<VarId> = match &stmt.kind {
            StmtKind::Loop(looped) => looped.head.binds(),
            StmtKind::Branch { selector: Selector::Match(_, patterns), .. } => {
                patterns.iter().flat_map(|pattern| &pattern.binds).copied().collect()
            }
            _ => Vec::new(),
        };
        let inside: Vec<VarId> = binds.into_iter().filter(|bind| declared.insert(*bind)).collect();
        blocks.into_iter().for_each(|block| changed_outside(&block.stmts, declared, all));
        inside.iter().for_each(|bind| _ = declared.remove(bind));
        own.extend(stmt.kind.declares().into_iter().filter(|var| declared.insert(*var)));
    }
    own.iter().for_each(|var| _ = declared.remove(var));
}

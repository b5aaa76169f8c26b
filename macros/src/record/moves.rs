//! Values that move away: those that are read again stay as clones, the others leave nothing behind.
//!
//! The shadow of a value that moves at the end of its life starts at the move: from the adjoint of what it became.

use std::collections::{BTreeMap, BTreeSet};

use super::{Needed, Outermost, Record, direct_locals};
use crate::ir::{
    Argument, Block, BlockId, Expr, Function, InPlace, Motion, Place, Role, Step, Stmt, StmtKind, Update, VarId,
};
use crate::types::Ty;

/// Where variables live, and which of them get new contents as a whole.
#[derive(Debug, Default)]
pub(super) struct Homes {
    blocks: BTreeMap<VarId, BlockId>,
    reassigned: BTreeSet<VarId>,
    /// How many statements read a variable.
    reads: BTreeMap<VarId, usize>,
    pub(super) movers: super::movers::Movers,
}

impl Homes {
    pub(super) fn of(function: &Function) -> Homes {
        let mut homes = Homes { movers: super::movers::Movers::of(function), ..Homes::default() };
        homes.note(&function.body);
        function.body.for_each_stmt(&mut |stmt| {
            stmt.kind.blocks().into_iter().for_each(|block| homes.note(block));
            let mut reads = BTreeSet::new();
            stmt.kind.for_each_own_read(&mut |var| {
                reads.insert(var);
            });
            reads.into_iter().for_each(|var| *homes.reads.entry(var).or_default() += 1);
            if let StmtKind::Assign { place, update: Update::Set, .. } = &stmt.kind
                && place.is_whole()
                && !function.var(place.root).assigned_once()
            {
                homes.reassigned.insert(place.root);
            }
        });
        homes
    }

    fn note(&mut self, block: &Block) {
        self.blocks.extend(direct_locals(block).into_iter().map(|var| (var, block.id)));
    }
}

/// The operands that `stmt` moves or copies as a whole.
pub(super) fn operands(stmt: &Stmt) -> Vec<&Expr> {
    let value = match &stmt.kind {
        StmtKind::InPlace(change @ InPlace { value: Some(value), .. }) if change.moves_value() => value,
        StmtKind::Let { value, .. } | StmtKind::Assign { value, .. } => value,
        _ => return Vec::new(),
    };
    match value {
        Expr::Call(call) => call.arguments.iter().filter_map(Argument::value).collect(),
        value => leaves(value),
    }
}

/// What stands in `value` without being made there.
fn leaves(value: &Expr) -> Vec<&Expr> {
    match value {
        Expr::Tuple(parts) | Expr::Array(parts) | Expr::VecList(parts) => parts.iter().flat_map(leaves).collect(),
        Expr::Construct(construct) => construct.fields.iter().flat_map(|(_, field)| leaves(field)).collect(),
        Expr::Assembled(assembled) => assembled.fields.iter().flat_map(|(_, field)| leaves(field)).collect(),
        value => vec![value],
    }
}

/// What becomes a field of a new value.
fn fields(stmt: &Stmt) -> Vec<&Place> {
    let value = match &stmt.kind {
        StmtKind::InPlace(InPlace { value: Some(value), .. }) => value,
        StmtKind::Let { value, .. } | StmtKind::Assign { value, .. } => value,
        _ => return Vec::new(),
    };
    let mut list = Vec::new();
    let mut stack = vec![value];
    while let Some(value) = stack.pop() {
        let fields = match value {
            Expr::Construct(construct) => &construct.fields,
            Expr::Assembled(assembled) => &assembled.fields,
            Expr::Tuple(parts) | Expr::Array(parts) | Expr::VecList(parts) => {
                stack.extend(parts);
                continue;
            }
            _ => continue,
        };
        stack.extend(fields.iter().map(|(_, field)| field));
        list.extend(fields.iter().filter_map(|(_, field)| match field {
            Expr::Place(place) => Some(place),
            _ => None,
        }));
    }
    list
}

impl Record<'_> {
    /// A value that moves away although it is read again stays as a clone.
    pub(super) fn moved(&mut self, stmt: &Stmt, needed: &Needed) {
        let moves: Vec<VarId> = operands(stmt)
            .into_iter()
            .filter_map(|value| match value {
                Expr::Place(place) if place.path.is_empty() => Some(place.root),
                _ => None,
            })
            .filter(|var| {
                let ty = &self.function.var(*var).ty;
                !ty.is_copy() && !ty.is_float_operand()
            })
            .collect();
        let is_read = |var: &VarId| needed.contains(*var) || self.activity.is_active(*var);
        let into_fields = fields(stmt).iter().any(|place| {
            let ends = place.path.is_empty() && self.ends_here(place.root);
            !self.function.place_ty(place).is_copy() && is_read(&place.root) && !ends
        });
        let is_part = self.moves_part(stmt).is_some_and(|root| is_read(&root));
        let repeats = match &stmt.kind {
            StmtKind::Let { value: Expr::Repeat { element, .. }, .. } => match &**element {
                Expr::Place(place) => !self.function.place_ty(place).is_copy(),
                _ => false,
            },
            StmtKind::InPlace(InPlace { motion: Motion::Resize(..), .. }) => !moves.is_empty(),
            _ => false,
        };
        let by_operator = self.homes.movers.takes(self.function, stmt);
        let read_again = moves.iter().any(|var| needed.contains(*var) || self.makes_objects(*var));
        // What carries a derivative gives its shape to its shadow, unless that starts here.
        let shapeless = moves.iter().any(|var| self.activity.is_active(*var) && !self.ends_here(*var));
        if repeats || read_again || shapeless || into_fields || is_part || by_operator {
            self.plan.clones.insert(stmt.id);
            self.plan.moves.remove(&stmt.id);
        } else if moves.iter().any(|var| self.activity.is_active(*var)) && !self.plan.clones.contains(&stmt.id) {
            self.plan.moves.insert(stmt.id);
        }
        let ended: Vec<VarId> = moves.into_iter().filter(|var| self.ends_here(*var)).collect();
        self.plan.moved.extend(ended);
    }

    /// What moves in a statement that has no adjoint, and is read again or gives its shape to its shadow, stays as a clone.
    pub(super) fn moved_unseen(&mut self, stmt: &Stmt, needed: &Needed) {
        let mut places = fields(stmt);
        places.extend(operands(stmt).into_iter().filter_map(|value| match value {
            Expr::Place(place) if place.path.is_empty() || self.is_moved_from(place) => Some(place),
            _ => None,
        }));
        let stays = |place: &&Place| {
            let ty = self.function.place_ty(place);
            let read =
                needed.contains(place.root) || self.activity.is_active(place.root) || self.makes_objects(place.root);
            read && !ty.is_copy() && !ty.is_float_operand() && !matches!(ty, Ty::Ref(..))
        };
        if places.iter().any(stays) {
            self.plan.clones.insert(stmt.id);
        }
    }

    /// Whether objects are made of `var` again where the reverse sweep has them no more.
    fn makes_objects(&self, var: VarId) -> bool {
        let is_there = self.outermost == Outermost::InScope && self.here == self.function.body.id;
        !is_there && self.objects.values().any(|made| made.reads(var))
    }

    /// The variable of which `stmt` moves a part away, as `let (a, b) = f(x);` and `list.push(f(x).0);` do.
    fn moves_part(&self, stmt: &Stmt) -> Option<VarId> {
        let target = match &stmt.kind {
            StmtKind::Let { var, .. } => Some(Place::of(*var)),
            StmtKind::Assign { place, .. } => Some(place.clone()),
            StmtKind::InPlace(_) => None,
            _ => return None,
        };
        let is_direct = matches!(&stmt.kind, StmtKind::Let { value, .. } | StmtKind::Assign { value, .. }
            if matches!(value, Expr::Place(_)));
        if is_direct && target.is_some_and(|target| self.function.place_ty(&target).is_copy()) {
            return None;
        }
        operands(stmt).into_iter().find_map(|value| match value {
            Expr::Place(place) if !place.path.is_empty() && self.is_moved_from(place) => Some(place.root),
            _ => None,
        })
    }

    /// Whether what stands at `place` may leave its variable when it is used as a value.
    fn is_moved_from(&self, place: &Place) -> bool {
        let fields = place.path.iter().all(|step| matches!(step, Step::Field(_) | Step::Unbox));
        let is_reference = matches!(self.function.var(place.root).ty, Ty::Ref(..));
        fields && !is_reference && !self.function.place_ty(place).is_copy()
    }

    /// Whether `var` ends with the present statement: nothing but what is before it in its block knows it.
    fn ends_here(&self, var: VarId) -> bool {
        matches!(self.function.var(var).role, Role::Local | Role::Temporary)
            && self.function.result != Some(var)
            && (is_moved(&self.function.var(var).ty) || self.homes.reads.get(&var) == Some(&1))
            && self.homes.blocks.get(&var) == Some(&self.here)
            && !self.homes.reassigned.contains(&var)
            && !self.is_state(var)
    }

    /// Whether the reverse sweep sets `var` back to what it was before a checkpoint.
    fn is_state(&self, var: VarId) -> bool {
        let mut states = self.plan.checkpoints.values().flat_map(|checkpoint| &checkpoint.state);
        states.any(|place| place.root == var)
    }
}

/// Surely not `Copy`: after a move nothing reads it.
fn is_moved(ty: &Ty) -> bool {
    match ty {
        Ty::Vec(_) => true,
        Ty::Array(inner, _) | Ty::Option(inner) => is_moved(inner),
        Ty::Tuple(fields) => fields.iter().any(is_moved),
        Ty::Named(path) => crate::types::is_deque(path) || crate::types::is_map(path),
        _ => false,
    }
}

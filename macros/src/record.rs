//! Which primal values the reverse sweep reads, and where it finds them.
//!
//! A value that is read again is, in this order, *still there* (nothing is planned), *run again* (a cheap local of an
//! inner block), or *recorded*: before the statement that overwrites it, or at the end of the block whose local it is.
//! The analysis goes forward with the set of variables whose present contents an adjoint of an earlier statement
//! needs (the to-be-recorded analysis of Hascoët, Naumann and Pascual, 2005); loops are iterated until nothing changes.
//!
//! After this pass: when the reverse sweep reaches a statement, every variable that its adjoint reads holds the
//! contents that it had before the statement.

use std::collections::{BTreeMap, BTreeSet};

use crate::activity::Activity;
use crate::fuse::{self, Rerun};
use crate::ir::{
    Argument, Block, BlockId, Expr, Function, Head, Loop, Place, Role, Selector, Step, Stmt, StmtId, StmtKind, Update,
    VarId,
};
use crate::rules::{self, Operation};
use crate::types::Ty;

/// Stands for an adjoint where only the reads of a rule matter.
const ADJOINT: VarId = VarId(u32::MAX);

/// Where the reverse sweep finds a local of an inner block.
#[derive(Clone, Debug)]
pub enum Origin {
    Recorded,
    /// Computed again from what is there.
    Again(Expr),
    /// Not read before a save brings it back: only the variable must be there.
    Blank,
}

/// What is saved before a statement overwrites it.
#[derive(Clone, Debug)]
pub enum Save {
    /// One element or variable.
    Place(Place),
    /// The elements `lo..hi` that a loop overwrites one by one.
    Slice(Place),
}

/// How the reverse sweep knows which arm ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The condition is evaluated again.
    Again,
    Recorded,
}

/// What the sweeps do beside the computation.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub saves: BTreeMap<StmtId, Vec<Save>>,
    pub locals: BTreeMap<BlockId, Vec<(VarId, Origin)>>,
    pub choices: BTreeMap<StmtId, Choice>,
    /// Loops whose number of iterations is recorded.
    pub counted: BTreeSet<StmtId>,
    /// Loops whose iterations run again, each just before its reverse.
    pub reruns: BTreeMap<StmtId, Rerun>,
    /// Loops without inner recording, whose numbers lie on the tape in columns.
    pub columns: BTreeSet<StmtId>,
    /// Methods of containers that the reverse sweep takes back, because the contents before them are read.
    pub undone: BTreeSet<StmtId>,
    /// Statements that move a value which is read again.
    pub clones: BTreeSet<StmtId>,
    /// Variables that some reverse statement reads.
    pub read: BTreeSet<VarId>,
}

/// Where the locals of the outermost block are in the reverse sweep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outermost {
    /// In scope: both sweeps stand in one body.
    InScope,
    /// On the tape: the sweeps are functions of their own.
    OnTape,
}

struct Record<'a> {
    function: &'a Function,
    activity: &'a Activity,
    plan: Plan,
    outermost: Outermost,
    /// In a loop that records, so that an inner loop does too.
    depth: usize,
    /// Statements of running extremes, which have a rule of their own.
    extremes: BTreeSet<StmtId>,
    once: BTreeSet<StmtId>,
}

/// Plans the recording for `function`.
///
/// Loops in `once` run only once: they are not rerun.
pub fn plan(function: &Function, activity: &Activity, outermost: Outermost, once: &BTreeSet<StmtId>) -> Plan {
    let mut pass = Record {
        function,
        activity,
        plan: Plan::default(),
        outermost,
        depth: 0,
        extremes: BTreeSet::new(),
        once: once.clone(),
    };
    let mut needed = BTreeSet::new();
    if outermost == Outermost::OnTape {
        needed.extend(function.parameters.iter().filter(|p| p.is_inout()).map(|p| p.var));
    }
    pass.stmts(&function.body, &mut needed);
    if outermost == Outermost::OnTape {
        let mut locals: Vec<VarId> =
            function.parameters.iter().filter(|p| p.reference().is_none()).map(|p| p.var).collect();
        locals.extend(direct_locals(&function.body));
        // Without its contents, the adjoint of a container would have no shape.
        let shapeless = function.parameters.iter().filter(|parameter| {
            parameter.active
                && parameter.reference().is_none()
                && crate::reverse::zero_of(&function.var(parameter.var).ty).is_none()
        });
        needed.extend(shapeless.map(|parameter| parameter.var));
        pass.end_of_block(&function.body, &locals, &mut needed);
    }
    pass.plan
}

/// Whether the reverse sweep has anything to do for `stmt`.
pub fn is_reversed(stmt: &Stmt, activity: &Activity) -> bool {
    match &stmt.kind {
        StmtKind::Let { var, value } => {
            activity.is_active(*var)
                || value.call().is_some_and(|call| call.writes().iter().any(|var| activity.is_active(*var)))
        }
        StmtKind::Eval(value) => {
            value.call().is_some_and(|call| call.writes().iter().any(|var| activity.is_active(*var)))
        }
        StmtKind::Assign { place, .. } | StmtKind::Push { place, .. } | StmtKind::Swap { place, .. } => {
            activity.is_active(place.root)
        }
        StmtKind::Branch { arms, .. } => arms.iter().any(|arm| is_block_reversed(arm, activity)),
        StmtKind::Loop(looped) => is_block_reversed(&looped.body, activity),
        _ => false,
    }
}

fn is_block_reversed(block: &Block, activity: &Activity) -> bool {
    block.stmts.iter().any(|stmt| is_reversed(stmt, activity))
}

/// The locals that the statements of `block` itself declare.
pub fn direct_locals(block: &Block) -> Vec<VarId> {
    block.stmts.iter().flat_map(|stmt| stmt.kind.declares()).collect()
}

/// Without early exit and over a range: the reverse sweep runs the range backwards.
pub fn runs_backwards(looped: &Loop) -> bool {
    looped.until.is_empty() && matches!(looped.head, Head::For { .. })
}

/// What the adjoint of `stmt` itself reads of the primal.
pub fn adjoint_reads(function: &Function, activity: &Activity, stmt: &Stmt) -> Vec<VarId> {
    if !is_reversed(stmt, activity) {
        return Vec::new();
    }
    let (plan, outermost) = (Plan::default(), Outermost::InScope);
    let (extremes, once) = (BTreeSet::new(), BTreeSet::new());
    Record { function, activity, plan, outermost, depth: 0, extremes, once }.adjoint_reads(&stmt.kind)
}

impl Record<'_> {
    fn need(&mut self, needed: &mut BTreeSet<VarId>, reads: impl IntoIterator<Item = VarId>) {
        for var in reads {
            if var != ADJOINT {
                needed.insert(var);
                self.plan.read.insert(var);
            }
        }
    }

    fn stmts(&mut self, block: &Block, needed: &mut BTreeSet<VarId>) {
        for stmt in &block.stmts {
            self.stmt(stmt, needed);
        }
    }

    fn stmt(&mut self, stmt: &Stmt, needed: &mut BTreeSet<VarId>) {
        if !is_reversed(stmt, self.activity) {
            return self.passive(stmt, needed);
        }
        if self.extremes.contains(&stmt.id) {
            return;
        }
        self.moved(stmt, needed);
        match &stmt.kind {
            StmtKind::Let { .. } | StmtKind::Eval(_) => {
                let reads = self.adjoint_reads(&stmt.kind);
                self.need(needed, reads);
            }
            StmtKind::Assign { place, .. } => self.assign(stmt, place, needed),
            StmtKind::Push { place, value } => {
                self.undo(stmt, place, needed);
                let mut reads = Vec::new();
                place.for_each_index(&mut |var| reads.push(var));
                if let Expr::Place(source) = value {
                    source.for_each_index(&mut |var| reads.push(var));
                }
                self.need(needed, reads);
            }
            StmtKind::Swap { place, i, j } => {
                self.undo(stmt, place, needed);
                let mut reads = Vec::new();
                i.for_each_read(&mut |var| reads.push(var));
                j.for_each_read(&mut |var| reads.push(var));
                place.for_each_index(&mut |var| reads.push(var));
                self.need(needed, reads);
            }
            StmtKind::Branch { selector, arms } => self.branch(stmt, selector, arms, needed),
            StmtKind::Loop(looped) => self.looped(stmt, looped, needed),
            _ => {}
        }
    }

    fn undo(&mut self, stmt: &Stmt, place: &Place, needed: &BTreeSet<VarId>) {
        if needed.contains(&place.root) {
            self.plan.undone.insert(stmt.id);
        }
    }

    /// A statement without an adjoint: what it overwrites is saved before it as a whole.
    fn passive(&mut self, stmt: &Stmt, needed: &mut BTreeSet<VarId>) {
        let mut writes: BTreeSet<VarId> = stmt.kind.own_writes().into_iter().collect();
        for block in stmt.kind.blocks() {
            let inside = block.declared();
            writes.extend(block.writes().into_iter().filter(|var| !inside.contains(var)));
        }
        let saved: Vec<Save> =
            writes.into_iter().filter(|var| needed.contains(var)).map(|var| Save::Place(self.contents(var))).collect();
        if !saved.is_empty() {
            self.plan.saves.insert(stmt.id, saved);
        }
    }

    /// All of a variable; behind a reference, what it refers to.
    fn contents(&self, var: VarId) -> Place {
        let mut place = Place::of(var);
        if let Ty::Ref(_, inner) = &self.function.var(var).ty
            && !matches!(**inner, Ty::Slice(_))
        {
            place.path.push(Step::Deref);
        }
        place
    }

    fn assign(&mut self, stmt: &Stmt, place: &Place, needed: &mut BTreeSet<VarId>) {
        let root = place.root;
        let reads = self.adjoint_reads(&stmt.kind);
        let fresh = self.function.var(root).assigned_once();
        if !fresh && (needed.contains(&root) || reads.contains(&root)) {
            self.plan.saves.insert(stmt.id, vec![Save::Place(place.clone())]);
        }
        if place.is_whole() {
            needed.remove(&root);
        }
        let whole = place.is_whole() && !fresh;
        self.need(needed, reads.into_iter().filter(|var| !(whole && *var == root)));
        if whole && self.plan.saves.contains_key(&stmt.id) {
            self.plan.read.insert(root);
        }
    }

    /// A value that moves away although it is read again stays as a clone.
    fn moved(&mut self, stmt: &Stmt, needed: &BTreeSet<VarId>) {
        let mut moves = Vec::new();
        let mut note = |value: &Expr| {
            if let Expr::Place(place) = value {
                let ty = self.function.place_ty(place);
                if !ty.is_copy() && !ty.is_float_operand() && place.path.is_empty() {
                    moves.push(place.root);
                }
            }
        };
        match &stmt.kind {
            StmtKind::Let { value, .. } | StmtKind::Assign { value, .. } | StmtKind::Push { value, .. } => {
                note(value);
                if let Some(call) = value.call() {
                    call.arguments.iter().for_each(|argument| {
                        if let Argument::Value(value) = argument {
                            note(value);
                        }
                    });
                }
            }
            _ => {}
        }
        let repeats = match &stmt.kind {
            StmtKind::Let { value: Expr::Repeat { element, .. }, .. } => match &**element {
                Expr::Place(place) => !self.function.place_ty(place).is_copy(),
                _ => false,
            },
            _ => false,
        };
        if repeats {
            self.plan.clones.insert(stmt.id);
        }
        if moves.iter().any(|var| needed.contains(var) || self.function.parameters.iter().any(|p| p.var == *var)) {
            self.plan.clones.insert(stmt.id);
        }
    }

    fn branch(&mut self, stmt: &Stmt, selector: &Selector, arms: &[Block], needed: &mut BTreeSet<VarId>) {
        let mut reads = Vec::new();
        selector.for_each_read(&mut |var| reads.push(var));
        let cheap = match selector {
            Selector::If(Expr::Tokens(tokens)) => tokens.cheap,
            Selector::If(expr) => expr.is_atom(),
            _ => false,
        };
        let choice = if cheap && reads.iter().all(|var| self.stays(*var)) { Choice::Again } else { Choice::Recorded };
        self.plan.choices.insert(stmt.id, choice);
        if choice == Choice::Again {
            self.need(needed, reads);
        }
        let before = needed.clone();
        for (index, arm) in arms.iter().enumerate() {
            let mut inside = before.clone();
            self.stmts(arm, &mut inside);
            let mut locals = match selector {
                Selector::Match(_, patterns) => patterns[index].binds.clone(),
                _ => Vec::new(),
            };
            locals.extend(direct_locals(arm));
            self.end_of_block(arm, &locals, &mut inside);
            needed.extend(inside);
        }
    }

    /// Whether `var` can be read at any point of the reverse sweep without recording.
    fn stays(&self, var: VarId) -> bool {
        let info = self.function.var(var);
        if info.mutable {
            return false;
        }
        match info.role {
            Role::Counter => true,
            Role::Parameter => {
                self.outermost == Outermost::InScope
                    || self.function.parameters.iter().any(|p| p.var == var && p.reference().is_some())
            }
            _ => self.outermost == Outermost::InScope && direct_locals(&self.function.body).contains(&var),
        }
    }

    fn looped(&mut self, stmt: &Stmt, looped: &Loop, needed: &mut BTreeSet<VarId>) {
        if self.depth == 0
            && !self.once.contains(&stmt.id)
            && self.outermost == Outermost::InScope
            && let Some(rerun) = fuse::rerun(self.function, self.activity, looped, needed)
        {
            return self.rerun(stmt, looped, rerun, needed);
        }
        self.depth += 1;
        self.plan.saves.remove(&stmt.id);
        let backwards = runs_backwards(looped);
        if backwards {
            let mut reads = Vec::new();
            looped.head.for_each_read(&mut |var| reads.push(var));
            self.need(needed, reads);
        } else {
            self.plan.counted.insert(stmt.id);
        }
        let mut locals = if backwards { Vec::new() } else { looped.head.binds() };
        locals.extend(direct_locals(&looped.body));
        loop {
            let mut inside = needed.clone();
            self.stmts(&looped.body, &mut inside);
            self.end_of_block(&looped.body, &locals, &mut inside);
            let size = needed.len();
            needed.extend(inside);
            if needed.len() == size {
                break;
            }
        }
        if backwards {
            self.slices(stmt, looped, needed);
        }
        if backwards && crate::columns::fits(self.function, self.activity, &self.plan, looped) {
            self.plan.columns.insert(stmt.id);
        } else {
            self.plan.columns.remove(&stmt.id);
        }
        let killed: Vec<VarId> = needed.iter().copied().filter(|var| fuse::kills(self.function, stmt, *var)).collect();
        for var in killed {
            // What is needed of it from here on is written after the loop, or by it.
            if !self.reads_in_reverse(&looped.body, var) {
                needed.remove(&var);
            }
        }
        self.depth -= 1;
    }

    /// Each iteration runs again just before its reverse: all that it reads from outside must be there.
    fn rerun(&mut self, stmt: &Stmt, looped: &Loop, rerun: Rerun, needed: &mut BTreeSet<VarId>) {
        let declared = looped.body.declared();
        let mut reads = looped.body.reads();
        looped.head.for_each_read(&mut |var| reads.push(var));
        let own = looped.head.binds();
        let outside = |var: &VarId| !declared.contains(var) && !own.contains(var) && !rerun.accumulators.contains(var);
        let mut inside = BTreeSet::new();
        self.extremes.extend(rerun.extremes.values().flat_map(|extreme| [extreme.made, extreme.stored]));
        self.depth += 1;
        self.stmts(&looped.body, &mut inside);
        self.depth -= 1;
        let reads: Vec<VarId> = reads.into_iter().filter(outside).filter(|var| !rerun.private.contains(var)).collect();
        self.need(needed, reads);
        let overwritten = rerun.accumulators.iter().filter(|var| needed.contains(var));
        let saves: Vec<Save> = overwritten.map(|var| Save::Place(self.contents(*var))).collect();
        if saves.is_empty() {
            self.plan.saves.remove(&stmt.id);
        } else {
            self.plan.saves.insert(stmt.id, saves);
        }
        let extremes: Vec<VarId> = rerun.extremes.keys().copied().collect();
        self.need(needed, extremes);
        self.plan.reruns.insert(stmt.id, rerun);
    }

    /// Where a loop overwrites `a[i]` for its counter `i`, the elements are saved at once, before the loop.
    fn slices(&mut self, stmt: &Stmt, looped: &Loop, needed: &BTreeSet<VarId>) {
        for (inner, place) in fuse::swept(self.function, looped) {
            let saved = matches!(self.plan.saves.get(&inner), Some(saves) if saves.len() == 1);
            if saved && needed.contains(&place.root) && !self.reads_in_reverse(&looped.body, place.root) {
                self.plan.saves.remove(&inner);
                self.plan.saves.entry(stmt.id).or_default().push(Save::Slice(place));
            }
        }
    }

    /// Whether the adjoint of anything in `block` reads `var`.
    fn reads_in_reverse(&self, block: &Block, var: VarId) -> bool {
        let mut found = false;
        block.for_each_stmt(&mut |stmt| {
            if is_reversed(stmt, self.activity) {
                found |= self.adjoint_reads(&stmt.kind).contains(&var);
                if let (StmtKind::Branch { selector, .. }, Some(Choice::Again)) =
                    (&stmt.kind, self.plan.choices.get(&stmt.id))
                {
                    selector.for_each_read(&mut |read| found |= read == var);
                }
                if let StmtKind::Loop(looped) = &stmt.kind {
                    looped.head.for_each_read(&mut |read| found |= read == var);
                }
            }
            if let Some(locals) = stmt.kind.blocks().iter().find_map(|block| self.plan.locals.get(&block.id)) {
                found |= locals.iter().any(|(_, origin)| matches!(origin, Origin::Again(expr) if expr.reads(var)));
            }
        });
        if let Some(locals) = self.plan.locals.get(&block.id) {
            found |= locals.iter().any(|(_, origin)| matches!(origin, Origin::Again(expr) if expr.reads(var)));
        }
        found
    }

    /// Decides for the locals of a block that ends where the reverse sweep finds them.
    fn end_of_block(&mut self, block: &Block, locals: &[VarId], needed: &mut BTreeSet<VarId>) {
        for var in locals {
            let reads = self.shape_reads(block, *var);
            self.need(needed, reads);
        }
        let writes = block.writes();
        let mut origins = Vec::new();
        for var in locals.iter().rev() {
            if !needed.remove(var) {
                continue;
            }
            let origin = match self.run_again(block, &writes, *var) {
                Some(expr) => {
                    let mut reads = Vec::new();
                    expr.for_each_read(&mut |var| reads.push(var));
                    self.need(needed, reads);
                    Origin::Again(expr)
                }
                None => Origin::Recorded,
            };
            origins.push((*var, origin));
        }
        origins.reverse();
        // An operand may have been declared after the local that reads it was decided: decide once more.
        let missed = locals.iter().any(|var| needed.contains(var));
        self.plan.locals.insert(block.id, origins);
        if missed {
            for (var, _) in self.plan.locals.remove(&block.id).unwrap_or_default() {
                needed.insert(var);
            }
            self.record_all(block, locals, needed);
        }
        self.blanks(block, locals);
    }

    /// Locals that a save inside of the block brings back, although their last contents are not read.
    fn blanks(&mut self, block: &Block, locals: &[VarId]) {
        let mut saved = BTreeSet::new();
        block.for_each_stmt(&mut |stmt| {
            for save in self.plan.saves.get(&stmt.id).into_iter().flatten() {
                let (Save::Place(place) | Save::Slice(place)) = save;
                saved.insert(place.root);
            }
        });
        let origins = self.plan.locals.entry(block.id).or_default();
        for var in locals {
            if saved.contains(var) && !origins.iter().any(|(known, _)| known == var) {
                origins.push((*var, Origin::Blank));
            }
        }
    }

    fn record_all(&mut self, block: &Block, locals: &[VarId], needed: &mut BTreeSet<VarId>) {
        let origins =
            locals.iter().filter(|var| needed.remove(var)).map(|var| (*var, Origin::Recorded)).collect::<Vec<_>>();
        self.plan.locals.insert(block.id, origins);
    }

    /// The cheap expression that gives the value of `var` at the end of `block`, if there is one.
    fn run_again(&self, block: &Block, writes: &[VarId], var: VarId) -> Option<Expr> {
        let info = self.function.var(var);
        if info.mutable || info.deferred {
            return None;
        }
        let value = block.stmts.iter().find_map(|stmt| match &stmt.kind {
            StmtKind::Let { var: declared, value } if *declared == var => Some(value),
            _ => None,
        })?;
        if !is_cheap(value) || self.reads_own_container(value) {
            return None;
        }
        let mut stable = true;
        value.for_each_read(&mut |read| stable &= !writes.contains(&read));
        stable.then(|| value.clone())
    }

    /// Tokens that look into a container of the function's own: a number is cheaper to keep than the container.
    fn reads_own_container(&self, value: &Expr) -> bool {
        let Expr::Tokens(tokens) = value else { return false };
        tokens.reads.iter().any(|var| {
            let info = self.function.var(*var);
            let borrowed = info.role == Role::Parameter && matches!(info.ty, Ty::Ref(..));
            !info.ty.is_scalar() && !borrowed
        })
    }

    /// What the adjoint of a statement reads of the primal.
    fn adjoint_reads(&self, kind: &StmtKind) -> Vec<VarId> {
        let mut reads = Vec::new();
        match kind {
            StmtKind::Let { var, value } => {
                self.value_reads(value, &Place::of(*var), &mut reads);
            }
            StmtKind::Eval(value) => self.value_reads(value, &Place::of(ADJOINT), &mut reads),
            StmtKind::Assign { place, update, value } => {
                place.for_each_index(&mut |var| reads.push(var));
                match update {
                    Update::Set => {
                        // The adjoint starts again from the zero of the old contents.
                        if crate::reverse::zero_of(&self.function.place_ty(place)).is_none() {
                            reads.push(place.root);
                        }
                        self.value_reads(value, place, &mut reads);
                    }
                    Update::By(op) => {
                        let old = Expr::Place(place.clone());
                        let combined = match op {
                            crate::ir::Op::Add | crate::ir::Op::Sub => value.clone(),
                            _ => Expr::Binary(*op, Box::new(old), Box::new(value.clone())),
                        };
                        self.value_reads(&combined, place, &mut reads);
                    }
                }
            }
            _ => {}
        }
        reads.retain(|var| *var != ADJOINT);
        reads
    }

    /// What the zero of the shadow of a local reads: the length that made it, or the local itself.
    fn shape_reads(&self, block: &Block, var: VarId) -> Vec<VarId> {
        if !self.activity.is_active(var) || crate::reverse::zero_of(&self.function.var(var).ty).is_some() {
            return Vec::new();
        }
        let made = block.stmts.iter().find(|stmt| stmt.kind.declares().contains(&var));
        if let Some(Stmt { kind: StmtKind::Let { value: Expr::Repeat { len, vec: true, .. }, .. }, .. }) = made
            && crate::reverse::shapes(self.function).contains_key(&var)
        {
            return len.reads.clone();
        }
        let mut by_parts = false;
        for stmt in &block.stmts {
            for inner in stmt.kind.blocks() {
                by_parts |= inner.reads().contains(&var) || inner.writes().contains(&var);
            }
            by_parts |= reads_part(&stmt.kind, var);
        }
        if by_parts { vec![var] } else { Vec::new() }
    }

    fn value_reads(&self, value: &Expr, result: &Place, reads: &mut Vec<VarId>) {
        if let Some(call) = value.call() {
            for argument in &call.arguments {
                match argument {
                    Argument::Borrow(_, place) => {
                        reads.push(place.root);
                        place.for_each_index(&mut |var| reads.push(var));
                    }
                    Argument::Value(Expr::Place(place)) => place.for_each_index(&mut |var| reads.push(var)),
                    Argument::Value(_) => {}
                }
            }
            return;
        }
        let (result, seed) = (Expr::Place(result.clone()), Expr::var(ADJOINT));
        let active = |place: &Place| self.activity.is_active(place.root);
        let operation = Operation { value, result: &result, seed: &seed };
        let cotangents = rules::cotangents(self.function, &active, operation);
        if let Some(shared) = &cotangents.shared {
            shared.for_each_read(&mut |var| reads.push(var));
        }
        for (place, cotangent) in &cotangents.parts {
            place.for_each_index(&mut |var| reads.push(var));
            if let rules::Cotangent::Value(value) = cotangent {
                value.for_each_read(&mut |var| reads.push(var));
            }
        }
    }
}

/// Whether a part of `var` is read or written, or `var` is borrowed: its shadow then starts with zeros.
fn reads_part(kind: &StmtKind, var: VarId) -> bool {
    let part = |place: &Place| place.root == var && !place.path.is_empty();
    let values: Vec<&Expr> = match kind {
        StmtKind::Let { value, .. } | StmtKind::Eval(value) => vec![value],
        StmtKind::Assign { place, value, .. } if !part(place) => vec![value],
        StmtKind::Assign { .. } => return true,
        StmtKind::Push { place, value } => {
            if place.root == var {
                return true;
            }
            vec![value]
        }
        StmtKind::Swap { place, .. } => return place.root == var,
        _ => return false,
    };
    let mut stack = values;
    while let Some(value) = stack.pop() {
        match value {
            Expr::Place(place) | Expr::Copy(_, place) if part(place) => return true,
            Expr::Call(call) => {
                for argument in &call.arguments {
                    match argument {
                        Argument::Borrow(_, place) if place.root == var => return true,
                        Argument::Value(value) => stack.push(value),
                        Argument::Borrow(..) => {}
                    }
                }
            }
            _ => {}
        }
        stack.extend(value.operands());
    }
    false
}

/// Costs no more than reading it back from the tape.
fn is_cheap(value: &Expr) -> bool {
    match value {
        Expr::Place(place) => place.path.iter().all(|step| !matches!(step, Step::Slice(..))),
        Expr::Number(_) => true,
        Expr::Tokens(tokens) => tokens.cheap,
        Expr::Neg(a) | Expr::Cast(a, _) => is_cheap(a),
        Expr::Binary(op, a, b) => {
            matches!(op, crate::ir::Op::Add | crate::ir::Op::Sub | crate::ir::Op::Mul) && is_cheap(a) && is_cheap(b)
        }
        _ => false,
    }
}

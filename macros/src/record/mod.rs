//! Which primal values the reverse sweep reads, and where it finds them.
//!
//! A value that is read again is, in this order, *still there* (nothing is planned), *run again* (a cheap local of an
//! inner block), or *recorded*: before the statement that overwrites it, or at the end of the block whose local it is.
//! The analysis goes forward with the set of variables whose present contents an adjoint of an earlier statement
//! needs (the to-be-recorded analysis of Hascoët, Naumann and Pascual, 2005); loops are iterated until nothing changes.
//!
//! After this pass: when the reverse sweep reaches a statement, every variable that its adjoint reads holds the
//! contents that it had before the statement.

mod ahead;
mod checkpoint;
mod cut;
mod flow;
mod held;
mod inplace;
mod kept;
mod locals;
mod loops;
mod movers;
mod moves;
mod objects;
mod passive;
mod reads;
mod regions;
mod remade;
mod stays;
mod views;

pub use checkpoint::{Checkpoint, is_receipt, region};
pub use cut::is_computed_again;
pub use held::name_numbers;
pub use movers::clone_operands;

use std::collections::{BTreeMap, BTreeSet};

use crate::activity::Activity;
use crate::fuse::{Rerun, Why};
use crate::ir::{Block, BlockId, Expr, Function, Head, Loop, Place, Selector, Stmt, StmtId, StmtKind, VarId};

pub use kept::is_number;
use regions::{Needed, Region, Regions};
use remade::Remade;
pub use views::references;

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
    /// The elements `lo..hi` that a loop overwrites one by one, where these conditions hold: the loops around it run.
    Slice(Place, Vec<Expr>),
}

impl Save {
    /// The variable of which a part is saved.
    pub fn root(&self) -> VarId {
        let (Save::Place(place) | Save::Slice(place, _)) = self;
        place.root
    }

    /// Variables that say what is saved, and whether.
    pub fn for_each_index(&self, visit: &mut dyn FnMut(VarId)) {
        let (Save::Place(place) | Save::Slice(place, _)) = self;
        place.for_each_index(visit);
        if let Save::Slice(_, conditions) = self {
            conditions.iter().for_each(|condition| condition.for_each_read(visit));
        }
    }
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
    /// Loops that record, and why they do.
    pub recorded: BTreeMap<StmtId, Why>,
    /// Loops without inner recording, whose numbers lie on the tape in columns.
    pub columns: BTreeSet<StmtId>,
    /// Methods of containers that the reverse sweep takes back, because the contents before them are read.
    pub undone: BTreeSet<StmtId>,
    /// Statements that move a value which is read again.
    pub clones: BTreeSet<StmtId>,
    /// Statements at which the shadows of what they move start.
    pub moves: BTreeSet<StmtId>,
    /// What moves away at the end of its life.
    pub moved: BTreeSet<VarId>,
    /// Containers of inner blocks of which the reverse sweep only knows the length.
    pub lengths: BTreeMap<BlockId, Vec<VarId>>,
    /// Blocks and loops that record nothing inside, and run again in the reverse sweep.
    pub checkpoints: BTreeMap<StmtId, Checkpoint>,
    /// Positions of arguments by value of which the callee keeps no record.
    pub kept: BTreeMap<StmtId, BTreeSet<usize>>,
    /// Variables that some reverse statement reads.
    pub read: BTreeSet<VarId>,
    /// Scratch buffers that the reverse sweep fills again.
    pub remade: Remade,
}

/// Where the locals of the outermost block are in the reverse sweep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outermost {
    /// In scope: both sweeps stand in one body.
    InScope,
    /// On the tape: the sweeps are functions of their own.
    OnTape,
}

impl Plan {
    /// How many values are recorded, each counted once wherever it stands.
    pub fn records(&self) -> usize {
        let locals = self.locals.values().flatten().filter(|(_, origin)| matches!(origin, Origin::Recorded)).count();
        let saves: usize = self.saves.values().map(Vec::len).sum();
        locals + saves
    }
}

struct Record<'a> {
    function: &'a Function,
    activity: &'a Activity,
    plan: Plan,
    outermost: Outermost,
    /// In a loop that records, so that an inner loop does too.
    depth: usize,
    /// In loops that are rerun.
    rerun_depth: usize,
    /// Statements of running extremes, which have a rule of their own.
    extremes: BTreeSet<StmtId>,
    once: BTreeSet<StmtId>,
    homes: moves::Homes,
    /// Structs that hold references, with what makes them again.
    views: std::collections::BTreeMap<VarId, Expr>,
    /// What holds objects, with what makes it again.
    objects: std::collections::BTreeMap<VarId, Expr>,
    /// The block of the present statement.
    here: BlockId,
    regions: Regions,
    /// What the function overwrites anywhere.
    written: BTreeSet<Region>,
    /// Scratch buffers that are filled again.
    remade: Remade,
}

/// Plans the recording for `function`.
///
/// Loops in `once` run only once: they are not rerun.
pub fn plan(function: &Function, activity: &Activity, outermost: Outermost, once: &BTreeSet<StmtId>) -> Plan {
    let (first, remade) = planned(function, activity, outermost, once, Remade::default());
    if remade.is_empty() {
        return first;
    }
    // What is not recorded changes what is worth recording: the choice must stand there, too.
    let (mut second, again) = planned(function, activity, outermost, once, remade);
    if !again.is(&second.remade) || second.weight(function) >= first.weight(function) {
        return first;
    }
    second.remade = again;
    second
}

/// A plan that does not record what is `remade`, and what could be made again with this plan.
fn planned(
    function: &Function,
    activity: &Activity,
    outermost: Outermost,
    once: &BTreeSet<StmtId>,
    remade: Remade,
) -> (Plan, Remade) {
    let regions = Regions::default();
    let written = regions.written(&function.body);
    let mut pass = Record {
        function,
        activity,
        plan: Plan::default(),
        outermost,
        depth: 0,
        rerun_depth: 0,
        extremes: BTreeSet::new(),
        once: once.clone(),
        homes: moves::Homes::of(function),
        views: views::views(function),
        objects: objects::objects(function),
        here: function.body.id,
        regions,
        written,
        remade,
    };
    let mut needed = Needed::default();
    let all_of = |parameter: &crate::ir::Parameter| Region::whole(parameter.var);
    if outermost == Outermost::OnTape {
        function.parameters.iter().filter(|p| p.is_inout()).for_each(|p| needed.insert(all_of(p)));
    }
    // The adjoint of a parameter has the shape that it had on entry.
    let reshaped = function.parameters.iter().filter(|parameter| {
        parameter.active
            && crate::reverse::zero_of(&function.var(parameter.var).ty).is_none()
            && crate::fuse::resized(function, parameter.var)
    });
    reshaped.for_each(|parameter| needed.insert(all_of(parameter)));
    pass.stmts(&function.body, &mut needed);
    if outermost == Outermost::OnTape {
        // A function is no value that could be recorded: its reverse sweep is passed again.
        let by_value = || function.parameters.iter().filter(|p| !p.stays() && !function.functions.contains_key(&p.var));
        let mut locals: Vec<VarId> = by_value().map(|parameter| parameter.var).collect();
        locals.extend(direct_locals(&function.body));
        // Without its contents, the adjoint of a container would have no shape.
        let shapeless = by_value()
            .filter(|parameter| parameter.active && crate::reverse::zero_of(&function.var(parameter.var).ty).is_none());
        shapeless.for_each(|parameter| needed.insert(all_of(parameter)));
        pass.end_of_block(&function.body, &locals, &mut needed);
    } else {
        pass.make_views_again(&mut needed);
    }
    let again = pass.remade();
    pass.plan.remade = pass.remade;
    (pass.plan, again)
}

/// Whether a `match` may be evaluated again: a look at values, and no name bound by it.
fn is_matched_again(scrutinee: &Expr, patterns: &[crate::ir::MatchPattern]) -> bool {
    let look = match scrutinee {
        Expr::Tuple(parts) => parts.iter().all(is_look),
        other => is_look(other),
    };
    look && patterns.iter().all(|head| head.binds.is_empty() && head.guard.as_ref().is_none_or(|guard| guard.cheap))
}

fn is_look(value: &Expr) -> bool {
    match value {
        Expr::Tokens(tokens) => tokens.cheap,
        Expr::Place(_) => true,
        Expr::Ref(inner) => matches!(**inner, Expr::Place(_)),
        _ => false,
    }
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
        StmtKind::Assign { place, .. } => activity.is_active(place.root),
        StmtKind::InPlace(change) => change.targets().any(|place| activity.is_active(place.root)),
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

impl Record<'_> {
    fn need(&mut self, needed: &mut Needed, reads: impl IntoIterator<Item = Region>) {
        for read in reads {
            if read.root != ADJOINT && !self.remade.contains(read.root) {
                needed.insert(read);
                self.plan.read.insert(read.root);
            }
        }
    }

    /// All of these variables.
    fn need_all(&mut self, needed: &mut Needed, reads: impl IntoIterator<Item = VarId>) {
        self.need(needed, reads.into_iter().map(Region::whole));
    }

    fn stmts(&mut self, block: &Block, needed: &mut Needed) {
        let outside = std::mem::replace(&mut self.here, block.id);
        for stmt in &block.stmts {
            self.stmt(stmt, needed);
            let again = self.remade.reads_before(stmt.id);
            self.need_all(needed, again);
        }
        self.once(block);
        self.here = outside;
    }

    fn stmt(&mut self, stmt: &Stmt, needed: &mut Needed) {
        if let StmtKind::InPlace(change) = &stmt.kind {
            return self.in_place(stmt, change, needed);
        }
        if !is_reversed(stmt, self.activity) {
            self.moved_unseen(stmt, needed);
            return self.passive(stmt, needed);
        }
        if self.extremes.contains(&stmt.id) {
            return;
        }
        self.moved(stmt, needed);
        match &stmt.kind {
            StmtKind::Let { value, .. } | StmtKind::Eval(value) => {
                let reads = self.adjoint_reads(&stmt.kind);
                self.need(needed, reads);
                if let Some(call) = value.call() {
                    self.keep_arguments(stmt, call, needed);
                }
            }
            StmtKind::Assign { place, .. } => self.assign(stmt, place, needed),
            StmtKind::Branch { selector: Selector::Checkpoint(snapshots), arms } => {
                arms.iter().for_each(|arm| self.checkpoint(stmt, *snapshots, arm, needed));
            }
            StmtKind::Branch { selector, arms } => self.branch(stmt, selector, arms, needed),
            StmtKind::Loop(looped) => self.looped(stmt, looped, needed),
            _ => {}
        }
    }

    fn assign(&mut self, stmt: &Stmt, place: &Place, needed: &mut Needed) {
        let root = place.root;
        let reads = self.adjoint_reads(&stmt.kind);
        let fresh = self.function.var(root).assigned_once();
        let overwritten = self.regions.of(place);
        let read_here = reads.iter().any(|read| self.regions.meet(*read, overwritten));
        if !fresh && !self.remade.contains(root) && (read_here || needed.meets(&self.regions, overwritten)) {
            self.plan.saves.insert(stmt.id, vec![Save::Place(place.clone())]);
        }
        if place.is_whole() {
            needed.remove(root);
        }
        let whole = place.is_whole() && !fresh;
        self.need(needed, reads.into_iter().filter(|read| !(whole && read.root == root)));
        if whole && self.plan.saves.contains_key(&stmt.id) {
            self.plan.read.insert(root);
        }
    }

    fn branch(&mut self, stmt: &Stmt, selector: &Selector, arms: &[Block], needed: &mut Needed) {
        let mut reads = Vec::new();
        selector.for_each_read(&mut |var| reads.push(var));
        let cheap = match selector {
            Selector::If(Expr::Tokens(tokens)) => tokens.cheap,
            Selector::If(expr) => expr.is_atom(),
            Selector::Match(scrutinee, patterns) => is_matched_again(scrutinee, patterns),
            Selector::Recorded(_) | Selector::Checkpoint(_) => false,
        };
        let again = cheap && (self.is_flag(selector) || reads.iter().all(|var| self.comes_back(*var, 4)));
        let choice = if again { Choice::Again } else { Choice::Recorded };
        self.plan.choices.insert(stmt.id, choice);
        if choice == Choice::Again {
            self.need_all(needed, reads);
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
}

//! Loops of the reverse sweep that may run upwards as well: their iterations only add, or stay among their own elements.
//!
//! ```text
//! for j in (0..n).rev() { w_bar[j] += x[j] * bar; }     for j in 0..n { w_bar[j] += x[j] * bar; }
//! ```

use std::collections::{BTreeMap, BTreeSet};

use super::window;
use crate::emit;
use crate::ir::{
    Block, Direction, Expr, Function, Head, Loop, LoopId, Op, Place, Selector, Step, Stmt, StmtKind, Update, VarId,
};

/// Turns the loops among `stmts` that may run in any order.
///
/// Loops that the user wrote downwards stay: where they run for the first time, a sum in another order has another value.
pub(super) fn turn(function: &Function, stmts: &mut [Stmt]) {
    let mut written = BTreeSet::new();
    function.body.for_each_stmt(&mut |stmt| {
        if let StmtKind::Loop(looped) = &stmt.kind
            && matches!(looped.head, Head::For { direction: Direction::Down, .. })
        {
            written.insert(looped.label);
        }
    });
    turn_in(function, &written, stmts, Ends::Companion);
}

/// What ends with a list of statements.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// Its result is read afterwards.
    Companion,
    /// Its names are out of scope.
    Block,
}

fn turn_in(function: &Function, written: &BTreeSet<LoopId>, stmts: &mut [Stmt], ends: Ends) {
    for index in 0..stmts.len() {
        let (before, rest) = stmts.split_at_mut(index);
        let Some((stmt, after)) = rest.split_first_mut() else { return };
        match &mut stmt.kind {
            StmtKind::Branch { arms, .. } => {
                arms.iter_mut().for_each(|arm| turn_in(function, written, &mut arm.stmts, Ends::Block));
            }
            StmtKind::Loop(looped) => {
                turn_in(function, written, &mut looped.body.stmts, Ends::Block);
                let private = if ends == Ends::Block { private(looped, before, after) } else { BTreeSet::new() };
                let free = !written.contains(&looped.label) && is_free(function, looped, &private);
                if let Head::For { direction, .. } = &mut looped.head
                    && free
                {
                    *direction = Direction::Up;
                }
            }
            _ => {}
        }
    }
}

/// Variables of the block around that each iteration sets before it reads them, and that nothing reads afterwards.
fn private(looped: &Loop, before: &[Stmt], after: &[Stmt]) -> BTreeSet<VarId> {
    let mut all: BTreeSet<VarId> = before.iter().flat_map(|stmt| stmt.kind.declares()).collect();
    let mut drop_reads = |stmt: &Stmt| stmt.kind.for_each_own_read(&mut |var| _ = all.remove(&var));
    for stmt in after {
        drop_reads(stmt);
        stmt.kind.blocks().iter().for_each(|block| block.for_each_stmt(&mut drop_reads));
    }
    let mut set = BTreeSet::new();
    for stmt in &looped.body.stmts {
        let mut reads = BTreeSet::new();
        let mut look = |stmt: &Stmt| stmt.kind.for_each_own_read(&mut |var| _ = reads.insert(var));
        look(stmt);
        stmt.kind.blocks().iter().for_each(|block| block.for_each_stmt(&mut look));
        all.retain(|var| set.contains(var) || !reads.contains(var));
        if let StmtKind::Assign { place, update: Update::Set, .. } = &stmt.kind
            && place.path.is_empty()
        {
            set.insert(place.root);
        }
    }
    all.intersection(&set).copied().collect()
}

/// What a loop does to a variable around it.
#[derive(Default)]
struct Uses {
    read: bool,
    set: bool,
    added: bool,
    /// The elements, where each iteration has one of its own.
    own: BTreeSet<Option<String>>,
}

struct Search<'a> {
    function: &'a Function,
    counter: VarId,
    unstable: BTreeSet<VarId>,
    uses: BTreeMap<VarId, Uses>,
    free: bool,
}

fn is_free(function: &Function, looped: &Loop, private: &BTreeSet<VarId>) -> bool {
    let Head::For { counter, step: None, inclusive: false, .. } = &looped.head else { return false };
    let mut unstable: BTreeSet<VarId> = looped.body.declared().into_iter().chain(looped.body.writes()).collect();
    unstable.insert(*counter);
    let mut search =
        Search { function, counter: *counter, unstable, uses: BTreeMap::new(), free: looped.until.is_empty() };
    search.block(&looped.body);
    let own: BTreeSet<VarId> = looped.body.declared().into_iter().collect();
    search.free
        && search.uses.iter().filter(|(root, _)| !own.contains(root) && !private.contains(root)).all(|(_, uses)| {
            let only_added = uses.added && !uses.read && !uses.set;
            let only_read = !uses.added && !uses.set;
            only_added || only_read || uses.own.len() == 1 && !uses.own.contains(&None)
        })
}

impl Search<'_> {
    fn block(&mut self, block: &Block) {
        block.stmts.iter().for_each(|stmt| self.stmt(stmt));
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Let { value, .. } => self.value(value),
            StmtKind::Assign { place, update, value } => {
                match update {
                    Update::By(Op::Add | Op::Sub) if !matches!(value, Expr::Kept(..)) => {
                        self.place(place, |uses| uses.added = true);
                    }
                    _ => self.place(place, |uses| uses.set = true),
                }
                self.indices(place);
                self.value(value);
            }
            StmtKind::Eval(Expr::Runtime("__private::accumulate" | "__private::accumulate_elements", arguments)) => {
                for argument in arguments {
                    if let Expr::RefMut(place) = argument {
                        self.place(place, |uses| uses.added = true);
                        self.indices(place);
                    } else {
                        self.value(argument);
                    }
                }
            }
            StmtKind::Branch { selector: Selector::If(choice), arms } => {
                self.value(choice);
                arms.iter().for_each(|arm| self.block(arm));
            }
            StmtKind::Loop(looped) => {
                self.free &= matches!(looped.head, Head::For { .. }) && looped.until.is_empty();
                looped.head.for_each_read(&mut |var| self.uses.entry(var).or_default().read = true);
                self.block(&looped.body);
            }
            StmtKind::Heading(_) | StmtKind::Declare { .. } => {}
            _ => self.free = false,
        }
    }

    /// Only formulas: nothing on the tape, nothing that is called.
    fn value(&mut self, value: &Expr) {
        match value {
            Expr::Place(place) => {
                self.place(place, |uses| uses.read = true);
                self.indices(place);
            }
            Expr::Tokens(tokens) => {
                self.free &= tokens.cheap;
                for var in &tokens.reads {
                    self.note(*var, None, |uses| uses.read = true);
                }
            }
            Expr::Number(_) | Expr::Neg(_) | Expr::Binary(..) | Expr::Method(..) | Expr::Field(..) | Expr::Cast(..) => {
            }
            Expr::Ref(_) | Expr::Tuple(_) | Expr::Runtime(..) => {}
            _ => self.free = false,
        }
        value.operands().into_iter().for_each(|operand| self.value(operand));
    }

    fn indices(&mut self, place: &Place) {
        let mut reads = Vec::new();
        place.for_each_index(&mut |var| reads.push(var));
        reads.into_iter().for_each(|var| self.note(var, None, |uses| uses.read = true));
    }

    fn place(&mut self, place: &Place, change: impl FnOnce(&mut Uses)) {
        self.note(place.root, self.own_element(place), change);
    }

    fn note(&mut self, root: VarId, own: Option<String>, change: impl FnOnce(&mut Uses)) {
        let uses = self.uses.entry(root).or_default();
        uses.own.insert(own);
        change(uses);
    }

    /// `a[i]`, `a[start + i]`: of the other iterations, none has this element.
    fn own_element(&self, place: &Place) -> Option<String> {
        let mentions = |step: &Step| {
            let mut found = false;
            let step = Place { root: self.counter, path: vec![step.clone()] };
            step.for_each_index(&mut |var| found |= var == self.counter);
            found
        };
        let at = place.path.iter().position(mentions)?;
        let Step::Index(index) = &place.path[at] else { return None };
        let container = Place { root: place.root, path: place.path[..at].to_vec() };
        let mut stable = true;
        index.for_each_read(&mut |var| stable &= var == self.counter || !self.unstable.contains(&var));
        container.for_each_index(&mut |var| stable &= !self.unstable.contains(&var));
        let tokens = emit::expr(self.function, index);
        let name = self.function.var(self.counter).name.to_string();
        (stable && window::is_sum_with(&tokens, &name))
            .then(|| format!("{} at {tokens}", emit::place(self.function, &container)))
    }
}

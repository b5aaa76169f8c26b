//! Replaces jumps by structured control flow.
//!
//! What follows a branch that may jump moves into the one arm that goes on; where several arms go on, a flag says
//! whether a jump was taken, and the rest runs only where none was. Loops end after an iteration that set their flag.
//!
//! ```text
//! if c { return a; }            if c { value = a } else { rest }
//! rest
//!
//! for … { if c { break; } s }   for … { if c { broken = true } else { s } } until broken
//! ```
//!
//! After this pass: no `Exit` remains, so every later pass sees sequences, branches and loops only.

mod checkpoint;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::quote;

use crate::ir::{
    Block, Exit, Expr, Function, Loop, LoopId, Place, Role, Selector, Stmt, StmtId, StmtKind, Tokens, Update, VarId,
};
use crate::types::Ty;

struct Structure<'f> {
    function: &'f mut Function,
    flags: BTreeMap<Exit, VarId>,
    used: BTreeSet<VarId>,
}

/// Structures the body of `function`.
pub fn structure(function: &mut Function) {
    checkpoint::expose(function);
    let body = std::mem::take(&mut function.body.stmts);
    let mut pass = Structure { function, flags: BTreeMap::new(), used: BTreeSet::new() };
    let mut stmts = pass.block(body);
    if let Some(flag) = pass.flags.get(&Exit::Return).copied().filter(|flag| pass.used.contains(flag)) {
        stmts.insert(0, pass.lower_flag(flag));
        if let Some(result) = pass.function.result {
            pass.initialize(result);
        }
    }
    let (flags, used) = (pass.flags.into_values().collect::<BTreeSet<_>>(), pass.used);
    remove_unused(&mut stmts, &|var| flags.contains(&var) && !used.contains(&var));
    let result = function.result;
    sink_declarations(&mut stmts, result);
    function.body.stmts = stmts;
    join_declarations(function);
}

/// `let y;` moves into the one arm that uses `y`.
fn sink_declarations(stmts: &mut Vec<Stmt>, result: Option<VarId>) {
    let mut index = 0;
    while index < stmts.len() {
        if let StmtKind::Declare { var } = stmts[index].kind
            && Some(var) != result
        {
            let users: Vec<usize> = (index + 1..stmts.len()).filter(|later| uses(&stmts[*later], var)).collect();
            if let [only] = users.as_slice()
                && let StmtKind::Branch { selector, arms } = &mut stmts[*only].kind
            {
                let mut outside = false;
                selector.for_each_read(&mut |read| outside |= read == var);
                let inside: Vec<usize> =
                    (0..arms.len()).filter(|arm| arms[*arm].stmts.iter().any(|stmt| uses(stmt, var))).collect();
                if let ([arm], false) = (inside.as_slice(), outside) {
                    let (only, arm) = (*only, *arm);
                    let declaration = stmts.remove(index);
                    if let StmtKind::Branch { arms, .. } = &mut stmts[only - 1].kind {
                        arms[arm].stmts.insert(0, declaration);
                    }
                    continue;
                }
            }
        }
        index += 1;
    }
    for stmt in stmts {
        match &mut stmt.kind {
            StmtKind::Branch { arms, .. } => arms.iter_mut().for_each(|arm| sink_declarations(&mut arm.stmts, result)),
            StmtKind::Loop(looped) => sink_declarations(&mut looped.body.stmts, result),
            _ => {}
        }
    }
}

/// `let y; … y = e;` with no other assignment becomes `let y = e;`.
fn join_declarations(function: &mut Function) {
    let mut assignments: BTreeMap<VarId, usize> = BTreeMap::new();
    function.body.for_each_stmt(&mut |stmt| {
        stmt.kind.own_writes().into_iter().for_each(|var| *assignments.entry(var).or_default() += 1);
    });
    let mut body = std::mem::take(&mut function.body.stmts);
    join_in(function, &mut body, &|var| assignments.get(&var) == Some(&1));
    function.body.stmts = body;
}

fn join_in(function: &mut Function, stmts: &mut Vec<Stmt>, once: &dyn Fn(VarId) -> bool) {
    let declared: Vec<VarId> = stmts
        .iter()
        .filter_map(|stmt| match stmt.kind {
            StmtKind::Declare { var } if function.var(var).assigned_once() && once(var) => Some(var),
            _ => None,
        })
        .collect();
    for stmt in stmts.iter_mut() {
        match &mut stmt.kind {
            StmtKind::Assign { place, update: Update::Set, value }
                if place.path.is_empty() && declared.contains(&place.root) =>
            {
                function.vars[place.root.0 as usize].deferred = false;
                stmt.kind = StmtKind::Let { var: place.root, value: value.clone() };
            }
            StmtKind::Branch { arms, .. } => arms.iter_mut().for_each(|arm| join_in(function, &mut arm.stmts, once)),
            StmtKind::Loop(looped) => join_in(function, &mut looped.body.stmts, once),
            _ => {}
        }
    }
    stmts.retain(|stmt| {
        !matches!(stmt.kind, StmtKind::Declare { var } if declared.contains(&var) && !function.var(var).deferred)
    });
}

/// Whether `stmt` or a block inside reads or writes `var`.
fn uses(stmt: &Stmt, var: VarId) -> bool {
    let mut found = stmt.kind.own_writes().contains(&var);
    stmt.kind.for_each_own_read(&mut |read| found |= read == var);
    found || stmt.kind.blocks().iter().any(|block| block.stmts.iter().any(|stmt| uses(stmt, var)))
}

impl Structure<'_> {
    fn block(&mut self, stmts: Vec<Stmt>) -> Vec<Stmt> {
        let mut out = Vec::new();
        let mut rest = stmts.into_iter();
        while let Some(stmt) = rest.next() {
            match stmt.kind {
                StmtKind::Exit(exit) => {
                    out.push(self.raise(exit, stmt.span));
                    return out;
                }
                StmtKind::Branch { selector: Selector::Checkpoint(snapshots), arms } => {
                    let stmt = Stmt { kind: StmtKind::Heading(""), ..stmt };
                    let (span, leaving) = (stmt.span, self.checkpoint(stmt, snapshots, arms, &mut out));
                    if !leaving.is_empty() {
                        self.guard(&leaving, rest.collect(), span, &mut out);
                        return out;
                    }
                }
                StmtKind::Branch { selector, arms } => {
                    if arms.iter().all(|arm| exits(&arm.stmts).is_empty()) {
                        let arms = arms.into_iter().map(|arm| self.inner(arm)).collect();
                        out.push(Stmt { kind: StmtKind::Branch { selector, arms }, ..stmt });
                        continue;
                    }
                    self.branch(stmt.id, stmt.span, (selector, arms), rest.collect(), &mut out);
                    return out;
                }
                StmtKind::Labeled { label, body } => {
                    let leaving = self.labeled(label, body, &mut out);
                    if !leaving.is_empty() {
                        self.guard(&leaving, rest.collect(), stmt.span, &mut out);
                        return out;
                    }
                }
                StmtKind::Loop(looped) => {
                    let leaving = self.looped(looped, stmt.id, stmt.span, &mut out);
                    if !leaving.is_empty() {
                        self.guard(&leaving, rest.collect(), stmt.span, &mut out);
                        return out;
                    }
                }
                _ => out.push(stmt),
            }
        }
        out
    }

    fn inner(&mut self, block: Block) -> Block {
        Block { id: block.id, stmts: self.block(block.stmts) }
    }

    /// A branch that may jump, and what follows it.
    fn branch(&mut self, id: StmtId, span: Span, branch: (Selector, Vec<Block>), rest: Vec<Stmt>, out: &mut Vec<Stmt>) {
        let (selector, mut arms) = branch;
        let completing: Vec<usize> = (0..arms.len()).filter(|index| completes(&arms[*index].stmts)).collect();
        let leaving: BTreeSet<Exit> = arms.iter().flat_map(|arm| exits(&arm.stmts)).collect();
        let mut after = rest;
        if let [only] = completing.as_slice() {
            arms[*only].stmts.append(&mut after);
        }
        if completing.is_empty() {
            after.clear();
        }
        for arm in &arms {
            if !after.is_empty() {
                self.initialize_assigned(arm);
            }
        }
        let arms = arms.into_iter().map(|arm| self.inner(arm)).collect();
        out.push(Stmt { id, span, kind: StmtKind::Branch { selector, arms } });
        self.guard(&leaving, after, span, out);
    }

    /// Lowers a loop; the exits that leave it.
    fn looped(&mut self, looped: Loop, id: StmtId, span: Span, out: &mut Vec<Stmt>) -> BTreeSet<Exit> {
        let inside = exits(&looped.body.stmts);
        let (own_break, own_continue) = (Exit::Break(looped.label), Exit::Continue(looped.label));
        self.initialize_assigned(&looped.body);
        let mut stmts = self.block(looped.body.stmts);
        if let Some(flag) = self.flags.get(&own_continue).copied().filter(|flag| self.used.contains(flag)) {
            stmts.insert(0, self.lower_flag(flag));
        }
        let mut until = Vec::new();
        for exit in inside.iter().filter(|exit| **exit != own_continue) {
            let flag = self.flag(*exit);
            self.used.insert(flag);
            until.push(flag);
        }
        if inside.contains(&own_break) {
            let flag = self.flag(own_break);
            let declared = self.lower_flag(flag);
            out.push(declared);
        }
        let body = Block { id: looped.body.id, stmts };
        out.push(Stmt { id, span, kind: StmtKind::Loop(Loop { body, until, ..looped }) });
        inside.into_iter().filter(|exit| *exit != own_break && *exit != own_continue).collect()
    }

    /// A labeled block takes its place among the statements around it; the exits that leave it.
    fn labeled(&mut self, label: LoopId, body: Block, out: &mut Vec<Stmt>) -> BTreeSet<Exit> {
        let own = Exit::Break(label);
        let mut leaving = exits(&body.stmts);
        leaving.remove(&own);
        if !leaving.is_empty() {
            self.initialize_assigned(&body);
        }
        let stmts = self.block(body.stmts);
        if let Some(flag) = self.flags.get(&own).copied().filter(|flag| self.used.contains(flag)) {
            let lowered = self.lower_flag(flag);
            out.push(lowered);
        }
        out.extend(stmts);
        leaving
    }

    /// `rest`, where none of `exits` was taken.
    fn guard(&mut self, exits: &BTreeSet<Exit>, rest: Vec<Stmt>, span: Span, out: &mut Vec<Stmt>) {
        if rest.is_empty() {
            return;
        }
        let flags: Vec<VarId> = exits.iter().map(|exit| self.flag(*exit)).collect();
        self.used.extend(&flags);
        let names = flags.iter().map(|flag| &self.function.var(*flag).name);
        let stream = quote!(!(#(#names)||*));
        let stream = match flags.as_slice() {
            [one] => {
                let name = &self.function.var(*one).name;
                quote!(!#name)
            }
            _ => stream,
        };
        let condition = Tokens { stream, reads: flags, flows: Vec::new(), cheap: true };
        let rest = self.block(rest);
        let (then, otherwise) = (self.function.block(rest), self.function.block(Vec::new()));
        let selector = Selector::If(Expr::Tokens(condition));
        out.push(self.function.stmt(StmtKind::Branch { selector, arms: vec![then, otherwise] }, span));
    }

    fn flag(&mut self, exit: Exit) -> VarId {
        if let Some(flag) = self.flags.get(&exit) {
            return *flag;
        }
        let wish = match exit {
            Exit::Break(_) => "broken",
            Exit::Continue(_) => "continued",
            Exit::Return => "returned",
        };
        let flag = self.function.declare(wish, Span::mixed_site(), Ty::boolean(), true, Role::Local);
        self.flags.insert(exit, flag);
        flag
    }

    fn raise(&mut self, exit: Exit, span: Span) -> Stmt {
        let place = Place::of(self.flag(exit));
        let value = Expr::Tokens(boolean(true));
        self.function.stmt(StmtKind::Assign { place, update: Update::Set, value }, span)
    }

    fn lower_flag(&mut self, var: VarId) -> Stmt {
        self.function.stmt(StmtKind::Let { var, value: Expr::Tokens(boolean(false)) }, Span::mixed_site())
    }

    /// rustc cannot see that a guard implies an assignment: such variables start with a value, or wait for it in a slot.
    fn initialize(&mut self, var: VarId) {
        self.function.start(var);
    }

    fn initialize_assigned(&mut self, block: &Block) {
        let mut assigned = Vec::new();
        block.for_each_stmt(&mut |stmt| {
            if let StmtKind::Assign { place, .. } = &stmt.kind {
                assigned.push(place.root);
            }
        });
        let inside = block.declared();
        assigned.into_iter().filter(|var| !inside.contains(var)).for_each(|var| self.initialize(var));
    }
}

fn boolean(value: bool) -> Tokens {
    Tokens { stream: quote!(#value), reads: Vec::new(), flows: Vec::new(), cheap: true }
}

/// The jumps in `stmts` that leave them.
fn exits(stmts: &[Stmt]) -> BTreeSet<Exit> {
    let mut all = BTreeSet::new();
    for stmt in stmts {
        match &stmt.kind {
            StmtKind::Exit(exit) => {
                all.insert(*exit);
            }
            StmtKind::Branch { arms, .. } => arms.iter().for_each(|arm| all.extend(exits(&arm.stmts))),
            StmtKind::Labeled { label, body } => {
                all.extend(exits(&body.stmts).into_iter().filter(|exit| *exit != Exit::Break(*label)));
            }
            StmtKind::Loop(looped) => {
                let inside = exits(&looped.body.stmts);
                let own = [Exit::Break(looped.label), Exit::Continue(looped.label)];
                all.extend(inside.into_iter().filter(|exit| !own.contains(exit)));
            }
            _ => {}
        }
    }
    all
}

/// Whether control may reach the end of `stmts`.
fn completes(stmts: &[Stmt]) -> bool {
    stmts.iter().all(|stmt| match &stmt.kind {
        StmtKind::Exit(_) => false,
        StmtKind::Branch { arms, .. } => arms.iter().any(|arm| completes(&arm.stmts)),
        StmtKind::Loop(Loop { head: crate::ir::Head::Forever, body, label, .. }) => {
            exits(&body.stmts).contains(&Exit::Break(*label))
        }
        StmtKind::Labeled { label, body } => {
            completes(&body.stmts) || exits(&body.stmts).contains(&Exit::Break(*label))
        }
        StmtKind::Passive { tokens, .. } => !diverges(&tokens.stream),
        _ => true,
    })
}

/// A macro that never returns.
fn diverges(tokens: &TokenStream) -> bool {
    let word = tokens.clone().into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) => Some(ident.to_string()),
        _ => None,
    });
    matches!(word.as_deref(), Some("panic" | "unreachable" | "todo" | "unimplemented"))
}

fn remove_unused(stmts: &mut Vec<Stmt>, unused: &dyn Fn(VarId) -> bool) {
    stmts.retain(|stmt| match &stmt.kind {
        StmtKind::Assign { place, .. } => !unused(place.root),
        StmtKind::Let { var, .. } => !unused(*var),
        _ => true,
    });
    for stmt in stmts {
        match &mut stmt.kind {
            StmtKind::Branch { arms, .. } => arms.iter_mut().for_each(|arm| remove_unused(&mut arm.stmts, unused)),
            StmtKind::Loop(looped) => remove_unused(&mut looped.body.stmts, unused),
            _ => {}
        }
    }
}

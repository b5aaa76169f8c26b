//! Every mention of a variable in statements, to be changed: to another variable, or to variables for its parts.

use super::{
    Argument, Block, Call, Expr, FunctionSweeps, Head, Place, Selector, Stmt, StmtKind, TangentArgument, Tokens, VarId,
};

/// What changes mentions of variables.
pub trait Mentions {
    /// A variable that is declared, bound, or asked for by itself.
    fn var(&mut self, var: &mut VarId);

    /// A part of a variable, or all of it.
    fn place(&mut self, place: &mut Place);

    /// Tokens that name variables.
    fn tokens(&mut self, tokens: &mut Tokens);

    /// An expression whose operands are changed, before what it mentions itself.
    fn expr(&mut self, _: &mut Expr) {}
}

/// Changes the mentions in `block` and the blocks inside.
pub fn in_block(mentions: &mut dyn Mentions, block: &mut Block) {
    block.rewrite(&mut |expr| in_expr(mentions, expr));
    block.stmts.iter_mut().for_each(|stmt| beside_expressions(mentions, stmt));
}

fn in_expr(mentions: &mut dyn Mentions, expr: &mut Expr) {
    mentions.expr(expr);
    match expr {
        Expr::Place(place) | Expr::RefMut(place) | Expr::Copy(_, place) => mentions.place(place),
        Expr::Tokens(tokens) | Expr::Repeat { len: tokens, .. } => mentions.tokens(tokens),
        Expr::Assembled(assembled) => mentions.place(&mut assembled.of),
        Expr::Construct(construct) => construct.base.iter_mut().for_each(|base| mentions.tokens(base)),
        Expr::Call(call) | Expr::Forward(call) | Expr::Reverse(call, ..) | Expr::Sweep(call, ..) => {
            in_call(mentions, call);
        }
        _ => {}
    }
}

fn in_call(mentions: &mut dyn Mentions, call: &mut Call) {
    for argument in &mut call.arguments {
        match argument {
            Argument::Borrow(_, place)
            | Argument::Tangent(TangentArgument::Borrow(_, place) | TangentArgument::NoBorrow(place)) => {
                mentions.place(place);
            }
            Argument::Function(function) => {
                if let FunctionSweeps::Closure(closure) = &mut function.sweeps {
                    closure.captures.iter_mut().for_each(|capture| mentions.place(&mut capture.place));
                }
            }
            Argument::Value(_) | Argument::Tangent(TangentArgument::Value(_) | TangentArgument::NoValue) => {}
        }
    }
}

/// What statements mention outside of expressions.
fn beside_expressions(mentions: &mut dyn Mentions, stmt: &mut Stmt) {
    match &mut stmt.kind {
        StmtKind::Let { var, .. } | StmtKind::Declare { var } => mentions.var(var),
        StmtKind::Assign { place, .. }
        | StmtKind::RecordSlice { place }
        | StmtKind::RestoreSlice { place }
        | StmtKind::View { place, .. } => mentions.place(place),
        StmtKind::InPlace(change) => {
            change.places_mut().for_each(|place| mentions.place(place));
            change.result.iter_mut().for_each(|var| mentions.var(var));
        }
        StmtKind::Passive { tokens, writes } => {
            mentions.tokens(tokens);
            writes.iter_mut().for_each(|place| mentions.place(place));
        }
        StmtKind::Branch { selector: Selector::Match(_, patterns), .. } => {
            for pattern in patterns {
                pattern.guard.iter_mut().for_each(|guard| mentions.tokens(guard));
                pattern.binds.iter_mut().for_each(|var| mentions.var(var));
            }
        }
        StmtKind::Loop(looped) => {
            looped.until.iter_mut().for_each(|var| mentions.var(var));
            in_head(mentions, &mut looped.head);
        }
        _ => {}
    }
    match &mut stmt.kind {
        StmtKind::Branch { arms, .. } => {
            arms.iter_mut().flat_map(|arm| &mut arm.stmts).for_each(|stmt| beside_expressions(mentions, stmt));
        }
        StmtKind::Loop(super::Loop { body, .. }) | StmtKind::Labeled { body, .. } => {
            body.stmts.iter_mut().for_each(|stmt| beside_expressions(mentions, stmt));
        }
        _ => {}
    }
}

fn in_head(mentions: &mut dyn Mentions, head: &mut Head) {
    match head {
        Head::For { counter, .. } => mentions.var(counter),
        Head::Each { binds, iterator, .. } => {
            binds.iter_mut().for_each(|var| mentions.var(var));
            mentions.tokens(iterator);
        }
        Head::While(condition) => mentions.tokens(condition),
        Head::Forever => {}
        Head::Apart(head, slices) => {
            if let Head::For { counter, .. } = &mut **head {
                mentions.var(counter);
            }
            slices.iter_mut().for_each(|(var, _)| mentions.var(var));
        }
        Head::Partial(partial) => {
            for (var, place) in partial.reads.iter_mut().chain(&mut partial.writes) {
                mentions.var(var);
                mentions.place(place);
            }
            partial.sums.iter_mut().for_each(|var| mentions.var(var));
        }
        Head::Rows(rows) => {
            mentions.var(&mut rows.counter);
            mentions.place(&mut rows.sums);
            mentions.place(&mut rows.row);
        }
    }
}

/// A variable, and another one of the same name that stands for it.
#[derive(Clone, Copy, Debug)]
pub struct Rename {
    pub from: VarId,
    pub to: VarId,
}

impl Rename {
    /// Renames in `block` and the blocks inside.
    pub fn block(mut self, block: &mut Block) {
        in_block(&mut self, block);
    }

    /// Renames in `stmt` and the blocks inside.
    pub fn stmt(mut self, stmt: &mut Stmt) {
        stmt.rewrite(&mut |expr| in_expr(&mut self, expr));
        beside_expressions(&mut self, stmt);
    }
}

impl Mentions for Rename {
    fn var(&mut self, var: &mut VarId) {
        if *var == self.from {
            *var = self.to;
        }
    }

    fn place(&mut self, place: &mut Place) {
        self.var(&mut place.root);
    }

    fn tokens(&mut self, tokens: &mut Tokens) {
        tokens.reads.iter_mut().chain(&mut tokens.flows).for_each(|var| self.var(var));
    }
}

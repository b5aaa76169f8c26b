//! Another variable of the same name in the place of one.

use super::{
    Argument, Block, Call, Expr, FunctionSweeps, Head, Place, Selector, Stmt, StmtKind, TangentArgument, Tokens, VarId,
};

/// A variable, and what stands for it.
#[derive(Clone, Copy, Debug)]
pub struct Rename {
    pub from: VarId,
    pub to: VarId,
}

impl Rename {
    /// Renames in `block` and the blocks inside.
    pub fn block(self, block: &mut Block) {
        block.stmts.iter_mut().for_each(|stmt| self.stmt(stmt));
    }

    /// Renames in `stmt` and the blocks inside.
    pub fn stmt(self, stmt: &mut Stmt) {
        stmt.rewrite(&mut |expr| self.expr(expr));
        match &mut stmt.kind {
            StmtKind::Let { var, .. } | StmtKind::Declare { var } => self.var(var),
            StmtKind::Assign { place, .. }
            | StmtKind::RecordSlice { place }
            | StmtKind::RestoreSlice { place }
            | StmtKind::View { place, .. } => self.place(place),
            StmtKind::InPlace(change) => {
                change.places_mut().for_each(|place| self.place(place));
                change.result.iter_mut().for_each(|var| self.var(var));
            }
            StmtKind::Passive { tokens, writes } => {
                self.tokens(tokens);
                writes.iter_mut().for_each(|place| self.place(place));
            }
            StmtKind::Branch { selector: Selector::Match(_, patterns), .. } => {
                for pattern in patterns {
                    pattern.guard.iter_mut().for_each(|guard| self.tokens(guard));
                    pattern.binds.iter_mut().for_each(|var| self.var(var));
                }
            }
            StmtKind::Loop(looped) => {
                looped.until.iter_mut().for_each(|var| self.var(var));
                match &mut looped.head {
                    Head::For { counter, .. } => self.var(counter),
                    Head::Each { binds, iterator, .. } => {
                        binds.iter_mut().for_each(|var| self.var(var));
                        self.tokens(iterator);
                    }
                    Head::While(condition) => self.tokens(condition),
                    Head::Forever => {}
                    Head::Apart(head, slices) => {
                        if let Head::For { counter, .. } = &mut **head {
                            self.var(counter);
                        }
                        slices.iter_mut().for_each(|(var, _)| self.var(var));
                    }
                    Head::Partial(partial) => {
                        for (var, place) in partial.reads.iter_mut().chain(&mut partial.writes) {
                            self.var(var);
                            self.place(place);
                        }
                        partial.sums.iter_mut().for_each(|var| self.var(var));
                    }
                }
            }
            _ => {}
        }
        match &mut stmt.kind {
            StmtKind::Branch { arms, .. } => arms.iter_mut().for_each(|arm| self.block(arm)),
            StmtKind::Loop(looped) => self.block(&mut looped.body),
            StmtKind::Labeled { body, .. } => self.block(body),
            _ => {}
        }
    }

    fn var(self, var: &mut VarId) {
        if *var == self.from {
            *var = self.to;
        }
    }

    fn place(self, place: &mut Place) {
        self.var(&mut place.root);
    }

    fn tokens(self, tokens: &mut Tokens) {
        tokens.reads.iter_mut().chain(&mut tokens.flows).for_each(|var| self.var(var));
    }

    fn expr(self, expr: &mut Expr) {
        match expr {
            Expr::Place(place) | Expr::RefMut(place) | Expr::Copy(_, place) => self.place(place),
            Expr::Tokens(tokens) | Expr::Repeat { len: tokens, .. } => self.tokens(tokens),
            Expr::Construct(construct) => construct.base.iter_mut().for_each(|base| self.tokens(base)),
            Expr::Call(call) | Expr::Forward(call) | Expr::Reverse(call, ..) | Expr::Sweep(call, ..) => self.call(call),
            _ => {}
        }
    }

    fn call(self, call: &mut Call) {
        for argument in &mut call.arguments {
            match argument {
                Argument::Borrow(_, place)
                | Argument::Tangent(TangentArgument::Borrow(_, place) | TangentArgument::NoBorrow(place)) => {
                    self.place(place);
                }
                Argument::Function(function) => {
                    if let FunctionSweeps::Closure(closure) = &mut function.sweeps {
                        closure.captures.iter_mut().for_each(|capture| self.place(&mut capture.place));
                    }
                }
                Argument::Value(_) | Argument::Tangent(TangentArgument::Value(_) | TangentArgument::NoValue) => {}
            }
        }
    }
}

//! Building the representation.

use proc_macro2::{Ident, Span};

use super::{Block, BlockId, Expr, Function, Op, Place, Role, Step, Stmt, StmtId, StmtKind, Var, VarId};
use crate::types::Ty;

impl Function {
    pub fn var(&self, id: VarId) -> &Var {
        &self.vars[id.0 as usize]
    }

    /// A new variable; its name is made unique.
    pub fn declare(&mut self, wish: &str, span: Span, ty: Ty, mutable: bool, role: Role) -> VarId {
        let name = self.names.fresh(wish, span);
        self.vars.push(Var { name, ty, mutable, role, deferred: false });
        VarId(u32::try_from(self.vars.len() - 1).unwrap_or(u32::MAX))
    }

    /// What rustc cannot see to be set once starts with a value; a result that may have none to start from waits in a slot.
    pub fn start(&mut self, var: VarId) {
        let is_result = self.result == Some(var);
        let info = &mut self.vars[var.0 as usize];
        if is_result && info.assigned_once() && !has_default(&info.ty) {
            self.flagged.insert(var);
        } else if info.deferred {
            info.deferred = false;
            info.mutable = true;
        }
    }

    pub fn stmt(&mut self, kind: StmtKind, span: Span) -> Stmt {
        self.next_stmt += 1;
        Stmt { id: StmtId(self.next_stmt), kind, span }
    }

    pub fn block(&mut self, stmts: Vec<Stmt>) -> Block {
        self.next_block += 1;
        Block { id: BlockId(self.next_block), stmts }
    }
}

impl Place {
    pub fn of(root: VarId) -> Place {
        Place { root, path: Vec::new() }
    }

    /// Whether this and `other`, of one variable, are different fields.
    pub fn is_apart(&self, other: &Place) -> bool {
        let steps = |place: &Place| -> Vec<Step> {
            place.path.iter().filter(|step| !matches!(step, Step::Deref | Step::Unbox)).cloned().collect()
        };
        for pair in steps(self).into_iter().zip(steps(other)) {
            match pair {
                (Step::Field(a), Step::Field(b)) if a == b => {}
                (Step::Field(_), Step::Field(_)) => return true,
                _ => return false,
            }
        }
        false
    }

    /// The whole variable.
    pub fn is_whole(&self) -> bool {
        self.path.iter().all(|step| matches!(step, Step::Deref))
    }
}

impl Expr {
    pub fn var(var: VarId) -> Expr {
        Expr::Place(Place::of(var))
    }

    pub fn mul(self, other: Expr) -> Expr {
        Expr::Binary(Op::Mul, Box::new(self), Box::new(other))
    }

    pub fn add(self, other: Expr) -> Expr {
        Expr::Binary(Op::Add, Box::new(self), Box::new(other))
    }

    pub fn sub(self, other: Expr) -> Expr {
        Expr::Binary(Op::Sub, Box::new(self), Box::new(other))
    }

    pub fn div(self, other: Expr) -> Expr {
        Expr::Binary(Op::Div, Box::new(self), Box::new(other))
    }

    pub fn neg(self) -> Expr {
        Expr::Neg(Box::new(self))
    }

    /// A method of floats without arguments.
    pub fn method(self, name: &str) -> Expr {
        Expr::Method(Ident::new(name, Span::mixed_site()), Box::new(self), Vec::new())
    }

    pub fn field(self, index: u32) -> Expr {
        Expr::Field(Box::new(self), index)
    }

    pub fn by_ref(self) -> Expr {
        Expr::Ref(Box::new(self))
    }
}

/// Whether a value to start from can be written for every type like `ty`.
fn has_default(ty: &Ty) -> bool {
    match ty {
        Ty::Named(_) | Ty::Result(..) | Ty::Boxed(..) => false,
        Ty::Array(inner, _) => has_default(inner),
        Ty::Tuple(parts) => parts.iter().all(has_default),
        _ => true,
    }
}

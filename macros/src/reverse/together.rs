//! The numbers that a block leaves on the tape lie there as one array: room is asked for once.
//!
//! ```text
//! tape.push(a); tape.push(b);              tape.push([a, b]);
//! let b = tape.pop(); let a = tape.pop();  let kept = tape.pop::<[f64; 2]>(); let a = kept[0]; let b = kept[1];
//! ```

use proc_macro2::Literal;
use quote::quote;

use super::{Key, Sweep};
use crate::forward::tokens;
use crate::ir::{Block, Expr, Place, Recorded, Step, Stmt, StmtKind, VarId};
use crate::record::Origin;
use crate::types::Ty;

impl Sweep<'_> {
    /// The locals of `block` that lie together, if there are several.
    pub(crate) fn together(&self, block: &Block) -> Vec<VarId> {
        let locals = self.plan.locals.get(&block.id).into_iter().flatten();
        let is_number = |var: &VarId| matches!(&self.function.var(*var).ty, Ty::Float(Some(name)) if name == "f64");
        let is_free = |var: &VarId| !self.slots.contains_key(&Key::Local(block.id, *var));
        let recorded = locals.filter(|(_, origin)| matches!(origin, Origin::Recorded)).map(|(var, _)| *var);
        let group: Vec<VarId> = recorded.filter(|var| is_number(var) && is_free(var)).collect();
        if self.columns.is_none() && group.len() > 1 { group } else { Vec::new() }
    }

    /// Puts them on the tape.
    pub(crate) fn record_together(&mut self, group: &[VarId], out: &mut Vec<Stmt>) {
        if let [first, ..] = group {
            self.uses_tape = true;
            let value = Expr::Array(group.iter().map(|var| Expr::var(*var)).collect());
            let span = self.function.var(*first).name.span();
            out.push(self.function.stmt(StmtKind::Record { value, as_: array_of(group.len()) }, span));
        }
    }

    /// Takes them from there.
    pub(crate) fn restore_together(&mut self, group: &[VarId], out: &mut Vec<Stmt>) {
        let [first, ..] = group else { return };
        let span = self.function.var(*first).name.span();
        let len = Literal::usize_unsuffixed(group.len());
        let kept = self.fresh("kept", Ty::Array(Box::new(Ty::float("f64")), quote!(#len)));
        out.push(self.function.stmt(StmtKind::Let { var: kept, value: Expr::Pop(array_of(group.len())) }, span));
        for (index, var) in group.iter().enumerate() {
            let index = Literal::usize_unsuffixed(index);
            let place = Place { root: kept, path: vec![Step::Index(tokens(quote!(#index)))] };
            let span = self.function.var(*var).name.span();
            out.push(self.function.stmt(StmtKind::Let { var: *var, value: Expr::Place(place) }, span));
        }
    }
}

fn array_of(len: usize) -> Recorded {
    let len = Literal::usize_unsuffixed(len);
    Recorded::Typed(quote!([f64; #len]))
}

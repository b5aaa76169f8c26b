//! Operators: formulas where both operands are floats, the rule traits of the runtime for types that only rustc knows.

use proc_macro2::Span;
use quote::quote;
use syn::spanned::Spanned;

use super::{Lowering, Value};
use crate::ir::{Expr, Op, Place, Role, StmtKind, Tokens, Update, VarId};
use crate::types::Ty;

impl Lowering<'_> {
    pub(super) fn binary(&mut self, binary: &syn::ExprBinary) -> Value {
        let Some(op) = super::expr::operator(&binary.op) else {
            return self.unknown(&syn::Expr::Binary(binary.clone()));
        };
        let (left, right) = (behind_reference(&binary.left).0, behind_reference(&binary.right).0);
        let mut operands = self.operands(&[left, right]);
        let right = dereferenced(operands.remove(1));
        let left = dereferenced(operands.remove(0));
        let ty = super::typing::arithmetic(Some(op), left.ty.peel(), right.ty.peel());
        if ty.is_float() {
            self.unify(&left, &ty);
            self.unify(&right, &ty);
            return Value { expr: Expr::Binary(op, Box::new(left.expr), Box::new(right.expr)), ty };
        }
        let left = self.operand_as_written(&binary.left, left);
        let right = self.operand_as_written(&binary.right, right);
        let references = [&left, &right].iter().any(|operand| matches!(operand.expr, Expr::Ref(_)));
        let ty = if references { Ty::Unknown } else { ty };
        Value { expr: Expr::Binary(op, Box::new(left.expr), Box::new(right.expr)), ty }
    }

    pub(super) fn negation(&mut self, operand: &syn::Expr) -> Value {
        let value = self.atom(behind_reference(operand).0);
        let ty = value.ty.peel().clone();
        let value = if ty.is_float() { value } else { self.operand_as_written(operand, value) };
        let ty = match &value.expr {
            Expr::Ref(_) => Ty::Unknown,
            // The negative of a named type may be another one.
            _ if matches!(ty, Ty::Named(_)) => Ty::Unknown,
            _ => ty,
        };
        Value { ty, expr: value.expr.neg() }
    }

    /// An operand that may be of a user's type: by reference where it is written so, since that is an operator of its own.
    pub(super) fn operand_as_written(&mut self, expr: &syn::Expr, value: Value) -> Value {
        let (inner, written) = behind_reference(expr);
        let named = matches!(inner, syn::Expr::Path(_)) && self.names_alias(inner);
        let is_float = value.ty.is_float();
        if !is_float && self.names_entry(inner) {
            return self.entry(value, expr.span());
        }
        let by_reference = !is_float && (written || named || matches!(value.ty, Ty::Ref(..)));
        match value.expr {
            Expr::Place(place) if by_reference => Value { expr: Expr::Place(place).by_ref(), ty: value.ty },
            // What is held constant may be of a user's type too.
            Expr::Tokens(tokens) if !is_float && syn::parse2::<syn::Lit>(tokens.stream.clone()).is_err() => {
                let ty = value.ty.clone();
                let var = self.materialize(Value { expr: Expr::Tokens(tokens), ty: ty.clone() }, expr.span());
                let expr = Expr::var(var);
                Value { expr: if written { expr.by_ref() } else { expr }, ty }
            }
            expr => Value { expr, ty: value.ty },
        }
    }

    /// `target op= value` for a type that only rustc knows: what the rule needs is kept first.
    pub(super) fn compound_by_rule(&mut self, target: &syn::Expr, op: Op, value: Value, span: Span) {
        let start = self.out.len();
        self.note_written(target, &value);
        let Some((place, _)) = self.target(target) else { return self.not_a_place(target) };
        let changes = self.written_since(start).into_iter().any(|var| value.expr.reads(var));
        let value = if changes { self.snapshot(start, value, span) } else { value };
        let mut reads = vec![place.root];
        place.for_each_index(&mut |var| reads.push(var));
        value.expr.for_each_read(&mut |var| reads.push(var));
        let old = crate::emit::expr(&self.function, &Expr::Place(place.clone()).by_ref());
        let operand = crate::emit::expr(&self.function, &value.expr.clone().by_ref());
        let keep = match op {
            Op::Add => quote!(add_assign_keep),
            Op::Sub => quote!(sub_assign_keep),
            Op::Mul => quote!(mul_assign_keep),
            Op::Div => quote!(div_assign_keep),
            Op::Rem => quote!(rem_assign_keep),
        };
        let stream = quote!(__chainrule::__private::#keep(#old, #operand));
        let tokens = Tokens { stream, reads, flows: Vec::new(), cheap: false };
        let kept = self.temporary(Ty::Unknown);
        self.emit(StmtKind::Let { var: kept, value: Expr::Tokens(tokens) }, span);
        let expr = Expr::Kept(Box::new(value.expr), Box::new(Expr::var(kept)));
        self.mark_varied(place.root, &expr);
        self.emit(StmtKind::Assign { place, update: Update::By(op), value: expr }, span);
    }

    /// Operands of float arithmetic are floats of one width.
    pub(super) fn unify(&mut self, operand: &Value, ty: &Ty) {
        let open = matches!(operand.ty.peel(), Ty::Float(None) | Ty::Opaque(_) | Ty::Unknown);
        if let (Expr::Place(place), true, Ty::Float(_)) = (&operand.expr, open, ty) {
            let place = place.clone();
            self.refine(&place, ty);
        }
    }

    /// What is assigned to a float is a float. So are the terms of a sum, and the factors of a product where one of them
    /// is known to be one: the product of two vectors may be a float as well.
    pub(super) fn unify_value(&mut self, value: &Value, ty: &Ty) {
        if !ty.is_float() {
            return;
        }
        self.unify(value, ty);
        self.unify_operands(&value.expr, ty);
    }

    fn unify_operands(&mut self, value: &Expr, ty: &Ty) {
        match value {
            Expr::Binary(op, a, b)
                if matches!(op, Op::Add | Op::Sub) || self.is_float_atom(a) || self.is_float_atom(b) =>
            {
                for operand in [&**a, &**b] {
                    self.unify_operand(operand, ty);
                }
            }
            Expr::Neg(a) => self.unify_operand(a, ty),
            Expr::Place(place) => self.unify_definition(place, ty),
            _ => {}
        }
    }

    fn unify_operand(&mut self, operand: &Expr, ty: &Ty) {
        let Expr::Place(place) = operand else { return };
        let mut known = self.function.place_ty(place);
        let open = matches!(known.peel(), Ty::Opaque(_) | Ty::Unknown);
        if matches!(known.peel(), Ty::Unknown) && place.path.is_empty() && self.read_number(place.root, ty) {
            known = ty.clone();
            self.function.vars[place.root.0 as usize].ty = known.clone();
        }
        self.unify(&Value { expr: operand.clone(), ty: known }, ty);
        if open {
            self.unify_definition(place, ty);
        }
    }

    /// The float that `value` is, for a method of floats is called on it: what is made of one and of something unknown is
    /// of its width.
    pub(super) fn float_made_of(&self, value: &Value) -> Option<Ty> {
        let Expr::Place(place) = &value.expr else { return None };
        if !place.path.is_empty() || !matches!(value.ty.peel(), Ty::Unknown) {
            return None;
        }
        let made = self.out.iter().rev().find_map(|stmt| match &stmt.kind {
            StmtKind::Let { var, value: Expr::Binary(_, a, b) } if *var == place.root => Some([a, b]),
            _ => None,
        })?;
        made.into_iter().find_map(|operand| match &**operand {
            Expr::Place(operand) => match self.function.place_ty(operand) {
                ty @ Ty::Float(Some(_)) => Some(ty),
                _ => None,
            },
            _ => None,
        })
    }

    /// A passive value that turns out to be a float is one or refers to one; whether `var` is such a value.
    fn read_number(&mut self, var: VarId, ty: &Ty) -> bool {
        if self.function.var(var).role != Role::Temporary {
            return false;
        }
        for stmt in self.out.iter_mut().rev() {
            match &mut stmt.kind {
                StmtKind::Let { var: bound, value: Expr::Tokens(tokens) } if *bound == var => {
                    let stream = &tokens.stream;
                    if tokens.reads.is_empty()
                        && let Ok(name) = syn::parse2::<proc_macro2::Ident>(stream.clone())
                        && self.facts.constants.insert(name.to_string(), ty.clone()).is_none()
                    {
                        self.changed = true;
                    }
                    tokens.stream = quote!(__chainrule::__private::number(#stream));
                    return true;
                }
                _ => {}
            }
        }
        false
    }

    /// A temporary that turns out to be a float: what it was made from.
    fn unify_definition(&mut self, place: &Place, ty: &Ty) {
        if !place.path.is_empty() {
            return;
        }
        let made = self.out.iter().rev().find_map(|stmt| match &stmt.kind {
            StmtKind::Let { var, value: value @ (Expr::Binary(..) | Expr::Neg(_)) } if *var == place.root => {
                Some(value)
            }
            _ => None,
        });
        if let Some(made) = made.cloned() {
            self.unify_operands(&made, ty);
        }
    }

    fn is_float_atom(&self, atom: &Expr) -> bool {
        match atom {
            Expr::Place(place) => self.function.place_ty(place).is_float_operand(),
            Expr::Number(_) => true,
            Expr::Tokens(tokens) => {
                tokens.reads.is_empty() && syn::parse2::<syn::LitFloat>(tokens.stream.clone()).is_ok()
            }
            _ => false,
        }
    }
}

/// A passive reference to a float, as the float.
fn dereferenced(value: Value) -> Value {
    match (value.expr, value.ty) {
        (Expr::Tokens(mut tokens), Ty::Ref(_, inner)) if inner.is_float() => {
            let stream = tokens.stream;
            tokens.stream = quote!((*#stream));
            Value { expr: Expr::Tokens(tokens), ty: *inner }
        }
        (expr, ty) => Value { expr, ty },
    }
}

/// Arithmetic reads what a reference refers to; whether `expr` is written as one.
pub(super) fn behind_reference(expr: &syn::Expr) -> (&syn::Expr, bool) {
    match expr {
        syn::Expr::Reference(reference) if reference.mutability.is_none() => (&reference.expr, true),
        syn::Expr::Paren(inner) if matches!(*inner.expr, syn::Expr::Reference(_)) => behind_reference(&inner.expr),
        other => (other, false),
    }
}

//! Assignments: to places, to several at once, and compound ones.

use proc_macro2::Span;
use quote::quote;
use syn::spanned::Spanned;

use super::scope::Binding;
use super::{Lowering, Value};
use crate::diagnostic::Message;
use crate::ir::{Expr, Place, Role, StmtKind, Tokens, Update, VarId};
use crate::types::Ty;

impl Lowering<'_> {
    pub(super) fn assignment(&mut self, assign: &syn::ExprAssign) {
        if let syn::Expr::Infer(_) = &*assign.left {
            return self.statement(&assign.right);
        }
        if let syn::Expr::Tuple(syn::ExprTuple { elems, .. }) | syn::Expr::Array(syn::ExprArray { elems, .. }) =
            &*assign.left
        {
            let targets: Vec<&syn::Expr> = elems.iter().collect();
            return self.destructure(&targets, matches!(*assign.left, syn::Expr::Array(_)), &assign.right);
        }
        if let Some(moving) = self.moving(&assign.left) {
            return self.move_reference(&moving, &assign.right);
        }
        if super::control::is_control_flow(&assign.right)
            && let Some(var) = self.own_variable(&assign.left)
            && self.needs_structure(&assign.right)
        {
            // Each arm ends with the assignment.
            return self.control(&assign.right, Some(var));
        }
        if self.changes_passive(&assign.left, &assign.right) {
            return self.passive_statement(&syn::Expr::Assign(assign.clone()));
        }
        let value = self.rvalue(&assign.right);
        self.assign_to(&assign.left, Update::Set, value, assign.span());
    }

    /// Whether what a method lends, of a type without a derivative, gets a value without one.
    fn changes_passive(&self, target: &syn::Expr, value: &syn::Expr) -> bool {
        let lent = lent_by(target);
        lent.is_some_and(|call| !self.is_lent_element(call)) && !self.is_varied(target) && !self.is_varied(value)
    }

    /// The variable that `expr` names, where it is no reference.
    pub(super) fn own_variable(&self, expr: &syn::Expr) -> Option<VarId> {
        let syn::Expr::Path(path) = expr else { return None };
        match self.scopes.find(&path.path.get_ident()?.to_string()) {
            Some(Binding::Var(var)) if !matches!(self.ty_of(*var), Ty::Ref(..)) => Some(*var),
            _ => None,
        }
    }

    /// `(a, b) = (b, a + b);`, `[a, b] = [b, a];`
    pub(super) fn destructure(&mut self, targets: &[&syn::Expr], array: bool, right: &syn::Expr) {
        if self.move_references(targets, right) {
            return;
        }
        let values: Vec<Value> = match right {
            syn::Expr::Tuple(syn::ExprTuple { elems, .. }) | syn::Expr::Array(syn::ExprArray { elems, .. })
                if elems.len() == targets.len() =>
            {
                let list: Vec<&syn::Expr> = elems.iter().collect();
                let operands = self.operands(&list);
                // All values are read before the first target changes.
                operands
                    .into_iter()
                    .map(|value| {
                        let ty = value.ty.clone();
                        Value { expr: Expr::var(self.materialize(value, right.span())), ty }
                    })
                    .collect()
            }
            _ => {
                let value = self.rvalue(right);
                let var = self.materialize(value, right.span());
                let part = |index: usize| {
                    let mut place = Place::of(var);
                    let literal = proc_macro2::Literal::usize_unsuffixed(index);
                    place.path.push(if array {
                        crate::ir::Step::Index(Expr::Tokens(super::opaque::constant(quote!(#literal))))
                    } else {
                        crate::ir::Step::Field(syn::Member::from(index))
                    });
                    Value { ty: self.function.place_ty(&place), expr: Expr::Place(place) }
                };
                (0..targets.len()).map(part).collect()
            }
        };
        for (target, value) in targets.iter().zip(values) {
            if !matches!(target, syn::Expr::Infer(_)) {
                self.assign_to(target, Update::Set, value, target.span());
            }
        }
    }

    pub(super) fn compound(&mut self, binary: &syn::ExprBinary) {
        let Some(op) = super::expr::operator(&binary.op) else {
            // Bit operations: integers.
            return self.passive_update(binary);
        };
        if self.type_of(&binary.left).is_passive() {
            return self.passive_update(binary);
        }
        if self.constant_part(&binary.left).is_some() {
            return self.passive_update(binary);
        }
        let is_float = self.type_of(&binary.left).peel().is_float();
        let right = if is_float { &*binary.right } else { super::operator::behind_reference(&binary.right).0 };
        let value = self.rvalue(right);
        // Only the factors of a sum may stay an operation: the others are read again in the reverse sweep.
        let is_sum = matches!(op, crate::ir::Op::Add | crate::ir::Op::Sub) && is_float;
        let stays = !self.is_number_of_given(&value) && !super::expr::runs_once(right, &value);
        let value = if (is_sum || value.expr.is_atom()) && stays {
            value
        } else {
            let ty = value.ty.clone();
            Value { expr: Expr::var(self.materialize(value, binary.right.span())), ty }
        };
        if is_float || self.sums_floats(&binary.left, op, &value) {
            return self.assign_to(&binary.left, Update::By(op), value, binary.span());
        }
        let value = self.operand_as_written(&binary.right, value);
        self.compound_by_rule(&binary.left, op, value, binary.span());
    }

    /// Whether a variable of which nothing is known is taken to be a float: a float is added to it. A type of the user's
    /// that takes one is written in the `let`.
    pub(super) fn sums_floats(&mut self, target: &syn::Expr, op: crate::ir::Op, value: &Value) -> bool {
        let is_sum = matches!(op, crate::ir::Op::Add | crate::ir::Op::Sub);
        let float = value.ty.peel().clone();
        if !is_sum || !matches!(float, Ty::Float(Some(_))) || !matches!(target, syn::Expr::Path(_)) {
            return false;
        }
        match self.place(target) {
            Some((place, Ty::Unknown)) if place.path.is_empty() => {
                self.refine(&place, &float);
                true
            }
            _ => false,
        }
    }

    /// `k += 1;`, `bits |= 4;`: a statement of integers.
    pub(super) fn passive_update(&mut self, binary: &syn::ExprBinary) {
        if self.changes_passive(&binary.left, &binary.right) {
            return self.passive_statement(&syn::Expr::Binary(binary.clone()));
        }
        let right = self.opaque_value(&binary.right);
        let Some((place, _)) = self.place(&binary.left) else { return self.not_a_place(&binary.left) };
        let place = self.freeze_own(place, binary.span());
        self.refuse_among_constants(&place, &right.tokens, binary.span());
        if let Some(op) = super::expr::operator(&binary.op).filter(|_| right.writes.is_empty())
            && self.is_count(&place, op)
        {
            // What it overwrites is the field, not all of what the field belongs to.
            let value = Expr::Tokens(right.tokens);
            return self.emit(StmtKind::Assign { place, update: Update::By(op), value }, binary.span());
        }
        let (op, right_tokens) = (&binary.op, &right.tokens.stream);
        let target = crate::emit::place_mut(&self.function, &place);
        let mut reads = right.tokens.reads;
        reads.push(place.root);
        place.for_each_index(&mut |var| reads.push(var));
        let tokens = Tokens { stream: quote!(#target #op #right_tokens;), reads, flows: Vec::new(), cheap: true };
        let mut writes = right.writes;
        writes.push(place);
        self.emit(StmtKind::Passive { tokens, writes }, binary.span());
    }

    /// Whether `op` changes an integer in a field of something that may be differentiated.
    fn is_count(&self, place: &Place, op: crate::ir::Op) -> bool {
        use crate::ir::{Op, Step};
        let of_field = place.path.iter().any(|step| matches!(step, Step::Field(_)));
        let ty = self.function.place_ty(place);
        let integer = ty.is_passive() && ty.is_scalar() && !ty.is_opaque_passive();
        matches!(op, Op::Add | Op::Sub) && of_field && integer && !self.ty_of(place.root).is_passive()
    }

    pub(super) fn assign_to(&mut self, target: &syn::Expr, update: Update, value: Value, span: Span) {
        // The value is there before the target is looked up.
        let start = self.out.len();
        if let Some(name) = self.behind_copy(target) {
            return self.not_followed(&name, target);
        }
        self.note_written(target, &value);
        let Some((place, ty)) = self.target(target) else { return self.not_a_place(target) };
        let place = self.freeze_own(place, target.span());
        let changes = self.written_since(start).into_iter().any(|var| value.expr.reads(var));
        let value = if changes { self.snapshot(start, value, span) } else { value };
        let value =
            Value { ty: if update == Update::Set { value.ty.clone() } else { value.ty.peel().clone() }, ..value };
        self.unify(&value, ty.peel());
        if let (Ty::Float(Some(_)), false) = (&value.ty, ty.is_passive()) {
            self.refine(&place, &value.ty.clone());
        }
        let (update, value) = self.as_sum(&place, update, value);
        self.assign(place, update, value, span);
    }

    /// The number in `*number = e`: what was behind a reference, and was copied, so that nothing reaches the place.
    fn behind_copy(&self, target: &syn::Expr) -> Option<syn::Ident> {
        match target {
            syn::Expr::Paren(inner) => self.behind_copy(&inner.expr),
            syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => {
                let var = self.own_variable(&unary.expr)?;
                let copied = matches!(self.ty_of(var), Ty::Float(_)) && self.function.var(var).role == Role::Local;
                let syn::Expr::Path(path) = &*unary.expr else { return None };
                path.path.get_ident().filter(|_| copied).cloned()
            }
            _ => None,
        }
    }

    fn not_followed(&mut self, name: &syn::Ident, target: &syn::Expr) {
        let message = Message::new(format!("chainrule does not see what `{name}` refers to"))
            .note("it is one of several places, or a part of something that may not be there")
            .help(format!(
                "bind it where the place is known: `if let Some({name}) = .. {{ *{name} = ..; }}`, and without `mut`"
            ));
        self.error(message, target);
    }

    /// `s = s + e;` is `s += e;`, which fuses, and reads nothing in the reverse sweep.
    pub(super) fn as_sum(&self, target: &Place, update: Update, value: Value) -> (Update, Value) {
        use crate::ir::Op;
        let Expr::Binary(op @ (Op::Add | Op::Sub), left, right) = &value.expr else { return (update, value) };
        let name = crate::emit::place(&self.function, target).to_string();
        let is_target = |side: &Expr| {
            matches!(side, Expr::Place(place) if place.root == target.root)
                && crate::emit::expr(&self.function, side).to_string() == name
        };
        if update != Update::Set || !value.ty.is_float() {
            return (update, value);
        }
        let rest = match (is_target(left), is_target(right)) {
            (true, _) => right,
            (false, true) if *op == Op::Add => left,
            _ => return (update, value),
        };
        (Update::By(*op), Value { expr: (**rest).clone(), ty: value.ty.clone() })
    }

    pub(super) fn not_a_place(&mut self, target: &syn::Expr) {
        // A name whose binding was refused.
        if let syn::Expr::Path(path) = target
            && let Some(name) = path.path.get_ident()
            && self.scopes.find(&name.to_string()).is_none()
            && !self.errors.is_empty()
        {
            return;
        }
        self.error(
            Message::new("chainrule cannot follow this assignment")
                .note("its target is neither a local variable nor a part of one")
                .help("assign to a variable, an element or a field"),
            target,
        );
    }
}

/// The call in `*v.last_mut().unwrap()`.
fn lent_by(target: &syn::Expr) -> Option<&syn::ExprMethodCall> {
    match target {
        syn::Expr::Paren(inner) => lent_by(&inner.expr),
        syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => lent_by(&unary.expr),
        syn::Expr::MethodCall(call) => matches!(call.method.to_string().as_str(), "unwrap" | "expect").then_some(call),
        _ => None,
    }
}

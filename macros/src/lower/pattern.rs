//! `let`: names for values, and names for places.

use proc_macro2::Span;
use syn::spanned::Spanned;

use super::scope::Binding;
use super::{Lowering, Value};
use crate::diagnostic::Message;
use crate::ir::{Expr, Place, Role, StmtKind};
use crate::types::Ty;

impl Lowering<'_> {
    pub(super) fn local(&mut self, local: &syn::Local) {
        let (pattern, ty) = match &local.pat {
            syn::Pat::Type(typed) => (&*typed.pat, Ty::of(&typed.ty)),
            pattern => (pattern, Ty::Unknown),
        };
        let Some(init) = &local.init else { return self.uninitialized(pattern, ty) };
        if let Some((_, otherwise)) = &init.diverge {
            return self.let_else(pattern, &init.expr, otherwise);
        }
        self.bind_expr(pattern, ty, &init.expr);
    }

    fn uninitialized(&mut self, pattern: &syn::Pat, ty: Ty) {
        let syn::Pat::Ident(name) = pattern else {
            return self.unknown_pattern(pattern);
        };
        let var = self.bind(&name.ident, ty, name.mutability.is_some(), Role::Local);
        self.function.vars[var.0 as usize].deferred = true;
        self.emit(StmtKind::Declare { var }, name.span());
    }

    /// Binds the value of `expr` to `pattern`.
    pub(super) fn bind_expr(&mut self, pattern: &syn::Pat, ty: Ty, expr: &syn::Expr) {
        if super::conversions::is_into(expr) {
            self.expect_type(expr, &ty);
        }
        if let syn::Pat::Ident(name) = pattern
            && super::elements::makes_struct(expr)
        {
            self.facts.own.insert(&raw const name.ident);
        }
        match (pattern, expr) {
            (syn::Pat::Paren(inner), _) => self.bind_expr(&inner.pat, ty, expr),
            (_, syn::Expr::Paren(inner)) => self.bind_expr(pattern, ty, &inner.expr),
            (syn::Pat::Tuple(patterns), syn::Expr::Tuple(values))
                if super::access::names_parts(patterns, values) || self.names_iterators(patterns, values) =>
            {
                for ((pattern, value), index) in patterns.elems.iter().zip(&values.elems).zip(0..) {
                    self.bind_expr(pattern, ty.field(index), value);
                }
            }
            (syn::Pat::Tuple(patterns), _) if self.bind_split(patterns, expr) => {}
            _ if self.bind_pullback(pattern, expr) => {}
            (syn::Pat::Tuple(patterns), syn::Expr::Tuple(values)) if patterns.elems.len() == values.elems.len() => {
                self.bind_each(patterns, values, &ty);
            }
            (syn::Pat::Ident(name), syn::Expr::Closure(closure)) if self.bind_closure(name, closure) => {}
            (syn::Pat::Ident(name), _) if self.alias_of_function(name, expr) => {}
            (syn::Pat::Ident(name), _) if self.bind_stream(name, expr) => {}
            _ if self.bind_consumed(pattern, &ty, expr) => {}
            (syn::Pat::Ident(name), _) if self.alias(name, &ty, expr) => {}
            (syn::Pat::Ident(name), _) if super::control::is_control_flow(expr) => {
                self.bind_control(name, ty, expr);
            }
            (syn::Pat::Wild(_), _) => self.statement(expr),
            _ if self.bind_referenced(pattern, &ty, expr) => {}
            (_, syn::Expr::Reference(reference)) if self.bind_parts(pattern, &ty, reference) => {}
            (syn::Pat::TupleStruct(_) | syn::Pat::Struct(_), syn::Expr::Path(_)) if self.is_held_error(expr) => {
                self.let_else(pattern, expr, &syn::parse_quote!(unreachable!()));
            }
            (_, syn::Expr::Path(_)) if self.bind_parts_behind(pattern, &ty, expr) => {}
            _ => {
                let value = self.rvalue(expr);
                self.bind_value(pattern, ty, value, expr.span());
            }
        }
    }

    /// `let (a, b) = self.pair(i);`: names for the parts of what the result refers to.
    fn bind_referenced(&mut self, pattern: &syn::Pat, ty: &Ty, expr: &syn::Expr) -> bool {
        let Some((place, mutable, ty)) = self.referenced(ty, expr) else { return false };
        let part = super::parts::Part { place, ty, reference: Some(mutable) };
        let _ = self.bind_part(pattern, part, false);
        true
    }

    /// `let (a, b) = &mut pairs[i];`: names for the parts of a place. Whether it is one.
    fn bind_parts(&mut self, pattern: &syn::Pat, ty: &Ty, reference: &syn::ExprReference) -> bool {
        let mutable = reference.mutability.is_some();
        let element = matches!(&*reference.expr, syn::Expr::Index(index) if self.holds_structs(&index.expr));
        let named = (mutable || element) && self.is_place(&reference.expr);
        if !self.is_varied(&reference.expr) && !named {
            return false;
        }
        let Some((place, found)) = self.place(&reference.expr) else { return false };
        let place = self.freeze(place, reference.span());
        let ty = found.peel().meet(ty.peel());
        let _ = self.bind_part(pattern, super::parts::Part { place, ty, reference: Some(mutable) }, false);
        true
    }

    /// `let P { pos, vel } = p;`, where `p` refers to a place: names for its parts. Whether it does.
    fn bind_parts_behind(&mut self, pattern: &syn::Pat, ty: &Ty, expr: &syn::Expr) -> bool {
        let Some(part) = self.part_behind(ty, expr) else { return false };
        let _ = self.bind_part(pattern, part, false);
        true
    }

    /// What the variable `expr` refers to.
    fn part_behind(&mut self, ty: &Ty, expr: &syn::Expr) -> Option<super::parts::Part> {
        let (place, Ty::Ref(mutable, inner)) = self.place(expr)? else { return None };
        if !self.is_varied(expr) && !mutable {
            return None;
        }
        let place = self.freeze(place, expr.span());
        Some(super::parts::Part { place, ty: inner.meet(ty.peel()), reference: Some(mutable) })
    }

    /// `let (P { pos, .. }, b) = (p, x + y);`: the names are bound after all values are known.
    fn bind_each(&mut self, patterns: &syn::PatTuple, values: &syn::ExprTuple, ty: &Ty) {
        let mut behind = Vec::new();
        let mut list: Vec<&syn::Expr> = Vec::new();
        for ((pattern, value), index) in patterns.elems.iter().zip(&values.elems).zip(0..) {
            let is_taken_apart = !matches!(pattern, syn::Pat::Ident(_) | syn::Pat::Wild(_));
            let is_name = is_taken_apart && matches!(value, syn::Expr::Path(_));
            let part = if is_name { self.part_behind(&ty.field(index), value) } else { None };
            list.extend(part.is_none().then_some(value));
            behind.push(part);
        }
        let mut operands = self.operands(&list).into_iter();
        for ((pattern, part), index) in patterns.elems.iter().zip(behind).zip(0..) {
            if let Some(part) = part {
                let _ = self.bind_part(pattern, part, false);
            } else if let Some(value) = operands.next() {
                self.bind_value(pattern, ty.field(index), value, values.span());
            }
        }
    }

    /// `let y = if … { … } else { … };`: the arms assign to `y`, which comes into scope after them.
    fn bind_control(&mut self, name: &syn::PatIdent, ty: Ty, expr: &syn::Expr) {
        if !self.needs_structure(expr) {
            let value = self.passive_value(expr);
            return self.bind_name(name, ty.meet(&value.ty), value.expr, expr.span());
        }
        let var = self.declare(&name.ident, ty.clone(), false, Role::Local);
        self.function.vars[var.0 as usize].deferred = true;
        self.emit(StmtKind::Declare { var }, name.span());
        self.control(expr, Some(var));
        let mutable = name.mutability.is_some();
        let found = self.function.var(var).ty.clone();
        if mutable && crate::reverse::zero_of(&found).is_none() && !found.is_passive() {
            // What the arms assign overwrites nothing: the contents that may change are another variable's.
            return self.bind_name(name, ty.meet(&found), Expr::var(var), expr.span());
        }
        self.function.vars[var.0 as usize].mutable = mutable;
        self.scopes.bind(name.ident.to_string(), Binding::Var(var));
    }

    /// `let row = &a[i];`, `let xs = parameter;`: another name for a place. Whether `expr` is one.
    fn alias(&mut self, name: &syn::PatIdent, ty: &Ty, expr: &syn::Expr) -> bool {
        let (inner, by_reference, mutable) = match expr {
            syn::Expr::Reference(reference) => (&*reference.expr, true, reference.mutability.is_some()),
            other => (other, name.by_ref.is_some(), name.mutability.is_some() && name.by_ref.is_some()),
        };
        if let Some((place, mutable, found)) = self.referenced_by_name(name, ty, inner).filter(|_| !by_reference) {
            self.bind_reference(name, place, mutable, found);
            return true;
        }
        let known = self.type_of(inner);
        // What is written through a mutable reference reaches the place, although nothing may have reached it so far.
        let writes = by_reference && mutable && self.is_place(inner);
        // Of what has no derivative too: a reference cannot be recorded.
        let names_place = by_reference && self.is_place(inner);
        if !self.is_varied(inner) && !writes && !names_place {
            return false;
        }
        let is_reference = matches!(known, Ty::Ref(..));
        if !by_reference && !is_reference {
            return false;
        }
        let Some((place, found)) = self.place(inner) else { return by_reference && self.alias_of_value(name, inner) };
        let (mutable, found) = match found {
            Ty::Ref(mutable, inner) if !by_reference => (mutable, *inner),
            other => (mutable, other),
        };
        let found = match ty {
            Ty::Ref(_, ty) => found.meet(ty),
            _ => found,
        };
        let place = self.freeze(place, expr.span());
        self.bind_reference(name, place, mutable, found);
        true
    }

    fn bind_reference(&mut self, name: &syn::PatIdent, place: Place, mutable: bool, ty: Ty) {
        if name.mutability.is_some() && name.by_ref.is_none() {
            self.moving_reference(name, place, mutable, ty);
        } else {
            self.scopes.bind(name.ident.to_string(), Binding::Alias { place, mutable, ty });
        }
    }

    /// Whether `expr` names a local variable, or a part of one.
    pub(super) fn is_place(&self, expr: &syn::Expr) -> bool {
        match expr {
            syn::Expr::Paren(inner) => self.is_place(&inner.expr),
            syn::Expr::MethodCall(call) => super::optional::is_inside(call) && self.is_place(&call.receiver),
            syn::Expr::Field(field) => self.is_place(&field.base),
            syn::Expr::Index(index) => self.is_place(&index.expr),
            syn::Expr::Unary(unary) => matches!(unary.op, syn::UnOp::Deref(_)) && self.is_place(&unary.expr),
            syn::Expr::Path(path) => path.path.get_ident().is_some_and(|ident| {
                matches!(self.scopes.find(&ident.to_string()), Some(Binding::Var(_) | Binding::Alias { .. }))
            }),
            _ => false,
        }
    }

    /// `let values = &[x, y];`: the value gets a variable, the name is another name for it.
    fn alias_of_value(&mut self, name: &syn::PatIdent, inner: &syn::Expr) -> bool {
        let value = self.rvalue(inner);
        let ty = value.ty.clone();
        let var = self.materialize(value, inner.span());
        if name.mutability.is_some() {
            self.moving_reference(name, Place::of(var), false, ty);
        } else {
            self.scopes.bind(name.ident.to_string(), Binding::Alias { place: Place::of(var), mutable: false, ty });
        }
        true
    }

    /// Binds a lowered value to `pattern`.
    pub(super) fn bind_value(&mut self, pattern: &syn::Pat, ty: Ty, value: Value, span: Span) {
        let value = self.coerced(value, &ty, span);
        match pattern {
            syn::Pat::Ident(name) if name.subpat.is_none() && name.by_ref.is_none() => {
                let ty = ty.meet(&value.ty);
                if let (Expr::Place(place), Ty::Ref(mutable, inner)) = (&value.expr, &value.ty)
                    && self.varied[place.root.0 as usize]
                {
                    let (place, mutable, ty) = (place.clone(), *mutable, (**inner).clone());
                    if name.mutability.is_some() {
                        return self.moving_reference(name, place, mutable, ty);
                    }
                    self.scopes.bind(name.ident.to_string(), Binding::Alias { place, mutable, ty });
                    return;
                }
                self.bind_name(name, ty, value.expr, span);
            }
            syn::Pat::Wild(_) => {
                let value = if value.expr.call().is_some() {
                    let ty = value.ty.clone();
                    Value { expr: Expr::var(self.materialize(value, span)), ty }
                } else {
                    value
                };
                self.discard_value(value, span);
            }
            syn::Pat::Paren(inner) => self.bind_value(&inner.pat, ty, value, span),
            syn::Pat::Type(typed) => {
                let ty = ty.meet(&Ty::of(&typed.ty));
                self.bind_value(&typed.pat, ty, value, span);
            }
            syn::Pat::Reference(reference) => {
                let expr = self.behind_unknown(value.expr, &value.ty);
                let value = Value { ty: value.ty.peel().clone(), expr };
                self.bind_value(&reference.pat, ty.peel().clone(), value, span);
            }
            _ => {
                let part = self.part(ty, value, span);
                self.bind_part(pattern, part, false);
            }
        }
    }

    /// What the variable `expr` refers to, where it is a reference to something without a derivative, as only rustc knows.
    fn behind_unknown(&self, expr: Expr, ty: &Ty) -> Expr {
        match expr {
            Expr::Place(mut place)
                if place.path.is_empty() && matches!(ty, Ty::Unknown) && !self.varied[place.root.0 as usize] =>
            {
                place.path.push(crate::ir::Step::Deref);
                Expr::Place(place)
            }
            expr => expr,
        }
    }

    /// `value` as something that can be taken apart.
    pub(super) fn part(&mut self, ty: Ty, value: Value, span: Span) -> super::parts::Part {
        let ty = ty.meet(&value.ty);
        let reference = match &value.ty {
            Ty::Ref(mutable, _) => Some(*mutable),
            _ => None,
        };
        let place = match value.expr {
            Expr::Place(place) => self.freeze(place, span),
            expr if reference.is_none() => Place::of(self.materialize(Value { expr, ty: ty.clone() }, span)),
            expr => Place::of(self.materialize(Value { expr, ty: value.ty }, span)),
        };
        super::parts::Part { place, ty: ty.peel().clone(), reference }
    }

    pub(super) fn bind_name(&mut self, name: &syn::PatIdent, ty: Ty, value: Expr, span: Span) {
        let var = self.bind(&name.ident, ty, name.mutability.is_some(), Role::Local);
        self.mark_varied(var, &value);
        if self.rename_result(&value, var) {
            return;
        }
        self.emit(StmtKind::Let { var, value }, span);
    }

    pub(super) fn unknown_pattern(&mut self, pattern: &dyn quote::ToTokens) {
        self.error(
            Message::new("this pattern is not supported yet")
                .note("chainrule follows names, tuples and arrays")
                .help("bind the whole value to a name, and take its parts by index or field"),
            pattern,
        );
    }
}

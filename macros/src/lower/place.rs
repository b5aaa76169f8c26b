//! Places: which part of which variable an expression names.

use quote::quote;
use syn::spanned::Spanned;

use super::item::Item;
use super::optional::{INSIDE, is_inside};
use super::scope::Binding;
use super::{Lowering, Value};
use crate::diagnostic::Message;
use crate::ir::{Expr, Place, Step};
use crate::types::Ty;

impl Lowering<'_> {
    /// The place that `expr` names and its type; `None` where it is no place.
    pub(super) fn place(&mut self, expr: &syn::Expr) -> Option<(Place, Ty)> {
        match expr {
            syn::Expr::Paren(inner) => self.place(&inner.expr),
            syn::Expr::Group(inner) => self.place(&inner.expr),
            syn::Expr::Path(path) => self.place_of_name(path),
            syn::Expr::MethodCall(call) if is_inside(call) => self.place_inside(call),
            syn::Expr::Field(_) if self.tuple_part(expr).is_some() => match self.tuple_part(expr)?.clone() {
                Item::Value(Value { expr: Expr::Place(place), ty }) => Some((place, ty)),
                _ => None,
            },
            syn::Expr::Field(field) if self.is_consumer(&field.base) && self.is_varied(expr) => {
                self.place_in_consumed(field)
            }
            syn::Expr::Call(_) | syn::Expr::MethodCall(_) if self.known_reference(expr).is_some() => {
                let (place, mutable, ty) = self.referenced(&Ty::Unknown, expr)?;
                Some((place, Ty::Ref(mutable, Box::new(ty))))
            }
            syn::Expr::Call(call) => self.place_of_call(call),
            syn::Expr::MethodCall(_) if self.is_consumer(expr) && self.is_varied(expr) => {
                match self.consumer_item(expr, &Ty::Unknown)? {
                    Item::Value(Value { expr: Expr::Place(place), ty }) => Some((place, ty)),
                    item => {
                        let value = self.item_value(item, expr.span());
                        let var = self.materialize(value, expr.span());
                        Some((Place::of(var), self.ty_of(var).clone()))
                    }
                }
            }
            syn::Expr::Field(field) => self.place_of_field(field),
            syn::Expr::Index(index) => self.place_of_index(index),
            syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => self.place_of_deref(unary),
            syn::Expr::MethodCall(call)
                if matches!(call.method.to_string().as_str(), "as_slice" | "as_mut_slice" | "as_ref" | "as_mut")
                    && call.args.is_empty()
                    && (call.method.to_string().ends_with("slice") || self.is_list(&call.receiver)) =>
            {
                let (mut place, ty) = self.base(&call.receiver)?;
                push_slice(&mut place, Expr::Tokens(super::opaque::constant(quote!(0))), None);
                Some((place, Ty::Slice(Box::new(ty.element()))))
            }
            syn::Expr::MethodCall(call) if self.is_unboxing(call) => self.place_unboxed(call),
            syn::Expr::MethodCall(call) if self.is_entry(call) => self.place_of_entry(call),
            syn::Expr::MethodCall(call) if self.is_varied(expr) || self.is_lent_element(call) => {
                if super::inplace::unwrapped_pop(call).is_some() {
                    return None;
                }
                if let Some(found) = self.accessed(call) {
                    return Some(found);
                }
                let part = self.unwrapped(call)?;
                let ty = match part.reference {
                    Some(mutable) => Ty::Ref(mutable, Box::new(part.ty)),
                    None => part.ty,
                };
                Some((part.place, ty))
            }
            _ => None,
        }
    }

    /// What an `Option` holds.
    fn place_inside(&mut self, call: &syn::ExprMethodCall) -> Option<(Place, Ty)> {
        let (mut place, ty) = self.base(&call.receiver)?;
        let some = proc_macro2::Ident::new("Some", call.method.span());
        place.path.push(Step::Variant(some, syn::Member::from(0)));
        let ty = ty.peel().payload("Some");
        if call.method == INSIDE {
            return Some((place, ty));
        }
        place.path.push(Step::Unbox);
        Some((place, ty.unboxed()))
    }

    fn place_of_field(&mut self, field: &syn::ExprField) -> Option<(Place, Ty)> {
        let (mut place, ty) = self.base(&field.base)?;
        let ty = self.learn_field(&ty, &field.member);
        place.path.push(Step::Field(field.member.clone()));
        Some((place, ty))
    }

    fn place_of_name(&mut self, path: &syn::ExprPath) -> Option<(Place, Ty)> {
        let name = path.path.get_ident()?;
        if let Some(Binding::Var(var)) = self.scopes.find(&name.to_string()) {
            let var = *var;
            self.refuse_lent(name, var);
            return Some((Place::of(var), self.ty_of(var).clone()));
        }
        match self.scopes.find(&name.to_string())? {
            Binding::Var(var) => Some((Place::of(*var), self.ty_of(*var).clone())),
            // The reference itself: its place, under the type of a reference.
            Binding::Alias { place, mutable, ty } => Some((place.clone(), Ty::Ref(*mutable, Box::new(ty.clone())))),
            Binding::Item(Item::Value(Value { expr: Expr::Place(place), ty })) => Some((place.clone(), ty.clone())),
            Binding::Constant(_) | Binding::Closure(_) | Binding::Item(_) | Binding::Stream(..) => None,
        }
    }

    /// `hi - lo`, simpler where `hi` is `lo + n`.
    pub(super) fn slice_length(&self, lo: &Expr, hi: &Expr) -> Expr {
        let text = |expr: &Expr| crate::emit::expr(&self.function, expr).to_string();
        match hi {
            _ if text(lo) == "0" => hi.clone(),
            Expr::Binary(crate::ir::Op::Add, base, count) if text(base) == text(lo) => (**count).clone(),
            _ => hi.clone().sub(lo.clone()),
        }
    }

    /// `stream.max_by(…).unwrap().1`
    fn place_in_consumed(&mut self, field: &syn::ExprField) -> Option<(Place, Ty)> {
        let item = self.consumer_item(&field.base, &Ty::Unknown)?;
        let span = field.span();
        if let syn::Member::Unnamed(index) = &field.member
            && let Some(part) = item.field(index.index as usize).cloned()
        {
            let part = self.atomic_item(part, span);
            return match part {
                Item::Value(Value { expr: Expr::Place(place), ty }) => Some((place, ty)),
                part => {
                    let value = self.item_value(part, span);
                    let var = self.materialize(value, span);
                    Some((Place::of(var), self.ty_of(var).clone()))
                }
            };
        }
        let value = self.item_value(item, span);
        let ty = value.ty.clone();
        let mut place = match value.expr {
            Expr::Place(place) => place,
            _ => Place::of(self.materialize(value, span)),
        };
        place.path.push(Step::Field(field.member.clone()));
        let ty = self.field_ty(&ty, &field.member);
        Some((place, ty))
    }

    /// The part of a tuple that is known by its parts.
    pub(super) fn tuple_part(&self, expr: &syn::Expr) -> Option<&Item> {
        match expr {
            syn::Expr::Paren(inner) => self.tuple_part(&inner.expr),
            syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => match self.tuple_part(&unary.expr)? {
                Item::Ref(item) => Some(item),
                _ => None,
            },
            syn::Expr::Path(path) => match self.scopes.find(&path.path.get_ident()?.to_string())? {
                Binding::Item(item) => Some(item),
                _ => None,
            },
            syn::Expr::Field(field) => match &field.member {
                syn::Member::Unnamed(index) => self.tuple_part(&field.base)?.field(index.index as usize),
                syn::Member::Named(_) => None,
            },
            _ => None,
        }
    }

    /// Like [`Self::place`], where a value that is no place is put into a temporary first.
    pub(super) fn base(&mut self, expr: &syn::Expr) -> Option<(Place, Ty)> {
        if let Some(found) = self.place(expr) {
            return Some(found);
        }
        if !self.is_varied(expr) {
            return None;
        }
        let value = self.rvalue(expr);
        let var = self.materialize(value, expr.span());
        Some((Place::of(var), self.ty_of(var).clone()))
    }

    fn place_of_deref(&mut self, unary: &syn::ExprUnary) -> Option<(Place, Ty)> {
        if matches!(self.type_of(&unary.expr), Ty::Unknown) && self.is_locating(&unary.expr) {
            let place = self.located(&unary.expr, &Ty::Unknown)?;
            return Some((place, Ty::Unknown));
        }
        let alias = self.names_alias(&unary.expr);
        let (mut place, ty) = self.base(&unary.expr)?;
        // A reference that a branch gives is replaced by what it refers to.
        if matches!(ty, Ty::Unknown) && super::control::is_control_flow(behind_parentheses(&unary.expr)) {
            return Some((place, ty));
        }
        let inner = match ty {
            // An alias already stands for what it refers to, and so does a reference to one.
            ty if alias && !matches!(ty, Ty::Ref(..)) => ty,
            Ty::Ref(_, inner) if alias || (self.through_alias(&unary.expr) && self.stands_for(&place, &inner)) => {
                *inner
            }
            Ty::Ref(_, inner) => {
                place.path.push(Step::Deref);
                *inner
            }
            boxed @ (Ty::Boxed(..) | Ty::Unknown | Ty::Named(_) | Ty::Opaque(_)) => {
                place.path.push(Step::Unbox);
                boxed.unboxed()
            }
            // What was behind a reference, and was copied.
            float @ Ty::Float(_) => float,
            other => {
                place.path.push(Step::Deref);
                other
            }
        };
        Some((place, inner))
    }

    /// Whether the place itself is what a reference to it refers to.
    fn stands_for(&self, place: &Place, inner: &Ty) -> bool {
        self.layers(place, &Ty::Ref(false, Box::new(inner.clone()))) > 0
    }

    /// A name of an alias, or a part of a tuple by its parts, behind any number of `*`.
    fn through_alias(&self, expr: &syn::Expr) -> bool {
        match expr {
            syn::Expr::Paren(inner) => self.through_alias(&inner.expr),
            syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => self.through_alias(&unary.expr),
            syn::Expr::Field(field) if self.is_consumer(&field.base) => true,
            _ => self.names_alias(expr) || self.tuple_part(expr).is_some() || self.is_consumer(expr),
        }
    }

    pub(super) fn names_alias(&self, expr: &syn::Expr) -> bool {
        match expr {
            syn::Expr::Paren(inner) => self.names_alias(&inner.expr),
            syn::Expr::MethodCall(call) => {
                self.is_access(call)
                    || self.is_entry(call)
                    || self.known_reference(expr).is_some()
                    || self.is_held_reference(call)
            }
            syn::Expr::Call(_) => self.known_reference(expr).is_some(),
            syn::Expr::Path(path) => path
                .path
                .get_ident()
                .is_some_and(|ident| matches!(self.scopes.find(&ident.to_string()), Some(Binding::Alias { .. }))),
            _ => false,
        }
    }

    /// `o.as_mut().unwrap()`: a name for what `o` holds.
    fn is_held_reference(&self, call: &syn::ExprMethodCall) -> bool {
        let unwraps = matches!((call.method.to_string().as_str(), call.args.len()), ("unwrap", 0) | ("expect", 1));
        let syn::Expr::MethodCall(holder) = &*call.receiver else { return false };
        unwraps
            && matches!(holder.method.to_string().as_str(), "as_ref" | "as_mut")
            && holder.args.is_empty()
            && !self.is_list(&holder.receiver)
            && self.is_followed(&holder.receiver, holder.method == "as_mut")
    }

    fn place_of_index(&mut self, index: &syn::ExprIndex) -> Option<(Place, Ty)> {
        if matches!(&*index.index, syn::Expr::Tuple(_)) && self.is_varied(&index.expr) {
            let message = Message::new("chainrule does not follow a reference to this element")
                .note("an index that is a tuple belongs to an `impl` of `Index`, whose elements are read and assigned")
                .help("bind the element by `let`, and assign to it: `let x = m[(i, j)]; m[(i, j)] = x + 1.0;`");
            self.error(message, index);
        }
        if self.is_indexed_by_trait(&index.expr) {
            return self.located_element(index);
        }
        if self.is_map(&index.expr) {
            return self.place_of_key(&index.expr, &index.index);
        }
        let (mut place, ty) = self.base(&index.expr)?;
        let element = ty.element();
        if let syn::Expr::Range(range) = &*index.index {
            self.push_range(&mut place, range);
            return Some((place, Ty::Slice(Box::new(element))));
        }
        let position = self.index(&index.index);
        push_index(&mut place, position);
        Some((place, element))
    }

    /// The part of `place` in a range.
    pub(super) fn push_range(&mut self, place: &mut Place, range: &syn::ExprRange) {
        let lo = match &range.start {
            Some(start) => self.index(start),
            None => Expr::Tokens(super::opaque::constant(quote!(0))),
        };
        let hi = range.end.as_ref().map(|end| {
            let hi = self.index(end);
            match range.limits {
                syn::RangeLimits::HalfOpen(_) => hi,
                syn::RangeLimits::Closed(_) => offset(hi, Expr::Tokens(super::opaque::constant(quote!(1)))),
            }
        });
        push_slice(place, lo, hi);
    }

    /// An index: cheap tokens that can be evaluated again, else a variable.
    pub(super) fn index(&mut self, expr: &syn::Expr) -> Expr {
        if let syn::Expr::Path(path) = expr
            && let Some(ident) = path.path.get_ident()
            && let Some(Binding::Var(var)) = self.scopes.find(&ident.to_string())
        {
            return Expr::var(*var);
        }
        let opaque = self.opaque_value(expr);
        // What a pattern gives may be a reference, which cannot be kept.
        let given = opaque.tokens.reads.iter().any(|var| self.given.contains(var));
        if opaque.tokens.cheap && !given {
            return Expr::Tokens(opaque.tokens);
        }
        let span = expr.span();
        let tokens = self.note_writes(opaque, span);
        self.freeze_tokens(tokens, span)
    }

    /// The value of a place: an atom.
    pub(super) fn read(&mut self, expr: &syn::Expr) -> Value {
        let Some((place, ty)) = self.place(expr) else {
            return self.refuse(
                Message::new("chainrule cannot follow this value")
                    .note("it is neither a variable nor a part of one")
                    .help("bind it by `let` first"),
                expr,
            );
        };
        // Reading through a reference reads what it refers to.
        let stands = matches!(&ty, Ty::Ref(_, inner) if self.through_alias(expr) && self.stands_for(&place, inner));
        if stands || self.names_alias(expr) {
            return Value { expr: Expr::Place(place), ty: ty.peel().clone() };
        }
        let (mut place, mut ty) = (place, ty);
        while let Ty::Ref(_, inner) = &ty
            && inner.is_float_operand()
        {
            place.path.push(Step::Deref);
            ty = (**inner).clone();
        }
        Value { expr: Expr::Place(place), ty }
    }
}

fn behind_parentheses(expr: &syn::Expr) -> &syn::Expr {
    match expr {
        syn::Expr::Paren(inner) => behind_parentheses(&inner.expr),
        syn::Expr::Group(inner) => behind_parentheses(&inner.expr),
        other => other,
    }
}

/// Appends `[position]`; behind a slice the positions add up.
pub(super) fn push_index(place: &mut Place, position: Expr) {
    match place.path.pop() {
        Some(Step::Slice(lo, _)) => place.path.push(Step::Index(offset(*lo, position))),
        last => {
            place.path.extend(last);
            place.path.push(Step::Index(position));
        }
    }
}

/// Appends `[lo..hi]`; behind a slice the bounds add up.
pub(super) fn push_slice(place: &mut Place, lo: Expr, hi: Option<Expr>) {
    match place.path.pop() {
        Some(Step::Slice(base, end)) => {
            let hi = hi.map(|hi| Box::new(offset((*base).clone(), hi))).or(end);
            place.path.push(Step::Slice(Box::new(offset(*base, lo)), hi));
        }
        last => {
            place.path.extend(last);
            place.path.push(Step::Slice(Box::new(lo), hi.map(Box::new)));
        }
    }
}

/// `base + position`, without zeros.
pub(super) fn offset(base: Expr, position: Expr) -> Expr {
    let is_zero = |expr: &Expr| matches!(expr, Expr::Tokens(tokens) if tokens.stream.to_string() == "0");
    if is_zero(&base) {
        position
    } else if is_zero(&position) {
        base
    } else {
        base.add(position)
    }
}

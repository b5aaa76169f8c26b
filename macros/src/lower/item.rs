//! Values on their way to a pattern: what an iterator yields, what a closure is called with.
//!
//! References among them stand for their places, tuples for their parts, so that nothing is copied on the way.

use proc_macro2::Span;
use syn::spanned::Spanned;

use super::scope::Binding;
use super::{Lowering, Value};
use crate::diagnostic::Message;
use crate::ir::{Expr, Place, Step, StmtKind, VarId};
use crate::types::Ty;

/// A value, taken apart as far as it is known.
#[derive(Clone, Debug)]
pub enum Item {
    /// A place of reference type stands for a reference to that place.
    Value(Value),
    Tuple(Vec<Item>),
    /// A reference to an item that has no place of its own.
    Ref(Box<Item>),
}

impl Item {
    /// The unit value.
    pub(super) fn unit() -> Item {
        let tokens = super::opaque::constant(quote::quote!(()));
        Item::Value(Value { expr: Expr::Tokens(tokens), ty: Ty::Unit })
    }

    /// A reference to `place`, of an element of type `ty`.
    pub(super) fn reference(place: Place, ty: Ty, mutable: bool) -> Item {
        Item::Value(Value { expr: Expr::Place(place), ty: Ty::Ref(mutable, Box::new(ty)) })
    }

    pub(super) fn variable(var: VarId, ty: Ty) -> Item {
        Item::Value(Value { expr: Expr::var(var), ty })
    }

    pub(super) fn ty(&self) -> Ty {
        match self {
            Item::Value(value) => value.ty.clone(),
            Item::Tuple(parts) => Ty::Tuple(parts.iter().map(Item::ty).collect()),
            Item::Ref(item) => Ty::Ref(false, Box::new(item.ty())),
        }
    }

    /// Every value inside.
    pub(super) fn for_each(&self, visit: &mut dyn FnMut(&Value)) {
        match self {
            Item::Value(value) => visit(value),
            Item::Tuple(parts) => parts.iter().for_each(|part| part.for_each(visit)),
            Item::Ref(item) => item.for_each(visit),
        }
    }

    pub(super) fn for_each_mut(&mut self, visit: &mut dyn FnMut(&mut Value)) {
        match self {
            Item::Value(value) => visit(value),
            Item::Tuple(parts) => parts.iter_mut().for_each(|part| part.for_each_mut(visit)),
            Item::Ref(item) => item.for_each_mut(visit),
        }
    }

    /// The same, where nothing is written through its references.
    pub(super) fn shared(mut self) -> Item {
        self.for_each_mut(&mut |value| {
            if let Ty::Ref(mutable, _) = &mut value.ty {
                *mutable = false;
            }
        });
        self
    }

    /// Field `index` of a tuple, behind references.
    pub(super) fn field(&self, index: usize) -> Option<&Item> {
        match self {
            Item::Tuple(parts) => parts.get(index),
            Item::Ref(item) => item.field(index),
            Item::Value(_) => None,
        }
    }

    fn reads(&self, var: VarId) -> bool {
        let mut found = false;
        self.for_each(&mut |value| found |= value.expr.reads(var));
        found
    }
}

impl Lowering<'_> {
    /// Every part an operand.
    pub(super) fn atomic_item(&mut self, mut item: Item, span: Span) -> Item {
        item.for_each_mut(&mut |value| {
            if !value.expr.is_atom() {
                let ty = value.ty.clone();
                let var = self.materialize(value.clone(), span);
                *value = Value { expr: Expr::var(var), ty: self.ty_of(var).meet(&ty) };
            }
        });
        item
    }

    /// The item as one value.
    pub(super) fn item_value(&mut self, item: Item, span: Span) -> Value {
        match item {
            Item::Value(value) => value,
            Item::Ref(item) => self.item_value(*item, span),
            Item::Tuple(parts) => {
                let parts: Vec<Value> = parts
                    .into_iter()
                    .map(|part| {
                        let part = self.atomic_item(part, span);
                        let value = self.item_value(part, span);
                        if value.expr.is_atom() {
                            return value;
                        }
                        let ty = value.ty.clone();
                        Value { expr: Expr::var(self.materialize(value, span)), ty }
                    })
                    .collect();
                let ty = Ty::Tuple(parts.iter().map(|part| part.ty.clone()).collect());
                Value { expr: Expr::Tuple(parts.into_iter().map(|part| part.expr).collect()), ty }
            }
        }
    }

    /// What a reference refers to, and anything else itself.
    pub(super) fn behind_item(item: Item) -> Item {
        match item {
            Item::Ref(item) => *item,
            Item::Value(Value { expr, ty: Ty::Ref(_, inner) }) => Item::Value(Value { expr, ty: *inner }),
            other => other,
        }
    }

    /// The value of an item, or of what it refers to, for a variable that takes the values of several.
    pub(super) fn own_value(&mut self, item: Item, span: Span) -> Value {
        self.refuse_cut_off(&item, span);
        self.item_value(Self::behind_item(item), span)
    }

    /// A copy of what a mutable reference refers to does not see what is written through the reference.
    pub(super) fn refuse_cut_off(&mut self, item: &Item, span: Span) {
        let mut mutable = false;
        item.for_each(&mut |value| mutable |= matches!((&value.expr, &value.ty), (Expr::Place(_), Ty::Ref(true, _))));
        if mutable {
            let message =
                Message::new("a mutable reference to one of several differentiated values cannot be kept here")
                    .note("what is written through it would have to reach the value that was chosen")
                    .help("find the position first, and write to the element by its index");
            self.errors.push(message.at(span));
        }
    }

    /// Binds `item` to `pattern`.
    pub(super) fn bind_item(&mut self, pattern: &syn::Pat, item: Item) {
        match (pattern, item) {
            (syn::Pat::Paren(inner), item) => self.bind_item(&inner.pat, item),
            (syn::Pat::Reference(inner), Item::Ref(item)) => self.bind_item(&inner.pat, *item),
            (syn::Pat::Reference(inner), Item::Value(Value { expr, ty: Ty::Ref(_, ty) })) => {
                self.bind_item(&inner.pat, Item::Value(Value { expr, ty: *ty }));
            }
            (syn::Pat::Reference(inner), Item::Value(Value { expr, ty: Ty::Unknown })) if self.is_plain_name(&expr) => {
                // Of a passive value of any type, rustc sees that it is a reference.
                let name = crate::emit::expr(&self.function, &expr);
                let mut reads = Vec::new();
                expr.for_each_read(&mut |read| reads.push(read));
                let tokens =
                    crate::ir::Tokens { stream: quote::quote!((*#name)), reads, flows: Vec::new(), cheap: true };
                let value = Value { expr: Expr::Tokens(tokens), ty: Ty::Unknown };
                self.bind_item(&inner.pat, Item::Value(value));
            }
            (syn::Pat::Type(typed), item) => {
                let item = self.typed_item(item, &Ty::of(&typed.ty));
                self.bind_item(&typed.pat, item);
            }
            (syn::Pat::Tuple(patterns), Item::Tuple(parts)) if is_plain(patterns, parts.len()) => {
                for (pattern, part) in patterns.elems.iter().zip(parts) {
                    self.bind_item(pattern, part);
                }
            }
            (syn::Pat::Tuple(patterns), Item::Ref(item)) => match *item {
                Item::Tuple(parts) if is_plain(patterns, parts.len()) => {
                    for (pattern, part) in patterns.elems.iter().zip(parts) {
                        self.bind_item(pattern, Item::Ref(Box::new(part)));
                    }
                }
                Item::Value(Value { expr, ty }) => {
                    let ty = if matches!(ty, Ty::Ref(..)) { ty } else { Ty::Ref(false, Box::new(ty)) };
                    self.bind_item(pattern, Item::Value(Value { expr, ty }));
                }
                other => self.bind_item(pattern, other),
            },
            (syn::Pat::Wild(_), item) => {
                let item = self.atomic_item(item, pattern.span());
                self.discard(item, pattern.span());
            }
            (syn::Pat::Ident(name), item) if name.subpat.is_none() && name.by_ref.is_none() => {
                self.bind_item_name(name, item);
            }
            (_, item) => {
                let value = self.item_value(item, pattern.span());
                self.bind_value(pattern, Ty::Unknown, value, pattern.span());
            }
        }
    }

    /// A variable that carries no derivative.
    fn is_plain_name(&self, expr: &Expr) -> bool {
        matches!(expr, Expr::Place(place) if place.path.is_empty() && !self.varied[place.root.0 as usize])
    }

    /// `item` is of type `ty`, and so is what it reads.
    pub(super) fn typed_item(&mut self, item: Item, ty: &Ty) -> Item {
        match item {
            Item::Value(value) => {
                let ty = ty.meet(&value.ty);
                if let (Expr::Place(place), false) = (&value.expr, matches!(ty, Ty::Ref(..))) {
                    let place = place.clone();
                    self.refine(&place, &ty);
                }
                Item::Value(Value { expr: value.expr, ty })
            }
            Item::Tuple(parts) => {
                let parts = parts.into_iter().enumerate().map(|(index, part)| self.typed_item(part, &ty.field(index)));
                Item::Tuple(parts.collect())
            }
            other @ Item::Ref(_) => other,
        }
    }

    fn bind_item_name(&mut self, name: &syn::PatIdent, item: Item) {
        let span = name.span();
        let text = name.ident.to_string();
        match item {
            Item::Value(Value { expr: Expr::Place(place), ty: Ty::Ref(mutable, ty) }) => {
                let own = self.function.place_ty(&place);
                if matches!(own, Ty::Ref(..)) && place.path.is_empty() {
                    return self.scopes.bind(text, Binding::Var(place.root));
                }
                let place = self.freeze(place, span);
                self.scopes.bind(text, Binding::Alias { place, mutable, ty: *ty });
            }
            Item::Value(value) => {
                if let (Expr::Place(place), None) = (&value.expr, name.mutability)
                    && place.path.is_empty()
                    && self.is_settled(place.root)
                {
                    let root = place.root;
                    self.refine_var(root, &value.ty);
                    return self.scopes.bind(text, Binding::Var(root));
                }
                if name.mutability.is_none() && self.is_lasting(&value) {
                    return self.scopes.bind(text, Binding::Item(Item::Value(value)));
                }
                // Nothing moves out of an array: what is not known to be `Copy` is cloned.
                let expr = match value.expr {
                    Expr::Place(place)
                        if matches!(place.path.last(), Some(crate::ir::Step::Index(_)))
                            && !value.ty.is_copy()
                            && !value.ty.is_passive() =>
                    {
                        Expr::Copy(crate::forward::method("clone"), place)
                    }
                    expr => expr,
                };
                self.bind_name(name, value.ty, expr, span);
            }
            Item::Ref(item) => match *item {
                Item::Value(value) => self.bind_reference_to(text, value, span),
                other => self.scopes.bind(text, Binding::Item(Item::Ref(Box::new(other)))),
            },
            item @ Item::Tuple(_) => {
                let item = self.settled_item(item, span);
                if name.mutability.is_none() {
                    return self.scopes.bind(text, Binding::Item(item));
                }
                let value = self.item_value(item, span);
                self.bind_name(name, value.ty, value.expr, span);
            }
        }
    }

    /// A name for a reference to a value.
    fn bind_reference_to(&mut self, text: String, value: Value, span: Span) {
        let ty = value.ty.clone();
        let place = match value.expr {
            Expr::Place(place) => self.freeze(place, span),
            _ => Place::of(self.materialize(value, span)),
        };
        self.scopes.bind(text, Binding::Alias { place, mutable: false, ty });
    }

    /// Parts that no later statement changes.
    fn settled_item(&mut self, item: Item, span: Span) -> Item {
        let mut item = self.atomic_item(item, span);
        item.for_each_mut(&mut |value| {
            let mut changing = false;
            value.expr.for_each_read(&mut |var| changing |= !self.is_settled(var));
            if changing && !matches!(value.ty, Ty::Ref(..)) {
                let ty = value.ty.clone();
                *value = Value { expr: Expr::var(self.materialize(value.clone(), span)), ty };
            }
        });
        item
    }

    /// A number in a place that nothing changes, so that no copy is needed.
    fn is_lasting(&self, value: &Value) -> bool {
        let Expr::Place(place) = &value.expr else { return false };
        let mut lasting = value.ty.is_float();
        value.expr.for_each_read(&mut |read| {
            let var = self.function.var(read);
            lasting &= !var.mutable && !var.deferred && !matches!(var.ty, Ty::Ref(true, _));
        });
        lasting && !place.path.is_empty() && !place.path.iter().any(|step| matches!(step, Step::Deref | Step::Unbox))
    }

    /// Never changed after its definition.
    fn is_settled(&self, var: VarId) -> bool {
        let var = self.function.var(var);
        !var.mutable && !var.deferred && !matches!(var.ty, Ty::Ref(..))
    }

    /// Earlier items as they were before the statements from `start` on changed what they read.
    pub(super) fn keep_items(&mut self, items: &mut [(usize, Item)], start: usize, span: Span) {
        let written = self.written_since(start);
        for index in 0..items.len() {
            if !written.iter().any(|var| items[index].1.reads(*var)) {
                continue;
            }
            let (position, mut item) = items[index].clone();
            let mut made = 0;
            item.for_each_mut(&mut |value| {
                if !matches!(value.ty, Ty::Ref(..)) {
                    let var = self.temporary(value.ty.clone());
                    self.mark_varied(var, &value.expr);
                    let stmt = self.function.stmt(StmtKind::Let { var, value: value.expr.clone() }, span);
                    self.out.insert(position + made, stmt);
                    made += 1;
                    value.expr = Expr::var(var);
                }
            });
            items[index].1 = item;
            items.iter_mut().skip(index + 1).for_each(|(position, _)| *position += made);
        }
    }

    /// How many references lie between the name of an alias and its place.
    pub(super) fn layers(&self, place: &Place, ty: &Ty) -> usize {
        if matches!(place.path.last(), Some(Step::Slice(..))) {
            return 0;
        }
        depth(ty).saturating_sub(depth(&self.function.place_ty(place)))
    }
}

fn depth(ty: &Ty) -> usize {
    match ty {
        Ty::Ref(_, inner) => 1 + depth(inner),
        _ => 0,
    }
}

fn is_plain(patterns: &syn::PatTuple, len: usize) -> bool {
    patterns.elems.len() == len && !patterns.elems.iter().any(|pattern| matches!(pattern, syn::Pat::Rest(_)))
}

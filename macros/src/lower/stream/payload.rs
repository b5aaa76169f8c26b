//! `Option`s and `Result`s as iterators: the value inside is the only item, where there is one.
//!
//! ```text
//! for t in o { … }        for _ in 0..usize::from(is_some(&o)) { … Some's value of o … }
//! ```

use proc_macro2::Span;
use syn::spanned::Spanned;

use super::super::Lowering;
use super::super::item::Item;
use super::super::matching::Subject;
use super::super::option::{Holder, part_value};
use super::super::parts::Part;
use super::indexed::number;
use super::{At, Indexed, Stream};
use crate::ir::{Direction, Expr};
use crate::types::Ty;

impl Lowering<'_> {
    /// Whether `expr` is an `Option` or a `Result`.
    pub(in super::super) fn is_holder(&self, expr: &syn::Expr) -> bool {
        match expr {
            syn::Expr::Paren(inner) => self.is_holder(&inner.expr),
            syn::Expr::Reference(reference) => self.is_holder(&reference.expr),
            syn::Expr::Block(block) => self.ends_in_holder(&block.block),
            syn::Expr::If(choice) => {
                self.ends_in_holder(&choice.then_branch)
                    || choice.else_branch.as_ref().is_some_and(|(_, otherwise)| self.is_holder(otherwise))
            }
            syn::Expr::Match(choice) => choice.arms.iter().any(|arm| self.is_holder(&arm.body)),
            syn::Expr::Path(path) if path.path.is_ident("None") => true,
            _ => {
                made(expr).is_some()
                    || Holder::of_type(self.type_of(expr).peel()).is_some()
                    || self.may_be_there(expr)
                    || matches!(expr, syn::Expr::MethodCall(call) if self.is_choice(call))
                    || self.told_holder(expr).is_some()
            }
        }
    }

    fn ends_in_holder(&self, block: &syn::Block) -> bool {
        matches!(block.stmts.last(), Some(syn::Stmt::Expr(tail, None)) if self.is_holder(tail))
    }

    /// A consumer that gives an item that may not be there.
    fn is_choice(&self, call: &syn::ExprMethodCall) -> bool {
        self.is_consumer(&syn::Expr::MethodCall(call.clone()))
            && matches!(self.type_of(&syn::Expr::MethodCall(call.clone())).peel(), Ty::Option(_))
    }

    /// The items of `holder`, by value, or by `reference`, to be changed.
    pub(super) fn payload(&mut self, holder: &syn::Expr, reference: Option<bool>) -> Option<Stream> {
        let span = holder.span();
        if let (Some(value), Some(false) | None) = (made(holder), reference) {
            let item = self.item(value);
            let item = self.atomic_item(item, span);
            let item = if reference.is_some() { Item::Ref(Box::new(item)) } else { item };
            return Some(single(number(1), At::Repeated(item)));
        }
        let (condition, at) = match self.subject(holder, &[&syn::parse_quote!(Some(_))]) {
            Subject::Active(part) => {
                let part = self.kept(part, reference, span);
                (self.presence(&part), At::Repeated(held(&part, reference)))
            }
            Subject::Element(condition, part) => {
                let item = Item::Value(part_value(part));
                (condition, At::Repeated(if reference.is_some() { Item::Ref(Box::new(item)) } else { item }))
            }
            Subject::Upcoming(upcoming) => (upcoming.condition, At::Skipped(Box::new(upcoming.at), upcoming.position)),
            _ => {
                self.unknown_iterator(holder);
                return None;
            }
        };
        let count = self.formula([&condition], |[condition]| quote::quote!(usize::from(#condition)));
        Some(single(self.integer("count", count, span), at))
    }

    /// What gives its value away is kept apart, where it may change before the value is taken.
    fn kept(&mut self, part: Part, reference: Option<bool>, span: Span) -> Part {
        let by_value = reference.is_none() && part.reference.is_none();
        if by_value && self.function.var(part.place.root).mutable {
            let whole = part_value(part.clone());
            return Part { place: crate::ir::Place::of(self.materialize(whole, span)), ..part };
        }
        Part { place: self.freeze(part.place, span), ..part }
    }
}

/// `Some(value)`, `Ok(value)`: the value.
fn made(expr: &syn::Expr) -> Option<&syn::Expr> {
    let syn::Expr::Call(call) = expr else { return None };
    let syn::Expr::Path(path) = &*call.func else { return None };
    let variant = path.path.segments.last()?;
    (call.args.len() == 1 && (variant.ident == "Some" || variant.ident == "Ok")).then(|| &call.args[0])
}

/// The value of `part`.
fn held(part: &Part, reference: Option<bool>) -> Item {
    let variant = if matches!(part.ty, Ty::Result(..)) { "Ok" } else { "Some" };
    let variant = proc_macro2::Ident::new(variant, Span::mixed_site());
    let value = part.field(Some(&variant), syn::Member::from(0));
    match reference.or(value.reference) {
        Some(mutable) => Item::reference(value.place, value.ty, mutable),
        None => Item::Value(part_value(value)),
    }
}

fn single(len: Expr, at: At) -> Stream {
    Stream::indexed(Indexed { len: Some(len), at, direction: Direction::Up, range: None })
}

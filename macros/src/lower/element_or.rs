//! An element that may be there, or another value.
//!
//! ```text
//! v.get(i).copied().unwrap_or(e)      if i < v.len() { v[i] } else { e }
//! ```

use quote::quote;
use syn::spanned::Spanned;

use super::access::{Access, selected};
use super::{Lowering, Value};
use crate::ir::{Expr, Place, Selector, StmtKind, Update};

impl Lowering<'_> {
    /// `v.get(i).copied().unwrap_or(e)`, `*v.last().unwrap_or(&e)`: an element, or another value.
    pub(super) fn element_or(&mut self, call: &syn::ExprMethodCall) -> Option<Value> {
        let (access, otherwise) = access_or(call).filter(|(access, _)| !self.is_iterator(&access.receiver))?;
        let Access { condition, part } = self.optional_element(access)?;
        let span = call.span();
        let otherwise = otherwise.map(|otherwise| match otherwise {
            syn::Expr::Reference(reference) => &*reference.expr,
            otherwise => otherwise,
        });
        // What changes something does so also where the element is there.
        let eager = otherwise.filter(|otherwise| !self.written_by(otherwise).is_empty());
        let eager = eager.map(|otherwise| self.atom(otherwise));
        let result = self.deferred(part.ty.clone(), None, span);
        let then = self.in_block(|this| {
            let value = Value { expr: Expr::Place(part.place.clone()), ty: part.ty.clone() };
            this.assign(Place::of(result), Update::Set, value, span);
        });
        let otherwise = self.in_block(|this| {
            let value = match (eager, otherwise) {
                (Some(value), _) => value,
                (None, Some(value)) => this.atom(value),
                (None, None) => {
                    let zero = super::opaque::constant(quote!(::core::default::Default::default()));
                    Value { expr: Expr::Tokens(zero), ty: part.ty.clone() }
                }
            };
            let ty = value.ty.peel().clone();
            this.refine_var(result, &ty);
            this.assign(Place::of(result), Update::Set, Value { ty, ..value }, span);
        });
        self.mark_varied(result, &Expr::Place(part.place.clone()));
        self.emit(StmtKind::Branch { selector: Selector::If(condition), arms: vec![then, otherwise] }, span);
        let ty = self.ty_of(result).clone();
        Some(Value { expr: Expr::var(result), ty })
    }
}

/// `access.copied().unwrap_or(e)`: the access and the other value.
pub(super) fn access_or(call: &syn::ExprMethodCall) -> Option<(&syn::ExprMethodCall, Option<&syn::Expr>)> {
    let otherwise = match (call.method.to_string().as_str(), call.args.len()) {
        ("unwrap_or", 1) => call.args.first(),
        ("unwrap_or_default", 0) => None,
        _ => return None,
    };
    let syn::Expr::MethodCall(inner) = &*call.receiver else { return None };
    let inner = match (inner.method.to_string().as_str(), &*inner.receiver) {
        ("copied" | "cloned", syn::Expr::MethodCall(access)) => access,
        _ => inner,
    };
    selected(inner).map(|_| (inner, otherwise))
}

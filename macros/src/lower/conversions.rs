//! Conversions: `let p: Point = polar.into();` is `Point::from(polar)`.

use quote::{quote, quote_spanned};

use super::option::Holder;
use super::{Lowering, Value};
use crate::diagnostic::Message;
use crate::ir::Expr;
use crate::types::Ty;

/// `value.into()`
pub(super) fn is_into(expr: &syn::Expr) -> bool {
    matches!(expr, syn::Expr::MethodCall(call) if call.method == "into" && call.args.is_empty())
}

impl Lowering<'_> {
    /// Arguments are of the types that the file shows.
    pub(super) fn expect_arguments(&mut self, callee: &syn::Path, arguments: &[&syn::Expr]) {
        if !arguments.iter().any(|argument| is_into(argument)) {
            return;
        }
        let types = self.beside.as_ref().map(|beside| beside.inputs(callee)).unwrap_or_default();
        for (argument, ty) in arguments.iter().zip(types) {
            if is_into(argument) {
                self.expect_type(argument, &ty.map(|ty| Ty::of(&ty)).unwrap_or_default());
            }
        }
    }

    /// The value of `x.into()`, where the context wants a value of the type `expected`.
    pub(super) fn own_conversion(&mut self, expr: &syn::Expr, expected: &Ty) -> Option<Value> {
        let syn::Expr::MethodCall(call) = expr else { return None };
        if !is_into(expr) || super::scalar::conversion(call).is_some() {
            return None;
        }
        let value = &call.receiver;
        let own = self.type_of(value);
        if expected.is_float() && own.is_float() {
            let value = self.atom(value);
            let tokens = expected.tokens().unwrap_or_default();
            return Some(Value { expr: Expr::Cast(Box::new(value.expr), tokens), ty: expected.clone() });
        }
        if let Some(list) = self.as_other_list(call, expected) {
            return Some(list);
        }
        let Some(target) = expected.tokens() else {
            let message = Message::new("chainrule cannot see into what this is converted")
                .note("only the compiler knows the type that is wanted here")
                .help("write `Type::from(..)`, or bind it with its type: `let p: Type = value.into();`");
            return Some(self.refuse(message, &call.method));
        };
        let from: syn::ExprCall = syn::parse2(quote_spanned!(call.method.span()=> <#target>::from(#value))).ok()?;
        let syn::Expr::Path(path) = &*from.func else { return None };
        let value = self.associated_call(&from, path);
        Some(Value { ty: expected.clone(), ..value })
    }

    /// `[x, y].into()` where a `Vec` or a `VecDeque` is wanted: its elements are collected.
    fn as_other_list(&mut self, call: &syn::ExprMethodCall, expected: &Ty) -> Option<Value> {
        let is_queue = |ty: &Ty| matches!(ty, Ty::Named(path) if crate::types::is_deque(path));
        let own = self.type_of(&call.receiver);
        let follows = (matches!(expected, Ty::Vec(_)) || is_queue(expected))
            && (matches!(own, Ty::Vec(_) | Ty::Array(..)) || is_queue(&own));
        if !follows {
            return None;
        }
        let (list, target) =
            (&call.receiver, if is_queue(expected) { quote!(collections::VecDeque) } else { quote!(vec::Vec) });
        let collected = self.desugared(call, Holder::Option, || {
            syn::parse2(quote_spanned!(call.method.span()=> #list.into_iter().collect::<::std::#target<_>>())).ok()
        })?;
        Some(self.rvalue(&collected))
    }
}

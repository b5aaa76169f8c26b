//! Iterators of the user's own, whose `impl` of `Iterator` is under the attribute.
//!
//! ```text
//! for p in spring { … }             let mut steps = spring; loop { match steps.next() { Some(p) => { … } None => break } }
//! spring.by_ref().take(3).sum()     the same of `spring` itself, at most three times
//! ```

use proc_macro2::Span;
use syn::spanned::Spanned;

use super::super::Lowering;
use super::super::scope::Binding;
use super::{Source, Stream};
use crate::types::Ty;

impl Lowering<'_> {
    /// Whether `expr` is an iterator, or a value of a type that is one.
    pub(in super::super) fn gives_items(&self, expr: &syn::Expr) -> bool {
        self.is_iterator(expr) || self.steps(expr) || self.steps_beside(expr)
    }

    /// The same of what `call` consumes; `next` of such a type is a method like others.
    pub(super) fn has_items(&self, call: &syn::ExprMethodCall) -> bool {
        let name = call.method.to_string();
        self.is_iterator(&call.receiver)
            || name != "next" && super::consume::is_known(&name) && self.gives_items(&call.receiver)
    }

    /// Whether `expr` is a value of a type that is an iterator.
    pub(super) fn steps(&self, expr: &syn::Expr) -> bool {
        match expr {
            syn::Expr::Paren(inner) => self.steps(&inner.expr),
            syn::Expr::Reference(reference) => reference.mutability.is_some() && self.steps(&reference.expr),
            syn::Expr::MethodCall(call) if call.method == "by_ref" => self.steps(&call.receiver),
            _ => self.iterates(expr) == Some(true),
        }
    }

    /// Whether `expr` is a value of such a type that gives nothing differentiated.
    pub(super) fn steps_beside(&self, expr: &syn::Expr) -> bool {
        match expr {
            syn::Expr::Paren(inner) => self.steps_beside(&inner.expr),
            syn::Expr::Reference(reference) => reference.mutability.is_some() && self.steps_beside(&reference.expr),
            syn::Expr::MethodCall(call) if call.method == "by_ref" => self.steps_beside(&call.receiver),
            _ => self.iterates(expr) == Some(false) && !self.is_varied(expr),
        }
    }

    fn iterates(&self, expr: &syn::Expr) -> Option<bool> {
        self.beside.as_ref()?.iterates(&self.owner_of(expr)?)
    }

    /// The name of the type of `expr`.
    pub(in super::super) fn owner_of(&self, expr: &syn::Expr) -> Option<String> {
        match self.type_of(expr).behind_pointers() {
            Ty::Named(owner) | Ty::Passive(Some(owner)) => Some(owner.to_string()),
            Ty::Unknown | Ty::Opaque(_) | Ty::Passive(None) => self.told.as_ref()?.owner(expr),
            _ => None,
        }
    }

    /// The items of such a value.
    pub(super) fn stepped(&mut self, expr: &syn::Expr) -> Option<Stream> {
        let span = expr.span();
        let target = match expr {
            syn::Expr::Paren(inner) => return self.stepped(&inner.expr),
            syn::Expr::Reference(reference) => (*reference.expr).clone(),
            syn::Expr::MethodCall(call) if call.method == "by_ref" => (*call.receiver).clone(),
            name @ syn::Expr::Path(_) if matches!(self.type_of(name), Ty::Ref(true, _)) => name.clone(),
            value => self.own_steps(value),
        };
        let owner = self.owner_of(&target);
        let given = owner.and_then(|owner| self.beside.as_ref()?.result_of_method(&owner, "next"));
        let given = given.map(|given| quote::quote!(-> #given));
        let next: syn::ExprClosure = match given {
            Some(given) => syn::parse_quote_spanned!(span=> || #given { #target.next() }),
            None => syn::parse_quote_spanned!(span=> || #target.next()),
        };
        let callee = self.callee(&syn::Expr::Closure(next))?;
        Some(Stream { source: Source::Calls(callee), stages: Vec::new() })
    }

    /// A name for an iterator that is used up.
    fn own_steps(&mut self, value: &syn::Expr) -> syn::Expr {
        let lowered = self.rvalue(value);
        let var = self.materialize(lowered, value.span());
        self.function.vars[var.0 as usize].mutable = true;
        let name = quote::format_ident!("__steps{}", var.0, span = Span::mixed_site());
        self.scopes.bind(name.to_string(), Binding::Var(var));
        syn::parse_quote!(#name)
    }
}

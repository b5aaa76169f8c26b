//! Closures that capture fields beside a field that the same call may change: each is captured by itself, as rustc does it.
//!
//! ```text
//! self.ode.step(|v| -self.k * v)       captures `self.k`, as `own_k`: |v| -(*own_k) * v
//! ```

use proc_macro2::{Ident, Span};
use quote::{ToTokens, format_ident};
use syn::visit_mut::{self, VisitMut};

use super::Lowering;
use super::function::free_names;
use super::scope::Binding;
use crate::ir::{Place, Step};
use crate::types::Ty;

impl Lowering<'_> {
    /// Lowers arguments, of which some may be parts of variables, as `receiver` may be: closures among them capture other
    /// parts of these one by one.
    pub(super) fn beside_parts<R>(
        &mut self,
        receiver: Option<&Place>,
        list: &[&syn::Expr],
        inner: impl FnOnce(&mut Self) -> R,
    ) -> R {
        let changed = list.iter().filter_map(|argument| match argument {
            syn::Expr::Reference(reference) if reference.mutability.is_some() => self.place(&reference.expr),
            _ => None,
        });
        let changed: Vec<Place> = changed.map(|(place, _)| place).collect();
        let parts = changed.iter().chain(receiver).filter(|place| place.path.iter().any(is_field));
        let parts = parts.map(|place| place.root).collect();
        let outside = std::mem::replace(&mut self.in_parts, parts);
        let value = inner(self);
        self.in_parts = outside;
        value
    }

    /// Names the fields that `closure` reads of the variable whose parts the call has.
    pub(super) fn name_fields(&mut self, closure: &mut syn::ExprClosure) {
        if self.in_parts.is_empty() {
            return;
        }
        for name in free_names(closure) {
            if self.scopes.find(&name.to_string()).is_none() {
                continue;
            }
            let place = self.place(&syn::parse_quote!(#name)).map(|(place, _)| place);
            if !place.is_some_and(|place| self.in_parts.contains(&place.root)) {
                continue;
            }
            let mut fields = Fields { of: &name, found: Vec::new(), numbers: Vec::new() };
            let mut named = closure.clone();
            fields.visit_expr_closure_mut(&mut named);
            let Some(numbers) =
                self.bind_captured_fields(&fields.found).filter(|_| !free_names(&named).contains(&name))
            else {
                continue;
            };
            fields.numbers = numbers;
            fields.visit_expr_closure_mut(closure);
        }
    }

    /// Makes the names known; those of numbers without derivatives, which are captured by value.
    fn bind_captured_fields(&mut self, fields: &[(Ident, syn::Expr)]) -> Option<Vec<Ident>> {
        let (mut bindings, mut numbers) = (Vec::new(), Vec::new());
        for (name, field) in fields {
            let (place, ty) = self.place(field)?;
            let number = ty.peel().is_passive() && ty.peel().is_scalar();
            numbers.extend(number.then(|| name.clone()));
            let ty = ty.peel().clone();
            let ty = if number { ty } else { Ty::Ref(false, Box::new(ty)) };
            bindings.push((name.to_string(), Binding::Alias { place, mutable: false, ty }));
        }
        bindings.into_iter().for_each(|(name, binding)| self.scopes.bind(name, binding));
        Some(numbers)
    }
}

fn is_field(step: &Step) -> bool {
    matches!(step, Step::Field(_))
}

/// Writes `(*own_k)` for `self.k`, and `own_n` for numbers without derivatives.
struct Fields<'n> {
    of: &'n Ident,
    found: Vec<(Ident, syn::Expr)>,
    numbers: Vec<Ident>,
}

impl VisitMut for Fields<'_> {
    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        let Some(label) = chain(expr, self.of) else { return visit_mut::visit_expr_mut(self, expr) };
        let name = format_ident!("{}_{}", self.of, label, span = Span::mixed_site());
        let text = expr.to_token_stream().to_string();
        if !self.found.iter().any(|(_, known)| known.to_token_stream().to_string() == text) {
            self.found.push((name.clone(), expr.clone()));
        }
        *expr = if self.numbers.contains(&name) { syn::parse_quote!(#name) } else { syn::parse_quote!((*#name)) };
    }
}

/// The names of the fields in `of.a.b`.
fn chain(expr: &syn::Expr, of: &Ident) -> Option<String> {
    let syn::Expr::Field(field) = expr else { return None };
    let member = field.member.to_token_stream().to_string();
    match &*field.base {
        syn::Expr::Path(path) if path.path.is_ident(of) => Some(member),
        base => Some(format!("{}_{member}", chain(base, of)?)),
    }
}

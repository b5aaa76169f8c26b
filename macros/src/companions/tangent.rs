//! Forward mode: `jvp_f` for users, and the tangent functions that callers link to.
//!
//! ```text
//! jvp_f(x, x_dot, a, a_dot)                        what users call
//! f::tangent(x, Dot(x_dot), a, a_dot, Active)      for callers, who may hold arguments constant
//! shape.__tangent_area(Some(&shape_dot), x, None)  the same, beside a method
//! ```

mod closure;
mod hidden;
mod jvp;
mod operator;
mod sibling;

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

pub(crate) use closure::closure;
pub(crate) use hidden::{tangent as hidden_tangent, tangent_function, tangent_parameters};
pub(crate) use jvp::{jvp, jvp_function, jvp_parameters, tangent_argument};
pub(crate) use operator::{assign, operator};
pub(crate) use sibling::{declaration, sibling};

use super::Context;
use crate::emit;
use crate::ir::{Expr, Function, Parameter, Role, Stmt, StmtKind, VarId};
use crate::reverse::zero_of;
use crate::simplify;
use crate::tangent;
use crate::types::Ty;

/// A tangent function under construction.
pub(crate) struct Body<'c, 'a> {
    pub context: &'c Context<'a>,
    pub function: Function,
    given: BTreeMap<VarId, VarId>,
    /// Statements before and after the body.
    start: TokenStream,
    end: TokenStream,
}

/// What the caller of a tangent function gets.
pub(crate) struct Written {
    pub statements: TokenStream,
    pub value: TokenStream,
    pub tangent: TokenStream,
}

impl<'c, 'a> Body<'c, 'a> {
    pub(crate) fn new(context: &'c Context<'a>) -> Self {
        let function = context.function.clone();
        Body { context, function, given: BTreeMap::new(), start: TokenStream::new(), end: TokenStream::new() }
    }

    /// A name of the function's own.
    pub(crate) fn fresh(&mut self, wish: &str) -> Ident {
        self.function.names.fresh(wish, Span::mixed_site())
    }

    /// The tangent of a parameter, of type `ty` inside; its name.
    fn give(&mut self, parameter: &Parameter, ty: Ty) -> Ident {
        let label = parameter.label.trim_start_matches("r#").trim_start_matches('_');
        let starts = label.starts_with(|first: char| first.is_alphabetic());
        let wish = if starts { format!("{label}_dot") } else { "unnamed_dot".to_owned() };
        let var = self.function.declare(&wish, Span::mixed_site(), ty, false, Role::Shadow);
        self.given.insert(parameter.var, var);
        self.function.var(var).name.clone()
    }

    /// An owned tangent: of an argument by value, or of a float.
    pub(crate) fn own(&mut self, parameter: &Parameter) -> Ident {
        self.give(parameter, Ty::of(&parameter.syntax).tangent())
    }

    /// A tangent behind a reference.
    pub(crate) fn borrow(&mut self, parameter: &Parameter, mutable: bool) -> Ident {
        let ty = Ty::Ref(mutable, Box::new(Ty::of(&parameter.syntax).peel().tangent()));
        self.give(parameter, ty)
    }

    /// Says whether there is the tangent of a borrowed parameter.
    pub(crate) fn mark(&mut self, parameter: &Parameter) -> Ident {
        let marker = self.fresh(&format!("{}_is", parameter.label));
        if let Some(tangent) = self.given.get(&parameter.var) {
            self.function.markers.insert(*tangent, marker.clone());
        }
        marker
    }

    /// `let x_dot = value;` before the body.
    pub(crate) fn begin(&mut self, statement: TokenStream) {
        self.start.extend(statement);
    }

    /// A `&mut` float is kept in a local.
    pub(crate) fn through_local(&mut self, parameter: &Parameter, outer: &Ident) {
        let inner = self.own(parameter);
        self.start.extend(quote!(let mut #inner = *#outer;));
        self.end.extend(quote!(*#outer = #inner;));
    }

    /// The tangent of a parameter.
    pub(crate) fn name_of(&self, parameter: &Parameter) -> Option<Ident> {
        self.given.get(&parameter.var).map(|var| self.function.var(*var).name.clone())
    }

    /// What says whether there is the tangent of a parameter.
    pub(crate) fn marker_of(&self, parameter: &Parameter) -> Option<Ident> {
        self.given.get(&parameter.var).and_then(|var| self.function.markers.get(var).cloned())
    }

    /// `inner`, with what makes tangents ready before it, and a result.
    pub(crate) fn around(&self, (inner, result): &(TokenStream, TokenStream)) -> TokenStream {
        let (start, end) = (&self.start, &self.end);
        quote!(#start #inner #end #result)
    }

    pub(crate) fn write(self) -> Written {
        let Body { context, function, given, start, end } = self;
        let own: Vec<VarId> = given.values().copied().collect();
        let mut forward = tangent::generate(function, context.activity, given);
        let mut stmts = std::mem::take(&mut forward.function.body.stmts);
        simplify::forward(&forward.function, &mut stmts);
        let changed = simplify::changed(&stmts);
        simplify::settle_mutability(&mut forward.function, [&stmts, &Vec::new(), &Vec::new()]);
        let names = results(&forward, &mut stmts);
        let function = &forward.function;
        let rebound = own.iter().filter(|var| changed.contains(var)).map(|var| function.var(*var));
        let rebound = rebound.filter(|var| !matches!(var.ty, Ty::Ref(..))).map(|var| {
            let name = &var.name;
            quote!(let mut #name = #name;)
        });
        let (items, body) = (&function.items, emit::stmts(function, &stmts));
        let statements = quote!(#(#items)* #start #(#rebound)* #body #end);
        let Some(result) = function.result else {
            return Written { statements, value: quote!(()), tangent: quote!(()) };
        };
        if let Some((value, tangent)) = names {
            return Written { statements, value: quote!(#value), tangent: quote!(#tangent) };
        }
        let name = &function.var(result).name;
        let dot = match forward.tangents.get(&result) {
            Some(dot) if context.activity.is_active(result) => {
                let name = &function.var(*dot).name;
                quote!(#name)
            }
            _ if function.result_ty.is_passive() => quote!(()),
            _ => {
                if let Some(zero) = zero_of(&function.result_ty) {
                    emit::expr(function, &zero)
                } else {
                    quote!(__chainrule::__private::zero_tangent(&#name))
                }
            }
        };
        Written { statements, value: quote!(#name), tangent: dot }
    }
}

/// What the last two statements bind the result and its tangent to: variables, which are given as they are.
fn results(forward: &tangent::Forward, stmts: &mut Vec<Stmt>) -> Option<(Ident, Ident)> {
    let function = &forward.function;
    let value = function.result?;
    let tangent = *forward.tangents.get(&value)?;
    let (before, last) = stmts.split_at_checked(stmts.len().checked_sub(2)?)?;
    let bound = |wanted: VarId| {
        last.iter().find_map(|stmt| match &stmt.kind {
            StmtKind::Let { var, value: Expr::Place(place) } if *var == wanted && place.path.is_empty() => {
                let is_plain = !matches!(function.var(place.root).ty, Ty::Ref(..));
                let is_wanted = !function.markers.contains_key(&place.root);
                (is_plain && is_wanted).then(|| function.var(place.root).name.clone())
            }
            _ => None,
        })
    };
    let names = (bound(value)?, bound(tangent)?);
    let kept = before.len();
    stmts.truncate(kept);
    Some(names)
}

impl Written {
    /// The statements, and value and tangent as a tuple.
    pub(crate) fn both(&self) -> TokenStream {
        let Written { statements, value, tangent } = self;
        if tangent.to_string().contains("zero_tangent") {
            let name = Ident::new("zero", Span::mixed_site());
            return quote!(#statements let #name = #tangent; (#value, #name));
        }
        quote!(#statements (#value, #tangent))
    }
}

/// The result of the user's function.
pub(crate) fn output(context: &Context) -> TokenStream {
    match &context.item.sig.output {
        syn::ReturnType::Default => quote!(()),
        syn::ReturnType::Type(_, ty) => quote!(#ty),
    }
}

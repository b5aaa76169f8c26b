//! Functions that fill slices, written out where a loop calls them: what they fill is then seen as a whole, and need not be
//! recorded element by element.
//!
//! ```text
//! for _ in 0..steps { slope(x, &y, 0.5 * h, &mut k); … }
//! for _ in 0..steps { { let c: f64 = 0.5 * h; for i in 0..x.len() { k[i] = c * x[i] * y[i]; } } … }
//! ```
//!
//! Slices that are variables are named as they are; numbers become variables. Every other call stays one.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::parse_quote_spanned;
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};

use super::told::Told;
use super::written_out::{MARK, placed};
use crate::activity::Activity;
use crate::beside::{Filler, asserted};
use crate::diagnostic::{Errors, Message};
use crate::ir::Function;

/// Ends the number of a parameter that is held constant.
const HELD: &str = "h";

/// So many are written out in one function.
const MOST: usize = 32;

/// `expr`, if it calls such a function, with the body in its place; `count` makes the names unique.
pub(super) fn rewrite(told: &Told, expr: &syn::Expr, count: &mut usize) -> Option<syn::Expr> {
    let syn::Expr::Call(call) = expr else { return None };
    let syn::Expr::Path(syn::ExprPath { qself: None, path, attrs }) = &*call.func else { return None };
    let name = path.get_ident().filter(|name| attrs.is_empty() && !told.is_bound(&name.to_string()))?;
    let filler = told.beside.filler(&name.to_string()).filter(|_| *count < MOST)?;
    let span = name.span();
    let signature: syn::Signature = syn::parse2(placed(filler.signature.parse().ok()?, span)).ok()?;
    let mut block: syn::Block = syn::parse2(placed(filler.block.parse().ok()?, span)).ok()?;
    if signature.inputs.len() != call.args.len() {
        return None;
    }
    let mut lets: Vec<syn::Stmt> = Vec::new();
    let mut names = Vec::new();
    for (input, argument) in signature.inputs.iter().zip(&call.args) {
        let syn::FnArg::Typed(typed) = input else { return None };
        let syn::Pat::Ident(parameter) = &*typed.pat else { return None };
        let new = if matches!(&*typed.ty, syn::Type::Reference(_)) {
            slice(told, filler, argument)?
        } else {
            let held = if typed.attrs.is_empty() { "" } else { HELD };
            let new = Ident::new(&format!("{MARK}{count}{held}_{}", parameter.ident), argument.span());
            lets.push(number(typed, &new, argument)?);
            new
        };
        names.push((parameter.ident.clone(), new));
    }
    *count += 1;
    Names { names: &names }.visit_block_mut(&mut block);
    let stmts = &block.stmts;
    Some(parse_quote_spanned!(span=> { #(#lets)* #(#stmts)* }))
}

/// The variable that is passed as a slice: a list of its own or behind a reference.
fn slice(told: &Told, filler: &Filler, argument: &syn::Expr) -> Option<Ident> {
    let (place, lent) = match argument {
        syn::Expr::Reference(reference) => (&*reference.expr, true),
        argument => (argument, false),
    };
    let syn::Expr::Path(syn::ExprPath { qself: None, path, .. }) = place else { return None };
    let name = path.get_ident().filter(|name| !filler.locals.contains(&name.to_string()))?;
    let ty = told.ty(place)?;
    let (of_reference, list) = match &ty {
        syn::Type::Reference(reference) => (true, &*reference.elem),
        ty => (false, ty),
    };
    let is_list = match list {
        syn::Type::Slice(_) | syn::Type::Array(_) => true,
        syn::Type::Path(path) => path.path.segments.last().is_some_and(|last| last.ident == "Vec"),
        _ => false,
    };
    (is_list && lent != of_reference).then(|| name.clone())
}

/// `let number: f64 = argument;`
fn number(typed: &syn::PatType, name: &Ident, argument: &syn::Expr) -> Option<syn::Stmt> {
    let ty = &typed.ty;
    is_quiet(argument).then(|| parse_quote_spanned!(name.span()=> let #name: #ty = #argument;))
}

/// Whether a variable is passed to a parameter that is held constant.
pub(super) fn is_held(name: &str) -> bool {
    name.strip_prefix(MARK).and_then(|rest| rest.split_once('_')).is_some_and(|(number, _)| number.ends_with(HELD))
}

/// Refuses differentiated numbers where they would be held constant, as calls refuse them.
pub fn check_held(function: &Function, activity: &Activity) -> syn::Result<()> {
    let mut errors = Errors::default();
    for var in function.held_numbers.iter().filter(|var| activity.is_active(**var)) {
        let message = Message::new("an active value is passed to a parameter that the called function holds constant")
            .note("its derivative would be cut in silence")
            .help("write `stop_gradient(..)` around the argument if that is meant");
        errors.push(message.at(function.var(*var).name.span()));
    }
    errors.finish()
}

/// Whether evaluating `expr` changes nothing.
fn is_quiet(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Path(_) | syn::Expr::Lit(_) => true,
        syn::Expr::Field(field) => is_quiet(&field.base),
        syn::Expr::Paren(inner) => is_quiet(&inner.expr),
        syn::Expr::Unary(unary) => is_quiet(&unary.expr),
        syn::Expr::Cast(cast) => is_quiet(&cast.expr),
        syn::Expr::Index(index) => is_quiet(&index.expr) && is_quiet(&index.index),
        syn::Expr::Binary(binary) => {
            super::told::operator(&binary.op).is_some_and(|op| !op.ends_with("assign"))
                && is_quiet(&binary.left)
                && is_quiet(&binary.right)
        }
        syn::Expr::Call(call) => {
            matches!(&*call.func, syn::Expr::Path(path) if super::call::is_stop_gradient(&path.path))
                && call.args.iter().all(is_quiet)
        }
        _ => false,
    }
}

/// Writes the new names of parameters.
struct Names<'n> {
    names: &'n [(Ident, Ident)],
}

impl VisitMut for Names<'_> {
    fn visit_expr_path_mut(&mut self, path: &mut syn::ExprPath) {
        let known = path.path.get_ident().and_then(|name| self.names.iter().find(|(old, _)| old == name));
        if let Some((_, new)) = known {
            path.path = new.clone().into();
        }
    }

    fn visit_macro_mut(&mut self, invocation: &mut syn::Macro) {
        if let Some(mut values) = asserted(invocation) {
            values.iter_mut().for_each(|value| self.visit_expr_mut(value));
            invocation.tokens = values.into_token_stream();
        }
        visit_mut::visit_macro_mut(self, invocation);
    }
}

//! Own methods that give iterators, in the file: a call is what the method says, on the receiver.
//!
//! ```text
//! fn edges(&self) -> impl Iterator<Item = &Edge> { self.edges.iter() }
//! for e in graph.edges() { … }                       for e in graph.edges.iter() { … }
//! ```

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident};
use syn::parse_quote;
use syn::visit::{self, Visit};
use syn::visit_mut::VisitMut;

use super::called_closures::Renamed;
use super::told::Told;

/// What stands for `receiver.method(arguments)`, where `method` of one of the `owners` gives an iterator.
pub(super) fn written_out(told: &Told, owners: &[String], call: &syn::ExprMethodCall) -> Option<syn::Expr> {
    let name = super::named::plain(&call.method).to_string();
    let method = owners.iter().find_map(|owner| told.beside.giving(owner, &name))?;
    if !is_simple(&call.receiver) {
        return None;
    }
    let mut arguments = call.args.iter();
    let mut given = Vec::new();
    for input in &method.sig.inputs {
        let syn::FnArg::Typed(typed) = input else { continue };
        let syn::Pat::Ident(name) = &*typed.pat else { return None };
        given.push((name.ident.clone(), arguments.next().filter(|argument| is_simple(argument))?));
    }
    let mut body = value(&method)?;
    let span = call.method.span();
    let mut bound = Bound(Vec::new());
    bound.visit_expr(&body);
    for inner in bound.0 {
        let other = format_ident!("{}_of_{}", inner, name);
        Renamed { from: &inner.to_string(), to: &other }.visit_expr_mut(&mut body);
    }
    let receiver = &call.receiver;
    Given { name: Ident::new("self", Span::call_site()), value: parse_quote!((#receiver)) }.visit_expr_mut(&mut body);
    for (name, argument) in given {
        Given { name, value: parse_quote!((#argument)) }.visit_expr_mut(&mut body);
    }
    syn::parse2(located(body.to_token_stream(), span)).ok()
}

/// Whether a method that the file shows gives an iterator.
pub(super) fn is_given(told: &Told, call: &syn::ExprMethodCall) -> bool {
    let name = super::named::plain(&call.method).to_string();
    told.owner(&call.receiver).is_some_and(|owner| told.beside.giving(&owner, &name).is_some())
}

/// The only expression of a body; what is in `Box::new(..)` of a boxed iterator.
fn value(method: &syn::ImplItemFn) -> Option<syn::Expr> {
    let [syn::Stmt::Expr(value, None)] = &method.block.stmts[..] else { return None };
    let boxed = match value {
        syn::Expr::Call(call) if call.func.to_token_stream().to_string() == "Box :: new" => call.args.first(),
        _ => None,
    };
    Some(boxed.unwrap_or(value).clone())
}

/// What may be written several times.
fn is_simple(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Path(_) | syn::Expr::Lit(_) => true,
        syn::Expr::Paren(inner) => is_simple(&inner.expr),
        syn::Expr::Field(field) => is_simple(&field.base),
        syn::Expr::Reference(inner) => is_simple(&inner.expr),
        syn::Expr::Unary(inner) => is_simple(&inner.expr),
        syn::Expr::Cast(cast) => is_simple(&cast.expr),
        syn::Expr::Binary(binary) => is_simple(&binary.left) && is_simple(&binary.right),
        syn::Expr::Index(index) => is_simple(&index.expr) && is_simple(&index.index),
        _ => false,
    }
}

/// The names that an expression binds.
struct Bound(Vec<Ident>);

impl<'ast> Visit<'ast> for Bound {
    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        if !self.0.contains(&pattern.ident) {
            self.0.push(pattern.ident.clone());
        }
        visit::visit_pat_ident(self, pattern);
    }
}

/// Writes a value for a name.
struct Given {
    name: Ident,
    value: syn::Expr,
}

impl VisitMut for Given {
    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        match expr {
            syn::Expr::Path(path) if path.path.is_ident(&self.name) => *expr = self.value.clone(),
            expr => syn::visit_mut::visit_expr_mut(self, expr),
        }
    }
}

/// The same tokens, at the place of the call.
fn located(tokens: TokenStream, at: Span) -> TokenStream {
    let moved = tokens.into_iter().map(|mut token| {
        if let TokenTree::Group(group) = &token {
            let mut inner = proc_macro2::Group::new(group.delimiter(), located(group.stream(), at));
            inner.set_span(group.span().located_at(at));
            return TokenTree::Group(inner);
        }
        token.set_span(token.span().located_at(at));
        token
    });
    moved.collect()
}

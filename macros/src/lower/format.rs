//! Macros that take a format string: their arguments are expressions, and the string names variables.
//!
//! ```text
//! println!("{x:w$}", …)     println!("{x:w$}", …, x = x_1, w = w_2)     where names are taken
//! ```

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::visit_mut::VisitMut;

use super::flows::captures;
use super::resolve::Resolver;

/// Where the format string stands among the arguments.
fn position(name: &str) -> Option<usize> {
    Some(match name {
        "println" | "print" | "eprintln" | "eprint" | "panic" | "unreachable" | "todo" | "unimplemented" | "format" => {
            0
        }
        "assert" | "debug_assert" | "write" | "writeln" => 1,
        "assert_eq" | "assert_ne" | "debug_assert_eq" | "debug_assert_ne" => 2,
        "dbg" | "vec" => usize::MAX,
        _ => return None,
    })
}

impl Resolver<'_, '_> {
    /// The arguments of the macro with the names resolved; `None`: they are no list of expressions.
    pub(super) fn formatted(&mut self, invocation: &syn::Macro) -> Option<TokenStream> {
        let position = position(&invocation.path.segments.last()?.ident.to_string())?;
        let list = Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
        let arguments: Vec<syn::Expr> = invocation.parse_body_with(list).ok()?.into_iter().collect();
        let mut named = HashSet::new();
        let mut parts = Vec::new();
        for argument in &arguments {
            let mut argument = argument.clone();
            match &mut argument {
                syn::Expr::Assign(assign) if matches!(*assign.left, syn::Expr::Path(_)) => {
                    named.insert(assign.left.to_token_stream().to_string());
                    self.visit_expr_mut(&mut assign.right);
                }
                argument => self.visit_expr_mut(argument),
            }
            parts.push(argument.to_token_stream());
        }
        if let Some(syn::Expr::Lit(format)) = arguments.get(position) {
            for name in captures(&format.to_token_stream().to_string()) {
                if !named.insert(name.clone()) {
                    continue;
                }
                let ident = Ident::new(&name, syn::spanned::Spanned::span(&format));
                if let Some(resolved) = self.resolve(&ident).filter(|resolved| resolved.to_string() != name) {
                    parts.push(quote!(#ident = #resolved));
                }
            }
        }
        Some(quote!(#(#parts),*))
    }
}

//! Values that live as long as the mutable reference that a `let` binds to them: each gets a variable of its own, rewritten
//! before lowering.
//!
//! ```text
//! let scratch = &mut [0.0; 3];        let mut lasting = [0.0; 3];   let scratch = &mut lasting;
//! ```

use proc_macro2::Span;
use syn::parse_quote;

/// Rewrites the statements of `block`.
pub(super) fn rewrite(block: &mut syn::Block) {
    for mut stmt in std::mem::take(&mut block.stmts) {
        if let syn::Stmt::Local(syn::Local { init: Some(init), .. }) = &mut stmt
            && let syn::Expr::Reference(reference) = &mut *init.expr
            && reference.mutability.is_some()
            && is_made(&reference.expr)
        {
            let name = syn::Ident::new(NAME, Span::mixed_site());
            let value = std::mem::replace(&mut *reference.expr, parse_quote!(#name));
            block.stmts.push(parse_quote!(let mut #name = #value;));
        }
        block.stmts.push(stmt);
    }
}

const NAME: &str = "__lasting";

/// Names of this pass, without the underscores that keep them apart from the user's.
pub(super) fn own_name(name: &str) -> Option<&str> {
    (name == NAME).then_some("lasting")
}

/// Whether `expr` makes a value, which nothing else refers to.
fn is_made(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Paren(inner) => is_made(&inner.expr),
        syn::Expr::Macro(invocation) => super::expr::VecMacro::parse(&invocation.mac).is_some(),
        syn::Expr::Array(_) | syn::Expr::Repeat(_) | syn::Expr::Tuple(_) | syn::Expr::Struct(_) => true,
        syn::Expr::Binary(_) | syn::Expr::Lit(_) | syn::Expr::Call(_) => true,
        _ => false,
    }
}

//! `list.retain(..)`: what stays moves to the front, in its order, and the rest is cut off.
//!
//! ```text
//! v.retain(|p| c);     for at in 0..v.len() { let p = &v[at]; if c { v.swap(kept, at); kept += 1; } }
//!                      v.truncate(kept);
//! ```

use quote::quote_spanned;
use syn::parse_quote_spanned;

/// What `call` says, as a loop.
pub(super) fn as_loop(call: &syn::ExprMethodCall) -> Option<syn::Expr> {
    let (list, Some(syn::Expr::Closure(closure))) = (&call.receiver, call.args.first()) else { return None };
    let [input] = &closure.inputs.iter().collect::<Vec<_>>()[..] else { return None };
    if !is_name(list) || super::opaque::find_jump(&closure.body).is_some() {
        return None;
    }
    let (span, body) = (call.method.span(), &closure.body);
    let [kept, at] = ["__kept", "__at"].map(|name| syn::Ident::new(name, span));
    let bound = match input {
        syn::Pat::Wild(_) => None,
        _ => Some(quote_spanned!(span=> let #input = &#list[#at];)),
    };
    Some(parse_quote_spanned!(span=> {
        let mut #kept = 0usize;
        for #at in 0..#list.len() {
            #bound
            if #body {
                #list.swap(#kept, #at);
                #kept += 1;
            }
        }
        #list.truncate(#kept);
    }))
}

/// A variable, or a field of one: may be named again.
fn is_name(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Path(_) => true,
        syn::Expr::Field(field) => is_name(&field.base),
        syn::Expr::Paren(inner) => is_name(&inner.expr),
        _ => false,
    }
}

//! `try_fold` by a function that gives a `Result`, rewritten before lowering: a loop that ends at the first error.
//!
//! ```text
//! xs.iter().try_fold(a, |acc, v| { …; Ok(e) })
//!     { let mut kept = a; let mut failed = None;
//!       for v in xs.iter() { match { let acc = kept; …; Ok(e) } {
//!           Ok(value) => { kept = value; } Err(error) => { failed = Some(error); break; } } }
//!       match failed { Some(error) => Err(error), None => Ok(kept) } }
//! ```

use syn::parse_quote_spanned;

/// `call` as a loop, where the closure gives a `Result`.
pub(super) fn of_call(call: &syn::ExprMethodCall, gives_result: bool) -> Option<syn::Expr> {
    let [initial, syn::Expr::Closure(step)] = &call.args.iter().collect::<Vec<_>>()[..] else { return None };
    let [state, element] = &step.inputs.iter().collect::<Vec<_>>()[..] else { return None };
    if call.method != "try_fold" || !gives_result {
        return None;
    }
    let (items, span) = (&call.receiver, call.method.span());
    let [failed, value, error, kept] =
        ["__failed", "__value", "__error", "__kept"].map(|name| syn::Ident::new(name, span));
    let body = &step.body;
    let stepped: syn::Expr = if super::opaque::find_jump(body).is_none() {
        parse_quote_spanned!(span=> { let #state = #kept; #body })
    } else {
        parse_quote_spanned!(span=> (|#state| #body)(#kept))
    };
    Some(parse_quote_spanned!(span=> {
        let mut #kept = #initial;
        let mut #failed = None;
        for #element in #items {
            match #stepped {
                Ok(#value) => { #kept = #value; }
                Err(#error) => { #failed = Some(#error); break; }
            }
        }
        match #failed { Some(#error) => Err(#error), None => Ok(#kept) }
    }))
}

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
use syn::spanned::Spanned;

use super::effects;

/// `call` as a loop, where the closure gives a `Result`.
pub(super) fn of_call(call: &syn::ExprMethodCall, gives_result: bool) -> Option<syn::Expr> {
    let [initial, syn::Expr::Closure(step)] = &call.args.iter().collect::<Vec<_>>()[..] else { return None };
    let [state, element] = &step.inputs.iter().collect::<Vec<_>>()[..] else { return None };
    if call.method != "try_fold" || !gives_result {
        return None;
    }
    let span = call.method.span();
    let (made, items) = items(&call.receiver, initial)?;
    let [failed, value, error, kept] =
        ["__failed", "__value", "__error", "__kept"].map(|name| syn::Ident::new(name, span));
    let body = &step.body;
    let error_ty = told_error(&step.output).unwrap_or_else(|| parse_quote_spanned!(span=> _));
    let stepped: syn::Expr = if super::opaque::find_jump(body).is_none() {
        parse_quote_spanned!(span=> { let #state = #kept; #body })
    } else {
        parse_quote_spanned!(span=> (|#state| #body)(#kept))
    };
    Some(parse_quote_spanned!(span=> {
        #made
        let mut #kept = #initial;
        let mut #failed: Option<#error_ty> = None;
        for #element in #items {
            match #stepped {
                Ok(#value) => { #kept = #value; }
                Err(#error) => { #failed = Some(#error); break; }
            }
        }
        match #failed { Some(#error) => Err(#error), None => Ok(#kept) }
    }))
}

/// `E` of `-> Result<T, E>`.
fn told_error(output: &syn::ReturnType) -> Option<syn::Type> {
    let syn::ReturnType::Type(_, ty) = output else { return None };
    let syn::Type::Path(path) = &**ty else { return None };
    let syn::PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else { return None };
    match arguments.args.iter().nth(1)? {
        syn::GenericArgument::Type(error) => Some(error.clone()),
        _ => None,
    }
}

/// What makes the items before the state is made, where the order matters, and the items.
fn items(receiver: &syn::Expr, initial: &syn::Expr) -> Option<(Option<syn::Stmt>, syn::Expr)> {
    let mut items = receiver.clone();
    let is_quiet = !effects::changes(initial);
    let source = source_of(&mut items, is_quiet)?;
    let is_name = matches!(source, syn::Expr::Path(_) | syn::Expr::Field(_));
    if matches!(initial, syn::Expr::Lit(_)) || is_name || is_quiet && !effects::changes(source) {
        return Some((None, items));
    }
    if !matches!(source, syn::Expr::Call(_) | syn::Expr::MethodCall(_) | syn::Expr::Macro(_) | syn::Expr::Array(_)) {
        return None;
    }
    let name = syn::Ident::new("__items", source.span());
    let made = parse_quote_spanned!(source.span()=> let #name = #source;);
    *source = parse_quote_spanned!(source.span()=> #name);
    Some((Some(made), items))
}

/// What a chain of iterator methods stands on, if their arguments may be evaluated after the state is made: they change
/// nothing, and making the state changes nothing or does not matter to them.
fn source_of(chain: &mut syn::Expr, is_quiet: bool) -> Option<&mut syn::Expr> {
    let waits = |argument: &syn::Expr| match argument {
        syn::Expr::Closure(_) | syn::Expr::Lit(_) => true,
        argument => is_quiet && !effects::changes(argument),
    };
    let is_link = |call: &syn::ExprMethodCall| super::stream::is_link(&call.method.to_string());
    if !matches!(&*chain, syn::Expr::MethodCall(call) if is_link(call)) {
        return Some(chain);
    }
    let syn::Expr::MethodCall(call) = chain else { return None };
    if call.args.iter().all(waits) { source_of(&mut call.receiver, is_quiet) } else { None }
}

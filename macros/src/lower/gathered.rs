//! `collect` into an `Option` or a `Result` of a `Vec`, which ends at the first item without a value.
//!
//! ```text
//! let v: Result<Vec<_>, _> = items.collect();
//!     let mut list = Vec::new(); let mut failed = None;
//!     for item in items { match item { Ok(value) => list.push(value), Err(error) => { failed = Some(error); break } } }
//!     let v = match failed { Some(error) => Err(error), None => Ok(list) };
//! ```

use syn::parse_quote_spanned;

/// The names of this rewriting.
pub(super) const NAMES: &[&str] = &["__list", "__failed", "__item", "__value", "__error", "__complete"];

/// The type that `let` writes for its value, where that is such a call.
pub(super) fn of_local(local: &mut syn::Local) {
    let syn::Pat::Type(typed) = &local.pat else { return };
    if let Some(init) = &mut local.init
        && let Some(new) = rewritten(&init.expr, &typed.ty)
    {
        *init.expr = new;
    }
}

/// The value of a function of this type, where that is such a call.
pub(super) fn of_result(item: &mut syn::ItemFn) {
    let syn::ReturnType::Type(_, ty) = &item.sig.output else { return };
    if let Some(syn::Stmt::Expr(value, None)) = item.block.stmts.last_mut()
        && let Some(new) = rewritten(value, ty)
    {
        *value = new;
    }
}

fn rewritten(expr: &syn::Expr, wanted: &syn::Type) -> Option<syn::Expr> {
    match expr {
        syn::Expr::MethodCall(call) => of_call(call, Some(wanted)),
        _ => None,
    }
}

/// `call` as a loop, where it collects into such a type.
pub(super) fn of_call(call: &syn::ExprMethodCall, wanted: Option<&syn::Type>) -> Option<syn::Expr> {
    if call.method != "collect" || !call.args.is_empty() {
        return None;
    }
    let told = call.turbofish.as_ref().and_then(|told| match told.args.first()? {
        syn::GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    let (name, list_ty) = held_list(told.or(wanted)?)?;
    let (items, span) = (&call.receiver, call.method.span());
    let names = NAMES.iter().map(|name| syn::Ident::new(name, span)).collect::<Vec<_>>();
    let [list, failed, item, value, error, complete] = &names[..] else { return None };
    Some(if name == "Result" {
        parse_quote_spanned!(span=> {
            let mut #list: #list_ty = Vec::new();
            let mut #failed = None;
            for #item in #items {
                match #item {
                    Ok(#value) => { #list.push(#value); }
                    Err(#error) => { #failed = Some(#error); break; }
                }
            }
            match #failed { Some(#error) => Err(#error), None => Ok(#list) }
        })
    } else {
        parse_quote_spanned!(span=> {
            let mut #list: #list_ty = Vec::new();
            let mut #complete = true;
            for #item in #items {
                match #item {
                    Some(#value) => { #list.push(#value); }
                    None => { #complete = false; break; }
                }
            }
            if #complete { Some(#list) } else { None }
        })
    })
}

/// The name of `Option` or `Result`, and the `Vec` in it.
fn held_list(ty: &syn::Type) -> Option<(String, &syn::Type)> {
    let holder = last(ty)?;
    let syn::PathArguments::AngleBracketed(arguments) = &holder.arguments else { return None };
    let Some(syn::GenericArgument::Type(list)) = arguments.args.first() else { return None };
    let name = holder.ident.to_string();
    (matches!(name.as_str(), "Option" | "Result") && last(list)?.ident == "Vec").then_some((name, list))
}

fn last(ty: &syn::Type) -> Option<&syn::PathSegment> {
    match ty {
        syn::Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}

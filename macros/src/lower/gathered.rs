//! `collect` into an `Option` or a `Result` of a `Vec`, which ends at the first item without a value.
//!
//! ```text
//! let v: Result<Vec<_>, _> = items.collect();
//!     let mut list = Vec::new(); let mut failed = None;
//!     for item in items {
//!         let value = match item { Ok(value) => value, Err(error) => { failed = Some(error); break } };
//!         list.push(value);
//!     }
//!     let v = match failed { Some(error) => Err(error), None => Ok(list) };
//! ```

use proc_macro2::TokenStream;
use quote::quote;
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

/// Writes the type of a variable into what is collected for it: `let v: Vec<f64> = items.collect::<Result<_, _>>()?;`.
pub(super) fn told(mut stmt: syn::Stmt) -> syn::Stmt {
    if let syn::Stmt::Local(local) = &mut stmt {
        write_type(local);
    }
    stmt
}

fn write_type(local: &mut syn::Local) {
    let syn::Pat::Type(typed) = &local.pat else { return };
    let ty = &typed.ty;
    let Some(init) = &mut local.init else { return };
    match &mut *init.expr {
        syn::Expr::MethodCall(call)
            if call.turbofish.is_none()
                && (call.method == "collect" && held_list(ty).is_some()
                    || matches!(call.method.to_string().as_str(), "sum" | "product")
                        && super::summed::held_float(ty).is_some()) =>
        {
            call.turbofish = Some(parse_quote_spanned!(call.method.span()=> ::<#ty>));
        }
        syn::Expr::Try(tried) => {
            if let syn::Expr::MethodCall(call) = &mut *tried.expr
                && call.method == "collect"
                && last(ty).is_some_and(|list| list.ident == "Vec")
                && let Some(turbofish) = &mut call.turbofish
                && let Some(syn::GenericArgument::Type(syn::Type::Path(holder))) = turbofish.args.first_mut()
                && let Some(segment) = holder.path.segments.last_mut()
                && matches!(segment.ident.to_string().as_str(), "Option" | "Result")
                && let syn::PathArguments::AngleBracketed(arguments) = &mut segment.arguments
                && let Some(syn::GenericArgument::Type(list @ syn::Type::Infer(_))) = arguments.args.first_mut()
            {
                *list = (**ty).clone();
            }
        }
        _ => {}
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

/// Whether `call` collects into an `Option` or a `Result` of a `Vec`: the name of that, and the `Vec`.
pub(super) fn collected<'c>(
    call: &'c syn::ExprMethodCall,
    wanted: Option<&'c syn::Type>,
) -> Option<(String, &'c syn::Type)> {
    if call.method != "collect" || !call.args.is_empty() {
        return None;
    }
    let told = call.turbofish.as_ref().and_then(|told| match told.args.first()? {
        syn::GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    held_list(told.or(wanted)?)
}

/// The name of an item, what is gone through, and the item: what `map` makes of it at the end, written out.
pub(super) fn each(items: &syn::Expr, span: proc_macro2::Span) -> (syn::Pat, syn::Expr, syn::Expr) {
    if let syn::Expr::MethodCall(call) = items
        && call.method == "map"
        && let Some(syn::Expr::Closure(closure)) = call.args.first()
        && let [input] = &closure.inputs.iter().collect::<Vec<_>>()[..]
        && super::opaque::find_jump(&closure.body).is_none()
    {
        let pattern = match input {
            syn::Pat::Type(typed) => (*typed.pat).clone(),
            pattern => (*pattern).clone(),
        };
        return (pattern, (*call.receiver).clone(), (*closure.body).clone());
    }
    let item = syn::Ident::new("__item", span);
    (parse_quote_spanned!(span=> #item), items.clone(), parse_quote_spanned!(span=> #item))
}

/// The same, where `?` in what `map` makes leaves at once with an error of the type `error`.
pub(super) fn each_leaving(
    items: &syn::Expr,
    span: proc_macro2::Span,
    error: Option<&syn::Type>,
    leaves: &dyn Fn(TokenStream) -> TokenStream,
) -> (syn::Pat, syn::Expr, syn::Expr) {
    if let syn::Expr::MethodCall(call) = items
        && call.method == "map"
        && let Some(syn::Expr::Closure(closure)) = call.args.first()
        && let [input] = &closure.inputs.iter().collect::<Vec<_>>()[..]
        && let Some(body) = super::unquestioned::body(closure, error, leaves)
    {
        let pattern = match input {
            syn::Pat::Type(typed) => (*typed.pat).clone(),
            pattern => (*pattern).clone(),
        };
        return (pattern, (*call.receiver).clone(), body);
    }
    each(items, span)
}

/// `call` as a loop, where it collects into such a type.
pub(super) fn of_call(call: &syn::ExprMethodCall, wanted: Option<&syn::Type>) -> Option<syn::Expr> {
    let (name, list_ty) = collected(call, wanted)?;
    let span = call.method.span();
    let names = NAMES.iter().map(|name| syn::Ident::new(name, span)).collect::<Vec<_>>();
    let [list, _, _, value, error, complete] = &names[..] else { return None };
    let failed = super::tried::failed(&quote!(#call), span);
    Some(if name == "Result" {
        let label = super::unquestioned::label();
        let leaves = |error| quote!({ #failed = Some(#error); break #label; });
        let (item, items, made) = each_leaving(&call.receiver, span, told_error(call).as_ref(), &leaves);
        let made = super::results::value_or(&made, span, &leaves);
        parse_quote_spanned!(span=> {
            let mut #list: #list_ty = Vec::new();
            let mut #failed = None;
            #label: for #item in #items { let #value = #made; #list.push(#value); }
            match #failed { Some(#error) => Err(#error), None => Ok(#list) }
        })
    } else {
        let (item, items, made) = each(&call.receiver, span);
        let made = super::desugar::scrutinee(&made);
        parse_quote_spanned!(span=> {
            let mut #list: #list_ty = Vec::new();
            let mut #complete = true;
            for #item in #items {
                match #made {
                    Some(#value) => { #list.push(#value); }
                    None => { #complete = false; break; }
                }
            }
            if #complete { Some(#list) } else { None }
        })
    })
}

/// `E` of `collect::<Result<_, E>>()`.
pub(super) fn told_error(call: &syn::ExprMethodCall) -> Option<syn::Type> {
    match call.turbofish.as_ref()?.args.first()? {
        syn::GenericArgument::Type(ty) => super::tried::error_of(ty),
        _ => None,
    }
}

/// The name of `Option` or `Result`, and the `Vec` in it.
fn held_list(ty: &syn::Type) -> Option<(String, &syn::Type)> {
    let holder = last(ty)?;
    let syn::PathArguments::AngleBracketed(arguments) = &holder.arguments else { return None };
    let Some(syn::GenericArgument::Type(list)) = arguments.args.first() else { return None };
    let name = holder.ident.to_string();
    (matches!(name.as_str(), "Option" | "Result") && last(list)?.ident == "Vec").then_some((name, list))
}

pub(super) fn last(ty: &syn::Type) -> Option<&syn::PathSegment> {
    match ty {
        syn::Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}

//! What methods of `Option` and `Result` say, as a `match`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{parse_quote, parse_quote_spanned};

use super::option::Holder;

/// What `call` says, as a `match`.
pub(super) fn as_match(call: &syn::ExprMethodCall, holder: Holder) -> Option<syn::Expr> {
    let x = &call.receiver;
    match (call.method.to_string().as_str(), call.args.first()) {
        ("take", None) => return Some(parse_quote_spanned!(call.method.span()=> ::core::mem::take(&mut #x))),
        ("replace", Some(v)) if call.args.len() == 1 => {
            return Some(parse_quote_spanned!(call.method.span()=> ::core::mem::replace(&mut #x, Some(#v))));
        }
        _ => {}
    }
    let Some(arms) = rewrapped(call, holder).or_else(|| otherwise(call, holder)) else {
        return of_value(call, holder).or_else(|| on_two(call, holder));
    };
    let x = super::desugar::scrutinee(x);
    Some(parse_quote_spanned!(call.method.span()=> match #x { #arms }))
}

/// The arms of a method without a function.
fn rewrapped(call: &syn::ExprMethodCall, holder: Holder) -> Option<TokenStream> {
    let inner = syn::Ident::new("__inner", call.method.span());
    let (some, none) = match holder {
        Holder::Option => (quote!(Some), quote!(None)),
        Holder::Result => (quote!(Ok), quote!(Err(_))),
    };
    if !call.args.is_empty() {
        return None;
    }
    Some(match (call.method.to_string().as_str(), holder) {
        ("unwrap_or_default", _) => quote!(#some(#inner) => #inner, #none => Default::default(),),
        ("ok", _) => quote!(Ok(#inner) => Some(#inner), Err(_) => None,),
        ("copied" | "cloned", _) => quote!(Some(#inner) => Some((*#inner).clone()), None => None,),
        ("flatten", Holder::Option) => quote!(Some(#inner) => #inner, None => None,),
        ("transpose", Holder::Option) => quote! {
            Some(#inner) => match #inner { Ok(#inner) => Ok(Some(#inner)), Err(#inner) => Err(#inner) },
            None => Ok(None),
        },
        ("transpose", Holder::Result) => quote! {
            Ok(#inner) => match #inner { Some(#inner) => Some(Ok(#inner)), None => None },
            Err(#inner) => Some(Err(#inner)),
        },
        _ => return None,
    })
}

/// The arms of a method whose function is called where there is no value, or whose value goes by reference.
fn otherwise(call: &syn::ExprMethodCall, holder: Holder) -> Option<TokenStream> {
    let inner = syn::Ident::new("__inner", call.method.span());
    let some = if holder == Holder::Option { quote!(Some) } else { quote!(Ok) };
    let [f] = call.args.iter().collect::<Vec<_>>()[..] else { return None };
    let (error, other) = without(f, holder, &inner);
    Some(match call.method.to_string().as_str() {
        "unwrap_or_else" => quote!(#some(#inner) => #inner, #error => #other,),
        "or_else" => quote!(#some(#inner) => #some(#inner), #error => #other,),
        "ok_or_else" => {
            let error = made(f);
            quote!(Some(#inner) => Ok(#inner), None => Err(#error),)
        }
        "map_err" => {
            let (pattern, value) = untyped(applied(f, &inner));
            quote!(Ok(#inner) => Ok(#inner), Err(#pattern) => Err(#value),)
        }
        "filter" => quote! {
            Some(#inner) => if (#f)(&#inner) { Some(#inner) } else { None },
            None => None,
        },
        _ => return None,
    })
}

/// What a function makes where there is no value, behind the pattern of that case.
fn without(function: &syn::Expr, holder: Holder, inner: &syn::Ident) -> (TokenStream, TokenStream) {
    match holder {
        Holder::Option => (quote!(None), made(function)),
        Holder::Result => {
            let (pattern, value) = untyped(applied(function, inner));
            (quote!(Err(#pattern)), value)
        }
    }
}

/// A method whose function takes the value.
fn of_value(call: &syn::ExprMethodCall, holder: Holder) -> Option<syn::Expr> {
    let inner = syn::Ident::new("__inner", call.method.span());
    let (some, error) = match holder {
        Holder::Option => (quote!(Some), quote!(None)),
        Holder::Result => (quote!(Ok), quote!(Err(#inner))),
    };
    let (pattern, value) = applied(call.args.last()?, &inner);
    let (value, (error, other)) = match (call.method.to_string().as_str(), call.args.len()) {
        ("map", 1) => (quote!(#some(#value)), (error.clone(), error)),
        ("and_then", 1) => (value, (error.clone(), error)),
        ("map_or_else", 2) => (value, without(&call.args[0], holder, &inner)),
        ("is_some_and", 1) => (value, (error, quote!(false))),
        ("is_none_or", 1) => (value, (error, quote!(true))),
        _ => return None,
    };
    Some(mapped(&call.receiver, (&some, &error), &pattern, &value, &other, call))
}

/// Methods whose argument is evaluated in any case.
fn on_two(call: &syn::ExprMethodCall, holder: Holder) -> Option<syn::Expr> {
    let x = &call.receiver;
    let arguments: Vec<&syn::Expr> = call.args.iter().collect();
    let inner = syn::Ident::new("__inner", call.method.span());
    let other = syn::Ident::new("__other", call.method.span());
    let (some, none) = match holder {
        Holder::Option => (quote!(Some), quote!(None)),
        Holder::Result => (quote!(Ok), quote!(Err(_))),
    };
    let (second, arms): (&syn::Expr, TokenStream) = match (call.method.to_string().as_str(), arguments.as_slice()) {
        ("unwrap_or", [d]) => (d, quote!((#some(#inner), _) => #inner, (#none, #other) => #other,)),
        ("or", [y]) => (y, quote!((#some(#inner), _) => #some(#inner), (#none, #other) => #other,)),
        ("ok_or", [e]) => (e, quote!((Some(#inner), _) => Ok(#inner), (None, #other) => Err(#other),)),
        ("xor", [y]) => (y, quote!((Some(#inner), None) | (None, Some(#inner)) => Some(#inner), _ => None,)),
        ("zip", [y]) => (y, quote!((Some(#inner), Some(#other)) => Some((#inner, #other)), _ => None,)),
        ("map_or", [d, f]) => {
            let (pattern, value) = applied(f, &inner);
            let head: syn::Pat = some_pattern(&some, &pattern);
            let mut choice: syn::ExprMatch = parse_quote!(match (#x, #d) { _ => #value, (#none, #other) => #other, });
            let mut both: syn::PatTuple = syn::PatTuple {
                attrs: Vec::new(),
                paren_token: syn::token::Paren::default(),
                elems: syn::punctuated::Punctuated::new(),
            };
            both.elems.push(head);
            both.elems.push(parse_quote!(_));
            choice.arms[0].pat = syn::Pat::Tuple(both);
            return Some(syn::Expr::Match(choice));
        }
        _ => return None,
    };
    Some(parse_quote_spanned!(call.method.span()=> match (#x, #second) { #arms }))
}

/// A function applied to a value: the pattern that binds it, and the result.
pub(super) fn applied(function: &syn::Expr, inner: &syn::Ident) -> (syn::Pat, TokenStream) {
    if let syn::Expr::Closure(closure) = function
        && let Some(pattern) = closure.inputs.first()
        && closure.inputs.len() == 1
        && super::opaque::find_jump(&closure.body).is_none()
    {
        let body = &closure.body;
        return (pattern.clone(), quote!(#body));
    }
    (parse_quote!(#inner), quote!((#function)(#inner)))
}

/// The same without the type that a closure may give its parameter.
pub(super) fn untyped((pattern, value): (syn::Pat, TokenStream)) -> (syn::Pat, TokenStream) {
    match pattern {
        syn::Pat::Type(typed) => (*typed.pat, value),
        pattern => (pattern, value),
    }
}

/// What a function without arguments gives.
pub(super) fn made(function: &syn::Expr) -> TokenStream {
    match function {
        syn::Expr::Closure(closure)
            if closure.inputs.is_empty() && super::opaque::find_jump(&closure.body).is_none() =>
        {
            let body = &closure.body;
            quote!(#body)
        }
        _ => quote!((#function)()),
    }
}

/// Whether making an error changes nothing: it is put together of what only looks.
fn is_quiet(error: &syn::Expr) -> bool {
    let looks = ["to_string", "to_owned", "into", "clone", "len", "is_empty"];
    match error {
        syn::Expr::Call(call) => {
            let made = matches!(&*call.func, syn::Expr::Path(path)
                if super::construct::constructor(&path.path).is_some() || ends_with(&path.path, "from"));
            made && call.args.iter().all(is_quiet)
        }
        syn::Expr::Struct(made) => made.rest.is_none() && made.fields.iter().all(|field| is_quiet(&field.expr)),
        syn::Expr::Tuple(tuple) => tuple.elems.iter().all(is_quiet),
        syn::Expr::MethodCall(call) if looks.contains(&call.method.to_string().as_str()) => {
            call.args.is_empty() && is_quiet(&call.receiver)
        }
        syn::Expr::Macro(invocation) => {
            let list = syn::punctuated::Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
            invocation.mac.path.is_ident("format")
                && invocation.mac.parse_body_with(list).is_ok_and(|arguments| arguments.iter().all(is_quiet))
        }
        error => !super::effects::changes(error),
    }
}

fn ends_with(path: &syn::Path, name: &str) -> bool {
    path.segments.last().is_some_and(|last| last.ident == name)
}

/// What `o.ok_or(error)` and `o.ok_or_else(|| error)` give where there is nothing.
pub(super) fn error_of_none(call: &syn::ExprMethodCall) -> Option<TokenStream> {
    let argument = call.args.first().filter(|_| call.args.len() == 1)?;
    match call.method.to_string().as_str() {
        // What is evaluated in any case must be without effects.
        "ok_or" if is_quiet(argument) => Some(quote!(#argument)),
        "ok_or_else" => Some(made(argument)),
        _ => None,
    }
}

/// `match x { Some(pattern) => value, error => other }`; a pattern of a closure may carry a type.
fn mapped(
    x: &syn::Expr,
    heads: (&TokenStream, &TokenStream),
    pattern: &syn::Pat,
    value: &TokenStream,
    other: &TokenStream,
    call: &syn::ExprMethodCall,
) -> syn::Expr {
    let (some, error) = heads;
    let x = super::desugar::scrutinee(x);
    let mut choice: syn::ExprMatch =
        parse_quote_spanned!(call.method.span()=> match #x { _ => #value, #error => #other, });
    choice.arms[0].pat = some_pattern(some, pattern);
    syn::Expr::Match(choice)
}

/// `Some(pattern)`
fn some_pattern(some: &TokenStream, pattern: &syn::Pat) -> syn::Pat {
    let mut elems = syn::punctuated::Punctuated::new();
    elems.push(pattern.clone());
    syn::Pat::TupleStruct(syn::PatTupleStruct {
        attrs: Vec::new(),
        qself: None,
        path: parse_quote!(#some),
        paren_token: syn::token::Paren::default(),
        elems,
    })
}

//! `f::over`: the function over another scalar, for Jacobians in several directions at once and for Taylor series.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::{Context, body, generics, jacobian};
use crate::diagnostic::Message;
use crate::ir::{Parameter, VarId};
use crate::options::Companion;
use crate::over::{Obstacle, Over, Types, lift, replace_floats};
use crate::{emit, simplify};

/// The function over another scalar, where it can be written.
pub(crate) fn lifted(context: &Context) -> Result<Over, Obstacle> {
    let is_for_callers = context.options.asks_for(Companion::Taylor);
    lift(context.function, if is_for_callers { Types::Inferred } else { Types::Written })
}

/// Whether there may be `f::over`: of a free function of floats, whose bodies alone are known to be of `f64`.
pub(crate) fn may_be(context: &Context) -> bool {
    let is_plain = context.scalars.is_empty() && context.function.functions.is_empty();
    is_plain && !context.home.is_associated() && context.options.rule.is_none()
}

/// `fn over<S>(x: S, a: &[S], n: usize) -> S`, where it is of use.
pub(crate) fn hidden(context: &Context) -> TokenStream {
    if !context.options.asks_for(Companion::Taylor) && !jacobian::is_in_lanes(context) {
        return TokenStream::new();
    }
    let Some(over) = may_be(context).then(|| lifted(context)).and_then(Result::ok) else { return TokenStream::new() };
    let written = written(context, &over);
    let is_for_callers = context.options.asks_for(Companion::Taylor);
    let visibility = &context.item.vis;
    let says_so =
        is_for_callers.then(|| quote!(#[doc(hidden)] #[allow(dead_code)] #visibility const OVER: bool = true;));
    quote!(#says_so #[doc(hidden)] #written)
}

fn written(context: &Context, over: &Over) -> TokenStream {
    let (scalar, function) = (&over.scalar, &over.function);
    let (statements, value) = crate::generics::with_scalars(std::slice::from_ref(scalar), || {
        let mut function = function.clone();
        let mut stmts = std::mem::take(&mut function.body.stmts);
        simplify::forward(&function, &mut stmts);
        simplify::settle_mutability(&mut function, [&stmts, &Vec::new(), &Vec::new()]);
        over.changed.iter().for_each(|var| function.vars[var.0 as usize].mutable = true);
        let value = function.result.map(|result| function.var(result).name.to_token_stream());
        (emit::stmts(&function, &stmts), value)
    });
    let raised = Context { function, ..*context };
    let parameters = function.parameters.iter().map(|parameter| passed(context, parameter, scalar));
    let (patterns, types): (Vec<TokenStream>, Vec<TokenStream>) = parameters.unzip();
    let starts = function.parameters.iter().filter_map(|parameter| started(parameter, &over.changed));
    let (items, rebound) = (&function.items, body::rebind_mutable(&raised));
    let (visibility, attributes) = (&context.item.vis, context.shared_attributes());
    let mut generics = context.generics();
    generics.params.push(syn::parse_quote!(#scalar: __chainrule::__private::Jet));
    let (bounds, output) = (&generics.where_clause, output(context, scalar));
    quote! {
        #attributes
        #[inline]
        #visibility fn over #generics((#(#patterns,)*): (#(#types,)*)) -> #output #bounds {
            #(#items)*
            #(#starts)*
            #rebound
            #statements
            #value
        }
    }
}

/// A parameter as it is passed, and its type there: what is passed by value says whether it varies.
fn passed(context: &Context, parameter: &Parameter, scalar: &Ident) -> (TokenStream, TokenStream) {
    let (name, ty) = (&parameter.name, &parameter.syntax);
    let ty = match (parameter.reference(), parameter.active) {
        (Some(_), _) => quote!(#ty),
        (None, true) => {
            let original = context.function.parameters.iter().find(|original| original.var == parameter.var);
            let ty = original.map_or(ty, |original| &original.syntax);
            quote!(impl __chainrule::__private::Passed<#ty, #scalar>)
        }
        (None, false) => quote!(__chainrule::__private::Held<#ty>),
    };
    (quote!(#name), ty)
}

/// What is passed by value is taken out.
fn started(parameter: &Parameter, changed: &BTreeSet<VarId>) -> Option<TokenStream> {
    let (name, mutability) = (&parameter.name, changed.contains(&parameter.var).then(|| quote!(mut)));
    match (parameter.reference(), parameter.active) {
        (Some(_), _) => None,
        (None, true) => Some(quote!(let #mutability #name = __chainrule::__private::Passed::passed(#name);)),
        (None, false) => Some(quote!(let #mutability #name = #name.0;)),
    }
}

/// The type of the result, made of `scalar`.
fn output(context: &Context, scalar: &Ident) -> TokenStream {
    let mut ty: syn::Type = syn::parse2(super::tangent::output(context)).unwrap_or_else(|_| syn::parse_quote!(()));
    replace_floats(&mut ty, scalar);
    ty.to_token_stream()
}

/// `f::over::<N, S>(arguments)`.
pub(crate) fn call(context: &Context, scalar: &TokenStream, arguments: &[TokenStream]) -> TokenStream {
    let (own, names) = (&context.item.sig.ident, generics::named(&context.item.sig.generics));
    let arguments = context.function.parameters.iter().zip(arguments).map(|(parameter, argument)| {
        match (parameter.reference(), parameter.active) {
            (Some(_), _) => argument.clone(),
            (None, true) => quote!(__chainrule::__private::Varied(#argument)),
            (None, false) => quote!(__chainrule::__private::Held(#argument)),
        }
    });
    quote!(#own::over::<#(#names,)* #scalar>((#(#arguments,)*)))
}

/// Says of the functions that are called whether they can be called with series.
fn asks(over: &Over) -> TokenStream {
    let asks = over.calls.iter().map(|path| {
        let at = path.path.segments.last().map_or_else(Span::mixed_site, |segment| segment.ident.span());
        quote_spanned!(at.resolved_at(Span::mixed_site())=> __chainrule::__private::of_series::<#path>();)
    });
    asks.collect()
}

/// Whether all functions that are called run on other scalars: a constant expression.
pub(crate) fn known(over: &Over) -> Option<TokenStream> {
    let calls = &over.calls;
    if calls.is_empty() {
        return None;
    }
    Some(quote!(const { use __chainrule::__private::NotOver as _; #(#calls::OVER)&&* }))
}

/// `fn taylor_f<const N: usize>(x: Taylor<f64, N>, a: &[Taylor<f64, N>], n: usize) -> Taylor<f64, N>`.
pub(crate) fn taylor(context: &Context) -> TokenStream {
    let Some(over) = may_be(context).then(|| lifted(context)).and_then(Result::ok) else { return TokenStream::new() };
    let asks = asks(&over);
    let (own, cfg) = (&context.item.sig.ident, super::cfg(context));
    let summary = format!(" {} of Taylor series: of {}, and of the result.", context.link(), context.with_respect_to());
    let order = context.function.names.clone().fresh("TERMS", Span::mixed_site());
    let series = Ident::new("__Series", Span::mixed_site());
    let named = quote!(__chainrule::Taylor<f64, #order>);
    let parameters = context.function.parameters.iter().map(|parameter| {
        let mut ty = parameter.syntax.clone();
        if parameter.active {
            replace_floats(&mut ty, &series);
        }
        let (name, ty) = (&parameter.name, with_series(ty.to_token_stream(), &series, &named));
        quote!(#name: #ty)
    });
    let output = with_series(self::output(context, &series), &series, &named);
    let arguments: Vec<TokenStream> = context.names().iter().map(ToTokens::to_token_stream).collect();
    let call = call(context, &named, &arguments);
    let (visibility, name, attributes) =
        (&context.item.vis, context.name(Companion::Taylor), context.shared_attributes());
    let mut generics = context.generics();
    generics.params.push(syn::parse_quote!(const #order: usize));
    let bounds = &generics.where_clause;
    quote! {
        #[doc = #summary]
        #attributes
        #visibility fn #name #generics(#(#parameters),*) -> #output #bounds {
            #asks
            #call
        }
        #cfg
        #[doc(hidden)]
        impl __chainrule::__private::OfSeries for #own {}
    }
}

/// `tokens` with `series` written out.
fn with_series(tokens: TokenStream, series: &Ident, named: &TokenStream) -> TokenStream {
    use proc_macro2::{Group, TokenTree};
    let replaced = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(ident) if ident == *series => named.clone(),
        TokenTree::Group(group) => {
            let inner = with_series(group.stream(), series, named);
            TokenTree::Group(Group::new(group.delimiter(), inner)).into()
        }
        other => other.into(),
    });
    replaced.collect()
}

/// What keeps `taylor` from being written, as an error.
pub(crate) fn check(context: &Context) -> syn::Result<()> {
    let asked = context.options.companions.iter().find(|(companion, _)| *companion == Companion::Taylor);
    let Some((_, span)) = asked else { return Ok(()) };
    let name = &context.item.sig.ident;
    let generic = "make it generic over the scalar, `fn f<T: chainrule::Real>(x: T) -> T`: it takes series as it is";
    let refused = Message::new(format!("`taylor` cannot be written for `{name}`"));
    if !context.scalars.is_empty() {
        let message = refused.note("it is generic over its scalar, and takes series as it is");
        return Err(message.help(format!("leave out `taylor`, and call `{name}` with `Taylor` series")).at(*span));
    }
    let (note, at) = if context.home.is_associated() {
        ("it is a method or a function of a type".to_owned(), *span)
    } else {
        match lifted(context) {
            Ok(_) => return Ok(()),
            Err(Obstacle { what, span }) => (format!("{what} cannot be made of series"), span),
        }
    };
    Err(refused.note(note).help(generic).at(at))
}

/// `taylor` beside a rule of the user's.
pub fn refuse_rule(name: &Ident, at: Span) -> syn::Error {
    Message::new(format!("`taylor` cannot be written for `{name}`"))
        .note("its derivative is given by a rule, which says nothing of higher derivatives")
        .help("leave out the rule, or make the function generic, `fn f<T: chainrule::Real>(x: T) -> T`: it takes series as it is")
        .at(at)
}

/// An argument that may be used again, made of the numbers of the next directions.
pub(crate) fn directed(parameter: &Parameter, directions: &Ident) -> (TokenStream, TokenStream) {
    let name = &parameter.name;
    let lifted = super::suffixed(name, "lanes");
    let value = if parameter.reference().is_some() { quote!(&*#name) } else { quote!(&#name) };
    let argument = if parameter.reference().is_some() { quote!(&#lifted) } else { quote!(#lifted) };
    (quote!(let #lifted = #directions.of(#value);), argument)
}

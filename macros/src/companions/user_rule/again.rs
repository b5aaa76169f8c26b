//! Second and higher derivatives of a function with `partials(..)`: these are expressions, which are differentiated as
//! any others.
//!
//! ```text
//! fn f(x: f64, x_dot: f64, n: i32) -> (f64, f64) {      level 1, written from the rule
//!     let value = f(x, n);                              by the rule
//!     let x_partial = EXPR;
//!     (value, x_partial * x_dot)
//! }
//! ```
//!
//! What is above that is as for every function, and the companions of second order are those of a function that calls `f`.
//! Where the rule is a function of the user's that gives the tangent (`jvp = PATH`), level 1 is a call of it; where it is a
//! residual (`implicit = PATH`), level 1 is the implicit function theorem.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{active, output, partials::Partials, suffixed};
use crate::companions::closure::Around;
use crate::companions::tangent::{held_tangent, tangent_of_level};
use crate::companions::{Context, closure, hessian, levels, nested, second};
use crate::diagnostic::Message;
use crate::ir::{Function, Parameter};
use crate::options::Companion;
use crate::types::Ty;
use crate::{activity, escape, lower, structure};

/// What is written for orders above the first.
#[derive(Default)]
pub(super) struct Again {
    /// Functions of the hidden type.
    pub inside: TokenStream,
    pub beside: TokenStream,
}

/// That of `partials(..)`.
pub(super) fn write(context: &Context, rule: &Partials) -> syn::Result<Again> {
    if context.options.order() < 2 {
        return Ok(Again::default());
    }
    check(context)?;
    by_level(context, &level(context, rule))
}

/// That of a function whose level 1 is `PATH(x, x_dot, …)`, with an `impl` of the hidden type.
pub(super) fn by_tangent(context: &Context, path: &syn::Path) -> syn::Result<TokenStream> {
    let arguments = inputs(context).into_iter().map(|(name, _, dot)| match dot {
        Some((dot, of)) if of.reference().is_none() && matches!(Ty::of(&of.syntax), Ty::Vec(_)) => quote!(#name, &#dot),
        Some((dot, _)) => quote!(#name, #dot),
        None => quote!(#name),
    });
    let body = quote_spanned!(path.span()=> #path(#(#arguments),*));
    beside(context, &with_body(context, &body))
}

/// That of a function with this level 1, with an `impl` of the hidden type.
pub(super) fn beside(context: &Context, item: &syn::ItemFn) -> syn::Result<TokenStream> {
    if let Some(parameter) = context.function.parameters.iter().find(|parameter| parameter.is_inout()) {
        return Err(Message::new("a function with a rule that changes an argument has no second derivative")
            .note(format!("`{}` is behind `&mut`", parameter.label))
            .help("leave out `order`, or return the new value")
            .at(parameter.name.span()));
    }
    let Again { inside, beside } = by_level(context, item)?;
    let own = &context.item.sig.ident;
    let cfg = crate::companions::cfg(context);
    Ok(quote!(#cfg #[doc(hidden)] impl #own { #inside } #beside))
}

/// A parameter of level 1 with its type, and its tangent.
type Input<'p> = (Ident, TokenStream, Option<(Ident, &'p Parameter)>);

fn inputs<'p>(context: &'p Context) -> Vec<Input<'p>> {
    let parameters = context.function.parameters.iter();
    let input = |parameter: &'p Parameter| {
        let (name, ty) = (parameter.name.clone(), &parameter.syntax);
        (name, quote!(#ty), parameter.active.then(|| (dot_name(context, parameter), parameter)))
    };
    parameters.map(input).collect()
}

/// A function of level 1 with this body.
pub(super) fn with_body(context: &Context, body: &TokenStream) -> syn::ItemFn {
    let mut item = context.item.clone();
    item.sig.inputs.clear();
    for (name, ty, dot) in inputs(context) {
        item.sig.inputs.push(syn::parse_quote!(#name: #ty));
        if let Some((dot, parameter)) = dot {
            let ty = dot_type(parameter);
            item.sig.inputs.push(syn::parse_quote!(#dot: #ty));
        }
    }
    let (output, dot) = (output(context), crate::companions::tangent_type(&context.function.result_ty));
    item.sig.output = syn::parse_quote!(-> (#output, #dot));
    item.block = syn::parse_quote!({ #body });
    item
}

fn by_level(context: &Context, level: &syn::ItemFn) -> syn::Result<Again> {
    let mut again = levels(context, level)?;
    let caller = caller(context);
    with_lowered(context, &caller, |context| {
        again.inside.extend(second::hidden(context));
        for companion in [Companion::Hvp, Companion::Hessian] {
            if context.options.asks_for(companion) {
                again.beside.extend(if companion == Companion::Hvp {
                    second::hvp(context)
                } else {
                    hessian::hessian(context)
                });
            }
        }
        again.beside.extend(nested::types(context));
    })?;
    again.beside.extend(levels::orders(context));
    Ok(again)
}

/// Parameters whose tangents are numbers or lists of them, in the precision of the result.
fn check(context: &Context) -> syn::Result<()> {
    let result = context.function.result_ty.tokens().map(|tokens| tokens.to_string());
    let fits = |parameter: &&Parameter| {
        let ty = Ty::of(&parameter.syntax);
        let element = match ty.peel() {
            Ty::Array(element, _) | Ty::Vec(element) | Ty::Slice(element) => element,
            own => own,
        };
        element.is_float() && element.tokens().map(|tokens| tokens.to_string()) == result && !parameter.is_inout()
    };
    let Some(parameter) = active(context).find(|parameter| !fits(parameter)) else { return Ok(()) };
    Err(Message::new(format!(
        "a second derivative with respect to `{}` cannot be taken of its partial derivative",
        parameter.label
    ))
    .note("it is taken with respect to floats, and arrays, slices and `Vec`s of them, in the precision of the result")
    .help("leave out `order`, or let a function of floats carry the rule")
    .at(parameter.name.span()))
}

/// Level 1, with those above.
fn levels(context: &Context, item: &syn::ItemFn) -> syn::Result<Again> {
    let (mut function, dots) = lowered_level(context, item)?;
    let mut parameters = Vec::new();
    for parameter in &context.function.parameters {
        let (Some(own), dot) = (named(&function, &parameter.name), dots.iter().find(|(of, _)| *of == parameter.name))
        else {
            continue;
        };
        let of = own.var;
        parameters.push(own);
        let dot = match dot.and_then(|(_, dot)| named(&function, dot)) {
            None => held_tangent(&mut function, parameter),
            Some(dot) => {
                if parameter.reference().is_some() {
                    let marker = function.names.fresh(&format!("{}_is", parameter.label), Span::mixed_site());
                    function.markers.insert(dot.var, marker);
                    function.tangents.insert(dot.var, of);
                }
                dot
            }
        };
        parameters.push(Parameter { tangent_of: Some(of), ..dot });
    }
    function.parameters = parameters;
    let activity = activity::analyze(&function);
    escape::check(&function, &activity)?;
    let first = Context { item, function: &function, activity: &activity, ..*context };
    let mut inside = TokenStream::new();
    levels::each_from(&first, &mut |context, level| {
        inside.extend([levels::write(context, level), tangent_of_level(context, level + 1)]);
    });
    Ok(Again { inside, beside: TokenStream::new() })
}

/// The parameter of a name.
fn named(function: &Function, name: &Ident) -> Option<Parameter> {
    function.parameters.iter().find(|parameter| parameter.name == *name).cloned()
}

pub(super) fn dot_name(context: &Context, parameter: &Parameter) -> Ident {
    let wish = suffixed(&parameter.name, "dot").to_string();
    context.function.names.clone().fresh(&wish, Span::mixed_site())
}

/// The function of level 1, from its rule.
fn level(context: &Context, rule: &Partials) -> syn::ItemFn {
    let mut item = context.item.clone();
    item.sig.inputs.clear();
    let mut statements = rule.value_in_language();
    let mut products = Vec::new();
    for parameter in &context.function.parameters {
        let (name, ty) = (&parameter.name, &parameter.syntax);
        item.sig.inputs.push(syn::parse_quote!(#name: #ty));
        if !parameter.active {
            continue;
        }
        let (dot, partial) = (dot_name(context, parameter), rule.partial(parameter));
        let (dot_ty, known) = (dot_type(parameter), partial.1);
        item.sig.inputs.push(syn::parse_quote!(#dot: #dot_ty));
        statements.extend(partial.0);
        products.push(product(parameter, &known, &dot));
    }
    let (value, output) = (&rule.value, output(context));
    item.sig.output = syn::parse_quote!(-> (#output, #output));
    item.block = syn::parse_quote!({
        #statements
        (#value, #(#products)+*)
    });
    item
}

/// The type of a tangent, owned or behind `&` as its parameter is.
fn dot_type(parameter: &Parameter) -> TokenStream {
    let shadow = crate::companions::shadow_type(&Ty::of(&parameter.syntax));
    if parameter.reference().is_some() { quote!(&#shadow) } else { shadow }
}

/// The product of a partial derivative and a tangent.
fn product(parameter: &Parameter, partial: &Ident, dot: &Ident) -> TokenStream {
    let ty = Ty::of(&parameter.syntax);
    match (ty.peel().is_float(), parameter.reference().is_some()) {
        (true, false) => quote!(#partial * #dot),
        (true, true) => quote!(#partial * *#dot),
        (false, _) => quote!(#partial.iter().zip(#dot.iter()).map(|(partial, dot)| partial * dot).sum::<f64>()),
    }
}

/// The function of level 1 as the passes want it, and the names of the tangents.
fn lowered_level(context: &Context, item: &syn::ItemFn) -> syn::Result<(Function, Vec<(Ident, Ident)>)> {
    let mut active = Vec::new();
    let mut dots = Vec::new();
    for parameter in &context.function.parameters {
        active.push(parameter.active);
        if parameter.active {
            active.push(true);
            dots.push((parameter.name.clone(), dot_name(context, parameter)));
        }
    }
    let mut function = lower::function(item, &active, context.home)?;
    structure::structure(&mut function);
    let around =
        Around { generics: &item.sig.generics, options: context.options, home: context.home, scalars: context.scalars };
    closure::compile(&mut function, &around)?;
    Ok((function, dots))
}

/// A function of the same signature that calls `f`.
fn caller(context: &Context) -> syn::ItemFn {
    let mut item = context.item.clone();
    let (own, turbofish) = (&context.item.sig.ident, context.turbofish());
    let names = context.names();
    item.block = syn::parse_quote!({ #own #turbofish (#(#names),*) });
    item
}

fn with_lowered(context: &Context, item: &syn::ItemFn, write: impl FnOnce(&Context)) -> syn::Result<()> {
    let active: Vec<bool> = context.function.parameters.iter().map(|parameter| parameter.active).collect();
    let mut function = lower::function(item, &active, context.home)?;
    structure::structure(&mut function);
    let activity = activity::analyze(&function);
    write(&Context { item, function: &function, activity: &activity, ..*context });
    Ok(())
}

/// An argument of the call in the function of level 1.
pub(super) fn argument(parameter: &Parameter, is_read_again: bool) -> TokenStream {
    let name = &parameter.name;
    let copies = parameter.reference().is_some() || Ty::of(&parameter.syntax).is_copy();
    if is_read_again && !copies { quote!(#name.clone()) } else { quote!(#name) }
}

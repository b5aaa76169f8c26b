//! Companions of a function whose derivative the user gives: the body is not looked into.
//!
//! ```text
//! partials(x = EXPR)   let value = f(x); let x_partial = EXPR;        adjoint: value_bar * x_partial
//! vjp = PATH           let (value, pullback) = PATH(x);               adjoint: pullback(value_bar)
//! jvp = PATH           PATH(x, x_dot)                                 forward mode only
//! ```

mod again;
mod by_pullback;
mod check;
mod forward_mode;
mod implicit;
mod partials;
mod pullback;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use super::{Callee, Context, gradient, hidden, one_or_tuple, shadow_type, suffixed, tangent_type};
use crate::activity;
use crate::home::Home;
use crate::ir::{Function, Parameter};
use crate::options::{Companion, Options, Rule};
use crate::types::Ty;

/// Every companion that is asked for and follows from the rule.
pub fn write(
    item: &syn::ItemFn,
    function: &Function,
    options: &Options,
    scalars: &[Ident],
    rule: &Rule,
) -> syn::Result<TokenStream> {
    check::rule(item, function, options, rule)?;
    let activity = activity::analyze(function);
    let home = &Home::default();
    let context = Context { item, function, activity: &activity, options, home, scalars };
    Ok(match rule {
        Rule::Partials(_, list) => {
            let rule = partials::Partials::new(&context, list);
            let mut out = gradients(&context, &|| rule.with_unit_seed());
            if options.asks_for(Companion::Vjp) {
                out.extend(rule.vjp());
            }
            if options.asks_for(Companion::Jvp) {
                out.extend(forward_mode::jvp_by_gradient(&context, rule.with_unit_seed()));
            }
            let again = again::write(&context, &rule)?;
            let tangent = forward_mode::tangent_by_gradient(&context, rule.with_unit_seed());
            out.extend(rule.sweeps(&tangent, &again.inside));
            out.extend(again.beside);
            out
        }
        Rule::Functions { vjp, jvp } => {
            let mut out = by_functions(&context, vjp.as_ref(), jvp.as_ref(), None);
            if let (Some(path), true) = (jvp, options.order() > 1) {
                out.extend(by_tangent_again(&context, vjp.is_some(), path)?);
            }
            out
        }
        Rule::Implicit(path) => {
            let implicit::Functions { definitions, vjp, vjp_at, jvp } = implicit::functions(&context, path);
            let companions = by_functions(&context, Some(&vjp), Some(&jvp), Some(&vjp_at));
            let again = if options.order() > 1 { implicit::again(&context)? } else { TokenStream::new() };
            quote!(#definitions #companions #again)
        }
    })
}

/// What is above the first order, by the function that gives the tangent; without a pullback there is no gradient.
fn by_tangent_again(context: &Context, has_gradient: bool, path: &syn::Path) -> syn::Result<TokenStream> {
    if has_gradient {
        return again::by_tangent(context, path);
    }
    let span = proc_macro2::Span::call_site();
    let of_order = |companion: &(Companion, _)| matches!(companion.0, Companion::Hvp | Companion::Hessian);
    let mut companions: Vec<_> = context.options.companions.iter().copied().filter(of_order).collect();
    companions.push((Companion::Jvp, span));
    let options = Options { companions, ..context.options.clone() };
    again::by_tangent(&Context { options: &options, ..*context }, path)
}

/// The companions by the functions that give pullback and tangent, and by the one that gives the pullback where the result
/// is known.
fn by_functions(
    context: &Context,
    vjp: Option<&syn::Path>,
    jvp: Option<&syn::Path>,
    vjp_at: Option<&syn::Path>,
) -> TokenStream {
    let mut out = TokenStream::new();
    let tangent = tangent(context, vjp, jvp);
    if let Some(path) = vjp {
        let rule = pullback::Rule { context, path, at: vjp_at };
        out.extend(gradients(context, &|| rule.with_unit_seed()));
        if context.options.asks_for(Companion::Vjp) && !names(context, Companion::Vjp, path) {
            out.extend(rule.vjp());
        }
        out.extend(rule.sweeps(&tangent));
        if context.options.asks_for(Companion::Jvp) && jvp.is_none() {
            out.extend(if has_gradient(context) {
                forward_mode::jvp_by_gradient(context, rule.with_unit_seed())
            } else {
                by_pullback::jvp(context, &rule.function())
            });
        }
    } else {
        out.extend(forward_mode::no_sweeps(context, &tangent));
    }
    if let Some(path) = jvp.filter(|path| !names(context, Companion::Jvp, path)) {
        out.extend(forward_mode::jvp(context, path));
    }
    out.extend(jacobian(context, vjp, jvp));
    out
}

/// `jacobian_f`, by the functions that give pullback and tangent.
fn jacobian(context: &Context, vjp: Option<&syn::Path>, jvp: Option<&syn::Path>) -> TokenStream {
    if !super::is_wanted(context, Companion::Jacobian) {
        return TokenStream::new();
    }
    let pulled = vjp.map(|path| {
        move || {
            let arguments = context.function.parameters.iter().map(|parameter| {
                if parameter.is_inout() { parameter.name.to_token_stream() } else { super::second::again(parameter) }
            });
            Callee::Path(path.to_token_stream()).on(context, arguments.collect())
        }
    });
    let along = jvp.map(|path| move || (Callee::Path(path.to_token_stream()), TokenStream::new()));
    let products = super::jacobian::Products {
        reverse: pulled.as_ref().map(|pulled| pulled as &dyn Fn() -> TokenStream),
        forward: along.as_ref().map(|along| along as &dyn Fn() -> (Callee, TokenStream)),
    };
    super::jacobian::by(context, &products)
}

/// The hidden type of a companion that is differentiated in its turn, by functions that give its pullback and its tangent.
pub(crate) fn nested_type(context: &Context, vjp: &syn::Path, jvp: &syn::Path) -> TokenStream {
    let rule = pullback::Rule { context, path: vjp, at: None };
    rule.sweeps(&forward_mode::tangent_by_function(context, jvp))
}

/// The product of an adjoint and a tangent of one parameter.
pub(crate) fn product_of(parameter: &Parameter, adjoint: &TokenStream, dot: &Ident, result: &Ty) -> TokenStream {
    forward_mode::part(parameter, adjoint, dot, result)
}

/// The tangent function for callers.
fn tangent(context: &Context, vjp: Option<&syn::Path>, jvp: Option<&syn::Path>) -> TokenStream {
    match (vjp, jvp) {
        (_, Some(path)) => forward_mode::tangent_by_function(context, path),
        (Some(path), None) if has_gradient(context) => {
            let rule = pullback::Rule { context, path, at: None };
            forward_mode::tangent_by_gradient(context, rule.with_unit_seed())
        }
        (Some(path), None) => by_pullback::tangent(context, &pullback::Rule { context, path, at: None }.function()),
        (None, None) => TokenStream::new(),
    }
}

/// A number of the type of the result.
fn number(context: &Context, value: f64) -> TokenStream {
    match &context.function.result_ty {
        Ty::Float(Some(name)) => super::second::number(name, value),
        _ => super::second::number(&Ident::new("f64", proc_macro2::Span::call_site()), value),
    }
}

/// Whether the pullback with the seed 1 tells the whole derivative.
fn has_gradient(context: &Context) -> bool {
    context.function.result_ty.is_float() && !active(context).any(Parameter::is_inout)
}

/// Whether the user's function is itself what the companion would be called.
fn names(context: &Context, companion: Companion, path: &syn::Path) -> bool {
    path.get_ident().is_some_and(|name| *name == context.name(companion))
}

/// Value and adjoints for the seed 1.
struct UnitSeed {
    statements: TokenStream,
    value: TokenStream,
    /// In the order of [`Context::results`].
    adjoints: Vec<TokenStream>,
}

/// The companions with one scalar result.
fn gradients(context: &Context, rule: &dyn Fn() -> UnitSeed) -> TokenStream {
    let mut out = TokenStream::new();
    if !context.function.result_ty.is_float() {
        return out;
    }
    let UnitSeed { statements, value, adjoints } = rule();
    let gradient = one_or_tuple(&adjoints);
    if context.options.asks_for(Companion::ValueAndGrad) {
        out.extend(gradient::value_and_grad_function(context, &quote!(#statements (#value, #gradient))));
    }
    if context.options.asks_for(Companion::Grad) {
        out.extend(gradient::grad_function(context, &quote!(#statements #gradient)));
    }
    if context.options.asks_for(Companion::AccumulateGrad) {
        let buffers: Vec<(&Parameter, Ident)> =
            active(context).map(|parameter| (parameter, suffixed(&parameter.name, "bar"))).collect();
        let results = context.results();
        let added = results.iter().zip(&adjoints).filter_map(|(parameter, adjoint)| {
            let (_, buffer) = buffers.iter().find(|(of, _)| of.var == parameter.var)?;
            Some(gradient::added(parameter, adjoint, buffer))
        });
        let body = quote!(#statements #(#added)* #value);
        out.extend(gradient::accumulate_grad_function(context, &buffers, &body));
    }
    out
}

fn active<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Parameter> + use<'a> {
    context.function.parameters.iter().filter(|parameter| parameter.active)
}

/// The type of the result.
fn output(context: &Context) -> TokenStream {
    match &context.item.sig.output {
        syn::ReturnType::Default => quote!(()),
        syn::ReturnType::Type(_, ty) => quote!(#ty),
    }
}

/// `f`, as the companions call it.
fn primal(context: &Context) -> TokenStream {
    let (name, turbofish) = (&context.item.sig.ident, context.turbofish());
    quote!(#name #turbofish)
}

/// A parameter that is passed on and read again afterwards.
fn kept(parameter: &Parameter) -> TokenStream {
    let name = &parameter.name;
    if parameter.reference().is_some() || Ty::of(&parameter.syntax).is_copy() {
        quote!(#name)
    } else {
        quote!(::core::clone::Clone::clone(&#name))
    }
}

/// What the reverse sweep of a borrowed parameter takes: itself, its shadow, and whether that is wanted.
fn borrowed(parameter: &Parameter) -> TokenStream {
    let declared = super::body::parameter(parameter);
    if !parameter.active {
        let marker = hidden::held_marker(parameter);
        return quote!(#declared, _: &mut impl ?Sized, _: impl #marker);
    }
    let (bar, shadow) = (suffixed(&parameter.name, "bar"), shadow_type(&Ty::of(&parameter.syntax)));
    let marker = marker(parameter);
    quote!(#declared, #bar: &mut #shadow, #marker: impl __chainrule::__private::Activity)
}

/// Says whether the shadow of a borrowed parameter is wanted.
fn marker(parameter: &Parameter) -> Ident {
    suffixed(&parameter.name, "is")
}

/// Adds to the shadow of a parameter behind `&`, where that is wanted.
fn added_if_wanted(parameter: &Parameter, statements: &TokenStream, adjoint: &TokenStream) -> TokenStream {
    let marker = marker(parameter);
    let added = gradient::added(parameter, adjoint, &suffixed(&parameter.name, "bar"));
    quote!(if __chainrule::__private::is_active(#marker) { #statements #added })
}

/// The cotangents of the arguments by value.
fn cotangents(context: &Context, adjoint: &dyn Fn(&Parameter) -> TokenStream) -> TokenStream {
    let parts = hidden::by_value(context).map(|parameter| super::cotangent(parameter, || adjoint(parameter)));
    quote!((#(#parts,)*))
}

/// The seed that the reverse sweep takes.
fn seed(context: &Context) -> (Ident, TokenStream) {
    let name = super::seed_name(context);
    let ty = &context.function.result_ty;
    let dot = tangent_type(ty);
    let parameter = if ty.is_passive() { quote!(_: #dot) } else { quote!(#name: #dot) };
    (name, parameter)
}

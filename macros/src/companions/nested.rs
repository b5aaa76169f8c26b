//! Companions that are differentiated in their turn (`order = 2`): hidden types beside `grad_f`, `value_and_grad_f` and
//! `jvp_f`, so that a differentiated function may call them.
//!
//! The Hessian is symmetric: it takes a tangent of the arguments to that of the gradient, and an adjoint of the gradient to
//! that of the arguments. `jvp_f` is a function like any other: forward mode has written its body.

mod composed;
mod levels;
mod method;
mod parts;
mod pullback;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use super::user_rule::nested_type;
use super::{Context, body, hidden, second, tangent, tangent_type};
use crate::home::Home;
use crate::ir::{Parameter, Stmt, StmtKind};
use crate::options::{Companion, Options};
use crate::types::Ty;
use crate::{activity, lower};

pub use pullback::{is_pulled, is_weighted};

/// The hidden types.
pub(crate) fn types(context: &Context) -> TokenStream {
    if context.options.order() < 2 || !context.function.functions.is_empty() {
        return TokenStream::new();
    }
    if context.home.is_associated() {
        return method::siblings(context);
    }
    let mut out = TokenStream::new();
    if context.options.asks_for(Companion::Jvp) {
        out.extend(jvp_with(context, hidden::sweeps));
    }
    let has_gradient =
        context.function.result_ty.is_float() && !context.function.parameters.iter().any(Parameter::is_inout);
    let gradients = [Companion::Grad, Companion::ValueAndGrad].into_iter();
    let asked: Vec<Companion> =
        gradients.filter(|companion| has_gradient && context.options.asks_for(*companion)).collect();
    out.extend(asked.iter().map(|companion| gradient(context, *companion)));
    out.extend(levels::write(context, &asked));
    out.extend(composed::write(context));
    out.extend(pullback::write(context));
    out
}

/// `struct jvp_f`, with the sweeps and the tangent function of `jvp_f`, as `write` puts them.
fn jvp_with(context: &Context, write: impl FnOnce(&Context) -> TokenStream) -> TokenStream {
    let (function, activity) = tangent::Body::new(context).plain();
    let mut item = context.item.clone();
    item.sig.ident = context.name(Companion::Jvp);
    let (value, dot) = (tangent::output(context), tangent_type(&context.function.result_ty));
    item.sig.output = syn::parse_quote!(-> (#value, #dot));
    let order = Some(context.options.order() - 1);
    let options = Options { order, companions: Vec::new(), ..context.options.clone() };
    let raised = Context { item: &item, function: &function, activity: &activity, options: &options, ..*context };
    write(&raised)
}

/// `struct grad_f` or `struct value_and_grad_f`: their derivatives are products with the Hessian.
fn gradient(context: &Context, companion: Companion) -> TokenStream {
    let name = context.name(companion);
    let gradient = context.gradient_type();
    let value = tangent::output(context);
    let with_value = companion == Companion::ValueAndGrad;
    let output = if with_value { quote!((#value, #gradient)) } else { gradient.clone() };
    let mut item = context.item.clone();
    item.sig.ident = name.clone();
    item.sig.output = syn::parse_quote!(-> #output);
    let active: Vec<bool> = context.function.parameters.iter().map(|parameter| parameter.active).collect();
    let Ok(mut function) = lower::signature(&item, &active) else { return TokenStream::new() };
    function.underived.clone_from(&context.function.underived);
    let activity = activity::analyze(&function);
    let options = Options { companions: vec![(Companion::Grad, Span::call_site())], ..context.options.clone() };
    let home = Home::default();
    let nested =
        Context { item: &item, function: &function, activity: &activity, options: &options, home: &home, ..*context };
    let (own, kind) = (&context.item.sig.ident, if with_value { "value_and_grad" } else { "grad" });
    let [pullback, forward] = ["pullback", "jvp"].map(|suffix| quote::format_ident!("{kind}_{suffix}"));
    let turbofish = context.turbofish();
    let (pullback_path, forward_path) =
        (syn::parse_quote!(#own::#pullback #turbofish), syn::parse_quote!(#own::#forward #turbofish));
    let ty = nested_type(&nested, &pullback_path, &forward_path);
    let is_costly = context.function.body.stmts.iter().any(is_costly);
    let by_one_sweep = if with_value || !is_costly { None } else { second::with_gradient(context, &forward) };
    let functions = [
        self::pullback(context, &pullback, &gradient, with_value),
        by_one_sweep.unwrap_or_else(|| self::forward(context, &forward, &name, &output, with_value)),
    ];
    quote! {
        #ty
        #[doc(hidden)]
        impl #own { #(#functions)* }
    }
}

/// Whether a statement is a loop or a call, or has one, so that two sweeps cost more than to differ from `grad_f` by rounding.
fn is_costly(stmt: &Stmt) -> bool {
    let calls = match &stmt.kind {
        StmtKind::Let { value, .. } | StmtKind::Assign { value, .. } | StmtKind::Eval(value) => value.call().is_some(),
        _ => false,
    };
    calls
        || matches!(stmt.kind, StmtKind::Loop(_))
        || stmt.kind.blocks().iter().any(|block| block.stmts.iter().any(is_costly))
}

/// `fn grad_pullback(x, a) -> ((), impl Fn(G) -> G)`.
fn pullback(context: &Context, name: &Ident, gradient: &TokenStream, with_value: bool) -> TokenStream {
    let (visibility, attributes, generics) = (&context.item.vis, context.shared_attributes(), context.generics());
    let bounds = &generics.where_clause;
    let parameters = context.function.parameters.iter().map(body::parameter);
    let (seed, total) = (Ident::new("seed", Span::mixed_site()), Ident::new("total", Span::mixed_site()));
    let results = context.results();
    let product = product(context, &|parameter| part_of(&results, parameter, &quote!(#seed)));
    let value_bar = Ident::new("value_bar", Span::mixed_site());
    let seed_type = seed_type(&results, gradient);
    let (input, body) = if with_value {
        let result = tangent_type(&context.function.result_ty);
        let grad = context.name(Companion::ValueAndGrad);
        let arguments = context.function.parameters.iter().map(kept);
        let slope = Ident::new("slope", Span::mixed_site());
        let sums = results.iter().map(|parameter| {
            let (target, part) =
                (part_of(&results, parameter, &quote!(#total)), part_of(&results, parameter, &quote!(#slope)));
            quote! {
                __chainrule::Tangent::accumulate(&mut #target, __chainrule::__private::scaled(#part, #value_bar));
            }
        });
        let turbofish = context.turbofish();
        let body = quote! {
            let mut #total = #product;
            let #slope = #grad #turbofish(#(#arguments),*).1;
            #(#sums)*
            #total
        };
        (quote!((#value_bar, #seed): (#result, #gradient)), body)
    } else {
        (quote!(#seed: #seed_type), product)
    };
    let ty = if with_value {
        let result = tangent_type(&context.function.result_ty);
        quote!((#result, #gradient))
    } else {
        seed_type
    };
    quote! {
        #[doc(hidden)]
        #attributes
        #visibility fn #name #generics(#(#parameters),*) -> ((), impl ::core::ops::Fn(#ty) -> #gradient) #bounds {
            ((), move |#input| { #body })
        }
    }
}

/// The type of the pullback's seed: that of the gradient, borrowed where it is a `Vec`, as in `vjp_f`.
fn seed_type(results: &[&Parameter], gradient: &TokenStream) -> TokenStream {
    match results {
        [only] if matches!(Ty::of(&only.syntax).peel(), Ty::Vec(_) | Ty::Slice(_)) => quote!(&#gradient),
        _ => gradient.clone(),
    }
}

/// `fn grad_jvp(x, x_dot, a, a_dot) -> (G, G)`.
fn forward(context: &Context, name: &Ident, companion: &Ident, output: &TokenStream, with_value: bool) -> TokenStream {
    let (visibility, attributes, generics) = (&context.item.vis, context.shared_attributes(), context.generics());
    let bounds = &generics.where_clause;
    let mut parameters = Vec::new();
    for parameter in &context.function.parameters {
        parameters.push(body::parameter(parameter));
        if parameter.active {
            let (dot, ty) = (super::suffixed(&parameter.name, "dot"), tangent::tangent_argument(parameter));
            parameters.push(quote!(#dot: #ty));
        }
    }
    let arguments = context.function.parameters.iter().map(kept);
    let product = product(context, &|parameter| {
        let dot = super::suffixed(&parameter.name, "dot");
        quote!(#dot)
    });
    let turbofish = context.turbofish();
    let both = Ident::new("both", Span::mixed_site());
    let result = if with_value {
        let results = context.results();
        let terms = results.iter().map(|parameter| {
            let dot = super::suffixed(&parameter.name, "dot");
            let part = part_of(&results, parameter, &quote!(#both.1));
            super::user_rule::product_of(parameter, &part, &dot, &context.function.result_ty)
        });
        let slope = Ident::new("slope", Span::mixed_site());
        quote! {
            let #slope = #(#terms)+*;
            (#both, (#slope, #product))
        }
    } else {
        quote!((#both, #product))
    };
    quote! {
        #[doc(hidden)]
        #attributes
        #visibility fn #name #generics(#(#parameters),*) -> (#output, #output) #bounds {
            let #both = #companion #turbofish(#(#arguments),*);
            #result
        }
    }
}

/// The part of a gradient for one parameter.
fn part_of(results: &[&Parameter], parameter: &Parameter, gradient: &TokenStream) -> TokenStream {
    if let [_] = results {
        return gradient.clone();
    }
    let index = results.iter().position(|result| result.var == parameter.var).unwrap_or(0);
    let index = proc_macro2::Literal::usize_unsuffixed(index);
    quote!(#gradient.#index)
}

/// A parameter that is passed on and used again.
fn kept(parameter: &Parameter) -> TokenStream {
    let name = &parameter.name;
    if parameter.reference().is_some() || Ty::of(&parameter.syntax).is_copy() {
        name.to_token_stream()
    } else {
        quote!(::core::clone::Clone::clone(&#name))
    }
}

/// The product of the Hessian and a direction, whose parts are owned or as `jvp_f` takes them.
fn product(context: &Context, dot: &dyn Fn(&Parameter) -> TokenStream) -> TokenStream {
    let own = &context.item.sig.ident;
    let mut arguments = Vec::new();
    for parameter in &context.function.parameters {
        arguments.push(kept(parameter));
        if parameter.active {
            let dot = dot(parameter);
            let ty = Ty::of(&parameter.syntax);
            arguments.push(match (parameter.reference(), ty.peel()) {
                (_, Ty::Float(_)) => dot,
                (None | Some(_), Ty::Vec(_) | Ty::Slice(_)) => quote!(&#dot[..]),
                (None, _) => dot,
                (Some(_), _) => quote!(&#dot),
            });
        }
    }
    let turbofish = context.turbofish();
    quote!(#own::hvp #turbofish(#(#arguments),*))
}

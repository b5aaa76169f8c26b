//! Second derivatives: reverse mode applied to what forward mode writes.
//!
//! Forward mode makes `φ(x, ẋ) = ⟨∇f(x), ẋ⟩` of `f`; its gradient with respect to `x` is the Hessian times `ẋ`, and with
//! respect to `ẋ` the gradient.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::tangent::{Body, Raised, jvp_parameters};
use super::{Callee, Context, gradient, one_or_tuple};
use crate::emit;
use crate::ir::Parameter;
use crate::options::Companion;
use crate::types::Ty;

/// `fn hvp_f(x, x_dot, a, a_dot, n) -> G`.
pub(crate) fn hvp(context: &Context) -> TokenStream {
    let summary = format!(
        " The Hessian of {} with respect to {}, times a direction: each of them is followed by its part of it.",
        context.link(),
        context.with_respect_to()
    );
    let hidden = (!context.options.asks_for(Companion::Hvp)).then(|| quote!(#[doc(hidden)]));
    let function = named(context, &context.name(Companion::Hvp));
    quote!(#[doc = #summary] #hidden #function)
}

/// `f::hvp`, for what is nested.
pub(crate) fn hidden(context: &Context) -> TokenStream {
    let has_gradient = context.function.result_ty.is_float() && context.function.functions.is_empty();
    if !has_gradient || !context.activity.result_depends {
        return TokenStream::new();
    }
    let function = named(context, &Ident::new("hvp", Span::mixed_site()));
    quote!(#[doc(hidden)] #function)
}

/// `__hvp_m`, for what is nested.
pub(crate) fn method(context: &Context, name: &Ident) -> TokenStream {
    let function = named(context, name);
    quote!(#[doc(hidden)] #function)
}

fn named(context: &Context, name: &Ident) -> TokenStream {
    let mut body = Body::new(context);
    let (parameters, checks) = jvp_parameters(context, &mut body);
    let inner = gradient_of_raised(context, body);
    let (visibility, generics, attributes) = (&context.item.vis, context.generics(), context.attributes_of_a_value());
    let (bounds, gradient) = (&generics.where_clause, context.gradient_type());
    quote! {
        #attributes
        #visibility fn #name #generics(#(#parameters),*) -> #gradient #bounds {
            #checks
            #inner
        }
    }
}

/// What takes a gradient to its derivative in the direction of the tangents of `body`.
pub(crate) fn gradient_of_raised(context: &Context, body: Body) -> TokenStream {
    let Raised { function, activity, start } = body.raise();
    let inner = gradient::statements(&Context { function: &function, activity: &activity, ..*context });
    quote!(#start #inner)
}

/// `fn name(x, x_dot, a, a_dot, n) -> (G, G)`: the gradient and the Hessian times the direction, by one sweep; only for
/// parameters of numbers.
pub(crate) fn with_gradient(context: &Context, name: &Ident) -> Option<TokenStream> {
    let mut body = Body::new(context);
    let (parameters, checks) = jvp_parameters(context, &mut body);
    let Raised { function, activity, start } = body.raise_with(true);
    let raised = Context { function: &function, activity: &activity, ..*context };
    let results = context.results();
    if results.iter().any(|parameter| !is_of_numbers(Ty::of(&parameter.syntax).peel())) {
        return None;
    }
    let tangent_of =
        |of: &&Parameter| function.parameters.iter().find(|parameter| parameter.tangent_of == Some(of.var));
    let dots: Vec<&Parameter> = results.iter().filter_map(tangent_of).collect();
    if dots.len() < results.len() {
        return None;
    }
    let (inner, adjoints) = gradient::parts(&raised, &[dots, results].concat());
    let (first, second) = adjoints.split_at(adjoints.len() / 2);
    let (first, second) = (one_or_tuple(first), one_or_tuple(second));
    let (visibility, generics, attributes) = (&context.item.vis, context.generics(), context.shared_attributes());
    let (bounds, gradient) = (&generics.where_clause, context.gradient_type());
    Some(quote! {
        #[doc(hidden)]
        #attributes
        #visibility fn #name #generics(#(#parameters),*) -> (#gradient, #gradient) #bounds {
            #checks
            #start
            #inner
            (#first, #second)
        }
    })
}

/// Whose tangent has its own type.
fn is_of_numbers(ty: &Ty) -> bool {
    match ty {
        Ty::Float(Some(_)) => true,
        Ty::Slice(element) | Ty::Vec(element) | Ty::Array(element, _) => is_of_numbers(element),
        _ => false,
    }
}

/// A number of the scalar type.
pub(crate) fn number(scalar: &Ident, value: f64) -> TokenStream {
    let literal = proc_macro2::Literal::f64_unsuffixed(value);
    if crate::generics::is_scalar(scalar) { emit::constant(scalar, &quote!(#literal)) } else { quote!(#literal) }
}

/// A call of `hvp_f` or of `jvp_f` in the direction that `dot` gives for each active parameter. The arguments may be used
/// again.
pub(crate) fn along(context: &Context, callee: &Callee, dot: &dyn Fn(&Parameter) -> TokenStream) -> TokenStream {
    let arguments = context.function.parameters.iter().map(|parameter| {
        let dot = parameter.active.then(|| dot(parameter));
        (again(parameter), dot)
    });
    callee.on(context, arguments.flat_map(|(value, dot)| [Some(value), dot]).flatten().collect())
}

/// A parameter as an argument after which it may be used again, as it was.
pub(crate) fn again(parameter: &Parameter) -> TokenStream {
    let name = &parameter.name;
    let given = if parameter.is_receiver() { quote!(self) } else { quote!(#name) };
    match parameter.reference() {
        Some(false) => given,
        Some(true) if matches!(Ty::of(&parameter.syntax).peel(), Ty::Slice(_)) => quote!(&mut #given.to_vec()),
        Some(true) => quote!(&mut ::core::clone::Clone::clone(&*#given)),
        None if Ty::of(&parameter.syntax).is_copy() => given,
        None => quote!(::core::clone::Clone::clone(&#given)),
    }
}

/// The zero of the tangents of a parameter.
pub(crate) fn zero_dot(parameter: &Parameter) -> TokenStream {
    let name = &parameter.name;
    let value = match (parameter.is_receiver(), parameter.reference()) {
        (true, Some(_)) => quote!(&*self),
        (true, None) => quote!(&self),
        (false, Some(_)) => quote!(&*#name),
        (false, None) => quote!(&#name),
    };
    quote!(__chainrule::__private::zero_tangent(#value))
}

/// A tangent at the place `dot`, as the argument beside its parameter.
pub(crate) fn passed_dot(parameter: &Parameter, dot: &TokenStream) -> TokenStream {
    match (parameter.reference(), Ty::of(&parameter.syntax).peel()) {
        (_, Ty::Float(_)) if parameter.reference() != Some(true) => quote!(#dot),
        (Some(true), _) => quote!(&mut ::core::clone::Clone::clone(&#dot)),
        (None, Ty::Vec(_)) | (Some(false), _) => quote!(&#dot),
        (None, _) => quote!(::core::clone::Clone::clone(&#dot)),
    }
}

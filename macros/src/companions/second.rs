//! Second derivatives: reverse mode applied to what forward mode writes.
//!
//! Forward mode makes `φ(x, ẋ) = ⟨∇f(x), ẋ⟩` of `f`; its gradient with respect to `x` is the Hessian times `ẋ`, and with
//! respect to `ẋ` the gradient.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::tangent::{Body, Raised, jvp_parameters};
use super::{Callee, Context, body, gradient, one_or_tuple};
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

fn named(context: &Context, name: &Ident) -> TokenStream {
    let mut body = Body::new(context);
    let (parameters, checks) = jvp_parameters(context, &mut body);
    let Raised { function, activity, start } = body.raise();
    let raised = Context { function: &function, activity: &activity, ..*context };
    let inner = gradient::statements(&raised);
    let (visibility, generics, attributes) = (&context.item.vis, context.generics(), context.attributes_of_a_value());
    let (bounds, gradient) = (&generics.where_clause, context.gradient_type());
    quote! {
        #attributes
        #visibility fn #name #generics(#(#parameters),*) -> #gradient #bounds {
            #checks
            #start
            #inner
        }
    }
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

/// `fn hessian_f(x, a, n) -> H`: a Hessian-vector product for each coordinate.
pub(crate) fn hessian(context: &Context) -> TokenStream {
    let summary = format!(" The Hessian of {} with respect to {}.", context.link(), context.with_respect_to());
    let (visibility, name) = (&context.item.vis, context.name(Companion::Hessian));
    let (generics, attributes) = (context.generics(), context.attributes_of_a_value());
    let bounds = &generics.where_clause;
    let parameters = context.function.parameters.iter().map(body::parameter);
    let (ty, inner) = match shape(context) {
        Shape::Scalars(scalar, count) => scalars(context, &scalar, count),
        Shape::Array(scalar, len) => array(context, &scalar, &len),
        Shape::Matrix => matrix(context),
    };
    let products = if context.options.asks_for(Companion::Hvp) { TokenStream::new() } else { hvp(context) };
    // The `&mut` arguments are left as the function leaves them.
    let finals = context.function.parameters.iter().any(Parameter::is_inout).then(|| {
        let call = context.call(&context.item.sig.ident);
        quote!(let _ = #call;)
    });
    let hessian = Ident::new("hessian", Span::mixed_site());
    quote! {
        #[doc = #summary]
        #attributes
        #visibility fn #name #generics(#(#parameters),*) -> #ty #bounds {
            #inner
            #finals
            #hessian
        }
        #products
    }
}

/// What the Hessian is, by the types of the parameters.
enum Shape {
    /// So many scalars of a type.
    Scalars(Ident, usize),
    /// One array of scalars.
    Array(Ident, TokenStream),
    /// Anything else.
    Matrix,
}

fn shape(context: &Context) -> Shape {
    let types: Vec<Ty> = context.results().iter().map(|parameter| Ty::of(&parameter.syntax).peel().clone()).collect();
    let scalars: Vec<Ident> = types
        .iter()
        .filter_map(|ty| match ty {
            Ty::Float(name) => name.clone(),
            _ => None,
        })
        .collect();
    match (scalars.first(), types.as_slice()) {
        (Some(first), all) if scalars.len() == all.len() && scalars.iter().all(|name| name == first) => {
            Shape::Scalars(first.clone(), scalars.len())
        }
        (_, [Ty::Array(element, len)]) => match &**element {
            Ty::Float(Some(name)) => Shape::Array(name.clone(), len.clone()),
            _ => Shape::Matrix,
        },
        _ => Shape::Matrix,
    }
}

/// A number of the scalar type.
pub(crate) fn number(scalar: &Ident, value: f64) -> TokenStream {
    let literal = proc_macro2::Literal::f64_unsuffixed(value);
    if crate::generics::is_scalar(scalar) { emit::constant(scalar, &quote!(#literal)) } else { quote!(#literal) }
}

/// The Hessian-vector product in the direction that `dot` gives for each active parameter.
fn product(context: &Context, dot: &dyn Fn(&Parameter) -> TokenStream) -> TokenStream {
    along(context, &context.companion(Companion::Hvp), dot)
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

/// `[[T; N]; N]`, or `T` of a single scalar.
fn scalars(context: &Context, scalar: &Ident, count: usize) -> (TokenStream, TokenStream) {
    let results = context.results();
    let direction =
        |of: &Parameter| product(context, &|parameter| number(scalar, if parameter.var == of.var { 1.0 } else { 0.0 }));
    if let [one] = results.as_slice() {
        let product = direction(one);
        return (quote!(#scalar), quote_spanned!(Span::mixed_site()=> let hessian = #product;));
    }
    let rows = results.iter().map(|of| {
        let product = direction(of);
        quote!(<[#scalar; #count]>::from(#product))
    });
    (quote!([[#scalar; #count]; #count]), quote_spanned!(Span::mixed_site()=> let hessian = [#(#rows),*];))
}

/// `[[T; N]; N]` of one array.
fn array(context: &Context, scalar: &Ident, len: &TokenStream) -> (TokenStream, TokenStream) {
    let (zero, one) = (number(scalar, 0.0), number(scalar, 1.0));
    let direction = Ident::new("direction", Span::mixed_site());
    let product = product(context, &|parameter| match parameter.reference() {
        None => quote!(#direction),
        Some(false) => quote!(&#direction),
        Some(true) => quote!(&mut { #direction }),
    });
    let inner = quote_spanned! {Span::mixed_site()=>
        let mut hessian = [[#zero; #len]; #len];
        for (index, row) in hessian.iter_mut().enumerate() {
            let mut #direction = [#zero; #len];
            #direction[index] = #one;
            *row = #product;
        }
    };
    (quote!([[#scalar; #len]; #len]), inner)
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

/// `Matrix`: parameters in the order of the results, flattened.
fn matrix(context: &Context) -> (TokenStream, TokenStream) {
    let results = context.results();
    let dot_name = |parameter: &Parameter| super::suffixed(&parameter.name, "dot");
    let zeros = results.iter().map(|parameter| {
        let (dot, zero) = (dot_name(parameter), zero_dot(parameter));
        quote!(let mut #dot = #zero;)
    });
    let product = product(context, &|parameter| passed_dot(parameter, &dot_name(parameter).into_token_stream()));
    let rows = results.iter().map(|parameter| {
        let dot = dot_name(parameter);
        quote_spanned! {Span::mixed_site()=>
            for index in 0..__chainrule::__private::coordinates(&#dot) {
                __chainrule::__private::set_coordinate(&mut #dot, index, 1.0);
                __chainrule::Tangent::map_coordinates(&mut #product, &mut |coordinate| {
                    elements.push(coordinate as _);
                    coordinate
                });
                __chainrule::__private::set_coordinate(&mut #dot, index, 0.0);
            }
        }
    });
    let sizes = results.iter().map(|parameter| {
        let dot = dot_name(parameter);
        quote!(__chainrule::__private::coordinates(&#dot))
    });
    let inner = quote_spanned! {Span::mixed_site()=>
        #(#zeros)*
        let size = #(#sizes)+*;
        let mut elements = __chainrule::__private::Vec::with_capacity(size * size);
        #(#rows)*
        let hessian = __chainrule::Matrix::new(size, size, elements);
    };
    (quote!(__chainrule::Matrix), inner)
}

//! `hessian_f`: the derivative of the gradient in the direction of each coordinate.
//!
//! For scalars and an array of fixed length, it stands inside of the loop over the coordinates: so the compiler knows the
//! directions, and what several of them have in common is computed once.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::second::{along, gradient_of_raised, hvp, number, passed_dot, zero_dot};
use super::tangent::{Body, jvp_parameters, tangent_argument};
use super::{Context, body};
use crate::ir::Parameter;
use crate::options::Companion;
use crate::types::Ty;

/// `fn hessian_f(x, a, n) -> H`: a Hessian-vector product for each coordinate.
pub(crate) fn hessian(context: &Context) -> TokenStream {
    let summary = format!(" The Hessian of {} with respect to {}.", context.link(), context.with_respect_to());
    let (visibility, name) = (&context.item.vis, context.name(Companion::Hessian));
    let (generics, attributes) = (context.generics(), context.attributes_of_a_value());
    let bounds = &generics.where_clause;
    let parameters = context.function.parameters.iter().map(body::parameter);
    let shape = shape(context);
    let (ty, inner) = inside(context, &shape).unwrap_or_else(|| match shape {
        Shape::Scalars(scalar, count) => scalars(context, &scalar, count),
        Shape::Array(scalar, len) => array(context, &scalar, &len),
        Shape::Matrix => matrix(context),
    });
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

fn own(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// The Hessian of numbers with the product inside of the loop; `None` where the function uses its arguments up.
fn inside(context: &Context, shape: &Shape) -> Option<(TokenStream, TokenStream)> {
    let stays = |parameter: &Parameter| match parameter.reference() {
        Some(mutable) => !mutable,
        None => Ty::of(&parameter.syntax).is_copy(),
    };
    if !context.function.parameters.iter().all(stays) {
        return None;
    }
    let mut body = Body::new(context);
    jvp_parameters(context, &mut body);
    let [index, other, direction] = ["index", "other", "direction"].map(own);
    let results = context.results();
    let unit = |scalar: &Ident, place: &TokenStream| {
        let (zero, one) = (number(scalar, 0.0), number(scalar, 1.0));
        quote!(if #place == #index { #one } else { #zero })
    };
    let mut dots = TokenStream::new();
    for (position, parameter) in results.iter().enumerate() {
        let (name, ty) = (body.name_of(parameter)?, tangent_argument(parameter));
        let value = match shape {
            Shape::Scalars(scalar, _) => unit(scalar, &Literal::usize_unsuffixed(position).into_token_stream()),
            Shape::Array(scalar, len) => {
                let unit = unit(scalar, &other.to_token_stream());
                dots.extend(quote!(let #direction: [#scalar; #len] = ::core::array::from_fn(|#other| #unit);));
                let reference = parameter.reference().map(|_| quote!(&));
                quote!(#reference #direction)
            }
            Shape::Matrix => return None,
        };
        dots.extend(quote!(let #name: #ty = #value;));
    }
    let (inner, hessian) = (gradient_of_raised(context, body), own("hessian"));
    let (zero, count, body) = match shape {
        Shape::Scalars(scalar, 1) => {
            let body = quote!(let #index = 0; #dots let #hessian = { #inner };);
            return Some((quote!(#scalar), body));
        }
        Shape::Scalars(scalar, count) => {
            let count = Literal::usize_unsuffixed(*count).into_token_stream();
            (number(scalar, 0.0), count, quote!(::core::convert::From::from({ #inner })))
        }
        Shape::Array(scalar, len) => (number(scalar, 0.0), len.clone(), quote!({ #inner })),
        Shape::Matrix => return None,
    };
    let (Shape::Scalars(scalar, _) | Shape::Array(scalar, _)) = shape else { return None };
    let inner = quote! {
        let mut #hessian = [[#zero; #count]; #count];
        for #index in 0..#count {
            #dots
            #hessian[#index] = #body;
        }
    };
    Some((quote!([[#scalar; #count]; #count]), inner))
}

/// The Hessian-vector product in the direction that `dot` gives for each active parameter.
fn product(context: &Context, dot: &dyn Fn(&Parameter) -> TokenStream) -> TokenStream {
    along(context, &context.companion(Companion::Hvp), dot)
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

/// `Matrix`: parameters in the order of the results, flattened.
fn matrix(context: &Context) -> (TokenStream, TokenStream) {
    let results = context.results();
    let dot_name = |parameter: &Parameter| super::suffixed(&parameter.name, "dot");
    let zeros = results.iter().map(|parameter| {
        let (dot, zero) = (dot_name(parameter), zero_dot(parameter));
        quote!(let mut #dot = #zero;)
    });
    let product = product(context, &|parameter| passed_dot(parameter, &dot_name(parameter).into_token_stream()));
    let element = context.function.result_ty.tokens().filter(|element| element.to_string() != "f64");
    let coordinate = element.as_ref().map_or_else(
        || quote_spanned!(Span::mixed_site()=> coordinate as _),
        |element| quote_spanned!(Span::mixed_site()=> <#element as __chainrule::Real>::constant(coordinate)),
    );
    let rows = results.iter().map(|parameter| {
        let dot = dot_name(parameter);
        quote_spanned! {Span::mixed_site()=>
            for index in 0..__chainrule::__private::coordinates(&#dot) {
                __chainrule::__private::set_coordinate(&mut #dot, index, 1.0);
                __chainrule::Tangent::map_coordinates(&mut #product, &mut |coordinate| {
                    elements.push(#coordinate);
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
    let element = element.map(|element| quote!(<#element>));
    (quote!(__chainrule::Matrix #element), inner)
}

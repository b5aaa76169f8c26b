//! `jacobian_f`: by forward mode where inputs are fewer than outputs, else one forward sweep and a reverse sweep for each
//! output.

mod columns;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use super::{Context, body, one_or_tuple, pullback, suffixed};
use crate::ir::Parameter;
use crate::options::Companion;
use crate::types::Ty;

/// The outputs.
enum Rows {
    /// `[f64; M]`, or a tuple of scalars.
    Fixed(TokenStream),
    /// `Vec<f64>`.
    List,
    /// Arrays, `Vec`s and tuples of those, one after the other.
    Flat,
}

/// The inputs.
enum Columns {
    /// One scalar, which has no axis.
    None,
    /// Scalars.
    Scalars(usize),
    /// `[f64; N]`.
    Array(TokenStream),
    /// All parameters, one after the other.
    Flat,
}

/// The scalar of which a result is made, if it is a vector of scalars of one type.
pub fn scalar(result: &Ty) -> Option<Ty> {
    match result {
        Ty::Array(inner, _) | Ty::Vec(inner) if inner.is_float() => Some((**inner).clone()),
        Ty::Array(inner, _) | Ty::Vec(inner) => scalar(inner),
        Ty::Tuple(fields) => {
            let field = |ty: &Ty| if ty.is_float() { Some(ty.clone()) } else { scalar(ty) };
            let scalars = fields.iter().map(field).collect::<Option<Vec<Ty>>>()?;
            let text = |ty: &Ty| ty.tokens().map(|tokens| tokens.to_string());
            let first = scalars.first()?;
            scalars.iter().all(|other| text(other) == text(first)).then(|| first.clone())
        }
        _ => None,
    }
}

/// Whether a Jacobian is written that is not named.
pub fn is_vector(result: &Ty) -> bool {
    scalar(result).is_some() && !matches!(rows(result), Rows::Flat)
}

fn rows(result: &Ty) -> Rows {
    match result {
        Ty::Array(inner, length) if inner.is_float() => Rows::Fixed(length.clone()),
        Ty::Tuple(fields) if fields.iter().all(Ty::is_float) => Rows::Fixed(fields.len().into_token_stream()),
        Ty::Vec(inner) if inner.is_float() => Rows::List,
        _ => Rows::Flat,
    }
}

fn columns(parameters: &[&Parameter]) -> Columns {
    let types: Vec<Ty> = parameters.iter().map(|parameter| Ty::of(&parameter.syntax).peel().clone()).collect();
    match types.as_slice() {
        [one] if one.is_float() => Columns::None,
        [Ty::Array(inner, length)] if inner.is_float() => Columns::Array(length.clone()),
        all if all.iter().all(Ty::is_float) => Columns::Scalars(all.len()),
        _ => Columns::Flat,
    }
}

fn own(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// `fn jacobian_f(x, a, n) -> J`.
pub(crate) fn jacobian(context: &Context) -> TokenStream {
    let result = &context.function.result_ty;
    let Some(element) = scalar(result).and_then(|scalar| scalar.tokens()) else { return TokenStream::new() };
    let parameters = context.results();
    let (rows, columns) = (rows(result), columns(&parameters));
    if let Some((ty, body)) = columns::by_columns(context, &rows, &columns) {
        return jacobian_function(context, "forward", &ty, &body);
    }
    let [value, pullback, seed, row] = ["value", "pullback", "seed", "row"].map(own);
    let sweeps = if context.options.asks_for(Companion::Vjp) {
        context.call(&context.name(Companion::Vjp))
    } else {
        pullback::vjp_body(context).0
    };
    let sweeps = quote!(let (#value, #pullback) = { #sweeps };);
    let pulled = pulled(context, &pullback, &seed);
    let adjoints: Vec<TokenStream> = parameters.iter().map(|parameter| converted(parameter, &element)).collect();
    let (ty, body) = match (&rows, &columns) {
        (Rows::Fixed(_) | Rows::List, Columns::None) | (Rows::Fixed(_), Columns::Scalars(_) | Columns::Array(_)) => {
            let (inner, adjoint) = match &columns {
                Columns::Scalars(count) => (quote!([#element; #count]), quote!([#(#adjoints),*])),
                Columns::Array(length) => (quote!([#element; #length]), quote!(#(#adjoints)*)),
                Columns::None | Columns::Flat => (element, quote!(#(#adjoints)*)),
            };
            let each = quote!(|#row: usize| {
                let #seed = __chainrule::__private::unit_tangent(&#value, #row);
                #pulled
                #adjoint
            });
            match &rows {
                Rows::Fixed(length) => (quote!([#inner; #length]), quote!(#sweeps ::core::array::from_fn(#each))),
                _ => (
                    quote!(__chainrule::__private::Vec<#inner>),
                    quote!(#sweeps (0..#value.len()).map(#each).collect()),
                ),
            }
        }
        _ => {
            let count = own("columns");
            let dimensions = parameters.iter().map(|parameter| dimension(parameter));
            let names = parameters.iter().map(|parameter| suffixed(&parameter.name, "adjoint"));
            let body = quote! {
                let #count = 0 #(+ #dimensions)*;
                #sweeps
                __chainrule::__private::jacobian_by_rows(&#value, #count, |#seed, #row| {
                    #pulled
                    #(__chainrule::__private::append_coordinates(#row, #names);)*
                })
            };
            (quote!(__chainrule::Matrix<#element>), body)
        }
    };
    jacobian_function(context, "reverse", &ty, &body)
}

/// `let (x_adjoint, …) = pullback(seed, &mut a_adjoint);`.
fn pulled(context: &Context, pullback: &Ident, seed: &Ident) -> TokenStream {
    let adjoint = |parameter: &&Parameter| suffixed(&parameter.name, "adjoint");
    let inout: Vec<&Parameter> =
        context.function.parameters.iter().filter(|parameter| parameter.active && parameter.is_inout()).collect();
    let zeros = inout.iter().map(|parameter| {
        let (name, adjoint) = (argument(parameter), adjoint(parameter));
        quote!(let mut #adjoint = __chainrule::__private::zero_tangent(&*#name);)
    });
    let shadows = inout.iter().map(adjoint);
    let results = context.results();
    let returned = results.iter().filter(|parameter| !parameter.is_inout());
    let returned = one_or_tuple(&returned.map(|parameter| adjoint(parameter).into_token_stream()).collect::<Vec<_>>());
    let seed = if matches!(context.function.result_ty, Ty::Vec(_)) { quote!(&#seed) } else { quote!(#seed) };
    quote!(#(#zeros)* let #returned = #pullback(#seed #(, &mut #shadows)*);)
}

/// The adjoint of a scalar or an array, in the precision of the result.
fn converted(parameter: &Parameter, element: &TokenStream) -> TokenStream {
    let name = suffixed(&parameter.name, "adjoint");
    let ty = Ty::of(&parameter.syntax);
    let same = |ty: &Ty| ty.tokens().is_some_and(|tokens| tokens.to_string() == element.to_string());
    match ty.peel() {
        Ty::Array(inner, _) if !same(inner) => quote!(#name.map(__chainrule::__private::convert::<_, #element>)),
        float @ Ty::Float(_) if !same(float) => quote!(__chainrule::__private::convert::<_, #element>(#name)),
        _ => quote!(#name),
    }
}

/// The number of columns of a parameter.
fn dimension(parameter: &Parameter) -> TokenStream {
    let name = argument(parameter);
    let value = if parameter.reference().is_some() { quote!(&*#name) } else { quote!(&#name) };
    quote!(__chainrule::__private::dimension(#value))
}

/// A parameter, as the companion calls it.
fn argument(parameter: &Parameter) -> TokenStream {
    let name = &parameter.name;
    if parameter.is_receiver() { quote!(self) } else { quote!(#name) }
}

fn jacobian_function(context: &Context, mode: &str, ty: &TokenStream, body: &TokenStream) -> TokenStream {
    let summary = format!(
        " Jacobian of {} with respect to {}, by {mode} mode: a row for each output, a column for each input.",
        context.link(),
        context.with_respect_to()
    );
    let (visibility, name) = (&context.item.vis, context.name(Companion::Jacobian));
    let (generics, attributes) = (context.generics(), context.shared_attributes());
    let bounds = &generics.where_clause;
    let parameters = context.function.parameters.iter().map(body::parameter);
    quote! {
        #[doc = #summary]
        #attributes
        #visibility fn #name #generics(#(#parameters),*) -> #ty #bounds { #body }
    }
}

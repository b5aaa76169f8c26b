//! `jacobian_f`: by forward mode where inputs are fewer than outputs, else one forward sweep and a reverse sweep for each
//! output.

mod columns;
mod lanes;
mod matrix;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use super::{Callee, Context, body, one_or_tuple, pullback, second, suffixed, tangent};
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

/// What a Jacobian is made of.
pub(crate) struct Products<'a> {
    /// The call that gives value and pullback; it may use the arguments up.
    pub reverse: Option<&'a dyn Fn() -> TokenStream>,
    /// What gives value and tangent, and its definition where it has to stand inside.
    pub forward: Option<&'a dyn Fn() -> (Callee, TokenStream)>,
}

/// Type and body of a Jacobian.
struct Written {
    mode: &'static str,
    ty: TokenStream,
    body: TokenStream,
}

/// `fn jacobian_f(x, a, n) -> J`.
pub(crate) fn jacobian(context: &Context) -> TokenStream {
    let options = context.options;
    // The arguments may be needed again.
    let repeats = columns::can_repeat(context);
    let parameters = &context.function.parameters;
    let reverse = || match (options.asks_for(Companion::Vjp), repeats) {
        (true, true) => context.companion(Companion::Vjp).on(context, parameters.iter().map(second::again).collect()),
        (true, false) => context.call(&context.name(Companion::Vjp)),
        (false, _) => {
            let moved = parameters
                .iter()
                .filter(|parameter| repeats && parameter.reference().is_none() && !Ty::of(&parameter.syntax).is_copy());
            let names = moved.map(|parameter| &parameter.name);
            let sweeps = pullback::vjp_body(context).0;
            quote!({ #(let #names = ::core::clone::Clone::clone(&#names);)* #sweeps })
        }
    };
    let is_written = options.asks_for(Companion::Jvp);
    let forward = || {
        let function = if is_written { TokenStream::new() } else { tangent::jvp(context) };
        (context.companion(Companion::Jvp), function)
    };
    let forward: Option<&dyn Fn() -> (Callee, TokenStream)> =
        if is_written || !context.home.is_associated() { Some(&forward) } else { None };
    by(context, &Products { reverse: Some(&reverse), forward })
}

/// Whether a Jacobian is written that runs the function in several directions at once.
pub(crate) fn is_in_lanes(context: &Context) -> bool {
    let (rows, columns) = (rows(&context.function.result_ty), columns(&context.results()));
    super::is_wanted(context, Companion::Jacobian) && lanes::are_of_use(context, &rows, &columns)
}

/// `fn jacobian_f(x, a, n) -> J`, by these products.
pub(crate) fn by(context: &Context, products: &Products) -> TokenStream {
    let Some(element) = scalar(&context.function.result_ty).and_then(|scalar| scalar.tokens()) else {
        return TokenStream::new();
    };
    let (rows, columns) = (rows(&context.function.result_ty), columns(&context.results()));
    let written = lanes::in_lanes(context, products, &rows, &columns);
    let written = written.or_else(|| columns::by_columns(context, products, &rows, &columns));
    let written = written.or_else(|| fixed_rows(context, products, &rows, &columns, &element));
    let written = written.or_else(|| matrix::of_products(context, products, &element));
    written.map(|written| jacobian_function(context, &written)).unwrap_or_default()
}

/// By reverse mode, as an array or a `Vec` of rows.
fn fixed_rows(
    context: &Context,
    products: &Products,
    rows: &Rows,
    columns: &Columns,
    element: &TokenStream,
) -> Option<Written> {
    let [value, pullback, seed, row] = ["value", "pullback", "seed", "row"].map(own);
    let parameters = context.results();
    let adjoints: Vec<TokenStream> = parameters.iter().map(|parameter| converted(parameter, element)).collect();
    let (inner, adjoint) = match (rows, columns) {
        (Rows::Fixed(_), Columns::Scalars(count)) => (quote!([#element; #count]), quote!([#(#adjoints),*])),
        (Rows::Fixed(_), Columns::Array(length)) => (quote!([#element; #length]), quote!(#(#adjoints)*)),
        (Rows::Fixed(_) | Rows::List, Columns::None) => (element.clone(), quote!(#(#adjoints)*)),
        _ => return None,
    };
    let sweeps = products.reverse?();
    let pulled = pulled(context, &pullback, &seed);
    let each = quote!(|#row: usize| {
        let #seed = __chainrule::__private::unit_tangent(&#value, #row);
        #pulled
        #adjoint
    });
    let (ty, all) = match rows {
        Rows::Fixed(length) => (quote!([#inner; #length]), quote!(::core::array::from_fn(#each))),
        _ => (quote!(__chainrule::__private::Vec<#inner>), quote!((0..#value.len()).map(#each).collect())),
    };
    Some(Written { mode: "reverse", ty, body: quote!(let (#value, #pullback) = #sweeps; #all) })
}

/// `let (x_adjoint, …) = pullback(seed, &mut a_adjoint);`.
fn pulled(context: &Context, pullback: &Ident, seed: &Ident) -> TokenStream {
    let adjoint = |parameter: &&Parameter| suffixed(&parameter.name, "adjoint");
    let inout: Vec<&Parameter> =
        context.function.parameters.iter().filter(|parameter| parameter.active && parameter.is_inout()).collect();
    let zeros = inout.iter().map(|parameter| {
        let (name, adjoint) = (matrix::argument(parameter), adjoint(parameter));
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

fn jacobian_function(context: &Context, Written { mode, ty, body }: &Written) -> TokenStream {
    let summary = format!(
        " Jacobian of {} with respect to {}, by {mode} mode: a row for each output, a column for each input.",
        context.link(),
        context.with_respect_to()
    );
    let (visibility, name) = (&context.item.vis, context.name(Companion::Jacobian));
    let generics = super::cloned::generics(context, body, context.generics());
    let attributes = context.attributes_of_a_value();
    let bounds = &generics.where_clause;
    let parameters = context.function.parameters.iter().map(body::parameter);
    quote! {
        #[doc = #summary]
        #[inline]
        #attributes
        #visibility fn #name #generics(#(#parameters),*) -> #ty #bounds { #body }
    }
}

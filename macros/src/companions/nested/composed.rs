//! Companions that are made of others: `jacobian_f` of `jvp_f`, `hvp_f` of `grad_f`, `hessian_f` of `hvp_f`. Their
//! derivatives are those of functions that call these.
//!
//! ```text
//! fn jacobian_f(x: f64, y: f64) -> [[f64; 2]; 3]        for k: column k is jvp_f(x, 0 or 1, y, 0 or 1).1
//! fn hvp_f(x, x_dot, y, y_dot) -> (f64, f64)            the tangent of grad_f(x, y)
//! fn hessian_f(x: f64, y: f64) -> [[f64; 2]; 2]         for k: row k is hvp_f(x, 0 or 1, y, 0 or 1)
//! ```
//!
//! Only results that are numbers and arrays of fixed size: a `Matrix` carries no derivative.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};

use super::parts::free;
use crate::companions::second::{again, along, number};
use crate::companions::tangent::Body;
use crate::companions::{Context, hidden};
use crate::ir::Parameter;
use crate::options::{Companion, Options};
use crate::types::Ty;
use crate::{activity, lower, structure};

/// The hidden types.
pub(super) fn write(context: &Context) -> TokenStream {
    let asks = |companion| context.options.asks_for(companion);
    let stays = |parameter: &Parameter| match parameter.reference() {
        Some(mutable) => !mutable,
        None => true,
    };
    let mut out = TokenStream::new();
    if !context.function.parameters.iter().all(stays) {
        return out;
    }
    if asks(Companion::Jacobian) && asks(Companion::Jvp) {
        out.extend(jacobian(context));
    }
    let has_products = context.options.order() > 2 && asks(Companion::Grad) && context.function.result_ty.is_float();
    if has_products && (asks(Companion::Hvp) || asks(Companion::Hessian)) {
        out.extend(products(context));
        if asks(Companion::Hessian) {
            out.extend(hessian(context));
        }
    }
    out
}

/// `struct hvp_f`.
fn products(context: &Context) -> Option<TokenStream> {
    let (name, grad) = (context.name(Companion::Hvp), context.name(Companion::Grad));
    let arguments: Vec<TokenStream> = context.function.parameters.iter().map(given).collect();
    let (turbofish, gradient) = (context.turbofish(), context.gradient_type());
    let item = function(context, &name, &gradient, &quote!(#grad #turbofish(#(#arguments),*)));
    lowered(context, &item, |context| {
        let (function, activity) = Body::new(context).plain_tangent();
        let options = of_order(context.options, context.options.order() - 2);
        hidden::sweeps(&Context { function: &function, activity: &activity, options: &options, ..*context })
    })
}

/// `struct hessian_f`.
fn hessian(context: &Context) -> Option<TokenStream> {
    let (scalar, columns) = Columns::of(context)?;
    let ty = match &columns {
        Columns::One => quote!(#scalar),
        Columns::Scalars(n) => quote!([[#scalar; #n]; #n]),
        Columns::Array(n) => quote!([[#scalar; #n]; #n]),
    };
    let hvp = context.companion(Companion::Hvp);
    let unit = |dot: &dyn Fn(&Parameter) -> TokenStream| along(context, &hvp, dot);
    let body = match &columns {
        Columns::One => unit(&|_| number(&scalar, 1.0)),
        Columns::Scalars(_) => {
            let rows = units(context, &scalar).into_iter().map(|dot| unit(&*dot));
            let count = context.results().len();
            let (names, indices) = (numbered(context, "row", count), (0..count).map(Literal::usize_unsuffixed));
            let indices: Vec<Literal> = indices.collect();
            let rows: Vec<TokenStream> = rows.collect();
            let parts = names.iter().map(|name| quote!([#(#name.#indices),*]));
            quote!(#(let #names = #rows;)* [#(#parts),*])
        }
        Columns::Array(n) => {
            let (zero, one) = (number(&scalar, 0.0), number(&scalar, 1.0));
            let [k, direction, hessian] = ["k", "direction", "hessian"].map(|name| free(context, name));
            let row = unit(&|parameter| array_dot(parameter, &direction));
            quote! {
                let mut #hessian = [[#zero; #n]; #n];
                for #k in 0..#n {
                    let mut #direction = [#zero; #n];
                    #direction[#k] = #one;
                    #hessian[#k] = #row;
                }
                #hessian
            }
        }
    };
    let item = function(context, &context.name(Companion::Hessian), &ty, &body);
    sweeps(context, &item, context.options.order() - 2)
}

/// `struct jacobian_f`.
fn jacobian(context: &Context) -> Option<TokenStream> {
    let (of, columns) = Columns::of(context)?;
    let (scalar, rows) = outputs(&context.function.result_ty)?;
    if of != scalar {
        return None;
    }
    let jvp = context.companion(Companion::Jvp);
    let zero = number(&scalar, 0.0);
    let [k, i, direction, column, jacobian] =
        ["k", "i", "direction", "column", "jacobian"].map(|name| free(context, name));
    // A column as an array.
    let column_of = |call: &TokenStream| {
        let Ty::Tuple(fields) = &context.function.result_ty else { return quote!(#call.1) };
        let indices = (0..fields.len()).map(Literal::usize_unsuffixed);
        quote!({ let #column = #call.1; [#(#column.#indices),*] })
    };
    let (ty, body) = match &columns {
        Columns::One => {
            let call = along(context, &jvp, &|_| number(&scalar, 1.0));
            (quote!([#scalar; #rows]), column_of(&call))
        }
        Columns::Scalars(n) => {
            let stores = units(context, &scalar).into_iter().zip(0..).map(|(dot, position)| {
                let (value, position) = (column_of(&along(context, &jvp, &*dot)), Literal::usize_unsuffixed(position));
                quote! {
                    let #column = #value;
                    for #i in 0..#rows {
                        #jacobian[#i][#position] = #column[#i];
                    }
                }
            });
            let body = quote!(let mut #jacobian = [[#zero; #n]; #rows]; #(#stores)* #jacobian);
            (quote!([[#scalar; #n]; #rows]), body)
        }
        Columns::Array(n) => {
            let (value, one) =
                (column_of(&along(context, &jvp, &|parameter| array_dot(parameter, &direction))), number(&scalar, 1.0));
            let body = quote! {
                let mut #jacobian = [[#zero; #n]; #rows];
                for #k in 0..#n {
                    let mut #direction = [#zero; #n];
                    #direction[#k] = #one;
                    let #column = #value;
                    for #i in 0..#rows {
                        #jacobian[#i][#k] = #column[#i];
                    }
                }
                #jacobian
            };
            (quote!([[#scalar; #n]; #rows]), body)
        }
    };
    let item = function(context, &context.name(Companion::Jacobian), &ty, &body);
    sweeps(context, &item, context.options.order() - 1)
}

/// The scalar of an array or of a tuple, and how many there are.
fn outputs(ty: &Ty) -> Option<(Ident, TokenStream)> {
    match ty {
        Ty::Array(inner, length) => Some((float(inner)?, length.clone())),
        Ty::Tuple(fields) => {
            let scalar = float(fields.first()?)?;
            let same = fields.iter().all(|field| float(field).is_some_and(|other| other == scalar));
            same.then(|| (scalar, Literal::usize_unsuffixed(fields.len()).into_token_stream()))
        }
        _ => None,
    }
}

/// The inputs.
enum Columns {
    One,
    Scalars(TokenStream),
    Array(TokenStream),
}

impl Columns {
    fn of(context: &Context) -> Option<(Ident, Columns)> {
        let types: Vec<Ty> = context.results().iter().map(|of| Ty::of(&of.syntax).peel().clone()).collect();
        match types.as_slice() {
            [Ty::Array(inner, length)] => Some((float(inner)?, Columns::Array(length.clone()))),
            [one] => Some((float(one)?, Columns::One)),
            [first, ..] => {
                let scalar = float(first)?;
                let same = types.iter().all(|ty| float(ty).is_some_and(|other| other == scalar));
                let count = Literal::usize_unsuffixed(types.len()).into_token_stream();
                same.then_some((scalar, Columns::Scalars(count)))
            }
            [] => None,
        }
    }
}

fn float(ty: &Ty) -> Option<Ident> {
    match ty {
        Ty::Float(name) => name.clone(),
        _ => None,
    }
}

type Dot<'a> = Box<dyn Fn(&Parameter) -> TokenStream + 'a>;

/// For each scalar, the direction along it.
fn units<'a>(context: &'a Context, scalar: &'a Ident) -> Vec<Dot<'a>> {
    let results = context.results().into_iter();
    let unit = |of: &'a Parameter| -> Dot<'a> {
        Box::new(move |parameter: &Parameter| number(scalar, if parameter.var == of.var { 1.0 } else { 0.0 }))
    };
    results.map(unit).collect()
}

/// The direction of an array, as an argument.
fn array_dot(parameter: &Parameter, direction: &Ident) -> TokenStream {
    if parameter.reference().is_some() { quote!(&#direction) } else { quote!(#direction) }
}

fn numbered(context: &Context, name: &str, count: usize) -> Vec<Ident> {
    (0..count).map(|index| free(context, &format!("{name}{index}"))).collect()
}

/// A parameter, passed on by the function that has it.
pub(super) fn given(parameter: &Parameter) -> TokenStream {
    if parameter.reference().is_some() { parameter.name.to_token_stream() } else { again(parameter) }
}

/// The function as a user would write it.
pub(super) fn function(context: &Context, name: &Ident, output: &TokenStream, body: &TokenStream) -> syn::ItemFn {
    let mut item = context.item.clone();
    item.sig.ident = name.clone();
    item.sig.output = syn::parse_quote!(-> #output);
    item.sig.inputs.clear();
    for parameter in &context.function.parameters {
        let (name, ty) = (&parameter.name, &parameter.syntax);
        item.sig.inputs.push(syn::parse_quote!(#name: #ty));
    }
    item.block = syn::parse_quote!({ #body });
    item
}

fn of_order(options: &Options, order: u32) -> Options {
    Options { order: Some(order), companions: Vec::new(), is_composed: true, ..options.clone() }
}

/// The hidden type of `item`, of this order.
fn sweeps(context: &Context, item: &syn::ItemFn, order: u32) -> Option<TokenStream> {
    lowered(context, item, |context| {
        let options = of_order(context.options, order);
        hidden::sweeps(&Context { options: &options, ..*context })
    })
}

fn lowered(context: &Context, item: &syn::ItemFn, write: impl FnOnce(&Context) -> TokenStream) -> Option<TokenStream> {
    let active: Vec<bool> = context.function.parameters.iter().map(|parameter| parameter.active).collect();
    let mut function = lower::function(item, &active, context.home).ok()?;
    function.underived.clone_from(&context.function.underived);
    structure::structure(&mut function);
    let activity = activity::analyze(&function);
    Some(write(&Context { item, function: &function, activity: &activity, ..*context }))
}

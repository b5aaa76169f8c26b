//! Jacobians by forward mode, several directions at once: the function runs on numbers with their derivatives in some
//! directions, and so only once for all of these.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::{Columns, Products, Rows, Written, columns, own};
use crate::companions::{Context, over, second};
use crate::ir::Parameter;
use crate::types::Ty;

/// How many directions there are at once, where their number is not known or greater.
const LANES: usize = 8;

/// Whether the Jacobian is taken in several directions at once, where the function can be written so.
pub(super) fn are_of_use(context: &Context, rows: &Rows, columns: &Columns) -> bool {
    if !over::may_be(context) || !columns::can_repeat(context) {
        return false;
    }
    let result = &context.function.result_ty;
    if !matches!(super::scalar(result), Some(Ty::Float(Some(name))) if name == "f64") || !is_plain(result) {
        return false;
    }
    let less = |n: usize, m: &TokenStream| columns::number(m).is_some_and(|m| n < m);
    match (rows, columns) {
        (_, Columns::None) => false,
        (Rows::Fixed(m), Columns::Scalars(n)) => less(*n, m),
        (Rows::Fixed(m), Columns::Array(n)) => columns::number(n).is_some_and(|n| n > 1 && less(n, m)),
        _ => context.results().len() <= 8,
    }
}

/// Made of containers that are visited in order.
fn is_plain(result: &Ty) -> bool {
    match result {
        Ty::Float(_) => true,
        Ty::Array(inner, _) | Ty::Vec(inner) => is_plain(inner),
        Ty::Tuple(fields) => fields.len() <= 8 && fields.iter().all(is_plain),
        _ => false,
    }
}

/// The Jacobian in lanes, or `None` where that is of no use or cannot be written.
pub(super) fn in_lanes(context: &Context, products: &Products, rows: &Rows, columns: &Columns) -> Option<Written> {
    let over = are_of_use(context, rows, columns).then(|| over::lifted(context)).and_then(Result::ok)?;
    let mode = "forward";
    let written = match (rows, columns) {
        (Rows::Fixed(m), Columns::Scalars(n)) => {
            let n = Literal::usize_unsuffixed(*n).into_token_stream();
            fixed(context, &n, m)
        }
        (Rows::Fixed(m), Columns::Array(n)) => fixed(context, n, m),
        (Rows::List, Columns::Scalars(n)) => {
            let (lanes, run, n) = (count(Some(*n)), run(context, count(Some(*n))), Literal::usize_unsuffixed(*n));
            let body = quote!(__chainrule::__private::matrix_in_lanes::<#lanes, _>(#n, #run));
            Written { mode, ty: quote!(__chainrule::Matrix), body }
        }
        _ => either(context, products)?,
    };
    let Some(known) = over::known(&over) else { return Some(written) };
    // A function that is called may not run on lanes: which it does is known when it is compiled.
    let Written { mode, ty, body } = otherwise(context, products, rows, columns)?;
    let in_lanes = written.body;
    Some(Written { mode, ty, body: quote!(if #known { #in_lanes } else { #body }) })
}

/// The Jacobian, one direction at a time.
fn otherwise(context: &Context, products: &Products, rows: &Rows, columns: &Columns) -> Option<Written> {
    let element = super::scalar(&context.function.result_ty).and_then(|scalar| scalar.tokens())?;
    let written = columns::by_columns(context, products, rows, columns);
    written.or_else(|| super::matrix::of_products(context, products, &element))
}

/// As many lanes as there are directions, or fewer that share them evenly.
fn count(directions: Option<usize>) -> Literal {
    let lanes = directions.filter(|n| *n > 0).map_or(LANES, |n| n.div_ceil(n.div_ceil(LANES)));
    Literal::usize_unsuffixed(lanes)
}

fn fixed(context: &Context, n: &TokenStream, m: &TokenStream) -> Written {
    let lanes = count(columns::number(n));
    let run = run(context, lanes.clone());
    let body = quote!(__chainrule::__private::jacobian_in_lanes::<#lanes, #n, #m, _>(#run));
    Written { mode: "forward", ty: quote!([[f64; #n]; #m]), body }
}

/// Where it turns out that the inputs are fewer than the outputs, else by reverse mode.
fn either(context: &Context, products: &Products) -> Option<Written> {
    let sweeps = products.reverse?();
    let [value, pullback, seed] = ["value", "pullback", "seed"].map(own);
    let (lanes, run) = (count(None), run(context, count(None)));
    let dimensions = context.results().into_iter().map(super::matrix::dimension);
    let reference = matches!(context.function.result_ty, Ty::Vec(_)).then(|| quote!(&));
    let body = quote! {
        let (#value, #pullback) = #sweeps;
        __chainrule::__private::matrix_in_lanes_or_by_rows::<_, #lanes, _, _>(
            &#value,
            0 #(+ #dimensions)*,
            #run,
            |#seed| #pullback(#reference #seed),
        )
    };
    Some(Written { mode: "forward or reverse", ty: quote!(__chainrule::Matrix), body })
}

/// `|start| …`: the function along the directions from `start` on.
fn run(context: &Context, lanes: Literal) -> TokenStream {
    let [start, directions] = ["start", "directions"].map(own);
    let results = context.results();
    let lets = results.iter().map(|parameter| over::directed(parameter, &directions).0);
    let argument = |parameter: &Parameter| {
        if parameter.active { over::directed(parameter, &directions).1 } else { second::again(parameter) }
    };
    let arguments: Vec<TokenStream> = context.function.parameters.iter().map(argument).collect();
    let call = over::call(context, &quote!(__chainrule::__private::Lanes<#lanes>), &arguments);
    quote! {
        |#start| {
            let mut #directions = __chainrule::__private::Directions::from(#start);
            #(#lets)*
            #call
        }
    }
}

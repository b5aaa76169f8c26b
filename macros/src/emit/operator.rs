//! Operators of types that only rustc knows, above the first level: each operand with a list of its tangents.
//!
//! ```text
//! mul_tangents(&a, &b, [dot_again(&a, &a_dot), …], [dot_again(&b, &b_dot), …])
//! ```

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::expr;
use crate::ir::{Expr, Function, Step};
use crate::rules::{operands_of, tangents_of};

/// The call of `path`, where that is such an operator, or its reverse rule.
pub(super) fn call(function: &Function, name: &str, path: &TokenStream, arguments: &[Expr]) -> Option<TokenStream> {
    if let Some(operator) = name.strip_suffix("_reverse")
        && tangents_of(operator) == Some(operator)
    {
        let (seed, operands) = arguments.split_last()?;
        let (count, lists) = lists(function, name, operands);
        let seed = expr(function, seed);
        let parts = |letter: &str| (0..count).map(|index| format_ident!("{letter}{index}")).collect::<Vec<_>>();
        let (a, b) = (parts("a"), parts("b"));
        let call = quote!(#path(#lists, #seed));
        return Some(if operands_of(name) == 1 {
            quote!({ let (a, [#(#a),*]) = #call; (a, #(#a),*) })
        } else {
            quote!({ let (a, b, [#(#a),*], [#(#b),*]) = #call; (a, b, #(#a,)* #(#b),*) })
        });
    }
    if tangents_of(name).is_some_and(|above| above != name) {
        return first_level(function, path, arguments, operands_of(name));
    }
    tangents_of(name)?;
    let (_, lists) = lists(function, name, arguments);
    Some(quote!(#path(#lists)))
}

/// The tangent of an operator. What reads its operands again must find them; a term whose tangent the caller may not have
/// is left out.
fn first_level(function: &Function, path: &TokenStream, arguments: &[Expr], heads: usize) -> Option<TokenStream> {
    let kept = |dot: &Expr| matches!(dot, Expr::Place(place) if !function.place_ty(place).is_copy());
    let open = |dot: &Expr| match dot {
        Expr::Place(place) | Expr::Copy(_, place) => super::open::marker(function, place),
        _ => None,
    };
    if !arguments[heads..].iter().any(|dot| kept(dot) || open(dot).is_some()) {
        return None;
    }
    let list = arguments.iter().enumerate().map(|(index, argument)| {
        let open = open(argument).filter(|_| index >= heads);
        let given = || {
            if index < heads || !kept(argument) {
                return expr(function, argument);
            }
            let (value, dot) = (expr(function, &arguments[index - heads]), lent(function, argument));
            quote!(__chainrule::__private::dot_again(#value, #dot))
        };
        match open {
            Some(marker) => {
                let given = super::open::decided(&marker, given);
                quote!(__chainrule::__private::dot_if(#marker, || #given))
            }
            None => given(),
        }
    });
    Some(quote!(#path(#(#list),*)))
}

/// The operands, and lists of their tangents; how many each list has.
fn lists(function: &Function, name: &str, operands: &[Expr]) -> (usize, TokenStream) {
    let heads = operands_of(name);
    let count = operands.len() / heads - 1;
    let (values, dots) = operands.split_at(heads);
    let values: Vec<TokenStream> = values.iter().map(|value| expr(function, value)).collect();
    let lists = values.iter().zip(dots.chunks(count)).map(|(value, dots)| {
        // A literal written twice could be of two types.
        let is_literal = is_literal(value);
        let dots = dots.iter().map(|dot| {
            if is_literal {
                return quote!(::core::default::Default::default());
            }
            let marker = match dot {
                Expr::Place(place) | Expr::Copy(_, place) => super::open::marker(function, place),
                _ => None,
            };
            let again = || {
                let dot = lent(function, dot);
                quote!(__chainrule::__private::dot_again(#value, #dot))
            };
            // A tangent that the caller does not have has no elements either.
            match marker {
                Some(marker) => {
                    let again = super::open::decided(&marker, again);
                    quote!(__chainrule::__private::field_dot(#value, __chainrule::__private::dot_if(#marker, || #again)))
                }
                None => again(),
            }
        });
        quote!([#(#dots),*])
    });
    (count, quote!(#(#values,)* #(#lists),*))
}

/// `&2.0` or `&(-2.0)`, which have no tangent.
fn is_literal(value: &TokenStream) -> bool {
    fn literal(expr: &syn::Expr) -> bool {
        match expr {
            syn::Expr::Lit(_) => true,
            syn::Expr::Paren(inner) => literal(&inner.expr),
            syn::Expr::Unary(unary) => literal(&unary.expr),
            syn::Expr::Reference(reference) => literal(&reference.expr),
            _ => false,
        }
    }
    syn::parse2::<syn::Expr>(value.clone()).is_ok_and(|value| literal(&value))
}

/// A reference to a tangent: that of a slice is a `Vec`.
fn lent(function: &Function, dot: &Expr) -> TokenStream {
    let tokens = expr(function, &dot.clone().by_ref());
    match dot {
        Expr::Place(place) | Expr::Copy(_, place) if matches!(place.path.last(), Some(Step::Slice(..))) => {
            quote!(&(#tokens).to_vec())
        }
        _ => tokens,
    }
}

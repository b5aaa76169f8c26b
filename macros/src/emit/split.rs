//! Arguments that are neighboring parts of one container, borrowed together.
//!
//! ```text
//! f(&mut a[..k], &mut a[k..])          let (part0, part1) = a.split_at_mut(k); f(part0, part1)
//! ```

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::{expr, operand, place_mut};
use crate::ir::{Expr, Function, Place, Step};

/// The statements that split containers, and the parts by the position of their arguments.
#[derive(Default)]
pub(super) struct Parts {
    pub lets: TokenStream,
    pub names: BTreeMap<usize, Ident>,
}

/// A part of a container: the place of the container, and the bounds.
struct Part<'p> {
    position: usize,
    base: Place,
    lo: &'p Expr,
    hi: Option<&'p Expr>,
}

/// Splits the containers of which `borrowed` has several parts, one of them mutable; names begin with `prefix`.
pub(super) fn parts(function: &Function, borrowed: &[(bool, &Place)], prefix: &str) -> Parts {
    let mut split = Parts::default();
    let mut groups: BTreeMap<String, Vec<Part>> = BTreeMap::new();
    for (position, (_, place)) in borrowed.iter().enumerate() {
        if let Some((Step::Slice(lo, hi), before)) = place.path.split_last() {
            let base = Place { root: place.root, path: before.to_vec() };
            let name = super::place(function, &base).to_string();
            groups.entry(name).or_default().push(Part { position, base, lo, hi: hi.as_deref() });
        }
    }
    for group in groups.into_values() {
        if group.len() < 2 || !group.iter().any(|part| borrowed[part.position].0) {
            continue;
        }
        if let Some(chain) = chained(function, group) {
            split_chain(function, &chain, prefix, &mut split);
        }
    }
    split
}

/// The parts in the order in which they stand in the container, where each begins at the end of the one before.
fn chained<'p>(function: &Function, mut parts: Vec<Part<'p>>) -> Option<Vec<Part<'p>>> {
    let text = |bound: &Expr| expr(function, bound).to_string();
    let ends: Vec<String> = parts.iter().filter_map(|part| part.hi.map(text)).collect();
    let first = parts.iter().position(|part| !ends.contains(&text(part.lo)))?;
    let mut chain = vec![parts.remove(first)];
    while !parts.is_empty() {
        let end = text(chain.last()?.hi?);
        let next = parts.iter().position(|part| text(part.lo) == end)?;
        chain.push(parts.remove(next));
    }
    Some(chain)
}

fn split_chain(function: &Function, chain: &[Part], prefix: &str, split: &mut Parts) {
    let Some(first) = chain.first() else { return };
    let mut rest = place_mut(function, &first.base);
    let is_zero = |bound: &Expr| matches!(bound, Expr::Tokens(tokens) if tokens.stream.to_string() == "0");
    if !is_zero(first.lo) {
        let lo = operand(function, first.lo);
        rest = quote!(#rest[#lo..]);
    }
    for (index, part) in chain.iter().enumerate() {
        let name = format_ident!("{prefix}{}", part.position, span = Span::mixed_site());
        let (lo, hi) = (operand(function, part.lo), part.hi.map(|hi| operand(function, hi)));
        let last = index + 1 == chain.len();
        let length = hi.map(|hi| if is_zero(part.lo) { hi } else { quote!(#hi - #lo) });
        let remainder = format_ident!("{prefix}_rest{}", part.position, span = Span::mixed_site());
        split.lets.extend(match length {
            None => quote!(let #name = #rest;),
            Some(length) if last => quote!(let #name = &mut #rest[..#length];),
            Some(length) => quote!(let (#name, #remainder) = #rest.split_at_mut(#length);),
        });
        rest = quote!(#remainder);
        split.names.insert(part.position, name);
    }
}

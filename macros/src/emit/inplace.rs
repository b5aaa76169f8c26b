//! Changes in place as tokens.

use proc_macro2::TokenStream;
use quote::quote;

use super::{borrow, expr, place, place_mut};
use crate::ir::{End, Expr, Function, InPlace, Motion, Place, Popped, Step};

/// `place.push(value);`, `let result = place.pop().unwrap();`.
pub(super) fn change(function: &Function, change: &InPlace) -> TokenStream {
    let value = moved(function, change);
    let Some(result) = change.result else { return quote!(#value;) };
    let info = function.var(result);
    let (name, mutability) = (&info.name, info.mutable.then(|| quote!(mut)));
    quote!(let #mutability #name = #value;)
}

/// What gives the result.
pub(super) fn moved(function: &Function, change: &InPlace) -> TokenStream {
    super::field::moved(function, change).unwrap_or_else(|| known(function, change))
}

/// The same, where the place is surely there.
pub(super) fn known(function: &Function, change: &InPlace) -> TokenStream {
    match &change.motion {
        Motion::Push(end) => method(function, change, &at_end("push", *end)),
        Motion::Insert(_) => method(function, change, "insert"),
        Motion::Remove(_) => method(function, change, "remove"),
        Motion::Enter(_) | Motion::Leave(_) => entry(function, change),
        Motion::SwapRemove(_) => method(function, change, "swap_remove"),
        Motion::Swap(..) => method(function, change, "swap"),
        Motion::Reverse => method(function, change, "reverse"),
        Motion::RotateLeft(_) => method(function, change, "rotate_left"),
        Motion::RotateRight(_) => method(function, change, "rotate_right"),
        Motion::SplitOff(_) => method(function, change, "split_off"),
        Motion::Take(End::Front) => {
            let (target, value) =
                (place_mut(function, &change.place), change.value.as_ref().map(|v| expr(function, v)));
            quote!(if let Some(front) = #value { #target.push_front(front); })
        }
        Motion::Take(_) => method(function, change, "extend"),
        Motion::Pop(end, popped) => pop(function, change, *end, popped),
        Motion::Extend(_) => extend(function, change),
        Motion::Truncate(None, _) => {
            let target = place_mut(function, &change.place);
            quote!(#target.clear())
        }
        Motion::Truncate(Some(to), _) | Motion::Resize(to, _) => {
            let name = if change.value.is_some() { "resize" } else { "truncate" };
            with_arguments(function, change, name, &[to])
        }
        Motion::Drain(lo, hi) => {
            let (target, lo, hi) = (place_mut(function, &change.place), expr(function, lo), expr(function, hi));
            quote!(drop(#target.drain(#lo..#hi)))
        }
        Motion::Replace
        | Motion::Exchange(_)
        | Motion::ExchangeElements(_)
        | Motion::Append(..)
        | Motion::SwapInsert(_)
        | Motion::Permute(_)
        | Motion::Unpermute(_) => by_reference(function, change),
    }
}

/// `place.name(positions, value)`.
fn method(function: &Function, change: &InPlace, name: &str) -> TokenStream {
    with_arguments(function, change, name, &change.positions())
}

pub(super) fn with_arguments(function: &Function, change: &InPlace, name: &str, positions: &[&Expr]) -> TokenStream {
    let (target, name) = (place_mut(function, &change.place), crate::forward::method(name));
    let arguments = positions.iter().copied().chain(&change.value).map(|argument| expr(function, argument));
    quote!(#target.#name(#(#arguments),*))
}

/// What is no method, or takes another place by reference.
fn by_reference(function: &Function, change: &InPlace) -> TokenStream {
    let target = borrow(function, true, &change.place);
    let value = change.value.as_ref().map(|value| expr(function, value));
    let other = change.other().map(|other| borrow(function, true, other));
    let position = change.positions().first().map(|position| expr(function, position));
    match &change.motion {
        Motion::Replace if value.is_none() => quote!(::core::mem::take(#target)),
        Motion::Replace => quote!(::core::mem::replace(#target, #value)),
        Motion::Exchange(_) => quote!(::core::mem::swap(#target, #other)),
        Motion::SwapInsert(_) => quote!(__chainrule::__private::swap_insert(#target, #position, #value)),
        Motion::Permute(_) => quote!(__chainrule::__private::permute(#target, &#position)),
        Motion::Unpermute(_) => quote!(__chainrule::__private::unpermute(#target, &#position)),
        motion => {
            let target = place_mut(function, &change.place);
            let name = if matches!(motion, Motion::Append(..)) { quote!(append) } else { quote!(swap_with_slice) };
            quote!(#target.#name(#other))
        }
    }
}

/// `map.insert(key.clone(), value)`, `map.remove(&key).unwrap()`.
fn entry(function: &Function, change: &InPlace) -> TokenStream {
    let target = place_mut(function, &change.place);
    let key = change.positions().first().map(|key| expr(function, key));
    match &change.value {
        Some(value) => {
            let value = expr(function, value);
            quote!(#target.insert(::core::clone::Clone::clone(&#key), #value))
        }
        None if change.result.is_some() => quote!(#target.remove(&#key).unwrap()),
        None => quote!(#target.remove(&#key)),
    }
}

/// `pop`, `pop_back`, `pop_front`.
fn at_end(name: &str, end: End) -> String {
    match end {
        End::Last => name.to_owned(),
        End::Back => format!("{name}_back"),
        End::Front => format!("{name}_front"),
    }
}

fn pop(function: &Function, change: &InPlace, end: End, popped: &Popped) -> TokenStream {
    let call = method(function, change, &at_end("pop", end));
    match popped {
        Popped::Element(unwrap) => quote!(#call #unwrap),
        Popped::Sure if change.result.is_some() && end == End::Last => {
            let target = borrow(function, true, &change.place);
            quote!(__chainrule::__private::pop_element(#target))
        }
        Popped::Sure if change.result.is_some() => quote!(#call.unwrap()),
        Popped::Optional | Popped::Sure => call,
    }
}

/// `target.extend_from_slice(&source[..])`.
fn extend(function: &Function, change: &InPlace) -> TokenStream {
    let target = place_mut(function, &change.place);
    let Some(Expr::Place(source)) = &change.value else { return TokenStream::new() };
    let is_slice = matches!(source.path.last(), Some(Step::Slice(..)));
    let wanted = function.markers.get(&source.root).zip(function.tangents.get(&source.root));
    let source = if let Some((marker, primal)) = wanted {
        let primal = borrow(function, false, &Place { root: *primal, path: source.path.clone() });
        let source = borrow(function, false, source);
        quote!((if __chainrule::__private::is_active(#marker) { (#source)[..].to_vec() } else { __chainrule::__private::zero_tangent(#primal)[..].to_vec() }))
    } else {
        place(function, source)
    };
    if is_slice && wanted.is_none() {
        quote!(#target.extend_from_slice(&#source))
    } else {
        quote!(#target.extend_from_slice(&#source[..]))
    }
}

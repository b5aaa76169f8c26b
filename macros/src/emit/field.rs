//! Changes of shadows that may be those of constant fields: there nothing changes.
//!
//! ```text
//! clock.time = 0.0;             clear(&mut clock_dot.time, &clock.time);
//! log.times.push(0.5);          { use OfConstant as _; log_dot.times.push(field_zero(&0.5)); }
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use super::place::may_be_constant;
use super::{borrow, expr};
use crate::ir::{End, Expr, Function, InPlace, Motion, Place, Popped};

/// `target = zero`.
pub(super) fn cleared(function: &Function, target: &Place, value: &Expr) -> Option<TokenStream> {
    let Expr::Runtime("__private::zero_tangent", arguments) = value else { return None };
    if !may_be_constant(function, target) {
        return None;
    }
    let (target, of) = (borrow(function, true, target), expr(function, arguments.first()?));
    Some(quote!(__chainrule::__private::clear(#target, #of);))
}

/// A change in place, by methods that the shadow of a constant field has too.
pub(super) fn moved(function: &Function, change: &InPlace) -> Option<TokenStream> {
    if !change.targets().any(|place| may_be_constant(function, place)) {
        return None;
    }
    let mut change = change.clone();
    if let (Motion::Replace, Some(Expr::Runtime(path @ "__private::zero_tangent", _))) =
        (&change.motion, &mut change.value)
    {
        *path = "__private::field_zero";
    }
    let by_order = |name, order| super::inplace::with_arguments(function, &change, name, &[order]);
    let tokens = match &change.motion {
        Motion::Permute(order) => by_order("permute", &order.clone().by_ref()),
        Motion::Unpermute(order) => by_order("unpermute", &order.clone().by_ref()),
        Motion::SwapInsert(index) => by_order("swap_insert", index),
        Motion::Pop(End::Last, Popped::Sure) if change.result.is_some() => {
            super::inplace::with_arguments(function, &change, "pop_element", &[])
        }
        _ => super::inplace::known(function, &change),
    };
    Some(quote!({
        use __chainrule::__private::{OfConstant as _, OfElements as _, OfVec as _};
        #tokens
    }))
}

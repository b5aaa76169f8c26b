//! Parameters that are functions, as the sweeps take them: `f: impl Fn(f64) -> f64, f_forward: &impl Fn(&mut Tape, f64) -> f64`.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Context, body};
use crate::emit::Sweep;
use crate::ir::Parameter;

/// The parameter with its sweep of a level, or the sweep alone, where `parameter` is a function: the reverse sweep does not
/// call the function itself.
pub(super) fn function(context: &Context, parameter: &Parameter, (sweep, level): (Sweep, u32)) -> Option<TokenStream> {
    let own = context.function.functions.get(&parameter.var)?;
    let declared = body::parameter(parameter);
    Some(match sweep {
        Sweep::Forward => {
            let (name, ty) = (&own.forward, own.signature.forward(level));
            quote!(#declared, #name: #ty)
        }
        Sweep::Tangent => {
            let (name, ty) = (&own.tangent, own.signature.tangent(level));
            quote!(#declared, #name: #ty)
        }
        Sweep::Reverse => {
            let (name, ty) = (&own.reverse, own.signature.reverse(level));
            quote!(#name: #ty)
        }
    })
}

/// The parameters that are no functions.
pub(super) fn values<'p>(context: &Context, parameters: &'p [Parameter]) -> Vec<&'p Parameter> {
    parameters.iter().filter(|parameter| !context.function.functions.contains_key(&parameter.var)).collect()
}

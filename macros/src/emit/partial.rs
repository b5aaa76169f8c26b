//! Loops with several partial sums as tokens.

use proc_macro2::TokenStream;
use quote::quote;

use super::borrow;
use crate::ir::{Function, Partial, VarId};

/// `[s] = partial_sums([a_view], [b_view], [s], |[a], [mut b], [mut s]| { … ([b], [s]) });`
pub(super) fn sums(function: &Function, partial: &Partial, body: &TokenStream) -> TokenStream {
    let Partial { reads, writes, sums } = partial;
    let name = |var: &VarId| &function.var(*var).name;
    let [read, write] = [reads, writes].map(|list| list.iter().map(|(var, _)| name(var)).collect::<Vec<_>>());
    let sums: Vec<_> = sums.iter().map(name).collect();
    let reads = reads.iter().map(|(_, place)| borrow(function, false, place));
    let writes = writes.iter().map(|(_, place)| borrow(function, true, place));
    quote! {
        [#(#sums),*] = __chainrule::__private::partial_sums(
            [#(#reads),*],
            [#(#writes),*],
            [#(#sums),*],
            |[#(#read),*], [#(mut #write),*], [#(mut #sums),*]| {
                #body
                ([#(#write),*], [#(#sums),*])
            },
        );
    }
}

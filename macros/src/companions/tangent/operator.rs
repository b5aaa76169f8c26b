//! The tangent in the rule of an operator.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Body, Written};
use crate::companions::Context;
use crate::companions::operator::{Rule, owned, tangent};

/// `fn tangent(self_, rhs, self_dot, rhs_dot) -> Y_dot`, where `output` is the type of the result.
pub(crate) fn operator(context: &Context, rule: &Rule, output: &TokenStream) -> TokenStream {
    let mut body = Body::new(context);
    let own = body.fresh("self_");
    let Some((left, right)) = context.function.parameters.split_first() else { return TokenStream::new() };
    let left_dot = body.own(left);
    let start = owned(left, &own);
    let (left_tangent, output) = (tangent(&quote!(Self)), tangent(output));
    let Some(right) = right.first() else {
        let inner = result(body.write());
        return quote! {
            fn tangent(#own: &Self, #left_dot: #left_tangent) -> #output {
                #start
                #inner
            }
        };
    };
    let right_dot = body.own(right);
    let (name, ty) = (&right.name, &rule.right);
    let (right_start, right_tangent) = (owned(right, name), tangent(ty));
    let inner = result(body.write());
    quote! {
        fn tangent(#own: &Self, #name: &#ty, #left_dot: #left_tangent, #right_dot: #right_tangent) -> #output {
            #start
            #right_start
            #inner
        }
    }
}

fn result(written: Written) -> TokenStream {
    let Written { statements, tangent, .. } = written;
    quote!(#statements #tangent)
}

/// `fn tangent(&self, dot, rhs, rhs_dot)`: the operator runs on a copy.
pub(crate) fn assign(context: &Context, rule: &Rule) -> TokenStream {
    let mut body = Body::new(context);
    let [left, right] = context.function.parameters.as_slice() else { return TokenStream::new() };
    let whole: Ident = body.fresh("old");
    let outer = body.fresh("dot");
    let inner_dot = body.borrow(left, true);
    body.begin(quote!(let #inner_dot = #outer;));
    let right_dot = body.own(right);
    let (left_name, name, ty) = (&left.name, &right.name, &rule.right);
    let (left_tangent, right_tangent) = (tangent(&quote!(Self)), tangent(ty));
    let right_start = owned(right, name);
    let statements = body.write().statements;
    quote! {
        fn tangent(&self, #outer: &mut #left_tangent, #name: &#ty, #right_dot: #right_tangent) {
            let #whole = &mut ::core::clone::Clone::clone(self);
            let #left_name = #whole;
            #right_start
            #statements
        }
    }
}

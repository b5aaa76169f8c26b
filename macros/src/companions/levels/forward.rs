//! The tangent functions of methods, at levels above the first.

use proc_macro2::TokenStream;
use quote::quote;

use super::sibling::{Passed, is_of_first, passed};
use super::{as_tuple, primal_of};
use crate::companions::siblings::{by_reference, first_binding};
use crate::companions::tangent::{self, output};
use crate::companions::{Context, body, passed, tangent_type};
use crate::emit::{self, Sweep};

/// `fn __tangent2_m(&self, (self_dot, x, x_dot, each followed by its tangent)) -> ((Y, Y_dot), (Y_dot, Y_dot_dot))`.
pub(super) fn tangent(context: &Context, level: u32, declared: bool) -> TokenStream {
    let Some((first, rest)) = context.function.parameters.split_first() else { return TokenStream::new() };
    let mut body = tangent::Body::new(context);
    let (mut tuple, mut ready) = (Vec::new(), TokenStream::new());
    let parameters = context.function.parameters.clone();
    for (index, parameter) in parameters.iter().enumerate() {
        if let Some(function) = passed::function(context, parameter, (Sweep::Tangent, level)) {
            tuple.extend((index > 0).then_some(function));
            continue;
        }
        let mut pairs = Vec::new();
        match primal_of(&parameters, parameter) {
            Some(of) => pairs.push((parameter.clone(), of.clone())),
            None if index == 0 => {}
            None => tuple.push(body::parameter(parameter)),
        }
        let dot = if parameter.active { body.dot_of(parameter) } else { parameter.clone() };
        pairs.push((dot, parameter.clone()));
        for (dot, of) in &pairs {
            let first = is_of_first(&parameters, of);
            let Passed { forward, start } = passed(&mut body.function, context, (dot, of), first);
            tuple.push(forward);
            ready.extend(start);
        }
    }
    let tuple = if declared { untitled(&tuple) } else { as_tuple(&tuple) };
    let (visibility, generics) = (&context.item.vis, context.generics());
    let bounds = &generics.where_clause;
    let (output, dot) = (output(context), tangent_type(&context.function.result_ty));
    let first_given = by_reference(context, first, (Sweep::Tangent, level));
    let name = emit::sibling(&context.item.sig.ident, &format!("tangent{level}"));
    let signature = quote!(#visibility fn #name #generics(#first_given, #tuple) -> (#output, #dot) #bounds);
    if declared {
        return quote!(#[doc(hidden)] #signature;);
    }
    let (start, attributes) = (first_binding(context, first, first.mutable), context.shared_attributes());
    let rebound = rest.iter().filter(|parameter| parameter.mutable).map(|parameter| &parameter.name);
    let inner = body.write().both();
    quote! {
        #[doc(hidden)]
        #attributes
        #[inline]
        #signature {
            #ready
            #start
            #(let mut #rebound = #rebound;)*
            #inner
        }
    }
}

/// A tuple of parameters where no patterns may stand.
pub(super) fn untitled(parameters: &[TokenStream]) -> TokenStream {
    let tuple = as_tuple(parameters);
    match syn::parse2::<syn::FnArg>(tuple.clone()) {
        Ok(syn::FnArg::Typed(typed)) => {
            let ty = typed.ty;
            quote!(_: #ty)
        }
        _ => tuple,
    }
}

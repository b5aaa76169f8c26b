//! `jvp = PATH`: the user's function gives the value and the tangent.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{borrowed, output, primal, seed, suffixed, tangent_type};
use crate::companions::{Context, body, hidden};
use crate::ir::Parameter;
use crate::options::Companion;
use crate::types::Ty;

/// `fn jvp_f(x, x_dot, a, a_dot, n) -> (Y, Y_dot)`.
pub(super) fn jvp(context: &Context, path: &syn::Path) -> TokenStream {
    let summary = format!(
        " Value and tangent of {}, by forward mode: each of {} is followed by its tangent.",
        context.link(),
        context.with_respect_to()
    );
    let (visibility, name) = (&context.item.vis, context.name(Companion::Jvp));
    let (generics, attributes) = (context.generics(), context.shared_attributes());
    let bounds = &generics.where_clause;
    let (output, dot) = (output(context), tangent_type(&context.function.result_ty));
    let (mut parameters, mut arguments) = (Vec::new(), Vec::new());
    for parameter in &context.function.parameters {
        let name = &parameter.name;
        parameters.push(body::parameter(parameter));
        arguments.push(name.clone());
        if parameter.active {
            let (dot, ty) = (suffixed(name, "dot"), tangent_argument(parameter));
            parameters.push(quote!(#dot: #ty));
            arguments.push(dot);
        }
    }
    let call = quote_spanned!(path.span()=> #path(#(#arguments),*));
    quote! {
        #[doc = #summary]
        #attributes
        #visibility fn #name #generics(#(#parameters),*) -> (#output, #dot) #bounds { #call }
    }
}

/// The type of the tangent of an argument: passed like the argument, a `Vec` as a slice, a float behind `&` by value.
fn tangent_argument(parameter: &Parameter) -> TokenStream {
    let ty = Ty::of(&parameter.syntax);
    let tangent = tangent_type(&ty);
    match (parameter.reference(), ty.peel()) {
        (None | Some(false), Ty::Vec(element) | Ty::Slice(element)) => {
            let element = tangent_type(element);
            quote!(&[#element])
        }
        (None, _) | (Some(false), Ty::Float(_)) => tangent,
        (Some(true), Ty::Slice(element)) => {
            let element = tangent_type(element);
            quote!(&mut [#element])
        }
        (Some(false), _) => quote!(&#tangent),
        (Some(true), _) => quote!(&mut #tangent),
    }
}

/// The hidden type of a function without a rule of reverse mode: a caller that needs one does not compile.
pub(super) fn no_sweeps(context: &Context) -> TokenStream {
    let tape: &Ident = &context.function.tape;
    let (visibility, generics, output) = (&context.item.vis, context.generics(), &context.item.sig.output);
    let bounds = &generics.where_clause;
    let parameters = context.function.parameters.iter().map(body::parameter);
    let (primal, names) = (primal(context), context.names());
    let attributes = context.shared_attributes();
    let forward = quote! {
        #[doc(hidden)]
        #attributes
        #visibility fn forward #generics(
            #tape: &mut impl __chainrule::__private::ReverseMode,
            #(#parameters),*
        ) #output #bounds {
            #primal(#(#names),*)
        }
    };
    let references = context.function.parameters.iter().filter(|parameter| parameter.reference().is_some());
    let inputs: Vec<TokenStream> = references.map(borrowed).chain([seed(context).1]).collect();
    let reverse = hidden::reverse_function(context, tape, &inputs, &quote!(::core::unreachable!()));
    hidden::hidden_type(context, &forward, &reverse)
}

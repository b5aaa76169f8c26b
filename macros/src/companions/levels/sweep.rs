//! Both sweeps of a level at once, for a caller that knows the adjoint of the result before the call.
//!
//! The first tuple is that of the forward sweep, the second that of the reverse sweep: what is borrowed is given twice.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::{inputs, tuple};
use crate::companions::{Context, body, cotangent, cotangent_type, hidden};
use crate::emit;
use crate::ir::VarId;
use crate::record::Outermost;

/// `fn sweep1(tape, (x, …), (&a, …), seed) -> (Y, (x_bar, …))`.
pub(super) fn write(context: &Context, level: u32) -> TokenStream {
    let (body, inputs, seed) = inputs(context, level);
    let live: Vec<VarId> = context.function.result.into_iter().collect();
    let sweeps = body.sweeps(Outermost::InScope, true, &live);
    let function = &sweeps.function;
    let (items, rebound, seeded) =
        (&function.items, body::rebind_mutable(context), body::rebind_seed(context, &sweeps));
    let [forward, reverse, late] =
        [&sweeps.forward, &sweeps.reverse, &sweeps.late].map(|part| emit::stmts(function, part));
    let handles = sweeps.sites.iter().map(|site| {
        let site = &site.name;
        quote!(let #site = __chainrule::__private::Tape::site();)
    });
    let (start, starts) = (&inputs.start, inputs.borrowed.iter().map(|input| &input.start));
    let value = function.result.map(|result| &function.var(result).name);
    let adjoints =
        hidden::by_value(context).map(|parameter| cotangent(parameter, || body::adjoint(&sweeps, parameter)));
    let body = quote! {
        #(#items)*
        #start
        #(#starts)*
        #rebound
        #seeded
        #(#handles)*
        #forward
        #reverse
        #late
        (#value, (#(#adjoints,)*))
    };
    let again: Vec<TokenStream> = inputs.borrowed.iter().map(|input| input.parameters.clone()).collect();
    function_of(context, level, (&function.tape, &inputs.forward, &again, &seed), &body)
}

/// The same by the two sweeps one after the other.
pub(crate) fn by_parts(
    context: &Context,
    level: u32,
    (forward, again): (&TokenStream, &TokenStream),
    output: &TokenStream,
    cotangents: &[TokenStream],
) -> TokenStream {
    let (visibility, generics, attributes) = (&context.item.vis, context.generics(), context.shared_attributes());
    let (bounds, turbofish) = (&generics.where_clause, context.turbofish());
    let [name, first, last] = ["sweep", "forward", "reverse"].map(|sweep| format_ident!("{sweep}{level}"));
    let own = |text: &str| Ident::new(text, Span::mixed_site());
    let [tape, given, passed, seed, value, bars] = ["tape", "given", "again", "seed", "value", "bars"].map(own);
    quote! {
        #[doc(hidden)]
        #attributes
        #visibility fn #name #generics(
            #tape: &mut __chainrule::__private::Tape,
            #given: #forward,
            #passed: #again,
            #seed: #output,
        ) -> (#output, (#(#cotangents,)*)) #bounds {
            let #value = Self::#first #turbofish(#tape, #given);
            let #bars = Self::#last #turbofish(#tape, #passed, #seed);
            (#value, #bars)
        }
    }
}

fn function_of(
    context: &Context,
    level: u32,
    (tape, given, again, seed): (&Ident, &[TokenStream], &[TokenStream], &TokenStream),
    body: &TokenStream,
) -> TokenStream {
    let (visibility, generics, attributes) = (&context.item.vis, context.generics(), context.shared_attributes());
    let (bounds, name) = (&generics.where_clause, format_ident!("sweep{level}"));
    let ((patterns, types), again) = (tuple(given), super::as_tuple(again));
    let first = Ident::new("given", Span::mixed_site());
    let output = match &context.item.sig.output {
        syn::ReturnType::Default => quote!(()),
        syn::ReturnType::Type(_, ty) => quote!(#ty),
    };
    let cotangents = hidden::by_value(context).map(cotangent_type);
    quote! {
        #[doc(hidden)]
        #attributes
        #[inline]
        #visibility fn #name #generics(
            #tape: &mut __chainrule::__private::Tape,
            #first: #types,
            #again,
            #seed
        ) -> (#output, (#(#cotangents,)*)) #bounds {
            let #patterns = #first;
            #body
        }
    }
}

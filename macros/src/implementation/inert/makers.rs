//! Siblings of functions of a type whose arguments carry no derivative, such as `fn zeros(rows: usize, cols: usize) -> Self`:
//! callers may pass fields, of which they do not know that.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit;
use crate::types::Ty;

/// Siblings that call the function, and whose reverse has nothing to do; none where it is no such function. `names` are
/// those of types that surely have a derivative.
pub fn siblings(item: &syn::ItemFn, names: &[String]) -> Option<TokenStream> {
    let signature = &item.sig;
    let syn::ReturnType::Type(_, output) = &signature.output else { return None };
    let result = Ty::of(output);
    let differentiated = match &result {
        Ty::Named(name) => names.contains(&name.to_string()),
        known => known.has_tangent() && !known.is_passive() && !matches!(known, Ty::Ref(..)),
    };
    let plain = signature.receiver().is_none() && signature.asyncness.is_none() && signature.unsafety.is_none();
    if !differentiated || !plain || signature.inputs.is_empty() || signature.generics.type_params().next().is_some() {
        return None;
    }
    let (mut arguments, mut declared, mut reversed, mut bars, mut dots) = Default::default();
    let lists: (&mut Vec<_>, &mut Vec<_>, &mut Vec<_>, &mut Vec<_>, &mut Vec<_>) =
        (&mut arguments, &mut declared, &mut reversed, &mut bars, &mut dots);
    let mut first = None;
    for input in &signature.inputs {
        let syn::FnArg::Typed(typed) = input else { return None };
        let syn::Pat::Ident(name) = &*typed.pat else { return None };
        let (name, ty, known) = (&name.ident, &typed.ty, Ty::of(&typed.ty));
        let shared = matches!(known, Ty::Ref(false, _));
        if !known.is_passive() || matches!(known, Ty::Ref(true, _)) {
            return None;
        }
        lists.0.push(if first.is_none() && !shared { quote!(::core::clone::Clone::clone(#name)) } else { quote!(#name) });
        if !shared {
            lists.3.push(quote!(()));
        }
        if first.is_none() {
            first = Some((name, if shared { quote!(#ty) } else { quote!(&#ty) }));
            continue;
        }
        lists.1.push(quote!(#name: #ty));
        if shared {
            lists.2.push(quote!(_: #ty, _: ::core::option::Option<&mut ()>,));
            lists.4.push(quote!(#name: #ty, _: ::core::option::Option<&()>,));
        } else {
            lists.4.push(quote!(#name: #ty, _: ::core::option::Option<()>,));
        }
    }
    let (name, first_ty) = first?;
    let (visibility, function) = (&item.vis, &signature.ident);
    let [forward, reverse, tangent] = ["forward", "reverse", "tangent"].map(|sweep| emit::sibling(function, sweep));
    let (generics, arguments_of, clause) = signature.generics.split_for_impl();
    let turbofish = arguments_of.as_turbofish();
    let dual = quote!(<#output as __chainrule::__private::Differentiable>::Tangent);
    let (arguments, declared, reversed, bars, dots) = lists;
    Some(quote! {
        #[doc(hidden)]
        #[allow(clippy::all, clippy::pedantic, unused)]
        #visibility fn #forward #generics(
            #name: #first_ty, _: &mut __chainrule::__private::Tape, #(#declared),*
        ) -> #output #clause {
            Self::#function #turbofish(#(#arguments),*)
        }
        #[doc(hidden)]
        #[allow(clippy::all, clippy::pedantic, unused)]
        #visibility fn #reverse #generics(
            _: #first_ty,
            _: &mut __chainrule::__private::Tape,
            _: ::core::option::Option<&mut ()>,
            #(#reversed)*
            _: #dual,
        ) -> (#(#bars,)*) #clause {
            (#(#bars,)*)
        }
        #[doc(hidden)]
        #[allow(clippy::all, clippy::pedantic, unused)]
        #visibility fn #tangent #generics(
            #name: #first_ty, _: ::core::option::Option<&()>, #(#dots)*
        ) -> (#output, #dual) #clause {
            let value = Self::#function #turbofish(#(#arguments),*);
            let dot = __chainrule::__private::zero_tangent(&value);
            (value, dot)
        }
    })
}

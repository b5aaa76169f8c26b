//! Siblings of methods that give nothing with a derivative, such as `fn rows(&self) -> usize`: callers see the name alone.

mod levels;
pub mod makers;

use proc_macro2::TokenStream;
use quote::quote;

use crate::companions::shadow_type;
use crate::emit;
use crate::home::Home;
use crate::parameters;
use crate::types::Ty;

/// The parameters behind `self`: as they are declared, as the reverse takes them, and their cotangents.
#[derive(Default)]
struct Inputs {
    names: Vec<proc_macro2::Ident>,
    declared: Vec<TokenStream>,
    reversed: Vec<TokenStream>,
    bars: Vec<TokenStream>,
    /// As the tangent function takes them.
    dots: Vec<TokenStream>,
    behind: Vec<Input>,
}

/// A parameter behind `self`.
struct Input {
    name: proc_macro2::Ident,
    ty: syn::Type,
    /// What its shadow is, where it is borrowed.
    shadow: Option<TokenStream>,
}

/// Siblings that call the method, and whose reverse has nothing to do; none where it is no such method.
pub fn siblings(item: &syn::ItemFn, home: &Home, order: u32) -> Option<TokenStream> {
    if !is_inert(&item.sig) {
        return None;
    }
    let inputs = inputs(&item.sig)?;
    let Inputs { names, declared, reversed, bars, dots, .. } = &inputs;
    let shadow = if home.erases_receivers() {
        quote!(dyn __chainrule::__private::ErasedShadow + 'static)
    } else {
        quote!(<Self as __chainrule::__private::Differentiable>::Tangent)
    };
    let (visibility, method, output) = (&item.vis, &item.sig.ident, &item.sig.output);
    let [forward, reverse, tangent, passing] =
        ["forward", "reverse", "tangent", "receiver"].map(|sweep| emit::sibling(method, sweep));
    let value = match output {
        syn::ReturnType::Default => quote!(()),
        syn::ReturnType::Type(_, ty) => quote!(#ty),
    };
    let (generics, _, clause) = item.sig.generics.split_for_impl();
    let levels = (order > 1).then(|| levels::siblings(item, &inputs, (&shadow, &value), order));
    Some(quote! {
        #levels
        #[doc(hidden)]
        #[allow(clippy::all, clippy::pedantic, unused)]
        #visibility fn #forward #generics(
            &self, _: &mut __chainrule::__private::Tape, #(#declared),*
        ) #output #clause {
            self.#method(#(#names),*)
        }
        #[doc(hidden)]
        #[allow(clippy::all, clippy::pedantic, unused)]
        #visibility fn #reverse #generics(
            &self,
            _: &mut __chainrule::__private::Tape,
            _: ::core::option::Option<&mut (#shadow)>,
            #(#reversed)*
            (): (),
        ) -> (#(#bars,)*) #clause {
            (#(#bars,)*)
        }
        #[doc(hidden)]
        #[allow(clippy::all, clippy::pedantic, unused)]
        #visibility fn #tangent #generics(
            &self,
            _: ::core::option::Option<&(#shadow)>,
            #(#dots)*
        ) -> (#value, ()) #clause {
            (self.#method(#(#names),*), ())
        }
        #[doc(hidden)]
        #[allow(clippy::all, clippy::pedantic, unused)]
        #visibility fn #passing(&self) -> __chainrule::__private::ByReference {
            __chainrule::__private::ByReference
        }
    })
}

/// A plain `&self` method whose result carries no derivative.
fn is_inert(signature: &syn::Signature) -> bool {
    let by_reference =
        signature.receiver().is_some_and(|receiver| receiver.reference.is_some() && receiver.mutability.is_none());
    let generics = &signature.generics;
    let generic = generics.type_params().next().is_some() || generics.const_params().next().is_some();
    let result = match &signature.output {
        syn::ReturnType::Default => Ty::Unit,
        syn::ReturnType::Type(_, ty) => Ty::of(ty),
    };
    let gives_nothing = result.is_passive() && !matches!(result, Ty::Ref(..));
    by_reference && !generic && gives_nothing && signature.asyncness.is_none() && signature.unsafety.is_none()
}

fn inputs(signature: &syn::Signature) -> Option<Inputs> {
    let mut inputs = Inputs::default();
    for input in signature.inputs.iter().skip(1) {
        let syn::FnArg::Typed(typed) = input else { return None };
        let syn::Pat::Ident(name) = &*typed.pat else { return None };
        let (name, ty, known) = (&name.ident, &typed.ty, Ty::of(&typed.ty));
        if parameters::is_marked_constant(input) {
            return None;
        }
        inputs.names.push(name.clone());
        inputs.declared.push(quote!(#name: #ty));
        let borrowed = matches!(known, Ty::Ref(false, _));
        let shadow = if known.is_passive() { quote!(()) } else { shadow_type(&known) };
        inputs.behind.push(Input { name: name.clone(), ty: (**ty).clone(), shadow: borrowed.then_some(shadow) });
        if let Ty::Ref(false, _) = known {
            let shadow = if known.is_passive() { quote!(()) } else { shadow_type(&known) };
            inputs.reversed.push(quote!(_: #ty, _: ::core::option::Option<&mut #shadow>,));
            inputs.dots.push(quote!(#name: #ty, _: ::core::option::Option<&#shadow>,));
        } else if known.is_passive() {
            inputs.bars.push(quote!(()));
            inputs.dots.push(quote!(#name: #ty, _: ::core::option::Option<()>,));
        } else {
            return None;
        }
    }
    Some(inputs)
}

/// Whether another function of the block differentiates its receiver, so that the type surely has a derivative.
pub fn has_active_receiver(items: &[syn::ImplItem]) -> bool {
    items.iter().any(|part| match part {
        syn::ImplItem::Fn(function) => {
            let item = super::as_item(function);
            let receiver = item.sig.inputs.first().filter(|input| matches!(input, syn::FnArg::Receiver(_)));
            receiver.is_some_and(|receiver| !parameters::is_marked_constant(receiver))
                && !parameters::is_left_alone(&item)
        }
        _ => false,
    })
}

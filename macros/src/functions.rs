//! Functions as arguments: `f: impl Fn(f64) -> f64`, `F: Fn(f64) -> f64`, `f: &dyn Fn(f64) -> f64`.
//!
//! Beside the function itself the sweeps take its own two sweeps:
//!
//! ```text
//! newton(cubic, x)             newton::forward(tape, cubic, &cubic::forward, x)
//!                              newton::reverse(tape, &mut cubic::reverse, y_bar)
//! f(x)                         f_forward(tape, x)
//!                              f_reverse(tape, y_bar)
//! ```
//!
//! What the reverse sweep of a closure adds to, the shadows of its captures, it holds itself.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::types::Ty;

/// A parameter that is a function.
#[derive(Clone, Debug)]
pub struct FunctionParameter {
    pub signature: Signature,
    /// The name of its forward sweep.
    pub forward: Ident,
    /// The name of its reverse sweep.
    pub reverse: Ident,
    /// The name of its tangent function.
    pub tangent: Ident,
}

/// What a function takes and gives.
#[derive(Clone, Debug)]
pub struct Signature {
    pub inputs: Vec<syn::Type>,
    pub output: Ty,
    output_syntax: TokenStream,
}

/// The signature, where `ty` is that of a function, with the generics around it.
pub fn signature(ty: &syn::Type, generics: &syn::Generics) -> Option<Signature> {
    match ty {
        syn::Type::ImplTrait(ty) => of_bounds(ty.bounds.iter()),
        syn::Type::TraitObject(ty) => of_bounds(ty.bounds.iter()),
        syn::Type::Reference(reference) if reference.mutability.is_none() => signature(&reference.elem, generics),
        syn::Type::Paren(inner) => signature(&inner.elem, generics),
        syn::Type::Group(inner) => signature(&inner.elem, generics),
        syn::Type::Path(path) => {
            let name = path.path.get_ident()?;
            crate::generics::bounds(generics, name).into_iter().find_map(of_bound)
        }
        _ => None,
    }
}

fn of_bounds<'b>(mut bounds: impl Iterator<Item = &'b syn::TypeParamBound>) -> Option<Signature> {
    bounds.find_map(|bound| match bound {
        syn::TypeParamBound::Trait(bound) => of_bound(bound),
        _ => None,
    })
}

fn of_bound(bound: &syn::TraitBound) -> Option<Signature> {
    let last = bound.path.segments.last()?;
    let syn::PathArguments::Parenthesized(list) = &last.arguments else { return None };
    let (output, output_syntax) = match &list.output {
        syn::ReturnType::Default => (Ty::Unit, quote!(())),
        syn::ReturnType::Type(_, ty) => (Ty::of(ty), quote!(#ty)),
    };
    // What has no tangent that can be named cannot be passed through.
    let nameable = list.inputs.iter().map(Ty::of).chain([output.clone()]).all(|ty| ty.tangent().tokens().is_some());
    if !nameable {
        return None;
    }
    Some(Signature { inputs: list.inputs.iter().cloned().collect(), output, output_syntax })
}

impl Signature {
    /// A function of this type that is never called.
    pub fn stand_in(&self) -> TokenStream {
        let (inputs, output) = (&self.inputs, &self.output_syntax);
        quote!(|#(_: #inputs),*| -> #output { __chainrule::__private::absent() })
    }

    /// The type of the forward sweep.
    pub fn forward(&self) -> TokenStream {
        let (inputs, output) = (&self.inputs, &self.output_syntax);
        quote!(&impl ::core::ops::Fn(&mut __chainrule::__private::Tape, #(#inputs),*) -> #output)
    }

    /// The type of the reverse sweep.
    pub fn reverse(&self) -> TokenStream {
        let (mut inputs, mut bars) = (Vec::new(), Vec::new());
        for input in &self.inputs {
            let ty = Ty::of(input);
            match (input, ty.is_passive()) {
                (syn::Type::Reference(_), _) => {
                    let shadow = crate::companions::shadow_type(&ty);
                    inputs.push(quote!(#input, &mut #shadow, __chainrule::__private::Active));
                }
                (_, true) => bars.push(quote!(())),
                (_, false) => bars.push(crate::companions::tangent_type(&ty)),
            }
        }
        let seed = self.seed();
        inputs.push(seed);
        quote!(&mut impl ::core::ops::FnMut(&mut __chainrule::__private::Tape, #(#inputs),*) -> (#(#bars,)*))
    }

    /// The type of the tangent function.
    pub fn tangent(&self) -> TokenStream {
        let inputs = self.inputs.iter().map(|input| {
            let ty = Ty::of(input);
            if let syn::Type::Reference(reference) = input {
                let (shadow, mutability) = (crate::companions::shadow_type(&ty), &reference.mutability);
                quote!(#input, &#mutability #shadow, __chainrule::__private::Active)
            } else {
                let tangent = crate::companions::tangent_type(&ty);
                quote!(#input, __chainrule::__private::Dot<#tangent>)
            }
        });
        let (output, tangent) = (&self.output_syntax, self.seed());
        quote!(&impl ::core::ops::Fn(#(#inputs),*) -> (#output, #tangent))
    }

    fn seed(&self) -> TokenStream {
        if self.output.is_passive() { quote!(()) } else { crate::companions::tangent_type(&self.output) }
    }
}

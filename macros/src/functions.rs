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
    /// How often forward mode was applied to the program around.
    pub level: u32,
}

/// What a function takes and gives.
#[derive(Clone, Debug)]
pub struct Signature {
    pub inputs: Vec<syn::Type>,
    pub output: Ty,
    /// Its sweeps are objects, as those of an object that a method of a trait takes: they must not keep the trait from
    /// objects.
    pub dynamic: bool,
    output_syntax: TokenStream,
}

/// Whether `ty` keeps no trait from objects: `&dyn Fn(f64) -> f64`, `fn(f64) -> f64`.
pub fn is_object(ty: &syn::Type) -> bool {
    match ty {
        syn::Type::TraitObject(_) | syn::Type::BareFn(_) => true,
        syn::Type::Path(path) => of_box(path).is_some(),
        syn::Type::Reference(reference) => is_object(&reference.elem),
        syn::Type::Paren(inner) => is_object(&inner.elem),
        syn::Type::Group(inner) => is_object(&inner.elem),
        _ => false,
    }
}

/// The signature, where `ty` is that of a function, with the generics around it.
pub fn signature(ty: &syn::Type, generics: &syn::Generics) -> Option<Signature> {
    match ty {
        syn::Type::ImplTrait(ty) => of_bounds(ty.bounds.iter()),
        syn::Type::TraitObject(ty) => of_bounds(ty.bounds.iter()),
        syn::Type::Reference(reference) if reference.mutability.is_none() => signature(&reference.elem, generics),
        syn::Type::Paren(inner) => signature(&inner.elem, generics),
        syn::Type::Group(inner) => signature(&inner.elem, generics),
        syn::Type::BareFn(function) => of_pointer(function),
        syn::Type::Path(path) if path.path.get_ident().is_none() => of_box(path),
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
    of_types(list.inputs.iter().cloned().collect(), &list.output)
}

/// `fn(f64) -> f64`
fn of_pointer(function: &syn::TypeBareFn) -> Option<Signature> {
    of_types(function.inputs.iter().map(|input| input.ty.clone()).collect(), &function.output)
}

/// `Box<dyn Fn(f64) -> f64>`
fn of_box(path: &syn::TypePath) -> Option<Signature> {
    let last = path.path.segments.last().filter(|last| last.ident == "Box")?;
    let syn::PathArguments::AngleBracketed(list) = &last.arguments else { return None };
    match list.args.first()? {
        syn::GenericArgument::Type(syn::Type::TraitObject(object)) => of_bounds(object.bounds.iter()),
        _ => None,
    }
}

fn of_types(inputs: Vec<syn::Type>, output: &syn::ReturnType) -> Option<Signature> {
    let (output, output_syntax) = match output {
        syn::ReturnType::Default => (Ty::Unit, quote!(())),
        syn::ReturnType::Type(_, ty) => (Ty::of(ty), quote!(#ty)),
    };
    // What has no tangent that can be named cannot be passed through.
    let nameable = inputs.iter().map(Ty::of).chain([output.clone()]).all(|ty| ty.tangent().tokens().is_some());
    nameable.then_some(Signature { inputs, output, dynamic: false, output_syntax })
}

impl Signature {
    /// The same, with objects as its sweeps or not.
    pub fn of_objects(self, dynamic: bool) -> Signature {
        Signature { dynamic, ..self }
    }

    /// A function of this type that is never called.
    pub fn stand_in(&self) -> TokenStream {
        let (inputs, output) = (&self.inputs, &self.output_syntax);
        quote!(|#(_: #inputs),*| -> #output { __chainrule::__private::absent() })
    }

    /// A tangent function of a level that is never called.
    pub fn tangent_stand_in(&self, level: u32) -> TokenStream {
        let (inputs, output, _) = self.raised(level);
        let inputs = inputs.iter().map(|input| &input.forward);
        if level == 1 {
            return quote!(&|#(_: #inputs),*| -> #output { __chainrule::__private::absent() });
        }
        quote!(&|_: (#(#inputs,)*)| -> #output { __chainrule::__private::absent() })
    }

    /// A function that rustc knows, or any.
    fn any(&self) -> TokenStream {
        if self.dynamic { quote!(dyn) } else { quote!(impl) }
    }

    /// The type of the forward sweep of a level.
    pub fn forward(&self, level: u32) -> TokenStream {
        let ((inputs, output, _), any) = (self.raised(level), self.any());
        let inputs = inputs.iter().map(|input| &input.forward);
        if level == 0 {
            return quote!(&#any ::core::ops::Fn(&mut __chainrule::__private::Tape, #(#inputs),*) -> #output);
        }
        quote!(&#any ::core::ops::Fn(&mut __chainrule::__private::Tape, (#(#inputs,)*)) -> #output)
    }

    /// The type of the reverse sweep of a level.
    pub fn reverse(&self, level: u32) -> TokenStream {
        let ((inputs, _, seed), any) = (self.raised(level), self.any());
        let bars = inputs.iter().filter_map(|input| input.bar.as_ref());
        let again: Vec<&TokenStream> = inputs.iter().filter_map(|input| input.reverse.as_ref()).collect();
        let again = if level == 0 { quote!(#(#again,)*) } else { quote!((#(#again,)*),) };
        quote!(&mut #any ::core::ops::FnMut(&mut __chainrule::__private::Tape, #again #seed) -> (#(#bars,)*))
    }

    /// The type of the tangent function of the program of the level below.
    pub fn tangent(&self, level: u32) -> TokenStream {
        let ((inputs, output, _), any) = (self.raised(level), self.any());
        let inputs = inputs.iter().map(|input| &input.forward);
        if level == 1 {
            return quote!(&#any ::core::ops::Fn(#(#inputs),*) -> #output);
        }
        quote!(&#any ::core::ops::Fn((#(#inputs,)*)) -> #output)
    }

    /// The arguments at a level, each followed by its tangent where the level below has one; the result, and its seed.
    fn raised(&self, level: u32) -> (Vec<Input>, TokenStream, TokenStream) {
        let mut inputs: Vec<Input> = self.inputs.iter().map(Input::of).collect();
        let (mut output, mut seed) = (self.output_syntax.clone(), self.seed());
        for _ in 0..level {
            inputs = inputs.into_iter().flat_map(|input| [input.clone(), input.tangent()]).collect();
            (output, seed) = (quote!((#output, #seed)), quote!((#seed, #seed)));
        }
        (inputs, output, seed)
    }

    fn seed(&self) -> TokenStream {
        if self.output.is_passive() { quote!(()) } else { crate::companions::tangent_type(&self.output) }
    }
}

/// An argument of a function, or a tangent of one.
#[derive(Clone)]
struct Input {
    /// As the forward sweep takes it.
    forward: TokenStream,
    /// As the reverse sweep takes it, where it is borrowed.
    reverse: Option<TokenStream>,
    /// Its cotangent, where it is passed by value.
    bar: Option<TokenStream>,
    /// As its tangent is passed.
    dot: TokenStream,
}

impl Input {
    fn of(input: &syn::Type) -> Input {
        let ty = Ty::of(input);
        let active = quote!(__chainrule::__private::Active);
        if let syn::Type::Reference(reference) = input {
            let (shadow, mutability) = (crate::companions::shadow_type(&ty), &reference.mutability);
            let reverse = Some(quote!(#input, &mut #shadow, #active));
            return Input { forward: quote!(#input), reverse, bar: None, dot: quote!(&#mutability #shadow, #active) };
        }
        let tangent = if ty.is_passive() { quote!(()) } else { crate::companions::tangent_type(&ty) };
        let dot = quote!(__chainrule::__private::Dot<#tangent>);
        Input { forward: quote!(#input), reverse: None, bar: Some(tangent), dot }
    }

    /// The tangent of the argument.
    fn tangent(&self) -> Input {
        let again = self.reverse.as_ref().map(|_| {
            let dot = &self.dot;
            let ty: syn::punctuated::Punctuated<syn::Type, syn::Token![,]> = syn::parse_quote!(#dot);
            let shadow = match ty.first() {
                Some(syn::Type::Reference(reference)) => &reference.elem,
                _ => unreachable!("bug in chainrule: `{dot}` is no reference"),
            };
            quote!(#dot, &mut #shadow, __chainrule::__private::Active)
        });
        Input { forward: self.dot.clone(), reverse: again, bar: self.bar.clone(), dot: self.dot.clone() }
    }
}

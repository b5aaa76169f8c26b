//! Siblings of functions of a type whose arguments carry no derivative, such as `fn zeros(rows: usize, cols: usize) -> Self`:
//! callers may pass fields, of which they do not know that.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit;
use crate::types::Ty;

/// The parameters, as the siblings take them.
#[derive(Default)]
struct Inputs {
    /// The first one, which is borrowed in every case.
    first: Option<(proc_macro2::Ident, TokenStream)>,
    arguments: Vec<TokenStream>,
    declared: Vec<TokenStream>,
    reversed: Vec<TokenStream>,
    bars: Vec<TokenStream>,
    dots: Vec<TokenStream>,
}

impl Inputs {
    /// `None` where one may carry a derivative.
    fn of(signature: &syn::Signature) -> Option<Inputs> {
        let mut inputs = Inputs::default();
        for input in &signature.inputs {
            let syn::FnArg::Typed(typed) = input else { return None };
            let syn::Pat::Ident(name) = &*typed.pat else { return None };
            let known = Ty::of(&typed.ty);
            if !known.is_passive() || matches!(known, Ty::Ref(true, _)) {
                return None;
            }
            inputs.push(&name.ident, &typed.ty, matches!(known, Ty::Ref(..)));
        }
        Some(inputs)
    }

    fn push(&mut self, name: &proc_macro2::Ident, ty: &syn::Type, shared: bool) {
        if !shared {
            self.bars.push(quote!(()));
        }
        if self.first.is_none() {
            self.arguments.push(if shared { quote!(#name) } else { quote!(::core::clone::Clone::clone(#name)) });
            self.first = Some((name.clone(), if shared { quote!(#ty) } else { quote!(&#ty) }));
            return;
        }
        self.arguments.push(quote!(#name));
        self.declared.push(quote!(#name: #ty));
        if shared {
            self.reversed.push(quote!(_: #ty, _: ::core::option::Option<&mut ()>,));
            self.dots.push(quote!(#name: #ty, _: ::core::option::Option<&()>,));
        } else {
            self.dots.push(quote!(#name: #ty, _: ::core::option::Option<()>,));
        }
    }
}

/// Whether the function may have such siblings; `names` are those of types that surely have a derivative.
fn makes(signature: &syn::Signature, names: &[String]) -> bool {
    let syn::ReturnType::Type(_, output) = &signature.output else { return false };
    let differentiated = match &Ty::of(output) {
        Ty::Named(name) => names.contains(&name.to_string()),
        known => known.has_tangent() && !known.is_passive() && !matches!(known, Ty::Ref(..)),
    };
    let plain = signature.receiver().is_none() && signature.asyncness.is_none() && signature.unsafety.is_none();
    differentiated && plain && signature.generics.type_params().next().is_none()
}

/// Siblings that call the function, and whose reverse has nothing to do; none where it is no such function.
pub fn siblings(item: &syn::ItemFn, names: &[String]) -> Option<TokenStream> {
    let signature = &item.sig;
    let syn::ReturnType::Type(_, output) = &signature.output else { return None };
    let inputs = Inputs::of(signature).filter(|_| makes(signature, names))?;
    let Inputs { first, arguments, declared, reversed, bars, dots } = &inputs;
    let (name, first_ty) = first.as_ref()?;
    let (visibility, function) = (&item.vis, &signature.ident);
    let [forward, reverse, tangent] = ["forward", "reverse", "tangent"].map(|sweep| emit::sibling(function, sweep));
    let (generics, arguments_of, clause) = signature.generics.split_for_impl();
    let turbofish = arguments_of.as_turbofish();
    let dual = quote!(<#output as __chainrule::__private::Differentiable>::Tangent);
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

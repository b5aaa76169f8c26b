//! What the functions take that functions and methods beside this one take: `|p| p.x` is a closure of a `Point` where the
//! file says `fn on(&self, f: impl Fn(&Point) -> f64)`.

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::visit_mut::VisitMut;

use super::{Beside, Own};

/// For each argument that is a function, what that takes.
type Taken = Vec<Option<Vec<syn::Type>>>;

impl Beside {
    /// Of the arguments of a function beside this one, or of a function of a type.
    pub fn taken(&self, callee: &syn::Path) -> Taken {
        self.signature_of_callee(callee).map(|signature| of(&signature)).unwrap_or_default()
    }

    /// Of the arguments of a method behind its receiver, which is one of `owner` where that is known.
    pub fn taken_by_method(&self, owner: Option<&str>, method: &str) -> Taken {
        let owner = owner.or_else(|| self.source.only_owner(&self.place, method));
        let signature = owner.and_then(|owner| self.signature_of(owner, method));
        let Some(signature) = signature.filter(|signature| signature.receiver().is_some()) else { return Vec::new() };
        of(&signature).split_off(1)
    }

    /// The types of the parameters of a function beside this one, where they name none of its own.
    pub fn inputs(&self, callee: &syn::Path) -> Vec<Option<syn::Type>> {
        let signature = callee.get_ident().and_then(|name| self.source.signature(&self.place, &name.to_string()));
        let Some(signature) = signature.and_then(|text| syn::parse_str::<syn::Signature>(text).ok()) else {
            return Vec::new();
        };
        let own: Vec<String> = signature.generics.params.iter().map(crate::generics::name).collect();
        let known = |ty: &syn::Type| {
            let tokens = ty.to_token_stream();
            !own.iter().any(|name| crate::hoist::names(tokens.clone(), name)) && !crate::hoist::names(tokens, "impl")
        };
        let input = |input: &syn::FnArg| match input {
            syn::FnArg::Typed(typed) => Some((*typed.ty).clone()).filter(known),
            syn::FnArg::Receiver(_) => None,
        };
        signature.inputs.iter().map(input).collect()
    }

    /// Which parameters of a function beside this one are types of functions, by their positions in a turbofish.
    pub fn function_types(&self, callee: &syn::Path) -> BTreeSet<usize> {
        self.signature_of_callee(callee).map(|signature| function_types(&signature.generics)).unwrap_or_default()
    }

    /// The same of a method, which is one of `owner` where that is known.
    pub fn function_types_of_method(&self, owner: Option<&str>, method: &str) -> BTreeSet<usize> {
        let owner = owner.or_else(|| self.source.only_owner(&self.place, method));
        let signature = owner.and_then(|owner| self.signature_of(owner, method));
        signature.map(|signature| function_types(&signature.generics)).unwrap_or_default()
    }

    fn signature_of_callee(&self, callee: &syn::Path) -> Option<syn::Signature> {
        let segments: Vec<_> = callee.segments.iter().map(|segment| &segment.ident).collect();
        match segments[..] {
            [name] => self.source.signature(&self.place, &name.to_string()).and_then(|text| syn::parse_str(text).ok()),
            [owner, name] => self.signature_of(&owner.to_string(), &name.to_string()),
            _ => None,
        }
    }

    fn signature_of(&self, owner: &str, method: &str) -> Option<syn::Signature> {
        let own = self.place.own.as_deref().filter(|_| owner == "Self");
        let owner = own.unwrap_or(owner);
        let text = self.source.method_signature(&self.place, owner, method)?;
        let mut signature: syn::Signature = syn::parse_str(text).ok()?;
        Own(owner).visit_signature_mut(&mut signature);
        Some(signature)
    }
}

fn function_types(generics: &syn::Generics) -> BTreeSet<usize> {
    let told = generics.params.iter().filter(|parameter| !matches!(parameter, syn::GenericParam::Lifetime(_)));
    let is_function = |(position, parameter): (usize, &syn::GenericParam)| {
        let syn::GenericParam::Type(syn::TypeParam { ident, .. }) = parameter else { return None };
        crate::functions::signature(&syn::parse_quote!(#ident), generics).map(|_| position)
    };
    told.enumerate().filter_map(is_function).collect()
}

fn of(signature: &syn::Signature) -> Taken {
    let known = |ty: &syn::Type| {
        let mut names = signature.generics.params.iter().map(crate::generics::name);
        !names.any(|name| crate::hoist::names(ty.to_token_stream(), &name))
    };
    let taken = |input: &syn::FnArg| match input {
        syn::FnArg::Typed(_) if crate::parameters::is_marked_constant(input) => None,
        syn::FnArg::Typed(typed) => {
            let inputs = crate::functions::signature(&typed.ty, &signature.generics)?.inputs;
            inputs.iter().all(known).then_some(inputs)
        }
        syn::FnArg::Receiver(_) => None,
    };
    signature.inputs.iter().map(taken).collect()
}

/// The signature of a method that takes functions, where the parameters of the `impl` around are its own.
pub(super) fn signature(method: &syn::Signature, around: &syn::Generics) -> Option<String> {
    let takes = method.inputs.iter().any(|input| {
        matches!(input, syn::FnArg::Typed(typed)
            if crate::functions::signature(&typed.ty, &method.generics).is_some())
    });
    takes.then(|| {
        let mut method = method.clone();
        method.generics.params.extend(around.params.iter().cloned());
        method.to_token_stream().to_string()
    })
}

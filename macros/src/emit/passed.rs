//! Functions that are passed to others: their sweeps.

use proc_macro2::TokenStream;
use quote::quote;

use super::call::sweep_path;
use crate::ir::{Function, FunctionSweeps, FunctionValue};

/// The forward sweep; what a closure captures is lent to it.
pub(super) fn forward(function: &Function, value: &FunctionValue, lent: &[TokenStream]) -> TokenStream {
    match &value.sweeps {
        FunctionSweeps::Item(path) => {
            let path = sweep_path(path, "forward");
            quote!(&#path)
        }
        FunctionSweeps::Parameter(var) => {
            let name = function.functions.get(var).map(|parameter| &parameter.forward);
            quote!(#name)
        }
        FunctionSweeps::Closure(closure) => {
            let Some(sweeps) = &closure.sweeps else { return TokenStream::new() };
            let (inputs, body) = &sweeps.forward;
            let mut bindings = Vec::new();
            for (capture, lent) in closure.captures.iter().zip(lent) {
                let (name, star) = (&capture.name, capture.is_number().then(|| quote!(*)));
                bindings.push((quote!(#name), quote!(#star #lent)));
            }
            for ((_, var), (own, _)) in closure.functions.iter().zip(&sweeps.functions) {
                let name = function.functions.get(var).map(|parameter| &parameter.forward);
                bindings.push((quote!(#own), quote!(#name)));
            }
            let bound = bind(&bindings);
            quote!(&|#inputs| { #bound #body })
        }
    }
}

/// The tangent function; `lent` are captures with their tangents, and whether there are any.
pub(super) fn tangent(function: &Function, value: &FunctionValue, lent: &[TokenStream]) -> TokenStream {
    match &value.sweeps {
        FunctionSweeps::Item(path) => {
            let path = sweep_path(path, "tangent");
            quote!(&#path)
        }
        FunctionSweeps::Parameter(var) => {
            let name = function.functions.get(var).map(|parameter| &parameter.tangent);
            quote!(#name)
        }
        FunctionSweeps::Closure(closure) => {
            let Some(sweeps) = &closure.sweeps else { return TokenStream::new() };
            let (inputs, body) = &sweeps.tangent;
            let mut bindings = Vec::new();
            for ((capture, names), lent) in closure.captures.iter().zip(&sweeps.tangents).zip(lent.chunks(2)) {
                let (name, star) = (&capture.name, capture.is_number().then(|| quote!(*)));
                let [lent, tangent] = lent else { continue };
                let unwanted = quote!(_, _);
                let names = names.as_ref().map_or(unwanted, |(dot, marker)| quote!(#dot, #marker));
                bindings.push((quote!(#name, #names), quote!(#star #lent, #tangent)));
            }
            for ((_, var), own) in closure.functions.iter().zip(&sweeps.tangent_functions) {
                let name = function.functions.get(var).map(|parameter| &parameter.tangent);
                bindings.push((quote!(#own), quote!(#name)));
            }
            let bound = bind(&bindings);
            quote!(&|#inputs| { #bound #body })
        }
    }
}

/// The reverse sweep; `lent` are captures with their shadows, and whether those are wanted.
pub(super) fn reverse(function: &Function, value: &FunctionValue, lent: &[TokenStream]) -> TokenStream {
    match &value.sweeps {
        FunctionSweeps::Item(path) => {
            let path = sweep_path(path, "reverse");
            quote!(&mut #path)
        }
        FunctionSweeps::Parameter(var) => {
            let name = function.functions.get(var).map(|parameter| &parameter.reverse);
            quote!(&mut *#name)
        }
        FunctionSweeps::Closure(closure) => {
            let Some(sweeps) = &closure.sweeps else { return TokenStream::new() };
            let (inputs, body) = &sweeps.reverse;
            let mut bindings = Vec::new();
            for ((capture, shadow), lent) in closure.captures.iter().zip(&sweeps.shadows).zip(lent) {
                let (name, star) = (&capture.name, capture.is_number().then(|| quote!(*)));
                let unwanted = quote!(_, _);
                let shadow = shadow.as_ref().map_or(unwanted, |(bar, marker)| quote!(#bar, #marker));
                let names = quote!(#name, #shadow);
                bindings.push((names, quote!(#star #lent)));
            }
            for ((_, var), (_, own)) in closure.functions.iter().zip(&sweeps.functions) {
                let name = function.functions.get(var).map(|parameter| &parameter.reverse);
                bindings.push((quote!(#own), quote!(&mut *#name)));
            }
            let bound = bind(&bindings);
            quote!(&mut |#inputs| { #bound #body })
        }
    }
}

/// All names at once: one may be that of what another one names.
fn bind(bindings: &[(TokenStream, TokenStream)]) -> TokenStream {
    let (names, values): (Vec<_>, Vec<_>) = bindings.iter().cloned().unzip();
    match (names.as_slice(), values.as_slice()) {
        ([], _) => TokenStream::new(),
        ([name], [value]) if !name.to_string().contains(',') => quote!(let #name = #value;),
        _ => quote!(let (#(#names),*) = (#(#values),*);),
    }
}

//! Functions that are passed to others: their sweeps.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::call::sweep_path;
use super::level::of_order;
use crate::functions::FunctionParameter;
use crate::ir::{Function, FunctionSweeps, FunctionValue};

/// The forward sweep; what a closure captures is lent to it.
pub(super) fn forward(function: &Function, value: &FunctionValue, lent: &[TokenStream]) -> TokenStream {
    match &value.sweeps {
        FunctionSweeps::Item(path) => {
            let path = sweep_path(path, "forward");
            quote!(&#path)
        }
        FunctionSweeps::Parameter(var) => {
            function.functions.get(var).map(|own| shared(own, &own.forward)).unwrap_or_default()
        }
        FunctionSweeps::Closure(closure) => {
            let Some(sweeps) = &closure.sweeps else { return TokenStream::new() };
            let (inputs, body) = &sweeps.forward;
            let mut bindings = Vec::new();
            for (capture, lent) in closure.captures.iter().zip(lent) {
                let (name, star) = (&capture.name, capture.number.then(|| quote!(*)));
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
fn tangent(function: &Function, value: &FunctionValue, lent: &[TokenStream]) -> TokenStream {
    match &value.sweeps {
        FunctionSweeps::Item(path) => {
            let path = sweep_path(path, "tangent");
            quote!(&#path)
        }
        FunctionSweeps::Parameter(var) => {
            function.functions.get(var).map(|own| shared(own, &own.tangent)).unwrap_or_default()
        }
        FunctionSweeps::Closure(closure) => {
            let Some(sweeps) = &closure.sweeps else { return TokenStream::new() };
            let (inputs, body) = &sweeps.tangent;
            let mut bindings = Vec::new();
            for ((capture, names), lent) in closure.captures.iter().zip(&sweeps.tangents).zip(lent.chunks(2)) {
                let (name, star) = (&capture.name, capture.number.then(|| quote!(*)));
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
            function.functions.get(var).map(|own| exclusive(own, &own.reverse)).unwrap_or_default()
        }
        FunctionSweeps::Closure(closure) => {
            let Some(sweeps) = &closure.sweeps else { return TokenStream::new() };
            let (inputs, body) = &sweeps.reverse;
            let mut bindings = Vec::new();
            for ((capture, shadow), lent) in closure.captures.iter().zip(&sweeps.shadows).zip(lent) {
                let (name, star) = (&capture.name, capture.number.then(|| quote!(*)));
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

/// A sweep of a function that is passed, or its tangent function.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sweep {
    Forward,
    Reverse,
    Tangent,
}

/// A sweep of a level, or a tangent function above the first; `lent` is what is lent to a closure.
pub(super) fn raised(
    function: &Function,
    value: &FunctionValue,
    (sweep, level): (Sweep, u32),
    lent: &[TokenStream],
) -> TokenStream {
    if sweep == Sweep::Tangent && level == 1 {
        return tangent(function, value, lent);
    }
    let own = |parameter: &FunctionParameter| match sweep {
        Sweep::Forward => parameter.forward.clone(),
        Sweep::Reverse => parameter.reverse.clone(),
        Sweep::Tangent => parameter.tangent.clone(),
    };
    let reference = if sweep == Sweep::Reverse { quote!(&mut) } else { quote!(&) };
    let again = if sweep == Sweep::Reverse { quote!(&mut *) } else { TokenStream::new() };
    match &value.sweeps {
        FunctionSweeps::Item(path) => {
            let (name, order) = match sweep {
                Sweep::Forward => (format!("forward{level}"), level + 1),
                Sweep::Reverse => (format!("reverse{level}"), level + 1),
                Sweep::Tangent => (format!("tangent{level}"), level),
            };
            let item = sweep_path(path, &name);
            let item = of_order(path, order, &item);
            quote!(#reference #item)
        }
        FunctionSweeps::Parameter(var) => {
            let pass = |parameter: &FunctionParameter| match sweep {
                Sweep::Reverse => exclusive(parameter, &own(parameter)),
                _ => shared(parameter, &own(parameter)),
            };
            function.functions.get(var).map(pass).unwrap_or_default()
        }
        FunctionSweeps::Closure(closure) => {
            let levels = closure.sweeps.as_ref().map(|sweeps| &sweeps.levels);
            let index = if sweep == Sweep::Tangent { level.wrapping_sub(2) } else { level.wrapping_sub(1) };
            let Some(found) = levels.and_then(|levels| levels.get(index as usize)) else { return TokenStream::new() };
            let written = match sweep {
                Sweep::Forward => &found.forward,
                Sweep::Reverse => &found.reverse,
                Sweep::Tangent => &found.tangent,
            };
            let all = written.captures.len() / closure.captures.len().max(1);
            let mut bindings = Vec::new();
            for (position, (pattern, lent)) in written.captures.iter().zip(lent).enumerate() {
                let number = position % all == 0 && closure.captures[position / all].number;
                let star = number.then(|| quote!(*));
                bindings.push((pattern.clone(), quote!(#star #lent)));
            }
            for ((_, var), name) in closure.functions.iter().zip(&written.functions) {
                let outside = function.functions.get(var).map(own);
                bindings.push((quote!(#name), quote!(#again #outside)));
            }
            let (bound, inputs, body) = (bind(&bindings), &written.inputs, &written.body);
            quote!(#reference |#inputs| { #bound #body })
        }
    }
}

/// A sweep of a parameter, passed on: an object, where any function may be asked for, behind one more reference.
fn shared(parameter: &FunctionParameter, name: &Ident) -> TokenStream {
    if parameter.signature.dynamic { quote!(&#name) } else { quote!(#name) }
}

/// The same of a reverse sweep.
fn exclusive(parameter: &FunctionParameter, name: &Ident) -> TokenStream {
    if parameter.signature.dynamic { quote!(&mut &mut *#name) } else { quote!(&mut *#name) }
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

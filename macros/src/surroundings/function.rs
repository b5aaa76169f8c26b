//! What the signature of a function tells of its calls.

use quote::ToTokens;

use super::{Text, is_closed};
use crate::types::Ty;

/// What the signature of a function tells.
#[derive(Clone)]
pub(super) struct Function {
    /// What it gives, where that is made of numbers, or an `Option` or a `Result` of such a value.
    pub result: Option<Text>,
    /// How many arguments it takes.
    pub count: usize,
    /// The type of its first parameter.
    pub first: Option<Text>,
    /// How often it may be differentiated, under the attribute.
    pub order: Option<u32>,
    /// Whether its pullback is differentiated where its order allows it.
    pub is_pulled: bool,
    /// What is not written for it.
    pub lacks: Lacks,
    /// What its parameters refer to, where that is text or a slice.
    pub references: Vec<Option<Text>>,
}

/// What is not written for a function, by its parameters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lacks {
    Nothing,
    /// A Jacobian of fixed size: its parameters are not all numbers, nor one array.
    Arrays,
    /// Any companion: it takes functions.
    Companions,
}

impl Lacks {
    fn of(function: &syn::ItemFn) -> Self {
        if takes_functions(&function.sig) {
            Lacks::Companions
        } else if is_of_lists(&function.sig) && !has_choice(&function.attrs) {
            Lacks::Arrays
        } else {
            Lacks::Nothing
        }
    }
}

/// How often a function under the attribute may be differentiated.
fn order_of(attributes: &[syn::Attribute]) -> Option<u32> {
    let is_own = |attribute: &&syn::Attribute| {
        attribute.path().segments.last().is_some_and(|last| last.ident == "differentiate")
    };
    let arguments = match &attributes.iter().find(is_own)?.meta {
        syn::Meta::List(list) => list.tokens.clone(),
        _ => proc_macro2::TokenStream::new(),
    };
    let (options, mistakes) = crate::options::Options::read(arguments);
    mistakes.ok().map(|()| options.order())
}

impl Function {
    pub fn of(function: &syn::ItemFn) -> Self {
        let result = match &function.sig.output {
            syn::ReturnType::Type(_, ty) if is_closed(ty) || is_closed_result(ty) => {
                Some(ty.to_token_stream().to_string())
            }
            syn::ReturnType::Type(_, ty) => holder(ty),
            syn::ReturnType::Default => None,
        };
        let first = match function.sig.inputs.first() {
            Some(syn::FnArg::Typed(first)) => Some(first.ty.to_token_stream().to_string()),
            _ => None,
        };
        Self {
            result,
            count: function.sig.inputs.len(),
            first,
            order: order_of(&function.attrs),
            is_pulled: crate::companions::is_pulled(&function.sig),
            lacks: Lacks::of(function),
            references: references(&function.sig),
        }
    }
}

/// What the parameters refer to, where that is text or a slice.
pub fn references(signature: &syn::Signature) -> Vec<Option<Text>> {
    let generic = signature.generics.type_params().next().is_some();
    let reference = |argument: &syn::FnArg| match argument {
        syn::FnArg::Typed(syn::PatType { ty, .. }) if !generic => copied(ty),
        _ => None,
    };
    signature.inputs.iter().map(reference).collect()
}

/// Whether a parameter is surely a function.
fn takes_functions(signature: &syn::Signature) -> bool {
    signature.inputs.iter().any(|input| match input {
        syn::FnArg::Typed(input) => crate::functions::signature(&input.ty, &signature.generics).is_some(),
        syn::FnArg::Receiver(_) => false,
    })
}

/// Whether the attribute chooses among the parameters.
fn has_choice(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| crate::hoist::names(attribute.to_token_stream(), "wrt"))
}

/// Whether a differentiated parameter is a slice or a `Vec`, or stands beside an array.
fn is_of_lists(signature: &syn::Signature) -> bool {
    let types = signature.inputs.iter().filter_map(|input| match input {
        syn::FnArg::Typed(input) if !input.attrs.iter().any(crate::helper_attributes::is_constant) => {
            Some(Ty::of(&input.ty).peel().clone())
        }
        _ => None,
    });
    let active: Vec<Ty> = types.filter(|ty| !ty.is_passive()).collect();
    active.iter().any(|ty| matches!(ty, Ty::Slice(_) | Ty::Vec(_)) || matches!(ty, Ty::Array(..)) && active.len() > 1)
}

/// `Result<T, E>` of a value that is made of numbers, and an error of one name.
fn is_closed_result(ty: &syn::Type) -> bool {
    let syn::Type::Path(syn::TypePath { qself: None, path }) = ty else { return false };
    let Some(last) = path.segments.last().filter(|last| path.segments.len() == 1 && last.ident == "Result") else {
        return false;
    };
    let syn::PathArguments::AngleBracketed(list) = &last.arguments else { return false };
    match &list.args.iter().collect::<Vec<_>>()[..] {
        [syn::GenericArgument::Type(value), syn::GenericArgument::Type(syn::Type::Path(error))] => {
            is_closed(value) && error.path.get_ident().is_some()
        }
        _ => false,
    }
}

/// `Option<T>`, or `Result<T, _>` with an error of any type, of a value that is made of numbers.
fn holder(ty: &syn::Type) -> Option<Text> {
    let syn::Type::Path(syn::TypePath { qself: None, path }) = ty else { return None };
    let last = path.segments.last().filter(|_| path.segments.len() == 1)?;
    let syn::PathArguments::AngleBracketed(list) = &last.arguments else { return None };
    let Some(syn::GenericArgument::Type(value)) = list.args.first().filter(|_| is_closed_argument(&list.args)) else {
        return None;
    };
    let value = value.to_token_stream();
    match (last.ident.to_string().as_str(), list.args.len()) {
        ("Option", 1) => Some(format!("Option<{value}>")),
        ("Result", 2) => Some(format!("Result<{value}, _>")),
        _ => None,
    }
}

/// Whether the first argument is a type made of numbers.
fn is_closed_argument(arguments: &syn::punctuated::Punctuated<syn::GenericArgument, syn::Token![,]>) -> bool {
    matches!(arguments.first(), Some(syn::GenericArgument::Type(value)) if is_closed(value))
}

/// The text or slice that a parameter refers to.
fn copied(ty: &syn::Type) -> Option<Text> {
    let syn::Type::Reference(syn::TypeReference { mutability: None, elem, .. }) = ty else { return None };
    let is_text = matches!(&**elem, syn::Type::Path(path) if path.path.is_ident("str"));
    let is_copied = is_text || matches!(&**elem, syn::Type::Slice(slice) if is_closed(&slice.elem));
    is_copied.then(|| elem.to_token_stream().to_string())
}

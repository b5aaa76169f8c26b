//! What methods of the standard library give, and what the closures take that are passed to them. An iterator is told as
//! the `Vec` of what it gives.

use syn::parse_quote;

/// Behind references.
pub(super) fn peeled(ty: &syn::Type) -> &syn::Type {
    match ty {
        syn::Type::Reference(reference) => peeled(&reference.elem),
        syn::Type::Paren(inner) => peeled(&inner.elem),
        syn::Type::Group(inner) => peeled(&inner.elem),
        other => other,
    }
}

/// The name of a type that is one name.
pub(super) fn name(ty: &syn::Type) -> Option<String> {
    match ty {
        syn::Type::Path(path) if path.qself.is_none() => path.path.get_ident().map(ToString::to_string),
        _ => None,
    }
}

/// `T` of `Option<T>`, where `names` has `Option`.
pub(super) fn argument(ty: &syn::Type, names: &[&str]) -> Option<syn::Type> {
    nth_argument(ty, names, 0)
}

fn nth_argument(ty: &syn::Type, names: &[&str], index: usize) -> Option<syn::Type> {
    let syn::Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| names.iter().any(|name| last.ident == name))?;
    let syn::PathArguments::AngleBracketed(list) = &last.arguments else { return None };
    let types = list.args.iter().filter_map(|argument| match argument {
        syn::GenericArgument::Type(ty) => Some(ty.clone()),
        _ => None,
    });
    types.clone().nth(index)
}

/// What a container or an iterator gives one by one.
pub(super) fn element(ty: &syn::Type) -> Option<syn::Type> {
    match ty {
        syn::Type::Array(array) => Some((*array.elem).clone()),
        syn::Type::Slice(slice) => Some((*slice.elem).clone()),
        syn::Type::ImplTrait(any) => item(&any.bounds),
        ty => argument(ty, &["Vec", "VecDeque", "Iter", "IterMut", "IntoIter"]).or_else(|| entry(ty)).or_else(|| {
            let inner = argument(ty, &["Box", "Rc", "Arc"])?;
            element(&inner)
        }),
    }
}

/// The same, by reference where the container is one.
pub(in super::super) fn items(ty: &syn::Type) -> Option<syn::Type> {
    Some(behind(ty, element(peeled(ty))?))
}

/// A part of something of type `ty`: by reference where that is one.
pub(super) fn behind(ty: &syn::Type, part: syn::Type) -> syn::Type {
    match (ty, &part) {
        (syn::Type::Reference(_), syn::Type::Reference(_)) => part,
        (syn::Type::Reference(reference), _) if reference.mutability.is_some() => parse_quote!(&mut #part),
        (syn::Type::Reference(_), _) => parse_quote!(&#part),
        _ => part,
    }
}

/// `impl Iterator<Item = T>`
fn item(bounds: &syn::punctuated::Punctuated<syn::TypeParamBound, syn::Token![+]>) -> Option<syn::Type> {
    let bound = bounds.iter().find_map(|bound| match bound {
        syn::TypeParamBound::Trait(bound) => bound.path.segments.last(),
        _ => None,
    })?;
    let syn::PathArguments::AngleBracketed(list) = &bound.arguments else { return None };
    list.args.iter().find_map(|argument| match argument {
        syn::GenericArgument::AssocType(item) if item.ident == "Item" => Some(item.ty.clone()),
        _ => None,
    })
}

const MAPS: &[&str] = &["HashMap", "BTreeMap"];

/// The keys of `ty`, where it is a map or a reference to one.
pub(in super::super) fn key(ty: &syn::Type) -> Option<syn::Type> {
    argument(peeled(ty), MAPS)
}

fn entry(ty: &syn::Type) -> Option<syn::Type> {
    let (key, value) = (nth_argument(ty, MAPS, 0)?, nth_argument(ty, MAPS, 1)?);
    Some(parse_quote!((#key, #value)))
}

/// What an index finds in a container.
pub(super) fn value(ty: &syn::Type) -> Option<syn::Type> {
    nth_argument(ty, MAPS, 1).or_else(|| element(ty))
}

/// What the method `name` of something of type `ty` gives.
pub(super) fn given(name: &str, ty: &syn::Type, first: Option<&syn::Expr>) -> Option<syn::Type> {
    if let Some(held) = argument(ty, &["Option", "Result"]) {
        return of_holder(name, ty, held);
    }
    match name {
        "as_ref" | "as_mut" | "clone" | "to_owned" | "borrow" => Some(ty.clone()),
        "get" | "get_mut" if matches!(first, Some(syn::Expr::Range(_))) => Some(parse_quote!(Option<#ty>)),
        "remove" | "swap_remove" => argument(ty, &["Vec"]),
        _ => of_container(name, ty, element(ty)?),
    }
}

/// The same for an `Option` or a `Result` of `held`.
fn of_holder(name: &str, ty: &syn::Type, held: syn::Type) -> Option<syn::Type> {
    let held = referred(name, held);
    Some(match name {
        "unwrap" | "expect" | "unwrap_or" | "unwrap_or_default" | "unwrap_or_else" | "get_or_insert"
        | "get_or_insert_with" | "flatten" => held,
        "ok" | "zip" | "as_ref" | "as_mut" => parse_quote!(Option<#held>),
        "ok_or" | "ok_or_else" => parse_quote!(Result<#held, _>),
        "as_deref" | "as_deref_mut" => {
            let held = argument(peeled(&held), &["Box", "Rc", "Arc"]).map_or(held, |held| referred(name, held));
            parse_quote!(Option<#held>)
        }
        "copied" | "cloned" => {
            let held = peeled(&held);
            parse_quote!(Option<#held>)
        }
        "iter" | "iter_mut" | "into_iter" => parse_quote!(Vec<#held>),
        _ if KEEPING.contains(&name) => ty.clone(),
        _ => return None,
    })
}

/// The same for a container or an iterator of `item`.
fn of_container(name: &str, ty: &syn::Type, item: syn::Type) -> Option<syn::Type> {
    let item = referred(name, item);
    Some(match name {
        "get" | "get_mut" => {
            let value = referred(name, value(ty)?);
            parse_quote!(Option<#value>)
        }
        "values" | "values_mut" | "into_values" => {
            let value = referred(name, value(ty)?);
            parse_quote!(Vec<#value>)
        }
        "copied" | "cloned" | "to_vec" => {
            let item = peeled(&item);
            parse_quote!(Vec<#item>)
        }
        "enumerate" => parse_quote!(Vec<(usize, #item)>),
        "chunks" | "chunks_mut" | "chunks_exact" | "chunks_exact_mut" | "windows" | "rchunks" => {
            parse_quote!(Vec<[#item]>)
        }
        "concat" | "flatten" => item,
        "split_at" | "split_at_mut" => parse_quote!(([#item], [#item])),
        "split_first" | "split_last" | "split_first_mut" | "split_last_mut" => {
            parse_quote!(Option<(#item, [#item])>)
        }
        _ if FINDING.contains(&name) => parse_quote!(Option<#item>),
        _ if KEEPING.contains(&name) => parse_quote!(Vec<#item>),
        _ => return None,
    })
}

/// What a method of this name gives references to.
fn referred(name: &str, ty: syn::Type) -> syn::Type {
    match (name, &ty) {
        (_, syn::Type::Reference(_)) => ty,
        ("as_mut" | "as_deref_mut", _) => parse_quote!(&mut #ty),
        ("as_ref" | "as_deref" | "iter" | "get" | "values", _) => parse_quote!(&#ty),
        ("first_mut" | "last_mut" | "front_mut" | "back_mut" | "get_mut" | "iter_mut" | "values_mut", _) => {
            parse_quote!(&mut #ty)
        }
        _ => ty,
    }
}

/// Methods that find an element.
const FINDING: &[&str] = &[
    "back",
    "back_mut",
    "find",
    "first",
    "first_mut",
    "front",
    "front_mut",
    "last",
    "last_mut",
    "max_by",
    "max_by_key",
    "min_by",
    "min_by_key",
    "next",
    "next_back",
    "nth",
    "peek",
    "pop",
    "pop_back",
    "pop_front",
    "reduce",
];

/// Methods that give the same elements, or some of them.
const KEEPING: &[&str] = &[
    "as_mut",
    "as_mut_slice",
    "as_ref",
    "as_slice",
    "by_ref",
    "chain",
    "clone",
    "cloned",
    "collect",
    "copied",
    "cycle",
    "drain",
    "filter",
    "fuse",
    "inspect",
    "into_iter",
    "iter",
    "iter_mut",
    "or",
    "or_else",
    "peekable",
    "rev",
    "skip",
    "skip_while",
    "split_off",
    "step_by",
    "take",
    "take_while",
    "to_owned",
    "to_vec",
];

/// What the method `name` of something of type `ty` gives, where its function gives `made`.
pub(super) fn made(name: &str, ty: &syn::Type, made: &syn::Type) -> Option<syn::Type> {
    let optional = argument(ty, &["Option"]).is_some();
    let fallible = argument(ty, &["Result"]).is_some();
    match name {
        "map" if optional => Some(parse_quote!(Option<#made>)),
        "map" if fallible => Some(parse_quote!(Result<#made, _>)),
        "map" => Some(parse_quote!(Vec<#made>)),
        "filter_map" => argument(made, &["Option"]).map(|made| parse_quote!(Vec<#made>)),
        "flat_map" => element(made).map(|made| parse_quote!(Vec<#made>)),
        _ => Some(made.clone()),
    }
}

/// What the closure takes that is passed to the method `name` of something of type `ty`, after `first`.
pub(super) fn inputs(name: &str, ty: &syn::Type, first: Option<syn::Type>) -> Vec<Option<syn::Type>> {
    let item = argument(ty, &["Option", "Result"]).or_else(|| element(ty));
    match name {
        "fold" | "try_fold" | "scan" => vec![first, item],
        "max_by" | "min_by" | "sort_by" | "sort_unstable_by" | "reduce" | "dedup_by" => vec![item.clone(), item],
        "unwrap_or_else" | "or_else" | "ok_or_else" | "map_err" | "get_or_insert_with" => Vec::new(),
        _ => vec![item],
    }
}

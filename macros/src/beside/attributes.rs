//! What an attribute makes of an item.

/// Attributes that leave an item as it is.
const PLAIN: &[&str] = &[
    "allow",
    "cold",
    "deny",
    "doc",
    "expect",
    "forbid",
    "inline",
    "must_use",
    "non_exhaustive",
    "repr",
    "track_caller",
    "warn",
];

/// Derives that are surely not `Differentiable`.
const DERIVES: &[&str] =
    &["Clone", "Copy", "Debug", "Default", "PartialEq", "Eq", "PartialOrd", "Ord", "Hash", "Serialize", "Deserialize"];

/// Whether no attribute, but for those of the name `known`, could make something of an item.
pub fn is_untouched(attributes: &[syn::Attribute], known: Option<&str>) -> bool {
    attributes.iter().all(|attribute| {
        let path = attribute.path();
        if path.is_ident("derive") {
            let list =
                attribute.parse_args_with(syn::punctuated::Punctuated::<syn::Path, syn::Token![,]>::parse_terminated);
            return list.is_ok_and(|list| list.iter().all(|path| ends_in(path, DERIVES)));
        }
        PLAIN.iter().any(|plain| path.is_ident(plain)) || known.is_some_and(|known| ends_in(path, &[known]))
    })
}

/// Whether one of `attributes` derives `Differentiable`.
pub fn is_derived(attributes: &[syn::Attribute]) -> bool {
    derives(attributes, "Differentiable")
}

/// Whether one of `attributes` derives `Clone`.
pub fn clones(attributes: &[syn::Attribute]) -> bool {
    derives(attributes, "Clone")
}

fn derives(attributes: &[syn::Attribute], name: &str) -> bool {
    attributes.iter().filter(|attribute| attribute.path().is_ident("derive")).any(|attribute| {
        let list = syn::punctuated::Punctuated::<syn::Path, syn::Token![,]>::parse_terminated;
        attribute.parse_args_with(list).is_ok_and(|list| list.iter().any(|path| ends_in(path, &[name])))
    })
}

fn ends_in(path: &syn::Path, names: &[&str]) -> bool {
    path.segments.last().is_some_and(|last| names.iter().any(|name| last.ident == name))
}

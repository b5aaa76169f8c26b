//! The parts of container types: elements, keys, values.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::Ty;

impl Ty {
    /// The type of an element, behind references.
    pub fn element(&self) -> Ty {
        match self.peel() {
            Ty::Slice(inner) | Ty::Array(inner, _) | Ty::Vec(inner) => (**inner).clone(),
            Ty::Named(path) if is_deque(path) => deque_element(path).unwrap_or_default(),
            Ty::Named(path) if is_map(path) => map_argument(path, 1),
            other if other.is_passive() => Ty::Passive(None),
            Ty::Opaque(name) => tangent_of_map(name).map(|map| map.element().tangent()).unwrap_or_default(),
            _ => Ty::Unknown,
        }
    }

    /// The type of field `index` of a tuple, behind references.
    pub fn field(&self, index: usize) -> Ty {
        match self.peel() {
            Ty::Tuple(fields) => fields.get(index).cloned().unwrap_or_default(),
            other if other.is_passive() => Ty::Passive(None),
            _ => Ty::Unknown,
        }
    }

    /// The type of the field of a variant: known for `Some`, `Ok` and `Err`.
    pub fn payload(&self, variant: &str) -> Ty {
        match (self.peel(), variant) {
            (Ty::Option(inner), "Some") | (Ty::Result(inner, _), "Ok") | (Ty::Result(_, inner), "Err") => {
                (**inner).clone()
            }
            (other, _) if other.is_passive() => Ty::Passive(None),
            _ => Ty::Unknown,
        }
    }

    /// Whether a range of elements of it is a slice: of a `VecDeque`, it is none.
    pub fn has_slices(&self) -> bool {
        matches!(self.peel(), Ty::Vec(_) | Ty::Slice(_) | Ty::Array(..))
    }

    /// Behind all references and boxes.
    pub fn behind_pointers(&self) -> &Ty {
        match self {
            Ty::Ref(_, inner) | Ty::Boxed(_, inner) => inner.behind_pointers(),
            other => other,
        }
    }

    /// What a `Box` holds.
    pub fn unboxed(&self) -> Ty {
        match self.peel() {
            Ty::Boxed(_, inner) => (**inner).clone(),
            other if other.is_passive() => Ty::Passive(None),
            _ => Ty::Unknown,
        }
    }
}

/// The types in the brackets behind a name.
pub(super) fn arguments(segment: &syn::PathSegment) -> Vec<&syn::Type> {
    let syn::PathArguments::AngleBracketed(list) = &segment.arguments else { return Vec::new() };
    let types = list.args.iter().filter_map(|argument| match argument {
        syn::GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.collect()
}

/// The type at `index` in the brackets behind a name.
pub(super) fn argument(segment: &syn::PathSegment, index: usize) -> Ty {
    arguments(segment).get(index).map_or_else(Ty::default, |ty| Ty::of(ty))
}

/// `VecDeque<…>`, by any path.
pub fn is_deque(path: &TokenStream) -> bool {
    let before = path.to_string();
    before.split('<').next().is_some_and(|name| name.trim_end().trim_end_matches(':').trim_end().ends_with("VecDeque"))
}

/// `VecDeque<_>` of `element`, where it is not known what it holds, and the element can be written.
pub(super) fn with_element(path: &TokenStream, element: &Ty) -> Option<Ty> {
    let element = element.peel();
    with_new_element(path, &deque_element(path).unwrap_or_default().meet(element))
}

/// The deque at `path`, of `element`.
pub(super) fn with_new_element(path: &TokenStream, element: &Ty) -> Option<Ty> {
    let written = element.partial_tokens();
    let mut path: syn::Path = syn::parse2(path.clone()).ok()?;
    path.segments.last_mut()?.arguments = syn::PathArguments::AngleBracketed(syn::parse2(quote!(<#written>)).ok()?);
    Some(Ty::Named(path.to_token_stream()))
}

/// `HashMap<…>` or `BTreeMap<…>`, by any path.
pub fn is_map(path: &TokenStream) -> bool {
    let path: Option<syn::Path> = syn::parse2(path.clone()).ok();
    let name = path.and_then(|path| path.segments.last().map(|segment| segment.ident.to_string()));
    matches!(name.as_deref(), Some("HashMap" | "BTreeMap"))
}

/// Whether a container of the library holds no values with derivatives.
pub(super) fn is_of_nothing(path: &TokenStream) -> bool {
    const CONTAINERS: &[&str] = &["HashMap", "BTreeMap", "VecDeque", "HashSet", "BTreeSet", "BinaryHeap", "Reverse"];
    let text = path.to_string();
    if !CONTAINERS.iter().any(|name| text.contains(name)) {
        return false;
    }
    let path: Option<syn::Path> = syn::parse2(path.clone()).ok();
    let Some(last) = path.as_ref().and_then(|path| path.segments.last()) else { return false };
    let value = match (last.ident.to_string().as_str(), arguments(last).len()) {
        ("HashMap" | "BTreeMap", 2) => 1,
        ("VecDeque" | "HashSet" | "BTreeSet" | "BinaryHeap" | "Reverse", 1) => 0,
        _ => return false,
    };
    argument(last, value).is_passive()
}

/// What a container of the library holds.
pub(super) fn library_arguments(path: &TokenStream) -> Option<Vec<Ty>> {
    let path: syn::Path = syn::parse2(path.clone()).ok()?;
    let last = path.segments.last()?;
    let held = arguments(last).into_iter().map(Ty::of).collect();
    is_of_nothing(&path.to_token_stream()).then_some(held)
}

/// The map of which `<map as Differentiable>::Tangent` is the tangent.
pub(super) fn tangent_of_map(name: &TokenStream) -> Option<Ty> {
    let path: syn::TypePath = syn::parse2(name.clone()).ok()?;
    let of = Ty::of(&path.qself.as_ref()?.ty);
    let is_tangent = path.path.segments.last()?.ident == "Tangent";
    (is_tangent && matches!(&of, Ty::Named(path) if is_map(path))).then_some(of)
}

/// The type of the keys of a map.
pub fn key(map: &Ty) -> Ty {
    match map.peel() {
        Ty::Named(path) if is_map(path) => Some(map_argument(path, 0)).filter(Ty::is_passive),
        _ => None,
    }
    .unwrap_or(Ty::Passive(None))
}

/// `HashMap<K, _>` of `value`, where it is not known what it holds.
pub(super) fn with_value(path: &TokenStream, value: &Ty) -> Option<Ty> {
    if !matches!(map_argument(path, 1), Ty::Unknown) {
        return None;
    }
    let written = value.partial_tokens();
    let mut path: syn::Path = syn::parse2(path.clone()).ok()?;
    let syn::PathArguments::AngleBracketed(list) = &mut path.segments.last_mut()?.arguments else { return None };
    *list.args.get_mut(1)? = syn::GenericArgument::Type(syn::parse2(written).ok()?);
    Some(Ty::Named(path.to_token_stream()))
}

pub(super) fn map_argument(path: &TokenStream, index: usize) -> Ty {
    let path: Option<syn::Path> = syn::parse2(path.clone()).ok();
    path.and_then(|path| path.segments.last().map(|segment| argument(segment, index))).unwrap_or_default()
}

/// The elements of a `VecDeque<…>`.
pub(super) fn deque_element(path: &TokenStream) -> Option<Ty> {
    let path: syn::Path = syn::parse2(path.clone()).ok()?;
    match &path.segments.last()?.arguments {
        syn::PathArguments::AngleBracketed(list) => match list.args.first()? {
            syn::GenericArgument::Type(element) => Some(Ty::of(element)),
            _ => None,
        },
        _ => None,
    }
}

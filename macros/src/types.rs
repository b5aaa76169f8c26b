//! What the macro knows of a type without rustc: enough to see what has no derivative and how a shadow looks.

mod container;
mod shape;
mod tangent;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};

use container::{argument, arguments, deque_element, map_argument, with_element, with_value};
pub use container::{is_deque, is_map, key};
pub use tangent::{of_tangent, without_lifetimes};

/// A type as far as syntax tells it.
#[derive(Clone, Debug, Default)]
pub enum Ty {
    /// Left to rustc: the generated code goes through the traits of the runtime.
    #[default]
    Unknown,
    /// `f64`, `f32`, or a float whose width inference has not met yet.
    Float(Option<Ident>),
    /// Unknown to the macro, but nameable: the result of a call.
    Opaque(TokenStream),
    /// A path that the user wrote and the macro does not know: a struct, an enum, an alias, a type parameter.
    Named(TokenStream),
    /// An integer, `bool`, `char`, text: no derivative. The name where it is written.
    Passive(Option<TokenStream>),
    /// `()`.
    Unit,
    /// A reference; `bool` is its mutability.
    Ref(bool, Box<Ty>),
    /// `[T]`.
    Slice(Box<Ty>),
    /// `[T; N]`; the length is `_` where only rustc knows it.
    Array(Box<Ty>, TokenStream),
    /// `Vec<T>`.
    Vec(Box<Ty>),
    /// `(A, B)`.
    Tuple(Vec<Ty>),
    /// `Option<T>`.
    Option(Box<Ty>),
    /// `Result<T, E>`.
    Result(Box<Ty>, Box<Ty>),
    /// `Box<T>`, `Rc<T>`, `Arc<T>`, by this path.
    Boxed(TokenStream, Box<Ty>),
}

/// The length of an array that only rustc knows.
pub fn is_open(len: &TokenStream) -> bool {
    len.to_string() == "_"
}

const PASSIVE_NAMES: &[&str] = &[
    "bool", "char", "str", "String", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128",
    "usize",
];

impl Ty {
    /// The type that `syntax` names.
    pub fn of(syntax: &syn::Type) -> Ty {
        match syntax {
            syn::Type::Path(path) if path.qself.is_none() => Self::of_path(&path.path),
            syn::Type::Path(path) => Ty::Named(path.to_token_stream()),
            syn::Type::Reference(reference) => {
                Ty::Ref(reference.mutability.is_some(), Box::new(Ty::of(&reference.elem)))
            }
            syn::Type::Slice(slice) => Ty::Slice(Box::new(Ty::of(&slice.elem))),
            syn::Type::Array(array) => Ty::Array(Box::new(Ty::of(&array.elem)), array.len.to_token_stream()),
            syn::Type::Tuple(tuple) if tuple.elems.is_empty() => Ty::Unit,
            syn::Type::Tuple(tuple) => Ty::Tuple(tuple.elems.iter().map(Ty::of).collect()),
            syn::Type::TraitObject(object) if object.bounds.len() > 1 || object.bounds.trailing_punct() => {
                Ty::Named(quote!((#object)))
            }
            syn::Type::TraitObject(object) => Ty::Named(object.to_token_stream()),
            syn::Type::Paren(inner) => Ty::of(&inner.elem),
            syn::Type::Group(inner) => Ty::of(&inner.elem),
            _ => Ty::Unknown,
        }
    }

    fn of_path(path: &syn::Path) -> Ty {
        let Some(last) = path.segments.last() else { return Ty::Unknown };
        let name = last.ident.to_string();
        match name.as_str() {
            "f64" | "f32" => Ty::Float(Some(last.ident.clone())),
            _ if path.get_ident().is_some_and(crate::generics::is_scalar) => Ty::Float(Some(last.ident.clone())),
            _ if PASSIVE_NAMES.contains(&name.as_str()) => Ty::Passive(Some(path.to_token_stream())),
            "Vec" => Ty::Vec(Box::new(argument(last, 0))),
            "Option" => Ty::Option(Box::new(argument(last, 0))),
            "Result" if arguments(last).len() == 2 => {
                Ty::Result(Box::new(argument(last, 0)), Box::new(argument(last, 1)))
            }
            "Box" | "Rc" | "Arc" if !matches!(argument(last, 0), Ty::Unknown) => {
                let mut bare = path.clone();
                bare.segments.iter_mut().for_each(|segment| segment.arguments = syn::PathArguments::None);
                Ty::Boxed(bare.to_token_stream(), Box::new(argument(last, 0)))
            }
            _ => Ty::Named(path.to_token_stream()),
        }
    }

    /// Surely `Differentiable`.
    pub fn has_tangent(&self) -> bool {
        match self {
            Ty::Float(_) | Ty::Passive(Some(_)) | Ty::Unit => true,
            Ty::Ref(_, inner) | Ty::Slice(inner) | Ty::Array(inner, _) | Ty::Vec(inner) | Ty::Option(inner) => {
                inner.has_tangent()
            }
            Ty::Boxed(_, inner) => inner.has_tangent(),
            Ty::Tuple(fields) => fields.iter().all(Ty::has_tangent),
            Ty::Result(value, error) => value.has_tangent() && error.has_tangent(),
            Ty::Unknown | Ty::Passive(None) | Ty::Opaque(_) | Ty::Named(_) => false,
        }
    }

    /// A type of the user's that carries no derivative, and that nothing takes apart.
    pub fn is_opaque_passive(&self) -> bool {
        matches!(self, Ty::Passive(Some(name)) if !PASSIVE_NAMES.contains(&name.to_string().as_str()))
            && matches!(self, Ty::Passive(Some(name)) if syn::parse2::<proc_macro2::Ident>(name.clone()).is_ok())
    }

    /// Whether it is made of a type of one of these names.
    pub fn holds_any_of(&self, names: &std::collections::BTreeSet<String>) -> bool {
        match self {
            Ty::Slice(inner) | Ty::Array(inner, _) | Ty::Vec(inner) | Ty::Option(inner) => inner.holds_any_of(names),
            Ty::Tuple(parts) => parts.iter().any(|part| part.holds_any_of(names)),
            Ty::Named(name) => names.contains(&name.to_string()),
            _ => false,
        }
    }

    /// A boolean.
    pub fn boolean() -> Ty {
        Ty::Passive(Some(quote!(bool)))
    }

    /// A `usize`.
    pub fn index() -> Ty {
        Ty::Passive(Some(quote!(usize)))
    }

    /// A float of the given name.
    pub fn float(name: &str) -> Ty {
        Ty::Float(Some(format_ident!("{name}")))
    }

    /// Behind all references.
    pub fn peel(&self) -> &Ty {
        match self {
            Ty::Ref(_, inner) => inner.peel(),
            other => other,
        }
    }

    /// Surely without a derivative.
    pub fn is_passive(&self) -> bool {
        match self {
            Ty::Passive(_) | Ty::Unit => true,
            Ty::Ref(_, inner) | Ty::Slice(inner) | Ty::Array(inner, _) | Ty::Vec(inner) => inner.is_passive(),
            Ty::Tuple(fields) => fields.iter().all(Ty::is_passive),
            Ty::Option(inner) | Ty::Boxed(_, inner) => inner.is_passive(),
            Ty::Result(value, error) => value.is_passive() && error.is_passive(),
            Ty::Named(path) => container::is_of_nothing(path),
            Ty::Unknown | Ty::Opaque(_) | Ty::Float(_) => false,
        }
    }

    /// The type of the same values where they are held constant, if it is made of numbers, arrays and lists.
    pub fn without_derivative(&self) -> Option<Ty> {
        Some(match self {
            Ty::Float(Some(name)) => Ty::Passive(Some(name.to_token_stream())),
            Ty::Passive(Some(_)) => self.clone(),
            Ty::Vec(inner) => Ty::Vec(Box::new(inner.without_derivative()?)),
            Ty::Array(inner, len) => Ty::Array(Box::new(inner.without_derivative()?), len.clone()),
            Ty::Option(inner) => Ty::Option(Box::new(inner.without_derivative()?)),
            Ty::Tuple(parts) => Ty::Tuple(parts.iter().map(Ty::without_derivative).collect::<Option<_>>()?),
            _ => return None,
        })
    }

    /// The type of a copy of a number that is held constant: that of any constant.
    pub fn into_number(self) -> Ty {
        match &self {
            Ty::Passive(Some(name)) if matches!(name.to_string().as_str(), "f64" | "f32") => {
                syn::parse2(name.clone()).map_or(Ty::Unknown, |name| Ty::Float(Some(name)))
            }
            _ => self,
        }
    }

    /// Made of numbers, text and containers of the library alone.
    pub fn is_of_library(&self) -> bool {
        match self {
            Ty::Passive(Some(name)) => PASSIVE_NAMES.contains(&name.to_string().as_str()) && name.to_string() != "str",
            Ty::Vec(inner) | Ty::Array(inner, _) | Ty::Option(inner) => inner.is_of_library(),
            Ty::Tuple(parts) => parts.iter().all(Ty::is_of_library),
            Ty::Named(path) => {
                container::library_arguments(path).is_some_and(|parts| parts.iter().all(Ty::is_of_library))
            }
            _ => false,
        }
    }

    /// A shared reference to something of a known size that is surely without a derivative.
    pub fn is_reference_to_passive(&self) -> bool {
        match self {
            Ty::Ref(false, inner) => match &**inner {
                Ty::Slice(_) | Ty::Ref(..) => false,
                Ty::Passive(Some(name)) => name.to_string() != "str",
                inner => inner.is_passive(),
            },
            _ => false,
        }
    }

    /// Surely without a derivative, and with `()` for its tangent: what holds several such values has several `()`.
    pub fn has_no_tangent(&self) -> bool {
        matches!(self.tangent(), Ty::Unit)
    }

    /// Surely a float.
    pub fn is_float(&self) -> bool {
        matches!(self, Ty::Float(_))
    }

    /// A float, possibly behind references, so that arithmetic on it is float arithmetic.
    pub fn is_float_operand(&self) -> bool {
        self.peel().is_float()
    }

    /// Surely `Copy`, small and cheap to name: may be kept in a local or on the tape without a thought.
    pub fn is_scalar(&self) -> bool {
        match self {
            Ty::Float(_) => true,
            Ty::Passive(Some(name)) => !matches!(name.to_string().as_str(), "str" | "String"),
            _ => false,
        }
    }

    /// Surely `Copy`.
    pub fn is_copy(&self) -> bool {
        match self {
            Ty::Array(inner, _) | Ty::Option(inner) => inner.is_copy(),
            Ty::Tuple(fields) => fields.iter().all(Ty::is_copy),
            Ty::Unit => true,
            Ty::Ref(mutable, _) => !mutable,
            other => other.is_scalar(),
        }
    }

    /// The same, but for types of the user's.
    pub fn is_surely_copy(&self) -> bool {
        match self {
            Ty::Array(inner, _) | Ty::Option(inner) => inner.is_surely_copy(),
            Ty::Tuple(fields) => fields.iter().all(Ty::is_surely_copy),
            ty => ty.is_copy() && !ty.is_opaque_passive(),
        }
    }

    /// Of a type that only rustc knows, or a list of such.
    pub fn is_unknown_throughout(&self) -> bool {
        match self {
            Ty::Unknown => true,
            Ty::Array(element, _) | Ty::Vec(element) => element.is_unknown_throughout(),
            _ => false,
        }
    }

    /// The more precise of two views of one type.
    pub fn meet(&self, other: &Ty) -> Ty {
        match (self, other) {
            (Ty::Unknown, known) | (known, Ty::Unknown) => known.clone(),
            (Ty::Opaque(_), known) | (known, Ty::Opaque(_)) => known.clone(),
            (Ty::Option(a), Ty::Option(b)) => Ty::Option(Box::new(a.meet(b))),
            (Ty::Result(a, e), Ty::Result(b, f)) => Ty::Result(Box::new(a.meet(b)), Box::new(e.meet(f))),
            (Ty::Boxed(path, a), Ty::Boxed(_, b)) => Ty::Boxed(path.clone(), Box::new(a.meet(b))),
            (Ty::Float(None), Ty::Float(name)) => Ty::Float(name.clone()),
            (Ty::Passive(None), Ty::Passive(name)) => Ty::Passive(name.clone()),
            // Where one view says that there is a derivative, there is one.
            (Ty::Passive(_), active) | (active, Ty::Passive(_)) if !active.is_passive() => active.clone(),
            // What enters a deque tells what it holds.
            (Ty::Named(path), Ty::Vec(element)) | (Ty::Vec(element), Ty::Named(path)) if is_deque(path) => {
                with_element(path, element).unwrap_or_else(|| Ty::Named(path.clone()))
            }
            (Ty::Named(path), Ty::Vec(value)) | (Ty::Vec(value), Ty::Named(path)) if is_map(path) => {
                with_value(path, value).unwrap_or_else(|| Ty::Named(path.clone()))
            }
            (Ty::Named(a), Ty::Named(b)) if is_map(a) && is_map(b) => {
                with_value(a, &map_argument(b, 1)).unwrap_or_else(|| Ty::Named(a.clone()))
            }
            (Ty::Named(a), Ty::Named(b)) if is_deque(a) && is_deque(b) => {
                with_element(a, &deque_element(b).unwrap_or_default()).unwrap_or_else(|| Ty::Named(a.clone()))
            }
            (Ty::Vec(a), Ty::Vec(b)) => Ty::Vec(Box::new(a.meet(b))),
            (Ty::Slice(a), Ty::Slice(b)) => Ty::Slice(Box::new(a.meet(b))),
            (Ty::Array(a, n), Ty::Array(b, m)) => {
                Ty::Array(Box::new(a.meet(b)), if is_open(n) { m.clone() } else { n.clone() })
            }
            (Ty::Tuple(a), Ty::Tuple(b)) if a.len() == b.len() => {
                Ty::Tuple(a.iter().zip(b).map(|(a, b)| a.meet(b)).collect())
            }
            (known, _) => known.clone(),
        }
    }

    /// The same type, with floats of open width made `f64`.
    pub fn with_default_width(&self) -> Ty {
        match self {
            Ty::Float(None) => Ty::float("f64"),
            Ty::Ref(mutable, inner) => Ty::Ref(*mutable, Box::new(inner.with_default_width())),
            Ty::Slice(inner) => Ty::Slice(Box::new(inner.with_default_width())),
            Ty::Vec(inner) => Ty::Vec(Box::new(inner.with_default_width())),
            Ty::Array(inner, len) => Ty::Array(Box::new(inner.with_default_width()), len.clone()),
            Ty::Tuple(fields) => Ty::Tuple(fields.iter().map(Ty::with_default_width).collect()),
            Ty::Option(inner) => Ty::Option(Box::new(inner.with_default_width())),
            Ty::Result(value, error) => {
                Ty::Result(Box::new(value.with_default_width()), Box::new(error.with_default_width()))
            }
            Ty::Boxed(path, inner) => Ty::Boxed(path.clone(), Box::new(inner.with_default_width())),
            other => other.clone(),
        }
    }

    /// Written out, where every part is known.
    pub fn tokens(&self) -> Option<TokenStream> {
        Some(match self {
            Ty::Unknown | Ty::Float(None) | Ty::Passive(None) => return None,
            Ty::Array(_, len) if is_open(len) => return None,
            Ty::Float(Some(name)) => quote!(#name),
            Ty::Opaque(name) | Ty::Named(name) | Ty::Passive(Some(name)) => name.clone(),
            Ty::Unit => quote!(()),
            Ty::Ref(false, inner) => {
                let inner = inner.tokens()?;
                quote!(&#inner)
            }
            Ty::Ref(true, inner) => {
                let inner = inner.tokens()?;
                quote!(&mut #inner)
            }
            Ty::Slice(inner) => {
                let inner = inner.tokens()?;
                quote!([#inner])
            }
            Ty::Array(inner, len) => {
                let inner = inner.tokens()?;
                quote!([#inner; #len])
            }
            Ty::Vec(inner) => {
                let inner = inner.tokens()?;
                quote!(__chainrule::__private::Vec<#inner>)
            }
            Ty::Tuple(fields) => {
                let fields = fields.iter().map(Ty::tokens).collect::<Option<Vec<_>>>()?;
                quote!((#(#fields),*))
            }
            Ty::Option(inner) => {
                let inner = inner.tokens()?;
                quote!(::core::option::Option<#inner>)
            }
            Ty::Result(value, error) => {
                let (value, error) = (value.tokens()?, error.tokens()?);
                quote!(::core::result::Result<#value, #error>)
            }
            Ty::Boxed(path, inner) => {
                let inner = inner.tokens()?;
                quote!(#path<#inner>)
            }
        })
    }

    /// Written out, with `_` for the parts that are not known.
    pub(super) fn partial_tokens(&self) -> TokenStream {
        match self {
            Ty::Tuple(fields) => {
                let fields = fields.iter().map(Ty::partial_tokens);
                quote!((#(#fields,)*))
            }
            other => other.tokens().unwrap_or_else(|| quote!(_)),
        }
    }

    /// The lengths of the arrays in the type, with `_` for the rest; `None` where there is none.
    pub fn lengths(&self) -> Option<TokenStream> {
        match self {
            Ty::Array(inner, len) if !is_open(len) => {
                let inner = inner.lengths().unwrap_or_else(|| quote!(_));
                Some(quote!([#inner; #len]))
            }
            Ty::Tuple(fields) => {
                let lengths: Vec<Option<TokenStream>> = fields.iter().map(Ty::lengths).collect();
                let known = lengths.iter().any(Option::is_some);
                let fields = lengths.into_iter().map(|field| field.unwrap_or_else(|| quote!(_)));
                known.then(|| quote!((#(#fields,)*)))
            }
            _ => None,
        }
    }
}

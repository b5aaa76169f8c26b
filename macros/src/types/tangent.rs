//! The types of tangents.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::Ty;
use super::container::{is_deque, with_new_element};

impl Ty {
    /// The owned tangent's type (API.md), where it is known: slices become `Vec`, references go, what has no
    /// derivative becomes `()`.
    pub fn tangent(&self) -> Ty {
        match self {
            Ty::Passive(_) | Ty::Unit => Ty::Unit,
            Ty::Ref(_, inner) => inner.tangent(),
            Ty::Slice(inner) | Ty::Vec(inner) => Ty::Vec(Box::new(inner.tangent())),
            Ty::Array(inner, len) => Ty::Array(Box::new(inner.tangent()), len.clone()),
            Ty::Tuple(fields) => Ty::Tuple(fields.iter().map(Ty::tangent).collect()),
            Ty::Named(path) if is_deque(path) && !matches!(self.element(), Ty::Unknown) => {
                with_new_element(path, &self.element().tangent()).unwrap_or_default()
            }
            Ty::Opaque(name) | Ty::Named(name) => {
                let name = without_lifetimes(name.clone());
                let span = first_span(&name);
                Ty::Opaque(quote_spanned!(span=> <#name as __chainrule::__private::Differentiable>::Tangent))
            }
            Ty::Option(inner) => Ty::Option(Box::new(inner.tangent())),
            Ty::Result(value, _) => Ty::Result(Box::new(value.tangent()), Box::new(Ty::Unit)),
            Ty::Boxed(_, inner) => Ty::Boxed(quote!(__chainrule::__private::Box), Box::new(inner.tangent())),
            other => other.clone(),
        }
    }
}

/// The type of which `tokens` name the tangent.
pub fn of_tangent(tokens: &TokenStream) -> Option<Ty> {
    let syn::Type::Path(syn::TypePath { qself: Some(of), path }) = syn::parse2(tokens.clone()).ok()? else {
        return None;
    };
    let of = of.ty.to_token_stream();
    let is_tangent = path.segments.last()?.ident == "Tangent";
    is_tangent.then(|| if of_tangent(&of).is_some() { Ty::Opaque(of) } else { Ty::Named(of) })
}

/// Where `tokens` begin: errors about a type stand at the user's type.
fn first_span(tokens: &TokenStream) -> proc_macro2::Span {
    let first = tokens.clone().into_iter().next();
    first.map_or_else(proc_macro2::Span::mixed_site, |token| token.span())
}

/// A type with its lifetimes made `'static`: of one whose tangent is asked for, which borrows nothing.
pub fn without_lifetimes(tokens: TokenStream) -> TokenStream {
    use proc_macro2::{Group, TokenTree};
    let mut quoted = false;
    let change = |token| match token {
        TokenTree::Punct(punct) if punct.as_char() == '\'' => {
            quoted = true;
            TokenTree::Punct(punct)
        }
        TokenTree::Ident(ident) if std::mem::take(&mut quoted) => TokenTree::Ident(Ident::new("static", ident.span())),
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), without_lifetimes(group.stream()));
            inner.set_span(group.span());
            TokenTree::Group(inner)
        }
        other => other,
    };
    tokens.into_iter().map(change).collect()
}

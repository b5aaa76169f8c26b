//! Aliases of types, replaced by what they stand for.
//!
//! ```text
//! type Outcome<T> = Result<T, String>;      Outcome<f64> is Result<f64, String>
//! ```

use std::collections::{BTreeSet, HashMap};

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};

/// Aliases of aliases of … are followed so far.
const DEEPEST: usize = 8;

/// `type Name<parameters> = stands_for;`, as text.
#[derive(Clone)]
pub(super) struct Alias {
    parameters: Vec<String>,
    stands_for: String,
}

impl Alias {
    pub(super) fn of(item: &syn::ItemType) -> Option<Self> {
        let parameters = item.generics.params.iter().map(|parameter| match parameter {
            syn::GenericParam::Type(ty) if ty.default.is_none() => Some(ty.ident.to_string()),
            syn::GenericParam::Const(length) if length.default.is_none() => Some(length.ident.to_string()),
            _ => None,
        });
        let parameters = parameters.collect::<Option<Vec<String>>>()?;
        is_plain(&item.ty).then(|| Self { parameters, stands_for: item.ty.to_token_stream().to_string() })
    }

    /// What the alias stands for with these arguments.
    fn with(&self, arguments: &syn::PathArguments, span: Span) -> Option<syn::Type> {
        let given: Vec<TokenStream> = match arguments {
            syn::PathArguments::None => Vec::new(),
            syn::PathArguments::AngleBracketed(list) => list.args.iter().map(ToTokens::to_token_stream).collect(),
            syn::PathArguments::Parenthesized(_) => return None,
        };
        if given.len() != self.parameters.len() {
            return None;
        }
        let given = self.parameters.iter().map(String::as_str).zip(given).collect();
        syn::parse2(filled(self.stands_for.parse().ok()?, &given, span)).ok()
    }

    /// What it stands for, if it has no parameters.
    pub(super) fn alone(&self) -> Option<&str> {
        self.parameters.is_empty().then_some(self.stands_for.as_str())
    }

    /// The same alias where it is imported.
    pub(super) fn written(&self, written: &dyn Fn(&str) -> Option<String>) -> Option<Self> {
        Some(Self { parameters: Vec::new(), stands_for: written(self.alone()?)? })
    }

    /// Whether the alias stands for something that has one of these names.
    fn names_any(&self, own: &BTreeSet<String>) -> bool {
        self.stands_for
            .parse()
            .is_ok_and(|tokens: TokenStream| own.iter().any(|name| crate::hoist::names(tokens.clone(), name)))
    }
}

/// Made of paths, arrays, slices, tuples and references.
fn is_plain(ty: &syn::Type) -> bool {
    let is_plain_argument = |argument: &syn::GenericArgument| match argument {
        syn::GenericArgument::Type(ty) => is_plain(ty),
        syn::GenericArgument::Const(_) => true,
        _ => false,
    };
    match ty {
        syn::Type::Array(syn::TypeArray { elem, .. }) | syn::Type::Slice(syn::TypeSlice { elem, .. }) => is_plain(elem),
        syn::Type::Reference(reference) => is_plain(&reference.elem),
        syn::Type::Tuple(tuple) => tuple.elems.iter().all(is_plain),
        syn::Type::Path(syn::TypePath { qself: None, path }) => path.segments.iter().all(|segment| {
            segment.ident != "Self"
                && match &segment.arguments {
                    syn::PathArguments::None => true,
                    syn::PathArguments::AngleBracketed(list) => list.args.iter().all(is_plain_argument),
                    syn::PathArguments::Parenthesized(_) => false,
                }
        }),
        _ => false,
    }
}

/// `tokens` at `span`, with arguments in place of parameters.
fn filled(tokens: TokenStream, given: &HashMap<&str, TokenStream>, span: Span) -> TokenStream {
    let fill = |token: TokenTree| match token {
        TokenTree::Ident(ident) if given.contains_key(ident.to_string().as_str()) => {
            given[ident.to_string().as_str()].clone()
        }
        TokenTree::Group(group) => {
            TokenTree::from(Group::new(group.delimiter(), filled(group.stream(), given, span))).into()
        }
        mut token => {
            token.set_span(span);
            token.into()
        }
    };
    tokens.into_iter().flat_map(fill).collect()
}

/// Puts what they stand for in place of aliases, but for those that stand for something with the name of a parameter.
pub(super) fn resolve<'m>(aliases: &'m HashMap<String, Alias>, generics: &syn::Generics) -> Resolve<'m> {
    let own = generics.params.iter().map(|parameter| match parameter {
        syn::GenericParam::Type(ty) => ty.ident.to_string(),
        syn::GenericParam::Const(length) => length.ident.to_string(),
        syn::GenericParam::Lifetime(lifetime) => lifetime.lifetime.to_string(),
    });
    Resolve { aliases, own: own.collect(), depth: 0 }
}

pub(super) struct Resolve<'m> {
    aliases: &'m HashMap<String, Alias>,
    own: BTreeSet<String>,
    depth: usize,
}

impl Resolve<'_> {
    fn stands_for(&self, ty: &syn::Type) -> Option<syn::Type> {
        let syn::Type::Path(syn::TypePath { qself: None, path }) = ty else { return None };
        let [only] = path.segments.iter().collect::<Vec<_>>()[..] else { return None };
        let name = only.ident.to_string();
        let alias = self.aliases.get(&name).filter(|_| path.leading_colon.is_none() && !self.own.contains(&name))?;
        if alias.names_any(&self.own) {
            return None;
        }
        alias.with(&only.arguments, only.ident.span())
    }
}

impl VisitMut for Resolve<'_> {
    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        let found = if self.depth < DEEPEST { self.stands_for(ty) } else { None };
        if let Some(found) = found {
            *ty = found;
            self.depth += 1;
            self.visit_type_mut(ty);
            self.depth -= 1;
        } else {
            visit_mut::visit_type_mut(self, ty);
        }
    }
}

//! Fields of structs with parameters, where the parameters are given: `Matrix<3, N>` has rows of `N` numbers.

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::ToTokens;

use super::{Beside, file};

impl Beside {
    /// The type of a field of a struct of the file, of which `owner` gives all parameters.
    pub fn field_of_instance(&self, owner: &syn::Type, member: &str) -> Option<syn::Type> {
        let owner = match file::single_name(owner)?.as_str() {
            "Self" => self.place.own_type.as_ref().and_then(|own| syn::parse_str(own).ok())?,
            _ => owner.clone(),
        };
        let syn::Type::Path(path) = &owner else { return None };
        let last = path.path.segments.last()?;
        let item: syn::DeriveInput = syn::parse_str(self.source.item(&self.place, &last.ident.to_string())?).ok()?;
        let syn::Data::Struct(data) = &item.data else { return None };
        let given = given(&last.arguments);
        let parameters: Vec<String> =
            item.generics.params.iter().filter(|parameter| is_replaced(parameter)).map(crate::generics::name).collect();
        if parameters.len() != given.len() {
            return None;
        }
        let (_, field) =
            data.fields.members().zip(&data.fields).find(|(name, _)| name.to_token_stream().to_string() == member)?;
        let replaced: Vec<(String, TokenStream)> = parameters.into_iter().zip(given).collect();
        syn::parse2(with(field.ty.to_token_stream(), &replaced)?).ok()
    }

    /// Whether only constant fields of the struct `owner` are made of what the type parameter `name` stands for.
    pub fn holds_parameter(&self, owner: &syn::Type, name: &str) -> bool {
        let syn::Type::Path(path) = owner else { return false };
        let Some(last) = path.path.segments.last() else { return false };
        let item = self.source.item(&self.place, &last.ident.to_string());
        let Some(item) = item.and_then(|item| syn::parse_str::<syn::DeriveInput>(item).ok()) else { return false };
        let syn::Data::Struct(data) = item.data else { return false };
        let parameters = item.generics.params.iter().filter(|parameter| is_replaced(parameter));
        let made_of_it = |argument: &TokenStream| crate::hoist::names(argument.clone(), name);
        let mut parts = parameters.zip(given(&last.arguments)).filter(|(_, given)| made_of_it(given));
        parts.all(|(parameter, _)| {
            let parameter = crate::generics::name(parameter);
            let mut mentioned =
                data.fields.iter().filter(|field| crate::hoist::names(field.ty.to_token_stream(), &parameter));
            mentioned.all(|field| field.attrs.iter().any(crate::helper_attributes::is_constant))
        })
    }
}

fn is_replaced(parameter: &syn::GenericParam) -> bool {
    !matches!(parameter, syn::GenericParam::Lifetime(_))
}

/// The arguments of a type, without lifetimes.
fn given(arguments: &syn::PathArguments) -> Vec<TokenStream> {
    let syn::PathArguments::AngleBracketed(list) = arguments else { return Vec::new() };
    let kept = list.args.iter().filter(|argument| !matches!(argument, syn::GenericArgument::Lifetime(_)));
    kept.map(ToTokens::to_token_stream).collect()
}

/// `tokens` with what is given for the parameters; none where a path begins with one.
fn with(tokens: TokenStream, replaced: &[(String, TokenStream)]) -> Option<TokenStream> {
    let mut out = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => {
                out.extend([TokenTree::Group(Group::new(group.delimiter(), with(group.stream(), replaced)?))]);
            }
            TokenTree::Ident(name) => match replaced.iter().find(|(parameter, _)| name == parameter) {
                Some(_) if matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == ':') => {
                    return None;
                }
                Some((_, given)) => out.extend(given.clone()),
                None => out.extend([TokenTree::Ident(name)]),
            },
            token => out.extend([token]),
        }
    }
    Some(out)
}

//! `#[derive(Differentiable)]`: the tangent of a struct or an enum, beside it.
//!
//! A struct is handled as an enum of one variant: every method is a `match` whose patterns name all fields.

mod again;
mod blank;
mod projection;
mod record;
mod start;
mod tangent;
mod value;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::spanned::Spanned;

use crate::diagnostic::{Errors, Message};
use crate::types::Ty;

/// A field of a struct or a variant.
struct Field {
    member: syn::Member,
    visibility: syn::Visibility,
    ty: syn::Type,
    /// Without a derivative: its tangent is `()`.
    constant: bool,
}

impl Field {
    /// The type of its tangent, which borrows nothing.
    fn tangent(&self) -> TokenStream {
        let ty = &self.ty;
        if self.constant {
            return quote!(());
        }
        let tokens = Ty::of(ty).tangent().tokens();
        tokens.unwrap_or_else(|| {
            let ty = crate::types::without_lifetimes(quote!(#ty));
            quote!(<#ty as __chainrule::Differentiable>::Tangent)
        })
    }

    /// Whether the type of its tangent depends on a type parameter.
    fn is_generic(&self, generics: &syn::Generics) -> bool {
        !self.constant && generics.type_params().any(|parameter| mentions(&self.ty, &parameter.ident))
    }

    /// The name of the field in messages.
    fn label(&self) -> String {
        self.member.to_token_stream().to_string()
    }
}

/// A variant of an enum, or all of a struct.
struct Variant {
    /// `None`: a struct.
    name: Option<Ident>,
    style: syn::Fields,
    fields: Vec<Field>,
}

impl Variant {
    /// `Self::V`, or `Self`.
    fn path(&self) -> TokenStream {
        let name = self.name.iter();
        quote!(Self #(::#name)*)
    }

    /// `Self::V { a: p_a, b: p_b }`, as pattern or as expression.
    fn braces(&self, part: impl Fn(&Field, usize) -> TokenStream) -> TokenStream {
        let path = self.path();
        let parts = self.fields.iter().enumerate().map(|(index, field)| {
            let (member, part) = (&field.member, part(field, index));
            quote!(#member: #part)
        });
        quote!(#path { #(#parts),* })
    }

    /// A pattern that names all fields `prefix0`, `prefix1`, ….
    fn pattern(&self, prefix: &str) -> TokenStream {
        self.braces(|_, index| format_ident!("{prefix}{index}").to_token_stream())
    }
}

/// What is derived for.
struct Input {
    name: Ident,
    tangent: Ident,
    visibility: syn::Visibility,
    generics: syn::Generics,
    variants: Vec<Variant>,
    is_enum: bool,
}

impl Input {
    /// Whether only constant fields mention a type parameter: the tangent does without it.
    fn is_held(&self, parameter: &Ident) -> bool {
        let mut fields = self.variants.iter().flat_map(|variant| &variant.fields);
        !fields.any(|field| !field.constant && mentions(&field.ty, parameter))
    }

    /// The generics of the tangent: those of the value without lifetimes.
    fn of_tangent(&self) -> syn::Generics {
        let mut generics = self.bounded();
        generics.params = generics
            .params
            .into_iter()
            .filter(|parameter| match parameter {
                syn::GenericParam::Lifetime(_) => false,
                syn::GenericParam::Type(parameter) => !self.is_held(&parameter.ident),
                syn::GenericParam::Const(_) => true,
            })
            .collect();
        let held = self.generics.type_params().map(|parameter| parameter.ident.clone());
        let lifetimes: Vec<Ident> = self
            .generics
            .lifetimes()
            .map(|parameter| parameter.lifetime.ident.clone())
            .chain(held.filter(|parameter| self.is_held(parameter)))
            .collect();
        let borrows = |tokens: &dyn ToTokens| lifetimes.iter().any(|lifetime| mentions(tokens, lifetime));
        for parameter in generics.type_params_mut() {
            parameter.bounds =
                std::mem::take(&mut parameter.bounds).into_iter().filter(|bound| !borrows(bound)).collect();
        }
        if let Some(clause) = &mut generics.where_clause {
            clause.predicates =
                std::mem::take(&mut clause.predicates).into_iter().filter(|predicate| !borrows(predicate)).collect();
        }
        generics
    }

    /// The generics of the implementations: every type is `Differentiable`.
    fn bounded(&self) -> syn::Generics {
        let mut generics = self.generics.clone();
        for parameter in generics.type_params_mut() {
            if !self.is_held(&parameter.ident) {
                parameter.bounds.push(syn::parse_quote!(__chainrule::Differentiable));
            }
            parameter.default = None;
        }
        generics
    }
}

/// Expands the derive.
pub fn expand(input: TokenStream) -> TokenStream {
    let code = syn::parse2::<syn::DeriveInput>(input).and_then(|input| {
        let root = root(&input)?;
        let input = read(input)?;
        let fields = input.variants.iter().flat_map(|variant| &variant.fields).filter(|field| !field.constant);
        let parts = [
            crate::beside::check_fields(&input.name, fields.map(|field| &field.ty)),
            tangent::definition(&input),
            tangent::space(&input),
            tangent::sums(&input),
            value::differentiable(&input),
            projection::projections(&input),
            record::record(&input),
            blank::blank(&input),
            again::again(&input),
            start::start(&input),
        ];
        Ok(crate::emit::with_root(quote!(#(#parts)*), &root))
    });
    code.unwrap_or_else(syn::Error::into_compile_error)
}

/// `#[chainrule(crate = path)]`, or `::chainrule`.
fn root(input: &syn::DeriveInput) -> syn::Result<TokenStream> {
    let mut root = quote!(::chainrule);
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("chainrule")) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("crate") {
                root = meta.value()?.parse::<syn::Path>()?.to_token_stream();
                return Ok(());
            }
            Err(Message::new("unknown argument").help("known is `crate = path`").on(&meta.path))
        })?;
    }
    Ok(root)
}

fn read(mut input: syn::DeriveInput) -> syn::Result<Input> {
    let mut errors = Errors::default();
    name_self(&mut input);
    crate::surroundings::resolve_aliases_of_fields(&mut input);
    let (variants, is_enum) = match input.data {
        syn::Data::Struct(data) => (vec![variant(None, data.fields, &mut errors)], false),
        syn::Data::Enum(data) => {
            let variants = data.variants.into_iter().map(|case| {
                if let Some(attribute) = case.attrs.iter().find(|attribute| attribute.path().is_ident("constant")) {
                    errors.push(misplaced().on(attribute));
                }
                variant(Some(case.ident), case.fields, &mut errors)
            });
            (variants.collect(), true)
        }
        syn::Data::Union(data) => {
            let message = Message::new("a union has no tangent")
                .note("which of its fields is there is not known")
                .help("use a struct or an enum");
            return Err(message.on(&data.union_token));
        }
    };
    errors.finish()?;
    let tangent = format_ident!("{}Tangent", input.ident, span = input.ident.span());
    Ok(Input { name: input.ident, tangent, visibility: input.vis, generics: input.generics, variants, is_enum })
}

/// Writes out `Self` in the types of fields, which is another type in the tangent.
fn name_self(input: &mut syn::DeriveInput) {
    struct Named(syn::Path);
    impl syn::visit_mut::VisitMut for Named {
        fn visit_path_mut(&mut self, path: &mut syn::Path) {
            if path.is_ident("Self") {
                *path = self.0.clone();
            }
            syn::visit_mut::visit_path_mut(self, path);
        }
    }
    let (name, (_, arguments, _)) = (&input.ident, input.generics.split_for_impl());
    let mut named = Named(syn::parse_quote!(#name #arguments));
    syn::visit_mut::VisitMut::visit_data_mut(&mut named, &mut input.data);
}

fn variant(name: Option<Ident>, style: syn::Fields, errors: &mut Errors) -> Variant {
    let fields = style.iter().enumerate().map(|(index, field)| {
        let constant = field.attrs.iter().find(|attribute| attribute.path().is_ident("constant"));
        let passive = Ty::of(&field.ty).is_passive();
        if let Some(attribute) = constant
            && !matches!(attribute.meta, syn::Meta::Path(_))
        {
            errors.push(Message::new("`#[constant]` takes no arguments").help("write `#[constant]`").on(attribute));
        }
        let mut member = field.ident.clone().map_or_else(|| syn::Member::from(index), syn::Member::Named);
        if let syn::Member::Unnamed(index) = &mut member {
            index.span = field.span();
        }
        Field { member, visibility: field.vis.clone(), ty: field.ty.clone(), constant: constant.is_some() || passive }
    });
    let fields = fields.collect();
    Variant { name, style, fields }
}

fn misplaced() -> Message {
    Message::new("`#[constant]` stands on a variant").help("put it on the fields that are held constant")
}

/// Whether `tokens` contain the name `ident`.
fn mentions(tokens: &dyn ToTokens, ident: &Ident) -> bool {
    fn any(stream: TokenStream, ident: &Ident) -> bool {
        stream.into_iter().any(|token| match token {
            proc_macro2::TokenTree::Ident(found) => found == *ident,
            proc_macro2::TokenTree::Group(group) => any(group.stream(), ident),
            _ => false,
        })
    }
    any(tokens.to_token_stream(), ident)
}

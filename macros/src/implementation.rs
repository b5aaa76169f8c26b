//! `impl` blocks: each function of the block with its companions beside it.

mod conversion;
mod index;
pub mod inert;
mod operator;
mod steps;
mod trait_impl;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::diagnostic::Message;
use crate::home::{Home, Kind};
use crate::options::Options;
use crate::types::Ty;
use crate::{beside, chained, companions, emit, fallback, generics, helper_attributes, parameters, pipeline};

/// The `impl` with the companions of its functions.
pub fn expand(arguments: TokenStream, item: &syn::ItemImpl) -> TokenStream {
    let options = match Options::parse(arguments) {
        Ok(options) => options,
        Err(error) => return beside(item, &error),
    };
    if let Some(refusal) = refuse_choices(&options, "impl") {
        return beside(item, &refusal);
    }
    if let Some((_, path, _)) = &item.trait_
        && let Some(written) = of_the_library(item, path, &options)
    {
        return written.unwrap_or_else(|error| beside(item, &error));
    }
    if let Some(refusal) = refuse_plain_trait(item) {
        return beside(item, &refusal);
    }
    let home = if item.trait_.is_some() { Home::of_trait_impl(item) } else { Home::of_impl(item) };
    let mut out = item.clone();
    if item.trait_.is_some() {
        trait_impl::bound_scalars(&mut out, &options);
    }
    out.items.clear();
    let mut errors = TokenStream::new();
    let mut outside = TokenStream::new();
    let inert = home.kind == Kind::Impl && inert::has_active_receiver(&item.items);
    for part in &item.items {
        let syn::ImplItem::Fn(function) = part else {
            out.items.push(part.clone());
            continue;
        };
        let mut function = function.clone();
        let own = without_attribute(&mut function.attrs).unwrap_or_else(|error| {
            errors.extend(error.into_compile_error());
            None
        });
        let options = own.as_ref().unwrap_or(&options);
        let place = Place { options, asked: own.is_some(), home: &home, inert, item };
        let companions = written(&function, &place, &mut outside).unwrap_or_else(|error| {
            errors.extend(error.into_compile_error());
            fallback::stubs(&as_item(&function), options, &home)
        });
        out.items.push(syn::ImplItem::Verbatim(companions));
        out.items.push(syn::ImplItem::Fn(plain(function)));
    }
    if item.trait_.is_some() {
        out.items.push(syn::ImplItem::Verbatim(trait_impl::zero_tangent(item, &options)));
    }
    let missing = beside::missing();
    quote!(#out #outside #errors #missing)
}

/// The `impl` of a trait of the standard library, and what stands beside it; `None` where `path` names another trait.
fn of_the_library(item: &syn::ItemImpl, path: &syn::Path, options: &Options) -> Option<syn::Result<TokenStream>> {
    if path.segments.last().is_some_and(|last| STAY.contains(&last.ident.to_string().as_str())) {
        return Some(Ok(conversion::plain(item).into_token_stream()));
    }
    if let Some(siblings) = conversion::siblings(item, path, options) {
        let item = conversion::plain(item);
        return Some(siblings.map(|siblings| quote!(#item #siblings)));
    }
    if let Some(refusal) = refuse(item) {
        return Some(Err(refusal));
    }
    if let Some(form) = operator::form(path) {
        return Some(operator::rule(item, path, form, options).map(|rule| quote!(#item #rule)));
    }
    if steps::is_iterator(path) {
        return Some(steps::methods(item, options).map(|methods| {
            let item = conversion::plain(item);
            quote!(#item #methods)
        }));
    }
    if index::is_index(path) {
        let methods = if index::is_by_tuple(path) { index::methods } else { index::finding };
        return Some(methods(item, options).map(|methods| quote!(#item #methods)));
    }
    None
}

/// What is asked for of a whole block, although it is for one function: `block` is `impl` or `trait`.
pub fn refuse_choices(options: &Options, block: &str) -> Option<syn::Error> {
    let (what, span) = match (options.companions.first(), &options.wrt, &options.rule) {
        (Some((companion, span)), ..) => (format!("`{}`", companion.name()), *span),
        (_, Some(names), _) => ("`wrt`".to_owned(), names.first()?.span()),
        (.., Some(rule)) => ("a rule".to_owned(), rule.span()),
        _ => return None,
    };
    let message = Message::new(format!("{what} is for one function"))
        .note(format!("here the attribute stands on a whole `{block}`"))
        .help("put `#[differentiate(..)]` with it on the function inside");
    Some(message.at(span))
}

/// The `impl` of a trait that surely lacks the attribute: what is written for its callers would be no member of the trait.
fn refuse_plain_trait(item: &syn::ItemImpl) -> Option<syn::Error> {
    let (_, path, _) = item.trait_.as_ref()?;
    let name = path.segments.last().filter(|_| path.segments.len() == 1)?.ident.to_string();
    let function = item.items.iter().find_map(|part| match part {
        syn::ImplItem::Fn(function) => Some(&function.sig.ident),
        _ => None,
    })?;
    beside::is_plain_trait(function, &name).then(|| {
        Message::new(format!("the trait `{name}` is not under `#[differentiate]`"))
            .note("what is written for callers of this `impl` would be no member of the trait")
            .help(format!("put `#[differentiate]` on `trait {name}`, and on each `impl` of it"))
            .on(path)
    })
}

/// What an `impl` cannot take.
fn refuse(item: &syn::ItemImpl) -> Option<syn::Error> {
    let (_, path, _) = item.trait_.as_ref()?;
    if index::is_index(path) {
        return None;
    }
    let name = path.segments.last()?.ident.to_string();
    let text = path.to_token_stream().to_string().replace(' ', "");
    let message = Message::new(format!("the `impl` of `{text}` cannot be differentiated"));
    let message = match name.as_str() {
        "Deref" | "DerefMut" | "AsRef" | "AsMut" | "Borrow" | "BorrowMut" => message
            .note("its result is a reference, and callers cannot see the type whose method this is")
            .help("write a method of the type that returns the reference, such as `fn values(&self) -> &[f64]`"),
        _ if FOREIGN_TRAITS.contains(&name.as_str()) => message
            .note("the trait is not under `#[differentiate]`, so callers would not find the derivative")
            .help("write it as a function in `impl Type { .. }` under the attribute, and call that"),
        _ => return None,
    };
    Some(message.on(path))
}

/// Traits whose `impl` is left as it is: what they give depends on nothing, or callers write it out, as `sum` by `+`.
const STAY: &[&str] = &["Default", "Product", "Sum"];

/// Traits of the standard library that people implement and chainrule knows no rules for.
const FOREIGN_TRAITS: &[&str] = &[
    "BitAnd",
    "BitAndAssign",
    "BitOr",
    "BitOrAssign",
    "BitXor",
    "BitXorAssign",
    "Clone",
    "Debug",
    "Display",
    "Drop",
    "Eq",
    "Extend",
    "From",
    "FromIterator",
    "FromStr",
    "Hash",
    "Into",
    "IntoIterator",
    "Not",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Shl",
    "ShlAssign",
    "Shr",
    "ShrAssign",
    "ToString",
    "TryFrom",
    "TryInto",
];

fn beside(item: &syn::ItemImpl, error: &syn::Error) -> TokenStream {
    let mut item = item.clone();
    for part in &mut item.items {
        if let syn::ImplItem::Fn(function) = part {
            function.sig = helper_attributes::removed_from_signature(&function.sig);
            helper_attributes::remove_from_block(&mut function.block);
            function.attrs.retain(|attribute| !is_differentiate(attribute));
        }
    }
    let error = error.to_compile_error();
    quote!(#item #error)
}

/// Whether an attribute is this one.
pub fn is_differentiate(attribute: &syn::Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|segment| segment.ident == "differentiate")
}

/// Takes the attribute of a function inside of a block; its options.
pub fn without_attribute(attributes: &mut Vec<syn::Attribute>) -> syn::Result<Option<Options>> {
    let Some(index) = attributes.iter().position(is_differentiate) else { return Ok(None) };
    let arguments = match attributes.remove(index).meta {
        syn::Meta::List(list) => list.tokens,
        _ => TokenStream::new(),
    };
    Options::parse(arguments).map(Some)
}

fn plain(mut function: syn::ImplItemFn) -> syn::ImplItemFn {
    function.sig = helper_attributes::removed_from_signature(&function.sig);
    helper_attributes::remove_from_block(&mut function.block);
    let allow: syn::Attribute = syn::parse_quote!(#[allow(dead_code)]);
    function.attrs.insert(0, allow);
    function
}

/// A function of a block under the attribute.
struct Place<'a> {
    options: &'a Options,
    /// It has the attribute itself.
    asked: bool,
    home: &'a Home,
    inert: bool,
    item: &'a syn::ItemImpl,
}

/// The companions of one function; none where nothing could be differentiated, unless it asks for them itself.
fn written(function: &syn::ImplItemFn, place: &Place, outside: &mut TokenStream) -> syn::Result<TokenStream> {
    let Place { options, asked, home, inert, item: block } = *place;
    let item = as_item(function);
    let item = chained::without_result(&item).unwrap_or(item);
    let scalars = generics::scalars(&home.generics_around(&item.sig.generics), &item.sig, &item.block);
    let mut names: Vec<String> = scalars.iter().map(ToString::to_string).collect();
    names.extend(differentiated_types(block));
    let locates = parameters::gives_known_reference(&item, &names) || asked && parameters::gives_reference(&item);
    if locates && home.kind == Kind::Impl && !parameters::is_held(&item) {
        let found = pipeline::compile_located(options, &item, home, Some(block))?;
        outside.extend(found.outside);
        return Ok(found.beside);
    }
    if !asked && parameters::is_left_alone(&item) {
        let siblings = if inert { inert::siblings(&item, home, options.order()) } else { None };
        let siblings =
            siblings.or_else(|| (home.kind == Kind::Impl).then(|| inert::makers::siblings(&item, &names)).flatten());
        return Ok(emit::with_root(siblings.unwrap_or_default(), &options.root));
    }
    let code = match home.kind {
        Kind::TraitImpl => pipeline::compile_as(options, &item, home, companions::siblings::sweeps)?,
        _ if asked => pipeline::compile(options, &item, &Home { whole: false, ..home.clone() })?,
        _ => pipeline::compile(options, &item, home)?,
    };
    Ok(emit::with_root(code, &options.root))
}

/// Types of which functions of the block take or give values with derivatives.
fn differentiated_types(block: &syn::ItemImpl) -> Vec<String> {
    let mut names = Vec::new();
    if inert::has_active_receiver(&block.items) {
        names.extend(["Self".to_owned(), block.self_ty.to_token_stream().to_string()]);
    }
    for part in &block.items {
        let syn::ImplItem::Fn(function) = part else { continue };
        let item = as_item(function);
        if parameters::is_left_alone(&item) || parameters::gives_reference(&item) {
            continue;
        }
        let inputs = item.sig.inputs.iter().filter(|input| !parameters::is_marked_constant(input));
        let types = inputs.filter_map(|input| match input {
            syn::FnArg::Typed(typed) => Some(&*typed.ty),
            syn::FnArg::Receiver(_) => None,
        });
        let result = match &item.sig.output {
            syn::ReturnType::Type(_, ty) => Some(&**ty),
            syn::ReturnType::Default => None,
        };
        for ty in types.chain(result) {
            if let Ty::Named(name) = Ty::of(ty).peel() {
                names.push(name.to_string());
            }
        }
    }
    names
}

fn as_item(function: &syn::ImplItemFn) -> syn::ItemFn {
    syn::ItemFn {
        attrs: function.attrs.clone(),
        vis: function.vis.clone(),
        sig: function.sig.clone(),
        block: Box::new(function.block.clone()),
    }
}

//! `impl` blocks: each function of the block with its companions beside it.

mod operator;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::diagnostic::Message;
use crate::home::Home;
use crate::options::Options;
use crate::{emit, fallback, helper_attributes, parameters, pipeline};

/// The `impl` with the companions of its functions.
pub fn expand(arguments: TokenStream, item: &syn::ItemImpl) -> TokenStream {
    let options = match Options::parse(arguments) {
        Ok(options) => options,
        Err(error) => return beside(item, &error),
    };
    if let Some(refusal) = refuse(item, &options) {
        return beside(item, &refusal);
    }
    if let Some((_, path, _)) = &item.trait_
        && let Some(form) = operator::form(path)
    {
        return match operator::rule(item, path, form, &options) {
            Ok(rule) => quote!(#item #rule),
            Err(error) => beside(item, &error),
        };
    }
    let home = Home::of_impl(item);
    let mut out = item.clone();
    out.items.clear();
    let mut errors = TokenStream::new();
    for part in &item.items {
        let syn::ImplItem::Fn(function) = part else {
            out.items.push(part.clone());
            continue;
        };
        let (function, own) = match without_attribute(function) {
            Ok(found) => found,
            Err(error) => {
                errors.extend(error.into_compile_error());
                continue;
            }
        };
        let options = own.as_ref().unwrap_or(&options);
        let companions = companions(&function, options, own.is_some(), &home).unwrap_or_else(|error| {
            errors.extend(error.into_compile_error());
            fallback::stubs(&as_item(&function), options, &home)
        });
        out.items.push(syn::ImplItem::Verbatim(companions));
        out.items.push(syn::ImplItem::Fn(plain(function)));
    }
    quote!(#out #errors)
}

/// What an `impl` cannot take.
fn refuse(item: &syn::ItemImpl, options: &Options) -> Option<syn::Error> {
    if let Some((companion, span)) = options.companions.first() {
        let message = Message::new(format!("`{}` is for one function", companion.name()))
            .note("here the attribute stands on a whole `impl`")
            .help("put `#[differentiate(..)]` with it on the function inside");
        return Some(message.at(*span));
    }
    if let Some(span) = options.rule.as_ref().map(crate::options::Rule::span) {
        let message = Message::new("a rule is for one function")
            .note("here the attribute stands on a whole `impl`")
            .help("put `#[differentiate(..)]` with it on the function inside");
        return Some(message.at(span));
    }
    if let Some(name) = options.wrt.as_ref().and_then(|names| names.first()) {
        let message = Message::new("`wrt` is for one function")
            .note("here the attribute stands on a whole `impl`")
            .help("put `#[differentiate(wrt(..))]` on the function inside");
        return Some(message.at(name.span()));
    }
    if let Some((_, path, _)) = &item.trait_ {
        if operator::form(path).is_some() {
            return None;
        }
        let message = Message::new(format!("the `impl` of `{}` cannot be differentiated yet", path_text(path)))
            .note("this version differentiates inherent methods")
            .help("write it as a method in `impl Type { .. }`");
        return Some(message.on(path));
    }
    None
}

fn path_text(path: &syn::Path) -> String {
    path.to_token_stream().to_string().replace(' ', "")
}

fn beside(item: &syn::ItemImpl, error: &syn::Error) -> TokenStream {
    let mut item = item.clone();
    for part in &mut item.items {
        if let syn::ImplItem::Fn(function) = part {
            function.sig = helper_attributes::removed_from_signature(&function.sig);
            function.attrs.retain(|attribute| !is_differentiate(attribute));
        }
    }
    let error = error.to_compile_error();
    quote!(#item #error)
}

fn is_differentiate(attribute: &syn::Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|segment| segment.ident == "differentiate")
}

/// A function of the block, and the options of an attribute of its own.
fn without_attribute(function: &syn::ImplItemFn) -> syn::Result<(syn::ImplItemFn, Option<Options>)> {
    let mut function = function.clone();
    let Some(index) = function.attrs.iter().position(is_differentiate) else { return Ok((function, None)) };
    let attribute = function.attrs.remove(index);
    let arguments = match attribute.meta {
        syn::Meta::List(list) => list.tokens,
        _ => TokenStream::new(),
    };
    Ok((function, Some(Options::parse(arguments)?)))
}

fn plain(mut function: syn::ImplItemFn) -> syn::ImplItemFn {
    function.sig = helper_attributes::removed_from_signature(&function.sig);
    let allow: syn::Attribute = syn::parse_quote!(#[allow(dead_code)]);
    function.attrs.insert(0, allow);
    function
}

/// The companions of one function; none where nothing could be differentiated, unless it asks for them itself.
fn companions(function: &syn::ImplItemFn, options: &Options, asked: bool, home: &Home) -> syn::Result<TokenStream> {
    let item = as_item(function);
    if !asked && parameters::is_left_alone(&item) {
        return Ok(TokenStream::new());
    }
    let code = pipeline::compile(options, &item, home)?;
    Ok(emit::with_root(code, &options.root))
}

fn as_item(function: &syn::ImplItemFn) -> syn::ItemFn {
    syn::ItemFn {
        attrs: function.attrs.clone(),
        vis: function.vis.clone(),
        sig: function.sig.clone(),
        block: Box::new(function.block.clone()),
    }
}

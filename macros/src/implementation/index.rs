//! `impl`s of `Index` and `IndexMut` whose elements are scalars: methods that read and assign an element, to which
//! differentiated functions turn `m[(i, j)]`.
//!
//! ```text
//! fn index(&self, k: I) -> &f64 { &self.a[k.0] }          fn __get_index(&self, k: I) -> f64 { self.a[k.0] }
//! fn index_mut(&mut self, k: I) -> &mut f64 { … }         fn __set_index_mut(&mut self, k: I, e: f64) { self.a[k.0] = e }
//! ```

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::parse_quote;
use syn::visit_mut::VisitMut;

use crate::companions::siblings;
use crate::diagnostic::Message;
use crate::home::Home;
use crate::lower::located;
use crate::options::Options;
use crate::types::Ty;
use crate::{companions, emit, pipeline};

/// What is done to the element.
#[derive(Clone, Copy)]
enum Use {
    Read,
    Assigned,
}

/// Whether `path` is one of the two traits, for an index that is a tuple: so no container of the standard library is
/// indexed.
pub fn is_by_tuple(path: &syn::Path) -> bool {
    let Some(segment) = path.segments.last().filter(|last| last.ident == "Index" || last.ident == "IndexMut") else {
        return false;
    };
    let syn::PathArguments::AngleBracketed(list) = &segment.arguments else { return false };
    matches!(list.args.first(), Some(syn::GenericArgument::Type(syn::Type::Tuple(_))))
}

/// Whether `path` is one of the two traits.
pub fn is_index(path: &syn::Path) -> bool {
    path.segments.last().is_some_and(|last| last.ident == "Index" || last.ident == "IndexMut")
}

/// What finds an element, in an `impl` of its own: for elements that are found by other indices than tuples.
pub fn finding(item: &syn::ItemImpl, options: &Options) -> syn::Result<TokenStream> {
    let function = item.items.iter().find_map(|part| match part {
        syn::ImplItem::Fn(function) => Some(function),
        _ => None,
    });
    let Some(function) = function else { return Ok(TokenStream::new()) };
    let mut block = item.clone();
    block.trait_ = None;
    let found = element_type(item, function);
    let mut function = function.clone();
    if let (Some(found), syn::ReturnType::Type(_, ty)) = (found, &mut function.sig.output)
        && let syn::Type::Reference(reference) = &mut **ty
    {
        *reference.elem = found;
    }
    function.vis = parse_quote!(pub);
    block.items = vec![syn::ImplItem::Fn(function.clone())];
    let home = Home::of_impl(&block);
    let companions::located::Written { beside, outside, unaided } =
        pipeline::compile_located(options, &super::as_item(&function), &home, Some(&block))?;
    let of_tangents = unaided.filter(|_| item.generics.params.is_empty() && function.sig.ident == "index");
    let of_tangents = of_tangents.map(|way| emit::with_root(of_tangents_of(item, &function, &way), &options.root));
    let (generics, _, clause) = item.generics.split_for_impl();
    let self_ty = &item.self_ty;
    Ok(quote! {
        #[doc(hidden)]
        #[allow(clippy::all, clippy::pedantic, unused)]
        impl #generics #self_ty #clause {
            #beside
        }
        #outside
        #of_tangents
    })
}

/// Where the index alone tells the way, tangents have elements too: the type of `p` in `p[i]` need not be known then.
fn of_tangents_of(item: &syn::ItemImpl, function: &syn::ImplItemFn, way: &TokenStream) -> TokenStream {
    let self_ty = &item.self_ty;
    let (Some(syn::FnArg::Typed(index)), syn::ReturnType::Type(_, output)) =
        (function.sig.inputs.iter().nth(1), &function.sig.output)
    else {
        return TokenStream::new();
    };
    let syn::Type::Reference(output) = &**output else { return TokenStream::new() };
    let (pattern, ty, element, tag) = (&index.pat, &index.ty, &output.elem, located::named("index"));
    let at = quote!(__chainrule::__private::At<#self_ty, #tag>);
    let tangent = quote!(<#self_ty as __chainrule::__private::Differentiable>::Tangent);
    quote! {
        #[doc(hidden)]
        #[allow(clippy::all, clippy::pedantic, unused)]
        impl ::core::ops::Index<#ty> for #tangent {
            type Output = <#element as __chainrule::__private::Differentiable>::Shadow;
            #[inline]
            fn index(&self, #pattern: #ty) -> &Self::Output {
                let at: #at = #way.into();
                __chainrule::__private::located_shadow(&at, self)
            }
        }
        #[doc(hidden)]
        impl __chainrule::__private::Part<#ty> for #tangent {
            type Output = <#element as __chainrule::__private::Differentiable>::Shadow;
            #[inline]
            fn part(&mut self, index: #ty) -> &mut Self::Output {
                &mut self[index]
            }
            #[inline]
            fn part_ref(&self, index: #ty) -> &Self::Output {
                &self[index]
            }
        }
        #[doc(hidden)]
        #[allow(clippy::all, clippy::pedantic, unused)]
        impl ::core::ops::IndexMut<#ty> for #tangent {
            #[inline]
            fn index_mut(&mut self, #pattern: #ty) -> &mut Self::Output {
                let at: #at = #way.into();
                __chainrule::__private::located_shadow_mut(&at, self)
            }
        }
    }
}

/// The type of the elements: what `Output` is, or what the signature says in its place.
fn element_type(item: &syn::ItemImpl, function: &syn::ImplItemFn) -> Option<syn::Type> {
    let declared = item.items.iter().find_map(|part| match part {
        syn::ImplItem::Type(ty) if ty.ident == "Output" => Some(ty.ty.clone()),
        _ => None,
    });
    let is_output = match &function.sig.output {
        syn::ReturnType::Type(_, ty) => matches!(&**ty, syn::Type::Reference(reference)
            if matches!(&*reference.elem, syn::Type::Path(path) if path.path.segments.len() > 1)),
        syn::ReturnType::Default => false,
    };
    let self_ty = &item.self_ty;
    let index = item.trait_.as_ref().and_then(|(_, path, _)| path.segments.last()).map(|last| &last.arguments);
    is_output.then(|| declared.unwrap_or_else(|| parse_quote!(<#self_ty as ::core::ops::Index #index>::Output)))
}

/// The method with its sweeps, in an `impl` of its own.
pub fn methods(item: &syn::ItemImpl, options: &Options) -> syn::Result<TokenStream> {
    let function = item.items.iter().find_map(|part| match part {
        syn::ImplItem::Fn(function) => Some(function),
        _ => None,
    });
    let Some(function) = function else { return Ok(TokenStream::new()) };
    let element = element(item, function)?;
    let usage = if function.sig.ident == "index" { Use::Read } else { Use::Assigned };
    let method = method(function, &element, usage);
    let mut block = item.clone();
    block.trait_ = None;
    block.items = vec![syn::ImplItem::Fn(syn::ImplItemFn {
        attrs: Vec::new(),
        vis: method.vis.clone(),
        defaultness: None,
        sig: method.sig.clone(),
        block: (*method.block).clone(),
    })];
    let home = Home::of_impl(&block);
    let code = pipeline::compile_as(options, &method, &home, siblings::sweeps)?;
    let (generics, _, clause) = item.generics.split_for_impl();
    let self_ty = &item.self_ty;
    let code = quote! {
        #[doc(hidden)]
        #[allow(clippy::all, clippy::pedantic, unused)]
        impl #generics #self_ty #clause {
            #[doc(hidden)]
            #[inline]
            #method
            #code
        }
    };
    Ok(emit::with_root(code, &options.root))
}

/// The type of the elements: a scalar, since a part of anything else may be changed where only its value is seen.
fn element(item: &syn::ItemImpl, function: &syn::ImplItemFn) -> syn::Result<syn::Type> {
    let declared = item.items.iter().find_map(|part| match part {
        syn::ImplItem::Type(ty) if ty.ident == "Output" => Some(ty.ty.clone()),
        _ => None,
    });
    let behind = match &function.sig.output {
        syn::ReturnType::Type(_, ty) => match &**ty {
            syn::Type::Reference(reference) => Some((*reference.elem).clone()),
            _ => None,
        },
        syn::ReturnType::Default => None,
    };
    let is_output = |ty: &syn::Type| matches!(ty, syn::Type::Path(path) if path.path.segments.len() > 1);
    let parameter = item.generics.type_params().next().map(|parameter| parameter.ident.clone());
    let assumed = parameter.as_ref().map_or_else(|| parse_quote!(f64), |name| parse_quote!(#name));
    let found = declared.or_else(|| behind.filter(|ty| !is_output(ty))).unwrap_or(assumed);
    let is_parameter = matches!(&found, syn::Type::Path(path)
        if path.path.get_ident().is_some_and(|name| item.generics.type_params().any(|own| own.ident == *name)));
    if Ty::of(&found).is_float() || is_parameter {
        return Ok(found);
    }
    let message = Message::new("the elements of this `impl` are no scalars")
        .note("chainrule follows `m[index]` of a type of one's own where it is a number")
        .help("give the `impl` for the scalars, or write a method that does what is to be done with the element");
    Err(message.on(&found))
}

/// The method that reads or assigns the element.
fn method(function: &syn::ImplItemFn, element: &syn::Type, usage: Use) -> syn::ItemFn {
    let mut signature = function.sig.clone();
    let mut block = function.block.clone();
    let value = Ident::new("__element", Span::mixed_site());
    match usage {
        Use::Read => {
            signature.ident = Ident::new("__get_index", function.sig.ident.span());
            signature.output = parse_quote!(-> #element);
        }
        Use::Assigned => {
            signature.ident = Ident::new("__set_index_mut", function.sig.ident.span());
            signature.output = syn::ReturnType::Default;
            signature.inputs.push(parse_quote!(#value: #element));
        }
    }
    let mut results = Results { usage, value };
    results.visit_block_mut(&mut block);
    results.tail(&mut block);
    syn::ItemFn { attrs: Vec::new(), vis: parse_quote!(pub), sig: signature, block: Box::new(block) }
}

/// Turns results, which are references, into uses of what they refer to.
struct Results {
    usage: Use,
    value: Ident,
}

impl Results {
    fn tail(&self, block: &mut syn::Block) {
        if let Some(syn::Stmt::Expr(tail, None)) = block.stmts.last_mut() {
            self.result(tail);
        }
    }

    fn result(&self, expr: &mut syn::Expr) {
        match expr {
            syn::Expr::Paren(inner) => self.result(&mut inner.expr),
            syn::Expr::Block(inner) => self.tail(&mut inner.block),
            syn::Expr::If(branch) => {
                self.tail(&mut branch.then_branch);
                if let Some((_, other)) = &mut branch.else_branch {
                    self.result(other);
                }
            }
            syn::Expr::Match(choice) => choice.arms.iter_mut().for_each(|arm| {
                self.result(&mut arm.body);
                arm.comma.get_or_insert_default();
            }),
            syn::Expr::Macro(_) | syn::Expr::Return(_) => {}
            syn::Expr::Reference(reference) => {
                let place = (*reference.expr).clone();
                *expr = self.used(&place);
            }
            _ => {
                let place: syn::Expr = parse_quote!(*#expr);
                *expr = self.used(&place);
            }
        }
    }

    fn used(&self, place: &syn::Expr) -> syn::Expr {
        let value = &self.value;
        match self.usage {
            Use::Read => place.clone(),
            Use::Assigned => {
                // Not read from tokens: a place that begins with a block would be a statement there.
                let mut assignment: syn::ExprAssign = parse_quote!(place = #value);
                *assignment.left = place.clone();
                let mut block: syn::ExprBlock = parse_quote!({});
                block.block.stmts.push(syn::Stmt::Expr(assignment.into(), Some(syn::token::Semi::default())));
                block.into()
            }
        }
    }
}

impl VisitMut for Results {
    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        syn::visit_mut::visit_expr_mut(self, expr);
        if let syn::Expr::Return(returned) = expr
            && let Some(value) = &mut returned.expr
        {
            self.result(value);
            if matches!(self.usage, Use::Assigned) {
                let done = (**value).clone();
                *expr = parse_quote!({ #done return; });
            }
        }
    }

    fn visit_expr_closure_mut(&mut self, _closure: &mut syn::ExprClosure) {}

    fn visit_item_mut(&mut self, _item: &mut syn::Item) {}
}
